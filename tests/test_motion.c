/* The built-in body in motion: over the joints' range and in every position the femoral head stays in its socket, flesh
 * keeps its volume and keeps out of bone, and the sciatic nerve grows longer without jumps. Prints the worst and all
 * that break a rule. With HIP_FULL set the grid of poses is the whole one. */
#include "anatomy_body.h"
#include "hip/mesh_distance.h"
#include "hip/nerve.h"
#include "hip/pose.h"
#include "hip/posture.h"

enum { DEPTHS = 4, MOST_MUSCLES = 32 };
static const float MOST_VOLUME_CHANGE = 0.12f, MOST_IN_BONE = 0.03f;

/* Right muscles with points all through their flesh: from the middle of the sheet to the faces of triangles. */
typedef struct Muscle {
    const Solid *solid;
    PostureRest *rest;
    BendGrid at_rest;
    float (*middle)[3], (*fibre)[2], *weight; /* of each triangle; metres at rest */
    float (*posed)[3];                        /* vertices, mm */
    float volume, in_bone;                    /* at rest: mm3, share */
    float worst_volume, worst_in_bone;
    char volume_pose[96], bone_pose[96];
} Muscle;

static Muscle muscles[MOST_MUSCLES];
static size_t muscle_count;
static PostureBones *bones_at_rest;
static MeshDistance pelvis, femur;

static float volume_mm3(const Solid *s, const float (*at)[3])
{
    double sum = 0;
    for (size_t i = 0; i < s->triangle_count; i++) {
        float e[3][3], normal[3];
        for (int c = 0; c < 3; c++) {
            minus3(at[s->triangles[i][c]], at[0], e[c]);
        }
        cross3(e[1], e[2], normal);
        sum += dot3(e[0], normal);
    }
    return (float)(sum / 6);
}

/* The middle of the sheet at a place of it. */
static void middle_at(const BendGrid *grid, const float fibre[2], float out[3])
{
    float w = clampf(grid->w_at_zero + grid->w_scale * fibre[0], 0, 1) * (BEND_COLUMNS - 1);
    float t = clampf(grid->t_at_zero + grid->t_scale * fibre[1], 0, 1) * (BEND_ROWS - 1);
    int c = (int)fminf(w, BEND_COLUMNS - 2), r = (int)fminf(t, BEND_ROWS - 2);
    for (int k = 0; k < 3; k++) {
        float low = mixf(grid->rest[r][c][k], grid->rest[r][c + 1][k], w - (float)c);
        float high = mixf(grid->rest[r + 1][c][k], grid->rest[r + 1][c + 1][k], w - (float)c);
        out[k] = mixf(low, high, t - (float)r);
    }
}

static void face_middle(const Solid *s, size_t triangle, const float (*at)[3], float out[3])
{
    const uint32_t *t = s->triangles[triangle];
    for (int k = 0; k < 3; k++) {
        out[k] = (at[t[0]][k] + at[t[1]][k] + at[t[2]][k]) / 3;
    }
}

static void fill_with_points(Muscle *m)
{
    const Solid *s = m->solid;
    m->middle = mem_alloc(s->triangle_count, sizeof *m->middle);
    m->fibre = mem_alloc(s->triangle_count, sizeof *m->fibre);
    m->weight = mem_alloc(s->triangle_count, sizeof *m->weight);
    m->posed = mem_alloc(s->vertex_count, sizeof *m->posed);
    for (size_t i = 0; i < s->triangle_count; i++) {
        float face[3], a[3], b[3], normal[3], out[3];
        const uint32_t *t = s->triangles[i];
        for (int k = 0; k < 2; k++) {
            m->fibre[i][k] = (s->fibre[t[0]][k] + s->fibre[t[1]][k] + s->fibre[t[2]][k]) / 3;
        }
        middle_at(&m->at_rest, m->fibre[i], m->middle[i]);
        face_middle(s, i, (const float(*)[3])s->at, face);
        minus3(s->at[t[1]], s->at[t[0]], a);
        minus3(s->at[t[2]], s->at[t[0]], b);
        cross3(a, b, normal);
        for (int k = 0; k < 3; k++) {
            out[k] = face[k] - 1000 * m->middle[i][k];
        }
        m->weight[i] = fmaxf(dot3(normal, out), 0);
    }
}

