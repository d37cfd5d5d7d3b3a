/* session_source.c - acts on what is shown of a source of pain, alone or side by side with others, and its time. */
#include "hip/panes.h"
#include "hip/source_view.h"
#include "session_private.h"
#include <math.h>
#include <string.h>

static const char STANDS[] = "standing";

bool session_shows_source(const Session *session)
{
    const ViewState *view = &session->view;
    return view->source >= 0 || (view->compare[0] && panes_have_source(session->atlas, view));
}

/* Arms that hang would hide the hip from the side. */
static void fold_arms(const Atlas *atlas, bool fold, Pose *pose)
{
    static const struct {
        const char *joint;
        float deg;
    } FOLDED[] = {{"shoulder_flexion", 40}, {"shoulder_rotation", 35}, {"elbow_flexion", 105}};
    for (size_t i = 0; i < sizeof FOLDED / sizeof *FOLDED; i++) {
        int joint = atlas_joint(atlas, FOLDED[i].joint);
        for (int side = 0; joint >= 0 && side < POSE_SIDES; side++) {
            float *deg = &pose->deg[side][joint];
            *deg = fold && *deg == 0 ? FOLDED[i].deg : !fold && *deg == FOLDED[i].deg ? 0 : *deg;
        }
    }
}

static bool stands(const Atlas *atlas, const ViewState *view)
{
    return view->position >= 0 && strcmp(atlas->positions[view->position].id, STANDS) == 0;
}

/* What hurts may reach beyond the hip's own skin: then the figure is there. */
static void bring_figure(const Session *session, ViewState *next)
{
    for (int i = 0; next->position < 0 && i < session->atlas->position_count; i++) {
        if (strcmp(session->atlas->positions[i].id, STANDS) == 0) {
            view_place_client(session->atlas, i, next);
        }
    }
    if (stands(session->atlas, next)) {
        fold_arms(session->atlas, true, &next->pose);
    }
}

/* Room for one pane, or for the only view. */
static CameraPose frame(const Session *session, const ViewState *view, const Box3 *box, float yaw_deg, float pitch_deg)
{
    CameraPose towards = view->camera;
    Box3 turned = box3_turned(box, view->room);
    session_direction(view->room, yaw_deg, pitch_deg, &towards);
    return session_frame_view(session, view, &turned, towards.yaw_deg, towards.pitch_deg);
}

static float pitch_of(const SourceShow *show)
{
    return degrees(asinf(clampf(show->towards[1], -1, 1)));
}

/* Of a long pattern first the source, then all of it. */
static void look_at_source(const Session *session, bool whole, ViewState *view)
{
    const SourceShow *show = model_source(session->model, view->source, view_worked(view), view->variant);
    if (show) {
        view->camera = frame(session, view, whole || !show->low ? &show->whole_box : &show->near_box, show->yaw_deg,
                             pitch_of(show));
    }
}

static void end_others(ViewState *next)
{
    next->stroke = next->tool = -1;
    next->stroke_s = 0;
    memset(next->compare, 0, sizeof next->compare);
}

void session_put_source_back(const Session *session, ViewState *next)
{
    next->source = -1;
    next->source_s = 0;
    if (stands(session->atlas, next)) {
        fold_arms(session->atlas, false, &next->pose);
    }
    session_show_all(next);
    next->depth = session->stop_count ? session->stops[0] : 0;
}

HipResult session_source(Session *session, const Command *command, ViewState *next, HipError *err)
{
    int source = -1, count = session->atlas->pain ? session->atlas->pain->source_count : 0;
    HipResult rc = session_choose(session, command, TABLE_SOURCES, count, &source, err);
    if (rc != HIP_OK) {
        return rc;
    }
    if (source < 0) {
        if (next->source >= 0) {
            session_put_source_back(session, next);
        }
        return HIP_OK;
    }
    end_others(next);
    next->source = source;
    next->source_s = session->reduced_motion ? SOURCE_LENGTH_S : 0;
    const SourceShow *show = model_source(session->model, source, view_worked(next), next->variant);
    if (show && show->beyond) {
        bring_figure(session, next);
    }
    view_open_source(session->model, next);
    look_at_source(session, session->reduced_motion, next);
    return HIP_OK;
}

