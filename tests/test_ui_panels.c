/* test_ui_panels.c - what the pages say: every fact with its source, every act with its key, readable in every theme.
 */
#include "ui_internal.h"
#include "ui_stage.h"
#include <math.h>

static void every_act_has_its_place_in_help(void **state)
{
    (void)state;
    stage_do(COMMAND_HELP, -1, 0, NULL);
    stage_frames(2);
    for (int id = COMMAND_NONE + 1; id < COMMAND_COUNT; id++) {
        const CommandInfo *info = command_info((CommandId)id);
        assert_non_null(info);
        if (info->help) {
            assert_true(stage_says_alone(info->title));
            assert_true(stage_says_alone(info->help));
            assert_non_null(info->keys);
        }
    }
}

static void no_key_has_two_meanings(void **state)
{
    char keys[256][32];
    int count = 0;
    (void)state;
    for (int id = COMMAND_NONE + 1; id < COMMAND_COUNT; id++) {
        char copy[128];
        snprintf(copy, sizeof copy, "%s", command_info((CommandId)id)->keys ? command_info((CommandId)id)->keys : "");
        for (char *save = NULL, *key = strtok_r(copy, ";", &save); key; key = strtok_r(NULL, ";", &save)) {
            for (int i = 0; i < count; i++) {
                assert_string_not_equal(keys[i], key);
            }
            snprintf(keys[count++], sizeof keys[0], "%s", key);
        }
    }
    assert_true(count > 20);
}

static void the_sheet_says_every_fact(void **state)
{
    (void)state;
    for (int item = 0; item < stage.atlas->structure_count; item++) {
        const AtlasStructure *s = &stage.atlas->structures[item];
        if (s->side == SIDE_LEFT) {
            continue;
        }
        stage_do(COMMAND_SELECT, item, 0, NULL);
        stage_frame();
        assert_true(stage_says_alone(s->name_en));
        assert_true(!s->name_la || stage_says_alone(s->name_la));
        for (int kind = 0; kind < FACT_COUNT; kind++) {
            const AtlasFact *fact = &s->facts[kind];
            assert_true(!fact->text || stage_says_alone(fact->text));
        }
        const AtlasStep *step = atlas_step_of(stage.atlas, item);
        assert_true(!step || !step->warn || stage_says_alone(step->warn));
        assert_true(session_model(stage.session)->present[item] || stage_says("Not in this model"));
    }
}

static void a_mark_opens_its_source(void **state)
{
    (void)state;
    int item = stage_item("piriformis_r");
    const AtlasFact *fact = &stage.atlas->structures[item].facts[FACT_ACTION];
    assert_true(fact->source_count > 0);
    const AtlasSource *source = atlas_source(stage.atlas, fact->sources[0]);
    stage.carry_out = false;
    stage_do(COMMAND_SELECT, item, 0, NULL);
    stage_frames(2);
    assert_false(stage_says(source->text));
    for (int i = 0; i < 60 && !stage_says(source->text); i++) { /* the keyboard gets there as well */
        stage_key(UIKEY_TAB);
        stage_key(UIKEY_ENTER);
        stage_frame();
    }
    assert_true(stage_says(source->text));
}

static void doubt_is_said_in_words(void **state)
{
    (void)state;
    assert_string_equal(confidence_words('A'), "read in a source");
    assert_string_equal(confidence_words('B'), "textbook");
    assert_string_equal(confidence_words('C'), "uncertain");
    stage_do(COMMAND_SELECT, stage_item("piriformis_r"), 0, NULL);
    stage_frames(2);
    assert_true(stage_says("textbook"));
}

static void the_sheet_acts_on_what_is_selected(void **state)
{
    (void)state;
    stage.carry_out = false;
    int item = stage_item("gluteus_maximus_r");
    stage_do(COMMAND_SELECT, item, 0, NULL);
    stage_frames(2);
    stage_forget();
    for (int y = 80; y < 460; y += 6) { /* press everywhere along both columns of buttons */
        stage_click(1080, (float)y);
        stage_click(1190, (float)y);
    }
    static const CommandId ACTS[] = {COMMAND_REVEAL, COMMAND_REFLECT, COMMAND_GHOST,
                                     COMMAND_HIDE,   COMMAND_ONLY,    COMMAND_LABELS};
    for (size_t i = 0; i < sizeof ACTS / sizeof *ACTS; i++) {
        const Command *command = stage_pushed(ACTS[i]);
        assert_non_null(command);
        assert_int_equal(command->item, item);
    }
}

