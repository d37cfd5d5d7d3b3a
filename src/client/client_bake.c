#include "client_make.h"
#include "hip/body.h"
#include "hip/figure.h"
#include "hip/mesh_cache.h"

HipResult client_make_figures(const ClientWork *work, MeshSet *out, Problems *problems, HipError *err)
{
    return figure_generate(NULL, work->hip, work->threads, out, problems, err);
}

/* The figures come first: what lies under them asks where they are. */
static const ClientMaker MAKERS[] = {client_make_figures, client_make_rooms};
enum { MAKERS_COUNT = sizeof MAKERS / sizeof *MAKERS };

static HipResult run_makers(ClientWork *work, MeshSet *out, Problems *problems, HipError *err)
{
    MeshSet made[MAKERS_COUNT] = {{0}};
    HipResult rc = HIP_OK;
    for (int i = 0; i < MAKERS_COUNT && rc == HIP_OK; i++) {
        rc = MAKERS[i](work, &made[i], problems, err);
        work->figures = &made[0];
    }
    rc = rc == HIP_OK ? mesh_set_join(made, MAKERS_COUNT, out, err) : rc;
    for (int i = 0; i < MAKERS_COUNT; i++) {
        mesh_set_release(&made[i]);
    }
    work->figures = NULL;
    return rc;
}

HipResult client_make(int threads, MeshSet *out, Problems *problems, HipError *err)
{
    Atlas *atlas = NULL;
    MeshSet hip = {0};
    HipResult rc = atlas_load(NULL, &atlas, problems, err);
    rc = rc == HIP_OK ? body_load(&hip, err) : rc;
    ClientWork work = {.atlas = atlas, .hip = &hip, .threads = threads};
    rc = rc == HIP_OK ? run_makers(&work, out, problems, err) : rc;
    mesh_set_release(&hip);
    atlas_release(atlas);
    return rc;
}

HipResult client_bake(const char *path, int threads, Problems *problems, HipError *err)
{
    MeshSet set = {0};
    HipResult rc = client_make(threads, &set, problems, err);
    rc = rc == HIP_OK ? mesh_cache_write(path, CLIENT_VERSION, &set, NULL, 0, err) : rc;
    mesh_set_release(&set);
    return rc;
}