static void pose_vertices(Muscle *m, const BendGrid *grid)
{
    for (size_t v = 0; v < m->solid->vertex_count; v++) {
        float p[3];
        for (int k = 0; k < 3; k++) {
            p[k] = 0.001f * m->solid->at[v][k];
        }
        bend_point(grid, m->solid->fibre[v][0], m->solid->fibre[v][1], p, p);
        for (int k = 0; k < 3; k++) {
            m->posed[v][k] = 1000 * p[k];
        }
    }
}

/* After pose_vertices. */
static float share_in_bone(const Muscle *m, const BendGrid *grid, const PoseBones *bones)
{
    PoseMotion from_pelvis = pose_back(&bones->motion[MESH_PELVIS]);
    PoseMotion from_thigh = pose_back(&bones->motion[MESH_RIGHT_THIGH]);
    double in = 0, all = 0;
    for (size_t i = 0; i < m->solid->triangle_count; i++) {
        float middle[3], face[3];
        bend_point(grid, m->fibre[i][0], m->fibre[i][1], m->middle[i], middle);
        face_middle(m->solid, i, (const float(*)[3])m->posed, face);
        for (int d = 0; d < DEPTHS; d++) {
            float share = ((float)d + 0.5f) / DEPTHS, at[3], by_pelvis[3], by_thigh[3];
            for (int k = 0; k < 3; k++) {
                at[k] = mixf(middle[k], 0.001f * face[k], share);
            }
            pose_point(&from_pelvis, at, by_pelvis);
            pose_point(&from_thigh, at, by_thigh);
            bool inside =
                mesh_distance_at(&pelvis, by_pelvis, NULL) < 0 || mesh_distance_at(&femur, by_thigh, NULL) < 0;
            in += inside ? (double)m->weight[i] : 0;
            all += (double)m->weight[i];
        }
    }
    return (float)(in / all);
}

static MeshDistance around(const char *const *ids, int count)
{
    bool *chosen = mem_alloc(body.part_count, sizeof *chosen);
    for (int i = 0; i < count; i++) {
        chosen[mesh_set_find(&body, ids[i])] = true;
    }
    MeshDistance field = mesh_distance_create(&body, chosen, 0.002f);
    free(chosen);
    return field;
}

static int load(void **state)
{
    if (anatomy_load(state) != 0) {
        return -1;
    }
    static const char *const PELVIS[] = {"hip_bone_r", "hip_bone_l", "sacrum", "coccyx"}, *const FEMUR[] = {"femur_r"};
    pelvis = around(PELVIS, 4);
    femur = around(FEMUR, 1);
    bones_at_rest = posture_bones_create(atlas, &body);
    PoseBones still;
    pose_bones_still(&still);
    for (uint32_t p = 0; p < body.part_count; p++) {
        const Solid *solid = &solids[p];
        bool right = solid->structure && solid->structure->side == SIDE_RIGHT;
        PostureRest *rest = right && is_system(solid, SYSTEM_MUSCLE) && body.parts[p].moves == MOVES_SOFT
                                ? posture_rest_create(atlas, (int)(solid->structure - atlas->structures), &body, p)
                                : NULL;
        if (rest && muscle_count < MOST_MUSCLES) {
            Muscle *m = &muscles[muscle_count++];
            *m = (Muscle){.solid = solid, .rest = rest, .volume = volume_mm3(solid, (const float(*)[3])solid->at)};
            posture_keep_out(rest, bones_at_rest);
            posture_bend(rest, &still, NULL, 0, &m->at_rest);
            fill_with_points(m);
            pose_vertices(m, &m->at_rest);
            m->in_bone = share_in_bone(m, &m->at_rest, &still);
        }
    }
    return 0;
}

static int forget(void **state)
{
    for (size_t i = 0; i < muscle_count; i++) {
        posture_rest_release(muscles[i].rest);
        free(muscles[i].middle);
        free(muscles[i].fibre);
        free(muscles[i].weight);
        free(muscles[i].posed);
    }
    posture_bones_release(bones_at_rest);
    mesh_distance_release(&pelvis);
    mesh_distance_release(&femur);
    return anatomy_forget(state);
}

