/* test_looks.c - what light, hatching, shadow and x-ray promise, on two balls. */
#include "gl_context.h"
#include "gl_debug.h"
#include "grain.h"
#include "hip/render.h"
#include "test_mesh.h"
#include <glad/gl.h>
#include <math.h>

enum { SIZE = 160, BYTES = SIZE * SIZE * 4 };

static GlContext context;

typedef struct Fixture {
    MeshSet set;
    Renderer *renderer;
    DrawList *list;
    unsigned framebuffer;
    unsigned char rgba[BYTES], before[BYTES];
} Fixture;

/* A ball of 50 mm, and one of 50 mm below it to its right and behind: where the key light throws its shadow. */
static MeshSet two_balls(void)
{
    Shape front = shape_ellipsoid((float[3]){0, 0, 0}, (float[3]){0.05f, 0.05f, 0.05f}, 40, 60);
    Shape behind = shape_ellipsoid((float[3]){0.07f, -0.08f, -0.07f}, (float[3]){0.05f, 0.05f, 0.05f}, 40, 60);
    RawPart parts[] = {shape_part(&front, "front"), shape_part(&behind, "behind")};
    MeshBuildOptions options = {.weld = true};
    MeshSet set = {0};
    HipError err = {{0}};
    assert_int_equal(mesh_build(parts, 2, &options, &set, &err), HIP_OK);
    shape_release(&front);
    shape_release(&behind);
    return set;
}

