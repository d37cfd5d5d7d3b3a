#include "hip/pull.h"
#include <math.h>
#include <string.h>

enum { MOST_JOINTS = 3, ROUNDS = 8 };
static const float DAMPING_M = 0.02f;  /* of the lever */
static const float LEAST_SHARE = 0.4f; /* of the longest lever: a joint that moves the grip less on the screen stays */
static const float PROBE_DEG = 0.5f, FARTHEST_DEG = 12;
static const float TWIST_DEG_PER_M = 500;

typedef struct Pull {
    const Atlas *atlas;
    const PullGrip *grip;
    const float *right, *up;
    int joints[MOST_JOINTS], count, side;
} Pull;

static AtlasBone atlas_bone(MeshBone bone)
{
    switch (bone) {
    case MESH_RIGHT_THIGH:
    case MESH_LEFT_THIGH:
        return ATLAS_THIGH;
    case MESH_RIGHT_SHANK:
    case MESH_LEFT_SHANK:
        return ATLAS_SHANK;
    case MESH_SPINE:
        return ATLAS_SPINE;
    case MESH_PELVIS:
        return ATLAS_PELVIS;
    default:
        return ATLAS_BONES;
    }
}

static bool is_left(MeshBone bone)
{
    return bone == MESH_LEFT_THIGH || bone == MESH_LEFT_SHANK;
}

/* Joints that turn the bone about an axis in its own length twist it, the others swing it. */
static bool twists(const AtlasJoint *joint)
{
    return fabsf(joint->axis[1]) > 0.9f;
}

static void find_joints(Pull *pull, bool twist)
{
    pull->side = is_left(pull->grip->bone) ? POSE_LEFT : POSE_RIGHT;
    AtlasBone bone = atlas_bone(pull->grip->bone);
    for (int i = 0; i < pull->atlas->joint_count && pull->count < MOST_JOINTS; i++) {
        if (pull->atlas->joints[i].bone == bone && twists(&pull->atlas->joints[i]) == twist) {
            pull->joints[pull->count++] = i;
        }
    }
}

static void grip_on_screen(const Pull *pull, const Pose *pose, float out[2])
{
    PoseBones bones;
    float at[3];
    pose_bones(pull->atlas, pose, &bones);
    pose_point(&bones.motion[pull->grip->bone], pull->grip->rest, at);
    out[0] = out[1] = 0;
    for (int i = 0; i < 3; i++) {
        out[0] += at[i] * pull->right[i];
        out[1] += at[i] * pull->up[i];
    }
}

static void turn(const Pull *pull, Pose *pose, int which, float by_deg)
{
    int i = pull->joints[which];
    const AtlasJoint *joint = &pull->atlas->joints[i];
    float deg = pose->deg[pull->side][i] + by_deg;
    deg = fminf(fmaxf(deg, joint->least_deg), joint->most_deg);
    pose->deg[pull->side][i] = deg;
    if (!joint->paired) {
        pose->deg[POSE_RIGHT][i] = pose->deg[POSE_LEFT][i] = deg;
    }
}

/* One step of (J^T J + damping) d = J^T miss, taken joint by joint (Gauss-Seidel): two or three of them. */
static void step(const Pull *pull, Pose *pose, const float goal[2])
{
    float now[2], columns[MOST_JOINTS][2], by[MOST_JOINTS] = {0}, longest = 0;
    grip_on_screen(pull, pose, now);
    for (int j = 0; j < pull->count; j++) {
        Pose probe = *pose;
        float moved[2];
        probe.deg[pull->side][pull->joints[j]] += PROBE_DEG;
        grip_on_screen(pull, &probe, moved);
        columns[j][0] = (moved[0] - now[0]) / PROBE_DEG;
        columns[j][1] = (moved[1] - now[1]) / PROBE_DEG;
    }
    for (int j = 0; j < pull->count; j++) {
        longest = fmaxf(longest, hypotf(columns[j][0], columns[j][1]));
    }
    for (int j = 0; j < pull->count; j++) {
        if (hypotf(columns[j][0], columns[j][1]) < LEAST_SHARE * longest) {
            columns[j][0] = columns[j][1] = 0;
        }
    }
    float damping = DAMPING_M * radians(1);
    for (int round = 0; round < ROUNDS; round++) {
        for (int j = 0; j < pull->count; j++) {
            float miss[2] = {goal[0] - now[0], goal[1] - now[1]};
            for (int k = 0; k < pull->count; k++) {
                miss[0] -= k == j ? 0 : columns[k][0] * by[k];
                miss[1] -= k == j ? 0 : columns[k][1] * by[k];
            }
            float square = columns[j][0] * columns[j][0] + columns[j][1] * columns[j][1];
            by[j] = (columns[j][0] * miss[0] + columns[j][1] * miss[1]) / (square + damping * damping);
        }
    }
    for (int j = 0; j < pull->count; j++) {
        turn(pull, pose, j, fminf(fmaxf(by[j], -FARTHEST_DEG), FARTHEST_DEG));
    }
}

void pose_pull(const Atlas *atlas, const Pose *from, const PullGrip *grip, const float right[3], const float up[3],
               const float way[2], bool twist, Pose *out)
{
    Pull pull = {.atlas = atlas, .grip = grip, .right = right, .up = up};
    Pose pose = *from;
    find_joints(&pull, twist);
    if (twist && pull.count) {
        turn(&pull, &pose, 0, (pull.side == POSE_LEFT ? -1.0f : 1.0f) * way[0] * TWIST_DEG_PER_M);
    } else if (pull.count) {
        float start[2];
        grip_on_screen(&pull, from, start);
        const float goal[2] = {start[0] + way[0], start[1] + way[1]};
        for (int round = 0; round < ROUNDS; round++) {
            step(&pull, &pose, goal);
        }
    }
    *out = pose;
}
