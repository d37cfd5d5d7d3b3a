/* ui_pages.h - every page, panel and dialog of the window in one table, each with the way to it: what walks by
 * keyboard, what measures texts and what draws pictures of all of them reads the same rows. After ui_stage.h. */
#ifndef HIP_TESTS_UI_PAGES_H
#define HIP_TESTS_UI_PAGES_H
#include "ui_ways.h"

typedef struct UiPage {
    const char *name;
    void (*open)(void); /* from the view that the program starts with; frames are still to be played */
    bool beside;        /* no page of the window: the projected picture, or the teacher's own window */
} UiPage;

static inline void pages_lessons(void)
{
    pages_go(COMMAND_LESSONS);
}

static inline void pages_at_lesson(const char *at)
{
    stage_do(COMMAND_LESSON, -1, 0, at);
    if (session_screen(stage.session)->page != PAGE_LESSONS) {
        pages_go(COMMAND_LESSONS);
    }
}

static inline void pages_lesson(void)
{
    pages_at_lesson("sciatic:2");
}

/* The first step that asks, answered wrongly. */
static inline void pages_lesson_question(void)
{
    const Lesson *lesson = lesson_find(session_lessons(stage.session, NULL), "piriformis");
    char at[80];
    int step = 0;
    assert_non_null(lesson);
    while (step + 1 < lesson->step_count && !lesson->steps[step].ask.text) {
        step++;
    }
    snprintf(at, sizeof at, "piriformis:%d", step + 1);
    pages_at_lesson(at);
    stage_frame();
    stage.ui->lesson.answer = lesson->steps[step].ask.right == 0;
}

static inline void pages_recording(void)
{
    stage_do(COMMAND_LESSON_KEEP, -1, 0, "");
    stage_do(COMMAND_LESSON_SAY, -1, 0, "...");
    pages_go(COMMAND_LESSONS);
}

static inline void pages_recording_steps(void)
{
    pages_recording();
    stage_do(COMMAND_LESSON_SAY, -1, 0, "Feel for the bony corner at the outside of the hip: this is where they meet.");
    stage_do(COMMAND_LESSON_KEEP, -1, 0, "");
    session_screen(stage.session)->message[0] = '\0';
}

static inline void pages_quiz(void)
{
    session_screen(stage.session)->page = PAGE_QUIZ;
}

/* A question of this kind, one that could be asked at random; `answered`: wrongly. */
static inline void pages_quiz_kind(QuizKind kind, bool answered)
{
    static QuizCard cards[QUIZ_CARDS];
    int count = quiz_cards(stage.atlas, QUIZ_LEVELS, cards), i = 0;
    QuizRound *round = (QuizRound *)session_quiz(stage.session);
    *round = (QuizRound){.level = QUIZ_LEVELS, .left_s = 4 * 60};
    session_screen(stage.session)->page = PAGE_QUIZ;
    while (i < count && cards[i].kind != kind) {
        i++;
    }
    assert_true(i < count && quiz_question(stage.atlas, cards[i], 1, &round->question));
    if (answered) {
        stage_do(COMMAND_QUIZ_ANSWER, kind == QUIZ_FIND ? stage_item("sacrum") : -1,
                 (float)(round->question.right == 0), NULL);
    }
}

static inline void pages_quiz_name(void)
{
    pages_quiz_kind(QUIZ_NAME, false);
}

static inline void pages_quiz_find(void)
{
    pages_quiz_kind(QUIZ_FIND, true);
}

static inline void pages_quiz_layers(void)
{
    pages_quiz_kind(QUIZ_LAYERS, false);
    for (int i = 0; i < QUIZ_CHOICES; i++) {
        stage_do(COMMAND_QUIZ_ANSWER, -1, (float)i, NULL);
    }
}

static inline void pages_quiz_origin(void)
{
    pages_quiz_kind(QUIZ_ORIGIN, true);
}

static inline void pages_quiz_insertion(void)
{
    pages_quiz_kind(QUIZ_INSERTION, false);
}

static inline void pages_quiz_nerve(void)
{
    pages_quiz_kind(QUIZ_NERVE, true);
}

