# Presenting: keys and clicker, pens on the body, the teacher's window.
hip_test(clicker hip_session)
target_sources(test_clicker PRIVATE ${CMAKE_SOURCE_DIR}/src/app/hands.c ${CMAKE_SOURCE_DIR}/src/app/hands_keys.c
  ${CMAKE_SOURCE_DIR}/src/app/clicker.c ${CMAKE_SOURCE_DIR}/src/app/projecting.c
  ${CMAKE_SOURCE_DIR}/src/app/input.c ${CMAKE_SOURCE_DIR}/src/app/keys.c)
target_include_directories(test_clicker PRIVATE ${CMAKE_SOURCE_DIR}/src/app)
hip_heavy_test(pen hip_body hip_session)
add_dependencies(test_pen body_baked)
hip_test(ui_teacher hip_ui hip_render hip_session)
target_include_directories(test_ui_teacher PRIVATE ${CMAKE_SOURCE_DIR}/src/ui)
hip_test(on_body hip_session)
