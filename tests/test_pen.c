/* test_pen.c - strokes of a pen on the built-in body stay on its surface: turned, bent back, moved at its joints; and
 * what lies before them hides them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include "body_session.h"
#include "hip/board.h"
#include "hip/mem.h"
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 1280, HEIGHT = 720, PLACES = 60 };
static const float NEAR_M = 0.002f;

static DrawList *list;
static QueryCache cache;
static PenPlace places[PLACES];
static float drawn[PLACES][3]; /* where the surface was met when they were drawn */

static int open_body(void **state)
{
    list = mem_alloc(1, sizeof *list);
    return body_session_open(state);
}

static int close_body(void **state)
{
    query_cache_release(&cache);
    free(list);
    return body_session_close(state);
}

static void look(ViewState *view)
{
    session_place(session, view);
    session_compose(session, WIDTH, HEIGHT, list);
}

static float apart(const float a[3], const float b[3])
{
    return sqrtf((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
}

/* A line down over the right buttock. */
static void draw_line(ViewState *view)
{
    session_home(session, view);
    view->depth = 3;
    look(view);
    for (int i = 0; i < PLACES; i++) {
        float x = 0.16f + 0.001f * i, y = 0.25f - 0.008f * i;
        Pick pick = query_pick(model, list, &cache, x, y);
        assert_true(pick.distance_m > 0);
        assert_true(query_pen(model, list, &cache, x, y, &places[i]));
        memcpy(drawn[i], pick.point, sizeof drawn[i]);
    }
}

/* How many are in sight; each of those is at most 2 mm from the surface that the picture shows there. */
static int seen_on_the_surface(void)
{
    int seen = 0;
    for (int i = 0; i < PLACES; i++) {
        float at[3], xy[2];
        if (query_pen_seen(model, list, &cache, &places[i], at, xy)) {
            Pick there = query_pick(model, list, &cache, xy[0], xy[1]);
            assert_true(there.distance_m > 0);
            assert_true(apart(there.point, at) < NEAR_M);
            seen++;
        }
    }
    return seen;
}

static void a_stroke_stays_where_it_was_set_when_the_camera_turns(void **state)
{
    (void)state;
    ViewState view;
    draw_line(&view);
    assert_int_equal(seen_on_the_surface(), PLACES);
    static const float TURNS[][2] = {{12, 0}, {25, 8}, {-30, 4}, {40, -6}};
    for (size_t t = 0; t < sizeof TURNS / sizeof *TURNS; t++) {
        ViewState turned = view;
        camera_orbit(&turned.camera, TURNS[t][0], TURNS[t][1]);
        turned.camera.distance_m *= 0.8f;
        look(&turned);
        for (int i = 0; i < PLACES; i++) {
            float at[3];
            assert_true(query_pen_now(model, list, &places[i], at));
            assert_true(apart(at, drawn[i]) < NEAR_M);
        }
        assert_true(seen_on_the_surface() > PLACES / 2);
    }
}

static void the_body_hides_what_is_on_its_other_side(void **state)
{
    (void)state;
    ViewState view;
    draw_line(&view);
    camera_orbit(&view.camera, 180, 0);
    look(&view);
    assert_int_equal(seen_on_the_surface(), 0);
}

static void a_layer_before_the_stroke_hides_it_and_a_layer_that_goes_takes_it_along(void **state)
{
    (void)state;
    ViewState view;
    draw_line(&view);
    view.depth = 0; /* the skin is back */
    look(&view);
    assert_int_equal(seen_on_the_surface(), 0);
    view.depth = 10; /* bone alone */
    look(&view);
    assert_int_equal(seen_on_the_surface(), 0);
    view.depth = 3;
    look(&view);
    assert_int_equal(seen_on_the_surface(), PLACES);
}

static void a_stroke_goes_with_the_muscle_that_is_bent_back(void **state)
{
    (void)state;
    ViewState view;
    draw_line(&view);
    int maximus = atlas_structure(atlas, "gluteus_maximus_r"), on = 0;
    view.peel[maximus] = 0.35f;
    look(&view);
    for (int i = 0; i < PLACES; i++) {
        float at[3];
        if (model->part_item[places[i].part] == maximus) {
            assert_true(query_pen_now(model, list, &places[i], at));
            on += apart(at, drawn[i]) > 5 * NEAR_M;
        }
    }
    assert_true(on > 5);                    /* it has moved ... */
    assert_true(seen_on_the_surface() > 0); /* ... with its surface */
}

static void a_stroke_goes_with_the_thigh(void **state)
{
    (void)state;
    ViewState view;
    HipError err = {{0}};
    draw_line(&view);
    assert_int_equal(view_read_pose(atlas, "hip_flexion=40", &view, &err), HIP_OK);
    look(&view);
    int moved = 0;
    for (int i = 0; i < PLACES; i++) {
        float at[3];
        assert_true(query_pen_now(model, list, &places[i], at));
        moved += apart(at, drawn[i]) > 5 * NEAR_M;
    }
    assert_true(moved > 5);
    assert_true(seen_on_the_surface() > PLACES / 4);
}

static void a_stroke_on_a_section_lies_in_its_plane(void **state)
{
    (void)state;
    ViewState view;
    PenPlace place;
    float at[3], plane[4];
    session_home(session, &view);
    HipError err = {{0}};
    assert_int_equal(view_read_section("axial=0", &view, &err), HIP_OK);
    view.camera.pitch_deg = 60;
    look(&view);
    Pick pick = query_pick(model, list, &cache, 0.1f, 0);
    assert_int_equal(pick.triangle, UINT32_MAX); /* on the face */
    assert_true(query_pen(model, list, &cache, 0.1f, 0, &place));
    camera_orbit(&view.camera, 30, 0);
    look(&view);
    assert_true(query_pen_now(model, list, &place, at));
    assert_true(view_section_plane(&view, plane));
    assert_true(apart(at, pick.point) < NEAR_M);
    assert_true(fabsf(dot3(at, plane) + plane[3]) < 1e-4f);
}

static void drawing_into_the_air_draws_nothing(void **state)
{
    (void)state;
    ViewState view;
    PenPlace place;
    session_home(session, &view);
    look(&view);
    assert_false(query_pen(model, list, &cache, -0.97f, 0.97f, &place));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stroke_stays_where_it_was_set_when_the_camera_turns),
        cmocka_unit_test(the_body_hides_what_is_on_its_other_side),
        cmocka_unit_test(a_layer_before_the_stroke_hides_it_and_a_layer_that_goes_takes_it_along),
        cmocka_unit_test(a_stroke_goes_with_the_muscle_that_is_bent_back),
        cmocka_unit_test(a_stroke_goes_with_the_thigh),
        cmocka_unit_test(a_stroke_on_a_section_lies_in_its_plane),
        cmocka_unit_test(drawing_into_the_air_draws_nothing),
    };
    return cmocka_run_group_tests(tests, open_body, close_body);
}
