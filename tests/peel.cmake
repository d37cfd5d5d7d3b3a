hip_test(bend hip_study)
hip_test(peel hip_study)
hip_heavy_test(peel_reference hip_study)
hip_test(peel_data hip_atlas)
