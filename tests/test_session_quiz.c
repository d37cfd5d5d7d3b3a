/* A round of the quiz on the built-in body: played to the end, remembered on disk, kept whole. */
#include "body_session.h"
#include "hip/mem.h"
#include "hip/progress.h"
#include "hip/scheme.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int load(void **state)
{
    int rc = body_session_open(state);
    if (rc == 0) {
        session_set_today(session, 20000);
    }
    return rc;
}

static void act(CommandId id, int item, float value)
{
    Command command = {.id = id, .item = item, .value = value};
    HipError err = {""};
    if (session_do(session, &command, &err) != HIP_OK) {
        fail_msg("%s", err.text);
    }
}

/* As who knows everything: choices, orders, clicks. */
static void answer(bool rightly)
{
    const QuizQuestion q = session_quiz(session)->question;
    if (q.card.kind == QUIZ_FIND) {
        act(COMMAND_QUIZ_ANSWER, rightly ? q.card.about : atlas_structure(atlas, "skin"), 0);
    } else if (q.card.kind == QUIZ_LAYERS) {
        for (int place = 0; place < QUIZ_CHOICES; place++) {
            for (int i = 0; i < QUIZ_CHOICES; i++) {
                if (q.rank[i] == (rightly ? place : QUIZ_CHOICES - 1 - place)) {
                    act(COMMAND_QUIZ_ANSWER, -1, (float)i);
                }
            }
        }
    } else {
        act(COMMAND_QUIZ_ANSWER, -1, (float)(rightly ? q.right : (q.right + 1) % QUIZ_CHOICES));
    }
}

static void a_round_can_be_played_to_a_hundred_percent(void **state)
{
    (void)state;
    for (int level = 1; level <= QUIZ_LEVELS; level++) {
        act(COMMAND_QUIZ_LEVEL, -1, (float)level);
        for (int i = 0; i < 60; i++) {
            const QuizRound *round = session_quiz(session);
            assert_false(round->answered);
            assert_int_equal(session_view(session)->labels, LABELS_NONE);
            answer(true);
            assert_true(round->answered && round->was_right);
            assert_int_equal(round->asked, i + 1);
            assert_int_equal(round->right, i + 1);
            act(COMMAND_QUIZ_NEXT, -1, 0);
        }
    }
    act(COMMAND_QUIZ_LEVEL, -1, 0);
    assert_int_equal(session_quiz(session)->level, 0);
}

static void what_was_answered_is_on_disk(void **state)
{
    (void)state;
    static QuizMemory memory;
    HipError err = {""};
    assert_int_equal(progress_load(&memory, &err), HIP_OK);
    assert_memory_equal(&memory, session_quiz_memory(session), sizeof memory);
    assert_true(memory.count > 60);
}

/* Pointing at it must not name it, and it must be in sight. */
static void what_is_asked_lies_open_and_is_outlined(void **state)
{
    (void)state;
    int seen = 0;
    act(COMMAND_QUIZ_LEVEL, -1, 1);
    for (int i = 0; i < 40; i++) {
        const QuizRound *round = session_quiz(session);
        if (round->question.card.kind == QUIZ_NAME) {
            assert_int_equal(session_view(session)->selected, round->question.card.about);
            assert_true(session_view(session)->hidden[round->question.card.about] == 0);
            seen++;
        } else if (round->question.card.kind == QUIZ_FIND) {
            assert_int_equal(session_view(session)->selected, -1);
            assert_true(session_view(session)->depth >= (float)atlas->structures[round->question.card.about].layer);
        }
        answer(i % 3 != 0);
        act(COMMAND_QUIZ_NEXT, -1, 0);
    }
    assert_true(seen > 3);
    assert_true(session_quiz(session)->right < 40);
}

static void not_known_is_wrong_and_is_shown(void **state)
{
    (void)state;
    act(COMMAND_QUIZ_LEVEL, -1, 1);
    QuizCard card = session_quiz(session)->question.card;
    char id[QUIZ_ID];
    act(COMMAND_QUIZ_NEXT, -1, 0);
    assert_int_equal(session_quiz(session)->asked, 1);
    assert_int_equal(session_quiz(session)->right, 0);
    assert_int_equal(quiz_mark(session_quiz_memory(session), quiz_card_id(atlas, card, id))->box, 0);
}

