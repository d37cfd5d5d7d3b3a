hip_test(camera hip_view)
