/* anatomy_trees.h - the body of anatomy_body.h with trees for rays, for a group's setup and teardown. */
#ifndef ANATOMY_TREES_H
#define ANATOMY_TREES_H
#include "anatomy_body.h"
#include "hip/mesh_bvh.h"

static MeshBvhSet *trees; /* of `body`, full detail */

static inline int anatomy_load_trees(void **state)
{
    int failed = anatomy_load(state);
    trees = failed ? NULL : mesh_bvh_create(&body, 0);
    return failed;
}

static inline int anatomy_forget_trees(void **state)
{
    mesh_bvh_release(trees);
    return anatomy_forget(state);
}
#endif
