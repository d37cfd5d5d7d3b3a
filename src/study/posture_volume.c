/* posture_volume.c - flesh keeps its volume: a sheet that was drawn out becomes thinner, one that was pushed together
 * thicker, until a coarse surface of the part holds what it holds at rest, and gives way where it came into bone. */
#include "hip/mem.h"
#include "posture_rest.h"
#include <math.h>
#include <stdlib.h>

enum { ENOUGH_TRIANGLES = 300, MOST_TRIANGLES = 2000, STEPS = 5 }; /* more triangles take too long for every pose */
static const float LEAST = 0.4f, MOST = 3.5f;                      /* of the thickness at rest */
static const float OVER = 1.2f;                                    /* the belly makes up for what the ends leave */
static const float BESIDE_M = 0.002f;   /* triangles cut corners: their corners keep so far from bone */
static const float NOTICED_M = 0.0007f; /* in bone */
static const float CLOSE = 0.01f;       /* share of the volume that nobody sees */

static float volume_of(const PostureFlesh *flesh, const float (*at)[3])
{
    double sum = 0;
    const float *o = at[0]; /* near all of them, so that little is lost in the sum */
    for (uint32_t i = 0; i < flesh->triangle_count; i++) {
        float e[3][3];
        for (int c = 0; c < 3; c++) {
            for (int k = 0; k < 3; k++) {
                e[c][k] = at[flesh->triangles[i][c]][k] - o[k];
            }
        }
        sum += (double)(e[0][0] * (e[1][1] * e[2][2] - e[1][2] * e[2][1]) +
                        e[0][1] * (e[1][2] * e[2][0] - e[1][0] * e[2][2]) +
                        e[0][2] * (e[1][0] * e[2][1] - e[1][1] * e[2][0]));
    }
    return (float)(sum / 6);
}

void posture_flesh_make(const MeshSet *set, uint32_t index, PostureFlesh *out)
{
    const MeshPart *part = &set->parts[index];
    *out = (PostureFlesh){0};
    if (!part->closed) {
        return;
    }
    uint32_t level = part->lod_count - 1;
    while (level > 0 && part->lods[level].index_count < 3 * ENOUGH_TRIANGLES) {
        level--;
    }
    if (part->lods[level].index_count > 3 * MOST_TRIANGLES) {
        return;
    }
    const uint32_t *from = set->indices + part->lods[level].first_index;
    out->triangle_count = part->lods[level].index_count / 3;
    out->triangles = mem_alloc(out->triangle_count, sizeof *out->triangles);
    out->at = mem_alloc(part->vertex_count, sizeof *out->at);
    out->fibre = mem_alloc(part->vertex_count, sizeof *out->fibre);
    uint32_t *number = mem_alloc(part->vertex_count, sizeof *number); /* of a vertex in `at`, from 1 */
    for (uint32_t i = 0; i < 3 * out->triangle_count; i++) {
        uint32_t v = from[i] - part->first_vertex;
        if (number[v] == 0) {
            const MeshVertex *vertex = &set->vertices[from[i]];
            mesh_vertex_position(part, vertex, out->at[out->vertex_count]);
            out->fibre[out->vertex_count][0] = (float)vertex->along / 65535;
            out->fibre[out->vertex_count][1] = (float)vertex->across / 65535;
            number[v] = ++out->vertex_count;
        }
        out->triangles[i / 3][i % 3] = number[v] - 1;
    }
    free(number);
    out->volume = volume_of(out, (const float(*)[3])out->at);
}

void posture_flesh_release(PostureFlesh *flesh)
{
    free(flesh->at);
    free(flesh->fibre);
    free(flesh->triangles);
    free(flesh->clear);
    *flesh = (PostureFlesh){0};
}

void posture_flesh_keep_out(PostureFlesh *flesh, const PostureBones *bones)
{
    free(flesh->clear);
    flesh->clear = NULL;
    if (!bones || flesh->vertex_count == 0) {
        return;
    }
    flesh->clear = mem_alloc(flesh->vertex_count, sizeof *flesh->clear);
    for (uint32_t v = 0; v < flesh->vertex_count; v++) {
        for (int b = 0; b < MESH_HIP_BONES; b++) {
            flesh->clear[v][b] = fminf(mesh_distance_at(&bones->around[b], flesh->at[v], NULL), BESIDE_M);
        }
    }
}

