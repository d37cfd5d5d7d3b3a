/* test_render.c - the renderer's contract on small shapes: colours, sizes, states, samples, levels, outlines,
 * files. */
#include "gl_context.h"
#include "gl_debug.h"
#include "hip/file.h"
#include "hip/render.h"
#include "renderer.h"
#include "test_mesh.h"
#include <glad/gl.h>
#include <unistd.h>

enum { SIZE = 96, BYTES = SIZE * SIZE * 4 };

static GlContext context;

typedef struct Fixture {
    MeshSet set;
    Renderer *renderer;
    DrawList *list;
    unsigned framebuffer;
    unsigned char rgba[BYTES];
} Fixture;

static void look(DrawList *list, float distance_m)
{
    CameraPose pose = {.distance_m = distance_m};
    camera_matrices(&pose, NULL, 1, &list->scene, &list->camera);
}

/* A ball of 50 mm before a ball of 50 mm that stands 60 mm to its side and 200 mm behind it. */
static MeshSet two_balls(void)
{
    Shape front = shape_ellipsoid((float[3]){0, 0, 0}, (float[3]){0.05f, 0.05f, 0.05f}, 40, 60);
    Shape behind = shape_ellipsoid((float[3]){0.06f, 0, -0.2f}, (float[3]){0.05f, 0.05f, 0.05f}, 40, 60);
    RawPart parts[] = {shape_part(&front, "front"), shape_part(&behind, "behind")};
    MeshBuildOptions options = {.weld = true, .levels = true};
    MeshSet set = {0};
    HipError err = {{0}};
    assert_int_equal(mesh_build(parts, 2, &options, &set, &err), HIP_OK);
    shape_release(&front);
    shape_release(&behind);
    return set;
}

static void open_renderer(Fixture *f)
{
    HipError err = {{0}};
    assert_int_equal(renderer_create(SDL_GL_GetProcAddress, &f->renderer, &err), HIP_OK);
    assert_int_equal(renderer_set_model(f->renderer, &f->set, &err), HIP_OK);
    assert_int_equal(renderer_offscreen(f->renderer, SIZE, SIZE, &f->framebuffer, &err), HIP_OK);
}

static int setup(void **state)
{
    Fixture *f = mem_alloc(1, sizeof *f);
    f->set = two_balls();
    open_renderer(f);
    f->list = mem_alloc(1, sizeof *f->list);
    f->list->scene = mesh_set_box(&f->set);
    f->list->flat = true;
    f->list->item_count = 2;
    f->list->items[0] = (DrawItem){.part = 0, .colour = {0.5f, 0, 0}, .opacity = 1, .bend = -1};
    f->list->items[1] = (DrawItem){.part = 1, .colour = {0, 0.5f, 0}, .opacity = 1, .bend = -1};
    f->list->outline_colour[2] = 1;
    look(f->list, 0.6f);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    Fixture *f = *state;
    unsigned errors = gl_debug_errors();
    renderer_destroy(f->renderer);
    mesh_set_release(&f->set);
    free(f->list);
    free(f);
    return errors == 0 ? 0 : -1;
}

static RenderStats draw(Fixture *f, int samples)
{
    RenderStats stats = {0};
    HipError err = {{0}};
    RenderTarget target = {SIZE, SIZE, samples, f->framebuffer};
    HipResult rc = renderer_draw(f->renderer, f->list, &target, &stats, &err);
    if (rc != HIP_OK) {
        fail_msg("%s", err.text);
    }
    renderer_read(f->renderer, f->framebuffer, SIZE, SIZE, f->rgba);
    return stats;
}

static const unsigned char *pixel(const Fixture *f, int x, int y)
{
    return &f->rgba[4 * (y * SIZE + x)];
}

static void check_pixel(const Fixture *f, int x, int y, int r, int g, int b)
{
    const unsigned char *p = pixel(f, x, y);
    if (abs(p[0] - r) > 1 || abs(p[1] - g) > 1 || abs(p[2] - b) > 1) {
        fail_msg("pixel %d, %d is %d %d %d, not %d %d %d", x, y, p[0], p[1], p[2], r, g, b);
    }
}

/* Linear 0.5 is sRGB 188: encoded once, neither never nor twice. The right of the picture is the body's left.
 */
