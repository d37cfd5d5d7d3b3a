/* test_clicker.c - presenting by keys, wheel and pointer: what each means, what is in the hand, what Esc leaves first.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include "box_session.h"
#include "clicker.h"
#include "hands.h"
#include "hip/board.h"
#include <cmocka.h>
#include <math.h>

static Atlas *atlas;
static Session *session;
static Hands hands;
static bool on_body;

static int open_body(void **state)
{
    static const char *const BODY[] = {"gluteus_maximus_r", "piriformis_r", "sacrum", NULL};
    (void)state;
    if (atlas_load(NULL, &atlas, NULL, NULL) != HIP_OK) {
        return -1;
    }
    session = box_session(atlas, BODY);
    session_set_reduced_motion(session, true);
    return session ? 0 : -1;
}

static int close_body(void **state)
{
    (void)state;
    session_destroy(session);
    atlas_release(atlas);
    return 0;
}

static void act(CommandId id, float value)
{
    Command command = {.id = id, .item = -1, .value = value};
    assert_int_equal(session_do(session, &command, NULL), HIP_OK);
}

static int present(void **state)
{
    (void)state;
    ViewState home;
    session_home(session, &home);
    session_place(session, &home);
    board_wipe(session_board(session));
    act(COMMAND_PRESENT, 0);
    act(COMMAND_PRESENT, 1);
    hands = (Hands){0};
    on_body = true;
    return 0;
}

static int pick(void *context, float x, float y)
{
    (void)context, (void)x, (void)y;
    return -1;
}

static bool grip(void *context, float x, float y, PullGrip *out)
{
    (void)context, (void)x, (void)y;
    *out = (PullGrip){0};
    return on_body;
}

static CommandQueue queue;

/* One event as a frame of its own; what it means is carried out, but for what needs a window. */
static void feed(const InputEvent *event)
{
    static InputFrame frame;
    HandsWorld world = {.session = session, .pick = pick, .grip = grip, .reduced_motion = true};
    frame = (InputFrame){.count = 1, .events = {*event}};
    frame.ui.width = 1280;
    frame.ui.height = 720;
    frame.ui.time_s = event->time_s;
    queue.count = 0;
    hands_frame(&hands, &frame, &world, &queue);
    for (int i = 0; i < queue.count; i++) {
        if (command_info(queue.items[i].id)->scope != SCOPE_WINDOW) {
            assert_int_equal(session_do(session, &queue.items[i], NULL), HIP_OK);
        }
    }
}

/* A key that types something arrives as a key and then as text. */
static void key(int code, unsigned mods)
{
    feed(&(InputEvent){.kind = INPUT_KEY, .key = code, .mods = mods});
    if (code < KEY_FIRST && !(mods & MOD_CTRL)) {
        InputEvent text = {.kind = INPUT_TEXT, .text = {(char)code}};
        feed(&text);
    }
}

static const Command *pushed(CommandId id)
{
    for (int i = 0; i < queue.count; i++) {
        if (queue.items[i].id == id) {
            return &queue.items[i];
        }
    }
    return NULL;
}

static const Board *board(void)
{
    return session_board_const(session);
}

static void b_is_black_and_full_stop_white_and_any_key_brings_the_picture_back(void **state)
{
    static const int BACK[] = {'b', '.', 'x', ' ', KEY_PAGE_DOWN, KEY_ESCAPE, KEY_F1 + 4};
    (void)state;
    float depth = session_view(session)->depth;
    for (size_t i = 0; i < sizeof BACK / sizeof *BACK; i++) {
        key('b', 0);
        assert_int_equal(board()->curtain, CURTAIN_BLACK);
        key(BACK[i], 0);
        assert_int_equal(board()->curtain, CURTAIN_OPEN);
        key('.', 0);
        assert_int_equal(board()->curtain, CURTAIN_WHITE);
        key(BACK[i], 0);
        assert_int_equal(board()->curtain, CURTAIN_OPEN);
    }
    assert_true(session_view(session)->depth == depth); /* and does nothing else */
    assert_true(session_view(session)->present);
    key('b', 0);
    feed(&(InputEvent){.kind = INPUT_PRESS, .x = 600, .y = 300, .clicks = 1});
    assert_int_equal(board()->curtain, CURTAIN_OPEN);
    assert_int_equal(hands.drag, DRAG_NONE);
}

