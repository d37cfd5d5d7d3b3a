#include "near_grid.h"
#include "hip/mem.h"
#include <math.h>
#include <stdlib.h>

static uint32_t bucket_of(const NearGrid *grid, int x, int y, int z)
{
    uint32_t hash = (uint32_t)x * 73856093u ^ (uint32_t)y * 19349663u ^ (uint32_t)z * 83492791u;
    return (hash ^ hash >> 15) & grid->mask;
}

static void cell_of(const NearGrid *grid, const float at[3], int out[3])
{
    for (int k = 0; k < 3; k++) {
        out[k] = (int)floorf(at[k] / grid->cell);
    }
}

static uint32_t bucket_at(const NearGrid *grid, const float at[3])
{
    int cell[3];
    cell_of(grid, at, cell);
    return bucket_of(grid, cell[0], cell[1], cell[2]);
}

NearGrid near_grid_make(const float (*places)[3], size_t count, float cell)
{
    NearGrid grid = {.places = places, .count = count, .cell = cell, .mask = 1};
    while (grid.mask < count) {
        grid.mask = grid.mask << 1 | 1;
    }
    grid.start = mem_alloc((size_t)grid.mask + 3, sizeof *grid.start);
    grid.list = mem_alloc(count + 1, sizeof *grid.list);
    for (size_t i = 0; i < count; i++) {
        grid.start[bucket_at(&grid, places[i]) + 2]++;
    }
    for (uint32_t b = 2; b < grid.mask + 3; b++) {
        grid.start[b] += grid.start[b - 1];
    }
    for (size_t i = 0; i < count; i++) {
        grid.list[grid.start[bucket_at(&grid, places[i]) + 1]++] = (uint32_t)i;
    }
    return grid;
}

void near_grid_release(NearGrid *grid)
{
    free(grid->start);
    free(grid->list);
    *grid = (NearGrid){0};
}

void near_grid_visit(const NearGrid *grid, const float at[3], void (*visit)(void *context, uint32_t place),
                     void *context)
{
    int cell[3];
    cell_of(grid, at, cell);
    for (int i = 0; i < 27; i++) {
        int want[3] = {cell[0] + i % 3 - 1, cell[1] + i / 3 % 3 - 1, cell[2] + i / 9 - 1}, has[3];
        uint32_t bucket = bucket_of(grid, want[0], want[1], want[2]);
        for (uint32_t k = grid->start[bucket]; k < grid->start[bucket + 1]; k++) {
            cell_of(grid, grid->places[grid->list[k]], has);
            if (has[0] == want[0] && has[1] == want[1] && has[2] == want[2]) {
                visit(context, grid->list[k]);
            }
        }
    }
}