static int setup(void **state)
{
    Fixture *f = mem_alloc(1, sizeof *f);
    HipError err = {{0}};
    f->set = two_balls();
    assert_int_equal(renderer_create(SDL_GL_GetProcAddress, &f->renderer, &err), HIP_OK);
    assert_int_equal(renderer_set_model(f->renderer, &f->set, &err), HIP_OK);
    assert_int_equal(renderer_offscreen(f->renderer, SIZE, SIZE, &f->framebuffer, &err), HIP_OK);
    f->list = mem_alloc(1, sizeof *f->list);
    f->list->scene = mesh_set_box(&f->set);
    f->list->item_count = 2;
    for (uint32_t i = 0; i < 2; i++) {
        f->list->items[i] = (DrawItem){.part = i,
                                       .colour = {0.5f, 0.45f, 0.4f},
                                       .opacity = 1,
                                       .bend = -1,
                                       .material = MATERIAL_BONE,
                                       .uncovered = 1};
    }
    CameraPose pose = {.distance_m = 0.5f, .target = {0.02f, -0.03f, 0}};
    camera_matrices(&pose, NULL, 1, &f->list->scene, &f->list->camera);
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

static void draw(Fixture *f, int samples)
{
    HipError err = {{0}};
    RenderTarget target = {SIZE, SIZE, samples, f->framebuffer};
    memcpy(f->before, f->rgba, BYTES);
    if (renderer_draw(f->renderer, f->list, &target, NULL, &err) != HIP_OK) {
        fail_msg("%s", err.text);
    }
    renderer_read(f->renderer, f->framebuffer, SIZE, SIZE, f->rgba);
}

static int grey(const unsigned char *p)
{
    return (299 * p[0] + 587 * p[1] + 114 * p[2]) / 1000;
}

/* Pixels that became darker and brighter than in the picture before, by at least `least` of 255. */
typedef struct Change {
    int darker, brighter;
} Change;

static Change change(const Fixture *f, int least)
{
    Change c = {0};
    for (int i = 0; i < BYTES; i += 4) {
        int difference = grey(&f->rgba[i]) - grey(&f->before[i]);
        c.darker += difference <= -least;
        c.brighter += difference >= least;
    }
    return c;
}

static long sum(const Fixture *f)
{
    long out = 0;
    for (int i = 0; i < BYTES; i += 4) {
        out += grey(&f->rgba[i]);
    }
    return out;
}

/* Lines on the part and nowhere else, more of them the deeper the layer, told in grey too. */
static void test_hatching_tells_layers_apart(void **state)
{
    Fixture *f = *state;
    int before = 0;
    static const uint8_t LAYERS[] = {1, 3, 5, 8, 11};
    for (size_t i = 0; i < sizeof LAYERS; i++) {
        f->list->items[0].hatch = 0;
        draw(f, 1);
        f->list->items[0].hatch = LAYERS[i];
        draw(f, 1);
        Change c = change(f, 12);
        assert_true(c.darker > before + before / 8 && c.darker > 40);
        assert_true(c.brighter < c.darker / 3); /* light lines where the ball lies in shade */
        before = c.darker;
        assert_memory_equal(&f->rgba[4 * (SIZE * (SIZE - 20) + SIZE - 50)],
                            &f->before[4 * (SIZE * (SIZE - 20) + SIZE - 50)], 8); /* the other ball */
    }
}

/* On dark flesh the lines are light: cividis ends in a blue that swallows dark ones. */
static void test_hatching_shows_on_dark(void **state)
{
    Fixture *f = *state;
    for (int k = 0; k < 3; k++) {
        f->list->items[0].colour[k] = 0.02f;
    }
    draw(f, 1);
    f->list->items[0].hatch = 11;
    draw(f, 1);
    Change c = change(f, 8);
    assert_true(c.brighter > 300 && c.darker < c.brighter / 10);
}

/* The two baked lights: what covers a part darkens it, less and less as it leaves; nothing else matters. */
static void test_light_follows_what_covers(void **state)
{
    Fixture *f = *state;
    HipError err = {{0}};
    draw(f, 1);
    long open = sum(f);
    for (size_t i = 0; i < f->set.vertex_count; i++) {
        f->set.vertices[i].covered = 70;
    }
    assert_int_equal(renderer_set_model(f->renderer, &f->set, &err), HIP_OK);
    draw(f, 1);
    assert_int_equal(sum(f), open);
    long before = open;
    for (int i = 3; i >= 0; i--) {
        f->list->items[0].uncovered = f->list->items[1].uncovered = (float)i / 4;
        draw(f, 1);
        assert_true(sum(f) < before - open / 50);
        before = sum(f);
    }
    assert_true(before < 3 * open / 4);
}

/* A bent part casts a shadow on what lies beneath and changes nothing else; straight ones do not. */
static void test_bent_parts_cast_a_shadow(void **state)
{
    Fixture *f = *state;
    for (int samples = 1; samples <= 4; samples += 3) {
        f->list->items[0].bend = -1;
        f->list->bend_count = 0;
        draw(f, samples);
        f->list->bend_count = 1;
        f->list->bends[0] = (BendGrid){.half_thickness = 0.05f}; /* moves nothing */
        f->list->items[0].bend = 0;
        draw(f, samples);
        Change c = change(f, 6);
        assert_true(c.darker > 300);
        assert_true(c.brighter == 0);
        draw(f, samples);
        assert_memory_equal(f->rgba, f->before, BYTES);
    }
}

/* An x-ray is glass: clear in the middle, there along its edge. */
static void test_xray_is_an_outline(void **state)
{
    Fixture *f = *state;
    f->list->item_count = 1;
    f->list->items[0].opacity = 0.6f;
    f->list->items[0].rim = 1;
    draw(f, 1);
    int middle = 0, most = 0, y = 0;
    for (int row = 0; row < SIZE; row++) { /* the ball's middle row is the widest */
        int seen = 0;
        for (int x = 0; x < SIZE; x++) {
            seen += grey(&f->rgba[4 * (row * SIZE + x)]) > 8;
        }
        y = seen > most ? row : y;
        most = seen > most ? seen : most;
    }
    int edge = 0;
    for (int x = 0; x < SIZE; x++) {
        int value = grey(&f->rgba[4 * (y * SIZE + x)]);
        edge = value > edge ? value : edge;
    }
    int first = SIZE, last = 0;
    for (int x = 0; x < SIZE; x++) {
        if (grey(&f->rgba[4 * (y * SIZE + x)]) > 8) {
            first = x < first ? x : first;
            last = x;
        }
    }
    middle = grey(&f->rgba[4 * (y * SIZE + (first + last) / 2)]);
    assert_true(last > first + 20);
    assert_true(edge > 2 * middle && edge > 40);
}

enum { SIDE = 9, CELLS = (SIDE - 1) * (SIDE - 1) };

/* How the pattern lies in a flat sheet of this size. */
static Grain grain_of_sheet(float length, float width, bool fibres)
{
    float at[SIDE * SIDE][3] = {{0}}, uv[SIDE * SIDE][2];
    uint32_t faces[CELLS][6];
    for (uint32_t i = 0; i < SIDE * SIDE; i++) {
        uv[i][0] = (float)(i % SIDE) / (SIDE - 1);
        uv[i][1] = (float)(i / SIDE) / (SIDE - 1);
        at[i][0] = length * uv[i][0];
        at[i][1] = width * uv[i][1];
    }
    for (uint32_t c = 0; c < CELLS; c++) {
        uint32_t a = c % (SIDE - 1) + c / (SIDE - 1) * SIDE;
        memcpy(faces[c], (uint32_t[6]){a, a + 1, a + SIDE + 1, a, a + SIDE + 1, a + SIDE}, sizeof faces[c]);
    }
    RawPart part = {.positions = (const float(*)[3])at,
                    .fibre = fibres ? (const float(*)[2])uv : NULL,
                    .vertex_count = SIDE * SIDE,
                    .indices = faces[0],
                    .index_count = 6 * CELLS};
    MeshBuildOptions options = {0};
    MeshSet set = {0};
    HipError err = {{0}};
    Grain grain[MESH_MAX_PARTS];
    assert_int_equal(mesh_build(&part, 1, &options, &set, &err), HIP_OK);
    grain_find(&set, grain);
    mesh_set_release(&set);
    return grain[0];
}

/* Bundles are as broad in a small sheet as in a large one; without fibre coordinates only a long part has a way that
 * they surely run. */
static void test_bundles_have_one_breadth(void **state)
{
    (void)state;
    for (int size = 1; size <= 3; size++) {
        float length = 0.08f * (float)size, width = 0.047f * (float)size;
        Grain grain = grain_of_sheet(length, width, true);
        assert_float_equal(grain.bundles, 10 * size, 0);
        assert_float_equal(grain.length_m, length, 1e-4f);
        assert_float_equal(fabsf(grain.axis[2]), 1, 1e-3f); /* across the thickness */
    }
    Grain broad = grain_of_sheet(0.08f, 0.047f, false), narrow = grain_of_sheet(0.08f, 0.01f, false);
    assert_float_equal(fabsf(broad.axis[0]) + fabsf(broad.axis[1]) + fabsf(broad.axis[2]), 0, 0);
    assert_true(fabsf(narrow.axis[0]) > 0.999f);
}

#define DRAWING(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    if (!gl_context_open(&context)) {
        return 77;
    }
    const struct CMUnitTest tests[] = {
        DRAWING(test_hatching_tells_layers_apart), DRAWING(test_hatching_shows_on_dark),
        DRAWING(test_light_follows_what_covers),   DRAWING(test_bent_parts_cast_a_shadow),
        DRAWING(test_xray_is_an_outline),          cmocka_unit_test(test_bundles_have_one_breadth),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    gl_context_close(&context);
    return failed;
}
