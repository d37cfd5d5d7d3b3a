/* Bookmarks: kept, opened, named, deleted, brought back; on disk at once; never what a client told. */
#include "body_session.h"
#include "hip/file.h"
#include "hip/mem.h"
#include "hip/store.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void act(CommandId id, float value, const char *text)
{
    Command command = {.id = id, .item = -1, .value = value};
    HipError err = {""};
    snprintf(command.text, sizeof command.text, "%s", text);
    if (session_do(session, &command, &err) != HIP_OK) {
        fail_msg("%s", err.text);
    }
}

/* What is on disk is what the session holds. */
static void on_disk(void)
{
    static Bookmarks read;
    const Bookmarks *held = session_bookmarks(session);
    HipError err = {""};
    assert_int_equal(bookmarks_load(&read, &err), HIP_OK);
    assert_int_equal(read.count, held->count);
    for (int i = 0; i < read.count; i++) {
        assert_string_equal(read.rows[i].name, held->rows[i].name);
        assert_string_equal(read.rows[i].code, held->rows[i].code);
    }
    bookmarks_release(&read);
}

static const char *name(int row)
{
    return session_bookmarks(session)->rows[row].name;
}

static void kept_views_come_back_as_they_were(void **state)
{
    (void)state;
    unsigned turn;
    act(COMMAND_DEPTH, 6, "");
    ViewState deep = *session_view(session);
    act(COMMAND_BOOKMARK_KEEP, 0, "Deep");
    assert_int_equal(session_screen(session)->page, PAGE_BOOKMARKS);
    act(COMMAND_HOME, 0, "");
    act(COMMAND_BOOKMARK_KEEP, 0, "");
    act(COMMAND_BOOKMARK_KEEP, 0, "");
    assert_int_equal(session_bookmarks(session)->count, 3);
    assert_string_equal(name(2), "Deep");
    assert_string_not_equal(name(0), name(1));
    on_disk();
    act(COMMAND_THEME, THEME_LIGHT, "");
    act(COMMAND_BOOKMARK_OPEN, 2, "");
    assert_int_equal(session_bookmark(session, &turn), 2);
    assert_float_equal(session_view(session)->depth, deep.depth, 1e-6);
    assert_float_equal(session_view(session)->camera.yaw_deg, deep.camera.yaw_deg, 0.01);
    assert_int_equal(session_view(session)->theme, THEME_LIGHT); /* the looker's own */
    act(COMMAND_UNDO, 0, "");
    assert_float_equal(session_view(session)->depth, 0, 1e-6);
}

static void named_deleted_and_brought_back(void **state)
{
    (void)state;
    unsigned before, after;
    act(COMMAND_BOOKMARK_RENAME, 1, "For \"Monday\" \xc3\xa4");
    assert_string_equal(name(1), "For \"Monday\" \xc3\xa4");
    act(COMMAND_BOOKMARK_RENAME, 1, "");
    assert_string_equal(name(1), "For \"Monday\" \xc3\xa4");
    session_bookmark(session, &before);
    act(COMMAND_BOOKMARK_DROP, 1, "");
    assert_int_equal(session_bookmark(session, &after), -1);
    assert_int_not_equal(before, after);
    assert_int_equal(session_bookmarks(session)->count, 2);
    assert_true(session_can_unkeep(session));
    on_disk();
    act(COMMAND_BOOKMARK_UNDROP, 0, "");
    assert_string_equal(name(1), "For \"Monday\" \xc3\xa4");
    assert_false(session_can_unkeep(session));
    on_disk();
    act(COMMAND_BOOKMARK_DROP, 99, ""); /* no such row */
    act(COMMAND_BOOKMARK_OPEN, -1, "");
    assert_int_equal(session_bookmarks(session)->count, 3);
}

static void a_name_or_its_beginning_finds_one(void **state)
{
    (void)state;
    static Bookmarks kept;
    HipError err = {""};
    int row = -1;
    assert_int_equal(bookmarks_find(&kept, "x", &row, &err), HIP_USAGE);
    assert_non_null(strstr(err.text, "none is kept"));
    static const char *const NAMES[] = {"Montag", "Hüfte hinten", "Monday", "mon", "Hüfte"};
    for (int i = 0; i < 5; i++) {
        assert_true(bookmarks_add(&kept, i, NAMES[i], "h1"));
    }
    static const struct {
        const char *name;
        int row;
    } FOUND[] = {{"Monday", 2}, {"MONTAG", 0}, {"mond", 2}, {"Mon", 3}, {"hufte", 4}, {"hüfte h", 1}};
    for (size_t i = 0; i < sizeof FOUND / sizeof *FOUND; i++) {
        assert_int_equal(bookmarks_find(&kept, FOUND[i].name, &row, &err), HIP_OK);
        assert_int_equal(row, FOUND[i].row);
    }
    assert_int_equal(bookmarks_find(&kept, "mo", &row, &err), HIP_USAGE); /* three begin so */
    assert_non_null(strstr(err.text, "'Montag', 'Monday', 'mon'"));
    assert_null(strstr(err.text, "fte"));
    assert_int_equal(bookmarks_find(&kept, "Tuesday", &row, &err), HIP_USAGE);
    assert_non_null(strstr(err.text, "'Montag', 'Hüfte hinten'"));
    assert_int_equal(bookmarks_find(&kept, "...", &row, &err), HIP_USAGE); /* no letter: no beginning of all */
    bookmarks_release(&kept);
}

