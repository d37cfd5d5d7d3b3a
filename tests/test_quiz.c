/* The quiz: cards, questions with one right answer, the card box, its file. */
#include "hip/quiz.h"
#include "one_atlas.h"
#include <stdlib.h>
#include <string.h>

static QuizMemory memory;
static QuizCard cards[QUIZ_CARDS];

static int forget(void **state)
{
    (void)state;
    memset(&memory, 0, sizeof memory);
    return 0;
}

static void levels_hold_each_other(void **state)
{
    (void)state;
    static QuizCard more[QUIZ_CARDS];
    int least[QUIZ_LEVELS] = {24, 80, 130}, kinds = 0;
    for (int level = 1; level <= QUIZ_LEVELS; level++) {
        int count = quiz_cards(atlas, level, cards);
        assert_true(count >= least[level - 1] && count < QUIZ_CARDS);
        int wider = quiz_cards(atlas, level + 1, more);
        assert_true(wider >= count);
        for (int i = 0; i < count; i++) {
            bool there = false;
            for (int k = 0; k < wider; k++) {
                there = there || (more[k].kind == cards[i].kind && more[k].about == cards[i].about);
            }
            assert_true(there);
            kinds |= 1 << cards[i].kind;
        }
    }
    assert_int_equal(kinds, (1 << QUIZ_KINDS) - 1);
}

static bool listed(const int *list, int count, int value)
{
    for (int i = 0; i < count; i++) {
        if (list[i] == value) {
            return true;
        }
    }
    return false;
}

/* Of every card with many seeds: the right choice is right, the others are not, none is there twice. */
static void one_answer_is_right(void **state)
{
    (void)state;
    int count = quiz_cards(atlas, QUIZ_LEVELS, cards), places = 0;
    for (int i = 0; i < count; i++) {
        for (uint64_t seed = 0; seed < 8; seed++) {
            QuizQuestion q, again;
            assert_true(quiz_question(atlas, cards[i], seed, &q));
            assert_true(quiz_question(atlas, cards[i], seed, &again));
            assert_memory_equal(&q, &again, sizeof q);
            if (q.card.kind == QUIZ_FIND) {
                int twin = atlas->structures[q.card.about].twin, wrong = q.card.about == 0 ? 1 : 0;
                assert_true(quiz_right(atlas, &q, &q.card.about));
                assert_true(twin < 0 || quiz_right(atlas, &q, &twin));
                assert_false(quiz_right(atlas, &q, &wrong));
                continue;
            }
            for (int a = 0; a < QUIZ_CHOICES; a++) {
                assert_false(listed(q.choices, a, q.choices[a]));
            }
            if (q.card.kind == QUIZ_LAYERS) {
                int order[QUIZ_CHOICES], wrong[QUIZ_CHOICES];
                for (int a = 0; a < QUIZ_CHOICES; a++) {
                    order[q.rank[a]] = a;
                    wrong[QUIZ_CHOICES - 1 - q.rank[a]] = a;
                }
                assert_true(quiz_right(atlas, &q, order));
                assert_false(quiz_right(atlas, &q, wrong));
                continue;
            }
            places |= 1 << q.right;
            for (int a = 0; a < QUIZ_CHOICES; a++) {
                assert_int_equal(quiz_right(atlas, &q, &a), a == q.right);
            }
            const AtlasStructure *s = q.card.kind == QUIZ_VARIANT ? NULL : &atlas->structures[q.card.about];
            for (int a = 0; a < QUIZ_CHOICES && q.card.kind == QUIZ_NERVE; a++) {
                assert_int_equal(listed(s->nerve_from, s->nerve_count, q.choices[a]), a == q.right);
            }
            for (int a = 0; a < QUIZ_CHOICES && q.card.kind == QUIZ_STROKE; a++) {
                const AtlasStroke *stroke = &atlas->strokes[q.choices[a]];
                assert_int_equal(listed(stroke->targets, stroke->target_count, q.card.about), a == q.right);
            }
        }
    }
    assert_int_equal(places, (1 << QUIZ_CHOICES) - 1);
}

