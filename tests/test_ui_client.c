/* test_ui_client.c - pages of the client on the table: positions, joints, strokes, what lies under a tool, a session,
 * for the client's eyes; and what typing finds of them. */
#include "found.h"
#include "hip/pain.h"
#include "hip/panes.h"
#include "ui_internal.h"
#include "ui_stage.h"
#include <math.h>

static const CommandId PAGES[] = {COMMAND_POSITIONS, COMMAND_MOTION, COMMAND_STROKES, COMMAND_PRESS,
                                  COMMAND_WALK,      COMMAND_PAIN,   COMMAND_CLAIMS,  COMMAND_COMPARES};
enum { PAGE_KINDS = sizeof PAGES / sizeof *PAGES };

static void type_and_enter(const char *text)
{
    stage_do(COMMAND_SEARCH, -1, 0, text);
    stage_frames(3);
    stage_key(UIKEY_ENTER);
    stage_frames(2);
}

static void the_body_keeps_its_room_on_every_page(void **state)
{
    static const float SIZES[][2] = {{1280, 720}, {960, 600}, {1920, 1080}};
    (void)state;
    for (size_t s = 0; s < sizeof SIZES / sizeof *SIZES; s++) {
        stage.input.width = SIZES[s][0];
        stage.input.height = SIZES[s][1];
        for (int client = 0; client < 2; client++) {
            stage_do(COMMAND_CLIENT, -1, (float)client, NULL);
            for (int p = 0; p < PAGE_KINDS; p++) {
                session_screen(stage.session)->page = PAGE_NONE;
                stage_do(PAGES[p], -1, 0, NULL);
                stage_frames(2);
                const Screen *screen = session_screen_const(stage.session);
                assert_true(1 - screen->free_left - screen->free_right >= 0.699f);
            }
        }
    }
    stage_do(COMMAND_CLIENT, -1, 0, NULL);
}

static void typing_finds_positions_strokes_and_tools(void **state)
{
    (void)state;
    type_and_enter("side lying");
    assert_non_null(stage_pushed(COMMAND_POSITION));
    int position = session_view(stage.session)->position;
    assert_true(position >= 0 && strncmp(stage.atlas->positions[position].id, "side_lying", 10) == 0);
    type_and_enter("effleurage");
    assert_int_equal(session_view(stage.session)->stroke, atlas_stroke(stage.atlas, "S03"));
    assert_int_equal(session_screen_const(stage.session)->page, PAGE_STROKES);
    type_and_enter("S12");
    assert_int_equal(session_view(stage.session)->stroke, atlas_stroke(stage.atlas, "S12"));
    assert_int_equal(session_screen_const(stage.session)->page, PAGE_STROKES);
    type_and_enter("elbow");
    assert_int_equal(session_view(stage.session)->tool, atlas_tool(stage.atlas, "elbow"));
    assert_int_equal(session_screen_const(stage.session)->page, PAGE_PRESS);
}

static void every_stroke_and_position_is_found_by_its_name(void **state)
{
    Found found[16];
    (void)state;
    for (int i = 0; i < stage.atlas->stroke_count; i++) {
        int count = found_massage(stage.atlas, stage.atlas->strokes[i].id, found, 16);
        assert_int_equal(count, 1);
        assert_int_equal(found[0].index, i);
    }
    for (int i = 0; i < stage.atlas->position_count; i++) {
        int count = found_massage(stage.atlas, stage.atlas->positions[i].name, found, 16);
        bool there = false;
        for (int k = 0; k < count; k++) {
            there |= found[k].kind == FOUND_POSITION && found[k].index == i;
        }
        assert_true(there);
    }
    assert_int_equal(found_massage(stage.atlas, "p", found, 16), 0);
    assert_int_equal(found_massage(stage.atlas, "zzz", found, 16), 0);
}

static void structures_are_still_found_first(void **state)
{
    (void)state;
    type_and_enter("piriformis");
    assert_int_equal(session_view(stage.session)->selected, stage_item("piriformis_r"));
    assert_int_equal(session_view(stage.session)->stroke, -1);
}

