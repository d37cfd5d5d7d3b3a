/* room_body.c - the posed figure in the room, and its heights over the floor. */
#include "hip/mem.h"
#include "room.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void room_turn(const float turn[4], const float in[3], float out[3])
{
    PoseMotion motion = {.turn = {turn[0], turn[1], turn[2], turn[3]}};
    pose_direction(&motion, in, out);
}

void room_turn_back(const float turn[4], const float in[3], float out[3])
{
    PoseMotion motion = {.turn = {-turn[0], -turn[1], -turn[2], turn[3]}};
    pose_direction(&motion, in, out);
}

static uint8_t leading_bone(MeshJoints j)
{
    int share[3] = {j.share[0], j.share[1], 255 - j.share[0] - j.share[1]}, best = 0;
    for (int i = 1; i < 3; i++) {
        best = share[i] > share[best] ? i : best;
    }
    return j.bone[best];
}

static const float COARSE_M = 0.0007f; /* level of detail that is fine enough to lie on */

static const MeshLod *coarse_level(const MeshPart *part)
{
    const MeshLod *lod = &part->lods[0];
    for (uint32_t i = 1; i < part->lod_count && part->lods[i].error_m <= COARSE_M; i++) {
        lod = &part->lods[i];
    }
    return lod;
}

static uint32_t add_vertex(RoomBody *body, const float rest[3], MeshJoints joints, const PoseBones *bones,
                           const float turn[4])
{
    if (body->vertex_count == body->vertex_room) {
        body->vertex_room = body->vertex_room ? 2 * body->vertex_room : 4096;
        body->at = mem_resize(body->at, body->vertex_room, sizeof *body->at);
        body->rest = mem_resize(body->rest, body->vertex_room, sizeof *body->rest);
        body->joints = mem_resize(body->joints, body->vertex_room, sizeof *body->joints);
        body->bone = mem_resize(body->bone, body->vertex_room, sizeof *body->bone);
    }
    size_t i = body->vertex_count++;
    PoseMotion motion;
    pose_blend_joints(bones, joints, &motion);
    pose_point(&motion, rest, body->at[i]);
    room_turn(turn, body->at[i], body->at[i]);
    memcpy(body->rest[i], rest, sizeof body->rest[i]);
    body->joints[i] = joints;
    body->bone[i] = leading_bone(joints);
    return (uint32_t)i;
}

/* The hip's skin is a shell with an inner wall, on which nothing lies: its normals look towards the middle of trunk or
 * thigh. */
static bool is_inner_wall(const RoomBody *body, const uint32_t v[3])
{
    static const float FORK_M = -0.072f, THIGH_M = 0.083f, TRUNK_HALF_M = 0.06f, BOTTOM_M = -0.03f;
    const float *a = body->rest[v[0]], *b = body->rest[v[1]], *c = body->rest[v[2]];
    float ab[3], ac[3], from[3], facing = 0;
    for (int k = 0; k < 3; k++) {
        ab[k] = b[k] - a[k];
        ac[k] = c[k] - a[k];
        from[k] = (a[k] + b[k] + c[k]) / 3;
    }
    if (from[1] < FORK_M) {
        from[0] -= from[0] < 0 ? -THIGH_M : THIGH_M;
        from[1] = 0;
    } else {
        from[0] -= clampf(from[0], -TRUNK_HALF_M, TRUNK_HALF_M);
        from[1] = fminf(from[1] - BOTTOM_M, 0);
    }
    for (int k = 0; k < 3; k++) {
        facing += from[k] * (ab[(k + 1) % 3] * ac[(k + 2) % 3] - ab[(k + 2) % 3] * ac[(k + 1) % 3]);
    }
    return facing < 0;
}

void room_body_add(RoomBody *body, const MeshSet *set, uint32_t p, const PoseBones *bones, const float turn[4])
{
    const MeshPart *part = &set->parts[p];
    const MeshLod *lod = coarse_level(part);
    uint32_t *made = mem_alloc(part->vertex_count, sizeof *made); /* index + 1 */
    for (uint32_t i = 0; i < lod->index_count; i++) {
        uint32_t v = set->indices[lod->first_index + i], local = v - part->first_vertex;
        if (!made[local]) {
            float rest[3];
            mesh_vertex_position(part, &set->vertices[v], rest);
            MeshJoints joints = mesh_vertex_joints(&set->vertices[v]);
            made[local] = add_vertex(body, rest, joints, bones, turn) + 1;
        }
    }
    for (uint32_t i = 0; i < lod->index_count; i += 3) {
        const uint32_t *index = set->indices + lod->first_index + i;
        if (body->triangle_count == body->triangle_room) {
            body->triangle_room = body->triangle_room ? 2 * body->triangle_room : 8192;
            body->triangles = mem_resize(body->triangles, body->triangle_room, sizeof *body->triangles);
        }
        uint32_t *triangle = body->triangles[body->triangle_count++];
        for (int k = 0; k < 3; k++) {
            triangle[k] = made[index[k] - part->first_vertex] - 1;
        }
        if (strncmp(part->id, "skin_", 5) == 0 && is_inner_wall(body, triangle)) {
            body->triangle_count--;
        }
    }
    free(made);
}

