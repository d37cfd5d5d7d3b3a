/* The look-through lens: what it shows, what it leaves alone, what it costs nothing when it is not there, and what a
 * pointer meets in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include "box_session.h"
#include "gl_context.h"
#include "hip/mem.h"
#include "hip/query.h"
#include "hip/render.h"
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 640, HEIGHT = 480 };

static struct {
    GlContext gl;
    Atlas *atlas;
    Session *session;
    Renderer *renderer;
    DrawList *list, *inside;
    QueryCache rays;
} stage;

static int open_stage(void **state)
{
    static const char *const BODY[] = {"skin_r", "skin_l", "gluteus_maximus_r", "piriformis_r", "hip_bone_r",
                                       "sacrum", NULL};
    HipError err = {{0}};
    Problems problems = {0};
    (void)state;
    if (!gl_context_open(&stage.gl)) {
        exit(77);
    }
    assert_int_equal(atlas_load(NULL, &stage.atlas, &problems, &err), HIP_OK);
    assert_int_equal(renderer_create(SDL_GL_GetProcAddress, &stage.renderer, &err), HIP_OK);
    stage.session = box_session(stage.atlas, BODY);
    assert_non_null(stage.session);
    assert_int_equal(renderer_set_model(stage.renderer, &session_model(stage.session)->set, &err), HIP_OK);
    stage.list = mem_alloc(1, sizeof *stage.list);
    stage.inside = mem_alloc(1, sizeof *stage.inside);
    return 0;
}

/* The context stays open: closing it unloads the driver, whose own memory would then look lost. */
static int close_stage(void **state)
{
    (void)state;
    query_cache_release(&stage.rays);
    renderer_destroy(stage.renderer);
    session_destroy(stage.session);
    atlas_release(stage.atlas);
    free(stage.list);
    free(stage.inside);
    return 0;
}

static ViewState home(void)
{
    ViewState view;
    session_home(stage.session, &view);
    view.depth = 0;
    return view;
}

static ViewState with_lens(float x, float y)
{
    ViewState view = home();
    view.lens = true;
    view.lens_at[0] = x;
    view.lens_at[1] = y;
    return view;
}

static unsigned char *draw(const ViewState *view, int samples)
{
    HipError err = {{0}};
    unsigned framebuffer = 0;
    unsigned char *pixels = mem_alloc((size_t)WIDTH * HEIGHT, 4);
    session_place(stage.session, view);
    session_compose(stage.session, WIDTH, HEIGHT, stage.list);
    session_compose_lens(stage.session, stage.inside, stage.list);
    assert_int_equal(renderer_offscreen(stage.renderer, WIDTH, HEIGHT, &framebuffer, &err), HIP_OK);
    RenderTarget target = {WIDTH, HEIGHT, samples, framebuffer};
    assert_int_equal(renderer_draw(stage.renderer, stage.list, &target, NULL, &err), HIP_OK);
    renderer_read(stage.renderer, framebuffer, WIDTH, HEIGHT, pixels);
    return pixels;
}

/* Compares a picture with a lens with the plain and the deep one; returns how many pixels the lens changed. */
static int compare(const unsigned char *lens, const unsigned char *plain, const unsigned char *deep)
{
    const DrawLens *l = &stage.list->lens;
    const int slack = 3; /* of 255: the lens has a camera of its own, rounded otherwise */
    int wrong_inside = 0, inside = 0, changed = 0, not_between = 0, band = 0;
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            float from = hypotf((float)x + 0.5f - l->x, (float)y + 0.5f - l->y);
            const size_t at = 4 * ((size_t)y * WIDTH + (size_t)x);
            bool wrong = false, between = true;
            for (int k = 0; k < 3; k++) {
                int a = lens[at + k], b = plain[at + k], c = deep[at + k];
                wrong |= abs(a - c) > slack;
                between &= a >= (b < c ? b : c) - slack && a <= (b > c ? b : c) + slack;
                if (from > l->radius + 4) {
                    assert_int_equal(a, b);
                }
            }
            changed += memcmp(lens + at, plain + at, 3) != 0;
            if (from < l->radius * (1 - l->soft) - 1) {
                inside++;
                wrong_inside += wrong;
            } else if (from < l->radius - 1) {
                band++;
                not_between += !between;
            }
        }
    }
    assert_true(inside == 0 || wrong_inside * 200 < inside); /* pixels of edges */
    assert_true(band == 0 || not_between * 100 < band);
    return changed;
}

static void inside_is_deep_outside_is_plain(void **state)
{
    (void)state;
    static const float PLACES[][2] = {{0.5f, 0.5f}, {0.42f, 0.55f}, {0.02f, 0.02f}, {1, 1}, {0.5f, 0}};
    for (int samples = 1; samples <= 4; samples += 3) {
        for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES; i++) {
            for (int theme = 0; theme < THEME_COUNT; theme++) {
                ViewState view = with_lens(PLACES[i][0], PLACES[i][1]), without = home(), below = home();
                view.theme = without.theme = below.theme = (Theme)theme;
                below.depth = lens_depth(stage.atlas, &view);
                assert_true(below.depth == (float)stage.atlas->lens_layer);
                unsigned char *plain = draw(&without, samples), *deep = draw(&below, samples);
                unsigned char *lens = draw(&view, samples), *again = draw(&view, samples);
                assert_memory_equal(lens, again, (size_t)WIDTH * HEIGHT * 4);
                int changed = compare(lens, plain, deep);
                assert_true(i > 1 || changed > 1000);
                free(plain);
                free(deep);
                free(lens);
                free(again);
            }
        }
    }
}

