/* The user's own files: whole at any moment, even when the program is killed while it saves. */
#include "hip/bookmarks.h"
#include "hip/lesson.h"
#include "hip/mem.h"
#include "hip/notes.h"
#include "hip/quiz.h"
#include "hip/settings.h"
#include "hip/store.h"
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utime.h>

#include <cmocka.h>

static char folder[64];

static int make(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/hip_store_XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int clear(void **state)
{
    (void)state;
    char *command = mem_format("rm -r '%s'", folder);
    int rc = system(command);
    free(command);
    return rc;
}

static void what_is_saved_is_loaded(void **state)
{
    (void)state;
    Buffer buffer = {0};
    char *deep = mem_format("%s/a/b", folder);
    assert_int_equal(store_load(deep, "x.json", &buffer, NULL), HIP_OK);
    assert_null(buffer.data);
    assert_int_equal(store_save(deep, "x.json", "one", 3, NULL), HIP_OK);
    assert_int_equal(store_save(deep, "x.json", "other", 5, NULL), HIP_OK);
    assert_int_equal(store_load(deep, "x.json", &buffer, NULL), HIP_OK);
    assert_string_equal((char *)buffer.data, "other");
    buffer_release(&buffer);
    free(deep);
}

static void what_is_broken_is_kept_aside(void **state)
{
    (void)state;
    HipError err;
    char *aside = mem_format("%s/x.json.broken", folder);
    assert_int_equal(store_save(folder, "x.json", "{", 1, NULL), HIP_OK);
    store_set_aside(folder, "x.json", &err);
    assert_non_null(strstr(err.text, "x.json.broken"));
    assert_true(file_exists(aside));
    assert_int_equal(store_save(folder, "x.json", "{}", 2, NULL), HIP_OK);
    assert_true(file_exists(aside));
    free(aside);
}

static void stale_tries_are_swept_fresh_ones_stay(void **state)
{
    (void)state;
    char *stale = mem_format("%s/x.json.aB3xYz", folder), *fresh = mem_format("%s/x.json.qwerty", folder),
         *other = mem_format("%s/y.json.aB3xYz", folder);
    struct utimbuf long_ago = {time(NULL) - 3600, time(NULL) - 3600};
    char *const all[] = {stale, fresh, other};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(file_write_atomic(all[i], "", 0, NULL), HIP_OK);
    }
    utime(stale, &long_ago);
    utime(other, &long_ago);
    assert_int_equal(store_save(folder, "x.json", "{}", 2, NULL), HIP_OK);
    assert_false(file_exists(stale));
    assert_true(file_exists(fresh) && file_exists(other));
    for (int i = 0; i < 3; i++) {
        free(all[i]);
    }
}

/* A progress file that tells its own state: `round` answers of one card. */
static char *progress_of(int round, QuizMemory *memory)
{
    memset(memory, 0, sizeof *memory);
    for (int i = 0; i < 300; i++) {
        char id[QUIZ_ID];
        snprintf(id, sizeof id, "name.structure_%d", i);
        quiz_remember(memory, id, true, round);
    }
    return quiz_memory_write(memory);
}

/* Bookmarks, notes and settings that tell theirs. */
static char *bookmarks_of(int round)
{
    static Bookmarks bookmarks;
    char name[BOOKMARK_NAME], code[32];
    bookmarks_release(&bookmarks);
    snprintf(code, sizeof code, "h1 depth=%d", round);
    for (int i = 0; i < 150; i++) {
        snprintf(name, sizeof name, "View %d", i);
        assert_true(bookmarks_add(&bookmarks, i, name, code));
    }
    char *text = bookmarks_write(&bookmarks);
    bookmarks_release(&bookmarks);
    return text;
}

static char *notes_of(int round)
{
    static Notes notes;
    Note note = {.on = "sacrum"};
    notes.count = 0;
    snprintf(note.text, sizeof note.text, "%d", round);
    while (notes_add(&notes, notes.count, &note)) {
    }
    return notes_write(&notes);
}

/* A lesson as it is recorded. */
static char *lesson_of(int round)
{
    LessonStep steps[60] = {{.word_count = 0}};
    char say[32];
    snprintf(say, sizeof say, "Round %d", round);
    for (int i = 0; i < 60; i++) {
        steps[i] = (LessonStep){.words = {{"depth", "4.25", 0}, {"xray", NULL, 0}},
                                .word_count = 2,
                                .say = {.text = say},
                                .seconds = LESSON_STAY_S};
    }
    const Lesson lesson = {.id = "killed", .title = "Killed", .steps = steps, .step_count = 60, .own = true};
    return lesson_write(&lesson);
}

static char *settings_of(int round)
{
    Settings settings;
    settings_default(&settings);
    settings.text_percent = SETTINGS_TEXT_LEAST + round % 100;
    settings.latin = round % 2 != 0;
    return settings_write(&settings);
}

static const char *const NAMES[] = {"progress.json", "bookmarks.json", "settings.json", "notes.json", "lesson.json"};
enum { FILES = sizeof NAMES / sizeof *NAMES };

