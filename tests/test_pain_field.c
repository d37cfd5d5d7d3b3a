/* Zones of pain.h on the client's figure: each lies on the side and aspect that facts.md 6.1 gives it, as large as it
 * says, on the skin of both builds; together they hold the hip and leg; a click finds the most particular of them; and
 * the texels that are painted say the same as the distances. */
#include "hip/atlas.h"
#include "hip/body.h"
#include "hip/client.h"
#include "hip/massage.h"
#include "hip/mem.h"
#include "hip/pain_field.h"
#include "hip/problems.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { BUILDS = 2 };

typedef struct Sample { /* a small piece of skin */
    float at[3], normal[3], area;
    bool arm;
} Sample;

typedef struct Skin {
    Sample *samples;
    size_t count, capacity;
} Skin;

static Atlas *atlas;
static MeshSet hip, client;
static Skin skins[BUILDS];

/* Arms hang beside the hips, hands beside the thighs. */
static bool is_arm(const float at[3])
{
    return fabsf(at[0]) > 0.19f && at[1] < 0.4f;
}

static void add_sample(Skin *skin, const Sample *sample)
{
    skin->samples = mem_grow(skin->samples, &skin->capacity, skin->count + 1, sizeof *skin->samples);
    skin->samples[skin->count++] = *sample;
}

/* A triangle as pieces of at most about a centimetre. */
static void add_triangle(Skin *skin, float (*corner)[3])
{
    static const float PIECE_M = 0.008f;
    float a[3], b[3], n[3], longest = 0;
    for (int k = 0; k < 3; k++) {
        a[k] = corner[1][k] - corner[0][k];
        b[k] = corner[2][k] - corner[0][k];
    }
    cross3(a, b, n);
    longest = fmaxf(sqrtf(dot3(a, a)), sqrtf(dot3(b, b)));
    float twice = sqrtf(dot3(n, n));
    int steps = (int)ceilf(longest / PIECE_M);
    for (int i = 0; i < steps && twice > 1e-12f; i++) {
        for (int j = 0; j < 2 * (steps - i) - 1; j++) {
            float third = j % 2 ? 2.0f / 3 : 1.0f / 3;
            float s = ((float)i + third) / (float)steps, t = ((float)(j / 2) + third) / (float)steps;
            Sample sample = {.area = 0.5f * twice / (float)(steps * steps)};
            for (int k = 0; k < 3; k++) {
                sample.at[k] = corner[0][k] + s * a[k] + t * b[k];
                sample.normal[k] = n[k] / twice;
            }
            sample.arm = is_arm(sample.at);
            add_sample(skin, &sample);
        }
    }
}

static void add_part(Skin *skin, const MeshSet *set, const MeshPart *part)
{
    const MeshLod *lod = &part->lods[0];
    for (uint32_t i = 0; i < lod->index_count; i += 3) {
        float corner[3][3];
        for (uint32_t k = 0; k < 3; k++) {
            uint32_t vertex = set->indices[lod->first_index + i + k];
            mesh_vertex_position(part, &set->vertices[vertex], corner[k]);
        }
        add_triangle(skin, corner);
    }
}

/* The hip's skin has an inner face too, and both it and the figure end in rims that lie under each other. */
static bool is_outside(const Sample *sample)
{
    static const float FOOT_M = -0.76f, LOW_RIM_M[2] = {-0.33f, -0.2f}, HIGH_RIM_M = 0.09f;
    float outward[3], y = sample->at[1];
    pain_outward(atlas, sample->at[0] > 0 ? SIDE_LEFT : SIDE_RIGHT, sample->at, outward);
    bool rim = fabsf(sample->normal[1]) > 0.7f && (y > HIGH_RIM_M || (y > LOW_RIM_M[0] && y < LOW_RIM_M[1]));
    return !rim && (y < FOOT_M || dot3(outward, sample->normal) > -0.1f);
}

