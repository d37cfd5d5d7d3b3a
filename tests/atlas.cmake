hip_test(json hip_base)
hip_test(atlas_data hip_atlas)
hip_test(atlas_reference hip_atlas)
hip_test(atlas_broken hip_atlas)
hip_test(atlas_massage hip_atlas)
hip_test(claims hip_atlas)
hip_test(texts hip_atlas)
hip_test(atlas_search hip_atlas)
target_include_directories(test_atlas_search PRIVATE ${CMAKE_SOURCE_DIR}/src/atlas)

add_test(NAME atlas_figures COMMAND sh tests/check_figures.sh WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
set_tests_properties(atlas_figures PROPERTIES SKIP_RETURN_CODE 77)

if(HIP_FUZZ AND CMAKE_C_COMPILER_ID MATCHES Clang)
  # Sources, not the libraries: libFuzzer needs them instrumented.
  file(GLOB atlas_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/atlas/*.c ${CMAKE_SOURCE_DIR}/src/base/*.c)
  add_executable(fuzz_atlas fuzz/fuzz_atlas.c ${atlas_sources})
  target_include_directories(fuzz_atlas PRIVATE ${CMAKE_SOURCE_DIR}/src/atlas)
  target_link_libraries(fuzz_atlas PRIVATE hip_flags PkgConfig::JANSSON Threads::Threads)
  target_compile_options(fuzz_atlas PRIVATE -fsanitize=fuzzer,address,undefined)
  target_link_options(fuzz_atlas PRIVATE -fsanitize=fuzzer,address,undefined)
  # New inputs go to the first folder: never into the source tree.
  file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/corpus_atlas)
  add_test(NAME fuzz_atlas COMMAND fuzz_atlas -runs=2000 -seed=1 ${CMAKE_CURRENT_BINARY_DIR}/corpus_atlas
    ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/corpus_atlas WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
endif()
