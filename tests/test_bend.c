#include "sheet_fixture.h"

static BendGrid plate_grid(SheetFixture *f)
{
    BendGrid grid;
    assert_true(peel_coordinates(&f->atlas, 0, &f->set, 0));
    assert_true(peel_rest_grid(&f->atlas, 0, &f->set, 0, &grid));
    return grid;
}

static void nothing_moves_to_the_last_bit_at_rest(void **state)
{
    (void)state;
    SheetFixture f;
    sheet_fixture_open(&f, 1);
    BendGrid grid = plate_grid(&f);
    assert_true(bend_is_rest(&grid));
    peel_bend(&f.atlas, 0, 1, &grid);
    assert_false(bend_is_rest(&grid));
    peel_bend(&f.atlas, 0, 0, &grid);
    assert_true(bend_is_rest(&grid));
    float(*at)[3] = bent_places(&f.set, 0, &grid);
    for (uint32_t i = 0; i < f.set.parts[0].vertex_count; i++) {
        float p[3];
        mesh_vertex_position(&f.set.parts[0], &f.set.vertices[i], p);
        assert_memory_equal(p, at[i], sizeof p);
    }
    const float n[3] = {0.6f, -0.48f, 0.64f};
    float turned[3];
    bend_direction(&grid, 0.7f, 0.2f, n, turned);
    assert_memory_equal(n, turned, sizeof n);
    free(at);
    sheet_fixture_close(&f);
}

static void the_hinge_stays_and_the_cut_edge_turns(void **state)
{
    (void)state;
    SheetFixture f;
    sheet_fixture_open(&f, 1);
    BendGrid grid = plate_grid(&f);
    peel_bend(&f.atlas, 0, 1, &grid);
    const float hinge[3] = {0, 0.03f, 0.004f}, out[3] = {0, 0, 1};
    float at[3], normal[3];
    bend_point(&grid, 0, 0.4f, hinge, at);
    assert_memory_equal(hinge, at, sizeof at);
    bend_direction(&grid, 1, 0.4f, out, normal);
    assert_float_equal(normal[2], cosf(f.step.angle_rad), 0.03f);
    assert_float_equal(normal[1], 0, 0.03f);
    sheet_fixture_close(&f);
}

static void the_cut_edge_first_moves_along_lift(void **state)
{
    (void)state;
    SheetFixture f;
    sheet_fixture_open(&f, 1);
    BendGrid grid = plate_grid(&f);
    peel_bend(&f.atlas, 0, 0.1f, &grid);
    for (int row = 0; row < BEND_ROWS; row++) {
        assert_true(grid.shift[row][BEND_COLUMNS - 1][2] < -0.0005f);
        assert_true(fabsf(grid.shift[row][BEND_COLUMNS - 1][1]) < 0.001f);
    }
    sheet_fixture_close(&f);
}

static void a_flat_plate_keeps_volume_and_area(void **state)
{
    (void)state;
    SheetFixture f;
    sheet_fixture_open(&f, 1);
    BendGrid grid = plate_grid(&f);
    double volume, area, volume_then, area_then;
    part_size(&f.set, 0, NULL, &volume, &area);
    assert_true(fabs(volume - 0.12 * 0.08 * 0.01) < 1e-8);
    for (float reflect = 0.125f; reflect <= 1; reflect += 0.125f) {
        peel_bend(&f.atlas, 0, reflect, &grid);
        float(*at)[3] = bent_places(&f.set, 0, &grid);
        part_size(&f.set, 0, at, &volume_then, &area_then);
        assert_true(fabs(volume_then / volume - 1) < 0.01);
        assert_true(fabs(area_then / area - 1) < 0.01);
        free(at);
    }
    sheet_fixture_close(&f);
}

/* No edge of the mesh tears: lengths change by no more than thickness times curvature. */
static void neighbours_stay_neighbours(void **state)
{
    (void)state;
    SheetFixture f;
    sheet_fixture_open(&f, 1);
    BendGrid grid = plate_grid(&f);
    peel_bend(&f.atlas, 0, 0.6f, &grid);
    float(*at)[3] = bent_places(&f.set, 0, &grid);
    for (size_t i = 0; i + 1 < f.set.index_count; i++) {
        uint32_t a = f.set.indices[i], b = f.set.indices[i + 1];
        float p[3], q[3], before = 0, after = 0;
        mesh_vertex_position(&f.set.parts[0], &f.set.vertices[a], p);
        mesh_vertex_position(&f.set.parts[0], &f.set.vertices[b], q);
        for (int k = 0; k < 3; k++) {
            before += (p[k] - q[k]) * (p[k] - q[k]);
            after += (at[a][k] - at[b][k]) * (at[a][k] - at[b][k]);
        }
        if (before > 1e-8f) {
            assert_true(sqrtf(after / before) < 1.3f && sqrtf(after / before) > 0.7f);
        }
    }
    free(at);
    sheet_fixture_close(&f);
}