static void keep_outside(Skin *skin)
{
    size_t kept = 0;
    for (size_t i = 0; i < skin->count; i++) {
        if (is_outside(&skin->samples[i])) {
            skin->samples[kept++] = skin->samples[i];
        }
    }
    skin->count = kept;
}

/* ---- each zone ---- */

static Box3 boxes[2][PAIN_ZONES]; /* right and left: a zone holds nothing beyond */

static void find_boxes(void)
{
    static const float MORE_M = 0.03f; /* deep under the skin */
    for (int z = 0; z < atlas->pain->zone_count; z++) {
        for (Side side = SIDE_RIGHT; side <= SIDE_LEFT; side++) {
            Box3 *box = &boxes[side == SIDE_LEFT][z];
            *box = box3_empty();
            for (int i = 0; i < atlas->pain->zones[z].ball_count; i++) {
                ZoneSpot spot = zone_spot(atlas, z, i, side);
                for (int k = 0; k < 3; k++) {
                    box->lo[k] = fminf(box->lo[k], spot.at[k] - spot.radius_m - MORE_M);
                    box->hi[k] = fmaxf(box->hi[k], spot.at[k] + spot.radius_m + MORE_M);
                }
            }
        }
    }
}

static bool holds(int zone, Side side, const float at[3])
{
    const Box3 *box = &boxes[side == SIDE_LEFT][zone];
    for (int k = 0; k < 3; k++) {
        if (at[k] < box->lo[k] || at[k] > box->hi[k]) {
            return false;
        }
    }
    return zone_distance(atlas, zone, side, at) < 0;
}

static int load(void **state)
{
    (void)state;
    HipError err = {{0}};
    Problems problems = {0};
    HipResult rc = body_load(&hip, &err);
    rc = rc == HIP_OK ? client_load(NULL, &client, &err) : rc;
    rc = rc == HIP_OK ? atlas_load("assets/atlas", &atlas, &problems, &err) : rc;
    if (rc != HIP_OK) {
        print_error("%s\n", err.text);
        problems_print(&problems, stderr);
    }
    problems_release(&problems);
    if (rc == HIP_OK) {
        find_boxes();
    }
    for (int b = 0; b < BUILDS && rc == HIP_OK; b++) {
        for (size_t p = 0; p < hip.part_count; p++) {
            if (strncmp(hip.parts[p].id, "skin", 4) == 0) {
                add_part(&skins[b], &hip, &hip.parts[p]);
            }
        }
        static const char *const PIECES[] = {"torso", "leg_r", "leg_l"};
        for (int i = 0; i < 3; i++) {
            char id[48];
            snprintf(id, sizeof id, "figure.%s.%d", PIECES[i], b + 1);
            add_part(&skins[b], &client, &client.parts[mesh_set_find(&client, id)]);
        }
        keep_outside(&skins[b]);
    }
    return rc == HIP_OK ? 0 : -1;
}

static int release(void **state)
{
    (void)state;
    for (int b = 0; b < BUILDS; b++) {
        free(skins[b].samples);
    }
    mesh_set_release(&hip);
    mesh_set_release(&client);
    atlas_release(atlas);
    return 0;
}

typedef struct Seen { /* of a zone on a skin */
    float area, facing[3], lo[3], hi[3];
    float arm, other_side;
} Seen;

static Seen look(const Skin *skin, int zone, Side side)
{
    Seen out = {.lo = {9, 9, 9}, .hi = {-9, -9, -9}};
    for (size_t i = 0; i < skin->count; i++) {
        const Sample *s = &skin->samples[i];
        if (!holds(zone, side, s->at)) {
            continue;
        }
        out.area += s->area;
        out.arm += s->arm ? s->area : 0;
        out.other_side += (side == SIDE_LEFT ? -s->at[0] : s->at[0]) > 0.004f ? s->area : 0;
        for (int k = 0; k < 3; k++) {
            out.facing[k] += s->area * s->normal[k];
            out.lo[k] = fminf(out.lo[k], s->at[k]);
            out.hi[k] = fmaxf(out.hi[k], s->at[k]);
        }
    }
    for (int k = 0; k < 3; k++) {
        out.facing[k] /= fmaxf(out.area, 1e-9f);
    }
    return out;
}

