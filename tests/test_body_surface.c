/* Polygoniser and smoother: closed, in one piece, with the holes and the volume that the shape has. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "surface.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static HipResult make(const char *text, Surface *out)
{
    BallTable table = {0};
    Problems problems = {0};
    HipError err = {{0}};
    balls_parse("t", text, strlen(text), &table, &problems);
    assert_int_equal(problems.count, 0);
    Field *field = field_create(&table.items[0]);
    HipResult rc = surface_make(field, NULL, 0, out, &err);
    field_destroy(field);
    assert_true(rc == HIP_OK || err.text[0]);
    balls_release(&table);
    return rc;
}

static SurfaceShape shape_of(const Surface *s)
{
    return surface_shape((const float(*)[3])s->positions, s->vertex_count, s->indices, s->index_count);
}

static void a_ball_is_a_ball(void **state)
{
    (void)state;
    Surface s = {0};
    assert_int_equal(make("structure x single\nschematic t\ngrid 1\nball a 3 4 5 15\n", &s), HIP_OK);
    SurfaceShape shape = shape_of(&s);
    assert_true(shape.closed);
    assert_int_equal(shape.pieces, 1);
    assert_int_equal(shape.euler, 2);
    double want = 4.0 / 3 * 3.14159265 * 15 * 15 * 15;
    assert_true(fabs(shape.volume_mm3 / want - 1) < 0.02);
    for (size_t i = 0; i < s.vertex_count; i++) {
        float r = hypotf(hypotf(s.positions[i][0] - 3, s.positions[i][1] - 4), s.positions[i][2] - 5);
        assert_true(fabsf(r - 15) < 0.4f);
    }
    surface_release(&s);
}

static void a_ring_has_a_hole(void **state)
{
    (void)state;
    Surface s = {0};
    assert_int_equal(make("structure x single\nschematic t\nholes 1\nball a 20 0 0 4\nball b 0 20 0 4\nball c -20 0 0 "
                          "4\nball d 0 -20 0 4\n"
                          "edge a b | b c | c d | d a\n",
                          &s),
                     HIP_OK);
    SurfaceShape shape = shape_of(&s);
    assert_true(shape.closed);
    assert_int_equal(shape.pieces, 1);
    assert_int_equal(shape.euler, 0);
    surface_release(&s);
}

static void two_balls_are_two_pieces_and_a_cut_is_flat(void **state)
{
    (void)state;
    Surface s = {0};
    assert_int_equal(
        make("structure x single\nschematic t\nsmooth 0\ncut below -2\nball a 0 0 0 8\nball b 40 0 0 8\n", &s), HIP_OK);
    SurfaceShape shape = shape_of(&s);
    assert_true(shape.closed);
    assert_int_equal(shape.pieces, 2);
    assert_int_equal(shape.euler, 4);
    float lowest = 0;
    for (size_t i = 0; i < s.vertex_count; i++) {
        lowest = fminf(lowest, s.positions[i][1]);
    }
    assert_true(fabsf(lowest + 2) < 0.1f);
    surface_release(&s);
}

static void hollows_are_filled(void **state)
{
    (void)state;
    Surface s = {0}; /* six thick plates enclose a hollow box */
    assert_int_equal(make("structure x single\nschematic t\nball a 0 0 0 3\nball b 30 0 0 3\nball c 30 30 0 "
                          "3\nball d 0 30 0 3\n"
                          "ball e 0 0 30 3\nball f 30 0 30 3\nball g 30 30 30 3\nball h 0 30 30 3\n"
                          "slab a b c | a c d | e f g | e g h | a b f | a f e | d c g | d g h | a d h | a h "
                          "e | b c g | b g f\n",
                          &s),
                     HIP_OK);
    SurfaceShape shape = shape_of(&s);
    assert_int_equal(shape.pieces, 1);
    assert_int_equal(shape.euler, 2);
    assert_true(shape.volume_mm3 > 30.0 * 30 * 30);
    surface_release(&s);
}

static void fibres_run_from_origin_to_insertion(void **state)
{
    (void)state;
    Surface s = {0};
    assert_int_equal(make("structure x single\nschematic t\nsheet s 3 x 2 steps 4\nrow "
                          "origin: 0 0 0 4 | 0 20 0 4\n"
                          "row middle: 30 0 0 5 | 30 20 0 5\nrow insertion: 60 0 0 3 | 60 20 0 3\n",
                          &s),
                     HIP_OK);
    assert_non_null(s.fibre);
    for (size_t i = 0; i < s.vertex_count; i++) {
        float x = s.positions[i][0], y = s.positions[i][1];
        assert_true(fabsf(s.fibre[i][0] - fminf(fmaxf(x / 60, 0), 1)) < 0.08f);
        if (y > 2 && y < 18) {
            assert_true(fabsf(s.fibre[i][1] - y / 20) < 0.05f);
        }
    }
    surface_release(&s);
}