/* Cut within a letter a name could not be written, and its view would be lost. */
static void a_long_name_ends_with_a_whole_letter(void **state)
{
    (void)state;
    static Bookmarks kept, read;
    char name[200] = "a";
    HipError err = {""};
    while (strlen(name) < 190) {
        strcat(name, "ü");
    }
    assert_true(bookmarks_add(&kept, 0, name, "h1"));
    assert_true(bookmarks_add(&kept, 0, "broken \xc3", "h1"));
    char *text = bookmarks_write(&kept);
    assert_int_equal(bookmarks_read(text, strlen(text), &read, &err), HIP_OK);
    assert_int_equal(read.count, 2);
    assert_int_equal(strlen(read.rows[1].name), 79);
    assert_string_equal(read.rows[0].name, "broken");
    free(text);
    bookmarks_release(&kept);
    bookmarks_release(&read);
}

static void words_begin_with_one(void **state)
{
    (void)state;
    HipError err = {""};
    const ViewWord words[] = {{"depth", "5"}, {"bookmark", "for"}}, wrong[] = {{"bookmark", "nobody"}};
    act(COMMAND_HOME, 0, "");
    ViewState home = *session_view(session);
    assert_int_equal(session_apply_words(session, wrong, 1, &err), HIP_USAGE);
    assert_non_null(strstr(err.text, "For \"Monday\""));
    assert_true(view_state_equal(session_view(session), &home));
    assert_int_equal(session_apply_words(session, words, 2, &err), HIP_OK);
    assert_float_equal(session_view(session)->depth, 5, 1e-6); /* what else was asked for goes on top */
    ViewState out;
    assert_int_equal(session_words_state(session, &home, words, 2, &out, &err), HIP_USAGE); /* no lesson holds one */
    act(COMMAND_HOME, 0, "");
}

static void what_a_client_told_is_never_kept(void **state)
{
    (void)state;
    act(COMMAND_TELL_ZONE, 0, "buttock_mid");
    act(COMMAND_TELL_QUALITY, 0, "");
    act(COMMAND_TELL_FLAG, 0, "");
    assert_true(session_view(session)->told.zones != 0);
    act(COMMAND_SOURCE, 0, "");
    session_screen(session)->message[0] = '\0';
    act(COMMAND_BOOKMARK_KEEP, 0, "Told");
    assert_non_null(strstr(session_screen(session)->message, "client"));
    const char *code = session_bookmarks(session)->rows[0].code;
    static const char *const WORDS[] = {"zone=", "quality=", "flag=", "source=", "compare="};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        assert_null(strstr(code, WORDS[i]));
    }
    on_disk();
    act(COMMAND_PAIN_WIPE, 0, "");
    act(COMMAND_PAIN_WIPE, 0, "");
}

static void full_is_told_and_changes_nothing(void **state)
{
    (void)state;
    HipError err = {""};
    Command keep = {.id = COMMAND_BOOKMARK_KEEP, .item = -1};
    act(COMMAND_HOME, 0, "");
    while (session_bookmarks(session)->count < BOOKMARKS_MOST) {
        act(COMMAND_BOOKMARK_KEEP, 0, "Again and again");
    }
    assert_int_equal(session_do(session, &keep, &err), HIP_FAILED);
    assert_non_null(strstr(err.text, "200"));
    assert_int_equal(session_bookmarks(session)->count, BOOKMARKS_MOST);
    on_disk();
}

static void wrong_files_are_refused_and_put_aside(void **state)
{
    (void)state;
    static const char *const WRONG[] = {"",
                                        "[]",
                                        "{",
                                        "{\"version\": 1}",
                                        "{\"version\": 9, \"bookmarks\": []}",
                                        "{\"version\": 1, \"bookmarks\": [{\"name\": \"x\"}]}",
                                        "{\"version\": 1, \"bookmarks\": [{\"name\": 1, \"view\": \"h1\"}]}"};
    static Bookmarks read;
    HipError err = {""};
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        assert_int_equal(bookmarks_read(WRONG[i], strlen(WRONG[i]), &read, &err), HIP_FAILED);
        assert_int_equal(read.count, 0);
    }
    char *own = file_data_folder(), *aside = mem_format("%s/bookmarks.json.broken", own);
    assert_int_equal(store_save(own, "bookmarks.json", "{", 1, NULL), HIP_OK);
    assert_int_equal(bookmarks_load(&read, &err), HIP_FAILED);
    assert_int_equal(read.count, 0);
    assert_true(file_exists(aside));
    free(aside);
    free(own);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kept_views_come_back_as_they_were),
        cmocka_unit_test(named_deleted_and_brought_back),
        cmocka_unit_test(a_name_or_its_beginning_finds_one),
        cmocka_unit_test(a_long_name_ends_with_a_whole_letter),
        cmocka_unit_test(words_begin_with_one),
        cmocka_unit_test(what_a_client_told_is_never_kept),
        cmocka_unit_test(full_is_told_and_changes_nothing),
        cmocka_unit_test(wrong_files_are_refused_and_put_aside),
    };
    return cmocka_run_group_tests(tests, body_session_open, body_session_close);
}
