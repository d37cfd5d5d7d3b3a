/* The real atlas: whole, paired, backed by sources. */
#include "one_atlas.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static void everything_that_the_design_lists(void **state)
{
    (void)state;
    static const char *const IDS[] = {"skin_r",
                                      "fat_r",
                                      "gluteal_fascia_r",
                                      "iliotibial_tract_l",
                                      "gluteus_maximus_r",
                                      "tensor_fasciae_latae_r",
                                      "posterior_femoral_cutaneous_nerve_r",
                                      "inferior_gluteal_nerve_r",
                                      "inferior_gluteal_artery_r",
                                      "sacrotuberous_ligament_r",
                                      "trochanteric_bursa_r",
                                      "gluteus_medius_r",
                                      "piriformis_r",
                                      "superior_gluteal_nerve_r",
                                      "superior_gluteal_artery_r",
                                      "sciatic_nerve_r",
                                      "tibial_nerve_r",
                                      "common_fibular_nerve_r",
                                      "pudendal_nerve_r",
                                      "sacrospinous_ligament_r",
                                      "gluteus_minimus_r",
                                      "gemellus_superior_r",
                                      "obturator_internus_r",
                                      "gemellus_inferior_r",
                                      "quadratus_femoris_r",
                                      "obturator_externus_r",
                                      "hip_capsule_r",
                                      "hip_bone_r",
                                      "sacrum",
                                      "coccyx",
                                      "femur_r",
                                      "vertebra_l3",
                                      "vertebra_l4",
                                      "vertebra_l5",
                                      "disc_l3",
                                      "disc_l4",
                                      "disc_l5",
                                      "biceps_femoris_long_r",
                                      "biceps_femoris_short_r",
                                      "semitendinosus_r",
                                      "semimembranosus_r",
                                      "adductor_magnus_r",
                                      "gracilis_r",
                                      "vastus_lateralis_r",
                                      "rectus_femoris_r",
                                      "iliacus_r",
                                      "psoas_major_r",
                                      "coccygeus_r",
                                      "quadratus_lumborum_r",
                                      "iliocostalis_lumborum_r",
                                      "longissimus_thoracis_r",
                                      "multifidus_r"};
    for (size_t i = 0; i < sizeof IDS / sizeof *IDS; i++) {
        if (atlas_structure(atlas, IDS[i]) < 0) {
            fail_msg("no structure %s", IDS[i]);
        }
    }
    assert_int_equal(atlas->layer_count, 11);
    assert_int_equal(atlas->source_count, 101); /* facts.md section 10 and the convention */
    static const char *const CAMERAS[] = {"posterior", "anterior", "right",    "left",
                                          "lateral",   "superior", "inferior", "three_quarter"};
    for (int i = 0; i < 8; i++) {
        const AtlasCamera *camera = atlas_camera(atlas, CAMERAS[i]);
        assert_non_null(camera);
        assert_int_equal(camera->key, i + 1);
    }
}

static bool same_names(const Atlas *a, const int *right, const int *left, int n)
{
    for (int i = 0; i < n; i++) {
        const AtlasStructure *r = &a->structures[right[i]], *l = &a->structures[left[i]];
        if (strcmp(r->base_id, l->base_id) != 0 || r->side == SIDE_LEFT || l->side == SIDE_RIGHT) {
            return false;
        }
    }
    return true;
}

static void pairs_are_mirrors(void **state)
{
    (void)state;
    for (int i = 0; i < atlas->structure_count; i++) {
        const AtlasStructure *r = &atlas->structures[i];
        if (r->side != SIDE_RIGHT) {
            assert_true(r->side == SIDE_LEFT || r->twin == -1);
            continue;
        }
        const AtlasStructure *l = &atlas->structures[r->twin];
        assert_int_equal(l->twin, i);
        assert_int_equal(l->side, SIDE_LEFT);
        assert_string_equal(l->base_id, r->base_id);
        assert_int_equal(l->layer, r->layer);
        assert_true(r->origin_count == l->origin_count && r->covers_count == l->covers_count);
        assert_true(same_names(atlas, r->origin_on, l->origin_on, r->origin_count));
        assert_true(same_names(atlas, r->insertion_on, l->insertion_on, r->insertion_count));
        assert_true(same_names(atlas, r->nerve_from, l->nerve_from, r->nerve_count));
        assert_true(same_names(atlas, r->covers, l->covers, r->covers_count));
        assert_true(r->fma == 0 || r->fma != l->fma);
        assert_int_equal(r->course_count, l->course_count);
        for (int k = 0; k < r->course_count; k++) {
            assert_true(r->course[k][0] == -l->course[k][0] && r->course[k][1] == l->course[k][1]);
        }
    }
    float right[3], left[3];
    assert_true(atlas_landmark_at(atlas, "psis", SIDE_RIGHT, right));
    assert_true(atlas_landmark_at(atlas, "psis", SIDE_LEFT, left));
    assert_true(right[0] < 0 && left[0] == -right[0] && left[2] == right[2]);
    assert_false(atlas_landmark_at(atlas, "nowhere", SIDE_LEFT, left));
}

static void check_backing(const char *what, char confidence, const int *sources, int count)
{
    if (!confidence || !strchr("ABC", confidence) || count < 1) {
        fail_msg("%s has no confidence or no source", what);
    }
    for (int i = 0; i < count; i++) {
        assert_non_null(atlas_source(atlas, sources[i]));
    }
}

