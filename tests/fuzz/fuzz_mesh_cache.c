/* fuzz_mesh_cache.c - a cache file that somebody has changed. The key is that of the file and the hash over
 * its content is made to fit, since whoever changes a file can do that too. */
#include "fuzz_mesh_driver.h"
#include "hip/file.h"
#include "hip/mesh_cache.h"
#include <stdlib.h>
#include <string.h>

enum { KEY_AT = 24, HASH_AT = 64, CONTENT_AT = 128 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *own = malloc(size ? size : 1);
    if (!own) {
        return 0;
    }
    memcpy(own, data, size);
    uint64_t key = 0;
    if (size >= CONTENT_AT) {
        memcpy(&key, own + KEY_AT, sizeof key);
        uint64_t hash = file_hash(own + CONTENT_AT, size - CONTENT_AT, key);
        memcpy(own + HASH_AT, &hash, sizeof hash);
    }
    MeshSet set = {0};
    const void *extra = NULL;
    size_t extra_size = 0;
    if (mesh_cache_decode(own, size, key, &set, &extra, &extra_size, NULL) == HIP_OK) {
        volatile float sum = 0; /* what was accepted must be usable */
        for (size_t p = 0; p < set.part_count; p++) {
            for (uint32_t l = 0; l < set.parts[p].lod_count; l++) {
                const MeshLod *lod = &set.parts[p].lods[l];
                for (uint32_t i = 0; i < lod->index_count; i++) {
                    float at[3];
                    mesh_vertex_position(&set.parts[p], &set.vertices[set.indices[lod->first_index + i]], at);
                    sum = sum + at[0];
                }
            }
        }
        for (size_t i = 0; i < extra_size; i++) {
            sum = sum + ((const uint8_t *)extra)[i];
        }
        mesh_set_release(&set);
    }
    free(own);
    return 0;
}

#if defined(FUZZ_ALONE)
#include <unistd.h>

size_t fuzz_seed(uint8_t *out, size_t room)
{
    char path[] = "/tmp/hip-fuzz-XXXXXX";
    MeshSet set = mesh_set_create(1, 3, 3);
    set.parts[0] = (MeshPart){.name = "part", .box = {{0, 0, 0}, {1, 1, 1}}, .vertex_count = 3, .lod_count = 1};
    set.parts[0].lods[0].index_count = 3;
    set.indices[1] = 1;
    set.indices[2] = 2;
    int fd = mkstemp(path);
    Buffer file = {0};
    size_t size = 0;
    if (fd >= 0 && mesh_cache_write(path, 1, &set, "extra", 6, NULL) == HIP_OK &&
        file_read_all(path, 0, &file, NULL) == HIP_OK && file.size <= room) {
        memcpy(out, file.data, file.size);
        size = file.size;
    }
    if (fd >= 0) {
        close(fd);
        unlink(path);
    }
    buffer_release(&file);
    mesh_set_release(&set);
    return size;
}
#endif
