/* export_model.c - writes model files as other programs would, with Assimp's exporter, for the import tests:
 *     export_model MODE OUT FILE...
 * MODE stl, ply: each file as OUT/<FMA number>.<mode>, millimetres; obj: all files as groups of OUT, named in
 * English; glb: as named nodes of OUT, metres, Z up; mirror: like obj with x reversed; turned: like glb,
 * turned by odd angles; fbx: ASCII FBX with named nodes. */
#include <assimp/cexport.h>
#include <assimp/cimport.h>
#include <assimp/scene.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 64 };

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* "FJ138_BP62752_FMA22325_Left_obturator_internus.glb" -> "Left_obturator_internus", or "FMA22325". */
static void short_name(const char *path, bool number, char *out, size_t size)
{
    const char *name = base_name(path), *fma = strstr(name, "FMA");
    size_t digits = fma ? 3 + strspn(fma + 3, "0123456789") : 0;
    if (fma && number) {
        snprintf(out, size, "%.*s", (int)digits, fma);
        return;
    }
    snprintf(out, size, "%s", fma ? fma + digits + 1 : name);
    char *dot = strrchr(out, '.');
    if (dot) {
        *dot = '\0';
    }
}

static void set_string(struct aiString *to, const char *text)
{
    to->length = (ai_uint32)snprintf(to->data, sizeof to->data, "%s", text);
}

static int write_each(const char *mode, const char *folder, int count, char **files)
{
    const char *format = strcmp(mode, "stl") == 0 ? "stlb" : "plyb";
    for (int i = 0; i < count; i++) {
        const struct aiScene *scene = aiImportFile(files[i], 0);
        char name[256], path[2048];
        short_name(files[i], true, name, sizeof name);
        snprintf(path, sizeof path, "%s/%s.%s", folder, name, mode);
        if (!scene || aiExportScene(scene, format, path, 0) != aiReturn_SUCCESS) {
            fprintf(stderr, "export_model: %s: %s\n", path, aiGetErrorString());
            return 1;
        }
        aiReleaseImport(scene);
    }
    return 0;
}

/* What the whole scene is multiplied with; the exporters keep it in the root node or bake it in. */
static struct aiMatrix4x4 frame_of(const char *mode)
{
    struct aiMatrix4x4 m;
    aiIdentityMatrix4(&m);
    if (strcmp(mode, "glb") == 0) {
        m.a1 = m.b2 = m.c3 = 0.001f;
    } else if (strcmp(mode, "mirror") == 0) {
        m.a1 = -1;
    } else if (strcmp(mode, "turned") == 0) {
        struct aiMatrix4x4 turn;
        struct aiVector3D axis = {0.48f, 0.6f, 0.64f};
        aiMatrix4FromRotationAroundAxis(&turn, &axis, 0.7f);
        aiMultiplyMatrix4(&m, &turn);
        m.a4 = 100, m.b4 = -2000, m.c4 = 30;
    }
    return m;
}

/* Nodes of the files' scenes under one root. The memory is the operating system's to free: this is a short
 * program. */
static int write_together(const char *mode, const char *path, int count, char **files)
{
    static struct aiScene all;
    static struct aiNode root;
    static struct aiNode *children[MOST];
    static struct aiMesh *meshes[MOST];
    static struct aiMaterial *materials[1];
    static unsigned numbers[MOST];
    set_string(&root.mName, "Scene");
    root.mTransformation = frame_of(mode);
    root.mChildren = children;
    for (int i = 0; i < count; i++) {
        const struct aiScene *scene = aiImportFile(files[i], 0);
        if (!scene || scene->mNumMeshes != 1) {
            fprintf(stderr, "export_model: %s: not one mesh\n", files[i]);
            return 1;
        }
        char name[256];
        short_name(files[i], false, name, sizeof name);
        struct aiNode *node = calloc(1, sizeof *node);
        if (!node) {
            return 1;
        }
        set_string(&node->mName, name);
        const struct aiNode *from = scene->mRootNode;
        aiIdentityMatrix4(&node->mTransformation);
        for (; from; from = from->mNumChildren ? from->mChildren[0] : NULL) {
            aiMultiplyMatrix4(&node->mTransformation, &from->mTransformation);
        }
        numbers[i] = (unsigned)i;
        node->mParent = &root;
        node->mNumMeshes = 1;
        node->mMeshes = &numbers[i];
        children[i] = node;
        meshes[i] = scene->mMeshes[0];
        meshes[i]->mMaterialIndex = 0;
        set_string(&meshes[i]->mName, name);
        materials[0] = scene->mMaterials[0];
    }
    root.mNumChildren = (unsigned)count;
    all.mRootNode = &root;
    all.mMeshes = meshes;
    all.mNumMeshes = (unsigned)count;
    all.mMaterials = materials;
    all.mNumMaterials = 1;
    const char *format = strcmp(mode, "fbx") == 0                        ? "fbxa"
                         : strcmp(mode, "glb") && strcmp(mode, "turned") ? "obj"
                                                                         : "glb2";
    if (aiExportScene(&all, format, path, 0) != aiReturn_SUCCESS) {
        fprintf(stderr, "export_model: %s: %s\n", path, aiGetErrorString());
        return 1;
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc < 4 || argc - 3 > MOST) {
        fputs("export_model stl|ply|obj|glb|mirror|turned|fbx OUT FILE...\n", stderr);
        return 2;
    }
    bool each = strcmp(argv[1], "stl") == 0 || strcmp(argv[1], "ply") == 0;
    int status =
        each ? write_each(argv[1], argv[2], argc - 3, argv + 3) : write_together(argv[1], argv[2], argc - 3, argv + 3);
    fflush(NULL);
    _Exit(status);
}
