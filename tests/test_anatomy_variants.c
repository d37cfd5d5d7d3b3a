/* The courses of the sciatic nerve in Beaton and Anson's types I to VI (facts.md 3.4, docs/body.md): which part passes
 * above piriformis, between its heads or below it. Where the nerve comes through the sheet of the muscle, lines within
 * that sheet upwards and downwards meet the muscle or not. */
#include "anatomy_body.h"
#include "hip/mesh_bvh.h"

typedef enum Way { ABOVE, BETWEEN, BELOW, WAYS } Way;

typedef struct Course {
    const char *type;
    Way fibular, tibial; /* the same: the nerve is undivided there */
} Course;

static const Course COURSES[] = {{"I", BELOW, BELOW},      {"II", BETWEEN, BELOW}, {"III", ABOVE, BELOW},
                                 {"IV", BETWEEN, BETWEEN}, {"V", ABOVE, BETWEEN},  {"VI", ABOVE, ABOVE}};
enum { TYPES = sizeof COURSES / sizeof *COURSES };

static const float ROOTS_MM = 40;  /* nearer to the midline the roots come out of the sacrum */
static const float SLICE_MM = 4;   /* of the muscle beside a place, on either side */
static const float THROUGH_MM = 2; /* this near to the middle of the sheet the nerve comes through */
static const float REACH_MM = 20;  /* as far as the muscle is looked for */
static const float HALF_NERVE_MM = 3;
static const float THICK_MM = 20; /* no strand is thicker */
static const int LEAST = 4;       /* places of one way that are a part of the nerve, not a ragged edge */

static MeshBvhSet *trees; /* of all types */
static Solid nerves[TYPES][2], muscles[TYPES][2];
static uint32_t muscle_parts[TYPES][2], nerve_parts[TYPES][2];

typedef struct Sheet {
    float y_mm, z_mm, slope; /* of the muscle's slice: z rises with y */
} Sheet;

/* The middle of the muscle beside x, as a line in y and z. */
static bool sheet_at(const Solid *muscle, float x_mm, Sheet *out)
{
    double n = 0, y = 0, z = 0, yy = 0, yz = 0;
    for (size_t i = 0; i < muscle->vertex_count; i++) {
        const float *at = muscle->at[i];
        if (fabsf(at[0] - x_mm) < SLICE_MM) {
            n += 1;
            y += (double)at[1];
            z += (double)at[2];
            yy += (double)at[1] * (double)at[1];
            yz += (double)at[1] * (double)at[2];
        }
    }
    if (n < 6) {
        return false;
    }
    double spread = yy - y * y / n;
    *out = (Sheet){(float)(y / n), (float)(z / n), spread > 1 ? (float)((yz - y * z / n) / spread) : 0};
    return true;
}

static bool meets(uint32_t part, const float at_mm[3], float slope, float sign)
{
    float length = sqrtf(1 + slope * slope), from[3] = {at_mm[0] / 1000, at_mm[1] / 1000, at_mm[2] / 1000};
    MeshHit hit;
    return mesh_bvh_hit(trees, part, from, (float[3]){0, sign / length, sign * slope / length}, 0, REACH_MM / 1000,
                        &hit);
}

/* Where strands join, half a thickness behind a face may lie outside. */
static bool lies_in(uint32_t part, const float at_mm[3])
{
    float from[3] = {at_mm[0] / 1000, at_mm[1] / 1000, at_mm[2] / 1000}, far_m = THICK_MM / 1000;
    bool all = true;
    for (int k = 0; k < 6 && all; k++) {
        float dir[3] = {0, 0, 0};
        MeshHit hit;
        dir[k % 3] = k < 3 ? 1 : -1;
        all = k % 3 == 1 || mesh_bvh_hit(trees, part, from, dir, 0, far_m, &hit);
    }
    return all;
}

typedef struct Through {
    int count[WAYS];
} Through;

