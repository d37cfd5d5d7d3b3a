/* test_ui_plain.c - what a client's eyes are spared: Latin, words of the trade, the dark. */
#include "hip/walk.h"
#include "ui_internal.h"
#include "ui_stage.h"

static void the_theme_comes_back_from_the_client(void **state)
{
    (void)state;
    for (int theme = 0; theme < THEME_COUNT; theme++) {
        stage_do(COMMAND_THEME, -1, (float)theme, NULL);
        stage_do(COMMAND_CLIENT, -1, 1, NULL);
        assert_int_equal(view_theme(session_view(stage.session)),
                         theme == THEME_CONTRAST ? THEME_CONTRAST : THEME_LIGHT);
        stage_do(COMMAND_CLIENT, -1, 0, NULL);
        assert_int_equal(view_theme(session_view(stage.session)), theme);
    }
    stage_do(COMMAND_CLIENT, -1, 1, NULL); /* every press is seen */
    for (int i = 0; i < 4; i++) {
        Theme before = view_theme(session_view(stage.session));
        stage_do(COMMAND_THEME, -1, -1, NULL);
        assert_int_not_equal(view_theme(session_view(stage.session)), before);
    }
}

/* Latin names of muscles, nerves, ligaments; words that a client need not know. */
static void no_hard_words(const char *page, const char *where)
{
    static const char *const HARD[] = {"luteus",    "iriformis", "uadratus", "endinosus", "ensor fasc",      "chanter",
                                       "ffleurage", "etrissage", "schaem",   "yofascial", "yndrome",         "eferral",
                                       "adicul",    "Prone",     "upine",    "textbook",  "read in a source"};
    for (size_t i = 0; i < sizeof HARD / sizeof *HARD; i++) {
        const char *at = strstr(page, HARD[i]);
        if (at) {
            fail_msg("%s: a client reads '%s': %.80s", where, HARD[i], at - (at > page + 40 ? 40 : 0));
        }
    }
}

static void a_client_reads_no_latin_on_any_answer(void **state)
{
    (void)state;
    stage_do(COMMAND_CLIENT, -1, 1, NULL);
    stage_do(COMMAND_PAIN, -1, 0, NULL);
    stage_frames(3);
    for (int z = 0; z < stage.atlas->pain->zone_count; z++) {
        ViewState view = *session_view(stage.session);
        view.told = (PainAsked){.zones = UINT64_C(1) << z};
        session_place(stage.session, &view);
        stage_frames(2);
        stage.ui->pain.helps = stage.ui->pain.count ? stage.ui->pain.best[0].source : -1;
        stage_frames(2);
        const char *page = strstr(stage.said, "Where does it hurt?");
        assert_non_null(page);
        no_hard_words(page, stage.atlas->pain->zones[z].id);
    }
}

/* How one lies, what is done, the session step by step. */
static void a_client_reads_no_latin_on_other_pages(void **state)
{
    (void)state;
    stage_do(COMMAND_CLIENT, -1, 1, NULL);
    stage_do(COMMAND_POSITIONS, -1, 0, NULL);
    for (int i = 0; i < stage.atlas->position_count; i++) {
        stage_do(COMMAND_POSITION, -1, (float)i, NULL);
        stage_frames(2);
        no_hard_words(stage.said, stage.atlas->positions[i].id);
    }
    stage_do(COMMAND_STROKES, -1, 0, NULL);
    for (int i = -1; i < stage.atlas->stroke_count; i++) {
        stage_do(COMMAND_STROKE, -1, (float)i, NULL);
        stage_frames(2);
        no_hard_words(stage.said, i < 0 ? "strokes" : stage.atlas->strokes[i].id);
    }
    stage_do(COMMAND_STROKE, -1, -1, NULL);
    stage_do(COMMAND_WALK, -1, 0, NULL);
    for (int i = 0; i < stage.atlas->session_count; i++) {
        stage_do(COMMAND_WALK_TO, -1, walk_start_s(stage.atlas, i), NULL);
        stage_frames(2);
        no_hard_words(stage.said, stage.atlas->session[i].id);
    }
}

static void structures_have_plain_names_for_a_client(void **state)
{
    (void)state;
    for (int i = 0; i < stage.atlas->structure_count; i++) {
        const AtlasStructure *s = &stage.atlas->structures[i];
        bool latin = s->system == SYSTEM_MUSCLE || s->system == SYSTEM_NERVE || s->system == SYSTEM_VESSEL;
        assert_true(s->plain && s->plain[0]);
        assert_true(!latin || strcmp(s->plain, s->name_en) != 0);
        for (int k = 0; k < i; k++) { /* told apart */
            const AtlasStructure *other = &stage.atlas->structures[k];
            assert_true(strcmp(s->base_id, other->base_id) == 0 || strcmp(s->plain, other->plain) != 0);
        }
    }
    char name[160];
    stage_do(COMMAND_CLIENT, -1, 1, NULL);
    stage_frames(40);
    assert_string_equal(item_name(stage.ui, stage_item("piriformis_r"), name, sizeof name),
                        "Deep buttock muscle (right)");
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, stage_each, stage_each_done)
    const struct CMUnitTest tests[] = {
        CASE(the_theme_comes_back_from_the_client),
        CASE(a_client_reads_no_latin_on_any_answer),
        CASE(a_client_reads_no_latin_on_other_pages),
        CASE(structures_have_plain_names_for_a_client),
    };
    return cmocka_run_group_tests(tests, stage_open, stage_close);
}
