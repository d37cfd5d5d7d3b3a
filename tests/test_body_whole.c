/* What the tables say about structures by their ids, and what the bake makes of it: layers as in the atlas, every
 * structure's bones, light and weights of the baked body. */
#include "anatomy_body.h"
#include "body_tables.h"

static BallTable table;

static int load(void **state)
{
    HipError err = {{0}};
    Problems problems = {0};
    uint64_t hash;
    HipResult rc = body_tables_read(NULL, &table, &hash, &problems, &err);
    problems_print(&problems, stderr);
    problems_release(&problems);
    return rc == HIP_OK ? anatomy_load(state) : -1;
}

static int forget(void **state)
{
    balls_release(&table);
    return anatomy_forget(state);
}

static void layers_are_those_of_the_atlas(void **state)
{
    (void)state;
    int offenders = 0;
    for (size_t i = 0; i < table.count; i++) {
        const BallStructure *s = &table.items[i];
        int known = atlas_structure(atlas, s->id);
        for (int k = 0; known < 0 && k < atlas->structure_count; k++) {
            known = strcmp(atlas->structures[k].base_id, s->id) == 0 ? k : -1;
        }
        if (known < 0 || atlas->structures[known].layer != s->layer) {
            print_message("  %s: layer %d in the table, %d in the atlas\n", s->id, s->layer,
                          known < 0 ? -1 : atlas->structures[known].layer);
            offenders++;
        }
    }
    assert_int_equal(offenders, 0);
}

static void every_structure_has_its_bones(void **state)
{
    (void)state;
    for (size_t i = 0; i < table.count; i++) {
        if (table.items[i].moves.count == 0) {
            fail_msg("no `moves` for %s", table.items[i].id);
        }
    }
}

static const MeshWeights *weight_of(const Solid *solid, size_t v)
{
    return &whole_body.weights[solid->part->first_vertex + v];
}

static void bones_are_rigid(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        MeshWeights all;
    } BONES[] = {{"hip_bone_r", {0}},
                 {"hip_bone_l", {0}},
                 {"sacrum", {0}},
                 {"femur_r", {.right_thigh = 255}},
                 {"femur_l", {.left_thigh = 255}},
                 {"vertebra_l4", {.spine = 255}}};
    assert_non_null(whole_body.weights);
    for (size_t i = 0; i < sizeof BONES / sizeof *BONES; i++) {
        const Solid *solid = solid_of(BONES[i].id);
        for (size_t v = 0; v < solid->vertex_count; v++) {
            assert_memory_equal(weight_of(solid, v), &BONES[i].all, sizeof BONES[i].all);
        }
    }
}

static void ends_of_muscles_go_with_their_bones(void **state)
{
    (void)state;
    static const char *const MUSCLES[] = {"gluteus_maximus_r",  "gluteus_medius_r",    "gluteus_minimus_r",
                                          "piriformis_r",       "quadratus_femoris_r", "iliacus_r",
                                          "gemellus_superior_r"};
    for (size_t i = 0; i < sizeof MUSCLES / sizeof *MUSCLES; i++) {
        const Solid *solid = solid_of(MUSCLES[i]);
        double sum[2] = {0}, count[2] = {0};
        float lo = 1, hi = 0; /* the fibres of a rounded end begin a little after 0 */
        for (size_t v = 0; v < solid->vertex_count; v++) {
            lo = fminf(lo, solid->fibre[v][0]);
            hi = fmaxf(hi, solid->fibre[v][0]);
        }
        for (size_t v = 0; v < solid->vertex_count; v++) {
            const MeshWeights *w = weight_of(solid, v);
            float u = solid->fibre[v][0];
            if (u < lo + 0.03f || u > hi - 0.03f) {
                sum[u > 0.5f] += w->right_thigh;
                count[u > 0.5f]++;
            }
            assert_int_equal(w->left_thigh, 0);
        }
        print_message("  %s: %.0f of 255 at the origin, %.0f at the insertion\n", MUSCLES[i], sum[0] / count[0],
                      sum[1] / count[1]);
        assert_true(sum[0] / count[0] < 0.08 * 255 && sum[1] / count[1] > 0.92 * 255);
    }
}

static int sum_of_differences(const MeshWeights *a, const MeshWeights *b)
{
    return abs(a->right_thigh - b->right_thigh) + abs(a->left_thigh - b->left_thigh) + abs(a->spine - b->spine);
}

/* Along every edge, a part of 255 for each millimetre. */
static void neighbouring_vertices_differ_little(void **state)
{
    (void)state;
    int offenders = 0;
    for (size_t i = 0; i < body.part_count; i++) {
        const Solid *solid = &solids[i];
        for (size_t t = 0; t < 3 * solid->triangle_count; t++) {
            uint32_t a = solid->triangles[t / 3][t % 3], b = solid->triangles[t / 3][(t + 1) % 3];
            float apart = distance3(solid->at[a], solid->at[b]);
            int differ = sum_of_differences(weight_of(solid, a), weight_of(solid, b));
            if ((float)differ > 16 + 30 * apart) {
                offenders++;
                print_message("  %s: %d over %.1f mm at %.0f %.0f %.0f, u %.2f\n", solid->part->id, differ,
                              (double)apart, (double)solid->at[a][0], (double)solid->at[a][1], (double)solid->at[a][2],
                              (double)solid->fibre[a][0]);
            }
        }
    }
    assert_int_equal(offenders, 0);
}

/* Mean of a light over the vertices of a part that look backwards. */
static double mean_light(const char *id, bool covered)
{
    const Solid *solid = solid_of(id);
    double sum = 0, count = 0;
    for (size_t v = 0; v < solid->vertex_count; v++) {
        const MeshVertex *vertex = &whole_body.vertices[solid->part->first_vertex + v];
        float normal[3];
        octahedral_decode(vertex->normal, normal);
        if (normal[2] < -0.7f) {
            sum += covered ? vertex->covered : vertex->light;
            count++;
        }
    }
    return sum / fmax(count, 1);
}

static void light_follows_the_layers(void **state)
{
    (void)state;
    assert_true(mean_light("gluteus_maximus_r", false) > 210);
    assert_true(mean_light("piriformis_r", false) > 130);
    assert_true(mean_light("piriformis_r", true) < 0.6 * mean_light("piriformis_r", false));
    assert_true(mean_light("gluteus_maximus_r", true) > 200); /* wrappings darken nothing below */
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layers_are_those_of_the_atlas),
        cmocka_unit_test(every_structure_has_its_bones),
        cmocka_unit_test(bones_are_rigid),
        cmocka_unit_test(ends_of_muscles_go_with_their_bones),
        cmocka_unit_test(neighbouring_vertices_differ_little),
        cmocka_unit_test(light_follows_the_layers),
    };
    cmocka_set_test_filter(argc > 1 ? argv[1] : NULL);
    return cmocka_run_group_tests(tests, load, forget);
}
