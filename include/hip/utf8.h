/* utf8.h - text that a person typed or pasted, before it is kept: hostile bytes in, one clean line out. */
#ifndef HIP_UTF8_H
#define HIP_UTF8_H
#include <stddef.h>

/* Copies whole UTF-8 characters as far as `out` (size bytes, at least 1) holds them: what no Unicode character is goes,
 * line breaks and other control characters become one space, spaces at the ends go. `out` is returned and may be the
 * text itself. */
char *utf8_line(const char *text, char *out, size_t size);

/* Bytes of the longest beginning of a clean text that is at most `most` bytes long and ends with a whole character. */
size_t utf8_fit(const char *text, size_t most);
#endif
