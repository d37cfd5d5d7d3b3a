# Everything by keyboard.
hip_test(ui_keys hip_ui hip_render hip_session)
target_include_directories(test_ui_keys PRIVATE ${CMAKE_SOURCE_DIR}/src/ui)
