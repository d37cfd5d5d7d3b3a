/* The user's own files: whole at any moment, even when the program is killed while it saves. */
#include "hip/mem.h"
#include "hip/quiz.h"
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

static void save_without_end(void)
{
    QuizMemory *memory = mem_alloc(1, sizeof *memory);
    for (int round = 1;; round++) {
        char *text = progress_of(round, memory);
        if (store_save(folder, "progress.json", text, strlen(text), NULL) != HIP_OK) {
            _exit(1);
        }
        free(text);
    }
}

/* Killed at moments spread over a save: what is there is one whole state, and never an older one than before. */
static void killed_in_the_middle_old_or_new_is_whole(void **state)
{
    (void)state;
    const char *full = getenv("HIP_FULL");
    int kills = full && *full ? 200 : 20, last = 0;
    QuizMemory *memory = mem_alloc(1, sizeof *memory);
    for (int k = 0; k < kills; k++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            save_without_end();
        }
        struct timespec wait = {0, 20000000 + (k * 7919L % 997) * 20000L};
        nanosleep(&wait, NULL);
        kill(child, SIGKILL);
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
        Buffer buffer = {0};
        HipError err;
        assert_int_equal(store_load(folder, "progress.json", &buffer, &err), HIP_OK);
        if (!buffer.data) {
            assert_int_equal(last, 0); /* killed before the first save: nothing, as before */
            continue;
        }
        if (quiz_memory_read((char *)buffer.data, buffer.size, "progress.json", memory, &err) != HIP_OK) {
            fail_msg("%s", err.text);
        }
        assert_int_equal(memory->count, 300);
        for (int i = 1; i < memory->count; i++) {
            assert_int_equal(memory->marks[i].due, memory->marks[0].due);
        }
        last = memory->marks[0].due;
        buffer_release(&buffer);
    }
    assert_true(last > 0);
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
