/* test_client_view.c - the client in the view state: positions, joints and words of codes, motion between positions,
 * and that what joints have moved is found where it lies. */
#include "hip/mem.h"
#include "hip/mesh_build.h"
#include "hip/query.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static Atlas *atlas;

enum { FEMUR, HIP_BONE, SKIN, PARTS };
static const char *const IDS[PARTS] = {"femur_r", "hip_bone_r", "skin"};

static MeshSet box_set(void)
{
    static const uint32_t FACES[36] = {0, 2, 1, 1, 2, 3, 4, 5, 6, 5, 7, 6, 0, 1, 4, 1, 5, 4,
                                       2, 6, 3, 3, 6, 7, 0, 4, 2, 2, 4, 6, 1, 3, 5, 3, 7, 5};
    static float points[PARTS][8][3];
    RawPart parts[PARTS] = {0};
    for (int i = 0; i < PARTS; i++) {
        for (int k = 0; k < 8; k++) {
            points[i][k][0] = -0.1f + 0.04f * (float)(k & 1);
            points[i][k][1] = -0.2f + 0.05f * (float)(k >> 1 & 1);
            points[i][k][2] = -0.05f * (float)(i + 1) + 0.04f * (float)(k >> 2 & 1);
        }
        snprintf(parts[i].id, sizeof parts[i].id, "%s", IDS[i]);
        parts[i].positions = (const float(*)[3])points[i];
        parts[i].vertex_count = 8;
        parts[i].indices = FACES;
        parts[i].index_count = 36;
    }
    MeshSet set = {0};
    MeshBuildOptions options = {0};
    assert_int_equal(mesh_build(parts, PARTS, &options, &set, NULL), HIP_OK);
    return set;
}

/* Three boxes side by side: a rigid piece of the thigh, one of the pelvis, and one that is jointed half and half. */
static Session *new_session(void)
{
    MeshSet set = box_set();
    set.parts[FEMUR].moves = MOVES_BONE + MESH_RIGHT_THIGH;
    set.parts[HIP_BONE].moves = MOVES_BONE + MESH_PELVIS;
    set.parts[SKIN].moves = MOVES_JOINTED;
    const MeshPart *skin = &set.parts[SKIN];
    for (uint32_t v = skin->first_vertex; v < skin->first_vertex + skin->vertex_count; v++) {
        MeshJoints joints = {{MESH_PELVIS, MESH_RIGHT_THIGH, MESH_PELVIS}, {128, 127}};
        mesh_vertex_set_joints(&set.vertices[v], joints);
    }
    Model *model = NULL;
    HipError err = {""};
    assert_int_equal(model_create(atlas, &set, NULL, &model, &err), HIP_OK);
    Session *session = session_create(atlas);
    session_set_model(session, model, 16.0f / 9);
    session_set_reduced_motion(session, true);
    return session;
}

static HipResult act(Session *session, CommandId id, float value, const char *text, uint32_t gesture, HipError *err)
{
    CommandQueue queue = {0};
    Command *command = command_push(&queue, id);
    command->value = value;
    command->gesture = gesture;
    snprintf(command->text, sizeof command->text, "%s", text ? text : "");
    return session_do(session, command, err);
}

static void bones_that_are_not_there_are_refused(void **state)
{
    (void)state;
    MeshSet set = box_set();
    HipError err = {""};
    assert_int_equal(mesh_set_check(&set, &err), HIP_OK);
    set.parts[FEMUR].moves = (uint32_t)MOVES_BONE + MESH_BONES;
    assert_int_equal(mesh_set_check(&set, &err), HIP_FAILED);
    set.parts[FEMUR].moves = MOVES_JOINTED; /* whose vertices hold no joints yet: all zeroes are good ones */
    MeshVertex *vertex = &set.vertices[set.parts[FEMUR].first_vertex + 3];
    mesh_vertex_set_joints(vertex, (MeshJoints){{MESH_PELVIS, MESH_BONES, MESH_PELVIS}, {10, 10}});
    assert_int_equal(mesh_set_check(&set, &err), HIP_FAILED);
    mesh_vertex_set_joints(vertex, (MeshJoints){{MESH_PELVIS, MESH_ROOM, MESH_PELVIS}, {200, 56}});
    assert_int_equal(mesh_set_check(&set, &err), HIP_FAILED);
    assert_string_equal(err.text, "part 0 goes with bones that there are not");
    mesh_vertex_set_joints(vertex, (MeshJoints){{MESH_PELVIS, MESH_ROOM, MESH_PELVIS}, {200, 55}});
    assert_int_equal(mesh_set_check(&set, &err), HIP_OK);
    mesh_set_release(&set);
}

