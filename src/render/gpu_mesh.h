/* gpu_mesh.h - a whole MeshSet on the graphics card: one vertex and one index buffer, never written again. */
#ifndef HIP_GPU_MESH_H
#define HIP_GPU_MESH_H
#include "hip/mesh.h"
#include <glad/gl.h>

typedef struct GpuMesh {
    GLuint vertices, indices;
    GLuint by_mesh;   /* vertex array with `indices` */
    GLuint by_stream; /* the same vertices with `stream`, the sorted triangles of this frame */
    GLuint stream;
    size_t stream_size;
} GpuMesh;

HipResult gpu_mesh_create(const MeshSet *set, GpuMesh *out, HipError *err);
void gpu_mesh_destroy(GpuMesh *mesh); /* accepts a zeroed struct */

/* Replaces this frame's sorted triangles. */
void gpu_mesh_stream(GpuMesh *mesh, const uint32_t *indices, size_t count);
#endif
