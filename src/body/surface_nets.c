/* Surface nets (Gibson, Constrained Elastic Surface Nets, 1998): one vertex in each cell that the surface
 * crosses, at the mean of its edge crossings; one quad for each grid edge that changes sign. Smoother than
 * marching cubes. A cell in whose corners the inside falls apart would pinch two sheets together in one
 * vertex and make an edge of four faces, so each connected group of inside corners gets a vertex of its own
 * (Nielson, Dual Marching Cubes, 2004, in spirit). */
#include "hip/mem.h"
#include "surface.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Nets {
    const float *field;
    const int *n;
    uint32_t *cell; /* first vertex + 1 of each cell in two layers of cells, 0: none */
    Surface *out;
} Nets;

static float value(const Nets *w, int x, int y, int z)
{
    return w->field[((size_t)z * w->n[1] + y) * w->n[0] + x];
}

/* groups[mask][corner]: for inside corners of the mask, which connected group (0, 1, ..) they belong to,
 * joined along cube edges. Corner bits: x 1, y 2, z 4. */
static int corner_groups(int mask, int8_t group[8])
{
    int count = 0;
    for (int c = 0; c < 8; c++) {
        group[c] = -1;
    }
    for (int c = 0; c < 8; c++) {
        if (!(mask >> c & 1) || group[c] >= 0) {
            continue;
        }
        int stack[8], depth = 0;
        stack[depth++] = c;
        group[c] = (int8_t)count;
        while (depth) {
            int at = stack[--depth];
            for (int axis = 0; axis < 3; axis++) {
                int next = at ^ 1 << axis;
                if (mask >> next & 1 && group[next] < 0) {
                    group[next] = (int8_t)count;
                    stack[depth++] = next;
                }
            }
        }
        count++;
    }
    return count;
}

static void push_vertex(Surface *s, const float p[3])
{
    s->positions = mem_grow(s->positions, &s->vertex_capacity, s->vertex_count + 1, sizeof *s->positions);
    memcpy(s->positions[s->vertex_count++], p, sizeof *s->positions);
}

/* The vertices of one cell, one for each group of inside corners: the mean of the crossings on that group's
 * edges. */
static uint32_t cell_vertices(const Nets *w, int x, int y, int z, const float lo[3], float step)
{
    float v[8];
    int mask = 0;
    for (int c = 0; c < 8; c++) {
        v[c] = value(w, x + (c & 1), y + (c >> 1 & 1), z + (c >> 2));
        mask |= (v[c] < 0) << c;
    }
    if (mask == 0 || mask == 255) {
        return 0;
    }
    int8_t group[8];
    int count = corner_groups(mask, group);
    uint32_t first = (uint32_t)w->out->vertex_count + 1;
    for (int g = 0; g < count; g++) {
        float sum[3] = {0, 0, 0}, crossings = 0;
        for (int c = 0; c < 8; c++) {
            for (int axis = 0; axis < 3 && group[c] == g; axis++) {
                int d = c ^ 1 << axis;
                if (mask >> d & 1) {
                    continue;
                }
                float t = v[c] / (v[c] - v[d]);
                for (int k = 0; k < 3; k++) {
                    float a = (float)(c >> k & 1), b = (float)(d >> k & 1);
                    sum[k] += a + t * (b - a);
                }
                crossings++;
            }
        }
        float p[3];
        int base[3] = {x, y, z};
        for (int k = 0; k < 3; k++) {
            p[k] = lo[k] + step * ((float)base[k] + sum[k] / crossings);
        }
        push_vertex(w->out, p);
    }
    return first;
}

/* The vertex of cell (x, y, z) that belongs to the inside corner `corner` of it. */
static uint32_t vertex_of(const Nets *w, int x, int y, int z, int corner)
{
    size_t layer = (size_t)w->n[0] * w->n[1];
    uint32_t first = w->cell[(size_t)(z & 1) * layer + (size_t)y * w->n[0] + x] - 1;
    int mask = 0;
    for (int c = 0; c < 8; c++) {
        mask |= (value(w, x + (c & 1), y + (c >> 1 & 1), z + (c >> 2)) < 0) << c;
    }
    int8_t group[8];
    corner_groups(mask, group);
    return first + (uint32_t)group[corner];
}

static float apart2(const Surface *s, uint32_t a, uint32_t b)
{
    float sum = 0;
    for (int k = 0; k < 3; k++) {
        float d = s->positions[a][k] - s->positions[b][k];
        sum += d * d;
    }
    return sum;
}

static void push_quad(Surface *s, const uint32_t q[4])
{
    static const int SPLIT[2][6] = {{0, 1, 2, 0, 2, 3}, {0, 1, 3, 1, 2, 3}};
    const int *order = SPLIT[apart2(s, q[0], q[2]) <= apart2(s, q[1], q[3]) ? 0 : 1];
    s->indices = mem_grow(s->indices, &s->index_capacity, s->index_count + 6, sizeof *s->indices);
    for (int i = 0; i < 6; i++) {
        s->indices[s->index_count++] = q[order[i]];
    }
}

/* The quad round the grid edge that leaves (x, y, z) along `axis`, when its ends differ. */
static void edge_quad(const Nets *w, int x, int y, int z, int axis)
{
    int at[3] = {x, y, z}, step[3] = {axis == 0, axis == 1, axis == 2};
    int o1 = (axis + 1) % 3, o2 = (axis + 2) % 3;
    if (at[o1] == 0 || at[o2] == 0 || at[axis] + 1 >= w->n[axis]) {
        return;
    }
    bool here = value(w, x, y, z) < 0;
    if (here == (value(w, x + step[0], y + step[1], z + step[2]) < 0)) {
        return;
    }
    uint32_t q[4];
    static const int BACK[4][2] = {
        {1, 1}, {0, 1}, {0, 0}, {1, 0}}; /* cells round the edge, counter-clockwise */
    for (int i = 0; i < 4; i++) {
        int cell[3] = {x, y, z};
        cell[o1] -= BACK[i][0];
        cell[o2] -= BACK[i][1];
        int corner = (here ? 0 : 1) << axis | BACK[i][0] << o1 | BACK[i][1] << o2;
        q[i] = vertex_of(w, cell[0], cell[1], cell[2], corner);
    }
    if (!here) {
        uint32_t swap = q[1];
        q[1] = q[3];
        q[3] = swap;
    }
    push_quad(w->out, q);
}

void surface_nets(const float *field, const int n[3], const float lo[3], float step, Surface *out)
{
    size_t layer = (size_t)n[0] * n[1];
    Nets w = {.field = field, .n = n, .cell = mem_alloc(2 * layer, sizeof(uint32_t)), .out = out};
    for (int z = 0; z + 1 < n[2]; z++) {
        for (int y = 0; y + 1 < n[1]; y++) {
            for (int x = 0; x + 1 < n[0]; x++) {
                w.cell[(size_t)(z & 1) * layer + (size_t)y * n[0] + x] = cell_vertices(&w, x, y, z, lo, step);
            }
        }
        for (int y = 0; y + 1 < n[1]; y++) { /* edges whose four cells lie in this layer and the one below */
            for (int x = 0; x + 1 < n[0]; x++) {
                for (int axis = 0; axis < 3; axis++) {
                    if (axis == 2 || z > 0) {
                        edge_quad(&w, x, y, z, axis);
                    }
                }
            }
        }
    }
    free(w.cell);
}
