/* test_mesh.h - small shapes that several tests build their meshes from. */
#ifndef TEST_MESH_H
#define TEST_MESH_H
#include "hip/mem.h"
#include "hip/mesh_build.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants the four above first */
#include <cmocka.h>

typedef struct Shape {
    float (*positions)[3];
    uint32_t *indices;
    size_t vertex_count, index_count;
} Shape;

static inline void shape_release(Shape *shape)
{
    free(shape->positions);
    free(shape->indices);
    *shape = (Shape){0};
}

/* An ellipsoid as a grid of rings, closed, counter-clockwise from outside; the poles are single vertices. */
static inline Shape shape_ellipsoid(const float centre[3], const float radius[3], uint32_t rings, uint32_t around)
{
    Shape s = {.vertex_count = 2 + (size_t)rings * around, .index_count = (size_t)rings * around * 6};
    s.positions = mem_alloc(s.vertex_count, sizeof *s.positions);
    s.indices = mem_alloc(s.index_count, sizeof *s.indices);
    for (size_t v = 0; v < s.vertex_count; v++) {
        size_t ring = v < 2 ? 0 : (v - 2) / around, step = v < 2 ? 0 : (v - 2) % around;
        float polar = v == 0 ? 0 : v == 1 ? HIP_PI : HIP_PI * (float)(ring + 1) / (float)(rings + 1);
        float turn = 2 * HIP_PI * (float)step / (float)around;
        float unit[3] = {sinf(polar) * sinf(turn), cosf(polar), sinf(polar) * cosf(turn)};
        for (int i = 0; i < 3; i++) {
            s.positions[v][i] = centre[i] + radius[i] * unit[i];
        }
    }
    size_t n = 0;
    for (uint32_t r = 0; r <= rings; r++) {
        for (uint32_t a = 0; a < around; a++) {
            uint32_t b = (a + 1) % around;
            uint32_t up_a = r ? 2 + (r - 1) * around + a : 0, up_b = r ? 2 + (r - 1) * around + b : 0;
            uint32_t low_a = r < rings ? 2 + r * around + a : 1, low_b = r < rings ? 2 + r * around + b : 1;
            uint32_t quad[6] = {up_a, low_a, low_b, up_a, low_b, up_b};
            for (int k = r == rings ? 3 : 0; k < (r == 0 ? 3 : 6); k++) {
                s.indices[n++] = quad[k];
            }
        }
    }
    s.index_count = n;
    return s;
}

/* Each triangle with three vertices of its own, as STL has it. */
static inline Shape shape_unindexed(const Shape *from)
{
    Shape s = {.vertex_count = from->index_count, .index_count = from->index_count};
    s.positions = mem_alloc(s.vertex_count, sizeof *s.positions);
    s.indices = mem_alloc(s.index_count, sizeof *s.indices);
    for (size_t i = 0; i < from->index_count; i++) {
        memcpy(s.positions[i], from->positions[from->indices[i]], sizeof s.positions[i]);
        s.indices[i] = (uint32_t)i;
    }
    return s;
}

static inline RawPart shape_part(const Shape *shape, const char *name)
{
    RawPart part = {
        .positions = (const float(*)[3])shape->positions,
        .vertex_count = shape->vertex_count,
        .indices = shape->indices,
        .index_count = shape->index_count,
    };
    snprintf(part.name, sizeof part.name, "%s", name);
    return part;
}
#endif
