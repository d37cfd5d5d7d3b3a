/* mesh_distance.h - how far a place is from some parts of a set, and which way is out: a coarse field, for what has to
 * keep clear of bone. Millimetres of cells, a quarter of a millimetre of steps. */
#ifndef HIP_MESH_DISTANCE_H
#define HIP_MESH_DISTANCE_H
#include "hip/mesh.h"

typedef struct MeshDistance {
    float lo[3], cell;
    int n[3];
    int8_t *steps; /* of each cell's middle, negative inside; NULL: none of the parts is there, all is far */
} MeshDistance;

/* How far the field tells of; beyond it everything is just this far. */
#define MESH_DISTANCE_FAR_M 0.03f

/* The surface of all parts whose flag is set, together. Tens of milliseconds for a bone. */
MeshDistance mesh_distance_create(const MeshSet *set, const bool *chosen, float cell_m);
void mesh_distance_release(MeshDistance *field); /* accepts a zeroed struct */

/* Metres to the surface, negative inside; `way`, not NULL: unit vector away from the parts, or zero where all is far.
 */
float mesh_distance_at(const MeshDistance *field, const float at[3], float way[3]);
#endif
