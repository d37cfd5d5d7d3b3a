#include "gl_target.h"
#include <stddef.h>

static void attach_colour(GlTarget *target)
{
    if (target->samples > 1) {
        glGenRenderbuffers(1, &target->colour);
        glBindRenderbuffer(GL_RENDERBUFFER, target->colour);
        glRenderbufferStorageMultisample(GL_RENDERBUFFER, target->samples, target->format, target->width,
                                         target->height);
        glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, target->colour);
        return;
    }
    GLenum layout = target->format == GL_R8 ? GL_RED : GL_RGBA;
    glActiveTexture(GL_TEXTURE0);
    glGenTextures(1, &target->colour);
    glBindTexture(GL_TEXTURE_2D, target->colour);
    glTexImage2D(GL_TEXTURE_2D, 0, (GLint)target->format, target->width, target->height, 0, layout, GL_UNSIGNED_BYTE,
                 NULL);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, target->colour, 0);
    glBindTexture(GL_TEXTURE_2D, 0);
}

static void attach_depth(GlTarget *target, GLuint depth)
{
    target->owns_depth = depth == 0;
    target->depth = depth;
    if (target->owns_depth && target->samples > 1) {
        glGenRenderbuffers(1, &target->depth);
        glBindRenderbuffer(GL_RENDERBUFFER, target->depth);
        glRenderbufferStorageMultisample(GL_RENDERBUFFER, target->samples, GL_DEPTH_COMPONENT24, target->width,
                                         target->height);
        glBindRenderbuffer(GL_RENDERBUFFER, 0);
    } else if (target->owns_depth) {
        glGenTextures(1, &target->depth);
        glActiveTexture(GL_TEXTURE0);
        glBindTexture(GL_TEXTURE_2D, target->depth);
        glTexImage2D(GL_TEXTURE_2D, 0, GL_DEPTH_COMPONENT24, target->width, target->height, 0, GL_DEPTH_COMPONENT,
                     GL_UNSIGNED_INT, NULL);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
        glBindTexture(GL_TEXTURE_2D, 0);
    }
    gl_target_attach_depth(target->depth, target->samples);
}

void gl_target_attach_depth(GLuint depth, int samples)
{
    if (samples > 1) {
        glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_RENDERBUFFER, depth);
    } else {
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D, depth, 0);
    }
}

static bool fits(const GlTarget *target, GLenum format, int width, int height, int samples, GLuint depth)
{
    bool same_depth = depth ? target->depth == depth : target->owns_depth;
    return target->framebuffer && target->format == format && target->width == width && target->height == height &&
           target->samples == samples && same_depth;
}

HipResult gl_target_require(GlTarget *target, GLenum format, int width, int height, int samples, GLuint depth,
                            HipError *err)
{
    if (fits(target, format, width, height, samples, depth)) {
        return HIP_OK;
    }
    gl_target_release(target);
    *target = (GlTarget){.format = format, .width = width, .height = height, .samples = samples};
    glGenFramebuffers(1, &target->framebuffer);
    glBindFramebuffer(GL_FRAMEBUFFER, target->framebuffer);
    attach_colour(target);
    attach_depth(target, depth);
    GLenum status = glCheckFramebufferStatus(GL_FRAMEBUFFER);
    if (status != GL_FRAMEBUFFER_COMPLETE) {
        gl_target_release(target);
        return hip_fail(err, "the graphics driver cannot draw into a picture of %d x %d with %d samples (0x%x)", width,
                        height, samples, status);
    }
    return HIP_OK;
}

void gl_target_release(GlTarget *target)
{
    void (*delete_one)(GLsizei count, const GLuint *names) =
        target->samples > 1 ? glDeleteRenderbuffers : glDeleteTextures;
    delete_one(1, &target->colour);
    if (target->owns_depth) {
        delete_one(1, &target->depth);
    }
    glDeleteFramebuffers(1, &target->framebuffer);
    *target = (GlTarget){0};
}

void gl_target_copy(const GlTarget *from, GLuint framebuffer)
{
    gl_target_copy_part(from, framebuffer, (int[2]){0, 0}, (int[2]){from->width, from->height});
}

void gl_target_place(const GlTarget *from, GLuint framebuffer, int x, int y)
{
    glDisable(GL_FRAMEBUFFER_SRGB);
    glDisable(GL_SCISSOR_TEST);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, from->framebuffer);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffer);
    glBlitFramebuffer(0, 0, from->width, from->height, x, y, x + from->width, y + from->height, GL_COLOR_BUFFER_BIT,
                      GL_NEAREST);
}

void gl_target_stretch(const GlTarget *from, GLuint framebuffer, int width, int height)
{
    bool same = from->width == width && from->height == height;
    glDisable(GL_FRAMEBUFFER_SRGB);
    glDisable(GL_SCISSOR_TEST);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, from->framebuffer);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffer);
    glBlitFramebuffer(0, 0, from->width, from->height, 0, 0, width, height, GL_COLOR_BUFFER_BIT,
                      same ? GL_NEAREST : GL_LINEAR);
}

void gl_target_copy_part(const GlTarget *from, GLuint framebuffer, const int lo[2], const int hi[2])
{
    glDisable(GL_FRAMEBUFFER_SRGB);
    glDisable(GL_SCISSOR_TEST);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, from->framebuffer);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffer);
    glBlitFramebuffer(lo[0], lo[1], hi[0], hi[1], lo[0], lo[1], hi[0], hi[1], GL_COLOR_BUFFER_BIT, GL_NEAREST);
}
