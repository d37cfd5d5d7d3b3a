/* The client's figure: whole, adult, even, in two builds; it lies over the hip's skin at the borders, at rest and when
 * joints move; its places go with the bones smoothly; made the same by any number of threads. */
#include "hip/atlas.h"
#include "hip/body.h"
#include "hip/client_part.h"
#include "hip/figure.h"
#include "hip/mem.h"
#include "hip/pose.h"
#include "hip/problems.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static MeshSet hip, figures;
static Atlas *atlas;

static int load(void **state)
{
    (void)state;
    HipError err = {{0}};
    Problems problems = {0};
    HipResult rc = body_load(&hip, &err);
    rc = rc == HIP_OK ? atlas_load("assets/atlas", &atlas, &problems, &err) : rc;
    rc = rc == HIP_OK ? figure_generate(NULL, &hip, 2, &figures, &problems, &err) : rc;
    if (rc != HIP_OK) {
        print_error("%s\n", err.text);
        problems_print(&problems, stderr);
    }
    problems_release(&problems);
    return rc == HIP_OK ? 0 : -1;
}

static int release(void **state)
{
    (void)state;
    mesh_set_release(&hip);
    mesh_set_release(&figures);
    atlas_release(atlas);
    return 0;
}

static const char *const PIECES[] = {"torso", "leg_r", "leg_l"};
enum { PIECE_COUNT = 3 };

static const MeshPart *piece(const char *name, int build)
{
    char id[64];
    snprintf(id, sizeof id, "figure.%s.%d", name, build + 1);
    int found = mesh_set_find(&figures, id);
    if (found < 0) {
        fail_msg("there is no %s", id);
    }
    return &figures.parts[found];
}

/* Of a vertex of the figure, millimetres, where the bones have taken it. */
static void place_of(const MeshPart *part, uint32_t v, const PoseBones *bones, float out[3])
{
    mesh_vertex_position(part, &figures.vertices[v], out);
    if (bones) {
        PoseMotion motion;
        pose_blend_joints(bones, mesh_vertex_joints(&figures.vertices[v]), &motion);
        pose_point(&motion, out, out);
    }
    for (int k = 0; k < 3; k++) {
        out[k] *= 1000;
    }
}

static Box3 box_of(const MeshPart *part)
{
    Box3 box = box3_empty();
    for (uint32_t v = part->first_vertex; v < part->first_vertex + part->vertex_count; v++) {
        float at[3];
        place_of(part, v, NULL, at);
        box3_add_point(&box, at);
    }
    return box;
}

static void all_pieces_are_there_and_closed(void **state)
{
    (void)state;
    assert_int_equal(figures.part_count, PIECE_COUNT * FIGURE_BUILDS);
    for (int b = 0; b < FIGURE_BUILDS; b++) {
        size_t bytes = 0;
        for (int i = 0; i < PIECE_COUNT; i++) {
            const MeshPart *part = piece(PIECES[i], b);
            ClientPart said = client_part_read(part->id);
            assert_true(said.kind == CLIENT_FIGURE && said.build == b);
            assert_string_equal(said.piece, PIECES[i]);
            assert_true(part->closed && part->moves == MOVES_JOINTED && part->lod_count >= 3);
            bytes += part->vertex_count * sizeof(MeshVertex);
            for (uint32_t l = 0; l < part->lod_count; l++) {
                bytes += part->lods[l].index_count * sizeof(uint32_t);
            }
        }
        assert_true(bytes < 1 << 20);
    }
}

static void it_is_of_an_adults_size(void **state)
{
    (void)state;
    for (int b = 0; b < FIGURE_BUILDS; b++) {
        Box3 torso = box_of(piece("torso", b)), leg = box_of(piece("leg_r", b));
        float stature = torso.hi[1] - leg.lo[1];
        assert_true(stature > 1700 && stature < 1780);
        assert_true(torso.hi[0] - torso.lo[0] < 700); /* the arms hang by the side */
        assert_true(leg.hi[2] - leg.lo[2] > 230 && leg.hi[2] - leg.lo[2] < 280);
    }
}

/* Triangles of the hip's skin near the borders, posed, millimetres. */
typedef struct Skin {
    float (*corners)[3][3];
    size_t count;
} Skin;

static void skin_place(const MeshPart *part, uint32_t v, const PoseBones *bones, float out[3])
{
    PoseMotion motion;
    mesh_vertex_position(part, &hip.vertices[v], out);
    pose_blend_joints(bones, mesh_vertex_joints(&hip.vertices[v]), &motion);
    pose_point(&motion, out, out);
    for (int k = 0; k < 3; k++) {
        out[k] *= 1000;
    }
}