static void test_colours_and_depth(void **state)
{
    Fixture *f = *state;
    RenderStats stats = draw(f, 1);
    check_pixel(f, SIZE / 2, SIZE / 2, 188, 0, 0);
    check_pixel(f, 70, SIZE / 2, 0, 188, 0);
    check_pixel(f, 2, 2, 0, 0, 0);
    assert_int_equal(pixel(f, 2, 2)[3], 255);
    assert_true(stats.triangles > 100 && stats.draw_calls >= 2);
}

/* Half of linear 0.5 green over red: both 0.25, sRGB 137, whichever comes first in the list. */
static void test_blends_in_linear_light(void **state)
{
    Fixture *f = *state;
    f->list->items[0] = (DrawItem){.part = 0, .colour = {0.5f, 0, 0}, .opacity = 0.5f, .bend = -1};
    RenderStats stats = draw(f, 1);
    int x = 58; /* where both balls are */
    check_pixel(f, x, SIZE / 2, 137, 137, 0);
    assert_true(stats.sorted_triangles > 50);
    f->list->items[1].opacity = 0.5f;
    draw(f, 1);
    unsigned char first[BYTES];
    memcpy(first, f->rgba, BYTES);
    DrawItem swap = f->list->items[0];
    f->list->items[0] = f->list->items[1];
    f->list->items[1] = swap;
    draw(f, 1);
    assert_memory_equal(first, f->rgba, BYTES);
    check_pixel(f, x, SIZE / 2, 137, 99, 0); /* a quarter red, an eighth green */
}

static void window_black(void)
{
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glClearColor(0, 0, 0, 1);
    glClear(GL_COLOR_BUFFER_BIT);
}

/* The window gets the picture's bytes as they are, by either way of copying. */
static void test_show(void **state)
{
    Fixture *f = *state;
    enum { ALL = 64 }; /* the window's size */
    unsigned char *shown = mem_alloc(ALL * ALL, 4), *copied = mem_alloc(ALL * ALL, 4);
    unsigned char *picture = mem_alloc(ALL * ALL, 4);
    RenderTarget target = {ALL, ALL, 1, 0};
    HipError err = {{0}};
    bool shows = f->renderer->shows;
    f->list->ground_top[0] = 0.2f;
    assert_int_equal(renderer_offscreen(f->renderer, ALL, ALL, &target.framebuffer, &err), HIP_OK);
    assert_int_equal(renderer_draw(f->renderer, f->list, &target, NULL, &err), HIP_OK);
    renderer_read(f->renderer, target.framebuffer, ALL, ALL, picture);
    assert_int_equal(renderer_show(f->renderer, ALL, ALL, &err), HIP_OK);
    renderer_read(f->renderer, 0, ALL, ALL, shown);
    f->renderer->shows = false;
    window_black();
    assert_int_equal(renderer_show(f->renderer, ALL, ALL, &err), HIP_OK);
    renderer_read(f->renderer, 0, ALL, ALL, copied);
    f->renderer->shows = shows;
    assert_memory_equal(shown, picture, ALL * ALL * 4);
    assert_memory_equal(copied, picture, ALL * ALL * 4);
    free(shown);
    free(copied);
    free(picture);
}

/* A picture of fewer pixels fills the window all the same: the same picture, softer. */
static void test_show_stretched(void **state)
{
    Fixture *f = *state;
    enum { ALL = 64, PART = 48 };
    unsigned char *shown = mem_alloc(ALL * ALL, 4), *whole = mem_alloc(ALL * ALL, 4);
    HipError err = {{0}};
    bool shows = f->renderer->shows;
    RenderTarget target = {ALL, ALL, 1, 0};
    assert_int_equal(renderer_offscreen(f->renderer, ALL, ALL, &target.framebuffer, &err), HIP_OK);
    assert_int_equal(renderer_draw(f->renderer, f->list, &target, NULL, &err), HIP_OK);
    renderer_read(f->renderer, target.framebuffer, ALL, ALL, whole);
    target.width = target.height = PART;
    assert_int_equal(renderer_offscreen(f->renderer, PART, PART, &target.framebuffer, &err), HIP_OK);
    assert_int_equal(renderer_draw(f->renderer, f->list, &target, NULL, &err), HIP_OK);
    for (int way = 0; way < 2; way++) {
        f->renderer->shows = way == 0 && shows;
        window_black();
        assert_int_equal(renderer_show(f->renderer, ALL, ALL, &err), HIP_OK);
        renderer_read(f->renderer, 0, ALL, ALL, shown);
        long sum = 0;
        for (int i = 0; i < ALL * ALL * 4; i++) {
            sum += abs(shown[i] - whole[i]);
        }
        assert_true(sum < 4L * ALL * ALL * 4); /* edges only */
        assert_true(sum > 0);
    }
    f->renderer->shows = shows;
    free(shown);
    free(whole);
}

