/* test_ui_claims.c - the page of what people say and what is known: every claim, side, contraindication and piece of
 * comfort can be read, verdicts are words, marks open sources, scenes move the body, typing finds claims. */
#include "found.h"
#include "hip/claims.h"
#include "ui_internal.h"
#include "ui_stage.h"
#include <math.h>

static void open_page_at(int tab)
{
    if (session_screen_const(stage.session)->page != PAGE_CLAIMS) {
        stage_do(COMMAND_CLAIMS, -1, 0, NULL);
    }
    stage.ui->claim_tab = tab;
    stage_frames(2);
}

static bool says_quoted(const char *text)
{
    char quoted[500];
    snprintf(quoted, sizeof quoted, "\u201c%s.\u201d", text);
    return stage_says_alone(quoted);
}

static void every_claim_is_told_with_its_verdict(void **state)
{
    (void)state;
    const ClaimAtlas *all = stage.atlas->claims;
    open_page_at(0);
    for (int i = 0; i < all->topic_count; i++) {
        assert_true(stage_says_alone(all->topics[i].name));
    }
    for (int i = 0; i < all->claim_count; i++) {
        const AtlasClaim *claim = &all->claims[i];
        ui_show_claim(stage.ui, i);
        stage_frames(2);
        assert_true(says_quoted(claim->claim));
        assert_true(stage_says(claim_verdict_name(claim->verdict)));
        assert_true(!claim->known.text || stage_says_alone(claim->known.text));
        assert_true(!claim->say.text || stage_says_alone(claim->say.text));
        assert_true(claim->scene < 0 || stage_says_alone(all->scenes[claim->scene].name));
    }
}

static void disagreements_stand_side_by_side(void **state)
{
    (void)state;
    const ClaimAtlas *all = stage.atlas->claims;
    open_page_at(0);
    for (int i = 0; i < all->dispute_count; i++) {
        const ClaimDispute *dispute = &all->disputes[i];
        stage.ui->claim_topic = dispute->topic;
        stage_frames(2);
        assert_true(stage_says_alone(dispute->name) && stage_says_alone(dispute->line.text));
        for (int k = 0; k < dispute->side_count; k++) {
            char quoted[240];
            snprintf(quoted, sizeof quoted, "\u201c%s\u201d", dispute->sides[k].says);
            assert_true(stage_says_alone(quoted));
        }
    }
}

static void before_and_comfort_leave_nothing_out(void **state)
{
    (void)state;
    const ClaimAtlas *all = stage.atlas->claims;
    open_page_at(1);
    for (int level = 0; level < STOP_LEVELS; level++) {
        assert_true(stage_says_alone(stop_level_name((StopLevel)level)));
    }
    for (int i = 0; i < all->stop_count; i++) {
        assert_true(stage_says_alone(all->stops[i].name) && stage_says_alone(all->stops[i].act.text));
    }
    for (int i = 0; i < all->scope_count; i++) {
        assert_true(stage_says_alone(all->scope[i].text));
    }
    open_page_at(2);
    for (int i = 0; i < all->comfort_count; i++) {
        assert_true(stage_says_alone(all->comfort[i].name));
        for (int k = 0; k < all->comfort[i].say_count; k++) {
            assert_true(stage_says_alone(all->comfort[i].says[k].text));
        }
    }
    for (int i = 0; i < all->scale_count; i++) {
        assert_true(stage_says_alone(all->scale[i].is.text));
    }
}

/* What a colour says, a word says too: no verdict's name is that of another, and each stands beside its sign. */
static void verdicts_differ_in_words(void **state)
{
    (void)state;
    for (int i = 0; i < CLAIM_VERDICTS; i++) {
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(claim_verdict_name((ClaimVerdict)i), claim_verdict_name((ClaimVerdict)k));
            assert_string_not_equal(claim_verdict_id((ClaimVerdict)i), claim_verdict_id((ClaimVerdict)k));
        }
    }
}

static void the_keyboard_opens_sources(void **state)
{
    (void)state;
    const AtlasSource *source = atlas_source(stage.atlas, 17);
    open_page_at(0);
    ui_show_claim(stage.ui, atlas_claim(stage.atlas, "002-7"));
    stage_frames(4);
    assert_false(stage_says(source->text));
    stage.carry_out = false;
    for (int i = 0; i < 120 && !stage_says(source->text); i++) {
        stage_key(UIKEY_TAB);
        if (stage.ui->focus.at == ui_id("claim known", "002-7", 0)) {
            stage_key(UIKEY_ENTER);
            stage_frame();
        }
    }
    assert_true(stage_says(source->text));
}

