# What is baked into the vertices: ambient light and weights; and the threads that do it.
hip_test(parallel hip_base)
hip_test(mesh_occlusion hip_geometry)
hip_test(mesh_weights hip_geometry)
# The generator's tables are a private header.
hip_heavy_test(body_whole hip_body hip_atlas)
target_include_directories(test_body_whole PRIVATE ${CMAKE_SOURCE_DIR}/src/body)
add_dependencies(test_body_whole body_baked)