static void test_background(void **state)
{
    Fixture *f = *state;
    f->list->item_count = 0;
    for (int k = 0; k < 3; k++) {
        f->list->ground_top[k] = 0.5f;
        f->list->ground_bottom[k] = 0.1f;
    }
    draw(f, 1);
    int top = pixel(f, 5, 0)[0], middle = pixel(f, 5, SIZE / 2)[0], bottom = pixel(f, 5, SIZE - 1)[0];
    assert_in_range(top, 186, 190);
    assert_in_range(bottom, 87, 91);
    assert_true(middle > bottom + 10 && middle < top - 10);
}

static void test_same_list_same_bytes(void **state)
{
    Fixture *f = *state;
    f->list->flat = false;
    f->list->items[1].opacity = 0.4f;
    f->list->items[0].material = MATERIAL_MUSCLE;
    f->list->items[0].outline = OUTLINE_SELECTED;
    draw(f, 4);
    unsigned char first[BYTES];
    memcpy(first, f->rgba, BYTES);
    draw(f, 4);
    assert_memory_equal(first, f->rgba, BYTES);
    /* What a stranger may leave behind. */
    glEnable(GL_SCISSOR_TEST);
    glScissor(3, 3, 5, 5);
    glColorMask(GL_FALSE, GL_TRUE, GL_FALSE, GL_FALSE);
    glPolygonMode(GL_FRONT_AND_BACK, GL_LINE);
    glBlendEquation(GL_FUNC_REVERSE_SUBTRACT);
    glDepthMask(GL_FALSE);
    glDepthFunc(GL_NEVER);
    glCullFace(GL_FRONT_AND_BACK);
    glEnable(GL_STENCIL_TEST);
    glStencilFunc(GL_NEVER, 0, 0);
    glPixelStorei(GL_PACK_ROW_LENGTH, 7);
    draw(f, 4);
    assert_memory_equal(first, f->rgba, BYTES);
}

static void test_new_context_same_bytes(void **state)
{
    Fixture *f = *state;
    f->list->flat = false;
    draw(f, 1);
    unsigned char first[BYTES];
    memcpy(first, f->rgba, BYTES);
    renderer_destroy(f->renderer);
    SDL_GL_DeleteContext(context.context);
    context.context = SDL_GL_CreateContext(context.window);
    assert_non_null(context.context);
    open_renderer(f);
    draw(f, 1);
    assert_memory_equal(first, f->rgba, BYTES);
}

/* Pixels with a channel that differs by more than `step`. */
static int differing(const unsigned char *a, const unsigned char *b, int step)
{
    int count = 0;
    for (int i = 0; i < SIZE * SIZE; i++) {
        bool far = false;
        for (int k = 0; k < 3; k++) {
            far = far || abs(a[4 * i + k] - b[4 * i + k]) > step;
        }
        count += far;
    }
    return count;
}

/* Light at the vertices of what is even, in motion, before, behind and round what is not: nobody may see it. */
static void test_even_parts_in_motion(void **state)
{
    Fixture *f = *state;
    unsigned char still[BYTES];
    f->list->flat = false;
    f->list->ground_top[1] = f->list->ground_bottom[1] = 0.2f;
    f->list->items[0].material = f->list->items[1].material = MATERIAL_PLAIN;
    f->list->items[0].colour[1] = f->list->items[1].colour[2] = 0.3f;
    for (unsigned which = 0; which < 4; which++) {
        f->list->items[0].even = which & 1u;
        f->list->items[1].even = which >> 1 & 1u;
        f->list->moving = false;
        draw(f, 1);
        memcpy(still, f->rgba, BYTES);
        f->list->moving = true;
        draw(f, 1);
        const DrawPlan *plan = &f->renderer->plan;
        uint32_t apart = plan->counts[GROUP_CLOSED_EVEN] + plan->counts[GROUP_OPEN_EVEN];
        assert_int_equal(apart, f->renderer->software ? (which & 1u) + (which >> 1) : 0);
        assert_true(differing(still, f->rgba, 10) < SIZE * SIZE / 200);
        assert_true(differing(still, f->rgba, 0) > 0 || apart == 0);
        memcpy(still, f->rgba, BYTES);
        draw(f, 1);
        assert_memory_equal(still, f->rgba, BYTES);
    }
}