static void the_tree_lists_the_side(void **state)
{
    (void)state;
    stage_do(COMMAND_LAYERS, -1, 0, NULL);
    stage_frames(2);
    assert_true(stage_says_alone("Gluteus maximus") && stage_says_alone("Sacrum"));
    assert_false(stage_says("Gluteus medius\n")); /* not in the model; the slider's stop is another text */
    stage_do(COMMAND_SIDE, -1, SIDE_BOTH, NULL);
    stage_frames(2);
    assert_true(stage_says_alone("Gluteus maximus \u00b7 L") && stage_says_alone("Gluteus maximus \u00b7 R"));
    stage_do(COMMAND_SELECT, stage_item("femur_r"), 0, NULL); /* chosen on the body: its page takes the room */
    stage_frames(2);
    assert_false(session_screen(stage.session)->layers);
    assert_true(stage_says_alone("Femur"));
}

static void about_says_whose_body_it_is(void **state)
{
    (void)state;
    stage_do(COMMAND_ABOUT, -1, 0, NULL);
    stage_frames(2);
    assert_true(stage_says("one adult man's") && stage_says("BodyParts3D") && stage_says("CC BY 4.0"));
    for (int i = 0; i < stage.atlas->source_count; i++) {
        assert_true(stage_says(stage.atlas->sources[i].text));
    }
}

static void no_model_is_an_invitation(void **state)
{
    (void)state;
    Session *full = stage.session, *empty = session_create(stage.atlas);
    stage.session = empty;
    stage_frames(3);
    assert_true(stage_says("Drop a model on this window"));
    stage_do(COMMAND_LAYERS, -1, 0, NULL);
    stage_frames(2);
    stage_do(COMMAND_MODEL_INFO, -1, 0, NULL);
    stage_frames(2);
    assert_true(stage_says("No model is loaded"));
    session_destroy(empty);
    stage.session = full;
    stage_frames(2);
}

static void trouble_is_shown_and_goes(void **state)
{
    (void)state;
    Screen *screen = session_screen(stage.session);
    snprintf(screen->message, sizeof screen->message, "sacrum.glb is 25 times smaller than its neighbours.");
    screen->message_until_s = stage.input.time_s + 0.5;
    stage_frames(2);
    assert_true(stage_says("25 times smaller"));
    stage_frames(60);
    assert_false(stage_says("25 times smaller"));
}

static void pictures_carry_labels_but_no_panels(void **state)
{
    (void)state;
    stage.overlay_only = true;
    stage_do(COMMAND_LABELS, -1, LABELS_ALL, NULL);
    stage_do(COMMAND_SELECT, stage_item("gluteus_maximus_r"), 0, NULL);
    stage_frames(40);
    assert_true(stage_says(" mm\n") && stage_says("up\n"));
    assert_true(stage_says("Gluteus maximus (right)"));
    assert_false(stage_says("Layers") || stage_says("Reveal") || stage_says("About"));
    assert_true(session_screen(stage.session)->free_left == 0);
}

static unsigned char *picture(void)
{
    static unsigned char *pixels[2];
    static int which;
    which = !which;
    pixels[which] = mem_resize(pixels[which], 1280 * 720, 4);
    RenderTarget target = {1280, 720, 1, stage.framebuffer};
    RenderStats stats;
    HipError err = {{0}};
    session_compose(stage.session, 1280, 720, stage.list);
    assert_int_equal(renderer_draw(stage.renderer, stage.list, &target, &stats, &err), HIP_OK);
    stage_play(true);
    renderer_read(stage.renderer, stage.framebuffer, 1280, 720, pixels[which]);
    return pixels[which];
}

static void the_same_picture_every_time(void **state)
{
    (void)state;
    stage.overlay_only = true;
    stage_do(COMMAND_LABELS, -1, LABELS_ALL, NULL);
    stage_frames(40);
    unsigned char *first = picture();
    HipError err = {{0}};
    ui_destroy(stage.ui); /* nothing that the interface remembers may show */
    assert_int_equal(ui_create(&stage.ui, &err), HIP_OK);
    stage.input.time_s += 12.3;
    unsigned char *second = picture();
    assert_memory_equal(first, second, 1280 * 720 * 4);
    free(first);
    free(second);
}

