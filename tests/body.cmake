# The generator's own parts are private headers, so these tests look into src/body.
foreach(name body_table body_variants body_field body_surface body)
  if(name STREQUAL body) # makes the whole body twice
    hip_heavy_test(${name} hip_body)
  else()
    hip_test(${name} hip_body)
  endif()
  target_include_directories(test_${name} PRIVATE ${CMAKE_SOURCE_DIR}/src/body)
endforeach()
add_dependencies(test_body body_baked)
set_tests_properties(body PROPERTIES TIMEOUT 300)

# The corpus of the fuzz target runs in every build as a test; with HIP_FUZZ (clang) libFuzzer drives it.
add_executable(fuzz_body fuzz/fuzz_body.c)
target_link_libraries(fuzz_body PRIVATE hip_body)
target_include_directories(fuzz_body PRIVATE ${CMAKE_SOURCE_DIR}/src/body)
if(HIP_FUZZ)
  target_compile_options(fuzz_body PRIVATE -fsanitize=fuzzer)
  target_link_options(fuzz_body PRIVATE -fsanitize=fuzzer)
else()
  target_compile_definitions(fuzz_body PRIVATE FUZZ_ALONE)
  file(GLOB body_tables ${CMAKE_SOURCE_DIR}/assets/body/*.body)
  add_test(NAME fuzz_body COMMAND fuzz_body ${body_tables})
endif()
