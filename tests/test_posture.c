/* Posing of soft parts, one at a time: rest, rigid motion, small steps, flaps; and the field that keeps them out of
 * bone. */
#include "anatomy_body.h"
#include "hip/mesh_distance.h"
#include "hip/peel.h"
#include "hip/pose.h"
#include "hip/posture.h"

static PostureBones *bones_at_rest;

static int load(void **state)
{
    if (anatomy_load(state) != 0) {
        return -1;
    }
    bones_at_rest = posture_bones_create(atlas, &body);
    return bones_at_rest ? 0 : -1;
}

static int forget(void **state)
{
    posture_bones_release(bones_at_rest);
    return anatomy_forget(state);
}

/* NULL: no soft part. */
static PostureRest *rest_of(uint32_t part)
{
    if (body.parts[part].moves != MOVES_SOFT) {
        return NULL;
    }
    PostureRest *rest = posture_rest_create(atlas, atlas_structure(atlas, body.parts[part].id), &body, part);
    assert_non_null(rest);
    posture_keep_out(rest, bones_at_rest);
    return rest;
}

static PostureRest *rest_by_id(const char *id)
{
    int part = mesh_set_find(&body, id);
    assert_true(part >= 0);
    return rest_of((uint32_t)part);
}

static PoseBones bones_with(const char *joint, float deg)
{
    Pose pose = {0};
    PoseBones bones;
    assert_int_equal(pose_set(atlas, &pose, atlas_joint(atlas, joint), SIDE_BOTH, deg, NULL), HIP_OK);
    pose_bones(atlas, &pose, &bones);
    return bones;
}

static void node_at(const BendGrid *grid, int row, int column, float out[3])
{
    for (int k = 0; k < 3; k++) {
        out[k] = grid->rest[row][column][k] + grid->shift[row][column][k];
    }
}

static void at_rest_nothing_moves(void **state)
{
    (void)state;
    PoseBones still;
    pose_bones_still(&still);
    int parts = 0;
    for (uint32_t p = 0; p < body.part_count; p++) {
        PostureRest *rest = rest_of(p);
        if (rest) {
            BendGrid grid;
            posture_bend(rest, &still, NULL, 0, &grid);
            assert_true(bend_is_rest(&grid));
            posture_rest_release(rest);
            parts++;
        }
    }
    assert_true(parts > 30);
}

/* All bones move alike: so does the part, every vertex of it. */
static void one_motion_carries_the_part_as_it_is(void **state)
{
    (void)state;
    const float at[3] = {0.1f, 0.2f, -0.1f}, axis[3] = {0.6f, 0, 0.8f};
    PoseMotion motion = pose_turned_about(at, axis, 1.1f);
    PoseBones bones;
    for (int b = 0; b < MESH_BONES; b++) {
        bones.motion[b] = motion;
    }
    PostureRest *rest = rest_by_id("gluteus_medius_r");
    const Solid *solid = solid_of("gluteus_medius_r");
    BendGrid grid;
    posture_bend(rest, &bones, NULL, 0, &grid);
    for (size_t v = 0; v < solid->vertex_count; v++) {
        float p[3], bent[3], carried[3];
        for (int k = 0; k < 3; k++) {
            p[k] = 0.001f * solid->at[v][k];
        }
        bend_point(&grid, solid->fibre[v][0], solid->fibre[v][1], p, bent);
        pose_point(&motion, p, carried);
        assert_true(distance3(bent, carried) < 1e-5f);
    }
    posture_rest_release(rest);
}