static void same_number(float a, float b)
{
    assert_float_equal(a, b, 0.006f);
}

static void a_position_places_and_none_puts_back(void **state)
{
    (void)state;
    Session *session = new_session();
    HipError err = {""};
    ViewState start = *session_view(session);
    for (int i = 0; i < atlas->position_count; i++) {
        assert_int_equal(act(session, COMMAND_POSITION, -1, atlas->positions[i].id, 0, &err), HIP_OK);
        Pose pose;
        float room[4];
        pose_of_position(&atlas->positions[i], SIDE_RIGHT, &pose);
        pose_room(&atlas->positions[i], SIDE_RIGHT, room);
        const ViewState *view = session_view(session);
        assert_int_equal(view->position, i);
        assert_memory_equal(view->pose.deg, pose.deg, sizeof pose.deg);
        assert_memory_equal(view->room, room, sizeof room);
    }
    assert_int_equal(act(session, COMMAND_POSITION, -1, "", 0, &err), HIP_OK);
    assert_true(pose_is_rest(&session_view(session)->pose));
    assert_true(quaternion_is_still(session_view(session)->room));
    for (int i = 0; i <= atlas->position_count; i++) {
        act(session, COMMAND_UNDO, 0, "", 0, &err);
    }
    assert_true(view_state_equal(session_view(session), &start));
    session_destroy(session);
}

static void wrong_words_are_answered_in_one_line(void **state)
{
    (void)state;
    static const struct {
        const char *code, *answer;
    } WRONG[] = {
        {"h1 position=pron", "unknown position 'pron'; did you mean prone? (hip-atlas list positions)"},
        {"h1 position=xyzzyxyzzy", "unknown position 'xyzzyxyzzy' (hip-atlas list positions)"},
        {"h1 pose=hip_flexoin=20", "unknown joint 'hip_flexoin'; did you mean hip_flexion? (hip-atlas list joints)"},
        {"h1 pose=hip_flexion", "a pose wants JOINT=DEGREES, got 'hip_flexion'"},
        {"h1 pose=hip_flexion=500", "hip_flexion goes from -20 to 120 degrees, not to 500"},
        {"h1 pose=hip_flexion=nan", "hip_flexion wants degrees, got 'nan'"},
        {"h1 build=9", "build goes from 1 to 2, not '9'"},
        {"h1 drape=maybe", "drape is on or off, not 'maybe'"},
        {"h1 time=-1", "time wants seconds from 0 to 3600, got '-1'"},
        {"h1 at=1,2", "a place is a landmark (hip-atlas list landmarks) or X,Y,Z in mm, not '1,2'"},
    };
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        ViewState view, before;
        HipError err = {""};
        view_state_default(&view);
        before = view;
        assert_int_equal(view_code_read(atlas, WRONG[i].code, &view, &err), HIP_USAGE);
        assert_string_equal(err.text, WRONG[i].answer);
        assert_true(view_state_equal(&view, &before));
    }
}

static void check_round_trip(const ViewState *view)
{
    char *code = view_code_write(atlas, view);
    ViewState back;
    HipError err = {""};
    if (view_code_read(atlas, code, &back, &err) != HIP_OK) {
        fail_msg("%s: %s", code, err.text);
    }
    char *again = view_code_write(atlas, &back);
    assert_string_equal(code, again);
    assert_int_equal(back.position, view->position);
    assert_int_equal(back.build, view->build);
    assert_int_equal(back.drape, view->drape);
    assert_int_equal(back.client, view->client);
    assert_int_equal(back.stroke, view->stroke);
    assert_int_equal(back.tool, view->tool);
    same_number(back.stroke_s, view->stroke_s);
    for (int side = 0; side < POSE_SIDES; side++) {
        for (int i = 0; i < atlas->joint_count; i++) {
            same_number(back.pose.deg[side][i], view->pose.deg[side][i]);
        }
    }
    for (int k = 0; k < 4; k++) {
        assert_float_equal(back.room[k], view->room[k], 1e-6f);
    }
    for (int k = 0; k < 3; k++) {
        assert_float_equal(back.press_at[k], view->press_at[k], 1e-5f);
    }
    free(code);
    free(again);
}

