/* The distance field against shapes whose distance is known, and against brute force over interpolated balls.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "field.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "structure x single\nschematic test\nblend 0\n"

static BallTable table_of(const char *text)
{
    BallTable table = {0};
    Problems problems = {0};
    balls_parse("t", text, strlen(text), &table, &problems);
    assert_int_equal(problems.count, 0);
    return table;
}

static float nearest(const Field *field, float x, float y, float z)
{
    FieldHit hit;
    field_nearest(field, (float[3]){x, y, z}, -1, &hit);
    assert_true(fabsf(hit.weight[0] + hit.weight[1] + hit.weight[2] - 1) < 1e-5f);
    return hit.distance;
}

static void exact_shapes(void **state)
{
    (void)state;
    BallTable t = table_of(HEAD "ball a 1 2 3 5\n");
    Field *f = field_create(&t.items[0]);
    assert_true(fabsf(nearest(f, 1, 12, 3) - 5) < 1e-5f);
    assert_true(fabsf(nearest(f, 1, 2, 3) + 5) < 1e-5f);
    field_destroy(f);
    balls_release(&t);

    t = table_of(HEAD "ball a 0 0 0 2\nball b 10 0 0 2\nedge a b\n"); /* a capsule */
    f = field_create(&t.items[0]);
    assert_true(fabsf(nearest(f, 4, 0, 5) - 3) < 1e-5f);
    assert_true(fabsf(nearest(f, 13, 4, 0) - 3) < 1e-5f);
    field_destroy(f);
    balls_release(&t);

    t = table_of(HEAD "ball a 0 0 0 10\nball b 3 0 0 2\nedge a b\n"); /* the small ball lies inside the big one */
    f = field_create(&t.items[0]);
    assert_true(fabsf(nearest(f, 14, 0, 0) - 4) < 1e-5f);
    field_destroy(f);
    balls_release(&t);

    t = table_of(HEAD "ball a 0 0 0 2\nball b 20 0 0 2\nball c 0 20 0 2\nslab a b c\n"); /* a plate 4 thick */
    f = field_create(&t.items[0]);
    assert_true(fabsf(nearest(f, 5, 5, 9) - 7) < 1e-5f);
    assert_true(fabsf(nearest(f, 5, -6, 0) - 4) < 1e-5f);
    assert_true(fabsf(nearest(f, 13, 13, 0) - (3 * sqrtf(2.0f) - 2)) < 1e-4f);
    field_destroy(f);
    balls_release(&t);
}

static float brute(const BallStructure *s, const float p[3])
{
    float best = INFINITY;
    enum { N = 120 };
    for (int i = 0; i <= N; i++) {
        for (int j = 0; i + j <= N; j++) {
            float w[3] = {(float)i / N, (float)j / N, (float)(N - i - j) / N}, c[3] = {0}, r = 0;
            for (int k = 0; k < 3; k++) {
                const Ball *b = &s->balls[s->figures[0].ball[k]];
                for (int q = 0; q < 3; q++) {
                    c[q] += w[k] * b->at[q];
                }
                r += w[k] * b->radius;
            }
            best = fminf(best, sqrtf((p[0] - c[0]) * (p[0] - c[0]) + (p[1] - c[1]) * (p[1] - c[1]) +
                                     (p[2] - c[2]) * (p[2] - c[2])) -
                                   r);
        }
    }
    return best;
}

static void slabs_as_their_definition(void **state)
{
    (void)state;
    BallTable t = table_of(HEAD "ball a 0 0 0 4\nball b 22 3 -4 2\nball c 5 17 6 7\nslab a b c\n");
    Field *f = field_create(&t.items[0]);
    uint32_t random = 7;
    for (int i = 0; i < 300; i++) {
        float p[3];
        for (int k = 0; k < 3; k++) {
            random = random * 1664525u + 1013904223u;
            p[k] = (float)(random >> 16) / 65536 * 60 - 25;
        }
        float want = brute(&t.items[0], p), have = nearest(f, p[0], p[1], p[2]);
        assert_true(want > -1 ? fabsf(have - want) < 0.05f : have < 0);
    }
    field_destroy(f);
    balls_release(&t);
}

/* What the grid says near the surface is what the point query says, whatever the blocks left out; blending
 * only rounds creases and swells nothing else; cuts are planes. */
static void grid_agrees_with_points(void **state)
{
    (void)state;
    BallTable t = table_of(HEAD "cut below -6\nball a 0 0 0 4\nball b 22 3 -4 2\nball c 5 17 6 6\nball d 20 "
                                "20 0 3\nslab a b c\nslab b c d\n");
    Field *f = field_create(&t.items[0]);
    int n[3] = {45, 41, 33};
    float lo[3] = {-12, -12, -16}, *grid = calloc((size_t)n[0] * n[1] * n[2], sizeof *grid);
    assert_non_null(grid);
    field_sample(f, lo, 1, n, grid);
    for (int z = 0; z < n[2]; z += 3) {
        for (int y = 0; y < n[1]; y += 2) {
            for (int x = 0; x < n[0]; x++) {
                float p[3] = {lo[0] + (float)x, lo[1] + (float)y, lo[2] + (float)z};
                float want = fmaxf(nearest(f, p[0], p[1], p[2]), -6 - p[1]), have = grid[(z * n[1] + y) * n[0] + x];
                assert_true(fabsf(want) < 2 ? fabsf(have - want) < 1e-4f : (have > 0) == (want > 0));
            }
        }
    }
    free(grid);
    field_destroy(f);
    balls_release(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exact_shapes),
        cmocka_unit_test(slabs_as_their_definition),
        cmocka_unit_test(grid_agrees_with_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
