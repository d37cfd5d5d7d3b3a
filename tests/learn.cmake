# Learning: questions and what is remembered of them.
hip_test(quiz hip_study)
hip_test(lesson hip_atlas)
hip_test(store hip_study)
hip_test(words hip_base)
add_dependencies(test_words words)
hip_test(settings hip_session)
hip_heavy_test(session_quiz hip_body hip_session)
add_dependencies(test_session_quiz body_baked)
