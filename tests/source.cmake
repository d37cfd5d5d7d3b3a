# A source of pain shown, views side by side: the session alone, then on the baked body.
hip_test(source hip_session)
hip_heavy_test(source_body hip_body hip_session)
add_dependencies(test_source_body body_baked)
