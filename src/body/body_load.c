#include "body_tables.h"
#include "hip/body.h"
#include "hip/file.h"
#include "hip/mem.h"
#include "hip/mesh_cache.h"
#include <stdlib.h>
#include <string.h>

#ifndef HIP_BODY_BAKED
#define HIP_BODY_BAKED ""
#endif

/* The tables' hash is the key, so that an edited table shows at the next start. Where only the program is
 * installed, without its tables, the baked body counts as it is. */
typedef struct Wanted {
    bool known;
    uint64_t hash;
} Wanted;

HipResult body_bake(const char *path, const BodyOptions *options, Problems *problems, HipError *err)
{
    uint64_t hash;
    MeshSet set = {0};
    if (!body_tables_hash(NULL, &hash)) {
        return hip_fail(err, "the ball tables are missing: no *.body under assets/body");
    }
    HipResult rc = body_generate(NULL, options, &set, problems, err);
    if (rc == HIP_OK) {
        rc = mesh_cache_write(path, BODY_GENERATOR_VERSION, &set, &hash, sizeof hash, err);
    }
    mesh_set_release(&set);
    return rc;
}

static bool read_baked(const char *path, const Wanted *wanted, MeshSet *out)
{
    void *extra = NULL;
    size_t size = 0;
    MeshSet set = {0};
    if (path[0] == '\0' || !file_exists(path) ||
        mesh_cache_read(path, BODY_GENERATOR_VERSION, &set, &extra, &size, NULL) != HIP_OK) {
        return false;
    }
    uint64_t hash = 0;
    bool good = size == sizeof hash;
    if (good) {
        memcpy(&hash, extra, sizeof hash);
        good = !wanted->known || hash == wanted->hash;
    }
    free(extra);
    if (!good) {
        mesh_set_release(&set);
        return false;
    }
    *out = set;
    return true;
}

static bool read_beside(const char *folder, const char *relative, const Wanted *wanted, MeshSet *out)
{
    char *path = mem_format("%s/%s", folder, relative);
    bool good = folder[0] && read_baked(path, wanted, out);
    free(path);
    return good;
}

/* Makes the body anew and keeps it in the cache folder; that it cannot be kept is no failure. */
static HipResult make_anew(const char *cached, MeshSet *out, HipError *err)
{
    Problems problems = {0};
    uint64_t hash = 0;
    MeshSet set = {0};
    HipResult rc = body_generate(NULL, NULL, &set, &problems, err);
    problems_release(&problems);
    if (rc != HIP_OK) {
        hip_error_context(err, "the built-in body");
        return rc;
    }
    char *folder = file_cache_folder();
    if (folder && body_tables_hash(NULL, &hash) && file_make_folders(folder, NULL) == HIP_OK) {
        mesh_cache_write(cached, BODY_GENERATOR_VERSION, &set, &hash, sizeof hash, NULL);
    }
    free(folder);
    *out = set;
    return HIP_OK;
}

HipResult body_load(MeshSet *out, HipError *err)
{
    Wanted wanted = {0};
    wanted.known = body_tables_hash(NULL, &wanted.hash);
    char *program = file_program_folder();
    bool found = read_beside(program, "body.mesh", &wanted, out) ||
                 read_beside(program, "../share/hip-atlas/body.mesh", &wanted, out) ||
                 read_baked(HIP_BODY_BAKED, &wanted, out);
    free(program);
    if (found) {
        return HIP_OK;
    }
    char *folder = file_cache_folder();
    char *cached = mem_format("%s/body.mesh", folder ? folder : ".");
    HipResult rc = folder && read_baked(cached, &wanted, out) ? HIP_OK : make_anew(cached, out, err);
    free(cached);
    free(folder);
    return rc;
}
