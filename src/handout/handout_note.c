#include "handout_private.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* One character of UTF-8; its length, 0 when broken. */
static int read_character(const unsigned char *at, uint32_t *out)
{
    static const uint32_t LEAST[] = {0, 0, 0x80, 0x800, 0x10000};
    int length = at[0] < 0x80 ? 1 : at[0] >= 0xc2 && at[0] < 0xe0 ? 2 : (at[0] & 0xf0) == 0xe0 ? 3 : 4;
    if (at[0] >= 0xf5 || (at[0] >= 0x80 && at[0] < 0xc2)) {
        return 0;
    }
    uint32_t code = length == 1 ? at[0] : at[0] & (0x7fu >> length);
    for (int i = 1; i < length; i++) {
        if ((at[i] & 0xc0) != 0x80) { /* the end of the text too */
            return 0;
        }
        code = code << 6 | (at[i] & 0x3fu);
    }
    if (code < LEAST[length] || (code >= 0xd800 && code < 0xe000) || code > 0x10ffff) {
        return 0;
    }
    *out = code;
    return length;
}

static bool printable(uint32_t code)
{
    static const uint32_t NOT[][2] = {{0x0000, 0x0009},   {0x000b, 0x001f}, {0x007f, 0x009f}, {0x200b, 0x200f},
                                      {0x2028, 0x202e},   {0x2060, 0x206f}, {0x2600, 0x27bf}, {0xd800, 0xf8ff},
                                      {0xfe00, 0xfe0f},   {0xfeff, 0xfeff}, {0xfff0, 0xffff}, {0x1f000, 0x1faff},
                                      {0xe0000, 0x10ffff}};
    for (size_t i = 0; i < sizeof NOT / sizeof *NOT; i++) {
        if (code >= NOT[i][0] && code <= NOT[i][1]) {
            return false;
        }
    }
    return true;
}

/* Blanks at the end of lines and of the text, and a third line break in a row, say nothing. */
static void tidy(char *text)
{
    char *to = text;
    int breaks = 2; /* none at the beginning */
    for (const char *from = text; *from; from++) {
        if (*from == '\n') {
            while (to > text && to[-1] == ' ') {
                to--;
            }
            if (++breaks > 2) {
                continue;
            }
        } else if (*from != ' ') {
            breaks = 0;
        } else if (to == text) {
            continue;
        }
        *to++ = *from;
    }
    while (to > text && (to[-1] == ' ' || to[-1] == '\n')) {
        to--;
    }
    *to = '\0';
}

/* A word longer than any that is meant gets places where it may be parted: finding them by itself takes the layout
 * seconds. */
static char *part_words(char *text)
{
    enum { LONGEST = 40, EACH = 12, HYPHEN = 2 };
    static const char SOFT_HYPHEN[] = "\u00ad";
    char *out = mem_alloc(strlen(text) * (1 + HYPHEN) + 1, 1), *to = out;
    for (const char *at = text; *at;) {
        size_t word = strcspn(at, " \n"), letters = 0;
        for (size_t i = 0; i < word; i++) {
            bool begins = ((unsigned char)at[i] & 0xc0) != 0x80;
            if (word > LONGEST && begins && letters > 0 && letters % EACH == 0) {
                memcpy(to, SOFT_HYPHEN, HYPHEN);
                to += HYPHEN;
            }
            letters += begins;
            *to++ = at[i];
        }
        at += word;
        if (*at) {
            *to++ = *at++;
        }
    }
    free(text);
    return out;
}

char *handout_clean(const char *text)
{
    char *out = mem_alloc(strlen(text) + 1, 1), *to = out;
    const unsigned char *at = (const unsigned char *)text;
    while (*at) {
        uint32_t code = 0;
        int length = read_character(at, &code);
        if (length && printable(code)) {
            memcpy(to, at, (size_t)length);
            to += length;
        } else if (code == '\t') {
            *to++ = ' ';
        }
        at += length ? length : 1;
    }
    tidy(out);
    return part_words(out);
}
