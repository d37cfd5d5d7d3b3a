hip_test(joints_gpu hip_geometry hip_render PkgConfig::SDL2)
hip_test(client_view hip_session)
