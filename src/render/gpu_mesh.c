#include "gpu_mesh.h"
#include "hip/mem.h"
#include <stdlib.h>
#include <string.h>

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

void gpu_mesh_create(const MeshSet *set, GpuMesh *out)
{
    *out = (GpuMesh){.parts = mem_alloc(set->part_count + 1, sizeof *out->parts)};
    glGenBuffers(1, &out->vertices);
    glGenBuffers(1, &out->indices);
    glGenBuffers(1, &out->stream);
    out->by_mesh = make_array(out->vertices, out->indices);
    out->by_stream = make_array(out->vertices, out->stream);
}

void gpu_mesh_destroy(GpuMesh *mesh)
{
    glDeleteVertexArrays(1, &mesh->by_mesh);
    glDeleteVertexArrays(1, &mesh->by_stream);
    glDeleteBuffers(1, &mesh->vertices);
    glDeleteBuffers(1, &mesh->indices);
    glDeleteBuffers(1, &mesh->stream);
    free(mesh->parts);
    *mesh = (GpuMesh){0};
}

static uint32_t level_of(const MeshSet *set, uint32_t part, const MeshLod *lod)
{
    return (uint32_t)(lod - set->parts[part].lods);
}

void gpu_mesh_want(GpuMesh *mesh, const MeshSet *set, uint32_t part, const MeshLod *lod)
{
    GpuPart *there = &mesh->parts[part];
    uint32_t bit = 1u << level_of(set, part, lod), used = 0;
    if ((there->levels | there->wanted) & bit) {
        return;
    }
    for (uint32_t i = lod->first_index; i < lod->first_index + lod->index_count; i++) {
        uint32_t vertex = set->indices[i] - set->parts[part].first_vertex;
        used = vertex >= used ? vertex + 1 : used;
    }
    there->wanted |= bit;
    there->wanted_vertices = used > there->wanted_vertices ? used : there->wanted_vertices;
    mesh->waiting = true;
}

/* Room that the wanted levels take beside what is there. */
static void add_up(const GpuMesh *mesh, const MeshSet *set, size_t *vertices, size_t *indices)
{
    *vertices = *indices = 0;
    for (size_t p = 0; p < set->part_count; p++) {
        const GpuPart *there = &mesh->parts[p];
        *vertices += there->wanted_vertices > there->vertex_count ? there->wanted_vertices : 0;
        for (uint32_t level = 0; level < set->parts[p].lod_count; level++) {
            *indices += there->wanted >> level & 1u ? set->parts[p].lods[level].index_count : 0;
        }
    }
}

static void write_part(GpuMesh *mesh, const MeshSet *set, size_t p)
{
    GpuPart *there = &mesh->parts[p];
    if (there->wanted_vertices > there->vertex_count) { /* anew: those that were there lie too close */
        there->first_vertex = (uint32_t)mesh->vertex_count;
        there->vertex_count = there->wanted_vertices;
        mesh->vertex_count += there->vertex_count;
        glBufferSubData(GL_ARRAY_BUFFER, (GLintptr)(there->first_vertex * sizeof *set->vertices),
                        (GLsizeiptr)(there->vertex_count * sizeof *set->vertices),
                        set->vertices + set->parts[p].first_vertex);
    }
    for (uint32_t level = 0; level < set->parts[p].lod_count; level++) {
        const MeshLod *lod = &set->parts[p].lods[level];
        if (there->wanted >> level & 1u) {
            there->first_index[level] = (uint32_t)mesh->index_count;
            mesh->index_count += lod->index_count;
            glBufferSubData(GL_ELEMENT_ARRAY_BUFFER, (GLintptr)(there->first_index[level] * sizeof *set->indices),
                            (GLsizeiptr)(lod->index_count * sizeof *set->indices), set->indices + lod->first_index);
        }
    }
    there->levels |= there->wanted;
    there->wanted = 0;
}

/* Buffers with room for all that is there or wanted, empty: all of it is wanted again. The first ones are as large as
 * the first picture needs, later ones have some to spare. */
static void make_room(GpuMesh *mesh, const MeshSet *set)
{
    bool first = mesh->vertex_room == 0;
    for (size_t p = 0; p < set->part_count; p++) {
        GpuPart *there = &mesh->parts[p];
        there->wanted |= there->levels;
        there->levels = there->vertex_count = 0;
    }
    add_up(mesh, set, &mesh->vertex_room, &mesh->index_room);
    mesh->vertex_room += first ? 0 : mesh->vertex_room / 4;
    mesh->index_room += first ? 0 : mesh->index_room / 4;
    mesh->vertex_count = mesh->index_count = 0;
    glBufferData(GL_ARRAY_BUFFER, (GLsizeiptr)(mesh->vertex_room * sizeof *set->vertices), NULL, GL_STATIC_DRAW);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, (GLsizeiptr)(mesh->index_room * sizeof *set->indices), NULL, GL_STATIC_DRAW);
}

static void forget(GpuMesh *mesh, const MeshSet *set)
{
    memset(mesh->parts, 0, set->part_count * sizeof *mesh->parts);
    mesh->vertex_count = mesh->vertex_room = mesh->index_count = mesh->index_room = 0;
}

HipResult gpu_mesh_bring(GpuMesh *mesh, const MeshSet *set, HipError *err)
{
    size_t vertices, indices;
    if (!mesh->waiting) {
        return HIP_OK;
    }
    while (glGetError() == GL_OUT_OF_MEMORY) { /* forget an older one */
    }
    glBindVertexArray(mesh->by_mesh); /* holds the index buffer */
    glBindBuffer(GL_ARRAY_BUFFER, mesh->vertices);
    add_up(mesh, set, &vertices, &indices);
    if (mesh->vertex_count + vertices > mesh->vertex_room || mesh->index_count + indices > mesh->index_room) {
        make_room(mesh, set);
    }
    for (size_t p = 0; p < set->part_count; p++) {
        write_part(mesh, set, p);
    }
    glBindBuffer(GL_ARRAY_BUFFER, 0);
    mesh->waiting = false;
    mesh_set_rest(set); /* the driver has a copy */
    if (glGetError() == GL_OUT_OF_MEMORY) {
        size_t wanted = mesh->vertex_room;
        forget(mesh, set);
        return hip_fail(err, "the graphics card has no room for this model (%zu vertices)", wanted);
    }
    return HIP_OK;
}

GpuPlace gpu_mesh_place(const GpuMesh *mesh, const MeshSet *set, uint32_t part, const MeshLod *lod)
{
    const GpuPart *there = &mesh->parts[part];
    return (GpuPlace){there->first_index[level_of(set, part, lod)],
                      (int32_t)there->first_vertex - (int32_t)set->parts[part].first_vertex};
}

void gpu_mesh_stream(GpuMesh *mesh, const uint32_t *indices, size_t count)
{
    glBindVertexArray(mesh->by_stream);
    /* A new store each frame: the driver need not wait for the last frame's reads. */
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, (GLsizeiptr)(count * sizeof *indices), indices, GL_STREAM_DRAW);
}
