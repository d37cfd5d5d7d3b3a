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
anatomy_test(overlap)
# Quadratus lumborum begins 3.1 mm off the left crest at its outer border.
anatomy_test(attach PASSING muscles_have_fibres)
anatomy_test(rays)
anatomy_test(fibres)

# The distribution's own python, for it has numpy.
find_program(HIP_SYSTEM_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(HIP_SYSTEM_PYTHON python3 REQUIRED)
add_test(NAME measure_body COMMAND ${HIP_SYSTEM_PYTHON} ${CMAKE_CURRENT_LIST_DIR}/measure_body.py
  $<TARGET_FILE:hip-atlas> WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
set_tests_properties(measure_body PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 600)
