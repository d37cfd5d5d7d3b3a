# Zones on the baked figure: where they lie, how large they are, what a click finds, and the texels made of them.
hip_heavy_test(pain_field hip_study hip_body hip_client)
add_dependencies(test_pain_field body_baked client_baked)
hip_test(tell hip_session)
