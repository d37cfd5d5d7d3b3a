# Everything by keyboard.
hip_heavy_test(ui_keys hip_ui hip_render hip_session)
target_include_directories(test_ui_keys PRIVATE ${CMAKE_SOURCE_DIR}/src/ui)
if(HIP_OPTIMISED) # an eighth of the pages under the sanitizers
  add_test(NAME ui_keys_few COMMAND test_ui_keys few WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(ui_keys_few PROPERTIES SKIP_RETURN_CODE 77)
endif()
