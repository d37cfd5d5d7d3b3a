#include "gpu_mesh.h"

/* The vertex goes as four words and the shader unpacks them (common/vertex.glsl): one fetch for each vertex.
 */
static GLuint make_array(GLuint vertices, GLuint indices)
{
    GLuint array;
    glGenVertexArrays(1, &array);
    glBindVertexArray(array);
    glBindBuffer(GL_ARRAY_BUFFER, vertices);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices);
    glEnableVertexAttribArray(0);
    glVertexAttribIPointer(0, 4, GL_UNSIGNED_INT, sizeof(MeshVertex), NULL);
    glBindVertexArray(0);
    return array;
}

static GLuint make_buffer(const void *data, size_t size)
{
    GLuint buffer;
    glGenBuffers(1, &buffer);
    glBindBuffer(GL_ARRAY_BUFFER, buffer);
    glBufferData(GL_ARRAY_BUFFER, (GLsizeiptr)size, data, GL_STATIC_DRAW);
    glBindBuffer(GL_ARRAY_BUFFER, 0);
    return buffer;
}

HipResult gpu_mesh_create(const MeshSet *set, GpuMesh *out, HipError *err)
{
    while (glGetError() == GL_OUT_OF_MEMORY) { /* forget an older one */
    }
    GpuMesh mesh = {0};
    mesh.vertices = make_buffer(set->vertices, set->vertex_count * sizeof *set->vertices);
    mesh.indices = make_buffer(set->indices, set->index_count * sizeof *set->indices);
    mesh.stream = make_buffer(NULL, 0);
    mesh.by_mesh = make_array(mesh.vertices, mesh.indices);
    mesh.by_stream = make_array(mesh.vertices, mesh.stream);
    if (glGetError() == GL_OUT_OF_MEMORY) {
        gpu_mesh_destroy(&mesh);
        return hip_fail(err, "the graphics card has no room for this model (%zu vertices)", set->vertex_count);
    }
    *out = mesh;
    return HIP_OK;
}

void gpu_mesh_destroy(GpuMesh *mesh)
{
    glDeleteVertexArrays(1, &mesh->by_mesh);
    glDeleteVertexArrays(1, &mesh->by_stream);
    glDeleteBuffers(1, &mesh->vertices);
    glDeleteBuffers(1, &mesh->indices);
    glDeleteBuffers(1, &mesh->stream);
    *mesh = (GpuMesh){0};
}

void gpu_mesh_stream(GpuMesh *mesh, const uint32_t *indices, size_t count)
{
    glBindVertexArray(mesh->by_stream);
    /* A new store each frame: the driver need not wait for the last frame's reads. */
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, (GLsizeiptr)(count * sizeof *indices), indices, GL_STREAM_DRAW);
    mesh->stream_size = count;
}
