/* anatomy_body.h - the baked body as plain points and triangles for the tests of its anatomy, which measure it against
 * the atlas and against what the anatomy files say. Each of those tests lists all offenders before it fails. */
#ifndef ANATOMY_BODY_H
#define ANATOMY_BODY_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "hip/atlas.h"
#include "hip/body.h"
#include "hip/mem.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Solid {
    const MeshPart *part;
    const AtlasStructure *structure; /* NULL: the atlas does not know it */
    float (*at)[3];                  /* millimetres */
    float (*fibre)[2];               /* u, v */
    uint32_t (*triangles)[3];        /* indices into at */
    size_t vertex_count, triangle_count;
} Solid;

static MeshSet body;
static MeshSet whole_body; /* with all courses of the nerve; owns what `body` shows */
static MeshPart type_one[MESH_MAX_PARTS];
static Atlas *atlas;
static Solid solids[MESH_MAX_PARTS];

static inline void solid_make(const MeshSet *set, const MeshPart *part, Solid *out)
{
    out->part = part;
    out->vertex_count = part->vertex_count;
    out->triangle_count = part->lods[0].index_count / 3;
    out->at = mem_alloc(out->vertex_count, sizeof *out->at);
    out->fibre = mem_alloc(out->vertex_count, sizeof *out->fibre);
    out->triangles = mem_alloc(out->triangle_count, sizeof *out->triangles);
    for (uint32_t i = 0; i < part->vertex_count; i++) {
        const MeshVertex *vertex = &set->vertices[part->first_vertex + i];
        mesh_vertex_position(part, vertex, out->at[i]);
        for (int k = 0; k < 3; k++) {
            out->at[i][k] *= 1000;
        }
        out->fibre[i][0] = (float)vertex->along / 65535;
        out->fibre[i][1] = (float)vertex->across / 65535;
    }
    const uint32_t *from = set->indices + part->lods[0].first_index;
    for (size_t i = 0; i < 3 * out->triangle_count; i++) {
        out->triangles[i / 3][i % 3] = from[i] - part->first_vertex;
    }
}

static inline void solid_release(Solid *solid)
{
    free(solid->at);
    free(solid->fibre);
    free(solid->triangles);
    *solid = (Solid){0};
}

/* "skin_r" -> "skin": halves of what the atlas knows as one. */
static inline const char *without_side(const char *id, char out[MESH_ID_SIZE])
{
    snprintf(out, MESH_ID_SIZE, "%s", id);
    size_t length = strlen(out);
    if (length > 2 && (strcmp(out + length - 2, "_r") == 0 || strcmp(out + length - 2, "_l") == 0)) {
        out[length - 2] = '\0';
    }
    return out;
}

/* The rules are those of one body: parts of the nerve's other courses stay out. */
static inline void keep_type_one(void)
{
    whole_body = body;
    body.parts = type_one;
    body.part_count = 0;
    for (size_t i = 0; i < whole_body.part_count && i < MESH_MAX_PARTS; i++) {
        if (mesh_part_in(&whole_body.parts[i], 0)) {
            type_one[body.part_count++] = whole_body.parts[i];
        }
    }
}

static inline int anatomy_load(void **state)
{
    (void)state;
    HipError err = {{0}};
    Problems problems = {0};
    if (body_load(&body, &err) != HIP_OK || atlas_load(NULL, &atlas, &problems, &err) != HIP_OK) {
        print_error("%s\n", err.text);
        problems_release(&problems);
        return -1;
    }
    problems_release(&problems);
    keep_type_one();
    for (size_t i = 0; i < body.part_count; i++) {
        solid_make(&body, &body.parts[i], &solids[i]);
        char base[MESH_ID_SIZE];
        int known = atlas_structure(atlas, body.parts[i].id);
        known = known >= 0 ? known : atlas_structure(atlas, without_side(body.parts[i].id, base));
        solids[i].structure = known >= 0 ? &atlas->structures[known] : NULL;
    }
    return 0;
}

