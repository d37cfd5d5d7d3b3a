#include "hip/mem.h"
#include "hip/stroke.h"
#include "hip/words.h"
#include "session_private.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* screens.md: motion shows where things went. */
static const double LONGEST_STEP_S = 0.1; /* a stroke does not jump when a frame was late */
static const double CAMERA_S = 0.35, BODY_S = 0.6, POSITION_S = 1;

Session *session_create(const Atlas *atlas)
{
    Session *session = mem_alloc(1, sizeof *session);
    session->atlas = atlas;
    session->undo = mem_alloc(UNDO_MOST, sizeof *session->undo);
    session->redo = mem_alloc(UNDO_MOST, sizeof *session->redo);
    session->hovered = session->pointed = session->walk_step = -1;
    session->aspect = 16.0f / 9;
    settings_default(&session->settings);
    view_state_default(&session->view);
    session->shown = session->from = session->view;
    return session;
}

void session_destroy(Session *session)
{
    if (session) {
        model_release(session->model);
        lesson_list_release(&session->lessons);
        board_release(&session->board);
        session_record_release(session);
        free(session->memory);
        session_bookmarks_release(session);
        session_notes_release(session);
        free(session->undo);
        free(session->redo);
        free(session);
    }
}

static void read_stops(Session *session)
{
    session->stop_count = 0;
    if (session->model) {
        session->stop_count = peel_stops(session->atlas, session->model->present, session->stops);
    }
}

/* Items behind the atlas belong to the old model; the atlas's own keep their settings. */
static void forget_parts(Session *session, ViewState *view)
{
    for (int i = session->atlas->structure_count; i < VIEW_MAX_ITEMS; i++) {
        view->peel[i] = -1;
        view->hidden[i] = view->ghost[i] = 0;
    }
    if (view->selected >= session->atlas->structure_count) {
        view->selected = -1;
    }
}

void session_set_model(Session *session, Model *model, float aspect)
{
    bool first = session->model == NULL;
    model_release(session->model);
    session->model = model;
    session->aspect = aspect;
    session->hovered = -1;
    board_wipe(&session->board); /* drawn on the old one */
    session_notes_forget_places(session);
    session_forget_history(session);
    read_stops(session);
    ViewState view = session->view;
    if (first && model) {
        session_home(session, &view);
    } else {
        forget_parts(session, &view);
        if (model) {
            Box3 box = session_hip_box(session);
            view.camera = session_frame(session, &box, view.camera.yaw_deg, view.camera.pitch_deg);
        }
    }
    session_place(session, &view);
}

Model *session_swap_model(Session *session, Model *model)
{
    Model *old = session->model;
    session->model = model;
    session_notes_forget_places(session);
    read_stops(session);
    return old;
}

static void begin_motion(Session *session, Motion *motion, double length_s)
{
    motion->active = length_s > 0 && !session->reduced_motion;
    motion->start_s = -1;
    motion->length_s = length_s;
}

void session_meet_client(Session *session)
{
    if (session->view.position >= 0 && !session->reduced_motion) {
        session->from = session->shown;
        session->from.figure = session->from.furnished = 0;
        begin_motion(session, &session->body, POSITION_S);
        session_tick(session, session->now_s);
    }
}

const Atlas *session_atlas(const Session *session)
{
    return session->atlas;
}

Model *session_model(const Session *session)
{
    return session->model;
}

const ViewState *session_view(const Session *session)
{
    return &session->view;
}

const ViewState *session_shown(const Session *session)
{
    return &session->shown;
}

Screen *session_screen(Session *session)
{
    return &session->screen;
}

const Screen *session_screen_const(const Session *session)
{
    return &session->screen;
}

int session_hovered(const Session *session)
{
    return session->hovered;
}

bool session_set_hovered(Session *session, int item)
{
    bool changed = session->hovered != item;
    session->hovered = item;
    return changed;
}

bool session_point_zone(Session *session, int zone)
{
    bool changed = session->pointed != zone;
    session->pointed = zone;
    return changed;
}

void session_set_aspect(Session *session, float aspect)
{
    session->aspect = aspect;
}

void session_set_reduced_motion(Session *session, bool reduced)
{
    session->reduced_motion = reduced;
}

bool session_reduced_motion(const Session *session)
{
    return session->reduced_motion;
}

void session_place(Session *session, const ViewState *view)
{
    session->view = session->shown = session->from = *view;
    session->camera.active = session->body.active = false;
}

