/* pose.h - joint angles -> how the bones of the hip lie, and where what follows them goes. Pure. Signs as in the atlas:
 * flexion, adduction, inward rotation, forward tilt and more arch are positive. The pelvis tilts about the line through
 * both hip joints over thighs that stay where their own angles put them; the spine rides on the pelvis and keeps
 * upright, so that tilting forward deepens the arch of the back by as much. */
#ifndef HIP_POSE_H
#define HIP_POSE_H
#include "hip/massage.h"
#include "hip/mesh_weights.h"

enum { POSE_RIGHT, POSE_LEFT, POSE_SIDES };

typedef struct Pose {
    float deg[POSE_SIDES][ATLAS_MAX_JOINTS]; /* by joint of the atlas; 0 the anatomical position; a midline joint counts
                                                on the right */
} Pose;

bool pose_is_rest(const Pose *pose);
void pose_mix(const Pose *from, const Pose *to, float t, Pose *out);

/* Sets a joint of a side (SIDE_BOTH, SIDE_MIDLINE: both). Fails with one line beyond the joint's range. */
HipResult pose_set(const Atlas *atlas, Pose *pose, int joint, Side side, float deg, HipError *err);

/* How a client lies in a position: `worked` is the hip that is worked, on a side lie the upper one. */
void pose_of_position(const AtlasPosition *position, Side worked, Pose *out);

/* A motion as a unit dual quaternion: turn (x, y, z, w) and half of shift times turn. */
typedef struct PoseMotion {
    float turn[4], shift[4];
} PoseMotion;

typedef struct PoseBones {
    PoseMotion motion[MESH_BONES]; /* from the anatomical position, in the model frame */
} PoseBones;

void pose_bones(const Atlas *atlas, const Pose *pose, PoseBones *out);

/* Blend of the motions that a vertex follows (Kavan et al., Geometric Skinning with Approximate Dual Quaternion
 * Blending, ACM ToG 2008): near a joint it turns about the joint, so that what lies round it neither collapses nor
 * bulges. */
void pose_blend(const PoseBones *bones, MeshWeights weights, PoseMotion *out);
void pose_point(const PoseMotion *motion, const float in[3], float out[3]); /* in and out may be the same */
void pose_direction(const PoseMotion *motion, const float in[3], float out[3]);
#endif
