#include "depth_grid.h"
#include "hip/mem.h"
#include <stdlib.h>
#include <string.h>

/* What the driver may round otherwise than we do, in depth: some micrometres. */
static const float DEPTH_ROUNDING = 4e-6f;

void depth_grid_clear(DepthGrid *grid, int width, int height)
{
    grid->width = width;
    grid->height = height;
    grid->columns = (width + GRID_CELL - 1) / GRID_CELL;
    grid->rows = (height + GRID_CELL - 1) / GRID_CELL;
    size_t cells = (size_t)grid->columns * (size_t)grid->rows;
    if (cells > grid->room) {
        grid->depth = mem_resize(grid->depth, cells, sizeof *grid->depth);
        grid->room = cells;
    }
    for (size_t i = 0; i < cells; i++) {
        grid->depth[i] = 1;
    }
}

void depth_grid_release(DepthGrid *grid)
{
    free(grid->depth);
    *grid = (DepthGrid){0};
}

/* Number of cells whose middle lies before x. */
static int cells_before(float x, int count)
{
    float cells = x * (1.0f / GRID_CELL) + 0.5f;
    return cells <= 0 ? 0 : cells >= (float)count ? count : (int)cells;
}

static float least3(float a, float b, float c)
{
    float ab = a < b ? a : b;
    return ab < c ? ab : c;
}

static float most3(float a, float b, float c)
{
    float ab = a > b ? a : b;
    return ab > c ? ab : c;
}

void depth_grid_triangle(DepthGrid *grid, const float a[3], const float b[3], const float c[3], float over_area)
{
    int x0 = cells_before(least3(a[0], b[0], c[0]), grid->columns);
    int x1 = cells_before(most3(a[0], b[0], c[0]), grid->columns);
    int y0 = cells_before(least3(a[1], b[1], c[1]), grid->rows);
    int y1 = cells_before(most3(a[1], b[1], c[1]), grid->rows);
    for (int y = y0; y < y1; y++) {
        float *row = grid->depth + (size_t)y * (size_t)grid->columns, dy = ((float)y + 0.5f) * GRID_CELL - a[1];
        for (int x = x0; x < x1; x++) {
            float dx = ((float)x + 0.5f) * GRID_CELL - a[0];
            float at_b = (dx * (c[1] - a[1]) - (c[0] - a[0]) * dy) * over_area;
            float at_c = ((b[0] - a[0]) * dy - dx * (b[1] - a[1])) * over_area;
            float depth = a[2] + at_b * (b[2] - a[2]) + at_c * (c[2] - a[2]);
            if (at_b >= 0 && at_c >= 0 && at_b + at_c <= 1 && depth < row[x]) {
                row[x] = depth;
            }
        }
    }
}

void depth_grid_whole(const DepthGrid *grid, int lo[2], int hi[2])
{
    const int size[2] = {grid->width, grid->height};
    for (int k = 0; k < 2; k++) {
        int end = (hi[k] / GRID_CELL + 1) * GRID_CELL;
        lo[k] = lo[k] / GRID_CELL * GRID_CELL;
        hi[k] = (end < size[k] ? end : size[k]) - 1;
    }
}

/* The farthest of each cell in one row of cells, from that of each column of pixels. */
static void reduce_row(DepthGrid *grid, int row, const int lo[2], const int hi[2], const uint32_t *farthest)
{
    for (int x = lo[0]; x <= hi[0]; x += GRID_CELL) {
        uint32_t most = 0;
        for (int i = x; i < x + GRID_CELL && i <= hi[0]; i++) {
            most = farthest[i - lo[0]] > most ? farthest[i - lo[0]] : most;
        }
        grid->depth[row * grid->columns + x / GRID_CELL] = (float)((double)most / UINT32_MAX);
    }
}

void depth_grid_reduce(DepthGrid *grid, const int lo[2], const int hi[2], const uint32_t *pixels)
{
    size_t stride = (size_t)hi[0] - (size_t)lo[0] + 1;
    uint32_t *farthest = mem_alloc(stride, sizeof *farthest);
    for (int y = lo[1]; y <= hi[1]; y++, pixels += stride) {
        for (size_t x = 0; x < stride; x++) { /* without branches: as fast as memory */
            farthest[x] = pixels[x] > farthest[x] ? pixels[x] : farthest[x];
        }
        if (y % GRID_CELL == GRID_CELL - 1 || y == hi[1]) {
            reduce_row(grid, y / GRID_CELL, lo, hi, farthest);
            memset(farthest, 0, stride * sizeof *farthest);
        }
    }
    free(farthest);
}

bool depth_grid_hides(const DepthGrid *grid, const GridBox *box)
{
    int x0 = box->lo[0] / GRID_CELL, x1 = box->hi[0] / GRID_CELL;
    float nearest = box->nearest - DEPTH_ROUNDING;
    for (int y = box->lo[1] / GRID_CELL; y <= box->hi[1] / GRID_CELL; y++) {
        const float *row = grid->depth + (size_t)y * (size_t)grid->columns;
        for (int x = x0; x <= x1; x++) {
            if (row[x] >= nearest) {
                return false;
            }
        }
    }
    return true;
}
