/* clusters.h - a level of detail in runs of neighbouring triangles, each with the box that holds it: what the cull
 * keeps or leaves out. Worked out when a level is first drawn. */
#ifndef HIP_CLUSTERS_H
#define HIP_CLUSTERS_H
#include "hip/mesh_place.h"

enum { CLUSTER_INDICES = 3 * MESH_RUN };

typedef struct Cluster {
    uint16_t lo[3], hi[3]; /* in the part's box, as MeshVertex.position */
} Cluster;

typedef struct ClusterLevel {
    Cluster *clusters;     /* cluster_count of them; NULL: never asked for so far */
    uint32_t vertex_count; /* the level uses the first so many vertices of the part */
    Box3 *moved;           /* of a jointed part: where each cluster lies, metres; NULL: never asked for */
    uint32_t pose;         /* ... and in which pose */
} ClusterLevel;

typedef struct Clusters {
    PoseBones bones;
    uint32_t pose; /* counts up whenever the bones move */
    ClusterLevel levels[MESH_MAX_PARTS][MESH_MAX_LODS];
} Clusters;

static inline uint32_t cluster_count(const MeshLod *lod)
{
    return (lod->index_count + CLUSTER_INDICES - 1) / CLUSTER_INDICES;
}

const ClusterLevel *clusters_of(Clusters *clusters, const MeshSet *set, uint32_t part, const MeshLod *lod);

/* The bones of this picture, before clusters_moved. */
void clusters_pose(Clusters *clusters, const PoseBones *bones);

/* Boxes of a jointed part's clusters, one each, where these bones have taken them; kept while they rest. */
const Box3 *clusters_moved(Clusters *clusters, const MeshSet *set, uint32_t part, const MeshLod *lod);

void clusters_release(Clusters *clusters); /* accepts a zeroed struct */
#endif
