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

static uint32_t vertices_used(const MeshSet *set, uint32_t part, const MeshLod *lod)
{
    uint32_t first = set->parts[part].first_vertex, used = 0;
    for (uint32_t i = lod->first_index; i < lod->first_index + lod->index_count; i++) {
        used = set->indices[i] - first >= used ? set->indices[i] - first + 1 : used;
    }
    return used;
}

const ClusterLevel *clusters_of(Clusters *clusters, const MeshSet *set, uint32_t part, const MeshLod *lod)
{
    ClusterLevel *level = &clusters->levels[part][lod - set->parts[part].lods];
    if (!level->clusters) {
        uint32_t count = cluster_count(lod);
        level->vertex_count = vertices_used(set, part, lod);
        level->clusters = mem_alloc(count + 1, sizeof *level->clusters);
        for (uint32_t i = 0; i < count; i++) {
            uint32_t first = i * CLUSTER_INDICES, left = lod->index_count - first;
            level->clusters[i] =
                bounds(set, set->indices + lod->first_index + first, left < CLUSTER_INDICES ? left : CLUSTER_INDICES);
        }
    }
    return level;
}

void clusters_release(Clusters *clusters)
{
    for (int part = 0; part < MESH_MAX_PARTS; part++) {
        for (int level = 0; level < MESH_MAX_LODS; level++) {
            free(clusters->levels[part][level].clusters);
        }
    }
    memset(clusters, 0, sizeof *clusters);
}
