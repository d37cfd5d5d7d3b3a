#include "hip/maths.h"
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

Box3 box3_empty(void)
{
    return (Box3){{FLT_MAX, FLT_MAX, FLT_MAX}, {-FLT_MAX, -FLT_MAX, -FLT_MAX}};
}

bool box3_is_empty(const Box3 *box)
{
    return !(box->lo[0] <= box->hi[0] && box->lo[1] <= box->hi[1] && box->lo[2] <= box->hi[2]);
}

void box3_add_point(Box3 *box, const float point[3])
{
    for (int i = 0; i < 3; i++) {
        box->lo[i] = fminf(box->lo[i], point[i]);
        box->hi[i] = fmaxf(box->hi[i], point[i]);
    }
}

void box3_add_box(Box3 *box, const Box3 *other)
{
    if (!box3_is_empty(other)) {
        box3_add_point(box, other->lo);
        box3_add_point(box, other->hi);
    }
}

void box3_centre(const Box3 *box, float out[3])
{
    for (int i = 0; i < 3; i++) {
        out[i] = 0.5f * (box->lo[i] + box->hi[i]);
    }
}

float box3_diagonal(const Box3 *box)
{
    if (box3_is_empty(box)) {
        return 0;
    }
    float x = box->hi[0] - box->lo[0], y = box->hi[1] - box->lo[1], z = box->hi[2] - box->lo[2];
    return sqrtf(x * x + y * y + z * z);
}

void quaternion_turn(const float q[4], const float in[3], float out[3])
{
    float a[3] = {q[1] * in[2] - q[2] * in[1] + q[3] * in[0], q[2] * in[0] - q[0] * in[2] + q[3] * in[1],
                  q[0] * in[1] - q[1] * in[0] + q[3] * in[2]};
    float b[3] = {q[1] * a[2] - q[2] * a[1], q[2] * a[0] - q[0] * a[2], q[0] * a[1] - q[1] * a[0]};
    for (int i = 0; i < 3; i++) {
        out[i] = in[i] + 2 * b[i];
    }
}

void quaternion_turn_back(const float q[4], const float in[3], float out[3])
{
    const float back[4] = {-q[0], -q[1], -q[2], q[3]};
    quaternion_turn(back, in, out);
}

bool quaternion_is_still(const float q[4])
{
    return q[0] == 0 && q[1] == 0 && q[2] == 0 && q[3] == 1;
}

void quaternion_mix(const float from[4], const float to[4], float t, float out[4])
{
    float dot = from[0] * to[0] + from[1] * to[1] + from[2] * to[2] + from[3] * to[3], sign = dot < 0 ? -1.0f : 1.0f;
    float angle = acosf(fminf(fabsf(dot), 1)), a = 1 - t, b = t, length = 0;
    if (angle > 1e-3f) {
        a = sinf((1 - t) * angle) / sinf(angle);
        b = sinf(t * angle) / sinf(angle);
    }
    for (int i = 0; i < 4; i++) {
        out[i] = a * from[i] + b * sign * to[i];
        length += out[i] * out[i];
    }
    for (int i = 0; i < 4; i++) {
        out[i] /= sqrtf(length);
    }
}

Box3 box3_turned(const Box3 *box, const float q[4])
{
    Box3 out = box3_empty();
    if (quaternion_is_still(q) || box3_is_empty(box)) {
        return *box;
    }
    for (int corner = 0; corner < 8; corner++) {
        float at[3];
        for (int k = 0; k < 3; k++) {
            at[k] = corner >> k & 1 ? box->hi[k] : box->lo[k];
        }
        quaternion_turn(q, at, at);
        box3_add_point(&out, at);
    }
    return out;
}

float clampf(float x, float lo, float hi)
{
    return x < lo ? lo : x > hi ? hi : x;
}

float mixf(float a, float b, float t)
{
    return a + (b - a) * t;
}

