# The room's makers are private headers; the figure and the rooms are read as they were baked.
hip_heavy_test(room hip_client)
target_include_directories(test_room PRIVATE ${CMAKE_SOURCE_DIR}/src/client)
add_dependencies(test_room client_baked)
set_tests_properties(room PROPERTIES TIMEOUT 300)
if(HIP_OPTIMISED) # one position under the sanitizers
  add_test(NAME room_prone COMMAND test_room prone WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
endif()
