/* gpu_mesh.h - the levels of detail of a MeshSet on the graphics card. A level comes over when it is first drawn, with
 * the vertices that it and coarser ones use: most of a body is never looked at closely, and a software driver's copy
 * lies in the same memory as the program. What is there stays and is never written again. */
#ifndef HIP_GPU_MESH_H
#define HIP_GPU_MESH_H
#include "hip/mesh.h"
#include <glad/gl.h>

/* What is there of a part. Its vertices are those at its beginning: levels are numbered coarse first. */
typedef struct GpuPart {
    uint32_t first_vertex, vertex_count;
    uint32_t first_index[MESH_MAX_LODS];
    uint32_t levels;          /* bits of those that are there */
    uint32_t wanted;          /* ... and of those that are to come */
    uint32_t wanted_vertices; /* of all of them */
} GpuPart;

typedef struct GpuMesh {
    GLuint vertices, indices;
    GLuint by_mesh;   /* vertex array with `indices` */
    GLuint by_stream; /* the same vertices with `stream`, the sorted triangles of this frame */
    GLuint stream;
    GpuPart *parts; /* one for each of the set */
    size_t vertex_count, vertex_room, index_count, index_room;
    bool waiting; /* some level is wanted */
} GpuMesh;

/* Where a level lies: its first index; what is to be added to each index for the number of its vertex there. */
typedef struct GpuPlace {
    uint32_t first_index;
    int32_t base_vertex;
} GpuPlace;

/* Empty: nothing has come over. */
void gpu_mesh_create(const MeshSet *set, GpuMesh *out);
void gpu_mesh_destroy(GpuMesh *mesh); /* accepts a zeroed struct */

/* A level is about to be drawn. */
void gpu_mesh_want(GpuMesh *mesh, const MeshSet *set, uint32_t part, const MeshLod *lod);
/* Brings over what is wanted and not there. When it fails, nothing is there any more. */
HipResult gpu_mesh_bring(GpuMesh *mesh, const MeshSet *set, HipError *err);
/* Of a level that is there; others' places may have changed since something else was brought. */
GpuPlace gpu_mesh_place(const GpuMesh *mesh, const MeshSet *set, uint32_t part, const MeshLod *lod);

/* Replaces this frame's sorted triangles. */
void gpu_mesh_stream(GpuMesh *mesh, const uint32_t *indices, size_t count);
#endif
