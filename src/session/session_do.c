/* session_do.c - what each command makes of a view state. */
#include "hip/panes.h"
#include "hip/query.h"
#include "hip/source_view.h"
#include "session_private.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The region of interest when long thigh and back structures are whole: from above L3 to below the gluteal fold. */
static const float HIP_LOW_M = -0.26f, HIP_HIGH_M = 0.2f;

Box3 session_hip_box(const Session *session)
{
    const Model *model = session->model;
    Box3 box = box3_empty();
    for (int i = 0; i < session->atlas->structure_count; i++) {
        if (model->present[i] && !session->atlas->structures[i].context) {
            box3_add_box(&box, &model->item_box[i]);
        }
    }
    if (box3_is_empty(&box)) {
        return model->box;
    }
    box.lo[1] = fmaxf(box.lo[1], HIP_LOW_M);
    box.hi[1] = fminf(box.hi[1], HIP_HIGH_M);
    return box3_is_empty(&box) ? model->box : box;
}

CameraPose session_frame_view(const Session *session, const ViewState *view, const Box3 *box, float yaw_deg,
                              float pitch_deg)
{
    PaneRect panes[PANES_MOST];
    if (panes_place(session->atlas, view, &session->screen, panes) > 0) {
        return camera_frame(box, yaw_deg, pitch_deg, session->aspect * panes[0].w / panes[0].h, 0, 0);
    }
    return camera_frame(box, yaw_deg, pitch_deg, session->aspect, session->screen.free_left,
                        session->screen.free_right);
}

CameraPose session_frame(const Session *session, const Box3 *box, float yaw_deg, float pitch_deg)
{
    return session_frame_view(session, &session->view, box, yaw_deg, pitch_deg);
}

void session_home(const Session *session, ViewState *out)
{
    Theme theme = session->view.theme;
    bool present = session->view.present, client = session->view.client;
    int skin = session->view.skin, build = session->view.build;
    OnBody body = session->view.body;
    view_state_default(out);
    out->skin = skin;
    out->build = build;
    out->theme = theme;
    out->present = present;
    out->body = body;
    out->client = client;
    if (!session->model) {
        return;
    }
    const AtlasCamera *posterior = atlas_camera(session->atlas, "posterior");
    Box3 box = session_hip_box(session);
    out->camera =
        session_frame(session, &box, posterior ? posterior->yaw_deg : 180, posterior ? posterior->pitch_deg : 0);
    out->depth = session->stop_count ? session->stops[0] : 0;
}

static HipResult look_from(const Session *session, const char *name, ViewState *next, HipError *err)
{
    const AtlasCamera *camera = atlas_camera(session->atlas, name);
    if (!camera) {
        return hip_usage(err, "unknown camera '%s' (hip-atlas list cameras)", name);
    }
    float yaw = camera->yaw_deg;
    CameraPose towards = next->camera;
    if (next->side == SIDE_LEFT && strcmp(camera->id, "left") != 0 && strcmp(camera->id, "right") != 0) {
        yaw = -yaw; /* "lateral" and "three-quarter" follow the active side */
    }
    /* Stays with what is being looked at when the user has gone near it, else shows the whole. */
    session_direction(next->room, yaw, camera->pitch_deg, &towards);
    Box3 box = session_hip_box(session);
    box = box3_turned(&box, next->room);
    CameraPose whole = session_frame(session, &box, towards.yaw_deg, towards.pitch_deg);
    if (next->camera.distance_m > 0.8f * whole.distance_m) {
        next->camera = whole;
    } else {
        next->camera.yaw_deg = whole.yaw_deg;
        next->camera.pitch_deg = whole.pitch_deg;
    }
    return HIP_OK;
}

static void focus(const Session *session, int item, ViewState *next)
{
    Box3 box = model_item_now(session->model, next, item);
    if (!box3_is_empty(&box)) {
        box = box3_turned(&box, next->room);
        next->camera = session_frame(session, &box, next->camera.yaw_deg, next->camera.pitch_deg);
    }
}

