/* test_context.c - the renderer as a guest of a driver: no error in any pass with debug output on, the same bytes again
 * in a second run and in a new context, at any size, and no memory kept through a thousand themes. */
#include "gl_context.h"
#include "hip/body.h"
#include "hip/mem.h"
#include "hip/render.h"
#include "hip/session.h"
#include <glad/gl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>
/* cmocka wants the C headers first */
#include <cmocka.h>

enum { WIDTH = 480, HEIGHT = 270, BYTES = WIDTH * HEIGHT * 4 };

/* Together all passes and all their kinds: closed, open, bent, ghosts, outlines, section, lens. */
static const char *const VIEWS[] = {
    "h1 cam=180,5,900,0,0,0 depth=0 sel=skin_r",
    "h1 cam=200,10,900,0,0,0 depth=3.5 sel=piriformis_r theme=light",
    "h1 cam=160,20,800,0,0,0 depth=4 ghost=gluteus_medius_r=0.4,skin_r=0.3 hide=fat_r",
    "h1 cam=-150,15,900,0,0,0 depth=3 xray=on sel=gluteus_maximus_r theme=contrast",
    "h1 cam=180,60,900,0,0,0 depth=0 section=axial=0 sel=gluteus_maximus_r",
    "h1 cam=30,20,900,0,0,0 depth=3.6 section=free=0.3,0.5,0.8,10 ghost=gluteus_medius_r=0.4",
    "h1 cam=180,5,900,0,0,0 depth=1 lens=0.45,0.5 section=coronal=-70,flip",
    "h1 cam=100,5,700,-90,0,0 depth=6 colours=depth",
};
enum { VIEW_COUNT = sizeof VIEWS / sizeof *VIEWS };

static Atlas *atlas;
static Model *model;
static DrawList *list, *inside;
static unsigned char *first, *again;

typedef struct Guest {
    GlContext context;
    Renderer *renderer;
} Guest;

static unsigned errors;

static void GLAD_API_PTR on_message(GLenum source, GLenum type, GLuint id, GLenum severity, GLsizei length,
                                    const GLchar *message, const void *user)
{
    (void)source;
    (void)id;
    (void)length;
    (void)user;
    if (type == GL_DEBUG_TYPE_ERROR || type == GL_DEBUG_TYPE_UNDEFINED_BEHAVIOR || severity == GL_DEBUG_SEVERITY_HIGH) {
        errors++;
        fprintf(stderr, "OpenGL: %s\n", message);
    }
}

static void enter(Guest *guest)
{
    HipError err = {{0}};
    assert_true(gl_context_open(&guest->context));
    if (renderer_create(SDL_GL_GetProcAddress, &guest->renderer, &err) != HIP_OK ||
        renderer_set_model(guest->renderer, &model->set, &err) != HIP_OK) {
        fail_msg("%s", err.text);
    }
    if (GLAD_GL_KHR_debug) {
        glEnable(GL_DEBUG_OUTPUT);
        glEnable(GL_DEBUG_OUTPUT_SYNCHRONOUS);
        glDebugMessageCallback(on_message, NULL);
    }
}

static void leave(Guest *guest)
{
    renderer_destroy(guest->renderer);
    assert_int_equal(errors, 0);
    gl_context_close(&guest->context);
}

static void compose_view(const char *code, int width, int height)
{
    ViewState view;
    HipError err = {{0}};
    if (view_code_read(atlas, code, &view, &err) != HIP_OK) {
        fail_msg("%s", err.text);
    }
    compose(model, &view, -1, width, height, list);
    compose_lens(model, &view, -1, inside, list);
}

static void draw(Guest *guest, int width, int height, int samples, unsigned char *rgba)
{
    unsigned framebuffer = 0;
    HipError err = {{0}};
    if (renderer_offscreen(guest->renderer, width, height, &framebuffer, &err) != HIP_OK) {
        fail_msg("%s", err.text);
    }
    RenderTarget target = {width, height, samples, framebuffer};
    if (renderer_draw(guest->renderer, list, &target, NULL, &err) != HIP_OK) {
        fail_msg("%s", err.text);
    }
    if (rgba) {
        renderer_read(guest->renderer, framebuffer, width, height, rgba);
    }
    assert_int_equal(glGetError(), GL_NO_ERROR);
    assert_int_equal(errors, 0);
}

/* All views, plain and with four samples, one after the other. */
static void draw_all(Guest *guest, unsigned char *out)
{
    for (int i = 0; i < 2 * VIEW_COUNT; i++) {
        compose_view(VIEWS[i / 2], WIDTH, HEIGHT);
        draw(guest, WIDTH, HEIGHT, i % 2 ? 4 : 1, out + (size_t)i * BYTES);
    }
}

