#include "hip/mesh_cache.h"
#include "hip/file.h"
#include "hip/mem.h"
#include <stdlib.h>
#include <string.h>

/* One file: header, parts, vertices, indices, weights, extra, each on a 64-byte step. The structures lie in it as they
 * lie in memory; a machine or a version that sees them otherwise finds another header and makes its own. */
typedef struct CacheHeader {
    char magic[8];
    uint32_t version, byte_order;
    uint32_t part_size, vertex_size;
    uint64_t key;
    uint64_t part_count, vertex_count, index_count, weight_count, extra_size;
    uint64_t content; /* hash of all that follows the header */
} CacheHeader;

enum { CACHE_VERSION = 5, BYTE_ORDER_MARK = 0x01020304, STEP = 64 };
static const char MAGIC[8] = "HIPMESH";

_Static_assert(sizeof(MeshVertex) == 16, "a vertex is what the graphics card sees");
_Static_assert(sizeof(MeshWeights) == 4, "weights are what the graphics card sees");
_Static_assert(sizeof(MeshPart) == 312, "parts have no padding, so that no stray bytes reach the file");

/* Where each section starts; false when the counts cannot be true of a file of this size. */
typedef struct CacheLayout {
    size_t parts, vertices, indices, weights, extra, end;
} CacheLayout;

static size_t step_up(size_t at)
{
    return (at + STEP - 1) / STEP * STEP;
}

static bool lay_out(const CacheHeader *header, CacheLayout *out)
{
    const uint64_t most = (uint64_t)1 << 32;
    if (header->part_count > MESH_MAX_PARTS || header->vertex_count >= most || header->index_count >= most ||
        header->extra_size >= most || header->weight_count >= most) {
        return false; /* so that nothing below can wrap */
    }
    if (header->weight_count != 0 && header->weight_count != header->vertex_count) {
        return false;
    }
    out->parts = step_up(sizeof *header);
    out->vertices = step_up(out->parts + header->part_count * sizeof(MeshPart));
    out->indices = step_up(out->vertices + header->vertex_count * sizeof(MeshVertex));
    out->weights = step_up(out->indices + header->index_count * sizeof(uint32_t));
    out->extra = step_up(out->weights + header->weight_count * sizeof(MeshWeights));
    out->end = out->extra + header->extra_size;
    return true;
}

static uint64_t hash_content(const uint8_t *data, const CacheLayout *layout, uint64_t key)
{
    return file_hash(data + layout->parts, layout->end - layout->parts, key);
}

HipResult mesh_cache_write(const char *path, uint64_t key, const MeshSet *set, const void *extra, size_t extra_size,
                           HipError *err)
{
    CacheHeader header = {
        .version = CACHE_VERSION,
        .byte_order = BYTE_ORDER_MARK,
        .part_size = sizeof(MeshPart),
        .vertex_size = sizeof(MeshVertex),
        .key = key,
        .part_count = set->part_count,
        .vertex_count = set->vertex_count,
        .index_count = set->index_count,
        .weight_count = set->weights ? set->vertex_count : 0,
        .extra_size = extra ? extra_size : 0,
    };
    memcpy(header.magic, MAGIC, sizeof MAGIC);
    CacheLayout layout;
    if (!lay_out(&header, &layout)) {
        return hip_fail(err, "cannot write '%s': the model is too big for the cache", path);
    }
    uint8_t *data = mem_alloc(layout.end, 1);
    memcpy(data + layout.parts, set->parts, set->part_count * sizeof(MeshPart));
    memcpy(data + layout.vertices, set->vertices, set->vertex_count * sizeof(MeshVertex));
    memcpy(data + layout.indices, set->indices, set->index_count * sizeof(uint32_t));
    if (header.weight_count) {
        memcpy(data + layout.weights, set->weights, header.weight_count * sizeof(MeshWeights));
    }
    if (header.extra_size) {
        memcpy(data + layout.extra, extra, header.extra_size);
    }
    header.content = hash_content(data, &layout, key);
    memcpy(data, &header, sizeof header);
    HipResult rc = file_write_atomic(path, data, layout.end, err);
    free(data);
    return rc;
}

HipResult mesh_cache_decode(const void *data, size_t size, uint64_t key, MeshSet *out, const void **extra,
                            size_t *extra_size, HipError *err)
{
    CacheHeader header;
    if (size < sizeof header) {
        return hip_fail(err, "it is too short");
    }
    memcpy(&header, data, sizeof header);
    if (memcmp(header.magic, MAGIC, sizeof MAGIC) != 0 || header.version != CACHE_VERSION ||
        header.byte_order != BYTE_ORDER_MARK || header.part_size != sizeof(MeshPart) ||
        header.vertex_size != sizeof(MeshVertex)) {
        return hip_fail(err, "it is of another version");
    }
    if (header.key != key) {
        return hip_fail(err, "it was made from something else");
    }
    CacheLayout layout;
    if (!lay_out(&header, &layout) || layout.end != size) {
        return hip_fail(err, "it is damaged (size)");
    }
    uint8_t *bytes = (uint8_t *)(uintptr_t)data;
    if (hash_content(bytes, &layout, key) != header.content) {
        return hip_fail(err, "it is damaged (content)");
    }
    MeshSet set = {
        .parts = (MeshPart *)(void *)(bytes + layout.parts),
        .vertices = (MeshVertex *)(void *)(bytes + layout.vertices),
        .indices = (uint32_t *)(void *)(bytes + layout.indices),
        .weights = header.weight_count ? (MeshWeights *)(void *)(bytes + layout.weights) : NULL,
        .part_count = header.part_count,
        .vertex_count = header.vertex_count,
        .index_count = header.index_count,
    };
    HipResult rc = mesh_set_check(&set, err);
    if (rc != HIP_OK) {
        return rc;
    }
    *out = set;
    *extra = header.extra_size ? bytes + layout.extra : NULL;
    *extra_size = header.extra_size;
    return HIP_OK;
}

static void release_map(MeshSet *set)
{
    file_unmap(set->owner);
    free(set->owner);
}

static void rest_map(const MeshSet *set)
{
    file_map_rest(set->owner);
}

HipResult mesh_cache_read(const char *path, uint64_t key, MeshSet *out, void **extra, size_t *extra_size, HipError *err)
{
    FileMap map;
    HipResult rc = file_map(path, &map, err);
    if (rc != HIP_OK) {
        return rc;
    }
    MeshSet set;
    const void *kept = NULL;
    size_t kept_size = 0;
    rc = mesh_cache_decode(map.data, map.size, key, &set, &kept, &kept_size, err);
    if (rc != HIP_OK) {
        hip_error_context(err, "the mesh cache '%s' is not used", path);
        file_unmap(&map);
        return rc;
    }
    if (extra) {
        *extra = kept_size ? mem_copy(kept, kept_size) : NULL;
        *extra_size = kept_size;
    }
    set.owner = mem_copy(&map, sizeof map);
    set.release = release_map;
    set.rest = rest_map;
    *out = set;
    return HIP_OK;
}
