# The printed page: its words and how it is set, without GL; and whole files as poppler reads them.
hip_test(handout hip_handout)
target_include_directories(test_handout PRIVATE ${CMAKE_SOURCE_DIR}/src/handout)
find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME cli_handout WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
  COMMAND ${Python3_EXECUTABLE} tests/test_handout.py $<TARGET_FILE:hip-atlas>)
set_tests_properties(cli_handout PROPERTIES SKIP_RETURN_CODE 77 LABELS cli)