/* Beyond its five minutes the next question is none: the score stays on the page. Undo leads to before the round. */
static void a_round_ends_by_its_time(void **state)
{
    (void)state;
    act(COMMAND_QUIZ_LEVEL, -1, 0);
    act(COMMAND_HOME, -1, 0);
    act(COMMAND_DEPTH, -1, 7);
    session_tick(session, 10);
    act(COMMAND_QUIZ_LEVEL, -1, 2);
    assert_true(session_asks(session));
    assert_int_equal(session_screen(session)->page, PAGE_QUIZ);
    session_tick(session, 200);
    answer(true);
    assert_false(session_asks(session));
    act(COMMAND_QUIZ_NEXT, -1, 0);
    assert_true(session_asks(session));
    session_tick(session, 10 + QUIZ_ROUND_S + 1);
    answer(false);
    act(COMMAND_QUIZ_NEXT, -1, 0);
    assert_int_equal(session_quiz(session)->level, 0);
    assert_int_equal(session_quiz(session)->asked, 2);
    assert_int_equal(session_quiz(session)->right, 1);
    act(COMMAND_UNDO, -1, 0);
    assert_float_equal(session_view(session)->depth, 7, 1e-6);
}

static void escape_ends_the_round_then_closes_its_page(void **state)
{
    (void)state;
    act(COMMAND_QUIZ_LEVEL, -1, 1);
    act(COMMAND_BACK, -1, 0);
    assert_int_equal(session_quiz(session)->level, 0);
    assert_int_equal(session_screen(session)->page, PAGE_QUIZ);
    act(COMMAND_BACK, -1, 0);
    assert_int_equal(session_screen(session)->page, PAGE_NONE);
    act(COMMAND_QUIZ_LEVEL, -1, 1);
    act(COMMAND_HELP, -1, 0);
    assert_false(session_asks(session));
    act(COMMAND_QUIZ_LEVEL, -1, 1);
    act(COMMAND_LAYERS, -1, 0);
    assert_false(session_asks(session));
    act(COMMAND_LAYERS, -1, 0);
    act(COMMAND_BACK, -1, 0);
    act(COMMAND_QUIZ, -1, 0); /* its page opens and asks, and closes */
    assert_true(session_asks(session));
    act(COMMAND_QUIZ, -1, 0);
    assert_false(session_asks(session));
}

static void what_is_known_colours_the_body(void **state)
{
    (void)state;
    static DrawList list;
    int seen[4] = {0};
    act(COMMAND_QUIZ_MAP, -1, 1);
    session_compose(session, 640, 360, &list);
    for (uint32_t i = 0; i < list.item_count; i++) {
        int item = model->part_item[list.items[i].part];
        float colour[3];
        if (item < 0 || item >= atlas->structure_count || atlas->structures[item].system <= SYSTEM_FAT) {
            continue;
        }
        QuizKnown known = quiz_known(atlas, session_quiz_memory(session), item);
        scheme_known_colour(known, colour);
        assert_memory_equal(list.items[i].colour, colour, sizeof colour);
        assert_int_equal(list.items[i].hatch, scheme_known_hatch(known));
        seen[known]++;
    }
    assert_true(seen[KNOWN_WELL] + seen[KNOWN_SHAKY] > 0 && seen[KNOWN_NOT] > 0);
    act(COMMAND_QUIZ_MAP, -1, 0);
    session_compose(session, 640, 360, &list);
    int natural = 0;
    for (uint32_t i = 0; i < list.item_count; i++) {
        natural += list.items[i].hatch == 0;
    }
    assert_int_equal(natural, list.item_count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_round_can_be_played_to_a_hundred_percent),
        cmocka_unit_test(what_was_answered_is_on_disk),
        cmocka_unit_test(what_is_asked_lies_open_and_is_outlined),
        cmocka_unit_test(not_known_is_wrong_and_is_shown),
        cmocka_unit_test(a_round_ends_by_its_time),
        cmocka_unit_test(escape_ends_the_round_then_closes_its_page),
        cmocka_unit_test(what_is_known_colours_the_body),
    };
    return cmocka_run_group_tests(tests, load, body_session_close);
}
