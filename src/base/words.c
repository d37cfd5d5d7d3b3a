/* words.c - texts in the user's language, from .mo files (format: GNU gettext manual, "The Format of GNU MO Files"). */
#include "hip/words.h"
#include "hip/file.h"
#include "hip/mem.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER = 28, ENTRY = 8, MO_MOST = 32 << 20 };
static const uint32_t MAGIC = 0x950412de; /* little-endian, as msgfmt writes it here */

static const WordsLanguage LANGUAGES[WORDS_LANGUAGES] = {
    {"en", "English", true},
    {"de", "Deutsch", false},
    {"fr",
     "Fran\xc3\xa7"
     "ais",
     false},
    {"es", "Espa\xc3\xb1ol", false},
    {"pt", "Portugu\xc3\xaas", false},
};

static struct {
    int language;
    WordsFile files[WORDS_LANGUAGES]; /* kept until the end: texts that were given out point into them */
} state;

const WordsLanguage *words_languages(void)
{
    return LANGUAGES;
}

int words_language_from_code(const char *code)
{
    for (int i = 0; i < WORDS_LANGUAGES; i++) {
        size_t length = strlen(LANGUAGES[i].code);
        if (code && strncmp(code, LANGUAGES[i].code, length) == 0 && strchr("_-.@", code[length])) {
            return i; /* strchr finds the end too */
        }
    }
    return -1;
}

int words_system_language(void)
{
    const char *list = getenv("LANGUAGE");
    while (list && *list) { /* several, parted by colons, the best first */
        char one[32];
        size_t length = strcspn(list, ":");
        if (length < sizeof one) {
            memcpy(one, list, length);
            one[length] = '\0';
            int found = words_language_from_code(one);
            if (found >= 0) {
                return found;
            }
        }
        list += length + (list[length] == ':');
    }
    static const char *const VARIABLES[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (int i = 0; i < 3; i++) {
        const char *value = getenv(VARIABLES[i]);
        if (value && *value) { /* the first that is set decides */
            int found = words_language_from_code(value);
            return found < 0 ? 0 : found;
        }
    }
    return 0;
}

/* ---- one file ---- */

static uint32_t number_at(const WordsFile *file, size_t at)
{
    const unsigned char *p = file->data + at;
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* A text of one of the two tables; NULL when it does not lie in the file with its end. */
static const char *text_at(const WordsFile *file, unsigned table, unsigned row)
{
    size_t entry = table + (size_t)row * ENTRY, length = number_at(file, entry), at = number_at(file, entry + 4);
    bool inside = at < file->size && length < file->size - at && file->data[at + length] == '\0';
    return inside ? (const char *)file->data + at : NULL;
}

bool words_file_open(const void *data, size_t size, WordsFile *out)
{
    WordsFile file = {.data = data, .size = size};
    if (size < HEADER || number_at(&file, 0) != MAGIC) {
        return false;
    }
    file.count = number_at(&file, 8);
    file.keys = number_at(&file, 12);
    file.values = number_at(&file, 16);
    size_t most = size / ENTRY;
    if (file.count > most || file.keys > size - file.count * (size_t)ENTRY ||
        file.values > size - file.count * (size_t)ENTRY) {
        return false;
    }
    for (unsigned i = 0; i < file.count; i++) {
        if (!text_at(&file, file.keys, i) || !text_at(&file, file.values, i)) {
            return false;
        }
    }
    *out = file;
    return true;
}

const char *words_file_find(const WordsFile *file, const char *english)
{
    unsigned low = 0, high = file->count; /* msgfmt sorts the keys by bytes */
    while (low < high) {
        unsigned middle = low + (high - low) / 2;
        int order = strcmp(english, text_at(file, file->keys, middle));
        if (order == 0) {
            const char *found = text_at(file, file->values, middle);
            return *found ? found : NULL;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}

/* ---- the language that is set ---- */

/* Beside the program, where it is installed, or where the build has left it. */
static char *find_file(const char *code)
{
    char *folder = file_program_folder(), *found = NULL;
    static const char *const PLACES[] = {"i18n", "../i18n", "../../i18n", "../../../i18n", "../share/hip-atlas/i18n"};
    for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES && !found; i++) {
        char *path = mem_format("%s/%s/%s.mo", folder, PLACES[i], code);
        if (file_exists(path)) {
            found = path;
        } else {
            free(path);
        }
    }
    free(folder);
    return found;
}

static HipResult load(int language, HipError *err)
{
    const char *code = LANGUAGES[language].code;
    char *path = find_file(code);
    Buffer buffer = {0};
    if (!path) {
        return hip_fail(err, "the texts for '%s' are missing: no i18n/%s.mo beside the program", code, code);
    }
    HipResult rc = file_read_all(path, MO_MOST, &buffer, err);
    if (rc == HIP_OK && !words_file_open(buffer.data, buffer.size, &state.files[language])) {
        rc = hip_fail(err, "%s is no file of translations: build the program anew", path);
        buffer_release(&buffer);
    }
    free(path);
    return rc;
}

HipResult words_set_language(int language, HipError *err)
{
    if (language < 0 || language >= WORDS_LANGUAGES) {
        return hip_fail(err, "there is no such language (hip-atlas list languages)");
    }
    HipResult rc = language > 0 && !state.files[language].data ? load(language, err) : HIP_OK;
    if (rc == HIP_OK) {
        state.language = language;
    }
    return rc;
}

void words_use_file(int language, const WordsFile *file)
{
    state.files[language] = *file;
    state.language = language;
}

int words_language(void)
{
    return state.language;
}

const char *words(const char *english)
{
    if (!english || !*english || state.language == 0) {
        return english;
    }
    const char *found = words_file_find(&state.files[state.language], english);
    return found ? found : english;
}
