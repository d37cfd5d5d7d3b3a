# Zones as the renderer paints them, against the distances: standing, lying, either side, light later or at once.
hip_heavy_test(field hip_render hip_session hip_body hip_client PkgConfig::SDL2)
add_dependencies(test_field body_baked client_baked)
set_tests_properties(field PROPERTIES ENVIRONMENT "SDL_VIDEODRIVER=offscreen" TIMEOUT 300)
