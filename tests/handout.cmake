# The printed page: its words and how it is set, without GL; and whole files as poppler reads them.
hip_test(handout hip_handout)
target_include_directories(test_handout PRIVATE ${CMAKE_SOURCE_DIR}/src/handout)
add_library(other_pdf MODULE tools/other_pdf.c)
target_link_libraries(other_pdf PRIVATE hip_flags)
find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME cli_handout WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
  COMMAND ${Python3_EXECUTABLE} tests/test_handout.py $<TARGET_FILE:hip-atlas> $<TARGET_FILE:other_pdf>)
set_tests_properties(cli_handout PROPERTIES SKIP_RETURN_CODE 77 LABELS cli)
