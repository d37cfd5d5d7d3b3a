/* room_shapes.c - meshes of the furniture: cushions, the face cradle, the table. */
#include "hip/mem.h"
#include "room.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint32_t room_mesh_vertex(RoomMesh *mesh, const float at[3])
{
    mesh->at = mem_grow(mesh->at, &mesh->vertex_room, mesh->vertex_count + 1, sizeof *mesh->at);
    memcpy(mesh->at[mesh->vertex_count], at, sizeof *mesh->at);
    return (uint32_t)mesh->vertex_count++;
}

void room_mesh_triangle(RoomMesh *mesh, uint32_t a, uint32_t b, uint32_t c)
{
    mesh->indices = mem_grow(mesh->indices, &mesh->index_room, mesh->index_count + 3, sizeof *mesh->indices);
    uint32_t *to = mesh->indices + mesh->index_count;
    to[0] = a;
    to[1] = b;
    to[2] = c;
    mesh->index_count += 3;
}

static void quad(RoomMesh *mesh, uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    room_mesh_triangle(mesh, a, b, c);
    room_mesh_triangle(mesh, a, c, d);
}

void room_mesh_release(RoomMesh *mesh)
{
    free(mesh->at);
    free(mesh->indices);
    *mesh = (RoomMesh){0};
}

/* Height of a cushion's upper side, 0 at its rim .. 1, over its own square. */
static float profile(const RoomCushion *c, float s, float t)
{
    float along = sqrtf(fmaxf(0, 1 - powf(fabsf(s), c->rounding[0])));
    float across = sqrtf(fmaxf(0, 1 - powf(fabsf(t), c->rounding[1])));
    return along * across;
}

enum { CUSHION_ALONG = ROOM_CUSHION_ALONG, CUSHION_ACROSS = ROOM_CUSHION_ACROSS };

static uint32_t cushion_vertex(const RoomCushion *c, int i, int k, bool top, RoomMesh *out)
{
    float s = sinf(HIP_PI * ((float)i / CUSHION_ALONG - 0.5f)), t = sinf(HIP_PI * ((float)k / CUSHION_ACROSS - 0.5f));
    float full = profile(c, s, t), seam = c->seam * c->height;
    /* corners drawn in a little, as a pillow's are */
    float x = s * c->half[0] * (1 - 0.06f * t * t), z = t * c->half[1] * (1 - 0.06f * s * s);
    float y = top ? seam + (c->height - seam) * full : seam * (1 - fminf(1, full * (c->seam < 0.45f ? 3.0f : 1.0f)));
    const float at[3] = {c->centre[0] + c->along[0] * x - c->along[1] * z, c->base + y,
                         c->centre[1] + c->along[1] * x + c->along[0] * z};
    return room_mesh_vertex(out, at);
}

void room_cushion_make(const RoomCushion *c, RoomMesh *out)
{
    uint32_t grid[2][CUSHION_ALONG + 1][CUSHION_ACROSS + 1];
    for (int side = 0; side < 2; side++) {
        for (int i = 0; i <= CUSHION_ALONG; i++) {
            for (int k = 0; k <= CUSHION_ACROSS; k++) {
                bool rim = i == 0 || k == 0 || i == CUSHION_ALONG || k == CUSHION_ACROSS;
                grid[side][i][k] = side && rim ? grid[0][i][k] : cushion_vertex(c, i, k, !side, out);
            }
        }
    }
    for (int i = 0; i < CUSHION_ALONG; i++) {
        for (int k = 0; k < CUSHION_ACROSS; k++) {
            uint32_t(*g)[CUSHION_ACROSS + 1] = grid[0], (*h)[CUSHION_ACROSS + 1] = grid[1];
            quad(out, g[i][k], g[i][k + 1], g[i + 1][k + 1], g[i + 1][k]);
            quad(out, h[i][k], h[i + 1][k], h[i + 1][k + 1], h[i][k + 1]);
        }
    }
}

enum { RING_AROUND = 40, RING_SECTION = 12 };

void room_ring_make(const float centre[3], const float half[2], float thick, RoomMesh *out)
{
    uint32_t first = (uint32_t)out->vertex_count;
    for (int i = 0; i < RING_AROUND; i++) {
        float a = 2 * HIP_PI * (float)i / RING_AROUND, c = cosf(a), s = sinf(a);
        for (int k = 0; k < RING_SECTION; k++) {
            float b = 2 * HIP_PI * (float)k / RING_SECTION, out_by = thick * cosf(b);
            const float at[3] = {centre[0] + (half[0] + out_by) * c, centre[1] + thick * sinf(b),
                                 centre[2] + (half[1] + out_by) * s};
            room_mesh_vertex(out, at);
        }
    }
    for (uint32_t i = 0; i < RING_AROUND; i++) {
        for (uint32_t k = 0; k < RING_SECTION; k++) {
            uint32_t a = first + i * RING_SECTION, b = first + (i + 1) % RING_AROUND * RING_SECTION;
            uint32_t l = (k + 1) % RING_SECTION;
            quad(out, a + k, a + l, b + l, b + k);
        }
    }
}

