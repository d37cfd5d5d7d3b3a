/* The .mo reader: what is in a file is found, a broken file is refused, the system's wishes are read. */
#include "hip/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROOM = 256 };

static void put(unsigned char *at, uint32_t value)
{
    for (int i = 0; i < 4; i++) {
        at[i] = (unsigned char)(value >> 8 * i);
    }
}

/* "Bone" -> "Knochen", "Skin" -> "" (not translated), as msgfmt lays them out. */
static size_t make_file(unsigned char out[ROOM])
{
    static const char *const KEYS[] = {"Bone", "Skin"}, *const VALUES[] = {"Knochen", ""};
    memset(out, 0, ROOM);
    put(out, 0x950412deu);
    put(out + 8, 2);
    put(out + 12, 28);
    put(out + 16, 44);
    size_t at = 60;
    for (int table = 0; table < 2; table++) {
        for (int i = 0; i < 2; i++) {
            const char *text = table ? VALUES[i] : KEYS[i];
            put(out + 28 + 16 * table + 8 * i, (uint32_t)strlen(text));
            put(out + 32 + 16 * table + 8 * i, (uint32_t)at);
            memcpy(out + at, text, strlen(text) + 1);
            at += strlen(text) + 1;
        }
    }
    return at;
}

static void texts_are_found(void **state)
{
    (void)state;
    unsigned char bytes[ROOM];
    WordsFile file;
    assert_true(words_file_open(bytes, make_file(bytes), &file));
    assert_string_equal(words_file_find(&file, "Bone"), "Knochen");
    assert_null(words_file_find(&file, "Skin"));
    assert_null(words_file_find(&file, "Nerve"));
    assert_null(words_file_find(&file, "A"));
    assert_null(words_file_find(&file, "Z"));
}

/* Every single byte wrong and every length: read within bounds (the sanitizer watches), opened or refused. */
static void broken_files_do_no_harm(void **state)
{
    (void)state;
    unsigned char bytes[ROOM];
    size_t size = make_file(bytes);
    int refused = 0;
    for (size_t length = 0; length < size; length++) {
        unsigned char *part = malloc(length ? length : 1);
        WordsFile file;
        memcpy(part, bytes, length);
        refused += !words_file_open(part, length, &file);
        free(part);
    }
    assert_int_equal(refused, size);
    for (size_t i = 0; i < size; i++) {
        unsigned char kept = bytes[i], *exact;
        for (int value = 0; value < 256; value += 51) {
            WordsFile file;
            bytes[i] = (unsigned char)value;
            exact = malloc(size);
            memcpy(exact, bytes, size);
            if (words_file_open(exact, size, &file)) {
                words_file_find(&file, "Bone");
                words_file_find(&file, "Skin");
            }
            free(exact);
        }
        bytes[i] = kept;
    }
}

static void the_system_is_asked_as_gettext_asks_it(void **state)
{
    (void)state;
    unsetenv("LANGUAGE");
    unsetenv("LC_ALL");
    unsetenv("LC_MESSAGES");
    setenv("LANG", "fr_CA.UTF-8", 1);
    assert_string_equal(words_languages()[words_system_language()].code, "fr");
    setenv("LC_ALL", "C", 1);
    assert_int_equal(words_system_language(), 0);
    setenv("LANGUAGE", "nl:pt_BR:de", 1);
    assert_string_equal(words_languages()[words_system_language()].code, "pt");
    unsetenv("LANGUAGE");
    setenv("LC_ALL", "de", 1);
    assert_string_equal(words_languages()[words_system_language()].code, "de");
    setenv("LC_ALL", "deutsch", 1);
    assert_int_equal(words_system_language(), 0);
}

static void english_stands_for_itself(void **state)
{
    (void)state;
    const char *text = "Bone";
    assert_int_equal(words_set_language(0, NULL), HIP_OK);
    assert_ptr_equal(_(text), text);
    assert_null(words(NULL));
    HipError err;
    assert_int_equal(words_set_language(99, &err), HIP_FAILED);
    assert_int_equal(words_language(), 0);
}

/* --lang works under LANG=C, where the C library's gettext would stay silent. */
static void a_language_can_be_set_under_lang_c(void **state)
{
    (void)state;
    setenv("LC_ALL", "C", 1);
    for (int i = 1; i < WORDS_LANGUAGES; i++) {
        HipError err = {""};
        if (words_set_language(i, &err) != HIP_OK) {
            fail_msg("%s", err.text);
        }
        assert_string_not_equal(_("Gluteus maximus, right"), "");
    }
    words_set_language(0, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_found),
        cmocka_unit_test(broken_files_do_no_harm),
        cmocka_unit_test(the_system_is_asked_as_gettext_asks_it),
        cmocka_unit_test(english_stands_for_itself),
        cmocka_unit_test(a_language_can_be_set_under_lang_c),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
