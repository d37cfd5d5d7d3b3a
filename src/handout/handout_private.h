/* handout_private.h - how a page's words are gathered. */
#ifndef HIP_HANDOUT_PRIVATE_H
#define HIP_HANDOUT_PRIVATE_H
#include "handout_words.h"
#include "hip/handout.h"
#include "hip/massage.h"
#include "hip/mem.h"
#include "hip/words.h"

enum { HANDOUT_PARAS = 24, HANDOUT_CITED = 128 };

typedef struct Writer {
    const Atlas *atlas;
    const ViewState *view;
    HandoutPage *page;
    Arena *arena;                          /* everything the page points to */
    HandoutPara *paras;                    /* of the section that is open */
    int cited[HANDOUT_CITED], cited_count; /* numbers of sources, rising */
    bool star;                             /* something uncertain was said */
} Writer;

/* A printf into the arena. */
const char *writer_say(Writer *w, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A word of the table that takes a text. */
const char *writer_word(Writer *w, HandoutWord word, const char *text);

/* Begins a section, which takes the paragraphs that follow. One that stays empty is taken back by the next, or the end.
 * A page that has no room for more leaves it out. */
void writer_section(Writer *w, HandoutPlace place, const char *head, int spare);
void writer_end(Writer *w);
void writer_para(Writer *w, HandoutStyle style, const char *text); /* no claim: nothing backs it */
void writer_small(Writer *w, const char *lead, const char *text);
void writer_fact(Writer *w, HandoutStyle style, const AtlasFact *fact); /* text NULL: nothing */
/* With strong words before it. */
void writer_led(Writer *w, HandoutStyle style, const char *lead, const AtlasFact *fact);
/* Several as one paragraph. */
void writer_joined(Writer *w, HandoutStyle style, const AtlasFact *facts, int count);
/* Other words for a fact, or round it: its sources back them. */
void writer_backed(Writer *w, HandoutStyle style, const char *text, const AtlasFact *fact);

/* "lying face down": how a position lies, when this side is worked */
HandoutWord handout_lies(const AtlasPosition *position, Side written, Side worked);

/* handout_pain.c */
void handout_alarm(Writer *w); /* what was told that asks for a doctor */
void handout_watch(Writer *w); /* without that: what would */
void handout_pain(Writer *w);
/* Patterns in this order, then what helps and what to avoid. */
void handout_sources(Writer *w, HandoutWord head, const PainAnswer *answers, int count);
void handout_told(Writer *w); /* areas and qualities */

/* handout_cite.c */
void handout_cite(Writer *w); /* small print: the numbers that stand on the page */
/* "Hopayian K et al 2010" of a whole citation. */
void handout_short_citation(const char *citation, char *out, size_t size);

/* handout_note.c: what can be printed of a text: no control characters, no broken UTF-8, no emoji, which the fonts of a
 * page do not have. New string. */
char *handout_clean(const char *text);
#endif
