hip_test(pose hip_study)