static void a_structure_says_what_reaches_it_in_two_acts(void **state)
{
    (void)state;
    type_and_enter("gluteus medius"); /* one */
    assert_true(stage_says_alone("Position and stroke that reach it"));
    for (int tabs = 0; tabs < 60 && !stage_pushed(COMMAND_STROKE); tabs++) { /* two */
        uint32_t id = ui_id("reach", "S11", 0);
        if (ui_focused(stage.ui, id)) {
            stage_key(UIKEY_ENTER);
        } else {
            stage_key(UIKEY_TAB);
        }
    }
    stage_frames(3);
    int stroke = session_view(stage.session)->stroke, position = session_view(stage.session)->position;
    assert_int_equal(stroke, atlas_stroke(stage.atlas, "S11"));
    assert_true(position >= 0 && atlas_stroke_in(&stage.atlas->strokes[stroke], position));
    assert_true(stage_says("It aims at this structure."));
}

/* Tab goes to a row of the page at the right, Enter chooses it. */
static void choose_row(uint32_t id, CommandId act)
{
    for (int tabs = 0; tabs < 120 && !stage_pushed(act); tabs++) {
        stage_key(ui_focused(stage.ui, id) ? UIKEY_ENTER : UIKEY_TAB);
    }
    assert_non_null(stage_pushed(act));
    stage_frames(3);
}

static void a_muscle_shows_the_pain_that_it_can_cause(void **state)
{
    (void)state;
    type_and_enter("piriformis");
    assert_true(stage_says_alone("Pain it can cause"));
    assert_true(stage_says_alone("Piriformis, outer spot"));
    choose_row(ui_id("pain source", "TP_PIR1", 0), COMMAND_SOURCE);
    assert_int_equal(session_view(stage.session)->source, pain_source(stage.atlas, "TP_PIR1"));
    assert_int_equal(session_view(stage.session)->selected, stage_item("piriformis_r")); /* its page stays */
}

static void what_feels_alike_stands_side_by_side(void **state)
{
    (void)state;
    stage_do(COMMAND_COMPARES, -1, 0, NULL);
    stage_frames(2);
    choose_row(ui_id("compare", "sciatica", 0), COMMAND_COMPARE);
    const AtlasCompare *compare = view_comparison(stage.atlas, session_view(stage.session));
    assert_non_null(compare);
    stage_forget();
    stage_frames(2);
    assert_true(stage_says("1  Nerve root S1") && stage_says("2  Piriformis syndrome")); /* under the panes */
    for (int i = 0; i < compare->pane_count; i++) {
        assert_true(stage_says(compare->panes[i].tells.text));
    }
    for (int row = 0; row < compare->row_count; row++) {
        assert_true(stage_says_alone(compare->rows[row].question));
        assert_true(stage_says(compare->rows[row].answers[1].text));
    }
    stage_do(COMMAND_CLIENT, -1, 1, NULL);
    stage_frames(2);
    stage_forget();
    stage_frames(2);
    assert_true(stage_says("2  Nerve deep in the buttock"));
    assert_false(stage_says("Piriformis"));
    stage_do(COMMAND_CLIENT, -1, 0, NULL);
}

static void the_page_of_joints_names_what_lengthens(void **state)
{
    (void)state;
    stage_do(COMMAND_JOINT, -1, 60, "hip_flexion");
    stage_do(COMMAND_MOTION, -1, 0, NULL);
    stage_frames(3);
    assert_true(stage_says("Drag the thigh or the pelvis"));
    assert_true(stage_says_alone("+60\u00b0"));
    assert_true(stage_says("(debated)")); /* the role of piriformis, from half way on */
    assert_true(stage_says("58 degrees"));
    stage_do(COMMAND_REST, -1, 0, NULL);
    stage_frames(2);
    assert_false(stage_says("58 degrees"));
    stage_do(COMMAND_SELECT, stage_item("piriformis_r"), 0, NULL);
    stage_frames(2);
    stage_do(COMMAND_MOTION, -1, 0, NULL);
    stage_frames(2);
    assert_true(stage_says("turns the thigh outward"));
}

static void click_id(uint32_t id)
{
    for (int tabs = 0; tabs < 200 && !ui_focused(stage.ui, id); tabs++) {
        stage_key(UIKEY_TAB);
    }
    assert_true(ui_focused(stage.ui, id));
    stage_key(UIKEY_ENTER);
    stage_frames(3);
}

