/* What a client tells, as commands, words of codes and options: each toggles and can be undone, wrong ids change
 * nothing, codes bring it back, zones bring the whole client and turn the camera to them. */
#include "box_session.h"
#include "hip/problems.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static Atlas *atlas;
static Session *session;

static int load(void **state)
{
    (void)state;
    static const char *const IDS[] = {"hip_bone_r", "femur_r", "skin_r", NULL};
    HipError err = {{0}};
    Problems problems = {0};
    HipResult rc = atlas_load("assets/atlas", &atlas, &problems, &err);
    problems_release(&problems);
    session = rc == HIP_OK ? box_session(atlas, IDS) : NULL;
    return session ? 0 : -1;
}

static int release(void **state)
{
    (void)state;
    session_destroy(session);
    atlas_release(atlas);
    return 0;
}

static HipResult tell(CommandId id, const char *text, float value)
{
    HipError err = {{0}};
    CommandQueue queue = {0};
    Command *command = command_push(&queue, id);
    command->value = value;
    snprintf(command->text, sizeof command->text, "%s", text);
    return session_do(session, command, &err);
}

static void start_over(void)
{
    ViewState home;
    session_home(session, &home);
    session_place(session, &home);
    session_forget_history(session);
}

static const PainAsked *told(void)
{
    return &session_view(session)->told;
}

static void telling_toggles_and_is_undone(void **state)
{
    (void)state;
    start_over();
    int calf = pain_zone(atlas, "calf_post"), shooting = pain_quality(atlas, "shooting");
    assert_int_equal(tell(COMMAND_TELL_ZONE, "", (float)calf), HIP_OK);
    assert_int_equal(tell(COMMAND_TELL_ZONE, "z_Sij", -1), HIP_OK);
    assert_int_equal(tell(COMMAND_TELL_QUALITY, "", (float)shooting), HIP_OK);
    assert_int_equal(tell(COMMAND_TELL_FLAG, "", 0), HIP_OK);
    assert_true(told()->zones == ((uint64_t)1 << calf | (uint64_t)1 << pain_zone(atlas, "sij")));
    assert_int_equal(told()->qualities, 1u << shooting);
    assert_int_equal(told()->flags, 1);
    assert_int_equal(tell(COMMAND_TELL_ZONE, "calf_post", -1), HIP_OK);
    assert_true(told()->zones == (uint64_t)1 << pain_zone(atlas, "sij"));
    assert_int_equal(tell(COMMAND_UNDO, "", 0), HIP_OK);
    assert_true(told()->zones >> calf & 1);
    assert_int_equal(tell(COMMAND_UNDO, "", 0), HIP_OK);
    assert_int_equal(told()->flags, 0);
    assert_int_equal(told()->qualities, 1u << shooting);
}

static void wrong_ids_change_nothing(void **state)
{
    (void)state;
    start_over();
    ViewState before = *session_view(session);
    assert_int_equal(tell(COMMAND_TELL_ZONE, "elbow", -1), HIP_USAGE);
    assert_int_equal(tell(COMMAND_TELL_QUALITY, "purple", -1), HIP_USAGE);
    assert_int_equal(tell(COMMAND_TELL_ZONE, "", 63), HIP_OK);
    assert_int_equal(tell(COMMAND_TELL_FLAG, "", -1), HIP_OK);
    assert_true(view_state_equal(&before, session_view(session)));
}

static void the_whole_client_comes_with_a_zone(void **state)
{
    (void)state;
    start_over();
    assert_int_equal(session_view(session)->position, -1);
    assert_int_equal(tell(COMMAND_TELL_QUALITY, "aching", -1), HIP_OK);
    assert_int_equal(session_view(session)->position, -1);
    assert_int_equal(tell(COMMAND_TELL_ZONE, "calf_post", -1), HIP_OK);
    assert_true(session_view(session)->position >= 0);
    assert_string_equal(atlas->positions[session_view(session)->position].id, "standing");
    CameraPose camera = session_view(session)->camera;
    assert_int_equal(tell(COMMAND_TELL_ZONE, "heel", -1), HIP_OK);
    assert_memory_equal(&camera, &session_view(session)->camera, sizeof camera); /* it does not run from the hand */
}

static void codes_bring_it_back(void **state)
{
    (void)state;
    start_over();
    tell(COMMAND_TELL_ZONE, "calf_post", -1);
    tell(COMMAND_TELL_ZONE, "sij", -1);
    tell(COMMAND_TELL_QUALITY, "shooting", -1);
    tell(COMMAND_TELL_FLAG, "", 1);
    char *code = view_code_write(atlas, session_view(session));
    assert_non_null(strstr(code, " zone=Z_sij,Z_calf_post quality=shooting flag="));
    ViewState read;
    HipError err = {{0}};
    assert_int_equal(view_code_read(atlas, code, &read, &err), HIP_OK);
    assert_memory_equal(&read.told, told(), sizeof read.told);
    assert_int_equal(read.position, session_view(session)->position);
    char *again = view_code_write(atlas, &read);
    assert_string_equal(code, again);
    free(code);
    free(again);
    ViewState kept = read;
    assert_int_equal(view_code_read(atlas, "h1 zone=Z_calf_post,Z_nowhere", &read, &err), HIP_USAGE);
    assert_memory_equal(&read, &kept, sizeof read);
    assert_int_equal(view_code_read(atlas, "h1 zone=none", &read, &err), HIP_OK);
    assert_true(read.told.zones == 0);
}

/* How far from this yaw the camera comes to look when a zone is asked for; degrees. */
static float turned_from(float yaw_deg, const char *zone, const char *position)
{
    start_over();
    HipError err = {{0}};
    ViewWord words[] = {{"zone", zone}, {"position", position}};
    assert_int_equal(session_apply_words(session, words, position ? 2 : 1, &err), HIP_OK);
    return fabsf(remainderf(session_view(session)->camera.yaw_deg - yaw_deg, 360));
}

static void the_camera_turns_to_zones(void **state)
{
    (void)state;
    assert_true(turned_from(180, "calf_post", NULL) < 15);
    assert_true(turned_from(0, "thigh_front,groin", NULL) < 30);
    assert_true(turned_from(-90, "leg_lateral", NULL) < 40); /* of the right leg: 90 is the body's left */
    assert_true(turned_from(180, "trochanter", NULL) < 70);  /* past the arm */
    assert_true(turned_from(0, "knee_front", NULL) < 45);
    float height = session_view(session)->camera.target[1];
    assert_float_equal(height, -0.385f, 0.08f);
    turned_from(0, "calf_post", "prone");
    assert_true(session_view(session)->camera.pitch_deg > 30); /* it looks down upon who lies */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(telling_toggles_and_is_undone),      cmocka_unit_test(wrong_ids_change_nothing),
        cmocka_unit_test(the_whole_client_comes_with_a_zone), cmocka_unit_test(codes_bring_it_back),
        cmocka_unit_test(the_camera_turns_to_zones),
    };
    return cmocka_run_group_tests(tests, load, release);
}
