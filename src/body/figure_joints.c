#include "figure_joints.h"
#include "hip/mem.h"
#include "near_grid.h"
#include "surface.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Bones spread from the balls over a coarse copy of the surface: along the skin, so that the side of the chest does not
 * go with the arm that hangs beside it. */
static const float COARSE_MM = 7;
enum { SPREAD_STEPS = 60 };

/* Above the cut the figure goes with the flesh as the hip's skin there does, and over so much height it comes to its
 * own. */
static const float BORDER_MM = 110;
static const float NEAR_MM = 24, SKIN_NEAR_MM = 30, BALL_NEAR_MM = 14, GROWTH_NEAR_MM = 45;

typedef float Shares[MESH_BONES];

typedef struct Cloud { /* places whose shares are known */
    float (*places)[3], (*normals)[3];
    Shares *shares;
    size_t count;
    NearGrid grid;
} Cloud;

typedef struct SkinFace { /* a triangle of the hip's skin */
    float corners[3][3];
    Shares shares[3];
} SkinFace;

struct FigureJoints {
    Cloud own;
    SkinFace *faces; /* near the cut */
    size_t face_count, face_capacity;
    float border; /* height of the cut */
    int away;     /* +1: the figure is above it, -1 below, 0: no cut */
};

static void cloud_release(Cloud *cloud)
{
    free(cloud->places);
    free(cloud->normals);
    free(cloud->shares);
    near_grid_release(&cloud->grid);
}

void figure_joints_release(FigureJoints *joints)
{
    if (joints) {
        cloud_release(&joints->own);
        free(joints->faces);
        free(joints);
    }
}

static void spread(const Surface *s, Shares *shares)
{
    Shares *sum = mem_alloc(s->vertex_count, sizeof *sum);
    float *count = mem_alloc(s->vertex_count, sizeof *count);
    for (size_t i = 0; i < s->index_count; i++) {
        count[s->indices[i]]++;
    }
    for (int step = 0; step < SPREAD_STEPS; step++) {
        memset(sum, 0, s->vertex_count * sizeof *sum);
        for (size_t i = 0; i < s->index_count; i++) {
            uint32_t a = s->indices[i], b = s->indices[i - i % 3 + (i + 1) % 3];
            for (int k = 0; k < MESH_BONES; k++) {
                sum[a][k] += shares[b][k];
            }
        }
        for (size_t i = 0; i < s->vertex_count; i++) {
            for (int k = 0; k < MESH_BONES && count[i] > 0; k++) {
                shares[i][k] = 0.5f * (shares[i][k] + sum[i][k] / count[i]);
            }
        }
    }
    free(sum);
    free(count);
}

typedef struct Nearest {
    const float (*places)[3];
    float at[3], square;
    uint32_t which;
} Nearest;

static void keep_nearest(void *context, uint32_t place)
{
    Nearest *n = context;
    float square = 0;
    for (int k = 0; k < 3; k++) {
        float d = n->places[place][k] - n->at[k];
        square += d * d;
    }
    if (square < n->square || (square == n->square && place < n->which)) {
        n->square = square;
        n->which = place;
    }
}

struct FigureFlesh {
    float (*places)[3];
    const BallStructure *piece;
    NearGrid grid, wide;
};

FigureFlesh *figure_flesh_make(const BallStructure *piece)
{
    FigureFlesh *flesh = mem_alloc(1, sizeof *flesh);
    flesh->piece = piece;
    flesh->places = mem_alloc(piece->ball_count, sizeof *flesh->places);
    for (size_t i = 0; i < piece->ball_count; i++) {
        memcpy(flesh->places[i], piece->balls[i].at, sizeof flesh->places[i]);
    }
    flesh->grid = near_grid_make((const float(*)[3])flesh->places, piece->ball_count, BALL_NEAR_MM);
    flesh->wide = near_grid_make((const float(*)[3])flesh->places, piece->ball_count, GROWTH_NEAR_MM);
    return flesh;
}

