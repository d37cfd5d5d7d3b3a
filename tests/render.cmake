# Drawing, with an OpenGL context that needs no display.
foreach(name render ghost)
  hip_test(${name} hip_render PkgConfig::SDL2 PkgConfig::JANSSON)
  target_include_directories(test_${name} PRIVATE ${CMAKE_SOURCE_DIR}/src/render)
  set_tests_properties(${name} PROPERTIES ENVIRONMENT "SDL_VIDEODRIVER=offscreen" TIMEOUT 300)
endforeach()
hip_heavy_test(cull hip_session hip_render hip_body PkgConfig::SDL2 PkgConfig::JANSSON)
target_include_directories(test_cull PRIVATE ${CMAKE_SOURCE_DIR}/src/render)
set_tests_properties(cull PROPERTIES ENVIRONMENT "SDL_VIDEODRIVER=offscreen" TIMEOUT 600)
