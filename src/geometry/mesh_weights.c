#include "hip/mesh_weights.h"
#include "hip/mem.h"
#include "hip/parallel.h"
#include "mesh_voxels.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Distances are read between the middles of cells: far finer than tissue changes its mind. */
enum { CELL_SIZES = 4 };
static const float CELL_SIZES_M[CELL_SIZES] = {0.004f, 0.006f, 0.01f, 0.02f};
enum { MOST_CELLS = 1 << 23, MOST_SIDE = 2048 };

/* A bone's pull falls with the fourth power of the distance, plus this, without which tissue between two bones that
 * touch would jump from the one to the other. */
static const float SOFT_M = 0.014f;

/* Share of the length over which an end leaves its bone, and how near the bone it must be to be tied at all: fully,
 * not any more. Some fibres end in the air, where the model is cut or the tendon goes on. */
static const float END_SHARE = 0.22f, TIED_M = 0.010f, LOOSE_M = 0.028f;

/* Rounds of evening out between neighbouring vertices: fibre coordinates may jump where a muscle lies on itself. */
enum { ROUNDS = 4 };

/* Strands that only lie near bones give way along a good part of their length. */
enum { STRAND_ROUNDS = 80 };

typedef struct Reach {
    MeshSet *set;
    const MeshFollows *follows;
    float lo[3], cell;
    int n[3];
    float *distance[MESH_HIP_BONES]; /* metres, of each cell's middle; NULL: no piece of it is there */
} Reach;

static bool lay_grid(Reach *r)
{
    Box3 box = mesh_set_box(r->set);
    if (box3_is_empty(&box)) {
        return false;
    }
    for (int size = 0; size < CELL_SIZES; size++) {
        r->cell = CELL_SIZES_M[size];
        double cells = 1;
        bool fits = true;
        for (int k = 0; k < 3; k++) {
            double n = ceil(((double)box.hi[k] - box.lo[k]) / (double)r->cell) + 3;
            r->lo[k] = box.lo[k] - 1.5f * r->cell;
            r->n[k] = n < MOST_SIDE ? (int)n : MOST_SIDE;
            fits = fits && n < MOST_SIDE;
            cells *= n;
        }
        if (fits && cells <= MOST_CELLS) {
            return true;
        }
    }
    return false;
}

static bool is_piece(const Reach *r, size_t part, size_t bone)
{
    const MeshFollows *f = &r->follows[part];
    return f->count == 1 && !f->near && f->bones[0] == bone;
}

static void mark(const Reach *r, size_t part, float *field)
{
    Voxels v = voxels_of_part(r->set, part, r->lo, r->cell, r->n);
    size_t at = 0;
    for (int z = 0; z < v.n[2]; z++) {
        for (int y = 0; y < v.n[1]; y++) {
            size_t row = ((size_t)(v.from[2] + z) * r->n[1] + (v.from[1] + y)) * r->n[0] + v.from[0];
            for (int x = 0; x < v.n[0]; x++, at++) {
                if (v.full[at] >= 96) {
                    field[row + x] = 0;
                }
            }
        }
    }
    free(v.full);
}

static void measure_bone(void *context, size_t bone)
{
    Reach *r = context;
    size_t cells = (size_t)r->n[0] * r->n[1] * r->n[2];
    float *field = NULL;
    for (size_t p = 0; p < r->set->part_count; p++) {
        if (!is_piece(r, p, bone)) {
            continue;
        }
        if (!field) {
            field = mem_alloc(cells, sizeof *field);
            for (size_t i = 0; i < cells; i++) {
                field[i] = 1e9f;
            }
        }
        mark(r, p, field);
    }
    if (field) {
        voxels_transform(field, r->n);
        for (size_t i = 0; i < cells; i++) {
            field[i] = sqrtf(field[i]) * r->cell;
        }
    }
    r->distance[bone] = field;
}

static float distance_at(const Reach *r, const float *field, const float at[3])
{
    float t[3];
    int i[3];
    for (int k = 0; k < 3; k++) {
        float x = clampf((at[k] - r->lo[k]) / r->cell - 0.5f, 0, (float)r->n[k] - 1.001f);
        i[k] = (int)x;
        t[k] = x - (float)i[k];
    }
    size_t row = (size_t)r->n[0], layer = row * r->n[1];
    const float *f = field + (size_t)i[2] * layer + (size_t)i[1] * row + i[0];
    float a = mixf(mixf(f[0], f[1], t[0]), mixf(f[row], f[row + 1], t[0]), t[1]);
    f += layer;
    float b = mixf(mixf(f[0], f[1], t[0]), mixf(f[row], f[row + 1], t[0]), t[1]);
    return mixf(a, b, t[2]);
}