void figure_flesh_release(FigureFlesh *flesh)
{
    if (flesh) {
        near_grid_release(&flesh->grid);
        near_grid_release(&flesh->wide);
        free(flesh->places);
        free(flesh);
    }
}

BallFlesh figure_flesh_at(const FigureFlesh *flesh, const float at_mm[3])
{
    Nearest n = {.places = (const float(*)[3])flesh->places, .square = 1e30f};
    memcpy(n.at, at_mm, sizeof n.at);
    near_grid_visit(&flesh->grid, at_mm, keep_nearest, &n);
    bool none = n.square > 1e29f;
    for (uint32_t i = 0; none && i < flesh->piece->ball_count; i++) {
        keep_nearest(&n, i);
    }
    return flesh->piece->flesh[n.which];
}

typedef struct Growth {
    const FigureFlesh *flesh;
    const float *at;
    float sum, total;
} Growth;

static void add_growth(void *context, uint32_t place)
{
    Growth *g = context;
    float square = 0;
    for (int k = 0; k < 3; k++) {
        float d = g->flesh->places[place][k] - g->at[k];
        square += d * d;
    }
    float near = 1 - square / (GROWTH_NEAR_MM * GROWTH_NEAR_MM);
    if (near > 0) {
        g->total += near * near;
        g->sum += near * near * (float)g->flesh->piece->flesh[place].grows;
    }
}

float figure_growth_at(const FigureFlesh *flesh, const float at_mm[3])
{
    Growth g = {.flesh = flesh, .at = at_mm};
    near_grid_visit(&flesh->wide, at_mm, add_growth, &g);
    return g.total > 0 ? g.sum / g.total : 0;
}

static HipResult own_shares(const BallStructure *piece, const FigureFlesh *flesh, Cloud *out, HipError *err)
{
    BallStructure coarse = *piece;
    Surface surface = {0};
    coarse.cut_below = -1e6f;
    coarse.cut_above = 1e6f;
    coarse.grid = COARSE_MM;
    coarse.smooth = 10;
    coarse.blend = 0;
    coarse.has_fibre = false;
    Field *field = field_create(&coarse);
    HipResult rc = surface_make(field, NULL, 0, &surface, err);
    if (rc == HIP_OK) {
        out->count = surface.vertex_count;
        out->shares = mem_alloc(out->count, sizeof *out->shares);
        for (size_t i = 0; i < out->count; i++) {
            out->shares[i][figure_flesh_at(flesh, surface.positions[i]).bone] = 1;
        }
        spread(&surface, out->shares);
        out->normals = surface_normals(&surface);
        out->places = surface.positions;
        surface.positions = NULL;
        out->grid = near_grid_make((const float(*)[3])out->places, out->count, NEAR_MM);
    }
    surface_release(&surface);
    field_destroy(field);
    return rc;
}

/* All four, as they are before the least is dropped: that jumps from one side to the other. */
static void shares_of(MeshWeights w, Shares out)
{
    memset(out, 0, sizeof(Shares));
    out[MESH_RIGHT_THIGH] = (float)w.right_thigh / 255;
    out[MESH_LEFT_THIGH] = (float)w.left_thigh / 255;
    out[MESH_SPINE] = (float)w.spine / 255;
    out[MESH_PELVIS] = 1 - out[MESH_RIGHT_THIGH] - out[MESH_LEFT_THIGH] - out[MESH_SPINE];
}

static bool add_triangle(const MeshSet *hip, const MeshPart *part, const uint32_t *index, float border_mm,
                         SkinFace *out)
{
    bool near = false;
    for (int c = 0; c < 3; c++) {
        mesh_vertex_position(part, &hip->vertices[index[c]], out->corners[c]);
        for (int k = 0; k < 3; k++) {
            out->corners[c][k] *= 1000;
        }
        near = near || fabsf(out->corners[c][1] - border_mm) < SKIN_NEAR_MM;
        shares_of(hip->weights[index[c]], out->shares[c]);
    }
    return near;
}

