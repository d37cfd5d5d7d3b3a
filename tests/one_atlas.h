/* one_atlas.h - the real atlas, read once for all cases of a test; what is wrong with it is printed. */
#ifndef HIP_TESTS_ONE_ATLAS_H
#define HIP_TESTS_ONE_ATLAS_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
/* cmocka wants the C headers first */
#include "hip/atlas.h"
#include "hip/problems.h"
#include <cmocka.h>

static Atlas *atlas;

static int open_atlas(void **state)
{
    Problems problems = {0};
    HipError err = {{0}};
    (void)state;
    HipResult rc = atlas_load("assets/atlas", &atlas, &problems, &err);
    problems_print(&problems, stderr);
    problems_release(&problems);
    return rc == HIP_OK ? 0 : -1;
}

static int close_atlas(void **state)
{
    (void)state;
    atlas_release(atlas);
    return 0;
}
#endif
