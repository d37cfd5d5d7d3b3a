/* room_drape.c - the sheet as a mesh: its window cut out and hemmed, and what each place of it goes with. */
#include "hip/mem.h"
#include "room.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const float AROUND_M = 0.11f;                /* radius at which the window's corners are spread out */
static const float MIDLINE_M = 0.038f;              /* nearest to the midline */
static const float LIFTED_M = 0.085f;               /* farther from the open skin than that the sheet stays */
static const float HEM_M = 0.038f, FOLD_M = 0.006f; /* the folded edge: how broad, how much higher */

/* Round the vertical line through the worked hip's joint: 0 outward, more in front; and up. */
static void spread(const Room *room, const float rest[3], float out[2])
{
    float centre[3] = {0};
    atlas_landmark_at(room->atlas, "hip_joint_centre", room->worked, centre);
    float outward = room->worked == SIDE_LEFT ? rest[0] - centre[0] : centre[0] - rest[0];
    out[0] = AROUND_M * atan2f(rest[2] - centre[2], outward);
    out[1] = rest[1];
}

float room_window_distance(const Room *room, const float rest[3])
{
    const AtlasDrape *drape = &room->position->drape;
    float p[2], nearest = INFINITY;
    bool inside = false;
    spread(room, rest, p);
    for (int i = 0, before = drape->window_count - 1; i < drape->window_count; before = i++) {
        float a[2], b[2], place[3];
        atlas_place_at(room->atlas, &drape->window[before], room->worked, place);
        spread(room, place, a);
        atlas_place_at(room->atlas, &drape->window[i], room->worked, place);
        spread(room, place, b);
        float way[2] = {b[0] - a[0], b[1] - a[1]}, from[2] = {p[0] - a[0], p[1] - a[1]};
        float t = clampf((from[0] * way[0] + from[1] * way[1]) / (way[0] * way[0] + way[1] * way[1] + 1e-12f), 0, 1);
        nearest = fminf(nearest, hypotf(from[0] - t * way[0], from[1] - t * way[1]));
        bool crosses = (a[1] > p[1]) != (b[1] > p[1]) && p[0] < a[0] + (p[1] - a[1]) / (b[1] - a[1]) * way[0];
        inside = inside != crosses;
    }
    /* whatever the corners say, the cleft stays covered (facts.md 4.2) */
    float from_midline = room->worked == SIDE_LEFT ? rest[0] : -rest[0];
    return fmaxf(inside ? -nearest : nearest, MIDLINE_M - from_midline);
}

static float square_to(const Room *room, size_t vertex, const float at[3])
{
    const float *p = room->body.at[vertex];
    float x = p[0] - at[0], y = p[1] - at[1], z = p[2] - at[2];
    return x * x + y * y + z * z;
}

/* Of all skin that the sheet may lie on, the nearer counts by far the more. */
static float pull(const Room *room, size_t vertex, const float at[3], float soft)
{
    float square = square_to(room, vertex, at) + soft * soft;
    return 1 / (square * square);
}

static const float SKIN_NEAR_M = 0.03f,
                   SKIN_FAR_M = 0.14f; /* the sheet goes with skin that near, with the table beyond */

