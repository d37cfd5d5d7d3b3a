/* mesh_build.h - plain float triangles -> MeshSet: weld, smooth normals, order, levels of detail, 16-bit quantising.
 * The only place that knows meshoptimizer. Used by import and by the built-in body. */
#ifndef HIP_MESH_BUILD_H
#define HIP_MESH_BUILD_H
#include "hip/mesh.h"
#include <stdbool.h>

typedef struct RawPart { /* model frame, metres; the caller owns all arrays */
    char id[MESH_ID_SIZE], name[MESH_NAME_SIZE];
    const float (*positions)[3];
    const float (*normals)[3]; /* NULL: smooth normals are made */
    const float (*fibre)[2];   /* u, v in 0..1; NULL: none */
    float tendon[2];           /* as in MeshPart */
    uint32_t variants;         /* as in MeshPart */
    size_t vertex_count;
    const uint32_t *indices; /* triangles, counter-clockwise from outside */
    size_t index_count;
} RawPart;

typedef struct MeshBuildOptions {
    bool weld;              /* join vertices at one place whose normals are within 80 degrees (STL comes unindexed) */
    float mend_m;           /* joins open borders that lie closer, and fills holes no wider than a finger; 0: neither */
    bool levels;            /* make levels of detail: 0.22, 0.33, 0.6, 1.2 and 4 mm, while they save a quarter */
    bool sketch;            /* add one coarse level at once: rough, a sixteenth of the part (for a first picture) */
    float simplify_error_m; /* simplify level 0 itself by at most this; 0: keep every triangle */
    int threads;            /* 0: as many as cores */
} MeshBuildOptions;

/* Every index must be in range and every number finite (checked: one line says which part is wrong). Triangles without
 * area are dropped; a part left without triangles is an error; a closed part that is inside out is turned. With
 * neither weld, levels nor simplify_error_m the triangles are only converted: quick, and no part counts as closed.
 * Deterministic for any number of threads. */
HipResult mesh_build(const RawPart *parts, size_t part_count, const MeshBuildOptions *options, MeshSet *out,
                     HipError *err);
#endif
