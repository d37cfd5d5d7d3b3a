/* grain.h - how the pattern of a tissue lies in a part: measured once from its mesh, so that bundles are as broad in
 * piriformis as in gluteus maximus. */
#ifndef HIP_GRAIN_H
#define HIP_GRAIN_H
#include "hip/mesh.h"

typedef struct Grain {
    float length_m; /* of the fibres from u = 0 to u = 1; 0 without fibre coordinates */
    float bundles;  /* across, from v = 0 to v = 1 */
    float axis[3]; /* unit: with fibre coordinates across the sheet's thickness, else along the part, zero where that is
                      not clear */
    float around;  /* bundles for each radian that the surface turns about its fibres: v stands still at a sheet's edge
                      and round a spindle */
} Grain;

/* grains: MESH_MAX_PARTS entries, those of the set's parts are written. */
void grain_find(const MeshSet *set, Grain *grains);
#endif
