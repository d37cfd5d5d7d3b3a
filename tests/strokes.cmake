# Strokes on the baked body: regions, ways, zones, playback, what lies under a tool.
foreach(name strokes stroke_play column)
  hip_heavy_test(${name} hip_body hip_study)
  add_dependencies(test_${name} body_baked)
endforeach()
hip_test(walk hip_study)