static void a_scene_moves_the_body_in_one_step(void **state)
{
    (void)state;
    const ClaimAtlas *all = stage.atlas->claims;
    int tilt = atlas_joint(stage.atlas, "pelvic_tilt");
    for (int i = 0; i < all->scene_count; i++) {
        const ClaimScene *scene = &all->scenes[i];
        open_page_at(0);
        stage_do(COMMAND_SCENE, -1, (float)i, NULL);
        const ViewState *view = session_view(stage.session);
        assert_true(view->depth == scene->depth);
        assert_true(view->pose.deg[POSE_RIGHT][tilt] == scene->deg[tilt]);
        assert_int_equal(view->colours == COLOURS_LENGTH, scene->lengths);
        assert_true(view->camera.distance_m > 0.2f && view->camera.distance_m < 3);
        stage_do(COMMAND_UNDO, -1, 0, NULL);
        assert_true(pose_is_rest(&session_view(stage.session)->pose));
    }
    ViewState before = *session_view(stage.session);
    stage_do(COMMAND_SCENE, -1, 99, NULL);
    assert_true(view_state_equal(&before, session_view(stage.session)));
}

/* A scene keeps what the user chose; the left hip is looked at from the left. */
static void a_scene_keeps_what_was_chosen(void **state)
{
    (void)state;
    stage_do(COMMAND_THEME, -1, (float)THEME_LIGHT, NULL);
    stage_do(COMMAND_SIDE, -1, (float)SIDE_LEFT, NULL);
    stage_do(COMMAND_SCENE, -1, 0, NULL);
    const ViewState *view = session_view(stage.session);
    assert_int_equal(view->theme, THEME_LIGHT);
    assert_int_equal(view->side, SIDE_LEFT);
    assert_true(sinf(view->camera.yaw_deg * HIP_PI / 180) > 0.5f);
    stage_do(COMMAND_THEME, -1, (float)THEME_DARK, NULL);
}

/* With the button, the page stays although something is selected. */
static void the_page_stays_beside_its_scene(void **state)
{
    (void)state;
    open_page_at(0);
    ui_show_claim(stage.ui, atlas_claim(stage.atlas, "000-7"));
    stage_frames(6);
    stage.ui->focus.at = 0;
    for (int i = 0; i < 120 && !stage_pushed(COMMAND_SCENE); i++) {
        stage_key(UIKEY_TAB);
        const ClaimScene *scene = &stage.atlas->claims->scenes[stage.atlas->claims->claims[stage.ui->claim_open].scene];
        char scope[32];
        snprintf(scope, sizeof scope, "scene %u", ui_id("claim", "000-7", 0));
        if (stage.ui->focus.at == ui_id(scope, "button", 0)) {
            stage_key(UIKEY_ENTER);
            stage_frames(3);
            assert_true(stage_says_alone(scene->shows.text));
        }
    }
    assert_non_null(stage_pushed(COMMAND_SCENE));
    assert_int_equal(session_view(stage.session)->selected, stage_item("piriformis_r"));
    assert_int_equal(session_screen_const(stage.session)->page, PAGE_CLAIMS);
}

static void typing_finds_claims(void **state)
{
    static const char *const WORDS[][2] = {
        {"toxins", "000-21"}, {"anterior tilt", "002-7"}, {"gluteal amnesia", "000-11"}, {"no pain no gain", "003-3"}};
    (void)state;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        session_screen(stage.session)->page = PAGE_NONE;
        stage_do(COMMAND_SEARCH, -1, 0, WORDS[i][0]);
        stage_frames(3);
        assert_true(stage_says_alone("Claim"));
        stage_key(UIKEY_ENTER);
        stage_frames(4);
        assert_int_equal(session_screen_const(stage.session)->page, PAGE_CLAIMS);
        assert_int_equal(stage.ui->claim_open, atlas_claim(stage.atlas, WORDS[i][1]));
    }
}

static void the_client_reads_no_marks(void **state)
{
    (void)state;
    open_page_at(1);
    assert_true(stage_says("read in a source"));
    stage_do(COMMAND_CLIENT, -1, 1, NULL);
    for (int tab = 0; tab < 3; tab++) {
        open_page_at(tab);
        assert_false(stage_says("read in a source"));
        assert_false(stage_says("textbook \u00b7"));
    }
    stage_do(COMMAND_CLIENT, -1, 0, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_claim_is_told_with_its_verdict, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(disagreements_stand_side_by_side, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(before_and_comfort_leave_nothing_out, stage_each, stage_each_done),
        cmocka_unit_test(verdicts_differ_in_words),
        cmocka_unit_test_setup_teardown(the_keyboard_opens_sources, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(a_scene_moves_the_body_in_one_step, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(a_scene_keeps_what_was_chosen, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(the_page_stays_beside_its_scene, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(typing_finds_claims, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(the_client_reads_no_marks, stage_each, stage_each_done),
    };
    return cmocka_run_group_tests_name("ui_claims", tests, stage_open, stage_close);
}
