/* mesh_occlusion.c - ambient light by looking from each vertex along cones through a grid of how full space is.
 *
 * The grid is kept at several sizes, each the mean of the one before, so that a cone, which widens with distance, reads
 * a coarser one the farther it is (Crassin and others, Interactive indirect illumination using voxel cone tracing,
 * 2011). That is soft by nature: no rays, no noise. The directions are the same for every vertex; its normal only
 * weighs them. */
#include "hip/mesh_occlusion.h"
#include "hip/mem.h"
#include "hip/parallel.h"
#include "mesh_voxels.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS = 3, DIRECTIONS = 32, STEPS = 6, CHUNK = 2048, MOST_CELLS = 1 << 25, MOST_SIDE = 4096 };

/* The finest that the set has room for. */
enum { CELL_SIZES = 4 };
static const float CELL_SIZES_M[CELL_SIZES] = {0.0025f, 0.0032f, 0.004f, 0.005f};

/* Where a cone is read, in cells: the middle of each stretch, the level whose cells are about as wide as the cone, and
 * how much an obstacle counts there; the last stretches fade out, so that nothing enters at once. */
static const struct {
    float at;
    int level;
    float counts;
} STRETCHES[STEPS] = {{1.5f, 0, 1}, {2.5f, 0, 1}, {4, 1, 1}, {6, 1, 0.9f}, {9, 2, 0.65f}, {13, 2, 0.3f}};

/* The vertex looks from a place off its surface, else it would see itself in its own cell. */
static const float LIFT = 1.1f;

/* What a vertex in an endless plane sees: near its horizon the coarse cells hold some of the plane. */
static const float PLANE_SEES = 0.93f;

typedef struct Level {
    int n[3];
    uint8_t *full; /* 0 empty .. 255 */
} Level;

typedef struct Sky {
    MeshSet *set;
    const OcclusionRanks *ranks;
    int threads;
    float lo[3], cell;
    Level levels[LEVELS];
    Voxels *voxels; /* of each part */
    float directions[DIRECTIONS][3];
    bool *wanted; /* parts whose vertices look now */
    bool covered; /* which of the two lights is written */
} Sky;

/* Evenly spread over the sphere: a spiral with the golden angle. */
static void spread_directions(float out[DIRECTIONS][3])
{
    for (int i = 0; i < DIRECTIONS; i++) {
        float y = 1 - (2 * (float)i + 1) / DIRECTIONS, ring = sqrtf(1 - y * y), turn = 2.39996323f * (float)i;
        out[i][0] = ring * cosf(turn);
        out[i][1] = y;
        out[i][2] = ring * sinf(turn);
    }
}

/* Room for the set and for whatever its vertices look at, a whole number of coarsest cells. */
static bool lay_grid(Sky *sky)
{
    Box3 box = mesh_set_box(sky->set);
    if (box3_is_empty(&box)) {
        return false;
    }
    for (int size = 0; size < CELL_SIZES; size++) {
        sky->cell = CELL_SIZES_M[size];
        double cells = 1, longest = 0;
        const int coarse = 1 << (LEVELS - 1);
        float border = sky->cell * (STRETCHES[STEPS - 1].at + LIFT + 2 * (float)coarse);
        for (int k = 0; k < 3; k++) {
            sky->lo[k] = box.lo[k] - border;
            double n = ceil(((double)box.hi[k] - box.lo[k] + 2 * (double)border) / ((double)sky->cell * coarse));
            cells *= n * coarse;
            longest = fmax(longest, n * coarse);
            sky->levels[0].n[k] = n < MOST_SIDE ? (int)n * coarse : 0;
        }
        if (cells <= MOST_CELLS && longest <= MOST_SIDE) {
            return true;
        }
    }
    return false;
}

static void make_levels(Sky *sky)
{
    for (int l = 0; l < LEVELS; l++) {
        Level *level = &sky->levels[l];
        for (int k = 0; k < 3; k++) {
            level->n[k] = sky->levels[0].n[k] >> l;
        }
        level->full = mem_alloc((size_t)level->n[0] * level->n[1] * level->n[2], 1);
    }
}

