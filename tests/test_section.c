/* test_section.c - the faces of a section against a point-in-mesh reference: for a grid of points on the plane the
 * picture's colour must be that of the part which holds the point, by the parity of hits along rays. */
#include "gl_context.h"
#include "gl_debug.h"
#include "hip/body.h"
#include "hip/query.h"
#include "hip/render.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
/* cmocka wants the C headers first */
#include "reference_body.h"
#include <cmocka.h>

enum { WIDTH = 1280, HEIGHT = 720, STEP = 4, NOTHING = -1 };

static GlContext context;
static Atlas *atlas;
static Renderer *renderer;
static DrawList *list;
static unsigned char *rgba;
static unsigned framebuffer;

typedef struct Case {
    const char *section;
    float yaw_deg, pitch_deg, depth;
} Case;

static const Case CASES[] = {
    {"axial=0", 180, 85, 0},         {"axial=40", 180, 50, 3},          {"axial=-60", 150, 60, 1},
    {"sagittal=-85", 90, 5, 0},      {"sagittal=-20,flip", -90, 20, 3}, {"coronal=-30,flip", 180, 0, 3},
    {"coronal=10", 30, 10, 0},       {"axial=20", 180, 50, 3.6f},       {"free=0.5,0.6,-0.62,10", 150, 40, 0},
    {"coronal=-60,flip", 170, 5, 4},
};

/* Where parts lie now: trees over the full mesh, flaps fitted. */
typedef struct Reference {
    const Model *model;
    MeshBvhSet *trees;
    MeshBvhFit **fits;
} Reference;

static void fit_flaps(Reference *reference)
{
    const MeshSet *set = &reference->model->set;
    for (uint32_t i = 0; i < list->item_count; i++) {
        const DrawItem *item = &list->items[i];
        const MeshPart *part = &set->parts[item->part];
        if (item->bend < 0) {
            continue;
        }
        float(*at)[3] = mem_alloc(part->vertex_count, sizeof *at);
        for (uint32_t v = 0; v < part->vertex_count; v++) {
            const MeshVertex *vertex = &set->vertices[part->first_vertex + v];
            mesh_vertex_position(part, vertex, at[v]);
            bend_point(&list->bends[item->bend], (float)vertex->along / 65535, (float)vertex->across / 65535, at[v],
                       at[v]);
        }
        mesh_bvh_fit_release(reference->fits[item->part]);
        reference->fits[item->part] = mesh_bvh_fit(reference->trees, item->part, (const float(*)[3])at);
        free(at);
    }
}

static bool holds_along(const Reference *reference, const DrawItem *item, const float from[3], const float dir[3])
{
    int hits = 0;
    float near_m = 0;
    MeshHit hit;
    while (hits < 200 && (item->bend >= 0 ? mesh_bvh_fit_hit(reference->fits[item->part], from, dir, near_m, 3, &hit)
                                          : mesh_bvh_hit(reference->trees, item->part, from, dir, near_m, 3, &hit))) {
        hits++;
        near_m = hit.distance_m + 1e-6f;
    }
    return hits % 2 != 0;
}

/* Two of three rays: one alone may run along an edge. */
static bool holds(const Reference *reference, const DrawItem *item, const float point[3])
{
    static const float RAYS[3][3] = {{0.2672612f, 0.5345225f, 0.8017837f},
                                     {-0.8703883f, 0.3481553f, 0.3481553f},
                                     {0.4082483f, -0.8164966f, 0.4082483f}};
    float from[3];
    int count = 0;
    for (int k = 0; k < 3; k++) {
        from[k] = point[k] - item->shift[k];
    }
    for (int i = 0; i < 3; i++) {
        count += holds_along(reference, item, from, RAYS[i]);
    }
    return count >= 2;
}

/* Index of the item on top at this point of the plane. */
static int expected(const Reference *reference, const float point[3])
{
    int best = NOTHING;
    for (uint32_t i = 0; i < list->item_count; i++) {
        const DrawItem *item = &list->items[i];
        bool above = best == NOTHING || item->cap > list->items[best].cap ||
                     (item->cap == list->items[best].cap && item->part > list->items[best].part);
        if (above && holds(reference, item, point)) {
            best = (int)i;
        }
    }
    return best;
}

