/* test_source_body.c - every source of pain on the baked body: it is opened so that what it comes from is seen, its
 * points lie on it, the left is the mirror image of the right. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include "body_session.h"
#include "hip/pain.h"
#include "hip/query.h"
#include "hip/source_view.h"
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void show(int source)
{
    Command command = {.id = COMMAND_SOURCE, .item = -1, .value = (float)source};
    assert_int_equal(session_do(session, &command, NULL), HIP_OK);
}

static bool in_list(const DrawList *list, int item)
{
    for (uint32_t i = 0; i < list->item_count; i++) {
        if (model->part_item[list->items[i].part] == item && list->items[i].opacity >= 0.5f) {
            return true;
        }
    }
    return false;
}

/* Where the body is open the structure is solid, and some of it is what the eye meets first. */
static void every_source_is_opened_to_what_it_comes_from(void **state)
{
    (void)state;
    DrawList *list = malloc(sizeof *list);
    QueryCache cache = {0};
    int opened = 0;
    for (int i = 0; i < atlas->pain->source_count; i++) {
        const AtlasPain *source = &atlas->pain->sources[i];
        show(i);
        ViewState view = *session_view(session);
        const SourceShow *show = model_source(model, i, SIDE_RIGHT, 0);
        assert_int_equal(view.source, i);
        assert_true(show->window_m >= 0.05f && show->window_m <= 0.07f);
        assert_true(fabsf(hypotf(hypotf(show->towards[0], show->towards[1]), show->towards[2]) - 1) < 1e-3f);
        view.source_s = 2;
        compose(model, &view, -1, 640, 360, list);
        float at[3];
        if (show->item < 0) {
            continue;
        }
        opened++;
        if (!in_list(list, show->item) || !query_anchor(model, list, &cache, show->item, NULL, at)) {
            fail_msg("%s: %s is not seen", source->id, atlas->structures[show->item].id);
        }
    }
    assert_true(opened >= atlas->pain->source_count - 3); /* skin nerves have no mesh */
    query_cache_release(&cache);
    free(list);
}

/* On the surface that the eye meets there, within a finger's breadth. */
static void points_of_muscles_lie_on_them(void **state)
{
    static const char *const SOURCES[] = {"TP_GMX1",  "TP_GMX2", "TP_GMX3", "TP_GMD1", "TP_GMD2",
                                          "TP_GMN_P", "TP_PIR1", "TP_PIR2", "TP_TFL",  "TP_HAM_ST"};
    (void)state;
    DrawList *list = malloc(sizeof *list);
    QueryCache cache = {0};
    for (size_t i = 0; i < sizeof SOURCES / sizeof *SOURCES; i++) {
        int source = pain_source(atlas, SOURCES[i]), on_it = 0;
        show(source);
        ViewState view = *session_view(session);
        view.source_s = 2;
        compose(model, &view, -1, 640, 360, list);
        const SourceShow *shown = model_source(model, source, SIDE_RIGHT, 0);
        for (int k = 0; k < shown->point_count; k++) {
            const float *at = shown->points[k];
            float xy[2];
            assert_true(camera_project(&list->camera, at, xy, NULL));
            Pick pick = query_pick(model, list, &cache, xy[0], xy[1]);
            float away = hypotf(hypotf(pick.point[0] - at[0], pick.point[1] - at[1]), pick.point[2] - at[2]);
            on_it += pick.item == shown->item && away < 0.015f;
        }
        if (2 * on_it < shown->point_count || shown->point_count == 0) {
            fail_msg("%s: %d of %d points lie on %s", SOURCES[i], on_it, shown->point_count,
                     atlas->structures[shown->item].id);
        }
    }
    query_cache_release(&cache);
    free(list);
}

static void the_left_is_the_mirror_image(void **state)
{
    static const char *const SOURCES[] = {"TP_GMX2", "C_pir", "C_gtps"};
    (void)state;
    for (size_t i = 0; i < sizeof SOURCES / sizeof *SOURCES; i++) {
        int source = pain_source(atlas, SOURCES[i]);
        SourceShow right = *model_source(model, source, SIDE_RIGHT, 0),
                   left = *model_source(model, source, SIDE_LEFT, 0);
        assert_int_equal(atlas->structures[right.item].twin, left.item);
        assert_int_equal(right.point_count, left.point_count);
        assert_true(right.low == left.low && right.beyond == left.beyond);
        for (int k = 0; k < 3; k++) {
            float sign = k == 0 ? -1.0f : 1.0f;
            assert_true(fabsf(right.window_at[k] - sign * left.window_at[k]) < 0.004f);
            assert_true(fabsf(right.towards[k] - sign * left.towards[k]) < 0.02f);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_source_is_opened_to_what_it_comes_from),
        cmocka_unit_test(points_of_muscles_lie_on_them),
        cmocka_unit_test(the_left_is_the_mirror_image),
    };
    return cmocka_run_group_tests(tests, body_session_open, body_session_close);
}