/* From rest to deep flexion in small steps no node runs ahead of the thigh by more than some millimetres. */
static void small_steps_move_it_by_little(void **state)
{
    (void)state;
    static const char *const IDS[] = {"gluteus_maximus_r", "piriformis_r", "semitendinosus_r", "iliacus_r"};
    const float step_deg = 2, hip[3] = {-0.081f, 0, 0};
    for (size_t i = 0; i < sizeof IDS / sizeof *IDS; i++) {
        PostureRest *rest = rest_by_id(IDS[i]);
        BendGrid last, now, again;
        PoseBones bones = bones_with("hip_flexion", 0);
        posture_bend(rest, &bones, NULL, 0, &last);
        for (float deg = step_deg; deg <= 100; deg += step_deg) {
            bones = bones_with("hip_flexion", deg);
            posture_bend(rest, &bones, NULL, 0, &now);
            for (int node = 0; node < BEND_ROWS * BEND_COLUMNS; node++) {
                float a[3], b[3];
                node_at(&last, node / BEND_COLUMNS, node % BEND_COLUMNS, a);
                node_at(&now, node / BEND_COLUMNS, node % BEND_COLUMNS, b);
                assert_true(distance3(a, b) < radians(step_deg) * distance3(a, hip) + 0.006f);
            }
            last = now;
        }
        posture_bend(rest, &bones, NULL, 0, &again);
        assert_memory_equal(&again, &now, sizeof now);
        posture_rest_release(rest);
    }
}

/* Gluteus maximus hangs by the femur: bent back it goes with the thigh. */
static void a_flap_goes_with_its_hinge(void **state)
{
    (void)state;
    int part = mesh_set_find(&body, "gluteus_maximus_r"), structure = atlas_structure(atlas, "gluteus_maximus_r");
    BendGrid flap, grid;
    assert_true(peel_rest_grid(atlas, structure, &body, (uint32_t)part, &flap));
    peel_bend(atlas, structure, 1, &flap);
    PostureRest *rest = rest_of((uint32_t)part);
    PoseBones bones = bones_with("hip_flexion", 60);
    posture_bend(rest, &bones, &flap, 1, &grid);
    PoseMotion back = pose_back(&bones.motion[MESH_RIGHT_THIGH]);
    for (int row = 0; row < BEND_ROWS; row++) { /* the cut edge */
        float at[3], way[3], turn[4];
        node_at(&grid, row, 1, at);
        pose_point(&back, at, at);
        bend_motion(&flap, 1.0f / (BEND_COLUMNS - 1), (float)row / (BEND_ROWS - 1), grid.rest[row][1], way, turn);
        for (int k = 0; k < 3; k++) {
            way[k] += grid.rest[row][1][k];
        }
        assert_true(distance3(at, way) < 0.02f);
    }
    posture_rest_release(rest);
}

static void the_field_tells_how_far_bone_is(void **state)
{
    (void)state;
    bool *chosen = mem_alloc(body.part_count, sizeof *chosen);
    MeshDistance none = mesh_distance_create(&body, chosen, 0.003f);
    chosen[mesh_set_find(&body, "femur_r")] = true;
    MeshDistance femur = mesh_distance_create(&body, chosen, 0.003f);
    float centre[3], way[3], lateral[3];
    assert_true(atlas_landmark_at(atlas, "hip_joint_centre", SIDE_RIGHT, centre));
    assert_true(mesh_distance_at(&femur, centre, NULL) < -0.018f && mesh_distance_at(&femur, centre, NULL) > -0.028f);
    assert_true(mesh_distance_at(&none, centre, way) == MESH_DISTANCE_FAR_M && way[0] == 0);
    memcpy(lateral, centre, sizeof lateral);
    lateral[0] -= 0.07f;
    lateral[1] -= 0.1f;
    float outside = mesh_distance_at(&femur, lateral, way);
    assert_true(outside > 0.002f && outside < MESH_DISTANCE_FAR_M && way[0] < -0.8f);
    lateral[1] = NAN;
    assert_true(mesh_distance_at(&femur, lateral, NULL) == MESH_DISTANCE_FAR_M);
    mesh_distance_release(&femur);
    mesh_distance_release(&none);
    free(chosen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_rest_nothing_moves),           cmocka_unit_test(one_motion_carries_the_part_as_it_is),
        cmocka_unit_test(small_steps_move_it_by_little),   cmocka_unit_test(a_flap_goes_with_its_hinge),
        cmocka_unit_test(the_field_tells_how_far_bone_is),
    };
    return cmocka_run_group_tests(tests, load, forget);
}
