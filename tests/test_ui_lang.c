/* test_ui_lang.c - the interface in another language: what is translated is shown so, longer texts stay in their
 * panels, what is found by its own name. */
#include "hip/words.h"
#include "ui_internal.h"
#include "ui_measure.h"
#include <stdlib.h>

enum { TEXTS = 8192, LONG = 4096, ROOM = 8 << 20 };
enum { MADE_UP = WORDS_LANGUAGES - 1 }; /* stands in the place of a real one */

static char *texts[TEXTS];
static int text_count;
static unsigned char file_bytes[ROOM];

static void forget_texts(void)
{
    while (text_count > 0) {
        free(texts[--text_count]);
    }
}

static void keep_text(const char *text, size_t length)
{
    for (int i = 0; i < text_count; i++) {
        if (strlen(texts[i]) == length && memcmp(texts[i], text, length) == 0) {
            return;
        }
    }
    assert_true(text_count < TEXTS);
    texts[text_count++] = strndup(text, length);
}

/* Texts of more than one line are told as one and taken in lines: that only leaves a few as they are. */
static void keep_said(void)
{
    for (const char *at = stage.said; *at;) {
        size_t length = strcspn(at, "\n");
        if (length > 2) {
            keep_text(at, length);
        }
        at += length + (at[length] == '\n');
    }
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* 1.4 times as long: the text, then its beginning again; a single word becomes a longer word. */
static void lengthen(const char *text, char *out, size_t size)
{
    size_t more = strlen(text) * 4 / 10 + 1;
    while (((unsigned char)text[more] & 0xc0) == 0x80) {
        more--;
    }
    bool word = !strchr(text, ' ');
    int letters = 0;
    for (const char *at = text; *at; at++) {
        letters += (*at | 32) >= 'a' && (*at | 32) <= 'z';
    }
    snprintf(out, size, "%s%s%.*s", text, word ? "" : " ", letters > 1 ? (int)more : 0, text);
}

static void put(size_t at, size_t value)
{
    for (int i = 0; i < 4; i++) {
        file_bytes[at + (size_t)i] = (unsigned char)(value >> 8 * i);
    }
}

static size_t put_text(size_t table, int row, size_t at, const char *text)
{
    size_t length = strlen(text);
    assert_true(at + length + 1 < ROOM);
    put(table + 8 * (size_t)row, length);
    put(table + 8 * (size_t)row + 4, at);
    memcpy(file_bytes + at, text, length + 1);
    return at + length + 1;
}

/* A made-up language of all texts that were kept. */
static void speak_long(void)
{
    size_t keys = 28, values = keys + 8 * (size_t)text_count, at = values + 8 * (size_t)text_count;
    qsort(texts, (size_t)text_count, sizeof *texts, by_bytes);
    put(0, 0x950412deu);
    put(8, (size_t)text_count);
    put(12, keys);
    put(16, values);
    for (int i = 0; i < text_count; i++) {
        char longer[LONG];
        lengthen(texts[i], longer, sizeof longer);
        at = put_text(keys, i, at, texts[i]);
        at = put_text(values, i, at, longer);
    }
    WordsFile file;
    assert_true(words_file_open(file_bytes, at, &file));
    words_use_file(MADE_UP, &file);
}

static void go(int page)
{
    Screen *screen = session_screen(stage.session);
    screen->layers = page > PAGE_MORE;
    screen->page = screen->layers ? PAGE_NONE : (ScreenPage)page;
    stage_do(COMMAND_SELECT, page == PAGE_NONE ? stage_item("piriformis_r") : -1, 0, NULL);
    screen->page = screen->layers ? PAGE_NONE : (ScreenPage)page;
    stage_frames(3);
}

/* Every page, the page of a structure, the tree. */
static void each_page(void (*look)(int page))
{
    for (int page = PAGE_NONE; page <= PAGE_MORE + 1; page++) {
        go(page);
        look(page);
    }
}

static void measure_page(int page, const char *language)
{
    char what[64];
    snprintf(what, sizeof what, "page %d, %s", page, language);
    measure_frame(what);
}

static void look_and_keep(int page)
{
    measure_page(page, "English");
    keep_said();
}

static void look_longer(int page)
{
    int longer = 0;
    measure_page(page, "longer");
    for (int i = 0; i < text_count; i++) {
        char wanted[LONG];
        lengthen(texts[i], wanted, sizeof wanted);
        longer += stage_says_alone(wanted);
    }
    assert_true(longer > 20); /* they are shown in that language at all */
}

static void longer_texts_stay_in_their_panels(void **state)
{
    (void)state;
    measure.wrong = 0;
    each_page(look_and_keep);
    speak_long();
    each_page(look_longer);
    words_set_language(0, NULL);
    forget_texts();
    assert_int_equal(measure.wrong, 0);
}

static void what_is_too_wide_is_noticed(void **state)
{
    (void)state;
    size_t at = 28 + 16;
    char wide[200];
    memset(wide, 'W', sizeof wide - 1);
    wide[sizeof wide - 1] = '\0';
    put(0, 0x950412deu);
    put(8, 1);
    put(12, 28);
    put(16, 36);
    at = put_text(28, 0, at, "1 \u2026 8"); /* drawn as it is, in no lines */
    at = put_text(36, 0, at, wide);
    WordsFile file;
    assert_true(words_file_open(file_bytes, at, &file));
    words_use_file(MADE_UP, &file);
    go(PAGE_HELP);
    measure.wrong = 0;
    measure_frame("help");
    assert_true(measure.wrong > 0);
    assert_non_null(strstr(measure.first, "WWW"));
    words_set_language(0, NULL);
}

/* The real catalogue; names, facts and composed texts. */
static void german_is_shown_and_found(void **state)
{
    HipError err = {""};
    char name[160], typed[64];
    (void)state;
    stage_do(COMMAND_LANGUAGE, -1, 0, "de");
    assert_string_equal(words_languages()[words_language()].code, "de");
    int item = stage_item("sciatic_nerve_r");
    const AtlasStructure *nerve = &stage.atlas->structures[item];
    assert_string_not_equal(_(nerve->name_en), nerve->name_en);
    stage_do(COMMAND_SELECT, item, 0, NULL);
    stage_frames(2);
    assert_true(stage_says_alone(_(nerve->name_en)));
    assert_false(stage_says_alone(nerve->name_en));
    item_name(stage.ui, item, name, sizeof name);
    assert_non_null(strstr(name, _(nerve->name_en)));
    AtlasHit hit;
    snprintf(typed, sizeof typed, "%.8s", _(nerve->name_en));
    assert_int_equal(atlas_search(stage.atlas, typed, SIDE_RIGHT, &hit, 1), 1);
    assert_string_equal(stage.atlas->structures[hit.structure].base_id, nerve->base_id);
    assert_int_equal(atlas_search(stage.atlas, "sciatic", SIDE_RIGHT, &hit, 1), 1); /* English is understood too */
    assert_string_equal(stage.atlas->structures[hit.structure].base_id, nerve->base_id);
    assert_int_equal(words_set_language(0, &err), HIP_OK);
}

/* The page of settings changes it while the program runs, by the keyboard alone. */
static void settings_change_the_language(void **state)
{
    (void)state;
    const WordsLanguage *languages = words_languages();
    stage_do(COMMAND_LANGUAGE, -1, 0, "en");
    go(PAGE_SETTINGS);
    for (int i = 0; i < WORDS_LANGUAGES; i++) {
        assert_true(stage_says_alone(languages[i].name));
    }
    assert_false(stage_says(ui_not_reviewed()));
    const Command *command = NULL;
    for (int i = 0; i < 80 && !ui_focused(stage.ui, ui_id("language", "button", 3)); i++) {
        stage_key(UIKEY_TAB);
    }
    stage_key(UIKEY_ENTER);
    command = stage_pushed(COMMAND_LANGUAGE);
    assert_non_null(command);
    assert_string_equal(command->text, "fr");
    assert_string_equal(languages[words_language()].code, "fr");
    stage_frames(2);
    assert_true(stage_says_alone(_(ui_not_reviewed())));
    words_set_language(0, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(longer_texts_stay_in_their_panels, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(what_is_too_wide_is_noticed, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(german_is_shown_and_found, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(settings_change_the_language, stage_each, stage_each_done),
    };
    return cmocka_run_group_tests(tests, stage_open, stage_close);
}
