/* The peel on the built-in body, whose muscles carry true fibre coordinates. */
#include "hip/body.h"
#include "sheet_fixture.h"

static void muscles_of_the_body_bend_and_keep_their_size(void **state)
{
    (void)state;
    Atlas *atlas = NULL;
    MeshSet set = {0};
    HipError err = {{0}};
    assert_int_equal(atlas_load(NULL, &atlas, NULL, &err), HIP_OK);
    assert_int_equal(body_load(&set, &err), HIP_OK);
    int bent = 0;
    for (uint32_t p = 0; p < set.part_count; p++) {
        int structure = atlas_structure(atlas, set.parts[p].id);
        const AtlasStep *step = structure >= 0 ? atlas_step_of(atlas, structure) : NULL;
        if (!step || step->kind != PEEL_REFLECT) {
            continue;
        }
        BendGrid grid;
        assert_true(set.parts[p].has_fibre);
        if (!peel_rest_grid(atlas, structure, &set, p, &grid)) {
            print_message("%-24s fades: its fibres do not run from hinge to cut\n", set.parts[p].id);
            continue;
        }
        double volume, area, volume_then, area_then;
        part_size(&set, p, NULL, &volume, &area);
        for (float reflect = 0.25f; reflect <= 1; reflect += 0.25f) {
            peel_bend(atlas, structure, reflect, &grid);
            float(*at)[3] = bent_places(&set, p, &grid);
            part_size(&set, p, at, &volume_then, &area_then);
            print_message("%-24s %.2f  volume %.3f  area %.3f\n", set.parts[p].id, (double)reflect,
                          volume_then / volume, area_then / area);
            assert_true(fabs(volume_then / volume - 1) < 0.15 && fabs(area_then / area - 1) < 0.15);
            free(at);
        }
        bent++;
    }
    assert_true(bent >= 4); /* gluteus maximus and piriformis of both sides, at least */
    mesh_set_release(&set);
    atlas_release(atlas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(muscles_of_the_body_bend_and_keep_their_size)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
