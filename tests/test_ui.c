/* test_ui.c - what the interface does: it pushes the right commands, keeps out of the body's way and rests. */
#include "ui_stage.h"
#include <math.h>

static void the_body_keeps_seventy_percent(void **state)
{
    static const float SIZES[][3] = {{1280, 720, 1}, {1920, 1080, 1}, {960, 540, 2}, {1280, 960, 1}, {3440, 1440, 1}};
    (void)state;
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        stage.input.width = SIZES[i][0];
        stage.input.height = SIZES[i][1];
        stage.input.pixel_scale = SIZES[i][2];
        const Screen *screen = session_screen(stage.session);
        stage_do(COMMAND_SELECT, stage_item("sacrum"), 0, NULL);
        stage_frames(2);
        assert_true(screen->free_right > 0.1f);
        assert_true(1 - screen->free_left - screen->free_right > 0.699f);
        stage_do(COMMAND_LAYERS, -1, 0, NULL);
        stage_frames(2);
        assert_true(screen->layers);
        assert_true(1 - screen->free_left - screen->free_right > 0.699f);
        stage_do(COMMAND_HELP, -1, 0, NULL);
        stage_frames(2);
        assert_false(screen->layers); /* what was asked for last is shown */
        assert_true(1 - screen->free_left - screen->free_right > 0.699f);
        stage_do(COMMAND_HELP, -1, 0, NULL);
        stage_do(COMMAND_SELECT, -1, 0, NULL);
        stage_frames(2);
        assert_true(screen->free_right == 0);
    }
}

static void any_size_is_survived(void **state)
{
    static const float SIZES[][3] = {{0, 0, 1}, {1, 1, 1}, {7, 900, 1}, {4000, 3, 1}, {64, 64, 3}, {3840, 2160, 1}};
    (void)state;
    stage_do(COMMAND_SELECT, stage_item("piriformis_r"), 0, NULL);
    stage_do(COMMAND_LABELS, -1, LABELS_ALL, NULL);
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        stage.input.width = SIZES[i][0];
        stage.input.height = SIZES[i][1];
        stage.input.pixel_scale = SIZES[i][2];
        stage_frames(2);
    }
    assert_true(stage_says("Musculus piriformis"));
}

static void at_rest_nothing_asks_for_frames(void **state)
{
    (void)state;
    stage_mouse(700, 300);
    stage_frames(200);
    assert_false(ui_moving(stage.ui));
    assert_true(ui_wake_s(stage.ui) == 0);
    stage_do(COMMAND_SEARCH, -1, 0, "sc"); /* a text cursor that blinks would draw for ever */
    stage_frames(60);
    assert_false(ui_moving(stage.ui));
    assert_true(ui_wake_s(stage.ui) == 0);
}

/* y of a depth on the slider of a 1280 x 720 window. */
static float depth_y(float depth)
{
    return 104 + (632 - 104) * depth / 10;
}

static void dragging_the_slider_is_one_gesture(void **state)
{
    (void)state;
    stage_mouse(24, depth_y(3));
    stage_press(true);
    assert_true(ui_wants_mouse(stage.ui));
    for (int i = 1; i <= 10; i++) {
        stage_mouse(24, depth_y(3 + 0.23f * (float)i));
    }
    stage_press(false);
    int depths = 0;
    for (int i = 0; i < stage.pushed_count; i++) {
        if (stage.pushed[i].id == COMMAND_DEPTH) {
            depths++;
            assert_true(stage.pushed[i].gesture > 0);
            assert_int_equal(stage.pushed[i].gesture, stage.pushed[0].gesture);
        }
    }
    assert_true(depths >= 8);
    assert_true(fabsf(session_view(stage.session)->depth - 5.3f) < 0.05f);
    uint32_t first = stage_pushed(COMMAND_DEPTH)->gesture;
    stage_mouse(24, depth_y(5.3f));
    stage_press(true);
    stage_mouse(24, depth_y(7.5f));
    stage_press(false);
    assert_int_not_equal(stage_pushed(COMMAND_DEPTH)->gesture, first);
}

static void a_stop_is_met_exactly_by_its_name(void **state)
{
    (void)state;
    stage_click(70, depth_y(6) + 4);
    const Command *command = stage_pushed(COMMAND_DEPTH);
    assert_non_null(command);
    assert_true(command->value == 6);
    assert_int_equal(command->gesture, 0); /* moves there instead of jumping */
}

static void the_depth_is_named_large_for_a_second(void **state)
{
    (void)state;
    session_set_reduced_motion(stage.session, true);
    const char *name = stage.atlas->layers[6].name;
    stage_do(COMMAND_DEPTH, -1, 6, NULL);
    stage_frames(2);
    int before = 0, after = 0;
    for (const char *at = stage.said; (at = strstr(at, name)); at++) {
        before++;
    }
    assert_true(ui_wake_s(stage.ui) > stage.input.time_s); /* asks to be woken when the word goes */
    stage_frames(80);
    for (const char *at = stage.said; (at = strstr(at, name)); at++) {
        after++;
    }
    assert_true(before > after && after >= 1);
    session_set_reduced_motion(stage.session, false);
}