static void clear_space(Sky *sky)
{
    const int *n = sky->levels[0].n;
    memset(sky->levels[0].full, 0, (size_t)n[0] * n[1] * n[2]);
}

static void add_part(Sky *sky, const Voxels *v)
{
    Level *level = &sky->levels[0];
    for (int z = 0; z < v->n[2]; z++) {
        for (int y = 0; y < v->n[1]; y++) {
            const uint8_t *from = v->full + ((size_t)z * v->n[1] + y) * v->n[0];
            size_t row = ((size_t)(v->from[2] + z) * level->n[1] + (v->from[1] + y)) * level->n[0] + v->from[0];
            uint8_t *to = level->full + row;
            for (int x = 0; x < v->n[0]; x++) {
                int sum = to[x] + from[x];
                to[x] = (uint8_t)(sum > 255 ? 255 : sum);
            }
        }
    }
}

static void make_coarser(const Level *fine, Level *coarse)
{
    size_t row = (size_t)fine->n[0], layer = row * fine->n[1], at = 0;
    for (int z = 0; z < coarse->n[2]; z++) {
        for (int y = 0; y < coarse->n[1]; y++) {
            const uint8_t *f = fine->full + 2 * z * layer + 2 * y * row;
            for (int x = 0; x < coarse->n[0]; x++, f += 2) {
                int sum =
                    f[0] + f[1] + f[row] + f[row + 1] + f[layer] + f[layer + 1] + f[layer + row] + f[layer + row + 1];
                coarse->full[at++] = (uint8_t)((sum + 4) / 8);
            }
        }
    }
}

/* How full space is at a place given in finest cells, 0..1, between the eight nearest middles. */
static float fullness(const Level *level, int l, const float p[3])
{
    float scale = 1 / (float)(1 << l), t[3];
    int i[3];
    for (int k = 0; k < 3; k++) {
        float x = p[k] * scale - 0.5f;
        i[k] = (int)x;
        t[k] = x - (float)i[k];
    }
    size_t row = (size_t)level->n[0], layer = row * level->n[1];
    const uint8_t *f = level->full + (size_t)i[2] * layer + (size_t)i[1] * row + i[0];
    float a = mixf(mixf(f[0], f[1], t[0]), mixf(f[row], f[row + 1], t[0]), t[1]);
    f += layer;
    float b = mixf(mixf(f[0], f[1], t[0]), mixf(f[row], f[row + 1], t[0]), t[1]);
    return mixf(a, b, t[2]) * (1 / 255.0f);
}

/* Share of the light that comes in along one direction. */
static float open_along(const Sky *sky, const float from[3], const float direction[3])
{
    float left = 1, shut = 0;
    for (int s = 0; s < STEPS && left > 0.02f; s++) {
        float p[3];
        for (int k = 0; k < 3; k++) {
            p[k] = from[k] + STRETCHES[s].at * direction[k];
        }
        float stopped = left * fullness(&sky->levels[STRETCHES[s].level], STRETCHES[s].level, p);
        shut += stopped * STRETCHES[s].counts;
        left -= stopped;
    }
    return 1 - shut;
}

static uint8_t look_round(const Sky *sky, const MeshPart *part, const MeshVertex *vertex)
{
    float at[3], normal[3], from[3], sum = 0, weights = 0;
    mesh_vertex_position(part, vertex, at);
    octahedral_decode(vertex->normal, normal);
    for (int k = 0; k < 3; k++) {
        from[k] = (at[k] - sky->lo[k]) / sky->cell + LIFT * normal[k];
    }
    for (int d = 0; d < DIRECTIONS; d++) {
        const float *to = sky->directions[d];
        float weight = normal[0] * to[0] + normal[1] * to[1] + normal[2] * to[2];
        if (weight > 0) {
            weights += weight;
            sum += weight * open_along(sky, from, to);
        }
    }
    float open = weights > 0 ? sum / (weights * PLANE_SEES) : 1;
    return (uint8_t)(clampf(open, 0, 1) * 255 + 0.5f);
}

