/* The client on the table: everything rests on something, the sheet covers what it must and opens what is worked on. */
#include "hip/body.h"
#include "hip/client.h"
#include "hip/client_part.h"
#include "hip/mem.h"
#include "hip/stroke.h"
#include "room.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "room_scene.h"

enum { BUILDS = 2 };

static Atlas *atlas;
static MeshSet hip, client;
static const char *only; /* a position's id; NULL: all */

static int load(void **state)
{
    (void)state;
    HipError err = {{0}};
    if (atlas_load(NULL, &atlas, NULL, &err) != HIP_OK || body_load(&hip, &err) != HIP_OK ||
        client_load(NULL, &client, &err) != HIP_OK) {
        fprintf(stderr, "%s\n", err.text);
        return -1;
    }
    return only && atlas_position(atlas, only) < 0 ? -1 : 0;
}

static int release(void **state)
{
    (void)state;
    mesh_set_release(&client);
    mesh_set_release(&hip);
    atlas_release(atlas);
    return 0;
}

/* One way to lie: a position, the side that is worked, a build. */
typedef struct Lie {
    const AtlasPosition *position;
    Side worked;
    int build;
    bool both; /* either side can be worked in it */
} Lie;

static void for_each_lie(void (*check)(const Lie *lie))
{
    for (int p = 0; p < atlas->position_count; p++) {
        const AtlasPosition *position = &atlas->positions[p];
        bool both = position->lies == LIES_FACE_DOWN || position->lies == LIES_FACE_UP;
        if (only && strcmp(only, position->id) != 0) {
            continue;
        }
        for (int build = 0; build < BUILDS && position->lies != LIES_UPRIGHT; build++) {
            Side first = position->lies == LIES_RIGHT ? SIDE_LEFT : SIDE_RIGHT;
            check(&(Lie){position, first, build, both});
            if (both) {
                check(&(Lie){position, SIDE_LEFT, build, both});
            }
        }
    }
}

static Room *enter(const Lie *lie)
{
    Room *room = mem_alloc(1, sizeof *room);
    room_enter(room, atlas, lie->position, lie->worked, &hip, &client, lie->build);
    return room;
}

static void leave(Room *room)
{
    room_release(room);
    free(room);
}

static const float REST_MM = 10;

static void rests(const Lie *lie)
{
    Room *room = enter(lie);
    room_settle(room);
    RoomContact contacts[ROOM_CONTACTS];
    int n = room_contacts(room, contacts);
    for (int i = 0; i < n; i++) {
        float gap = 1000 * contacts[i].gap_m;
        if ((!contacts[i].held && gap > REST_MM) || gap < -REST_MM) {
            fail_msg("%s, build %d: the %s is %.1f mm off what it rests on", lie->position->id, lie->build + 1,
                     contacts[i].name, (double)gap);
        }
    }
    leave(room);
}

static void everything_rests_on_something(void **state)
{
    (void)state;
    for_each_lie(rests);
}

static void joints_are_within_their_ranges(void **state)
{
    (void)state;
    for (int p = 0; p < atlas->position_count; p++) {
        for (int limb = 0; limb < LIMB_COUNT; limb++) {
            for (int j = 0; j < atlas->joint_count; j++) {
                Pose pose = {0};
                HipError err = {{0}};
                float deg = atlas->positions[p].joints_deg[limb][j];
                if (pose_set(atlas, &pose, j, SIDE_RIGHT, deg, &err) != HIP_OK) {
                    fail_msg("%s: %s", atlas->positions[p].id, err.text);
                }
            }
        }
    }
}

static const RoomMesh *piece_of(const Room *room, const char *name)
{
    for (int i = 0; i < room->piece_count; i++) {
        if (strcmp(room->pieces[i].piece, name) == 0) {
            return &room->pieces[i];
        }
    }
    return NULL;
}