MeshJoints room_joints_at(const Room *room, const float at[3])
{
    float share[MESH_BONES] = {0}, all = 0, nearest = 0;
    for (size_t i = 0; i < room->body.vertex_count; i++) {
        if (room_leg_is_free(room, i)) {
            continue;
        }
        MeshJoints j = room->body.joints[i];
        float w = pull(room, i, at, 0.02f);
        share[j.bone[0]] += w * (float)j.share[0];
        share[j.bone[1]] += w * (float)j.share[1];
        share[j.bone[2]] += w * (float)(255 - j.share[0] - j.share[1]);
        all += w * 255;
        nearest = fmaxf(nearest, w);
    }
    float still = smoothstepf(SKIN_NEAR_M, SKIN_FAR_M, 1 / sqrtf(sqrtf(nearest)));
    for (int b = 0; b < MESH_BONES; b++) {
        share[b] *= (1 - still) / all;
    }
    share[MESH_ROOM] += still;
    MeshJoints out = {{MESH_ROOM, MESH_ROOM, MESH_ROOM}, {0, 0}};
    float sum = 0, kept[3];
    for (int i = 0; i < 3; i++) {
        int best = 0;
        for (int b = 1; b < MESH_BONES; b++) {
            best = share[b] > share[best] ? b : best;
        }
        out.bone[i] = (uint8_t)best;
        kept[i] = share[best];
        sum += kept[i];
        share[best] = -1;
    }
    out.share[0] = (uint8_t)roundf(255 * kept[0] / sum);
    out.share[1] = (uint8_t)fminf(roundf(255 * kept[1] / sum), 255.0f - (float)out.share[0]);
    return out;
}

/* The sheet in the making: its points, how far each is outside the window, and its normals. */
typedef struct Sheet {
    size_t count;
    const float (*at)[3];
    float *outside, (*normal)[3];
} Sheet;

static void measure(const Room *room, const RoomCloth *cloth, Sheet *out)
{
    out->count = (size_t)cloth->n[0] * cloth->n[1];
    out->at = (const float(*)[3])cloth->at;
    out->outside = mem_alloc(out->count, sizeof *out->outside);
    out->normal = mem_alloc(out->count, sizeof *out->normal);
    float *known = mem_alloc(room->body.vertex_count, sizeof *known);
    bool *skip = mem_alloc(room->body.vertex_count, sizeof *skip);
    for (size_t i = 0; i < room->body.vertex_count; i++) {
        skip[i] = room->body.bone[i] >= MESH_RIGHT_UPPER_ARM; /* a hand lies beside the hip */
        known[i] = room_window_distance(room, room->body.rest[i]);
    }
    for (size_t p = 0; p < out->count; p++) {
        float sum = 0, all = 0, nearest = INFINITY;
        for (size_t i = 0; i < room->body.vertex_count; i++) {
            if (!skip[i]) {
                float w = pull(room, i, out->at[p], 0.008f);
                sum += w * known[i];
                all += w;
                nearest = known[i] < 0 ? fminf(nearest, square_to(room, i, out->at[p])) : nearest;
            }
        }
        out->outside[p] = fmaxf(sum / all, sqrtf(nearest) - LIFTED_M);
    }
    free(known);
    free(skip);
    for (int i = 0; i < cloth->n[0]; i++) {
        for (int k = 0; k < cloth->n[1]; k++) {
            const int w = cloth->n[1], up = i ? i - 1 : i, down = i + 1 < cloth->n[0] ? i + 1 : i;
            const float *a = out->at[up * w + k], *b = out->at[down * w + k], *c = out->at[i * w + (k ? k - 1 : k)],
                        *d = out->at[i * w + (k + 1 < w ? k + 1 : k)];
            float s[3], t[3], *n = out->normal[i * w + k], length = 0;
            for (int q = 0; q < 3; q++) {
                s[q] = d[q] - c[q];
                t[q] = a[q] - b[q];
            }
            for (int q = 0; q < 3; q++) {
                n[q] = s[(q + 1) % 3] * t[(q + 2) % 3] - s[(q + 2) % 3] * t[(q + 1) % 3];
                length += n[q] * n[q];
            }
            for (int q = 0; q < 3; q++) {
                n[q] /= sqrtf(length) + 1e-12f;
            }
        }
    }
}

typedef struct Corner {
    float at[3], normal[3], outside;
} Corner;

static Corner corner_of(const Sheet *sheet, uint32_t i)
{
    Corner c = {.outside = sheet->outside[i]};
    memcpy(c.at, sheet->at[i], sizeof c.at);
    memcpy(c.normal, sheet->normal[i], sizeof c.normal);
    return c;
}

