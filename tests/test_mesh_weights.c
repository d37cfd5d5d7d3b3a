/* What goes with which bone: bones whole, ends with their bone, everything between smoothly. */
#include "hip/mesh_weights.h"
#include "test_mesh.h"

enum { PELVIS, THIGH, MUSCLE, COVER, PARTS };
static const MeshFollows FOLLOWS[PARTS] = {
    {{MESH_PELVIS}, 1, false},
    {{MESH_RIGHT_THIGH}, 1, false},
    {{MESH_PELVIS, MESH_RIGHT_THIGH}, 2, false},
    {{MESH_PELVIS, MESH_RIGHT_THIGH, MESH_LEFT_THIGH}, 3, true},
};

/* Two bones 100 mm apart along y, a muscle from one to the other (u runs with y), and a cover round all. */
static MeshSet scene(void)
{
    Shape shapes[PARTS] = {
        shape_ellipsoid((float[3]){0, 0, 0}, (float[3]){0.03f, 0.02f, 0.03f}, 10, 20),
        shape_ellipsoid((float[3]){0, 0.1f, 0}, (float[3]){0.03f, 0.02f, 0.03f}, 10, 20),
        shape_ellipsoid((float[3]){0.04f, 0.05f, 0}, (float[3]){0.01f, 0.06f, 0.01f}, 60, 20),
        shape_ellipsoid((float[3]){0, 0.05f, 0}, (float[3]){0.08f, 0.12f, 0.08f}, 60, 40),
    };
    RawPart parts[PARTS];
    float(*fibre)[2] = mem_alloc(shapes[MUSCLE].vertex_count, sizeof *fibre);
    for (size_t v = 0; v < shapes[MUSCLE].vertex_count; v++) {
        fibre[v][0] = (shapes[MUSCLE].positions[v][1] + 0.01f) / 0.12f;
    }
    for (int i = 0; i < PARTS; i++) {
        parts[i] = shape_part(&shapes[i], "x");
    }
    parts[MUSCLE].fibre = (const float(*)[2])fibre;
    MeshSet set = {0};
    assert_int_equal(mesh_build(parts, PARTS, &(MeshBuildOptions){.levels = true}, &set, NULL), HIP_OK);
    for (int i = 0; i < PARTS; i++) {
        shape_release(&shapes[i]);
    }
    free(fibre);
    return set;
}

static void height_and_weight(const MeshSet *set, int p, uint32_t v, float *y, int *thigh)
{
    float at[3];
    const MeshPart *part = &set->parts[p];
    mesh_vertex_position(part, &set->vertices[part->first_vertex + v], at);
    *y = at[1];
    *thigh = set->weights[part->first_vertex + v].right_thigh;
}

static void weights_follow_the_bones(void **state)
{
    (void)state;
    MeshSet set = scene();
    mesh_weights_bake(&set, FOLLOWS, 2);
    assert_int_equal(mesh_set_check(&set, NULL), HIP_OK);
    float y;
    int thigh;
    for (int p = 0; p < PARTS; p++) {
        for (uint32_t v = 0; v < set.parts[p].vertex_count; v++) {
            height_and_weight(&set, p, v, &y, &thigh);
            assert_true(p != PELVIS || thigh == 0);
            assert_true(p != THIGH || thigh == 255);
            assert_true(p != MUSCLE || y > -0.007f || thigh <= 1);
            assert_true(p != MUSCLE || y < 0.107f || thigh >= 254);
            assert_true(p <= THIGH || fabsf(y - 0.05f) > 0.002f || (thigh > 90 && thigh < 165));
            assert_true(p != COVER || y > -0.05f || thigh < 60);
            assert_true(p != COVER || y < 0.15f || thigh > 195);
            assert_int_equal(set.weights[set.parts[p].first_vertex + v].left_thigh, 0); /* no piece of it is there */
        }
    }
    mesh_set_release(&set);
}

static void neighbours_differ_little(void **state)
{
    (void)state;
    MeshSet set = scene();
    mesh_weights_bake(&set, FOLLOWS, 1);
    for (int p = MUSCLE; p < PARTS; p++) {
        const MeshLod *full = &set.parts[p].lods[0];
        for (uint32_t i = 0; i < full->index_count; i++) {
            float y[2];
            int thigh[2];
            uint32_t ends[2] = {set.indices[full->first_index + i],
                                set.indices[full->first_index + i - i % 3 + (i + 1) % 3]};
            for (int k = 0; k < 2; k++) {
                height_and_weight(&set, p, ends[k] - set.parts[p].first_vertex, &y[k], &thigh[k]);
            }
            assert_true(abs(thigh[1] - thigh[0]) <= 4 + 20 * 1000 * fabsf(y[1] - y[0]));
        }
    }
    mesh_set_release(&set);
}

static void threads_do_not_change_the_result(void **state)
{
    (void)state;
    MeshSet one = scene(), four = scene();
    mesh_weights_bake(&one, FOLLOWS, 1);
    mesh_weights_bake(&four, FOLLOWS, 4);
    assert_memory_equal(one.weights, four.weights, one.vertex_count * sizeof *one.weights);
    mesh_set_release(&one);
    mesh_set_release(&four);
}

/* Without bones the whole set goes with the pelvis. */
static void sets_without_bones_keep_still(void **state)
{
    (void)state;
    MeshSet set = scene();
    const MeshFollows nothing[PARTS] = {{{0}, 0, false}};
    mesh_weights_bake(&set, nothing, 1);
    for (size_t v = 0; v < set.vertex_count; v++) {
        assert_int_equal(set.weights[v].right_thigh, 0);
    }
    mesh_set_release(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_follow_the_bones),
        cmocka_unit_test(neighbours_differ_little),
        cmocka_unit_test(threads_do_not_change_the_result),
        cmocka_unit_test(sets_without_bones_keep_still),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