static void step_depth(const Session *session, int direction, ViewState *next)
{
    const float *stops = session->stops;
    if (direction > 0) {
        for (int i = 0; i < session->stop_count; i++) {
            if (stops[i] > next->depth + 1e-3f) {
                next->depth = stops[i];
                return;
            }
        }
    } else {
        for (int i = session->stop_count - 1; i >= 0; i--) {
            if (stops[i] < next->depth - 1e-3f) {
                next->depth = stops[i];
                return;
            }
        }
    }
}

static bool only_this(const Session *session, const ViewState *view, int item)
{
    for (int i = 0; i < session->model->item_count; i++) {
        if (session->model->present[i] && (view->hidden[i] != 0) == (i == item)) {
            return false;
        }
    }
    return true;
}

void session_show_all(ViewState *next)
{
    memset(next->hidden, 0, sizeof next->hidden);
    memset(next->ghost, 0, sizeof next->ghost);
    for (int i = 0; i < VIEW_MAX_ITEMS; i++) {
        next->peel[i] = -1;
    }
    next->xray = false;
}

static void only(const Session *session, int item, ViewState *next)
{
    if (only_this(session, next, item)) {
        memset(next->hidden, 0, sizeof next->hidden);
        return;
    }
    for (int i = 0; i < session->model->item_count; i++) {
        next->hidden[i] = session->model->present[i] && i != item;
    }
    next->hidden[item] = 0;
    next->ghost[item] = 0;
}

static void ghost(int item, float value, ViewState *next)
{
    if (value < 0) {
        value = next->ghost[item] ? 1 : 0.35f;
    }
    int alpha = (int)lrintf(clampf(value, 0, 1) * 255);
    next->hidden[item] = alpha == 0;
    next->ghost[item] = (uint8_t)(alpha == 0 || alpha == 255 ? 0 : alpha);
}

/* Both sides: a group in the layers panel is the whole group. */
static void group(const Session *session, const Command *command, ViewState *next)
{
    const Atlas *atlas = session->atlas;
    int system = (int)command->value;
    bool any_shown = false, any_solid = false;
    for (int i = 0; i < atlas->structure_count; i++) {
        if ((int)atlas->structures[i].system == system && session->model->present[i]) {
            any_shown |= !next->hidden[i];
            any_solid |= !next->ghost[i];
        }
    }
    for (int i = 0; i < session->model->item_count; i++) {
        bool member = i < atlas->structure_count && (int)atlas->structures[i].system == system;
        if (command->id == COMMAND_GROUP_ONLY) {
            next->hidden[i] = !member && session->model->present[i];
        } else if (member && command->id == COMMAND_GROUP_HIDE) {
            next->hidden[i] = any_shown;
        } else if (member && command->id == COMMAND_GROUP_GHOST) {
            ghost(i, any_solid ? 0.35f : 1, next);
        }
    }
}

/* What is revealed stands among its neighbours: without them nobody knows where it lies. */
static Box3 with_surroundings(Box3 box)
{
    const float least_half = 0.13f;
    if (box.lo[1] < HIP_HIGH_M && box.hi[1] > HIP_LOW_M) { /* of a long nerve or muscle the part at the hip */
        box.lo[1] = fmaxf(box.lo[1], HIP_LOW_M);
        box.hi[1] = fminf(box.hi[1], HIP_HIGH_M);
    }
    for (int i = 0; i < 3; i++) {
        float centre = 0.5f * (box.lo[i] + box.hi[i]);
        float half = fmaxf(0.6f * (box.hi[i] - box.lo[i]), least_half);
        box.lo[i] = centre - half;
        box.hi[i] = centre + half;
    }
    return box;
}

/* In the room. What joints have moved is framed where it lies now. */
static Box3 reveal_box(const Session *session, const ViewState *view, int item, const Box3 *planned)
{
    Box3 box = pose_is_rest(&view->pose) ? *planned : model_item_now(session->model, view, item);
    box = with_surroundings(box3_is_empty(&box) ? *planned : box);
    return box3_turned(&box, view->room);
}

