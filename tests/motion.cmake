# The body in motion, measured on the baked meshes.
foreach(what motion length posture)
  hip_heavy_test(${what} hip_body hip_study)
  add_dependencies(test_${what} body_baked)
endforeach()
