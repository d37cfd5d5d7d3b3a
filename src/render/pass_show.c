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

static void draw_picture(const Renderer *renderer)
{
    static const GlState STATE = {0};
    const GlTarget *picture = &renderer->offscreen;
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    gl_state_set(&STATE, picture->width, picture->height);
    glActiveTexture(GL_TEXTURE0 + TEXTURE_SHOWN);
    glBindTexture(GL_TEXTURE_2D, picture->colour);
    glTexParameteri(GL_TEXTURE_2D, SRGB_DECODE, SKIP_DECODE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glBindVertexArray(renderer->no_vertices);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glBindTexture(GL_TEXTURE_2D, 0);
    gl_state_leave();
}

HipResult renderer_show(Renderer *renderer, HipError *err)
{
    if (renderer->offscreen.framebuffer == 0) {
        return hip_fail(err, "there is no picture to show");
    }
    if (renderer->shows) {
        HipResult rc = renderer_use(renderer, PROGRAM_SHOW, err);
        if (rc == HIP_OK) {
            draw_picture(renderer);
        }
        return rc;
    }
    gl_target_copy(&renderer->offscreen, 0);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    return HIP_OK;
}
