# The printed page: its words and how it is set, without GL; and whole files as poppler reads them.
hip_test(handout hip_handout)
target_include_directories(test_handout PRIVATE ${CMAKE_SOURCE_DIR}/src/handout)
