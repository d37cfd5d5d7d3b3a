/* mesh_solid.h - which parts enclose a volume well enough that their back faces are never seen.
 * Scanned muscles have hairline slits, so "every edge has two faces" (MeshPart.closed) is too strict a
 * question: of 53 reference parts it holds for two. */
#ifndef HIP_MESH_SOLID_H
#define HIP_MESH_SOLID_H
#include "hip/mesh.h"

/* solid: MESH_MAX_PARTS entries, those of the set's parts are written. */
void mesh_solid_find(const MeshSet *set, bool *solid);
#endif