typedef struct Expected {
    const char *id;
    float least_cm2, most_cm2;
    float looks[3]; /* its skin, on the right: x < 0 is lateral, z < 0 behind */
} Expected;

static const Expected EXPECTED[] = {
    {"Z_lowback_mid", 50, 95, {0, 0, -1}},
    {"Z_lowback_side", 45, 90, {0, 0, -1}},
    {"Z_flank_crest", 35, 70, {-0.5f, 0, -0.8f}},
    {"Z_sij", 25, 38, {0, 0, -1}},
    {"Z_sacrum", 45, 75, {0, 0, -1}},
    {"Z_coccyx", 6, 13, {0, 0, -1}},
    {"Z_buttock_upper", 80, 160, {-0.4f, 0, -0.9f}},
    {"Z_buttock_mid", 16, 25, {0, 0, -1}},
    {"Z_buttock_lower", 60, 110, {0, -0.4f, -0.9f}},
    {"Z_buttock_medial", 30, 55, {0.3f, 0, -0.9f}},
    {"Z_gluteal_fold", 20, 42, {0, -0.4f, -0.9f}},
    {"Z_sitbone", 6, 11, {0, -0.4f, -0.9f}},
    {"Z_lateral_hip", 180, 320, {-1, 0, 0}},
    {"Z_trochanter", 10, 16, {-1, 0, 0}},
    {"Z_hip_posterior", 35, 70, {-0.4f, 0, -0.9f}},
    {"Z_groin", 40, 80, {0, 0, 1}},
    {"Z_lower_abdomen_side", 40, 80, {0, 0, 1}},
    {"Z_thigh_lateral_upper", 180, 330, {-1, 0, 0}},
    {"Z_thigh_lateral_lower", 160, 330, {-1, 0, 0}},
    {"Z_thigh_post_upper", 130, 240, {0, 0, -1}},
    {"Z_thigh_post_lower", 130, 300, {0, 0, -1}},
    {"Z_thigh_post_medial", 90, 190, {0.7f, 0, -0.7f}},
    {"Z_thigh_front_lateral", 230, 450, {-0.6f, 0, 0.8f}},
    {"Z_thigh_front", 230, 450, {0, 0, 1}},
    {"Z_knee_back", 60, 120, {0, 0, -1}},
    {"Z_knee_lateral", 60, 130, {-1, 0, 0}},
    {"Z_knee_front", 90, 190, {0.3f, 0, 0.9f}},
    {"Z_calf_post", 280, 520, {0, 0, -1}},
    {"Z_leg_lateral", 280, 560, {-0.9f, 0, 0.4f}},
    {"Z_leg_medial", 280, 620, {0.9f, 0, 0.4f}},
    {"Z_ankle_lateral", 18, 40, {-1, 0, 0}},
    {"Z_foot_dorsum", 110, 230, {0.3f, 0.8f, 0.5f}},
    {"Z_great_toe", 12, 40, {0.6f, 0, 0.8f}},
    {"Z_foot_lateral", 60, 140, {-1, 0, 0}},
    {"Z_heel", 40, 90, {0, 0, -1}},
    {"Z_sole", 90, 230, {0, -1, 0}},
};
enum { EXPECTED_COUNT = sizeof EXPECTED / sizeof *EXPECTED };

