/* words.h - the words that people read, in their language. English stands in the code and in the data files and is the
 * key; the catalogues in po/ hold the translations (gettext's tools make and check them), and msgfmt turns them into
 * the .mo files that are read here. They are read by our own few lines and not by the C library's gettext, because that
 * one ignores every setting under LANG=C and cannot change over at run time without the system's locale being
 * installed. */
#ifndef HIP_WORDS_H
#define HIP_WORDS_H
#include "hip/error.h"
#include <stdbool.h>
#include <stddef.h>

enum { WORDS_LANGUAGES = 5 };

typedef struct WordsLanguage {
    const char *code; /* "de" */
    const char *name; /* in its own words: "Deutsch" */
    bool reviewed;    /* by somebody who grew up with it */
} WordsLanguage;

/* English first. */
const WordsLanguage *words_languages(void);
int words_language_from_code(const char *code); /* "de", "de_AT.UTF-8"; -1: none of ours */

/* What the system asks for: LANGUAGE, LC_ALL, LC_MESSAGES, LANG in gettext's order; English when it asks for none of
 * ours. */
int words_system_language(void);

/* Changes over. Texts that were asked for before stay valid. Fails when the language's file is missing or broken; then
 * nothing has changed. Main thread only. */
HipResult words_set_language(int language, HipError *err);
int words_language(void);

/* The text in the language that is set; itself when there is no translation. NULL stays NULL. Any thread, while none
 * sets another language. */
const char *words(const char *english) __attribute__((format_arg(1)));
static inline const char *words_shown(const char *english) __attribute__((format_arg(1)));
static inline const char *words_shown(const char *english) /* a name that no local variable has */
{
    return words(english);
}
#define _(english) words_shown(english)
#define N_(english) (english) /* marks a text in a table; it is translated where it is shown */

/* Reads one .mo file's bytes and looks a text up in it; for tests and the fuzzer. False: not such a file. */
typedef struct WordsFile {
    const unsigned char *data;
    size_t size;
    unsigned count, keys, values; /* number of texts; where their tables begin */
} WordsFile;
bool words_file_open(const void *data, size_t size, WordsFile *out);
/* Takes a language's texts from this file, whose bytes stay the caller's, and sets it. */
void words_use_file(int language, const WordsFile *file);
const char *words_file_find(const WordsFile *file, const char *english); /* NULL: none */
#endif
