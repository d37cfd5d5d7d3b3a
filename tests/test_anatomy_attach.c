/* Muscles begin and end where the atlas says: no gap between a muscle's end and the bone, ligament or fascia that it is
 * attached to. The end is looked at in strips across the fibres; the skin of a thick end lies off the bone, but no
 * strip of it may hang in the air. */
#include "anatomy_body.h"
#include "hip/file.h"

enum { STRIPS = 6 };

static const float END = 0.03f;      /* share of the length that counts as the end */
static const float GAP_MM = 3;       /* allowed */
static const float FAR_MM = 60;      /* as far as it is measured */
static const float CUT_REACH_MM = 4; /* of a cut's plane */

typedef struct End {
    float gap_mm[STRIPS]; /* negative: no vertex there */
    int strips, hanging;  /* strips with vertices, those with a gap */
    float worst_mm, least_mm;
} End;

typedef struct Cut {
    bool below, above;
    float at_mm;
} Cut;

/* `cut below Y` or `cut above Y` of the structure's table. */
static Cut cut_of(const Solid *solid)
{
    char *path = mem_format("assets/body/%s.body", base_id(solid));
    Buffer file = {0};
    Cut cut = {0};
    if (file_read_all(path, 0, &file, NULL) == HIP_OK) {
        const char *below = strstr((const char *)file.data, "\ncut below ");
        const char *above = strstr((const char *)file.data, "\ncut above ");
        cut = (Cut){below != NULL, above != NULL, strtof(below ? below + 11 : above ? above + 11 : "0", NULL)};
    }
    buffer_release(&file);
    free(path);
    return cut;
}

static bool is_cut_away(const Cut *cut, const float at[3])
{
    return (cut->below && at[1] < cut->at_mm + CUT_REACH_MM) || (cut->above && at[1] > cut->at_mm - CUT_REACH_MM);
}

static End end_of(const Solid *muscle, const int *on, int on_count, bool insertion)
{
    End end = {.least_mm = FAR_MM};
    Cut cut = cut_of(muscle);
    for (int s = 0; s < STRIPS; s++) {
        end.gap_mm[s] = -1;
    }
    for (size_t i = 0; i < muscle->vertex_count; i++) {
        float u = muscle->fibre[i][0];
        if ((insertion ? u <= 1 - END : u >= END) || is_cut_away(&cut, muscle->at[i])) {
            continue;
        }
        int strip = (int)fminf(muscle->fibre[i][1] * STRIPS, STRIPS - 1);
        float gap = end.gap_mm[strip] < 0 ? FAR_MM : end.gap_mm[strip];
        for (int k = 0; k < on_count; k++) {
            const Solid *ground = solid_find(atlas->structures[on[k]].id);
            gap = ground ? surface_distance(ground, muscle->at[i], gap) : gap;
        }
        end.gap_mm[strip] = gap;
    }
    for (int s = 0; s < STRIPS; s++) {
        end.strips += end.gap_mm[s] >= 0;
        end.hanging += end.gap_mm[s] > GAP_MM;
        end.worst_mm = fmaxf(end.worst_mm, end.gap_mm[s]);
        end.least_mm = end.gap_mm[s] >= 0 ? fminf(end.least_mm, end.gap_mm[s]) : end.least_mm;
    }
    return end;
}

static int list_gaps(bool insertion)
{
    int offenders = 0;
    for (size_t i = 0; i < body.part_count; i++) {
        const AtlasStructure *known = solids[i].structure;
        if (!known || known->system != SYSTEM_MUSCLE || !body.parts[i].has_fibre) {
            continue;
        }
        const int *on = insertion ? known->insertion_on : known->origin_on;
        int on_count = insertion ? known->insertion_count : known->origin_count;
        if (on_count == 0) {
            continue; /* the atlas names none: it ends beyond the model */
        }
        End end = end_of(&solids[i], on, on_count, insertion);
        if (end.hanging == 0) {
            continue;
        }
        offenders++;
        print_message("  %-26s gaps in mm across:", body.parts[i].id);
        for (int s = 0; s < STRIPS; s++) {
            print_message(end.gap_mm[s] < 0 ? "     -" : " %5.1f", end.gap_mm[s]);
        }
        print_message("  on");
        for (int k = 0; k < on_count; k++) {
            const char *id = atlas->structures[on[k]].id;
            print_message(solid_find(id) ? " %s" : " (%s: not in the body)", id);
        }
        print_message("\n");
    }
    return offenders;
}

static void muscles_begin_on_their_ground(void **state)
{
    (void)state;
    assert_int_equal(list_gaps(false), 0);
}

static void muscles_end_on_their_ground(void **state)
{
    (void)state;
    assert_int_equal(list_gaps(true), 0);
}

static void muscles_have_fibres(void **state)
{
    (void)state;
    int offenders = 0;
    for (size_t i = 0; i < body.part_count; i++) {
        if (is_system(&solids[i], SYSTEM_MUSCLE) && !body.parts[i].has_fibre) {
            print_message("  %s has no fibre coordinates\n", body.parts[i].id);
            offenders++;
        }
    }
    assert_int_equal(offenders, 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(muscles_have_fibres),
        cmocka_unit_test(muscles_begin_on_their_ground),
        cmocka_unit_test(muscles_end_on_their_ground),
    };
    cmocka_set_test_filter(argc > 1 ? argv[1] : NULL);
    return cmocka_run_group_tests(tests, anatomy_load, anatomy_forget);
}
