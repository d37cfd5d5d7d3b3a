/* test_hands.c - names of keys, the cutting of input into frames, recorded lines. What hands mean: test_replay. */
#include "input.h"
#include "keys.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Presses a combination as the table writes it, the way the window would. */
static CommandId press(const char *combination)
{
    InputEvent event = {0};
    HipError err = {0};
    char line[64];
    bool plain = strlen(combination) == 1;
    snprintf(line, sizeof line, "0 %s %s", plain ? "text" : "key", combination);
    assert_int_equal(input_read(line, &event, &err), HIP_OK);
    return plain ? keys_typed(event.text) : keys_pressed(event.key, event.mods);
}

static void every_key_of_the_table_reaches_its_command(void **state)
{
    (void)state;
    int keys = 0;
    for (int id = COMMAND_NONE + 1; id < COMMAND_COUNT; id++) {
        const CommandInfo *info = command_info((CommandId)id);
        if (!info || !info->keys) {
            continue;
        }
        char list[128], *save = NULL;
        snprintf(list, sizeof list, "%s", info->keys);
        for (char *key = strtok_r(list, ";", &save); key; key = strtok_r(NULL, ";", &save)) {
            /* Also shows that no two commands share a key. */
            if (press(key) != (CommandId)id) {
                fail_msg("%s should mean %s", key, info->name);
            }
            keys++;
        }
    }
    assert_true(keys > 30);
}

static void letters_search_and_mean_nothing_else(void **state)
{
    (void)state;
    for (char c = 'a'; c <= 'z'; c++) {
        char text[2] = {c, 0};
        assert_true(keys_is_letter(text));
        assert_int_equal(keys_typed(text), COMMAND_NONE);
        assert_int_equal(keys_pressed(c, 0), COMMAND_NONE);
    }
    assert_true(keys_is_letter("\xc3\xa4"));      /* a umlaut */
    assert_true(keys_is_letter("\xd0\xb6"));      /* zhe */
    assert_false(keys_is_letter("\xc2\xa7"));     /* section sign */
    assert_false(keys_is_letter("\xe2\x82\xac")); /* euro */
    assert_false(keys_is_letter("7"));
    assert_false(keys_is_letter(""));
}

static void key_names_round_trip(void **state)
{
    (void)state;
    for (int key = 1; key <= KEY_F12; key++) {
        char name[32];
        if (key_name(key, name, sizeof name)[0] && !(key >= 'A' && key <= 'Z')) {
            assert_int_equal(key_from_name(name), key);
        }
    }
    assert_int_equal(key_from_name("F13"), KEY_NONE);
    assert_int_equal(key_from_name("F"), 'f');
    assert_int_equal(key_from_name("Nothing"), KEY_NONE);
}

static InputEvent pointer(InputKind kind, float x, float y)
{
    return (InputEvent){.kind = kind, .x = x, .y = y};
}

static void push(InputQueue *queue, InputEvent event)
{
    input_push(queue, &event);
}

static void panels_see_every_change_of_buttons(void **state)
{
    (void)state;
    InputQueue *queue = calloc(1, sizeof *queue);
    InputFrame frame;
    push(queue, pointer(INPUT_MOVE, 10, 10));
    push(queue, pointer(INPUT_PRESS, 10, 10));
    push(queue, pointer(INPUT_RELEASE, 10, 10));
    input_take(queue, 1, &frame);
    assert_int_equal(frame.count, 1); /* the pointer is there first */
    assert_false(frame.ui.buttons[0]);
    assert_float_equal(frame.ui.mouse_x, 10, 0);
    input_take(queue, 1, &frame);
    assert_int_equal(frame.count, 1);
    assert_true(frame.ui.buttons[0]);
    input_take(queue, 1, &frame);
    assert_int_equal(frame.count, 1);
    assert_false(frame.ui.buttons[0]);
    assert_false(input_pending(queue));
    free(queue);
}