static void codes_come_back(void **state)
{
    (void)state;
    for (int i = -1; i < atlas->position_count; i++) {
        for (Side side = SIDE_RIGHT; side <= SIDE_BOTH; side++) {
            ViewState view;
            view_state_default(&view);
            view.side = side;
            view_place_client(atlas, i, &view);
            check_round_trip(&view);
            view.build = VIEW_BUILDS - 1;
            view.drape = i % 2 == 0;
            view.client = !view.drape;
            view.stroke = i < atlas->stroke_count ? i : -1;
            view.stroke_s = view.stroke >= 0 ? 3.25f : 0;
            view.tool = i < atlas->tool_count ? i : -1;
            view.press_at[1] = view.tool >= 0 ? -0.0625f : 0;
            for (int j = 0; j < atlas->joint_count; j++) {
                view.pose.deg[POSE_RIGHT][j] = 0.25f * (float)j;
                view.pose.deg[POSE_LEFT][j] = atlas->joints[j].paired ? -0.5f * (float)j : 0;
            }
            for (int j = 0; j < atlas->joint_count; j++) { /* within what joints can */
                const AtlasJoint *joint = &atlas->joints[j];
                for (int s = 0; s < POSE_SIDES; s++) {
                    view.pose.deg[s][j] = clampf(view.pose.deg[s][j], joint->least_deg, joint->most_deg);
                    view.pose.deg[s][j] = joint->paired ? view.pose.deg[s][j] : view.pose.deg[POSE_RIGHT][j];
                }
            }
            check_round_trip(&view);
        }
    }
}

static void one_drag_of_a_joint_is_one_undo(void **state)
{
    (void)state;
    Session *session = new_session();
    HipError err = {""};
    ViewState start = *session_view(session);
    int joint = atlas_joint(atlas, "hip_flexion");
    for (int deg = 1; deg <= 40; deg++) {
        assert_int_equal(act(session, COMMAND_JOINT, (float)deg, "hip_flexion", 7, &err), HIP_OK);
    }
    assert_true(session_view(session)->pose.deg[POSE_RIGHT][joint] == 40);
    assert_true(session_view(session)->pose.deg[POSE_LEFT][joint] == 0); /* the right side is meant */
    assert_int_equal(act(session, COMMAND_JOINT, 400, "hip_flexion", 0, &err), HIP_FAILED);
    assert_string_equal(err.text, "hip_flexion goes from -20 to 120 degrees, not to 400");
    act(session, COMMAND_UNDO, 0, "", 0, &err);
    assert_true(view_state_equal(session_view(session), &start));
    session_destroy(session);
}

static void the_other_side_takes_the_position_over(void **state)
{
    (void)state;
    Session *session = new_session();
    HipError err = {""};
    int prone = atlas_position(atlas, "prone_knee_bent"), joint = atlas_joint(atlas, "knee_flexion");
    act(session, COMMAND_POSITION, -1, "prone_knee_bent", 0, &err);
    const float *worked = atlas->positions[prone].joints_deg[LIMB_WORKED];
    const float *other = atlas->positions[prone].joints_deg[LIMB_OTHER];
    assert_true(worked[joint] != other[joint]);
    assert_true(session_view(session)->pose.deg[POSE_RIGHT][joint] == worked[joint]);
    act(session, COMMAND_SIDE, SIDE_LEFT, "", 0, &err);
    assert_int_equal(session_view(session)->position, prone);
    assert_true(session_view(session)->pose.deg[POSE_LEFT][joint] == worked[joint]);
    assert_true(session_view(session)->pose.deg[POSE_RIGHT][joint] == other[joint]);
    session_destroy(session);
}

static void between_positions_one_furniture_goes_and_the_other_comes(void **state)
{
    (void)state;
    ViewState from, to, now;
    view_state_default(&from);
    to = from;
    view_place_client(atlas, atlas_position(atlas, "prone"), &from);
    view_place_client(atlas, atlas_position(atlas, "supine"), &to);
    float last = 1;
    for (int step = 0; step <= 20; step++) {
        float t = (float)step / 20;
        view_state_mix(atlas, &from, &to, t, t, &now);
        assert_int_equal(now.position, t < 0.5f ? from.position : to.position);
        assert_float_equal(now.furnished, fabsf(1 - 2 * t), 1e-5f);
        float length = 0, dot = 0;
        for (int k = 0; k < 4; k++) {
            length += now.room[k] * now.room[k];
            dot += now.room[k] * from.room[k];
        }
        assert_float_equal(length, 1, 1e-5f);
        assert_true(fabsf(dot) <= last + 1e-5f); /* away from where it was, all the way */
        last = fabsf(dot);
    }
    assert_true(view_state_equal(&now, &to));
    ViewState none;
    view_state_default(&none);
    view_state_mix(atlas, &none, &to, 0.25f, 0.25f, &now);
    assert_int_equal(now.position, to.position);
    assert_float_equal(now.furnished, 0, 0);
    view_state_mix(atlas, &to, &none, 0.75f, 0.75f, &now);
    assert_int_equal(now.position, to.position);
    assert_float_equal(now.furnished, 0, 0);
}

