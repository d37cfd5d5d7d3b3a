/* session_client.c - what the acts on the client make of a view state: position, joints, figure, strokes; and how the
 * camera looks at a body that lies. */
#include "hip/pull.h"
#include "hip/stroke.h"
#include "session_private.h"
#include <math.h>
#include <string.h>

static const float PITCH_DEG = 38;        /* of the look at a client on the table, as one who stands beside it */
static const float LEAN_DEG = 52;         /* of the look at what is worked */
static const float SEEN_M = 0.26f;        /* round a stroke so much is seen at least, either way */
static const float THIGH_BELOW_M = -0.1f; /* skin below goes with the thigh */
static const float FARTHEST_M = 7.6f;
static const float HEAD_M = 0.85f, SIDE_M = 0.30f, THICK_M = 0.2f; /* a figure about its pelvis */

void session_direction(const float room[4], float yaw_deg, float pitch_deg, CameraPose *camera)
{
    camera->yaw_deg = yaw_deg;
    camera->pitch_deg = pitch_deg;
    if (quaternion_is_still(room)) {
        return;
    }
    CameraMatrices standing;
    CameraPose pose = {yaw_deg, pitch_deg, 1, {0}};
    camera_matrices(&pose, NULL, 1, NULL, &standing);
    float eye[3];
    quaternion_turn(room, standing.eye, eye);
    camera->pitch_deg = degrees(asinf(clampf(eye[1], -1, 1)));
    if (fabsf(eye[1]) < 0.98f) { /* from straight above any yaw will do: the one now */
        camera->yaw_deg = degrees(atan2f(eye[0], eye[2]));
    }
}

/* From where the worked hip is best seen: beside it, or behind who lies on the side. */
static float bedside_yaw_deg(const ViewState *view)
{
    float beside[3] = {view_worked(view) == SIDE_LEFT ? 0.8f : -0.8f, 0, -1};
    quaternion_turn(view->room, beside, beside);
    return degrees(atan2f(beside[0], beside[2]));
}

/* The trunk, and where the joints have the ends of the limbs. */
static Box3 client_box(const Atlas *atlas, const ViewState *view)
{
    static const struct {
        MeshBone right, left;
        float at[3];
    } ENDS[] = {{MESH_RIGHT_THIGH, MESH_LEFT_THIGH, {-0.09f, -0.45f, 0.07f}},
                {MESH_RIGHT_FOOT, MESH_LEFT_FOOT, {-0.10f, -0.93f, 0.20f}},
                {MESH_RIGHT_FOOT, MESH_LEFT_FOOT, {-0.10f, -0.93f, -0.08f}},
                {MESH_RIGHT_UPPER_ARM, MESH_LEFT_UPPER_ARM, {-0.26f, 0.18f, 0}},
                {MESH_RIGHT_HAND, MESH_LEFT_HAND, {-0.36f, -0.12f, 0.04f}}};
    Box3 box = {{-SIDE_M, -THICK_M, -THICK_M}, {SIDE_M, HEAD_M, THICK_M}};
    PoseBones bones;
    pose_bones(atlas, &view->pose, &bones);
    for (size_t i = 0; i < 2 * sizeof ENDS / sizeof *ENDS; i++) {
        const float *rest = ENDS[i / 2].at;
        float at[3] = {i % 2 ? -rest[0] : rest[0], rest[1], rest[2]};
        pose_point(&bones.motion[i % 2 ? ENDS[i / 2].left : ENDS[i / 2].right], at, at);
        box3_add_point(&box, at);
    }
    return box3_turned(&box, view->room);
}

static void look_at_client(const Session *session, ViewState *next)
{
    if (next->position < 0) {
        ViewState home;
        session_home(session, &home);
        next->camera = home.camera;
        return;
    }
    bool stands = quaternion_is_still(next->room);
    Box3 box = client_box(session->atlas, next);
    next->camera = session_frame(session, &box, stands ? 180 : bedside_yaw_deg(next), stands ? 5 : PITCH_DEG);
}

