/* Fibres run the way facts.md says at named points: seen from behind for gluteus maximus, towards the trochanter for
 * the muscles that converge on it, round the lesser sciatic notch for obturator internus. A fibre is a line of equal v.
 */
#include "anatomy_body.h"

static const float ALLOWED_DEG = 15;

static float turn_deg(const float a[3], const float b[3])
{
    return degrees(acosf(clampf(dot3(a, b) / sqrtf(dot3(a, a) * dot3(b, b)), -1, 1)));
}

/* Direction of rising u along the line of equal v in a triangle, times its area; zero where v does not change. */
static void fibre_of_triangle(const Solid *solid, const uint32_t t[3], float out[3])
{
    float ab[3], ac[3], normal[3], along[3];
    minus3(solid->at[t[1]], solid->at[t[0]], ab);
    minus3(solid->at[t[2]], solid->at[t[0]], ac);
    cross3(ab, ac, normal);
    const float *fa = solid->fibre[t[0]], *fb = solid->fibre[t[1]], *fc = solid->fibre[t[2]];
    float v_ab = fb[1] - fa[1], v_ac = fc[1] - fa[1], u_ab = fb[0] - fa[0], u_ac = fc[0] - fa[0];
    for (int k = 0; k < 3; k++) {
        along[k] = ab[k] * v_ac - ac[k] * v_ab; /* v stays the same this way */
    }
    /* u rises by u_ab * v_ac - u_ac * v_ab this way. */
    float rise = u_ab * v_ac - u_ac * v_ab, length = sqrtf(dot3(along, along)), area = sqrtf(dot3(normal, normal));
    for (int k = 0; k < 3; k++) {
        out[k] = length > 1e-9f ? along[k] / length * area * (rise >= 0 ? 1.0f : -1.0f) : 0;
    }
}

/* Mean direction of the fibres within `reach_mm` of a place, or about u, v where reach_mm is 0; false: no face there.
 */
static bool fibre_near(const Solid *solid, const float place[3], float reach_mm, float u, float v, float out[3])
{
    memset(out, 0, 3 * sizeof *out);
    for (size_t i = 0; i < solid->triangle_count; i++) {
        const uint32_t *t = solid->triangles[i];
        float middle[3], fibre[3];
        for (int k = 0; k < 3; k++) {
            middle[k] = (solid->at[t[0]][k] + solid->at[t[1]][k] + solid->at[t[2]][k]) / 3;
        }
        const float *own = solid->fibre[t[0]];
        if (reach_mm > 0 ? distance3(middle, place) < reach_mm : fabsf(own[0] - u) < 0.1f && fabsf(own[1] - v) < 0.1f) {
            fibre_of_triangle(solid, t, fibre);
            for (int k = 0; k < 3; k++) {
                out[k] += fibre[k];
            }
        }
    }
    return dot3(out, out) > 0;
}

/* Middle of the vertices about u, v. */
static void place_at(const Solid *solid, float u, float v, float out[3])
{
    double sum[3] = {0}, weight = 0;
    for (size_t i = 0; i < solid->vertex_count; i++) {
        if (fabsf(solid->fibre[i][0] - u) < 0.1f && fabsf(solid->fibre[i][1] - v) < 0.1f) {
            for (int k = 0; k < 3; k++) {
                sum[k] += (double)solid->at[i][k];
            }
            weight += 1;
        }
    }
    assert_true(weight > 0);
    for (int k = 0; k < 3; k++) {
        out[k] = (float)(sum[k] / weight);
    }
}

static const char *sided(const char *base, Side side)
{
    static char id[MESH_ID_SIZE];
    snprintf(id, sizeof id, "%s_%c", base, side == SIDE_LEFT ? 'l' : 'r');
    return id;
}

typedef struct Slope {
    const char *point;
    float v;           /* 0 upper border .. 1 lower border */
    float least, most; /* degrees below the horizontal */
} Slope;

/* 11 specimens: 32 to 45 degrees below the horizontal; the upper nearer 32, the lower nearer 45. */
static void maximus_fibres_fall_from_the_sacrum_to_the_thigh(void **state)
{
    (void)state;
    static const Slope SLOPES[] = {{"upper", 0.25f, 32, 38}, {"middle", 0.5f, 32, 45}, {"lower", 0.8f, 39, 45}};
    int offenders = 0;
    for (Side side = SIDE_RIGHT; side <= SIDE_LEFT; side++) {
        const Solid *maximus = solid_of(sided("gluteus_maximus", side));
        for (size_t i = 0; i < sizeof SLOPES / sizeof *SLOPES; i++) {
            float place[3], fibre[3];
            place_at(maximus, 0.5f, SLOPES[i].v, place);
            bool found = fibre_near(maximus, place, 0, 0.5f, SLOPES[i].v, fibre);
            float outward = side == SIDE_LEFT ? fibre[0] : -fibre[0];
            float slope = degrees(atan2f(-fibre[1], outward));
            if (!found || slope < SLOPES[i].least - ALLOWED_DEG || slope > SLOPES[i].most + ALLOWED_DEG) {
                print_message(
                    "  %s, %s part: %.0f degrees below the horizontal (%.0f to %.0f wanted) at %.0f %.0f %.0f\n",
                    maximus->part->id, SLOPES[i].point, slope, SLOPES[i].least, SLOPES[i].most, place[0], place[1],
                    place[2]);
                offenders++;
            }
        }
    }
    assert_int_equal(offenders, 0);
}

