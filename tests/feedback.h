/* feedback.h - what a vertex shader makes of points, captured by transform feedback: a piece of the program's shaders
 * (parts) against the same maths in C. */
#ifndef HIP_TESTS_FEEDBACK_H
#define HIP_TESTS_FEEDBACK_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the C headers first */
#include "hip/file.h"
#include <cmocka.h>
#include <glad/gl.h>

/* A point and a direction go in, with two words of any kind; a point and a direction come out. */
typedef struct FeedbackOut {
    float point[3], normal[3];
} FeedbackOut;

/* The file of shaders/common and a main function that reads aPoint, aNormal and `how`, and writes oPoint and oNormal.
 */
static GLuint feedback_program(const char *file, const char *how, const char *tail)
{
    static const char *const OUTPUTS[] = {"oPoint", "oNormal"};
    Buffer common = {0};
    assert_int_equal(file_read_all(file, 0, &common, NULL), HIP_OK);
    const char *parts[] = {"#version 330 core\n", (const char *)common.data, tail};
    GLuint shader = glCreateShader(GL_VERTEX_SHADER), program = glCreateProgram();
    glShaderSource(shader, 3, parts, NULL);
    glCompileShader(shader);
    glAttachShader(program, shader);
    glBindAttribLocation(program, 0, "aPoint");
    glBindAttribLocation(program, 1, "aNormal");
    glBindAttribLocation(program, 2, how);
    glTransformFeedbackVaryings(program, 2, OUTPUTS, GL_INTERLEAVED_ATTRIBS);
    glLinkProgram(program);
    GLint linked = 0;
    char log[1024] = "";
    glGetProgramiv(program, GL_LINK_STATUS, &linked);
    glGetShaderInfoLog(shader, sizeof log, NULL, log);
    if (!linked) {
        fail_msg("%s", log);
    }
    glDeleteShader(shader);
    buffer_release(&common);
    return program;
}

/* Inputs are a point, a direction and two words, floats or (whole) unsigned numbers; uniforms are set already. */
static void feedback_run(GLuint program, const void *in, bool whole, int points, FeedbackOut *out)
{
    enum { STRIDE = 8 * sizeof(float) };
    GLuint array, buffers[2];
    glGenVertexArrays(1, &array);
    glBindVertexArray(array);
    glGenBuffers(2, buffers);
    glBindBuffer(GL_ARRAY_BUFFER, buffers[0]);
    glBufferData(GL_ARRAY_BUFFER, points * STRIDE, in, GL_STATIC_DRAW);
    for (GLuint i = 0; i < 3; i++) {
        const void *at = (const char *)NULL + i * 3 * sizeof(float);
        glEnableVertexAttribArray(i);
        if (i == 2 && whole) {
            glVertexAttribIPointer(i, 2, GL_UNSIGNED_INT, STRIDE, at);
        } else {
            glVertexAttribPointer(i, i < 2 ? 3 : 2, GL_FLOAT, GL_FALSE, STRIDE, at);
        }
    }
    glBindBufferBase(GL_TRANSFORM_FEEDBACK_BUFFER, 0, buffers[1]);
    glBufferData(GL_TRANSFORM_FEEDBACK_BUFFER, points * (GLsizeiptr)sizeof *out, NULL, GL_STATIC_READ);
    glUseProgram(program);
    glEnable(GL_RASTERIZER_DISCARD);
    glBeginTransformFeedback(GL_POINTS);
    glDrawArrays(GL_POINTS, 0, points);
    glEndTransformFeedback();
    glFinish();
    glGetBufferSubData(GL_TRANSFORM_FEEDBACK_BUFFER, 0, points * (GLsizeiptr)sizeof *out, out);
    assert_int_equal(glGetError(), GL_NO_ERROR);
    glDeleteBuffers(2, buffers);
    glDeleteVertexArrays(1, &array);
    glDeleteProgram(program);
}

static float random_between(uint32_t *seed, float lo, float hi)
{
    *seed = *seed * 1664525u + 1013904223u;
    return lo + (hi - lo) * (float)(*seed >> 8) / 16777215.0f;
}
#endif
