/* mesh.h - the body as triangles: what import, generator, cache, renderer and picking all share.
 * Model frame, metres: right-handed, +X the body's left, +Y up, +Z front, origin midway between the hip joints.
 * A MeshSet is immutable once made; threads may share it. */
#ifndef HIP_MESH_H
#define HIP_MESH_H
#include "hip/error.h"
#include "hip/maths.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* 16 bytes, as the graphics card sees them. */
typedef struct MeshVertex {
    uint16_t position[3]; /* in the part's box: lo + q / 65535 * (hi - lo) */
    uint16_t part;        /* index of its part, so that one index stream may mix parts */
    int8_t normal[2];     /* octahedral */
    uint8_t light;        /* baked ambient light when what covers the part is gone: 255 open .. 0 dark */
    uint8_t covered;      /* the same with its coverings in place, at most `light`; both 255 where nothing is baked */
    uint16_t along;       /* u: 0 origin .. 65535 insertion, along the fibres; drives striation and reflection */
    uint16_t across;      /* v: 0 .. 65535 across them */
} MeshVertex;

/* What moves a vertex: shares of 255 that follow each of these; the rest, at least 0, follows the pelvis. */
typedef struct MeshWeights {
    uint8_t right_thigh, left_thigh, spine; /* spine: the lumbar one, above the sacrum */
    uint8_t unused;                         /* 0 */
} MeshWeights;

/* The bones of the whole figure. The first MESH_HIP_BONES move the hip; the room is what stands still about the body.
 */
typedef enum MeshBone {
    MESH_PELVIS,
    MESH_RIGHT_THIGH,
    MESH_LEFT_THIGH,
    MESH_SPINE, /* all of the trunk above the sacrum */
    MESH_HIP_BONES,
    MESH_HEAD = MESH_HIP_BONES,
    MESH_RIGHT_SHANK,
    MESH_LEFT_SHANK,
    MESH_RIGHT_FOOT,
    MESH_LEFT_FOOT,
    MESH_RIGHT_UPPER_ARM,
    MESH_LEFT_UPPER_ARM,
    MESH_RIGHT_FOREARM,
    MESH_LEFT_FOREARM,
    MESH_RIGHT_HAND,
    MESH_LEFT_HAND,
    MESH_ROOM,
    MESH_BONES
} MeshBone;

/* How a part goes with the joints: MOVES_BONE + MeshBone is a rigid piece of that bone. */
typedef enum MeshMoves {
    MOVES_SOFT,    /* by a grid over its fibre coordinates (posture.h), from MeshSet.weights */
    MOVES_JOINTED, /* each vertex says with which bones: along and across hold MeshJoints, not fibre coordinates */
    MOVES_BONE
} MeshMoves;

/* What a vertex of a jointed part goes with: share[0] of 255 with bone[0], share[1] with bone[1], the rest with
 * bone[2].
 */
typedef struct MeshJoints {
    uint8_t bone[3]; /* below 32 */
    uint8_t share[2];
} MeshJoints;

enum { MESH_MAX_LODS = 6, MESH_MAX_PARTS = 512, MESH_ID_SIZE = 48, MESH_NAME_SIZE = 128, MESH_VARIANTS = 6 };

/* Triangles of a level lie in runs of so many that are neighbours. */
enum { MESH_RUN = 64 };

typedef struct MeshLod {
    uint32_t first_index, index_count; /* in MeshSet.indices; triangles, counter-clockwise seen from outside */
    float error_m;                     /* greatest distance from the full mesh; 0 for level 0 */
} MeshLod;

typedef struct MeshPart {
    char id[MESH_ID_SIZE];     /* atlas id with side ("piriformis_r"), "" when not recognised */
    char name[MESH_NAME_SIZE]; /* as the file calls it */
    Box3 box;
    uint32_t first_vertex, vertex_count;
    uint32_t lod_count; /* at least 1; level 0 is the full mesh, errors rise */
    MeshLod lods[MESH_MAX_LODS];
    uint32_t closed;    /* 1: every edge has two faces, so back faces may be culled */
    uint32_t has_fibre; /* 1: along and across are true fibre coordinates */
    float volume_m3;    /* of a closed part, else 0 */
    float tendon[2];    /* share of the length that is tendon at origin and at insertion; 0 where unknown */
    uint32_t moves;     /* MeshMoves */
    uint32_t variants;  /* bit 0: type I ... bit 5: type VI of the nerve's course; 0: belongs to all */
} MeshPart;

typedef struct MeshSet {
    MeshPart *parts;
    MeshVertex *vertices;
    uint32_t *indices;    /* into vertices of the whole set (no base to add) */
    MeshWeights *weights; /* one a vertex, or NULL: the set does not know how it moves */
    size_t part_count, vertex_count, index_count;
    void *owner; /* what mesh_set_release frees or unmaps; private to the maker */
    void (*release)(struct MeshSet *set);
    void (*rest)(const struct MeshSet *set); /* NULL: it stays in memory */
} MeshSet;

void mesh_set_release(MeshSet *set); /* accepts a zeroed struct */

/* Most of it will not be looked at for a while: a set that lies in a file goes out of memory until then. */
void mesh_set_rest(const MeshSet *set);

/* An empty set with room for so many, on the heap. */
MeshSet mesh_set_create(size_t parts, size_t vertices, size_t indices);

/* One set of copies of all the parts of several, in their order, without weights. */
HipResult mesh_set_join(const MeshSet *sets, size_t count, MeshSet *out, HipError *err);

/* Counts, ranges and indices make sense, boxes are finite: what a cache file or a foreign process must pass. */
HipResult mesh_set_check(const MeshSet *set, HipError *err);

void mesh_vertex_position(const MeshPart *part, const MeshVertex *vertex, float out_m[3]);
void mesh_vertex_set_position(const MeshPart *part, MeshVertex *vertex, const float at_m[3]);

MeshJoints mesh_vertex_joints(const MeshVertex *vertex);
void mesh_vertex_set_joints(MeshVertex *vertex, MeshJoints joints);

/* All parts' boxes together. */
Box3 mesh_set_box(const MeshSet *set);

/* Is the part there in this variant (0: type I)? */
static inline bool mesh_part_in(const MeshPart *part, int variant)
{
    return part->variants == 0 || (part->variants >> variant & 1u) != 0;
}

/* Index of the first part with this id, of one of type I before others; or -1. */
int mesh_set_find(const MeshSet *set, const char *id);

size_t mesh_set_triangles(const MeshSet *set); /* of level 0 */
#endif