/* One ring of a rounded rectangle. */
enum { CORNER_STEPS = 6, TABLE_RING = 4 * (CORNER_STEPS + 1) };

static uint32_t table_ring(const float lo[2], const float hi[2], float inset, float radius, float y, RoomMesh *out)
{
    uint32_t first = (uint32_t)out->vertex_count;
    float round = fmaxf(radius - inset, 0.002f);
    for (int corner = 0; corner < 4; corner++) {
        bool right = corner == 0 || corner == 3, far = corner < 2;
        float cx = right ? hi[0] - inset - round : lo[0] + inset + round;
        float cz = far ? hi[1] - inset - round : lo[1] + inset + round;
        for (int i = 0; i <= CORNER_STEPS; i++) {
            float a = HIP_PI / 2 * ((float)corner + (float)i / CORNER_STEPS);
            const float at[3] = {cx + round * cosf(a), y, cz + round * sinf(a)};
            room_mesh_vertex(out, at);
        }
    }
    return first;
}

static void join_rings(RoomMesh *out, uint32_t lower, uint32_t upper)
{
    for (uint32_t i = 0; i < TABLE_RING; i++) {
        uint32_t k = (i + 1) % TABLE_RING;
        quad(out, lower + i, upper + i, upper + k, lower + k);
    }
}

static void close_ring(RoomMesh *out, uint32_t ring, bool up)
{
    for (uint32_t i = 1; i + 1 < TABLE_RING; i++) {
        room_mesh_triangle(out, ring, ring + i + up, ring + i + !up);
    }
}

static void add_box(RoomMesh *out, const float lo[3], const float hi[3])
{
    uint32_t v[8];
    for (int i = 0; i < 8; i++) {
        const float at[3] = {i & 1 ? hi[0] : lo[0], i & 2 ? hi[1] : lo[1], i & 4 ? hi[2] : lo[2]};
        v[i] = room_mesh_vertex(out, at);
    }
    quad(out, v[0], v[2], v[3], v[1]);
    quad(out, v[4], v[5], v[7], v[6]);
    quad(out, v[0], v[4], v[6], v[2]);
    quad(out, v[1], v[3], v[7], v[5]);
    quad(out, v[2], v[6], v[7], v[3]);
    quad(out, v[0], v[1], v[5], v[4]);
}

/* A massage table: its cushion, and what that stands on. */
static const float CUSHION_M = 0.065f, CORNER_M = 0.09f, APRON_M = 0.075f, INSET_M = 0.05f, LEG_M = 0.045f,
                   STANDS_M = 0.68f;

void room_table_make(const RoomTable *table, RoomMesh *top, RoomMesh *frame)
{
    static const float EDGE[][2] = {{0.022f, 1}, {0.008f, 0.91f}, {0, 0.72f},
                                    {0, 0.3f},   {0.008f, 0.1f},  {0.022f, 0}}; /* inset m, height as a share */
    enum { RINGS = sizeof EDGE / sizeof *EDGE };
    uint32_t above = 0;
    for (int i = 0; i < RINGS; i++) {
        uint32_t ring =
            table_ring(table->lo, table->hi, EDGE[i][0], CORNER_M, table->top - CUSHION_M * (1 - EDGE[i][1]), top);
        if (i > 0) {
            join_rings(top, ring, above);
        } else {
            close_ring(top, ring, true);
        }
        above = ring;
    }
    close_ring(top, above, false);
    float under = table->top - CUSHION_M;
    const float lo[3] = {table->lo[0] + INSET_M, under - APRON_M, table->lo[1] + INSET_M};
    const float hi[3] = {table->hi[0] - INSET_M, under, table->hi[1] - INSET_M};
    add_box(frame, lo, hi);
    for (int i = 0; i < 4; i++) {
        float x = i & 1 ? hi[0] - LEG_M : lo[0], z = i & 2 ? hi[2] - LEG_M : lo[2];
        const float from[3] = {x, table->top - STANDS_M, z}, to[3] = {x + LEG_M, lo[1], z + LEG_M};
        add_box(frame, from, to);
    }
}