static void test_samples_soften_edges(void **state)
{
    Fixture *f = *state;
    int between[2] = {0};
    for (int pass = 0; pass < 2; pass++) {
        draw(f, pass ? 4 : 1);
        for (int i = 0; i < BYTES; i += 4) {
            between[pass] += f->rgba[i] > 4 && f->rgba[i] < 184;
        }
        check_pixel(f, SIZE / 2, SIZE / 2, 188, 0, 0);
    }
    assert_int_equal(between[0], 0);
    assert_true(between[1] > 20);
}

static void test_outline_where_wanted(void **state)
{
    Fixture *f = *state;
    for (int samples = 1; samples <= 4; samples *= 4) {
        f->list->items[1].outline = OUTLINE_NONE;
        draw(f, samples);
        for (int i = 0; i < BYTES; i += 4) {
            assert_int_equal(f->rgba[i + 2], 0);
        }
        f->list->items[1].outline = OUTLINE_SELECTED;
        draw(f, samples);
        int strong = 0, faint = 0;
        for (int i = 0; i < BYTES; i += 4) {
            bool over_front = f->rgba[i] > 100;
            strong += !over_front && f->rgba[i + 2] > 150;
            faint += over_front && f->rgba[i + 2] > 50;
        }
        assert_true(strong > 40);
        assert_true(faint > 5);                  /* behind the front ball it still shows, faintly */
        check_pixel(f, 68, SIZE / 2, 0, 188, 0); /* never recoloured inside */
    }
}

static void test_level_follows_distance(void **state)
{
    Fixture *f = *state;
    look(f->list, 0.3f);
    uint32_t near_triangles = draw(f, 1).triangles;
    look(f->list, 5);
    uint32_t far_triangles = draw(f, 1).triangles;
    f->list->full_detail = true;
    uint32_t full = draw(f, 1).triangles;
    assert_true(far_triangles * 2 < near_triangles);
    assert_int_equal(full, mesh_set_triangles(&f->set));
}

static void test_outside_is_left_out(void **state)
{
    Fixture *f = *state;
    f->list->items[0].shift[1] = 3;
    f->list->full_detail = true;
    assert_int_equal(draw(f, 1).triangles, f->set.parts[1].lods[0].index_count / 3);
    check_pixel(f, 45, SIZE / 2, 0, 0, 0);
    f->list->items[0].shift[1] = 0;
    f->list->items[0].shift[0] = 0.05f;
    draw(f, 1);
    check_pixel(f, 60, SIZE / 2, 188, 0, 0);
}

/* A ball cut open shows its inside when both faces are wanted. */
static void test_inside_of_an_open_part(void **state)
{
    Fixture *f = *state;
    look(f->list, 0.07f);
    CameraMatrices *camera = &f->list->camera;
    CameraPose inside = {.distance_m = 0.03f};
    camera_matrices(&inside, NULL, 1, &f->list->scene, camera);
    f->list->item_count = 1;
    f->list->full_detail = true;
    draw(f, 1);
    check_pixel(f, SIZE / 2, SIZE / 2, 0, 0, 0);
    f->list->items[0].double_sided = 1;
    draw(f, 1);
    check_pixel(f, SIZE / 2, SIZE / 2, 188, 0, 0);
    f->list->flat = false;
    draw(f, 1);
    assert_true(pixel(f, SIZE / 2, SIZE / 2)[0] > 40); /* lit, not a hole */
}

/* A window cannot take linear colours: it gets the same bytes through a copy, with and without samples. */
static void test_window_gets_the_same_bytes(void **state)
{
    Fixture *f = *state;
    enum { WINDOW = 64 };
    static unsigned char one[WINDOW * WINDOW * 4], two[WINDOW * WINDOW * 4];
    HipError err = {{0}};
    unsigned framebuffer = 0;
    f->list->items[1].opacity = 0.4f;
    f->list->items[0].outline = OUTLINE_HOVERED;
    assert_int_equal(renderer_offscreen(f->renderer, WINDOW, WINDOW, &framebuffer, &err), HIP_OK);
    for (int samples = 1; samples <= 4; samples *= 4) {
        RenderTarget target = {WINDOW, WINDOW, samples, framebuffer};
        assert_int_equal(renderer_draw(f->renderer, f->list, &target, NULL, &err), HIP_OK);
        renderer_read(f->renderer, framebuffer, WINDOW, WINDOW, one);
        target.framebuffer = 0;
        assert_int_equal(renderer_draw(f->renderer, f->list, &target, NULL, &err), HIP_OK);
        renderer_read(f->renderer, 0, WINDOW, WINDOW, two);
        assert_memory_equal(one, two, sizeof one);
    }
}

