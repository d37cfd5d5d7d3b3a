/* depth_grid.h - the picture's depth in cells of 8 x 8 pixels, and whether a box lies behind it. Knows no GL.
 * Depth as the window has it: 0 near plane .. 1 far plane. */
#ifndef HIP_DEPTH_GRID_H
#define HIP_DEPTH_GRID_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GRID_CELL = 8 };

typedef struct DepthGrid {
    int width, height; /* of the picture, pixels */
    int columns, rows; /* cells */
    float *depth;      /* of each cell, row after row from the bottom */
    size_t room;
} DepthGrid;

/* A box as the picture shows it: pixels (whole, ends included) and its nearest depth. */
typedef struct GridBox {
    int lo[2], hi[2];
    float nearest;
} GridBox;

/* Cells for a picture of this size, all at the far plane. */
void depth_grid_clear(DepthGrid *grid, int width, int height);
void depth_grid_release(DepthGrid *grid); /* accepts a zeroed struct */

/* Notes a triangle in every cell whose middle it covers. Corners: pixels x, y, and depth; `over_area` is 1 over twice
 * its area in pixels, negative where it runs clockwise. */
void depth_grid_triangle(DepthGrid *grid, const float a[3], const float b[3], const float c[3], float over_area);

/* Grows a box of pixels to whole cells. */
void depth_grid_whole(const DepthGrid *grid, int lo[2], int hi[2]);

/* Each cell of a box of whole cells becomes the farthest of its pixels. `pixels` holds rows lo[1]..hi[1], each from
 * lo[0] to hi[0], with 32 bits for the depth's range. */
void depth_grid_reduce(DepthGrid *grid, const int lo[2], const int hi[2], const uint32_t *pixels);

/* Whether each cell that the box touches is nearer than all of the box. */
bool depth_grid_hides(const DepthGrid *grid, const GridBox *box);
#endif
