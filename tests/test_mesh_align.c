/* The frame of a model, tried on a body of ellipsoids whose true places are known. */
#include "mesh_align.h"
#include "test_mesh.h"

enum { STRUCTURES = 12 };

/* Places and half sizes roughly as in a hip: lopsided enough that no two frames look alike. */
static const float CENTRES[STRUCTURES][3] = {{-0.08f, 0.02f, -0.06f}, {0.08f, 0.02f, -0.06f},  {-0.10f, 0.05f, 0.01f},
                                             {0.10f, 0.05f, 0.01f},   {-0.07f, 0.03f, -0.03f}, {0.07f, 0.03f, -0.03f},
                                             {-0.09f, -0.2f, 0.0f},   {0.09f, -0.2f, 0.0f},    {0, 0.09f, -0.06f},
                                             {0, 0.16f, -0.02f},      {-0.06f, 0.05f, 0.03f},  {0.06f, 0.05f, 0.03f}};
static const float HALVES[STRUCTURES][3] = {{0.07f, 0.13f, 0.045f},   {0.07f, 0.13f, 0.045f},  {0.04f, 0.08f, 0.045f},
                                            {0.04f, 0.08f, 0.045f},   {0.05f, 0.03f, 0.028f},  {0.05f, 0.03f, 0.028f},
                                            {0.055f, 0.22f, 0.037f},  {0.055f, 0.22f, 0.037f}, {0.055f, 0.066f, 0.04f},
                                            {0.045f, 0.024f, 0.041f}, {0.064f, 0.1f, 0.069f},  {0.064f, 0.1f, 0.069f}};

typedef struct Body {
    CatalogueEntry entries[STRUCTURES];
    Catalogue catalogue;
    Shape shapes[STRUCTURES];
    AlignPart parts[STRUCTURES];
    ImportReport report;
} Body;

static Body *body_create(void)
{
    Body *body = mem_alloc(1, sizeof *body);
    for (int i = 0; i < STRUCTURES; i++) {
        body->entries[i].id = "structure";
        body->entries[i].has_figure = true;
        memcpy(body->entries[i].centre, CENTRES[i], sizeof CENTRES[i]);
        memcpy(body->entries[i].half_size, HALVES[i], sizeof HALVES[i]);
        body->shapes[i] = shape_ellipsoid(CENTRES[i], HALVES[i], 15, 16);
        body->parts[i] = (AlignPart){.positions = (const float(*)[3])body->shapes[i].positions,
                                     .vertex_count = body->shapes[i].vertex_count,
                                     .entry = i,
                                     .label = "part.glb"};
    }
    body->catalogue = (Catalogue){body->entries, STRUCTURES};
    return body;
}

static void body_release(Body *body)
{
    for (int i = 0; i < STRUCTURES; i++) {
        shape_release(&body->shapes[i]);
    }
    import_report_release(&body->report);
    free(body);
}

static void change(Shape *shape, const Similarity *map)
{
    for (size_t v = 0; v < shape->vertex_count; v++) {
        double from[3], to[3];
        for (int k = 0; k < 3; k++) {
            from[k] = (double)shape->positions[v][k];
        }
        similarity_apply(map, from, to);
        for (int k = 0; k < 3; k++) {
            shape->positions[v][k] = (float)to[k];
        }
    }
}

static void change_all(Body *body, const Similarity *map)
{
    for (int i = 0; i < STRUCTURES; i++) {
        change(&body->shapes[i], map);
    }
}

/* How far the middle of a part's box is from the catalogue's after its map. */
static double off(const Body *body, int part)
{
    double lo[3] = {1e9, 1e9, 1e9}, hi[3] = {-1e9, -1e9, -1e9}, sum = 0;
    for (size_t v = 0; v < body->shapes[part].vertex_count; v++) {
        double from[3], to[3];
        for (int k = 0; k < 3; k++) {
            from[k] = (double)body->shapes[part].positions[v][k];
        }
        similarity_apply(&body->parts[part].place, from, to);
        for (int k = 0; k < 3; k++) {
            lo[k] = fmin(lo[k], to[k]);
            hi[k] = fmax(hi[k], to[k]);
        }
    }
    for (int k = 0; k < 3; k++) {
        double d = 0.5 * (lo[k] + hi[k]) - (double)CENTRES[part][k];
        sum += d * d;
    }
    return sqrt(sum);
}