void session_forget_history(Session *session)
{
    memset(session->undo, 0, UNDO_MOST * sizeof *session->undo);
    memset(session->redo, 0, UNDO_MOST * sizeof *session->redo);
    session->undo_count = session->redo_count = 0;
    session->last_gesture = 0;
    session_notes_forget(session, true);
}

static void push_state(ViewState *stack, int *count, const ViewState *view)
{
    if (*count == UNDO_MOST) {
        memmove(stack, stack + 1, (UNDO_MOST - 1) * sizeof *stack);
        (*count)--;
    }
    stack[(*count)++] = *view;
}

/* Sets out from what is shown now. A drag is followed at once: the hand is the motion. */
static void go_to(Session *session, const ViewState *next, bool at_once)
{
    bool camera = memcmp(&session->view.camera, &next->camera, sizeof next->camera) != 0;
    ViewState body_now = session->view, body_next = *next;
    body_now.camera = body_next.camera;
    bool body = !view_state_equal(&body_now, &body_next);
    bool turns = session->view.position != next->position;
    session->from = session->shown;
    session->view = *next;
    if (camera) {
        begin_motion(session, &session->camera, at_once ? 0 : turns ? POSITION_S : CAMERA_S);
    }
    if (body) {
        begin_motion(session, &session->body, at_once ? 0 : turns ? POSITION_S : BODY_S);
    }
    session_tick(session, session->now_s);
}

static float eased(Motion *motion, double now_s)
{
    if (!motion->active) {
        return 1;
    }
    if (motion->start_s < 0) {
        motion->start_s = now_s;
    }
    double t = (now_s - motion->start_s) / motion->length_s;
    if (t >= 1) {
        motion->active = false;
        return 1;
    }
    return smoothstepf(0, 1, (float)t);
}

bool session_playing(const Session *session)
{
    return session->playing && (session->view.stroke >= 0 || session_shows_source(session));
}

/* Time that runs is no step to undo: it goes into every state in use. */
static void run_stroke(Session *session, double since_s)
{
    if (!session->playing || session->view.stroke < 0 || session->walk.playing) { /* a session brings its own time */
        return;
    }
    float length_s = stroke_length_s(&session->atlas->strokes[session->view.stroke]);
    float step_s = (float)fmin(fmax(since_s, 0), LONGEST_STEP_S);
    session->view.stroke_s = fmodf(session->view.stroke_s + step_s, fmaxf(length_s, 0.1f));
    session->from.stroke_s = session->view.stroke_s;
}

bool session_tick(Session *session, double now_s)
{
    double since_s = now_s - session->now_s;
    session->now_s = now_s;
    run_stroke(session, since_s);
    session_run_source(session, fmin(fmax(since_s, 0), LONGEST_STEP_S));
    session_walk_tick(session, since_s);
    session_lesson_tick(session, since_s);
    session_quiz_tick(session, since_s);
    float camera = eased(&session->camera, now_s), body = eased(&session->body, now_s);
    view_state_mix(session->atlas, &session->from, &session->view, camera, body, &session->shown);
    return session_moving(session);
}

bool session_moving(const Session *session)
{
    return session->camera.active || session->body.active || session_playing(session);
}

void session_copy_held(const ViewState *from, ViewState *to)
{
    to->present = from->present;
    session_hold_body(from, to);
    to->lens = from->lens;
    memcpy(to->lens_at, from->lens_at, sizeof to->lens_at);
    to->lens_depth = from->lens_depth;
}

static void step_back(Session *session, ViewState *from, int *from_count, ViewState *to, int *to_count)
{
    if (*from_count > 0) {
        push_state(to, to_count, &session->view);
        ViewState next = from[--*from_count];
        session_copy_held(&session->view, &next);
        go_to(session, &next, false);
    }
    session->last_gesture = 0;
}

void session_go(Session *session, const ViewState *next, bool undo)
{
    ViewState held = *next;
    session_hold_body(&session->view, &held);
    if (view_state_equal(&held, &session->view)) {
        return;
    }
    if (undo) {
        push_state(session->undo, &session->undo_count, &session->view);
        session->redo_count = 0;
        session_notes_forget(session, false);
        session->last_gesture = 0;
    }
    go_to(session, &held, false);
}