static HipResult reveal(const Session *session, int item, ViewState *next, HipError *err)
{
    RevealPlan *plan = calloc(1, sizeof *plan);
    CameraPose now = next->camera, towards = next->camera;
    const float back[4] = {-next->room[0], -next->room[1], -next->room[2], next->room[3]};
    session_direction(back, now.yaw_deg, now.pitch_deg, &now);
    if (!plan || !query_reveal(session->model, item, next->variant, &now, plan)) {
        free(plan);
        char name[128];
        return hip_fail(err, "%s has no surface in this model, so it cannot be shown",
                        model_item_name(session->model, item, name, sizeof name));
    }
    session_show_all(next);
    next->depth = session->stop_count ? session->stops[0] : 0;
    next->peel[item] = 0;
    for (int i = 0; i < plan->peel_count; i++) {
        next->peel[plan->peel[i]] = 1;
    }
    for (int i = 0; i < plan->ghost_count; i++) {
        ghost(plan->ghost[i], 0.25f, next);
    }
    next->selected = item;
    session_direction(next->room, plan->yaw_deg, plan->pitch_deg, &towards);
    Box3 box = reveal_box(session, next, item, &plan->box);
    const Screen *screen = &session->screen;
    next->camera = camera_frame(&box, towards.yaw_deg, towards.pitch_deg, session->aspect, screen->free_left,
                                fmaxf(screen->free_right, screen->sheet));
    free(plan);
    return HIP_OK;
}

static int next_choice(float value, int now, int count)
{
    int chosen = value < 0 ? (now + 1) % count : (int)value;
    return chosen >= 0 && chosen < count ? chosen : now;
}

/* The next one that is seen to be another: for a client's eyes dark looks like light. */
static void next_theme(float value, ViewState *next)
{
    Theme seen = view_theme(next);
    do {
        next->theme = (Theme)next_choice(value, (int)next->theme, THEME_COUNT);
    } while (value < 0 && view_theme(next) == seen);
}

static void set_camera(const Session *session, const Command *command, ViewState *next)
{
    const float *v = command->vector;
    next->camera = (CameraPose){v[0], v[1], v[2], {v[3], v[4], v[5]}};
    session_limit_camera(session, &next->camera);
}

static HipResult apply_to_item(Session *session, const Command *command, ViewState *next, HipError *err)
{
    int item = command->item;
    if (item < 0 || item >= session->model->item_count) {
        return HIP_OK;
    }
    switch (command->id) {
    case COMMAND_FOCUS:
        focus(session, item, next);
        break;
    case COMMAND_PEEL:
        next->peel[item] = command->value < 0 ? -1 : clampf(command->value, 0, 1);
        break;
    case COMMAND_REFLECT:
        next->peel[item] = view_progress(session->atlas, next, item) > 0.5f ? 0.0f : 1.0f;
        next->hidden[item] = 0;
        break;
    case COMMAND_HIDE:
        next->hidden[item] = !next->hidden[item];
        if (next->hidden[item] && next->selected == item) {
            next->selected = -1;
        }
        break;
    case COMMAND_GHOST:
        ghost(item, command->value > 0 && command->value <= 1 ? command->value : -1, next);
        break;
    case COMMAND_ONLY:
        only(session, item, next);
        break;
    case COMMAND_REVEAL:
        return reveal(session, item, next, err);
    default:
        break;
    }
    return HIP_OK;
}

/* Who opens the body by hand is doing something else than looking at a source. */
static bool ends_source(CommandId id)
{
    return (id >= COMMAND_DEPTH && id <= COMMAND_SHOW_ALL) || id == COMMAND_REVEAL || id == COMMAND_XRAY ||
           (id >= COMMAND_SECTION && id <= COMMAND_SECTION_FLIP);
}

