/* A lesson that runs on the built-in body: its steps, leaving and coming back; words that undo each other; wrong ones;
 * a lesson that is recorded reads back as the same views. */
#include "body_session.h"
#include "hip/file.h"
#include "hip/mem.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static HipResult act(CommandId id, float value, const char *text, HipError *err)
{
    Command command = {.id = id, .item = -1, .value = value};
    snprintf(command.text, sizeof command.text, "%s", text);
    return session_do(session, &command, err);
}

static void does(CommandId id, float value, const char *text)
{
    HipError err = {""};
    if (act(id, value, text, &err) != HIP_OK) {
        fail_msg("%s", err.text);
    }
}

static int step(void)
{
    int at = -1;
    return session_lesson(session, &at) ? at + 1 : 0;
}

static ViewState state_of(const Lesson *lesson, int number)
{
    ViewState view;
    HipError err = {""};
    if (session_lesson_state(session, lesson, number - 1, &view, &err) != HIP_OK) {
        fail_msg("%s", err.text);
    }
    return view;
}

static Lesson *read_lesson(const char *text)
{
    Problems problems = {0};
    Lesson *lesson = NULL;
    if (lesson_parse(atlas, text, strlen(text), "test.json", true, &lesson, &problems) != HIP_OK) {
        fail_msg("%s", problems.items[0].text);
    }
    problems_release(&problems);
    return lesson;
}

static void it_goes_on_and_back(void **state)
{
    (void)state;
    HipError err = {""};
    does(COMMAND_LESSON, 0, "layers:4");
    assert_int_equal(step(), 4);
    assert_true(session_view(session)->depth == 3);
    does(COMMAND_LESSON_NEXT, 0, "");
    assert_int_equal(step(), 5);
    does(COMMAND_LESSON_PREVIOUS, 0, "");
    does(COMMAND_LESSON_PREVIOUS, 0, "");
    assert_int_equal(step(), 3);
    assert_true(session_view(session)->depth == 2);
    does(COMMAND_LESSON, 0, "layers:1");
    does(COMMAND_LESSON_PREVIOUS, 0, "");
    assert_int_equal(step(), 1);
    does(COMMAND_LESSON, 0, "layers:12");
    does(COMMAND_LESSON_NEXT, 0, "");
    assert_int_equal(step(), 12);
    assert_int_equal(act(COMMAND_LESSON, 0, "layers:13", &err), HIP_USAGE);
    assert_int_equal(act(COMMAND_LESSON, 0, "nobody", &err), HIP_USAGE);
    assert_int_equal(step(), 12);
}

static void who_explores_comes_back_first(void **state)
{
    (void)state;
    does(COMMAND_LESSON, 0, "layers:4");
    ViewState there = *session_view(session);
    does(COMMAND_DEPTH, 9, "");
    does(COMMAND_CAMERA_NAMED, 0, "anterior");
    does(COMMAND_LESSON_NEXT, 0, "");
    assert_int_equal(step(), 4);
    assert_true(view_state_equal(&there, session_view(session)));
    does(COMMAND_LESSON_NEXT, 0, "");
    assert_int_equal(step(), 5);
}

/* Fields and pages close first; the view stays. */
static void escape_leaves_it(void **state)
{
    (void)state;
    does(COMMAND_LESSON, 0, "layers:7");
    ViewState there = *session_view(session);
    session_screen(session)->page = PAGE_LESSONS;
    does(COMMAND_BACK, 0, "");
    assert_int_equal(session_screen(session)->page, PAGE_NONE);
    assert_int_equal(step(), 7);
    does(COMMAND_BACK, 0, "");
    assert_int_equal(step(), 0);
    assert_true(view_state_equal(&there, session_view(session)));
}

