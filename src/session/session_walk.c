/* session_walk.c - the walk through a whole session, tied to the view: each step lays the client, sets its stroke and
 * turns the camera. */
#include "session_private.h"
#include <math.h>

static const double LONGEST_STEP_S = 2; /* a program that slept does not leap through the session */

const Walk *session_walk(const Session *session)
{
    return &session->walk;
}

/* A step without a stroke leaves the client as it lies. */
static void enter_step(Session *session, bool undo)
{
    const Atlas *atlas = session->atlas;
    WalkMoment now;
    walk_at(atlas, session->walk.at_s, &now);
    session->walk_step = now.step;
    if (!session->model || !atlas->session || now.step >= atlas->session_count) {
        return;
    }
    const SessionStep *step = &atlas->session[now.step];
    ViewState next = session->view;
    next.stroke = step->stroke;
    next.stroke_s = now.step_s;
    if (step->stroke >= 0) {
        next.drape = true;
        session_show_stroke(session, step->stroke, walk_position(atlas, step, view_worked(&next)), &next);
    }
    session->playing = session->walk.playing;
    session_go(session, &next, undo);
}

static bool step_changed(const Session *session)
{
    WalkMoment now;
    walk_at(session->atlas, session->walk.at_s, &now);
    return now.step != session->walk_step;
}

/* The stroke is where the session is. */
static void follow_time(Session *session)
{
    WalkMoment now;
    walk_at(session->atlas, session->walk.at_s, &now);
    session->view.stroke_s = session->from.stroke_s = session->shown.stroke_s = now.step_s;
}

void session_walk_do(Session *session, const Command *command)
{
    Walk *walk = &session->walk;
    const Atlas *atlas = session->atlas;
    switch (command->id) {
    case COMMAND_WALK_PLAY:
        walk_play(atlas, walk, command->value < 0 ? !walk->playing : command->value > 0);
        break;
    case COMMAND_WALK_NEXT:
        walk_next(atlas, walk);
        break;
    case COMMAND_WALK_PREVIOUS:
        walk_previous(atlas, walk);
        break;
    default:
        walk->at_s = clampf(command->value, 0, walk_length_s(atlas));
        break;
    }
    session->playing = walk->playing;
    const SessionStep *step = session->walk_step >= 0 ? &atlas->session[session->walk_step] : NULL;
    if (step_changed(session) || !step || session->view.stroke != step->stroke) {
        enter_step(session, true);
    } else {
        follow_time(session);
    }
}

void session_walk_tick(Session *session, double since_s)
{
    if (!session->walk.playing) {
        return;
    }
    session->playing = walk_tick(session->atlas, &session->walk, (float)fmin(fmax(since_s, 0), LONGEST_STEP_S));
    if (step_changed(session)) {
        enter_step(session, false);
    } else {
        follow_time(session);
    }
}
