#include "projecting.h"
#include "hip/board.h"
#include <math.h>
#include <stdio.h>

static const float CTRL_PIXELS = 10;
static const float RULER_LEAST_PIXELS = 40;

static BodyStep step_of(const Session *session)
{
    return session_view(session)->body.step;
}

static void move(CommandQueue *queue, float right_mm, float up_mm, float deg, float percent)
{
    float *by = command_push(queue, COMMAND_PROJECT_MOVE)->vector;
    by[0] = right_mm;
    by[1] = up_mm;
    by[2] = deg;
    by[3] = percent;
}

/* A ruler of so many pixels is as long as a real one. */
static void measure(float pixels, CommandQueue *queue)
{
    command_push(queue, COMMAND_PROJECT_RULER)->value = BODY_RULER_MM / fmaxf(pixels, RULER_LEAST_PIXELS);
}

static void another_mark(const Session *session, const float way[2], CommandQueue *queue)
{
    int which = step_of(session) == BODY_SECOND;
    const AtlasLandmark *now = view_mark(session_atlas(session), session_view(session), which, NULL);
    if (way[1] == 0 && !now->paired) {
        return;
    }
    Command *command = command_push(queue, COMMAND_PROJECT_MARK);
    command->item = which;
    command->value = way[1] < 0 ? 1 : -1;
    if (way[0] != 0) {
        snprintf(command->text, sizeof command->text, "%s_%c", now->id, way[0] < 0 ? 'l' : 'r');
    }
}

static void arrow(const Session *session, const InputEvent *event, const float way[2], CommandQueue *queue)
{
    const OnBody *body = &session_view(session)->body;
    if (body->step == BODY_RULER) {
        float pixels = event->mods & MOD_CTRL ? CTRL_PIXELS : 1;
        measure(BODY_RULER_MM / body->pixel_mm + pixels * (way[0] + way[1]), queue);
    } else if (body->step < BODY_LIES) {
        another_mark(session, way, queue);
    } else if (event->mods & MOD_CTRL) {
        move(queue, 0, 0, -way[0], 0); /* to the left turns counter-clockwise */
    } else {
        move(queue, way[0], way[1], 0, 0);
    }
}

bool projecting_key(const Session *session, const InputEvent *event, CommandQueue *queue)
{
    BodyStep step = step_of(session);
    if (step == BODY_OFF || session_board_const(session)->curtain) {
        return false;
    }
    float way[2] = {(float)((event->key == KEY_RIGHT) - (event->key == KEY_LEFT)),
                    (float)((event->key == KEY_UP) - (event->key == KEY_DOWN))};
    if (way[0] != 0 || way[1] != 0) {
        arrow(session, event, way, queue);
        return true;
    }
    bool plain = event->mods == 0 && !event->repeat;
    if (event->key == KEY_ENTER && plain) {
        command_push(queue, COMMAND_PROJECT_NEXT);
        return true;
    }
    if (event->key == KEY_BACKSPACE && plain && step < BODY_LIES) {
        command_push(queue, COMMAND_PROJECT_BACK);
        return true;
    }
    return false;
}

bool projecting_text(const Session *session, const InputEvent *event, CommandQueue *queue)
{
    char c = event->text[0];
    bool grows = c == '+' || c == '=', shrinks = c == '-';
    if (step_of(session) == BODY_OFF || session_board_const(session)->curtain || event->text[1] ||
        !(grows || shrinks)) {
        return false;
    }
    if (step_of(session) == BODY_LIES) {
        move(queue, 0, 0, 0, grows ? 1 : -1);
    }
    return true;
}

bool projecting_press(const Session *session, const InputEvent *event, const ProjectingView *view, CommandQueue *queue)
{
    BodyStep step = step_of(session);
    if (step != BODY_FIRST && step != BODY_SECOND) {
        return false;
    }
    if (event->button == 0) {
        float *at = command_push(queue, COMMAND_PROJECT_AT)->vector;
        at[0] = (event->x - view->width / 2) * view->scale;
        at[1] = (view->height / 2 - event->y) * view->scale;
    }
    return true;
}

bool projecting_drags(const Session *session)
{
    return step_of(session) != BODY_OFF;
}

void projecting_drag(const Session *session, const float at[2], const float by[2], const ProjectingView *view,
                     CommandQueue *queue)
{
    const OnBody *body = &session_view(session)->body;
    if (body->step == BODY_RULER) {
        measure(2 * fabsf(at[0] - view->width / 2) * view->scale, queue);
    } else if (body->step == BODY_LIES) {
        float mm = body->pixel_mm * view->scale;
        move(queue, by[0] * mm, -by[1] * mm, 0, 0);
    }
}

bool projecting_pinch(const Session *session, const InputEvent *event, const ProjectingView *view, CommandQueue *queue)
{
    if (step_of(session) == BODY_LIES) {
        float mm = session_view(session)->body.pixel_mm * view->scale;
        move(queue, event->dx * mm, -event->dy * mm, -event->turn_deg, (event->spread - 1) * 100);
    }
    return step_of(session) != BODY_OFF;
}

bool projecting_hides_pointer(const Session *session)
{
    BodyStep step = step_of(session);
    return step == BODY_FIRST || step == BODY_SECOND;
}
