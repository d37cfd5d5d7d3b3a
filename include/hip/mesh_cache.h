/* mesh_cache.h - a MeshSet as one file, read by mapping it: milliseconds. */
#ifndef HIP_MESH_CACHE_H
#define HIP_MESH_CACHE_H
#include "hip/mesh.h"

/* The key says what the set was made from; reading with another key fails. `extra` is kept beside it (may be NULL). */
HipResult mesh_cache_write(const char *path, uint64_t key, const MeshSet *set, const void *extra, size_t extra_size,
                           HipError *err);

/* The set borrows the mapped file and unmaps it on release; everything is checked before use. extra: a copy (free), may
 * be NULL. */
HipResult mesh_cache_read(const char *path, uint64_t key, MeshSet *out, void **extra, size_t *extra_size,
                          HipError *err);

/* The same from memory (aligned to 8 bytes): the set and `extra` point into it. For mesh_cache_read and for tests. */
HipResult mesh_cache_decode(const void *data, size_t size, uint64_t key, MeshSet *out, const void **extra,
                            size_t *extra_size, HipError *err);
#endif
