#include "sheet.h"
#include <math.h>
#include <string.h>

static float dot(const float a[3], const float b[3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static void mix3(const float a[3], const float b[3], float f, float out[3])
{
    for (int k = 0; k < 3; k++) {
        out[k] = a[k] + f * (b[k] - a[k]);
    }
}

static float distance(const float a[3], const float b[3])
{
    float d[3] = {b[0] - a[0], b[1] - a[1], b[2] - a[2]};
    return sqrtf(dot(d, d));
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
    }
    return true;
}

/* Squared distance from p to the ruling at t (0..1 over all rulings) and the place along it, not limited to 0..1. */
static float ruling_distance(const Sheet *sheet, float t, const float p[3], float *along)
{
    float place = t * (SHEET_RULINGS - 1);
    int r = (int)fminf(fmaxf(floorf(place), 0), SHEET_RULINGS - 2);
    float from[3], to[3], direction[3], offset[3];
    mix3(sheet->hinge[r], sheet->hinge[r + 1], place - (float)r, from);
    mix3(sheet->cut[r], sheet->cut[r + 1], place - (float)r, to);
    for (int k = 0; k < 3; k++) {
        direction[k] = to[k] - from[k];
        offset[k] = p[k] - from[k];
    }
    float w = dot(offset, direction) / dot(direction, direction), sum = 0;
    float near = clampf(w, -0.25f, 1.25f); /* rulings of a fan meet somewhere behind the hinge */
    for (int k = 0; k < 3; k++) {
        float d = offset[k] - near * direction[k];
        sum += d * d;
    }
    *along = w;
    return sum;
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
    return clampf(dot(offset, normal) / sqrtf(dot(normal, normal)) / soft_m, 0, 1);
}

void sheet_place(const Sheet *sheet, const float p[3], float *w, float *t)
{
    const float step = 1.0f / (SHEET_RULINGS - 1);
    float best = INFINITY, best_t = 0, along;
    for (int r = 0; r < SHEET_RULINGS; r++) {
        float d = ruling_distance(sheet, (float)r * step, p, &along);
        if (d < best) {
            best = d;
            best_t = (float)r * step;
        }
    }
    float lo = fmaxf(best_t - step, 0), hi = fminf(best_t + step, 1);
    for (int i = 0; i < 24; i++) { /* golden section: one minimum between the neighbours */
        float a = hi - 0.618034f * (hi - lo), b = lo + 0.618034f * (hi - lo);
        if (ruling_distance(sheet, a, p, &along) < ruling_distance(sheet, b, p, &along)) {
            hi = b;
        } else {
            lo = a;
        }
    }
    *t = 0.5f * (lo + hi);
    ruling_distance(sheet, *t, p, &along);
    *w = clampf(along, 0, 1);
    if (dot(sheet->beyond, sheet->beyond) > 0) {
        *w *= before_corner(sheet, *t, p);
    }
}
