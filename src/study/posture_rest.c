/* posture_rest.c - from a part's vertices to the nodes that posing moves. */
#include "posture_rest.h"
#include "hip/mem.h"
#include "sheet.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const float ROD_ACROSS = 0.02f;  /* coordinates that spread less say nothing about across */
static const float TENDON_GIVES = 0.1f; /* a tendon stretches so much less than the belly */

static const float LEAST_SHARE = 0.004f; /* a bone with less does not count */

static float distance(const float a[3], const float b[3])
{
    float square = 0;
    for (int k = 0; k < 3; k++) {
        square += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return sqrtf(square);
}

static void shares_of(MeshWeights w, float out[MESH_HIP_BONES])
{
    out[MESH_RIGHT_THIGH] = (float)w.right_thigh / 255;
    out[MESH_LEFT_THIGH] = (float)w.left_thigh / 255;
    out[MESH_SPINE] = (float)w.spine / 255;
    out[MESH_PELVIS] = 1 - out[MESH_RIGHT_THIGH] - out[MESH_LEFT_THIGH] - out[MESH_SPINE];
}

/* Which coordinates the part uses. */
static void measure_range(PostureRest *rest, const MeshSet *set, const MeshPart *part)
{
    uint16_t lo[2] = {65535, 65535}, hi[2] = {0, 0};
    for (uint32_t v = 0; v < part->vertex_count; v++) {
        const MeshVertex *vertex = &set->vertices[part->first_vertex + v];
        const uint16_t uv[2] = {vertex->along, vertex->across};
        for (int k = 0; k < 2; k++) {
            lo[k] = uv[k] < lo[k] ? uv[k] : lo[k];
            hi[k] = uv[k] > hi[k] ? uv[k] : hi[k];
        }
    }
    bool rod = (float)(hi[1] - lo[1]) < ROD_ACROSS * 65535;
    rest->rows = rod ? 1 : BEND_ROWS;
    rest->grid.w_scale = 1;
    rest->grid.t_scale = rod ? 0 : 1;
    rest->first = (int)((float)lo[0] / 65535 * (BEND_COLUMNS - 1));
    rest->last = (int)ceilf((float)hi[0] / 65535 * (BEND_COLUMNS - 1));
}

/* What vertices round a node say: the nearer the more. */
typedef struct Gathered {
    float share[BEND_ROWS][BEND_COLUMNS][MESH_HIP_BONES], half[BEND_ROWS][BEND_COLUMNS], pull[BEND_ROWS][BEND_COLUMNS];
} Gathered;

static void gather_vertex(const PostureRest *rest, const MeshSet *set, const MeshPart *part, uint32_t v, Gathered *sum)
{
    const MeshVertex *vertex = &set->vertices[part->first_vertex + v];
    float share[MESH_HIP_BONES], p[3];
    shares_of(set->weights[part->first_vertex + v], share);
    mesh_vertex_position(part, vertex, p);
    float w = (float)vertex->along / 65535 * (BEND_COLUMNS - 1), t = (float)vertex->across / 65535 * (BEND_ROWS - 1);
    int row = rest->rows == 1 ? 0 : (int)lrintf(t), column = (int)lrintf(w);
    float off = distance(p, rest->grid.rest[row][column]);
    for (int r = 0; r < rest->rows; r++) {
        for (int c = 0; c < BEND_COLUMNS; c++) {
            float dw = w - (float)c, dt = rest->rows == 1 ? 0 : t - (float)r, pull = 1 / (0.05f + dw * dw + dt * dt);
            pull *= pull;
            for (int b = 0; b < MESH_HIP_BONES; b++) {
                sum->share[r][c][b] += pull * share[b];
            }
            sum->half[r][c] += pull * off;
            sum->pull[r][c] += pull;
        }
    }
}

static void gather_vertices(PostureRest *rest, const MeshSet *set, const MeshPart *part)
{
    Gathered *sum = mem_alloc(1, sizeof *sum);
    const uint32_t stride = part->vertex_count / 1500 + 1; /* enough for 128 nodes */
    for (uint32_t v = 0; v < part->vertex_count; v += stride) {
        gather_vertex(rest, set, part, v, sum);
    }
    for (int r = 0; r < BEND_ROWS; r++) {
        int from = rest->rows == 1 ? 0 : r;
        for (int c = 0; c < BEND_COLUMNS; c++) {
            for (int b = 0; b < MESH_HIP_BONES; b++) {
                rest->share[r][c][b] = sum->share[from][c][b] / sum->pull[from][c];
            }
            rest->half[r][c] = sum->half[from][c] / sum->pull[from][c];
        }
    }
    free(sum);
}

static float thickest(const MeshSet *set, const MeshPart *part, const BendGrid *grid)
{
    float most = 0;
    for (uint32_t v = 0; v < part->vertex_count; v++) {
        const MeshVertex *vertex = &set->vertices[part->first_vertex + v];
        float p[3];
        mesh_vertex_position(part, vertex, p);
        int column = (int)lrintf((float)vertex->along / 65535 * (BEND_COLUMNS - 1));
        int row = (int)lrintf((float)vertex->across / 65535 * (BEND_ROWS - 1));
        most = fmaxf(most, distance(p, grid->rest[row][column]));
    }
    return most;
}

static void find_bones(PostureRest *rest)
{
    for (int r = 0; r < BEND_ROWS; r++) {
        for (int c = rest->first; c <= rest->last; c++) {
            for (int b = 0; b < MESH_HIP_BONES; b++) {
                rest->follows[b] = rest->follows[b] || rest->share[r][c][b] > LEAST_SHARE;
            }
        }
    }
}

static void measure_fibres(PostureRest *rest, const MeshPart *part)
{
    for (int c = 0; c + 1 < BEND_COLUMNS; c++) {
        float u = ((float)c + 0.5f) / (BEND_COLUMNS - 1);
        rest->give[c] = u < part->tendon[0] || u > 1 - part->tendon[1] ? TENDON_GIVES : 1;
        for (int r = 0; r < BEND_ROWS; r++) {
            rest->along[r][c] = distance(rest->grid.rest[r][c], rest->grid.rest[r][c + 1]);
        }
    }
}

/* Few vertices make a rough middle, and its bumps would turn about; a vertex is carried as well by a smoother one. */
static void even_out(BendGrid *grid)
{
    enum { EVEN_ROUNDS = 6 };
    for (int round = 0; round < EVEN_ROUNDS; round++) {
        float old[BEND_ROWS][BEND_COLUMNS][3];
        memcpy(old, grid->rest, sizeof old);
        for (int r = 0; r < BEND_ROWS; r++) {
            int up = r > 0 ? r - 1 : r, down = r + 1 < BEND_ROWS ? r + 1 : r;
            for (int c = 0; c < BEND_COLUMNS; c++) {
                bool end = c == 0 || c == BEND_COLUMNS - 1, edge = up == r || down == r;
                int left = end ? c : c - 1, right = end ? c : c + 1;
                for (int k = 0; k < 3; k++) {
                    float along = 0.5f * (old[r][left][k] + old[r][right][k]);
                    float across = edge ? old[r][c][k] : 0.5f * (old[up][c][k] + old[down][c][k]);
                    grid->rest[r][c][k] = 0.5f * old[r][c][k] + 0.25f * (along + across);
                }
            }
        }
    }
}

bool posture_gather(PostureRest *rest, const MeshSet *set, uint32_t index)
{
    const MeshPart *part = &set->parts[index];
    measure_range(rest, set, part);
    if (rest->last - rest->first < 2 || !sheet_fit_rest(set, index, &rest->grid)) {
        return false;
    }
    even_out(&rest->grid);
    gather_vertices(rest, set, part);
    find_bones(rest);
    measure_fibres(rest, part);
    rest->grid.half_thickness = thickest(set, part, &rest->grid);
    return true;
}
