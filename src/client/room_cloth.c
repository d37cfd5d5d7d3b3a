/* room_cloth.c - the sheet falls flat from over the client and comes to rest: points held apart by the cloth's length
 * (Mueller et al., Position Based Dynamics, 2007), kept off skin, cushions and table. Same input, same folds. */
#include "hip/mem.h"
#include "room.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const float SPACING_M = 0.032f;   /* of the cloth's points */
static const float OFF_SKIN_M = 0.010f;  /* so that the chords of the cloth stay outside round limbs */
static const float HANGS_M = 0.26f;      /* over either edge of the table */
static const float OVER_BODY_M = 0.22f;  /* what the body's height takes up across */
static const float BEYOND_FEET_M = 0.3f; /* enough to hang down from the toes */
static const float GATHERED = 0.97f;     /* laid a little closer than it is long: soft folds */
static const float FALL_M = 0.0009f, MOST_M = 0.009f, KEEPS = 0.965f; /* a step: pull, greatest way, speed kept */
static const float GRIP = 0.7f;                                       /* share of sliding that touching takes away */
enum { STEPS = 200, ROUNDS = 6 };

typedef struct Lying {
    const Room *room;
    RoomField field;
    RoomCloth *cloth;
    float (*before)[3];
} Lying;

/* A cap between the figure's pieces is no surface. */
static bool is_cap(const Room *room, const uint32_t v[3])
{
    float(*rest)[3] = room->body.rest;
    for (int end = 0; end < 2; end++) {
        float y = room->caps[end];
        if (fabsf(rest[v[0]][1] - y) < 0.002f && fabsf(rest[v[1]][1] - y) < 0.002f &&
            fabsf(rest[v[2]][1] - y) < 0.002f) {
            return true;
        }
    }
    return false;
}

/* Share of the skin's motion from which on it counts as the leg's. */
enum { LEG_SHARE = 80 };

bool room_leg_is_free(const Room *room, size_t vertex)
{
    bool left = room->worked == SIDE_LEFT;
    const uint32_t leg = left ? 1u << MESH_LEFT_THIGH | 1u << MESH_LEFT_SHANK | 1u << MESH_LEFT_FOOT
                              : 1u << MESH_RIGHT_THIGH | 1u << MESH_RIGHT_SHANK | 1u << MESH_RIGHT_FOOT;
    MeshJoints j = room->body.joints[vertex];
    int share[3] = {j.share[0], j.share[1], 255 - j.share[0] - j.share[1]}, sum = 0;
    for (int i = 0; i < 3; i++) {
        sum += leg >> j.bone[i] & 1u ? share[i] : 0;
    }
    return room->position->drape.leg_free && sum >= LEG_SHARE;
}

static void add_ball(RoomField *field, const float centre[3], float radius)
{
    enum { AROUND = 16, DOWN = 10 };
    float at[DOWN + 1][AROUND + 1][3];
    for (int i = 0; i <= DOWN; i++) {
        for (int k = 0; k <= AROUND; k++) {
            float a = HIP_PI * (float)i / DOWN, b = 2 * HIP_PI * (float)k / AROUND;
            at[i][k][0] = centre[0] + radius * sinf(a) * cosf(b);
            at[i][k][1] = centre[1] + radius * cosf(a);
            at[i][k][2] = centre[2] - radius * sinf(a) * sinf(b);
        }
    }
    for (int i = 0; i < DOWN; i++) {
        for (int k = 0; k < AROUND; k++) {
            room_field_add(field, at[i][k], at[i + 1][k], at[i + 1][k + 1]);
            room_field_add(field, at[i][k], at[i + 1][k + 1], at[i][k + 1]);
        }
    }
}

/* Where the leg has been left out a ball as big as the hip closes the trunk, so that the sheet is not sucked in. */
static void add_hip(const Room *room, RoomField *field)
{
    static const float RADIUS_M = 0.082f;
    float centre[3] = {0};
    atlas_landmark_at(room->atlas, "hip_joint_centre", room->worked, centre);
    room_turn(room->turn, centre, centre);
    add_ball(field, centre, RADIUS_M);
}

/* The cloth is too coarse to feel toes; it lies over a ball round them. */
static void add_toes(const Room *room, uint8_t foot, RoomField *field)
{
    static const float RADIUS_M = 0.037f, BACK_M = 0.024f;
    const RoomBody *body = &room->body;
    double middle[3] = {0}, n = 0;
    size_t tip = SIZE_MAX;
    for (size_t i = 0; i < body->vertex_count; i++) {
        if (body->bone[i] == foot && !room_leg_is_free(room, i)) {
            tip = tip == SIZE_MAX || body->rest[i][2] > body->rest[tip][2] ? i : tip;
            for (int k = 0; k < 3; k++) {
                middle[k] += (double)body->at[i][k];
            }
            n++;
        }
    }
    if (tip == SIZE_MAX) {
        return;
    }
    float centre[3], way[3], length = 0;
    for (int k = 0; k < 3; k++) {
        way[k] = (float)(middle[k] / n) - body->at[tip][k];
        length += way[k] * way[k];
    }
    for (int k = 0; k < 3; k++) {
        centre[k] = body->at[tip][k] + BACK_M * way[k] / sqrtf(length);
    }
    add_ball(field, centre, RADIUS_M);
}