static void it_runs_by_itself_to_its_end(void **state)
{
    (void)state;
    does(COMMAND_LESSON, 0, "layers:11");
    does(COMMAND_LESSON_PLAY, 1, "");
    double now = 100;
    for (int i = 0; i < 30; i++, now += 1) {
        session_tick(session, now);
    }
    assert_int_equal(step(), 12);
    for (int i = 0; i < 60; i++, now += 1) {
        session_tick(session, now);
    }
    assert_int_equal(step(), 12);
    does(COMMAND_LESSON, 0, "");
}

static void what_a_word_does_another_undoes(void **state)
{
    (void)state;
    Lesson *lesson = read_lesson(
        "{\"id\": \"off\", \"title\": \"Off\", \"steps\": [\n"
        " {\"say\": \"a\"},\n"
        " {\"say\": \"b\", \"show\": {\"xray\": true, \"hide\": \"gluteus_maximus\", \"ghost\": \"skin=0.5\", "
        "\"peel\": \"piriformis=1\", \"select\": \"piriformis\", \"section\": \"axial=0\", \"lens\": \"0.5,0.5\", "
        "\"position\": \"prone\", \"stroke\": \"S03\", \"client\": true}},\n"
        " {\"say\": \"c\", \"show\": {\"xray\": \"off\", \"show\": \"all\", \"select\": \"none\", \"section\": "
        "\"none\", \"lens\": \"none\", \"stroke\": \"none\", \"position\": \"none\", \"client\": \"off\", "
        "\"zone\": \"none\", \"depth\": 0, \"camera\": \"posterior\"}}]}");
    ViewState first = state_of(lesson, 1), on = state_of(lesson, 2), off = state_of(lesson, 3);
    assert_true(on.xray && on.lens && on.client && on.position >= 0 && on.stroke >= 0 && on.section != SECTION_NONE);
    first.furnished = off.furnished;
    first.figure = off.figure;
    memcpy(first.lens_at, off.lens_at, sizeof first.lens_at); /* where a lens was that is no more */
    first.section_mm = off.section_mm;
    first.section_flip = off.section_flip;
    memcpy(first.section_normal, off.section_normal, sizeof first.section_normal);
    first.camera = off.camera;
    first.stroke_s = off.stroke_s;
    first.drape = off.drape;
    assert_true(view_state_equal(&first, &off));
    lesson_release(lesson);
}

static void zoom_and_camera(void **state)
{
    (void)state;
    Lesson *lesson = read_lesson("{\"id\": \"cam\", \"title\": \"T\", \"steps\": [\n"
                                 "{\"say\": \"a\", \"show\": {\"camera\": \"-90,10,600,-50,20,30\"}},\n"
                                 "{\"say\": \"b\", \"show\": {\"zoom\": 2}}]}");
    ViewState a = state_of(lesson, 1), b = state_of(lesson, 2);
    assert_true(fabsf(a.camera.target[0] + 0.05f) < 1e-6f && fabsf(a.camera.target[2] - 0.03f) < 1e-6f);
    assert_true(fabsf(a.camera.distance_m - 0.6f) < 1e-6f && fabsf(b.camera.distance_m - 0.3f) < 1e-6f);
    lesson_release(lesson);
}

/* The state that a running lesson keeps is the one worked out anew, also when the window has changed on the way. */
static void every_way_leads_to_the_same_view(void **state)
{
    (void)state;
    const Lesson *lesson = lesson_find(session_lessons(session, NULL), "sciatic");
    for (int round = 0; round < 2; round++) {
        does(COMMAND_LESSON, 0, round == 0 ? "sciatic:1" : "sciatic:5");
        for (int now = round == 0 ? 1 : 5; now <= lesson->step_count; now++) {
            assert_int_equal(step(), now);
            ViewState anew = state_of(lesson, now);
            assert_true(memcmp(&session_view(session)->camera, &anew.camera, sizeof anew.camera) == 0);
            assert_true(memcmp(session_view(session)->hidden, anew.hidden, sizeof anew.hidden) == 0);
            assert_true(session_view(session)->variant == anew.variant);
            if (now == 4) {
                session_set_aspect(session, 1.2f);
            }
            does(COMMAND_LESSON_NEXT, 0, "");
        }
    }
    session_set_aspect(session, 16.0f / 9);
    does(COMMAND_LESSON, 0, "");
}