static Skin skin_near(float height_mm, float reach_mm, const PoseBones *bones)
{
    Skin skin = {0};
    skin.corners = mem_alloc(hip.index_count / 3, sizeof *skin.corners);
    for (size_t p = 0; p < hip.part_count; p++) {
        const MeshPart *part = &hip.parts[p];
        const MeshLod *full = &part->lods[0];
        for (uint32_t t = 0; strncmp(part->id, "skin_", 5) == 0 && t < full->index_count; t += 3) {
            const uint32_t *index = &hip.indices[full->first_index + t];
            bool near = false;
            for (int c = 0; c < 3; c++) {
                float rest[3];
                mesh_vertex_position(part, &hip.vertices[index[c]], rest);
                near = near || fabsf(rest[1] * 1000 - height_mm) < reach_mm;
            }
            for (int c = 0; near && c < 3; c++) {
                skin_place(part, index[c], bones, skin.corners[skin.count][c]);
            }
            skin.count += near;
        }
    }
    return skin;
}

static float dot(const float a[3], const float b[3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static float to_edge(const float p[3], const float a[3], const float b[3])
{
    float along[3], from[3];
    for (int k = 0; k < 3; k++) {
        along[k] = b[k] - a[k];
        from[k] = p[k] - a[k];
    }
    float t = clampf(dot(from, along) / fmaxf(dot(along, along), 1e-9f), 0, 1);
    for (int k = 0; k < 3; k++) {
        from[k] -= t * along[k];
    }
    return sqrtf(dot(from, from));
}

/* To the plane where the foot lies within, else to the nearest edge. */
static float to_triangle(const float p[3], float t[3][3])
{
    float ab[3], ac[3], ap[3];
    for (int k = 0; k < 3; k++) {
        ab[k] = t[1][k] - t[0][k];
        ac[k] = t[2][k] - t[0][k];
        ap[k] = p[k] - t[0][k];
    }
    float a = dot(ab, ab), b = dot(ab, ac), c = dot(ac, ac), d = dot(ap, ab), e = dot(ap, ac), det = a * c - b * b;
    float u = (c * d - b * e) / det, v = (a * e - b * d) / det;
    if (det > 1e-6f && u >= 0 && v >= 0 && u + v <= 1) {
        float normal[3] = {ab[1] * ac[2] - ab[2] * ac[1], ab[2] * ac[0] - ab[0] * ac[2], ab[0] * ac[1] - ab[1] * ac[0]};
        return fabsf(dot(ap, normal)) / sqrtf(dot(normal, normal));
    }
    return fminf(to_edge(p, t[0], t[1]), fminf(to_edge(p, t[1], t[2]), to_edge(p, t[2], t[0])));
}

/* How far the mirror image of one piece lies from another, millimetres: every eighth vertex is asked. */
static float mirrored_gap(const MeshPart *one, const MeshPart *other)
{
    const uint32_t *index = figures.indices + other->lods[0].first_index;
    float worst = 0;
    for (uint32_t v = one->first_vertex; v < one->first_vertex + one->vertex_count; v += 8) {
        float at[3], best = 1e30f;
        place_of(one, v, NULL, at);
        at[0] = -at[0];
        for (uint32_t t = 0; t < other->lods[0].index_count; t += 3) {
            float corners[3][3];
            for (int c = 0; c < 3; c++) {
                place_of(other, index[t + c], NULL, corners[c]);
            }
            best = fminf(best, to_triangle(at, corners));
        }
        worst = fmaxf(worst, best);
    }
    print_message("  %s: %.2f mm\n", one->id, (double)worst);
    return worst;
}

/* But for the grid, which lies otherwise on each side. */
static void both_sides_are_alike(void **state)
{
    (void)state;
    const float most_mm = 2; /* the crease of an ear; everything else differs by less than one */
    assert_true(mirrored_gap(piece("torso", 0), piece("torso", 0)) < most_mm);
    assert_true(mirrored_gap(piece("leg_r", 0), piece("leg_l", 0)) < most_mm);
}

/* Distance of the figure's band over the hip's skin from that skin: the greatest, millimetres. */
static float greatest_gap(const char *name, int build, float lo_mm, float hi_mm, const PoseBones *bones)
{
    const MeshPart *part = piece(name, build);
    Skin skin = skin_near((lo_mm + hi_mm) / 2, 14, bones);
    float worst = 0;
    int seen = 0;
    assert_true(skin.count > 100);
    for (uint32_t v = part->first_vertex; v < part->first_vertex + part->vertex_count; v++) {
        float rest[3], at[3], normal[3];
        MeshJoints joints = mesh_vertex_joints(&figures.vertices[v]);
        place_of(part, v, NULL, rest);
        octahedral_decode(figures.vertices[v].normal, normal);
        bool cap = fabsf(normal[1]) > 0.7f;
        if (rest[1] < lo_mm || rest[1] > hi_mm || joints.bone[0] >= MESH_HIP_BONES || cap) {
            continue;
        }
        seen++;
        place_of(part, v, bones, at);
        float best = 1e30f;
        for (size_t t = 0; t < skin.count; t++) {
            best = fminf(best, to_triangle(at, skin.corners[t]));
        }
        worst = fmaxf(worst, best);
    }
    free(skin.corners);
    assert_true(seen > 20);
    return worst;
}

static const struct {
    const char *name;
    float lo_mm, hi_mm; /* of the band, inside of the hip's own rim */
} BORDERS[] = {{"torso", 133.9f, 139}, {"leg_r", -283, -271.9f}, {"leg_l", -283, -271.9f}};

static void the_borders_lie_on_the_skin(void **state)
{
    (void)state;
    PoseBones still;
    pose_bones_still(&still);
    for (int b = 0; b < FIGURE_BUILDS; b++) {
        for (size_t i = 0; i < sizeof BORDERS / sizeof *BORDERS; i++) {
            float gap = greatest_gap(BORDERS[i].name, b, BORDERS[i].lo_mm, BORDERS[i].hi_mm, &still);
            print_message("  %s.%d: %.2f mm\n", BORDERS[i].name, b + 1, (double)gap);
            assert_true(gap < 1.1f);
        }
    }
}

static void no_joint_opens_them(void **state)
{
    (void)state;
    static const struct {
        const char *joint;
        float deg;
    } MOVES[] = {{"hip_flexion", 90},  {"hip_adduction", -40}, {"hip_rotation", -45}, {"pelvic_tilt", 15},
                 {"lumbar_arch", -30}, {"knee_flexion", 120},  {"hip_flexion", -15}};
    for (size_t m = 0; m < sizeof MOVES / sizeof *MOVES; m++) {
        Pose pose = {0};
        PoseBones bones;
        assert_int_equal(pose_set(atlas, &pose, atlas_joint(atlas, MOVES[m].joint), SIDE_BOTH, MOVES[m].deg, NULL),
                         HIP_OK);
        pose_bones(atlas, &pose, &bones);
        for (size_t i = 0; i < sizeof BORDERS / sizeof *BORDERS; i++) {
            float gap = greatest_gap(BORDERS[i].name, 0, BORDERS[i].lo_mm, BORDERS[i].hi_mm, &bones);
            print_message("  %s %.0f: %s %.2f mm\n", MOVES[m].joint, (double)MOVES[m].deg, BORDERS[i].name,
                          (double)gap);
            assert_true(gap < 2);
        }
    }
}

static float share_of(MeshJoints joints, int bone)
{
    float share = 0;
    int rest = 255 - joints.share[0] - joints.share[1];
    for (int i = 0; i < 3; i++) {
        share += joints.bone[i] == bone ? (float)(i < 2 ? joints.share[i] : rest) / 255 : 0;
    }
    return share;
}

/* Along every edge: no bone lets go faster than over a centimetre, so that nothing tears or folds. */
static void bones_let_go_slowly(void **state)
{
    (void)state;
    for (int i = 0; i < PIECE_COUNT; i++) {
        const MeshPart *part = piece(PIECES[i], 0);
        const uint32_t *index = figures.indices + part->lods[0].first_index;
        float worst = 0;
        for (uint32_t e = 0; e < part->lods[0].index_count; e++) {
            uint32_t a = index[e], b = index[e - e % 3 + (e + 1) % 3];
            float p[3], q[3], length = 0;
            place_of(part, a, NULL, p);
            place_of(part, b, NULL, q);
            for (int k = 0; k < 3; k++) {
                length += (p[k] - q[k]) * (p[k] - q[k]);
            }
            for (int bone = 0; bone < MESH_BONES; bone++) {
                float change = fabsf(share_of(mesh_vertex_joints(&figures.vertices[a]), bone) -
                                     share_of(mesh_vertex_joints(&figures.vertices[b]), bone));
                worst = fmaxf(worst, (change - 0.02f) / fmaxf(sqrtf(length), 1));
            }
        }
        print_message("  %s: %.3f a mm\n", PIECES[i], (double)worst);
        assert_true(worst < 0.1f);
    }
}

static void far_from_joints_one_bone_leads(void **state)
{
    (void)state;
    static const struct {
        const char *piece;
        float at[3]; /* millimetres, near the skin */
        MeshBone bone;
    } PLACES[] = {{"torso", {0, 790, 90}, MESH_HEAD},
                  {"torso", {0, 400, 100}, MESH_SPINE},
                  {"torso", {-230, 340, -30}, MESH_RIGHT_UPPER_ARM},
                  {"torso", {230, 340, -30}, MESH_LEFT_UPPER_ARM},
                  {"torso", {-270, 70, -15}, MESH_RIGHT_FOREARM},
                  {"torso", {270, -150, 0}, MESH_LEFT_HAND},
                  {"leg_r", {-80, -560, -75}, MESH_RIGHT_SHANK},
                  {"leg_l", {90, -850, 130}, MESH_LEFT_FOOT}};
    for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES; i++) {
        const MeshPart *part = piece(PLACES[i].piece, 0);
        float best = 1e30f;
        uint32_t which = part->first_vertex;
        for (uint32_t v = part->first_vertex; v < part->first_vertex + part->vertex_count; v++) {
            float at[3];
            place_of(part, v, NULL, at);
            for (int k = 0; k < 3; k++) {
                at[k] -= PLACES[i].at[k];
            }
            if (dot(at, at) < best) {
                best = dot(at, at);
                which = v;
            }
        }
        assert_true(best < 50 * 50);
        assert_true(share_of(mesh_vertex_joints(&figures.vertices[which]), PLACES[i].bone) > 0.9f);
    }
}

static void the_second_build_is_slighter(void **state)
{
    (void)state;
    Box3 first = box_of(piece("torso", 0)), second = box_of(piece("torso", 1));
    assert_true(second.hi[0] < first.hi[0] && second.hi[2] < first.hi[2]);
    const MeshPart *a = piece("leg_r", 0), *b = piece("leg_r", 1);
    assert_int_equal(a->vertex_count, b->vertex_count);
    for (uint32_t v = 0; v < a->vertex_count; v++) { /* but the same where it joins the hip */
        float p[3], q[3];
        place_of(a, a->first_vertex + v, NULL, p);
        place_of(b, b->first_vertex + v, NULL, q);
        for (int k = 0; p[1] > -310 && k < 3; k++) {
            assert_true(fabsf(p[k] - q[k]) < 0.1f);
        }
    }
}

static void any_number_of_threads_makes_the_same(void **state)
{
    (void)state;
    MeshSet again = {0};
    Problems problems = {0};
    assert_int_equal(figure_generate(NULL, &hip, 1, &again, &problems, NULL), HIP_OK);
    assert_int_equal(again.vertex_count, figures.vertex_count);
    assert_int_equal(again.index_count, figures.index_count);
    assert_memory_equal(again.vertices, figures.vertices, figures.vertex_count * sizeof *figures.vertices);
    assert_memory_equal(again.indices, figures.indices, figures.index_count * sizeof *figures.indices);
    mesh_set_release(&again);
    problems_release(&problems);
}

static void a_folder_without_a_figure_is_told(void **state)
{
    (void)state;
    MeshSet out = {0};
    HipError err = {{0}};
    Problems problems = {0};
    assert_int_equal(figure_generate("assets/atlas", &hip, 1, &out, &problems, &err), HIP_FAILED);
    assert_non_null(strstr(err.text, "figure.body"));
    assert_int_equal(out.part_count, 0);
    problems_release(&problems);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_pieces_are_there_and_closed),
        cmocka_unit_test(it_is_of_an_adults_size),
        cmocka_unit_test(both_sides_are_alike),
        cmocka_unit_test(the_borders_lie_on_the_skin),
        cmocka_unit_test(no_joint_opens_them),
        cmocka_unit_test(bones_let_go_slowly),
        cmocka_unit_test(far_from_joints_one_bone_leads),
        cmocka_unit_test(the_second_build_is_slighter),
        cmocka_unit_test(any_number_of_threads_makes_the_same),
        cmocka_unit_test(a_folder_without_a_figure_is_told),
    };
    return cmocka_run_group_tests(tests, load, release);
}