/* The greatest step of figure and furniture on the way from one view to another, both as they are at its ends. */
static float greatest_step(const ViewState *from, const ViewState *to)
{
    enum { STEPS = 40 };
    float most = 0, figure = from->position < 0 ? 0 : from->figure, room = from->position < 0 ? 0 : from->furnished;
    for (int step = 0; step <= STEPS; step++) {
        ViewState now;
        float t = (float)step / STEPS;
        view_state_mix(atlas, from, to, t, t, &now);
        float figure_now = now.position < 0 ? 0 : now.figure, room_now = now.position < 0 ? 0 : now.furnished;
        most = fmaxf(most, fmaxf(fabsf(figure_now - figure), fabsf(room_now - room)));
        assert_true(room_now <= 0 || figure_now >= 1); /* no furniture round a client who is not there */
        assert_true(figure_now >= 1 || pose_is_rest(&now.pose));
        figure = figure_now;
        room = room_now;
    }
    return most;
}

static void a_figure_fades_in_and_out(void **state)
{
    (void)state;
    ViewState alone, prone, supine, half, back;
    view_state_default(&alone);
    prone = supine = alone;
    view_place_client(atlas, atlas_position(atlas, "prone"), &prone);
    view_place_client(atlas, atlas_position(atlas, "supine"), &supine);
    assert_true(greatest_step(&alone, &prone) < 0.07f);
    assert_true(greatest_step(&prone, &alone) < 0.07f);
    assert_true(greatest_step(&prone, &supine) < 0.07f);
    view_state_mix(atlas, &alone, &prone, 0.2f, 0.2f, &half); /* changed their mind on the way */
    assert_true(half.figure > 0 && half.figure < 1);
    assert_true(greatest_step(&half, &alone) < 0.07f);
    assert_true(greatest_step(&half, &supine) < 0.07f);
    view_state_mix(atlas, &alone, &prone, 1, 1, &back);
    assert_true(view_state_equal(&back, &prone));
    view_state_mix(atlas, &prone, &alone, 1, 1, &back);
    assert_true(view_state_equal(&back, &alone));
}

static void a_client_who_comes_late_fades_in_too(void **state)
{
    (void)state;
    Session *session = new_session();
    HipError err = {""};
    session_set_reduced_motion(session, false);
    act(session, COMMAND_POSITION, -1, "prone", 0, &err);
    session_tick(session, 10);
    session_tick(session, 20);
    assert_false(session_moving(session));
    session_meet_client(session);
    session_tick(session, 20.01);
    float last = session_shown(session)->figure;
    assert_true(last < 0.01f && session_moving(session));
    for (double now_s = 20.05; now_s < 21.2; now_s += 0.05) {
        session_tick(session, now_s);
        float now = session_shown(session)->figure;
        assert_true(now >= last && now < last + 0.2f);
        last = now;
    }
    assert_true(last >= 1 && session_shown(session)->furnished >= 1 && !session_moving(session));
    session_set_reduced_motion(session, true);
    session_meet_client(session);
    assert_true(session_shown(session)->figure >= 1 && !session_moving(session));
    session_destroy(session);
}

/* Looks straight at a point of the model and asks what is there. */
static Pick pick_at(const Model *model, const ViewState *view, const float point[3], QueryCache *cache)
{
    DrawList *list = mem_alloc(1, sizeof *list);
    float xy[2];
    compose(model, view, -1, 400, 400, list);
    assert_true(camera_project(&list->camera, point, xy, NULL));
    Pick pick = query_pick(model, list, cache, xy[0], xy[1]);
    free(list);
    return pick;
}

