/* test_ui_teacher.c - the teacher's window beside the projected one: an Ui of its own that says what is to be said and
 * acts; and what she draws over the projected picture. */
#include "hip/board.h"
#include "ui_stage.h"
#include <math.h>

static Ui *second;
static UiInput at_hand;
static UiTeacher what;
static CommandQueue acts;

static int open_second(void **state)
{
    HipError err = {{0}};
    if (stage_each(state) != 0) {
        return -1;
    }
    stage_do(COMMAND_LESSON, -1, 0, "");
    stage_do(COMMAND_PRESENT, -1, 1, NULL);
    at_hand = (UiInput){.width = 1120, .height = 680, .pixel_scale = 1, .time_s = 100};
    what = (UiTeacher){.aspect = 16.0f / 9, .clock = "14:05", .since_s = 754};
    assert_int_equal(ui_create(&second, &err), HIP_OK);
    return 0;
}

static int close_second(void **state)
{
    ui_destroy(second);
    second = NULL;
    stage_do(COMMAND_PRESENT, -1, 0, NULL);
    board_wipe(session_board(stage.session));
    return stage_each_done(state);
}

static void frame(void)
{
    stage.said[0] = '\0';
    acts.count = 0;
    at_hand.time_s += 1.0 / 60;
    ui_teacher(second, stage.session, &at_hand, &what, &acts);
    memset(at_hand.keys_down, 0, sizeof at_hand.keys_down);
}

static void press(UiKey key)
{
    at_hand.keys_down[0] = (int)key;
    frame();
}

static void it_tells_the_time_the_depth_and_what_to_begin(void **state)
{
    (void)state;
    frame();
    frame();
    assert_true(stage_says_alone("14:05"));
    assert_true(stage_says_alone("12:34"));
    assert_true(stage_says_alone("No lesson runs"));
    assert_true(stage_says_alone("Deeper"));
    assert_true(stage_says_alone("Three-quarter"));
    assert_true(stage_says_alone("Bone"));
    const LessonList *lessons = session_lessons(stage.session, NULL);
    assert_true(lessons->count > 0);
    assert_true(stage_says_alone(lessons->items[0]->title));
}

static void of_a_lesson_it_says_step_notes_and_what_comes_next(void **state)
{
    (void)state;
    char words[64];
    stage_do(COMMAND_LESSON, -1, 0, "sciatic:2");
    const Lesson *lesson = session_lesson(stage.session, NULL);
    assert_non_null(lesson);
    frame();
    snprintf(words, sizeof words, "Step 2 of %d", lesson->step_count);
    assert_true(stage_says_alone(words));
    assert_true(stage_says_alone(lesson->title));
    assert_true(stage_says_alone(lesson->steps[1].say.text));
    assert_non_null(lesson->steps[1].notes);
    assert_true(stage_says_alone(lesson->steps[1].notes));
    assert_true(stage_says_alone(lesson->steps[2].say.text));
    assert_true(stage_says_alone("Next step"));
    stage_frames(2); /* the projected one says no notes */
    assert_false(stage_says(lesson->steps[1].notes));
    snprintf(words, sizeof words, "sciatic:%d", lesson->step_count);
    stage_do(COMMAND_LESSON, -1, 0, words);
    frame();
    assert_true(stage_says_alone("This is the last step."));
}

/* Tab goes through the buttons in their order; what each of the first does. */
static void every_button_is_reached_by_keyboard(void **state)
{
    static const CommandId FIRST[] = {COMMAND_SHALLOWER, COMMAND_DEEPER, COMMAND_CURTAIN,
                                      COMMAND_CURTAIN,   COMMAND_UNDO,   COMMAND_PRESENT};
    (void)state;
    frame();
    for (size_t i = 0; i < sizeof FIRST / sizeof *FIRST; i++) {
        press(UIKEY_TAB);
        assert_true(ui_wants_keyboard(second));
        press(UIKEY_ENTER);
        assert_int_equal(acts.count, 1);
        assert_int_equal(acts.items[0].id, FIRST[i]);
    }
    bool depth = false, camera = false, lesson = false;
    for (int i = 0; i < 60; i++) {
        press(UIKEY_TAB);
        press(UIKEY_ENTER);
        depth |= acts.count > 0 && acts.items[0].id == COMMAND_DEPTH;
        camera |= acts.count > 0 && acts.items[0].id == COMMAND_CAMERA_NAMED;
        lesson |= acts.count > 0 && acts.items[0].id == COMMAND_LESSON;
    }
    assert_true(depth && camera && lesson);
}

