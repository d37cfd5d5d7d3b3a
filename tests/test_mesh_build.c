#include "hip/mesh_solid.h"
#include "test_mesh.h"

static const float CENTRE[3] = {0.1f, -0.05f, 0.02f}, RADIUS[3] = {0.05f, 0.08f, 0.03f};
static const double ELLIPSOID_VOLUME = 4.0 / 3 * 3.14159265358979 * 0.05 * 0.08 * 0.03;

static const MeshBuildOptions WHOLE = {.weld = true, .levels = true};

static MeshSet build_one(const RawPart *part, MeshBuildOptions options)
{
    MeshSet set = {0};
    HipError err = {0};
    assert_int_equal(mesh_build(part, 1, &options, &set, &err), HIP_OK);
    assert_int_equal(mesh_set_check(&set, &err), HIP_OK);
    return set;
}

/* How far the mesh leaves the true ellipsoid, in its own radii. */
static float worst_radius_error(const MeshSet *set)
{
    float worst = 0;
    for (size_t v = 0; v < set->vertex_count; v++) {
        float at[3], sum = 0;
        mesh_vertex_position(&set->parts[0], &set->vertices[v], at);
        for (int i = 0; i < 3; i++) {
            sum += (at[i] - CENTRE[i]) / RADIUS[i] * ((at[i] - CENTRE[i]) / RADIUS[i]);
        }
        worst = fmaxf(worst, fabsf(sqrtf(sum) - 1));
    }
    return worst;
}

static void unindexed_triangles_are_welded(void **state)
{
    (void)state;
    Shape shape = shape_ellipsoid(CENTRE, RADIUS, 40, 60), loose = shape_unindexed(&shape);
    RawPart part = shape_part(&loose, "loose");
    MeshSet set = build_one(&part, WHOLE);
    assert_int_equal(set.vertex_count, shape.vertex_count);
    assert_int_equal(set.parts[0].lods[0].index_count, shape.index_count);
    assert_int_equal(set.parts[0].closed, 1);
    assert_true(fabs((double)set.parts[0].volume_m3 / ELLIPSOID_VOLUME - 1) < 0.01);
    assert_true(worst_radius_error(&set) < 1e-4f);
    mesh_set_release(&set);
    shape_release(&loose);
    shape_release(&shape);
}

static void normals_point_outward(void **state)
{
    (void)state;
    Shape shape = shape_ellipsoid(CENTRE, RADIUS, 40, 60);
    for (size_t i = 0; i < shape.index_count; i += 3) { /* inside out: it must come back turned */
        uint32_t swap = shape.indices[i];
        shape.indices[i] = shape.indices[i + 1];
        shape.indices[i + 1] = swap;
    }
    RawPart part = shape_part(&shape, "inside out");
    MeshSet set = build_one(&part, WHOLE);
    for (size_t v = 0; v < set.vertex_count; v++) {
        float at[3], normal[3], sum = 0, length = 0;
        mesh_vertex_position(&set.parts[0], &set.vertices[v], at);
        octahedral_decode(set.vertices[v].normal, normal);
        for (int i = 0; i < 3; i++) {
            float gradient = (at[i] - CENTRE[i]) / (RADIUS[i] * RADIUS[i]);
            sum += gradient * normal[i];
            length += gradient * gradient;
        }
        assert_true(sum / sqrtf(length) > 0.99f);
    }
    assert_true(set.parts[0].volume_m3 > 0);
    mesh_set_release(&set);
    shape_release(&shape);
}

static void levels_get_coarser_within_their_error(void **state)
{
    (void)state;
    Shape shape = shape_ellipsoid(CENTRE, RADIUS, 100, 150);
    RawPart part = shape_part(&shape, "fine");
    MeshSet set = build_one(&part, WHOLE);
    const MeshPart *made = &set.parts[0];
    assert_true(made->lod_count >= 4);
    assert_true(made->lods[1].error_m <= 0.00028f);
    for (uint32_t l = 1; l < made->lod_count; l++) {
        assert_true(made->lods[l].index_count <= made->lods[l - 1].index_count / 4 * 3);
        /* Middles of the triangles stay near the true surface: the error is a distance, so compare with the
         * least radius. */
        for (uint32_t i = 0; i < made->lods[l].index_count; i += 3) {
            float middle[3] = {0}, sum = 0;
            for (int k = 0; k < 3; k++) {
                float at[3];
                mesh_vertex_position(made, &set.vertices[set.indices[made->lods[l].first_index + i + k]], at);
                for (int j = 0; j < 3; j++) {
                    middle[j] += at[j] / 3;
                }
            }
            for (int j = 0; j < 3; j++) {
                sum += (middle[j] - CENTRE[j]) / RADIUS[j] * ((middle[j] - CENTRE[j]) / RADIUS[j]);
            }
            assert_true(fabsf(sqrtf(sum) - 1) * RADIUS[2] <= made->lods[l].error_m * 2 + 0.0001f);
        }
    }
    mesh_set_release(&set);
    shape_release(&shape);
}

