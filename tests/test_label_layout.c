#include "hip/label_layout.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants the C headers first */
#include <cmocka.h>

static const LabelFrame WINDOW = {.width = 1280,
                                  .height = 720,
                                  .left = 120,
                                  .right = 20,
                                  .top = 72,
                                  .bottom = 56,
                                  .body_left = 450,
                                  .body_right = 850,
                                  .gap = 4};

static float draw(unsigned *seed, float lo, float hi)
{
    *seed = *seed * 1664525u + 1013904223u;
    return lo + (hi - lo) * (float)(*seed >> 8) / 16777216.0f;
}

static bool boxes_overlap(const LabelOut *a, const LabelIn *in_a, const LabelOut *b, const LabelIn *in_b)
{
    const float rounding = 0.01f;
    return a->x + in_a->width > b->x + rounding && b->x + in_b->width > a->x + rounding &&
           a->y + in_a->height > b->y + rounding && b->y + in_b->height > a->y + rounding;
}

static float turn(const float a[2], const float b[2], const float c[2])
{
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

static bool lines_cross(const LabelOut *a, const LabelOut *b)
{
    return turn(a->line[0], a->line[1], b->line[0]) * turn(a->line[0], a->line[1], b->line[1]) < 0 &&
           turn(b->line[0], b->line[1], a->line[0]) * turn(b->line[0], b->line[1], a->line[1]) < 0;
}

/* Items are indices into `in` in these tests. */
static void assert_good(const LabelFrame *frame, const LabelIn *in, const LabelOut *out, int placed)
{
    for (int i = 0; i < placed; i++) {
        const LabelIn *mine = &in[out[i].item];
        assert_true(out[i].x >= frame->left - 0.01f);
        assert_true(out[i].x + mine->width <= frame->width - frame->right + 0.01f);
        assert_true(out[i].y >= frame->top - 0.01f);
        assert_true(out[i].y + mine->height <= frame->height - frame->bottom + 0.01f);
        assert_true(out[i].side == -1 || out[i].side == 1);
        assert_true(out[i].line[1][0] == mine->anchor[0] && out[i].line[1][1] == mine->anchor[1]);
        for (int j = 0; j < i; j++) {
            assert_false(boxes_overlap(&out[i], mine, &out[j], &in[out[j].item]));
            assert_false(lines_cross(&out[i], &out[j]));
            assert_true(out[i].item != out[j].item);
            assert_true(in[out[j].item].weight >= mine->weight);
        }
    }
}

static void random_anchors_never_overlap_or_cross(void **state)
{
    (void)state;
    unsigned seed = 1;
    int wanted = 0, got = 0;
    for (int n = 0; n < 3000; n++) {
        LabelIn in[LABEL_MAX];
        LabelOut out[LABEL_MAX], again[LABEL_MAX];
        LabelFrame frame = WINDOW;
        frame.body_left = draw(&seed, 0, 600);
        frame.body_right = frame.body_left + draw(&seed, 0, 680);
        int count = 1 + n % LABEL_MAX;
        for (int i = 0; i < count; i++) {
            in[i] = (LabelIn){.item = i,
                              .anchor = {draw(&seed, frame.body_left, frame.body_right), draw(&seed, 60, 700)},
                              .width = draw(&seed, 40, 220),
                              .height = draw(&seed, 0, 1) < 0.8f ? 18 : 30,
                              .weight = floorf(draw(&seed, 0, 5)),
                              .side_before = (int)draw(&seed, 0, 2.99f) - 1};
        }
        int placed = label_layout(&frame, in, count, out);
        assert_true(placed > 0 && placed <= count);
        assert_good(&frame, in, out, placed);
        assert_int_equal(label_layout(&frame, in, count, again), placed);
        assert_memory_equal(out, again, sizeof *out * (size_t)placed);
        wanted += count < 40 ? count : 40;
        got += placed < 40 ? placed : 40;
    }
    printf("%d of %d labels placed\n", got, wanted);
    assert_true(got > wanted * 3 / 4);
}

static void a_few_labels_all_find_room_near_their_height(void **state)
{
    (void)state;
    LabelIn in[8];
    LabelOut out[8];
    for (int i = 0; i < 8; i++) {
        in[i] = (LabelIn){i, {(float)(460 + 50 * i), (float)(120 + 60 * (i * 3 % 8))}, 120, 20, 1, 0};
    }
    assert_int_equal(label_layout(&WINDOW, in, 8, out), 8);
    assert_good(&WINDOW, in, out, 8);
    for (int i = 0; i < 8; i++) {
        assert_true(fabsf(out[i].y + 10 - in[out[i].item].anchor[1]) < 1);
        assert_int_equal(out[i].side, in[out[i].item].anchor[0] < 650 ? -1 : 1);
        assert_true(out[i].side < 0 ? out[i].x + 120 < WINDOW.body_left : out[i].x > WINDOW.body_right);
    }
}

static void least_important_go_first(void **state)
{
    (void)state;
    LabelIn in[LABEL_MAX];
    LabelOut out[LABEL_MAX];
    for (int i = 0; i < LABEL_MAX; i++) {
        in[i] = (LabelIn){i, {(float)(455 + 6 * i), 300}, 100, 30, (float)(i * 29 % LABEL_MAX), 0};
    }
    int placed = label_layout(&WINDOW, in, LABEL_MAX, out);
    assert_good(&WINDOW, in, out, placed);
    assert_true(placed > 20 && placed < LABEL_MAX);
    assert_true(in[out[0].item].weight == LABEL_MAX - 1);
}

static void a_column_is_kept_a_little_past_the_middle(void **state)
{
    (void)state;
    LabelIn in = {0, {670, 300}, 100, 20, 1, -1};
    LabelOut out;
    assert_int_equal(label_layout(&WINDOW, &in, 1, &out), 1);
    assert_int_equal(out.side, -1);
    in.anchor[0] = 760; /* far past it */
    assert_int_equal(label_layout(&WINDOW, &in, 1, &out), 1);
    assert_int_equal(out.side, 1);
    in.anchor[0] = 670;
    in.side_before = 0;
    assert_int_equal(label_layout(&WINDOW, &in, 1, &out), 1);
    assert_int_equal(out.side, 1);
}

static void odd_input(void **state)
{
    (void)state;
    LabelOut out[4];
    LabelIn in[4] = {{0, {NAN, 100}, 100, 20, 1, 0},
                     {1, {500, 100}, 0, 20, 1, 0},
                     {2, {500, 100}, 5000, 20, 1, 0},
                     {3, {500, 100}, 100, 20, NAN, 0}};
    assert_int_equal(label_layout(&WINDOW, in, 4, out), 0);
    assert_int_equal(label_layout(&WINDOW, in, 0, out), 0);
    LabelFrame tiny = {.width = 50, .height = 10};
    in[3].weight = 1;
    assert_int_equal(label_layout(&tiny, in + 3, 1, out), 0);
    LabelIn same[4];
    for (int i = 0; i < 4; i++) {
        same[i] = (LabelIn){i, {640, 300}, 100, 20, 1, 0};
    }
    assert_int_equal(label_layout(&WINDOW, same, 4, out), 4);
    assert_good(&WINDOW, same, out, 4);
}

/* Anchors on a turning cylinder, seen and unseen as it turns: texts may not jump from one degree to the next. */
static void turning_moves_texts_little(void **state)
{
    (void)state;
    enum { LABELS = 30, STEPS = 360 };
    unsigned seed = 7;
    float angle[LABELS], radius[LABELS], height[LABELS], width[LABELS], last_y[LABELS] = {0};
    int side[LABELS] = {0}, moves = 0, over_24 = 0, over_8 = 0, column_changes = 0;
    float greatest = 0;
    for (int i = 0; i < LABELS; i++) {
        angle[i] = draw(&seed, 0, 360);
        radius[i] = draw(&seed, 90, 190);
        height[i] = draw(&seed, 110, 640);
        width[i] = draw(&seed, 70, 190);
    }
    for (int step = 0; step < STEPS; step++) {
        LabelIn in[LABELS];
        LabelOut out[LABELS];
        int count = 0;
        bool seen[LABELS] = {false};
        for (int i = 0; i < LABELS; i++) {
            float a = (angle[i] + (float)step) * 3.14159265f / 180;
            if (cosf(a) > 0.05f || (side[i] && cosf(a) > 0)) {
                in[count++] =
                    (LabelIn){i, {650 + radius[i] * sinf(a), height[i]}, width[i], 18, (float)(i % 4), side[i]};
            }
        }
        int placed = label_layout(&WINDOW, in, count, out);
        for (int k = 0; k < placed; k++) {
            int i = out[k].item;
            seen[i] = true;
            if (side[i] == out[k].side) {
                float jump = fabsf(out[k].y - last_y[i]);
                moves++;
                over_8 += jump > 8;
                over_24 += jump > 24;
                greatest = fmaxf(greatest, jump);
            }
            column_changes += side[i] && side[i] != out[k].side;
            side[i] = out[k].side;
            last_y[i] = out[k].y;
        }
        for (int i = 0; i < LABELS; i++) {
            side[i] = seen[i] ? side[i] : 0;
        }
    }
    printf("turning by 1 degree: %d moves, %d over 8 px, %d over 24 px, greatest %.1f px, %d column changes\n", moves,
           over_8, over_24, (double)greatest, column_changes);
    assert_true(moves > 4000);
    assert_true(over_24 * 1000 <= moves); /* one in a thousand */
    assert_true(column_changes <= 2 * LABELS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_anchors_never_overlap_or_cross),
        cmocka_unit_test(a_few_labels_all_find_room_near_their_height),
        cmocka_unit_test(least_important_go_first),
        cmocka_unit_test(a_column_is_kept_a_little_past_the_middle),
        cmocka_unit_test(odd_input),
        cmocka_unit_test(turning_moves_texts_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
