/* test_ui_fits.c - every page of the window in every language, and with the largest text: nothing is cut, covered or
 * out of reach. */
#include "ui_measure.h"
#include "ui_pages.h"

/* A row of results is one line; a path in a message may have no place to break. */
static const char *const ROWS[] = {"##results", "##message", NULL};

static void measure_at(const char *page, int percent)
{
    char what[96];
    snprintf(what, sizeof what, "%s, %s, %d %%", page, words_languages()[words_language()].code, percent);
    measure_frame(what);
}

static void every_page(int percent, int language_count)
{
    stage_do(COMMAND_TEXT_SIZE, -1, (float)percent, NULL);
    stage_frames(2);
    Ui fresh = *stage.ui;
    for (int i = 0; i < UI_PAGE_COUNT; i++) {
        words_set_language(0, NULL);
        pages_reset(&fresh);
        UI_PAGES[i].open();
        measure_skip(2);
        stage.input.time_s += 2; /* what shows for a moment is gone */
        measure_skip(2);
        for (int language = 0; language < language_count; language++) {
            words_set_language(language, NULL);
            measure_skip(2);
            measure_at(UI_PAGES[i].name, percent);
        }
    }
    words_set_language(0, NULL);
    pages_reset(&fresh);
}

/* What has a nerve of its own: the colours' names are measured with all of them. */
static const char *const BODY[] = {"gluteus_maximus_r",
                                   "gluteus_medius_r",
                                   "piriformis_r",
                                   "obturator_internus_r",
                                   "quadratus_femoris_r",
                                   "obturator_externus_r",
                                   "semitendinosus_r",
                                   "biceps_femoris_short_r",
                                   "posterior_femoral_cutaneous_nerve_r",
                                   "pudendal_nerve_r",
                                   "psoas_major_r",
                                   "iliacus_r",
                                   "multifidus_r",
                                   "hip_bone_r",
                                   "sacrum",
                                   "femur_r",
                                   NULL};

static int open_own(void **state)
{
    stage_body = BODY;
    static char folder[] = "/tmp/hip_fits_XXXXXX";
    return mkdtemp(folder) && setenv("XDG_DATA_HOME", folder, 1) == 0 ? stage_open(state) : -1;
}

static int fresh_each(void **state)
{
    int rc = stage_each(state);
    measure.wrong = 0;
    measure.cut_allowed = ROWS;
    session_set_reduced_motion(stage.session, true);
    shim_listen(NULL, NULL);
    return rc;
}

static void in_every_language(void **state)
{
    (void)state;
    every_page(100, WORDS_LANGUAGES);
    assert_int_equal(measure.wrong, 0);
}

static void with_the_largest_text(void **state)
{
    (void)state;
    every_page(250, 2);
    assert_int_equal(measure.wrong, 0);
}

/* Where the window is neither narrow nor wide. */
static void with_large_text(void **state)
{
    (void)state;
    every_page(150, 2);
    assert_int_equal(measure.wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(in_every_language, fresh_each, stage_each_done),
        cmocka_unit_test_setup_teardown(with_large_text, fresh_each, stage_each_done),
        cmocka_unit_test_setup_teardown(with_the_largest_text, fresh_each, stage_each_done),
    };
    return cmocka_run_group_tests(tests, open_own, stage_close);
}