static void wrong_words_are_told(void **state)
{
    (void)state;
    static const char *const BAD[][2] = {{"\"depht\": 3", "depht"},
                                         {"\"depth\": 11", "0 to 10"},
                                         {"\"depth\": true", "wants a value"},
                                         {"\"select\": \"piri\"", "piri"},
                                         {"\"zoom\": 9", "0.2 to 5"},
                                         {"\"camera\": \"1,2\"", "YAW"},
                                         {"\"stroke\": \"S99\"", "S99"},
                                         {"\"lesson\": \"layers\"", "hold a lesson"},
                                         {"\"code\": \"cam=1\"", "six numbers"},
                                         {"\"hide\": true", "wants a value"},
                                         {"\"labels\": \"many\"", "ids of structures"}};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        char *text = mem_format("{\"id\": \"a\", \"title\": \"T\", \"steps\": [{\"say\": \"x\"},\n{\"say\": \"y\", "
                                "\"show\": {%s}}]}",
                                BAD[i][0]);
        Lesson *lesson = read_lesson(text);
        ViewState view, before = *session_view(session);
        HipError err = {""};
        assert_true(session_lesson_state(session, lesson, 1, &view, &err) != HIP_OK);
        if (!strstr(err.text, BAD[i][1]) || !strstr(err.text, "step 2 (line 2)")) {
            fail_msg("%s: %s", BAD[i][0], err.text);
        }
        assert_true(view_state_equal(&before, session_view(session)));
        lesson_release(lesson);
        free(text);
    }
}

static const Lesson *saved(const char *id)
{
    session_read_lessons(session, NULL);
    return lesson_find(session_lessons(session, NULL), id);
}

static void item_does(CommandId id, const char *structure, float value)
{
    HipError err = {""};
    Command command = {.id = id, .item = atlas_structure(atlas, structure), .value = value};
    assert_true(command.item >= 0);
    if (session_do(session, &command, &err) != HIP_OK) {
        fail_msg("%s", err.text);
    }
}

static void keep(ViewState *seen, int *count)
{
    does(COMMAND_LESSON_KEEP, 0, "");
    seen[(*count)++] = *session_view(session);
}

/* Stops as a teacher makes them; what comes back is the same view, by its code and byte by byte where a code says it
 * all. */
