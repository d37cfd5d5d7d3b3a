/* slice_fill.c - which pixels lie inside the lines of a cut: for each row of pixels the places where lines cross its
 * middle, sorted, filled from every odd one to the next even one. */
#include "hip/mem.h"
#include "hip/mesh_slice.h"
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Segment {
    float x, y, x_end, y_end; /* pixels, y < y_end */
} Segment;

struct SliceScratch {
    Segment *segments;
    size_t segment_count, segment_room;
    float *crossings;
    size_t crossing_room;
    uint32_t *starts; /* of each row among the crossings, and one more */
    size_t row_room;
};

SliceView slice_view(const SlicePlane *plane, const float m[16], float near_m, int width, int height,
                     const float jitter[2])
{
    SliceView view = {.least_w = near_m};
    const float *axes[3] = {plane->right, plane->up, plane->origin};
    for (int k = 0; k < 3; k++) {
        float clip[4];
        for (int row = 0; row < 4; row++) {
            clip[row] = m[row] * axes[k][0] + m[4 + row] * axes[k][1] + m[8 + row] * axes[k][2];
            clip[row] += k == 2 ? m[12 + row] : 0;
        }
        view.x[k] = 0.5f * (float)width * (clip[0] + clip[3]) - jitter[0] * clip[3];
        view.y[k] = 0.5f * (float)height * (clip[1] + clip[3]) - jitter[1] * clip[3];
        view.w[k] = clip[3];
    }
    return view;
}

void slice_map_clear(SliceMap *map, int width, int height)
{
    size_t pixels = (size_t)width * (size_t)height;
    if (pixels > map->room) {
        free(map->ids);
        map->ids = mem_alloc(pixels, sizeof *map->ids);
        map->room = pixels;
    } else if (map->width == width && map->height == height) {
        for (int y = map->lo[1]; y < map->hi[1]; y++) {
            memset(map->ids + (size_t)y * (size_t)width + map->lo[0], 0,
                   (size_t)(map->hi[0] - map->lo[0]) * sizeof *map->ids);
        }
    } else {
        memset(map->ids, 0, pixels * sizeof *map->ids);
    }
    map->width = width;
    map->height = height;
    map->lo[0] = map->lo[1] = map->hi[0] = map->hi[1] = 0;
    if (!map->scratch) {
        map->scratch = mem_alloc(1, sizeof *map->scratch);
    }
}

void slice_map_release(SliceMap *map)
{
    if (map->scratch) {
        free(map->scratch->segments);
        free(map->scratch->crossings);
        free(map->scratch->starts);
        free(map->scratch);
    }
    free(map->ids);
    free(map->texels);
    *map = (SliceMap){0};
}

static float along(const float row[3], const float uv[2])
{
    return row[0] * uv[0] + row[1] * uv[1] + row[2];
}

static void project(const SliceView *view, const float uv[2], float out[2])
{
    float scale = 1 / fmaxf(along(view->w, uv), view->least_w);
    out[0] = along(view->x, uv) * scale;
    out[1] = along(view->y, uv) * scale;
}

static void add_segment(struct SliceScratch *scratch, const SliceView *view, const float a[2], const float b[2])
{
    float from[2], to[2];
    project(view, a, from);
    project(view, b, to);
    if (from[1] == to[1] || !isfinite(from[0] + from[1] + to[0] + to[1])) {
        return;
    }
    bool up = from[1] < to[1];
    scratch->segments[scratch->segment_count++] =
        up ? (Segment){from[0], from[1], to[0], to[1]} : (Segment){to[0], to[1], from[0], from[1]};
}

/* What lies behind the eye is laid onto the line just before it, square to that line: outlines stay closed. */
static void onto_near_line(const SliceView *view, const float uv[2], float out[2])
{
    float slope = view->w[0] * view->w[0] + view->w[1] * view->w[1];
    float missing = (view->least_w - along(view->w, uv)) / fmaxf(slope, 1e-12f);
    out[0] = uv[0] + missing * view->w[0];
    out[1] = uv[1] + missing * view->w[1];
}

static void project_line(struct SliceScratch *scratch, const SliceView *view, const SliceLine *line)
{
    float wa = along(view->w, line->a), wb = along(view->w, line->b), least = view->least_w;
    if (wa >= least && wb >= least) {
        add_segment(scratch, view, line->a, line->b);
        return;
    }
    float a[2], b[2];
    memcpy(a, line->a, sizeof a);
    memcpy(b, line->b, sizeof b);
    if (wa < least) {
        onto_near_line(view, line->a, a);
    }
    if (wb < least) {
        onto_near_line(view, line->b, b);
    }
    if (wa < least && wb < least) {
        add_segment(scratch, view, a, b);
        return;
    }
    float t = (least - wa) / (wb - wa);
    float middle[2] = {mixf(line->a[0], line->b[0], t), mixf(line->a[1], line->b[1], t)};
    add_segment(scratch, view, a, middle);
    add_segment(scratch, view, middle, b);
}

/* The rows whose middle lies in [y, y_end). */
static void rows_of(const Segment *segment, int height, int *first, int *end)
{
    float most = (float)height;
    *first = (int)ceilf(clampf(segment->y - 0.5f, 0, most));
    *end = (int)ceilf(clampf(segment->y_end - 0.5f, 0, most));
}

static void reserve(struct SliceScratch *scratch, size_t segments, size_t rows)
{
    if (segments > scratch->segment_room) {
        scratch->segments = mem_resize(scratch->segments, segments, sizeof *scratch->segments);
        scratch->segment_room = segments;
    }
    if (rows + 1 > scratch->row_room) {
        scratch->starts = mem_resize(scratch->starts, rows + 1, sizeof *scratch->starts);
        scratch->row_room = rows + 1;
    }
    scratch->segment_count = 0;
}

