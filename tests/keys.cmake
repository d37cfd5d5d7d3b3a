# Everything by keyboard.
hip_heavy_test(ui_keys hip_ui hip_render hip_body hip_session)
add_dependencies(test_ui_keys body_baked)
target_include_directories(test_ui_keys PRIVATE ${CMAKE_SOURCE_DIR}/src/ui)
