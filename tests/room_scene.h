/* room_scene.h - a client on the table as triangles in the room, to look along: what stands between a place of the skin
 * and an eye. After room.h and cmocka.h. */
#ifndef HIP_TESTS_ROOM_SCENE_H
#define HIP_TESTS_ROOM_SCENE_H
#include "hip/mem.h"
#include "hip/pose_motion.h"
#include "room.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Scene { /* triangles in the room */
    float (*at)[3];
    uint32_t (*triangles)[3];
    size_t triangle_count, drape_from;
} Scene;

static inline void scene_add(Scene *s, const uint32_t *indices, size_t count, uint32_t shift)
{
    for (size_t i = 0; i < count; i++) {
        ((uint32_t *)s->triangles[s->triangle_count])[i % 3] = indices[i] + shift;
        s->triangle_count += i % 3 == 2;
    }
}

/* The posed figure, what it lies on and, behind them, the posed sheet. */
static inline Scene scene_of(const Room *room, const MeshSet *client, const MeshPart *drape)
{
    const RoomBody *body = &room->body;
    size_t vertices = body->vertex_count + drape->vertex_count;
    size_t triangles = body->triangle_count + drape->lods[0].index_count / 3;
    for (int p = 0; p < room->piece_count; p++) {
        vertices += room->pieces[p].vertex_count;
        triangles += room->pieces[p].index_count / 3;
    }
    Scene s = {.at = mem_alloc(vertices, sizeof *s.at), .triangles = mem_alloc(triangles, sizeof *s.triangles)};
    size_t used = body->vertex_count;
    memcpy(s.at, body->at, used * sizeof *s.at);
    scene_add(&s, body->triangles[0], 3 * body->triangle_count, 0);
    for (int p = 0; p < room->piece_count; p++) {
        const RoomMesh *mesh = &room->pieces[p];
        memcpy(s.at + used, mesh->at, mesh->vertex_count * sizeof *s.at);
        scene_add(&s, mesh->indices, mesh->index_count, (uint32_t)used);
        used += mesh->vertex_count;
    }
    s.drape_from = s.triangle_count;
    for (uint32_t i = 0; i < drape->vertex_count; i++) {
        const MeshVertex *v = &client->vertices[drape->first_vertex + i];
        PoseMotion motion;
        float *at = s.at[used + i];
        mesh_vertex_position(drape, v, at);
        pose_blend_joints(&room->bones, mesh_vertex_joints(v), &motion);
        pose_point(&motion, at, at);
        room_turn(room->turn, at, at);
    }
    scene_add(&s, client->indices + drape->lods[0].first_index, drape->lods[0].index_count,
              (uint32_t)used - drape->first_vertex);
    return s;
}

static inline void scene_release(Scene *s)
{
    free(s->at);
    free(s->triangles);
}

static const float FAR_M = 3, NEAR_M = 0.06f; /* out of the room; no farther is cloth that lies on the skin */

static inline bool is_blocked(const Scene *s, size_t from_triangle, const float from[3], const float dir[3],
                              float far_m)
{
    for (size_t t = from_triangle; t < s->triangle_count; t++) {
        const uint32_t *v = s->triangles[t];
        float away = ray_triangle(from, dir, s->at[v[0]], s->at[v[1]], s->at[v[2]]);
        if (away > 0 && away < far_m) {
            return true;
        }
    }
    return false;
}

typedef struct Skin {
    float at[3], normal[3]; /* in the room; out of the body */
} Skin;

static inline void mix3(const float (*places)[3], const uint32_t *v, const float share[3], float out[3])
{
    for (int k = 0; k < 3; k++) {
        out[k] = share[0] * places[v[0]][k] + share[1] * places[v[1]][k] + share[2] * places[v[2]][k];
    }
}

static inline void normal_of(const float *a, const float *b, const float *c, float out[3])
{
    float length = 0;
    for (int k = 0; k < 3; k++) {
        int m = (k + 1) % 3, n = (k + 2) % 3;
        out[k] = (b[m] - a[m]) * (c[n] - a[n]) - (b[n] - a[n]) * (c[m] - a[m]);
        length += out[k] * out[k];
    }
    for (int k = 0; k < 3; k++) {
        out[k] /= sqrtf(length) + 1e-12f;
    }
}

/* The skin nearest to a place at rest, on the worked side or, `other`, on the other one. */
static inline Skin skin_at(const Room *room, const float right_mm[3], bool other)
{
    enum { STEPS = 4 };
    const RoomBody *body = &room->body;
    bool left = (room->worked == SIDE_LEFT) != other;
    const float at[3] = {(left ? -right_mm[0] : right_mm[0]) / 1000, right_mm[1] / 1000, right_mm[2] / 1000};
    float least = INFINITY;
    Skin out = {{0}};
    for (size_t t = 0; t < body->triangle_count; t++) {
        const uint32_t *v = body->triangles[t];
        for (int i = 0; i <= STEPS; i++) {
            for (int j = 0; i + j <= STEPS; j++) {
                const float share[3] = {(float)i / STEPS, (float)j / STEPS, (float)(STEPS - i - j) / STEPS};
                float p[3];
                mix3((const float(*)[3])body->rest, v, share, p);
                float d = hypotf(hypotf(p[0] - at[0], p[1] - at[1]), p[2] - at[2]);
                if (d < least) {
                    least = d;
                    mix3((const float(*)[3])body->at, v, share, out.at);
                    normal_of(body->at[v[0]], body->at[v[1]], body->at[v[2]], out.normal);
                }
            }
        }
    }
    if (least > 0.02f) {
        fail_msg("no skin near (%.0f, %.0f, %.0f)", (double)right_mm[0], (double)right_mm[1], (double)right_mm[2]);
    }
    return out;
}

/* Straight out, and slanting four ways. */
enum { LOOKS = 5 };

static inline void look_from(const float normal[3], int look, float dir[3])
{
    static const float SLANT[LOOKS][2] = {{0, 0}, {0.7f, 0}, {-0.7f, 0}, {0, 0.7f}, {0, -0.7f}};
    int thin = fabsf(normal[0]) < 0.6f ? 0 : 1;
    float side[3] = {0}, up[3], length = 0;
    side[thin] = 1;
    for (int k = 0; k < 3; k++) {
        side[k] -= normal[thin] * normal[k];
    }
    for (int k = 0; k < 3; k++) {
        int m = (k + 1) % 3, n = (k + 2) % 3;
        up[k] = normal[m] * side[n] - normal[n] * side[m];
        dir[k] = normal[k] + SLANT[look][0] * side[k] + SLANT[look][1] * up[k];
        length += dir[k] * dir[k];
    }
    for (int k = 0; k < 3; k++) {
        dir[k] /= sqrtf(length);
    }
}
#endif