static void check_same(const unsigned char *a, const unsigned char *b)
{
    for (int i = 0; i < 2 * VIEW_COUNT; i++) {
        if (memcmp(a + (size_t)i * BYTES, b + (size_t)i * BYTES, BYTES) != 0) {
            fail_msg("another picture, %d samples: %s", i % 2 ? 4 : 1, VIEWS[i / 2]);
        }
    }
}

static void test_no_error_and_the_same_again(void **state)
{
    (void)state;
    Guest guest;
    enter(&guest);
    draw_all(&guest, first);
    for (int i = 1; i < VIEW_COUNT; i++) { /* the views differ, so that sameness says something */
        assert_true(memcmp(first, first + 2 * (size_t)i * BYTES, BYTES) != 0);
    }
    draw_all(&guest, again);
    check_same(first, again);
    leave(&guest);
}

static void test_a_new_context(void **state)
{
    (void)state;
    for (int round = 0; round < 3; round++) {
        Guest guest;
        enter(&guest);
        draw_all(&guest, again);
        check_same(first, again);
        leave(&guest);
    }
}

/* The renderer outlives a context that is taken away under it: what it held there is let go, not asked for. */
static void test_a_context_taken_away(void **state)
{
    (void)state;
    Guest guest;
    HipError err = {{0}};
    enter(&guest);
    compose_view(VIEWS[4], WIDTH, HEIGHT);
    draw(&guest, WIDTH, HEIGHT, 4, again);
    SDL_GL_DeleteContext(guest.context.context);
    guest.context.context = SDL_GL_CreateContext(guest.context.window);
    assert_non_null(guest.context.context);
    renderer_destroy(guest.renderer); /* its names mean nothing in the new one */
    assert_int_equal(renderer_create(SDL_GL_GetProcAddress, &guest.renderer, &err), HIP_OK);
    assert_int_equal(renderer_set_model(guest.renderer, &model->set, &err), HIP_OK);
    draw_all(&guest, again);
    check_same(first, again);
    leave(&guest);
}

static void test_sizes(void **state)
{
    (void)state;
    static const int SIZES[][2] = {{1, 1}, {3840, 2160}, {2, 900}, {1920, 1}, {WIDTH, HEIGHT}};
    Guest guest;
    enter(&guest);
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        for (int k = 4; k < 7; k++) { /* section and lens have pictures of their own */
            compose_view(VIEWS[k], SIZES[i][0], SIZES[i][1]);
            draw(&guest, SIZES[i][0], SIZES[i][1], i == 1 ? 1 : 4, NULL);
        }
    }
    draw_all(&guest, again);
    check_same(first, again);
    HipError err = {{0}};
    RenderTarget none = {0, 100, 1, 0};
    assert_int_not_equal(renderer_draw(guest.renderer, list, &none, NULL, &err), HIP_OK);
    leave(&guest);
}

static long rss_kb(void)
{
    long pages = 0, ignored = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (file) {
        if (fscanf(file, "%ld %ld", &ignored, &pages) != 2) {
            pages = 0;
        }
        fclose(file);
    }
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static void test_a_thousand_themes(void **state)
{
    (void)state;
    Guest guest;
    ViewState view;
    enter(&guest);
    assert_int_equal(view_code_read(atlas, VIEWS[5], &view, NULL), HIP_OK);
    long before = 0;
    for (int i = 0; i < 1000; i++) {
        view.theme = (Theme)(i % THEME_COUNT);
        compose(model, &view, -1, 160, 90, list);
        draw(&guest, 160, 90, 1, NULL);
        before = i == 100 ? rss_kb() : before;
    }
    long after = rss_kb();
    printf("%ld kB after a hundred themes, %ld after a thousand\n", before, after);
    assert_true((double)after <= 1.02 * (double)before);
    leave(&guest);
}

static int set_up(void **state)
{
    (void)state;
    HipError err = {{0}};
    MeshSet set = {0};
    list = mem_alloc(1, sizeof *list);
    inside = mem_alloc(1, sizeof *inside);
    first = mem_alloc(2 * VIEW_COUNT, BYTES);
    again = mem_alloc(2 * VIEW_COUNT, BYTES);
    if (atlas_load("assets/atlas", &atlas, NULL, &err) != HIP_OK || body_load(&set, &err) != HIP_OK ||
        model_create(atlas, &set, NULL, &model, &err) != HIP_OK) {
        fprintf(stderr, "%s\n", err.text);
        return -1;
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    model_release(model);
    atlas_release(atlas);
    free(list);
    free(inside);
    free(first);
    free(again);
    return 0;
}

int main(void)
{
    GlContext probe;
    if (!gl_context_open(&probe)) {
        return 77;
    }
    gl_context_close(&probe);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_error_and_the_same_again), cmocka_unit_test(test_a_new_context),
        cmocka_unit_test(test_a_context_taken_away),        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_a_thousand_themes),
    };
    return cmocka_run_group_tests_name("context", tests, set_up, tear_down);
}