static inline void pages_quiz_stroke(void)
{
    pages_quiz_kind(QUIZ_STROKE, false);
}

static inline void pages_quiz_position(void)
{
    pages_quiz_kind(QUIZ_POSITION, true);
}

static inline void pages_quiz_variant(void)
{
    pages_quiz_kind(QUIZ_VARIANT, true);
}

static inline void pages_quiz_score(void)
{
    pages_quiz_kind(QUIZ_NAME, true);
    stage_do(COMMAND_QUIZ_LEVEL, -1, 0, NULL);
}

static inline void pages_quiz_map(void)
{
    pages_quiz();
    stage_do(COMMAND_QUIZ_MAP, -1, 1, NULL);
}

static inline void pages_bookmarks(void)
{
    pages_go(COMMAND_BOOKMARKS);
}

static inline void pages_bookmark(void)
{
    pages_select("piriformis_r");
    stage_do(COMMAND_BOOKMARK_KEEP, -1, 0, "");
    stage_do(COMMAND_BOOKMARK_KEEP, -1, 0, "");
    stage_do(COMMAND_BOOKMARK_DROP, -1, 0, "");
}

static inline void pages_bookmark_kept(void)
{
    stage_do(COMMAND_BOOKMARK_KEEP, -1, 0, "");
}

static inline void pages_notes(void)
{
    pages_go(COMMAND_NOTES);
}

/* Pinned to the back of its box: a test's body is of boxes, the place is on its surface all the same. */
static inline void pages_note(void)
{
    Command add = {
        .id = COMMAND_NOTE_ADD, .item = stage_item("gluteus_maximus_r"), .text = "Press slowly, wait, go on"};
    const Box3 *box = &session_model(stage.session)->item_box[add.item];
    HipError err = {{0}};
    box3_centre(box, add.vector);
    add.vector[2] = box->lo[2];
    pages_select("gluteus_maximus_r");
    assert_int_equal(session_do(stage.session, &add, &err), HIP_OK);
}

static inline void pages_settings(void)
{
    pages_go(COMMAND_SETTINGS);
}

static inline void pages_more(void)
{
    pages_go(COMMAND_MORE);
}

static inline void pages_section(void)
{
    stage_do(COMMAND_SECTION, -1, SECTION_AXIAL, NULL);
}

static inline void pages_section_page(void)
{
    pages_select("piriformis_r");
    stage_do(COMMAND_SECTION, -1, SECTION_CORONAL, NULL);
}

static inline void pages_colours_depth(void)
{
    stage_do(COMMAND_COLOURS, -1, COLOURS_DEPTH, NULL);
}

static inline void pages_colours_nerve(void)
{
    stage_do(COMMAND_COLOURS, -1, COLOURS_NERVE, NULL);
}

static inline void pages_colours_length(void)
{
    stage_do(COMMAND_COLOURS, -1, COLOURS_LENGTH, NULL);
}

static inline void pages_say(const char *text)
{
    Screen *screen = session_screen(stage.session);
    snprintf(screen->message, sizeof screen->message, "%s", text);
    screen->message_until_s = stage.input.time_s + 60;
}

static inline void pages_message(void)
{
    pages_say("sacrum.glb is 25 times smaller than its neighbours: probably inches. Shown at the right size.");
}

/* Nearly as long as a message can be, with a path that has no place to break. */
static inline void pages_trouble(void)
{
    pages_say("cannot import '/home/somebody/Documents/models/of the course/"
              "a_very_long_name_of_a_pelvis_that_was_exported_from_a_scanner_and_never_given_another_one.glb': "
              "the importer was stopped after 30 s (part 17 of 204: accessor 12 of mesh 3 lies outside its buffer, "
              "which has 1048576 bytes; the file says 2097152). The model before stays.");
}

static inline void pages_section_news(void)
{
    pages_section();
    pages_message();
}

static inline void pages_lesson_section(void)
{
    pages_lesson();
    pages_section();
}

static inline void pages_lesson_colours(void)
{
    pages_lesson();
    pages_colours_length();
    pages_message();
}

