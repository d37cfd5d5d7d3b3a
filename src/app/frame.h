/* frame.h - one frame: composed, drawn when something changed, finer once at rest, with the panels over it. */
#ifndef HIP_APP_FRAME_H
#define HIP_APP_FRAME_H
#include "hip/pace.h"
#include "hip/ui.h"
#include "picture.h"
#include <stdbool.h>

typedef struct Frame {
    Picture now, drawn; /* `drawn` is what the kept picture shows */
    bool valid;         /* the kept picture can be shown again */
    bool refined;       /* it is the fine one */
    unsigned framebuffer;
    int pixels[2];
    double changed_s;          /* when it last became another picture */
    double scene_s;            /* what drawing it took */
    double plain_s, refined_s; /* what the last plain, the last fine frame took; 0 none yet */
    unsigned long count;       /* frames shown so far */
    RenderStats stats;
    Pace pace; /* how many pixels a picture in motion gets */
} Frame;

struct Loop;

void frame_create(Frame *frame);
void frame_release(Frame *frame);

/* Draws and shows the next frame; `input` goes to the panels, whose commands come back in the queue. Without panels
 * (loop->ui NULL) the body alone. On failure the window keeps the old picture and says why. */
void frame_draw(struct Loop *loop, const UiInput *input, CommandQueue *queue);

/* When the kept picture should be drawn finer; 0: it is fine already, or nothing is at rest. */
double frame_refine_s(const struct Loop *loop);

/* The picture as it is saved: fine, with labels, marker and scale bar, without panels. RGBA rows from the top (free).
 */
HipResult frame_picture(struct Loop *loop, int pixels[2], unsigned char **rgba, HipError *err);
#endif
