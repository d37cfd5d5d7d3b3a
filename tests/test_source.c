/* test_source.c - a source of pain in a session without a window: it opens, plays, stops, goes back; views side by side
 * share a camera, and what they cannot mean is said in one line. */
#include "box_session.h"
#include "hip/pain.h"
#include "hip/panes.h"
#include "hip/source_view.h"
#include "one_atlas.h"
#include <math.h>
#include <stdlib.h>

static Session *session;
static double now_s;

static int each(void **state)
{
    static const char *const BODY[] = {"gluteus_maximus_r",
                                       "gluteus_maximus_l",
                                       "gluteus_minimus_r",
                                       "piriformis_r",
                                       "piriformis_l",
                                       "hip_bone_r",
                                       "hip_bone_l",
                                       "sacrum",
                                       "femur_r",
                                       "femur_l",
                                       NULL};
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

static HipResult try(CommandId id, float value, const char *text, HipError *err)
{
    Command command = {.id = id, .item = -1, .value = value};
    snprintf(command.text, sizeof command.text, "%s", text ? text : "");
    return session_do(session, &command, err);
}

static void act(CommandId id, float value, const char *text)
{
    HipError err = {{0}};
    assert_int_equal(try(id, value, text, &err), HIP_OK);
}

static void run(double seconds)
{
    for (double end = now_s + seconds; now_s < end - 1e-9;) {
        now_s += 0.05;
        session_tick(session, now_s);
    }
}

static void a_source_opens_and_undo_brings_everything_back(void **state)
{
    (void)state;
    ViewState before = *session_view(session);
    act(COMMAND_SOURCE, 0, "tp_pir1"); /* ids in any case */
    const ViewState *view = session_view(session);
    int piriformis = atlas_structure(atlas, "piriformis_r"), maximus = atlas_structure(atlas, "gluteus_maximus_r");
    assert_string_equal(atlas->pain->sources[view->source].id, "TP_PIR1");
    assert_true(view->peel[piriformis] == 0);
    assert_true(view->peel[maximus] == 1 || view->ghost[maximus]); /* it lies before the muscle */
    assert_true(memcmp(&before.camera, &view->camera, sizeof before.camera) != 0);
    act(COMMAND_UNDO, 0, NULL);
    assert_true(view_state_equal(session_view(session), &before));
    act(COMMAND_SOURCE, (float)pain_source(atlas, "TP_PIR1"), NULL);
    act(COMMAND_SOURCE, -1, NULL);
    assert_int_equal(view->source, -1);
    assert_true(view->peel[maximus] == -1 && !view->ghost[maximus]);
}

static void its_time_runs_once_and_then_nothing_moves(void **state)
{
    (void)state;
    const ViewState *view = session_view(session);
    act(COMMAND_SOURCE, 0, "TP_GMX2");
    assert_true(session_playing(session) && view->source_s == 0);
    run(2);
    assert_true(fabsf(view->source_s - 2) < 0.1f);
    act(COMMAND_PLAY, -1, NULL); /* Space */
    run(2);
    assert_true(fabsf(view->source_s - 2) < 0.1f);
    assert_false(session_moving(session));
    act(COMMAND_PLAY, -1, NULL);
    run(10);
    assert_true(view->source_s == SOURCE_LENGTH_S);
    assert_false(session_playing(session));
    assert_false(session_moving(session));
    act(COMMAND_PLAY, -1, NULL); /* again from the start */
    run(1);
    assert_true(view->source_s > 0.8f && view->source_s < 1.2f);
    act(COMMAND_UNDO, 0, NULL); /* time is no step */
    assert_int_equal(view->source, -1);
}

static void with_reduced_motion_it_is_there_at_once(void **state)
{
    (void)state;
    session_set_reduced_motion(session, true);
    act(COMMAND_SOURCE, 0, "TP_GMX2");
    assert_true(session_view(session)->source_s == SOURCE_LENGTH_S);
    assert_false(session_playing(session));
    assert_false(session_tick(session, now_s += 1));
    act(COMMAND_COMPARE, 0, "sciatica");
    assert_true(session_view(session)->source_s == SOURCE_LENGTH_S);
    assert_false(session_tick(session, now_s += 1));
}

static void a_long_pattern_is_seen_whole_when_it_spreads(void **state)
{
    (void)state;
    const ViewState *view = session_view(session);
    act(COMMAND_SOURCE, 0, "TP_GMN_P");
    float near_m = view->camera.distance_m;
    assert_true(view->position >= 0); /* it reaches beyond the hip: the figure comes */
    run(SOURCE_SPREADS_S - 0.5);
    assert_true(view->camera.distance_m == near_m);
    run(2);
    float whole_m = view->camera.distance_m;
    assert_true(whole_m > 1.5f * near_m);
    act(COMMAND_UNDO, 0, NULL); /* the move is no step of its own */
    assert_int_equal(view->source, -1);
    act(COMMAND_SOURCE, 0, "TP_GMN_P");
    Command turned = {.id = COMMAND_CAMERA, .item = -1, .vector = {100, 0, 1}};
    assert_int_equal(session_do(session, &turned, NULL), HIP_OK);
    CameraPose own = view->camera;
    run(6);
    assert_memory_equal(&own, &view->camera, sizeof own); /* who looks elsewhere is not taken away */
}

static void what_opens_the_body_ends_it(void **state)
{
    static const CommandId ENDS[] = {COMMAND_DEPTH, COMMAND_XRAY, COMMAND_SHOW_ALL, COMMAND_BACK, COMMAND_HOME};
    (void)state;
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++) {
        act(COMMAND_SOURCE, 0, "TP_PIR1");
        run(1);
        act(ENDS[i], 3, NULL);
        assert_int_equal(session_view(session)->source, -1);
        run(1.5);
        assert_false(session_moving(session));
    }
    act(COMMAND_SOURCE, 0, "TP_PIR1");
    act(COMMAND_STROKE, 0, "S03");
    assert_int_equal(session_view(session)->source, -1);
    act(COMMAND_SOURCE, 0, "TP_PIR1");
    assert_int_equal(session_view(session)->stroke, -1);
    run(1);
    assert_true(session_view(session)->source_s > 0.5f && session_view(session)->stroke_s == 0);
}

