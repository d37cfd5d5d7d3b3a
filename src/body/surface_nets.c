/* Surface nets (Gibson, Constrained Elastic Surface Nets, 1998): a vertex at the mean of a cell's edge crossings, one
 * quad for each grid edge that changes sign. Smoother than marching cubes. Where several sheets of the surface pass
 * through one cell each gets a vertex of its own (Nielson, Dual Marching Cubes, 2004), else thin walls would pinch
 * together. */
#include "hip/mem.h"
#include "surface.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct Nets {
    const float *field;
    const int *n;
    const struct SheetTable *sheets;
    uint32_t *cell; /* first vertex + 1 of each cell in two layers of cells, 0: none */
    Surface *out;
} Nets;

static float value(const Nets *w, int x, int y, int z)
{
    return w->field[((size_t)z * w->n[1] + y) * w->n[0] + x];
}

/* The twelve edges of a cell; corner bits: x 1, y 2, z 4. An edge is its axis and its corner with that bit clear. */
enum { EDGES = 12 };

static int edge_index(int corner, int axis)
{
    int low = corner & ~(1 << axis), o1 = (axis + 1) % 3, o2 = (axis + 2) % 3;
    return 4 * axis + ((low >> o1) & 1) + 2 * ((low >> o2) & 1);
}

typedef struct SheetTable { /* for each pattern of inside corners: how many sheets, and which one cuts each edge */
    int8_t count[256], sheet[256][EDGES];
} SheetTable;

static int find(int8_t parent[EDGES], int e)
{
    return parent[e] == e ? e : find(parent, parent[e]);
}

/* Joins the crossings that the surface connects across the four corners of one face. On a face with both diagonals
 * different the inside corners are taken as apart, from either cell that shares it. */
static void join_face(int mask, const int corner[4], const int edge[4], int8_t parent[EDGES])
{
    int inside[4];
    for (int i = 0; i < 4; i++) {
        inside[i] = mask >> corner[i] & 1;
    }
    bool apart = inside[0] != inside[1] && inside[1] != inside[2] && inside[2] != inside[3];
    int last = -1;
    for (int i = 0; i < 4; i++) { /* edge[i] joins corner[i] and corner[i + 1] */
        if (apart && inside[i]) {
            parent[find(parent, edge[i])] = (int8_t)find(parent, edge[(i + 3) % 4]);
        } else if (!apart && inside[i] != inside[(i + 1) % 4]) {
            if (last >= 0) {
                parent[find(parent, edge[i])] = (int8_t)find(parent, last);
            }
            last = edge[i];
        }
    }
}

static void sheets_of(int mask, SheetTable *table)
{
    int8_t parent[EDGES], number[EDGES];
    for (int e = 0; e < EDGES; e++) {
        parent[e] = (int8_t)e;
        number[e] = -1;
        table->sheet[mask][e] = -1;
    }
    for (int axis = 0; axis < 3; axis++) {
        for (int side = 0; side < 2; side++) {
            int a = 1 << (axis + 1) % 3, b = 1 << (axis + 2) % 3, base = side << axis;
            int corner[4] = {base, base | a, base | a | b, base | b};
            int edge[4] = {edge_index(corner[0], (axis + 1) % 3), edge_index(corner[1], (axis + 2) % 3),
                           edge_index(corner[3], (axis + 1) % 3), edge_index(corner[0], (axis + 2) % 3)};
            join_face(mask, corner, edge, parent);
        }
    }
    for (int axis = 0; axis < 3; axis++) {
        for (int c = 0; c < 8; c++) {
            int e = edge_index(c, axis), root = find(parent, e);
            if (c >> axis & 1 || (mask >> c & 1) == (mask >> (c | 1 << axis) & 1)) {
                continue;
            }
            if (number[root] < 0) {
                number[root] = table->count[mask]++;
            }
            table->sheet[mask][e] = number[root];
        }
    }
}

static int cell_mask(const Nets *w, int x, int y, int z)
{
    int mask = 0;
    for (int c = 0; c < 8; c++) {
        mask |= (value(w, x + (c & 1), y + (c >> 1 & 1), z + (c >> 2)) < 0) << c;
    }
    return mask;
}

static void push_vertex(Surface *s, const float p[3])
{
    s->positions = mem_grow(s->positions, &s->vertex_capacity, s->vertex_count + 1, sizeof *s->positions);
    memcpy(s->positions[s->vertex_count++], p, sizeof *s->positions);
}

/* The vertices of one cell, one for each sheet: the mean of the crossings on its edges. */
static uint32_t cell_vertices(const Nets *w, int x, int y, int z, const float lo[3], float step)
{
    int mask = cell_mask(w, x, y, z), base[3] = {x, y, z};
    if (mask == 0 || mask == 255) {
        return 0;
    }
    uint32_t first = (uint32_t)w->out->vertex_count + 1;
    float sum[4][3] = {{0}}, crossings[4] = {0};
    for (int axis = 0; axis < 3; axis++) {
        for (int c = 0; c < 8; c++) {
            int sheet = c >> axis & 1 ? -1 : w->sheets->sheet[mask][edge_index(c, axis)], d = c | 1 << axis;
            if (sheet < 0) {
                continue;
            }
            float from = value(w, x + (c & 1), y + (c >> 1 & 1), z + (c >> 2));
            float to = value(w, x + (d & 1), y + (d >> 1 & 1), z + (d >> 2));
            for (int k = 0; k < 3; k++) {
                sum[sheet][k] += (float)(c >> k & 1) + (k == axis ? from / (from - to) : 0);
            }
            crossings[sheet]++;
        }
    }
    for (int g = 0; g < w->sheets->count[mask]; g++) {
        float p[3];
        for (int k = 0; k < 3; k++) {
            p[k] = lo[k] + step * ((float)base[k] + sum[g][k] / crossings[g]);
        }
        push_vertex(w->out, p);
    }
    return first;
}

/* The vertex of cell (x, y, z) for the sheet that cuts its edge from `corner` along `axis`. */
static uint32_t vertex_of(const Nets *w, int x, int y, int z, int corner, int axis)
{
    size_t layer = (size_t)w->n[0] * w->n[1];
    uint32_t first = w->cell[(size_t)(z & 1) * layer + (size_t)y * w->n[0] + x] - 1;
    return first + (uint32_t)w->sheets->sheet[cell_mask(w, x, y, z)][edge_index(corner, axis)];
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
    static const int BACK[4][2] = {{1, 1}, {0, 1}, {0, 0}, {1, 0}}; /* cells round the edge, counter-clockwise */
    for (int i = 0; i < 4; i++) {
        int cell[3] = {x, y, z};
        cell[o1] -= BACK[i][0];
        cell[o2] -= BACK[i][1];
        q[i] = vertex_of(w, cell[0], cell[1], cell[2], BACK[i][0] << o1 | BACK[i][1] << o2, axis);
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
    SheetTable sheets = {{0}, {{0}}};
    for (int mask = 0; mask < 256; mask++) {
        sheets_of(mask, &sheets);
    }
    Nets w = {.field = field, .n = n, .sheets = &sheets, .cell = mem_alloc(2 * layer, sizeof(uint32_t)), .out = out};
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
