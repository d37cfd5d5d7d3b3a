/* ghost_reference.h - the exact picture of see-through parts, made on the CPU at test time: every front
 * face's fragment of every pixel, sorted by depth and blended in linear light. Slow and plain on purpose;
 * flat colours only. */
#ifndef GHOST_REFERENCE_H
#define GHOST_REFERENCE_H
#include "hip/draw_list.h"
#include "hip/mem.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct GhostFragment {
    float depth;
    uint32_t item, next; /* next: 1 + index, 0 ends */
} GhostFragment;

typedef struct GhostPicture {
    int width, height;
    float *opaque_depth;   /* of the nearest opaque face; 2 where there is none */
    uint32_t *opaque_item; /* 1 + item, 0 none */
    uint32_t *first;       /* list of fragments of each pixel */
    GhostFragment *fragments;
    size_t count, capacity;
    float *rgb; /* finished, sRGB, 0..255; rows from the top */
} GhostPicture;

/* Window place in 1/256 pixel (as drivers snap it) and depth 0..1; false when behind the eye. */
static inline bool ghost_window(const GhostPicture *picture, const float m[16], const float p[3], int64_t at[2],
                                double *depth)
{
    double c[4];
    for (int k = 0; k < 4; k++) {
        c[k] = (double)m[k] * p[0] + (double)m[4 + k] * p[1] + (double)m[8 + k] * p[2] + m[12 + k];
    }
    if (c[3] <= 1e-6) {
        return false;
    }
    at[0] = llrint((c[0] / c[3] + 1) * 0.5 * picture->width * 256);
    at[1] = llrint((c[1] / c[3] + 1) * 0.5 * picture->height * 256);
    *depth = (c[2] / c[3] + 1) * 0.5;
    return true;
}

static inline void ghost_pixel(GhostPicture *picture, int x, int y, float depth, uint32_t item, bool opaque)
{
    size_t pixel = (size_t)(picture->height - 1 - y) * (size_t)picture->width + (size_t)x;
    if (opaque) {
        if (depth < picture->opaque_depth[pixel]) {
            picture->opaque_depth[pixel] = depth;
            picture->opaque_item[pixel] = item + 1;
        }
        return;
    }
    if (depth > picture->opaque_depth[pixel]) {
        return;
    }
    picture->fragments =
        mem_grow(picture->fragments, &picture->capacity, picture->count + 1, sizeof *picture->fragments);
    picture->fragments[picture->count] = (GhostFragment){depth, item, picture->first[pixel]};
    picture->first[pixel] = (uint32_t)++picture->count;
}

/* Twice the signed area seen from q; a pixel on an edge belongs to the triangle whose top or left edge it is.
 */
static inline int64_t ghost_edge(const int64_t a[2], const int64_t b[2], int64_t x, int64_t y)
{
    return (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]);
}

/* Counter-clockwise, y up: a left edge goes down, a top edge goes left. */
static inline bool ghost_owns(const int64_t a[2], const int64_t b[2])
{
    return b[1] < a[1] || (b[1] == a[1] && b[0] < a[0]);
}

static inline void ghost_triangle(GhostPicture *picture, int64_t at[3][2], double depth[3], uint32_t item, bool open,
                                  bool opaque)
{
    int64_t area = ghost_edge(at[0], at[1], at[2][0], at[2][1]);
    if (area == 0 || (area < 0 && !open)) {
        return;
    }
    if (area < 0) { /* an open part's far side */
        for (int k = 0; k < 2; k++) {
            int64_t swap = at[1][k];
            at[1][k] = at[2][k];
            at[2][k] = swap;
        }
        double swap = depth[1];
        depth[1] = depth[2];
        depth[2] = swap;
        area = -area;
    }
    int64_t lo[2], hi[2], most[2] = {picture->width, picture->height};
    for (int k = 0; k < 2; k++) {
        int64_t least = at[0][k] < at[1][k] ? at[0][k] : at[1][k], top = at[0][k] > at[1][k] ? at[0][k] : at[1][k];
        least = least < at[2][k] ? least : at[2][k];
        top = top > at[2][k] ? top : at[2][k];
        lo[k] = least < 0 ? 0 : least / 256;
        hi[k] = top / 256 + 1 < most[k] ? top / 256 + 1 : most[k];
    }
    for (int64_t y = lo[1]; y < hi[1]; y++) {
        for (int64_t x = lo[0]; x < hi[0]; x++) {
            int64_t w[3];
            bool inside = true;
            for (int k = 0; k < 3; k++) {
                const int64_t *a = at[(k + 1) % 3], *b = at[(k + 2) % 3];
                w[k] = ghost_edge(a, b, x * 256 + 128, y * 256 + 128);
                inside = inside && (w[k] > 0 || (w[k] == 0 && ghost_owns(a, b)));
            }
            if (inside) {
                double z = ((double)w[0] * depth[0] + (double)w[1] * depth[1] + (double)w[2] * depth[2]) / (double)area;
                ghost_pixel(picture, (int)x, (int)y, (float)z, item, opaque);
            }
        }
    }
}