/* What the hand passes over: a box round it in the room, and the way that its skin faces there. */
static Box3 stroke_box(const Session *session, const ViewState *view, float outward[3])
{
    enum { MOMENTS = 12 };
    const AtlasStroke *stroke = &session->atlas->strokes[view->stroke];
    Side worked = view_worked(view);
    const Chart *chart = model_chart(session->model, worked);
    PoseBones bones;
    pose_bones(session->atlas, &view->pose, &bones);
    Box3 box = box3_empty();
    memset(outward, 0, 3 * sizeof *outward);
    for (int i = 0; i < MOMENTS; i++) {
        StrokeMoment now;
        stroke_at(session->atlas, chart, view->stroke, view->tool,
                  stroke_length_s(stroke) * ((float)i + 0.5f) / MOMENTS, &now);
        bool thigh = now.place[1] < THIGH_BELOW_M;
        MeshBone bone = !thigh ? MESH_PELVIS : worked == SIDE_LEFT ? MESH_LEFT_THIGH : MESH_RIGHT_THIGH;
        float at[3], faces[3];
        pose_point(&bones.motion[bone], now.place, at);
        quaternion_turn(view->room, at, at);
        quaternion_turn(view->room, now.outward, faces);
        box3_add_point(&box, at);
        for (int k = 0; k < 3; k++) {
            outward[k] += faces[k] / MOMENTS;
        }
    }
    return box;
}

/* As one who stands beside the table, leaning over what is worked. */
static void look_at_stroke(const Session *session, ViewState *next)
{
    float outward[3], pitch_deg, yaw_deg;
    Box3 box = stroke_box(session, next, outward);
    for (int i = 0; i < 3; i++) {
        float centre = 0.5f * (box.lo[i] + box.hi[i]), half = fmaxf(0.7f * (box.hi[i] - box.lo[i]), SEEN_M);
        box.lo[i] = centre - half;
        box.hi[i] = centre + half;
    }
    bool stands = quaternion_is_still(next->room);
    pitch_deg = degrees(atan2f(outward[1], hypotf(outward[0], outward[2])));
    yaw_deg = hypotf(outward[0], outward[2]) > 0.5f ? degrees(atan2f(outward[0], outward[2])) : bedside_yaw_deg(next);
    next->camera =
        session_frame(session, &box, yaw_deg, stands ? clampf(pitch_deg, -10, 30) : clampf(pitch_deg, 28, LEAN_DEG));
}

void session_show_stroke(const Session *session, int stroke, int position, ViewState *next)
{
    next->stroke = stroke;
    if (position >= 0 && next->position != position) {
        view_place_client(session->atlas, position, next);
    }
    look_at_stroke(session, next);
}

static HipResult choose(const Session *session, const Command *command, ViewTable table, int count, int *out,
                        HipError *err)
{
    if (command->text[0] && strcmp(command->text, "none") != 0) {
        return view_find(session->atlas, table, command->text, out, err);
    }
    *out = !command->text[0] && command->value >= 0 && command->value < (float)count ? (int)command->value : -1;
    return HIP_OK;
}

static HipResult set_position(const Session *session, const Command *command, ViewState *next, HipError *err)
{
    int position = -1;
    HipResult rc = choose(session, command, TABLE_POSITIONS, session->atlas->position_count, &position, err);
    if (rc == HIP_OK) {
        view_place_client(session->atlas, position, next);
        look_at_client(session, next);
    }
    return rc;
}

static HipResult set_joint(const Session *session, const Command *command, ViewState *next, HipError *err)
{
    int joint = -1;
    HipResult rc = view_find(session->atlas, TABLE_JOINTS, command->text, &joint, err);
    return rc == HIP_OK ? pose_set(session->atlas, &next->pose, joint, next->side, command->value, err) : rc;
}

