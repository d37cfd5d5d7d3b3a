# Layout, cppcheck, clang-tidy: where the tools are installed (./check installs them).
foreach(kind format cppcheck tidy)
  add_test(NAME lint_${kind} COMMAND ${CMAKE_SOURCE_DIR}/tools/lint ${kind} ${CMAKE_BINARY_DIR})
  set_tests_properties(lint_${kind} PROPERTIES LABELS lint)
endforeach()
set_tests_properties(lint_cppcheck lint_tidy PROPERTIES PROCESSORS 2 COST 1000)
