# The section plane: cuts on the processor, caps in the picture, picking and names on the cut.
hip_test(slice hip_view hip_geometry)
hip_test(section_view hip_session)
hip_test(ui_section hip_ui hip_render hip_session)
target_include_directories(test_ui_section PRIVATE ${CMAKE_SOURCE_DIR}/src/ui)
hip_heavy_test(section hip_session hip_render hip_body PkgConfig::SDL2 PkgConfig::JANSSON)
target_include_directories(test_section PRIVATE ${CMAKE_SOURCE_DIR}/src/render)
set_tests_properties(section PROPERTIES ENVIRONMENT "SDL_VIDEODRIVER=offscreen" TIMEOUT 600)

# The renderer as a guest of the driver: errors, sameness, lost contexts, sizes, memory.
hip_heavy_test(context hip_session hip_render hip_body PkgConfig::SDL2)
set_tests_properties(context PROPERTIES ENVIRONMENT "SDL_VIDEODRIVER=offscreen" TIMEOUT 600)