static void another_side_opens_the_other_one(void **state)
{
    (void)state;
    int right = atlas_structure(atlas, "piriformis_r"), left = atlas_structure(atlas, "piriformis_l");
    act(COMMAND_SOURCE, 0, "TP_PIR1");
    float yaw_deg = session_view(session)->camera.yaw_deg;
    act(COMMAND_SIDE, SIDE_LEFT, NULL);
    const ViewState *view = session_view(session);
    assert_int_equal(view->source, pain_source(atlas, "TP_PIR1"));
    assert_true(view->peel[left] == 0 && view->peel[right] != 0);
    assert_true(fabsf(remainderf(view->camera.yaw_deg + yaw_deg, 360)) < 0.1f);
    act(COMMAND_UNDO, 0, NULL);
    assert_true(view->side == SIDE_RIGHT && view->peel[right] == 0);
}

static void the_window_closes_round_it_and_only_from_its_side(void **state)
{
    (void)state;
    DrawList *list = malloc(sizeof *list), *inside = malloc(sizeof *inside);
    ViewState view;
    act(COMMAND_SOURCE, 0, "TP_PIR1");
    view = *session_view(session);
    view.source_s = 2; /* open: no window */
    compose(session_model(session), &view, -1, 640, 360, list);
    compose_lens(session_model(session), &view, -1, inside, list);
    assert_null(list->lens.inside);
    uint32_t open = list->item_count;
    view.source_s = SOURCE_LENGTH_S;
    compose(session_model(session), &view, -1, 640, 360, list);
    compose_lens(session_model(session), &view, -1, inside, list);
    assert_ptr_equal(list->lens.inside, inside);
    assert_true(list->lens.radius > 10 && list->lens.x > 0 && list->lens.x < 640);
    assert_true(inside->item_count <= open);
    assert_int_equal(list->bend_count, 0); /* what was bent back lies in place again ... */
    view.camera.yaw_deg += 180;
    compose(session_model(session), &view, -1, 640, 360, list);
    compose_lens(session_model(session), &view, -1, inside, list);
    assert_null(list->lens.inside);
    free(list);
    free(inside);
}

static void codes_keep_what_is_shown(void **state)
{
    static const char *const WORDS[] = {"source=C_pir", "source=C_pir time=3.5", "compare=sciatica",
                                        "compare=variant=I;side=left|variant=II time=1",
                                        "compare=source=TP_PIR1|source=TP_PIR2|source=C_dgs"};
    (void)state;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        ViewState view, again;
        view_state_default(&view);
        assert_int_equal(view_words_read(atlas, "depth=2", &view, NULL), HIP_OK);
        char line[256];
        snprintf(line, sizeof line, "h1 %s", WORDS[i]);
        HipError err = {{0}};
        assert_int_equal(view_code_read(atlas, line, &view, &err), HIP_OK);
        char *code = view_code_write(atlas, &view);
        assert_non_null(strstr(code, WORDS[i]));
        assert_int_equal(view_code_read(atlas, code, &again, &err), HIP_OK);
        assert_true(view_state_equal(&view, &again));
        free(code);
    }
}