void session_follow_source(const Session *session, ViewState *next)
{
    const ViewState *now = &session->view;
    bool other = view_worked(next) != view_worked(now) || next->variant != now->variant;
    if (next->source >= 0 && next->source == now->source && other) {
        view_open_source(session->model, next);
        look_at_source(session, next->source_s >= SOURCE_SPREADS_S, next);
    }
}

/* Around all that some pane shows. */
static Box3 panes_box(const Session *session, ViewState *next)
{
    Box3 box = box3_empty();
    bool beyond = false;
    PaneRect rects[PANES_MOST];
    int count = panes_place(session->atlas, next, &session->screen, rects);
    for (int i = 0; i < count; i++) {
        ViewState pane;
        pane_view(session->model, next, i, &pane);
        const SourceShow *show = model_source(session->model, pane.source, view_worked(&pane), pane.variant);
        if (show) {
            box3_add_box(&box, &show->whole_box);
            beyond |= show->beyond;
        }
    }
    if (beyond) {
        bring_figure(session, next);
    }
    return box;
}

/* The camera of all panes: over what they show, else over what was looked at. */
static void look_at_panes(const Session *session, ViewState *next)
{
    const AtlasCompare *compare = view_comparison(session->atlas, next);
    const AtlasCamera *camera = compare && compare->camera ? atlas_camera(session->atlas, compare->camera) : NULL;
    Box3 box = panes_box(session, next);
    if (box3_is_empty(&box)) {
        box = session_hip_box(session);
    }
    if (camera) {
        next->camera = frame(session, next, &box, camera->yaw_deg, camera->pitch_deg);
        return;
    }
    Box3 turned = box3_turned(&box, next->room);
    next->camera = session_frame_view(session, next, &turned, next->camera.yaw_deg, next->camera.pitch_deg);
}

/* What tells them apart stands beside them, and they are framed beside it. */
static void open_page(Session *session, const ViewState *view)
{
    Screen *screen = &session->screen;
    if (view_comparison(session->atlas, view)) {
        screen->page = PAGE_COMPARE;
        screen->layers = false;
        screen->free_right = fmaxf(screen->free_right, screen->sheet);
    }
}

HipResult session_compare(Session *session, const Command *command, ViewState *next, HipError *err)
{
    bool before = next->compare[0] != '\0';
    HipResult rc = view_read_compare(session->atlas, command->text, next, err);
    if (rc != HIP_OK || (!before && !next->compare[0])) {
        return rc;
    }
    if (next->compare[0]) {
        if (next->source >= 0) {
            session_put_source_back(session, next);
        }
        bool plays = panes_have_source(session->atlas, next) && !session->reduced_motion;
        next->source_s = plays ? 0 : SOURCE_LENGTH_S;
        open_page(session, next);
    }
    look_at_panes(session, next);
    return HIP_OK;
}

/* All of a long pattern comes into sight, unless the user has turned to something else. */
static void show_all_of_it(Session *session)
{
    ViewState there = session->view;
    look_at_source(session, false, &there);
    if (memcmp(&there.camera, &session->view.camera, sizeof there.camera) == 0) {
        look_at_source(session, true, &there);
        session_go(session, &there, false);
    }
}

void session_run_source(Session *session, double step_s)
{
    ViewState *view = &session->view;
    float before = view->source_s;
    if (!session->playing || !session_shows_source(session)) {
        return;
    }
    view->source_s = fminf(before + (float)step_s, SOURCE_LENGTH_S);
    session->from.source_s = view->source_s;
    if (view->source_s >= SOURCE_LENGTH_S) {
        session->playing = false;
    }
    if (before < SOURCE_SPREADS_S && view->source_s >= SOURCE_SPREADS_S && view->source >= 0) {
        show_all_of_it(session);
    }
}

void session_play_source(Session *session, bool playing)
{
    ViewState *view = &session->view;
    session->playing = playing;
    if (playing && view->source_s >= SOURCE_LENGTH_S) {
        view->source_s = session->from.source_s = 0;
    }
}