/* The hip's skin close to the cut. */
static void take_skin(const MeshSet *hip, float border_mm, FigureJoints *joints)
{
    for (size_t p = 0; p < hip->part_count; p++) {
        const MeshPart *part = &hip->parts[p];
        const MeshLod *full = &part->lods[0];
        bool skin = strncmp(part->id, "skin_", 5) == 0;
        for (uint32_t t = 0; skin && t < full->index_count; t += 3) {
            joints->faces =
                mem_grow(joints->faces, &joints->face_capacity, joints->face_count + 1, sizeof *joints->faces);
            joints->face_count += add_triangle(hip, part, &hip->indices[full->first_index + t], border_mm,
                                               &joints->faces[joints->face_count]);
        }
    }
}

HipResult figure_joints_make(const BallStructure *piece, const FigureFlesh *flesh, const MeshSet *hip,
                             FigureJoints **out, HipError *err)
{
    FigureJoints *joints = mem_alloc(1, sizeof *joints);
    HipResult rc = own_shares(piece, flesh, &joints->own, err);
    bool above = piece->cut_below > -1e5f, below = piece->cut_above < 1e5f;
    if (rc == HIP_OK && hip && hip->weights && (above || below)) {
        joints->away = above ? 1 : -1;
        joints->border = above ? piece->cut_below : piece->cut_above;
        take_skin(hip, joints->border, joints);
    }
    if (rc != HIP_OK) {
        figure_joints_release(joints);
        return rc;
    }
    *out = joints;
    return HIP_OK;
}

typedef struct Gather {
    const Cloud *cloud;
    float at[3];
    const float *normal; /* NULL: whatever the place faces */
    float reach, total;
    Shares sum;
    float nearest; /* squared; and its shares, for where nothing is within reach */
    uint32_t which;
} Gather;

static void gather(void *context, uint32_t place)
{
    Gather *g = context;
    float square = 0, facing = 1;
    for (int k = 0; k < 3; k++) {
        float d = g->cloud->places[place][k] - g->at[k];
        square += d * d;
    }
    if (g->normal) {
        const float *n = g->cloud->normals[place];
        facing = n[0] * g->normal[0] + n[1] * g->normal[1] + n[2] * g->normal[2];
    }
    if (facing > 0 && square < g->nearest) {
        g->nearest = square;
        g->which = place;
    }
    float far = 1 - square / (g->reach * g->reach);
    if (far <= 0 || facing <= 0.2f) {
        return;
    }
    float weight = far * far * (facing - 0.2f);
    g->total += weight;
    for (int k = 0; k < MESH_BONES; k++) {
        g->sum[k] += weight * g->cloud->shares[place][k];
    }
}

static bool shares_near(const Cloud *cloud, const float at[3], const float *normal, Shares out)
{
    Gather g = {.cloud = cloud, .normal = normal, .reach = cloud->grid.cell, .nearest = 1e30f};
    memcpy(g.at, at, sizeof g.at);
    near_grid_visit(&cloud->grid, at, gather, &g);
    if (g.total <= 0 && g.nearest > 1e29f) {
        return false;
    }
    for (int k = 0; k < MESH_BONES; k++) {
        out[k] = g.total > 0 ? g.sum[k] / g.total : cloud->shares[g.which][k];
    }
    return true;
}

/* The three greatest shares, in the order of bones; what others had goes to the greatest, as in the hip
 * (mesh_weights.c). */
static MeshJoints pack(const Shares shares)
{
    int taken[3] = {-1, -1, -1}, most = 0;
    for (int i = 0; i < 3; i++) {
        for (int k = 0; k < MESH_BONES; k++) {
            bool free_bone = k != taken[0] && k != taken[1] && k != taken[2];
            if (free_bone && (taken[i] < 0 || shares[k] > shares[taken[i]])) {
                taken[i] = k;
            }
        }
    }
    most = taken[0];
    for (int i = 0; i < 2; i++) { /* three into order */
        for (int k = 0; k < 2; k++) {
            if (taken[k] > taken[k + 1]) {
                int swap = taken[k];
                taken[k] = taken[k + 1];
                taken[k + 1] = swap;
            }
        }
    }
    int share[3], sum = 0, main = 0;
    for (int i = 0; i < 3; i++) {
        share[i] = (int)lrintf(255 * clampf(shares[taken[i]], 0, 1));
        sum += share[i];
        main = taken[i] == most ? i : main;
    }
    share[main] += 255 - sum;
    return (MeshJoints){{(uint8_t)taken[0], (uint8_t)taken[1], (uint8_t)taken[2]},
                        {(uint8_t)share[0], (uint8_t)share[1]}};
}

