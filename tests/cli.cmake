# The command line, one CTest test for each case of test_cli.py. The long one runs the optimised build, where there is one.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
foreach(case help_and_version wrong_usage client_wrong_usage languages lists claims variants positions_and_strokes
    stroke_lays_the_client validate validate_client render
    render_rows render_fails_whole same_code_same_picture section bench body pain describe source_and_compare bookmark notes reference)
  set(program $<TARGET_FILE:hip-atlas>)
  if(HIP_OPTIMISED AND case STREQUAL positions_and_strokes)
    set(program ${HIP_OPTIMISED}/hip-atlas)
  endif()
  add_test(NAME cli_${case} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
    COMMAND ${Python3_EXECUTABLE} tests/test_cli.py ${program} ${case})
  set_tests_properties(cli_${case} PROPERTIES SKIP_RETURN_CODE 77 LABELS cli)
endforeach()
# Client texts are easy to read.
add_test(NAME reading_level WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
  COMMAND ${Python3_EXECUTABLE} tests/test_reading_level.py $<TARGET_FILE:hip-atlas>)
set_tests_properties(reading_level PROPERTIES LABELS cli)
# What is written in the program states nothing about bodies without a source.
add_test(NAME ui_words COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/test_ui_words.py)
