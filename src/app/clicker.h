/* clicker.h - what keys, a clicker's and a pen's moves mean while the view is projected (screens.md "Teach"): nothing
 * is searched by typing then, so letters and digits are free. Pure, as hands.h. */
#ifndef HIP_APP_CLICKER_H
#define HIP_APP_CLICKER_H
#include "input.h"

/* True: it was meant for the presenter and is done with. */
bool clicker_key(const Session *session, const InputEvent *event, CommandQueue *queue);
bool clicker_text(const Session *session, const InputEvent *event, CommandQueue *queue);
bool clicker_press(const Session *session, CommandQueue *queue);
bool clicker_wheel(const Session *session, float notches, CommandQueue *queue);

/* What is in the hand is drawn in the pointer's place, and a curtain hides it too. */
bool clicker_hides_pointer(const Session *session);
/* Where a picture is projected: on another display than the first where there are two, else where the window is. */
int projector_display(int displays, int here);

/* A left button that goes down on the body draws. */
bool clicker_draws(const Session *session);
/* The pen comes down (`begins`) or goes on to this place, shares of the window from the top left. */
void clicker_draw(bool begins, float x, float y, CommandQueue *queue);
#endif