/* Shares of the bones by distance alone. */
static void by_distance(const MeshFollows *f, const float distance[MESH_HIP_BONES], float share[MESH_HIP_BONES])
{
    float sum = 0;
    for (int i = 0; i < f->count; i++) {
        float d = (distance[f->bones[i]] + SOFT_M) / SOFT_M;
        share[f->bones[i]] = 1 / (d * d * d * d);
        sum += share[f->bones[i]];
    }
    for (int b = 0; b < MESH_HIP_BONES; b++) {
        share[b] /= sum;
    }
}

/* Towards an end of the fibres its bone takes over. */
static void tie_ends(const MeshFollows *f, const float distance[MESH_HIP_BONES], float u, float share[MESH_HIP_BONES])
{
    uint8_t from = f->bones[0], to = f->bones[f->count - 1];
    float first = 1 - smoothstepf(0.02f, END_SHARE, u), last = smoothstepf(1 - END_SHARE, 0.98f, u);
    first *= 1 - smoothstepf(TIED_M, LOOSE_M, distance[from]);
    last *= 1 - smoothstepf(TIED_M, LOOSE_M, distance[to]);
    for (int b = 0; b < MESH_HIP_BONES; b++) {
        share[b] *= 1 - first - last;
    }
    share[from] += first;
    share[to] += last;
}

typedef float Share[MESH_HIP_BONES];

static void weigh_vertex(const Reach *r, const MeshPart *part, const MeshFollows *f, const MeshVertex *vertex,
                         Share out)
{
    float at[3], distance[MESH_HIP_BONES];
    mesh_vertex_position(part, vertex, at);
    for (int b = 0; b < MESH_HIP_BONES; b++) {
        distance[b] = r->distance[b] ? distance_at(r, r->distance[b], at) : 1e4f;
    }
    by_distance(f, distance, out);
    if (part->has_fibre && !f->near) {
        tie_ends(f, distance, (float)vertex->along / 65535, out);
    }
}

static float edge_pull(const MeshSet *set, const MeshPart *part, uint32_t a, uint32_t b)
{
    float p[3], q[3], square = 0;
    mesh_vertex_position(part, &set->vertices[a + part->first_vertex], p);
    mesh_vertex_position(part, &set->vertices[b + part->first_vertex], q);
    for (int k = 0; k < 3; k++) {
        square += (p[k] - q[k]) * (p[k] - q[k]);
    }
    return 1 / (sqrtf(square) + 1e-4f);
}

/* Every vertex becomes the mean of itself and its neighbours, of which the nearer ones count more. */
static void even_out(const MeshSet *set, const MeshPart *part, Share *share)
{
    Share *sum = mem_alloc(part->vertex_count, sizeof *sum);
    float *pulls = mem_alloc(part->vertex_count, sizeof *pulls);
    const uint32_t *index = set->indices + part->lods[0].first_index;
    for (uint32_t i = 0; i < part->lods[0].index_count; i++) { /* on a closed surface each edge runs either way once */
        uint32_t a = index[i] - part->first_vertex, b = index[i - i % 3 + (i + 1) % 3] - part->first_vertex;
        float pull = edge_pull(set, part, a, b);
        for (int k = 0; k < MESH_HIP_BONES; k++) {
            sum[a][k] += pull * share[b][k];
            sum[b][k] += pull * share[a][k];
        }
        pulls[a] += pull;
        pulls[b] += pull;
    }
    for (uint32_t v = 0; v < part->vertex_count; v++) {
        for (int k = 0; k < MESH_HIP_BONES && pulls[v] > 0; k++) {
            share[v][k] = 0.5f * (share[v][k] + sum[v][k] / pulls[v]);
        }
    }
    free(sum);
    free(pulls);
}

static MeshWeights pack(const Share share)
{
    return (MeshWeights){.right_thigh = (uint8_t)(share[MESH_RIGHT_THIGH] * 255 + 0.25f),
                         .left_thigh = (uint8_t)(share[MESH_LEFT_THIGH] * 255 + 0.25f),
                         .spine = (uint8_t)(share[MESH_SPINE] * 255 + 0.25f)};
}