static void one_thing_is_in_the_hand_and_the_same_key_puts_it_down(void **state)
{
    (void)state;
    key('l', 0);
    assert_true(board()->dot && !board()->spot && board()->pen == 0);
    key('s', 0);
    assert_true(!board()->dot && board()->spot && board()->pen == 0);
    for (int pen = 1; pen <= BOARD_PENS; pen++) {
        key('0' + pen, 0);
        assert_true(!board()->dot && !board()->spot && board()->pen == pen);
    }
    key('4', 0);
    assert_false(board_holds(board()));
    key('2', 0);
    key('0', 0);
    assert_false(board_holds(board()));
    key('L', 0);
    assert_true(board()->dot);
    key('l', 0);
    assert_false(board_holds(board()));
}

static void nothing_is_searched_and_no_camera_jumps(void **state)
{
    (void)state;
    CameraPose before = session_view(session)->camera;
    for (char c = 'a'; c <= 'z'; c++) {
        if (!strchr("bslen", c)) {
            key(c, 0);
        }
        assert_null(pushed(COMMAND_SEARCH));
    }
    key('/', 0);
    key('?', 0);
    assert_false(session_screen(session)->search);
    assert_int_equal(session_screen(session)->page, PAGE_NONE);
    key('1', 0);
    assert_memory_equal(&before, &session_view(session)->camera, sizeof before);
    key('0', 0);
    key('6', 0); /* those above the pens still look from somewhere */
    assert_non_null(pushed(COMMAND_CAMERA_NAMED));
}

static void pages_go_through_the_layers(void **state)
{
    (void)state;
    float depth = session_view(session)->depth;
    key(KEY_PAGE_DOWN, 0);
    assert_true(session_view(session)->depth > depth);
    key(KEY_PAGE_UP, 0);
    assert_true(session_view(session)->depth == depth);
}

static void the_wheel_sizes_the_spotlight_and_zooms_without_it(void **state)
{
    (void)state;
    InputEvent up = {.kind = INPUT_WHEEL, .dy = 1, .x = 640, .y = 360}, down = {.kind = INPUT_WHEEL, .dy = -1};
    float distance = session_view(session)->camera.distance_m;
    key('s', 0);
    float radius = board_spot_radius(board());
    feed(&up);
    assert_true(board_spot_radius(board()) > radius);
    feed(&down);
    assert_true(fabsf(board_spot_radius(board()) - radius) < 1e-4f);
    for (int i = 0; i < 60; i++) {
        feed(&down);
    }
    assert_true(board_spot_radius(board()) == BOARD_SPOT_LEAST);
    assert_true(session_view(session)->camera.distance_m == distance);
    key('s', 0);
    feed(&up);
    assert_true(session_view(session)->camera.distance_m < distance);
}

static void a_pen_draws_on_the_body_and_turns_it_beside(void **state)
{
    (void)state;
    InputEvent press = {.kind = INPUT_PRESS, .x = 640, .y = 360, .clicks = 1};
    InputEvent move = {.kind = INPUT_MOVE, .x = 650, .y = 360, .time_s = 1}, up = {.kind = INPUT_RELEASE, .x = 650};
    key('1', 0);
    feed(&press);
    const Command *drawn = pushed(COMMAND_PEN_DRAW);
    assert_non_null(drawn);
    assert_true(drawn->value == 1 && drawn->vector[0] == 0.5f && drawn->vector[1] == 0.5f);
    feed(&move);
    assert_true(pushed(COMMAND_PEN_DRAW)->value == 0);
    assert_null(pushed(COMMAND_CAMERA));
    feed(&up);
    assert_null(pushed(COMMAND_SELECT));
    on_body = false;
    move.x = 720;
    feed(&press);
    feed(&move);
    assert_null(pushed(COMMAND_PEN_DRAW));
    assert_non_null(pushed(COMMAND_CAMERA));
    feed(&up);
}

static void draw(int places)
{
    PenPlace place = {.share = {1, 0, 0}};
    board_press(session_board(session));
    for (int i = 0; i < places; i++) {
        board_draw(session_board(session), i == 2 ? NULL : &place); /* a gap: two lines, one stroke of the hand */
    }
}

static void strokes_go_back_one_by_one_and_all_at_once(void **state)
{
    (void)state;
    key('3', 0);
    draw(5);
    draw(2);
    draw(1);
    assert_int_equal(board()->stroke_count, 4);
    assert_int_equal(board()->place_count, 7);
    key(KEY_BACKSPACE, 0);
    assert_int_equal(board()->place_count, 6);
    key('z', MOD_CTRL);
    assert_int_equal(board()->place_count, 4);
    key(KEY_BACKSPACE, 0); /* both lines of the first */
    assert_int_equal(board()->stroke_count, 0);
    key(KEY_BACKSPACE, 0);
    assert_int_equal(board()->place_count, 0);
    act(COMMAND_DEPTH, 4);
    key('z', MOD_CTRL); /* without strokes it undoes the view */
    assert_true(session_view(session)->depth != 4);
    draw(5);
    key('e', 0);
    assert_int_equal(board()->stroke_count, 0);
    draw(5);
    key(KEY_DELETE, 0);
    assert_int_equal(board()->stroke_count, 0);
}

