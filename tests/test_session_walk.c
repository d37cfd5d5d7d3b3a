/* test_session_walk.c - playing without a window: strokes that run, a session from step to step, pulls that undo as
 * one.
 */
#include "box_session.h"
#include "hip/stroke.h"
#include "one_atlas.h"
#include <math.h>
#include <stdlib.h>

static Session *session;
static double now_s;

static int each(void **state)
{
    static const char *const BODY[] = {"gluteus_maximus_r", "piriformis_r", "hip_bone_r", "hip_bone_l", "sacrum",
                                       "femur_r",           "femur_l",      NULL};
    (void)state;
    session = box_session(atlas, BODY);
    assert_non_null(session);
    now_s = 50;
    session_tick(session, now_s);
    return 0;
}

static int each_done(void **state)
{
    (void)state;
    session_destroy(session);
    return 0;
}

static void act(CommandId id, float value, const char *text)
{
    Command command = {.id = id, .item = -1, .value = value};
    HipError err = {{0}};
    snprintf(command.text, sizeof command.text, "%s", text ? text : "");
    assert_int_equal(session_do(session, &command, &err), HIP_OK);
}

static void run(double seconds)
{
    for (double end = now_s + seconds; now_s < end - 1e-9;) {
        now_s += 0.05;
        session_tick(session, now_s);
    }
}

static void a_chosen_stroke_lays_the_client_and_plays(void **state)
{
    (void)state;
    CameraPose before = session_view(session)->camera;
    act(COMMAND_STROKE, 0, "S12");
    const ViewState *view = session_view(session);
    assert_int_equal(view->stroke, atlas_stroke(atlas, "S12"));
    assert_true(view->position >= 0 && atlas_stroke_in(&atlas->strokes[view->stroke], view->position));
    assert_true(memcmp(&before, &view->camera, sizeof before) != 0);
    assert_true(session_playing(session));
    run(2);
    assert_true(fabsf(view->stroke_s - 2) < 0.1f);
    act(COMMAND_PLAY, 0, NULL);
    float at = view->stroke_s;
    run(1);
    assert_true(view->stroke_s == at);
    assert_false(session_moving(session));
    act(COMMAND_UNDO, 0, NULL);
    assert_int_equal(session_view(session)->stroke, -1);
    assert_int_equal(session_view(session)->position, -1);
}

static void the_position_stays_when_it_allows_the_stroke(void **state)
{
    (void)state;
    act(COMMAND_POSITION, 0, "side_lying_left");
    act(COMMAND_STROKE, 0, "S12");
    assert_int_equal(session_view(session)->position, atlas_position(atlas, "side_lying_left"));
    act(COMMAND_STROKE, 0, "S03"); /* face down only */
    assert_int_equal(session_view(session)->position, atlas_position(atlas, "prone"));
}

static void reduced_motion_shows_a_stroke_and_lets_it_stand(void **state)
{
    (void)state;
    session_set_reduced_motion(session, true);
    act(COMMAND_STROKE, 0, "S03");
    assert_int_equal(session_view(session)->stroke, atlas_stroke(atlas, "S03"));
    assert_false(session_playing(session));
}

static void expect_step(int step)
{
    WalkMoment now;
    walk_at(atlas, session_walk(session)->at_s, &now);
    assert_int_equal(now.step, step);
    const SessionStep *s = &atlas->session[step];
    assert_int_equal(session_view(session)->stroke, s->stroke);
    if (s->stroke >= 0) {
        assert_int_equal(session_view(session)->position, walk_position(atlas, s, SIDE_RIGHT));
    }
}

static void a_session_goes_from_step_to_step(void **state)
{
    (void)state;
    assert_true(atlas->session_count > 3);
    for (int i = 1; i < atlas->session_count; i++) {
        act(COMMAND_WALK_NEXT, 0, NULL);
        expect_step(i);
    }
    act(COMMAND_WALK_PREVIOUS, 0, NULL);
    expect_step(atlas->session_count - 2);
    act(COMMAND_WALK_TO, 0, NULL);
    expect_step(0);
}

