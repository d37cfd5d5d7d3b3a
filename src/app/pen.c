/* pen.c - a pen that goes over the picture: what it touches of the body, place by place. */
#include "hip/board.h"
#include "loop.h"
#include <math.h>

enum { STEPS_MOST = 64 };
static const float STEP_POINTS = 5;           /* so far apart on the screen are two places of a stroke at most ... */
static const float LEAP = 5, LEAP_M = 0.006f; /* ... and on one surface no farther than so many times that */

static float apart(const float a[3], const float b[3])
{
    const float d[3] = {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    return sqrtf(dot3(d, d));
}

/* One surface ends and another begins behind it: nothing joins the two. */
static bool leaps(const Loop *loop, const DrawList *list, const float there[3])
{
    float step_m =
        STEP_POINTS / loop->input.now.height * 2 * apart(there, list->camera.eye) / list->camera.projection[5];
    return apart(there, loop->pen_there) > fmaxf(LEAP * step_m, LEAP_M);
}

static void touch(Loop *loop, const float share[2])
{
    const Model *model = session_model(loop->session);
    Board *board = session_board(loop->session);
    float at[2], there[3];
    PenPlace place;
    const DrawList *list = picture_at(&loop->frame.drawn, share[0], share[1], at);
    if (!list || !query_pen(model, list, &loop->rays, at[0], at[1], &place) ||
        !query_pen_now(model, list, &place, there)) {
        board_draw(board, NULL);
        return;
    }
    if (board->down && leaps(loop, list, there)) {
        board_draw(board, NULL);
    }
    board_draw(board, &place);
    for (int k = 0; k < 3; k++) {
        loop->pen_there[k] = there[k];
    }
    if (loop->trace) {
        loop_trace(loop, "place %.5f %.5f %.5f", (double)there[0], (double)there[1], (double)there[2]);
    }
}

void pen_draw(Loop *loop, const Command *command)
{
    const float to[2] = {command->vector[0], command->vector[1]};
    const UiInput *now = &loop->input.now;
    /* Several views side by side: a stroke would be of one of them only. */
    if (!session_model(loop->session) || !loop->rays_ready || !loop->frame.valid || loop->frame.drawn.count > 0) {
        return;
    }
    if (command->value > 0) {
        board_press(session_board(loop->session));
        loop->pen_at[0] = to[0];
        loop->pen_at[1] = to[1];
        touch(loop, to);
        return;
    }
    const float from[2] = {loop->pen_at[0], loop->pen_at[1]};
    float way = hypotf((to[0] - from[0]) * now->width, (to[1] - from[1]) * now->height);
    int steps = (int)fminf(ceilf(way / STEP_POINTS), STEPS_MOST);
    for (int i = 1; i <= steps; i++) {
        float t = (float)i / (float)steps;
        touch(loop, (const float[2]){mixf(from[0], to[0], t), mixf(from[1], to[1], t)});
    }
    loop->pen_at[0] = to[0];
    loop->pen_at[1] = to[1];
}
