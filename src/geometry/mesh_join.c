#include "hip/mesh.h"

static void copy_part(const MeshSet *from, size_t p, MeshSet *to, uint32_t vertex, uint32_t index, size_t at)
{
    MeshPart *part = &to->parts[at];
    *part = from->parts[p];
    part->first_vertex += vertex;
    for (uint32_t k = 0; k < part->lod_count; k++) {
        part->lods[k].first_index += index;
    }
}

HipResult mesh_set_join(const MeshSet *sets, size_t count, MeshSet *out, HipError *err)
{
    size_t parts = 0, vertices = 0, indices = 0;
    for (size_t i = 0; i < count; i++) {
        parts += sets[i].part_count;
        vertices += sets[i].vertex_count;
        indices += sets[i].index_count;
    }
    if (parts > MESH_MAX_PARTS || vertices > UINT32_MAX || indices > UINT32_MAX) {
        return hip_fail(err, "too many parts to join: %zu; at most %d fit", parts, (int)MESH_MAX_PARTS);
    }
    MeshSet set = mesh_set_create(parts, vertices, indices);
    uint32_t part = 0, vertex = 0, index = 0;
    for (size_t i = 0; i < count; i++) {
        const MeshSet *one = &sets[i];
        for (size_t p = 0; p < one->part_count; p++) {
            copy_part(one, p, &set, vertex, index, part + p);
        }
        for (size_t k = 0; k < one->vertex_count; k++) {
            set.vertices[vertex + k] = one->vertices[k];
            set.vertices[vertex + k].part = (uint16_t)(part + one->vertices[k].part);
        }
        for (size_t k = 0; k < one->index_count; k++) {
            set.indices[index + k] = one->indices[k] + vertex;
        }
        part += (uint32_t)one->part_count;
        vertex += (uint32_t)one->vertex_count;
        index += (uint32_t)one->index_count;
    }
    *out = set;
    return HIP_OK;
}