static inline int anatomy_forget(void **state)
{
    (void)state;
    for (size_t i = 0; i < body.part_count; i++) {
        solid_release(&solids[i]);
    }
    mesh_set_release(&whole_body);
    body = (MeshSet){0};
    atlas_release(atlas);
    atlas = NULL;
    return 0;
}

/* NULL: not in the body. */
static inline const Solid *solid_find(const char *id)
{
    int found = mesh_set_find(&body, id);
    return found < 0 ? NULL : &solids[found];
}

static inline const Solid *solid_of(const char *id)
{
    const Solid *solid = solid_find(id);
    if (!solid) {
        fail_msg("%s is not in the body", id);
    }
    return solid;
}

/* An id without its side: "piriformis_l" -> "piriformis". */
static inline const char *base_id(const Solid *solid)
{
    return solid->structure ? solid->structure->base_id : solid->part->id;
}

static inline bool is_system(const Solid *solid, AtlasSystem system)
{
    return solid->structure && solid->structure->system == system;
}

/* Skin, fat, fascia and the joint's capsule wrap the others. */
static inline bool is_shell(const Solid *solid)
{
    return is_system(solid, SYSTEM_SKIN) || is_system(solid, SYSTEM_FAT) || is_system(solid, SYSTEM_FASCIA) ||
           strcmp(base_id(solid), "hip_capsule") == 0;
}

static inline void minus3(const float a[3], const float b[3], float out[3])
{
    for (int k = 0; k < 3; k++) {
        out[k] = a[k] - b[k];
    }
}

static inline float distance3(const float a[3], const float b[3])
{
    float d[3];
    minus3(a, b, d);
    return sqrtf(dot3(d, d));
}

static inline float segment_distance(const float p[3], const float a[3], const float b[3])
{
    float ab[3], ap[3], at[3];
    minus3(b, a, ab);
    minus3(p, a, ap);
    float t = clampf(dot3(ap, ab) / fmaxf(dot3(ab, ab), 1e-12f), 0, 1);
    for (int k = 0; k < 3; k++) {
        at[k] = a[k] + t * ab[k];
    }
    return distance3(p, at);
}

static inline float triangle_distance(const float p[3], const float a[3], const float b[3], const float c[3])
{
    const float *corner[3] = {a, b, c};
    float ab[3], ac[3], ap[3], normal[3];
    minus3(b, a, ab);
    minus3(c, a, ac);
    minus3(p, a, ap);
    cross3(ab, ac, normal);
    float area2 = dot3(normal, normal), best = INFINITY;
    bool inside = area2 > 1e-12f;
    for (int k = 0; k < 3; k++) {
        float edge[3], to[3], turn[3];
        minus3(corner[(k + 1) % 3], corner[k], edge);
        minus3(p, corner[k], to);
        cross3(edge, to, turn);
        inside = inside && dot3(turn, normal) >= 0;
        best = fminf(best, segment_distance(p, corner[k], corner[(k + 1) % 3]));
    }
    return inside ? fabsf(dot3(ap, normal)) / sqrtf(area2) : best;
}

/* Millimetres from p to the surface; `most` when it is farther. */
static inline float surface_distance(const Solid *solid, const float p[3], float most)
{
    for (size_t i = 0; i < solid->triangle_count; i++) {
        const uint32_t *t = solid->triangles[i];
        const float *a = solid->at[t[0]], *b = solid->at[t[1]], *c = solid->at[t[2]];
        bool near = true;
        for (int k = 0; k < 3 && near; k++) {
            near = fminf(a[k], fminf(b[k], c[k])) < p[k] + most && fmaxf(a[k], fmaxf(b[k], c[k])) > p[k] - most;
        }
        if (near) {
            most = fminf(most, triangle_distance(p, a, b, c));
        }
    }
    return most;
}

/* A landmark of the atlas in millimetres. */
static inline void landmark_mm(const char *id, Side side, float out[3])
{
    assert_true(atlas_landmark_at(atlas, id, side, out));
    for (int k = 0; k < 3; k++) {
        out[k] *= 1000;
    }
}
#endif
