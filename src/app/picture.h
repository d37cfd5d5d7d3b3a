/* picture.h - what the window, a saved picture and a job draw of the body: one draw list, or one for each of the panes
 * that stand side by side. Places are pixels, or shares of the picture. */
#ifndef HIP_APP_PICTURE_H
#define HIP_APP_PICTURE_H
#include "hip/panes.h"
#include "hip/render.h"

typedef struct Picture { /* `= {0}` holds nothing */
    int count;           /* of its panes; 0: the first list is all of it */
    PaneRect panes[PANES_MOST];
    DrawList *lists[PANES_MOST], *insides[PANES_MOST]; /* what their lenses show; made when first needed */
} Picture;

void picture_create(Picture *picture); /* one view of nothing */
void picture_release(Picture *picture);

/* What the session shows now, for a picture of so many pixels. `hovered`: item, -1. */
void picture_compose(Picture *picture, const Session *session, int hovered, const int pixels[2]);

/* Whether two would look alike, but for detail. */
bool picture_same(const Picture *a, const Picture *b);

typedef struct PictureDraw {
    int pixels[2];
    int samples;
    float scale; /* of the pixels that are drawn: below 1 in motion */
    bool full, moving;
} PictureDraw;

/* Draws it into the renderer's offscreen picture. */
HipResult picture_draw(Renderer *renderer, Picture *picture, const PictureDraw *how, unsigned *framebuffer,
                       RenderStats *stats, HipError *err);

/* Draws one view, without panes or panels, and reads it: RGBA rows from the top, room for pixels[0] * pixels[1]. */
HipResult picture_of_view(Renderer *renderer, const Model *model, const ViewState *view, const int pixels[2],
                          unsigned char *rgba, HipError *err);

/* The list that is seen at a point (shares from the top left), and the point in its own picture (-1..1, y up). NULL:
 * nothing is drawn there. */
const DrawList *picture_at(const Picture *picture, float x, float y, float out[2]);
#endif
