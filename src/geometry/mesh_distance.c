#include "hip/mesh_distance.h"
#include "hip/mem.h"
#include "mesh_voxels.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const float STEP_M = 0.00025f;
enum { MOST_CELLS = 1 << 23, MOST_SIDE = 2048 };

static bool lay_cells(const MeshSet *set, const bool *chosen, MeshDistance *out)
{
    Box3 box = box3_empty();
    for (size_t p = 0; p < set->part_count; p++) {
        if (chosen[p]) {
            box3_add_box(&box, &set->parts[p].box);
        }
    }
    double cells = 1;
    for (int k = 0; k < 3; k++) {
        double n = ceil(((double)box.hi[k] - box.lo[k] + 2 * (double)MESH_DISTANCE_FAR_M) / (double)out->cell);
        if (!(n >= 1 && n < MOST_SIDE)) {
            return false; /* nothing there, or no bone at all */
        }
        out->n[k] = (int)n;
        out->lo[k] = box.lo[k] - MESH_DISTANCE_FAR_M;
        cells *= n;
    }
    return cells <= MOST_CELLS;
}

static void add_part(const MeshSet *set, size_t part, const MeshDistance *f, uint8_t *full)
{
    Voxels v = voxels_of_part(set, part, f->lo, f->cell, f->n);
    size_t at = 0;
    for (int z = 0; z < v.n[2]; z++) {
        for (int y = 0; y < v.n[1]; y++) {
            size_t row = ((size_t)(v.from[2] + z) * f->n[1] + (v.from[1] + y)) * f->n[0] + v.from[0];
            for (int x = 0; x < v.n[0]; x++, at++) {
                full[row + x] = v.full[at] > full[row + x] ? v.full[at] : full[row + x];
            }
        }
    }
    free(v.full);
}

/* Squared distances, in cells, of every cell's middle from the nearest that is full (or is not). */
static float *from_cells(const MeshDistance *f, const uint8_t *full, bool wanted)
{
    size_t cells = (size_t)f->n[0] * f->n[1] * f->n[2];
    float *field = mem_alloc(cells, sizeof *field);
    for (size_t i = 0; i < cells; i++) {
        field[i] = (full[i] >= 128) == wanted ? 0 : 1e9f;
    }
    voxels_transform(field, f->n);
    return field;
}

static void measure(MeshDistance *f, const uint8_t *full)
{
    size_t cells = (size_t)f->n[0] * f->n[1] * f->n[2];
    float *out = from_cells(f, full, true), *in = from_cells(f, full, false);
    for (size_t i = 0; i < cells; i++) {
        float d = full[i] >= 128 ? 0.5f - sqrtf(in[i]) : sqrtf(out[i]) - 0.5f;
        if (full[i] > 0 && full[i] < 255) {
            d = 0.5f - (float)full[i] / 255; /* the surface runs through this cell: how full it is says where */
        }
        f->steps[i] = (int8_t)lrintf(clampf(d * f->cell / STEP_M, -120, 120));
    }
    free(out);
    free(in);
}

MeshDistance mesh_distance_create(const MeshSet *set, const bool *chosen, float cell_m)
{
    MeshDistance out = {.cell = cell_m};
    if (!lay_cells(set, chosen, &out)) {
        return out;
    }
    size_t cells = (size_t)out.n[0] * out.n[1] * out.n[2];
    uint8_t *full = mem_alloc(cells, 1);
    for (size_t p = 0; p < set->part_count; p++) {
        if (chosen[p]) {
            add_part(set, p, &out, full);
        }
    }
    out.steps = mem_alloc(cells, sizeof *out.steps);
    measure(&out, full);
    free(full);
    return out;
}

void mesh_distance_release(MeshDistance *field)
{
    free(field->steps);
    *field = (MeshDistance){0};
}

float mesh_distance_at(const MeshDistance *field, const float at[3], float way[3])
{
    float t[3];
    size_t first = 0, stride[3] = {1, (size_t)field->n[0], (size_t)field->n[0] * field->n[1]};
    if (way) {
        memset(way, 0, sizeof(float[3]));
    }
    for (int k = 0; k < 3; k++) {
        float x = (at[k] - field->lo[k]) / field->cell - 0.5f;
        if (!field->steps || !(x >= 0 && x < (float)(field->n[k] - 1))) {
            return MESH_DISTANCE_FAR_M;
        }
        first += (size_t)x * stride[k];
        t[k] = x - floorf(x);
    }
    const int8_t *f = field->steps + first;
    float d[2][2][2]; /* [z][y][x] */
    for (int i = 0; i < 8; i++) {
        d[i >> 2][i >> 1 & 1][i & 1] = f[(size_t)(i >> 2) * stride[2] + (size_t)(i >> 1 & 1) * stride[1] + (i & 1)];
    }
    float y[2][2], slope_x[2][2]; /* [z][y] */
    for (int i = 0; i < 4; i++) {
        const float *line = d[i >> 1][i & 1];
        y[i >> 1][i & 1] = mixf(line[0], line[1], t[0]);
        slope_x[i >> 1][i & 1] = line[1] - line[0];
    }
    float z[2] = {mixf(y[0][0], y[0][1], t[1]), mixf(y[1][0], y[1][1], t[1])};
    if (way) {
        way[0] = mixf(mixf(slope_x[0][0], slope_x[0][1], t[1]), mixf(slope_x[1][0], slope_x[1][1], t[1]), t[2]);
        way[1] = mixf(y[0][1] - y[0][0], y[1][1] - y[1][0], t[2]);
        way[2] = z[1] - z[0];
        float length = sqrtf(way[0] * way[0] + way[1] * way[1] + way[2] * way[2]);
        for (int k = 0; k < 3; k++) {
            way[k] /= fmaxf(length, 1e-6f);
        }
    }
    return mixf(z[0], z[1], t[2]) * STEP_M;
}