static int explore(ViewState *seen)
{
    int count = 0;
    does(COMMAND_HOME, 0, "");
    does(COMMAND_DEPTH, 4.25f, "");
    keep(seen, &count);
    does(COMMAND_LESSON_SAY, 0, "Here it begins");
    does(COMMAND_DEPTH, 8, "");
    does(COMMAND_LESSON_KEEP, 0, "");
    does(COMMAND_LESSON_UNKEEP, 0, ""); /* a mistake */
    assert_int_equal(session_recorded(session), 1);
    does(COMMAND_CAMERA_NAMED, 0, "lateral");
    does(COMMAND_XRAY, 0, "");
    keep(seen, &count);
    does(COMMAND_XRAY, 0, "");
    item_does(COMMAND_HIDE, "gluteus_maximus_r", 0);
    item_does(COMMAND_GHOST, "piriformis_r", 0.4f);
    item_does(COMMAND_PEEL, "gluteus_medius_r", 0.5f);
    item_does(COMMAND_SELECT, "sciatic_nerve_r", 0);
    does(COMMAND_VARIANT, 1, "");
    does(COMMAND_LABELS, LABELS_ALL, "");
    keep(seen, &count);
    does(COMMAND_SHOW_ALL, 0, "");
    does(COMMAND_SECTION, SECTION_AXIAL, "");
    does(COMMAND_SECTION_FLIP, 0, "");
    keep(seen, &count);
    does(COMMAND_SECTION, SECTION_NONE, "");
    item_does(COMMAND_REVEAL, "gluteus_minimus_r", 0);
    keep(seen, &count);
    does(COMMAND_GROUP_HIDE, SYSTEM_MUSCLE, "");
    keep(seen, &count);
    does(COMMAND_HOME, 0, "");
    does(COMMAND_VIEW_CODE, 0, "h1 cam=180,0,500,-60,0,0 depth=6 labels=piriformis_r,sciatic_nerve_r,sacrum");
    keep(seen, &count);
    does(COMMAND_HOME, 0, "");
    does(COMMAND_JOINT, 40, "hip_flexion");
    does(COMMAND_JOINT, 60, "knee_flexion");
    does(COMMAND_COLOURS, COLOURS_LENGTH, "");
    keep(seen, &count);
    does(COMMAND_REST, 0, "");
    does(COMMAND_COLOURS, COLOURS_NATURAL, "");
    does(COMMAND_COMPARE, 0, "tilt");
    keep(seen, &count);
    does(COMMAND_COMPARE, 0, "none");
    does(COMMAND_STROKE, -1, "S03");
    does(COMMAND_STROKE_TIME, 2.5f, "");
    keep(seen, &count);
    does(COMMAND_STROKE, -1, "none");
    does(COMMAND_SOURCE, -1, "C_pir");
    keep(seen, &count);
    does(COMMAND_SOURCE, -1, "none");
    does(COMMAND_SIDE, SIDE_LEFT, "");
    does(COMMAND_POSITION, -1, "prone");
    does(COMMAND_DRAPE, 0, "");
    does(COMMAND_TELL_ZONE, 0, ""); /* what a client told is not kept */
    keep(seen, &count);
    seen[count - 1].told = (PainAsked){0};
    return count;
}

static bool holds(const LessonStep *one, const char *name, const char *value)
{
    for (int i = 0; i < one->word_count; i++) {
        if (strcmp(one->words[i].name, name) == 0) {
            return !value || (one->words[i].value && strcmp(one->words[i].value, value) == 0);
        }
    }
    return false;
}

/* As somebody writes it: words, few, none of them a code. */
static void is_written_by_words(const Lesson *lesson)
{
    static const struct {
        int step;
        const char *name, *value;
    } SAYS[] = {{0, "depth", "4.25"},
                {1, "xray", NULL},
                {1, "camera", "lateral"},
                {2, "hide", "gluteus_maximus"},
                {2, "ghost", "piriformis=0.4"},
                {2, "select", "sciatic_nerve"},
                {3, "show", "all"},
                {4, "reveal", "gluteus_minimus"},
                {5, "hide", "muscle,muscle_l"},
                {6, "labels", "piriformis,sciatic_nerve,sacrum"},
                {7, "pose", "hip_flexion=40,knee_flexion=60"},
                {8, "compare", "tilt"},
                {9, "stroke", "S03"},
                {9, "time", "2.5"},
                {10, "source", "C_pir"},
                {11, "position", "prone"},
                {11, "side", "left"}};
    for (size_t i = 0; i < sizeof SAYS / sizeof *SAYS; i++) {
        if (!holds(&lesson->steps[SAYS[i].step], SAYS[i].name, SAYS[i].value)) {
            fail_msg("step %d does not say %s %s", SAYS[i].step + 1, SAYS[i].name, SAYS[i].value);
        }
    }
    for (int i = 0; i < lesson->step_count; i++) {
        const LessonStep *one = &lesson->steps[i];
        if (holds(one, "code", NULL) || holds(one, "view", NULL) || one->word_count > 10) {
            fail_msg("step %d: %d words, the first %s", i + 1, one->word_count, one->words[0].name);
        }
    }
}

