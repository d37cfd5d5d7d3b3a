/* pose_motion.h - rigid motions as unit dual quaternions, and blends of them: what carries the body's parts when joints
 * move. Pure. The shader's copy is shaders/common/joints.glsl; a test compares the two. */
#ifndef HIP_POSE_MOTION_H
#define HIP_POSE_MOTION_H
#include "hip/mesh.h"

/* A motion as a unit dual quaternion: turn (x, y, z, w) and half of shift times turn. */
typedef struct PoseMotion {
    float turn[4], shift[4];
} PoseMotion;

typedef struct PoseBones {
    PoseMotion motion[MESH_BONES]; /* from the anatomical position, in the model frame */
} PoseBones;

PoseMotion pose_still(void);
PoseMotion pose_moved_by(const float way[3]);
PoseMotion pose_turned_about(const float at[3], const float unit_axis[3], float angle_rad);
PoseMotion pose_after(const PoseMotion *first, const PoseMotion *then); /* `first` happens, then `then` */
PoseMotion pose_back(const PoseMotion *motion);                         /* undoes it */

void pose_bones_still(PoseBones *out);
bool pose_bones_are_still(const PoseBones *bones); /* to the last bit */

/* Blend of the motions that a vertex follows (Kavan et al., Geometric Skinning with Approximate Dual Quaternion
 * Blending, ACM ToG 2008): near a joint it turns about the joint, so that what lies round it neither collapses nor
 * bulges. */
void pose_blend(const PoseBones *bones, MeshWeights weights, PoseMotion *out);
void pose_blend_joints(const PoseBones *bones, MeshJoints joints, PoseMotion *out);

void pose_point(const PoseMotion *motion, const float in[3], float out[3]); /* in and out may be the same */
void pose_direction(const PoseMotion *motion, const float in[3], float out[3]);
#endif