static void a_tilted_pelvis_shows_what_pulls_and_what_is_said(void **state)
{
    (void)state;
    stage_do(COMMAND_JOINT, -1, 10, "pelvic_tilt");
    stage_do(COMMAND_MOTION, -1, 0, NULL);
    stage_frames(3);
    assert_true(stage_says("tilted forward"));
    assert_true(stage_says_alone("Hip flexors and back muscles"));
    assert_false(stage_says("Often said"));
    click_id(ui_id("tilt", "button", 1));
    assert_true(stage_says("Often said: \u201cTight buttocks pull the pelvis forward.\u201d"));
    assert_true(stage_says("Mechanics says the contrary"));
}

static void colours_by_length_open_the_muscles_and_explain_themselves(void **state)
{
    (void)state;
    stage_do(COMMAND_MOTION, -1, 0, NULL);
    stage_frames(2);
    click_id(ui_id("lengths", "button", 0));
    assert_int_equal(session_view(stage.session)->colours, COLOURS_LENGTH);
    assert_true(session_view(stage.session)->depth >= 2);
    stage_frames(60);
    assert_true(stage_says("Longer (crossed lines)") && stage_says("Shorter (single lines)"));
}

static void a_session_says_what_to_do_and_to_say(void **state)
{
    (void)state;
    stage_do(COMMAND_WALK, -1, 0, NULL);
    float start = 0;
    for (int i = 0; i < stage.atlas->session_count; i++) {
        const SessionStep *step = &stage.atlas->session[i];
        for (int k = 0; k < step->cue_count; k++) {
            stage_do(COMMAND_WALK_TO, -1, start + step->cues[k].at_s + 0.01f, NULL);
            stage_frame();
            assert_true(stage_says(step->cues[k].say.text));
        }
        assert_true(stage_says_alone(step->name));
        start += step->seconds;
    }
    assert_true(stage_says("Hurts good") && stage_says("Sharp: stop"));
}

static void a_session_that_plays_wakes_the_window(void **state)
{
    (void)state;
    stage_do(COMMAND_WALK, -1, 0, NULL);
    stage_frames(3);
    assert_true(ui_wake_s(stage.ui) == 0 || ui_wake_s(stage.ui) > stage.input.time_s + 10);
    stage_do(COMMAND_PLAY, -1, -1, NULL);
    stage_frames(2);
    assert_true(ui_wake_s(stage.ui) > 0 && ui_wake_s(stage.ui) <= stage.input.time_s + 1);
    stage_do(COMMAND_PLAY, -1, -1, NULL);
}

static void a_client_reads_plain_words_in_large_type(void **state)
{
    (void)state;
    int item = stage_item("piriformis_r");
    stage_do(COMMAND_SELECT, item, 0, NULL);
    stage_do(COMMAND_CLIENT, -1, 1, NULL);
    stage_frames(3);
    assert_true(shim_font_em(UI_FONT_SMALL) >= 18);
    assert_false(stage_says(stage.atlas->structures[item].name_la));
    assert_false(stage_says("read in a source"));
    assert_true(stage_says_alone("Leave"));
    assert_false(stage_says_alone("Model"));
    click_id(ui_id("top", "button", COMMAND_CLIENT));
    assert_false(session_view(stage.session)->client);
    stage_frames(40);
    assert_true(shim_font_em(UI_FONT_SMALL) < 18);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, stage_each, stage_each_done)
    const struct CMUnitTest tests[] = {
        CASE(the_body_keeps_its_room_on_every_page),
        CASE(typing_finds_positions_strokes_and_tools),
        CASE(every_stroke_and_position_is_found_by_its_name),
        CASE(structures_are_still_found_first),
        CASE(a_structure_says_what_reaches_it_in_two_acts),
        CASE(a_muscle_shows_the_pain_that_it_can_cause),
        CASE(what_feels_alike_stands_side_by_side),
        CASE(the_page_of_joints_names_what_lengthens),
        CASE(a_tilted_pelvis_shows_what_pulls_and_what_is_said),
        CASE(colours_by_length_open_the_muscles_and_explain_themselves),
        CASE(a_session_says_what_to_do_and_to_say),
        CASE(a_session_that_plays_wakes_the_window),
        CASE(a_client_reads_plain_words_in_large_type),
    };
    return cmocka_run_group_tests(tests, stage_open, stage_close);
}
