/* mesh_bvh.h - ray hits on a MeshSet, part by part. Built once for a set, read by any number of threads. */
#ifndef HIP_MESH_BVH_H
#define HIP_MESH_BVH_H
#include "hip/mesh.h"

typedef struct MeshBvhSet MeshBvhSet;

typedef struct MeshHit {
    float distance_m;          /* along the ray */
    float point[3], normal[3]; /* model frame; the normal is the triangle's, towards outside */
    uint32_t triangle;         /* index of its first entry in MeshSet.indices */
    float u, v;                /* fibre coordinates there, 0..1 */
} MeshHit;

/* One tree for each part, over its coarsest level whose error is at most `error_m` (0: the full mesh). The set must
 * outlive the trees. */
MeshBvhSet *mesh_bvh_create(const MeshSet *set, float error_m);
void mesh_bvh_release(MeshBvhSet *bvh); /* NULL is fine */

/* Nearest hit on a part between from + near_m * dir and from + far_m * dir (dir unit). Both faces count. */
bool mesh_bvh_hit(const MeshBvhSet *bvh, uint32_t part, const float from[3], const float dir[3], float near_m,
                  float far_m, MeshHit *out);

/* A part whose vertices lie elsewhere (bent back): the tree keeps its shape, its boxes are fitted to the new places.
 *   positions  part.vertex_count places in the order of the set's vertices; copied
 * The trees must outlive it. */
typedef struct MeshBvhFit MeshBvhFit;
MeshBvhFit *mesh_bvh_fit(const MeshBvhSet *bvh, uint32_t part, const float (*positions)[3]);
void mesh_bvh_fit_release(MeshBvhFit *fit); /* NULL is fine */
bool mesh_bvh_fit_hit(const MeshBvhFit *fit, const float from[3], const float dir[3], float near_m, float far_m,
                      MeshHit *out);

/* Bytes held by the trees. */
size_t mesh_bvh_bytes(const MeshBvhSet *bvh);

/* Never the same for two sets of trees of one run: what is kept beside them knows by it when they have gone. */
uint64_t mesh_bvh_serial(const MeshBvhSet *bvh);
#endif
