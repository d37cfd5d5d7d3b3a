# The body's anatomy, measured on the baked meshes.
foreach(part nerve variants size topology overlap attach rays fibres)
  hip_heavy_test(anatomy_${part} hip_body hip_atlas)
  add_dependencies(test_anatomy_${part} body_baked)
endforeach()
target_compile_definitions(test_anatomy_size PRIVATE HIP_BODY_BAKED="${CMAKE_BINARY_DIR}/body.mesh")

# The distribution's own python, for it has numpy.
find_program(HIP_SYSTEM_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(HIP_SYSTEM_PYTHON python3 REQUIRED)
add_test(NAME measure_body COMMAND ${HIP_SYSTEM_PYTHON} ${CMAKE_CURRENT_LIST_DIR}/measure_body.py
  $<TARGET_FILE:hip-atlas> WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
set_tests_properties(measure_body PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 600)