static double luminance(UiColour colour)
{
    double r = srgb_to_linear((float)(colour & 255) / 255), g = srgb_to_linear((float)(colour >> 8 & 255) / 255),
           b = srgb_to_linear((float)(colour >> 16 & 255) / 255);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

static double contrast(UiColour a, UiColour b)
{
    double x = luminance(a), y = luminance(b);
    return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

static void every_theme_is_readable(void **state)
{
    (void)state;
    for (int theme = 0; theme < THEME_COUNT; theme++) {
        const UiTheme *t = theme_of((Theme)theme);
        assert_true(contrast(t->text, t->panel) >= 7 && contrast(t->quiet, t->panel) >= 7);
        assert_true(contrast(t->text, t->raised) >= 7 && contrast(t->text, t->raised_hover) >= 7);
        assert_true(contrast(t->caution, t->panel) >= 7 || theme == THEME_LIGHT);
        assert_true(contrast(t->caution, t->panel) >= 4.5);
        assert_true(contrast(t->accent, t->panel) >= 3 && contrast(t->on_accent, t->accent) >= 4.5);
    }
}

/* A lesson's questions as a test: until one is answered neither the caption nor a name on the body tells it. */
static void a_lesson_that_asks_does_not_tell(void **state)
{
    (void)state;
    stage_do(COMMAND_LESSON, -1, 0, "layers:4");
    const Lesson *lesson = session_lesson(stage.session, NULL);
    const LessonStep *step = &lesson->steps[3];
    session_screen(stage.session)->page = PAGE_LESSONS;
    stage_frames(2);
    stage_forget();
    stage_frame();
    assert_true(stage_says(step->say.text));
    stage.ui->lesson.asks = true; /* as "Its questions" does, which goes to the first of them: this one */
    stage.ui->lesson.asked = stage.ui->lesson.right = 0;
    stage_frames(60); /* names fade */
    stage_forget();
    stage_frame();
    assert_true(stage_says(step->ask.text));
    assert_false(stage_says(step->say.text));
    assert_false(stage_says("Gluteus maximus (right)") || stage_says("Joint capsule"));
    for (int y = 100; y < 500 && stage.ui->lesson.answer < 0; y += 6) { /* the first choice, a wrong one */
        stage_click(1080, (float)y);
    }
    stage_frames(2);
    stage_forget();
    stage_frame();
    assert_int_equal(stage.ui->lesson.answer, 0);
    assert_true(stage_says("Not this one") && stage_says("Right") && stage_says(step->ask.because));
    assert_true(stage_says(step->say.text));
    session_screen(stage.session)->page = PAGE_NONE;
    stage.ui->lesson = (LessonPage){.answer = -1};
    stage_do(COMMAND_LESSON, -1, 0, "");
}

/* A step that selects something leaves the page of lessons where it is; a click on the body opens the sheet as always.
 */
static void a_lesson_keeps_its_page(void **state)
{
    (void)state;
    stage_do(COMMAND_LESSON, -1, 0, "layers:3");
    session_screen(stage.session)->page = PAGE_LESSONS;
    stage_frames(2);
    int selected = session_view(stage.session)->selected;
    stage_do(COMMAND_LESSON, -1, 0, "layers:4");
    stage_frames(2);
    assert_int_not_equal(session_view(stage.session)->selected, selected);
    assert_int_equal(session_screen(stage.session)->page, PAGE_LESSONS);
    stage_forget();
    stage_frame();
    assert_true(stage_says("Step 4 of"));
    stage_do(COMMAND_SELECT, stage_item("piriformis_l"), 0, "");
    stage_frames(2);
    assert_int_equal(session_screen(stage.session)->page, PAGE_NONE);
    stage_do(COMMAND_LESSON, -1, 0, "");
}

/* Who records finds the recording at the top of the page, and also while another lesson runs. */
static void a_recording_is_found(void **state)
{
    (void)state;
    session_screen(stage.session)->page = PAGE_LESSONS;
    stage_frames(2);
    assert_true(stage_says("Record your own") && !stage_says("Save the lesson"));
    stage_do(COMMAND_LESSON_KEEP, -1, 0, "");
    stage_frames(2);
    stage_forget();
    stage_frame();
    const char *save = strstr(stage.said, "Save the lesson"), *first = strstr(stage.said, "Layers of the hip");
    assert_true(save && first && save < first);
    stage_do(COMMAND_LESSON, -1, 0, "layers:2");
    stage_frames(2);
    stage_forget();
    stage_frame();
    assert_true(stage_says("Step 2 of") && stage_says("Save the lesson"));
    stage_do(COMMAND_LESSON, -1, 0, "");
    stage_do(COMMAND_LESSON_UNKEEP, -1, 0, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_act_has_its_place_in_help, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(no_key_has_two_meanings, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(the_sheet_says_every_fact, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(a_mark_opens_its_source, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(doubt_is_said_in_words, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(the_sheet_acts_on_what_is_selected, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(the_tree_lists_the_side, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(about_says_whose_body_it_is, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(no_model_is_an_invitation, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(trouble_is_shown_and_goes, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(pictures_carry_labels_but_no_panels, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(the_same_picture_every_time, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(every_theme_is_readable, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(a_lesson_that_asks_does_not_tell, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(a_lesson_keeps_its_page, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(a_recording_is_found, stage_each, stage_each_done),
    };
    return cmocka_run_group_tests(tests, stage_open, stage_close);
}
