# Colours, light, hatching, shadow: what is asked for, and what comes out in pixels.
hip_test(compose hip_session)
hip_test(looks hip_render PkgConfig::SDL2 PkgConfig::JANSSON)
target_include_directories(test_looks PRIVATE ${CMAKE_SOURCE_DIR}/src/render)
set_tests_properties(looks PROPERTIES ENVIRONMENT "SDL_VIDEODRIVER=offscreen" TIMEOUT 300)