static void what_joints_have_moved_is_found_where_it_lies(void **state)
{
    (void)state;
    Session *session = new_session();
    const Model *model = session_model(session);
    QueryCache cache = {0};
    ViewState view = *session_view(session);
    view.camera = (CameraPose){40, 20, 3, {0}};
    HipError err = {""};
    for (int turned = 0; turned <= 1; turned++) {
        if (turned) {
            view_place_client(atlas, atlas_position(atlas, "prone"), &view);
        }
        assert_int_equal(view_read_pose(atlas, "hip_flexion=60", &view, &err), HIP_OK);
        PoseBones bones;
        pose_bones(atlas, &view.pose, &bones);
        for (uint32_t part = 0; part < PARTS; part++) {
            MeshPlace place = {.bones = &bones, .moves = model->set.parts[part].moves};
            float middle[3], there[3];
            box3_centre(&model->set.parts[part].box, middle);
            mesh_place_point(&place, &model->set.vertices[model->set.parts[part].first_vertex], middle, there);
            memset(view.hidden, 1, sizeof view.hidden);
            view.hidden[model->part_item[part]] = 0; /* the others are not in the way */
            Pick pick = pick_at(model, &view, there, &cache);
            assert_int_equal(pick.item, model->part_item[part]);
            float away = 0;
            for (int k = 0; k < 3; k++) {
                away += (pick.point[k] - there[k]) * (pick.point[k] - there[k]);
            }
            assert_true(sqrtf(away) <= 0.5f * box3_diagonal(&model->set.parts[part].box) + 1e-4f);
            if (part == FEMUR) { /* and no longer where it lay */
                assert_int_equal(pick_at(model, &view, middle, &cache).item, -1);
            }
        }
    }
    query_cache_release(&cache);
    session_destroy(session);
}

static void a_turned_room_turns_the_camera_round_the_body(void **state)
{
    (void)state;
    ViewState view;
    CameraMatrices standing, lying;
    view_state_default(&view);
    view.camera.yaw_deg = 30;
    view.camera.target[1] = 0.1f;
    camera_matrices(&view.camera, NULL, 1, NULL, &standing);
    camera_matrices(&view.camera, view.room, 1, NULL, &lying);
    assert_memory_equal(&standing, &lying, sizeof lying); /* upright: to the last bit */
    view_place_client(atlas, atlas_position(atlas, "prone"), &view);
    camera_matrices(&view.camera, view.room, 1, NULL, &lying);
    float up[3], eye[3];
    quaternion_turn(view.room, lying.up, up);
    quaternion_turn(view.room, lying.eye, eye);
    for (int k = 0; k < 3; k++) {
        assert_float_equal(up[k], standing.up[k], 1e-5f);
        assert_float_equal(eye[k], standing.eye[k], 1e-5f);
    }
}

/* Lines of pull: asked for they stay; left to the program they come with the page, with the colours, and with joints
 * that have moved a muscle that is selected. */
static void lines_come_where_they_tell_something(void **state)
{
    (void)state;
    Session *session = new_session();
    HipError err = {""};
    assert_int_equal(session_lines(session), LINES_NONE);
    assert_int_equal(act(session, COMMAND_COLOURS, (float)COLOURS_LENGTH, NULL, 0, &err), HIP_OK);
    assert_int_equal(session_lines(session), LINES_ALL);
    assert_int_equal(act(session, COMMAND_COLOURS, (float)COLOURS_NATURAL, NULL, 0, &err), HIP_OK);
    session_screen(session)->page = PAGE_MOTION;
    assert_int_equal(session_lines(session), LINES_ALL);
    session_screen(session)->page = PAGE_NONE;
    ViewState view = *session_view(session);
    view.selected = atlas_structure(atlas, "piriformis_r");
    session_place(session, &view);
    assert_int_equal(session_lines(session), LINES_NONE);
    view.pose.deg[POSE_RIGHT][atlas_joint(atlas, "hip_flexion")] = 40;
    session_place(session, &view);
    assert_int_equal(session_lines(session), LINES_SELECTED);
    assert_int_equal(act(session, COMMAND_LINES, (float)LINES_NONE, NULL, 0, &err), HIP_OK);
    assert_int_equal(session_lines(session), LINES_NONE);
    char *code = view_code_write(atlas, session_view(session));
    assert_non_null(strstr(code, " lines=none"));
    free(code);
    session_destroy(session);
}

int main(void)
{
    Problems problems = {0};
    HipError err = {""};
    if (atlas_load(NULL, &atlas, &problems, &err) != HIP_OK) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bones_that_are_not_there_are_refused),
        cmocka_unit_test(a_position_places_and_none_puts_back),
        cmocka_unit_test(wrong_words_are_answered_in_one_line),
        cmocka_unit_test(codes_come_back),
        cmocka_unit_test(lines_come_where_they_tell_something),
        cmocka_unit_test(one_drag_of_a_joint_is_one_undo),
        cmocka_unit_test(the_other_side_takes_the_position_over),
        cmocka_unit_test(a_figure_fades_in_and_out),
        cmocka_unit_test(a_client_who_comes_late_fades_in_too),
        cmocka_unit_test(between_positions_one_furniture_goes_and_the_other_comes),
        cmocka_unit_test(what_joints_have_moved_is_found_where_it_lies),
        cmocka_unit_test(a_turned_room_turns_the_camera_round_the_body),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    atlas_release(atlas);
    problems_release(&problems);
    return failed;
}