static void set_joint(Pose *pose, const char *joint, float deg)
{
    HipError err = {{0}};
    if (pose_set(atlas, pose, atlas_joint(atlas, joint), SIDE_BOTH, deg, &err) != HIP_OK) {
        fail_msg("%s", err.text);
    }
}

static void look_at(const Pose *pose, const char *name)
{
    PoseBones bones;
    float centre[3], socket[3], head[3];
    pose_bones(atlas, pose, &bones);
    assert_true(atlas_landmark_at(atlas, "hip_joint_centre", SIDE_RIGHT, centre));
    pose_point(&bones.motion[MESH_PELVIS], centre, socket);
    pose_point(&bones.motion[MESH_RIGHT_THIGH], centre, head);
    assert_true(distance3(socket, head) < 0.001f);
    for (size_t i = 0; i < muscle_count; i++) {
        Muscle *m = &muscles[i];
        BendGrid grid;
        posture_bend(m->rest, &bones, NULL, 0, &grid);
        pose_vertices(m, &grid);
        float volume = volume_mm3(m->solid, (const float(*)[3])m->posed) / m->volume - 1;
        float in = share_in_bone(m, &grid, &bones) - m->in_bone;
        if (fabsf(volume) > fabsf(m->worst_volume)) {
            m->worst_volume = volume;
            snprintf(m->volume_pose, sizeof m->volume_pose, "%s", name);
        }
        if (in > m->worst_in_bone) {
            m->worst_in_bone = in;
            snprintf(m->bone_pose, sizeof m->bone_pose, "%s", name);
        }
    }
}

static void tell_worst(void)
{
    int offenders = 0;
    for (size_t i = 0; i < muscle_count; i++) {
        Muscle *m = &muscles[i];
        bool wrong = fabsf(m->worst_volume) > MOST_VOLUME_CHANGE || m->worst_in_bone > MOST_IN_BONE;
        offenders += wrong;
        print_message("%s %-24s volume %+5.1f %% (%s)  in bone %+5.1f %% (%s), at rest %.1f %%\n", wrong ? "!" : " ",
                      base_id(m->solid), 100 * m->worst_volume, m->volume_pose, 100 * m->worst_in_bone, m->bone_pose,
                      100 * m->in_bone);
        m->worst_volume = m->worst_in_bone = 0;
        m->volume_pose[0] = m->bone_pose[0] = '\0';
    }
    assert_int_equal(offenders, 0);
}

static const struct {
    const char *joint;
    int least, most;
} RANGES[] = {
    {"hip_flexion", -10, 100}, {"hip_adduction", -40, 20}, {"hip_rotation", -40, 35}, {"pelvic_tilt", -15, 15}};

static void each_joint_through_its_range(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof RANGES / sizeof *RANGES; i++) {
        for (int deg = RANGES[i].least; deg <= RANGES[i].most; deg += 5) {
            Pose pose = {0};
            char name[96];
            set_joint(&pose, RANGES[i].joint, (float)deg);
            snprintf(name, sizeof name, "%s %d", RANGES[i].joint, deg);
            look_at(&pose, name);
        }
    }
    tell_worst();
}

/* The right hip as the one that is worked, and as the other one. */
static void each_position(void **state)
{
    (void)state;
    for (int i = 0; i < atlas->position_count; i++) {
        for (int other = 0; other < 2; other++) {
            Pose pose;
            char name[96];
            pose_of_position(&atlas->positions[i], other ? SIDE_LEFT : SIDE_RIGHT, &pose);
            snprintf(name, sizeof name, "%s%s", atlas->positions[i].id, other ? ", other leg" : "");
            look_at(&pose, name);
        }
    }
    tell_worst();
}

/* Corners where the thigh bone has come within a finger's breadth of the pelvis and what lies between has no room:
 * adduction at its end with rotation at its own (docs/motion.md). */
