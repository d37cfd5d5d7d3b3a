/* onto.h - the projector's window while the atlas lies on a volunteer's body: what the screen says of its pixels, and
 * that the body stays where it is on the wall when the window is moved or gets another size. */
#ifndef HIP_APP_ONTO_H
#define HIP_APP_ONTO_H

#include <stdbool.h>

struct Loop;

/* Each turn of the loop, before the picture. */
void onto_follow(struct Loop *loop);
/* A line of the trace while it is projected on a body: how it lies, and where both landmarks are, pixels. */
void onto_trace(struct Loop *loop);

typedef struct Onto {
    int display;
    float middle[2]; /* of the window on its display, pixels from the top left */
    bool known;
} Onto;
#endif