/* facts.md 4.2: an ankle roll is 10-15 cm high, a knee bolster 15-20; the leg's bolster in a side lie is firm and high.
 */
static void has_its_supports(const Lie *lie)
{
    static const struct {
        const char *piece;
        float least, most;
    } HEIGHTS[] = {{"ankles", 100, 150},   {"knees", 150, 200}, {"head", 40, 240},
                   {"upper_leg", 40, 240}, {"belly", 15, 60},   {"face", 40, 100}};
    Room *room = enter(lie);
    room_settle(room);
    assert_non_null(piece_of(room, "table"));
    for (int i = 0; i < lie->position->support_count; i++) {
        const RoomMesh *mesh = piece_of(room, lie->position->supports[i].under);
        if (!mesh) {
            fail_msg("%s, build %d: nothing lies under the %s", lie->position->id, lie->build + 1,
                     lie->position->supports[i].under);
            return;
        }
        float high = 1000 * mesh->height;
        for (size_t h = 0; h < sizeof HEIGHTS / sizeof *HEIGHTS; h++) {
            bool asked = strcmp(HEIGHTS[h].piece, mesh->piece) == 0;
            if (asked && (high < HEIGHTS[h].least || high > HEIGHTS[h].most)) {
                fail_msg("%s, build %d: what is under the %s is %.0f mm high", lie->position->id, lie->build + 1,
                         mesh->piece, (double)high);
            }
        }
    }
    leave(room);
}

static void supports_have_the_heights_of_the_book(void **state)
{
    (void)state;
    for_each_lie(has_its_supports);
}

/* A plate of 12 by 12 cm over the middle of a map of 80 by 60. */
static RoomMap plate_at(float y)
{
    RoomMap map = {.lo = {-0.4f, -0.3f}, .cell = 0.005f, .n = {160, 120}};
    map.low = mem_alloc(160 * 120, sizeof *map.low);
    map.high = mem_alloc(160 * 120, sizeof *map.high);
    for (int i = 0; i < 160 * 120; i++) {
        bool in = abs(i % 160 - 80) < 12 && abs(i / 160 - 60) < 12;
        map.low[i] = in ? y : INFINITY;
        map.high[i] = in ? y + 0.1f : -INFINITY;
    }
    return map;
}

/* Under the plate the cover goes down with it, beside it up by some millimetres, and at the rim not at all. */
static void a_cushion_gives_way_and_comes_up_beside(void **state)
{
    (void)state;
    static const RoomCushion CUSHION = {
        .along = {1, 0}, .half = {0.3f, 0.17f}, .height = 0.12f, .rounding = {4, 3}, .seam = 0.3f};
    for (int pressed = 0; pressed < 2; pressed++) {
        RoomMesh was = {0}, now = {0};
        RoomMap over = plate_at(pressed ? 0.08f : 0.2f);
        room_cushion_make(&CUSHION, &was);
        room_cushion_make(&CUSHION, &now);
        room_cushion_press(&now, &over, NULL, 0);
        float most = 0, least = 0;
        for (size_t i = 0; i < now.vertex_count; i++) {
            const float *at = now.at[i];
            float up = at[1] - was.at[i][1], out = fmaxf(fabsf(at[0]), fabsf(at[2]));
            assert_true(at[1] > -1e-6f && !(out < 0.055f && at[1] > 0.0821f && pressed));
            most = fmaxf(most, up);
            least = fminf(least, up);
        }
        assert_true(pressed ? most > 0.002f && most < 0.015f : most <= 0);
        assert_true(pressed ? least < -0.037f && least > -0.045f : least >= 0);
        room_mesh_release(&was);
        room_mesh_release(&now);
        room_map_release(&over);
    }
}

/* --- the sheet, as it was baked --- */

