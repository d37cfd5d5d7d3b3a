/* stroke_body.h - the baked body with its trees and the skin of both hips unrolled, for the tests of strokes. */
#ifndef STROKE_BODY_H
#define STROKE_BODY_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "hip/body.h"
#include "hip/column.h"
#include "hip/stroke.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static Atlas *atlas;
static MeshSet body;
static MeshBvhSet *trees;
static Chart *charts[2]; /* right, left */

static inline int stroke_body_load(void **state)
{
    (void)state;
    HipError err = {{0}};
    Problems problems = {0};
    bool loaded = body_load(&body, &err) == HIP_OK && atlas_load(NULL, &atlas, &problems, &err) == HIP_OK;
    problems_release(&problems);
    if (!loaded) {
        print_error("%s\n", err.text);
        return -1;
    }
    trees = mesh_bvh_create(&body, 0.00023f);
    charts[0] = chart_create(atlas, &body, trees, SIDE_RIGHT);
    charts[1] = chart_create(atlas, &body, trees, SIDE_LEFT);
    return 0;
}

static inline int stroke_body_release(void **state)
{
    (void)state;
    chart_release(charts[0]);
    chart_release(charts[1]);
    mesh_bvh_release(trees);
    mesh_set_release(&body);
    atlas_release(atlas);
    return 0;
}

static inline float apart_mm(const float a[3], const float b[3])
{
    return 1000 * sqrtf((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
}

/* Nearest distance from a place to a surface of the skin, sought along the three axes and both diagonals of each plane.
 */
static inline float skin_away_mm(const float place[3])
{
    float best = 1000;
    for (size_t p = 0; p < body.part_count; p++) {
        if (strncmp(body.parts[p].id, "skin", 4) != 0) {
            continue;
        }
        for (int i = 0; i < 27; i++) {
            float dir[3] = {(float)(i % 3 - 1), (float)(i / 3 % 3 - 1), (float)(i / 9 - 1)};
            float length = sqrtf(dir[0] * dir[0] + dir[1] * dir[1] + dir[2] * dir[2]);
            MeshHit hit;
            for (int k = 0; k < 3; k++) {
                dir[k] /= fmaxf(length, 1);
            }
            if (i != 13 && mesh_bvh_hit(trees, (uint32_t)p, place, dir, 0, 0.1f, &hit)) {
                best = fminf(best, 1000 * hit.distance_m);
            }
        }
    }
    return best;
}
#endif
