/* gl_target.h - pictures to draw into: colour (sRGB bytes or a mask) and depth. */
#ifndef HIP_GL_TARGET_H
#define HIP_GL_TARGET_H
#include "hip/error.h"
#include <glad/gl.h>
#include <stdbool.h>

typedef struct GlTarget {
    GLuint framebuffer, colour, depth; /* textures when samples is 1, else renderbuffers */
    GLenum format;
    bool owns_depth;
    int width, height, samples;
} GlTarget;

/* Made anew when size, samples, format or the borrowed depth changed; `depth` 0: a depth buffer of its own.
 */
HipResult gl_target_require(GlTarget *target, GLenum format, int width, int height, int samples, GLuint depth,
                            HipError *err);
void gl_target_release(GlTarget *target); /* accepts a zeroed struct */

/* Gives the bound framebuffer the depth of a target of so many samples. */
void gl_target_attach_depth(GLuint depth, int samples);
/* Copies (and averages the samples of) the whole colour; both are of the same size. Bytes are copied as they
 * are. */
void gl_target_copy(const GlTarget *from, GLuint framebuffer);
/* The same with its lower left corner at x, y of a larger one. */
void gl_target_place(const GlTarget *from, GLuint framebuffer, int x, int y);
/* ... all of it into a rectangle of this size, softly. One sample a pixel. */
void gl_target_stretch(const GlTarget *from, GLuint framebuffer, int width, int height);
/* Only the pixels from lo to before hi. */
void gl_target_copy_part(const GlTarget *from, GLuint framebuffer, const int lo[2], const int hi[2]);
#endif
