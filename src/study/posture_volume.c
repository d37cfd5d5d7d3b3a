/* posture_volume.c - flesh keeps its volume: a sheet that was drawn out becomes thinner, one that was pushed together
 * thicker, until a coarse surface of the part holds what it holds at rest. */
#include "hip/mem.h"
#include "posture_rest.h"
#include <math.h>
#include <stdlib.h>

enum { ENOUGH_TRIANGLES = 300, STEPS = 4 };
static const float LEAST = 0.4f, MOST = 2.5f; /* of the thickness at rest */
static const float OVER = 1.2f;               /* the belly makes up for what the ends leave */
static const float CLOSE = 0.01f;             /* share of the volume that nobody sees */

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
    *flesh = (PostureFlesh){0};
}

static float bent_volume(const PostureFlesh *flesh, const BendGrid *grid, float (*at)[3])
{
    for (uint32_t v = 0; v < flesh->vertex_count; v++) {
        bend_point(grid, flesh->fibre[v][0], flesh->fibre[v][1], flesh->at[v], at[v]);
    }
    return volume_of(flesh, (const float(*)[3])at);
}

void posture_keep_volume(const PostureRest *rest, BendGrid *grid)
{
    const PostureFlesh *flesh = &rest->flesh;
    if (flesh->triangle_count == 0 || !(flesh->volume > 0)) {
        return;
    }
    float(*at)[3] = mem_alloc(flesh->vertex_count, sizeof *at);
    for (int step = 0; step < STEPS; step++) {
        float now = bent_volume(flesh, grid, at), wanted = flesh->volume / fmaxf(now, 0.3f * flesh->volume);
        if (fabsf(wanted - 1) < CLOSE) {
            break;
        }
        for (int node = 0; node < BEND_ROWS * BEND_COLUMNS; node++) {
            float *swell = &grid->swell[node / BEND_COLUMNS][node % BEND_COLUMNS];
            float more = OVER * (wanted - 1) * posture_free(rest, node % BEND_COLUMNS);
            *swell = clampf((1 + *swell) * (1 + more), LEAST, MOST) - 1;
        }
    }
    free(at);
}
