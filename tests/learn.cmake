# Learning: questions and what is remembered of them.
hip_test(quiz hip_study)
hip_test(lesson hip_atlas)
hip_test(store hip_session)
hip_test(words hip_base)
add_dependencies(test_words words)
hip_test(ui_lang hip_ui hip_render hip_session)
target_include_directories(test_ui_lang PRIVATE ${CMAKE_SOURCE_DIR}/src/ui)
add_dependencies(test_ui_lang words)
hip_heavy_test(ui_fits hip_ui hip_render hip_session)
target_include_directories(test_ui_fits PRIVATE ${CMAKE_SOURCE_DIR}/src/ui)
add_dependencies(test_ui_fits words)
# What people read in the program is in the catalogues' list.
add_test(NAME po_update COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/po_update --check)
set_tests_properties(po_update PROPERTIES SKIP_RETURN_CODE 77)
hip_test(settings hip_session)
hip_heavy_test(session_quiz hip_body hip_session)
add_dependencies(test_session_quiz body_baked)
hip_heavy_test(bookmarks hip_body hip_session)
add_dependencies(test_bookmarks body_baked)
hip_heavy_test(notes hip_body hip_session)
add_dependencies(test_notes body_baked)
hip_heavy_test(session_lesson hip_body hip_session)
add_dependencies(test_session_lesson body_baked)
# All steps of all lessons: the optimised build, where there is one.
add_test(NAME cli_lessons WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
  COMMAND ${Python3_EXECUTABLE} tests/test_cli_lessons.py
    $<IF:$<BOOL:${HIP_OPTIMISED}>,${HIP_OPTIMISED}/hip-atlas,$<TARGET_FILE:hip-atlas>>)
set_tests_properties(cli_lessons PROPERTIES SKIP_RETURN_CODE 77 LABELS cli TIMEOUT 900)
# Not run by CTest: draws every page of the window to be looked at (docs/languages.md).
add_executable(ui_pictures EXCLUDE_FROM_ALL tools/ui_pictures.c)
target_include_directories(ui_pictures PRIVATE ${CMAKE_CURRENT_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/src/ui)
target_link_libraries(ui_pictures PRIVATE hip_ui hip_render hip_body hip_session PkgConfig::CMOCKA)
set_source_files_properties(tools/ui_pictures.c PROPERTIES COMPILE_OPTIONS "-Wno-pedantic;-Wno-conversion;-Wno-float-conversion")