/* The part of a polygon where `outside` is at least (sign 1) or at most (sign -1) a bound. */
static int clip(const Corner *in, int n, float bound, float sign, Corner *out)
{
    int made = 0;
    for (int i = 0; i < n; i++) {
        const Corner *a = &in[i], *b = &in[(i + 1) % n];
        float da = sign * (a->outside - bound), db = sign * (b->outside - bound);
        if (da >= 0) {
            out[made++] = *a;
        }
        if ((da >= 0) != (db >= 0)) {
            Corner *c = &out[made++];
            float t = da / (da - db);
            for (int k = 0; k < 3; k++) {
                c->at[k] = mixf(a->at[k], b->at[k], t);
                c->normal[k] = mixf(a->normal[k], b->normal[k], t);
            }
            c->outside = bound;
        }
    }
    return made;
}

/* A vertex lifted along the normal; equal ones are joined when the mesh is built. */
static uint32_t lifted(RoomMesh *out, const Corner *c, float lift)
{
    float at[3];
    for (int k = 0; k < 3; k++) {
        at[k] = c->at[k] + lift * c->normal[k];
    }
    return room_mesh_vertex(out, at);
}

/* The fold's rounded edge: a strip from the lower to the upper layer, on the window's side or where the hem ends. */
static void add_edge(RoomMesh *out, const Corner *a, const Corner *b)
{
    uint32_t low[2] = {lifted(out, a, 0), lifted(out, b, 0)},
             high[2] = {lifted(out, a, FOLD_M), lifted(out, b, FOLD_M)};
    room_mesh_triangle(out, low[0], low[1], high[1]);
    room_mesh_triangle(out, low[0], high[1], high[0]);
}

static void add_polygon(RoomMesh *out, const Corner *polygon, int n, float lift)
{
    for (int i = 1; i + 1 < n; i++) {
        uint32_t a = lifted(out, &polygon[0], lift), b = lifted(out, &polygon[i], lift);
        room_mesh_triangle(out, a, b, lifted(out, &polygon[i + 1], lift));
    }
}

static void add_triangle(const Sheet *sheet, uint32_t a, uint32_t b, uint32_t c, RoomMesh *out)
{
    enum { MOST = 8 };
    Corner whole[3] = {corner_of(sheet, a), corner_of(sheet, b), corner_of(sheet, c)}, kept[MOST], hem[MOST];
    int n = clip(whole, 3, 0, 1, kept);
    if (n < 3) {
        return;
    }
    add_polygon(out, kept, n, 0);
    int m = clip(kept, n, HEM_M, -1, hem);
    if (m < 3) {
        return;
    }
    add_polygon(out, hem, m, FOLD_M);
    for (int i = 0; i < m; i++) {
        const Corner *p = &hem[i], *q = &hem[(i + 1) % m];
        if (p->outside == q->outside && (p->outside == 0 || p->outside == HEM_M)) {
            add_edge(out, p, q);
        }
    }
}

void room_drape_make(const Room *room, const RoomCloth *cloth, RoomMesh *out)
{
    Sheet sheet = {0};
    measure(room, cloth, &sheet);
    int w = cloth->n[1];
    for (int i = 0; i + 1 < cloth->n[0]; i++) {
        for (int k = 0; k + 1 < w; k++) {
            uint32_t a = (uint32_t)(i * w + k), b = a + 1, c = a + (uint32_t)w, d = c + 1;
            if ((i + k) % 2) {
                add_triangle(&sheet, a, c, b, out);
                add_triangle(&sheet, b, c, d, out);
            } else {
                add_triangle(&sheet, a, c, d, out);
                add_triangle(&sheet, a, d, b, out);
            }
        }
    }
    snprintf(out->piece, sizeof out->piece, "drape");
    snprintf(out->name, sizeof out->name, "Sheet");
    free(sheet.outside);
    free(sheet.normal);
}
