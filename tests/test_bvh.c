#include "hip/mem.h"
#include "hip/mesh_bvh.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
/* cmocka wants the C headers first */
#include <cmocka.h>

static float draw(unsigned *seed, float lo, float hi)
{
    *seed = *seed * 1664525u + 1013904223u;
    return lo + (hi - lo) * (float)(*seed >> 8) / 16777216.0f;
}

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

/* Bumpy balls of 2 * n * 2n triangles each, side by side; level 1 is the first half of the triangles. */
static MeshSet bumpy_balls(uint32_t parts, uint32_t n)
{
    uint32_t rows = n + 1, columns = 2 * n + 1, each = rows * columns, triangles = 4 * n * n;
    MeshSet set = mesh_set_create(parts, parts * each, parts * triangles * 3);
    for (uint32_t p = 0; p < parts; p++) {
        MeshPart *part = &set.parts[p];
        snprintf(part->id, sizeof part->id, "ball_%u", p);
        part->box = (Box3){{0.12f * (float)p - 0.06f, -0.06f, -0.06f}, {0.12f * (float)p + 0.06f, 0.06f, 0.06f}};
        part->first_vertex = p * each;
        part->vertex_count = each;
        part->lod_count = 2;
        part->lods[0] = (MeshLod){p * triangles * 3, triangles * 3, 0};
        part->lods[1] = (MeshLod){p * triangles * 3, triangles / 2 * 3, 0.0003f};
        for (uint32_t v = 0; v < each; v++) {
            float a = HIP_PI * (float)(v / columns) / (float)n, b = HIP_PI * (float)(v % columns) / (float)n;
            float r = 0.05f + 0.004f * sinf(5 * a) * cosf(7 * b);
            float at[3] = {0.12f * (float)p + r * sinf(a) * cosf(b), r * cosf(a), r * sinf(a) * sinf(b)};
            MeshVertex *vertex = &set.vertices[p * each + v];
            vertex->part = (uint16_t)p;
            vertex->along = (uint16_t)(65535 * (v / columns) / n);
            mesh_vertex_set_position(part, vertex, at);
        }
        uint32_t *index = set.indices + part->lods[0].first_index;
        for (uint32_t i = 0; i < n; i++) {
            for (uint32_t j = 0; j < 2 * n; j++) {
                uint32_t a = p * each + i * columns + j, b = a + columns;
                uint32_t quad[6] = {a, a + 1, b, b, a + 1, b + 1};
                memcpy(index, quad, sizeof quad);
                index += 6;
            }
        }
    }
    return set;
}

static float brute_force(const MeshSet *set, uint32_t part, const float (*moved)[3], const float from[3],
                         const float dir[3])
{
    const MeshPart *p = &set->parts[part];
    float best = INFINITY;
    for (uint32_t i = 0; i < p->lods[0].index_count; i += 3) {
        float corner[3][3];
        for (uint32_t k = 0; k < 3; k++) {
            uint32_t v = set->indices[p->lods[0].first_index + i + k];
            if (moved) {
                memcpy(corner[k], moved[v - p->first_vertex], sizeof corner[k]);
            } else {
                mesh_vertex_position(p, &set->vertices[v], corner[k]);
            }
        }
        float t = ray_triangle(from, dir, corner[0], corner[1], corner[2]);
        best = t >= 0 && t < best ? t : best;
    }
    return best;
}

static void random_ray(unsigned *seed, float from[3], float dir[3])
{
    float length = 0;
    for (int i = 0; i < 3; i++) {
        from[i] = draw(seed, -0.5f, 0.5f);
        dir[i] = draw(seed, -0.07f, 0.07f) - from[i];
        length += dir[i] * dir[i];
    }
    for (int i = 0; i < 3; i++) {
        dir[i] /= sqrtf(length);
    }
}

static void nearest_hit_equals_brute_force(void **state)
{
    (void)state;
    MeshSet set = bumpy_balls(2, 24);
    MeshBvhSet *bvh = mesh_bvh_create(&set, 0);
    unsigned seed = 1;
    int hits = 0, differ = 0;
    for (int n = 0; n < 3000; n++) {
        float from[3], dir[3];
        random_ray(&seed, from, dir);
        for (uint32_t part = 0; part < 2; part++) {
            float expected = brute_force(&set, part, NULL, from, dir);
            MeshHit hit = {.distance_m = INFINITY};
            bool found = mesh_bvh_hit(bvh, part, from, dir, 0, INFINITY, &hit);
            hits += found;
            /* a ray along the very edge of the outline may go either way */
            differ += found != (expected < INFINITY) || (found && fabsf(hit.distance_m - expected) > 2e-6f);
        }
    }
    assert_true(hits > 1400);
    assert_true(differ <= 2);
    mesh_bvh_release(bvh);
    mesh_set_release(&set);
}

