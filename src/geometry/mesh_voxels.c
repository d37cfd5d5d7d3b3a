#include "mesh_voxels.h"
#include "hip/mem.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 2 }; /* along x and along y in a cell: a column is exact in z */

typedef struct Raster {
    const MeshPart *part;
    Voxels out;
    float lo[3], cell; /* of the box of cells */
    double work;       /* columns and points that triangles may still touch */
    float *sum;        /* closed: what changes from cell to cell along z, x fastest */
} Raster;

static const MeshLod *coarse_level(const MeshPart *part, float cell)
{
    uint32_t l = part->lod_count - 1;
    while (l > 0 && part->lods[l].error_m > 0.3f * cell) {
        l--;
    }
    return &part->lods[l];
}

/* No real surface runs through each column so often; without a bound a file could keep us busy for ever. */
static double enough_work(const Raster *r, uint32_t triangles)
{
    return 64.0 * triangles + 256.0 * COLUMNS * COLUMNS * r->out.n[0] * r->out.n[1] +
           256.0 * r->out.n[1] * r->out.n[2] + 256.0 * r->out.n[0] * r->out.n[2];
}

static bool afford(Raster *r, double work)
{
    r->work -= work > 0 ? work : 0;
    return r->work >= 0;
}

/* On which side of the line from a to b the column is; exactly one of two triangles that share an edge owns a column
 * that runs through it. */
static bool left_of(const float a[3], const float b[3], double x, double y)
{
    bool turned = a[0] > b[0] || (a[0] == b[0] && a[1] > b[1]);
    const float *p = turned ? b : a, *q = turned ? a : b;
    double side = ((double)q[0] - p[0]) * (y - p[1]) - ((double)q[1] - p[1]) * (x - p[0]);
    return turned ? !(side >= 0) : side >= 0;
}

static double double_area(const float a[3], const float b[3], const float c[3])
{
    return ((double)b[0] - a[0]) * ((double)c[1] - a[1]) - ((double)b[1] - a[1]) * ((double)c[0] - a[0]);
}

/* Above a face that looks down the column is full, above one that looks up empty again. */
static void cross(Raster *r, int column_x, int column_y, double z, float turn)
{
    const int *n = r->out.n;
    int k = (int)floor(z);
    k = k < 0 ? 0 : k >= n[2] ? n[2] - 1 : k;
    float rest = clampf((float)(k + 1 - z), 0, 1), share = turn / (COLUMNS * COLUMNS);
    size_t layer = (size_t)n[0] * n[1], at = k * layer + (size_t)(column_y / COLUMNS) * n[0] + column_x / COLUMNS;
    r->sum[at] += share * rest;
    if (k + 1 < n[2]) {
        r->sum[at + layer] += share * (1 - rest);
    }
}

static void fill_triangle(Raster *r, const float a[3], const float b[3], const float c[3])
{
    double area = double_area(a, b, c);
    if (area == 0) {
        return;
    }
    int from[2], to[2];
    for (int k = 0; k < 2; k++) {
        from[k] = (int)floorf(fminf(a[k], fminf(b[k], c[k])) * COLUMNS - 0.5f);
        to[k] = (int)ceilf(fmaxf(a[k], fmaxf(b[k], c[k])) * COLUMNS - 0.5f);
        from[k] = from[k] < 0 ? 0 : from[k];
        to[k] = to[k] >= r->out.n[k] * COLUMNS ? r->out.n[k] * COLUMNS - 1 : to[k];
    }
    if (!afford(r, ((double)to[0] - from[0] + 1) * (to[1] - from[1] + 1))) {
        return;
    }
    for (int j = from[1]; j <= to[1]; j++) {
        for (int i = from[0]; i <= to[0]; i++) {
            double x = (i + 0.5) / COLUMNS, y = (j + 0.5) / COLUMNS;
            bool ab = left_of(a, b, x, y), bc = left_of(b, c, x, y), ca = left_of(c, a, x, y);
            if (ab != bc || bc != ca) {
                continue;
            }
            double v = ((x - a[0]) * ((double)c[1] - a[1]) - (y - a[1]) * ((double)c[0] - a[0])) / area;
            double w = (((double)b[0] - a[0]) * (y - a[1]) - ((double)b[1] - a[1]) * (x - a[0])) / area;
            double z = a[2] + v * ((double)b[2] - a[2]) + w * ((double)c[2] - a[2]);
            cross(r, i, j, z, ab ? -1 : 1);
        }
    }
}

