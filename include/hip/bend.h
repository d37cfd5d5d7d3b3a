/* bend.h - how a muscle sheet bends back about its hinge: one piece of maths for the shader, picking and checks.
 *
 * The sheet is described by a grid over (w, t): w from 0 at the hinge line to 1 at the cut edge, t from 0 to 1 along the
 * hinge. `rest` holds the middle of the sheet where it lies, `moved` where it is now, and the sheet turns by `angle[w]`
 * about `axis`. A vertex keeps its place relative to the middle surface:
 *     p' = moved(w, t) + R(axis, angle(w)) (p - rest(w, t))
 * so that thickness is kept, at angle 0 nothing moves to the last bit, and the rest of the body needs no skinning. The
 * shader's copy of bend_point is shaders/common/bend.glsl; a test compares the two. */
#ifndef HIP_BEND_H
#define HIP_BEND_H
#include "hip/mesh.h"

enum { BEND_COLUMNS = 16, BEND_ROWS = 8 }; /* samples along w, along t */

typedef struct BendGrid {
    float axis[3];            /* unit */
    float w_at_zero, w_scale; /* w = clamp(w_at_zero + w_scale * u, 0, 1), u = along / 65535 */
    float t_scale;            /* t = across / 65535 (1) or mirrored (-1: t = 1 - v) */
    float angle[BEND_COLUMNS];
    float rest[BEND_ROWS][BEND_COLUMNS][3];
    float moved[BEND_ROWS][BEND_COLUMNS][3];
} BendGrid;

/* Where a point of the sheet with fibre coordinates (u, v) in 0..1 goes. `in` and `out` may be the same. */
void bend_point(const BendGrid *grid, float u, float v, const float in[3], float out[3]);

/* The same for a direction (normals): rotation only. */
void bend_direction(const BendGrid *grid, float u, const float in[3], float out[3]);

/* A box around a part as it lies now. */
Box3 bend_box(const BendGrid *grid, const MeshSet *set, uint32_t part);
#endif
