#include "hip/pose_motion.h"
#include <math.h>
#include <string.h>

/* a then b, as quaternions (x, y, z, w): b times a turned about. */
static void multiply(const float a[4], const float b[4], float out[4])
{
    float product[4] = {
        a[3] * b[0] + a[0] * b[3] + a[1] * b[2] - a[2] * b[1], a[3] * b[1] - a[0] * b[2] + a[1] * b[3] + a[2] * b[0],
        a[3] * b[2] + a[0] * b[1] - a[1] * b[0] + a[2] * b[3], a[3] * b[3] - a[0] * b[0] - a[1] * b[1] - a[2] * b[2]};
    memcpy(out, product, sizeof product);
}

PoseMotion pose_still(void)
{
    return (PoseMotion){.turn = {0, 0, 0, 1}};
}

PoseMotion pose_moved_by(const float way[3])
{
    return (PoseMotion){.turn = {0, 0, 0, 1}, .shift = {way[0] / 2, way[1] / 2, way[2] / 2, 0}};
}

PoseMotion pose_after(const PoseMotion *first, const PoseMotion *then)
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

PoseMotion pose_turned_about(const float at[3], const float unit_axis[3], float angle_rad)
{
    const float back[3] = {-at[0], -at[1], -at[2]};
    float s = sinf(angle_rad / 2);
    PoseMotion turn = {.turn = {s * unit_axis[0], s * unit_axis[1], s * unit_axis[2], cosf(angle_rad / 2)}};
    PoseMotion to_centre = pose_moved_by(back), home = pose_moved_by(at);
    PoseMotion moved = pose_after(&to_centre, &turn);
    return pose_after(&moved, &home);
}

PoseMotion pose_back(const PoseMotion *motion)
{
    PoseMotion out = *motion;
    for (int i = 0; i < 3; i++) {
        out.turn[i] = -out.turn[i];
        out.shift[i] = -out.shift[i];
    }
    return out;
}

void pose_bones_still(PoseBones *out)
{
    for (int b = 0; b < MESH_BONES; b++) {
        out->motion[b] = pose_still();
    }
}

bool pose_bones_are_still(const PoseBones *bones)
{
    for (int b = 0; b < MESH_BONES; b++) {
        const PoseMotion *m = &bones->motion[b];
        for (int i = 0; i < 4; i++) {
            if (m->shift[i] != 0 || m->turn[i] != (i == 3 ? 1.0f : 0.0f)) {
                return false;
            }
        }
    }
    return true;
}

/* A turn and its opposite quaternion are one: whichever lies on the side of `first`. */
static void add(const PoseMotion *motion, const PoseMotion *first, float share, PoseMotion *sum)
{
    float dot = 0;
    for (int i = 0; i < 4; i++) {
        dot += motion->turn[i] * first->turn[i];
    }
    float signed_share = dot < 0 ? -share : share;
    for (int i = 0; i < 4; i++) {
        sum->turn[i] += signed_share * motion->turn[i];
        sum->shift[i] += signed_share * motion->shift[i];
    }
}

static void make_unit(const PoseMotion *sum, PoseMotion *out)
{
    float length = sqrtf(sum->turn[0] * sum->turn[0] + sum->turn[1] * sum->turn[1] + sum->turn[2] * sum->turn[2] +
                         sum->turn[3] * sum->turn[3]);
    for (int i = 0; i < 4; i++) {
        out->turn[i] = sum->turn[i] / length;
        out->shift[i] = sum->shift[i] / length;
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
    PoseMotion sum = {0};
    for (int b = 0; b < MESH_HIP_BONES; b++) {
        add(&bones->motion[b], &bones->motion[MESH_PELVIS], share[b], &sum);
    }
    make_unit(&sum, out);
}

void pose_blend_joints(const PoseBones *bones, MeshJoints joints, PoseMotion *out)
{
    const float share[3] = {(float)joints.share[0] / 255, (float)joints.share[1] / 255,
                            (float)(255 - joints.share[0] - joints.share[1]) / 255};
    const PoseMotion *first = &bones->motion[joints.bone[0]];
    PoseMotion sum = {0};
    for (int i = 0; i < 3; i++) {
        add(&bones->motion[joints.bone[i]], first, share[i], &sum);
    }
    make_unit(&sum, out);
}

void pose_direction(const PoseMotion *motion, const float in[3], float out[3])
{
    quaternion_turn(motion->turn, in, out);
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
