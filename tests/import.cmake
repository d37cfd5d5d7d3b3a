hip_test(mesh_build hip_geometry)
hip_test(mesh_cache hip_geometry)
