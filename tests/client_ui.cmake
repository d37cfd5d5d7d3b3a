# Pages of the client on the table, and what the session keeps of them.
hip_test(ui_client hip_ui hip_render hip_session)
target_include_directories(test_ui_client PRIVATE ${CMAKE_SOURCE_DIR}/src/ui)
hip_test(ui_pain hip_ui hip_render hip_session)
target_include_directories(test_ui_pain PRIVATE ${CMAKE_SOURCE_DIR}/src/ui)
hip_test(ui_plain hip_ui hip_render hip_session)
target_include_directories(test_ui_plain PRIVATE ${CMAKE_SOURCE_DIR}/src/ui)
hip_test(session_walk hip_session)
# What people say and what is known.
hip_test(ui_claims hip_ui hip_render hip_session)
target_include_directories(test_ui_claims PRIVATE ${CMAKE_SOURCE_DIR}/src/ui)
