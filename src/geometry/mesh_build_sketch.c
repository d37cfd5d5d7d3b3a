/* mesh_build_sketch.c - a coarse level in one pass, for a set that must be on the screen at once: the part's box is cut
 * into cells, all vertices of a cell become its first one. Rough, but closed where the part is closed, so that it tells
 * which parts are solid and what lies behind what while the real levels are being made (Rossignac and Borrel 1993). */
#include "hip/mem.h"
#include "mesh_build_part.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CELL_SHIFT = 12, CELLS = 16, CELL_COUNT = CELLS * CELLS * CELLS };

/* Cells beside each other in all three directions have numbers close to each other (Morton order). */
static uint16_t cell_of(const MeshVertex *vertex)
{
    static const uint16_t SPREAD[CELLS] = {00,    01,    010,   011,   0100,  0101,  0110,  0111,
                                           01000, 01001, 01010, 01011, 01100, 01101, 01110, 01111};
    const uint16_t *at = vertex->position;
    return (uint16_t)(SPREAD[at[0] >> CELL_SHIFT] << 2 | SPREAD[at[1] >> CELL_SHIFT] << 1 |
                      SPREAD[at[2] >> CELL_SHIFT]);
}

/* No vertex moves farther than from one corner of its cell to the opposite one. */
static float cell_diagonal(const Box3 *box)
{
    float sum = 0;
    for (int k = 0; k < 3; k++) {
        float edge = (box->hi[k] - box->lo[k]) / CELLS;
        sum += edge * edge;
    }
    return sqrtf(sum);
}

/* Neighbours come one after the other: what the culling leaves out is runs of triangles. */
static void sort_by_cell(const PartWork *work, const uint16_t *cell, uint32_t *out)
{
    uint32_t *next = mem_alloc(CELL_COUNT + 1, sizeof *next);
    for (size_t i = 0; i + 2 < work->level_index_count; i += 3) {
        next[cell[work->levels[i]] + 1]++;
    }
    for (size_t c = 0; c < CELL_COUNT; c++) {
        next[c + 1] += next[c];
    }
    for (size_t i = 0; i + 2 < work->level_index_count; i += 3) {
        uint32_t at = next[cell[work->levels[i]]]++;
        memcpy(out + 3 * (size_t)at, work->levels + i, 3 * sizeof *out);
    }
    free(next);
}

/* The triangles between three cells, by the first vertex of each. */
static size_t join_cells(const PartWork *work, const uint16_t *cell, uint32_t *out)
{
    uint32_t *first = mem_alloc(CELL_COUNT, sizeof *first);
    for (size_t v = work->vertex_count; v-- > 0;) {
        first[cell[v]] = (uint32_t)v;
    }
    size_t count = 0;
    for (size_t i = 0; i + 2 < work->level_index_count; i += 3) {
        const uint32_t *corner = work->levels + i;
        uint16_t a = cell[corner[0]], b = cell[corner[1]], c = cell[corner[2]];
        if (a != b && b != c && c != a) {
            out[count++] = first[a];
            out[count++] = first[b];
            out[count++] = first[c];
        }
    }
    free(first);
    return count;
}

void part_sketch(PartWork *work)
{
    const size_t full = work->level_index_count;
    uint16_t *cell = mem_alloc(work->vertex_count, sizeof *cell);
    uint32_t *levels = mem_alloc(2 * full, sizeof *levels);
    for (size_t v = 0; v < work->vertex_count; v++) {
        cell[v] = cell_of(&work->vertices[v]);
    }
    sort_by_cell(work, cell, levels);
    size_t count = join_cells(work, cell, levels + full);
    free(cell);
    free(work->own_levels);
    work->levels = work->own_levels = levels;
    if (count >= 3 && count <= full / 4 * 3) {
        work->lods[work->lod_count++] = (MeshLod){(uint32_t)full, (uint32_t)count, cell_diagonal(&work->box)};
        work->level_index_count += count;
    }
}