static void typing_finds_and_enter_reveals(void **state)
{
    (void)state;
    stage.carry_out = false;
    stage_do(COMMAND_SEARCH, -1, 0, "p"); /* the window opened it with the first letter; the rest comes to the field */
    stage_frame();
    stage_type("i");
    stage_type("r");
    stage_type("i");
    stage_frame();
    assert_string_equal(session_screen(stage.session)->search_text, "piri");
    assert_true(ui_wants_keyboard(stage.ui));
    assert_true(stage_says("Piriformis (right)"));
    stage_forget();
    stage_key(UIKEY_ENTER);
    const Command *command = stage_pushed(COMMAND_REVEAL);
    assert_non_null(command);
    assert_int_equal(command->item, stage_item("piriformis_r"));
    assert_false(session_screen(stage.session)->search);
    stage_frames(3);
    assert_false(ui_wants_keyboard(stage.ui));
}

static void letters_typed_before_the_field_listens_are_kept(void **state)
{
    (void)state;
    stage_do(COMMAND_SEARCH, -1, 0, "s");
    stage_type("s"); /* the frame that opened it may carry the same letter: it counts once */
    stage_type("c");
    stage_type("i");
    stage_type("a");
    stage_type("t");
    stage_frame();
    assert_string_equal(session_screen(stage.session)->search_text, "sciat");
    stage_key(UIKEY_BACKSPACE);
    stage_key(UIKEY_BACKSPACE);
    assert_string_equal(session_screen(stage.session)->search_text, "sci");
}

static void a_slip_is_answered_with_a_question(void **state)
{
    (void)state;
    stage_do(COMMAND_SEARCH, -1, 0, "pirifrmis");
    stage_frames(3);
    assert_true(stage_says("Nothing matches 'pirifrmis'. Did you mean Piriformis?"));
    stage_do(COMMAND_SEARCH, -1, 0, "qqqqqqqqq");
    stage_frames(3);
    assert_true(stage_says("Nothing matches"));
}

static void acts_are_found_by_typing(void **state)
{
    (void)state;
    stage_do(COMMAND_SEARCH, -1, 0, "x-ray");
    stage_frames(3);
    assert_true(stage_says_alone("X-ray"));
    stage_key(UIKEY_ENTER);
    assert_non_null(stage_pushed(COMMAND_XRAY));
}

static void arrows_choose_among_results(void **state)
{
    (void)state;
    stage.carry_out = false;
    AtlasHit hits[3];
    assert_int_equal(atlas_search(stage.atlas, "gluteus", SIDE_RIGHT, hits, 3), 3);
    stage_do(COMMAND_SEARCH, -1, 0, "gluteus");
    stage_frames(3);
    stage_key(UIKEY_DOWN);
    stage_key(UIKEY_DOWN);
    stage_key(UIKEY_UP);
    stage_forget();
    stage_key(UIKEY_ENTER);
    assert_int_equal(stage.pushed_count, 1);
    assert_int_equal(stage.pushed[0].item, hits[1].structure);
}

static void very_long_text_is_survived(void **state)
{
    (void)state;
    char much[250];
    memset(much, 'a', sizeof much - 1);
    much[sizeof much - 1] = '\0';
    stage_do(COMMAND_SEARCH, -1, 0, much);
    stage_type("bcdefghijklmnop");
    stage_type("bcdefghijklmnop");
    stage_frames(3);
    assert_true(strlen(session_screen(stage.session)->search_text) < sizeof session_screen(stage.session)->search_text);
}

static void the_menu_acts_and_back_closes_it(void **state)
{
    (void)state;
    int item = stage_item("gluteus_maximus_r");
    stage_mouse(600, 300);
    ui_open_menu(stage.ui, item);
    stage_frames(2);
    assert_true(stage_says("Gluteus maximus (right)") && stage_says_alone("Only this"));
    assert_true(ui_wants_keyboard(stage.ui));
    stage_forget();
    stage_key(UIKEY_DOWN);
    stage_key(UIKEY_DOWN);
    stage_key(UIKEY_ENTER);
    const Command *command = stage_pushed(COMMAND_REFLECT);
    assert_non_null(command);
    assert_int_equal(command->item, item);
    stage_frames(2);
    assert_false(ui_wants_keyboard(stage.ui));
    ui_open_menu(stage.ui, item);
    stage_frames(2);
    stage_do(COMMAND_SELECT, item, 0, NULL);
    stage_do(COMMAND_BACK, -1, 0, NULL);
    stage_frames(3);
    assert_false(ui_wants_keyboard(stage.ui));
    assert_int_equal(session_view(stage.session)->selected, item); /* one step back, not two */
}

