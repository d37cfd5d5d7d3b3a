/* test_section_view.c - the section plane of a view: text, acts, motion, what a ray meets, names on the face. */
#include "box_session.h"
#include "hip/mem.h"
#include "hip/query.h"
#include "one_atlas.h"
#include <math.h>
#include <stdlib.h>

static const char *const IDS[] = {"femur_r", "gluteus_maximus_r", "gluteus_maximus_l", "sacrum", NULL};

static void check_round_trip(const char *text)
{
    ViewState view, back;
    HipError err = {{0}};
    char out[96];
    view_state_default(&view);
    assert_int_equal(view_read_section(text, &view, &err), HIP_OK);
    assert_string_equal(view_write_section(&view, out, sizeof out), text);
    char *code = view_code_write(atlas, &view);
    assert_int_equal(view_code_read(atlas, code, &back, &err), HIP_OK);
    assert_true(view_state_equal(&view, &back));
    free(code);
}

static void test_text(void **state)
{
    (void)state;
    const char *texts[] = {"none",
                           "axial=0",
                           "axial=12.5",
                           "sagittal=-85,flip",
                           "coronal=40.25",
                           "free=0.6,0,-0.8,12",
                           "free=0,1,0,-3,flip"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        check_round_trip(texts[i]);
    }
}

static void test_wrong_text(void **state)
{
    (void)state;
    const char *texts[] = {"",
                           "axial",
                           "axial=",
                           "axial=x",
                           "axial=1,2",
                           "axial=1flip",
                           "axial=1,flap",
                           "none=1",
                           "none,flip",
                           "free=1,0,0",
                           "free=0,0,0,5",
                           "free=1,2,3",
                           "oblique=3",
                           "axial=2001",
                           "sagittal=-1e9",
                           "axial=nan",
                           "axial=5,flip,flip",
                           "AXIAL=3",
                           "axial=1,",
                           "free=1,0,0,nan"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ViewState view, before;
        HipError err = {{0}};
        view_state_default(&view);
        before = view;
        if (view_read_section(texts[i], &view, &err) == HIP_OK) {
            fail_msg("'%s' was accepted", texts[i]);
        }
        assert_true(view_state_equal(&view, &before));
        assert_true(err.text[0] != 0);
    }
}

static void test_planes(void **state)
{
    (void)state;
    const struct {
        const char *text;
        float plane[4];
    } rows[] = {{"axial=100", {0, 1, 0, -0.1f}},
                {"axial=100,flip", {0, -1, 0, 0.1f}},
                {"sagittal=-50", {1, 0, 0, 0.05f}},
                {"coronal=20", {0, 0, 1, -0.02f}},
                {"free=0,3,4,50", {0, 0.6f, 0.8f, -0.05f}}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ViewState view;
        float plane[4];
        view_state_default(&view);
        assert_false(view_section_plane(&view, plane));
        assert_int_equal(view_read_section(rows[i].text, &view, NULL), HIP_OK);
        assert_true(view_section_plane(&view, plane));
        for (int k = 0; k < 4; k++) {
            assert_float_equal(plane[k], rows[i].plane[k], 1e-6);
        }
    }
}

static void push(Session *session, CommandId id, float value, uint32_t gesture)
{
    HipError err = {{0}};
    Command command = {.id = id, .item = -1, .value = value, .gesture = gesture};
    assert_int_equal(session_do(session, &command, &err), HIP_OK);
}

/* How squarely the camera looks at the face: above 0 it sees it. */
static float looks_at_face(const ViewState *view)
{
    float plane[4], sum = 0;
    CameraMatrices camera;
    assert_true(view_section_plane(view, plane));
    camera_matrices(&view->camera, NULL, 1, NULL, &camera);
    for (int k = 0; k < 3; k++) {
        sum -= plane[k] * camera.forward[k];
    }
    return sum;
}

static void test_acts(void **state)
{
    (void)state;
    Session *session = box_session(atlas, IDS);
    const ViewState *view = session_view(session);
    ViewState start = *view;
    push(session, COMMAND_SECTION, -1, 0);
    assert_int_equal(view->section, SECTION_AXIAL);
    assert_float_equal(view->section_mm, 0, 1e-3);
    for (int plane = SECTION_AXIAL; plane <= SECTION_FREE; plane++) {
        push(session, COMMAND_SECTION, (float)plane, 0);
        assert_int_equal(view->section, plane);
        assert_true(looks_at_face(view) > 0.55f);
        if (plane != SECTION_FREE) {
            push(session, COMMAND_SECTION_FLIP, 0, 0);
            assert_true(view->section_flip == true || plane == SECTION_CORONAL || plane == SECTION_SAGITTAL);
            assert_true(looks_at_face(view) > 0.55f);
        }
    }
    push(session, COMMAND_SECTION, -1, 0);
    assert_int_equal(view->section, SECTION_NONE);
    while (session_can(session, &(Command){.id = COMMAND_UNDO, .item = -1})) {
        push(session, COMMAND_UNDO, 0, 0);
    }
    assert_true(view_state_equal(view, &start));
    session_destroy(session);
}

