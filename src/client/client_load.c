#include "hip/client.h"
#include "hip/file.h"
#include "hip/mem.h"
#include "hip/mesh_cache.h"
#include <stdlib.h>

#ifndef HIP_CLIENT_BAKED
#define HIP_CLIENT_BAKED ""
#endif

/* The baked set lies beside the program, where programs are installed, or where the build has left it. */
static char *find_baked(void)
{
    char *folder = file_program_folder();
    char *beside = mem_format("%s/client.mesh", folder),
         *shared = mem_format("%s/../share/hip-atlas/client.mesh", folder);
    char *candidates[] = {beside, shared, mem_string(HIP_CLIENT_BAKED)};
    char *found = NULL;
    for (int i = 0; i < 3; i++) {
        if (!found && candidates[i][0] && file_exists(candidates[i])) {
            found = candidates[i];
        } else {
            free(candidates[i]);
        }
    }
    free(folder);
    return found;
}

HipResult client_load(const char *path, MeshSet *out, HipError *err)
{
    char *found = path ? mem_string(path) : find_baked();
    if (!found) {
        return hip_fail(err, "the client's figure is missing: no client.mesh beside the program");
    }
    HipResult rc = mesh_cache_read(found, CLIENT_VERSION, out, NULL, NULL, err);
    free(found);
    return rc;
}
