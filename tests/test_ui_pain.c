/* test_ui_pain.c - the page that asks where it hurts: telling, warning signs before anything else, likely sources,
 * finding areas by typing, forgetting everything. What a client's eyes are spared: test_ui_plain.c. */
#include "found.h"
#include "ui_internal.h"
#include "ui_stage.h"

static void press_id(uint32_t id)
{
    for (int tabs = 0; tabs < 300 && !ui_focused(stage.ui, id); tabs++) {
        stage_key(UIKEY_TAB);
    }
    assert_true(ui_focused(stage.ui, id));
    stage_key(UIKEY_ENTER);
    stage_frames(3);
}

static void type_and_enter(const char *text)
{
    stage_do(COMMAND_SEARCH, -1, 0, text);
    stage_frames(3);
    stage_key(UIKEY_ENTER);
    stage_frames(3);
}

static const PainAsked *told(void)
{
    return &session_view(stage.session)->told;
}

static int zone(const char *id)
{
    int found = pain_zone(stage.atlas, id);
    assert_true(found >= 0);
    return found;
}

static void tell_zone(const char *id)
{
    stage_do(COMMAND_TELL_ZONE, -1, (float)zone(id), NULL);
    stage_frames(3);
}

static void tell_flag(const char *id)
{
    int flag = pain_flag(stage.atlas, id);
    assert_true(flag >= 0);
    stage_do(COMMAND_TELL_FLAG, -1, (float)flag, NULL);
    stage_frames(3);
}

static void open_page(void)
{
    stage_do(COMMAND_PAIN, -1, 0, NULL);
    stage_frames(3);
}

static void opening_shows_the_body_from_behind(void **state)
{
    (void)state;
    stage_do(COMMAND_DEPTH, -1, 6, NULL);
    stage_do(COMMAND_SELECT, stage_item("piriformis_r"), 0, NULL);
    press_id(ui_id("top", "button", COMMAND_PAIN));
    const ViewState *view = session_view(stage.session);
    assert_int_equal(session_screen_const(stage.session)->page, PAGE_PAIN);
    assert_int_equal(view->position, atlas_position(stage.atlas, "standing"));
    assert_int_equal(view->selected, -1);
    assert_float_equal(view->camera.yaw_deg, 180, 0.01f);
    assert_true(view->depth < 4);
    assert_true(stage_says_alone("Point at the body where it hurts."));
    stage_do(COMMAND_UNDO, -1, 0, NULL);
    assert_float_equal(session_view(stage.session)->depth, 6, 0);
}

static void what_is_told_keeps_the_view_when_the_page_opens_again(void **state)
{
    (void)state;
    open_page();
    tell_zone("Z_sitbone");
    stage_do(COMMAND_CAMERA_NAMED, -1, 0, "anterior");
    CameraPose before = session_view(stage.session)->camera;
    open_page();
    assert_int_equal(session_screen_const(stage.session)->page, PAGE_NONE);
    open_page();
    assert_memory_equal(&session_view(stage.session)->camera, &before, sizeof before);
}

static void every_place_is_told_from_the_list_by_keyboard(void **state)
{
    (void)state;
    open_page();
    press_id(ui_id("pain ask", "button", 0));
    for (int i = 0; i < stage.atlas->pain->zone_count; i++) {
        assert_true(stage_says_alone(stage.atlas->pain->zones[i].name));
    }
    for (int k = 0; k < 400 && !stage_pushed(COMMAND_TELL_ZONE); k++) { /* whichever stands first */
        stage_key(UIKEY_TAB);
        if (ui_focused(stage.ui, ui_id("places 1", "button", 0))) {
            stage_key(UIKEY_ENTER);
        }
    }
    stage_frames(3);
    uint64_t zones = told()->zones;
    assert_true(zones != 0 && (zones & (zones - 1)) == 0);
    press_id(ui_id("places told", "button", 0));
    assert_true(told()->zones == 0);
}

