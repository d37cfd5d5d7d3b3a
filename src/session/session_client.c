/* session_client.c - what the acts on the client make of a view state: position, joints, figure, strokes; and how the
 * camera looks at a body that lies. */
#include "hip/pull.h"
#include "hip/stroke.h"
#include "session_private.h"
#include <math.h>
#include <string.h>

static const float PITCH_DEG = 38;        /* of the look at a client on the table, as one who stands beside it */
static const float LEAN_DEG = 52;         /* of the look at what is worked */
static const float SEEN_M = 0.17f;        /* round a stroke so much is seen at least, either way */
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

/* Places of the skin as they lie in the room: a box round them, and the way that they face. */
typedef struct SkinSeen {
    Box3 box;
    float outward[3]; /* the sum of all */
    int count;
} SkinSeen;

/* A place of the skin at rest and the way it faces, both taken into the room. */
static void to_room(const PoseBones *bones, const ViewState *view, float at[3], float faces[3])
{
    bool thigh = at[1] < THIGH_BELOW_M;
    MeshBone bone = !thigh ? MESH_PELVIS : view_worked(view) == SIDE_LEFT ? MESH_LEFT_THIGH : MESH_RIGHT_THIGH;
    pose_point(&bones->motion[bone], at, at);
    quaternion_turn(bones->motion[bone].turn, faces, faces);
    quaternion_turn(view->room, at, at);
    quaternion_turn(view->room, faces, faces);
}

static void add_skin(const float at[3], const float faces[3], SkinSeen *seen)
{
    box3_add_point(&seen->box, at);
    for (int k = 0; k < 3; k++) {
        seen->outward[k] += faces[k];
    }
    seen->count++;
}

/* What the hand passes over. */
static SkinSeen stroke_way(const Session *session, const ViewState *view, const PoseBones *bones)
{
    enum { MOMENTS = 12 };
    SkinSeen way = {.box = box3_empty()};
    float length_s = stroke_length_s(&session->atlas->strokes[view->stroke]);
    for (int i = 0; i < MOMENTS; i++) {
        StrokeMoment now;
        stroke_at(session->atlas, model_chart(session->model, view_worked(view)), view->stroke, view->tool,
                  length_s * ((float)i + 0.5f) / MOMENTS, &now);
        to_room(bones, view, now.place, now.outward);
        add_skin(now.place, now.outward, &way);
    }
    return way;
}

/* A vertex of the skin, when it lies in the region that is marked and does not face the table. */
static void add_open(const Chart *chart, const MarkTexels *marks, const MeshPlace *place, const float room[4],
                     const MeshPart *part, const MeshVertex *vertex, SkinSeen *seen)
{
    enum { INSIDE = 128 };
    static const float DOWN = -0.3f;
    float at[3], faces[3], on[2];
    mesh_vertex_position(part, vertex, at);
    chart_of(&chart->sheet, at, on);
    if (marks_at(&chart->sheet, marks, on)[MARK_REGION] < INSIDE) {
        return;
    }
    chart_outward(chart, on, faces);
    mesh_place_direction(place, vertex, faces, faces);
    quaternion_turn(room, faces, faces);
    if (faces[1] > DOWN) {
        mesh_place_point(place, vertex, at, at);
        quaternion_turn(room, at, at);
        add_skin(at, faces, seen);
    }
}

/* What of the stroke's region does not lie on the table: of a hip that is bent far only its skin's own joints tell. */
static SkinSeen open_region(const Session *session, const ViewState *view, const PoseBones *bones)
{
    const Model *model = session->model;
    uint64_t serial;
    Side worked = view_worked(view);
    const MarkTexels *marks = model_marks(session->model, worked, view->stroke, view->variant, &serial);
    const Chart *chart = model_chart(session->model, worked);
    SkinSeen seen = {.box = box3_empty()};
    for (size_t p = 0; p < model->own_parts; p++) {
        const MeshPart *part = &model->set.parts[p];
        int item = model->part_item[p];
        if (part->moves != MOVES_JOINTED || item < 0 || item >= session->atlas->structure_count ||
            session->atlas->structures[item].system != SYSTEM_SKIN) {
            continue;
        }
        MeshPlace place = {.bones = bones, .moves = part->moves};
        for (uint32_t v = 0; v < part->vertex_count; v++) {
            add_open(chart, marks, &place, view->room, part, &model->set.vertices[part->first_vertex + v], &seen);
        }
    }
    return seen;
}

/* As one who stands beside the table, leaning over what is worked. */
static void look_at_stroke(const Session *session, ViewState *next)
{
    PoseBones bones;
    pose_bones(session->atlas, &next->pose, &bones);
    SkinSeen seen = stroke_way(session, next, &bones);
    if (seen.outward[1] < 0) { /* worked from below: the hand itself cannot be seen */
        SkinSeen open = open_region(session, next, &bones);
        seen = open.count > 0 ? open : seen;
    }
    float outward[3], pitch_deg, yaw_deg;
    Box3 box = seen.box;
    for (int k = 0; k < 3; k++) {
        outward[k] = seen.outward[k] / (float)seen.count;
    }
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

HipResult session_choose(const Session *session, const Command *command, ViewTable table, int count, int *out,
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
    HipResult rc = session_choose(session, command, TABLE_POSITIONS, session->atlas->position_count, &position, err);
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
    HipResult rc = session_choose(session, command, TABLE_STROKES, atlas->stroke_count, &stroke, err);
    if (rc != HIP_OK || stroke == before) {
        return rc;
    }
    next->stroke = stroke;
    next->stroke_s = 0;
    if (stroke >= 0) {
        next->source = -1; /* one thing plays at a time */
        Side worked = view_worked(next);
        bool allowed = stroke_allowed(atlas, stroke, next->position, worked);
        int position = allowed ? next->position : stroke_position(atlas, stroke, worked);
        session_show_stroke(session, stroke, position, next);
    }
    return HIP_OK;
}

/* Coming to the client's eyes the sheet lies; for daylight see view_theme. */
static void set_client(float value, ViewState *next)
{
    bool before = next->client;
    set_switch(value, &next->client);
    if (next->client && !before) {
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
        return session_choose(session, command, TABLE_TOOLS, atlas->tool_count, &next->tool, err);
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

LineMode session_lines(const Session *session)
{
    const ViewState *view = &session->shown;
    bool all = session->screen.page == PAGE_MOTION || view->colours == COLOURS_LENGTH;
    if (view->lines != LINES_AUTO) {
        return view->lines;
    }
    if (all && !view->client) {
        return LINES_ALL;
    }
    return view->selected >= 0 && !view->client && !pose_is_rest(&view->pose) ? LINES_SELECTED : LINES_NONE;
}
