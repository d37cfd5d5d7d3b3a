/* pull.h - a hand takes the thigh or the pelvis and pulls: which joints give way, and how far. Pure. */
#ifndef HIP_PULL_H
#define HIP_PULL_H
#include "hip/pose.h"

/* Where the hand holds: a place at rest that goes rigidly with a bone. */
typedef struct PullGrip {
    MeshBone bone;
    float rest[3]; /* metres, model frame at rest */
} PullGrip;

/* Turns the joints of the grip's bone so that the grip moves by `way` (metres) as seen on the screen, whose unit
 * directions to the right and up are given; what lies along the line of sight is free. `twist`: the thigh turns about
 * its length instead, sideways way / the grip's distance from the axis. Damped least squares (Wampler 1986) from
 * `from`; every joint stays in its range. Bones that no joint of the hip moves leave the pose as it is. `from` and
 * `out` may be the same. */
void pose_pull(const Atlas *atlas, const Pose *from, const PullGrip *grip, const float right[3], const float up[3],
               const float way[2], bool twist, Pose *out);
#endif