static Alignment align(Body *body, size_t count)
{
    return mesh_align(body->parts, count, &body->catalogue, &body->report);
}

static bool told(const Body *body, const char *words)
{
    for (size_t i = 0; i < body->report.warning_count; i++) {
        if (strstr(body->report.warnings[i], words)) {
            return true;
        }
    }
    return false;
}

static Similarity axes(int x, int y, int z, double scale)
{
    Similarity map = {.scale = scale, .t = {12 * scale, -8 * scale, 900 * scale}};
    int row[3] = {x, y, z};
    for (int i = 0; i < 3; i++) {
        map.r[3 * i + abs(row[i]) - 1] = row[i] > 0 ? 1 : -1;
    }
    return map;
}

static void any_axes_any_unit(void **state)
{
    (void)state;
    static const double SCALES[] = {1000, 100, 1, 1 / 0.0254, 730};
    static const char *const UNITS[] = {"mm", "cm", "m", "inch", "other"};
    static const int AXES[][3] = {{1, 2, 3},    {1, -3, 2}, {-1, 3, 2}, {2, 3, 1},
                                  {-2, -1, -3}, {-1, 2, 3}, {1, 2, -3}, {3, 2, 1}};
    for (size_t s = 0; s < 5; s++) {
        for (size_t a = 0; a < sizeof AXES / sizeof *AXES; a++) {
            Body *body = body_create();
            Similarity map = axes(AXES[a][0], AXES[a][1], AXES[a][2], SCALES[s]);
            change_all(body, &map);
            Alignment found = align(body, STRUCTURES);
            assert_true(found.aligned && (double)found.worst_m < 0.0002);
            assert_string_equal(mesh_align_unit(found.whole.scale, 0.2), UNITS[s]);
            assert_true(similarity_determinant(&found.whole) * similarity_determinant(&map) > 0);
            assert_int_equal(told(body, "mirrored"), similarity_determinant(&map) < 0);
            for (int i = 0; i < STRUCTURES; i++) {
                assert_true(off(body, i) < 0.0002 && !body->parts[i].mended);
            }
            body_release(body);
        }
    }
}

static Similarity odd_turn(double scale)
{
    Similarity x = similarity_unit(), y = similarity_unit();
    x.r[4] = x.r[8] = cos(0.6), x.r[7] = sin(0.6), x.r[5] = -sin(0.6);
    y.r[0] = y.r[8] = cos(1.9), y.r[2] = sin(1.9), y.r[6] = -sin(1.9);
    Similarity both = similarity_compose(&x, &y);
    both.scale = scale;
    both.t[1] = 3 * scale;
    return both;
}

static void any_turn(void **state)
{
    (void)state;
    Body *body = body_create();
    Similarity map = odd_turn(1000);
    change_all(body, &map);
    Alignment found = align(body, STRUCTURES);
    assert_true(found.aligned);
    for (int i = 0; i < STRUCTURES; i++) {
        assert_true(off(body, i) < 0.001);
    }
    body_release(body);
}

static void a_part_in_inches_is_mended(void **state)
{
    (void)state;
    Body *body = body_create();
    Similarity small = similarity_unit(), map = axes(1, -3, 2, 1000);
    small.scale = 1 / 25.4;
    small.t[1] = 0.02;
    change(&body->shapes[8], &small);
    change_all(body, &map);
    Alignment found = align(body, STRUCTURES);
    assert_true((double)found.worst_m < 0.0002);
    assert_true(body->parts[8].mended && off(body, 8) < 0.0002);
    assert_true(fabs(body->parts[8].place.scale / found.whole.scale / 25.4 - 1) < 1e-9);
    assert_true(told(body, "part.glb is 25 times smaller than its neighbours: probably it is in inches"));
    for (int i = 0; i < STRUCTURES; i++) {
        assert_int_equal(body->parts[i].mended, i == 8);
    }
    body_release(body);
}

