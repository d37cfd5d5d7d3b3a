/* test_session.c - commands, undo, motion and view codes on the real atlas and a small body of boxes. */
#include "hip/mem.h"
#include "hip/mesh_build.h"
#include "hip/query.h"
#include "hip/session.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static Atlas *atlas;

static MeshSet boxes(const char *const *ids, size_t count)
{
    static const uint32_t FACES[36] = {0, 2, 1, 1, 2, 3, 4, 5, 6, 5, 7, 6, 0, 1, 4, 1, 5, 4,
                                       2, 6, 3, 3, 6, 7, 0, 4, 2, 2, 4, 6, 1, 3, 5, 3, 7, 5};
    static float points[8][8][3];
    RawPart parts[8] = {0};
    for (size_t i = 0; i < count; i++) {
        for (int k = 0; k < 8; k++) {
            points[i][k][0] = -0.1f + 0.04f * (float)(k & 1);
            points[i][k][1] = 0.05f * (float)(k >> 1 & 1);
            points[i][k][2] = -0.05f * (float)(i + 1) + 0.04f * (float)(k >> 2 & 1);
        }
        snprintf(parts[i].id, sizeof parts[i].id, "%s", ids[i]);
        snprintf(parts[i].name, sizeof parts[i].name, "box %zu", i);
        parts[i].positions = (const float(*)[3])points[i];
        parts[i].vertex_count = 8;
        parts[i].indices = FACES;
        parts[i].index_count = 36;
    }
    MeshSet set = {0};
    HipError err = {""};
    MeshBuildOptions options = {0};
    assert_int_equal(mesh_build(parts, count, &options, &set, &err), HIP_OK);
    return set;
}

static Session *new_session(void)
{
    static const char *const IDS[] = {"femur_r", "piriformis_r", "gluteus_maximus_r", ""};
    MeshSet set = boxes(IDS, 4);
    Model *model = NULL;
    HipError err = {""};
    assert_int_equal(model_create(atlas, &set, NULL, &model, &err), HIP_OK);
    Session *session = session_create(atlas);
    session_set_model(session, model, 16.0f / 9);
    session_set_reduced_motion(session, true);
    return session;
}

static HipResult act(Session *session, CommandId id, int item, float value, const char *text)
{
    CommandQueue queue = {0};
    Command *command = command_push(&queue, id);
    command->item = item;
    command->value = value;
    snprintf(command->text, sizeof command->text, "%s", text ? text : "");
    HipError err = {""};
    return session_do(session, command, &err);
}

static bool drawn(const Session *session, int item, float *opacity)
{
    DrawList *list = mem_alloc(1, sizeof *list);
    session_compose(session, 640, 360, list);
    bool found = false;
    for (uint32_t i = 0; i < list->item_count; i++) {
        if (session_model(session)->part_item[list->items[i].part] == item) {
            found = true;
            *opacity = list->items[i].opacity;
        }
    }
    free(list);
    return found;
}

static void every_change_can_be_undone(void **state)
{
    (void)state;
    Session *session = new_session();
    int piriformis = atlas_structure(atlas, "piriformis_r");
    ViewState start = *session_view(session);
    static const struct {
        CommandId id;
        float value;
        const char *text;
    } ACTS[] = {{COMMAND_DEPTH, 4, NULL},    {COMMAND_HIDE, 0, NULL},
                {COMMAND_GHOST, 0.3f, NULL}, {COMMAND_REFLECT, 0, NULL},
                {COMMAND_ONLY, 0, NULL},     {COMMAND_XRAY, 0, NULL},
                {COMMAND_SELECT, 0, NULL},   {COMMAND_LABELS, 2, NULL},
                {COMMAND_THEME, 1, NULL},    {COMMAND_CAMERA_NAMED, 0, "anterior"}};
    enum { COUNT = sizeof ACTS / sizeof *ACTS };
    ViewState after[COUNT];
    for (int i = 0; i < COUNT; i++) {
        assert_int_equal(act(session, ACTS[i].id, piriformis, ACTS[i].value, ACTS[i].text), HIP_OK);
        after[i] = *session_view(session);
        assert_false(view_state_equal(&after[i], i ? &after[i - 1] : &start));
    }
    for (int i = COUNT - 1; i >= 0; i--) {
        assert_int_equal(act(session, COMMAND_UNDO, -1, 0, NULL), HIP_OK);
        assert_true(view_state_equal(session_view(session), i ? &after[i - 1] : &start));
    }
    for (int i = 0; i < COUNT; i++) {
        act(session, COMMAND_REDO, -1, 0, NULL);
        assert_true(view_state_equal(session_view(session), &after[i]));
    }
    session_destroy(session);
}