static char *text_of(int file, int round, QuizMemory *memory)
{
    switch (file) {
    case 0:
        return progress_of(round, memory);
    case 1:
        return bookmarks_of(round);
    case 2:
        return settings_of(round);
    case 3:
        return notes_of(round);
    default:
        return lesson_of(round);
    }
}

/* Each time another file is the first: on a slow disk the last ones are seldom reached. */
static void save_without_end(int first)
{
    QuizMemory *memory = mem_alloc(1, sizeof *memory);
    for (int round = 1;; round++) {
        for (int n = 0; n < FILES; n++) {
            int i = (first + n) % FILES;
            char *text = text_of(i, round, memory);
            if (store_save(folder, NAMES[i], text, strlen(text), NULL) != HIP_OK) {
                _exit(1);
            }
            free(text);
        }
    }
}

static void read_progress(const Buffer *file, QuizMemory *memory, int *last)
{
    HipError err = {""};
    if (quiz_memory_read((char *)file->data, file->size, NAMES[0], memory, &err) != HIP_OK) {
        fail_msg("%s", err.text);
    }
    assert_int_equal(memory->count, 300);
    for (int i = 1; i < memory->count; i++) {
        assert_int_equal(memory->marks[i].due, memory->marks[0].due);
    }
    *last = memory->marks[0].due;
}

static void read_bookmarks(const Buffer *file)
{
    static Bookmarks bookmarks;
    HipError err = {""};
    if (bookmarks_read((char *)file->data, file->size, &bookmarks, &err) != HIP_OK) {
        fail_msg("%s", err.text);
    }
    assert_int_equal(bookmarks.count, 150);
    for (int i = 1; i < bookmarks.count; i++) {
        assert_string_equal(bookmarks.rows[i].code, bookmarks.rows[0].code);
    }
    bookmarks_release(&bookmarks);
}

static void read_notes(const Buffer *file)
{
    static Notes notes;
    HipError err = {""};
    if (notes_read((char *)file->data, file->size, &notes, &err) != HIP_OK) {
        fail_msg("%s", err.text);
    }
    assert_int_equal(notes.count, NOTES_MOST);
    for (int i = 1; i < notes.count; i++) {
        assert_string_equal(notes.rows[i].text, notes.rows[0].text);
    }
}

static void read_lesson(const Buffer *file)
{
    static const Atlas nothing; /* a lesson without sources asks it nothing */
    Problems problems = {0};
    Lesson *lesson = NULL;
    if (lesson_parse(&nothing, (char *)file->data, file->size, "lesson.json", true, &lesson, &problems) != HIP_OK) {
        fail_msg("%s", problems.items[0].text);
    }
    assert_int_equal(lesson->step_count, 60);
    for (int i = 0; i < lesson->step_count; i++) {
        assert_string_equal(lesson->steps[i].say.text, lesson->steps[0].say.text);
        assert_int_equal(lesson->steps[i].word_count, 2);
    }
    lesson_release(lesson);
    problems_release(&problems);
}

static void read_settings(const Buffer *file)
{
    Settings settings;
    assert_int_equal(settings_read((char *)file->data, file->size, &settings, NULL), HIP_OK);
    assert_int_equal(settings.latin, settings.text_percent % 2 != 0);
    assert_int_equal(((const char *)file->data)[file->size - 1], '\n');
}

/* Killed at moments spread over a save: what is there is one whole state, and never none after one was there. */
static void killed_in_the_middle_old_or_new_is_whole(void **state)
{
    (void)state;
    const char *full = getenv("HIP_FULL");
    int kills = full && *full ? 200 : 20, last = 0;
    bool seen[FILES] = {false};
    QuizMemory *memory = mem_alloc(1, sizeof *memory);
    for (int k = 0; k < kills; k++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            save_without_end(k);
        }
        struct timespec wait = {0, 20000000 + (k * 7919L % 997) * 20000L};
        nanosleep(&wait, NULL);
        kill(child, SIGKILL);
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
        for (int i = 0; i < FILES; i++) {
            Buffer file = {0};
            HipError err;
            assert_int_equal(store_load(folder, NAMES[i], &file, &err), HIP_OK);
            assert_true(file.data || !seen[i]); /* killed before the first save: nothing, as before */
            if (file.data) {
                i == 0   ? read_progress(&file, memory, &last)
                : i == 1 ? read_bookmarks(&file)
                : i == 2 ? read_settings(&file)
                : i == 3 ? read_notes(&file)
                         : read_lesson(&file);
                seen[i] = true;
            }
            buffer_release(&file);
        }
    }
    assert_true(last > 0 && seen[1] && seen[2] && seen[3] && seen[4]);
    free(memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_saved_is_loaded, make, clear),
        cmocka_unit_test_setup_teardown(what_is_broken_is_kept_aside, make, clear),
        cmocka_unit_test_setup_teardown(stale_tries_are_swept_fresh_ones_stay, make, clear),
        cmocka_unit_test_setup_teardown(killed_in_the_middle_old_or_new_is_whole, make, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
