#include "handout_private.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { PLAIN_MOST = 70 };

/* "Hopayian K" and not "Pain distribution of L4": the last of several words is a person's initials. */
static bool names_person(const char *text, size_t length)
{
    size_t initials = 0;
    while (initials < length && isupper((unsigned char)text[length - 1 - initials])) {
        initials++;
    }
    return initials >= 1 && initials <= 3 && initials < length && text[length - 1 - initials] == ' ';
}

/* The first year in it, 0 none. */
static int year_in(const char *text)
{
    for (const char *at = text; *at; at++) {
        bool begins = at == text || !isalnum((unsigned char)at[-1]);
        if (begins && (strncmp(at, "19", 2) == 0 || strncmp(at, "20", 2) == 0) && isdigit((unsigned char)at[2]) &&
            isdigit((unsigned char)at[3]) && !isdigit((unsigned char)at[4])) {
            return (at[0] - '0') * 1000 + (at[1] - '0') * 100 + (at[2] - '0') * 10 + (at[3] - '0');
        }
    }
    return 0;
}

void handout_short_citation(const char *citation, char *out, size_t size)
{
    size_t first = strcspn(citation, ",.");
    const char *et_al = strstr(citation, " et al");
    bool several = citation[first] == ',';
    if (et_al && (size_t)(et_al - citation) < first) {
        first = (size_t)(et_al - citation);
        several = true;
    }
    if (names_person(citation, first)) {
        int year = year_in(citation + first);
        int used = snprintf(out, size, "%.*s%s", (int)first, citation, several ? " et al" : "");
        if (year && used > 0 && (size_t)used < size) {
            snprintf(out + used, size - (size_t)used, " %d", year);
        }
        return;
    }
    size_t length = strcspn(citation, ":(;.");
    if (length > PLAIN_MOST) {
        for (length = PLAIN_MOST; length > 0 && citation[length] != ' ';) {
            length--;
        }
    }
    while (length > 0 && (citation[length - 1] == ' ' || citation[length - 1] == ',')) {
        length--;
    }
    snprintf(out, size, "%.*s", (int)length, citation);
}

void handout_cite(Writer *w)
{
    char all[6000];
    size_t used = (size_t)snprintf(all, sizeof all, "%s", handout_word(WORD_SMALL_SOURCES));
    for (int i = 0; i < w->cited_count; i++) {
        const AtlasSource *source = atlas_source(w->atlas, w->cited[i]);
        char citation[160];
        handout_short_citation(source ? source->text : "", citation, sizeof citation);
        int n = snprintf(all + used, sizeof all - used, "%s %d\u00a0%s", i ? ";" : "", w->cited[i], citation);
        used += n > 0 && (size_t)n < sizeof all - used ? (size_t)n : 0;
        all[used] = '\0';
    }
    writer_section(w, HANDOUT_SMALL, NULL, 0);
    writer_small(w, writer_word(w, WORD_LEAD, handout_word(WORD_MADE_WITH)),
                 writer_say(w, "%s. %s%s%s", all, w->star ? handout_word(WORD_SMALL_STAR) : "", w->star ? " " : "",
                            handout_word(WORD_SMALL_MORE)));
}