static void panes_share_the_camera_and_differ_in_their_words(void **state)
{
    (void)state;
    PaneRect rects[PANES_MOST];
    assert_int_equal(session_panes(session, rects), 0);
    assert_true(rects[0].w == 1 && rects[0].h == 1);
    session_screen(session)->free_left = 0.1f;
    session_screen(session)->free_right = 0.2f;
    act(COMMAND_COMPARE, 0, "variant=I | variant=II;side=left | depth=4");
    run(2);
    assert_int_equal(session_panes(session, rects), 3);
    assert_true(fabsf(rects[0].x - 0.1f) < 1e-4f && fabsf(rects[2].x + rects[2].w - 0.8f) < 1e-4f);
    assert_int_equal(session_pane_at(session, 0.05f), 0);
    assert_int_equal(session_pane_at(session, 0.45f), 1);
    assert_int_equal(session_pane_at(session, 0.9f), 2);
    ViewState panes[PANES_MOST];
    char caption[96];
    for (int turn = 0; turn < 2; turn++) {
        for (int i = 0; i < 3; i++) {
            pane_view(session_model(session), session_shown(session), i, &panes[i]);
            CameraPose camera = session_shown(session)->camera;
            if (i == 1) { /* the other hip, from its own side */
                camera.yaw_deg = -camera.yaw_deg;
                camera.target[0] = -camera.target[0];
            }
            assert_memory_equal(&panes[i].camera, &camera, sizeof camera);
            assert_string_equal(panes[i].compare, "");
        }
        Command turned = {.id = COMMAND_CAMERA, .item = -1, .vector = {30, 10, 1}};
        assert_int_equal(session_do(session, &turned, NULL), HIP_OK); /* turns all */
    }
    assert_true(panes[0].variant == 0 && panes[1].variant == 1 && panes[1].side == SIDE_LEFT && panes[2].depth == 4);
    assert_string_equal(pane_caption(atlas, session_view(session), 1, caption, sizeof caption), "Type II, Left side");
    act(COMMAND_COMPARE, 0, "");
    assert_int_equal(session_panes(session, rects), 0);
}

/* The other side is the same done to the other hip; "from=start" is the body before anything was done. */
static void left_and_right_before_and_now(void **state)
{
    ViewState panes[2], view;
    char caption[96];
    (void)state;
    view_state_default(&view);
    int items[VIEW_MAX_ITEMS];
    assert_int_equal(view_resolve(atlas, "gluteus_maximus", SIDE_BOTH, items), 2);
    view.camera.yaw_deg = 90;
    view.camera.target[0] = -0.1f;
    int right = items[0], left = atlas->structures[right].twin;
    assert_int_equal(view_words_read(atlas, "depth=5 peel=gluteus_maximus_r=0.5 sel=gluteus_maximus_r", &view, NULL),
                     HIP_OK);
    assert_int_equal(view_read_compare(atlas, "side=left|side=right", &view, NULL), HIP_OK);
    for (int i = 0; i < 2; i++) {
        pane_view(session_model(session), &view, i, &panes[i]);
        assert_true(panes[i].depth == 5);
    }
    assert_true(panes[0].peel[left] == 0.5f && panes[0].peel[right] == view.peel[left] && panes[0].selected == left);
    assert_memory_equal(panes[1].peel, view.peel, sizeof view.peel);
    assert_int_equal(panes[1].selected, right);
    assert_true(panes[0].camera.yaw_deg == -90 && panes[0].camera.target[0] == 0.1f);
    assert_memory_equal(&panes[1].camera, &view.camera, sizeof view.camera);
    assert_int_equal(view_read_compare(atlas, "from=start | from=now;variant=III", &view, NULL), HIP_OK);
    for (int i = 0; i < 2; i++) {
        pane_view(session_model(session), &view, i, &panes[i]);
    }
    assert_true(panes[0].depth == 0 && panes[0].peel[right] < 0 && panes[1].depth == 5 && panes[1].variant == 2);
    assert_memory_equal(panes[1].peel, view.peel, sizeof view.peel);
    assert_string_equal(pane_caption(atlas, &view, 0, caption, sizeof caption), "Before");
    assert_string_equal(pane_caption(atlas, &view, 1, caption, sizeof caption), "As it is now, Type III");
    assert_int_equal(view_read_compare(atlas, "from=never|from=now", &view, NULL), HIP_USAGE);
}