typedef struct Aim {
    const char *muscle, *point;
    float u, v;
    float to[3]; /* right side, mm */
    int unseen;  /* axis along which it is looked at: 0 from the side, 2 from behind */
} Aim;

static int list_strays(const Aim *aims, size_t count)
{
    int offenders = 0;
    for (size_t i = 0; i < count; i++) {
        for (Side side = SIDE_RIGHT; side <= SIDE_LEFT; side++) {
            const Solid *muscle = solid_of(sided(aims[i].muscle, side));
            float place[3], fibre[3], want[3];
            place_at(muscle, aims[i].u, aims[i].v, place);
            float to[3] = {side == SIDE_LEFT ? -aims[i].to[0] : aims[i].to[0], aims[i].to[1], aims[i].to[2]};
            minus3(to, place, want);
            bool found = fibre_near(muscle, place, 0, aims[i].u, aims[i].v, fibre);
            fibre[aims[i].unseen] = want[aims[i].unseen] = 0;
            float off = found ? turn_deg(fibre, want) : 180;
            if (off > ALLOWED_DEG) {
                print_message("  %s, %s: %.0f degrees off at %.0f %.0f %.0f\n", muscle->part->id, aims[i].point, off,
                              place[0], place[1], place[2]);
                offenders++;
            }
        }
    }
    return offenders;
}

/* The lateral facet for medius, before it the anterior facet for minimus. */
static void fans_converge_on_the_trochanter(void **state)
{
    (void)state;
    static const Aim AIMS[] = {
        {"gluteus_medius", "rear fibres", 0.5f, 0.8f, {-140, -13, -19}, 0},
        {"gluteus_medius", "middle fibres", 0.5f, 0.5f, {-140, -13, -19}, 0},
        {"gluteus_medius", "front fibres", 0.5f, 0.2f, {-140, -13, -19}, 0},
        {"gluteus_minimus", "rear fibres", 0.5f, 0.8f, {-143, -19, -12}, 0},
        {"gluteus_minimus", "middle fibres", 0.5f, 0.5f, {-143, -19, -12}, 0},
        {"gluteus_minimus", "front fibres", 0.5f, 0.2f, {-143, -19, -12}, 0},
    };
    assert_int_equal(list_strays(AIMS, sizeof AIMS / sizeof *AIMS), 0);
}

static void piriformis_runs_to_the_tip_of_the_trochanter(void **state)
{
    (void)state;
    static const Aim AIMS[] = {
        {"piriformis", "belly", 0.5f, 0.5f, {-122, -1, -16}, 2},
        {"piriformis", "lateral part", 0.7f, 0.5f, {-122, -1, -16}, 2},
    };
    assert_int_equal(list_strays(AIMS, sizeof AIMS / sizeof *AIMS), 0);
}

/* Inside the pelvis backwards to the lesser notch, behind it outwards to the trochanter. */
static void obturator_internus_turns_round_the_notch(void **state)
{
    (void)state;
    static const float NOTCH[3] = {-44, -14, -40}, INSERTION[3] = {-112, -8, -14};
    int offenders = 0;
    for (Side side = SIDE_RIGHT; side <= SIDE_LEFT; side++) {
        const Solid *muscle = solid_of(sided("obturator_internus", side));
        float mirror = side == SIDE_LEFT ? -1.0f : 1.0f, inside[3], outside[3], place[3], want[3];
        float notch[3] = {NOTCH[0] * mirror, NOTCH[1], NOTCH[2]};
        place_at(muscle, 0.3f, 0.5f, place);
        bool found = fibre_near(muscle, place, 0, 0.3f, 0.5f, inside);
        minus3(notch, place, want);
        float off = found ? turn_deg(inside, want) : 180;
        if (off > ALLOWED_DEG) {
            print_message("  %s inside the pelvis: %.0f degrees off\n", muscle->part->id, off);
            offenders++;
        }
        float behind[3] = {-70 * mirror, -9, -44};
        found = fibre_near(muscle, behind, 12, 0, 0, outside);
        minus3((float[3]){INSERTION[0] * mirror, INSERTION[1], INSERTION[2]}, behind, want);
        off = found ? turn_deg(outside, want) : 180;
        if (off > ALLOWED_DEG) {
            print_message("  %s behind the notch: %.0f degrees off\n", muscle->part->id, off);
            offenders++;
        }
        float turn = turn_deg(inside, outside);
        if (turn < 90 - 2 * ALLOWED_DEG || turn > 90 + 3 * ALLOWED_DEG) {
            print_message("  %s turns by %.0f degrees (about 90 wanted)\n", muscle->part->id, turn);
            offenders++;
        }
    }
    assert_int_equal(offenders, 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(maximus_fibres_fall_from_the_sacrum_to_the_thigh),
        cmocka_unit_test(fans_converge_on_the_trochanter),
        cmocka_unit_test(piriformis_runs_to_the_tip_of_the_trochanter),
        cmocka_unit_test(obturator_internus_turns_round_the_notch),
    };
    cmocka_set_test_filter(argc > 1 ? argv[1] : NULL);
    return cmocka_run_group_tests(tests, anatomy_load, anatomy_forget);
}
