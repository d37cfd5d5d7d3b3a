/* test_on_body.c - projected on a volunteer's body: landmarks land where they were clicked, lengths are true, the steps
 * come one after the other, and while it lies there nothing moves it but the hand that is meant to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include "box_session.h"
#include "hip/bookmarks.h"
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>

static Atlas *atlas;
static Session *session;
static DrawList *list;

static int open_body(void **state)
{
    static const char *const BODY[] = {"skin_r",       "hip_bone_r", "femur_r", "gluteus_maximus_r",
                                       "piriformis_r", "sacrum",     NULL};
    (void)state;
    if (atlas_load(NULL, &atlas, NULL, NULL) != HIP_OK) {
        return -1;
    }
    session = box_session(atlas, BODY);
    list = calloc(1, sizeof *list);
    return session && list ? 0 : -1;
}

static int close_body(void **state)
{
    (void)state;
    free(list);
    session_destroy(session);
    atlas_release(atlas);
    return 0;
}

static HipResult act(CommandId id, float value, HipError *err)
{
    Command command = {.id = id, .item = -1, .value = value};
    return session_do(session, &command, err);
}

static int begin(void **state)
{
    (void)state;
    ViewState home;
    act(COMMAND_PROJECT, 0, NULL);
    act(COMMAND_PRESENT, 0, NULL);
    session_set_reduced_motion(session, true);
    session_home(session, &home);
    session_place(session, &home);
    Settings settings = session_settings(session);
    settings.pixel_mm = 0;
    session_use_settings(session, &settings);
    return 0;
}

static HipResult click(float right, float up, HipError *err)
{
    Command command = {.id = COMMAND_PROJECT_AT, .item = -1, .vector = {right, up}};
    return session_do(session, &command, err);
}

static void nudge(float right, float up, float deg, float percent)
{
    Command command = {.id = COMMAND_PROJECT_MOVE, .item = -1, .vector = {right, up, deg, percent}};
    assert_int_equal(session_do(session, &command, NULL), HIP_OK);
}

static BodyStep step(void)
{
    return session_view(session)->body.step;
}

/* Where a landmark is in the picture, pixels from its middle, as the renderer's matrices have it. */
static void seen(int which, int width, int height, float out[2])
{
    float at[3], xy[2];
    session_compose(session, width, height, list);
    assert_true(session_body_mark(session, which, at));
    assert_true(camera_project(&list->camera, at, xy, NULL));
    out[0] = xy[0] * (float)width / 2;
    out[1] = xy[1] * (float)height / 2;
}

static void is_at(int which, float right, float up, float mm)
{
    float at[2], pixel_mm = session_view(session)->body.pixel_mm;
    seen(which, 1280, 720, at);
    float off = hypotf(at[0] - right, at[1] - up) * pixel_mm;
    if (!(off <= mm)) {
        fail_msg("the landmark is %.3f mm off", (double)off);
    }
}

static void lies_by(float pixel_mm, const float first[2], const float second[2])
{
    assert_int_equal(act(COMMAND_PROJECT, 1, NULL), HIP_OK);
    assert_int_equal(act(COMMAND_PROJECT_RULER, pixel_mm, NULL), HIP_OK);
    assert_int_equal(act(COMMAND_PROJECT_NEXT, 0, NULL), HIP_OK);
    assert_int_equal(click(first[0], first[1], NULL), HIP_OK);
    assert_int_equal(click(second[0], second[1], NULL), HIP_OK);
    assert_int_equal(step(), BODY_LIES);
}

static float draw(uint32_t *seed, float lo, float hi)
{
    *seed = *seed * 1664525u + 1013904223u;
    return lo + (hi - lo) * (float)(*seed >> 8) / 16777216.0f;
}

