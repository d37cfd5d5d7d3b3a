/* mesh_occlusion.h - how much open space a vertex sees: ambient light, baked into MeshVertex.light and .covered. */
#ifndef HIP_MESH_OCCLUSION_H
#define HIP_MESH_OCCLUSION_H
#include "hip/mesh.h"

/* How deep a part lies: the smaller rank covers the greater. Those below `wrappings` (skin, fat, fascia) shade only
 * each other: while one of them is there nobody sees what it would darken. */
typedef struct OcclusionRanks {
    const uint8_t *rank; /* one a part */
    uint8_t wrappings;
} OcclusionRanks;

/* Writes both lights of every vertex: `light` is what parts of the same or a greater rank leave open within
 * about 35 mm, `covered` what all leave. A part of one variant sees only what is there with it. Half a second or so
 * for the body; deterministic for any number of threads (0: as many as cores). A set too large for its range to show
 * keeps what it has. */
void mesh_occlusion_bake(MeshSet *set, const OcclusionRanks *ranks, int threads);
#endif