static void look_from_chunk(void *context, size_t chunk)
{
    Sky *sky = context;
    size_t end = (chunk + 1) * CHUNK;
    for (size_t v = chunk * CHUNK; v < end && v < sky->set->vertex_count; v++) {
        MeshVertex *vertex = &sky->set->vertices[v];
        if (!sky->wanted[vertex->part]) {
            continue;
        }
        uint8_t light = look_round(sky, &sky->set->parts[vertex->part], vertex);
        if (sky->covered) {
            vertex->covered = light < vertex->light ? light : vertex->light;
        } else {
            vertex->light = light;
        }
    }
}

/* The vertices of the parts marked in sky->wanted see the space as it is filled now. */
static void look(Sky *sky, bool covered)
{
    for (int l = 1; l < LEVELS; l++) {
        make_coarser(&sky->levels[l - 1], &sky->levels[l]);
    }
    sky->covered = covered;
    parallel_for(sky->threads, (sky->set->vertex_count + CHUNK - 1) / CHUNK, look_from_chunk, sky);
}

/* The first variant that a part is in: where it is looked at. */
static int home_of(const MeshPart *part)
{
    int v = 0;
    while (v < MESH_VARIANTS - 1 && !mesh_part_in(part, v)) {
        v++;
    }
    return v;
}

/* From the deepest rank outwards: each rank's parts are added, then look. With all there the coverings are in place.
 * `first` and `end` bound the ranks that shade each other. */
static void bake_ranks(Sky *sky, int variant, int first, int end)
{
    const MeshSet *set = sky->set;
    bool any = false, *all = mem_alloc(set->part_count, sizeof *all);
    clear_space(sky);
    for (int rank = end - 1; rank >= first; rank--) {
        bool some = false;
        for (size_t p = 0; p < set->part_count; p++) {
            bool here = sky->ranks->rank[p] == rank && mesh_part_in(&set->parts[p], variant);
            if (here) {
                add_part(sky, &sky->voxels[p]);
            }
            sky->wanted[p] = here && home_of(&set->parts[p]) == variant;
            all[p] |= sky->wanted[p];
            some |= sky->wanted[p];
        }
        if (some) {
            look(sky, false);
            any = true;
        }
    }
    if (any) {
        memcpy(sky->wanted, all, set->part_count * sizeof *all);
        look(sky, true);
    }
    free(all);
}

static bool is_home(const MeshSet *set, int variant)
{
    for (size_t p = 0; p < set->part_count; p++) {
        if (home_of(&set->parts[p]) == variant) {
            return true;
        }
    }
    return false;
}

static void fill_part(void *context, size_t p)
{
    Sky *sky = context;
    sky->voxels[p] = voxels_of_part(sky->set, p, sky->lo, sky->cell, sky->levels[0].n);
}

void mesh_occlusion_bake(MeshSet *set, const OcclusionRanks *ranks, int threads)
{
    Sky sky = {.set = set, .ranks = ranks, .threads = threads};
    if (set->vertex_count == 0 || !lay_grid(&sky)) {
        return;
    }
    make_levels(&sky);
    spread_directions(sky.directions);
    sky.wanted = mem_alloc(set->part_count, sizeof *sky.wanted);
    sky.voxels = mem_alloc(set->part_count, sizeof *sky.voxels);
    parallel_for(threads, set->part_count, fill_part, &sky);
    for (int v = 0; v < MESH_VARIANTS; v++) {
        if (is_home(set, v)) {
            bake_ranks(&sky, v, 0, ranks->wrappings);
            bake_ranks(&sky, v, ranks->wrappings, 256);
        }
    }
    for (size_t p = 0; p < set->part_count; p++) {
        free(sky.voxels[p].full);
    }
    for (int l = 0; l < LEVELS; l++) {
        free(sky.levels[l].full);
    }
    free(sky.voxels);
    free(sky.wanted);
}
