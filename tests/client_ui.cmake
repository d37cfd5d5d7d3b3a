# Pages of the client on the table, and what the session keeps of them.
hip_test(ui_client hip_ui hip_render hip_session)
target_include_directories(test_ui_client PRIVATE ${CMAKE_SOURCE_DIR}/src/ui)
hip_test(session_walk hip_session)
