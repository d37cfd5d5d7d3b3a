/* Neighbours touch, they do not pass through each other: what any two structures share is measured along rays on a fine
 * grid, exact in the rays' direction. */
#include "anatomy_body.h"
#include "reference_body.h"

static const double STEP_MM = 0.6;

typedef struct Crossing {
    float z;
    int turn; /* +1 into the solid, -1 out of it */
} Crossing;

/* Crossings of the rays (x0 + i, y0 + j) steps along z, sorted in each column. */
typedef struct Columns {
    long x0, y0, width, height;
    uint32_t *first; /* width * height + 1 */
    Crossing *crossings;
    double volume_mm3;
} Columns;

/* Off the round figures of the tables, so that no ray runs along an edge. */
static double place_of(long step)
{
    return ((double)step + 0.3183098862) * STEP_MM;
}

/* Twice the area of a, b, p, the same but for its sign whichever way round the edge is asked for. */
static double side_of(const float a[3], const float b[3], double x, double y)
{
    bool turned = a[0] > b[0] || (a[0] == b[0] && a[1] > b[1]);
    const float *p = turned ? b : a, *q = turned ? a : b;
    double side = ((double)q[0] - p[0]) * (y - p[1]) - ((double)q[1] - p[1]) * (x - p[0]);
    return turned ? -side : side;
}

typedef void (*EachCrossing)(Columns *columns, size_t column, Crossing crossing);

static void count_crossing(Columns *columns, size_t column, Crossing crossing)
{
    (void)crossing;
    columns->first[column + 1]++;
}

static void keep_crossing(Columns *columns, size_t column, Crossing crossing)
{
    columns->crossings[columns->first[column]++] = crossing;
}

static void cross_triangle(Columns *columns, const float a[3], const float b[3], const float c[3], EachCrossing each)
{
    double lo_x = fmin(a[0], fmin(b[0], c[0])), hi_x = fmax(a[0], fmax(b[0], c[0]));
    double lo_y = fmin(a[1], fmin(b[1], c[1])), hi_y = fmax(a[1], fmax(b[1], c[1]));
    for (long j = lround(floor(lo_y / STEP_MM)) - 1; place_of(j) <= hi_y; j++) {
        for (long i = lround(floor(lo_x / STEP_MM)) - 1; place_of(i) <= hi_x; i++) {
            double x = place_of(i), y = place_of(j);
            double wa = side_of(b, c, x, y), wb = side_of(c, a, x, y), wc = side_of(a, b, x, y);
            bool left = wa > 0 && wb > 0 && wc > 0, right = wa < 0 && wb < 0 && wc < 0;
            if (left || right) {
                double z = (wa * a[2] + wb * b[2] + wc * c[2]) / (wa + wb + wc);
                size_t column = (size_t)((j - columns->y0) * columns->width + (i - columns->x0));
                each(columns, column, (Crossing){(float)z, left ? -1 : 1});
            }
        }
    }
}

static void each_crossing(Columns *columns, const Solid *solid, EachCrossing each)
{
    for (size_t i = 0; i < solid->triangle_count; i++) {
        const uint32_t *t = solid->triangles[i];
        cross_triangle(columns, solid->at[t[0]], solid->at[t[1]], solid->at[t[2]], each);
    }
}

static int by_z(const void *a, const void *b)
{
    const Crossing *x = a, *y = b;
    return (x->z > y->z) - (x->z < y->z);
}

/* The next stretch of a column that lies inside; false: no more. */
static bool next_stretch(const Crossing **at, const Crossing *end, float out[2])
{
    int depth = 0;
    while (*at < end) {
        const Crossing *crossing = (*at)++;
        int before = depth;
        depth += crossing->turn;
        if (before == 0) {
            out[0] = crossing->z;
        } else if (depth == 0) {
            out[1] = crossing->z;
            return true;
        }
    }
    return false;
}

