#include "hip/utf8.h"
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static bool follows(unsigned char byte)
{
    return (byte & 0xc0) == 0x80;
}

/* Length of the character that begins here, 0 when none does: too long a spelling, a half of a pair, too great. */
static size_t character(const unsigned char *at, uint32_t *code)
{
    static const uint32_t LEAST[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t length = at[0] < 0x80                    ? 1
                    : at[0] >= 0xc2 && at[0] < 0xe0 ? 2
                    : (at[0] & 0xf0) == 0xe0        ? 3
                    : (at[0] & 0xf8) == 0xf0        ? 4
                                                    : 0;
    if (length == 0) {
        return 0;
    }
    *code = length == 1 ? at[0] : at[0] & (0x7fu >> length);
    for (size_t i = 1; i < length; i++) {
        if (!follows(at[i])) { /* the end of the text too */
            return 0;
        }
        *code = *code << 6 | (at[i] & 0x3fu);
    }
    return *code < LEAST[length] || (*code >= 0xd800 && *code < 0xe000) || *code > 0x10ffff ? 0 : length;
}

/* Also the marks that part lines, turn the direction of writing, or are not seen. */
static bool is_control(uint32_t code)
{
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x2028 && code <= 0x202e) ||
           (code >= 0x2066 && code <= 0x2069) || code == 0xfeff;
}

char *utf8_line(const char *text, char *out, size_t size)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t used = 0;
    while (*at) {
        uint32_t code = ' ';
        size_t length = character(at, &code);
        bool space = length > 0 && (code == ' ' || is_control(code));
        size_t take = space ? 1 : length;
        if (space && (used == 0 || (code != ' ' && out[used - 1] == ' '))) {
            take = 0;
        }
        if (used + take >= size) {
            break;
        }
        const unsigned char *next = at + (length ? length : 1);
        if (space && take) {
            out[used++] = ' ';
        } else if (take) {
            memmove(out + used, at, take);
            used += take;
        }
        at = next;
    }
    while (used > 0 && out[used - 1] == ' ') {
        used--;
    }
    out[used] = '\0';
    return out;
}

size_t utf8_fit(const char *text, size_t most)
{
    size_t length = strlen(text);
    if (length <= most) {
        return length;
    }
    while (most > 0 && follows((unsigned char)text[most])) {
        most--;
    }
    return most;
}
