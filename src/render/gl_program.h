/* gl_program.h - shader programs from the embedded sources, `#include "common/x.glsl"` resolved, variants by
 * #define. In a Debug build the environment's HIP_SHADERS names a folder that is read instead. */
#ifndef HIP_GL_PROGRAM_H
#define HIP_GL_PROGRAM_H
#include "hip/error.h"
#include <glad/gl.h>

typedef struct ProgramSource {
    const char *vertex, *fragment; /* names in shaders/ */
    const char *defines;           /* lines put after #version; "" for none */
} ProgramSource;

/* Builds and links; the uniform blocks and samplers that the renderer uses everywhere are already bound to
 * their points (see BLOCK_* and TEXTURE_*). */
HipResult gl_program_create(const ProgramSource *source, GLuint *program, HipError *err);

enum { BLOCK_FRAME, BLOCK_BOXES, BLOCK_LOOKS, BLOCK_TISSUES, BLOCK_JOINTS, BLOCK_MARKS, BLOCK_FIELD, BLOCK_COUNT };
enum {
    TEXTURE_BENDS,
    TEXTURE_MASK,
    TEXTURE_LENS,
    TEXTURE_CUTS,
    TEXTURE_GRAIN,
    TEXTURE_SURFACES,
    TEXTURE_SHADOW,
    TEXTURE_SHOWN,
    TEXTURE_CHART,
    TEXTURE_RESTS,
    TEXTURE_FIELD,
    TEXTURE_DEPTH,
    TEXTURE_COUNT
};
#endif
