/* posture.c - soft parts go with the joints: each node of a grid over the fibre coordinates takes the blended motion of
 * the vertices around it. */
#include "hip/posture.h"
#include "hip/mem.h"
#include "sheet.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct PostureRest {
    BendGrid grid;
    MeshWeights weights[BEND_ROWS][BEND_COLUMNS];
};

static const float *share_of(MeshWeights w, float out[MESH_HIP_BONES])
{
    out[MESH_RIGHT_THIGH] = (float)w.right_thigh;
    out[MESH_LEFT_THIGH] = (float)w.left_thigh;
    out[MESH_SPINE] = (float)w.spine;
    out[MESH_PELVIS] = 255 - out[MESH_RIGHT_THIGH] - out[MESH_LEFT_THIGH] - out[MESH_SPINE];
    return out;
}

/* Weights of the vertices round each node, the nearer the more. */
static void gather(const MeshSet *set, const MeshPart *part, PostureRest *rest)
{
    float sum[BEND_ROWS][BEND_COLUMNS][MESH_HIP_BONES] = {{{0}}}, total[BEND_ROWS][BEND_COLUMNS] = {{0}};
    for (uint32_t v = 0; v < part->vertex_count; v++) {
        const MeshVertex *vertex = &set->vertices[part->first_vertex + v];
        float share[MESH_HIP_BONES];
        share_of(set->weights[part->first_vertex + v], share);
        float w = (float)vertex->along / 65535 * (BEND_COLUMNS - 1),
              t = (float)vertex->across / 65535 * (BEND_ROWS - 1);
        for (int row = 0; row < BEND_ROWS; row++) {
            for (int column = 0; column < BEND_COLUMNS; column++) {
                float dw = w - (float)column, dt = t - (float)row, pull = 1 / (0.02f + dw * dw + 0.3f * dt * dt);
                pull *= pull;
                for (int b = 0; b < MESH_HIP_BONES; b++) {
                    sum[row][column][b] += pull * share[b];
                }
                total[row][column] += pull;
            }
        }
    }
    for (int row = 0; row < BEND_ROWS; row++) {
        for (int column = 0; column < BEND_COLUMNS; column++) {
            const float *s = sum[row][column];
            float scale = total[row][column] > 0 ? 1 / total[row][column] : 0;
            rest->weights[row][column] = (MeshWeights){.right_thigh = (uint8_t)(s[MESH_RIGHT_THIGH] * scale),
                                                       .left_thigh = (uint8_t)(s[MESH_LEFT_THIGH] * scale),
                                                       .spine = (uint8_t)(s[MESH_SPINE] * scale)};
        }
    }
}

static float thickness(const MeshSet *set, const MeshPart *part, const BendGrid *grid)
{
    float most = 0;
    for (uint32_t v = 0; v < part->vertex_count; v++) {
        const MeshVertex *vertex = &set->vertices[part->first_vertex + v];
        float p[3], moved[3], square = 0;
        mesh_vertex_position(part, vertex, p);
        BendGrid const *g = grid;
        int column = (int)lrintf((float)vertex->along / 65535 * (BEND_COLUMNS - 1));
        int row = (int)lrintf((float)vertex->across / 65535 * (BEND_ROWS - 1));
        for (int k = 0; k < 3; k++) {
            moved[k] = p[k] - g->rest[row][column][k];
            square += moved[k] * moved[k];
        }
        most = fmaxf(most, square);
    }
    return sqrtf(most);
}

PostureRest *posture_rest_create(const Atlas *atlas, int structure, const MeshSet *set, uint32_t part)
{
    (void)atlas;
    (void)structure;
    if (!set->weights || !set->parts[part].has_fibre) {
        return NULL;
    }
    PostureRest *rest = mem_alloc(1, sizeof *rest);
    rest->grid.w_scale = rest->grid.t_scale = 1;
    if (!sheet_fit_rest(set, part, &rest->grid)) {
        free(rest);
        return NULL;
    }
    gather(set, &set->parts[part], rest);
    rest->grid.half_thickness = thickness(set, &set->parts[part], &rest->grid);
    return rest;
}

void posture_rest_release(PostureRest *rest)
{
    free(rest);
}

void posture_bend(const PostureRest *rest, const PoseBones *bones, const BendGrid *flap, float reflect, BendGrid *out)
{
    (void)flap;
    (void)reflect;
    *out = rest->grid;
    for (int row = 0; row < BEND_ROWS; row++) {
        for (int column = 0; column < BEND_COLUMNS; column++) {
            PoseMotion motion;
            float at[3];
            pose_blend(bones, rest->weights[row][column], &motion);
            pose_point(&motion, out->rest[row][column], at);
            float sign = motion.turn[3] < 0 ? -1 : 1;
            for (int k = 0; k < 3; k++) {
                out->shift[row][column][k] = at[k] - out->rest[row][column][k];
                out->turn[row][column][k] = sign * motion.turn[k];
            }
        }
    }
}

MeshBone posture_bone(const MeshSet *set, uint32_t part)
{
    const MeshPart *p = &set->parts[part];
    double sum[MESH_HIP_BONES] = {0};
    for (uint32_t v = 0; set->weights && v < p->vertex_count; v++) {
        float share[MESH_HIP_BONES];
        share_of(set->weights[p->first_vertex + v], share);
        for (int b = 0; b < MESH_HIP_BONES; b++) {
            sum[b] += (double)share[b];
        }
    }
    int most = MESH_PELVIS;
    for (int b = 0; b < MESH_HIP_BONES; b++) {
        most = sum[b] > sum[most] ? b : most;
    }
    return (MeshBone)most;
}
