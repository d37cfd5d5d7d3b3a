/* A hand that pulls a bone: the grip follows the hand, joints keep their ranges, what cannot move stays. */
#include "hip/pull.h"
#include "one_atlas.h"
#include <math.h>
#include <string.h>

static const float RIGHT[3] = {1, 0, 0}, UP[3] = {0, 1, 0}, FORWARD[3] = {0, 0, 1};
static const PullGrip KNEE = {MESH_RIGHT_THIGH, {-0.085f, -0.40f, 0.02f}};

static void where(const Pose *pose, const PullGrip *grip, float out[3])
{
    PoseBones bones;
    pose_bones(atlas, pose, &bones);
    pose_point(&bones.motion[grip->bone], grip->rest, out);
}

static float joint(const Pose *pose, int side, const char *id)
{
    return pose->deg[side][atlas_joint(atlas, id)];
}

/* Seen from the right side (forward is to the right on the screen): flexion, and the grip is where the hand is. */
static void the_knee_follows_the_hand(void **state)
{
    (void)state;
    Pose rest = {0}, pose;
    float before[3], after[3];
    const float way[2] = {0.12f, 0.02f};
    where(&rest, &KNEE, before);
    pose_pull(atlas, &rest, &KNEE, FORWARD, UP, way, false, &pose);
    where(&pose, &KNEE, after);
    assert_true(joint(&pose, POSE_RIGHT, "hip_flexion") > 10);
    assert_true(fabsf(joint(&pose, POSE_RIGHT, "hip_adduction")) < 3);
    assert_true(fabsf(after[2] - before[2] - way[0]) < 0.01f);
    assert_true(joint(&pose, POSE_LEFT, "hip_flexion") == 0);
}

/* Seen from the front the same hand abducts; the left thigh is the mirror image of the right one. */
static void sideways_is_abduction_on_both_sides(void **state)
{
    (void)state;
    Pose rest = {0}, right, left;
    const PullGrip other = {MESH_LEFT_THIGH, {0.085f, -0.40f, 0.02f}};
    const float out[2] = {-0.1f, 0.01f}, mirror[2] = {0.1f, 0.01f};
    pose_pull(atlas, &rest, &KNEE, RIGHT, UP, out, false, &right);
    pose_pull(atlas, &rest, &other, RIGHT, UP, mirror, false, &left);
    assert_true(joint(&right, POSE_RIGHT, "hip_adduction") < -10);
    assert_true(fabsf(joint(&right, POSE_RIGHT, "hip_adduction") - joint(&left, POSE_LEFT, "hip_adduction")) < 0.1f);
}

static void twisting_turns_the_thigh_alone(void **state)
{
    (void)state;
    Pose rest = {0}, pose;
    const float way[2] = {0.04f, 0};
    pose_pull(atlas, &rest, &KNEE, RIGHT, UP, way, true, &pose);
    assert_true(fabsf(joint(&pose, POSE_RIGHT, "hip_rotation")) > 10);
    assert_true(joint(&pose, POSE_RIGHT, "hip_flexion") == 0 && joint(&pose, POSE_RIGHT, "hip_adduction") == 0);
}

static void joints_keep_their_ranges(void **state)
{
    (void)state;
    Pose pose = {0};
    const float far[2] = {3, 3};
    for (int i = 0; i < 20; i++) {
        pose_pull(atlas, &pose, &KNEE, FORWARD, UP, far, i % 3 == 2, &pose);
    }
    for (int i = 0; i < atlas->joint_count; i++) {
        float deg = pose.deg[POSE_RIGHT][i];
        assert_true(deg >= atlas->joints[i].least_deg && deg <= atlas->joints[i].most_deg);
    }
}

static void the_pelvis_tilts(void **state)
{
    (void)state;
    Pose rest = {0}, pose;
    const PullGrip crest = {MESH_PELVIS, {-0.12f, 0.1f, 0.05f}};
    const float ahead[2] = {0.015f, 0};
    pose_pull(atlas, &rest, &crest, FORWARD, UP, ahead, false, &pose);
    assert_true(joint(&pose, POSE_RIGHT, "pelvic_tilt") > 3);
    assert_true(joint(&pose, POSE_RIGHT, "hip_flexion") == 0);
}

static void the_room_stays(void **state)
{
    (void)state;
    Pose rest = {0}, pose;
    const PullGrip head = {MESH_HEAD, {0, 0.7f, 0}};
    const float way[2] = {0.1f, 0};
    pose_pull(atlas, &rest, &head, FORWARD, UP, way, false, &pose);
    assert_true(pose_is_rest(&pose));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_knee_follows_the_hand),
        cmocka_unit_test(sideways_is_abduction_on_both_sides),
        cmocka_unit_test(twisting_turns_the_thigh_alone),
        cmocka_unit_test(joints_keep_their_ranges),
        cmocka_unit_test(the_pelvis_tilts),
        cmocka_unit_test(the_room_stays),
    };
    return cmocka_run_group_tests(tests, open_atlas, close_atlas);
}
