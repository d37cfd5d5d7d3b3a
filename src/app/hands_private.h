/* hands_private.h - what hands.c (pointer, wheel, fingers, what glides on) and hands_keys.c share. */
#ifndef HIP_APP_HANDS_PRIVATE_H
#define HIP_APP_HANDS_PRIVATE_H
#include "hands.h"
#include "projecting.h"

#define HANDS_ZOOM_PER_NOTCH 0.16f /* logarithm */

typedef struct Work { /* the view as it becomes during one frame */
    const HandsWorld *world;
    CommandQueue *queue;
    float width, height;
    ProjectingView picture;
    double now_s;
    CameraPose pose;
    bool camera_moved;
    float depth;
} Work;

/* The gesture that goes on, or a new one when the last was too long ago: what it does is undone as one. */
uint32_t hands_running_gesture(Hands *hands, double now_s);

/* What one key, one piece of text means: it goes to the panels (`ui`), or becomes commands, or motion in `hands`. */
void hands_key(Hands *hands, const InputEvent *event, UiInput *ui, Work *work);
void hands_text(Hands *hands, const InputEvent *event, UiInput *ui, Work *work);
#endif