static void one_drag_is_one_undo(void **state)
{
    (void)state;
    Session *session = new_session();
    ViewState start = *session_view(session);
    for (int i = 1; i <= 20; i++) {
        CommandQueue queue = {0};
        Command *c = command_push(&queue, COMMAND_DEPTH);
        c->value = 0.2f * (float)i;
        c->gesture = 7;
        session_do(session, c, NULL);
    }
    assert_true(fabsf(session_shown(session)->depth - 4) < 1e-5f);
    act(session, COMMAND_UNDO, -1, 0, NULL);
    assert_true(view_state_equal(session_view(session), &start));
    session_destroy(session);
}

static void motion_ends_where_the_command_said(void **state)
{
    (void)state;
    Session *session = new_session();
    session_set_reduced_motion(session, false);
    session_tick(session, 100);
    float from = session_shown(session)->camera.yaw_deg;
    act(session, COMMAND_CAMERA_NAMED, -1, 0, "anterior");
    assert_true(session_tick(session, 100.01));
    session_tick(session, 100.2);
    assert_true(fabsf(session_shown(session)->camera.yaw_deg - from) > 1);
    assert_false(session_tick(session, 101));
    assert_true(view_state_equal(session_shown(session), session_view(session)));
    session_destroy(session);
}

static void view_codes_come_back(void **state)
{
    (void)state;
    Session *session = new_session();
    int maximus = atlas_structure(atlas, "gluteus_maximus_r"), piriformis = atlas_structure(atlas, "piriformis_r");
    act(session, COMMAND_DEPTH, -1, 3.25f, NULL);
    act(session, COMMAND_PEEL, maximus, 0.5f, NULL);
    act(session, COMMAND_GHOST, piriformis, 0.4f, NULL);
    act(session, COMMAND_SELECT, piriformis, 0, NULL);
    act(session, COMMAND_HIDE, atlas->structure_count, 0, NULL); /* the unrecognised part */
    act(session, COMMAND_LABELS, -1, 2, NULL);
    act(session, COMMAND_CAMERA_NAMED, -1, 0, "lateral");
    char *code = view_code_write(atlas, session_view(session));
    ViewState read;
    HipError err = {""};
    assert_int_equal(view_code_read(atlas, code, &read, &err), HIP_OK);
    char *again = view_code_write(atlas, &read);
    assert_string_equal(code, again);
    assert_memory_equal(read.hidden, session_view(session)->hidden, sizeof read.hidden);
    assert_memory_equal(read.ghost, session_view(session)->ghost, sizeof read.ghost);
    assert_memory_equal(read.peel, session_view(session)->peel, sizeof read.peel);
    assert_int_equal(read.selected, piriformis);
    free(code);
    free(again);
    session_destroy(session);
}

static void wrong_view_codes_change_nothing(void **state)
{
    (void)state;
    static const char *const WRONG[] = {"",
                                        "h2 cam=1,2,3,4,5,6",
                                        "h1 cam=1,2,3",
                                        "h1 cam=nan,0,600,0,0,0",
                                        "h1 cam=0,95,600,0,0,0",
                                        "h1 cam=0,0,1e9,0,0,0",
                                        "h1 depth=11",
                                        "h1 depth=-1",
                                        "h1 depth",
                                        "h1 colour=red",
                                        "h1 sel=piriformiss",
                                        "h1 ghost=piriformis_r",
                                        "h1 ghost=piriformis_r=2",
                                        "h1 peel=part:99999=1",
                                        "h1 theme=pink"};
    Session *session = new_session();
    ViewState before = *session_view(session);
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        assert_int_equal(act(session, COMMAND_VIEW_CODE, -1, 0, WRONG[i]), HIP_USAGE);
        assert_true(view_state_equal(&before, session_view(session)));
    }
    session_destroy(session);
}

static void what_is_hidden_is_not_drawn(void **state)
{
    (void)state;
    Session *session = new_session();
    int maximus = atlas_structure(atlas, "gluteus_maximus_r"), femur = atlas_structure(atlas, "femur_r");
    int unknown = atlas->structure_count;
    float opacity = 0;
    assert_true(drawn(session, maximus, &opacity) && opacity == 1);
    assert_true(drawn(session, unknown, &opacity));
    act(session, COMMAND_GHOST, maximus, 0.4f, NULL);
    assert_true(drawn(session, maximus, &opacity) && fabsf(opacity - 0.4f) < 0.01f);
    act(session, COMMAND_HIDE, maximus, 0, NULL);
    assert_false(drawn(session, maximus, &opacity));
    act(session, COMMAND_SHOW_ALL, -1, 0, NULL);
    assert_true(drawn(session, maximus, &opacity) && opacity == 1);
    act(session, COMMAND_DEPTH, -1, 10, NULL);
    assert_false(drawn(session, maximus, &opacity));
    assert_true(drawn(session, femur, &opacity) && opacity == 1);
    act(session, COMMAND_ONLY, femur, 0, NULL);
    assert_false(drawn(session, unknown, &opacity));
    act(session, COMMAND_ONLY, femur, 0, NULL);
    assert_true(drawn(session, unknown, &opacity));
    session_destroy(session);
}