static void a_stroke_never_grows_beyond_what_there_is_room_for(void **state)
{
    (void)state;
    PenPlace place = {.share = {1, 0, 0}};
    key('3', 0);
    for (int i = 0; i < BOARD_STROKES + 10; i++) {
        board_press(session_board(session));
        for (int k = 0; k < 20; k++) {
            board_draw(session_board(session), &place);
        }
    }
    assert_true(board()->place_count <= BOARD_PLACES);
    assert_true(board()->stroke_count <= BOARD_STROKES);
}

static void esc_puts_down_what_is_in_the_hand_then_leaves_with_the_view_kept(void **state)
{
    (void)state;
    key(KEY_PAGE_DOWN, 0);
    ViewState before = *session_view(session);
    key('2', 0);
    draw(5);
    key(KEY_ESCAPE, 0);
    assert_true(session_view(session)->present && !board_holds(board()));
    key(KEY_ESCAPE, 0);
    assert_false(session_view(session)->present);
    before.present = false;
    assert_true(view_state_equal(&before, session_view(session)));
    key('b', 0); /* means what it always means */
    assert_int_equal(board()->curtain, CURTAIN_OPEN);
    assert_non_null(pushed(COMMAND_SEARCH));
    key(KEY_ESCAPE, 0);
    key(KEY_F1 + 4, 0);
    assert_true(session_view(session)->present);
    assert_true(board()->stroke_count > 0); /* they wait */
}

static void the_projector_is_the_second_display(void **state)
{
    (void)state;
    assert_int_equal(projector_display(1, 0), 0);
    assert_int_equal(projector_display(2, 0), 1);
    assert_int_equal(projector_display(2, 1), 1); /* there already */
    assert_int_equal(projector_display(3, 2), 2);
    assert_false(clicker_hides_pointer(session));
    key('l', 0);
    assert_true(clicker_hides_pointer(session));
}

static const OnBody *body(void)
{
    return &session_view(session)->body;
}

static void drag(float x, float y, float dx, float dy)
{
    feed(&(InputEvent){.kind = INPUT_PRESS, .x = x, .y = y, .clicks = 1});
    feed(&(InputEvent){.kind = INPUT_MOVE, .x = x + dx, .y = y + dy});
    feed(&(InputEvent){.kind = INPUT_RELEASE, .x = x + dx, .y = y + dy, .clicks = 1});
}

static int on_a_body(void **state)
{
    present(state);
    on_body = false;
    act(COMMAND_PROJECT, 0);
    act(COMMAND_PROJECT, 1);
    return 0;
}

static void on_a_body_first_a_ruler_is_made_as_long_as_a_real_one(void **state)
{
    (void)state;
    float pixels = BODY_RULER_MM / body()->pixel_mm;
    key(KEY_RIGHT, 0);
    assert_float_equal(BODY_RULER_MM / body()->pixel_mm, pixels + 1, 0.01);
    key(KEY_LEFT, MOD_CTRL);
    assert_float_equal(BODY_RULER_MM / body()->pixel_mm, pixels - 9, 0.01);
    drag(900, 360, -10, 0); /* its right end: 250 from the middle */
    assert_float_equal(body()->pixel_mm, 0.4, 1e-5);
    key(KEY_BACKSPACE, 0); /* nothing is before it */
    assert_int_equal(body()->step, BODY_RULER);
    key(KEY_ENTER, 0);
    assert_int_equal(body()->step, BODY_FIRST);
}