static void two_windows_keep_their_own_fonts_and_rings(void **state)
{
    (void)state;
    stage_do(COMMAND_PRESENT, -1, 0, NULL);
    stage_frames(2);
    stage_key(UIKEY_TAB);
    assert_true(ui_wants_keyboard(stage.ui));
    frame();
    assert_false(ui_wants_keyboard(second));
    stage_frames(2);
    assert_true(ui_wants_keyboard(stage.ui));
    float size = shim_font_em(UI_FONT_BODY);
    frame();
    stage_frame();
    assert_true(shim_font_em(UI_FONT_BODY) == size);
}

/* The colour in the middle of the projected picture's pixel. */
static void colour_at(float x, float y, unsigned char out[3])
{
    int w = (int)stage.input.width, h = (int)stage.input.height;
    unsigned char *rgba = mem_alloc((size_t)w * (size_t)h, 4);
    renderer_read(stage.renderer, stage.framebuffer, w, h, rgba);
    memcpy(out, rgba + 4 * ((size_t)y * (size_t)w + (size_t)x), 3);
    free(rgba);
}

static void draw_frame(void)
{
    HipError err = {{0}};
    RenderTarget target = {1280, 720, 1, 0};
    stage_frame(); /* the offscreen picture is there */
    target.framebuffer = stage.framebuffer;
    session_compose(stage.session, 1280, 720, stage.list);
    assert_int_equal(renderer_draw(stage.renderer, stage.list, &target, NULL, &err), HIP_OK);
    ui_frame(stage.ui, stage.session, stage.list, &stage.input, stage.framebuffer, false, &stage.queue);
}

static void curtain_dot_spotlight_and_strokes_are_seen(void **state)
{
    unsigned char before[3], now[3];
    QueryCache cache = {0};
    PenPlace place;
    (void)state;
    stage_mouse(640, 300);
    draw_frame();
    colour_at(200, 600, before);
    stage_do(COMMAND_SPOT, -1, 1, NULL);
    draw_frame();
    colour_at(200, 600, now);
    assert_true(now[2] < before[2] / 2); /* dark beside the circle ... */
    stage_do(COMMAND_DOT, -1, 1, NULL);
    draw_frame();
    colour_at(646, 300, now);
    assert_true(now[0] > 200 && now[1] < 100);
    stage_do(COMMAND_PEN, -1, 2, NULL);
    stage_mouse(10, 10);
    Board *board = session_board(stage.session);
    board_press(board);
    for (int i = 0; i <= 10; i++) {
        float x = 0.12f + 0.004f * (float)i;
        assert_true(query_pen(session_model(stage.session), stage.list, &cache, x, 0.1f, &place));
        board_draw(board, &place);
    }
    draw_frame();
    colour_at(640 * (1 + 0.14f), 360 * (1 - 0.1f), now);
    assert_true(now[2] > 200 && now[0] < 120); /* the second pen's */
    stage_do(COMMAND_CURTAIN, -1, 1, NULL);
    draw_frame();
    colour_at(640, 300, now);
    assert_true(now[0] == 0 && now[1] == 0 && now[2] == 0);
    stage_do(COMMAND_CURTAIN, -1, 2, NULL);
    draw_frame();
    colour_at(640, 300, now);
    assert_true(now[0] == 255 && now[1] == 255 && now[2] == 255);
    query_cache_release(&cache);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_tells_the_time_the_depth_and_what_to_begin, open_second, close_second),
        cmocka_unit_test_setup_teardown(of_a_lesson_it_says_step_notes_and_what_comes_next, open_second, close_second),
        cmocka_unit_test_setup_teardown(every_button_is_reached_by_keyboard, open_second, close_second),
        cmocka_unit_test_setup_teardown(two_windows_keep_their_own_fonts_and_rings, open_second, close_second),
        cmocka_unit_test_setup_teardown(curtain_dot_spotlight_and_strokes_are_seen, open_second, close_second),
    };
    return cmocka_run_group_tests(tests, stage_open, stage_close);
}
