# The command line, one CTest test for each case of test_cli.py.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
foreach(case help_and_version wrong_usage lists variants validate render render_rows render_fails_whole same_code_same_picture bench
    body reference)
  add_test(NAME cli_${case} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
    COMMAND ${Python3_EXECUTABLE} tests/test_cli.py $<TARGET_FILE:hip-atlas> ${case})
  set_tests_properties(cli_${case} PROPERTIES SKIP_RETURN_CODE 77 LABELS cli)
endforeach()