static void hit_tells_place_normal_and_fibre(void **state)
{
    (void)state;
    MeshSet set = bumpy_balls(1, 40);
    MeshBvhSet *bvh = mesh_bvh_create(&set, 0);
    MeshHit hit;
    const float from[3] = {0.3f, 0, 0}, dir[3] = {-1, 0, 0};
    assert_true(mesh_bvh_hit(bvh, 0, from, dir, 0, 1, &hit));
    assert_true(fabsf(hit.point[0] - 0.054f) < 0.001f && fabsf(hit.point[1]) < 1e-6f);
    assert_true(fabsf(hit.distance_m - (0.3f - hit.point[0])) < 1e-6f);
    assert_true(hit.normal[0] > 0.8f);
    assert_true(fabsf(hit.u - 0.5f) < 0.01f);
    assert_false(mesh_bvh_hit(bvh, 0, from, dir, 0, 0.2f, &hit)); /* too far */
    assert_true(mesh_bvh_hit(bvh, 0, from, dir, 0.3f, 1, &hit));  /* the inner face, from inside */
    assert_true(hit.point[0] < 0);
    assert_false(mesh_bvh_hit(bvh, 0, from, (float[3]){0, 1, 0}, 0, 1, &hit));
    assert_false(mesh_bvh_hit(bvh, 7, from, dir, 0, 1, &hit)); /* no such part */
    mesh_bvh_release(bvh);
    mesh_set_release(&set);
}

static void coarse_level_within_the_error(void **state)
{
    (void)state;
    MeshSet set = bumpy_balls(1, 40);
    MeshBvhSet *full = mesh_bvh_create(&set, 0.0002f), *coarse = mesh_bvh_create(&set, 0.0003f);
    assert_true(mesh_bvh_bytes(coarse) < mesh_bvh_bytes(full));
    MeshHit hit;
    const float from[3] = {0, -0.3f, 0.001f}, dir[3] = {0, 1, 0};
    assert_true(mesh_bvh_hit(full, 0, from, dir, 0, 0.29f, &hit));
    assert_false(mesh_bvh_hit(coarse, 0, from, dir, 0, 0.29f, &hit)); /* the lower half has no triangles there */
    mesh_bvh_release(full);
    mesh_bvh_release(coarse);
    mesh_set_release(&set);
}

static void moved_part_is_hit_where_it_lies_now(void **state)
{
    (void)state;
    MeshSet set = bumpy_balls(1, 24);
    MeshBvhSet *bvh = mesh_bvh_create(&set, 0);
    const MeshPart *part = &set.parts[0];
    float(*moved)[3] = mem_alloc(part->vertex_count, sizeof *moved);
    for (uint32_t v = 0; v < part->vertex_count; v++) {
        float p[3];
        mesh_vertex_position(part, &set.vertices[v], p);
        float turn = 4 * p[1];
        moved[v][0] = 0.1f + p[0] * cosf(turn) - p[2] * sinf(turn);
        moved[v][1] = 1.5f * p[1];
        moved[v][2] = p[0] * sinf(turn) + p[2] * cosf(turn);
    }
    MeshBvhFit *fit = mesh_bvh_fit(bvh, 0, (const float(*)[3])moved);
    unsigned seed = 9;
    int hits = 0, differ = 0;
    for (int n = 0; n < 2000; n++) {
        float from[3], dir[3];
        random_ray(&seed, from, dir);
        float expected = brute_force(&set, 0, (const float(*)[3])moved, from, dir);
        MeshHit hit = {0};
        bool found = mesh_bvh_fit_hit(fit, from, dir, 0, INFINITY, &hit);
        hits += found;
        differ += found != (expected < INFINITY) || (found && fabsf(hit.distance_m - expected) > 2e-5f);
    }
    assert_true(hits > 400);
    assert_true(differ <= 4);
    mesh_bvh_fit_release(fit);
    free(moved);
    mesh_bvh_release(bvh);
    mesh_set_release(&set);
}