static RoomField field_of(const Room *room)
{
    const RoomBody *body = &room->body;
    Box3 box = box3_empty();
    for (size_t i = 0; i < body->vertex_count; i++) {
        box3_add_point(&box, body->at[i]);
    }
    for (int p = 2; p < room->piece_count; p++) {
        for (size_t i = 0; i < room->pieces[p].vertex_count; i++) {
            box3_add_point(&box, room->pieces[p].at[i]);
        }
    }
    RoomField field = room_field_create(&box);
    for (size_t t = 0; t < body->triangle_count; t++) {
        const uint32_t *v = body->triangles[t];
        if (!is_cap(room, v) && !room_leg_is_free(room, v[0])) {
            room_field_add(&field, body->at[v[0]], body->at[v[1]], body->at[v[2]]);
        }
    }
    if (room->position->drape.leg_free) {
        add_hip(room, &field);
    }
    add_toes(room, MESH_RIGHT_FOOT, &field);
    add_toes(room, MESH_LEFT_FOOT, &field);
    for (int p = 2; p < room->piece_count; p++) {
        const RoomMesh *mesh = &room->pieces[p];
        for (size_t i = 0; i < mesh->index_count; i += 3) {
            const uint32_t *v = mesh->indices + i;
            room_field_add(&field, mesh->at[v[0]], mesh->at[v[1]], mesh->at[v[2]]);
        }
    }
    return field;
}

/* 0..1, the same for the same place. */
static float chance(int i, int k)
{
    uint32_t h = (uint32_t)i * 374761393u + (uint32_t)k * 668265263u;
    h = (h ^ (h >> 13)) * 1274126177u;
    return (float)((h ^ (h >> 16)) & 0xffff) / 65535;
}

static void start(Lying *l)
{
    const Room *room = l->room;
    const RoomBody *body = &room->body;
    float foot = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < body->vertex_count; i++) {
        if (!room_leg_is_free(room, i)) {
            foot = fminf(foot, body->at[i][0]);
            high = fmaxf(high, body->at[i][1]);
        }
    }
    float from = foot - BEYOND_FEET_M, to = room->position->drape.top_m;
    float wide = room->table.hi[1] - room->table.lo[1] + 2 * HANGS_M + OVER_BODY_M;
    float middle = (room->table.hi[1] + room->table.lo[1]) / 2;
    RoomCloth *c = l->cloth;
    c->n[0] = (int)((to - from) / (SPACING_M * GATHERED)) + 1;
    c->n[1] = (int)(wide / (SPACING_M * GATHERED)) + 1;
    c->at = mem_alloc((size_t)c->n[0] * c->n[1], sizeof *c->at);
    l->before = mem_alloc((size_t)c->n[0] * c->n[1], sizeof *l->before);
    for (int i = 0; i < c->n[0]; i++) {
        for (int k = 0; k < c->n[1]; k++) {
            float *at = c->at[i * c->n[1] + k];
            at[0] = to - SPACING_M * GATHERED * (float)i;
            at[2] = middle + SPACING_M * GATHERED * ((float)k - (float)(c->n[1] - 1) / 2);
            at[1] = high + 0.02f + 0.008f * chance(i, k) + 0.006f * sinf((float)i * 0.9f + 2 * chance(k, 7));
            memcpy(l->before[i * c->n[1] + k], at, sizeof *l->before);
        }
    }
}

static void pull_together(float a[3], float b[3], float length, float stiffness, bool only_apart)
{
    float way[3] = {b[0] - a[0], b[1] - a[1], b[2] - a[2]};
    float d = sqrtf(way[0] * way[0] + way[1] * way[1] + way[2] * way[2]);
    if (d < 1e-9f || (only_apart && d > length)) {
        return;
    }
    float share = stiffness * (d - length) / (2 * d);
    for (int k = 0; k < 3; k++) {
        a[k] += share * way[k];
        b[k] -= share * way[k];
    }
}