/* The first structure of the text beside the second, which is firmer. */
static Surface make_beside(const char *text)
{
    BallTable table = {0};
    Problems problems = {0};
    Surface s = {0};
    balls_parse("t", text, strlen(text), &table, &problems);
    assert_int_equal(problems.count, 0);
    Field *field = field_create(&table.items[0]), *beside = field_create(&table.items[1]);
    const Field *const firmer[1] = {beside};
    assert_int_equal(surface_make(field, firmer, 1, &s, NULL), HIP_OK);
    field_destroy(field);
    field_destroy(beside);
    balls_release(&table);
    return s;
}

/* Two balls that overlap: the softer one ends where the firmer begins. */
static void gives_way_to_a_firmer_neighbour(void **state)
{
    (void)state;
    const char *text =
        "structure soft single\nschematic t\nfirm 10\nball a 0 0 0 12\nstructure hard single\nschematic t\nfirm 90\n"
        "ball a 15 0 0 8\n";
    Surface s = make_beside(text);
    for (size_t i = 0; i < s.vertex_count; i++) {
        const float *p = s.positions[i];
        assert_true(hypotf(hypotf(p[0] - 15, p[1]), p[2]) > 7.5f);
    }
    surface_release(&s);
}

#define PLATE(promise)                                                                                                 \
    "structure plate single\nschematic t\n" promise "plate p 2 x 2 steps 1\nrow a: 0 0 0 2 | 40 0 0 2\n"               \
    "row b: 0 40 0 2 | 40 40 0 2\nstructure rod single\nschematic t\n"

/* A rod that goes through a plate, one that goes through a tongue of it and one that cuts it in two: the plate keeps
 * what its table promises, by walls within the rod. */
static void promises_are_kept_beside_neighbours(void **state)
{
    (void)state;
    static const char *const RODS[] = {"chain r 2 steps 1\nrow a: 20 20 -20 3\nrow b: 20 20 20 3\n",
                                       "chain r 2 steps 1\nrow a: 20 1.5 -20 2\nrow b: 20 1.5 20 2\n",
                                       "chain r 2 steps 1\nrow a: 20 -20 0 4\nrow b: 20 60 0 4\n"};
    for (int i = 0; i < 3; i++) {
        char text[600];
        snprintf(text, sizeof text, PLATE("") "%s", RODS[i]);
        Surface s = make_beside(text);
        SurfaceShape shape = shape_of(&s);
        assert_true(shape.closed);
        assert_int_equal(shape.pieces, 1);
        assert_int_equal(shape.euler, 2);
        assert_true(shape.volume_mm3 > 0.8 * 40 * 40 * 4);
        surface_release(&s);
    }
}

#define TWO_RODS "ball a 12 20 -20 6\nball b 12 20 20 6\nball c 30 20 -20 3\nball d 30 20 20 3\nedge a b | c d\n"

/* Of a plate with a wide and a narrow hole that promises one the wide one stays; one that promises two keeps both. */
static void the_widest_holes_stay(void **state)
{
    (void)state;
    Surface one = make_beside(PLATE("holes 1\n") TWO_RODS), two = make_beside(PLATE("holes 2\n") TWO_RODS);
    assert_int_equal(shape_of(&one).euler, 0);
    assert_int_equal(shape_of(&two).euler, -2);
    int in_wide = 0, in_narrow = 0;
    for (size_t i = 0; i < one.vertex_count; i++) {
        in_wide += hypotf(one.positions[i][0] - 12, one.positions[i][1] - 20) < 4;
        in_narrow += hypotf(one.positions[i][0] - 30, one.positions[i][1] - 20) < 2;
    }
    assert_int_equal(in_wide, 0);
    assert_true(in_narrow > 0);
    surface_release(&one);
    surface_release(&two);
}

/* What the table itself writes apart stays apart, so that it can be told. */
static void written_pieces_are_not_joined(void **state)
{
    (void)state;
    Surface s = make_beside("structure x single\nschematic t\nball a 0 0 0 8\nball b 40 0 0 8\n"
                            "structure rod single\nschematic t\nball a 10 0 0 4\n");
    assert_int_equal(s.shape.pieces, 2);
    surface_release(&s);
}

static void refuses_what_it_cannot_make(void **state)
{
    (void)state;
    Surface s = {0};
    assert_int_equal(make("structure x single\nschematic t\ngrid 0.5\nball a -3000 -3000 -3000 1\nball b "
                          "3000 3000 3000 1\nedge a b\n",
                          &s),
                     HIP_FAILED);
    assert_int_equal(make("structure x single\nschematic t\ngrid 10\nball a 1.3 1.3 1.3 0.1\n", &s), HIP_FAILED);
    assert_int_equal(make("structure x single\nschematic t\ncut below 50\nball a 0 0 0 5\n", &s), HIP_FAILED);
    assert_null(s.positions);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ball_is_a_ball),
        cmocka_unit_test(a_ring_has_a_hole),
        cmocka_unit_test(two_balls_are_two_pieces_and_a_cut_is_flat),
        cmocka_unit_test(hollows_are_filled),
        cmocka_unit_test(fibres_run_from_origin_to_insertion),
        cmocka_unit_test(gives_way_to_a_firmer_neighbour),
        cmocka_unit_test(promises_are_kept_beside_neighbours),
        cmocka_unit_test(the_widest_holes_stay),
        cmocka_unit_test(written_pieces_are_not_joined),
        cmocka_unit_test(refuses_what_it_cannot_make),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