/* From many sides, onto many bodies, standing and lying. */
static void landmarks_land_where_they_were_clicked(void **state)
{
    (void)state;
    uint32_t seed = 7;
    int tried = 0;
    for (int i = 0; i < 400; i++) {
        CameraPose pose = {.yaw_deg = draw(&seed, -180, 180),
                           .pitch_deg = draw(&seed, -80, 80),
                           .distance_m = draw(&seed, 0.4f, 3),
                           .target = {draw(&seed, -0.1f, 0.1f), draw(&seed, -0.1f, 0.1f), draw(&seed, -0.1f, 0.1f)}};
        float room[4] = {draw(&seed, -1, 1), draw(&seed, -1, 1), draw(&seed, -1, 1), draw(&seed, -1, 1)};
        float length = sqrtf(dot3(room, room) + room[3] * room[3]);
        float model[2][3], body[2][2], pixel_mm = draw(&seed, 0.15f, 2);
        for (int k = 0; k < 4; k++) {
            room[k] /= length;
        }
        for (int m = 0; m < 2; m++) {
            for (int k = 0; k < 3; k++) {
                model[m][k] = draw(&seed, -0.15f, 0.15f);
            }
            body[m][0] = draw(&seed, -200, 200);
            body[m][1] = draw(&seed, -150, 150);
        }
        BodyFit fit;
        if (body_fit_points(&pose, room, (const float(*)[3])model, (const float(*)[2])body, &fit)) {
            continue;
        }
        tried++;
        CameraMatrices camera;
        body_camera(&pose, room, &fit, pixel_mm, 1280, 720, NULL, &camera);
        for (int m = 0; m < 2; m++) {
            float xy[2];
            assert_true(camera_project(&camera, model[m], xy, NULL));
            float off = hypotf(xy[0] * 640 * pixel_mm - body[m][0], xy[1] * 360 * pixel_mm - body[m][1]);
            if (!(off <= 0.1f)) {
                fail_msg("%.3f mm off", (double)off);
            }
        }
        float cross = dot3((float[3]){camera.right[1] * camera.up[2] - camera.right[2] * camera.up[1],
                                      camera.right[2] * camera.up[0] - camera.right[0] * camera.up[2],
                                      camera.right[0] * camera.up[1] - camera.right[1] * camera.up[0]},
                           camera.forward);
        assert_true(cross < -0.999f); /* never mirrored */
    }
    assert_true(tried > 100);
}

/* 200 mm of the model measure 200 mm, near and far, in the middle and at the edge. */
static void lengths_are_true(void **state)
{
    (void)state;
    static const float PIXELS[] = {0.18f, 0.53f, 1.7f};
    CameraPose pose = {.yaw_deg = 180, .distance_m = 1};
    for (int i = 0; i < 9; i++) {
        float pixel_mm = PIXELS[i % 3], depth = 0.1f * (float)(i / 3 - 1), ends[2][2];
        BodyFit fit = body_fit_plain();
        CameraMatrices camera;
        body_camera(&pose, NULL, &fit, pixel_mm, 1920, 1080, NULL, &camera);
        for (int m = 0; m < 2; m++) {
            assert_true(camera_project(&camera, (float[3]){m ? -0.15f : 0.05f, 0.02f, depth}, ends[m], NULL));
        }
        float pixels = hypotf((ends[1][0] - ends[0][0]) * 960, (ends[1][1] - ends[0][1]) * 540);
        assert_float_equal(pixels * pixel_mm, 200, depth == 0 ? 0.03 : 0.2);
    }
}

static void what_cannot_be_is_said(void **state)
{
    (void)state;
    const float atlas_mm[2][2] = {{0, 0}, {0, 150}}, near[2][2] = {{0, 0}, {0, 10}};
    const float half[2][2] = {{0, 0}, {0, 70}}, twice[2][2] = {{0, 0}, {0, 301}}, good[2][2] = {{5, 5}, {155, 5}};
    BodyFit fit = {.scale = 7};
    assert_non_null(body_fit_two(near, atlas_mm, &fit));
    assert_non_null(body_fit_two(atlas_mm, near, &fit));
    assert_non_null(body_fit_two(atlas_mm, half, &fit));
    assert_non_null(body_fit_two(atlas_mm, twice, &fit));
    assert_true(fit.scale == 7);
    assert_null(body_fit_two(atlas_mm, good, &fit));
    assert_float_equal(fit.scale, 1, 1e-5);
    assert_float_equal(fit.turn_deg, -90, 1e-3);
}

