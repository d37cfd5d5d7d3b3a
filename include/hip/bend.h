/* bend.h - how a muscle sheet bends back about its hinge: one piece of maths for the shader, picking and
 * checks.
 *
 * The sheet is described by a grid of nodes over (w, t): w from 0 at the hinge line to 1 at the cut edge, t
 * from 0 to 1 along the hinge. A node knows where the middle of the sheet lies at rest, how far it has moved
 * since, how it has turned and how much thicker it has become. Between nodes all four are interpolated linearly, and a
 * vertex keeps its place relative to the middle: p' = p + shift(w, t) + ((1 + swell(w, t)) R(turn(w, t)) - I)
 * (p - rest(w, t)) so without swell thickness is kept, nothing moves to the last bit while all are zero, neighbours
 * stay neighbours, and the rest of the body needs no skinning. What lies beyond the hinge has w = 0, where nothing ever
 * moves.
 *
 * The shader's copy is shaders/common/bend.glsl, fed by bend_pack; a test compares the two. */
#ifndef HIP_BEND_H
#define HIP_BEND_H
#include "hip/mesh.h"

enum {
    BEND_COLUMNS = 16,    /* nodes along w */
    BEND_ROWS = 8,        /* nodes along t */
    BEND_TEXELS = 3 * 16, /* of four floats, a row of nodes on the graphics card */
};

typedef struct BendGrid {
    float w_at_zero, w_scale; /* w = clamp(w_at_zero + w_scale * u, 0, 1), u = along / 65535 */
    float t_at_zero, t_scale; /* t = clamp(t_at_zero + t_scale * v, 0, 1), v = across / 65535; scale 0: a rod */
    float rest[BEND_ROWS][BEND_COLUMNS][3];
    float shift[BEND_ROWS][BEND_COLUMNS][3]; /* from rest to where the node is now */
    float turn[BEND_ROWS][BEND_COLUMNS][3];  /* vector part of a unit quaternion whose scalar part is not negative */
    float swell[BEND_ROWS][BEND_COLUMNS];    /* 0: as thick as at rest; 0.1: a tenth thicker */

    /* How to bend it (peel_bend reads these; drawing and picking do not). */
    float axis[3];                        /* unit, along the hinge; a positive angle lifts the cut edge */
    float reach[BEND_ROWS][BEND_COLUMNS]; /* distance from the hinge along the sheet, square to the axis */
    float half_thickness;                 /* greatest distance of a moving vertex from the middle of the sheet */
    bool has_end; /* shift and turn at the end of the motion are kept: most flaps are there most of the time */
    float end_shift[BEND_ROWS][BEND_COLUMNS][3];
    float end_turn[BEND_ROWS][BEND_COLUMNS][3];
} BendGrid;

/* Where a point of the sheet with fibre coordinates (u, v) in 0..1 goes. `in` and `out` may be the same. */
void bend_point(const BendGrid *grid, float u, float v, const float in[3], float out[3]);

/* The same for a direction (normals): rotation only. */
void bend_direction(const BendGrid *grid, float u, float v, const float in[3], float out[3]);

/* The motion of a point near the sheet by itself: how far it goes, and its turn as a unit quaternion x y z w. */
void bend_motion(const BendGrid *grid, float u, float v, const float in[3], float way[3], float turn[4]);

/* A box that holds a part as it lies now; not the smallest, but quick: it looks at nodes, not at vertices. */
Box3 bend_box(const BendGrid *grid, const MeshSet *set, uint32_t part);

/* The nodes as texels of an RGBA32F texture, one line for each row of nodes; node c takes texels 3c (rest),
 * 3c + 1 (shift) and 3c + 2 (turn), the fourth numbers are swell, 0 and 0. Grids stand below each other: grid g
 * starts at line g * BEND_ROWS. The four numbers w_at_zero, w_scale, t_at_zero, t_scale go beside it as one
 * vec4. */
void bend_pack(const BendGrid *grid, float out[BEND_ROWS][BEND_TEXELS][4]);

/* True when every node lies at rest. */
bool bend_is_rest(const BendGrid *grid);
#endif