static const MeshPart *drape_of(const Lie *lie)
{
    for (size_t p = 0; p < client.part_count; p++) {
        ClientPart part = client_part_read(client.parts[p].id);
        if (part.kind == CLIENT_DRAPE && strcmp(part.position, lie->position->id) == 0 && part.build == lie->build &&
            (part.side == SIDE_BOTH || part.side == lie->worked)) {
            return &client.parts[p];
        }
    }
    return NULL;
}

typedef struct Spot {
    const char *name;
    float at_mm[3];   /* at rest, of the right side */
    bool other;       /* of the side that is not worked */
    const char *only; /* positions; NULL: all */
} Spot;

static bool spot_counts(const Spot *spot, const Lie *lie)
{
    char id[64];
    snprintf(id, sizeof id, " %s ", lie->position->id);
    return !spot->only || strstr(spot->only, id);
}

static const Spot COVERED[] = {
    {"upper end of the cleft", {-4, 45, -99}, false, NULL},
    {"cleft", {-4, 20, -99}, false, NULL},
    {"cleft", {-4, -5, -97}, false, NULL},
    {"lower end of the cleft", {-4, -28, -91}, false, NULL},
    {"cleft, towards the perineum", {-4, -55, -71}, false, NULL},
    {"beside the cleft", {-20, 20, -106}, false, NULL},
    {"beside the cleft", {-19, -5, -105}, false, NULL},
    {"beside the cleft, other side", {-38, 0, -115}, true, NULL},
    {"perineum", {0, -74, 0}, false, NULL},
    {"groin", {0, -30, 63}, false, NULL},
    {"groin, other side", {-40, -30, 62}, true, NULL},
    {"other buttock", {-87, 10, -117}, true, NULL},
    {"other thigh", {-84, -200, -79}, true, NULL},
    {"other thigh, in front", {-84, -200, 71}, true, NULL},
    {"other shin", {-90, -550, -60}, true, NULL},
    {"back above the crest", {-57, 200, -95}, false, " prone prone_knee_bent prone_frog "},
    {"back above the crest, other side", {-57, 200, -95}, true, " prone prone_knee_bent prone_frog "},
    {"belly", {-40, 200, 90}, false, NULL},
    {"chest", {-60, 380, 90}, false, " supine figure_four "},
    {"chest, other side", {-60, 380, 90}, true, " supine figure_four "},
};

static const Spot EXPOSED[] = {
    {"middle of the buttock", {-87, 20, -118}, false, " prone prone_knee_bent prone_frog semi_prone "},
    {"upper buttock", {-111, 70, -87}, false, " prone prone_knee_bent prone_frog semi_prone "},
    {"buttock beside the sacrum", {-60, 45, -113}, false, " prone prone_knee_bent prone_frog semi_prone "},
    {"lower buttock", {-83, -26, -112}, false, " prone prone_knee_bent semi_prone "},
    {"over gluteus medius",
     {-151, 70, -38},
     false,
     " prone side_lying_left side_lying_right side_lying_stretch semi_prone "},
    {"trochanter", {-162, -10, -21}, false, " side_lying_left side_lying_right side_lying_stretch semi_prone supine "},
    {"tensor fasciae latae", {-152, 45, 33}, false, " side_lying_left side_lying_right side_lying_stretch "},
    {"side of gluteus maximus", {-137, 20, -84}, false, " side_lying_left side_lying_right side_lying_stretch "},
    {"upper outer thigh", {-163, -120, 4}, false, " side_lying_left side_lying_right side_lying_stretch semi_prone "},
    {"front of the hip", {-135, -10, 52}, false, " supine "},
    {"side of the hip", {-158, -44, 17}, false, " supine "},
    {"side of the thigh", {-163, -125, 4}, false, " figure_four "},
    {"back of the thigh", {-100, -240, -76}, false, " figure_four "},
};

