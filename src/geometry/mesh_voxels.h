/* mesh_voxels.h - how much of each cell of a grid a part fills; private to src/geometry. */
#ifndef HIP_MESH_VOXELS_H
#define HIP_MESH_VOXELS_H
#include "hip/mesh.h"

typedef struct Voxels { /* a box of cells of the grid, x fastest */
    int from[3], n[3];
    uint8_t *full; /* 0 empty .. 255; the caller's to free */
} Voxels;

/* The part's share of the grid of n cells from `lo`, which must hold it. Inside of a closed part is full, of another
 * one its surface only. Read from a coarse level of detail: cells are wider than its error. */
Voxels voxels_of_part(const MeshSet *set, size_t part, const float lo[3], float cell, const int n[3]);

/* Squared distances: each cell's becomes the least over all cells of theirs plus how far they are, squared, in cells.
 */
void voxels_transform(float *field, const int n[3]);
#endif