static void test_sizes(void **state)
{
    Fixture *f = *state;
    HipError err = {{0}};
    unsigned framebuffer = 0;
    static const int sizes[][2] = {{1, 1}, {3840, 2160}, {7, 333}, {SIZE, SIZE}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        int w = sizes[i][0], h = sizes[i][1];
        assert_int_equal(renderer_offscreen(f->renderer, w, h, &framebuffer, &err), HIP_OK);
        RenderTarget target = {w, h, 1, framebuffer};
        assert_int_equal(renderer_draw(f->renderer, f->list, &target, NULL, &err), HIP_OK);
    }
    RenderTarget wrong = {0, 10, 1, framebuffer};
    assert_int_equal(renderer_draw(f->renderer, f->list, &wrong, NULL, &err), HIP_FAILED);
    assert_true(err.text[0] != 0);
    assert_int_equal(renderer_offscreen(f->renderer, 1 << 20, 10, &framebuffer, &err), HIP_FAILED);
}

static void test_hostile_list(void **state)
{
    Fixture *f = *state;
    f->list->items[0].part = 4000;
    f->list->items[1].bend = 31;
    f->list->item_count = 2;
    assert_int_equal(draw(f, 64).triangles, 0);
}

static void test_png(void **state)
{
    (void)state;
    char folder[] = "/tmp/hip_png_XXXXXX";
    assert_non_null(mkdtemp(folder));
    char *path = mem_format("%s/a.png", folder);
    unsigned char in[4 * 6], *out = NULL;
    for (int i = 0; i < 24; i++) {
        in[i] = (unsigned char)(i * 10);
    }
    HipError err = {{0}};
    int w = 0, h = 0;
    assert_int_equal(picture_write_png(path, 3, 2, in, &err), HIP_OK);
    assert_int_equal(picture_read_png(path, &w, &h, &out, &err), HIP_OK);
    assert_int_equal(w * 10 + h, 32);
    assert_memory_equal(in, out, sizeof in);
    free(out);
    out = NULL;
    Buffer file = {0};
    assert_int_equal(file_read_all(path, 0, &file, &err), HIP_OK);
    for (size_t size = 0; size < file.size; size++) { /* every truncation: a line, no crash, nothing given out */
        assert_int_equal(file_write_atomic(path, file.data, size, &err), HIP_OK);
        err.text[0] = 0;
        if (picture_read_png(path, &w, &h, &out, &err) == HIP_OK) {
            free(out); /* only what follows the picture's data was missing */
            out = NULL;
            assert_true(size + 16 > file.size);
        } else {
            assert_true(err.text[0] != 0 && out == NULL);
        }
    }
    buffer_release(&file);
    assert_int_equal(picture_write_png("/nowhere/at/all.png", 3, 2, in, &err), HIP_FAILED);
    unlink(path);
    rmdir(folder);
    free(path);
}

#define DRAWING(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    if (!gl_context_open(&context)) {
        return 77;
    }
    const struct CMUnitTest tests[] = {
        DRAWING(test_colours_and_depth),
        DRAWING(test_blends_in_linear_light),
        DRAWING(test_background),
        DRAWING(test_same_list_same_bytes),
        DRAWING(test_even_parts_in_motion),
        DRAWING(test_samples_soften_edges),
        DRAWING(test_outline_where_wanted),
        DRAWING(test_level_follows_distance),
        DRAWING(test_outside_is_left_out),
        DRAWING(test_inside_of_an_open_part),
        DRAWING(test_sizes),
        DRAWING(test_hostile_list),
        DRAWING(test_window_gets_the_same_bytes),
        DRAWING(test_new_context_same_bytes),
        DRAWING(test_show),
        DRAWING(test_show_stretched),
        cmocka_unit_test(test_png),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    gl_context_close(&context);
    return failed;
}