static void answers_are_three_and_two_with_reasons(void **state)
{
    (void)state;
    open_page();
    tell_zone("Z_thigh_post_upper");
    tell_zone("Z_buttock_mid");
    assert_true(stage_says_alone("Often linked with"));
    assert_true(stage_says_alone("What else it could be"));
    PainAnswer best[PAIN_CARDS + PAIN_OTHERS];
    int count = pain_top(stage.atlas, told(), PAIN_CARDS + PAIN_OTHERS, best);
    assert_int_equal(count, PAIN_CARDS + PAIN_OTHERS);
    char reason[300];
    for (int i = 0; i < count; i++) {
        const AtlasPain *source = &stage.atlas->pain->sources[best[i].source];
        assert_true(stage_says_alone(source->name));
        assert_true(stage_says(pain_reason(stage.atlas, told(), &best[i], reason, sizeof reason)));
        assert_int_equal(stage_says_alone(source->sentence.text), i < PAIN_CARDS);
    }
    assert_true(stage_says(stage.atlas->pain->note.text));
    for (int tier = 0; tier < FLAG_TIERS; tier++) { /* who told no sign reads which there are */
        assert_true(stage_says(stage.atlas->pain->tiers[tier].signs.text));
    }
}

static void words_are_told_and_weigh(void **state)
{
    (void)state;
    open_page();
    tell_zone("Z_buttock_mid");
    press_id(ui_id("pain ask", "button", 1));
    assert_true(stage_says_alone("What does it feel like?"));
    press_id(ui_id("feels", "button", 0));
    assert_true(told()->qualities != 0);
    assert_true(stage_says_alone("Feeling: 1"));
    assert_true(stage_says_alone("When does it come, or get worse?"));
    press_id(ui_id("when", "button", 0));
    uint32_t words = told()->qualities;
    assert_true((words & (words - 1)) != 0);
    for (int i = 0; i < stage.atlas->pain->quality_count; i++) {
        assert_true(stage_says_alone(stage.atlas->pain->qualities[i].name));
    }
}

static void the_order_is_made_when_something_else_is_told_and_then_only(void **state)
{
    (void)state;
    open_page();
    tell_zone("Z_buttock_mid");
    int first = stage.ui->pain.best[0].source, marked = (first + 1) % stage.atlas->pain->source_count;
    stage.ui->pain.best[0].source = marked;
    stage_frames(5);
    assert_int_equal(stage.ui->pain.best[0].source, marked);
    tell_zone("Z_thigh_post_upper");
    tell_zone("Z_thigh_post_upper");
    assert_int_equal(stage.ui->pain.best[0].source, first);
}

static void signs_fill_the_page_before_anything_else(void **state)
{
    static const char *const ONE_OF[FLAG_TIERS] = {"saddle_numb", "fever", "six_weeks"};
    (void)state;
    open_page();
    tell_zone("Z_buttock_mid");
    for (int tier = 0; tier < FLAG_TIERS; tier++) {
        const PainAtlas *pain = stage.atlas->pain;
        int flag = pain_flag(stage.atlas, ONE_OF[tier]);
        for (int i = 0; i < pain->flag_count && (flag < 0 || (int)pain->flags[flag].tier != tier); i++) {
            flag = (int)pain->flags[i].tier == tier ? i : flag;
        }
        tell_flag(pain->flags[flag].id);
        for (int other = 0; other < FLAG_TIERS; other++) { /* each in its own words */
            assert_int_equal(stage_says_alone(pain->tiers[other].title), other == tier);
            assert_int_equal(stage_says(pain->tiers[other].act.text), other == tier);
        }
        assert_true(stage_says(pain->flags[flag].name) && stage_says(pain->flags[flag].why.text));
        assert_false(stage_says_alone("Often linked with"));
        press_id(ui_id("signs", "button", 0));
        assert_true(stage_says_alone("Often linked with"));
        assert_true(strstr(stage.said, pain->tiers[tier].title) < strstr(stage.said, "Often linked with"));
        tell_flag(pain->flags[flag].id);
        assert_true(stage_says_alone("Often linked with"));
    }
}