static void weigh_part(void *context, size_t p)
{
    Reach *r = context;
    const MeshPart *part = &r->set->parts[p];
    const MeshFollows *f = &r->follows[p];
    if (f->count == 0) {
        return;
    }
    Share *share = mem_alloc(part->vertex_count, sizeof *share);
    for (uint32_t v = 0; v < part->vertex_count; v++) {
        if (f->count == 1) {
            share[v][f->bones[0]] = 1;
        } else {
            weigh_vertex(r, part, f, &r->set->vertices[part->first_vertex + v], share[v]);
        }
    }
    int rounds = f->count < 2 ? 0 : part->has_fibre && f->near ? STRAND_ROUNDS : ROUNDS;
    for (int i = 0; i < rounds; i++) {
        even_out(r->set, part, share);
    }
    for (uint32_t v = 0; v < part->vertex_count; v++) {
        r->set->weights[part->first_vertex + v] = pack(share[v]);
    }
    free(share);
}

void mesh_weights_bake(MeshSet *set, const MeshFollows *follows, int threads)
{
    Reach r = {.set = set, .follows = follows};
    if (!set->weights) {
        set->weights = mem_alloc(set->vertex_count, sizeof *set->weights);
    }
    if (!lay_grid(&r)) {
        return;
    }
    parallel_for(threads, MESH_HIP_BONES, measure_bone, &r);
    parallel_for(threads, set->part_count, weigh_part, &r);
    for (int b = 0; b < MESH_HIP_BONES; b++) {
        free(r.distance[b]);
    }
}

/* The three greatest shares, in the order of bones; what the fourth had goes to the greatest. */
static MeshJoints joints_of(MeshWeights w)
{
    int share[MESH_HIP_BONES] = {[MESH_PELVIS] = 255 - w.right_thigh - w.left_thigh - w.spine,
                                 [MESH_RIGHT_THIGH] = w.right_thigh,
                                 [MESH_LEFT_THIGH] = w.left_thigh,
                                 [MESH_SPINE] = w.spine};
    int least = MESH_SPINE, most = MESH_PELVIS;
    for (int b = MESH_SPINE; b >= 0; b--) {
        least = share[b] < share[least] ? b : least;
        most = share[b] >= share[most] ? b : most;
    }
    share[most] += share[least];
    int bone[3];
    for (int i = 0; i < 3; i++) {
        bone[i] = i < least ? i : i + 1;
    }
    return (MeshJoints){.bone = {(uint8_t)bone[0], (uint8_t)bone[1], (uint8_t)bone[2]},
                        .share = {(uint8_t)share[bone[0]], (uint8_t)share[bone[1]]}};
}

void mesh_moves_bake(MeshSet *set, const MeshFollows *follows)
{
    for (size_t p = 0; p < set->part_count; p++) {
        MeshPart *part = &set->parts[p];
        const MeshFollows *f = &follows[p];
        if (f->count <= 1) {
            part->moves = MOVES_BONE + (f->count ? f->bones[0] : (uint32_t)MESH_PELVIS);
        } else if ((part->has_fibre && !f->near) || f->sheet) {
            part->moves = MOVES_SOFT;
        } else { /* nerves and vessels too: their branches have coordinates of their own, which make no sheet */
            part->moves = MOVES_JOINTED;
            part->has_fibre = 0;
            for (uint32_t v = part->first_vertex; v < part->first_vertex + part->vertex_count; v++) {
                mesh_vertex_set_joints(&set->vertices[v], joints_of(set->weights[v]));
            }
        }
    }
}

MeshFollows mesh_follows_of(const MeshSet *set, uint32_t part)
{
    static const double LEAST = 0.02; /* of the part: less is only the evening out */
    const MeshPart *p = &set->parts[part];
    double share[MESH_HIP_BONES] = {0}, along[MESH_HIP_BONES] = {0}, all = 0;
    MeshFollows out = {.near = p->moves != MOVES_SOFT};
    if (p->moves >= MOVES_BONE) {
        return (MeshFollows){.bones = {(uint8_t)(p->moves - MOVES_BONE)}, .count = 1};
    }
    for (uint32_t v = p->first_vertex; set->weights && v < p->first_vertex + p->vertex_count; v++) {
        const MeshWeights *w = &set->weights[v];
        const int each[MESH_HIP_BONES] = {255 - w->right_thigh - w->left_thigh - w->spine, w->right_thigh,
                                          w->left_thigh, w->spine};
        for (int b = 0; b < MESH_HIP_BONES; b++) {
            share[b] += each[b];
            along[b] += (double)each[b] * set->vertices[v].along;
            all += each[b];
        }
    }
    for (int b = 0; b < MESH_HIP_BONES; b++) {
        if (share[b] <= LEAST * all) {
            continue;
        }
        int at = out.count++; /* from origin to insertion */
        for (; !out.near && at > 0 && along[out.bones[at - 1]] / share[out.bones[at - 1]] > along[b] / share[b]; at--) {
            out.bones[at] = out.bones[at - 1];
        }
        out.bones[at] = (uint8_t)b;
    }
    return out;
}