static void the_motion_has_no_jumps(void **state)
{
    (void)state;
    SheetFixture f;
    sheet_fixture_open(&f, 1);
    BendGrid grid = plate_grid(&f), last = grid;
    for (int i = 1; i <= 200; i++) {
        peel_bend(&f.atlas, 0, (float)i / 200, &grid);
        for (int row = 0; row < BEND_ROWS; row++) {
            const float *a = grid.shift[row][BEND_COLUMNS - 1], *b = last.shift[row][BEND_COLUMNS - 1];
            assert_true(hypotf(hypotf(a[0] - b[0], a[1] - b[1]), a[2] - b[2]) < 0.004f);
        }
        last = grid;
    }
    sheet_fixture_close(&f);
}

static void the_left_is_the_mirror_of_the_right(void **state)
{
    (void)state;
    SheetFixture right, left;
    sheet_fixture_open(&right, 1);
    sheet_fixture_open(&left, -1);
    BendGrid a = plate_grid(&right), b = plate_grid(&left);
    peel_bend(&right.atlas, 0, 0.7f, &a);
    peel_bend(&left.atlas, 0, 0.7f, &b);
    for (int row = 0; row < BEND_ROWS; row++) {
        for (int column = 0; column < BEND_COLUMNS; column++) {
            assert_float_equal(a.shift[row][column][0], -b.shift[row][column][0], 1e-5f);
            assert_float_equal(a.shift[row][column][1], b.shift[row][column][1], 1e-5f);
            assert_float_equal(a.shift[row][column][2], b.shift[row][column][2], 1e-5f);
        }
    }
    sheet_fixture_close(&right);
    sheet_fixture_close(&left);
}

static void the_box_holds_the_flap(void **state)
{
    (void)state;
    SheetFixture f;
    sheet_fixture_open(&f, 1);
    BendGrid grid = plate_grid(&f);
    for (float reflect = 0; reflect <= 1; reflect += 0.25f) {
        peel_bend(&f.atlas, 0, reflect, &grid);
        Box3 box = bend_box(&grid, &f.set, 0);
        float(*at)[3] = bent_places(&f.set, 0, &grid);
        for (uint32_t i = 0; i < f.set.parts[0].vertex_count; i++) {
            for (int k = 0; k < 3; k++) {
                assert_true(at[i][k] >= box.lo[k] - 1e-6f && at[i][k] <= box.hi[k] + 1e-6f);
            }
        }
        free(at);
    }
    sheet_fixture_close(&f);
}

static void packing_lays_nodes_out_as_the_shader_reads_them(void **state)
{
    (void)state;
    SheetFixture f;
    sheet_fixture_open(&f, 1);
    BendGrid grid = plate_grid(&f);
    peel_bend(&f.atlas, 0, 0.5f, &grid);
    grid.swell[3][5] = 0.25f;
    float texels[BEND_ROWS][BEND_TEXELS][4];
    bend_pack(&grid, texels);
    assert_memory_equal(texels[3][3 * 5], grid.rest[3][5], sizeof(float[3]));
    assert_memory_equal(texels[3][3 * 5 + 1], grid.shift[3][5], sizeof(float[3]));
    assert_memory_equal(texels[7][3 * 15 + 2], grid.turn[7][15], sizeof(float[3]));
    assert_true(texels[7][3 * 15 + 2][3] == 0);
    assert_true(texels[3][3 * 5][3] == 0.25f);
    sheet_fixture_close(&f);
}

static void moved_hinges_make_kept_coordinates_out_of_date(void **state)
{
    (void)state;
    SheetFixture f;
    sheet_fixture_open(&f, 1);
    uint64_t before = peel_coordinates_key(&f.atlas);
    assert_true(before == peel_coordinates_key(&f.atlas));
    f.step.angle_rad *= 0.5f;
    assert_true(before == peel_coordinates_key(&f.atlas)); /* only the way, not the place */
    f.hinge[1][1] += 0.001f;
    assert_true(before != peel_coordinates_key(&f.atlas));
    sheet_fixture_close(&f);
}

static void wrong_or_empty_meshes_give_no_grid(void **state)
{
    (void)state;
    SheetFixture f;
    sheet_fixture_open(&f, 1);
    BendGrid grid;
    assert_false(peel_rest_grid(&f.atlas, 0, &f.set, 7, &grid)); /* no such part */
    f.set.parts[0].vertex_count = 3;
    f.set.parts[0].lods[0].index_count = 0;
    assert_false(peel_rest_grid(&f.atlas, 0, &f.set, 0, &grid)); /* too little to fit */
    f.step.hinge_count = 1;
    assert_false(peel_coordinates(&f.atlas, 0, &f.set, 0)); /* a point is no hinge */
    f.step.kind = PEEL_FADE;
    assert_false(peel_coordinates(&f.atlas, 0, &f.set, 0));
    sheet_fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_moves_to_the_last_bit_at_rest),
        cmocka_unit_test(the_hinge_stays_and_the_cut_edge_turns),
        cmocka_unit_test(the_cut_edge_first_moves_along_lift),
        cmocka_unit_test(a_flat_plate_keeps_volume_and_area),
        cmocka_unit_test(neighbours_stay_neighbours),
        cmocka_unit_test(the_motion_has_no_jumps),
        cmocka_unit_test(the_left_is_the_mirror_of_the_right),
        cmocka_unit_test(the_box_holds_the_flap),
        cmocka_unit_test(packing_lays_nodes_out_as_the_shader_reads_them),
        cmocka_unit_test(moved_hinges_make_kept_coordinates_out_of_date),
        cmocka_unit_test(wrong_or_empty_meshes_give_no_grid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
