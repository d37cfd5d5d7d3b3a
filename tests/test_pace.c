/* test_pace.c - fewer pixels when frames are late, more when there is time, and no wavering between. */
#include "hip/pace.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

/* A machine: so long for the triangles, so long for all pixels. */
static double frame_s(const Pace *pace, double triangles_s, double pixels_s)
{
    return triangles_s + pixels_s * (double)pace_scale(pace) * (double)pace_scale(pace);
}

static int changes_in(Pace *pace, int frames, double triangles_s, double pixels_s)
{
    int changes = 0;
    for (int i = 0; i < frames; i++) {
        float before = pace_scale(pace);
        pace_frame(pace, frame_s(pace, triangles_s, pixels_s));
        changes += pace_scale(pace) != before;
    }
    return changes;
}

static void test_quick_machine_draws_all(void **state)
{
    (void)state;
    Pace pace = {0};
    assert_int_equal(changes_in(&pace, 1000, 0.02, 0.029), 0);
    assert_true(pace_scale(&pace) == 1);
}

static void test_slow_machine_goes_down_in_steps(void **state)
{
    (void)state;
    Pace pace = {0};
    assert_int_equal(changes_in(&pace, 3, 0.02, 0.2), 1);
    assert_true(pace_scale(&pace) == 0.75f);
    assert_int_equal(changes_in(&pace, 3, 0.02, 0.2), 1);
    assert_true(pace_scale(&pace) == 0.5f);
    assert_int_equal(changes_in(&pace, 100, 0.02, 0.2), 0); /* no fewer, however slow */
}

static void test_one_late_frame_changes_nothing(void **state)
{
    (void)state;
    Pace pace = {0};
    for (int i = 0; i < 100; i++) {
        pace_frame(&pace, i % 3 == 2 ? 0.03 : 0.4);
    }
    assert_true(pace_scale(&pace) == 1);
}

static void test_comes_back(void **state)
{
    (void)state;
    Pace pace = {0};
    changes_in(&pace, 20, 0.02, 0.2);
    assert_int_equal(changes_in(&pace, 40, 0.01, 0.02), 2);
    assert_true(pace_scale(&pace) == 1);
}

/* Whatever the machine, once it has settled it stays where it is. */
static void test_does_not_waver(void **state)
{
    (void)state;
    for (int triangles = 0; triangles < 80; triangles++) {
        for (int pixels = 0; pixels < 200; pixels++) {
            Pace pace = {0};
            changes_in(&pace, 30, 0.001 * triangles, 0.001 * pixels);
            assert_int_equal(changes_in(&pace, 60, 0.001 * triangles, 0.001 * pixels), 0);
        }
    }
}

static void test_rest_breaks_the_row(void **state)
{
    (void)state;
    Pace pace = {0};
    for (int i = 0; i < 100; i++) {
        pace_frame(&pace, 0.4);
        pace_frame(&pace, 0.4);
        pace_rest(&pace);
    }
    assert_true(pace_scale(&pace) == 1);
    changes_in(&pace, 3, 0.02, 0.2);
    pace_rest(&pace);
    assert_true(pace_scale(&pace) == 0.75f); /* the machine is still the same */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_quick_machine_draws_all),
                                       cmocka_unit_test(test_slow_machine_goes_down_in_steps),
                                       cmocka_unit_test(test_one_late_frame_changes_nothing),
                                       cmocka_unit_test(test_comes_back),
                                       cmocka_unit_test(test_does_not_waver),
                                       cmocka_unit_test(test_rest_breaks_the_row)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
