/* pose.h - joint angles -> how the bones of the hip lie, and where what follows them goes. Pure. Signs as in the atlas:
 * flexion, adduction, inward rotation, forward tilt and more arch are positive. The pelvis tilts about the line through
 * both hip joints over thighs that stay where their own angles put them; the spine rides on the pelvis and keeps
 * upright, so that tilting forward deepens the arch of the back by as much. */
#ifndef HIP_POSE_H
#define HIP_POSE_H
#include "hip/massage.h"
#include "hip/pose_motion.h"

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

/* The turn from the model frame to the room, whose +Y is up, as a unit quaternion (x, y, z, w). Who lies has the head
 * towards the room's +Z; rolling forward lowers the front, face down it raises the worked side; the position's pitch
 * raises the head's end. */
void pose_room(const AtlasPosition *position, Side worked, float out[4]);

void pose_bones(const Atlas *atlas, const Pose *pose, PoseBones *out);
#endif