static inline void ghost_item(GhostPicture *picture, const MeshSet *set, const DrawList *list, uint32_t i)
{
    const DrawItem *item = &list->items[i];
    const MeshPart *part = &set->parts[item->part];
    const MeshLod *lod = &part->lods[0];
    for (uint32_t t = lod->first_index; t < lod->first_index + lod->index_count; t += 3) {
        int64_t at[3][2];
        double depth[3];
        bool before = true;
        for (int k = 0; k < 3; k++) {
            const MeshVertex *vertex = &set->vertices[set->indices[t + (uint32_t)k]];
            float p[3];
            mesh_vertex_position(part, vertex, p);
            if (item->bend >= 0) {
                bend_point(&list->bends[item->bend], (float)vertex->along / 65535.0f, (float)vertex->across / 65535.0f,
                           p, p);
            }
            for (int j = 0; j < 3; j++) {
                p[j] += item->shift[j];
            }
            before = ghost_window(picture, list->camera.view_projection, p, at[k], &depth[k]) && before;
        }
        if (before) {
            ghost_triangle(picture, at, depth, i, item->double_sided, item->opacity >= 1);
        }
    }
}

static inline int ghost_farther_first(const void *a, const void *b)
{
    float p = ((const GhostFragment *)a)->depth, q = ((const GhostFragment *)b)->depth;
    return p > q ? -1 : p < q;
}

static inline void ghost_blend(GhostPicture *picture, const DrawList *list, size_t pixel)
{
    GhostFragment layers[256];
    size_t n = 0;
    for (uint32_t at = picture->first[pixel]; at && n < 256; at = picture->fragments[at - 1].next) {
        layers[n++] = picture->fragments[at - 1];
    }
    qsort(layers, n, sizeof *layers, ghost_farther_first);
    const float *under =
        picture->opaque_item[pixel] ? list->items[picture->opaque_item[pixel] - 1].colour : list->ground_top;
    float rgb[3] = {under[0], under[1], under[2]};
    for (size_t i = 0; i < n; i++) {
        const DrawItem *item = &list->items[layers[i].item];
        for (int k = 0; k < 3; k++) {
            rgb[k] += (item->colour[k] - rgb[k]) * item->opacity;
        }
    }
    for (int k = 0; k < 3; k++) {
        picture->rgb[3 * pixel + k] = 255 * srgb_from_linear(rgb[k]);
    }
}

static inline void ghost_picture_make(GhostPicture *picture, const MeshSet *set, const DrawList *list, int width,
                                      int height)
{
    size_t pixels = (size_t)width * (size_t)height;
    *picture = (GhostPicture){.width = width, .height = height};
    picture->opaque_depth = mem_alloc(pixels, sizeof(float));
    picture->opaque_item = mem_alloc(pixels, sizeof(uint32_t));
    picture->first = mem_alloc(pixels, sizeof(uint32_t));
    picture->rgb = mem_alloc(pixels, 3 * sizeof(float));
    for (size_t i = 0; i < pixels; i++) {
        picture->opaque_depth[i] = 2;
    }
    for (int see_through = 0; see_through < 2; see_through++) {
        for (uint32_t i = 0; i < list->item_count; i++) {
            if (list->items[i].opacity > 0 && (list->items[i].opacity < 1) == (see_through == 1)) {
                ghost_item(picture, set, list, i);
            }
        }
    }
    for (size_t i = 0; i < pixels; i++) {
        ghost_blend(picture, list, i);
    }
}

static inline void ghost_picture_release(GhostPicture *picture)
{
    free(picture->opaque_depth);
    free(picture->opaque_item);
    free(picture->first);
    free(picture->fragments);
    free(picture->rgb);
}

/* Difference over the pixels that see-through parts cover. */
typedef struct GhostDifference {
    double mean;    /* of 255 */
    double over_16; /* share of the pixels with a channel off by more than 16 */
    size_t covered;
} GhostDifference;

static inline GhostDifference ghost_compare(const GhostPicture *picture, const unsigned char *rgba)
{
    GhostDifference out = {0};
    double sum = 0;
    size_t bad = 0;
    for (size_t i = 0; i < (size_t)picture->width * (size_t)picture->height; i++) {
        if (!picture->first[i]) {
            continue;
        }
        float worst = 0;
        for (int k = 0; k < 3; k++) {
            float off = fabsf((float)rgba[4 * i + (size_t)k] - picture->rgb[3 * i + (size_t)k]);
            sum += off;
            worst = fmaxf(worst, off);
        }
        bad += worst > 16;
        out.covered++;
    }
    if (out.covered) {
        out.mean = sum / (3.0 * (double)out.covered);
        out.over_16 = (double)bad / (double)out.covered;
    }
    return out;
}
#endif
