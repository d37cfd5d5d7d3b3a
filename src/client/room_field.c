/* room_field.c - signed distance near the surfaces that the sheet lies on. */
#include "hip/mem.h"
#include "room.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const float CELL_M = 0.009f;

RoomField room_field_create(const Box3 *box)
{
    RoomField field = {.cell = CELL_M};
    size_t cells = 1;
    for (int k = 0; k < 3; k++) {
        field.lo[k] = box->lo[k] - ROOM_BAND_M - CELL_M;
        field.n[k] = (int)((box->hi[k] - box->lo[k] + 2 * ROOM_BAND_M) / CELL_M) + 4;
        cells *= (size_t)field.n[k];
    }
    field.distance = mem_alloc(cells, sizeof *field.distance);
    field.facing = mem_alloc(cells, sizeof *field.facing);
    for (size_t i = 0; i < cells; i++) {
        field.distance[i] = ROOM_BAND_M;
    }
    return field;
}

void room_field_release(RoomField *field)
{
    free(field->distance);
    free(field->facing);
    *field = (RoomField){0};
}

static void less(const float a[3], const float b[3], float out[3])
{
    for (int k = 0; k < 3; k++) {
        out[k] = a[k] - b[k];
    }
}

/* From the nearest point of a triangle to p. */
static void way_from_triangle(const float p[3], const float a[3], const float b[3], const float c[3], float way[3])
{
    float share[3];
    triangle_nearest(p, a, b, c, share);
    for (int k = 0; k < 3; k++) {
        way[k] = (p[k] - a[k]) - share[1] * (b[k] - a[k]) - share[2] * (c[k] - a[k]);
    }
}

/* Of triangles that are equally near, at a shared edge, the one that is seen most squarely tells the side. */
static void meet(RoomField *field, size_t cell, const float way[3], const float normal[3])
{
    float d = sqrtf(dot3(way, way)), known = fabsf(field->distance[cell]);
    float facing = d > 1e-7f ? dot3(way, normal) / d : 1;
    if (d < known - 1e-5f || (d < known + 1e-5f && fabsf(facing) > field->facing[cell])) {
        field->distance[cell] = facing < 0 ? -d : d;
        field->facing[cell] = fabsf(facing);
    }
}

void room_field_add(RoomField *field, const float a[3], const float b[3], const float c[3])
{
    float ab[3], ac[3], normal[3];
    less(b, a, ab);
    less(c, a, ac);
    for (int k = 0; k < 3; k++) {
        normal[k] = ab[(k + 1) % 3] * ac[(k + 2) % 3] - ab[(k + 2) % 3] * ac[(k + 1) % 3];
    }
    float area = sqrtf(dot3(normal, normal));
    if (area < 1e-12f) {
        return;
    }
    int from[3], to[3], i[3];
    for (int k = 0; k < 3; k++) {
        normal[k] /= area;
        float lo = fminf(a[k], fminf(b[k], c[k])) - ROOM_BAND_M, hi = fmaxf(a[k], fmaxf(b[k], c[k])) + ROOM_BAND_M;
        from[k] = (int)clampf(ceilf((lo - field->lo[k]) / field->cell), 0, (float)field->n[k] - 1);
        to[k] = (int)clampf(floorf((hi - field->lo[k]) / field->cell), 0, (float)field->n[k] - 1);
    }
    for (i[2] = from[2]; i[2] <= to[2]; i[2]++) {
        for (i[1] = from[1]; i[1] <= to[1]; i[1]++) {
            for (i[0] = from[0]; i[0] <= to[0]; i[0]++) {
                float p[3], way[3];
                for (int k = 0; k < 3; k++) {
                    p[k] = field->lo[k] + (float)i[k] * field->cell;
                }
                way_from_triangle(p, a, b, c, way);
                meet(field, ((size_t)i[2] * field->n[1] + i[1]) * field->n[0] + i[0], way, normal);
            }
        }
    }
}

float room_field_at(const RoomField *field, const float at[3], float gradient[3])
{
    int i[3];
    float t[3];
    for (int k = 0; k < 3; k++) {
        float x = (at[k] - field->lo[k]) / field->cell;
        gradient[k] = 0;
        if (!(x >= 0 && x < (float)field->n[k] - 1)) {
            return ROOM_BAND_M;
        }
        i[k] = (int)x;
        t[k] = x - (float)i[k];
    }
    size_t row = (size_t)field->n[0], layer = row * field->n[1];
    const float *f = field->distance + (size_t)i[2] * layer + (size_t)i[1] * row + i[0];
    const float corner[8] = {f[0],     f[1],         f[row],         f[row + 1],
                             f[layer], f[layer + 1], f[layer + row], f[layer + row + 1]};
    float out = 0;
    for (int c = 0; c < 8; c++) {
        float share[3];
        for (int k = 0; k < 3; k++) {
            share[k] = c >> k & 1 ? t[k] : 1 - t[k];
        }
        out += corner[c] * share[0] * share[1] * share[2];
        for (int k = 0; k < 3; k++) {
            gradient[k] += corner[c] * (c >> k & 1 ? 1.0f : -1.0f) * share[(k + 1) % 3] * share[(k + 2) % 3];
        }
    }
    return out;
}