static void keys_not_used_by_panels_keep_their_meaning(void **state)
{
    (void)state;
    stage_do(COMMAND_SEARCH, -1, 0, "glu");
    stage_frames(3);
    assert_true(ui_wants_keyboard(stage.ui));
    stage_key(UIKEY_PAGE_DOWN); /* a clicker peels whatever has the keyboard */
    assert_non_null(stage_pushed(COMMAND_DEEPER));
    stage_key(UIKEY_ESCAPE);
    assert_non_null(stage_pushed(COMMAND_BACK));
    stage_frames(3);
    assert_false(session_screen(stage.session)->search || ui_wants_keyboard(stage.ui));
    stage_forget();
    stage_key(UIKEY_TAB);
    assert_true(ui_wants_keyboard(stage.ui));
    assert_false(ui_wants_text(stage.ui));
    static const UiKey LEFT[] = {UIKEY_Z, UIKEY_PAGE_DOWN, UIKEY_DELETE, UIKEY_LEFT, UIKEY_DOWN, UIKEY_HOME};
    for (size_t i = 0; i < sizeof LEFT / sizeof *LEFT; i++) { /* the window keeps these */
        assert_false(ui_keys(stage.ui) >> LEFT[i] & 1);
    }
    stage_key(UIKEY_ESCAPE); /* lets go of the ring, and nothing more */
    assert_null(stage_pushed(COMMAND_BACK));
    assert_false(ui_wants_keyboard(stage.ui));
}

static void tab_reaches_everything(void **state)
{
    (void)state;
    stage.carry_out = false;
    stage_do(COMMAND_SELECT, stage_item("gluteus_maximus_r"), 0, NULL);
    stage_frames(2);
    stage_forget();
    bool cameras = false, acts = false, top = false, labels = false;
    for (int i = 0; i < 120; i++) {
        stage_key(UIKEY_TAB);
        stage_key(UIKEY_ENTER);
        cameras |= stage_pushed(COMMAND_CAMERA_NAMED) != NULL;
        acts |= stage_pushed(COMMAND_ONLY) != NULL;
        top |= stage_pushed(COMMAND_MORE) != NULL;
        labels |= stage_pushed(COMMAND_LABELS) != NULL;
        stage_forget();
    }
    assert_true(cameras && acts && top && labels);
}

/* What has no room in the rows stands on the page of all acts. */
static void tab_reaches_the_rest(void **state)
{
    (void)state;
    stage.carry_out = false;
    stage_do(COMMAND_MORE, -1, 0, NULL);
    stage_frames(2);
    stage_forget();
    bool about = false, settings = false, handout = false, section = false;
    for (int i = 0; i < 60; i++) {
        stage_key(UIKEY_TAB);
        stage_key(UIKEY_ENTER);
    }
    for (int i = 0; i < stage.pushed_count; i++) {
        about |= stage.pushed[i].id == COMMAND_ABOUT;
        settings |= stage.pushed[i].id == COMMAND_SETTINGS;
        handout |= stage.pushed[i].id == COMMAND_HANDOUT;
        section |= stage.pushed[i].id == COMMAND_SECTION;
    }
    assert_true(about && settings && handout && section);
}

static void the_pointer_names_then_tells(void **state)
{
    (void)state;
    int item = stage_item("gluteus_maximus_r");
    const char *everyday = stage.atlas->structures[item].facts[FACT_EVERYDAY].text;
    assert_non_null(everyday);
    stage_mouse(700, 300);
    session_set_hovered(stage.session, item);
    stage_frames(3);
    assert_true(stage_says("Gluteus maximus (right)"));
    assert_false(stage_says(everyday));
    assert_true(ui_wake_s(stage.ui) > stage.input.time_s);
    stage_frames(70);
    assert_true(stage_says(everyday));
    stage_mouse(60, 300); /* over a panel nothing of the body is named */
    assert_false(stage_says("Gluteus maximus (right)"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_body_keeps_seventy_percent, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(any_size_is_survived, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(at_rest_nothing_asks_for_frames, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(dragging_the_slider_is_one_gesture, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(a_stop_is_met_exactly_by_its_name, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(the_depth_is_named_large_for_a_second, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(typing_finds_and_enter_reveals, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(letters_typed_before_the_field_listens_are_kept, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(a_slip_is_answered_with_a_question, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(acts_are_found_by_typing, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(arrows_choose_among_results, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(very_long_text_is_survived, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(the_menu_acts_and_back_closes_it, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(keys_not_used_by_panels_keep_their_meaning, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(tab_reaches_everything, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(tab_reaches_the_rest, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(the_pointer_names_then_tells, stage_each, stage_each_done),
    };
    return cmocka_run_group_tests(tests, stage_open, stage_close);
}
