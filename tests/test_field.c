/* Zones are painted where the distances say that they lie: pixels inside a zone change, pixels outside do not,
 * whichever way the client lies, on either side, and whichever way the light falls; without zones not a byte is other.
 */
#include "gl_context.h"
#include "hip/atlas.h"
#include "hip/body.h"
#include "hip/client.h"
#include "hip/mem.h"
#include "hip/pain_field.h"
#include "hip/problems.h"
#include "hip/query.h"
#include "hip/render.h"
#include <glad/gl.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 480, HEIGHT = 480, STEP = 6, BYTES = 4 * WIDTH * HEIGHT };

static struct {
    GlContext gl;
    Renderer *renderer;
    Atlas *atlas;
    Model *model;
    Session *session;
    DrawList *plain, *painted;
    QueryCache cache;
    unsigned char without[BYTES], with[BYTES];
} stage;

static int load(void **state)
{
    (void)state;
    HipError err = {{0}};
    Problems problems = {0};
    MeshSet hip = {0}, client = {0};
    ImportReport report = {0};
    Model *alone = NULL;
    if (!gl_context_open(&stage.gl)) {
        exit(77);
    }
    HipResult rc = atlas_load("assets/atlas", &stage.atlas, &problems, &err);
    rc = rc == HIP_OK ? body_load(&hip, &err) : rc;
    rc = rc == HIP_OK ? client_load(NULL, &client, &err) : rc;
    rc = rc == HIP_OK ? model_create(stage.atlas, &hip, &report, &alone, &err) : rc;
    rc = rc == HIP_OK ? model_with_client(alone, &client, &stage.model, &err) : rc;
    rc = rc == HIP_OK ? renderer_create((void *(*)(const char *))SDL_GL_GetProcAddress, &stage.renderer, &err) : rc;
    rc = rc == HIP_OK ? renderer_set_model(stage.renderer, &stage.model->set, &err) : rc;
    if (rc != HIP_OK) {
        print_error("%s\n", err.text);
    }
    problems_release(&problems);
    model_release(alone);
    mesh_set_release(&client);
    stage.session = session_create(stage.atlas);
    session_set_model(stage.session, stage.model, 1);
    stage.plain = mem_alloc(1, sizeof *stage.plain);
    stage.painted = mem_alloc(1, sizeof *stage.painted);
    return rc == HIP_OK ? 0 : -1;
}

static int release(void **state)
{
    (void)state;
    renderer_destroy(stage.renderer);
    query_cache_release(&stage.cache);
    free(stage.plain);
    free(stage.painted);
    session_destroy(stage.session);
    atlas_release(stage.atlas);
    gl_context_close(&stage.gl);
    return 0;
}

static void draw(const DrawList *list, int samples, unsigned char *out)
{
    HipError err = {{0}};
    RenderTarget target = {.width = WIDTH, .height = HEIGHT, .samples = samples};
    assert_int_equal(renderer_offscreen(stage.renderer, WIDTH, HEIGHT, &target.framebuffer, &err), HIP_OK);
    assert_int_equal(renderer_draw(stage.renderer, list, &target, NULL, &err), HIP_OK);
    renderer_read(stage.renderer, target.framebuffer, WIDTH, HEIGHT, out);
    assert_int_equal(glGetError(), GL_NO_ERROR);
}

static int position_of(const char *id)
{
    for (int i = 0; i < stage.atlas->position_count; i++) {
        if (strcmp(stage.atlas->positions[i].id, id) == 0) {
            return i;
        }
    }
    fail_msg("there is no position %s", id);
    return -1;
}

static void see(const char *position, Side side, uint64_t zones, ViewState *view)
{
    session_home(stage.session, view);
    view->side = side;
    view->drape = false;
    view_place_client(stage.atlas, position_of(position), view);
    view->told.zones = zones;
    session_look_at_zones(stage.session, zones, view);
    compose(stage.model, view, -1, WIDTH, HEIGHT, stage.painted);
    ViewState bare = *view;
    bare.told = (PainAsked){0};
    compose(stage.model, &bare, -1, WIDTH, HEIGHT, stage.plain);
}

/* The nearest of the zones told; false where the pixel shows no body, or too much from its side to be sure. */
static bool distance_at(int x, int y, Side side, uint64_t zones, float *out)
{
    float at[2] = {2 * ((float)x + 0.5f) / WIDTH - 1, 1 - 2 * ((float)y + 0.5f) / HEIGHT};
    Pick pick = query_pick(stage.model, stage.plain, &stage.cache, at[0], at[1]);
    PullGrip grip;
    if (pick.distance_m <= 0 || stage.model->client[pick.part].kind == CLIENT_ROOM ||
        !query_grip(stage.model, stage.plain, &stage.cache, &pick, &grip)) {
        return false;
    }
    *out = 1;
    for (int z = 0; z < stage.atlas->pain->zone_count; z++) {
        *out = zones >> z & 1 ? fminf(*out, zone_distance(stage.atlas, z, side, grip.rest)) : *out;
    }
    return true;
}