static inline void pages_menu(void)
{
    stage_mouse(500, 300);
    ui_open_menu(stage.ui, stage_item("piriformis_r"));
}

static inline void pages_hover(void)
{
    stage_mouse(500, 300);
    session_set_hovered(stage.session, stage_item("piriformis_r"));
    stage_frame();
    stage.input.time_s += 2;
}

static inline void pages_labels(void)
{
    stage_do(COMMAND_DEPTH, -1, 6, NULL);
    stage_do(COMMAND_LABELS, -1, LABELS_ALL, NULL);
}

static inline void pages_show(void)
{
    stage_do(COMMAND_LESSON, -1, 0, "sciatic:2");
    stage_do(COMMAND_PRESENT, -1, 1, NULL);
}

/* The lesson's first step that asks. */
static inline void pages_show_question(void)
{
    pages_lesson_question();
    stage_do(COMMAND_PRESENT, -1, 1, NULL);
}

/* Projected on a body: `steps` further than the ruler. */
static inline void pages_body_at(int steps)
{
    stage_do(COMMAND_PROJECT, -1, 1, NULL);
    for (int i = 0; i < steps; i++) {
        if (i == 1) { /* the second landmark is asked for once the first one was clicked */
            stage_do(COMMAND_PROJECT_AT, -1, 0, NULL);
        } else {
            stage_do(COMMAND_PROJECT_NEXT, -1, 0, NULL);
        }
    }
}

static inline void pages_body_ruler(void)
{
    pages_body_at(0);
}

static inline void pages_body_first(void)
{
    pages_body_at(1);
}

static inline void pages_body_second(void)
{
    pages_body_at(2);
}

static inline void pages_body_refused(void)
{
    pages_body_at(2);
    pages_say(_("So the body would be less than half or more than twice the atlas: measure and click again"));
}

static inline void pages_body_lies(void)
{
    pages_body_at(3);
}

static inline void pages_teacher(void)
{
    stage_do(COMMAND_PRESENT, -1, 1, NULL);
    stage.teacher = true;
}

static inline void pages_teacher_lesson(void)
{
    pages_show_question();
    stage.teacher = true;
}

static inline void pages_teacher_ruler(void)
{
    pages_body_ruler();
    stage.teacher = true;
}

static inline void pages_teacher_mark(void)
{
    pages_body_second();
    stage.teacher = true;
}

static inline void pages_teacher_lies(void)
{
    pages_body_lies();
    stage.teacher = true;
}

