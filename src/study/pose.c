#include "hip/pose.h"
#include <math.h>
#include <string.h>

static const PoseMotion STILL = {.turn = {0, 0, 0, 1}};

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

/* a then b, as quaternions (x, y, z, w): b times a turned about. */
static void multiply(const float a[4], const float b[4], float out[4])
{
    float product[4] = {
        a[3] * b[0] + a[0] * b[3] + a[1] * b[2] - a[2] * b[1], a[3] * b[1] - a[0] * b[2] + a[1] * b[3] + a[2] * b[0],
        a[3] * b[2] + a[0] * b[1] - a[1] * b[0] + a[2] * b[3], a[3] * b[3] - a[0] * b[0] - a[1] * b[1] - a[2] * b[2]};
    memcpy(out, product, sizeof product);
}

/* `first` happens, then `then`. */
static PoseMotion after(const PoseMotion *first, const PoseMotion *then)
{
    PoseMotion out;
    float a[4], b[4];
    multiply(then->turn, first->turn, out.turn);
    multiply(then->turn, first->shift, a);
    multiply(then->shift, first->turn, b);
    for (int i = 0; i < 4; i++) {
        out.shift[i] = a[i] + b[i];
    }
    return out;
}

static PoseMotion moved_by(const float way[3])
{
    return (PoseMotion){.turn = {0, 0, 0, 1}, .shift = {way[0] / 2, way[1] / 2, way[2] / 2, 0}};
}

static PoseMotion turned_about(const float at[3], const float axis[3], float angle_rad)
{
    const float back[3] = {-at[0], -at[1], -at[2]};
    float s = sinf(angle_rad / 2);
    PoseMotion turn = {.turn = {s * axis[0], s * axis[1], s * axis[2], cosf(angle_rad / 2)}};
    PoseMotion to_centre = moved_by(back), home = moved_by(at);
    PoseMotion moved = after(&to_centre, &turn);
    return after(&moved, &home);
}

/* All the joints of a bone, about its centre at rest. The first of the table is the outermost: it turns the axes of the
 * next ones with it. */
static PoseMotion bone_motion(const Atlas *atlas, const Pose *pose, AtlasBone bone, int side, float centre[3])
{
    PoseMotion all = STILL;
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
        PoseMotion one = turned_about(centre, axis, radians(pose->deg[side][i]));
        all = after(&all, &one);
    }
    return all;
}

/* The same motion with its centre carried along by the pelvis. */
static PoseMotion riding(const PoseMotion *own, const float centre[3], const PoseMotion *pelvis)
{
    float moved[3];
    pose_point(pelvis, centre, moved);
    const float way[3] = {moved[0] - centre[0], moved[1] - centre[1], moved[2] - centre[2]};
    PoseMotion shift = moved_by(way);
    return after(own, &shift);
}

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
    for (int b = MESH_HIP_BONES; b < MESH_BONES; b++) {
        out->motion[b] = STILL;
    }
}

void pose_blend(const PoseBones *bones, MeshWeights weights, PoseMotion *out)
{
    const float share[MESH_HIP_BONES] = {
        [MESH_PELVIS] = (float)(255 - weights.right_thigh - weights.left_thigh - weights.spine) / 255,
        [MESH_RIGHT_THIGH] = (float)weights.right_thigh / 255,
        [MESH_LEFT_THIGH] = (float)weights.left_thigh / 255,
        [MESH_SPINE] = (float)weights.spine / 255,
    };
    const PoseMotion *first = &bones->motion[MESH_PELVIS];
    PoseMotion sum = {0};
    for (int b = 0; b < MESH_HIP_BONES; b++) {
        const PoseMotion *motion = &bones->motion[b];
        float dot = 0;
        for (int i = 0; i < 4; i++) {
            dot += motion->turn[i] * first->turn[i];
        }
        float signed_share = dot < 0 ? -share[b] : share[b]; /* a turn and its opposite quaternion are one */
        for (int i = 0; i < 4; i++) {
            sum.turn[i] += signed_share * motion->turn[i];
            sum.shift[i] += signed_share * motion->shift[i];
        }
    }
    float length = sqrtf(sum.turn[0] * sum.turn[0] + sum.turn[1] * sum.turn[1] + sum.turn[2] * sum.turn[2] +
                         sum.turn[3] * sum.turn[3]);
    for (int i = 0; i < 4; i++) {
        out->turn[i] = sum.turn[i] / length;
        out->shift[i] = sum.shift[i] / length;
    }
}

void pose_direction(const PoseMotion *motion, const float in[3], float out[3])
{
    const float *q = motion->turn;
    float a[3] = {q[1] * in[2] - q[2] * in[1] + q[3] * in[0], q[2] * in[0] - q[0] * in[2] + q[3] * in[1],
                  q[0] * in[1] - q[1] * in[0] + q[3] * in[2]};
    float b[3] = {q[1] * a[2] - q[2] * a[1], q[2] * a[0] - q[0] * a[2], q[0] * a[1] - q[1] * a[0]};
    for (int i = 0; i < 3; i++) {
        out[i] = in[i] + 2 * b[i];
    }
}

void pose_point(const PoseMotion *motion, const float in[3], float out[3])
{
    const float *q = motion->turn, *d = motion->shift;
    float turned[3];
    pose_direction(motion, in, turned);
    const float way[3] = {2 * (q[3] * d[0] - d[3] * q[0] + q[1] * d[2] - q[2] * d[1]),
                          2 * (q[3] * d[1] - d[3] * q[1] + q[2] * d[0] - q[0] * d[2]),
                          2 * (q[3] * d[2] - d[3] * q[2] + q[0] * d[1] - q[1] * d[0])};
    for (int i = 0; i < 3; i++) {
        out[i] = turned[i] + way[i];
    }
}
