hip_test(camera hip_view)
hip_test(bvh hip_geometry)
hip_test(label_layout hip_view)
hip_test(query hip_session)