static const UiPage UI_PAGES[] = {
    {"start", pages_start},
    {"labels", pages_labels},
    {"structure", pages_structure},
    {"citations", pages_citations},
    {"bone", pages_bone},
    {"nerve", pages_nerve},
    {"layers", pages_layers},
    {"search empty", pages_search_empty},
    {"search", pages_search},
    {"search other", pages_search_other},
    {"search nothing", pages_search_nothing},
    {"search near", pages_search_near},
    {"help", pages_help},
    {"about", pages_about},
    {"model", pages_model},
    {"variants", pages_variants},
    {"positions", pages_positions},
    {"position", pages_position},
    {"motion", pages_motion},
    {"tilt claims", pages_tilt_claims},
    {"strokes", pages_strokes},
    {"stroke", pages_stroke},
    {"press", pages_press},
    {"pressed", pages_pressed},
    {"walk", pages_walk},
    {"walk step", pages_walk_step},
    {"pain", pages_pain},
    {"pain places", pages_pain_places},
    {"pain feeling", pages_pain_feeling},
    {"pain signs", pages_pain_signs},
    {"pain flagged", pages_pain_flagged},
    {"pain answers", pages_pain_answers},
    {"pain helps", pages_pain_helps},
    {"pain source", pages_pain_source},
    {"wipe", pages_wipe},
    {"compares", pages_compares},
    {"comparing", pages_comparing},
    {"claims", pages_claims},
    {"claim", pages_claim},
    {"scene", pages_scene},
    {"before", pages_before},
    {"comfort", pages_comfort},
    {"client", pages_client},
    {"client structure", pages_client_structure},
    {"client positions", pages_client_positions},
    {"client stroke", pages_client_stroke},
    {"client walk", pages_client_walk},
    {"client answers", pages_client_answers},
    {"client claims", pages_client_claims},
    {"lessons", pages_lessons},
    {"lesson", pages_lesson},
    {"lesson question", pages_lesson_question},
    {"recording", pages_recording},
    {"quiz", pages_quiz},
    {"quiz name", pages_quiz_name},
    {"quiz find", pages_quiz_find},
    {"quiz layers", pages_quiz_layers},
    {"quiz origin", pages_quiz_origin},
    {"quiz insertion", pages_quiz_insertion},
    {"quiz nerve", pages_quiz_nerve},
    {"quiz stroke", pages_quiz_stroke},
    {"quiz position", pages_quiz_position},
    {"quiz variant", pages_quiz_variant},
    {"quiz score", pages_quiz_score},
    {"quiz map", pages_quiz_map},
    {"bookmarks", pages_bookmarks},
    {"bookmark", pages_bookmark},
    {"bookmark kept", pages_bookmark_kept},
    {"notes", pages_notes},
    {"note", pages_note},
    {"settings", pages_settings},
    {"more", pages_more},
    {"section", pages_section},
    {"section page", pages_section_page},
    {"colours depth", pages_colours_depth},
    {"colours nerve", pages_colours_nerve},
    {"colours length", pages_colours_length},
    {"section news", pages_section_news},
    {"lesson section", pages_lesson_section},
    {"lesson colours", pages_lesson_colours},
    {"menu", pages_menu},
    {"hover", pages_hover},
    {"message", pages_message},
    {"trouble", pages_trouble},
    {"recording steps", pages_recording_steps},
    {"show", pages_show, true},
    {"show question", pages_show_question, true},
    {"body ruler", pages_body_ruler, true},
    {"body first", pages_body_first, true},
    {"body second", pages_body_second, true},
    {"body refused", pages_body_refused, true},
    {"body lies", pages_body_lies, true},
    {"teacher", pages_teacher, true},
    {"teacher lesson", pages_teacher_lesson, true},
    {"teacher ruler", pages_teacher_ruler, true},
    {"teacher mark", pages_teacher_mark, true},
    {"teacher lies", pages_teacher_lies, true},
};
enum { UI_PAGE_COUNT = sizeof UI_PAGES / sizeof *UI_PAGES };

/* Back to the start with an interface that remembers nothing but its fonts; what the user owns goes to a folder of the
 * test's own (XDG_DATA_HOME). */
static inline void pages_reset(const Ui *fresh)
{
    ViewState home;
    stage.teacher = false;
    stage_do(COMMAND_PROJECT, -1, 0, NULL);
    stage_do(COMMAND_PRESENT, -1, 0, NULL);
    stage_do(COMMAND_CLIENT, -1, 0, NULL);
    stage_do(COMMAND_LESSON, -1, 0, "");
    stage_do(COMMAND_QUIZ_LEVEL, -1, 0, NULL);
    while (session_recorded(stage.session) > 0) {
        stage_do(COMMAND_LESSON_UNKEEP, -1, 0, NULL);
    }
    while (session_notes(stage.session)->count > 0) {
        stage_do(COMMAND_NOTE_DROP, -1, 0, NULL);
    }
    stage_do(COMMAND_NOTES_SHOW, -1, 0, NULL);
    shim_release_keyboard();
    session_home(stage.session, &home);
    home.side = SIDE_RIGHT;
    session_place(stage.session, &home);
    *session_screen(stage.session) = (Screen){0};
    session_set_hovered(stage.session, -1);
    Ui now = *stage.ui;
    *stage.ui = *fresh;
    stage.ui->cache = now.cache;
    stage.ui->seen = now.seen;
    stage.ui->font_unit = now.font_unit;
    stage.ui->font_client = now.font_client;
    stage.ui->font_regular = now.font_regular;
    stage.ui->font_strong = now.font_strong;
    stage.input.mouse_inside = false;
    stage_frames(2);
}
#endif
