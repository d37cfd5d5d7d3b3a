/* pass_show.c - the finished picture into the window. llvmpipe builds what glBlitFramebuffer needs anew in each process
 * (30 to 40 ms before the first picture is seen) and keeps our own programs in its cache on disk. */
#include "gl_program.h"
#include "renderer.h"
#include <string.h>

enum { SRGB_DECODE = 0x8A48, SKIP_DECODE = 0x8A4A }; /* GL_EXT_texture_sRGB_decode */

bool pass_show_possible(void)
{
    GLint count = 0;
    glGetIntegerv(GL_NUM_EXTENSIONS, &count);
    for (GLint i = 0; i < count; i++) {
        const char *name = (const char *)glGetStringi(GL_EXTENSIONS, (GLuint)i);
        if (name && strcmp(name, "GL_EXT_texture_sRGB_decode") == 0) {
            return true;
        }
    }
    return false;
}

static void draw_picture(const Renderer *renderer, int width, int height)
{
    static const GlState STATE = {0};
    const GlTarget *picture = &renderer->offscreen;
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    gl_state_set(&STATE, width, height);
    glActiveTexture(GL_TEXTURE0 + TEXTURE_SHOWN);
    glBindTexture(GL_TEXTURE_2D, picture->colour);
    glTexParameteri(GL_TEXTURE_2D, SRGB_DECODE, SKIP_DECODE);
    GLint filter = picture->width == width && picture->height == height ? GL_NEAREST : GL_LINEAR;
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
    glBindVertexArray(renderer->no_vertices);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glBindTexture(GL_TEXTURE_2D, 0);
    gl_state_leave();
}

HipResult renderer_show(Renderer *renderer, int width, int height, HipError *err)
{
    if (renderer->offscreen.framebuffer == 0) {
        return hip_fail(err, "there is no picture to show");
    }
    if (renderer->shows) {
        HipResult rc = renderer_use(renderer, PROGRAM_SHOW, err);
        if (rc == HIP_OK) {
            draw_picture(renderer, width, height);
        }
        return rc;
    }
    gl_target_stretch(&renderer->offscreen, 0, width, height);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    return HIP_OK;
}
