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

struct FigureJoints {
    Cloud own, skin;
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
        cloud_release(&joints->skin);
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

/* The hip's skin close to the cut. */
static void skin_shares(const MeshSet *hip, float border_mm, Cloud *out)
{
    size_t room = 0;
    for (int pass = 0; pass < 2; pass++) {
        out->count = 0;
        for (size_t p = 0; p < hip->part_count; p++) {
            const MeshPart *part = &hip->parts[p];
            bool skin = strncmp(part->id, "skin_", 5) == 0;
            for (uint32_t i = part->first_vertex; skin && i < part->first_vertex + part->vertex_count; i++) {
                float at[3];
                mesh_vertex_position(part, &hip->vertices[i], at);
                if (fabsf(at[1] * 1000 - border_mm) > SKIN_NEAR_MM) {
                    continue;
                }
                if (pass == 1) {
                    MeshWeights w = hip->weights[i];
                    float *shares = out->shares[out->count];
                    for (int k = 0; k < 3; k++) {
                        out->places[out->count][k] = at[k] * 1000;
                    }
                    shares[MESH_RIGHT_THIGH] = (float)w.right_thigh / 255;
                    shares[MESH_LEFT_THIGH] = (float)w.left_thigh / 255;
                    shares[MESH_SPINE] = (float)w.spine / 255;
                    shares[MESH_PELVIS] = 1 - shares[MESH_RIGHT_THIGH] - shares[MESH_LEFT_THIGH] - shares[MESH_SPINE];
                }
                out->count++;
            }
        }
        if (pass == 0) {
            room = out->count;
            out->places = mem_alloc(room, sizeof *out->places);
            out->shares = mem_alloc(room, sizeof *out->shares);
        }
    }
    out->grid = near_grid_make((const float(*)[3])out->places, out->count, SKIN_NEAR_MM);
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
        skin_shares(hip, joints->border, &joints->skin);
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

/* The three greatest shares, in 255ths. */
static MeshJoints pack(const Shares shares)
{
    MeshJoints out = {{0}, {0}};
    float share[3] = {0};
    bool taken[MESH_BONES] = {false};
    for (int i = 0; i < 3; i++) {
        int best = -1;
        for (int k = 0; k < MESH_BONES; k++) {
            if (!taken[k] && (best < 0 || shares[k] > shares[best])) {
                best = k;
            }
        }
        taken[best] = true;
        share[i] = shares[best];
        out.bone[i] = (uint8_t)best;
    }
    float sum = share[0] + share[1] + share[2];
    out.share[0] = (uint8_t)lrintf(255 * share[0] / sum);
    float rest = 255 - (float)out.share[0];
    out.share[1] = (uint8_t)fminf(rest, rintf(255 * share[1] / sum));
    return out;
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
    if (away < 1 && trunk > 0.5f) {
        float t = away > 0 ? away * away * (3 - 2 * away) : 0;
        const float down[3] = {at_mm[0], joints->border - 3.0f * (float)joints->away, at_mm[2]};
        if (shares_near(&joints->skin, down, NULL, skin)) {
            for (int k = 0; k < MESH_BONES; k++) {
                own[k] = skin[k] + t * (own[k] - skin[k]);
            }
        }
    }
    return pack(own);
}