/* Flat, empty and strange parts: no crash, no endless recursion. */
/* No point of a grid over the triangle is nearer; where corners are the same point that is the nearest. */
static void nearest_point_of_a_triangle(void **state)
{
    (void)state;
    enum { STEPS = 12, TRIALS = 500 };
    unsigned seed = 11;
    for (int trial = 0; trial < TRIALS; trial++) {
        float t[4][3], share[3], least = INFINITY, found = 0; /* the corners, then the place */
        for (int i = 0; i < 12; i += 6) {
            random_ray(&seed, t[i / 3], t[i / 3 + 1]);
        }
        if (trial % 10 == 0) {
            memcpy(t[1], t[0], sizeof t[1]);
            memcpy(t[2], t[0], sizeof t[2]);
        }
        triangle_nearest(t[3], t[0], t[1], t[2], share);
        assert_float_equal(share[0] + share[1] + share[2], 1, 1e-5f);
        for (int i = 0; i <= STEPS; i++) {
            for (int j = 0; i + j <= STEPS; j++) {
                float d = 0;
                for (int k = 0; k < 3; k++) {
                    d += powf((t[0][k] * (float)i + t[1][k] * (float)j + t[2][k] * (float)(STEPS - i - j)) / STEPS -
                                  t[3][k],
                              2);
                }
                least = fminf(least, sqrtf(d));
            }
        }
        for (int k = 0; k < 3; k++) {
            assert_true(share[k] >= -1e-6f);
            found += powf(share[0] * t[0][k] + share[1] * t[1][k] + share[2] * t[2][k] - t[3][k], 2);
        }
        assert_true(sqrtf(found) <= least + 1e-5f);
    }
}

static void odd_parts(void **state)
{
    (void)state;
    enum { TRIANGLES = 3000 };
    MeshSet set = mesh_set_create(3, 3 * TRIANGLES, 3 * TRIANGLES * 2);
    set.parts[0] = (MeshPart){.box = {{0, 0, 0}, {0, 1, 1}}, .vertex_count = 3 * TRIANGLES, .lod_count = 1};
    set.parts[0].lods[0].index_count = 3 * TRIANGLES;
    for (uint32_t v = 0; v < 3 * TRIANGLES; v++) { /* all triangles in one place */
        const uint16_t corners[3][3] = {{0, 0, 0}, {0, 65535, 0}, {0, 0, 65535}};
        memcpy(set.vertices[v].position, corners[v % 3], sizeof corners[0]);
        set.indices[v] = v;
        set.indices[3 * TRIANGLES + v] = 0; /* part 2: no area */
    }
    set.parts[1].lod_count = 1;
    set.parts[2] = set.parts[0];
    set.parts[2].lods[0].first_index = 3 * TRIANGLES;
    MeshBvhSet *bvh = mesh_bvh_create(&set, 0);
    MeshHit hit;
    const float from[3] = {2, 0.25f, 0.25f}, dir[3] = {-1, 0, 0};
    assert_true(mesh_bvh_hit(bvh, 0, from, dir, 0, INFINITY, &hit));
    assert_true(fabsf(hit.distance_m - 2) < 1e-5f);
    assert_false(mesh_bvh_hit(bvh, 0, (float[3]){2, 0.75f, 0.75f}, dir, 0, INFINITY, &hit));
    assert_false(mesh_bvh_hit(bvh, 1, from, dir, 0, INFINITY, &hit));
    assert_false(mesh_bvh_hit(bvh, 2, from, dir, 0, INFINITY, &hit));
    assert_false(mesh_bvh_hit(bvh, 0, (float[3]){NAN, 0, 0}, dir, 0, INFINITY, &hit));
    mesh_bvh_release(bvh);
    mesh_set_release(&set);
}

static void speed(void **state)
{
    (void)state;
    MeshSet set = bumpy_balls(53, 47); /* 468 thousand triangles, as the reference hip */
    double start = now_ms();
    MeshBvhSet *bvh = mesh_bvh_create(&set, 0);
    double built = now_ms();
    unsigned seed = 3;
    int hits = 0;
    enum { RAYS = 20000 };
    for (int n = 0; n < RAYS; n++) {
        float from[3], dir[3];
        MeshHit hit;
        random_ray(&seed, from, dir);
        hits += mesh_bvh_hit(bvh, 0, from, dir, 0, INFINITY, &hit);
    }
    double cast = now_ms();
    printf("%zu triangles: built in %.1f ms, %.1f MB, %.2f us a ray (%d of %d hit)\n", mesh_set_triangles(&set),
           built - start, (double)mesh_bvh_bytes(bvh) / 1048576, (cast - built) * 1000 / RAYS, hits, RAYS);
    mesh_bvh_release(bvh);
    mesh_set_release(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nearest_hit_equals_brute_force),
        cmocka_unit_test(hit_tells_place_normal_and_fibre),
        cmocka_unit_test(coarse_level_within_the_error),
        cmocka_unit_test(moved_part_is_hit_where_it_lies_now),
        cmocka_unit_test(nearest_point_of_a_triangle),
        cmocka_unit_test(odd_parts),
        cmocka_unit_test(speed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
