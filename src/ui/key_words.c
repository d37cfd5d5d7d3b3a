/* key_words.c - keys as they are called on the keyboards of the language that is set. */
#include "ui_internal.h"
#include <stdio.h>
#include <string.h>

static const char *word_of(const char *key)
{
    static const struct {
        const char *name, *said; /* the second says plainly what is meant, where a word has other meanings too */
    } KEYS[] = {{"Ctrl", N_("Ctrl")},
                {"Shift", N_("Shift")},
                {"Enter", N_("Enter")},
                {"PageDown", N_("Page Down")},
                {"PageUp", N_("Page Up")},
                {"Escape", N_("Esc")},
                {"Space", N_("Space (key)")},
                {"Delete", N_("Delete (key)")},
                {"Backspace", N_("Backspace (key)")},
                {"Home", N_("Home (key)")},
                {"Up", "\u2191"},
                {"Down", "\u2193"},
                {"Left", "\u2190"},
                {"Right", "\u2192"}};
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        if (strcmp(key, KEYS[i].name) == 0) {
            bool plain = strchr(KEYS[i].said, '(') != NULL;
            return plain && !words_language() ? KEYS[i].name : _(KEYS[i].said);
        }
    }
    return key;
}

const char *key_words(const char *keys, int most, char *out, size_t size)
{
    char copy[160];
    size_t used = 0;
    out[0] = '\0';
    snprintf(copy, sizeof copy, "%s", keys ? keys : "");
    for (char *save = NULL, *key = strtok_r(copy, ";", &save); key && most > 0; key = strtok_r(NULL, ";", &save)) {
        const char *between = used ? "   " : "";
        for (char *inner = NULL, *part = strtok_r(key, "+", &inner); part && used + 32 < size;
             part = strtok_r(NULL, "+", &inner)) {
            used += (size_t)snprintf(out + used, size - used, "%s%s", between, word_of(part));
            between = "+";
        }
        most--;
    }
    return out;
}
