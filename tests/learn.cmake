# Learning: questions and what is remembered of them.
hip_test(quiz hip_study)
hip_test(lesson hip_atlas)
hip_test(store hip_study)
hip_test(words hip_base)
add_dependencies(test_words words)
hip_test(settings hip_session)
hip_heavy_test(session_quiz hip_body hip_session)
add_dependencies(test_session_quiz body_baked)
hip_heavy_test(session_lesson hip_body hip_session)
add_dependencies(test_session_lesson body_baked)
# All steps of all lessons: the optimised build, where there is one.
add_test(NAME cli_lessons WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
  COMMAND ${Python3_EXECUTABLE} tests/test_cli_lessons.py
    $<IF:$<BOOL:${HIP_OPTIMISED}>,${HIP_OPTIMISED}/hip-atlas,$<TARGET_FILE:hip-atlas>>)
set_tests_properties(cli_lessons PROPERTIES SKIP_RETURN_CODE 77 LABELS cli TIMEOUT 900)