static void covers(const Lie *lie)
{
    Room *room = enter(lie);
    const MeshPart *drape = drape_of(lie);
    assert_non_null(drape);
    room_settle(room);
    Scene scene = scene_of(room, &client, drape);
    for (size_t i = 0; i < sizeof COVERED / sizeof *COVERED; i++) {
        const Spot *spot = &COVERED[i];
        if (!spot_counts(spot, lie)) {
            continue;
        }
        Skin skin = skin_at(room, spot->at_mm, spot->other);
        for (int look = 0; look < LOOKS; look++) {
            float dir[3], from[3];
            look_from(skin.normal, look, dir);
            for (int k = 0; k < 3; k++) {
                from[k] = skin.at[k] + 0.002f * skin.normal[k];
            }
            bool from_above = dir[1] > -0.2f; /* the table hides the rest */
            if (from_above && !is_blocked(&scene, 0, from, dir, FAR_M)) {
                fail_msg("%s, build %d, %s worked: %s is seen", lie->position->id, lie->build + 1,
                         lie->worked == SIDE_LEFT ? "left" : "right", spot->name);
            }
        }
    }
    scene_release(&scene);
    leave(room);
}

static void the_sheet_covers_what_stays_covered(void **state)
{
    (void)state;
    for_each_lie(covers);
}

static void exposes(const Lie *lie)
{
    Room *room = enter(lie);
    const MeshPart *drape = drape_of(lie);
    assert_non_null(drape);
    room_settle(room);
    Scene scene = scene_of(room, &client, drape);
    int spots = 0;
    for (size_t i = 0; i < sizeof EXPOSED / sizeof *EXPOSED; i++) {
        if (spot_counts(&EXPOSED[i], lie)) {
            Skin skin = skin_at(room, EXPOSED[i].at_mm, false);
            if (is_blocked(&scene, scene.drape_from, skin.at, skin.normal, NEAR_M)) {
                fail_msg("%s, build %d, %s worked: the sheet lies over the %s", lie->position->id, lie->build + 1,
                         lie->worked == SIDE_LEFT ? "left" : "right", EXPOSED[i].name);
            }
            spots++;
        }
    }
    assert_true(spots >= 2);
    scene_release(&scene);
    leave(room);
}

static void the_sheet_opens_what_is_worked_on(void **state)
{
    (void)state;
    for_each_lie(exposes);
}

static void no_window_comes_near_the_cleft(void **state)
{
    (void)state;
    for (int p = 0; p < atlas->position_count; p++) {
        Room room = {.atlas = atlas, .position = &atlas->positions[p], .worked = SIDE_RIGHT};
        if (room.position->drape.window_count == 0) {
            continue;
        }
        int open = 0;
        for (float y = -0.3f; y < 0.2f; y += 0.005f) {
            for (float x = -0.2f; x < 0.2f; x += 0.005f) {
                const float behind[3] = {x, y, -0.11f}, before[3] = {x, y, 0.08f};
                bool is_open = room_window_distance(&room, behind) < 0 || room_window_distance(&room, before) < 0;
                open += is_open;
                assert_false(is_open && x > -0.03f);
            }
        }
        assert_true(open > 50);
    }
}

/* How far outside the window the hand goes, metres. */
static float stroke_outside(const Chart *chart, int stroke, int position)
{
    enum { MOMENTS = 200 };
    Room room = {.atlas = atlas, .position = &atlas->positions[position], .worked = SIDE_RIGHT};
    float length_s = stroke_length_s(&atlas->strokes[stroke]), most = -1;
    for (int i = 0; i < MOMENTS; i++) {
        StrokeMoment now;
        stroke_at(atlas, chart, stroke, -1, length_s * (float)i / MOMENTS, &now);
        most = fmaxf(most, room_window_distance(&room, now.place));
    }
    return most;
}