HipResult session_apply(Session *session, const Command *command, ViewState *next, HipError *err)
{
    if (next->source >= 0 && ends_source(command->id)) {
        session_put_source_back(session, next);
    }
    switch (command->id) {
    case COMMAND_CAMERA:
        set_camera(session, command, next);
        return HIP_OK;
    case COMMAND_CAMERA_NAMED:
        return look_from(session, command->text, next, err);
    case COMMAND_HOME:
        session_home(session, next);
        return HIP_OK;
    case COMMAND_DEPTH:
        next->depth = clampf(command->value, 0, 10);
        return HIP_OK;
    case COMMAND_DEEPER:
        step_depth(session, 1, next);
        return HIP_OK;
    case COMMAND_SHALLOWER:
        step_depth(session, -1, next);
        return HIP_OK;
    case COMMAND_GROUP_HIDE:
    case COMMAND_GROUP_GHOST:
    case COMMAND_GROUP_ONLY:
        group(session, command, next);
        return HIP_OK;
    case COMMAND_SHOW_ALL:
        session_show_all(next);
        return HIP_OK;
    case COMMAND_SELECT:
        next->selected = command->item >= 0 && command->item < session->model->item_count ? command->item : -1;
        return HIP_OK;
    case COMMAND_LABELS:
        next->labels = (LabelMode)next_choice(command->value, (int)next->labels, LABELS_NAMED);
        memset(next->named, 0, sizeof next->named);
        return HIP_OK;
    case COMMAND_LINES:
        next->lines = (LineMode)next_choice(command->value, (int)next->lines, LINES_COUNT);
        return HIP_OK;
    case COMMAND_XRAY:
        next->xray = !next->xray;
        return HIP_OK;
    case COMMAND_SIDE:
        view_work_side(session->atlas, (Side)next_choice(command->value, (int)next->side, 4), next);
        return HIP_OK;
    case COMMAND_THEME:
        next_theme(command->value, next);
        return HIP_OK;
    case COMMAND_COLOURS:
        next->colours = (ColourScheme)next_choice(command->value, (int)next->colours, COLOURS_COUNT);
        return HIP_OK;
    case COMMAND_SKIN:
        next->skin = next_choice(command->value, next->skin, VIEW_SKIN_TONES);
        return HIP_OK;
    case COMMAND_VARIANT:
        next->variant = next_choice(command->value, next->variant, VIEW_VARIANTS);
        return HIP_OK;
    case COMMAND_SECTION:
    case COMMAND_SECTION_MOVE:
    case COMMAND_SECTION_FLIP:
        session_section(session, command, next);
        return HIP_OK;
    case COMMAND_POSITION:
    case COMMAND_JOINT:
    case COMMAND_PULL:
    case COMMAND_BUILD:
    case COMMAND_DRAPE:
    case COMMAND_CLIENT:
    case COMMAND_REST:
    case COMMAND_STROKE:
    case COMMAND_STROKE_TIME:
    case COMMAND_TOOL:
    case COMMAND_PRESS_AT:
        return session_client(session, command, next, err);
    case COMMAND_TELL_ZONE:
    case COMMAND_TELL_QUALITY:
    case COMMAND_TELL_FLAG:
        return session_tell(session, command, next, err);
    case COMMAND_SCENE:
        session_scene(session, (int)command->value, next);
        return HIP_OK;
    case COMMAND_TELL_AT:
        return session_tell_at(session, command, next, err);
    case COMMAND_PAIN_BODY:
        return session_pain_body(session, next, err);
    case COMMAND_SOURCE:
        return session_source(session, command, next, err);
    case COMMAND_SOURCE_TIME:
        next->source_s = clampf(command->value, 0, SOURCE_LENGTH_S);
        return HIP_OK;
    case COMMAND_COMPARE:
        return session_compare(session, command, next, err);
    case COMMAND_VIEW_CODE:
        return view_code_read(session->atlas, command->text, next, err);
    default:
        return apply_to_item(session, command, next, err);
    }
}