/* Cells that hold a piece of the triangle, found by points closer together than a cell is wide. */
static void mark_triangle(Raster *r, const float a[3], const float b[3], const float c[3])
{
    float longest = 0;
    for (int k = 0; k < 3; k++) {
        float lo = fminf(a[k], fminf(b[k], c[k])), hi = fmaxf(a[k], fmaxf(b[k], c[k]));
        longest = fmaxf(longest, hi - lo);
    }
    int steps = 1 + (int)(longest * 1.5f);
    if (!afford(r, 0.5 * steps * steps)) {
        return;
    }
    for (int i = 0; i <= steps; i++) {
        for (int j = 0; i + j <= steps; j++) {
            float v = (float)i / (float)steps, w = (float)j / (float)steps;
            size_t at = 0;
            for (int k = 2; k >= 0; k--) {
                int place = (int)(a[k] + v * (b[k] - a[k]) + w * (c[k] - a[k]));
                place = place < 0 ? 0 : place >= r->out.n[k] ? r->out.n[k] - 1 : place;
                at = at * (size_t)r->out.n[k] + (size_t)place;
            }
            r->out.full[at] = 255;
        }
    }
}

static void read_triangles(Raster *r, const MeshSet *set)
{
    const MeshLod *lod = coarse_level(r->part, r->cell);
    r->work = enough_work(r, lod->index_count / 3);
    for (uint32_t i = 0; i + 2 < lod->index_count && r->work >= 0; i += 3) {
        float corner[3][3];
        for (int c = 0; c < 3; c++) {
            mesh_vertex_position(r->part, &set->vertices[set->indices[lod->first_index + i + c]], corner[c]);
            for (int k = 0; k < 3; k++) {
                corner[c][k] = (corner[c][k] - r->lo[k]) / r->cell;
            }
        }
        (r->sum ? fill_triangle : mark_triangle)(r, corner[0], corner[1], corner[2]);
    }
}

static void add_up(Raster *r)
{
    size_t layer = (size_t)r->out.n[0] * r->out.n[1], cells = layer * r->out.n[2];
    for (size_t i = 0; i < cells; i++) {
        r->sum[i] += i >= layer ? r->sum[i - layer] : 0;
        r->out.full[i] = (uint8_t)(clampf(r->sum[i], 0, 1) * 255 + 0.5f);
    }
}

Voxels voxels_of_part(const MeshSet *set, size_t part, const float lo[3], float cell, const int n[3])
{
    Raster r = {.part = &set->parts[part], .cell = cell};
    size_t cells = 1;
    for (int k = 0; k < 3; k++) {
        int from = (int)floorf((r.part->box.lo[k] - lo[k]) / cell), to = (int)ceilf((r.part->box.hi[k] - lo[k]) / cell);
        r.out.from[k] = from < 0 ? 0 : from;
        to = to > n[k] ? n[k] : to;
        r.out.n[k] = to > r.out.from[k] ? to - r.out.from[k] : 0;
        r.lo[k] = lo[k] + cell * (float)r.out.from[k];
        cells *= (size_t)r.out.n[k];
    }
    r.out.full = mem_alloc(cells, 1);
    if (cells == 0) {
        return r.out;
    }
    r.sum = r.part->closed ? mem_alloc(cells, sizeof *r.sum) : NULL;
    read_triangles(&r, set);
    if (r.work < 0) {
        memset(r.out.full, 0, cells);
    } else if (r.sum) {
        add_up(&r);
    }
    free(r.sum);
    return r.out;
}

/* Squared distances along one line become those in one dimension more: the lower envelope of parabolas (Felzenszwalb
 * and Huttenlocher, Distance transforms of sampled functions, 2012). */
static void transform_line(float *line, size_t stride, int n, float *f, int *from, float *start)
{
    int last = 0;
    for (int i = 0; i < n; i++) {
        f[i] = line[(size_t)i * stride];
    }
    from[0] = 0;
    start[0] = -INFINITY;
    start[1] = INFINITY;
    for (int i = 1; i < n; i++) {
        float s;
        while ((s = ((f[i] + (float)i * (float)i) - (f[from[last]] + (float)from[last] * (float)from[last])) /
                    (2 * (float)(i - from[last]))) <= start[last]) {
            last--;
        }
        last++;
        from[last] = i;
        start[last] = s;
        start[last + 1] = INFINITY;
    }
    for (int i = 0, k = 0; i < n; i++) {
        while (start[k + 1] < (float)i) {
            k++;
        }
        float d = (float)(i - from[k]);
        line[(size_t)i * stride] = d * d + f[from[k]];
    }
}

void voxels_transform(float *field, const int n[3])
{
    int longest = n[0] > n[1] ? n[0] : n[1];
    longest = n[2] > longest ? n[2] : longest;
    float *f = mem_alloc((size_t)longest, sizeof *f), *start = mem_alloc((size_t)longest + 1, sizeof *start);
    int *from = mem_alloc((size_t)longest, sizeof *from);
    size_t stride[3] = {1, (size_t)n[0], (size_t)n[0] * n[1]};
    for (int axis = 0; axis < 3; axis++) {
        int a = (axis + 1) % 3, b = (axis + 2) % 3;
        for (int j = 0; j < n[b]; j++) {
            for (int i = 0; i < n[a]; i++) {
                transform_line(field + (size_t)i * stride[a] + (size_t)j * stride[b], stride[axis], n[axis], f, from,
                               start);
            }
        }
    }
    free(f);
    free(start);
    free(from);
}
