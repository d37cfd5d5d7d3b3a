# Input without a window: keys, hands, replays (pure parts of src/app); pictures that leave the program.
set(app ${CMAKE_SOURCE_DIR}/src/app)
foreach(name hands replay)
  hip_test(${name} hip_session)
  target_sources(test_${name} PRIVATE ${app}/hands.c ${app}/hands_keys.c ${app}/clicker.c ${app}/projecting.c ${app}/input.c ${app}/keys.c)
  target_include_directories(test_${name} PRIVATE ${app})
endforeach()
hip_test(picture_out hip_handout hip_render PkgConfig::SDL2)
target_sources(test_picture_out PRIVATE ${app}/picture_out.c ${app}/clipboard.c ${app}/child.c)
target_include_directories(test_picture_out PRIVATE ${app})

# The real window under Xvfb, one CTest test for each script: skipped (77) where Xvfb or xdotool is missing.
file(GLOB window_scripts CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/window/test_*.sh)
foreach(script IN LISTS window_scripts)
  get_filename_component(name ${script} NAME_WE)
  string(REPLACE "test_" "" name ${name})
  set(program $<TARGET_FILE:hip-atlas>)
  # Long ones, and soak, whose growth the sanitizers hide by keeping freed memory for a while.
  if(HIP_OPTIMISED AND name MATCHES "^(soak|questions|quiz|present|lesson|bookmark|source|client|keys)$")
    set(program ${HIP_OPTIMISED}/hip-atlas)
  endif()
  add_test(NAME window_${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
    COMMAND sh ${script} ${program} $<TARGET_FILE:compare_png>)
  # They take longest and mostly wait: first of all, beside the others. Two measure, and have the machine for themselves.
  set_tests_properties(window_${name} PROPERTIES SKIP_RETURN_CODE 77 LABELS window COST 500 TIMEOUT 600)
  if(name MATCHES "^(rest|soak)$")
    set_tests_properties(window_${name} PROPERTIES RUN_SERIAL ON TIMEOUT 1800)
  endif()
endforeach()
