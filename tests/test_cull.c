/* test_cull.c - what the renderer leaves out because it is hidden changes no pixel: both models from all sides, at
 * several stages of the peel, with flaps, ghosts and close up. And the grid of depths on its own. */
#include "gl_context.h"
#include "hip/body.h"
#include "hip/client.h"
#include "hip/render.h"
#include "hip/session.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
/* cmocka wants the C headers first */
#include "depth_grid.h"
#include "reference_body.h"
#include "renderer.h"
#include <cmocka.h>

enum { WIDTH = 640, HEIGHT = 360, VIEWS = 24 };

static GlContext context;
static Atlas *atlas;

typedef struct Picture {
    unsigned char rgba[WIDTH * HEIGHT * 4];
    RenderStats stats;
} Picture;

static void paint(Renderer *renderer, DrawList *list, bool hidden_too, Picture *out)
{
    HipError err = {{0}};
    unsigned framebuffer = 0;
    assert_int_equal(renderer_offscreen(renderer, WIDTH, HEIGHT, &framebuffer, &err), HIP_OK);
    RenderTarget target = {WIDTH, HEIGHT, 1, framebuffer};
    list->hidden_too = hidden_too;
    assert_int_equal(renderer_draw(renderer, list, &target, &out->stats, &err), HIP_OK);
    renderer_read(renderer, framebuffer, WIDTH, HEIGHT, out->rgba);
}

static size_t differing(const Picture *a, const Picture *b)
{
    size_t count = 0;
    for (size_t i = 0; i < sizeof a->rgba; i += 4) {
        count += memcmp(a->rgba + i, b->rgba + i, 4) != 0;
    }
    return count;
}

/* As a graphics card is driven: all of it, and lit as it is drawn. Where slopes are taken across an edge, and where
 * notes are rounded, the picture may differ; nobody must see where. */
static void check_plainly_drawn(Renderer *renderer, DrawList *list, const Picture *picture, Picture *plain)
{
    renderer->software = false;
    paint(renderer, list, false, plain);
    renderer->software = true;
    size_t sum = 0, far = 0;
    for (size_t i = 0; i < sizeof plain->rgba; i++) {
        int off = abs(plain->rgba[i] - picture->rgba[i]);
        sum += (size_t)off;
        far += off > 24;
    }
    /* Ghosts in motion are lit at their vertices: their grooves are flat. */
    assert_true((double)sum < (list->moving ? 2.0 : 0.5) * sizeof plain->rgba);
    assert_true((double)far < (list->moving ? 0.02 : 0.003) * sizeof plain->rgba);
}

/* All sides and several stages of the peel, flaps half on their way among them. */
static void place_view(const Session *session, int i, ViewState *view)
{
    static const float DEPTHS[] = {10, 3, 3.5f, 0, 5.5f, 6.5f, 8, 4};
    session_home(session, view);
    camera_orbit(&view->camera, 360.0f * (float)i / VIEWS, (float)(i % 5) * 20 - 40);
    view->camera.distance_m *= i % 4 == 3 ? 0.35f : 1;
    view->depth = DEPTHS[i % 8];
    view->side = SIDE_BOTH;
    int items[VIEW_MAX_ITEMS], count = i % 3 == 2 ? view_resolve(atlas, "muscle", SIDE_BOTH, items) : 0;
    for (int k = 0; k < count; k++) {
        view->ghost[items[k]] = 102;
    }
}

/* Sides of a client who lies prone under the sheet while a stroke plays; every other view is on its way to another
 * position, where the sheet is see-through and something is outlined. */