/* Each item its own colour: 0 is the ground, whose colour none has. */
static void paint(void)
{
    list->flat = true;
    for (uint32_t i = 0; i < list->item_count; i++) {
        DrawItem *item = &list->items[i];
        int code[3] = {8 + (int)i % 15 * 16, 8 + (int)i / 15 * 16, 200};
        for (int k = 0; k < 3; k++) {
            item->colour[k] = srgb_to_linear((float)code[k] / 255);
        }
        item->outline = OUTLINE_NONE;
        item->opacity = 1;
    }
}

static int shown(int x, int y)
{
    const unsigned char *p = &rgba[4 * ((HEIGHT - 1 - y) * WIDTH + x)];
    return abs(p[2] - 200) > 2 ? NOTHING : (p[0] - 8 + 8) / 16 + (p[1] - 8 + 8) / 16 * 15;
}

static void draw(Model *model, const Case *c, int samples)
{
    ViewState view;
    HipError err = {{0}};
    view_state_default(&view);
    view.depth = c->depth;
    assert_int_equal(view_read_section(c->section, &view, &err), HIP_OK);
    Box3 box = {{-0.19f, -0.2f, -0.16f}, {0.19f, 0.2f, 0.13f}};
    view.camera = camera_frame(&box, c->yaw_deg, c->pitch_deg, (float)WIDTH / HEIGHT, 0, 0);
    compose(model, &view, -1, WIDTH, HEIGHT, list);
    paint();
    RenderTarget target = {WIDTH, HEIGHT, samples, framebuffer};
    if (renderer_draw(renderer, list, &target, NULL, &err) != HIP_OK) {
        fail_msg("%s", err.text);
    }
    renderer_read(renderer, framebuffer, WIDTH, HEIGHT, rgba);
}

/* Points of the plane that some part holds, or that nothing kept covers though a face is drawn there. */
static void compare(Reference *reference, const Case *c, int *points, int *right)
{
    draw((Model *)reference->model, c, 1);
    fit_flaps(reference);
    for (int y = STEP / 2; y < HEIGHT; y += STEP) {
        for (int x = STEP / 2; x < WIDTH; x += STEP) {
            float from[3], dir[3], at[3], ahead = 0, away = list->plane[3];
            camera_ray(&list->camera, 2 * ((float)x + 0.5f) / WIDTH - 1, 2 * ((float)y + 0.5f) / HEIGHT - 1, from, dir);
            for (int k = 0; k < 3; k++) {
                ahead += list->plane[k] * dir[k];
                away += list->plane[k] * from[k];
            }
            float t = -away / ahead;
            if (!(t > 0) || t > 3) {
                continue;
            }
            for (int k = 0; k < 3; k++) {
                at[k] = from[k] + t * dir[k];
            }
            int wanted = expected(reference, at);
            if (wanted != NOTHING) {
                (*points)++;
                *right += shown(x, y) == wanted;
            }
        }
    }
}

/* What a click would select is what the picture shows, on the faces, behind them and beside them. */
static void compare_picks(Model *model, const Case *c, int *points, int *right)
{
    QueryCache cache = {0};
    draw(model, c, 1);
    for (int y = STEP; y < HEIGHT; y += 2 * STEP) {
        for (int x = STEP; x < WIDTH; x += 2 * STEP) {
            Pick pick =
                query_pick(model, list, &cache, 2 * ((float)x + 0.5f) / WIDTH - 1, 2 * ((float)y + 0.5f) / HEIGHT - 1);
            int index = shown(x, y), item = NOTHING;
            if (index >= 0 && (uint32_t)index < list->item_count) {
                item = model->part_item[list->items[index].part];
            }
            *points += pick.item >= 0 || item >= 0;
            *right += (pick.item >= 0 || item >= 0) && pick.item == item;
        }
    }
    query_cache_release(&cache);
}

