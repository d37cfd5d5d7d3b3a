/* hip-atlas-import - reads model files, with Assimp but for plain GLB (glb.c), and writes plain triangles to a stream
 * (include/hip/import_stream.h). A program of its own because Assimp has a long history of memory errors:
 * whatever a file does to it, it does here, where nothing can be written, sent or started. Not meant to be
 * run by hand: hip-atlas-import FILE... with the stream on 3. */
#include "glb.h"
#include "hip/import_stream.h"
#include "limits.h"
#include <assimp/cimport.h>
#include <assimp/config.h>
#include <assimp/postprocess.h>
#include <assimp/scene.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

enum { DEEPEST_NODE = 512 };

_Static_assert(sizeof(struct aiVector3D) == 3 * sizeof(float), "Assimp counts in floats");

static uint32_t count_triangles(const struct aiMesh *mesh)
{
    uint32_t triangles = 0;
    for (unsigned f = 0; f < mesh->mNumFaces; f++) {
        triangles += mesh->mFaces[f].mNumIndices == 3;
    }
    return triangles;
}

static uint32_t *gather_indices(const struct aiMesh *mesh, uint32_t triangles)
{
    uint32_t *indices = room((size_t)triangles * 3, sizeof *indices), n = 0;
    for (unsigned f = 0; f < mesh->mNumFaces; f++) {
        const struct aiFace *face = &mesh->mFaces[f];
        if (face->mNumIndices == 3) {
            memcpy(indices + n, face->mIndices, 3 * sizeof *indices);
            n += 3;
        }
    }
    return indices;
}

static void send_mesh(Sender *sender, const struct aiNode *node, const struct aiMesh *mesh, const Place *place)
{
    uint32_t triangles = count_triangles(mesh);
    sender->left_out += mesh->mNumFaces - triangles;
    if (triangles == 0 || triangles > IMPORT_MAX_TRIANGLES) {
        sender->too_many |= triangles > 0;
        return;
    }
    uint32_t *indices = gather_indices(mesh, triangles);
    SentPart part = {.node = node->mName.data,
                     .mesh = mesh->mName.data,
                     .positions = (const float(*)[3])(const void *)mesh->mVertices,
                     .normals = (const float(*)[3])(const void *)mesh->mNormals,
                     .indices = indices,
                     .vertex_count = mesh->mNumVertices,
                     .index_count = triangles * 3};
    send_part(sender, &part, place);
    free(indices);
}

static Place place_of(const struct aiMatrix4x4 *m)
{
    return (Place){{{m->a1, m->a2, m->a3, m->a4}, {m->b1, m->b2, m->b3, m->b4}, {m->c1, m->c2, m->c3, m->c4}}};
}

static void send_node(Sender *sender, const struct aiScene *scene, const struct aiNode *node, const Place *above,
                      int depth)
{
    Place own = place_of(&node->mTransformation), here = place_product(above, &own);
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

static void send_end(const Sender *sender)
{
    if (sender->too_many) {
        send_failure(sender, "it has more than 20 million triangles");
    } else {
        send_done(sender);
    }
}

static void send_file(uint32_t number, const char *path, const struct aiPropertyStore *settings)
{
    static const Place UNIT = {{{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}}};
    Sender sender = {.file = number};
    send_begin(&sender);
    if (glb_send(&sender, path)) {
        send_end(&sender);
        return;
    }
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
    send_node(&sender, scene, scene->mRootNode, &UNIT, 0);
    send_end(&sender);
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