float smoothstepf(float lo, float hi, float x)
{
    float t = clampf((x - lo) / (hi - lo), 0, 1);
    return t * t * (3 - 2 * t);
}

float radians(float degrees_)
{
    return degrees_ * (HIP_PI / 180);
}

float degrees(float radians_)
{
    return radians_ * (180 / HIP_PI);
}

float srgb_to_linear(float c)
{
    return c <= 0.04045f ? c / 12.92f : powf((c + 0.055f) / 1.055f, 2.4f);
}

float srgb_from_linear(float c)
{
    return c <= 0.0031308f ? 12.92f * c : 1.055f * powf(c, 1 / 2.4f) - 0.055f;
}

static int hex_digit(char c)
{
    const char *digits = "0123456789abcdef";
    const char *at = c ? strchr(digits, c >= 'A' && c <= 'F' ? c + 32 : c) : NULL;
    return at ? (int)(at - digits) : -1;
}

bool colour_parse(const char *text, float out_linear[3])
{
    if (!text || text[0] != '#' || strlen(text) != 7) {
        return false;
    }
    float rgb[3];
    for (int i = 0; i < 3; i++) {
        int high = hex_digit(text[1 + 2 * i]), low = hex_digit(text[2 + 2 * i]);
        if (high < 0 || low < 0) {
            return false;
        }
        rgb[i] = srgb_to_linear((float)(high * 16 + low) / 255.0f);
    }
    memcpy(out_linear, rgb, sizeof rgb);
    return true;
}

static float sign_not_zero(float x)
{
    return x < 0 ? -1.0f : 1.0f;
}

void octahedral_encode(const float unit[3], int8_t out[2])
{
    float sum = fabsf(unit[0]) + fabsf(unit[1]) + fabsf(unit[2]);
    float scale = sum > 0 ? 1 / sum : 0;
    float x = unit[0] * scale, y = unit[1] * scale;
    if (unit[2] < 0) {
        float fold_x = (1 - fabsf(y)) * sign_not_zero(x);
        y = (1 - fabsf(x)) * sign_not_zero(y);
        x = fold_x;
    }
    out[0] = (int8_t)lrintf(clampf(x, -1, 1) * 127);
    out[1] = (int8_t)lrintf(clampf(y, -1, 1) * 127);
}

void octahedral_decode(const int8_t in[2], float unit[3])
{
    float x = (float)in[0] / 127, y = (float)in[1] / 127;
    float z = 1 - fabsf(x) - fabsf(y);
    if (z < 0) {
        float fold_x = (1 - fabsf(y)) * sign_not_zero(x);
        y = (1 - fabsf(x)) * sign_not_zero(y);
        x = fold_x;
    }
    float length = sqrtf(x * x + y * y + z * z);
    unit[0] = x / length;
    unit[1] = y / length;
    unit[2] = z / length;
}

static float segment_nearest(const float a[3], const float b[3], const float p[3], float *t, float nearest[3])
{
    float dot = 0, length2 = 0;
    for (int i = 0; i < 3; i++) {
        float d = b[i] - a[i];
        dot += d * (p[i] - a[i]);
        length2 += d * d;
    }
    *t = length2 > 0 ? clampf(dot / length2, 0, 1) : 0;
    float distance2 = 0;
    for (int i = 0; i < 3; i++) {
        nearest[i] = mixf(a[i], b[i], *t);
        distance2 += (p[i] - nearest[i]) * (p[i] - nearest[i]);
    }
    return sqrtf(distance2);
}

static float points_distance(const float a[3], const float b[3])
{
    float x = a[0] - b[0], y = a[1] - b[1], z = a[2] - b[2];
    return sqrtf(x * x + y * y + z * z);
}

