/* test_ui_notes.c - notes on the body as they are written, read, clicked and hidden. */
#include "ui_internal.h"
#include "ui_stage.h"
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

static char folder[64];

static int open_notes(void **state)
{
    snprintf(folder, sizeof folder, "/tmp/hip_notes_XXXXXX");
    if (!mkdtemp(folder) || setenv("XDG_DATA_HOME", folder, 1) != 0 || stage_open(state) != 0) {
        return -1;
    }
    model_bvh(session_model(stage.session)); /* as the loader makes it */
    return 0;
}

static int close_notes(void **state)
{
    char *command = mem_format("rm -r '%s'", folder);
    int rc = system(command);
    free(command);
    return rc + stage_close(state);
}

static const Notes *notes(void)
{
    return session_notes(stage.session);
}

/* Each test begins with one note, on the back of the right gluteus maximus. */
static int each(void **state)
{
    stage_each(state);
    while (notes()->count > 0) {
        stage_do(COMMAND_NOTE_DROP, -1, 0, NULL);
    }
    Command add = {.id = COMMAND_NOTE_ADD, .item = stage_item("gluteus_maximus_r")};
    const Box3 *box = &session_model(stage.session)->item_box[add.item];
    HipError err = {{0}};
    box3_centre(box, add.vector);
    add.vector[2] = box->lo[2];
    assert_int_equal(session_do(stage.session, &add, &err), HIP_OK);
    stage_frames(4);
    stage_forget();
    return 0;
}

static int pins_seen(void)
{
    int count = 0;
    for (int i = 0; i < stage.ui->pin_count; i++) {
        count += stage.ui->pins[i].seen;
    }
    return count;
}

/* Typed at once: who pins one writes in it, and nothing of it searches. */
static void what_is_typed_goes_into_the_note(void **state)
{
    (void)state;
    assert_int_equal(session_screen(stage.session)->page, PAGE_NOTES);
    assert_true(ui_wants_text(stage.ui));
    stage_type("P");
    stage_type("ress ");
    stage_type("\xc3\xa4");
    stage_frames(2);
    assert_string_equal(notes()->rows[0].text, "Press \xc3\xa4");
    assert_false(session_screen(stage.session)->search);
    int said = 0;
    for (int i = 0; i < stage.pushed_count; i++) {
        said += stage.pushed[i].id == COMMAND_NOTE_SAY;
    }
    stage_frames(10); /* a space at the end is nothing new in each frame */
    stage_type(" ");
    stage_frames(10);
    int after = 0;
    for (int i = 0; i < stage.pushed_count; i++) {
        after += stage.pushed[i].id == COMMAND_NOTE_SAY;
    }
    assert_int_equal(said, 3);
    assert_int_equal(after, said);
    stage_key(UIKEY_ESCAPE);
    stage_frames(2);
    assert_false(ui_wants_text(stage.ui));
}

static void its_first_words_stand_beside_the_body(void **state)
{
    (void)state;
    static const char LONG[] = "Trigger point here, refers down the back of the thigh";
    stage_do(COMMAND_NOTE_SAY, -1, 0, LONG);
    stage_do(COMMAND_LABELS, -1, LABELS_NONE, NULL); /* notes are no names */
    stage_do(COMMAND_BACK, -1, 0, NULL);
    stage_frames(30);
    assert_int_equal(pins_seen(), 1);
    assert_true(stage_says_alone("1"));
    assert_false(stage_says_alone(LONG));
    assert_true(stage_says("Trigger point here, refers down"));
    stage_do(COMMAND_HIDE, stage_item("gluteus_maximus_r"), 0, NULL);
    stage_frames(60);
    assert_int_equal(pins_seen(), 0);
    assert_false(stage_says("Trigger point"));
    assert_false(stage_says_alone("1"));
}

static void a_click_on_the_pin_opens_it(void **state)
{
    (void)state;
    static const char LONG[] = "Trigger point here, refers down the back of the thigh";
    stage_do(COMMAND_NOTE_SAY, -1, 0, LONG);
    stage_do(COMMAND_BACK, -1, 0, NULL);
    stage_frames(30);
    const float *at = stage.ui->pins[0].at;
    stage_mouse(at[0], at[1]);
    assert_true(ui_wants_mouse(stage.ui)); /* the body does not turn */
    assert_true(stage_says_alone(LONG));   /* all of it under the pointer */
    stage_click(at[0], at[1]);
    stage_frames(2);
    const Command *chosen = stage_pushed(COMMAND_NOTE_CHOOSE);
    assert_non_null(chosen);
    assert_int_equal((int)chosen->value, 0);
    assert_int_equal(session_screen(stage.session)->page, PAGE_NOTES);
    assert_false(ui_wants_text(stage.ui)); /* it has its words: nothing is asked for */
}

static void its_page_goes_there_and_removes_it(void **state)
{
    (void)state;
    stage_type("Here");
    stage_key(UIKEY_ENTER);
    stage_frames(3);
    assert_true(stage_says_alone("1  Here"));
    assert_true(stage_says("names of clients"));
    bool opened = false, dropped = false;
    for (int i = 0; i < 60 && !dropped; i++) { /* all of it by keys */
        stage_key(UIKEY_TAB);
        if (stage.ui->focus.at == ui_id("note", "button", 0) && !opened) {
            stage_key(UIKEY_ENTER);
            stage_frames(2);
            opened = stage_pushed(COMMAND_NOTE_OPEN) != NULL;
        } else if (stage.ui->focus.at == ui_id("note", "button", 1) && opened) {
            stage_key(UIKEY_ENTER);
            stage_frames(2);
            dropped = stage_pushed(COMMAND_NOTE_DROP) != NULL;
        }
    }
    assert_true(opened && dropped);
    assert_int_equal(session_view(stage.session)->selected, stage_item("gluteus_maximus_r"));
    assert_int_equal(session_screen(stage.session)->page, PAGE_NOTES); /* the page of what is selected does not come */
    assert_int_equal(notes()->count, 0);
    stage_do(COMMAND_UNDO, -1, 0, NULL);
    stage_frames(2);
    assert_true(stage_says_alone("1  Here"));
}

static void on_the_projector_it_is_there_when_switched_on(void **state)
{
    (void)state;
    stage_do(COMMAND_NOTE_SAY, -1, 0, "Mine");
    stage_do(COMMAND_PRESENT, -1, 1, NULL);
    stage_frames(30);
    assert_false(stage_says("Mine"));
    stage_do(COMMAND_NOTES_PROJECT, -1, 1, NULL);
    stage_frames(30);
    assert_true(stage_says_alone("Mine"));
    stage_do(COMMAND_NOTES_PROJECT, -1, 0, NULL);
    stage_do(COMMAND_PRESENT, -1, 0, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_typed_goes_into_the_note, each, stage_each_done),
        cmocka_unit_test_setup_teardown(its_first_words_stand_beside_the_body, each, stage_each_done),
        cmocka_unit_test_setup_teardown(a_click_on_the_pin_opens_it, each, stage_each_done),
        cmocka_unit_test_setup_teardown(its_page_goes_there_and_removes_it, each, stage_each_done),
        cmocka_unit_test_setup_teardown(on_the_projector_it_is_there_when_switched_on, each, stage_each_done),
    };
    return cmocka_run_group_tests(tests, open_notes, close_notes);
}