static void place_client(const Session *session, int i, ViewState *view)
{
    HipError err = {{0}};
    ViewState goal;
    int items[VIEW_MAX_ITEMS];
    session_home(session, view);
    assert_int_equal(view_words_read(atlas, "position=prone stroke=S03", view, &err), HIP_OK);
    camera_orbit(&view->camera, 720.0f * (float)i / VIEWS, (float)(i % 5) * 15 - 5); /* not from under the table */
    view->camera.distance_m *= i % 4 == 2 ? 0.5f : 1;
    view->stroke_s = 0.3f * (float)i;
    if (i % 2) {
        goal = *view;
        goal.stroke = -1;
        int position = -1;
        assert_int_equal(view_find(atlas, TABLE_POSITIONS, "side_lying_left", &position, &err), HIP_OK);
        view_place_client(atlas, position, &goal);
        view_state_mix(atlas, view, &goal, 0.1f, 0.1f, view);
        assert_int_equal(view_resolve(atlas, "skin", SIDE_RIGHT, items), 1);
        view->selected = items[0];
    }
}

/* What is never in doubt is still there to be drawn once more; whether there was anything. */
static bool check_even_kept(const Renderer *renderer)
{
    uint32_t count = 0;
    for (int group = GROUP_CLOSED_EVEN; group <= GROUP_OPEN_EVEN; group++) {
        assert_true(renderer->plan.counts[group] == 0 || renderer->cull.ranges[group].count > 0);
        count += renderer->plan.counts[group];
    }
    return count > 0;
}

static void check_model(Model *model, int views, void (*place)(const Session *session, int i, ViewState *view))
{
    HipError err = {{0}};
    Renderer *renderer = NULL;
    Session *session = session_create(atlas);
    DrawList *list = mem_alloc(1, sizeof *list);
    Picture *pictures = mem_alloc(3, sizeof *pictures);
    session_set_model(session, model, (float)WIDTH / HEIGHT);
    assert_int_equal(renderer_create(SDL_GL_GetProcAddress, &renderer, &err), HIP_OK);
    assert_int_equal(renderer_set_model(renderer, &session_model(session)->set, &err), HIP_OK);
    size_t drawn = 0, all = 0, even = 0;
    for (int i = 0; i < views; i++) {
        ViewState view;
        place(session, i, &view);
        session_place(session, &view);
        session_compose(session, WIDTH, HEIGHT, list);
        list->full_detail = i % 6 == 4;
        list->moving = i % 2 == 1;
        paint(renderer, list, false, &pictures[0]);
        bool any_even = check_even_kept(renderer);
        even += any_even;
        paint(renderer, list, true, &pictures[1]);
        paint(renderer, list, false, &pictures[2]);
        drawn += pictures[0].stats.triangles;
        all += pictures[1].stats.triangles;
        assert_int_equal(differing(&pictures[0], &pictures[1]), 0);
        assert_int_equal(differing(&pictures[0], &pictures[2]), 0);
        if (renderer->software && !any_even) { /* for what is even see test_render.c */
            check_plainly_drawn(renderer, list, &pictures[0], &pictures[1]);
        }
    }
    printf("%zu of %zu triangles drawn\n", drawn, all);
    assert_true(!renderer->software || drawn < all / 5 * 4);
    assert_true(!renderer->software || place != place_client || even == (size_t)views / 2);
    renderer_destroy(renderer);
    session_destroy(session);
    free(list);
    free(pictures);
}

static Model *make_model(MeshSet *set)
{
    HipError err = {{0}};
    Model *model = NULL;
    assert_int_equal(model_create(atlas, set, NULL, &model, &err), HIP_OK);
    return model;
}

static void name_parts(MeshSet *set)
{
    for (size_t p = 0; p < set->part_count; p++) {
        for (int i = 0; i < atlas->structure_count; i++) {
            char fma[32];
            snprintf(fma, sizeof fma, "_FMA%d_", atlas->structures[i].fma);
            if (atlas->structures[i].fma && strstr(set->parts[p].name, fma)) {
                snprintf(set->parts[p].id, sizeof set->parts[p].id, "%s", atlas->structures[i].id);
                peel_coordinates(atlas, i, set, (uint32_t)p);
            }
        }
    }
}

static void test_reference_hip(void **state)
{
    (void)state;
    MeshSet set = {0};
    if (!reference_body(&set)) {
        fprintf(stderr, "skipped: no reference meshes (HIP_REFERENCE or ../shared/reference)\n");
        skip();
    }
    name_parts(&set);
    check_model(make_model(&set), VIEWS, place_view);
}

