/* The peel on real muscles: sizes kept, no way through bone. Skipped where the reference hip is not there. */
#include "hip/peel.h"
#include "sheet_fixture.h"
/* the shapes first: cmocka wants its headers in order */
#include "reference_body.h"

typedef struct Hip {
    Atlas *atlas;
    MeshSet set;
} Hip;

static int part_of(Hip *hip, const char *id)
{
    int structure = atlas_structure(hip->atlas, id);
    assert_true(structure >= 0);
    char fma[32];
    snprintf(fma, sizeof fma, "_FMA%d_", hip->atlas->structures[structure].fma);
    for (size_t p = 0; p < hip->set.part_count; p++) {
        if (strstr(hip->set.parts[p].name, fma)) {
            return (int)p;
        }
    }
    return -1;
}

static const char *const MUSCLES[] = {
    "gluteus_maximus",   "gluteus_medius",     "gluteus_minimus",   "piriformis",
    "gemellus_superior", "obturator_internus", "gemellus_inferior", "tensor_fasciae_latae",
};
enum { MUSCLE_COUNT = sizeof MUSCLES / sizeof *MUSCLES };

static void prepare(Hip *hip, const char *muscle, const char *side, int *structure, uint32_t *part, BendGrid *grid)
{
    char id[64];
    snprintf(id, sizeof id, "%s_%s", muscle, side);
    *structure = atlas_structure(hip->atlas, id);
    int found = part_of(hip, id);
    assert_true(found >= 0);
    *part = (uint32_t)found;
    assert_true(peel_coordinates(hip->atlas, *structure, &hip->set, *part));
    assert_true(peel_rest_grid(hip->atlas, *structure, &hip->set, *part, grid));
}

static void muscles_keep_their_size(void **state)
{
    Hip *hip = *state;
    for (int m = 0; m < 2 * MUSCLE_COUNT; m++) {
        int structure;
        uint32_t part;
        BendGrid grid;
        prepare(hip, MUSCLES[m / 2], m % 2 ? "l" : "r", &structure, &part, &grid);
        double volume, area, volume_then, area_then;
        part_size(&hip->set, part, NULL, &volume, &area);
        for (float reflect = 0.25f; reflect <= 1; reflect += 0.25f) {
            peel_bend(hip->atlas, structure, reflect, &grid);
            float(*at)[3] = bent_places(&hip->set, part, &grid);
            part_size(&hip->set, part, at, &volume_then, &area_then);
            print_message("%-22s %s %.2f  volume %.3f  area %.3f\n", MUSCLES[m / 2], m % 2 ? "l" : "r", (double)reflect,
                          volume_then / volume, area_then / area);
            assert_true(fabs(volume_then / volume - 1) < 0.065);
            assert_true(fabs(area_then / area - 1) < 0.075);
            free(at);
        }
    }
}

/* What can be inside a bone: its triangles and their boxes across the ray. */
static bool is_inside(const MeshSet *set, uint32_t part, const float p[3])
{
    static const float way[3] = {0.1372f, 0.9113f, 0.3882f}; /* meets no edge of a mesh exactly */
    float near_t, far_t;
    const MeshPart *bone = &set->parts[part];
    if (!ray_box(p, way, &bone->box, &near_t, &far_t)) {
        return false;
    }
    int crossings = 0;
    for (uint32_t i = 0; i + 2 < bone->lods[0].index_count; i += 3) {
        float corner[3][3];
        for (int c = 0; c < 3; c++) {
            mesh_vertex_position(bone, &set->vertices[set->indices[bone->lods[0].first_index + i + (uint32_t)c]],
                                 corner[c]);
        }
        crossings += ray_triangle(p, way, corner[0], corner[1], corner[2]) >= 0;
    }
    return crossings % 2 == 1;
}

static double share_inside(Hip *hip, uint32_t bone, float (*at)[3], uint32_t count)
{
    const uint32_t stride = count / 3000 + 1; /* of small muscles every vertex: few samples would be chance */
    uint32_t inside = 0, seen = 0;
    for (uint32_t i = 0; i < count; i += stride) {
        inside += is_inside(&hip->set, bone, at[i]);
        seen++;
    }
    return (double)inside / seen;
}

