#include "sheet.h"
#include <math.h>
#include <string.h>

static void mix3(const float a[3], const float b[3], float f, float out[3])
{
    for (int k = 0; k < 3; k++) {
        out[k] = a[k] + f * (b[k] - a[k]);
    }
}

static float distance(const float a[3], const float b[3])
{
    float d[3] = {b[0] - a[0], b[1] - a[1], b[2] - a[2]};
    return sqrtf(dot3(d, d));
}

/* `SHEET_RULINGS` places evenly spread by length along the line. */
static bool resample(const float (*line)[3], int count, float out[SHEET_RULINGS][3])
{
    float length = 0;
    for (int i = 0; i + 1 < count; i++) {
        length += distance(line[i], line[i + 1]);
    }
    if (count < 2 || !(length > 1e-4f)) {
        return false;
    }
    int segment = 0;
    float before = 0, piece = distance(line[0], line[1]);
    for (int r = 0; r < SHEET_RULINGS; r++) {
        float wanted = length * (float)r / (SHEET_RULINGS - 1);
        while (segment + 2 < count && before + piece < wanted) {
            before += piece;
            segment++;
            piece = distance(line[segment], line[segment + 1]);
        }
        float f = piece > 0 ? clampf((wanted - before) / piece, 0, 1) : 0;
        mix3(line[segment], line[segment + 1], f, out[r]);
    }
    return true;
}

bool sheet_of_step(const AtlasStep *step, Sheet *out)
{
    if (!step || step->kind != PEEL_REFLECT || !resample(step->hinge, step->hinge_count, out->hinge) ||
        !resample(step->cut, step->cut_count, out->cut)) {
        return false;
    }
    memcpy(out->lift, step->lift, sizeof out->lift);
    memcpy(out->beyond, step->beyond, sizeof out->beyond);
    for (int r = 0; r < SHEET_RULINGS; r++) {
        if (distance(out->hinge[r], out->cut[r]) < 2e-3f) {
            return false;
        }
        for (int k = 0; k < 3; k++) {
            out->way[r][k] = out->cut[r][k] - out->hinge[r][k];
        }
        out->inverse[r] = 1 / dot3(out->way[r], out->way[r]);
    }
    return true;
}

/* Squared distance from p to a ruling and the place along it, not limited to 0..1. */
static float line_distance(const float from[3], const float way[3], float inverse, const float p[3], float *along)
{
    float offset[3] = {p[0] - from[0], p[1] - from[1], p[2] - from[2]};
    *along = dot3(offset, way) * inverse;
    float near = clampf(*along, -0.25f, 1.25f), sum = 0; /* rulings of a fan meet somewhere behind the hinge */
    for (int k = 0; k < 3; k++) {
        float d = offset[k] - near * way[k];
        sum += d * d;
    }
    return sum;
}

/* The same for any t between the rulings, and a little outside. */
static float ruling_distance(const Sheet *sheet, float t, const float p[3], float *along)
{
    float place = t * (SHEET_RULINGS - 1);
    int r = (int)fminf(fmaxf(floorf(place), 0), SHEET_RULINGS - 2);
    float from[3], way[3];
    mix3(sheet->hinge[r], sheet->hinge[r + 1], place - (float)r, from);
    mix3(sheet->way[r], sheet->way[r + 1], place - (float)r, way);
    return line_distance(from, way, 1 / dot3(way, way), p, along);
}

/* Where a muscle turns a corner at its hinge (obturator internus at the lesser notch), what runs on behind would also
 * stand beside its rulings. The plane that halves the corner parts the two: 0 behind it, 1 well before it. */
static float before_corner(const Sheet *sheet, float t, const float p[3])
{
    const float soft_m = 0.012f;
    int r = (int)(t * (SHEET_RULINGS - 1) + 0.5f);
    float length = distance(sheet->hinge[r], sheet->cut[r]), normal[3], offset[3];
    for (int k = 0; k < 3; k++) {
        normal[k] = (sheet->cut[r][k] - sheet->hinge[r][k]) / length - sheet->beyond[k];
        offset[k] = p[k] - sheet->hinge[r][k];
    }
    return clampf(dot3(offset, normal) / sqrtf(dot3(normal, normal)) / soft_m, 0, 1);
}

void sheet_place(const Sheet *sheet, const float p[3], float *w, float *t)
{
    float best = INFINITY, along, reach = 2.0f / (SHEET_RULINGS - 1);
    for (int r = 0; r < SHEET_RULINGS; r += 2) {
        float d = line_distance(sheet->hinge[r], sheet->way[r], sheet->inverse[r], p, &along);
        if (d < best) {
            best = d;
            *t = (float)r / (SHEET_RULINGS - 1);
        }
    }
    for (int i = 0; i < 3; i++) { /* the lowest point of a parabola through three places, ever closer */
        float before = ruling_distance(sheet, *t - reach, p, &along), here = ruling_distance(sheet, *t, p, &along);
        float after = ruling_distance(sheet, *t + reach, p, &along), bulge = before - 2 * here + after;
        float move = bulge > 0 ? clampf(0.5f * (before - after) / bulge, -1, 1) : 0;
        *t = clampf(*t + move * reach, 0, 1);
        reach *= 0.25f;
    }
    ruling_distance(sheet, *t, p, &along);
    *w = clampf(along, 0, 1);
    if (dot3(sheet->beyond, sheet->beyond) > 0) {
        *w *= before_corner(sheet, *t, p);
    }
}
