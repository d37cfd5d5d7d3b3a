/* Settings: what is kept comes back, other versions do no harm, what is broken is put aside. */
#include "hip/file.h"
#include "hip/mem.h"
#include "hip/settings.h"
#include "hip/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char folder[64];

static int make(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/hip_settings_XXXXXX");
    return mkdtemp(folder) && setenv("XDG_CONFIG_HOME", folder, 1) == 0 ? 0 : -1;
}

static int clear(void **state)
{
    (void)state;
    char *command = mem_format("rm -r '%s'", folder);
    int rc = system(command);
    free(command);
    return rc;
}

static void nothing_is_there_at_first(void **state)
{
    (void)state;
    Settings settings, plain;
    settings_default(&plain);
    assert_int_equal(settings_load(&settings, NULL), HIP_OK);
    assert_true(settings_equal(&settings, &plain));
    assert_int_equal(plain.text_percent, 100);
}

static void what_is_saved_comes_back(void **state)
{
    (void)state;
    Settings back, settings = {.theme = THEME_LIGHT,
                               .skin = 2,
                               .build = 1,
                               .text_percent = 175,
                               .language = words_language_from_code("fr"),
                               .latin = true,
                               .calm = true};
    assert_int_equal(settings_save(&settings, NULL), HIP_OK);
    assert_int_equal(settings_load(&back, NULL), HIP_OK);
    assert_true(settings_equal(&settings, &back));
}

static void other_versions_do_no_harm(void **state)
{
    (void)state;
    static const char TEXT[] = "{\"version\": 7, \"theme\": \"plaid\", \"text_percent\": 9000, \"skin\": \"x\", "
                               "\"build\": 2, \"latin\": true, \"smell\": [1, 2]}";
    Settings settings;
    assert_int_equal(settings_read(TEXT, strlen(TEXT), &settings, NULL), HIP_OK);
    assert_int_equal(settings.theme, THEME_DARK);
    assert_int_equal(settings.text_percent, 100);
    assert_int_equal(settings.skin, 0);
    assert_int_equal(settings.build, 1);
    assert_true(settings.latin);
}

static void what_is_broken_is_put_aside(void **state)
{
    (void)state;
    Settings settings, plain;
    HipError err = {""};
    char *own = mem_format("%s/hip-atlas", folder), *path = mem_format("%s/settings.json", own),
         *aside = mem_format("%s.broken", path);
    settings_default(&plain);
    assert_int_equal(file_make_folders(own, NULL), HIP_OK);
    assert_int_equal(file_write_atomic(path, "{\"theme\":", 9, NULL), HIP_OK);
    assert_int_equal(settings_load(&settings, &err), HIP_FAILED);
    assert_non_null(strstr(err.text, "settings.json.broken"));
    assert_true(file_exists(aside) && !file_exists(path));
    assert_true(settings_equal(&settings, &plain));
    free(own);
    free(path);
    free(aside);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_is_there_at_first, make, clear),
        cmocka_unit_test_setup_teardown(what_is_saved_comes_back, make, clear),
        cmocka_unit_test_setup_teardown(other_versions_do_no_harm, make, clear),
        cmocka_unit_test_setup_teardown(what_is_broken_is_put_aside, make, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
