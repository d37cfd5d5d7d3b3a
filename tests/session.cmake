hip_test(session hip_session)
hip_test(includes hip_base)