static void zones_lie_where_they_should(void **state)
{
    (void)state;
    assert_int_equal(atlas->pain->zone_count, EXPECTED_COUNT);
    int wrong = 0;
    for (int i = 0; i < EXPECTED_COUNT; i++) {
        const Expected *e = &EXPECTED[i];
        int zone = pain_zone(atlas, e->id);
        assert_true(zone >= 0);
        Seen seen = look(&skins[0], zone, SIDE_RIGHT);
        float cm2 = 1e4f * seen.area, along = dot3(seen.facing, e->looks);
        float turned = along / fmaxf(sqrtf(dot3(seen.facing, seen.facing)) * sqrtf(dot3(e->looks, e->looks)), 1e-9f);
        bool paired = atlas->pain->zones[zone].paired, stray = seen.arm > 0 || (paired && seen.other_side > 0);
        if (cm2 < e->least_cm2 || cm2 > e->most_cm2 || turned < 0.8f || stray) {
            print_error("%s: %.1f cm2, looks %.2f %.2f %.2f (%.2f), arm %.1f, other side %.1f cm2\n", e->id,
                        (double)cm2, (double)seen.facing[0], (double)seen.facing[1], (double)seen.facing[2],
                        (double)turned, 1e4 * (double)seen.arm, 1e4 * (double)seen.other_side);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

/* Millimetres across, as facts.md 6.1 gives them. */
static void sizes_are_as_published(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        int axis;
        float across_mm, slack_mm;
    } SIZES[] = {{"Z_lowback_mid", 0, 80, 4},    {"Z_sij", 1, 100, 6},        {"Z_coccyx", 0, 30, 5},
                 {"Z_coccyx", 1, 30, 5},         {"Z_buttock_mid", 0, 50, 4}, {"Z_buttock_mid", 1, 50, 4},
                 {"Z_buttock_medial", 0, 40, 4}, {"Z_sitbone", 0, 30, 4},     {"Z_sitbone", 1, 30, 6},
                 {"Z_trochanter", 1, 40, 4},     {"Z_trochanter", 2, 40, 4}};
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        Seen seen = look(&skins[0], pain_zone(atlas, SIZES[i].id), SIDE_RIGHT);
        float mm = 1000 * (seen.hi[SIZES[i].axis] - seen.lo[SIZES[i].axis]);
        if (fabsf(mm - SIZES[i].across_mm) > SIZES[i].slack_mm) {
            fail_msg("%s is %.1f mm across (axis %d)", SIZES[i].id, (double)mm, SIZES[i].axis);
        }
    }
}

static void a_stouter_figure_wears_them_too(void **state)
{
    (void)state;
    for (int z = 0; z < atlas->pain->zone_count; z++) {
        float first = look(&skins[0], z, SIDE_RIGHT).area, second = look(&skins[1], z, SIDE_RIGHT).area;
        if (second < 0.75f * first || second > 1.5f * first) {
            fail_msg("%s: %.1f and %.1f cm2", atlas->pain->zones[z].id, 1e4 * (double)first, 1e4 * (double)second);
        }
    }
}

/* ---- all of them ---- */

/* Hip and leg of the right side from L3 to the toes, without flank, belly, private parts and the inner side of thigh
 * and knee, for which there is no zone. */
static bool is_zoned(const Sample *s)
{
    float x = s->at[0], y = s->at[1], z = s->at[2];
    if (s->arm || x > 0 || y > 0.172f) {
        return false;
    }
    bool low = y < -0.4f;
    float towards = degrees(atan2f(-(x - (low ? -0.076f : -0.074f)), -(z - (low ? -0.030f : -0.010f))));
    towards = towards < 0 ? towards + 360 : towards; /* 0 behind, 90 lateral, 180 in front, 270 medial */
    bool belly = y > 0.03f && z > 0 && x > -0.1f, private_parts = y > -0.08f && z > 0 && x > -0.04f;
    bool flank = y > 0.1f && towards > (y > 0.15f ? 30 : 80);
    bool inner = y < 0 && y > -0.41f && towards > 205 && towards < 325;
    bool crotch = y > -0.06f && y <= 0 && towards > 180 && towards < 330;
    return !belly && !private_parts && !flank && !inner && !crotch;
}

static void hip_and_leg_are_covered(void **state)
{
    (void)state;
    float all = 0, held = 0, found = 0;
    for (size_t i = 0; i < skins[0].count; i++) {
        const Sample *s = &skins[0].samples[i];
        if (!is_zoned(s)) {
            continue;
        }
        bool in = false;
        for (int z = 0; z < atlas->pain->zone_count && !in; z++) {
            in = holds(z, SIDE_RIGHT, s->at);
        }
        all += s->area;
        held += in ? s->area : 0;
        found += in || pain_zone_at(atlas, SIDE_RIGHT, s->at) >= 0 ? s->area : 0;
    }
    print_message("%.0f cm2 of skin: %.1f %% in a zone, a click finds one on %.1f %%\n", 1e4 * (double)all,
                  100 * (double)(held / all), 100 * (double)(found / all));
    assert_true(all > 0.3f);
    assert_true(held >= 0.97f * all);
    assert_true(found >= 0.995f * all);
}

/* The skin behind, before or beside a landmark. */
static int zone_beside(const char *landmark, const float towards[3], Side side)
{
    float at[3], best[3] = {0}, farthest = -1;
    assert_true(atlas_landmark_at(atlas, landmark, side, at));
    for (size_t i = 0; i < skins[0].count; i++) {
        const Sample *s = &skins[0].samples[i];
        float d[3] = {s->at[0] - at[0], s->at[1] - at[1], s->at[2] - at[2]}, along = dot3(d, towards);
        float beside = sqrtf(fmaxf(dot3(d, d) - along * along, 0));
        if (beside < 0.006f && along > farthest && !s->arm) {
            farthest = along;
            memcpy(best, s->at, sizeof best);
        }
    }
    assert_true(farthest >= 0);
    return pain_zone_at(atlas, side, best);
}

static void clicks_find_the_most_particular(void **state)
{
    (void)state;
    static const struct {
        const char *landmark, *zone;
        float towards[3]; /* on the right */
    } CLICKS[] = {
        {"psis", "Z_sij", {0, 0, -1}},
        {"s2_spine", "Z_sacrum", {0, 0, -1}},
        {"coccyx_tip", "Z_coccyx", {0, 0, -1}},
        {"l4_spine", "Z_lowback_mid", {0, 0, -1}},
        {"ischial_tuberosity", "Z_sitbone", {0, 0, -1}},
        {"gluteal_fold_lateral", "Z_gluteal_fold", {0, 0, -1}},
        {"greater_trochanter_lateral", "Z_trochanter", {-1, 0, 0}},
        {"iliac_tubercle", "Z_lateral_hip", {-1, 0, 0}},
        {"sciatic_p4", "Z_thigh_post_lower", {0, 0, -1}},
        {"knee_crease_middle", "Z_knee_back", {0, 0, -1}},
        {"patella_middle", "Z_knee_front", {0, 0, 1}},
        {"fibular_head", "Z_knee_lateral", {-1, 0, 0}},
        {"thigh_front_middle", "Z_thigh_front", {0, 0, 1}},
        {"lateral_malleolus", "Z_ankle_lateral", {-1, 0, 0}},
        {"heel", "Z_heel", {0, 0, -1}},
        {"great_toe_tip", "Z_great_toe", {0, 0, 1}},
        {"fifth_metatarsal_head", "Z_foot_lateral", {-1, 0, 0}},
    };
    for (size_t i = 0; i < sizeof CLICKS / sizeof *CLICKS; i++) {
        for (Side side = SIDE_RIGHT; side <= SIDE_LEFT; side++) {
            const float *t = CLICKS[i].towards, towards[3] = {side == SIDE_LEFT ? -t[0] : t[0], t[1], t[2]};
            int zone = zone_beside(CLICKS[i].landmark, towards, side);
            if (zone != pain_zone(atlas, CLICKS[i].zone)) {
                fail_msg("a click at %s (%s) finds %s, not %s", CLICKS[i].landmark,
                         side == SIDE_LEFT ? "left" : "right", zone < 0 ? "nothing" : atlas->pain->zones[zone].id,
                         CLICKS[i].zone);
            }
        }
    }
}

static void the_left_is_the_mirror_image(void **state)
{
    (void)state;
    for (size_t i = 0; i < skins[0].count; i += 97) {
        const float *at = skins[0].samples[i].at, other[3] = {-at[0], at[1], at[2]};
        for (int z = 0; z < atlas->pain->zone_count; z++) {
            assert_float_equal(zone_distance(atlas, z, SIDE_RIGHT, at), zone_distance(atlas, z, SIDE_LEFT, other),
                               2e-4f);
        }
    }
}

/* ---- texels ---- */

static float texel_at(const PainField *field, int channel, const float at[3])
{
    size_t index = 0;
    for (int k = 2; k >= 0; k--) {
        int i = (int)floorf((at[k] - field->box.lo[k]) / FIELD_VOXEL_M);
        if (i < 0 || i >= field->size[k]) {
            return 0;
        }
        index = index * (size_t)field->size[k] + (size_t)i;
    }
    return (float)field->texels[index][channel] / 255;
}

static void texels_say_the_distance(void **state)
{
    (void)state;
    int calf = pain_zone(atlas, "calf_post"), sacrum = pain_zone(atlas, "sacrum"),
        fold = pain_zone(atlas, "gluteal_fold");
    PainShown shown = {.zones = {[FIELD_TOLD] = 1ull << calf | 1ull << fold, [FIELD_SPILL] = 1ull << sacrum}};
    PainField field, again;
    pain_field_make(atlas, &shown, SIDE_LEFT, &field);
    pain_field_make(atlas, &shown, SIDE_LEFT, &again);
    size_t count = (size_t)field.size[0] * (size_t)field.size[1] * (size_t)field.size[2];
    assert_true(count > 0 && count < 800000);
    assert_memory_equal(field.size, again.size, sizeof field.size);
    assert_memory_equal(field.texels, again.texels, count * sizeof *field.texels);
    int checked = 0;
    for (size_t i = 0; i < count; i += 53) {
        float at[3];
        size_t rest = i;
        for (int k = 0; k < 3; k++) {
            at[k] = field.box.lo[k] + FIELD_VOXEL_M * ((float)(rest % (size_t)field.size[k]) + 0.5f);
            rest /= (size_t)field.size[k];
        }
        float told = fminf(zone_distance(atlas, calf, SIDE_LEFT, at), zone_distance(atlas, fold, SIDE_LEFT, at));
        float spilt = zone_distance(atlas, sacrum, SIDE_LEFT, at);
        assert_float_equal(texel_at(&field, FIELD_TOLD, at), clampf(0.5f - 0.5f * told / FIELD_EDGE_M, 0, 1), 0.003f);
        assert_float_equal(texel_at(&field, FIELD_SPILL, at), clampf(0.5f - 0.5f * spilt / FIELD_EDGE_M, 0, 1), 0.003f);
        assert_int_equal(field.texels[i][FIELD_ESSENTIAL], 0);
        checked += told < 0;
    }
    assert_true(checked > 50);
    pain_field_release(&field);
    pain_field_release(&again);
}

static void nothing_shown_is_no_field(void **state)
{
    (void)state;
    PainShown shown = {0};
    PainField field;
    pain_field_make(atlas, &shown, SIDE_RIGHT, &field);
    assert_null(field.texels);
    assert_int_equal(field.size[0], 0);
    pain_field_release(&field);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zones_lie_where_they_should),     cmocka_unit_test(sizes_are_as_published),
        cmocka_unit_test(a_stouter_figure_wears_them_too), cmocka_unit_test(hip_and_leg_are_covered),
        cmocka_unit_test(clicks_find_the_most_particular), cmocka_unit_test(the_left_is_the_mirror_image),
        cmocka_unit_test(texels_say_the_distance),         cmocka_unit_test(nothing_shown_is_no_field),
    };
    return cmocka_run_group_tests(tests, load, release);
}