static void another_sign_is_read_first_too(void **state)
{
    (void)state;
    open_page();
    tell_zone("Z_buttock_mid");
    tell_flag("saddle_numb");
    press_id(ui_id("signs", "button", 0));
    assert_true(stage_says_alone("Often linked with"));
    tell_flag("fever");
    assert_false(stage_says_alone("Often linked with"));
    const PainTier *tiers = stage.atlas->pain->tiers;
    const char *first = strstr(stage.said, tiers[FLAG_EMERGENCY].title),
               *then = strstr(stage.said, tiers[FLAG_URGENT].title);
    assert_true(first && then && first < then);
}

static void the_checklist_asks_for_every_sign(void **state)
{
    (void)state;
    open_page();
    press_id(ui_id("pain ask", "button", 2));
    const PainAtlas *pain = stage.atlas->pain;
    for (int i = 0; i < pain->flag_count; i++) {
        assert_true(stage_says_alone(pain->flags[i].name));
    }
    press_id(ui_id("sign", pain->flags[0].id, 0));
    assert_true(told()->flags == 1);
    assert_true(stage_says_alone("Warning signs: 1"));
}

static void what_helps_lays_the_client_and_plays(void **state)
{
    (void)state;
    open_page();
    tell_zone("Z_buttock_mid");
    int index = stage.ui->pain.best[0].source;
    const AtlasPain *source = &stage.atlas->pain->sources[index];
    char scope[32];
    snprintf(scope, sizeof scope, "card %d", index);
    assert_false(stage_says(source->helps.text));
    press_id(ui_id(scope, "button", 1));
    assert_true(stage_says(source->helps.text) && stage_says(source->avoid.text));
    assert_true(source->position_count > 0 && source->stroke_count > 0);
    press_id(ui_id("pain position", "button", 0));
    assert_int_equal(session_view(stage.session)->position, source->positions[0]);
    press_id(ui_id("pain stroke", "button", 0));
    assert_int_equal(session_view(stage.session)->stroke, source->strokes[0]);
    assert_int_equal(session_screen_const(stage.session)->page, PAGE_PAIN);
}

static void no_trace(const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < size; i++) {
        assert_int_equal(at[i], 0);
    }
}

/* Positions are written for the right hip. */
static void the_side_that_is_worked_never_lies_below(void **state)
{
    (void)state;
    const PainAtlas *pain = stage.atlas->pain;
    int sided = 0;
    stage_do(COMMAND_SIDE, -1, SIDE_LEFT, NULL);
    open_page();
    for (int z = 0; z < pain->zone_count; z++) {
        ViewState view = *session_view(stage.session);
        view.told = (PainAsked){.zones = UINT64_C(1) << z};
        session_place(stage.session, &view);
        stage_frames(2);
        int best = stage.ui->pain.count ? stage.ui->pain.best[0].source : -1;
        if (best < 0 || !pain->sources[best].position_count ||
            stage.atlas->positions[pain->sources[best].positions[0]].lies != LIES_LEFT) {
            continue;
        }
        stage.ui->pain.helps = best;
        stage_frames(2);
        press_id(ui_id("pain position", "button", 0));
        assert_int_equal(stage.atlas->positions[session_view(stage.session)->position].lies, LIES_RIGHT);
        sided++;
    }
    assert_true(sided > 0);
    stage_do(COMMAND_SIDE, -1, SIDE_RIGHT, NULL);
}

static void the_therapist_s_words_are_typed_and_wiped(void **state)
{
    (void)state;
    open_page();
    press_id(ui_id("pain note", "button", 0));
    stage_frames(3);
    assert_true(ui_wants_keyboard(stage.ui));
    stage_type("Walk every day");
    stage_frames(2);
    assert_string_equal(session_screen_const(stage.session)->note, "Walk every day");
    assert_false(session_screen_const(stage.session)->search);
    stage_do(COMMAND_PAIN_WIPE, -1, 0, NULL);
    stage_do(COMMAND_PAIN_WIPE, -1, 0, NULL);
    stage_frames(3);
    no_trace(session_screen_const(stage.session)->note, sizeof session_screen_const(stage.session)->note);
    assert_false(stage_says("Walk every day"));
}

