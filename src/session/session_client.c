/* session_client.c - what the acts on the client make of a view state: position, joints, figure, strokes; and how the
 * camera looks at a body that lies. */
#include "hip/pull.h"
#include "session_private.h"
#include <math.h>
#include <string.h>

static const float PITCH_DEG = 38; /* of the look at a client on the table, as one who stands beside it */
static const float TALL_M = 0.95f, HEAD_M = 0.85f, SIDE_M = 0.35f, THICK_M = 0.2f; /* a figure about its pelvis */

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

static Box3 client_box(const ViewState *view)
{
    Box3 box = {{-SIDE_M, -TALL_M, -THICK_M}, {SIDE_M, HEAD_M, THICK_M}};
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
    Box3 box = client_box(next);
    next->camera = session_frame(session, &box, stands ? 180 : bedside_yaw_deg(next), stands ? 5 : PITCH_DEG);
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

static void set_switch(float value, bool *on)
{
    *on = value < 0 ? !*on : value > 0;
}

HipResult session_client(const Session *session, const Command *command, ViewState *next, HipError *err)
{
    const Atlas *atlas = session->atlas;
    int stroke = next->stroke;
    HipResult rc = HIP_OK;
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
        set_switch(command->value, &next->client);
        return HIP_OK;
    case COMMAND_STROKE:
        rc = choose(session, command, TABLE_STROKES, atlas->stroke_count, &next->stroke, err);
        next->stroke_s = next->stroke == stroke ? next->stroke_s : 0;
        return rc;
    case COMMAND_STROKE_TIME:
        next->stroke_s = clampf(command->value, 0, 3600);
        return HIP_OK;
    case COMMAND_TOOL:
        return choose(session, command, TABLE_TOOLS, atlas->tool_count, &next->tool, err);
    default:
        memcpy(next->press_at, command->vector, sizeof next->press_at);
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
    Box3 box = client_box(view);
    camera_limit(camera, NULL);
    for (int i = 0; i < 3; i++) {
        camera->target[i] = clampf(camera->target[i], box.lo[i], box.hi[i]);
    }
    camera->distance_m = clampf(camera->distance_m, 0.05f, 8 * TALL_M);
}
