/* Joint angles -> where bones and what follows them go: directions, sides, centres, blends. */
#include "hip/pose.h"
#include "one_atlas.h"
#include <math.h>
#include <string.h>

static const MeshWeights PELVIS = {0}, RIGHT = {.right_thigh = 255}, LEFT = {.left_thigh = 255}, SPINE = {.spine = 255};

static Pose pose_with(const char *joint, Side side, float deg)
{
    Pose pose = {0};
    assert_int_equal(pose_set(atlas, &pose, atlas_joint(atlas, joint), side, deg, NULL), HIP_OK);
    return pose;
}

static void moved(const Pose *pose, MeshWeights weights, const float at[3], float out[3])
{
    PoseBones bones;
    PoseMotion motion;
    pose_bones(atlas, pose, &bones);
    pose_blend(&bones, weights, &motion);
    pose_point(&motion, at, out);
}

static float apart_mm(const float a[3], const float b[3])
{
    return 1000 * sqrtf((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
}

static const float KNEE_R[3] = {-0.081f, -0.385f, 0}, KNEE_L[3] = {0.081f, -0.385f, 0};

static void at_rest_nothing_moves(void **state)
{
    (void)state;
    Pose pose = {0};
    assert_true(pose_is_rest(&pose));
    float out[3];
    moved(&pose, RIGHT, KNEE_R, out);
    assert_true(apart_mm(out, KNEE_R) < 1e-4f);
    moved(&pose, (MeshWeights){60, 60, 60, 0}, KNEE_R, out);
    assert_true(apart_mm(out, KNEE_R) < 1e-3f);
}

/* A thigh bent by 90 degrees points to the front, whatever the side. */
static void flexion_brings_the_knee_to_the_front(void **state)
{
    (void)state;
    Pose pose = pose_with("hip_flexion", SIDE_BOTH, 90);
    float out[3];
    const float right[3] = {-0.081f, 0, 0.385f}, left[3] = {0.081f, 0, 0.385f};
    moved(&pose, RIGHT, KNEE_R, out);
    assert_true(apart_mm(out, right) < 0.1f);
    moved(&pose, LEFT, KNEE_L, out);
    assert_true(apart_mm(out, left) < 0.1f);
    moved(&pose, PELVIS, KNEE_R, out);
    assert_true(apart_mm(out, KNEE_R) < 1e-3f);
}

static void adduction_brings_the_knees_together(void **state)
{
    (void)state;
    Pose pose = pose_with("hip_adduction", SIDE_BOTH, 20);
    float out[3];
    moved(&pose, RIGHT, KNEE_R, out);
    assert_true(out[0] > KNEE_R[0] + 0.12f);
    moved(&pose, LEFT, KNEE_L, out);
    assert_true(out[0] < KNEE_L[0] - 0.12f);
    pose = pose_with("hip_adduction", SIDE_LEFT, -30);
    moved(&pose, RIGHT, KNEE_R, out);
    assert_true(apart_mm(out, KNEE_R) < 1e-3f);
    moved(&pose, LEFT, KNEE_L, out);
    assert_true(out[0] > KNEE_L[0] + 0.18f);
}

static void inward_rotation_turns_the_toes_to_the_middle(void **state)
{
    (void)state;
    Pose pose = pose_with("hip_rotation", SIDE_BOTH, 30);
    const float before_r[3] = {-0.081f, -0.385f, 0.1f}, before_l[3] = {0.081f, -0.385f, 0.1f};
    float out[3];
    moved(&pose, RIGHT, before_r, out);
    assert_true(out[0] > before_r[0] + 0.04f && fabsf(out[1] - before_r[1]) < 1e-4f);
    moved(&pose, LEFT, before_l, out);
    assert_true(out[0] < before_l[0] - 0.04f);
}

/* With the hip bent at 90 degrees, rotation turns about the thigh, which now points to the front. */
static void rotation_turns_about_the_bent_thigh(void **state)
{
    (void)state;
    Pose pose = pose_with("hip_flexion", SIDE_RIGHT, 90);
    float straight[3], turned[3];
    moved(&pose, RIGHT, KNEE_R, straight);
    assert_int_equal(pose_set(atlas, &pose, atlas_joint(atlas, "hip_rotation"), SIDE_RIGHT, -40, NULL), HIP_OK);
    moved(&pose, RIGHT, KNEE_R, turned);
    assert_true(apart_mm(straight, turned) < 0.5f);
    const float shin[3] = {-0.081f, -0.385f, -0.1f}; /* behind the knee: where the bent shin points */
    moved(&pose, RIGHT, shin, turned);
    assert_true(turned[0] > -0.05f); /* the foot goes inwards when the thigh turns outwards */
}

static void forward_tilt_lowers_the_front_spines(void **state)
{
    (void)state;
    Pose pose = pose_with("pelvic_tilt", SIDE_MIDLINE, 15);
    float asis[3], out[3], upper[3];
    assert_true(atlas_landmark_at(atlas, "asis", SIDE_RIGHT, asis));
    moved(&pose, PELVIS, asis, out);
    assert_true(out[1] < asis[1] - 0.015f && out[2] > asis[2]);
    moved(&pose, RIGHT, KNEE_R, out); /* the legs stand */
    assert_true(apart_mm(out, KNEE_R) < 0.01f);
    const float back[3] = {0, 0.3f, -0.04f}, front[3] = {0, 0.3f, 0.06f};
    moved(&pose, SPINE, back, out); /* the trunk moves with the pelvis but does not lean */
    moved(&pose, SPINE, front, upper);
    assert_true(fabsf(out[1] - upper[1]) < 1e-4f && out[2] > back[2] + 0.01f);
}

static void the_hip_stays_in_its_socket(void **state)
{
    (void)state;
    float centre[3];
    assert_true(atlas_landmark_at(atlas, "hip_joint_centre", SIDE_RIGHT, centre));
    for (int flexion = -10; flexion <= 100; flexion += 10) {
        for (int adduction = -40; adduction <= 20; adduction += 10) {
            for (int rotation = -40; rotation <= 35; rotation += 15) {
                Pose pose = pose_with("hip_flexion", SIDE_BOTH, (float)flexion);
                pose_set(atlas, &pose, atlas_joint(atlas, "hip_adduction"), SIDE_BOTH, (float)adduction, NULL);
                pose_set(atlas, &pose, atlas_joint(atlas, "hip_rotation"), SIDE_BOTH, (float)rotation, NULL);
                pose_set(atlas, &pose, atlas_joint(atlas, "pelvic_tilt"), SIDE_BOTH, 10, NULL);
                float socket[3], head[3];
                moved(&pose, PELVIS, centre, socket);
                moved(&pose, RIGHT, centre, head);
                assert_true(apart_mm(socket, head) < 0.01f);
            }
        }
    }
}

/* What goes half with the pelvis and half with the thigh turns half way about the hip joint: at the same distance from
 * it, so that nothing collapses. */
static void between_two_bones_it_turns_about_the_joint(void **state)
{
    (void)state;
    Pose pose = pose_with("hip_flexion", SIDE_RIGHT, 90);
    const float centre[3] = {-0.081f, 0, 0}, at[3] = {-0.1f, -0.08f, -0.05f};
    float out[3];
    moved(&pose, (MeshWeights){.right_thigh = 128}, at, out);
    assert_true(fabsf(apart_mm(out, centre) - apart_mm(at, centre)) < 0.2f);
    float angle = atan2f(out[2], -out[1]) - atan2f(at[2], -at[1]);
    assert_true(fabsf(angle - radians(45)) < radians(1));
}

/* Where a bone of the figure takes a place. */
static void carried(const Pose *pose, MeshBone bone, const float at[3], float out[3])
{
    PoseBones bones;
    pose_bones(atlas, pose, &bones);
    pose_point(&bones.motion[bone], at, out);
}

static const float HEEL_R[3] = {-0.077f, -0.86f, -0.06f}, TOES_R[3] = {-0.1f, -0.865f, 0.17f};

static void the_shank_rides_on_the_thigh(void **state)
{
    (void)state;
    float out[3], foot[3];
    Pose pose = pose_with("knee_flexion", SIDE_RIGHT, 90);
    carried(&pose, MESH_RIGHT_SHANK, HEEL_R, out);
    assert_true(out[1] > -0.45f && out[2] < -0.4f); /* behind the knee */
    carried(&pose, MESH_RIGHT_FOOT, HEEL_R, foot);
    assert_true(apart_mm(out, foot) < 0.01f);
    carried(&pose, MESH_LEFT_SHANK, HEEL_R, out);
    assert_true(apart_mm(out, HEEL_R) < 0.01f);
    assert_int_equal(pose_set(atlas, &pose, atlas_joint(atlas, "hip_flexion"), SIDE_RIGHT, 90, NULL), HIP_OK);
    carried(&pose, MESH_RIGHT_SHANK, HEEL_R, out); /* sitting: the heel is under the knee again */
    assert_true(out[1] < -0.4f && out[2] > 0.25f);
    pose = pose_with("ankle_plantarflexion", SIDE_BOTH, 30);
    carried(&pose, MESH_RIGHT_FOOT, TOES_R, out);
    assert_true(out[1] < TOES_R[1] - 0.08f);
}

static void head_and_arms_ride_on_the_trunk(void **state)
{
    (void)state;
    const float nose[3] = {0, 0.7f, 0.11f}, hand_r[3] = {-0.27f, -0.2f, 0}, hand_l[3] = {0.27f, -0.2f, 0};
    float out[3], left[3];
    Pose pose = pose_with("lumbar_arch", SIDE_MIDLINE, -30);
    carried(&pose, MESH_HEAD, nose, out);
    carried(&pose, MESH_SPINE, nose, left);
    assert_true(apart_mm(out, left) < 0.01f && out[2] > nose[2] + 0.25f); /* bent forwards */
    pose = pose_with("neck_flexion", SIDE_MIDLINE, 30);
    carried(&pose, MESH_HEAD, nose, out);
    assert_true(out[1] < nose[1] - 0.05f);
    pose = pose_with("neck_turn", SIDE_MIDLINE, 40);
    carried(&pose, MESH_HEAD, nose, out);
    assert_true(out[0] > 0.07f);
    pose = pose_with("shoulder_flexion", SIDE_BOTH, 90);
    carried(&pose, MESH_RIGHT_HAND, hand_r, out);
    assert_true(out[2] > 0.5f && fabsf(out[1] - 0.49f) < 0.1f);
    pose = pose_with("shoulder_abduction", SIDE_BOTH, 60);
    carried(&pose, MESH_RIGHT_HAND, hand_r, out);
    carried(&pose, MESH_LEFT_HAND, hand_l, left);
    assert_true(out[0] < -0.6f);
    assert_true(fabsf(out[0] + left[0]) < 1e-4f && fabsf(out[1] - left[1]) < 1e-4f);
    pose = pose_with("elbow_flexion", SIDE_RIGHT, 90);
    carried(&pose, MESH_RIGHT_HAND, hand_r, out);
    assert_true(out[2] > 0.3f && fabsf(out[1] - 0.2f) < 0.1f);
    pose = pose_with("wrist_flexion", SIDE_BOTH, 60);
    carried(&pose, MESH_RIGHT_HAND, hand_r, out); /* the palm faces the thigh */
    assert_true(out[0] > hand_r[0] + 0.08f);
    carried(&pose, MESH_ROOM, hand_r, out);
    assert_true(apart_mm(out, hand_r) < 1e-4f);
}

static void ranges_are_kept(void **state)
{
    (void)state;
    Pose pose = {0};
    HipError err = {0};
    assert_int_equal(pose_set(atlas, &pose, atlas_joint(atlas, "hip_flexion"), SIDE_RIGHT, 170, &err), HIP_FAILED);
    assert_non_null(strstr(err.text, "hip_flexion goes from -20 to 120 degrees, not to 170"));
    assert_int_equal(pose_set(atlas, &pose, atlas_joint(atlas, "hip_flexion"), SIDE_RIGHT, NAN, &err), HIP_FAILED);
    assert_true(pose_is_rest(&pose));
}

static void the_upper_leg_is_the_worked_one(void **state)
{
    (void)state;
    Pose pose;
    int flexion = atlas_joint(atlas, "hip_flexion");
    pose_of_position(&atlas->positions[atlas_position(atlas, "side_lying_left")], SIDE_LEFT, &pose);
    assert_true(pose.deg[POSE_RIGHT][flexion] > pose.deg[POSE_LEFT][flexion] + 20);
    pose_of_position(&atlas->positions[atlas_position(atlas, "prone_frog")], SIDE_LEFT, &pose);
    assert_true(pose.deg[POSE_LEFT][flexion] > pose.deg[POSE_RIGHT][flexion] + 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_rest_nothing_moves),
        cmocka_unit_test(flexion_brings_the_knee_to_the_front),
        cmocka_unit_test(adduction_brings_the_knees_together),
        cmocka_unit_test(inward_rotation_turns_the_toes_to_the_middle),
        cmocka_unit_test(rotation_turns_about_the_bent_thigh),
        cmocka_unit_test(forward_tilt_lowers_the_front_spines),
        cmocka_unit_test(the_hip_stays_in_its_socket),
        cmocka_unit_test(between_two_bones_it_turns_about_the_joint),
        cmocka_unit_test(the_shank_rides_on_the_thigh),
        cmocka_unit_test(head_and_arms_ride_on_the_trunk),
        cmocka_unit_test(ranges_are_kept),
        cmocka_unit_test(the_upper_leg_is_the_worked_one),
    };
    return cmocka_run_group_tests(tests, open_atlas, close_atlas);
}
