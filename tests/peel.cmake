hip_test(bend hip_study)
hip_test(peel hip_study)