static void on_a_body_landmarks_are_chosen_and_pointed_at(void **state)
{
    (void)state;
    Side side;
    drag(900, 360, -10, 0);
    key(KEY_ENTER, 0);
    const char *usual = view_mark(atlas, session_view(session), 0, NULL)->id;
    key(KEY_DOWN, 0);
    const AtlasLandmark *other = view_mark(atlas, session_view(session), 0, NULL);
    assert_string_not_equal(other->id, usual);
    assert_true(view_mark_is_felt(other));
    key(KEY_UP, 0);
    assert_string_equal(view_mark(atlas, session_view(session), 0, NULL)->id, usual);
    key(KEY_LEFT, 0);
    view_mark(atlas, session_view(session), 0, &side);
    assert_int_equal(side, SIDE_LEFT);
    for (int i = 0; i < atlas->landmark_count; i++) { /* round and round, never one that is to be spared */
        key(KEY_DOWN, 0);
        assert_true(view_mark_is_felt(view_mark(atlas, session_view(session), 0, NULL)));
    }
    feed(&(InputEvent){.kind = INPUT_PRESS, .x = 500, .y = 200, .clicks = 1});
    assert_int_equal(body()->step, BODY_SECOND);
    assert_float_equal(body()->first_mm[0], -140 * 0.4, 1e-3);
    assert_float_equal(body()->first_mm[1], 160 * 0.4, 1e-3);
    assert_int_equal(hands.drag, DRAG_NONE);
    key(KEY_BACKSPACE, 0);
    assert_int_equal(body()->step, BODY_FIRST);
    feed(&(InputEvent){.kind = INPUT_PRESS, .x = 500, .y = 200, .clicks = 1, .button = 1});
    assert_int_equal(body()->step, BODY_FIRST);
}

static void on_a_body_it_is_nudged_and_nothing_turns(void **state)
{
    (void)state;
    CameraPose camera = session_view(session)->camera;
    drag(900, 360, -10, 0);
    key(KEY_ENTER, 0);
    key(KEY_ENTER, 0); /* without landmarks */
    assert_int_equal(body()->step, BODY_LIES);
    key(KEY_RIGHT, 0);
    key(KEY_DOWN, 0);
    assert_float_equal(body()->fit.at_mm[0], 1, 1e-4);
    assert_float_equal(body()->fit.at_mm[1], -1, 1e-4);
    key(KEY_LEFT, MOD_CTRL);
    assert_float_equal(body()->fit.turn_deg, 1, 1e-4);
    key(KEY_RIGHT, MOD_CTRL);
    key('+', 0);
    assert_float_equal(body()->fit.scale, 1.01, 1e-5);
    key('-', 0);
    key('-', 0);
    assert_true(body()->fit.scale < 1);
    float right = body()->fit.at_mm[0];
    drag(600, 300, 20, 10);
    assert_float_equal(body()->fit.at_mm[0], right + 20 * 0.4f, 1e-3);
    key('1', 0); /* a line that begins beside the body draws nothing, and moves nothing */
    drag(600, 300, 20, 10);
    assert_float_equal(body()->fit.at_mm[0], right + 20 * 0.4f, 1e-3);
    key('b', 0);
    key(KEY_RIGHT, 0); /* brings the picture back, as any key */
    assert_float_equal(body()->fit.at_mm[0], right + 20 * 0.4f, 1e-3);
    float depth = session_view(session)->depth;
    key(KEY_PAGE_DOWN, 0);
    assert_true(session_view(session)->depth > depth);
    assert_memory_equal(&session_view(session)->camera, &camera, sizeof camera);
    key(KEY_ESCAPE, 0); /* the pen */
    key(KEY_ESCAPE, 0);
    assert_int_equal(body()->step, BODY_OFF);
    assert_true(session_view(session)->present);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(b_is_black_and_full_stop_white_and_any_key_brings_the_picture_back, present),
        cmocka_unit_test_setup(one_thing_is_in_the_hand_and_the_same_key_puts_it_down, present),
        cmocka_unit_test_setup(nothing_is_searched_and_no_camera_jumps, present),
        cmocka_unit_test_setup(pages_go_through_the_layers, present),
        cmocka_unit_test_setup(the_wheel_sizes_the_spotlight_and_zooms_without_it, present),
        cmocka_unit_test_setup(a_pen_draws_on_the_body_and_turns_it_beside, present),
        cmocka_unit_test_setup(strokes_go_back_one_by_one_and_all_at_once, present),
        cmocka_unit_test_setup(a_stroke_never_grows_beyond_what_there_is_room_for, present),
        cmocka_unit_test_setup(esc_puts_down_what_is_in_the_hand_then_leaves_with_the_view_kept, present),
        cmocka_unit_test_setup(the_projector_is_the_second_display, present),
        cmocka_unit_test_setup(on_a_body_first_a_ruler_is_made_as_long_as_a_real_one, on_a_body),
        cmocka_unit_test_setup(on_a_body_landmarks_are_chosen_and_pointed_at, on_a_body),
        cmocka_unit_test_setup(on_a_body_it_is_nudged_and_nothing_turns, on_a_body),
    };
    return cmocka_run_group_tests(tests, open_body, close_body);
}
