#include "gl_debug.h"
#include <glad/gl.h>
#include <stdbool.h>
#include <stdio.h>

static unsigned errors;
static bool active;

#ifndef NDEBUG
static void GLAD_API_PTR on_message(GLenum source, GLenum type, GLuint id, GLenum severity, GLsizei length,
                                    const GLchar *message, const void *user)
{
    (void)source;
    (void)id;
    (void)length;
    (void)user;
    if (type == GL_DEBUG_TYPE_ERROR || severity == GL_DEBUG_SEVERITY_HIGH) {
        errors++;
        fprintf(stderr, "OpenGL: %s\n", message);
    }
}
#endif

void gl_debug_start(void)
{
    errors = 0;
    active = false;
#ifndef NDEBUG
    if (GLAD_GL_KHR_debug) {
        glEnable(GL_DEBUG_OUTPUT);
        glEnable(GL_DEBUG_OUTPUT_SYNCHRONOUS);
        glDebugMessageCallback(on_message, NULL);
        active = true;
    }
#endif
}

unsigned gl_debug_errors(void)
{
    /* A lost context reports an error for ever: a bounded number of questions. */
    for (int i = 0; i < 16 && glGetError() != GL_NO_ERROR; i++) {
        errors += !active;
    }
    return errors;
}

void gl_debug_push(const char *pass)
{
    if (active) {
        glPushDebugGroup(GL_DEBUG_SOURCE_APPLICATION, 0, -1, pass);
    }
}

void gl_debug_pop(void)
{
    if (active) {
        glPopDebugGroup();
    }
}
