# hip_embed(TARGET SYMBOL ROOT FILES...): the files become one C table `const HipEmbedded SYMBOL[]` (name, data, size;
# the data end in an extra zero byte), declared in hip/embedded.h. ROOT is cut off the front of each name.
function(hip_embed target symbol root)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.c)
  set(script ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DSYMBOL=${symbol} -DROOT=${root} "-DFILES=${ARGN}" -P ${script}
    DEPENDS ${ARGN} ${script} VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
