hip_test(mesh_build hip_geometry)
hip_test(mesh_cache hip_geometry)

# What writes models as other programs would, and what stands in for a helper that a file has taken over.
add_executable(export_model tools/export_model.c)
target_link_libraries(export_model PRIVATE PkgConfig::ASSIMP m)
add_executable(bad_import_helper tools/bad_import_helper.c)
target_link_libraries(bad_import_helper PRIVATE hip_flags)

function(hip_import_test name)
  hip_test(${name} hip_geometry PkgConfig::JANSSON)
  add_dependencies(test_${name} hip-atlas-import export_model bad_import_helper)
  target_compile_definitions(test_${name} PRIVATE HIP_HELPER="$<TARGET_FILE:hip-atlas-import>"
    HIP_EXPORT_MODEL="$<TARGET_FILE:export_model>" HIP_BAD_HELPER="$<TARGET_FILE:bad_import_helper>")
endfunction()

hip_import_test(import)
hip_import_test(import_hostile)
hip_import_test(import_glb)
hip_import_test(import_samples)
set_tests_properties(import import_hostile import_glb PROPERTIES TIMEOUT 300)
set_tests_properties(import_samples PROPERTIES TIMEOUT 1800)

hip_test(import_limits hip_geometry)
target_sources(test_import_limits PRIVATE ${CMAKE_SOURCE_DIR}/src/importer/limits.c)
target_include_directories(test_import_limits PRIVATE ${CMAKE_SOURCE_DIR}/src/importer)

# These look into the module: their headers are private.
foreach(name recognise mesh_align)
  hip_test(${name} hip_geometry)
  target_include_directories(test_${name} PRIVATE ${CMAKE_SOURCE_DIR}/src/geometry)
endforeach()

# Changed inputs in every build; with HIP_FUZZ (clang) libFuzzer drives them.
foreach(name fuzz_mesh_stream fuzz_mesh_cache)
  add_executable(${name} fuzz/${name}.c)
  target_link_libraries(${name} PRIVATE hip_geometry)
  if(HIP_FUZZ)
    target_compile_options(${name} PRIVATE -fsanitize=fuzzer)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  else()
    target_compile_definitions(${name} PRIVATE FUZZ_ALONE)
    add_test(NAME ${name} COMMAND ${name})
  endif()
endforeach()