static void a_session_that_plays_brings_its_own_time(void **state)
{
    (void)state;
    float first = atlas->session[0].seconds;
    act(COMMAND_WALK_TO, first - 1, NULL);
    act(COMMAND_WALK_PLAY, 1, NULL);
    run(3);
    expect_step(1);
    assert_true(fabsf(session_walk(session)->at_s - first - 2) < 0.1f);
    assert_true(fabsf(session_view(session)->stroke_s - 2) < 0.1f);
    act(COMMAND_WALK_PLAY, 0, NULL);
    float at = session_walk(session)->at_s;
    run(2);
    assert_true(session_walk(session)->at_s == at);
    now_s += 3600; /* the program slept */
    act(COMMAND_WALK_PLAY, 1, NULL);
    session_tick(session, now_s);
    assert_true(session_walk(session)->at_s <= at + 2.01f);
}

static void doing_something_else_pauses_the_session(void **state)
{
    (void)state;
    act(COMMAND_WALK_NEXT, 0, NULL);
    act(COMMAND_WALK_PLAY, 1, NULL);
    run(1);
    act(COMMAND_POSITION, 0, "supine");
    assert_false(session_walk(session)->playing);
    assert_int_equal(session_view(session)->position, atlas_position(atlas, "supine"));
    act(COMMAND_WALK_PLAY, 1, NULL); /* and it goes on where it was */
    assert_true(session_walk(session)->playing);
}

static void the_page_of_the_session_takes_play(void **state)
{
    (void)state;
    act(COMMAND_WALK, 0, NULL);
    act(COMMAND_PLAY, -1, NULL);
    assert_true(session_walk(session)->playing);
    act(COMMAND_PLAY, -1, NULL);
    assert_false(session_walk(session)->playing);
}

static void pull(float right, float up, uint32_t gesture)
{
    Command command = {.id = COMMAND_PULL, .item = MESH_RIGHT_THIGH, .gesture = gesture};
    const float vector[6] = {-0.1f, -0.3f, 0, right, up, 0};
    memcpy(command.vector, vector, sizeof vector);
    HipError err = {{0}};
    assert_int_equal(session_do(session, &command, &err), HIP_OK);
}

static void a_pull_undoes_as_one_and_rest_puts_back(void **state)
{
    (void)state;
    Pose before = session_view(session)->pose;
    for (int i = 0; i < 8; i++) {
        pull(-0.01f, 0.002f, 7);
    }
    assert_true(memcmp(&before, &session_view(session)->pose, sizeof before) != 0);
    act(COMMAND_UNDO, 0, NULL);
    assert_memory_equal(&before, &session_view(session)->pose, sizeof before);
    pull(-0.02f, 0, 8);
    act(COMMAND_REST, 0, NULL);
    assert_memory_equal(&before, &session_view(session)->pose, sizeof before);
}

static void the_clients_view_is_light_and_covered(void **state)
{
    (void)state;
    act(COMMAND_DRAPE, 0, NULL);
    act(COMMAND_CLIENT, -1, NULL);
    assert_true(session_view(session)->client && session_view(session)->drape);
    assert_int_equal(view_theme(session_view(session)), THEME_LIGHT);
    act(COMMAND_CLIENT, -1, NULL);
    assert_false(session_view(session)->client);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, each, each_done)
    const struct CMUnitTest tests[] = {
        CASE(a_chosen_stroke_lays_the_client_and_plays),
        CASE(the_position_stays_when_it_allows_the_stroke),
        CASE(reduced_motion_shows_a_stroke_and_lets_it_stand),
        CASE(a_session_goes_from_step_to_step),
        CASE(a_session_that_plays_brings_its_own_time),
        CASE(doing_something_else_pauses_the_session),
        CASE(the_page_of_the_session_takes_play),
        CASE(a_pull_undoes_as_one_and_rest_puts_back),
        CASE(the_clients_view_is_light_and_covered),
    };
    return cmocka_run_group_tests(tests, open_atlas, close_atlas);
}
