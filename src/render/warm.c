/* warm.c - drivers build a program to its end when it is first drawn with: that can be done while nobody waits. */
#include "gl_target.h"
#include "hip/render.h"

enum { WIDTH = 64, HEIGHT = 36 };

HipResult renderer_warm(Renderer *renderer, const DrawList *list, int samples, HipError *err)
{
    GlTarget unseen = {0};
    HipResult rc = gl_target_require(&unseen, GL_SRGB8_ALPHA8, WIDTH, HEIGHT, 1, 0, err);
    if (rc == HIP_OK) {
        RenderTarget target = {WIDTH, HEIGHT, samples, unseen.framebuffer};
        rc = renderer_draw(renderer, list, &target, NULL, err);
    }
    gl_target_release(&unseen);
    return rc;
}
