/* Looking from behind at named points: the layers follow each other as in a dissection (facts.md 1.0). Other structures
 * may lie between those that are named. */
#include "anatomy_trees.h"

enum { MOST_NAMED = 9 };

typedef struct Look {
    const char *point;
    float x_mm, y_mm;              /* right side */
    const char *order[MOST_NAMED]; /* without side, from behind to the front */
} Look;

#define SURFACE "skin", "fat", "gluteal_fascia"

static const Look LOOKS[] = {
    {"ilium under the crest", -100, 100, {SURFACE, "gluteus_medius", "gluteus_minimus", "hip_bone"}},
    {"ilium above the trochanter", -102, 51, {SURFACE, "gluteus_medius", "superior_gluteal_nerve", "gluteus_minimus"}},
    {"exit above piriformis", -66, 50, {SURFACE, "gluteus_maximus", "superior_gluteal_nerve", "hip_bone"}},
    {"belly of piriformis", -72, 24, {SURFACE, "gluteus_maximus", "piriformis", "hip_bone"}},
    {"exit below piriformis", -45, 13, {SURFACE, "gluteus_maximus", "sciatic_nerve"}},
    {"ischium", -68, -8, {SURFACE, "gluteus_maximus", "sciatic_nerve", "obturator_internus", "hip_bone"}},
    {"tuberosity to trochanter",
     -88,
     -28,
     {SURFACE, "gluteus_maximus", "sciatic_nerve", "quadratus_femoris", "obturator_externus"}},
    {"quadratus femoris", -90, -48, {SURFACE, "gluteus_maximus", "sciatic_nerve", "quadratus_femoris"}},
    {"ischial tuberosity", -54, -54, {SURFACE, "gluteus_maximus", "biceps_femoris_long", "semitendinosus", "hip_bone"}},
    {"edge of the sacrum", -25, 28, {SURFACE, "gluteus_maximus", "sacrum"}},
    {"sacrum to ischial spine",
     -28,
     5,
     {SURFACE, "gluteus_maximus", "sacrotuberous_ligament", "sacrospinous_ligament"}},
    {"greater trochanter", -128, -45, {SURFACE, "gluteus_maximus", "trochanteric_bursa", "femur"}},
    {"thigh below the fold", -72, -135, {"skin", "fat", "biceps_femoris_long", "sciatic_nerve", "adductor_magnus"}},
};

typedef struct Met {
    const Solid *solid;
    float depth_mm;
} Met;

static int by_depth(const void *a, const void *b)
{
    const Met *x = a, *y = b;
    return (x->depth_mm > y->depth_mm) - (x->depth_mm < y->depth_mm);
}

static const float BEHIND_MM = -400;

/* Structures along the ray, each where it is first met. */
static int look(const Look *at, Side side, Met out[MESH_MAX_PARTS])
{
    float x = side == SIDE_LEFT ? -at->x_mm : at->x_mm;
    float from[3] = {x / 1000, at->y_mm / 1000, BEHIND_MM / 1000};
    int count = 0;
    for (uint32_t i = 0; i < body.part_count; i++) {
        MeshHit hit;
        if (mesh_part_in(&body.parts[i], 0) && mesh_bvh_hit(trees, i, from, (float[3]){0, 0, 1}, 0, 1, &hit)) {
            out[count++] = (Met){&solids[i], hit.distance_m * 1000 + BEHIND_MM};
        }
    }
    qsort(out, (size_t)count, sizeof *out, by_depth);
    return count;
}

static bool same_base(const Solid *solid, const char *base)
{
    char own[MESH_ID_SIZE];
    return strcmp(without_side(solid->part->id, own), base) == 0;
}

/* The first name that is not met after those before it; NULL: all are. */
static const char *first_missed(const Look *at, const Met *met, int count)
{
    int i = 0;
    for (int k = 0; k < MOST_NAMED && at->order[k]; k++) {
        while (i < count && !same_base(met[i].solid, at->order[k])) {
            i++;
        }
        if (i++ == count) {
            return at->order[k];
        }
    }
    return NULL;
}

static int list_missed(const Look *at, Side side)
{
    static Met met[MESH_MAX_PARTS];
    int count = look(at, side, met);
    const char *missed = first_missed(at, met, count);
    if (!missed) {
        return 0;
    }
    print_message("  %s (%s): %s is not met where it belongs\n   ", at->point, side == SIDE_LEFT ? "left" : "right",
                  missed);
    for (int i = 0; i < count; i++) {
        print_message(" %s %.0f", met[i].solid->part->id, met[i].depth_mm);
    }
    print_message("\n    wanted:");
    for (int k = 0; k < MOST_NAMED && at->order[k]; k++) {
        print_message(" %s", at->order[k]);
    }
    print_message("\n");
    return 1;
}

static void layers_follow_each_other_from_behind(void **state)
{
    (void)state;
    int offenders = 0;
    for (size_t i = 0; i < sizeof LOOKS / sizeof *LOOKS; i++) {
        offenders += list_missed(&LOOKS[i], SIDE_RIGHT) + list_missed(&LOOKS[i], SIDE_LEFT);
    }
    assert_int_equal(offenders, 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layers_follow_each_other_from_behind),
    };
    cmocka_set_test_filter(argc > 1 ? argv[1] : NULL);
    return cmocka_run_group_tests(tests, anatomy_load_trees, anatomy_forget_trees);
}
