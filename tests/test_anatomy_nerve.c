/* The sciatic nerve of type I: its way under piriformis and over the short rotators, and where it crosses the lines
 * between the landmarks (facts.md 3.2, 3.3); above and below piriformis for the nerves beside it. */
#include "anatomy_trees.h"

static const float COURSE_MM = 8; /* allowed beside the surface marking */

static const char *sided(const char *base, Side side)
{
    static char id[MESH_ID_SIZE];
    snprintf(id, sizeof id, "%s_%c", base, side == SIDE_LEFT ? 'l' : 'r');
    return id;
}

/* Middle of the part of a strand that lies at height y; false: it does not reach there. */
static bool middle_at_height(const Solid *strand, float y_mm, float out[3])
{
    double sum[2] = {0}, weight = 0;
    for (size_t i = 0; i < strand->triangle_count; i++) {
        for (int k = 0; k < 3; k++) {
            const float *a = strand->at[strand->triangles[i][k]], *b = strand->at[strand->triangles[i][(k + 1) % 3]];
            if ((a[1] < y_mm) != (b[1] < y_mm)) {
                float t = (y_mm - a[1]) / (b[1] - a[1]);
                sum[0] += (double)(a[0] + t * (b[0] - a[0]));
                sum[1] += (double)(a[2] + t * (b[2] - a[2]));
                weight += 1;
            }
        }
    }
    if (weight > 0) {
        out[0] = (float)(sum[0] / weight);
        out[1] = y_mm;
        out[2] = (float)(sum[1] / weight);
    }
    return weight > 0;
}

/* Seen from behind: from a place to the strand's middle line. */
static float beside_middle(const Solid *strand, const float place[3])
{
    float nearest = INFINITY, at[3];
    for (float y = place[1] - 40; y < place[1] + 40; y += 0.5f) {
        if (middle_at_height(strand, y, at)) {
            nearest = fminf(nearest, hypotf(at[0] - place[0], y - place[1]));
        }
    }
    return nearest;
}

typedef struct Marking {
    const char *from, *to;
    float share;    /* of the way, by computed tomography of 100 adults */
    float shift_mm; /* onward until it lies on the lower border of piriformis (facts.md 9.1, IPX) */
} Marking;

static void sciatic_crosses_where_the_surface_marking_says(void **state)
{
    (void)state;
    static const Marking MARKINGS[] = {{"psis", "ischial_tuberosity", 0.31f, 15},
                                       {"ischial_tuberosity", "greater_trochanter", 0.48f, 0}};
    int offenders = 0;
    for (Side side = SIDE_RIGHT; side <= SIDE_LEFT; side++) {
        const Solid *nerve = solid_of(sided("sciatic_nerve", side));
        for (size_t i = 0; i < sizeof MARKINGS / sizeof *MARKINGS; i++) {
            const Marking *marking = &MARKINGS[i];
            float a[3], b[3], want[3];
            landmark_mm(marking->from, side, a);
            landmark_mm(marking->to, side, b);
            float off = INFINITY;
            for (float shift = 0; shift <= marking->shift_mm; shift++) {
                for (int k = 0; k < 3; k++) {
                    want[k] = mixf(a[k], b[k], marking->share + shift / distance3(a, b));
                }
                off = fminf(off, beside_middle(nerve, want));
            }
            if (off > COURSE_MM) {
                print_message("  %s passes %.1f mm beside %.2f of the way from %s to %s\n", nerve->part->id, off,
                              marking->share, marking->from, marking->to);
                offenders++;
            }
        }
    }
    assert_int_equal(offenders, 0);
}

static int part_index(const Solid *solid)
{
    return (int)(solid - solids);
}

/* First depth of a structure behind the point, from behind; false: the ray misses it. */
static bool depth_at(const Solid *solid, float x_mm, float y_mm, float *out)
{
    MeshHit hit;
    float from[3] = {x_mm / 1000, y_mm / 1000, -0.4f};
    if (!mesh_bvh_hit(trees, (uint32_t)part_index(solid), from, (float[3]){0, 0, 1}, 0, 1, &hit)) {
        return false;
    }
    *out = hit.distance_m * 1000 - 400;
    return true;
}

/* Over the stretch where both are met from behind: the share of the nerve's middle line with `back` behind `front`. */
static int list_wrong_order(const Solid *nerve, const Solid *other, bool nerve_behind)
{
    int met = 0, wrong = 0;
    float first_wrong[3] = {0};
    for (float y = nerve->part->box.hi[1] * 1000 - 1; y > nerve->part->box.lo[1] * 1000; y -= 1) {
        float at[3], nerve_depth, other_depth;
        if (!middle_at_height(nerve, y, at) || !depth_at(nerve, at[0], y, &nerve_depth) ||
            !depth_at(other, at[0], y, &other_depth)) {
            continue;
        }
        met++;
        if ((nerve_depth < other_depth) != nerve_behind) {
            memcpy(first_wrong, wrong ? first_wrong : at, sizeof at);
            wrong++;
        }
    }
    if (met == 0 || wrong > 0) {
        print_message("  %s %s %s: wrong at %d of %d heights, first at %.0f %.0f %.0f\n", nerve->part->id,
                      nerve_behind ? "behind" : "in front of", other->part->id, wrong, met, first_wrong[0],
                      first_wrong[1], first_wrong[2]);
    }
    return met == 0 || wrong > 0;
}