static bool is_pinched(float hip_deg, float side_deg, float turn_deg)
{
    return side_deg >= 20 && (turn_deg <= -40 || (turn_deg >= 35 && hip_deg >= 100));
}

/* All joints of the hip together over their whole range; the pelvis' tilt bends the hip too, which goes no farther for
 * that. */
static void joints_together(void **state)
{
    (void)state;
    static const float BEND[] = {-10, 100, 40, 0, 20, 60, 80}, SIDE[] = {-40, 20, 0, -20, 10},
                       TURN[] = {-40, 35, 0, -25, -10, 20}, TILT[] = {-15, 15, 0};
    bool full = getenv("HIP_FULL") != NULL; /* the last ones of each only with --full */
    int count = 0;
    for (int f = 0; f < (full ? 7 : 3); f++) {
        for (int a = 0; a < (full ? 5 : 3); a++) {
            for (int r = 0; r < (full ? 6 : 3); r++) {
                for (int t = 0; t < (full ? 3 : 2); t++) {
                    float hip_deg = BEND[f] + TILT[t];
                    if (hip_deg < -10 || hip_deg > 100 || is_pinched(hip_deg, SIDE[a], TURN[r])) {
                        continue;
                    }
                    Pose pose = {0};
                    char name[96];
                    set_joint(&pose, "hip_flexion", BEND[f]);
                    set_joint(&pose, "hip_adduction", SIDE[a]);
                    set_joint(&pose, "hip_rotation", TURN[r]);
                    set_joint(&pose, "pelvic_tilt", TILT[t]);
                    snprintf(name, sizeof name, "%g %g %g tilt %g", BEND[f], SIDE[a], TURN[r], TILT[t]);
                    look_at(&pose, name);
                    count++;
                }
            }
        }
    }
    print_message("%d poses\n", count);
    tell_worst();
}

static Muscle *muscle_named(const char *id)
{
    for (size_t i = 0; i < muscle_count; i++) {
        if (strcmp(base_id(muscles[i].solid), id) == 0) {
            return &muscles[i];
        }
    }
    fail_msg("no %s", id);
    return NULL;
}

/* How far a ray runs to a triangle (Moeller and Trumbore 1997); infinite past it. */
static float ray_mm(const float from[3], const float way[3], const float a[3], const float b[3], const float c[3])
{
    float e[3], f[3], p[3], t[3], q[3];
    minus3(b, a, e);
    minus3(c, a, f);
    cross3(way, f, p);
    float det = dot3(e, p);
    if (fabsf(det) < 1e-9f) {
        return INFINITY;
    }
    minus3(from, a, t);
    cross3(t, e, q);
    float u = dot3(t, p) / det, v = dot3(way, q) / det, far = dot3(f, q) / det;
    return u >= 0 && v >= 0 && u + v <= 1 && far > 0 ? far : INFINITY;
}

static bool meets(const Muscle *m, const float from[3], const float way[3])
{
    enum { FAR_MM = 40 };
    for (size_t i = 0; i < m->solid->triangle_count; i++) {
        const uint32_t *t = m->solid->triangles[i];
        if (ray_mm(from, way, m->posed[t[0]], m->posed[t[1]], m->posed[t[2]]) < FAR_MM) {
            return true;
        }
    }
    return false;
}

/* Places of a muscle with another only behind them, looking out from the ilium's face: there it shows through. */
static int count_showing(Muscle *under, Muscle *over, const PoseBones *bones)
{
    static const float OUT[3] = {-1, 0.2f, -0.2f}, IN[3] = {1, -0.2f, 0.2f};
    int count = 0;
    BendGrid grid;
    posture_bend(under->rest, bones, NULL, 0, &grid);
    pose_vertices(under, &grid);
    posture_bend(over->rest, bones, NULL, 0, &grid);
    pose_vertices(over, &grid);
    for (size_t v = 0; v < under->solid->vertex_count; v += 2) {
        count += !meets(over, under->posed[v], OUT) && meets(over, under->posed[v], IN);
    }
    return count;
}

