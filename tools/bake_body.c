/* bake_body FILE - the ball tables under assets/body become one file of meshes that the program maps at
 * start. Run by the build; every mistake in a table is one line, and then no file is written. A FILE that ends in .glb
 * gets the meshes as binary glTF instead, for measuring. */
#include "hip/body.h"
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static void progress(const char *what, float done, void *context)
{
    (void)context;
    fprintf(stderr, "body: %3.0f %% %s\n", (double)done * 100, what);
}

static HipResult write_glb(const char *path, const BodyOptions *options, Problems *problems, HipError *err)
{
    MeshSet set = {0};
    HipResult rc = body_generate(NULL, options, &set, problems, err);
    if (rc == HIP_OK) {
        rc = body_write_glb(&set, path, err);
    }
    mesh_set_release(&set);
    return rc;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: bake_body FILE\n");
        return HIP_USAGE;
    }
    HipError err = {{0}};
    Problems problems = {0};
    BodyOptions options = {.progress = progress};
    size_t length = strlen(argv[1]);
    bool glb = length > 4 && strcmp(argv[1] + length - 4, ".glb") == 0;
    HipResult rc = (glb ? write_glb : body_bake)(argv[1], &options, &problems, &err);
    if (problems.count) {
        problems_print(&problems, stderr);
    } else if (rc != HIP_OK) {
        fprintf(stderr, "bake_body: %s\n", err.text);
    }
    problems_release(&problems);
    return rc;
}