static void an_open_sheet_is_not_closed(void **state)
{
    (void)state;
    Shape shape = shape_ellipsoid(CENTRE, RADIUS, 10, 12);
    shape.index_count -= 3;
    RawPart part = shape_part(&shape, "open");
    MeshSet set = build_one(&part, WHOLE);
    assert_int_equal(set.parts[0].closed, 0);
    assert_true(set.parts[0].volume_m3 == 0);
    mesh_set_release(&set);
    shape_release(&shape);
}

static void a_wanted_edge_stays_sharp(void **state)
{
    (void)state;
    /* Two triangles of a roof, 90 degrees apart, with flat normals: six vertices must stay six. */
    const float positions[6][3] = {{0, 0, 0}, {0, 0, 1}, {1, 0, 0}, {0, 0, 1}, {0, 0, 0}, {0, 1, 0}};
    const float normals[6][3] = {{0, 1, 0}, {0, 1, 0}, {0, 1, 0}, {1, 0, 0}, {1, 0, 0}, {1, 0, 0}};
    const uint32_t indices[6] = {0, 1, 2, 3, 4, 5};
    RawPart part = {.name = "roof",
                    .positions = positions,
                    .normals = normals,
                    .vertex_count = 6,
                    .indices = indices,
                    .index_count = 6};
    MeshSet set = build_one(&part, WHOLE);
    assert_int_equal(set.vertex_count, 6);
    mesh_set_release(&set);
}

static void flat_triangles_go(void **state)
{
    (void)state;
    const float positions[5][3] = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {2, 0, 0}, {0, 0, 0}};
    const uint32_t indices[9] = {0, 1, 2, 0, 1, 3, 0, 4, 2};
    RawPart part = {.name = "flat", .positions = positions, .vertex_count = 5, .indices = indices, .index_count = 9};
    MeshSet set = build_one(&part, WHOLE);
    assert_int_equal(set.parts[0].lods[0].index_count, 3);
    mesh_set_release(&set);
    part.indices = indices + 3;
    part.index_count = 6;
    HipError err = {0};
    assert_int_equal(mesh_build(&part, 1, &WHOLE, &set, &err), HIP_FAILED);
    assert_non_null(strstr(err.text, "flat"));
}

static void cracks_and_small_holes_are_mended(void **state)
{
    (void)state;
    Shape whole = shape_ellipsoid(CENTRE, RADIUS, 40, 60), torn = shape_unindexed(&whole);
    for (size_t v = 0; v < torn.vertex_count;
         v += 41) { /* corners of single triangles move by a tenth of a millimetre */
        torn.positions[v][1] += 0.0001f;
    }
    torn.index_count -= 3; /* and one triangle is missing */
    RawPart part = shape_part(&torn, "torn");
    MeshBuildOptions options = WHOLE;
    MeshSet set = build_one(&part, options);
    assert_int_equal(set.parts[0].closed, 0);
    mesh_set_release(&set);
    options.mend_m = 0.0003f;
    set = build_one(&part, options);
    assert_int_equal(set.parts[0].closed, 1);
    assert_true(set.parts[0].lods[0].index_count <= whole.index_count);
    assert_true(set.parts[0].lods[0].index_count * 100 > whole.index_count * 99); /* the poles' slivers may go */
    assert_true(fabs((double)set.parts[0].volume_m3 / ELLIPSOID_VOLUME - 1) < 0.01);
    assert_true(worst_radius_error(&set) < 0.01f);
    mesh_set_release(&set);
    shape_release(&torn);
    shape_release(&whole);
}

static void a_wide_opening_stays_open(void **state)
{
    (void)state;
    Shape shape = shape_ellipsoid(CENTRE, RADIUS, 10, 12);
    shape.index_count /= 2; /* half an egg */
    RawPart part = shape_part(&shape, "half");
    MeshBuildOptions options = WHOLE;
    options.mend_m = 0.0003f;
    MeshSet set = build_one(&part, options);
    assert_int_equal(set.parts[0].closed, 0);
    assert_int_equal(set.parts[0].lods[0].index_count, shape.index_count);
    mesh_set_release(&set);
    shape_release(&shape);
}

static void bad_numbers_are_refused(void **state)
{
    (void)state;
    float positions[3][3] = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}};
    uint32_t indices[3] = {0, 1, 2};
    RawPart part = {.name = "bad",
                    .positions = (const float(*)[3])positions,
                    .vertex_count = 3,
                    .indices = indices,
                    .index_count = 3};
    MeshSet set = {0};
    HipError err = {0};
    positions[1][2] = NAN;
    assert_int_equal(mesh_build(&part, 1, &WHOLE, &set, &err), HIP_FAILED);
    positions[1][2] = INFINITY;
    assert_int_equal(mesh_build(&part, 1, &WHOLE, &set, &err), HIP_FAILED);
    positions[1][2] = 0;
    indices[2] = 3;
    assert_int_equal(mesh_build(&part, 1, &WHOLE, &set, &err), HIP_FAILED);
    indices[2] = 2;
    part.index_count = 2;
    assert_int_equal(mesh_build(&part, 1, &WHOLE, &set, &err), HIP_FAILED);
    assert_null(set.parts);
    assert_non_null(strstr(err.text, "bad"));
}