static void keep_lengths(RoomCloth *c)
{
    static const struct {
        int di, dk;
        float length, stiffness;
        bool only_apart; /* bending: cloth may not fold sharply */
    } THREADS[] = {{1, 0, 1, 1, false},
                   {0, 1, 1, 1, false},
                   {1, 1, 1.41421356f, 0.35f, false},
                   {1, -1, 1.41421356f, 0.35f, false},
                   {2, 0, 2, 0.12f, true},
                   {0, 2, 2, 0.12f, true}};
    for (size_t t = 0; t < sizeof THREADS / sizeof *THREADS; t++) {
        for (int i = 0; i + THREADS[t].di < c->n[0]; i++) {
            for (int k = THREADS[t].dk < 0 ? 1 : 0; k + (THREADS[t].dk > 0 ? THREADS[t].dk : 0) < c->n[1]; k++) {
                pull_together(c->at[i * c->n[1] + k], c->at[(i + THREADS[t].di) * c->n[1] + k + THREADS[t].dk],
                              THREADS[t].length * SPACING_M, THREADS[t].stiffness, THREADS[t].only_apart);
            }
        }
    }
}

/* Out of the table through its nearest face; true where it touched. */
static bool off_table(const RoomTable *t, float at[3])
{
    static const float DEEP_M = 0.15f, OFF_M = 0.014f; /* its edge is round, and sharper than the cloth is fine */
    float in[5] = {t->top + OFF_SKIN_M - at[1], at[0] - t->lo[0] + OFF_M, t->hi[0] - at[0] + OFF_M,
                   at[2] - t->lo[1] + OFF_M, t->hi[1] - at[2] + OFF_M};
    int best = 0;
    for (int f = 0; f < 5; f++) {
        if (in[f] <= 0 || in[0] > DEEP_M) {
            return false;
        }
        best = in[f] < in[best] ? f : best;
    }
    static const int AXIS[5] = {1, 0, 0, 2, 2};
    static const float SIGN[5] = {1, -1, 1, -1, 1};
    at[AXIS[best]] += SIGN[best] * in[best];
    return true;
}

static bool off_skin(const RoomField *field, float at[3])
{
    float gradient[3], d = room_field_at(field, at, gradient);
    float steep = sqrtf(gradient[0] * gradient[0] + gradient[1] * gradient[1] + gradient[2] * gradient[2]);
    if (d >= OFF_SKIN_M || steep < 1e-6f) {
        return false;
    }
    for (int k = 0; k < 3; k++) {
        at[k] += gradient[k] / steep * (OFF_SKIN_M - d);
    }
    return true;
}

static void grip(Lying *l, int i)
{
    for (int k = 0; k < 3; k++) {
        l->before[i][k] = mixf(l->before[i][k], l->cloth->at[i][k], GRIP);
    }
}

/* Toes and elbows find the middle between four points. */
static void touch_between(Lying *l, const int corner[4])
{
    RoomCloth *c = l->cloth;
    float middle[3], was[3];
    for (int k = 0; k < 3; k++) {
        was[k] = middle[k] =
            (c->at[corner[0]][k] + c->at[corner[1]][k] + c->at[corner[2]][k] + c->at[corner[3]][k]) / 4;
    }
    if (off_skin(&l->field, middle)) {
        for (int i = 0; i < 4; i++) {
            for (int k = 0; k < 3; k++) {
                c->at[corner[i]][k] += middle[k] - was[k];
            }
            grip(l, corner[i]);
        }
    }
}

static void touch(Lying *l)
{
    RoomCloth *c = l->cloth;
    int w = c->n[1];
    for (int i = 0; i + 1 < c->n[0]; i++) {
        for (int k = 0; k + 1 < w; k++) {
            touch_between(l, (int[4]){i * w + k, i * w + k + 1, (i + 1) * w + k, (i + 1) * w + k + 1});
        }
    }
    for (int i = 0; i < c->n[0] * w; i++) {
        bool skin = off_skin(&l->field, c->at[i]), table = off_table(&l->room->table, c->at[i]);
        if (skin || table) {
            grip(l, i);
        }
    }
}

static void fall(Lying *l)
{
    RoomCloth *c = l->cloth;
    for (int i = 0; i < c->n[0] * c->n[1]; i++) {
        float way[3], length = 0;
        for (int k = 0; k < 3; k++) {
            way[k] = KEEPS * (c->at[i][k] - l->before[i][k]) - (k == 1 ? FALL_M : 0);
            length += way[k] * way[k];
            l->before[i][k] = c->at[i][k];
        }
        length = sqrtf(length);
        float share = length > MOST_M ? MOST_M / length : 1;
        for (int k = 0; k < 3; k++) {
            c->at[i][k] += share * way[k];
        }
    }
}

void room_cloth_lay(const Room *room, RoomCloth *out)
{
    *out = (RoomCloth){0};
    Lying l = {.room = room, .field = field_of(room), .cloth = out};
    start(&l);
    for (int step = 0; step < STEPS; step++) {
        fall(&l);
        for (int round = 0; round < ROUNDS; round++) {
            keep_lengths(out);
            touch(&l); /* each time: what has been pulled through a limb would stay there */
        }
    }
    free(l.before);
    room_field_release(&l.field);
}

void room_cloth_release(RoomCloth *cloth)
{
    free(cloth->at);
    *cloth = (RoomCloth){0};
}
