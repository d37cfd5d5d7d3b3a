#include "hip/mesh_slice.h"
#include "hip/mem.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

SlicePlane slice_plane(const float plane[4])
{
    SlicePlane out = {.offset = plane[3]};
    memcpy(out.normal, plane, sizeof out.normal);
    /* The axis that the normal points along least gives a right that never degenerates. */
    int least = 0;
    for (int k = 1; k < 3; k++) {
        least = fabsf(plane[k]) < fabsf(plane[least]) ? k : least;
    }
    float axis[3] = {0}, length = 0;
    axis[least] = 1;
    cross3(axis, out.normal, out.right);
    for (int k = 0; k < 3; k++) {
        length += out.right[k] * out.right[k];
    }
    for (int k = 0; k < 3; k++) {
        out.right[k] /= sqrtf(length);
        out.origin[k] = -out.offset * out.normal[k];
    }
    cross3(out.normal, out.right, out.up);
    return out;
}

void slice_plane_point(const SlicePlane *plane, const float uv[2], float out[3])
{
    for (int k = 0; k < 3; k++) {
        out[k] = plane->origin[k] + uv[0] * plane->right[k] + uv[1] * plane->up[k];
    }
}

SliceSide slice_side(const SlicePlane *plane, const Box3 *box)
{
    float least = plane->offset, most = plane->offset;
    for (int k = 0; k < 3; k++) {
        float a = plane->normal[k] * box->lo[k], b = plane->normal[k] * box->hi[k];
        least += fminf(a, b);
        most += fmaxf(a, b);
    }
    return most <= 0 ? SLICE_KEPT : least > 0 ? SLICE_GONE : SLICE_CUT;
}

void slice_lines_release(SliceLines *lines)
{
    free(lines->lines);
    free(lines->distances);
    free(lines->places);
    *lines = (SliceLines){0};
}

static void reserve(SliceLines *lines, size_t vertices)
{
    if (vertices > lines->vertex_room) {
        lines->distances = mem_resize(lines->distances, vertices, sizeof *lines->distances);
        lines->places = mem_resize(lines->places, vertices, sizeof *lines->places);
        lines->vertex_room = vertices;
    }
}

/* Where each vertex lies now, and how far from the plane. */
static void place_vertices(const SlicePart *at, const SlicePlane *plane, SliceLines *out)
{
    const MeshPart *part = &at->set->parts[at->part];
    const MeshVertex *vertices = at->set->vertices + part->first_vertex;
    float step[3];
    for (int k = 0; k < 3; k++) {
        step[k] = (part->box.hi[k] - part->box.lo[k]) / 65535.0f;
    }
    for (uint32_t i = 0; i < part->vertex_count; i++) {
        float *p = out->places[i];
        for (int k = 0; k < 3; k++) {
            p[k] = part->box.lo[k] + step[k] * (float)vertices[i].position[k];
        }
        mesh_place_point(&at->place, &vertices[i], p, p);
        out->distances[i] = slice_distance(plane, p);
    }
}

/* Always from the kept end of the edge to the other: both its triangles find the very same point. */
static void cross_edge(const SliceLines *lines, const SlicePlane *plane, uint32_t kept, uint32_t gone, float out[2])
{
    float from = lines->distances[kept], t = from / (from - lines->distances[gone]);
    out[0] = out[1] = 0;
    for (int k = 0; k < 3; k++) {
        float p = mixf(lines->places[kept][k], lines->places[gone][k], t) - plane->origin[k];
        out[0] += p * plane->right[k];
        out[1] += p * plane->up[k];
    }
}

void mesh_slice(const SlicePart *at, const SlicePlane *plane, SliceLines *out)
{
    const MeshPart *part = &at->set->parts[at->part];
    reserve(out, part->vertex_count);
    place_vertices(at, plane, out);
    const uint32_t *index = at->set->indices + at->lod->first_index;
    for (uint32_t i = 0; i + 2 < at->lod->index_count; i += 3) {
        uint32_t v[3];
        int gone = 0, count = 0;
        for (int k = 0; k < 3; k++) {
            v[k] = index[i + (uint32_t)k] - part->first_vertex;
            bool beyond = out->distances[v[k]] > 0;
            gone |= beyond << k;
            count += beyond;
        }
        if (count == 0 || count == 3) {
            continue;
        }
        int odd =
            count == 1 ? gone >> 1 : (7 ^ gone) >> 1; /* the corner that is alone on its side: 1, 2, 4 -> 0, 1, 2 */
        uint32_t alone = v[odd], next = v[(odd + 1) % 3], last = v[(odd + 2) % 3];
        out->lines = mem_grow(out->lines, &out->capacity, out->count + 1, sizeof *out->lines);
        SliceLine *line = &out->lines[out->count++];
        if (count == 1) {
            cross_edge(out, plane, next, alone, line->a);
            cross_edge(out, plane, last, alone, line->b);
        } else {
            cross_edge(out, plane, alone, next, line->a);
            cross_edge(out, plane, alone, last, line->b);
        }
    }
}