static void every_statement_has_confidence_and_source(void **state)
{
    (void)state;
    int facts = 0;
    for (int i = 0; i < atlas->structure_count; i++) {
        const AtlasStructure *s = &atlas->structures[i];
        check_backing(s->id, s->confidence, s->sources, s->source_count);
        for (int k = 0; k < FACT_COUNT; k++) {
            if (s->facts[k].text) {
                check_backing(s->id, s->facts[k].confidence, s->facts[k].sources, s->facts[k].source_count);
                facts++;
            }
        }
    }
    assert_true(facts > 400);
    for (int i = 0; i < atlas->layer_count; i++) {
        const AtlasLayer *l = &atlas->layers[i];
        check_backing(l->id, l->confidence, l->sources, l->source_count);
    }
    for (int i = 0; i < atlas->landmark_count; i++) {
        const AtlasLandmark *l = &atlas->landmarks[i];
        check_backing(l->id, l->confidence, l->sources, l->source_count);
    }
}

static void every_taught_muscle_is_told_whole(void **state)
{
    (void)state;
    static const AtlasFactKind NEEDED[] = {FACT_ORIGIN, FACT_INSERTION, FACT_ACTION, FACT_NERVE,
                                           FACT_BLOOD,  FACT_EVERYDAY,  FACT_SIZE};
    for (int i = 0; i < atlas->structure_count; i++) {
        const AtlasStructure *s = &atlas->structures[i];
        for (size_t k = 0; s->system == SYSTEM_MUSCLE && !s->context && k < sizeof NEEDED / sizeof *NEEDED; k++) {
            if (!s->facts[NEEDED[k]].text) {
                fail_msg("%s: no data for %s", s->id, atlas_fact_title(NEEDED[k]));
            }
        }
    }
}

/* The dissection order of the fact base: what a therapist meets on the way to the nerve. */
static void the_order_of_the_layers(void **state)
{
    (void)state;
    static const char *const ORDER[] = {"skin_r",
                                        "fat_r",
                                        "gluteal_fascia_r",
                                        "gluteus_maximus_r",
                                        "posterior_femoral_cutaneous_nerve_r",
                                        "gluteus_medius_r",
                                        "piriformis_r",
                                        "sciatic_nerve_r",
                                        "quadratus_femoris_r",
                                        "obturator_externus_r",
                                        "hip_bone_r"};
    for (int i = 0; i < 11; i++) {
        assert_int_equal(atlas->structures[atlas_structure(atlas, ORDER[i])].layer, i);
    }
    const AtlasStructure *maximus = &atlas->structures[atlas_structure(atlas, "gluteus_maximus_r")];
    assert_int_equal(maximus->nerve_count, 1);
    assert_string_equal(atlas->structures[maximus->nerve_from[0]].id, "inferior_gluteal_nerve_r");
    assert_int_equal(maximus->fma, 22328);
    assert_int_equal(maximus->fma_any, 22314);
}

static void lookups(void **state)
{
    (void)state;
    assert_int_equal(atlas_structure(atlas, "piriformis"), -1);
    assert_int_equal(atlas_structure(atlas, ""), -1);
    assert_int_equal(atlas_structure_on_side(atlas, "piriformis", SIDE_LEFT), atlas_structure(atlas, "piriformis_l"));
    assert_int_equal(atlas_structure_on_side(atlas, "piriformis", SIDE_BOTH), atlas_structure(atlas, "piriformis_r"));
    assert_int_equal(atlas_structure_on_side(atlas, "piriformis_r", SIDE_LEFT), atlas_structure(atlas, "piriformis_r"));
    assert_int_equal(atlas_structure_on_side(atlas, "sacrum", SIDE_LEFT), atlas_structure(atlas, "sacrum"));
    char name[64];
    assert_string_equal(atlas_display_name(atlas, atlas_structure(atlas, "piriformis_l"), name, sizeof name),
                        "Piriformis (left)");
    assert_string_equal(atlas_display_name(atlas, atlas_structure(atlas, "sacrum"), name, sizeof name), "Sacrum");
    for (int i = 0; i < SYSTEM_COUNT; i++) {
        assert_int_equal(atlas_system_from_id(atlas_system_id((AtlasSystem)i)), i);
        assert_non_null(atlas_system_name((AtlasSystem)i));
    }
    assert_int_equal(atlas_system_from_id("bones"), -1);
    assert_null(atlas_source(atlas, 4711));
    assert_null(atlas_camera(atlas, "nowhere"));
}

static float apart_mm(const char *a, const char *b)
{
    float p[3], q[3];
    assert_true(atlas_landmark_at(atlas, a, SIDE_RIGHT, p) && atlas_landmark_at(atlas, b, SIDE_RIGHT, q));
    return 1000 * sqrtf((p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]) + (p[2] - q[2]) * (p[2] - q[2]));
}

/* facts.md 9.1: cadavers, bone to bone, 130 +- 12, 151 +- 15, 73 +- 10 mm; one man may be a little apart. */
static void landmarks_lie_as_far_apart_as_in_people(void **state)
{
    (void)state;
    assert_true(fabsf(apart_mm("psis", "ischial_tuberosity") - 130) < 15);
    assert_true(fabsf(apart_mm("psis", "greater_trochanter") - 151) < 15);
    assert_true(fabsf(apart_mm("ischial_tuberosity", "greater_trochanter") - 73) < 15);
    assert_true(fabsf(apart_mm("asis", "aiis") - 35) < 15);
    assert_true(fabsf(apart_mm("asis", "iliac_tubercle") - 50) < 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_that_the_design_lists),
        cmocka_unit_test(pairs_are_mirrors),
        cmocka_unit_test(every_statement_has_confidence_and_source),
        cmocka_unit_test(every_taught_muscle_is_told_whole),
        cmocka_unit_test(the_order_of_the_layers),
        cmocka_unit_test(lookups),
        cmocka_unit_test(landmarks_lie_as_far_apart_as_in_people),
    };
    return cmocka_run_group_tests_name("atlas_data", tests, open_atlas, close_atlas);
}
