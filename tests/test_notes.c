/* test_notes.c - notes pinned to the built-in body: kept on disk, found again, carried by the surface, hidden with it;
 * gone to, removed and brought back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include "body_session.h"
#include "hip/file.h"
#include "hip/notes.h"
#include "hip/store.h"
#include <cmocka.h>
#include <math.h>
#include <string.h>

enum { WIDTH = 1280, HEIGHT = 720 };
static const float NEAR_M = 0.002f;

static DrawList *list;
static QueryCache cache;

static int open_body(void **state)
{
    list = mem_alloc(1, sizeof *list);
    return body_session_open(state);
}

static int close_body(void **state)
{
    query_cache_release(&cache);
    free(list);
    return body_session_close(state);
}

static HipResult tried(CommandId id, float value, const char *text, HipError *err)
{
    Command command = {.id = id, .item = -1, .value = value};
    snprintf(command.text, sizeof command.text, "%s", text);
    return session_do(session, &command, err);
}

static void act(CommandId id, float value, const char *text)
{
    HipError err = {""};
    if (tried(id, value, text, &err) != HIP_OK) {
        fail_msg("%s", err.text);
    }
}

static int count(void)
{
    return session_notes(session)->count;
}

static const Note *note(int row)
{
    return &session_notes(session)->rows[row];
}

static void look(ViewState *view)
{
    session_place(session, view);
    session_compose(session, WIDTH, HEIGHT, list);
}

/* What is on disk is what the session holds: places to a hundredth of a millimetre. */
static void on_disk(void)
{
    static Notes read;
    HipError err = {""};
    if (notes_load(&read, &err) != HIP_OK) {
        fail_msg("%s", err.text);
    }
    assert_int_equal(read.count, count());
    for (int i = 0; i < read.count; i++) {
        assert_string_equal(read.rows[i].on, note(i)->on);
        assert_string_equal(read.rows[i].text, note(i)->text);
        assert_string_equal(read.rows[i].cut, note(i)->cut);
        assert_int_equal(read.rows[i].model, note(i)->model);
        for (int k = 0; k < 3; k++) {
            assert_float_equal(read.rows[i].at[k], note(i)->at[k], 1.1e-5);
        }
    }
}

/* Pins one at a picture point and says where it is now. */
static int pin(float x, float y, const char *text, float at[3])
{
    Command add;
    HipError err = {""};
    Pick pick = query_pick(model, list, &cache, x, y);
    assert_true(query_note(model, list, &cache, x, y, &add));
    snprintf(add.text, sizeof add.text, "%s", text);
    assert_int_equal(session_do(session, &add, &err), HIP_OK);
    memcpy(at, pick.point, sizeof pick.point);
    return count() - 1;
}

static void clear(void)
{
    while (count() > 0) {
        act(COMMAND_NOTE_DROP, 0, "");
    }
    session_forget_history(session);
}