static void works_with_section_ghosts_and_outlines(void **state)
{
    (void)state;
    ViewState view = with_lens(0.45f, 0.5f);
    view.section = SECTION_SAGITTAL;
    view.section_mm = 20;
    view.selected = atlas_structure(stage.atlas, "piriformis_r");
    view.ghost[atlas_structure(stage.atlas, "gluteus_maximus_r")] = 100;
    ViewState without = view, below = view;
    without.lens = below.lens = false;
    below.depth = lens_depth(stage.atlas, &view);
    unsigned char *plain = draw(&without, 1), *deep = draw(&below, 1), *lens = draw(&view, 1);
    assert_true(compare(lens, plain, deep) > 500);
    free(plain);
    free(deep);
    free(lens);
}

static int item_at(float x, float y)
{
    return query_pick(session_model(stage.session), stage.list, &stage.rays, x, y).item;
}

static void a_pointer_meets_what_the_lens_shows(void **state)
{
    (void)state;
    ViewState view = with_lens(0.5f, 0.5f);
    free(draw(&view, 1));
    int maximus = atlas_structure(stage.atlas, "gluteus_maximus_r");
    int in_lens = item_at(0.02f, 0.01f);
    assert_true(in_lens >= 0 && in_lens != maximus);
    assert_int_equal(item_at(0.02f, -0.4f), maximus);
    view.lens = false;
    free(draw(&view, 1));
    assert_int_equal(item_at(0.02f, 0.01f), maximus);
}

static void depth_follows_the_selection(void **state)
{
    (void)state;
    ViewState view = with_lens(0.5f, 0.5f);
    assert_true(lens_depth(stage.atlas, &view) == 6);
    view.selected = atlas_structure(stage.atlas, "hip_bone_r");
    assert_true(lens_depth(stage.atlas, &view) == 10);
    view.selected = atlas_structure(stage.atlas, "skin_r"); /* open already */
    assert_true(lens_depth(stage.atlas, &view) == 6);
    view.depth = 7;
    assert_true(lens_depth(stage.atlas, &view) == 10);
    view.lens_depth = 8.5f;
    assert_true(lens_depth(stage.atlas, &view) == 8.5f);
}

static void the_lens_is_held_not_undone(void **state)
{
    (void)state;
    ViewState start = home();
    HipError err = {{0}};
    session_place(stage.session, &start);
    session_forget_history(stage.session);
    Command lens = {.id = COMMAND_LENS, .item = -1, .value = 1, .vector = {0.3f, 0.6f}};
    Command deeper = {.id = COMMAND_LENS_DEPTH, .item = -1, .value = 7};
    Command depth = {.id = COMMAND_DEPTH, .item = -1, .value = 2};
    Command undo = {.id = COMMAND_UNDO, .item = -1};
    session_do(stage.session, &lens, &err);
    session_do(stage.session, &deeper, &err);
    assert_false(session_can(stage.session, &undo));
    assert_true(session_shown(stage.session)->lens && session_shown(stage.session)->lens_at[1] == 0.6f);
    session_do(stage.session, &depth, &err);
    session_do(stage.session, &undo, &err);
    assert_true(session_view(stage.session)->depth == 0);
    assert_true(session_view(stage.session)->lens && session_view(stage.session)->lens_depth == 7);
    char *code = view_code_write(stage.atlas, session_view(stage.session));
    ViewState read;
    assert_int_equal(view_code_read(stage.atlas, code, &read, &err), HIP_OK);
    assert_true(read.lens && read.lens_at[0] == 0.3f && read.lens_depth == 7);
    free(code);
    lens.value = 0;
    session_do(stage.session, &lens, &err);
    assert_false(session_view(stage.session)->lens);
    assert_int_equal(view_code_read(stage.atlas, "h1 lens=0.5", &read, &err), HIP_USAGE);
    assert_int_equal(view_code_read(stage.atlas, "h1 lens=0.5,1.5", &read, &err), HIP_USAGE);
    assert_int_equal(view_code_read(stage.atlas, "h1 lens=0.5,0.5,0", &read, &err), HIP_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inside_is_deep_outside_is_plain),     cmocka_unit_test(works_with_section_ghosts_and_outlines),
        cmocka_unit_test(a_pointer_meets_what_the_lens_shows), cmocka_unit_test(depth_follows_the_selection),
        cmocka_unit_test(the_lens_is_held_not_undone),
    };
    return cmocka_run_group_tests(tests, open_stage, close_stage);
}
