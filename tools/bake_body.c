/* bake_body FILE - the ball tables under assets/body become one file of meshes that the program maps at
 * start. Run by the build; every mistake in a table is one line, and then no file is written. */
#include "hip/body.h"
#include <stdio.h>

static void progress(const char *what, float done, void *context)
{
    (void)context;
    fprintf(stderr, "body: %3.0f %% %s\n", (double)done * 100, what);
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
    HipResult rc = body_bake(argv[1], &options, &problems, &err);
    if (problems.count) {
        problems_print(&problems, stderr);
    } else if (rc != HIP_OK) {
        fprintf(stderr, "bake_body: %s\n", err.text);
    }
    problems_release(&problems);
    return rc;
}
