# The whole interface over the real body, turned once round.
hip_heavy_test(label_steady hip_ui hip_render hip_session hip_body)
target_include_directories(test_label_steady PRIVATE ${CMAKE_SOURCE_DIR}/src/ui)
add_dependencies(test_label_steady body_baked)
set_tests_properties(label_steady PROPERTIES ENVIRONMENT "SDL_VIDEODRIVER=offscreen" TIMEOUT 600)

hip_test(lens hip_render hip_session PkgConfig::SDL2)
set_tests_properties(lens PROPERTIES ENVIRONMENT "SDL_VIDEODRIVER=offscreen" TIMEOUT 300)