static Columns columns_of(const Solid *solid)
{
    Columns columns = {0};
    const Box3 *box = &solid->part->box;
    columns.x0 = lround(floor(box->lo[0] * 1000 / STEP_MM)) - 2;
    columns.y0 = lround(floor(box->lo[1] * 1000 / STEP_MM)) - 2;
    columns.width = lround(ceil(box->hi[0] * 1000 / STEP_MM)) + 3 - columns.x0;
    columns.height = lround(ceil(box->hi[1] * 1000 / STEP_MM)) + 3 - columns.y0;
    size_t count = (size_t)(columns.width * columns.height);
    columns.first = mem_alloc(count + 1, sizeof *columns.first);
    each_crossing(&columns, solid, count_crossing);
    for (size_t i = 0; i < count; i++) {
        columns.first[i + 1] += columns.first[i];
    }
    columns.crossings = mem_alloc(columns.first[count] + 1, sizeof *columns.crossings);
    each_crossing(&columns, solid, keep_crossing);
    memmove(columns.first + 1, columns.first, count * sizeof *columns.first); /* the filling moved them on */
    columns.first[0] = 0;
    for (size_t i = 0; i < count; i++) {
        const Crossing *at = columns.crossings + columns.first[i], *end = columns.crossings + columns.first[i + 1];
        qsort(columns.crossings + columns.first[i], (size_t)(end - at), sizeof *at, by_z);
        for (float stretch[2]; next_stretch(&at, end, stretch);) {
            columns.volume_mm3 += (stretch[1] - stretch[0]) * STEP_MM * STEP_MM;
        }
    }
    return columns;
}

static void columns_release(Columns *columns)
{
    free(columns->first);
    free(columns->crossings);
    *columns = (Columns){0};
}

static double shared_in_column(const Columns *a, size_t in_a, const Columns *b, size_t in_b)
{
    const Crossing *end_a = a->crossings + a->first[in_a + 1], *end_b = b->crossings + b->first[in_b + 1];
    double shared = 0;
    float x[2], y[2];
    for (const Crossing *at_a = a->crossings + a->first[in_a]; next_stretch(&at_a, end_a, x);) {
        for (const Crossing *at_b = b->crossings + b->first[in_b]; next_stretch(&at_b, end_b, y);) {
            shared += fmaxf(0, fminf(x[1], y[1]) - fmaxf(x[0], y[0]));
        }
    }
    return shared;
}

static double shared_mm3(const Columns *a, const Columns *b)
{
    long x0 = a->x0 > b->x0 ? a->x0 : b->x0, y0 = a->y0 > b->y0 ? a->y0 : b->y0;
    long x1 = a->x0 + a->width < b->x0 + b->width ? a->x0 + a->width : b->x0 + b->width;
    long y1 = a->y0 + a->height < b->y0 + b->height ? a->y0 + a->height : b->y0 + b->height;
    double sum = 0;
    for (long j = y0; j < y1; j++) {
        for (long i = x0; i < x1; i++) {
            sum += shared_in_column(a, (size_t)((j - a->y0) * a->width + i - a->x0), b,
                                    (size_t)((j - b->y0) * b->width + i - b->x0));
        }
    }
    return sum * STEP_MM * STEP_MM;
}

/* The share of the smaller one. */
static double overlap_of(const Columns *a, const Columns *b)
{
    double smaller = fmin(a->volume_mm3, b->volume_mm3);
    return smaller > 0 ? shared_mm3(a, b) / smaller : 0;
}

/* Columns of the reference's structures under the body's part numbers; without width where it lacks one. */
static Columns ours[MESH_MAX_PARTS], theirs[MESH_MAX_PARTS];

static void read_reference_columns(const MeshSet *reference)
{
    char *path = mem_format("%s/structures.csv", reference_folder());
    Buffer file = {0};
    assert_int_equal(file_read_all(path, 0, &file, NULL), HIP_OK);
    free(path);
    char *rest = NULL;
    for (char *line = strtok_r((char *)file.data, "\r\n", &rest); line; line = strtok_r(NULL, "\r\n", &rest)) {
        char id[64], name[128];
        if (sscanf(line, "%63[^,],%*[^,],%127[^,]", id, name) != 2 || mesh_set_find(&body, id) < 0) {
            continue;
        }
        for (size_t i = 0; i < reference->part_count; i++) {
            if (strcmp(reference->parts[i].name, name) == 0) {
                Solid solid = {0};
                solid_make(reference, &reference->parts[i], &solid);
                theirs[mesh_set_find(&body, id)] = columns_of(&solid);
                solid_release(&solid);
            }
        }
    }
    buffer_release(&file);
}

