hip_test(bend hip_study)
