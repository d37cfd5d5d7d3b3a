/* mesh_place.h - where a part lies now: bent by a grid, or carried by joints; then shifted. One piece of maths for
 * sorting, section, picking and labels; the vertex shader does the same. */
#ifndef HIP_MESH_PLACE_H
#define HIP_MESH_PLACE_H
#include "hip/bend.h"
#include "hip/pose_motion.h"

typedef struct MeshPlace {
    const BendGrid *bend;   /* of MOVES_SOFT; NULL: as it lies */
    const PoseBones *bones; /* of what joints move */
    uint32_t moves;         /* MeshMoves: MOVES_SOFT: joints do not move it, or its bend holds their motion too */
    float shift[3];         /* metres, added at the end */
} MeshPlace;

/* Whether it lies as in the set but for the shift. */
static inline bool mesh_place_is_straight(const MeshPlace *place)
{
    return !place->bend && place->moves == MOVES_SOFT;
}

/* Where a point of the part goes; `vertex` says what it follows. `in` and `out` may be the same. */
void mesh_place_point(const MeshPlace *place, const MeshVertex *vertex, const float in[3], float out[3]);
/* The same for a direction. */
void mesh_place_direction(const MeshPlace *place, const MeshVertex *vertex, const float in[3], float out[3]);

/* For each bone the box of the vertices that go with it; empty for the others. */
typedef struct MeshJointBoxes {
    Box3 of[MESH_BONES];
} MeshJointBoxes;
void mesh_joint_boxes(const MeshSet *set, uint32_t part, MeshJointBoxes *out);

/* A box that holds the part; not the smallest. `boxes` of a jointed part (NULL: they are worked out here). */
Box3 mesh_place_box(const MeshPlace *place, const MeshSet *set, uint32_t part, const MeshJointBoxes *boxes);
#endif
