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

void clusters_pose(Clusters *clusters, const PoseBones *bones)
{
    if (memcmp(&clusters->bones, bones, sizeof *bones) != 0) {
        clusters->bones = *bones;
        clusters->pose++;
    }
}

/* What a driver may round otherwise than we do. */
static const float ROUNDING_M = 2e-5f;

/* All vertices of a level where they lie now; the caller's. */
static float (*moved_vertices(const Clusters *clusters, const MeshSet *set, uint32_t part, uint32_t count))[3]
{
    const MeshPart *p = &set->parts[part];
    MeshPlace place = {.bones = &clusters->bones, .moves = MOVES_JOINTED};
    float(*at)[3] = mem_alloc(count + 1, sizeof *at);
    for (uint32_t v = 0; v < count; v++) {
        mesh_vertex_position(p, &set->vertices[p->first_vertex + v], at[v]);
        mesh_place_point(&place, &set->vertices[p->first_vertex + v], at[v], at[v]);
    }
    return at;
}

const Box3 *clusters_moved(Clusters *clusters, const MeshSet *set, uint32_t part, const MeshLod *lod)
{
    ClusterLevel *level = &clusters->levels[part][lod - set->parts[part].lods];
    uint32_t count = cluster_count(lod), vertices = clusters_of(clusters, set, part, lod)->vertex_count;
    if (level->moved && level->pose == clusters->pose) {
        return level->moved;
    }
    if (!level->moved) {
        level->moved = mem_alloc(count + 1, sizeof *level->moved);
    }
    level->pose = clusters->pose;
    float(*at)[3] = moved_vertices(clusters, set, part, vertices);
    for (uint32_t i = 0; i < count; i++) {
        level->moved[i] = box3_empty();
    }
    for (uint32_t i = 0; i < lod->index_count; i++) {
        box3_add_point(&level->moved[i / CLUSTER_INDICES],
                       at[set->indices[lod->first_index + i] - set->parts[part].first_vertex]);
    }
    for (uint32_t i = 0; i < count; i++) {
        for (int k = 0; k < 3; k++) {
            level->moved[i].lo[k] -= ROUNDING_M;
            level->moved[i].hi[k] += ROUNDING_M;
        }
    }
    free(at);
    return level->moved;
}

void clusters_release(Clusters *clusters)
{
    for (int part = 0; part < MESH_MAX_PARTS; part++) {
        for (int level = 0; level < MESH_MAX_LODS; level++) {
            free(clusters->levels[part][level].clusters);
            free(clusters->levels[part][level].moved);
        }
    }
    memset(clusters, 0, sizeof *clusters);
}