/* How far the surface drives each node out of bone: the mean of what lies in it round the node. */
typedef struct Push {
    float way[BEND_ROWS][BEND_COLUMNS][3], share[BEND_ROWS][BEND_COLUMNS];
} Push;

static void add_push(const BendGrid *grid, const float fibre[2], const float way[3], Push *out)
{
    float w = clampf(grid->w_at_zero + grid->w_scale * fibre[0], 0, 1) * (BEND_COLUMNS - 1);
    float t = clampf(grid->t_at_zero + grid->t_scale * fibre[1], 0, 1) * (BEND_ROWS - 1);
    int c = (int)fminf(w, BEND_COLUMNS - 2), r = (int)fminf(t, BEND_ROWS - 2);
    for (int i = 0; i < 4; i++) {
        float fw = w - (float)c, ft = t - (float)r, share = (i & 1 ? fw : 1 - fw) * (i & 2 ? ft : 1 - ft);
        out->share[r + (i >> 1)][c + (i & 1)] += share;
        for (int k = 0; k < 3; k++) {
            out->way[r + (i >> 1)][c + (i & 1)][k] += share * way[k];
        }
    }
}

/* True when something lies deeper in bone than at rest. */
static bool find_push(const PostureRest *rest, const PoseBones *bones, const BendGrid *grid, const float (*at)[3],
                      Push *out)
{
    const PostureFlesh *flesh = &rest->flesh;
    bool any = false;
    for (int b = 0; b < MESH_HIP_BONES; b++) {
        PoseMotion back = pose_back(&bones->motion[b]);
        for (uint32_t v = 0; rest->follows[b] && v < flesh->vertex_count; v++) {
            float local[3], way[3];
            pose_point(&back, at[v], local);
            float deeper = flesh->clear[v][b] - mesh_distance_at(&rest->bones->around[b], local, way);
            if (deeper > NOTICED_M) {
                pose_direction(&bones->motion[b], way, way);
                for (int k = 0; k < 3; k++) {
                    way[k] *= deeper;
                }
                add_push(grid, flesh->fibre[v], way, out);
                any = true;
            }
        }
    }
    return any;
}

static void apply_push(const PostureRest *rest, const Push *push, BendGrid *grid)
{
    for (int r = 0; r < BEND_ROWS; r++) {
        for (int c = 0; c < BEND_COLUMNS; c++) {
            float share = posture_free(rest, c) / fmaxf(push->share[r][c], 0.25f);
            for (int k = 0; k < 3; k++) {
                grid->shift[r][c][k] += share * push->way[r][c][k];
            }
        }
    }
}

static void apply_swell(const PostureRest *rest, float wanted, BendGrid *grid)
{
    for (int node = 0; node < BEND_ROWS * BEND_COLUMNS; node++) {
        float *swell = &grid->swell[node / BEND_COLUMNS][node % BEND_COLUMNS];
        float more = OVER * (wanted - 1) * posture_free(rest, node % BEND_COLUMNS);
        *swell = clampf((1 + *swell) * (1 + more), LEAST, MOST) - 1;
    }
}

void posture_shape_flesh(const PostureRest *rest, const PoseBones *bones, BendGrid *grid)
{
    const PostureFlesh *flesh = &rest->flesh;
    if (flesh->triangle_count == 0 || !(flesh->volume > 0)) {
        return;
    }
    float(*at)[3] = mem_alloc(flesh->vertex_count, sizeof *at);
    for (int step = 0; step < STEPS; step++) {
        for (uint32_t v = 0; v < flesh->vertex_count; v++) {
            bend_point(grid, flesh->fibre[v][0], flesh->fibre[v][1], flesh->at[v], at[v]);
        }
        Push push = {0};
        float now = volume_of(flesh, (const float(*)[3])at), wanted = flesh->volume / fmaxf(now, 0.3f * flesh->volume);
        bool in_bone = flesh->clear && find_push(rest, bones, grid, (const float(*)[3])at, &push);
        if (fabsf(wanted - 1) < CLOSE && !in_bone) {
            break;
        }
        apply_swell(rest, wanted, grid);
        apply_push(rest, &push, grid);
    }
    free(at);
}