static void steps_come_one_after_the_other(void **state)
{
    (void)state;
    CameraPose before = session_view(session)->camera;
    session_guess_pixel(session, 0.3f);
    act(COMMAND_PROJECT, -1, NULL);
    assert_int_equal(step(), BODY_RULER);
    assert_true(session_view(session)->present);
    assert_true(session_view(session)->body.pixel_mm == 0.3f);
    assert_false(session_pixel_measured(session));
    session_compose(session, 640, 360, list);
    assert_int_equal(list->item_count, 0);
    act(COMMAND_PROJECT_RULER, 0.5f, NULL);
    act(COMMAND_PROJECT_NEXT, 0, NULL);
    assert_int_equal(step(), BODY_FIRST);
    assert_true(session_settings(session).pixel_mm == 0.5f);
    click(10, 20, NULL);
    assert_int_equal(step(), BODY_SECOND);
    act(COMMAND_PROJECT_BACK, 0, NULL);
    assert_int_equal(step(), BODY_FIRST);
    act(COMMAND_PROJECT_NEXT, 0, NULL); /* without landmarks */
    assert_int_equal(step(), BODY_LIES);
    assert_true(session_view(session)->body.fit.scale == 1);
    act(COMMAND_BACK, 0, NULL);
    assert_int_equal(step(), BODY_OFF);
    assert_false(session_view(session)->present);
    assert_memory_equal(&session_view(session)->camera, &before, sizeof before);
    act(COMMAND_PRESENT, 1, NULL); /* from a projection it goes back to that */
    act(COMMAND_PROJECT, 1, NULL);
    assert_true(session_view(session)->body.pixel_mm == 0.5f);
    act(COMMAND_BACK, 0, NULL);
    assert_true(session_view(session)->present);
    act(COMMAND_PROJECT, 1, NULL);
    act(COMMAND_PRESENT, 0, NULL);
    assert_int_equal(step(), BODY_OFF);
}

static void it_lies_by_its_landmarks(void **state)
{
    (void)state;
    lies_by(0.5f, (float[]){-120, 180}, (float[]){100, -60});
    is_at(0, -120, 180, 0.1f);
    is_at(1, 100, -60, 0.1f);
    assert_non_null(strstr(session_screen(session)->message, "times the atlas"));
    float before[2], after[2];
    seen(0, 1280, 720, before);
    seen(0, 1920, 900, after); /* another size: where it was, from the middle */
    assert_true(hypotf(after[0] - before[0], after[1] - before[1]) < 0.05f);
    nudge(1, -3, 0, 0); /* millimetres: two and six pixels */
    is_at(0, -118, 174, 0.1f);
    is_at(1, 102, -66, 0.1f);
    float scale = session_view(session)->body.fit.scale;
    nudge(0, 0, 90, 0); /* about the middle of both: (-8, 54) */
    is_at(0, -128, -56, 0.1f);
    nudge(0, 0, -90, 10);
    assert_float_equal(session_view(session)->body.fit.scale, scale * 1.1f, 1e-4);
    is_at(0, -8 - 110 * 1.1f, 54 + 120 * 1.1f, 0.1f);
}

static void nothing_else_moves_it(void **state)
{
    (void)state;
    lies_by(0.5f, (float[]){-120, 180}, (float[]){100, -60});
    HipError err = {""};
    Command turn = {.id = COMMAND_CAMERA, .item = -1, .vector = {20, 0, 0.7f, 0, 0, 0}};
    assert_int_not_equal(session_do(session, &turn, &err), HIP_OK);
    assert_non_null(strstr(err.text, "Esc"));
    assert_int_not_equal(act(COMMAND_HOME, 0, &err), HIP_OK);
    Command reveal = {.id = COMMAND_REVEAL, .item = atlas_structure(atlas, "piriformis_r")};
    assert_int_equal(session_do(session, &reveal, NULL), HIP_OK);
    assert_int_equal(session_view(session)->selected, reveal.item); /* it opens, and stays where it is */
    is_at(0, -120, 180, 0.1f);
    act(COMMAND_DEPTH, 7, NULL);
    act(COMMAND_STROKE, (float)atlas_stroke(atlas, "S03"), NULL);
    assert_true(session_view(session)->stroke >= 0);
    assert_int_equal(session_view(session)->position, -1);
    is_at(1, 100, -60, 0.1f);
    act(COMMAND_UNDO, 0, NULL);
    act(COMMAND_UNDO, 0, NULL);
    is_at(1, 100, -60, 0.1f);
    assert_int_equal(step(), BODY_LIES);
}

/* What stands on pure black has no skin, and nothing of the client. */
static void black_and_bare(void **state)
{
    (void)state;
    static const float BLACK[3] = {0};
    lies_by(0.5f, (float[]){-120, 180}, (float[]){100, -60});
    session_compose(session, 640, 360, list);
    assert_true(list->item_count >= 4);
    for (uint32_t i = 0; i < list->item_count; i++) {
        int item = session_model(session)->part_item[list->items[i].part];
        assert_true(atlas->structures[item].system > SYSTEM_FAT);
    }
    assert_memory_equal(list->ground_top, BLACK, sizeof BLACK);
    assert_memory_equal(list->ground_bottom, BLACK, sizeof BLACK);
    assert_true(list->light.haze == 0);
}

