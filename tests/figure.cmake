hip_heavy_test(figure hip_study hip_body) # makes the whole figure twice
add_dependencies(test_figure body_baked)
set_tests_properties(figure PROPERTIES TIMEOUT 300)