static int load_columns(void **state)
{
    if (anatomy_load(state) != 0) {
        return -1;
    }
    for (size_t i = 0; i < body.part_count; i++) {
        ours[i] = columns_of(&solids[i]);
    }
    MeshSet reference = {0};
    if (reference_body(&reference)) {
        read_reference_columns(&reference);
        mesh_set_release(&reference);
    } else {
        print_message("without the reference: 1 %% for all\n");
    }
    return 0;
}

static int forget_columns(void **state)
{
    for (size_t i = 0; i < body.part_count; i++) {
        columns_release(&ours[i]);
        columns_release(&theirs[i]);
    }
    return anatomy_forget(state);
}

static bool is_sciatic(const Solid *solid)
{
    static const char *const PARTS[] = {"sciatic_nerve", "tibial_nerve", "common_fibular_nerve"};
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        if (strcmp(base_id(solid), PARTS[i]) == 0) {
            return true;
        }
    }
    return false;
}

typedef struct Offence {
    size_t a, b;
    double share, limit;
} Offence;

static int by_share(const void *a, const void *b)
{
    const Offence *x = a, *y = b;
    return (x->share < y->share) - (x->share > y->share);
}

/* In type I of the nerve's course. */
static void neighbours_do_not_pass_through_each_other(void **state)
{
    (void)state;
    Offence *offences = NULL;
    size_t count = 0, capacity = 0;
    for (size_t a = 0; a < body.part_count; a++) {
        for (size_t b = a + 1; b < body.part_count; b++) {
            if (!mesh_part_in(&body.parts[a], 0) || !mesh_part_in(&body.parts[b], 0) || is_shell(&solids[a]) ||
                is_shell(&solids[b]) || (is_sciatic(&solids[a]) && is_sciatic(&solids[b]))) {
                continue;
            }
            double share = overlap_of(&ours[a], &ours[b]), limit = 0.01;
            if (share > limit && theirs[a].width && theirs[b].width) {
                limit = fmax(limit, overlap_of(&theirs[a], &theirs[b]) / 3);
            }
            if (share > limit) {
                offences = mem_grow(offences, &capacity, count + 1, sizeof *offences);
                offences[count++] = (Offence){a, b, share, limit};
            }
        }
    }
    qsort(offences, count, sizeof *offences, by_share);
    for (size_t i = 0; i < count; i++) {
        print_message("  %5.2f %% (at most %.2f) of the smaller: %s, %s\n", offences[i].share * 100,
                      offences[i].limit * 100, body.parts[offences[i].a].id, body.parts[offences[i].b].id);
    }
    free(offences);
    assert_int_equal(count, 0);
}

static double volume_by_faces(const Solid *solid)
{
    double sum = 0;
    for (size_t i = 0; i < solid->triangle_count; i++) {
        const uint32_t *t = solid->triangles[i];
        float turn[3];
        cross3(solid->at[t[1]], solid->at[t[2]], turn);
        sum += (double)dot3(solid->at[t[0]], turn) / 6;
    }
    return sum;
}

/* The measure itself: volumes along the rays are the volumes of the meshes. */
static void rays_measure_volumes(void **state)
{
    (void)state;
    int offenders = 0;
    for (size_t i = 0; i < body.part_count; i++) {
        double want = volume_by_faces(&solids[i]);
        if (fabs(ours[i].volume_mm3 / want - 1) > 0.01) {
            print_message("  %s: %.0f mm3 along the rays, %.0f by its faces\n", body.parts[i].id, ours[i].volume_mm3,
                          want);
            offenders++;
        }
    }
    assert_int_equal(offenders, 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rays_measure_volumes),
        cmocka_unit_test(neighbours_do_not_pass_through_each_other),
    };
    cmocka_set_test_filter(argc > 1 ? argv[1] : NULL);
    return cmocka_run_group_tests(tests, load_columns, forget_columns);
}