static void sciatica_opens_each_pane_down_to_its_source(void **state)
{
    static const char *const SOURCES[] = {"C_rad_S1", "C_pir", "TP_GMN_P"};
    (void)state;
    act(COMMAND_COMPARE, 0, "Sciatica");
    assert_true(session_playing(session));
    assert_int_equal(session_screen(session)->page, PAGE_COMPARE);
    const AtlasCompare *compare = view_comparison(atlas, session_view(session));
    assert_non_null(compare);
    assert_true(compare->row_count >= 6);
    for (int i = 0; i < 3; i++) {
        ViewState pane;
        pane_view(session_model(session), session_view(session), i, &pane);
        assert_int_equal(pane.source, pain_source(atlas, SOURCES[i]));
        const SourceShow *show = model_source(session_model(session), pane.source, SIDE_RIGHT, 0);
        assert_true(show && (show->item < 0 || pane.peel[show->item] == 0));
    }
    assert_int_equal(session_view(session)->source, -1);
    run(10);
    assert_false(session_moving(session));
    act(COMMAND_UNDO, 0, NULL);
    assert_string_equal(session_view(session)->compare, "");
}

static void nonsense_is_one_line_and_changes_nothing(void **state)
{
    static const struct {
        CommandId id;
        const char *text, *says;
    } ROWS[] = {
        {COMMAND_SOURCE, "TP_PIR", "did you mean TP_PIR"},
        {COMMAND_SOURCE, "nothing like it", "unknown source of pain 'nothing like it'"},
        {COMMAND_COMPARE, "sciatca", "unknown comparison 'sciatca'"},
        {COMMAND_COMPARE, "variant=I", "2 or 3 panes"},
        {COMMAND_COMPARE, "variant=I|variant=II|variant=III|variant=IV", "2 or 3 panes"},
        {COMMAND_COMPARE, "variant=I|", "wants words"},
        {COMMAND_COMPARE, "variant=I|cam=1,2,3,4,5,6", "panes share cam"},
        {COMMAND_COMPARE, "variant=I|compare=sciatica", "panes share compare"},
        {COMMAND_COMPARE, "variant=I|variant=VII", "does not know 'VII'"},
        {COMMAND_COMPARE, "variant=I|source=C_nothing", "unknown source of pain"},
        {COMMAND_COMPARE, "variant=I|wrong", "not KEY=VALUE"},
    };
    (void)state;
    ViewState before = *session_view(session);
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        HipError err = {{0}};
        assert_int_equal(try(ROWS[i].id, -1, ROWS[i].text, &err), HIP_USAGE);
        if (!strstr(err.text, ROWS[i].says) || strchr(err.text, '\n')) {
            fail_msg("'%s' is answered: %s", ROWS[i].text, err.text);
        }
        assert_true(view_state_equal(session_view(session), &before));
    }
    char long_one[400];
    memset(long_one, 'x', sizeof long_one - 1);
    memcpy(long_one, "variant=I|variant=", 18);
    long_one[sizeof long_one - 1] = '\0';
    HipError err = {{0}};
    assert_int_equal(try(COMMAND_COMPARE, 0, long_one, &err), HIP_USAGE);
    assert_true(view_state_equal(session_view(session), &before));
}

static void the_atlas_compares_what_a_view_understands(void **state)
{
    (void)state;
    assert_true(atlas->compare_count > 0);
    for (int i = 0; i < atlas->compare_count; i++) {
        HipError err = {{0}};
        if (compare_check(atlas, &atlas->compares[i], &err) != HIP_OK) {
            fail_msg("%s: %s", atlas->compares[i].id, err.text);
        }
    }
    AtlasCompare wrong = atlas->compares[0];
    wrong.panes[1].words = "source=C_nothing";
    HipError err = {{0}};
    assert_int_equal(compare_check(atlas, &wrong, &err), HIP_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_source_opens_and_undo_brings_everything_back, each, each_done),
        cmocka_unit_test_setup_teardown(its_time_runs_once_and_then_nothing_moves, each, each_done),
        cmocka_unit_test_setup_teardown(with_reduced_motion_it_is_there_at_once, each, each_done),
        cmocka_unit_test_setup_teardown(a_long_pattern_is_seen_whole_when_it_spreads, each, each_done),
        cmocka_unit_test_setup_teardown(what_opens_the_body_ends_it, each, each_done),
        cmocka_unit_test_setup_teardown(another_side_opens_the_other_one, each, each_done),
        cmocka_unit_test_setup_teardown(the_window_closes_round_it_and_only_from_its_side, each, each_done),
        cmocka_unit_test_setup_teardown(codes_keep_what_is_shown, each, each_done),
        cmocka_unit_test_setup_teardown(panes_share_the_camera_and_differ_in_their_words, each, each_done),
        cmocka_unit_test_setup_teardown(left_and_right_before_and_now, each, each_done),
        cmocka_unit_test_setup_teardown(sciatica_opens_each_pane_down_to_its_source, each, each_done),
        cmocka_unit_test_setup_teardown(nonsense_is_one_line_and_changes_nothing, each, each_done),
        cmocka_unit_test(the_atlas_compares_what_a_view_understands),
    };
    return cmocka_run_group_tests(tests, open_atlas, close_atlas);
}