static void what_is_recorded_comes_back(void **state)
{
    (void)state;
    enum { MOST = 16 };
    HipError err = {""};
    ViewState seen[MOST];
    assert_int_equal(act(COMMAND_LESSON_SAVE, 0, "Nothing", &err), HIP_FAILED);
    int count = explore(seen);
    /* As a key saves it: under the name that was typed on the page. */
    snprintf(session_screen(session)->lesson_title, sizeof session_screen(session)->lesson_title, "My first: \xc3\xbc");
    does(COMMAND_LESSON_SAVE, 0, "");
    assert_string_equal(session_screen(session)->lesson_title, "");
    assert_int_equal(session_recorded(session), 0);
    assert_non_null(strstr(session_screen(session)->message, "my_first.json"));
    const Lesson *lesson = saved("my_first");
    assert_non_null(lesson);
    assert_int_equal(lesson->step_count, count);
    assert_string_equal(lesson->steps[0].say.text, "Here it begins");
    is_written_by_words(lesson);
    does(COMMAND_SIDE, SIDE_RIGHT, "");
    for (int i = 0; i < count; i++) {
        ViewState back = state_of(lesson, i + 1), is, was;
        char *had = view_code_write(atlas, &seen[i]), *has = view_code_write(atlas, &back);
        assert_string_equal(has, had);
        assert_int_equal(view_code_read(atlas, had, &was, &err), HIP_OK);
        assert_int_equal(view_code_read(atlas, has, &is, &err), HIP_OK);
        assert_true(view_state_equal(&is, &was));
        assert_true(memcmp(back.hidden, seen[i].hidden, sizeof back.hidden) == 0);
        assert_true(memcmp(&back.pose, &seen[i].pose, sizeof back.pose) == 0);
        assert_true(memcmp(back.room, seen[i].room, sizeof back.room) == 0);
        free(had);
        free(has);
    }
    does(COMMAND_HOME, 0, "");
}

/* A second one of that name, and one of the name of the program's own, stand beside them. */
static void nothing_is_written_over(void **state)
{
    (void)state;
    static const char *const TITLES[] = {"Layers", "Layers", "!", "3 of them"}, *const IDS[] = {"layers_2", "layers_3",
                                                                                                "lesson", "of_them"};
    char *broken = mem_format("%s/hip-atlas/lessons/broken.json", folder);
    assert_int_equal(file_write_atomic(broken, "{", 1, NULL), HIP_OK);
    for (int i = 0; i < 4; i++) {
        does(COMMAND_LESSON_KEEP, 0, "");
        does(COMMAND_LESSON_SAVE, 0, TITLES[i]);
        assert_non_null(saved(IDS[i]));
    }
    assert_false(saved("layers")->own);
    assert_non_null(strstr(session_screen(session)->message, "broken.json"));
    does(COMMAND_LESSON_KEEP, 0, "");
    does(COMMAND_LESSON_SAVE, 0, "Broken");
    assert_non_null(saved("broken_2"));
    Buffer still = {0};
    assert_int_equal(file_read_all(broken, 1000, &still, NULL), HIP_OK);
    assert_int_equal(still.size, 1);
    buffer_release(&still);
    free(broken);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_goes_on_and_back),
        cmocka_unit_test(who_explores_comes_back_first),
        cmocka_unit_test(escape_leaves_it),
        cmocka_unit_test(it_runs_by_itself_to_its_end),
        cmocka_unit_test(what_a_word_does_another_undoes),
        cmocka_unit_test(zoom_and_camera),
        cmocka_unit_test(every_way_leads_to_the_same_view),
        cmocka_unit_test(wrong_words_are_told),
        cmocka_unit_test(what_is_recorded_comes_back),
        cmocka_unit_test(nothing_is_written_over),
    };
    return cmocka_run_group_tests(tests, body_session_open, body_session_close);
}