void room_body_release(RoomBody *body)
{
    free(body->at);
    free(body->rest);
    free(body->joints);
    free(body->bone);
    free(body->triangles);
    *body = (RoomBody){0};
}

static const float CELL_M = 0.008f;

static RoomMap empty_map(const RoomBody *body)
{
    RoomMap map = {.lo = {INFINITY, INFINITY}, .cell = CELL_M};
    float hi[2] = {-INFINITY, -INFINITY};
    for (size_t i = 0; i < body->vertex_count; i++) {
        for (int k = 0; k < 2; k++) {
            map.lo[k] = fminf(map.lo[k], body->at[i][2 * k]);
            hi[k] = fmaxf(hi[k], body->at[i][2 * k]);
        }
    }
    for (int k = 0; k < 2; k++) {
        map.lo[k] -= CELL_M;
        map.n[k] = (int)((hi[k] - map.lo[k]) / CELL_M) + 2;
    }
    size_t cells = (size_t)map.n[0] * map.n[1];
    map.low = mem_alloc(cells, sizeof *map.low);
    map.high = mem_alloc(cells, sizeof *map.high);
    for (size_t i = 0; i < cells; i++) {
        map.low[i] = INFINITY;
        map.high[i] = -INFINITY;
    }
    return map;
}

static void put(RoomMap *map, int x, int z, float y)
{
    size_t cell = (size_t)z * map->n[0] + x;
    map->low[cell] = fminf(map->low[cell], y);
    map->high[cell] = fmaxf(map->high[cell], y);
}

/* Heights at the middles of the cells under a triangle, and at the cells of its corners. */
static void draw_triangle(RoomMap *map, const float *const p[3])
{
    float area = (p[1][0] - p[0][0]) * (p[2][2] - p[0][2]) - (p[2][0] - p[0][0]) * (p[1][2] - p[0][2]);
    int from[2], to[2];
    for (int k = 0; k < 2; k++) {
        float lo = fminf(p[0][2 * k], fminf(p[1][2 * k], p[2][2 * k]));
        float hi = fmaxf(p[0][2 * k], fmaxf(p[1][2 * k], p[2][2 * k]));
        from[k] = (int)((lo - map->lo[k]) / map->cell);
        to[k] = (int)((hi - map->lo[k]) / map->cell);
    }
    for (int i = 0; i < 3; i++) {
        put(map, (int)((p[i][0] - map->lo[0]) / map->cell), (int)((p[i][2] - map->lo[1]) / map->cell), p[i][1]);
    }
    for (int z = from[1]; z <= to[1]; z++) {
        for (int x = from[0]; x <= to[0] && fabsf(area) > 1e-12f; x++) {
            float at[2] = {map->lo[0] + ((float)x + 0.5f) * map->cell, map->lo[1] + ((float)z + 0.5f) * map->cell};
            float share[3];
            for (int i = 0; i < 3; i++) {
                const float *b = p[(i + 1) % 3], *c = p[(i + 2) % 3];
                share[i] = ((b[0] - at[0]) * (c[2] - at[1]) - (c[0] - at[0]) * (b[2] - at[1])) / area;
            }
            if (share[0] >= 0 && share[1] >= 0 && share[2] >= 0) {
                put(map, x, z, share[0] * p[0][1] + share[1] * p[1][1] + share[2] * p[2][1]);
            }
        }
    }
}

RoomMap room_map(const RoomBody *body, uint32_t bones)
{
    RoomMap map = empty_map(body);
    for (size_t t = 0; t < body->triangle_count; t++) {
        const uint32_t *v = body->triangles[t];
        const float *const corner[3] = {body->at[v[0]], body->at[v[1]], body->at[v[2]]};
        if (bones >> body->bone[v[0]] & 1u && bones >> body->bone[v[1]] & 1u && bones >> body->bone[v[2]] & 1u) {
            draw_triangle(&map, corner);
        }
    }
    return map;
}

void room_map_release(RoomMap *map)
{
    free(map->low);
    free(map->high);
    *map = (RoomMap){0};
}

static size_t map_cell(const RoomMap *map, float x, float z)
{
    int i = (int)floorf((x - map->lo[0]) / map->cell), k = (int)floorf((z - map->lo[1]) / map->cell);
    return i < 0 || k < 0 || i >= map->n[0] || k >= map->n[1] ? SIZE_MAX : (size_t)k * map->n[0] + i;
}

float room_map_low(const RoomMap *map, float x, float z)
{
    size_t cell = map_cell(map, x, z);
    return cell == SIZE_MAX ? INFINITY : map->low[cell];
}

float room_map_high(const RoomMap *map, float x, float z)
{
    size_t cell = map_cell(map, x, z);
    return cell == SIZE_MAX ? -INFINITY : map->high[cell];
}