/* Of the boxes this one alone is a piece of bone. */
static void carried_by(const char *part, MeshBone bone)
{
    MeshSet *set = &session_model(session)->set;
    for (size_t p = 0; p < set->part_count; p++) {
        set->parts[p].moves = strcmp(set->parts[p].id, part) == 0 ? MOVES_BONE + (uint32_t)bone : MOVES_SOFT;
    }
}

/* A landmark goes with its bone. */
static void landmarks_follow_the_joints(void **state)
{
    (void)state;
    float still[3], bent[3], rear[2][3];
    ViewState view = *session_view(session);
    carried_by("sacrum", MESH_PELVIS);
    session_body_mark(session, 0, rear[0]);
    Command mark = {.id = COMMAND_PROJECT_MARK, .item = 1, .text = "greater_trochanter_lateral_r"};
    act(COMMAND_PROJECT, 1, NULL);
    assert_int_equal(session_do(session, &mark, NULL), HIP_OK);
    session_body_mark(session, 1, still);
    act(COMMAND_PROJECT, 0, NULL);
    view = *session_view(session);
    assert_int_equal(view_read_pose(atlas, "hip_flexion=60", &view, NULL), HIP_OK);
    session_place(session, &view);
    session_body_mark(session, 0, rear[1]);
    carried_by("femur_r", MESH_RIGHT_THIGH);
    session_body_mark(session, 1, bent);
    assert_true(fabsf(rear[1][1] - rear[0][1]) < 1e-4f);
    assert_true(hypotf(bent[1] - still[1], bent[2] - still[2]) > 0.01f);
}

static void marks_as_words(void **state)
{
    (void)state;
    ViewState view;
    view_state_default(&view);
    char text[128];
    Side side;
    HipError err = {""};
    assert_string_equal(view_write_marks(atlas, &view, text, sizeof text), "");
    assert_string_equal(view_mark(atlas, &view, 0, &side)->id, "psis");
    assert_int_equal(side, SIDE_RIGHT);
    assert_string_equal(view_mark(atlas, &view, 1, NULL)->id, "greater_trochanter");
    assert_int_equal(view_read_marks(atlas, "asis_l,iliac_crest_top", &view, NULL), HIP_OK);
    assert_string_equal(view_write_marks(atlas, &view, text, sizeof text), "asis_l,iliac_crest_top");
    view_mark(atlas, &view, 0, &side);
    assert_int_equal(side, SIDE_LEFT);
    ViewState kept = view;
    assert_int_equal(view_read_marks(atlas, "psis,greater_trochanter", &view, NULL), HIP_OK);
    assert_string_equal(view_write_marks(atlas, &view, text, sizeof text), "");
    view = kept;
    static const char *const WRONG[] = {"", "psis", "psis,", "psis,nothing", "psis_x,asis", "pubic_symphysis_l,psis",
                                        ","};
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        assert_int_not_equal(view_read_marks(atlas, WRONG[i], &view, &err), HIP_OK);
        assert_true(view_state_equal(&view, &kept));
    }
    view_project(&view);
    char *code = view_code_write(atlas, &view);
    assert_non_null(strstr(code, " project=on"));
    assert_non_null(strstr(code, " fit=asis_l,iliac_crest_top"));
    ViewState read;
    assert_int_equal(view_code_read(atlas, code, &read, NULL), HIP_OK);
    assert_true(view_state_equal(&read, &view));
    free(code);
    code = bookmark_code(atlas, &view, NULL); /* whose projector it is does not matter there; the landmarks do */
    assert_null(strstr(code, "project="));
    assert_non_null(strstr(code, "fit="));
    free(code);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(landmarks_land_where_they_were_clicked),
        cmocka_unit_test(lengths_are_true),
        cmocka_unit_test(what_cannot_be_is_said),
        cmocka_unit_test_setup(steps_come_one_after_the_other, begin),
        cmocka_unit_test_setup(it_lies_by_its_landmarks, begin),
        cmocka_unit_test_setup(nothing_else_moves_it, begin),
        cmocka_unit_test_setup(black_and_bare, begin),
        cmocka_unit_test_setup(landmarks_follow_the_joints, begin),
        cmocka_unit_test(marks_as_words),
    };
    return cmocka_run_group_tests(tests, open_body, close_body);
}