/* Drawn in at abduction both grow thick; minimus stays under medius all the same. */
static void minimus_stays_under_medius(void **state)
{
    (void)state;
    Muscle *under = muscle_named("gluteus_minimus"), *over = muscle_named("gluteus_medius");
    static const float SIDE[] = {0, -20, -40, 20};
    int at_rest = 0;
    for (size_t i = 0; i < sizeof SIDE / sizeof *SIDE; i++) {
        Pose pose = {0};
        PoseBones bones;
        set_joint(&pose, "hip_adduction", SIDE[i]);
        pose_bones(atlas, &pose, &bones);
        int showing = count_showing(under, over, &bones);
        at_rest = i == 0 ? showing : at_rest;
        print_message("adduction %+.0f: %d places of minimus lie on medius\n", SIDE[i], showing);
        assert_true(showing <= at_rest + 1);
    }
}

/* The picture of the nerve is its bed: what lies in it is drawn up from below, as in life. Of the nerve itself no more
 * than a sixth is strain; nothing of it ever jumps. */
static void the_nerve_glides_and_is_strained_without_jumps(void **state)
{
    (void)state;
    NerveBed *nerve = nerve_create(atlas, &body, atlas_structure(atlas, "sciatic_nerve_r"));
    assert_non_null(nerve);
    for (size_t i = 0; i < sizeof RANGES / sizeof *RANGES; i++) {
        NerveNow now, last = {0};
        float strain[2] = {0}, glide[2] = {0};
        for (int deg = RANGES[i].least; deg <= RANGES[i].most; deg++) {
            Pose pose = {0};
            PoseBones bones;
            set_joint(&pose, RANGES[i].joint, (float)deg);
            pose_bones(atlas, &pose, &bones);
            nerve_now(nerve, &bones, &now);
            for (int p = 0; p < NERVE_PLACES && deg > RANGES[i].least; p++) {
                if (distance3(now.at[p], last.at[p]) > 0.008f) { /* a foot-long thigh turns by 5 mm a degree */
                    fail_msg("place %d of the nerve jumps at %s %d", p, RANGES[i].joint, deg);
                }
            }
            if (deg > RANGES[i].least && fabsf(now.bed_m - last.bed_m) > 0.0015f) {
                fail_msg("the nerve's bed jumps at %s %d", RANGES[i].joint, deg);
            }
            strain[0] = fminf(strain[0], now.strain);
            strain[1] = fmaxf(strain[1], now.strain);
            glide[0] = fminf(glide[0], now.glide_m);
            glide[1] = fmaxf(glide[1], now.glide_m);
            if (i == 0 && deg == 90) {
                print_message("sciatic nerve, flexion 90: bed %.0f mm, %+.0f mm; strain %+.1f %%, glides %.0f mm\n",
                              1000 * now.bed_at_rest_m, 1000 * (now.bed_m - now.bed_at_rest_m), 100 * now.strain,
                              1000 * now.glide_m);
                assert_true(now.strain > 0.05f && now.strain < 0.15f);
                assert_true(now.glide_m > 0.02f && now.glide_m < 0.036f);
                float length = 0; /* its places are as far apart as the strain says */
                for (int p = 1; p < NERVE_PLACES; p++) {
                    length += distance3(now.at[p], now.at[p - 1]);
                }
                assert_float_equal(length / now.bed_at_rest_m, 1 + now.strain, 0.01f);
            }
            last = now;
        }
        print_message("%-14s strain %+.1f to %+.1f %%, glides %+.0f to %+.0f mm\n", RANGES[i].joint, 100 * strain[0],
                      100 * strain[1], 1000 * glide[0], 1000 * glide[1]);
        assert_true(strain[0] > -0.05f && strain[1] < 0.167f);
    }
    nerve_release(nerve);
    assert_null(nerve_create(atlas, &body, atlas_structure(atlas, "piriformis_r")));
    assert_null(nerve_create(atlas, &body, atlas_structure(atlas, "superior_gluteal_nerve_r")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_joint_through_its_range),
        cmocka_unit_test(each_position),
        cmocka_unit_test(joints_together),
        cmocka_unit_test(minimus_stays_under_medius),
        cmocka_unit_test(the_nerve_glides_and_is_strained_without_jumps),
    };
    return cmocka_run_group_tests(tests, load, forget);
}
