/* mesh_weights.h - what each vertex goes with when joints bend: MeshSet.weights, from how far it is from the bones. */
#ifndef HIP_MESH_WEIGHTS_H
#define HIP_MESH_WEIGHTS_H
#include "hip/mesh.h"

/* The bones that a part goes with, from origin to insertion. One: the part is a piece of that bone, unless `near`.
 * More: every vertex goes with the nearer ones, smoothly; with fibre coordinates the ends are tied to the first and the
 * last bone, unless `near`. None: it goes with the pelvis. */
typedef struct MeshFollows {
    uint8_t bones[MESH_HIP_BONES]; /* MeshBone */
    uint8_t count;
    bool near;
    bool sheet; /* along and across are places on a sheet though has_fibre is 0: it can bend (mesh_moves_bake) */
} MeshFollows;

/* Gives the set weights, or new ones: `follows` holds one entry a part. A bone without pieces draws nothing.
 * Deterministic for any number of threads (0: as many as cores). */
void mesh_weights_bake(MeshSet *set, const MeshFollows *follows, int threads);

/* Says how each part goes with the joints (MeshPart.moves) from what it follows and the baked weights: a piece of one
 * bone is rigid, what has coordinates along its fibres bends, the rest becomes jointed and its vertices say with which
 * bones they go. */
void mesh_moves_bake(MeshSet *set, const MeshFollows *follows);

/* What a part of a set that knows how it moves follows: so that another model's part of the same structure goes with
 * the same bones. */
MeshFollows mesh_follows_of(const MeshSet *set, uint32_t part);
#endif
