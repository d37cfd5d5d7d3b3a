/* The walk through a session: times, cues, going on and back, advice. */
#include "hip/walk.h"
#include "one_atlas.h"
#include <math.h>
#include <string.h>

static void it_takes_a_quarter_of_an_hour(void **state)
{
    (void)state;
    float length = walk_length_s(atlas);
    assert_true(length >= 12 * 60 && length <= 15 * 60);
    assert_true(atlas->session_count > 10);
    assert_int_equal(atlas->session[0].stroke, -1);
    assert_int_equal(atlas->session[0].cues[0].kind, CUE_CONSENT);
    assert_int_equal(atlas->session[atlas->session_count - 1].stroke, -1);
}

/* Warm, focused, deep, finish; consent before the first touch, a drape whenever the client turns, aftercare last. */
static void the_order_is_kept(void **state)
{
    (void)state;
    unsigned phase = 0;
    int position = -1;
    for (int i = 0; i < atlas->session_count; i++) {
        const SessionStep *step = &atlas->session[i];
        assert_true(step->phase >= phase || i + 1 == atlas->session_count);
        phase = step->phase;
        if (step->position >= 0) {
            bool draped = false;
            for (int c = 0; c < step->cue_count; c++) {
                draped = draped || (step->cues[c].kind == CUE_DRAPE && step->cues[c].at_s == 0);
            }
            assert_true(position < 0 || position == step->position || draped);
            position = step->position;
        }
    }
    const SessionStep *last = &atlas->session[atlas->session_count - 1];
    assert_int_equal(last->cues[last->cue_count - 1].kind, CUE_AFTERCARE);
}

static void every_second_has_its_step(void **state)
{
    (void)state;
    float length = walk_length_s(atlas);
    WalkMoment before, now;
    walk_at(atlas, -5, &before);
    assert_int_equal(before.step, 0);
    assert_int_equal(before.cue, 0);
    for (float t = 0; t < length; t += 0.5f) {
        walk_at(atlas, t, &now);
        const SessionStep *step = &atlas->session[now.step];
        assert_true(now.step == before.step || now.step == before.step + 1);
        assert_true(fabsf(walk_start_s(atlas, now.step) + now.step_s - t) < 0.01f);
        assert_true(now.step_s >= 0 && now.step_s <= step->seconds);
        assert_true(now.cue < step->cue_count);
        if (now.cue >= 0) {
            assert_true(fabsf(step->cues[now.cue].at_s + now.cue_s - now.step_s) < 0.01f);
        }
        before = now;
    }
    walk_at(atlas, length + 100, &now);
    assert_int_equal(now.step, atlas->session_count - 1);
}

static void it_plays_pauses_and_steps(void **state)
{
    (void)state;
    Walk walk = {0};
    assert_false(walk_tick(atlas, &walk, 10));
    assert_float_equal(walk.at_s, 0, 0);
    walk_play(atlas, &walk, true);
    assert_true(walk_tick(atlas, &walk, 10));
    assert_float_equal(walk.at_s, 10, 1e-4f);
    walk_next(atlas, &walk);
    assert_float_equal(walk.at_s, walk_start_s(atlas, 1), 1e-4f);
    walk_previous(atlas, &walk);
    assert_float_equal(walk.at_s, 0, 0);
    walk_previous(atlas, &walk);
    assert_float_equal(walk.at_s, 0, 0);
    walk.at_s = walk_start_s(atlas, 3) + 10;
    walk_previous(atlas, &walk);
    assert_float_equal(walk.at_s, walk_start_s(atlas, 3), 1e-3f);
    for (int i = 0; i < 2 * atlas->session_count; i++) {
        walk_next(atlas, &walk);
    }
    assert_float_equal(walk.at_s, walk_length_s(atlas), 1e-3f);
    assert_false(walk_tick(atlas, &walk, 1));
    walk_play(atlas, &walk, true);
    assert_float_equal(walk.at_s, 0, 0);
}

static void the_left_lies_on_the_other_side(void **state)
{
    (void)state;
    for (int i = 0; i < atlas->session_count; i++) {
        const SessionStep *step = &atlas->session[i];
        int left = walk_position(atlas, step, SIDE_LEFT);
        assert_int_equal(walk_position(atlas, step, SIDE_RIGHT), step->position);
        if (step->position >= 0 && atlas->positions[step->position].lies == LIES_LEFT) {
            assert_int_equal(atlas->positions[left].lies, LIES_RIGHT);
        } else {
            assert_int_equal(left, step->position);
        }
    }
}

static void advice_locks_nothing(void **state)
{
    (void)state;
    char text[200] = "";
    int deep = atlas_stroke(atlas, "S12"), warm = atlas_stroke(atlas, "S03");
    assert_true(walk_advice(atlas, deep, walk_prepared_s(atlas, 0, deep), text, sizeof text));
    assert_non_null(strstr(text, "two minutes"));
    assert_false(walk_advice(atlas, warm, 0, text, sizeof text));
    for (int i = 0; i < atlas->session_count; i++) { /* the session itself follows it */
        const SessionStep *step = &atlas->session[i];
        if (step->stroke >= 0) {
            float prepared = walk_prepared_s(atlas, walk_start_s(atlas, i), step->stroke);
            assert_false(walk_advice(atlas, step->stroke, prepared, text, sizeof text));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_takes_a_quarter_of_an_hour),   cmocka_unit_test(the_order_is_kept),
        cmocka_unit_test(every_second_has_its_step),       cmocka_unit_test(it_plays_pauses_and_steps),
        cmocka_unit_test(the_left_lies_on_the_other_side), cmocka_unit_test(advice_locks_nothing),
    };
    return cmocka_run_group_tests(tests, open_atlas, close_atlas);
}
