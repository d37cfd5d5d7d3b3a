/* Each closed structure has the pieces and the holes that anatomy gives it, counted by Euler's characteristic. */
#include "anatomy_body.h"
#include "hip/file.h"

/* Half an edge: of one face, from one corner to the next. */
typedef struct Half {
    uint32_t from, to; /* places */
    uint32_t name;     /* 3 * face + corner */
} Half;

typedef struct Count {
    long corners, edges, faces, pieces; /* corners: fans of faces round a place */
    long open_edges;
} Count;

static uint32_t root_of(uint32_t *roots, uint32_t at)
{
    while (roots[at] != at) {
        at = roots[at] = roots[roots[at]];
    }
    return at;
}

static void join(uint32_t *roots, uint32_t a, uint32_t b)
{
    roots[root_of(roots, a)] = root_of(roots, b);
}

static uint32_t *roots_create(size_t count)
{
    uint32_t *roots = mem_alloc(count, sizeof *roots);
    for (uint32_t i = 0; i < count; i++) {
        roots[i] = i;
    }
    return roots;
}

static const Solid *sorted;

static int by_place(const void *a, const void *b)
{
    return memcmp(sorted->at[*(const uint32_t *)a], sorted->at[*(const uint32_t *)b], sizeof *sorted->at);
}

/* One index for each place: vertices may be split where a normal or a coordinate jumps. */
static uint32_t *joined_places(const Solid *solid)
{
    uint32_t *order = roots_create(solid->vertex_count);
    uint32_t *place = mem_alloc(solid->vertex_count, sizeof *place);
    sorted = solid;
    qsort(order, solid->vertex_count, sizeof *order, by_place);
    for (size_t i = 0; i < solid->vertex_count; i++) {
        bool same = i > 0 && by_place(&order[i], &order[i - 1]) == 0;
        place[order[i]] = same ? place[order[i - 1]] : order[i];
    }
    free(order);
    return place;
}

static int by_ends(const void *a, const void *b)
{
    const Half *x = a, *y = b;
    uint32_t x_low = x->from < x->to ? x->from : x->to, y_low = y->from < y->to ? y->from : y->to;
    uint32_t x_high = x->from ^ x->to ^ x_low, y_high = y->from ^ y->to ^ y_low;
    return x_low != y_low ? (x_low < y_low ? -1 : 1) : (x_high > y_high) - (x_high < y_high);
}

/* The faces without area between split vertices are left out. */
static size_t halves_of(const Solid *solid, Half *halves)
{
    uint32_t *place = joined_places(solid);
    size_t count = 0;
    for (uint32_t i = 0; i < solid->triangle_count; i++) {
        uint32_t at[3];
        for (int k = 0; k < 3; k++) {
            at[k] = place[solid->triangles[i][k]];
        }
        if (at[0] != at[1] && at[1] != at[2] && at[2] != at[0]) {
            for (uint32_t k = 0; k < 3; k++) {
                halves[count++] = (Half){at[k], at[(k + 1) % 3], 3 * i + k};
            }
        }
    }
    free(place);
    qsort(halves, count, sizeof *halves, by_ends);
    return count;
}

/* Angle of a half's face round the edge that runs from `axis->from` to `axis->to`. */
static float angle_round(const Solid *solid, const Half *axis, const Half *half)
{
    const float *from = solid->at[axis->from], *to = solid->at[axis->to];
    const float *third = solid->at[solid->triangles[half->name / 3][(half->name + 2 - half->name / 3 * 3) % 3]];
    float along[3], arm[3], x[3], y[3], other[3] = {0};
    minus3(to, from, along);
    minus3(third, from, arm);
    int least = fabsf(along[0]) < fabsf(along[1]) ? 0 : 1;
    other[fabsf(along[2]) < fabsf(along[least]) ? 2 : least] = 1;
    cross3(along, other, x);
    cross3(along, x, y);
    return atan2f(dot3(arm, y) / sqrtf(dot3(y, y)), dot3(arm, x) / sqrtf(dot3(x, x)));
}

/* Among the halves of one edge the one that bounds the same wedge of the solid: where two sheets touch in an edge each
 * keeps to itself. NULL: none runs the other way. */
static Half *partner_of(const Solid *solid, const Half *half, Half *group, size_t count, const bool *taken)
{
    Half *best = NULL;
    float best_turn = INFINITY, own = count > 2 ? angle_round(solid, half, half) : 0;
    for (size_t i = 0; i < count; i++) {
        if (taken[i] || group[i].from != half->to) {
            continue;
        }
        float turn = count > 2 ? own - angle_round(solid, half, &group[i]) : 0;
        turn = turn < 0 ? turn + 2 * HIP_PI : turn;
        if (turn < best_turn) {
            best_turn = turn;
            best = &group[i];
        }
    }
    return best;
}

static uint32_t next_corner(uint32_t name)
{
    return name % 3 == 2 ? name - 2 : name + 1;
}

enum { MOST_ROUND_EDGE = 32 };

/* Joins the faces round one edge two by two. */
static void join_edge(const Solid *solid, Half *group, size_t size, Count *count, uint32_t *fans, uint32_t *faces)
{
    bool taken[MOST_ROUND_EDGE] = {false};
    assert_true(size <= MOST_ROUND_EDGE);
    for (size_t i = 0; i < size; i++) {
        Half *other = group[i].from == group[0].from ? partner_of(solid, &group[i], group, size, taken) : NULL;
        if (!other) {
            count->open_edges += group[i].from == group[0].from;
            continue;
        }
        taken[i] = taken[other - group] = true;
        count->edges++;
        join(fans, group[i].name, next_corner(other->name));
        join(fans, next_corner(group[i].name), other->name);
        join(faces, group[i].name / 3, other->name / 3);
    }
    for (size_t i = 0; i < size; i++) {
        count->open_edges += !taken[i] && group[i].from != group[0].from;
    }
}