static void sciatic_lies_deep_to_maximus_and_over_the_short_rotators(void **state)
{
    (void)state;
    static const char *const BENEATH[] = {"gemellus_superior", "obturator_internus", "quadratus_femoris",
                                          "adductor_magnus"};
    int offenders = 0;
    for (Side side = SIDE_RIGHT; side <= SIDE_LEFT; side++) {
        const Solid *nerve = solid_of(sided("sciatic_nerve", side));
        offenders += list_wrong_order(nerve, solid_of(sided("gluteus_maximus", side)), false);
        offenders += list_wrong_order(nerve, solid_of(sided("piriformis", side)), false);
        for (size_t i = 0; i < sizeof BENEATH / sizeof *BENEATH; i++) {
            offenders += list_wrong_order(nerve, solid_of(sided(BENEATH[i], side)), true);
        }
    }
    assert_int_equal(offenders, 0);
}

/* Lower or upper border of piriformis at x; NAN where it does not reach. */
static float piriformis_border(Side side, float x_mm, bool lower)
{
    const Solid *muscle = solid_of(sided("piriformis", side));
    float border = NAN;
    for (size_t i = 0; i < muscle->triangle_count; i++) {
        for (int k = 0; k < 3; k++) {
            const float *a = muscle->at[muscle->triangles[i][k]], *b = muscle->at[muscle->triangles[i][(k + 1) % 3]];
            if ((a[0] < x_mm) != (b[0] < x_mm)) {
                float y = mixf(a[1], b[1], (x_mm - a[0]) / (b[0] - a[0]));
                border = isnan(border) ? y : lower ? fminf(border, y) : fmaxf(border, y);
            }
        }
    }
    return border;
}

/* A strand crosses the muscle's plane over its upper or under its lower border: of its points close behind the muscle's
 * back none lies on the other half of its height. */
static int list_through(const char *base, Side side, bool above)
{
    const Solid *nerve = solid_of(sided(base, side)), *muscle = solid_of(sided("piriformis", side));
    int wrong = 0, behind = 0;
    float worst[3] = {0}, worst_mm = 0;
    for (size_t i = 0; i < nerve->vertex_count; i++) {
        const float *at = nerve->at[i];
        float upper = piriformis_border(side, at[0], false), lower = piriformis_border(side, at[0], true), back;
        float middle = (upper + lower) / 2;
        /* Near its origin the muscle stands upright before the sacrum; far behind it lies maximus with its own. */
        if (isnan(middle) || fabsf(at[0]) < 38 || !depth_at(muscle, at[0], middle, &back) || at[2] > back ||
            at[2] < back - 12) {
            continue;
        }
        behind++;
        float off = above ? middle - at[1] : at[1] - middle;
        wrong += off > 0;
        if (off > worst_mm) {
            worst_mm = off;
            memcpy(worst, at, sizeof worst);
        }
    }
    if (wrong || behind == 0) {
        print_message("  %s does not leave %s piriformis: %d of %d points, worst %.1f mm at %.0f %.0f %.0f\n",
                      nerve->part->id, above ? "above" : "below", wrong, behind, worst_mm, worst[0], worst[1],
                      worst[2]);
    }
    return wrong || behind == 0;
}

static void nerves_leave_above_and_below_piriformis(void **state)
{
    (void)state;
    static const char *const BELOW[] = {"sciatic_nerve", "inferior_gluteal_nerve", "posterior_femoral_cutaneous_nerve",
                                        "pudendal_nerve", "inferior_gluteal_artery"};
    int offenders = 0;
    for (Side side = SIDE_RIGHT; side <= SIDE_LEFT; side++) {
        for (size_t i = 0; i < sizeof BELOW / sizeof *BELOW; i++) {
            offenders += list_through(BELOW[i], side, false);
        }
        offenders += list_through("superior_gluteal_nerve", side, true);
        offenders += list_through("superior_gluteal_artery", side, true);
    }
    assert_int_equal(offenders, 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sciatic_crosses_where_the_surface_marking_says),
        cmocka_unit_test(sciatic_lies_deep_to_maximus_and_over_the_short_rotators),
        cmocka_unit_test(nerves_leave_above_and_below_piriformis),
    };
    cmocka_set_test_filter(argc > 1 ? argv[1] : NULL);
    return cmocka_run_group_tests(tests, anatomy_load_trees, anatomy_forget_trees);
}