static void add_place(const Solid *muscle, uint32_t part, const float at[3], Through *sum)
{
    Sheet sheet;
    if (fabsf(at[0]) < ROOTS_MM || !sheet_at(muscle, at[0], &sheet)) {
        return;
    }
    float middle = sheet.z_mm + sheet.slope * (at[1] - sheet.y_mm);
    if (fabsf(at[2] - middle) > THROUGH_MM * sqrtf(1 + sheet.slope * sheet.slope)) {
        return;
    }
    bool up = meets(part, at, sheet.slope, 1), down = meets(part, at, sheet.slope, -1);
    if (up || down) {
        sum->count[up && down ? BETWEEN : up ? BELOW : ABOVE]++;
    }
}

/* Places in the middle of the nerve: half its thickness behind each face. */
static Through through(const Solid *nerve, uint32_t nerve_part, const Solid *muscle, uint32_t part)
{
    Through sum = {{0}};
    for (size_t i = 0; i < nerve->triangle_count; i++) {
        const uint32_t *t = nerve->triangles[i];
        const float *a = nerve->at[t[0]], *b = nerve->at[t[1]], *c = nerve->at[t[2]];
        float ab[3], ac[3], normal[3], middle[3];
        minus3(b, a, ab);
        minus3(c, a, ac);
        cross3(ab, ac, normal);
        float length = fmaxf(sqrtf(dot3(normal, normal)), 1e-9f);
        for (int k = 0; k < 3; k++) {
            middle[k] = (a[k] + b[k] + c[k]) / 3 - normal[k] / length * HALF_NERVE_MM;
        }
        if (lies_in(nerve_part, middle)) {
            add_place(muscle, part, middle, &sum);
        }
    }
    return sum;
}

/* No two types ask for the same ways, so that the nerve of another type does not pass for this one's. */
static bool follows(const Through *found, const Course *course)
{
    for (int way = 0; way < WAYS; way++) {
        bool wanted = way == (int)course->fibular || way == (int)course->tibial;
        if (wanted != (found->count[way] >= LEAST)) {
            return false;
        }
    }
    return true;
}

static void nerve_passes_piriformis_as_its_type_says(void **state)
{
    (void)state;
    int offenders = 0;
    for (int type = 0; type < TYPES; type++) {
        for (int side = 0; side < 2; side++) {
            Through found =
                through(&nerves[type][side], nerve_parts[type][side], &muscles[type][side], muscle_parts[type][side]);
            if (!follows(&found, &COURSES[type])) {
                print_message("  type %s, %s: %d places above, %d between the heads, %d below\n", COURSES[type].type,
                              side ? "left" : "right", found.count[ABOVE], found.count[BETWEEN], found.count[BELOW]);
                offenders++;
            }
        }
    }
    assert_int_equal(offenders, 0);
}

static int find_part(const char *base, int side, int type)
{
    char id[MESH_ID_SIZE];
    snprintf(id, sizeof id, "%s_%c", base, side ? 'l' : 'r');
    for (uint32_t i = 0; i < whole_body.part_count; i++) {
        if (strcmp(whole_body.parts[i].id, id) == 0 && mesh_part_in(&whole_body.parts[i], type)) {
            return (int)i;
        }
    }
    print_error("%s is not in type %s\n", id, COURSES[type].type);
    return -1;
}

static int load_types(void **state)
{
    if (anatomy_load(state)) {
        return -1;
    }
    trees = mesh_bvh_create(&whole_body, 0);
    for (int type = 0; type < TYPES; type++) {
        for (int side = 0; side < 2; side++) {
            int nerve = find_part("sciatic_nerve", side, type), muscle = find_part("piriformis", side, type);
            if (nerve < 0 || muscle < 0) {
                return -1;
            }
            muscle_parts[type][side] = (uint32_t)muscle;
            nerve_parts[type][side] = (uint32_t)nerve;
            solid_make(&whole_body, &whole_body.parts[nerve], &nerves[type][side]);
            solid_make(&whole_body, &whole_body.parts[muscle], &muscles[type][side]);
        }
    }
    return 0;
}

static int forget_types(void **state)
{
    mesh_bvh_release(trees);
    for (int i = 0; i < 2 * TYPES; i++) {
        solid_release(&nerves[i / 2][i % 2]);
        solid_release(&muscles[i / 2][i % 2]);
    }
    return anatomy_forget(state);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nerve_passes_piriformis_as_its_type_says),
    };
    cmocka_set_test_filter(argc > 1 ? argv[1] : NULL);
    return cmocka_run_group_tests(tests, load_types, forget_types);
}
