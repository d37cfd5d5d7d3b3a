/* projecting.h - what keys, clicks and drags mean while the atlas is projected on a volunteer's body: measuring with a
 * ruler, pointing at landmarks, nudging. Pure, as hands.h. */
#ifndef HIP_APP_PROJECTING_H
#define HIP_APP_PROJECTING_H
#include "input.h"

/* The picture as the pointer knows it: points, and pixels for a point. */
typedef struct ProjectingView {
    float width, height, scale;
} ProjectingView;

/* True: it was meant for the body and is done with. */
bool projecting_key(const Session *session, const InputEvent *event, CommandQueue *queue);
bool projecting_text(const Session *session, const InputEvent *event, CommandQueue *queue);
/* A left click at a place says where a landmark lies: it is taken as the button goes down. */
bool projecting_press(const Session *session, const InputEvent *event, const ProjectingView *view, CommandQueue *queue);
/* A drag does not turn the view: it makes the ruler longer, or moves what lies on the body. */
bool projecting_drags(const Session *session);
/* The pointer of such a drag is at x, y and came there by dx, dy; points. */
void projecting_drag(const Session *session, const float at[2], const float by[2], const ProjectingView *view,
                     CommandQueue *queue);
/* Two fingers: moved, spread by a factor, turned clockwise. */
bool projecting_pinch(const Session *session, const InputEvent *event, const ProjectingView *view, CommandQueue *queue);
bool projecting_hides_pointer(const Session *session); /* a cross stands in its place */
#endif
