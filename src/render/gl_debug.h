/* gl_debug.h - the driver's own messages in Debug builds, and names for the passes in a frame debugger. */
#ifndef HIP_GL_DEBUG_H
#define HIP_GL_DEBUG_H
#include <stddef.h>

/* Turns debug output on when the build is a Debug one and the driver has KHR_debug. */
void gl_debug_start(void);

/* Errors seen so far (debug output, else glGetError): tests want 0. */
unsigned gl_debug_errors(void);

void gl_debug_push(const char *pass);
void gl_debug_pop(void);
#endif