/* A whole round, answered as the truth is: everything becomes known, nothing comes twice in a row. */
static void a_round_ends_with_all_known(void **state)
{
    (void)state;
    int count = quiz_cards(atlas, 1, cards), today = 20000;
    QuizCard last = {QUIZ_KINDS, 0}, card;
    for (int day = 0; day < 80; day++) {
        for (int asked = 0; asked < count; asked++) {
            char id[QUIZ_ID];
            assert_true(quiz_next(atlas, 1, &memory, today + day, asked, last, &card));
            assert_false(card.kind == last.kind && card.about == last.about);
            const QuizMark *mark = quiz_mark(&memory, quiz_card_id(atlas, card, id));
            if (mark && mark->due > today + day && memory.count == count) {
                break; /* nothing is due any more today */
            }
            quiz_remember(&memory, id, true, today + day);
            last = card;
        }
    }
    assert_int_equal(memory.count, count);
    for (int i = 0; i < atlas->asked_count; i++) {
        assert_int_equal(quiz_known(atlas, &memory, atlas->asked[i]), KNOWN_WELL);
    }
}

static void what_was_wrong_comes_back(void **state)
{
    (void)state;
    QuizCard last = {QUIZ_KINDS, 0}, card;
    char id[QUIZ_ID];
    quiz_cards(atlas, 1, cards);
    quiz_remember(&memory, quiz_card_id(atlas, cards[0], id), true, 100);
    assert_int_equal(quiz_mark(&memory, id)->due, 101);
    assert_int_equal(quiz_known(atlas, &memory, cards[0].about), KNOWN_SHAKY);
    quiz_remember(&memory, id, false, 101);
    assert_int_equal(quiz_mark(&memory, id)->box, 0);
    assert_int_equal(quiz_known(atlas, &memory, cards[0].about), KNOWN_NOT);
    assert_int_equal(quiz_known(atlas, &memory, cards[1].about == cards[0].about ? cards[2].about : cards[1].about),
                     KNOWN_UNASKED);
    assert_true(quiz_next(atlas, 1, &memory, 101, 0, last, &card));
    assert_int_equal(card.kind, cards[0].kind);
    assert_int_equal(card.about, cards[0].about);
    assert_true(quiz_next(atlas, 1, &memory, 101, 1, card, &card)); /* never at once again */
    assert_false(card.kind == cards[0].kind && card.about == cards[0].about);
}

static void the_file_keeps_all(void **state)
{
    (void)state;
    static QuizMemory back;
    HipError err;
    quiz_remember(&memory, "name.piriformis", true, 5);
    quiz_remember(&memory, "name.of_a_later_version", false, 6);
    char *text = quiz_memory_write(&memory), *csv = quiz_memory_csv(&memory);
    assert_int_equal(quiz_memory_read(text, strlen(text), "progress.json", &back, &err), HIP_OK);
    assert_memory_equal(&back, &memory, sizeof back);
    assert_string_equal(csv, "card,box,right,wrong\nname.piriformis,1,1,0\nname.of_a_later_version,0,0,1\n");
    free(text);
    free(csv);
}

static void a_broken_file_is_told_and_changes_nothing(void **state)
{
    (void)state;
    static const char TOO_FAR[] = "{\"version\": 1, \"cards\": [{\"id\": \"a\", \"box\": 9, \"due\": 0, \"right\": 0, "
                                  "\"wrong\": 0}]}";
    static const char *const BAD[] = {"", "{", "[]", "{\"version\": 9, \"cards\": []}", "{\"version\": 1}", TOO_FAR};
    static QuizMemory kept;
    HipError err;
    quiz_remember(&memory, "name.piriformis", true, 5);
    kept = memory;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        err.text[0] = '\0';
        assert_int_equal(quiz_memory_read(BAD[i], strlen(BAD[i]), "progress.json", &memory, &err), HIP_FAILED);
        assert_non_null(strstr(err.text, "progress.json:"));
        assert_memory_equal(&kept, &memory, sizeof kept);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(levels_hold_each_other, forget),
        cmocka_unit_test_setup(one_answer_is_right, forget),
        cmocka_unit_test_setup(a_round_ends_with_all_known, forget),
        cmocka_unit_test_setup(what_was_wrong_comes_back, forget),
        cmocka_unit_test_setup(the_file_keeps_all, forget),
        cmocka_unit_test_setup(a_broken_file_is_told_and_changes_nothing, forget),
    };
    return cmocka_run_group_tests(tests, open_atlas, close_atlas);
}
