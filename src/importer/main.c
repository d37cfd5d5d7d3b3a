/* hip-atlas-import - reads model files with Assimp and writes plain triangles to a stream
 * (include/hip/import_stream.h). A program of its own because Assimp has a long history of memory errors:
 * whatever a file does to it, it does here, where nothing can be written, sent or started. Not meant to be
 * run by hand: hip-atlas-import FILE... with the stream on 3. */
#include "hip/import_stream.h"
#include "limits.h"
#include <assimp/cimport.h>
#include <assimp/config.h>
#include <assimp/postprocess.h>
#include <assimp/scene.h>
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

enum { DEEPEST_NODE = 512 };

typedef struct Sender {
    uint32_t file;
    uint64_t triangles;
    uint32_t left_out;
    bool too_many;
} Sender;

static void send_bytes(const void *data, size_t size)
{
    const char *at = data;
    while (size) {
        ssize_t n = write(IMPORT_STREAM_FD, at, size);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            _exit(1); /* the parent went away */
        }
        at += n;
        size -= (size_t)n;
    }
}

static void send_header(uint32_t kind, const Sender *sender)
{
    ImportRecordHeader header = {.kind = kind, .file = sender->file, .left_out = sender->left_out};
    send_bytes(&header, sizeof header);
}

static void send_failure(const Sender *sender, const char *text)
{
    char padded[IMPORT_TEXT_SIZE] = {0};
    if (!text || !*text) {
        text = "the reason is not known";
    } else if (strstr(text, "bad_alloc")) {
        text = "it asks for more memory than an import may use";
    }
    snprintf(padded, sizeof padded, "%s", text);
    send_header(IMPORT_FAIL, sender);
    send_bytes(padded, sizeof padded);
}

static void *room(size_t count, size_t size)
{
    void *block = calloc(count ? count : 1, size);
    if (!block) {
        _exit(1);
    }
    return block;
}

static void send_positions(const struct aiMesh *mesh, const struct aiMatrix4x4 *m, struct aiVector3D *buffer)
{
    for (unsigned v = 0; v < mesh->mNumVertices; v++) {
        struct aiVector3D p = mesh->mVertices[v];
        buffer[v].x = m->a1 * p.x + m->a2 * p.y + m->a3 * p.z + m->a4;
        buffer[v].y = m->b1 * p.x + m->b2 * p.y + m->b3 * p.z + m->b4;
        buffer[v].z = m->c1 * p.x + m->c2 * p.y + m->c3 * p.z + m->c4;
    }
    send_bytes(buffer, mesh->mNumVertices * sizeof *buffer);
}

/* Normals turn with the matrix of cofactors, which is the inverse transposed times the determinant and needs
 * no division; so they come out inward where the matrix mirrors. */
static void send_normals(const struct aiMesh *mesh, const struct aiMatrix4x4 *m, bool mirrors,
                         struct aiVector3D *buffer)
{
    float c[3][3] = {
        {m->b2 * m->c3 - m->b3 * m->c2, m->b3 * m->c1 - m->b1 * m->c3, m->b1 * m->c2 - m->b2 * m->c1},
        {m->a3 * m->c2 - m->a2 * m->c3, m->a1 * m->c3 - m->a3 * m->c1, m->a2 * m->c1 - m->a1 * m->c2},
        {m->a2 * m->b3 - m->a3 * m->b2, m->a3 * m->b1 - m->a1 * m->b3, m->a1 * m->b2 - m->a2 * m->b1},
    };
    for (unsigned v = 0; v < mesh->mNumVertices; v++) {
        struct aiVector3D n = mesh->mNormals[v];
        struct aiVector3D r = {c[0][0] * n.x + c[0][1] * n.y + c[0][2] * n.z,
                               c[1][0] * n.x + c[1][1] * n.y + c[1][2] * n.z,
                               c[2][0] * n.x + c[2][1] * n.y + c[2][2] * n.z};
        float length = sqrtf(r.x * r.x + r.y * r.y + r.z * r.z);
        float scale = length > 0 ? (mirrors ? -1 : 1) / length : 0;
        buffer[v] = (struct aiVector3D){r.x * scale, r.y * scale, r.z * scale};
    }
    send_bytes(buffer, mesh->mNumVertices * sizeof *buffer);
}

static double determinant(const struct aiMatrix4x4 *m)
{
    return (double)m->a1 * ((double)m->b2 * m->c3 - (double)m->b3 * m->c2) -
           (double)m->a2 * ((double)m->b1 * m->c3 - (double)m->b3 * m->c1) +
           (double)m->a3 * ((double)m->b1 * m->c2 - (double)m->b2 * m->c1);
}

static uint32_t count_triangles(const struct aiMesh *mesh)
{
    uint32_t triangles = 0;
    for (unsigned f = 0; f < mesh->mNumFaces; f++) {
        triangles += mesh->mFaces[f].mNumIndices == 3;
    }
    return triangles;
}

/* A transform that mirrors turns the triangles inside out: they are turned back. */
static void send_indices(const struct aiMesh *mesh, uint32_t triangles, bool turned)
{
    uint32_t *indices = room((size_t)triangles * 3, sizeof *indices), n = 0;
    for (unsigned f = 0; f < mesh->mNumFaces; f++) {
        const struct aiFace *face = &mesh->mFaces[f];
        if (face->mNumIndices == 3) {
            indices[n++] = face->mIndices[0];
            indices[n++] = face->mIndices[turned ? 2 : 1];
            indices[n++] = face->mIndices[turned ? 1 : 2];
        }
    }
    send_bytes(indices, (size_t)n * sizeof *indices);
    free(indices);
}