static void show_me_shows_and_puts_back(void **state)
{
    (void)state;
    open_page();
    tell_zone("Z_buttock_mid");
    int index = stage.ui->pain.best[0].source;
    char scope[32];
    snprintf(scope, sizeof scope, "card %d", index);
    press_id(ui_id(scope, "button", 0));
    assert_int_equal(session_view(stage.session)->source, index);
    assert_int_equal(session_screen_const(stage.session)->page, PAGE_PAIN);
    press_id(ui_id(scope, "button", 0));
    assert_int_equal(session_view(stage.session)->source, -1);
    assert_true(told()->zones != 0);
}

static void marks_open_the_sources(void **state)
{
    (void)state;
    open_page();
    tell_zone("Z_buttock_mid");
    const AtlasPain *source = &stage.atlas->pain->sources[stage.ui->pain.best[0].source];
    const AtlasSource *cited = atlas_source(stage.atlas, source->sentence.sources[0]);
    assert_false(stage_says(cited->text));
    press_id(ui_id("card", source->id, 0));
    assert_true(stage_says(cited->text));
}

static void lay_words_find_areas(void **state)
{
    static const struct {
        const char *typed, *zone;
    } WORDS[] = {{"back of thigh", "Z_thigh_post_upper"},
                 {"bum hurts", "Z_buttock_mid"},
                 {"sit bone", "Z_sitbone"},
                 {"ischias", "Z_thigh_post_upper"},
                 {"my groin", "Z_groin"},
                 {"pain in the heel", "Z_heel"},
                 {"behind the knee", "Z_knee_back"},
                 {"tailbone", "Z_coccyx"},
                 {"it hurts at the calf", "Z_calf_post"},
                 {"outer thigh", "Z_thigh_lateral_upper"}};
    (void)state;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        session_screen(stage.session)->page = PAGE_NONE;
        uint64_t before = told()->zones, bit = UINT64_C(1) << zone(WORDS[i].zone);
        type_and_enter(WORDS[i].typed);
        if (told()->zones != (before | bit)) {
            fail_msg("'%s' did not tell %s", WORDS[i].typed, WORDS[i].zone);
        }
        assert_int_equal(session_screen_const(stage.session)->page, PAGE_PAIN);
    }
}

static void every_area_is_found_by_its_name_and_words(void **state)
{
    (void)state;
    for (int i = 0; i < stage.atlas->pain->zone_count; i++) {
        const AtlasZone *z = &stage.atlas->pain->zones[i];
        for (int w = -2; w < z->word_count; w++) {
            const char *words = w == -2 ? z->name : w == -1 ? z->plain : z->words[w];
            Found found[PAIN_ZONES];
            int said, count = found_zones(stage.atlas, words, found, PAIN_ZONES, &said);
            bool there = false;
            for (int k = 0; k < said; k++) {
                there |= found[k].index == i;
            }
            if (!there || said > count) {
                fail_msg("%s is not found by '%s'", z->id, words);
            }
        }
    }
    Found none[4];
    int said;
    assert_int_equal(found_zones(stage.atlas, "piriformis", none, 4, &said), 0);
    assert_int_equal(found_zones(stage.atlas, "it hurts", none, 4, &said), 0);
}

static void names_of_the_body_still_mean_the_body(void **state)
{
    static const char *const NAMES[] = {"piriformis", "sciatic nerve", "hip bone", "femur", "hamstring"};
    (void)state;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        Found found[4];
        int said;
        found_zones(stage.atlas, NAMES[i], found, 4, &said);
        assert_int_equal(said, 0);
    }
}

