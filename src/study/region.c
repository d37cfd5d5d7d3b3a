#include "hip/mem.h"
#include "region_course.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS = 24 }; /* from place to place, before they are evened out */
static const float STEP_M = 0.004f;

static float apart(const float a[3], const float b[3])
{
    return sqrtf((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
}

/* Catmull and Rom's way from b to c; a and d are the places before and after. */
static void smooth(const float a[3], const float b[3], const float c[3], const float d[3], float t, float out[3])
{
    for (int k = 0; k < 3; k++) {
        float lin = c[k] - a[k], square = 2 * a[k] - 5 * b[k] + 4 * c[k] - d[k];
        float cube = 3 * b[k] - a[k] - 3 * c[k] + d[k];
        out[k] = b[k] + 0.5f * t * (lin + t * (square + t * cube));
    }
}

void skin_line_add(const Chart *chart, const float at[2], SkinLine *line)
{
    float skin[3];
    chart_skin(chart, at, skin);
    int n = line->count;
    float step = n ? apart(skin, line->skin[n - 1]) : 0;
    if (n == SKIN_LINE_MOST || (n && step < STEP_M)) {
        return;
    }
    memcpy(line->at[n], at, sizeof line->at[n]);
    memcpy(line->skin[n], skin, sizeof line->skin[n]);
    line->way[n] = n ? line->way[n - 1] + step : 0;
    line->count++;
}

/* The end itself, where the last step would stop short of it. */
static void end_at(const Chart *chart, const float at[2], SkinLine *line)
{
    float skin[3];
    chart_skin(chart, at, skin);
    int n = line->count - 1;
    if (n > 0 && apart(skin, line->skin[n]) > 1e-6f) {
        bool replace = apart(skin, line->skin[n]) < STEP_M || n + 1 == SKIN_LINE_MOST;
        n = replace ? n : n + 1;
        float step = apart(skin, line->skin[n - 1]);
        memcpy(line->at[n], at, sizeof line->at[n]);
        memcpy(line->skin[n], skin, sizeof line->skin[n]);
        line->way[n] = line->way[n - 1] + step;
        line->count = n + 1;
    }
}

void skin_line(const Atlas *atlas, const Chart *chart, const AtlasPlace *places, int count, bool closed, SkinLine *out)
{
    Side side = chart->sheet.mirror < 0 ? SIDE_LEFT : SIDE_RIGHT;
    float(*points)[3] = mem_alloc((size_t)count + 1, sizeof *points);
    float at[2];
    for (int i = 0; i < count; i++) {
        atlas_place_at(atlas, &places[i], side, points[i]);
    }
    memcpy(points[count], points[0], sizeof *points);
    int last = closed ? count : count - 1;
    out->count = 0;
    for (int i = 0; i < last; i++) {
        const float *b = points[i], *c = points[i + 1];
        const float *a = i ? points[i - 1] : b, *d = i + 2 < count ? points[i + 2] : c;
        for (int s = 0; s < STEPS; s++) {
            float t = (float)s / STEPS, place[3];
            smooth(a, b, c, d, t, place);
            for (int k = 0; k < 3 && (closed || count == 2); k++) {
                place[k] = mixf(b[k], c[k], t);
            }
            chart_of(&chart->sheet, place, at);
            skin_line_add(chart, at, out);
        }
    }
    chart_of(&chart->sheet, points[last], at);
    out->count == 0 ? skin_line_add(chart, at, out) : end_at(chart, at, out);
    free(points);
}

void skin_line_at(const SkinLine *line, float way, float out[2])
{
    int i = 0;
    while (i + 2 < line->count && line->way[i + 1] < way) {
        i++;
    }
    int next = i + 1 < line->count ? i + 1 : i;
    float length = line->way[next] - line->way[i];
    float t = length > 0 ? clampf((way - line->way[i]) / length, 0, 1) : 0;
    for (int k = 0; k < 2; k++) {
        out[k] = mixf(line->at[i][k], line->at[next][k], t);
    }
}

void skin_shape_bound(SkinShape *shape)
{
    float room = (shape->kind == SHAPE_AREA ? 0 : shape->outer_m) + REGION_EDGE_M;
    for (int k = 0; k < 2; k++) {
        shape->lo[k] = FLT_MAX;
        shape->hi[k] = -FLT_MAX;
        for (int i = 0; i < shape->line.count; i++) {
            shape->lo[k] = fminf(shape->lo[k], shape->line.at[i][k]);
            shape->hi[k] = fmaxf(shape->hi[k], shape->line.at[i][k]);
        }
        shape->lo[k] -= 2 * room; /* skin nearer to the bar than lengths are true at */
        shape->hi[k] += 2 * room;
    }
}

SkinRegion *skin_region_create(const Atlas *atlas, const Chart *chart, const MeshSet *set, int region, int variant)
{
    const AtlasRegion *from = &atlas->regions[region];
    SkinRegion *out = mem_alloc(1, sizeof *out);
    for (int i = 0; i < from->shape_count && out->count < REGION_SHAPES; i++) {
        const AtlasShape *shape = &from->shapes[i];
        SkinShape *laid = &out->shapes[out->count++];
        laid->kind = shape->kind;
        laid->inner_m = shape->inner_m;
        laid->outer_m = shape->outer_m;
        laid->upper_half = shape->upper_half;
        skin_line(atlas, chart, shape->places, shape->place_count, shape->kind == SHAPE_AREA, &laid->line);
        skin_shape_bound(laid);
    }
    region_add_courses(atlas, chart, set, from, variant, out);
    return out;
}

void skin_region_release(SkinRegion *region)
{
    free(region);
}

static float point_to_segment(const float p[3], const float a[3], const float b[3])
{
    float ab[3], ap[3], dot = 0, length = 0;
    for (int k = 0; k < 3; k++) {
        ab[k] = b[k] - a[k];
        ap[k] = p[k] - a[k];
        dot += ab[k] * ap[k];
        length += ab[k] * ab[k];
    }
    float t = length > 0 ? clampf(dot / length, 0, 1) : 0;
    float near[3] = {a[0] + t * ab[0], a[1] + t * ab[1], a[2] + t * ab[2]};
    return apart(p, near);
}

static float line_distance(const SkinLine *line, bool dots, const float point[3])
{
    float best = FLT_MAX;
    for (int i = 0; i < line->count && dots; i++) {
        best = fminf(best, apart(point, line->skin[i]));
    }
    for (int i = 0; i + 1 < line->count && !dots; i++) {
        best = fminf(best, point_to_segment(point, line->skin[i], line->skin[i + 1]));
    }
    return best;
}

/* Even and odd crossings, on the sheet. */
static bool encloses(const SkinLine *line, const float at[2])
{
    bool inside = false;
    for (int i = 0, j = line->count - 1; i < line->count; j = i++) {
        const float *a = line->at[i], *b = line->at[j];
        if ((a[1] > at[1]) != (b[1] > at[1]) && at[0] < a[0] + (b[0] - a[0]) * (at[1] - a[1]) / (b[1] - a[1])) {
            inside = !inside;
        }
    }
    return inside;
}

static float shape_distance(const SkinShape *shape, const float at[2], const float skin[3])
{
    float away = line_distance(&shape->line, shape->kind >= SHAPE_DISC, skin);
    switch (shape->kind) {
    case SHAPE_AREA:
        return encloses(&shape->line, at) ? -away : away;
    case SHAPE_RING:
        away = fmaxf(away - shape->outer_m, shape->inner_m - away);
        return shape->upper_half ? fmaxf(away, shape->line.skin[0][1] - skin[1]) : away;
    default:
        return away - shape->outer_m;
    }
}

float skin_region_distance(const Chart *chart, const SkinRegion *region, const float at[2])
{
    float skin[3], best = FLT_MAX;
    chart_skin(chart, at, skin);
    for (int i = 0; i < region->count; i++) {
        best = fminf(best, shape_distance(&region->shapes[i], at, skin));
    }
    return best;
}

bool skin_region_near(const SkinRegion *region, const float at[2])
{
    for (int i = 0; i < region->count; i++) {
        const SkinShape *s = &region->shapes[i];
        if (at[0] >= s->lo[0] && at[0] <= s->hi[0] && at[1] >= s->lo[1] && at[1] <= s->hi[1]) {
            return true;
        }
    }
    return false;
}