/* The reference itself has muscles a little inside bones; the motion may not put noticeably more of them there. */
static void muscles_do_not_go_through_bone(void **state)
{
    Hip *hip = *state;
    static const char *const bones[] = {"hip_bone_r", "femur_r", "sacrum"};
    for (int m = 0; m < MUSCLE_COUNT; m++) {
        int structure;
        uint32_t part;
        BendGrid grid;
        prepare(hip, MUSCLES[m], "r", &structure, &part, &grid);
        uint32_t count = hip->set.parts[part].vertex_count;
        for (int b = 0; b < 3; b++) {
            uint32_t bone = (uint32_t)part_of(hip, bones[b]);
            peel_bend(hip->atlas, structure, 0, &grid);
            float(*at)[3] = bent_places(&hip->set, part, &grid);
            double rest = share_inside(hip, bone, at, count);
            free(at);
            for (float reflect = 0.1f; reflect <= 1.01f; reflect += 0.15f) {
                peel_bend(hip->atlas, structure, reflect, &grid);
                at = bent_places(&hip->set, part, &grid);
                double now = share_inside(hip, bone, at, count);
                if (now > rest + 0.035) {
                    fail_msg("%s at %.2f: %.1f %% of it in %s, %.1f %% at rest", MUSCLES[m], (double)reflect, 100 * now,
                             bones[b], 100 * rest);
                }
                free(at);
            }
        }
    }
}

/* The part of obturator internus inside the pelvis stays where it is. */
static void what_lies_beyond_the_hinge_stays(void **state)
{
    Hip *hip = *state;
    int structure;
    uint32_t part;
    BendGrid grid;
    prepare(hip, "obturator_internus", "r", &structure, &part, &grid);
    peel_bend(hip->atlas, structure, 1, &grid);
    float(*at)[3] = bent_places(&hip->set, part, &grid);
    uint32_t still = 0, count = hip->set.parts[part].vertex_count;
    for (uint32_t i = 0; i < count; i++) {
        float p[3];
        mesh_vertex_position(&hip->set.parts[part], &hip->set.vertices[hip->set.parts[part].first_vertex + i], p);
        bool stays = memcmp(p, at[i], sizeof p) == 0;
        still += stays;
        assert_true(stays || p[0] < -0.04f); /* nothing inside the pelvis moves */
    }
    assert_true(still > count / 3 && still < count);
    free(at);
}

static void reflecting_uncovers_what_lies_beneath(void **state)
{
    /* From behind, no point of the reflected maximus lies over the middle of piriformis or the infra-piriform exit. */
    Hip *hip = *state;
    int structure;
    uint32_t part;
    BendGrid grid;
    prepare(hip, "gluteus_maximus", "r", &structure, &part, &grid);
    peel_bend(hip->atlas, structure, 1, &grid);
    float(*at)[3] = bent_places(&hip->set, part, &grid);
    float middle[3];
    box3_centre(&hip->set.parts[part_of(hip, "piriformis_r")].box, middle);
    for (uint32_t i = 0; i < hip->set.parts[part].vertex_count; i++) {
        assert_true(hypotf(at[i][0] - middle[0], at[i][1] - middle[1]) > 0.02f);
    }
    free(at);
}

int main(void)
{
    static Hip hip;
    Problems problems = {0};
    HipError err = {0};
    if (!reference_folder()) {
        puts("skipped: the reference hip is not there (HIP_REFERENCE names its folder)");
        return 77;
    }
    if (atlas_load(NULL, &hip.atlas, &problems, &err) != HIP_OK || !reference_body(&hip.set)) {
        fprintf(stderr, "%s\n", err.text);
        problems_release(&problems);
        return 1;
    }
    problems_release(&problems);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(muscles_keep_their_size, &hip),
        cmocka_unit_test_prestate(muscles_do_not_go_through_bone, &hip),
        cmocka_unit_test_prestate(what_lies_beyond_the_hinge_stays, &hip),
        cmocka_unit_test_prestate(reflecting_uncovers_what_lies_beneath, &hip),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    mesh_set_release(&hip.set);
    atlas_release(hip.atlas);
    return failed;
}