static void test_built_in_body(void **state)
{
    (void)state;
    MeshSet set = {0};
    HipError err = {{0}};
    assert_int_equal(body_load(&set, &err), HIP_OK);
    check_model(make_model(&set), VIEWS, place_view);
}

static void test_client_under_the_sheet(void **state)
{
    (void)state;
    MeshSet set = {0}, client = {0};
    HipError err = {{0}};
    Model *model = NULL;
    assert_int_equal(body_load(&set, &err), HIP_OK);
    assert_int_equal(client_load(NULL, &client, &err), HIP_OK);
    Model *alone = make_model(&set);
    assert_int_equal(model_with_client(alone, &client, &model, &err), HIP_OK);
    check_model(model, VIEWS / 2, place_client);
    model_release(alone);
    mesh_set_release(&client);
}

static void test_grid(void **state)
{
    (void)state;
    DepthGrid grid = {0};
    depth_grid_clear(&grid, 100, 50); /* ends within a cell, both ways */
    assert_int_equal(grid.columns, 13);
    assert_int_equal(grid.rows, 7);
    GridBox box = {{20, 10}, {60, 30}, 0.5f};
    assert_false(depth_grid_hides(&grid, &box));
    depth_grid_triangle(&grid, (float[]){-100, -100, 0.4f}, (float[]){400, -100, 0.4f}, (float[]){-100, 400, 0.4f},
                        1.0f / (500 * 500));
    assert_true(depth_grid_hides(&grid, &box));
    box.nearest = 0.3f;
    assert_false(depth_grid_hides(&grid, &box));
    box.nearest = 0.4f; /* as near as what is there: not behind it */
    assert_false(depth_grid_hides(&grid, &box));
    depth_grid_release(&grid);
}

static void test_grid_of_pixels(void **state)
{
    (void)state;
    enum { W = 100, H = 50 };
    DepthGrid grid = {0};
    depth_grid_clear(&grid, W, H);
    int lo[2] = {9, 0}, hi[2] = {97, 33};
    depth_grid_whole(&grid, lo, hi);
    assert_int_equal(lo[0], 8);
    assert_int_equal(lo[1], 0);
    assert_int_equal(hi[0], 99);
    assert_int_equal(hi[1], 39);
    uint32_t *pixels = mem_alloc(W * H, sizeof *pixels);
    int width = hi[0] - lo[0] + 1;
    for (int i = 0; i < width * (hi[1] - lo[1] + 1); i++) {
        pixels[i] = UINT32_MAX / 4;
    }
    pixels[(17 - lo[1]) * width + 99 - lo[0]] = UINT32_MAX / 2; /* one hole, in the last column */
    depth_grid_reduce(&grid, lo, hi, pixels);
    assert_true(depth_grid_hides(&grid, &(GridBox){{8, 0}, {95, 39}, 0.3f}));
    assert_false(depth_grid_hides(&grid, &(GridBox){{8, 0}, {96, 39}, 0.3f}));
    assert_true(depth_grid_hides(&grid, &(GridBox){{96, 0}, {99, 15}, 0.3f}));
    assert_true(depth_grid_hides(&grid, &(GridBox){{96, 16}, {99, 23}, 0.6f}));
    assert_false(depth_grid_hides(&grid, &(GridBox){{7, 0}, {8, 8}, 0.9f})); /* not read: nothing is known there */
    free(pixels);
    depth_grid_release(&grid);
}

int main(void)
{
    HipError err = {{0}};
    if (!gl_context_open(&context)) {
        return 77;
    }
    if (atlas_load(NULL, &atlas, NULL, &err) != HIP_OK) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grid), cmocka_unit_test(test_grid_of_pixels), cmocka_unit_test(test_built_in_body),
        cmocka_unit_test(test_client_under_the_sheet), cmocka_unit_test(test_reference_hip)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    atlas_release(atlas);
    gl_context_close(&context);
    return failed;
}