static Count count_of(const Solid *solid)
{
    Count count = {0};
    Half *halves = mem_alloc(3 * solid->triangle_count, sizeof *halves);
    size_t half_count = halves_of(solid, halves);
    uint32_t *fans = roots_create(3 * solid->triangle_count), *faces = roots_create(solid->triangle_count);
    for (size_t i = 0, next; i < half_count; i = next) {
        for (next = i + 1; next < half_count && by_ends(&halves[i], &halves[next]) == 0;) {
            next++;
        }
        join_edge(solid, halves + i, next - i, &count, fans, faces);
    }
    for (size_t i = 0; i < half_count; i++) {
        uint32_t name = halves[i].name;
        count.corners += root_of(fans, name) == name;
        count.faces += name % 3 == 0;
        count.pieces += name % 3 == 0 && root_of(faces, name / 3) == name / 3;
    }
    free(halves);
    free(fans);
    free(faces);
    return count;
}

/* Holes through the structure, summed over its pieces. */
static long holes_of(const Count *count)
{
    return count->pieces - (count->corners - count->edges + count->faces) / 2;
}

/* `pieces N` of the structure's table, 1 where it says nothing. */
static long pieces_wanted(const Solid *solid)
{
    char *path = mem_format("assets/body/%s.body", base_id(solid));
    Buffer file = {0};
    long wanted = 1;
    if (file_read_all(path, 0, &file, NULL) == HIP_OK) {
        const char *line = strstr((const char *)file.data, "\npieces ");
        wanted = line ? strtol(line + 8, NULL, 10) : 1;
    }
    buffer_release(&file);
    free(path);
    return wanted;
}

static void every_structure_is_of_one_piece(void **state)
{
    (void)state;
    int offenders = 0;
    for (size_t i = 0; i < body.part_count; i++) {
        Count count = count_of(&solids[i]);
        long wanted = pieces_wanted(&solids[i]);
        if (count.pieces != wanted && mesh_part_in(solids[i].part, 0)) {
            print_message("  %-34s %ld pieces (%ld wanted)\n", solids[i].part->id, count.pieces, wanted);
            offenders++;
        }
    }
    assert_int_equal(offenders, 0);
}

static void nothing_is_open(void **state)
{
    (void)state;
    int offenders = 0;
    for (size_t i = 0; i < body.part_count; i++) {
        Count count = count_of(&solids[i]);
        if (count.open_edges || !solids[i].part->closed) {
            print_message("  %-34s %ld open edges\n", solids[i].part->id, count.open_edges);
            offenders++;
        }
    }
    assert_int_equal(offenders, 0);
}

typedef struct Holes {
    const char *id;
    long least, most;
} Holes;

static int list_wrong_holes(bool (*wanted)(const Solid *), const Holes *table, size_t size)
{
    int offenders = 0;
    for (size_t i = 0; i < body.part_count; i++) {
        if (!wanted(&solids[i])) {
            continue;
        }
        Holes holes = {"", 0, 0};
        for (size_t k = 0; k < size; k++) {
            holes = strcmp(table[k].id, base_id(&solids[i])) == 0 ? table[k] : holes;
        }
        Count count = count_of(&solids[i]);
        long found = holes_of(&count);
        if (found < holes.least || found > holes.most) {
            print_message("  %-34s %ld holes (%ld to %ld wanted)\n", solids[i].part->id, found, holes.least,
                          holes.most);
            offenders++;
        }
    }
    return offenders;
}

static bool is_bone(const Solid *solid)
{
    return is_system(solid, SYSTEM_BONE);
}

/* The obturator foramen; four pairs of sacral foramina, the canal a groove or a ninth; the vertebral canal. */
static void bones_have_their_foramina(void **state)
{
    (void)state;
    static const Holes BONES[] = {
        {"hip_bone", 1, 1}, {"sacrum", 8, 9}, {"vertebra_l3", 1, 1}, {"vertebra_l4", 1, 1}, {"vertebra_l5", 1, 1}};
    assert_int_equal(list_wrong_holes(is_bone, BONES, sizeof BONES / sizeof *BONES), 0);
}

/* Of type I: a piriformis with two heads lets the nerve through. */
static bool is_muscle(const Solid *solid)
{
    return is_system(solid, SYSTEM_MUSCLE) && mesh_part_in(solid->part, 0);
}

static void muscles_have_no_holes(void **state)
{
    (void)state;
    assert_int_equal(list_wrong_holes(is_muscle, NULL, 0), 0);
}

static bool is_strand(const Solid *solid)
{
    return mesh_part_in(solid->part, 0) &&
           (is_system(solid, SYSTEM_NERVE) || is_system(solid, SYSTEM_VESSEL) || is_system(solid, SYSTEM_LIGAMENT));
}

/* The capsule is a sleeve round the femoral neck. */
static void nerves_vessels_and_ligaments_have_no_holes(void **state)
{
    (void)state;
    static const Holes STRANDS[] = {{"hip_capsule", 1, 1}};
    assert_int_equal(list_wrong_holes(is_strand, STRANDS, sizeof STRANDS / sizeof *STRANDS), 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_open),
        cmocka_unit_test(every_structure_is_of_one_piece),
        cmocka_unit_test(bones_have_their_foramina),
        cmocka_unit_test(muscles_have_no_holes),
        cmocka_unit_test(nerves_vessels_and_ligaments_have_no_holes),
    };
    cmocka_set_test_filter(argc > 1 ? argv[1] : NULL);
    return cmocka_run_group_tests(tests, anatomy_load, anatomy_forget);
}