/* Marks show on the sheet only for strokes that say so; the hem gives in by a finger's breadth. */
static void hands_leave_the_window_only_where_the_stroke_says_so(void **state)
{
    static const float HEM_M = 0.012f;
    (void)state;
    MeshBvhSet *bvh = mesh_bvh_create(&hip, 0.001f);
    Chart *chart = chart_create(atlas, &hip, bvh, SIDE_RIGHT);
    for (int s = 0; s < atlas->stroke_count; s++) {
        const AtlasStroke *stroke = &atlas->strokes[s];
        float most = -1;
        for (int i = 0; i < stroke->position_count; i++) {
            bool up = atlas->positions[stroke->positions[i]].lies == LIES_FACE_UP; /* there the sheet takes no marks */
            if (!up && stroke_allowed(atlas, s, stroke->positions[i], SIDE_RIGHT)) {
                most = fmaxf(most, stroke_outside(chart, s, stroke->positions[i]));
            }
        }
        bool said = strstr(stroke->name, "through the drape") != NULL;
        if (stroke->under_drape != (said || most > HEM_M)) {
            fail_msg("%s: its hand is %.0f mm outside the window", stroke->id, 1000 * (double)most);
        }
    }
    chart_release(chart);
    mesh_bvh_release(bvh);
}

static void parts_are_small_and_lie_still(void **state)
{
    (void)state;
    size_t bytes = client.vertex_count * sizeof(MeshVertex) + client.index_count * sizeof(uint32_t);
    assert_true(bytes < 6u << 20);
    for (size_t p = 0; p < client.part_count; p++) {
        const MeshPart *part = &client.parts[p];
        ClientPart what = client_part_read(part->id);
        if (what.kind == CLIENT_ROOM) {
            assert_int_equal(part->moves, MOVES_BONE + MESH_ROOM);
            assert_true(part->lods[0].index_count / 3 < 3000);
        } else if (what.kind == CLIENT_DRAPE) {
            assert_int_equal(part->moves, MOVES_JOINTED);
            assert_in_range(part->lods[0].index_count / 3, 1000, 4000);
        }
    }
}

/* What is worked on the left is the mirror image of the right. */
static void the_left_is_the_mirror_of_the_right(void **state)
{
    (void)state;
    int right = mesh_set_find(&client, "drape.prone.1.r"), left = mesh_set_find(&client, "drape.prone.1.l");
    assert_true(right >= 0 && left >= 0);
    const MeshPart *r = &client.parts[right], *l = &client.parts[left];
    assert_int_equal(r->vertex_count, l->vertex_count);
    for (uint32_t i = 0; i < r->vertex_count; i += 7) {
        const MeshVertex *a = &client.vertices[r->first_vertex + i], *b = &client.vertices[l->first_vertex + i];
        float p[3], q[3];
        mesh_vertex_position(r, a, p);
        mesh_vertex_position(l, b, q);
        assert_true(fabsf(p[0] + q[0]) < 1e-4f && fabsf(p[1] - q[1]) < 1e-4f && fabsf(p[2] - q[2]) < 1e-4f);
        assert_int_equal(mesh_vertex_joints(a).bone[0], room_other_side(mesh_vertex_joints(b).bone[0]));
    }
}

/* test_room [POSITION]: every way to lie, or those of one position */
int main(int argc, char **argv)
{
    only = argc > 1 ? argv[1] : NULL;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_rests_on_something),
        cmocka_unit_test(joints_are_within_their_ranges),
        cmocka_unit_test(supports_have_the_heights_of_the_book),
        cmocka_unit_test(a_cushion_gives_way_and_comes_up_beside),
        cmocka_unit_test(the_sheet_covers_what_stays_covered),
        cmocka_unit_test(the_sheet_opens_what_is_worked_on),
        cmocka_unit_test(no_window_comes_near_the_cleft),
        cmocka_unit_test(parts_are_small_and_lie_still),
        cmocka_unit_test(the_left_is_the_mirror_of_the_right),
        cmocka_unit_test(hands_leave_the_window_only_where_the_stroke_says_so),
    };
    return cmocka_run_group_tests(tests, load, release);
}
