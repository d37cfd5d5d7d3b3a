# hip_module(NAME LIBS...): one static library for each folder under src, every .c (and .cpp) in it.
# Its public headers are include/hip/; a private header stays beside its source.

add_library(hip_flags INTERFACE)
target_include_directories(hip_flags INTERFACE ${CMAKE_SOURCE_DIR}/include)
target_compile_definitions(hip_flags INTERFACE _GNU_SOURCE CGLM_ALL_UNALIGNED
  HIP_VERSION="${PROJECT_VERSION}" HIP_SOURCE_ASSETS="${CMAKE_SOURCE_DIR}/assets")
target_compile_options(hip_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wno-sign-conversion
  -Wno-missing-field-initializers -Werror -fno-math-errno -ffp-contract=off)
target_link_libraries(hip_flags INTERFACE m)
if(HIP_SANITIZE)
  target_compile_options(hip_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined
    -fno-omit-frame-pointer)
  target_link_options(hip_flags INTERFACE -fsanitize=address,undefined)
endif()

function(hip_module name)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.c ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_library(hip_${name} STATIC ${sources})
  target_include_directories(hip_${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(hip_${name} PUBLIC hip_flags ${ARGN})
endfunction()
