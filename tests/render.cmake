# Drawing, with an OpenGL context that needs no display.
hip_test(render hip_render PkgConfig::SDL2 PkgConfig::JANSSON)
hip_heavy_test(ghost hip_render PkgConfig::SDL2 PkgConfig::JANSSON) # its exact picture is slow, not the renderer
foreach(name render ghost)
  target_include_directories(test_${name} PRIVATE ${CMAKE_SOURCE_DIR}/src/render)
  set_tests_properties(${name} PROPERTIES ENVIRONMENT "SDL_VIDEODRIVER=offscreen" TIMEOUT 300)
endforeach()
hip_heavy_test(cull hip_session hip_render hip_body hip_client PkgConfig::SDL2 PkgConfig::JANSSON)
target_include_directories(test_cull PRIVATE ${CMAKE_SOURCE_DIR}/src/render)
add_dependencies(test_cull body_baked client_baked)
set_tests_properties(cull PROPERTIES ENVIRONMENT "SDL_VIDEODRIVER=offscreen" TIMEOUT 600)