static void wiping_asks_once_and_leaves_nothing(void **state)
{
    (void)state;
    open_page();
    tell_zone("Z_buttock_mid");
    tell_flag("fever");
    stage_do(COMMAND_SOURCE, -1, 2, NULL);
    stage_do(COMMAND_SEARCH, -1, 0, "bum");
    stage_frames(3);
    stage_do(COMMAND_BACK, -1, 0, NULL);
    stage_do(COMMAND_PAIN_WIPE, -1, 0, NULL);
    stage_frames(3);
    assert_true(stage_says("Wipe all that was told"));
    assert_true(told()->zones != 0);
    stage_do(COMMAND_BACK, -1, 0, NULL); /* kept */
    stage_frames(3);
    assert_false(stage_says("Wipe all that was told"));
    assert_true(told()->zones != 0);
    press_id(ui_id("pain", "over", 0));
    press_id(ui_id("wipe", "yes", 0));
    const ViewState *view = session_view(stage.session), *shown = session_shown(stage.session);
    assert_int_equal(view->source, -1);
    assert_int_equal(shown->source, -1);
    no_trace(&view->told, sizeof view->told);
    no_trace(&shown->told, sizeof shown->told);
    no_trace(session_screen_const(stage.session)->search_text, sizeof session_screen_const(stage.session)->search_text);
    no_trace(stage.ui->result_text, sizeof stage.ui->result_text);
    const Command undo = {.id = COMMAND_UNDO, .item = -1}, redo = {.id = COMMAND_REDO, .item = -1};
    assert_false(session_can(stage.session, &undo));
    assert_false(session_can(stage.session, &redo));
    assert_true(stage_says_alone("Point at the body where it hurts."));
}

static void the_other_side_is_meant_while_nothing_is_told(void **state)
{
    (void)state;
    const AtlasZone *z = &stage.atlas->pain->zones[zone("Z_sitbone")];
    assert_true(z->ball_count > 0);
    Command at = {.id = COMMAND_TELL_AT, .item = -1};
    HipError err = {{0}};
    atlas_place_at(stage.atlas, &z->balls[0].at, SIDE_LEFT, at.vector);
    assert_int_equal(session_do(stage.session, &at, &err), HIP_OK);
    assert_int_equal(session_view(stage.session)->side, SIDE_LEFT);
    assert_true(told()->zones == UINT64_C(1) << zone("Z_sitbone"));
    at.vector[0] = -at.vector[0]; /* what is told is of one side */
    ViewState before = *session_view(stage.session);
    assert_int_equal(session_do(stage.session, &at, &err), HIP_FAILED);
    assert_non_null(strstr(err.text, "One side at a time"));
    assert_true(view_state_equal(&before, session_view(stage.session)));
    at.vector[0] = -at.vector[0];
    assert_int_equal(session_do(stage.session, &at, &err), HIP_OK); /* taken back */
    assert_true(told()->zones == 0);
}

static void areas_are_named_as_the_client_says(void **state)
{
    (void)state;
    open_page();
    stage_frames(60); /* the camera has come to rest */
    stage_mouse(500, 400);
    Screen *screen = session_screen(stage.session);
    screen->hover_zone = 1 + zone("Z_sitbone");
    screen->hover_side = SIDE_RIGHT;
    stage_frames(2);
    assert_true(stage_says_alone("At the bone I sit on"));
    screen->hover_side = SIDE_LEFT;
    stage_frames(2);
    assert_true(stage_says_alone("At the bone I sit on (left)"));
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, stage_each, stage_each_done)
    const struct CMUnitTest tests[] = {
        CASE(opening_shows_the_body_from_behind),
        CASE(what_is_told_keeps_the_view_when_the_page_opens_again),
        CASE(every_place_is_told_from_the_list_by_keyboard),
        CASE(answers_are_three_and_two_with_reasons),
        CASE(words_are_told_and_weigh),
        CASE(the_order_is_made_when_something_else_is_told_and_then_only),
        CASE(signs_fill_the_page_before_anything_else),
        CASE(another_sign_is_read_first_too),
        CASE(the_checklist_asks_for_every_sign),
        CASE(what_helps_lays_the_client_and_plays),
        CASE(the_side_that_is_worked_never_lies_below),
        CASE(the_therapist_s_words_are_typed_and_wiped),
        CASE(show_me_shows_and_puts_back),
        CASE(marks_open_the_sources),
        CASE(lay_words_find_areas),
        CASE(every_area_is_found_by_its_name_and_words),
        CASE(names_of_the_body_still_mean_the_body),
        CASE(wiping_asks_once_and_leaves_nothing),
        CASE(the_other_side_is_meant_while_nothing_is_told),
        CASE(areas_are_named_as_the_client_says),
    };
    return cmocka_run_group_tests(tests, stage_open, stage_close);
}