static float apart(const float a[3], const float b[3])
{
    return sqrtf((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
}

static bool seen(int row, float at[3])
{
    PenPlace place;
    float xy[2];
    assert_true(session_note_place(session, row, &place));
    return query_pen_seen(model, list, &cache, &place, at, xy);
}

static void on_maximus(ViewState *view, float at[3])
{
    clear();
    session_home(session, view);
    view->depth = 3;
    look(view);
    assert_int_equal(pin(0.2f, 0.1f, "Here", at), 0);
    assert_string_equal(note(0)->on, "gluteus_maximus_r");
}

static void a_note_is_kept_where_it_was_set(void **state)
{
    (void)state;
    ViewState view;
    float set[3], now[3];
    unsigned turn;
    on_maximus(&view, set);
    assert_int_equal(session_screen(session)->page, PAGE_NOTES);
    assert_int_equal(session_note(session, &turn, NULL), 0);
    assert_true(seen(0, now));
    assert_true(apart(set, now) < NEAR_M);
    act(COMMAND_NOTE_SAY, 0,
        "  \xc3\xa4 \xe2\x80\x9cwait\xe2\x80\x9d\n\x01"
        "for the breath ");
    assert_string_equal(note(0)->text, "\xc3\xa4 \xe2\x80\x9cwait\xe2\x80\x9d for the breath");
    on_disk();
    static Notes read; /* as another start of the program finds it */
    PenPlace place;
    assert_int_equal(notes_load(&read, NULL), HIP_OK);
    assert_true(query_note_place(model, session_note_item(session, &read.rows[0]), 0, read.rows[0].at, false, &place));
    assert_true(query_pen_now(model, list, &place, now));
    assert_true(apart(set, now) < NEAR_M);
}

static void another_build_of_the_body_carries_it_too(void **state)
{
    (void)state;
    ViewState view;
    PenPlace place;
    float set[3], moved[3], now[3];
    on_maximus(&view, set);
    int item = session_note_item(session, note(0));
    memcpy(moved, note(0)->at, sizeof moved);
    moved[2] -= 0.008f; /* that body's muscle is thicker */
    assert_true(query_note_place(model, item, 0, moved, false, &place));
    assert_true(query_pen_now(model, list, &place, now));
    assert_true(apart(set, now) < 0.009f);
    moved[2] -= 0.1f;
    assert_false(query_note_place(model, item, 0, moved, false, &place));
    Note other = *note(0);
    snprintf(other.on, sizeof other.on, "no_such_muscle_r");
    assert_int_equal(session_note_item(session, &other), -1);
}

static void it_goes_with_a_muscle_that_is_bent_back_and_joints_that_move(void **state)
{
    (void)state;
    ViewState view, bent;
    HipError err = {""};
    float set[3], now[3];
    on_maximus(&view, set);
    bent = view;
    bent.peel[session_note_item(session, note(0))] = 1;
    PenPlace place;
    look(&bent);
    assert_true(session_note_place(session, 0, &place));
    assert_true(query_pen_now(model, list, &place, now));
    assert_true(apart(set, now) > 0.01f);
    bent = view;
    assert_int_equal(view_read_pose(atlas, "hip_flexion=70", &bent, &err), HIP_OK);
    look(&bent);
    assert_true(query_pen_now(model, list, &place, now));
    assert_true(apart(set, now) > 0.005f);
    float xy[2];
    if (query_pen_seen(model, list, &cache, &place, now, xy)) { /* on the surface that the picture shows */
        Pick there = query_pick(model, list, &cache, xy[0], xy[1]);
        assert_true(apart(there.point, now) < NEAR_M);
    }
}

static void what_hides_its_structure_hides_it(void **state)
{
    (void)state;
    ViewState view, other;
    float set[3], now[3];
    on_maximus(&view, set);
    int item = session_note_item(session, note(0));
    other = view;
    other.hidden[item] = 1;
    look(&other);
    assert_false(seen(0, now));
    other = view;
    other.depth = 0; /* under the skin */
    look(&other);
    assert_false(seen(0, now));
    other = view;
    camera_orbit(&other.camera, 180, 0);
    look(&other);
    assert_false(seen(0, now));
    look(&view);
    assert_true(seen(0, now));
}

static void going_there_opens_and_shows_it(void **state)
{
    (void)state;
    static const struct {
        float depth, x, y;
        bool front;
    } PLACES[] = {{0, -0.2f, 0.1f, false}, {5, 0.17f, 0.1f, false}, {10, 0.15f, 0.35f, false}, {3, 0.15f, -0.1f, true}};
    ViewState view;
    float set[3], now[3];
    clear();
    for (int i = 0; i < 4; i++) {
        session_home(session, &view);
        view.depth = PLACES[i].depth;
        camera_orbit(&view.camera, PLACES[i].front ? 180 : 0, 0);
        look(&view);
        assert_int_equal(pin(PLACES[i].x, PLACES[i].y, "", set), i);
    }
    session_home(session, &view);
    for (int i = 0; i < 4; i++) {
        look(&view);
        act(COMMAND_NOTE_OPEN, (float)i, "");
        session_compose(session, WIDTH, HEIGHT, list);
        assert_int_equal(session_view(session)->selected, session_note_item(session, note(i)));
        assert_true(seen(i, now));
        assert_int_equal(session_note(session, NULL, NULL), i);
    }
    act(COMMAND_UNDO, 0, ""); /* the way there is a step of the view */
    assert_int_equal(count(), 4);
}

static void on_the_face_of_a_cut_it_is_seen_while_that_is_cut(void **state)
{
    (void)state;
    ViewState view;
    HipError err = {""};
    float set[3], now[3];
    clear();
    session_home(session, &view);
    assert_int_equal(view_read_section("axial=-30", &view, &err), HIP_OK);
    camera_orbit(&view.camera, 0, 70);
    look(&view);
    int row = -1;
    for (float x = -0.4f; x < 0.4f && row < 0; x += 0.02f) {
        Pick pick = query_pick(model, list, &cache, x, 0);
        row = pick.item >= 0 && pick.triangle == UINT32_MAX ? pin(x, 0, "Inside", set) : -1;
    }
    assert_int_equal(row, 0);
    assert_string_equal(note(0)->cut, "axial=-30");
    assert_true(seen(0, now));
    assert_true(apart(set, now) < NEAR_M);
    on_disk();
    session_home(session, &view);
    look(&view);
    assert_false(seen(0, now));
    act(COMMAND_NOTE_OPEN, 0, "");
    session_compose(session, WIDTH, HEIGHT, list);
    assert_int_equal(session_view(session)->section, SECTION_AXIAL);
    assert_true(seen(0, now));
    assert_true(apart(set, now) < NEAR_M);
}

static void undo_goes_back_through_notes_and_views_in_their_order(void **state)
{
    (void)state;
    ViewState view;
    float set[3];
    on_maximus(&view, set);
    act(COMMAND_NOTE_SAY, 0, "H");
    act(COMMAND_NOTE_SAY, 0, "He");
    act(COMMAND_DEPTH, 6, "");
    act(COMMAND_NOTE_SAY, 0, "Other");
    act(COMMAND_NOTE_SAY, 0, "Other words");
    act(COMMAND_NOTE_DROP, 0, "");
    assert_int_equal(count(), 0);
    on_disk();
    act(COMMAND_UNDO, 0, "");
    assert_string_equal(note(0)->text, "Other words");
    on_disk();
    act(COMMAND_UNDO, 0, "");
    assert_string_equal(note(0)->text, "He"); /* what is typed without a break is one step */
    act(COMMAND_UNDO, 0, "");
    assert_float_equal(session_view(session)->depth, 3, 1e-6);
    assert_int_equal(count(), 1);
    act(COMMAND_UNDO, 0, "");
    assert_int_equal(count(), 0);
    const Command undo = {.id = COMMAND_UNDO, .item = -1}, redo = {.id = COMMAND_REDO, .item = -1};
    assert_false(session_can(session, &undo));
    assert_true(session_can(session, &redo));
    act(COMMAND_REDO, 0, "");
    assert_string_equal(note(0)->text, "He");
    act(COMMAND_REDO, 0, "");
    assert_float_equal(session_view(session)->depth, 6, 1e-6);
    act(COMMAND_REDO, 0, "");
    assert_string_equal(note(0)->text, "Other words");
    act(COMMAND_REDO, 0, "");
    assert_int_equal(count(), 0);
    on_disk();
    act(COMMAND_UNDO, 0, "");
    act(COMMAND_DEPTH, 2, ""); /* another way: nothing to do again */
    assert_false(session_can(session, &redo));
    assert_int_equal(count(), 1);
}

static void for_others_eyes_pins_are_shown_only_when_switched_on(void **state)
{
    (void)state;
    ViewState view;
    float set[3];
    on_maximus(&view, set);
    assert_true(session_notes_shown(session));
    act(COMMAND_PRESENT, 1, "");
    assert_false(session_notes_shown(session));
    act(COMMAND_NOTES_PROJECT, -1, "");
    assert_true(session_notes_shown(session));
    act(COMMAND_NOTES_SHOW, 0, "");
    assert_false(session_notes_shown(session));
    act(COMMAND_NOTES_SHOW, 1, "");
    act(COMMAND_NOTES_PROJECT, 0, "");
    act(COMMAND_PRESENT, 0, "");
    act(COMMAND_QUIZ_LEVEL, 1, ""); /* a note could say the answer */
    assert_true(session_asks(session));
    assert_false(session_notes_shown(session));
    act(COMMAND_QUIZ_LEVEL, 0, "");
    assert_true(session_notes_shown(session));
}

static void notes_of_another_model_stay_with_it(void **state)
{
    (void)state;
    static Notes mixed;
    int rows[NOTES_MOST];
    ViewState view;
    float set[3];
    on_maximus(&view, set);
    notes_add(&mixed, 0, note(0));
    notes_add(&mixed, 0, note(0));
    mixed.rows[0].model = 0x0123456789abcdefu;
    assert_int_equal(model_identity(model), 0);
    assert_int_equal(notes_save(&mixed, NULL), HIP_OK);
    Session *next = session_create(atlas);
    session_set_model(next, model, 1);
    assert_int_equal(session_note_rows(next, rows), 1);
    assert_int_equal(rows[0], 1);
    assert_int_equal(session_notes(next)->rows[0].model == 0x0123456789abcdefu, 1);
    session_swap_model(next, NULL); /* it is the other session's */
    session_destroy(next);
}

static void full_is_told_and_changes_nothing(void **state)
{
    (void)state;
    ViewState view;
    float set[3];
    HipError err = {""};
    on_maximus(&view, set);
    Command add = {.id = COMMAND_NOTE_ADD, .item = session_note_item(session, note(0))};
    memcpy(add.vector, note(0)->at, sizeof note(0)->at);
    while (count() < NOTES_MOST) {
        assert_int_equal(session_do(session, &add, &err), HIP_OK);
    }
    assert_int_equal(session_do(session, &add, &err), HIP_FAILED);
    assert_non_null(strstr(err.text, "200"));
    on_disk();
    clear();
}

static void wrong_files_are_refused_and_put_aside(void **state)
{
    (void)state;
    static const char *const WRONG[] = {
        "",
        "[]",
        "{",
        "{\"version\": 1}",
        "{\"version\": 9, \"notes\": []}",
        "{\"version\": 1, \"notes\": {}}",
        "{\"version\": 1, \"notes\": [1]}",
        "{\"version\": 1, \"notes\": [{\"on\": \"sacrum\"}]}",
        "{\"version\": 1, \"notes\": [{\"on\": \"\", \"at_mm\": [0, 0, 0]}]}",
        "{\"version\": 1, \"notes\": [{\"on\": \"sacrum\", \"at_mm\": [0, 0]}]}",
        "{\"version\": 1, \"notes\": [{\"on\": \"sacrum\", \"at_mm\": [0, 0, 1e300]}]}",
        "{\"version\": 1, \"notes\": [{\"on\": \"sacrum\", \"at_mm\": [0, 0, 0], \"model\": \"xyz\"}]}",
        "{\"version\": 1, \"notes\": [{\"on\": \"sacrum\", \"at_mm\": [0, 0, 0], \"cut\": \"sideways=1\"}]}",
        "{\"version\": 1, \"notes\": [{\"on\": \"sacrum\", \"at_mm\": [0, 0, 0], \"client\": \"\"}]}",
        ("{\"version\": 1, \"notes\": [{\"on\": "
         "\"0123456789012345678901234567890123456789012345678901234567890123456\","
         " \"at_mm\": [0, 0, 0]}]}")};
    static Notes read;
    HipError err = {""};
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        read.count = 3;
        assert_int_equal(notes_read(WRONG[i], strlen(WRONG[i]), &read, &err), HIP_FAILED);
        assert_int_equal(read.count, 0);
        assert_non_null(strstr(err.text, "notes.json"));
    }
    static const char NONE[] = "{\"version\": 1, \"notes\": []}";
    assert_int_equal(notes_read(NONE, strlen(NONE), &read, &err), HIP_OK);
    char *own = file_data_folder(), *aside = mem_format("%s/notes.json.broken", own);
    assert_int_equal(store_save(own, "notes.json", "{", 1, NULL), HIP_OK);
    assert_int_equal(notes_load(&read, &err), HIP_FAILED);
    assert_int_equal(read.count, 0);
    assert_true(file_exists(aside));
    free(own);
    free(aside);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_note_is_kept_where_it_was_set),
        cmocka_unit_test(another_build_of_the_body_carries_it_too),
        cmocka_unit_test(it_goes_with_a_muscle_that_is_bent_back_and_joints_that_move),
        cmocka_unit_test(what_hides_its_structure_hides_it),
        cmocka_unit_test(going_there_opens_and_shows_it),
        cmocka_unit_test(on_the_face_of_a_cut_it_is_seen_while_that_is_cut),
        cmocka_unit_test(undo_goes_back_through_notes_and_views_in_their_order),
        cmocka_unit_test(for_others_eyes_pins_are_shown_only_when_switched_on),
        cmocka_unit_test(notes_of_another_model_stay_with_it),
        cmocka_unit_test(full_is_told_and_changes_nothing),
        cmocka_unit_test(wrong_files_are_refused_and_put_aside),
    };
    return cmocka_run_group_tests(tests, open_body, close_body);
}