/* Counting sort of all crossings by row. */
static void find_crossings(struct SliceScratch *scratch, int height)
{
    uint32_t *starts = scratch->starts;
    memset(starts, 0, ((size_t)height + 1) * sizeof *starts);
    int first, end;
    for (size_t i = 0; i < scratch->segment_count; i++) {
        rows_of(&scratch->segments[i], height, &first, &end);
        for (int y = first; y < end; y++) {
            starts[y]++;
        }
    }
    uint32_t sum = 0;
    for (int y = 0; y <= height; y++) { /* now each row's end; filling counts back to its start */
        sum += starts[y];
        starts[y] = sum;
    }
    if (sum > scratch->crossing_room) {
        scratch->crossings = mem_resize(scratch->crossings, sum, sizeof *scratch->crossings);
        scratch->crossing_room = sum;
    }
    for (size_t i = 0; i < scratch->segment_count; i++) {
        const Segment *s = &scratch->segments[i];
        rows_of(s, height, &first, &end);
        float slope = (s->x_end - s->x) / (s->y_end - s->y);
        for (int y = first; y < end; y++) {
            scratch->crossings[--starts[y]] = s->x + slope * ((float)y + 0.5f - s->y);
        }
    }
}

static void sort(float *x, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) { /* a handful */
        float value = x[i];
        uint32_t at = i;
        for (; at > 0 && x[at - 1] > value; at--) {
            x[at] = x[at - 1];
        }
        x[at] = value;
    }
}

static void fill_row(SliceMap *map, int y, const float *x, uint32_t count, uint16_t id)
{
    uint16_t *row = map->ids + (size_t)y * (size_t)map->width;
    for (uint32_t i = 0; i + 1 < count; i += 2) {
        int from = (int)ceilf(clampf(x[i] - 0.5f, 0, (float)map->width));
        int to = (int)ceilf(clampf(x[i + 1] - 0.5f, 0, (float)map->width));
        for (int at = from; at < to; at++) {
            row[at] = id;
        }
        if (from < to) {
            bool first = map->hi[0] == 0;
            map->lo[0] = first || from < map->lo[0] ? from : map->lo[0];
            map->lo[1] = first || y < map->lo[1] ? y : map->lo[1];
            map->hi[0] = to > map->hi[0] ? to : map->hi[0];
            map->hi[1] = y + 1 > map->hi[1] ? y + 1 : map->hi[1];
        }
    }
}

void slice_fill(SliceMap *map, const SliceView *view, const SliceLine *lines, size_t count, uint16_t id)
{
    struct SliceScratch *scratch = map->scratch;
    reserve(scratch, 2 * count, (size_t)map->height);
    for (size_t i = 0; i < count; i++) {
        project_line(scratch, view, &lines[i]);
    }
    find_crossings(scratch, map->height);
    uint32_t before = 0, before_count = 0; /* the last row with an even number */
    for (int y = 0; y < map->height; y++) {
        uint32_t at = scratch->starts[y], crossings = scratch->starts[y + 1] - at;
        sort(scratch->crossings + at, crossings);
        if (crossings % 2) { /* a hairline slit of a scanned surface: as in the row below */
            at = before;
            crossings = before_count;
        }
        fill_row(map, y, scratch->crossings + at, crossings, id);
        before = at;
        before_count = crossings;
    }
}

/* Distance over one neighbour: a step of 3 (4 across a corner) further than his, half a step from an edge. Chamfer
 * distances (Borgefors 1986): at most 8 % wrong. */
static void over(const uint16_t here[2], const uint16_t *there, uint16_t step, uint16_t *least)
{
    unsigned distance = there[0] == here[0] ? (unsigned)there[1] + step : step / 2u;
    if (distance < *least) {
        *least = (uint16_t)distance;
    }
}

void slice_edges(SliceMap *map)
{
    static const uint16_t OUTSIDE[2] = {0, 0};
    int w = map->hi[0] - map->lo[0], h = map->hi[1] - map->lo[1];
    size_t pixels = (size_t)w * (size_t)h;
    if (pixels > map->texel_room) {
        free(map->texels);
        map->texels = mem_alloc(pixels, sizeof *map->texels);
        map->texel_room = pixels;
    }
    for (int y = 0; y < h; y++) {
        const uint16_t *ids = map->ids + (size_t)(y + map->lo[1]) * (size_t)map->width + map->lo[0];
        for (int x = 0; x < w; x++) {
            uint16_t *texel = map->texels[y * w + x];
            texel[0] = ids[x];
            texel[1] = UINT16_MAX;
        }
    }
    /* Forward from the first row, then backward: each time the neighbours already passed. */
    for (int pass = 0; pass < 2; pass++) {
        int step = pass ? -1 : 1;
        for (int row = 0; row < h; row++) {
            int y = pass ? h - 1 - row : row;
            uint16_t(*here)[2] = map->texels + (ptrdiff_t)y * w;
            const uint16_t(*last)[2] = row ? (const uint16_t(*)[2])(here - (ptrdiff_t)step * w) : NULL;
            for (int column = 0; column < w; column++) {
                int x = pass ? w - 1 - column : column;
                if (here[x][0] == 0) {
                    continue;
                }
                uint16_t least = here[x][1];
                over(here[x], column ? here[x - step] : OUTSIDE, 3, &least);
                over(here[x], last ? last[x] : OUTSIDE, 3, &least);
                over(here[x], last && x > 0 ? last[x - 1] : OUTSIDE, 4, &least);
                over(here[x], last && x + 1 < w ? last[x + 1] : OUTSIDE, 4, &least);
                here[x][1] = least;
            }
        }
    }
}
