/* render.h - draws a DrawList with OpenGL 3.3 core. All calls on the thread whose context is current. */
#ifndef HIP_RENDER_H
#define HIP_RENDER_H
#include "hip/draw_list.h"
#include "hip/error.h"

typedef struct Renderer Renderer;

/* `proc` is SDL_GL_GetProcAddress or the like. Fails with one line when the driver is too old or a shader does not
 * build. */
HipResult renderer_create(void *(*proc)(const char *name), Renderer **out, HipError *err);
void renderer_destroy(Renderer *renderer); /* NULL is fine; the context must still be current */

/* Uploads a set; the one before is released. The set must outlive its use here: sorting and level choice read it. */
HipResult renderer_set_model(Renderer *renderer, const MeshSet *set, HipError *err);

/* Draws an empty picture of this size and colour (linear) and hands it to the window, before there is a model: what a
 * driver makes at the first frame is made while the model is being read. */
HipResult renderer_rehearse(Renderer *renderer, int width, int height, const float ground[3], HipError *err);

typedef struct RenderTarget {
    int width, height;    /* pixels */
    int samples;          /* 1 none, 2, 4, 8: clamped to what the driver has */
    unsigned framebuffer; /* where the finished sRGB picture goes: 0 the window */
    bool pane;            /* it is a part of what is there, with its lower left corner at ... */
    int x, y;
} RenderTarget;

typedef struct RenderStats {
    uint32_t triangles, draw_calls;
    uint32_t sorted_triangles;
    float sort_ms;
} RenderStats;

/* Draws into the target. Deterministic: the same list gives the same bytes on the same driver. */
HipResult renderer_draw(Renderer *renderer, const DrawList *list, const RenderTarget *target, RenderStats *stats,
                        HipError *err);

/* Draws the list into a small picture that nobody sees, so that the driver makes now what it would make when such a
 * list is first drawn: with llvmpipe and an empty cache up to 0.6 s. */
HipResult renderer_warm(Renderer *renderer, const DrawList *list, int samples, HipError *err);

/* An offscreen picture to draw into (RenderTarget.framebuffer), made or resized on demand; never multisampled itself.
 */
HipResult renderer_offscreen(Renderer *renderer, int width, int height, unsigned *framebuffer, HipError *err);
/* Copies the picture of renderer_offscreen into the window of this size; a smaller one is stretched. */
HipResult renderer_show(Renderer *renderer, int width, int height, HipError *err);
/* Reads width*height RGBA bytes, top row first. */
void renderer_read(Renderer *renderer, unsigned framebuffer, int width, int height, unsigned char *rgba);

const char *renderer_name(const Renderer *renderer); /* GL_RENDERER */

/* Picture files: RGBA, top row first; written whole or not at all. */
HipResult picture_write_png(const char *path, int width, int height, const unsigned char *rgba, HipError *err);
HipResult picture_read_png(const char *path, int *width, int *height, unsigned char **rgba, HipError *err);
#endif
