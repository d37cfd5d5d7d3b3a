/* Baked ambient light: a free surface is open, a hollow is darker, coverings darken what they cover and nothing else.
 */
#include "hip/mesh_occlusion.h"
#include "test_mesh.h"

enum { BALL, PLATE, LID, PARTS };
static const uint8_t RANKS[PARTS] = {8, 8, 3};

/* A ball that lies on a plate, and 6 mm over both a lid. */
static MeshSet scene(const uint32_t variants[PARTS])
{
    Shape shapes[PARTS] = {
        shape_ellipsoid((float[3]){0, 0.020f, 0}, (float[3]){0.02f, 0.02f, 0.02f}, 20, 40),
        shape_ellipsoid((float[3]){0, -0.010f, 0}, (float[3]){0.12f, 0.01f, 0.12f}, 40, 60),
        shape_ellipsoid((float[3]){0, 0.056f, 0}, (float[3]){0.12f, 0.01f, 0.12f}, 40, 60),
    };
    RawPart parts[PARTS];
    for (int i = 0; i < PARTS; i++) {
        parts[i] = shape_part(&shapes[i], "x");
        parts[i].variants = variants ? variants[i] : 0;
    }
    MeshSet set = {0};
    assert_int_equal(mesh_build(parts, PARTS, &(MeshBuildOptions){.levels = true}, &set, NULL), HIP_OK);
    for (int i = 0; i < PARTS; i++) {
        shape_release(&shapes[i]);
    }
    return set;
}

/* The vertex of a part that is nearest to a place. */
static const MeshVertex *at(const MeshSet *set, int p, float x, float y, float z)
{
    const MeshPart *part = &set->parts[p];
    const MeshVertex *best = NULL;
    float least = INFINITY;
    for (uint32_t v = 0; v < part->vertex_count; v++) {
        const MeshVertex *vertex = &set->vertices[part->first_vertex + v];
        float q[3];
        mesh_vertex_position(part, vertex, q);
        float d = (q[0] - x) * (q[0] - x) + (q[1] - y) * (q[1] - y) + (q[2] - z) * (q[2] - z);
        if (d < least) {
            least = d;
            best = vertex;
        }
    }
    return best;
}

static void hollows_are_darker(void **state)
{
    (void)state;
    MeshSet set = scene(NULL);
    mesh_occlusion_bake(&set, &(OcclusionRanks){RANKS, 0}, 1);
    uint8_t top = at(&set, BALL, 0, 0.04f, 0)->light, side = at(&set, BALL, 0.02f, 0.02f, 0)->light;
    uint8_t low = at(&set, BALL, 0.014f, 0.006f, 0)->light, free_plate = at(&set, PLATE, 0.09f, -0.003f, 0)->light;
    assert_true(top > 245 && free_plate > 235);
    assert_true(low < side - 30 && low > 20);
    assert_true(at(&set, PLATE, 0.02f, 0, 0)->light < free_plate - 30);
    assert_true(at(&set, PLATE, 0, -0.02f, 0)->light > 245);
    mesh_set_release(&set);
}

static void coverings_darken_what_they_cover(void **state)
{
    (void)state;
    MeshSet set = scene(NULL);
    mesh_occlusion_bake(&set, &(OcclusionRanks){RANKS, 0}, 1);
    const MeshVertex *top = at(&set, BALL, 0, 0.04f, 0), *lid = at(&set, LID, 0, 0.066f, 0);
    assert_true(top->light > 245 && top->covered < 120);
    assert_true(lid->light > 245 && lid->covered == lid->light);
    assert_true(at(&set, LID, 0, 0.046f, 0)->light < 200); /* what lies deeper is always there */
    for (size_t v = 0; v < set.vertex_count; v++) {
        assert_true(set.vertices[v].covered <= set.vertices[v].light);
    }
    mesh_set_release(&set);
}

static void wrappings_shade_only_each_other(void **state)
{
    (void)state;
    MeshSet set = scene(NULL);
    mesh_occlusion_bake(&set, &(OcclusionRanks){RANKS, 4}, 1);
    const MeshVertex *top = at(&set, BALL, 0, 0.04f, 0);
    assert_true(top->light > 245 && top->covered == top->light);
    assert_true(at(&set, LID, 0, 0.046f, 0)->light > 245);
    mesh_set_release(&set);
}

static void other_variants_are_not_there(void **state)
{
    (void)state;
    MeshSet set = scene((const uint32_t[PARTS]){0, 0, 1u << 2});
    mesh_occlusion_bake(&set, &(OcclusionRanks){RANKS, 0}, 1);
    const MeshVertex *top = at(&set, BALL, 0, 0.04f, 0);
    assert_true(top->covered == top->light);
    assert_true(at(&set, LID, 0, 0.046f, 0)->light < 200);
    mesh_set_release(&set);
}

static void threads_do_not_change_the_result(void **state)
{
    (void)state;
    MeshSet one = scene(NULL), three = scene(NULL);
    mesh_occlusion_bake(&one, &(OcclusionRanks){RANKS, 0}, 1);
    mesh_occlusion_bake(&three, &(OcclusionRanks){RANKS, 0}, 3);
    assert_memory_equal(one.vertices, three.vertices, one.vertex_count * sizeof *one.vertices);
    mesh_set_release(&one);
    mesh_set_release(&three);
}

/* A sheet with borders stops light too, and does not count as full behind. */
static void open_surfaces_shade(void **state)
{
    (void)state;
    MeshSet set = scene(NULL);
    set.parts[LID].closed = 0;
    mesh_occlusion_bake(&set, &(OcclusionRanks){RANKS, 0}, 1);
    assert_true(at(&set, BALL, 0, 0.04f, 0)->covered < 120);
    mesh_set_release(&set);
}

/* A city keeps its light, and a set that claims to be closed but is not stays within its bounds. */
static void strange_sets_do_no_harm(void **state)
{
    (void)state;
    MeshSet set = scene(NULL);
    set.parts[PLATE].box.hi[0] = 1e6f;
    mesh_occlusion_bake(&set, &(OcclusionRanks){RANKS, 0}, 1);
    assert_int_equal(set.vertices[0].light, 255);
    mesh_set_release(&set);
    set = scene(NULL);
    for (uint32_t i = 0; i < set.parts[LID].lod_count; i++) {
        set.parts[LID].lods[i].index_count = set.parts[LID].lods[i].index_count / 6 * 3;
    }
    mesh_occlusion_bake(&set, &(OcclusionRanks){RANKS, 0}, 1);
    assert_true(at(&set, PLATE, 0.09f, -0.003f, 0)->light > 200);
    mesh_set_release(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hollows_are_darker),
        cmocka_unit_test(coverings_darken_what_they_cover),
        cmocka_unit_test(wrappings_shade_only_each_other),
        cmocka_unit_test(other_variants_are_not_there),
        cmocka_unit_test(threads_do_not_change_the_result),
        cmocka_unit_test(open_surfaces_shade),
        cmocka_unit_test(strange_sets_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