static void a_displaced_part_goes_home(void **state)
{
    (void)state;
    Body *body = body_create();
    Similarity away = similarity_unit();
    away.t[0] = 0.3;
    change(&body->shapes[4], &away);
    align(body, STRUCTURES);
    assert_true(body->parts[4].mended && off(body, 4) < 0.0002);
    assert_true(told(body, "300 mm from its usual place"));
    body_release(body);
}

static void cut_parts_do_not_pull(void **state)
{
    (void)state;
    Body *body = body_create();
    for (int i = 6; i < 8; i++) { /* thighs cut in the middle, as many models are */
        for (size_t v = 0; v < body->shapes[i].vertex_count; v++) {
            body->shapes[i].positions[v][1] = fmaxf(body->shapes[i].positions[v][1], -0.15f);
        }
    }
    align(body, STRUCTURES);
    for (int i = 0; i < STRUCTURES; i++) {
        assert_false(body->parts[i].mended);
        assert_true(i == 6 || i == 7 || off(body, i) < 0.0005);
    }
    assert_true(told(body, "another size or shape"));
    body_release(body);
}

static void another_body_fits_roughly(void **state)
{
    (void)state;
    Body *body = body_create();
    for (int i = 0; i < STRUCTURES; i++) { /* taller, slimmer, and every part a little elsewhere */
        Similarity shift = similarity_unit();
        for (int k = 0; k < 3; k++) {
            shift.t[k] = 0.008 * sin(3.0 * i + 2.0 * k);
        }
        change(&body->shapes[i], &shift);
    }
    Similarity map = axes(1, -3, 2, 1080);
    change_all(body, &map);
    Alignment found = align(body, STRUCTURES);
    assert_true(found.aligned);
    assert_string_equal(mesh_align_unit(found.whole.scale, 0.2), "mm");
    for (int i = 0; i < STRUCTURES; i++) {
        assert_true(off(body, i) < 0.03 && !body->parts[i].mended);
    }
    body_release(body);
}

static void one_part_is_put_in_its_place(void **state)
{
    (void)state;
    Body *body = body_create();
    Similarity map = axes(1, -3, 2, 1000); /* Z up, front to -Y: as scanners have it */
    change_all(body, &map);
    Alignment found = align(body, 1);
    assert_true(found.aligned && off(body, 0) < 0.0002);
    assert_true(similarity_determinant(&found.whole) > 0);
    assert_true(found.whole.r[5] > 0.99); /* +Z is up */
    assert_true(told(body, "partly a guess"));
    body_release(body);
}

static void nothing_known_is_centred(void **state)
{
    (void)state;
    Body *body = body_create();
    for (int i = 0; i < STRUCTURES; i++) {
        body->parts[i].entry = -1;
    }
    Similarity map = axes(1, 2, 3, 1000);
    change_all(body, &map);
    Alignment found = align(body, STRUCTURES);
    assert_false(found.aligned);
    assert_true(fabs(found.whole.scale - 0.001) < 1e-9);
    assert_true(told(body, "guess"));
    body_release(body);
}

static void points_and_nothing_are_harmless(void **state)
{
    (void)state;
    Body *body = body_create();
    Similarity none = similarity_unit();
    none.scale = 0;
    change_all(body, &none);
    Alignment found = align(body, STRUCTURES);
    assert_false(found.aligned);
    assert_true(isfinite(found.whole.scale));
    found = align(body, 0);
    assert_false(found.aligned);
    assert_true(isfinite(found.whole.scale) && isfinite(found.whole.t[0]));
    body_release(body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_axes_any_unit),
        cmocka_unit_test(any_turn),
        cmocka_unit_test(a_part_in_inches_is_mended),
        cmocka_unit_test(a_displaced_part_goes_home),
        cmocka_unit_test(cut_parts_do_not_pull),
        cmocka_unit_test(another_body_fits_roughly),
        cmocka_unit_test(one_part_is_put_in_its_place),
        cmocka_unit_test(nothing_known_is_centred),
        cmocka_unit_test(points_and_nothing_are_harmless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