/* Weights of the place on a triangle that is nearest to p, and its squared distance (Ericson, Real-Time Collision
 * Detection, 2005, 5.1.5: here the foot on the plane, and where that lies outside the best of the edges). */
static float nearest_on_face(const float p[3], const float corners[3][3], float weight[3])
{
    float ab[3], ac[3], ap[3], best = 1e30f;
    for (int k = 0; k < 3; k++) {
        ab[k] = corners[1][k] - corners[0][k];
        ac[k] = corners[2][k] - corners[0][k];
        ap[k] = p[k] - corners[0][k];
    }
    float a = dot3(ab, ab), b = dot3(ab, ac), c = dot3(ac, ac), d = dot3(ap, ab), e = dot3(ap, ac), det = a * c - b * b;
    float u = (c * d - b * e) / det, v = (a * e - b * d) / det;
    if (det > 1e-6f && u >= 0 && v >= 0 && u + v <= 1) {
        weight[0] = 1 - u - v;
        weight[1] = u;
        weight[2] = v;
        return fmaxf(dot3(ap, ap) - u * d - v * e, 0);
    }
    for (int i = 0; i < 3; i++) {
        float along[3], from[3];
        int j = (i + 1) % 3;
        for (int k = 0; k < 3; k++) {
            along[k] = corners[j][k] - corners[i][k];
            from[k] = p[k] - corners[i][k];
        }
        float t = clampf(dot3(from, along) / fmaxf(dot3(along, along), 1e-9f), 0, 1);
        float square = dot3(from, from) - 2 * t * dot3(from, along) + t * t * dot3(along, along);
        if (square < best) {
            best = square;
            weight[0] = weight[1] = weight[2] = 0;
            weight[i] = 1 - t;
            weight[j] = t;
        }
    }
    return best;
}

/* Of the nearest place of the hip's skin. */
static bool skin_shares(const FigureJoints *joints, const float at[3], Shares out)
{
    float best = 1e30f;
    for (size_t i = 0; i < joints->face_count; i++) {
        const SkinFace *face = &joints->faces[i];
        float weight[3], square = nearest_on_face(at, face->corners, weight);
        if (square >= best) {
            continue;
        }
        best = square;
        for (int k = 0; k < MESH_BONES; k++) {
            out[k] = weight[0] * face->shares[0][k] + weight[1] * face->shares[1][k] + weight[2] * face->shares[2][k];
        }
    }
    return best < 1e29f;
}

MeshJoints figure_joints_at(const FigureJoints *joints, const float at_mm[3], const float normal[3])
{
    Shares own = {0}, skin;
    if (!shares_near(&joints->own, at_mm, normal, own) && !shares_near(&joints->own, at_mm, NULL, own)) {
        own[MESH_PELVIS] = 1;
    }
    float away = joints->away ? (at_mm[1] - joints->border) * (float)joints->away / BORDER_MM : 1;
    float trunk = 0; /* an arm that hangs beside the border has nothing to do with it */
    for (int k = 0; k < MESH_HIP_BONES; k++) {
        trunk += own[k];
    }
    if (away < 1 && trunk > 0.5f && skin_shares(joints, at_mm, skin)) {
        float t = away > 0 ? away * away * (3 - 2 * away) : 0;
        for (int k = 0; k < MESH_BONES; k++) {
            own[k] = skin[k] + t * (own[k] - skin[k]);
        }
    }
    return pack(own);
}