/* Who lays the client or chooses a stroke by hand is doing something else than the session. */
static void mind_stroke(Session *session, CommandId id, int stroke_before)
{
    bool other = id == COMMAND_STROKE || id == COMMAND_SOURCE || id == COMMAND_COMPARE || id == COMMAND_POSITION ||
                 id == COMMAND_HOME || id == COMMAND_VIEW_CODE || id == COMMAND_UNDO || id == COMMAND_REDO;
    if (other && session->walk.playing) {
        session->walk.playing = session->playing = false;
    }
    if (id == COMMAND_STROKE && session->view.stroke != stroke_before) {
        session->playing = session->view.stroke >= 0 && !session->reduced_motion;
    }
    if (id == COMMAND_SOURCE || id == COMMAND_COMPARE) {
        session->playing = session_shows_source(session) && !session->reduced_motion;
    }
}

HipResult session_view_do(Session *session, const Command *command, HipError *err)
{
    if (session_note_can(session, command->id)) {
        return session_note_step(session, command->id, err);
    }
    if (command->id == COMMAND_UNDO) {
        step_back(session, session->undo, &session->undo_count, session->redo, &session->redo_count);
        return HIP_OK;
    }
    if (command->id == COMMAND_REDO) {
        step_back(session, session->redo, &session->redo_count, session->undo, &session->undo_count);
        return HIP_OK;
    }
    if (session->view.body.step == BODY_LIES && session_body_keeps(command->id)) {
        return hip_usage(err, "%s", _("It lies on the body as it is; Esc leaves it, then the view turns again"));
    }
    ViewState next = session->view;
    HipResult rc = session_apply(session, command, &next, err);
    if (rc == HIP_OK) {
        session_follow_source(session, &next);
        session_hold_body(&session->view, &next);
    }
    if (rc != HIP_OK || view_state_equal(&next, &session->view)) {
        return rc;
    }
    bool same_drag =
        command->gesture > 0 && command->gesture == session->last_gesture && command->id == session->last_command;
    if (!same_drag) {
        push_state(session->undo, &session->undo_count, &session->view);
    }
    session->redo_count = 0;
    session_notes_forget(session, false);
    session->last_command = command->id;
    session->last_gesture = command->gesture;
    go_to(session, &next, command->gesture > 0 || command->id == COMMAND_CAMERA);
    return HIP_OK;
}

bool session_can(const Session *session, const Command *command)
{
    const CommandInfo *info = command_info(command->id);
    if (!info || !session->model) {
        return info && info->scope != SCOPE_VIEW;
    }
    switch (command->id) {
    case COMMAND_UNDO:
        return session->undo_count > 0 || session_note_can(session, COMMAND_UNDO);
    case COMMAND_REDO:
        return session->redo_count > 0 || session_note_can(session, COMMAND_REDO);
    case COMMAND_REFLECT: {
        int item = command->item >= 0 ? command->item : session->view.selected;
        return item >= 0 && item < session->atlas->structure_count && session->model->present[item] &&
               atlas_step_of(session->atlas, item) != NULL;
    }
    default:
        return !info->needs_item || command->item >= 0 || session->hovered >= 0 || session->view.selected >= 0;
    }
}

HipResult session_do(Session *session, const Command *command, HipError *err)
{
    const CommandInfo *info = command_info(command->id);
    if (!info) {
        return hip_usage(err, "unknown command");
    }
    Command complete = *command;
    if (info->needs_item && complete.item < 0) {
        complete.item = session->hovered >= 0 ? session->hovered : session->view.selected;
    }
    if (!session_can(session, &complete)) {
        return HIP_OK;
    }
    if (info->scope == SCOPE_SCREEN) {
        return session_screen_do(session, &complete, err);
    }
    int stroke = session->view.stroke;
    HipResult rc = session_view_do(session, &complete, err);
    mind_stroke(session, complete.id, stroke);
    return rc;
}

void session_compose(const Session *session, int width, int height, DrawList *list)
{
    compose(session->model, &session->shown, session->hovered, width, height, list);
    session_compose_pointed(session, &session->shown, list);
    session_compose_known(session, list);
}

void session_compose_pointed(const Session *session, const ViewState *view, DrawList *list)
{
    if (session->pointed >= 0 && session->model) {
        compose_field(session->model, view, session->pointed, list);
    }
}

int session_stops(const Session *session, float out[11])
{
    memcpy(out, session->stops, (size_t)session->stop_count * sizeof *out);
    return session->stop_count;
}

const char *session_depth_name(const Session *session, float depth)
{
    int layer = (int)floorf(clampf(depth, 0, 10) + 1e-4f);
    return layer < session->atlas->layer_count ? session->atlas->layers[layer].name : "";
}
