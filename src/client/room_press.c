/* room_press.c - a cushion gives way: its cover is a skin stretched over filling, held by its rim. Where a limb lies it
 * goes down with the limb, round that it is drawn down too, and most of the filling that has to go comes up beside. */
#include "hip/mem.h"
#include "room.h"
#include <math.h>
#include <stdlib.h>

static const float UNDER_SKIN_M = 0.002f; /* a pressed cover lies that far inside, so that no gap shows */
static const float FLAT_M = 0.004f;       /* what is left of a cushion where the body lies on its table */
static const float DRAWN_M = 0.03f;       /* how far round a dent the cover is drawn down */
static const float KEPT = 0.7f;           /* of the filling; the rest is squeezed together */

enum { ALONG = ROOM_CUSHION_ALONG + 1, ACROSS = ROOM_CUSHION_ACROSS + 1, NODES = ALONG * ACROSS };

/* The lowest of what lies over a place, a little round it: a cover does not follow every crease. */
float room_pressed_at(const RoomMap *map, float x, float z)
{
    float low = INFINITY;
    for (int i = -2; i <= 2; i++) {
        for (int k = -2; k <= 2; k++) {
            low = fminf(low, room_map_low(map, x + (float)i * map->cell, z + (float)k * map->cell));
        }
    }
    return low;
}

/* As high as a place of the cover may come. */
static float ceiling_at(const RoomMap *over, float base, const float at[3])
{
    float low = room_pressed_at(over, at[0], at[2]);
    return isfinite(low) ? fmaxf(low + UNDER_SKIN_M, base + FLAT_M) : INFINITY;
}

void room_press(RoomMesh *mesh, const RoomMap *over, const RoomMap *under, float base)
{
    for (size_t i = 0; i < mesh->vertex_count; i++) {
        float *at = mesh->at[i], high = under ? room_map_high(under, at[0], at[2]) : -INFINITY;
        at[1] = fmaxf(fminf(at[1], ceiling_at(over, base, at)), high - UNDER_SKIN_M);
    }
}

/* The cover over its grid: how far each node has moved up, and how far it may at most. */
typedef struct Cover {
    float up[NODES], most[NODES], share[NODES]; /* metres; metres; of the area, metres^2 */
    float side[NODES][4]; /* pull of the neighbours: along back, along on, across back, across on */
} Cover;

static const int STEPS[4] = {-ACROSS, ACROSS, -1, 1};

static bool is_rim(int node)
{
    int i = node / ACROSS, k = node % ACROSS;
    return i == 0 || k == 0 || i == ALONG - 1 || k == ACROSS - 1;
}

static float apart(const RoomMesh *mesh, int a, int b)
{
    const float *p = mesh->at[a], *q = mesh->at[b];
    return fmaxf(hypotf(p[0] - q[0], p[2] - q[2]), 1e-4f);
}

static void cover_make(const RoomMesh *mesh, const RoomMap *over, float base, Cover *out)
{
    for (int n = 0; n < NODES; n++) {
        out->most[n] = ceiling_at(over, base, mesh->at[n]) - mesh->at[n][1];
        out->up[n] = fminf(0, out->most[n]);
        out->share[n] = 0;
        if (is_rim(n)) {
            continue;
        }
        float length[4];
        for (int s = 0; s < 4; s++) {
            length[s] = apart(mesh, n, n + STEPS[s]);
        }
        for (int s = 0; s < 4; s++) { /* second differences on a grid of uneven steps */
            out->side[n][s] = 2 / (length[s] * (length[s] + length[s ^ 1]));
        }
        out->share[n] = (length[0] + length[1]) * (length[2] + length[3]) / 4;
    }
}

static float raised(const Cover *cover)
{
    float volume = 0;
    for (int n = 0; n < NODES; n++) {
        volume += cover->up[n] * cover->share[n];
    }
    return volume;
}

/* At rest under what lies on it, with so much pressure from within (1/m). */
static void relax(Cover *cover, float pressure)
{
    enum { SWEEPS = 60 };
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
        for (int n = 0; n < NODES; n++) {
            float sum = pressure, pull = 1 / (DRAWN_M * DRAWN_M);
            for (int s = 0; s < 4 && !is_rim(n); s++) {
                sum += cover->side[n][s] * cover->up[n + STEPS[s]];
                pull += cover->side[n][s];
            }
            cover->up[n] = is_rim(n) ? cover->up[n] : fminf(sum / pull, cover->most[n]);
        }
    }
}

/* Pressure from within until as much comes up beside as the filling asks. */
static void settle(Cover *cover)
{
    enum { HALVINGS = 12 };
    float wanted = (1 - KEPT) * raised(cover), none = 0, much = 0.04f / (DRAWN_M * DRAWN_M);
    for (int i = 0; i < HALVINGS && wanted < 0; i++) {
        float pressure = (none + much) / 2;
        relax(cover, pressure);
        *(raised(cover) < wanted ? &none : &much) = pressure;
    }
}

void room_cushion_press(RoomMesh *mesh, const RoomMap *over, const RoomMap *under, float base)
{
    Cover *cover = mem_alloc(1, sizeof *cover);
    cover_make(mesh, over, base, cover);
    settle(cover);
    for (int n = 0; n < NODES; n++) {
        mesh->at[n][1] = fmaxf(mesh->at[n][1] + cover->up[n], base + FLAT_M);
    }
    free(cover);
    room_press(mesh, over, under, base);
    float(*below)[3] = mesh->at + NODES; /* of the lower side, but for the rim, which both share */
    for (int n = 0; n < NODES; n++) {
        if (!is_rim(n)) {
            (*below)[1] = fminf((*below)[1], mesh->at[n][1]);
            below++;
        }
    }
}