static void pull(const Session *session, const Command *command, ViewState *next)
{
    if (command->item < 0 || command->item >= MESH_HIP_BONES) {
        return;
    }
    const float *v = command->vector, way[2] = {v[3], v[4]};
    PullGrip grip = {(MeshBone)command->item, {v[0], v[1], v[2]}};
    CameraMatrices camera;
    camera_matrices(&next->camera, next->room, 1, NULL, &camera);
    pose_pull(session->atlas, &next->pose, &grip, camera.right, camera.up, way, v[5] > 0, &next->pose);
}

static void put_to_rest(const Atlas *atlas, ViewState *next)
{
    memset(&next->pose, 0, sizeof next->pose);
    if (next->position >= 0) {
        pose_of_position(&atlas->positions[next->position], view_worked(next), &next->pose);
    }
}

static void set_switch(float value, bool *on)
{
    *on = value < 0 ? !*on : value > 0;
}

/* A stroke that comes is played where it can be given. */
static HipResult set_stroke(const Session *session, const Command *command, ViewState *next, HipError *err)
{
    const Atlas *atlas = session->atlas;
    int before = next->stroke, stroke = -1;
    HipResult rc = choose(session, command, TABLE_STROKES, atlas->stroke_count, &stroke, err);
    if (rc != HIP_OK || stroke == before) {
        return rc;
    }
    next->stroke = stroke;
    next->stroke_s = 0;
    if (stroke >= 0) {
        Side worked = view_worked(next);
        bool allowed = stroke_allowed(atlas, stroke, next->position, worked);
        int position = allowed ? next->position : stroke_position(atlas, stroke, worked);
        session_show_stroke(session, stroke, position, next);
    }
    return HIP_OK;
}

/* Coming to the client's eyes: daylight, and the sheet lies. */
static void set_client(float value, ViewState *next)
{
    bool before = next->client;
    set_switch(value, &next->client);
    if (next->client && !before) {
        next->theme = THEME_LIGHT;
        next->drape = true;
    }
}

HipResult session_client(const Session *session, const Command *command, ViewState *next, HipError *err)
{
    const Atlas *atlas = session->atlas;
    switch (command->id) {
    case COMMAND_POSITION:
        return set_position(session, command, next, err);
    case COMMAND_JOINT:
        return set_joint(session, command, next, err);
    case COMMAND_PULL:
        pull(session, command, next);
        return HIP_OK;
    case COMMAND_BUILD:
        next->build =
            command->value < 0 ? (next->build + 1) % VIEW_BUILDS : (int)clampf(command->value, 0, VIEW_BUILDS - 1);
        return HIP_OK;
    case COMMAND_DRAPE:
        set_switch(command->value, &next->drape);
        return HIP_OK;
    case COMMAND_CLIENT:
        set_client(command->value, next);
        return HIP_OK;
    case COMMAND_REST:
        put_to_rest(atlas, next);
        return HIP_OK;
    case COMMAND_STROKE:
        return set_stroke(session, command, next, err);
    case COMMAND_STROKE_TIME:
        next->stroke_s = clampf(command->value, 0, 3600);
        return HIP_OK;
    case COMMAND_TOOL:
        return choose(session, command, TABLE_TOOLS, atlas->tool_count, &next->tool, err);
    default: /* who presses at a place ends the stroke: its marks would hide the tool's */
        memcpy(next->press_at, command->vector, sizeof next->press_at);
        next->stroke = -1;
        next->stroke_s = 0;
        return HIP_OK;
    }
}

void session_limit_camera(const Session *session, CameraPose *camera)
{
    const ViewState *view = &session->view;
    if (view->position < 0 && quaternion_is_still(view->room)) {
        camera_limit(camera, session->model ? &session->model->box : NULL);
        return;
    }
    /* A client fills the room: the eye may come near, only what it turns about stays with the body. */
    Box3 box = client_box(session->atlas, view);
    camera_limit(camera, NULL);
    for (int i = 0; i < 3; i++) {
        camera->target[i] = clampf(camera->target[i], box.lo[i], box.hi[i]);
    }
    camera->distance_m = clampf(camera->distance_m, 0.05f, FARTHEST_M);
}
