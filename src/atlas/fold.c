/* Folding for the search: small letters, no accents, words parted by one space. */
#include "atlas_private.h"
#include <string.h>

/* U+00C0 .. U+017F: the letter without its mark; two letters are written out below; '-' is no letter. */
static const char LATIN[] = "aaaaaa#ceeeeiiii"  /* C0 */
                            "dnooooo-ouuuuy##"  /* D0: eth, thorn, sharp s */
                            "aaaaaa#ceeeeiiii"  /* E0 */
                            "dnooooo-ouuuuy#y"  /* F0 */
                            "aaaaaaccccccccdd"  /* 100 */
                            "ddeeeeeeeeeegggg"  /* 110 */
                            "gggghhhhiiiiiiii"  /* 120 */
                            "ii##jjkkklllllll"  /* 130 */
                            "lllnnnnnnnnnoooo"  /* 140 */
                            "oo##rrrrrrssssss"  /* 150 */
                            "ssttttttuuuuuuuu"  /* 160 */
                            "uuuuwwyyyzzzzzzs"; /* 170 */

_Static_assert(sizeof LATIN == 0x180 - 0xC0 + 1, "one letter for each code point");

static const char *two_letters(unsigned code)
{
    switch (code) {
    case 0xC6:
    case 0xE6:
        return "ae";
    case 0xDE:
    case 0xFE:
        return "th";
    case 0xDF:
        return "ss";
    case 0x132:
    case 0x133:
        return "ij";
    default:
        return "oe"; /* 152, 153 */
    }
}

/* One code point of hostile text; a wrong byte counts as a space. */
static const char *next_code(const char *text, unsigned *code)
{
    const unsigned char *c = (const unsigned char *)text;
    int more = c[0] >= 0xF0 ? 3 : c[0] >= 0xE0 ? 2 : c[0] >= 0xC2 ? 1 : 0;
    *code = c[0] < 0x80 ? c[0] : ' ';
    if (more == 0) {
        return text + 1;
    }
    unsigned value = c[0] & (0x3Fu >> more);
    for (int i = 1; i <= more; i++) {
        if ((c[i] & 0xC0) != 0x80) {
            return text + i;
        }
        value = value << 6 | (c[i] & 0x3Fu);
    }
    *code = value;
    return text + 1 + more;
}

static void add(char *out, size_t *used, size_t size, const char *bytes, size_t n)
{
    if (*used + n < size) {
        memcpy(out + *used, bytes, n);
        *used += n;
    }
}

static bool is_mark(unsigned code)
{
    return code >= 0x300 && code < 0x370;
}

void atlas_fold(const char *text, char *out, size_t size)
{
    size_t used = 0;
    while (*text) {
        unsigned code;
        const char *next = next_code(text, &code);
        char c = (char)(code < 0x80 ? code : 0);
        if (c >= 'A' && c <= 'Z') {
            c = (char)(c + 'a' - 'A');
        }
        if (code >= 0xC0 && code <= 0x17F) {
            c = LATIN[code - 0xC0];
        }
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            add(out, &used, size, &c, 1);
        } else if (c == '#') {
            add(out, &used, size, two_letters(code), 2);
        } else if (code > 0x17F && !is_mark(code) && code < 0x2000) {
            add(out, &used, size, text, (size_t)(next - text)); /* other scripts as they are */
        } else if (code > 0x2FFF) {
            add(out, &used, size, text, (size_t)(next - text));
        } else if (!is_mark(code) && c != '\'' && used > 0 && out[used - 1] != ' ') {
            add(out, &used, size, " ", 1);
        }
        text = next;
    }
    while (used > 0 && out[used - 1] == ' ') {
        used--;
    }
    out[used] = '\0';
}