static void fibre_and_tendon_come_through(void **state)
{
    (void)state;
    const float positions[4][3] = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {1, 1, 0}};
    const float fibre[4][2] = {{0, 0}, {1, 0}, {0, 1}, {1, 1}};
    const uint32_t indices[6] = {0, 1, 2, 2, 1, 3};
    RawPart part = {.name = "sheet",
                    .positions = positions,
                    .fibre = fibre,
                    .tendon = {0.1f, 0.25f},
                    .vertex_count = 4,
                    .indices = indices,
                    .index_count = 6};
    MeshSet set = build_one(&part, WHOLE);
    assert_int_equal(set.parts[0].has_fibre, 1);
    assert_true(set.parts[0].tendon[0] == 0.1f && set.parts[0].tendon[1] == 0.25f);
    for (size_t v = 0; v < 4; v++) {
        float at[3];
        const MeshVertex *vertex = &set.vertices[v];
        mesh_vertex_position(&set.parts[0], vertex, at);
        assert_int_equal(vertex->along, at[0] > 0.5f ? 65535 : 0);
        assert_int_equal(vertex->across, at[1] > 0.5f ? 65535 : 0);
        assert_true(vertex->light == 255 && vertex->covered == 255);
    }
    mesh_set_release(&set);
}

static void threads_do_not_change_the_result(void **state)
{
    (void)state;
    enum { PARTS = 7 };
    Shape shapes[PARTS];
    RawPart parts[PARTS];
    for (uint32_t p = 0; p < PARTS; p++) {
        float centre[3] = {0.1f * (float)p, 0, 0};
        shapes[p] = shape_ellipsoid(centre, RADIUS, 10 + 9 * p, 30);
        parts[p] = shape_part(&shapes[p], "part");
    }
    MeshSet one = {0}, four = {0};
    MeshBuildOptions options = WHOLE;
    options.threads = 1;
    assert_int_equal(mesh_build(parts, PARTS, &options, &one, NULL), HIP_OK);
    options.threads = 4;
    assert_int_equal(mesh_build(parts, PARTS, &options, &four, NULL), HIP_OK);
    assert_int_equal(one.vertex_count, four.vertex_count);
    assert_int_equal(one.index_count, four.index_count);
    assert_memory_equal(one.vertices, four.vertices, one.vertex_count * sizeof *one.vertices);
    assert_memory_equal(one.indices, four.indices, one.index_count * sizeof *one.indices);
    assert_memory_equal(one.parts, four.parts, one.part_count * sizeof *one.parts);
    mesh_set_release(&one);
    mesh_set_release(&four);
    for (size_t p = 0; p < PARTS; p++) {
        shape_release(&shapes[p]);
    }
}

/* The sketch of a closed part lets no light through and stays near; level 0 keeps its triangles. */
static void a_sketch_is_rough_and_closed(void **state)
{
    (void)state;
    Shape shape = shape_ellipsoid(CENTRE, RADIUS, 80, 120);
    RawPart part = shape_part(&shape, "ellipsoid");
    part.normals = part.positions; /* any will do: with normals the triangles are taken as they are */
    MeshSet set = build_one(&part, (MeshBuildOptions){.sketch = true}), plain = build_one(&part, (MeshBuildOptions){0});
    const MeshLod *lod = set.parts[0].lods, *whole = plain.parts[0].lods;
    uint64_t sums[2] = {0};
    bool solid[1];
    assert_int_equal(set.parts[0].lod_count, 2);
    assert_int_equal(lod[0].index_count, whole[0].index_count);
    assert_true(lod[1].index_count >= 600 && lod[1].index_count <= whole[0].index_count / 4);
    assert_true(lod[1].error_m > 0.005f && lod[1].error_m < 0.015f); /* a cell of a box of 10 x 16 x 6 cm */
    for (uint32_t i = 0; i < lod[0].index_count; i++) {
        sums[0] += (uint64_t)set.indices[lod[0].first_index + i] * set.indices[lod[0].first_index + i];
        sums[1] += (uint64_t)plain.indices[whole[0].first_index + i] * plain.indices[whole[0].first_index + i];
    }
    assert_true(sums[0] == sums[1]);
    assert_int_equal(set.parts[0].closed, 0);
    mesh_solid_find(&set, solid); /* looks at the sketch */
    assert_true(solid[0]);
    mesh_set_release(&plain);
    mesh_set_release(&set);
    shape_release(&shape);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unindexed_triangles_are_welded),
        cmocka_unit_test(normals_point_outward),
        cmocka_unit_test(levels_get_coarser_within_their_error),
        cmocka_unit_test(an_open_sheet_is_not_closed),
        cmocka_unit_test(a_wanted_edge_stays_sharp),
        cmocka_unit_test(flat_triangles_go),
        cmocka_unit_test(bad_numbers_are_refused),
        cmocka_unit_test(cracks_and_small_holes_are_mended),
        cmocka_unit_test(a_wide_opening_stays_open),
        cmocka_unit_test(fibre_and_tendon_come_through),
        cmocka_unit_test(threads_do_not_change_the_result),
        cmocka_unit_test(a_sketch_is_rough_and_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