/* A drag is one step to undo and ends at the body's edge. */
static void test_drag(void **state)
{
    (void)state;
    Session *session = box_session(atlas, IDS);
    const ViewState *view = session_view(session);
    push(session, COMMAND_SECTION, SECTION_AXIAL, 0);
    float from = view->section_mm, lo, hi;
    session_section_range(session, &lo, &hi);
    assert_true(lo < from && hi > from);
    for (int i = 1; i <= 20; i++) {
        push(session, COMMAND_SECTION_MOVE, from + (float)i, 7);
    }
    assert_float_equal(view->section_mm, from + 20, 1e-3);
    assert_float_equal(session_shown(session)->section_mm, from + 20, 1e-3); /* follows the hand */
    push(session, COMMAND_SECTION_MOVE, 1e6f, 7);
    assert_float_equal(view->section_mm, hi, 1e-3);
    push(session, COMMAND_UNDO, 0, 0);
    assert_float_equal(view->section_mm, from, 1e-3);
    session_destroy(session);
}

static void test_motion(void **state)
{
    (void)state;
    ViewState a, b, out;
    view_state_default(&a);
    view_read_section("axial=10", &a, NULL);
    b = a;
    b.section_mm = 30;
    view_state_mix(atlas, &a, &b, 1, 0.5f, &out);
    assert_float_equal(out.section_mm, 20, 1e-4);
    b.section_flip = true;
    view_state_mix(atlas, &a, &b, 1, 0.5f, &out);
    assert_float_equal(out.section_mm, 30, 1e-4); /* another half: nothing lies between */
}

typedef struct Scene {
    Session *session;
    DrawList *list;
    QueryCache cache;
} Scene;

static Scene scene_with(const char *section, float yaw_deg, float pitch_deg)
{
    Scene scene = {.session = box_session(atlas, IDS), .list = mem_alloc(1, sizeof(DrawList))};
    ViewState view = *session_view(scene.session);
    view.depth = 3;
    assert_int_equal(view_read_section(section, &view, NULL), HIP_OK);
    view.camera.yaw_deg = yaw_deg;
    view.camera.pitch_deg = pitch_deg;
    session_place(scene.session, &view);
    session_compose(scene.session, 1280, 720, scene.list);
    return scene;
}

static void close_scene(Scene *scene)
{
    query_cache_release(&scene->cache);
    session_destroy(scene->session);
    free(scene->list);
}

/* The ray through a place of the body. */
static Pick pick_at(Scene *scene, const float place[3])
{
    float xy[2], depth;
    assert_true(camera_project(&scene->list->camera, place, xy, &depth));
    return query_pick(session_model(scene->session), scene->list, &scene->cache, xy[0], xy[1]);
}

static void test_pick(void **state)
{
    (void)state;
    Scene scene = scene_with("axial=0", 180, 80);
    const Model *model = session_model(scene.session);
    int femur = atlas_structure(atlas, "femur_r");
    const Box3 *box = &model->item_box[femur];
    float inside[3] = {(box->lo[0] + box->hi[0]) / 2, 0, (box->lo[2] + box->hi[2]) / 2};
    Pick pick = pick_at(&scene, inside);
    assert_true(pick.item >= 0);
    assert_float_equal(pick.point[1], 0, 1e-5); /* on the face, not on what was above it */
    assert_int_equal(pick.item, femur);         /* bone lies within what else is there */
    close_scene(&scene);
    scene = scene_with("axial=0,flip", 180, 80); /* from the back of the plane: the surface below is gone */
    pick = pick_at(&scene, inside);
    assert_true(pick.item < 0 || pick.point[1] >= -1e-5f);
    close_scene(&scene);
}

static void test_names_on_the_face(void **state)
{
    (void)state;
    Scene scene = scene_with("axial=0", 180, 80);
    const Model *model = session_model(scene.session);
    CutArea areas[VIEW_MAX_ITEMS];
    int count = query_cut_areas(model, scene.list, &scene.cache, areas, VIEW_MAX_ITEMS), seen = 0;
    for (int i = 0; i < count; i++) {
        float xy[2], depth;
        assert_float_equal(areas[i].at[1], 0, 1e-5);
        assert_true(areas[i].radius_m > 0 && areas[i].radius_m < 0.1f);
        assert_true(camera_project(&scene.list->camera, areas[i].at, xy, &depth));
        assert_int_equal(query_cut_at(scene.list, &scene.cache, xy[0], xy[1]), areas[i].item);
        seen += areas[i].item == atlas_structure(atlas, "femur_r");
    }
    assert_int_equal(seen, 1);
    assert_int_equal(query_cut_at(scene.list, &scene.cache, 0.99f, 0.99f), -1);
    close_scene(&scene);
    scene = scene_with("axial=0", 180, -60); /* from below nobody sees it */
    model = session_model(scene.session);
    assert_int_equal(query_cut_areas(model, scene.list, &scene.cache, areas, VIEW_MAX_ITEMS), 0);
    close_scene(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),   cmocka_unit_test(test_wrong_text),
        cmocka_unit_test(test_planes), cmocka_unit_test(test_acts),
        cmocka_unit_test(test_drag),   cmocka_unit_test(test_motion),
        cmocka_unit_test(test_pick),   cmocka_unit_test(test_names_on_the_face),
    };
    return cmocka_run_group_tests_name("section_view", tests, open_atlas, close_atlas);
}
