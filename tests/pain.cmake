# Where pain may come from: the ranking, its worked cases, the tables behind it.
hip_test(pain hip_study PkgConfig::JANSSON)