static int change_at(int x, int y)
{
    const unsigned char *a = &stage.without[4 * (y * WIDTH + x)], *b = &stage.with[4 * (y * WIDTH + x)];
    int most = 0;
    for (int k = 0; k < 3; k++) {
        most = abs(a[k] - b[k]) > most ? abs(a[k] - b[k]) : most;
    }
    return most;
}

static void check_painted(Side side, uint64_t zones, int samples)
{
    static const float SURE_M = 0.005f;
    enum { CHANGED = 6, SAME = 2 };
    int inside = 0, outside = 0, wrong = 0;
    draw(stage.plain, samples, stage.without);
    draw(stage.painted, samples, stage.with);
    for (int y = STEP; y < HEIGHT - STEP; y += STEP) {
        for (int x = STEP; x < WIDTH - STEP; x += STEP) {
            float away;
            if (!distance_at(x, y, side, zones, &away) || fabsf(away) < SURE_M) {
                continue;
            }
            inside += away < 0;
            outside += away > 0;
            wrong += away < 0 ? change_at(x, y) < CHANGED : change_at(x, y) > SAME;
        }
    }
    print_message("%d pixels inside, %d outside, %d wrong\n", inside, outside, wrong);
    assert_true(inside > 60 && outside > 200);
    assert_true(wrong * 200 <= inside + outside); /* at outlines of the body rays and pixels differ */
}

static uint64_t zones_of(const char *a, const char *b)
{
    int first = pain_zone(stage.atlas, a), second = pain_zone(stage.atlas, b);
    assert_true(first >= 0 && second >= 0);
    return (uint64_t)1 << first | (uint64_t)1 << second;
}

static void zones_are_painted_where_they_lie(void **state)
{
    (void)state;
    static const struct {
        const char *position, *zones[2];
        Side side;
        int samples;
    } CASES[] = {{"standing", {"calf_post", "thigh_post_upper"}, SIDE_RIGHT, 1},
                 {"standing", {"thigh_front", "groin"}, SIDE_LEFT, 4},
                 {"prone", {"buttock_lower", "sacrum"}, SIDE_LEFT, 1},
                 {"side_lying_left", {"lateral_hip", "thigh_lateral_lower"}, SIDE_RIGHT, 4},
                 {"supine", {"knee_front", "thigh_front"}, SIDE_RIGHT, 1}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ViewState view;
        uint64_t zones = zones_of(CASES[i].zones[0], CASES[i].zones[1]);
        see(CASES[i].position, CASES[i].side, zones, &view);
        print_message("%s: ", CASES[i].position);
        check_painted(CASES[i].side, zones, CASES[i].samples);
    }
}

static void the_same_zones_give_the_same_picture(void **state)
{
    (void)state;
    ViewState view;
    see("standing", SIDE_RIGHT, zones_of("calf_post", "sij"), &view);
    draw(stage.painted, 1, stage.with);
    see("standing", SIDE_RIGHT, zones_of("heel", "sij"), &view); /* another in between */
    draw(stage.painted, 1, stage.without);
    assert_memory_not_equal(stage.with, stage.without, BYTES);
    see("standing", SIDE_RIGHT, zones_of("calf_post", "sij"), &view);
    draw(stage.painted, 1, stage.without);
    assert_memory_equal(stage.with, stage.without, BYTES);
}

static void a_source_spreads_from_its_points(void **state)
{
    (void)state;
    ViewState view;
    see("standing", SIDE_RIGHT, 0, &view);
    assert_null(stage.painted->field.texels);
    view.source = pain_source(stage.atlas, "TP_GMX2");
    float spread = -1;
    uint64_t serial = 0;
    for (view.source_s = 0; view.source_s <= 8; view.source_s += 1) {
        compose(stage.model, &view, -1, WIDTH, HEIGHT, stage.painted);
        const DrawField *field = &stage.painted->field;
        assert_non_null(field->texels);
        assert_true(serial == 0 || field->serial == serial); /* what spreads is not made anew */
        assert_true(field->spread_m[0] >= spread && field->spread_m[1] <= field->spread_m[0]);
        assert_true(field->point_count > 0);
        spread = field->spread_m[0];
        serial = field->serial;
    }
    assert_true(spread > 0.2f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zones_are_painted_where_they_lie),
        cmocka_unit_test(the_same_zones_give_the_same_picture),
        cmocka_unit_test(a_source_spreads_from_its_points),
    };
    return cmocka_run_group_tests(tests, load, release);
}