static void a_touch_without_a_move_gets_one(void **state)
{
    (void)state;
    InputQueue *queue = calloc(1, sizeof *queue);
    InputFrame frame;
    push(queue, pointer(INPUT_PRESS, 300, 200));
    input_take(queue, 1, &frame);
    assert_int_equal(frame.count, 1);
    assert_int_equal(frame.events[0].kind, INPUT_MOVE);
    assert_true(input_pending(queue));
    input_take(queue, 1, &frame);
    assert_int_equal(frame.events[0].kind, INPUT_PRESS);
    assert_true(frame.ui.buttons[0]);
    free(queue);
}

static void moves_are_merged_and_wheels_add_up(void **state)
{
    (void)state;
    InputQueue *queue = calloc(1, sizeof *queue);
    InputFrame frame;
    for (int i = 0; i < 5000; i++) {
        push(queue, pointer(INPUT_MOVE, (float)i, 5));
    }
    push(queue, (InputEvent){.kind = INPUT_WHEEL, .dy = 1});
    push(queue, (InputEvent){.kind = INPUT_WHEEL, .dy = 2, .mods = MOD_SHIFT});
    input_take(queue, 1, &frame);
    assert_int_equal(frame.count, 3);
    assert_float_equal(frame.ui.mouse_x, 4999, 0);
    assert_float_equal(frame.ui.wheel_y, 3, 0);
    assert_true(frame.ui.shift);
    input_take(queue, 1, &frame); /* the wheel does not go on by itself */
    assert_float_equal(frame.ui.wheel_y, 0, 0);
    assert_float_equal(frame.ui.mouse_x, 4999, 0);
    free(queue);
}

static void a_flood_of_input_is_no_trouble(void **state)
{
    (void)state;
    InputQueue *queue = calloc(1, sizeof *queue);
    InputFrame frame;
    for (int i = 0; i < 10 * INPUT_QUEUE_EVENTS; i++) {
        push(queue, (InputEvent){.kind = INPUT_TEXT, .text = "0123456789012345678901234567890"});
        push(queue, pointer(i & 1 ? INPUT_PRESS : INPUT_RELEASE, (float)(i % 7), 0));
    }
    int frames = 0;
    while (input_pending(queue)) {
        input_take(queue, 1, &frame);
        assert_true(frame.count > 0 && frame.count <= INPUT_FRAME_EVENTS);
        assert_true(++frames < 10 * INPUT_QUEUE_EVENTS);
    }
    free(queue);
}

static void recorded_lines_read_back_alike(void **state)
{
    (void)state;
    static const char *const LINES[] = {
        "1.500 move 640 360",
        "2.000 Shift+press 10.5 20 left 2",
        "2.250 release 10 20 middle 1 touch",
        "3.000 wheel 0 -1.25",
        "3.125 Ctrl+Shift+wheel 1 0",
        "4.000 key Ctrl+Shift+z",
        "4.500 key PageDown repeat",
        "5.000 text a b",
        "6.000 pinch 300 200 4 -2 1.05 3",
        "7.000 leave",
    };
    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
        InputEvent event;
        HipError err = {0};
        char again[128];
        assert_int_equal(input_read(LINES[i], &event, &err), HIP_OK);
        input_write(&event, again, sizeof again);
        assert_string_equal(again, LINES[i]);
    }
    static const char *const WRONG[] = {
        "", "move 1 2", "1 jump 2 3", "1 move 2", "1 key Nokey", "1 press a b", "1 press 1 2 foot"};
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        InputEvent event;
        HipError err = {0};
        assert_int_not_equal(input_read(WRONG[i], &event, &err), HIP_OK);
        assert_true(err.text[0] != '\0');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_of_the_table_reaches_its_command),
        cmocka_unit_test(letters_search_and_mean_nothing_else),
        cmocka_unit_test(key_names_round_trip),
        cmocka_unit_test(panels_see_every_change_of_buttons),
        cmocka_unit_test(a_touch_without_a_move_gets_one),
        cmocka_unit_test(moves_are_merged_and_wheels_add_up),
        cmocka_unit_test(a_flood_of_input_is_no_trouble),
        cmocka_unit_test(recorded_lines_read_back_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