static void check_picks(Model *model, const char *name)
{
    HipError err = {{0}};
    assert_int_equal(renderer_set_model(renderer, &model->set, &err), HIP_OK);
    int points = 0, right = 0;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        compare_picks(model, &CASES[i], &points, &right);
    }
    printf("%s: %.2f %% of %d picks\n", name, 100.0 * right / points, points);
    assert_true(right >= 0.995 * points);
}

static void check_all(Model *model, const char *name)
{
    HipError err = {{0}};
    assert_int_equal(renderer_set_model(renderer, &model->set, &err), HIP_OK);
    Reference reference = {.model = model, .trees = mesh_bvh_create(&model->set, 0)};
    reference.fits = mem_alloc(model->set.part_count, sizeof *reference.fits);
    int all = 0, all_right = 0;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        int points = 0, right = 0;
        compare(&reference, &CASES[i], &points, &right);
        printf("%s %s depth %g: %d points, %.2f %% agree\n", name, CASES[i].section, (double)CASES[i].depth, points,
               100.0 * right / (points ? points : 1));
        assert_true(points > 500);
        all += points;
        all_right += right;
    }
    printf("%s: %.3f %% of %d\n", name, 100.0 * all_right / all, all);
    assert_true(all_right >= 0.995 * all);
    for (size_t p = 0; p < model->set.part_count; p++) {
        mesh_bvh_fit_release(reference.fits[p]);
    }
    free(reference.fits);
    mesh_bvh_release(reference.trees);
}

static Model *built_in(void)
{
    MeshSet set = {0};
    Model *model = NULL;
    HipError err = {{0}};
    assert_int_equal(body_load(&set, &err), HIP_OK);
    assert_int_equal(model_create(atlas, &set, NULL, &model, &err), HIP_OK);
    return model;
}

static void test_built_in_body(void **state)
{
    (void)state;
    Model *model = built_in();
    check_all(model, "built-in");
    check_picks(model, "built-in");
    model_release(model);
}

static void test_reference_body(void **state)
{
    (void)state;
    MeshSet set = {0};
    HipError err = {{0}};
    Model *model = NULL;
    if (!reference_folder() || !reference_body(&set)) {
        printf("no reference here\n");
        skip();
    }
    for (size_t p = 0; p < set.part_count; p++) {
        for (int i = 0; i < atlas->structure_count; i++) {
            char fma[32];
            snprintf(fma, sizeof fma, "_FMA%d_", atlas->structures[i].fma);
            if (atlas->structures[i].fma && strstr(set.parts[p].name, fma)) {
                snprintf(set.parts[p].id, sizeof set.parts[p].id, "%s", atlas->structures[i].id);
                peel_coordinates(atlas, i, &set, (uint32_t)p);
            }
        }
    }
    assert_int_equal(model_create(atlas, &set, NULL, &model, &err), HIP_OK);
    check_all(model, "reference");
    check_picks(model, "reference");
    model_release(model);
}

static int set_up(void **state)
{
    (void)state;
    HipError err = {{0}};
    list = mem_alloc(1, sizeof *list);
    rgba = mem_alloc((size_t)WIDTH * HEIGHT, 4);
    if (atlas_load("assets/atlas", &atlas, NULL, &err) != HIP_OK ||
        renderer_create(SDL_GL_GetProcAddress, &renderer, &err) != HIP_OK ||
        renderer_offscreen(renderer, WIDTH, HEIGHT, &framebuffer, &err) != HIP_OK) {
        fprintf(stderr, "%s\n", err.text);
        return -1;
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    unsigned errors = gl_debug_errors();
    renderer_destroy(renderer);
    atlas_release(atlas);
    free(list);
    free(rgba);
    return errors == 0 ? 0 : -1;
}

int main(void)
{
    if (!gl_context_open(&context)) {
        return 77;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_built_in_body),
        cmocka_unit_test(test_reference_body),
    };
    int failed = cmocka_run_group_tests_name("section", tests, set_up, tear_down);
    gl_context_close(&context);
    return failed;
}