/* Four boxes: one for type I, one for III and IV, two for all; a part is drawn where its variant is shown. */
static void variants_draw_their_own_parts(void **state)
{
    (void)state;
    static const char *const IDS[] = {"piriformis_r", "piriformis_r", "femur_r", "gluteus_maximus_r"};
    MeshSet set = boxes(IDS, 4);
    set.parts[0].variants = 1;
    set.parts[1].variants = 4 | 8;
    Model *model = NULL;
    assert_int_equal(model_create(atlas, &set, NULL, &model, NULL), HIP_OK);
    Session *session = session_create(atlas);
    session_set_model(session, model, 16.0f / 9);
    session_set_reduced_motion(session, true);
    DrawList *list = mem_alloc(1, sizeof *list);
    static const uint32_t COUNTS[] = {3, 2, 3, 3, 2, 2}, FIRST[] = {0, 2, 1, 1, 2, 2};
    for (int v = 0; v < VIEW_VARIANTS; v++) {
        act(session, COMMAND_VARIANT, -1, (float)v, NULL);
        session_compose(session, 640, 360, list);
        assert_int_equal(list->item_count, COUNTS[v]);
        assert_int_equal(list->items[0].part, FIRST[v]);
        char *code = view_code_write(atlas, session_view(session));
        ViewState read;
        assert_int_equal(view_code_read(atlas, code, &read, NULL), HIP_OK);
        assert_int_equal(read.variant, v);
        assert_true((strstr(code, "variant=") == NULL) == (v == 0));
        free(code);
    }
    act(session, COMMAND_VARIANT, -1, -1, NULL); /* the next after VI */
    assert_int_equal(session_view(session)->variant, 0);
    act(session, COMMAND_VARIANT, -1, 6, NULL);
    assert_int_equal(session_view(session)->variant, 0);
    assert_int_equal(act(session, COMMAND_VIEW_CODE, -1, 0, "h1 variant=VII"), HIP_USAGE);
    act(session, COMMAND_VARIANT, -1, 2, NULL);
    int piriformis = atlas_structure(atlas, "piriformis_r");
    assert_int_equal(act(session, COMMAND_REVEAL, piriformis, 0, NULL), HIP_OK);
    assert_int_equal(session_view(session)->variant, 2);
    session_compose(session, 640, 360, list);
    float at[3];
    QueryCache cache = {0};
    assert_true(query_anchor(model, list, &cache, piriformis, NULL, at));
    assert_true(at[2] < -0.055f); /* on the second box, not on the one that is not drawn */
    query_cache_release(&cache);
    free(list);
    session_destroy(session);
}

static void home_never_fails(void **state)
{
    (void)state;
    Session *session = new_session();
    ViewState home;
    session_home(session, &home);
    act(session, COMMAND_HIDE, atlas_structure(atlas, "femur_r"), 0, NULL);
    act(session, COMMAND_DEPTH, -1, 9, NULL);
    act(session, COMMAND_CAMERA_NAMED, -1, 0, "superior");
    act(session, COMMAND_HOME, -1, 0, NULL);
    assert_true(view_state_equal(session_view(session), &home));
    session_destroy(session);
}

static void every_command_has_a_row(void **state)
{
    (void)state;
    for (int id = COMMAND_NONE + 1; id < COMMAND_COUNT; id++) {
        const CommandInfo *info = command_info((CommandId)id);
        assert_non_null(info);
        assert_ptr_equal(command_find(info->name), info);
    }
}

static int load_atlas(void **state)
{
    (void)state;
    Problems problems = {0};
    HipError err = {""};
    HipResult rc = atlas_load("assets/atlas", &atlas, &problems, &err);
    problems_print(&problems, stderr);
    problems_release(&problems);
    return rc == HIP_OK ? 0 : -1;
}

static int release_atlas(void **state)
{
    (void)state;
    atlas_release(atlas);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_change_can_be_undone),
        cmocka_unit_test(one_drag_is_one_undo),
        cmocka_unit_test(motion_ends_where_the_command_said),
        cmocka_unit_test(view_codes_come_back),
        cmocka_unit_test(wrong_view_codes_change_nothing),
        cmocka_unit_test(what_is_hidden_is_not_drawn),
        cmocka_unit_test(variants_draw_their_own_parts),
        cmocka_unit_test(home_never_fails),
        cmocka_unit_test(every_command_has_a_row),
    };
    return cmocka_run_group_tests(tests, load_atlas, release_atlas);
}