static void send_name(const struct aiString *name)
{
    char text[IMPORT_NAME_SIZE] = {0};
    size_t length = name->length < sizeof text - 1 ? name->length : sizeof text - 1;
    memcpy(text, name->data, length);
    send_bytes(text, sizeof text);
}

static void send_mesh(Sender *sender, const struct aiNode *node, const struct aiMesh *mesh, const struct aiMatrix4x4 *m)
{
    uint32_t triangles = count_triangles(mesh);
    sender->left_out += mesh->mNumFaces - triangles;
    sender->triangles += triangles;
    if (sender->triangles > IMPORT_MAX_TRIANGLES || mesh->mNumVertices > 3u * IMPORT_MAX_TRIANGLES) {
        sender->too_many = true;
    }
    if (sender->too_many || triangles == 0 || !mesh->mVertices) {
        return;
    }
    ImportRecordHeader header = {
        .kind = IMPORT_PART,
        .file = sender->file,
        .vertex_count = mesh->mNumVertices,
        .index_count = triangles * 3,
        .has_normals = mesh->mNormals != NULL,
    };
    send_bytes(&header, sizeof header);
    send_name(&node->mName);
    send_name(&mesh->mName);
    struct aiVector3D *buffer = room(mesh->mNumVertices, sizeof *buffer);
    send_positions(mesh, m, buffer);
    bool turned = determinant(m) < 0;
    if (mesh->mNormals) {
        send_normals(mesh, m, turned, buffer);
    }
    free(buffer);
    send_indices(mesh, triangles, turned);
}

static void send_node(Sender *sender, const struct aiScene *scene, const struct aiNode *node,
                      const struct aiMatrix4x4 *above, int depth)
{
    struct aiMatrix4x4 here = *above;
    aiMultiplyMatrix4(&here, &node->mTransformation);
    for (unsigned i = 0; i < node->mNumMeshes; i++) {
        if (node->mMeshes[i] < scene->mNumMeshes) {
            send_mesh(sender, node, scene->mMeshes[node->mMeshes[i]], &here);
        }
    }
    for (unsigned i = 0; i < node->mNumChildren && depth < DEEPEST_NODE && !sender->too_many; i++) {
        send_node(sender, scene, node->mChildren[i], &here, depth + 1);
    }
}

static bool has_polygons(const struct aiScene *scene)
{
    for (unsigned i = 0; i < scene->mNumMeshes; i++) {
        if (scene->mMeshes[i]->mPrimitiveTypes & aiPrimitiveType_POLYGON) {
            return true;
        }
    }
    return false;
}

static void send_file(uint32_t number, const char *path, const struct aiPropertyStore *settings)
{
    Sender sender = {.file = number};
    send_header(IMPORT_BEGIN, &sender);
    /* No flags: joining and the like cost three to six times the import itself, and are done better
     * afterwards. */
    const struct aiScene *scene = aiImportFileExWithProperties(path, 0, NULL, settings);
    if (scene && has_polygons(scene)) {
        scene = aiApplyPostProcessing(scene, aiProcess_Triangulate);
    }
    if (!scene || !scene->mRootNode) {
        send_failure(&sender, aiGetErrorString());
        return;
    }
    struct aiMatrix4x4 unit;
    aiIdentityMatrix4(&unit);
    send_node(&sender, scene, scene->mRootNode, &unit, 0);
    if (sender.too_many) {
        send_failure(&sender, "it has more than 20 million triangles");
        return;
    }
    send_header(IMPORT_DONE, &sender);
    aiReleaseImport(scene);
}

/* Only triangles are wanted; what would follow other files or take time for nothing stays off. */
static struct aiPropertyStore *import_settings(void)
{
    struct aiPropertyStore *settings = aiCreatePropertyStore();
    aiSetImportPropertyInteger(settings, AI_CONFIG_IMPORT_FBX_PRESERVE_PIVOTS, 0);
    aiSetImportPropertyInteger(settings, AI_CONFIG_IMPORT_FBX_READ_ANIMATIONS, 0);
    aiSetImportPropertyInteger(settings, AI_CONFIG_IMPORT_FBX_READ_TEXTURES, 0);
    aiSetImportPropertyInteger(settings, AI_CONFIG_IMPORT_FBX_READ_CAMERAS, 0);
    aiSetImportPropertyInteger(settings, AI_CONFIG_IMPORT_FBX_READ_LIGHTS, 0);
    return settings;
}

int main(int argc, char **argv)
{
    if (argc < 2 || write(IMPORT_STREAM_FD, "", 0) != 0) {
        fputs("hip-atlas-import is started by hip-atlas and is of no use alone.\n", stderr);
        return 2;
    }
#if defined(__GLIBC__)
    mallopt(M_TOP_PAD, 16 << 20); /* an import allocates every triangle by itself: ask the system seldom */
    mallopt(M_TRIM_THRESHOLD, 256 << 20);
#endif
    limits_apply();
    struct aiPropertyStore *settings = import_settings();
    for (int i = 1; i < argc; i++) {
        send_file((uint32_t)(i - 1), argv[i], settings);
    }
    _exit(0); /* the system frees faster than any destructor */
}