float polyline_nearest(const float (*points)[3], int n, const float p[3], float *along, float nearest[3])
{
    float best = points_distance(points[0], p), best_at = 0, length = 0;
    float best_point[3] = {points[0][0], points[0][1], points[0][2]};
    for (int i = 0; i + 1 < n; i++) {
        float t, point[3];
        float distance = segment_nearest(points[i], points[i + 1], p, &t, point);
        float piece = points_distance(points[i], points[i + 1]);
        if (distance < best) {
            best = distance;
            best_at = length + t * piece;
            memcpy(best_point, point, sizeof best_point);
        }
        length += piece;
    }
    if (along) {
        *along = length > 0 ? best_at / length : 0;
    }
    if (nearest) {
        memcpy(nearest, best_point, sizeof best_point);
    }
    return best;
}

float ray_triangle(const float from[3], const float dir[3], const float a[3], const float b[3], const float c[3])
{
    float ab[3], ac[3], s[3], p[3], q[3];
    for (int i = 0; i < 3; i++) {
        ab[i] = b[i] - a[i];
        ac[i] = c[i] - a[i];
        s[i] = from[i] - a[i];
    }
    cross3(dir, ac, p);
    float det = dot3(ab, p);
    if (fabsf(det) < 1e-20f) {
        return -1;
    }
    float u = dot3(s, p) / det;
    cross3(s, ab, q);
    float v = dot3(dir, q) / det;
    if (!(u >= 0 && v >= 0 && u + v <= 1)) {
        return -1;
    }
    return dot3(ac, q) / det;
}

void triangle_nearest(const float p[3], const float a[3], const float b[3], const float c[3], float share[3])
{
    const float LEAST = 1e-18f; /* a triangle without an extent has a nearest point too */
    float ab[3], ac[3], ap[3], bp[3], cp[3], v = 0, w = 0;
    for (int k = 0; k < 3; k++) {
        ab[k] = b[k] - a[k];
        ac[k] = c[k] - a[k];
        ap[k] = p[k] - a[k];
        bp[k] = p[k] - b[k];
        cp[k] = p[k] - c[k];
    }
    float d1 = dot3(ab, ap), d2 = dot3(ac, ap), d3 = dot3(ab, bp), d4 = dot3(ac, bp), d5 = dot3(ab, cp),
          d6 = dot3(ac, cp), va = d3 * d6 - d5 * d4, vb = d5 * d2 - d1 * d6, vc = d1 * d4 - d3 * d2;
    if (d1 <= 0 && d2 <= 0) {
        v = w = 0;
    } else if (d3 >= 0 && d4 <= d3) {
        v = 1;
    } else if (d6 >= 0 && d5 <= d6) {
        w = 1;
    } else if (vc <= 0 && d1 >= 0 && d3 <= 0) {
        v = d1 / fmaxf(d1 - d3, LEAST);
    } else if (vb <= 0 && d2 >= 0 && d6 <= 0) {
        w = d2 / fmaxf(d2 - d6, LEAST);
    } else if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
        w = (d4 - d3) / fmaxf(d4 - d3 + d5 - d6, LEAST);
        v = 1 - w;
    } else {
        float all = fmaxf(va + vb + vc, LEAST);
        v = vb / all;
        w = vc / all;
    }
    share[0] = 1 - v - w;
    share[1] = v;
    share[2] = w;
}

bool ray_box(const float from[3], const float dir[3], const Box3 *box, float *near_t, float *far_t)
{
    float lo = 0, hi = FLT_MAX;
    for (int i = 0; i < 3; i++) {
        if (fabsf(dir[i]) < 1e-12f) {
            if (from[i] < box->lo[i] || from[i] > box->hi[i]) {
                return false;
            }
            continue;
        }
        float a = (box->lo[i] - from[i]) / dir[i], b = (box->hi[i] - from[i]) / dir[i];
        lo = fmaxf(lo, fminf(a, b));
        hi = fminf(hi, fmaxf(a, b));
    }
    if (lo > hi) {
        return false;
    }
    if (near_t) {
        *near_t = lo;
    }
    if (far_t) {
        *far_t = hi;
    }
    return true;
}
