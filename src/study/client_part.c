#include "hip/client_part.h"
#include <stdio.h>
#include <string.h>

/* The next word of a dotted id; false at its end. */
static bool next_word(const char **at, char *out, size_t size)
{
    size_t n = strcspn(*at, ".");
    if (n == 0) {
        return false;
    }
    snprintf(out, size, "%.*s", (int)n, *at);
    *at += n + ((*at)[n] == '.');
    return true;
}

ClientPart client_part_read(const char *id)
{
    static const struct {
        const char *word;
        ClientKind kind;
    } KINDS[] = {{"figure", CLIENT_FIGURE}, {"room", CLIENT_ROOM}, {"drape", CLIENT_DRAPE}};
    ClientPart part = {.build = -1, .side = SIDE_BOTH};
    char word[48];
    if (!strchr(id, '.') || !next_word(&id, word, sizeof word)) {
        return part;
    }
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        part.kind = strcmp(word, KINDS[i].word) == 0 ? KINDS[i].kind : part.kind;
    }
    if (part.kind == CLIENT_ROOM || part.kind == CLIENT_DRAPE) {
        next_word(&id, part.position, sizeof part.position);
    }
    if (part.kind == CLIENT_FIGURE || part.kind == CLIENT_ROOM) {
        next_word(&id, part.piece, sizeof part.piece);
    }
    while (next_word(&id, word, sizeof word)) {
        if (word[0] >= '1' && word[0] <= '9' && !word[1]) {
            part.build = word[0] - '1';
        } else if (strcmp(word, "r") == 0 || strcmp(word, "l") == 0) {
            part.side = word[0] == 'r' ? SIDE_RIGHT : SIDE_LEFT;
        }
    }
    return part;
}
