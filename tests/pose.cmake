hip_test(pose hip_study)
hip_test(pull hip_study)
