#include "clusters.h"
#include "hip/mem.h"
#include <stdlib.h>
#include <string.h>

static Cluster bounds(const MeshSet *set, const uint32_t *indices, uint32_t count)
{
    Cluster c = {{UINT16_MAX, UINT16_MAX, UINT16_MAX}, {0}};
    for (uint32_t i = 0; i < count; i++) {
        const uint16_t *at = set->vertices[indices[i]].position;
        for (int k = 0; k < 3; k++) {
            c.lo[k] = at[k] < c.lo[k] ? at[k] : c.lo[k];
            c.hi[k] = at[k] > c.hi[k] ? at[k] : c.hi[k];
        }
    }
    return c;
}

const Cluster *clusters_of(Clusters *clusters, const MeshSet *set, uint32_t part, const MeshLod *lod)
{
    Cluster **level = &clusters->levels[part][lod - set->parts[part].lods];
    if (!*level) {
        uint32_t count = cluster_count(lod);
        *level = mem_alloc(count + 1, sizeof **level);
        for (uint32_t i = 0; i < count; i++) {
            uint32_t first = i * CLUSTER_INDICES, left = lod->index_count - first;
            (*level)[i] =
                bounds(set, set->indices + lod->first_index + first, left < CLUSTER_INDICES ? left : CLUSTER_INDICES);
        }
    }
    return *level;
}

void clusters_release(Clusters *clusters)
{
    for (int part = 0; part < MESH_MAX_PARTS; part++) {
        for (int level = 0; level < MESH_MAX_LODS; level++) {
            free(clusters->levels[part][level]);
        }
    }
    memset(clusters, 0, sizeof *clusters);
}
