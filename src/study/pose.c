#include "hip/pose.h"
#include <string.h>

bool pose_is_rest(const Pose *pose)
{
    for (int side = 0; side < POSE_SIDES; side++) {
        for (int i = 0; i < ATLAS_MAX_JOINTS; i++) {
            if (pose->deg[side][i] != 0) {
                return false;
            }
        }
    }
    return true;
}

void pose_mix(const Pose *from, const Pose *to, float t, Pose *out)
{
    for (int side = 0; side < POSE_SIDES; side++) {
        for (int i = 0; i < ATLAS_MAX_JOINTS; i++) {
            out->deg[side][i] = mixf(from->deg[side][i], to->deg[side][i], t);
        }
    }
}

HipResult pose_set(const Atlas *atlas, Pose *pose, int joint, Side side, float deg, HipError *err)
{
    const AtlasJoint *which = &atlas->joints[joint];
    if (!(deg >= which->least_deg && deg <= which->most_deg)) {
        return hip_fail(err, "%s goes from %g to %g degrees, not to %g", which->id, (double)which->least_deg,
                        (double)which->most_deg, (double)deg);
    }
    bool both = side == SIDE_BOTH || side == SIDE_MIDLINE || !which->paired;
    if (both || side == SIDE_RIGHT) {
        pose->deg[POSE_RIGHT][joint] = deg;
    }
    if (both || side == SIDE_LEFT) {
        pose->deg[POSE_LEFT][joint] = deg;
    }
    return HIP_OK;
}

void pose_of_position(const AtlasPosition *position, Side worked, Pose *out)
{
    Side upper = position->lies == LIES_LEFT ? SIDE_RIGHT : position->lies == LIES_RIGHT ? SIDE_LEFT : worked;
    int near = upper == SIDE_LEFT ? POSE_LEFT : POSE_RIGHT;
    memcpy(out->deg[near], position->joints_deg[LIMB_WORKED], sizeof out->deg[near]);
    memcpy(out->deg[1 - near], position->joints_deg[LIMB_OTHER], sizeof out->deg[near]);
}

/* All the joints of a bone, about its centre at rest. The first of the table is the outermost: it turns the axes of the
 * next ones with it. */
static PoseMotion bone_motion(const Atlas *atlas, const Pose *pose, AtlasBone bone, int side, float centre[3])
{
    PoseMotion all = pose_still();
    for (int i = atlas->joint_count; i-- > 0;) {
        const AtlasJoint *joint = &atlas->joints[i];
        if (joint->bone != bone) {
            continue;
        }
        atlas_place_at(atlas, &joint->about, side == POSE_LEFT ? SIDE_LEFT : SIDE_RIGHT, centre);
        float axis[3] = {joint->axis[0], joint->axis[1], joint->axis[2]};
        if (side == POSE_LEFT && joint->paired) { /* the mirror image of a turn */
            axis[1] = -axis[1];
            axis[2] = -axis[2];
        }
        PoseMotion one = pose_turned_about(centre, axis, radians(pose->deg[side][i]));
        all = pose_after(&all, &one);
    }
    return all;
}

/* The same motion with its centre carried along by the pelvis. */
static PoseMotion riding(const PoseMotion *own, const float centre[3], const PoseMotion *pelvis)
{
    float moved[3];
    pose_point(pelvis, centre, moved);
    const float way[3] = {moved[0] - centre[0], moved[1] - centre[1], moved[2] - centre[2]};
    PoseMotion shift = pose_moved_by(way);
    return pose_after(own, &shift);
}

/* What is a part of another bone's limb turns about its own joint and is carried along whole. After what carries it. */
typedef struct Limb {
    MeshBone bone, on;
    AtlasBone joints;
    int side;
} Limb;

static const Limb LIMBS[] = {
    {MESH_HEAD, MESH_SPINE, ATLAS_HEAD, POSE_RIGHT},
    {MESH_RIGHT_SHANK, MESH_RIGHT_THIGH, ATLAS_SHANK, POSE_RIGHT},
    {MESH_LEFT_SHANK, MESH_LEFT_THIGH, ATLAS_SHANK, POSE_LEFT},
    {MESH_RIGHT_FOOT, MESH_RIGHT_SHANK, ATLAS_FOOT, POSE_RIGHT},
    {MESH_LEFT_FOOT, MESH_LEFT_SHANK, ATLAS_FOOT, POSE_LEFT},
    {MESH_RIGHT_UPPER_ARM, MESH_SPINE, ATLAS_UPPER_ARM, POSE_RIGHT},
    {MESH_LEFT_UPPER_ARM, MESH_SPINE, ATLAS_UPPER_ARM, POSE_LEFT},
    {MESH_RIGHT_FOREARM, MESH_RIGHT_UPPER_ARM, ATLAS_FOREARM, POSE_RIGHT},
    {MESH_LEFT_FOREARM, MESH_LEFT_UPPER_ARM, ATLAS_FOREARM, POSE_LEFT},
    {MESH_RIGHT_HAND, MESH_RIGHT_FOREARM, ATLAS_HAND, POSE_RIGHT},
    {MESH_LEFT_HAND, MESH_LEFT_FOREARM, ATLAS_HAND, POSE_LEFT},
};

void pose_bones(const Atlas *atlas, const Pose *pose, PoseBones *out)
{
    float centre[3] = {0};
    PoseMotion pelvis = bone_motion(atlas, pose, ATLAS_PELVIS, POSE_RIGHT, centre);
    out->motion[MESH_PELVIS] = pelvis;
    for (int side = 0; side < POSE_SIDES; side++) {
        PoseMotion thigh = bone_motion(atlas, pose, ATLAS_THIGH, side, centre);
        out->motion[side == POSE_LEFT ? MESH_LEFT_THIGH : MESH_RIGHT_THIGH] = riding(&thigh, centre, &pelvis);
    }
    PoseMotion spine = bone_motion(atlas, pose, ATLAS_SPINE, POSE_RIGHT, centre);
    out->motion[MESH_SPINE] = riding(&spine, centre, &pelvis);
    out->motion[MESH_ROOM] = pose_still();
    for (size_t i = 0; i < sizeof LIMBS / sizeof *LIMBS; i++) {
        const Limb *limb = &LIMBS[i];
        PoseMotion own = bone_motion(atlas, pose, limb->joints, limb->side, centre);
        out->motion[limb->bone] = pose_after(&own, &out->motion[limb->on]);
    }
}
