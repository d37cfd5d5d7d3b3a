/* texts.h - every text of the tables that a user reads while looking for where a pain comes from: zones, qualities,
 * warning signs, likely sources, claims, when not to massage, comfort. One place that walks them all, so that tests and
 * tools ask of each whether it has a source and is easy to read. */
#ifndef HIP_TEXTS_H
#define HIP_TEXTS_H
#include "hip/atlas.h"

typedef enum TextKind {
    TEXT_NAME,     /* names something, states nothing: needs no source */
    TEXT_TERM,     /* likewise, in the therapist's words */
    TEXT_QUOTE,    /* somebody's claim, told as theirs: its source is the text that it comes from */
    TEXT_PLACE,    /* how a zone is bounded */
    TEXT_ADVICE,   /* what to do, what to expect, what the program is */
    TEXT_EVIDENCE, /* what is known; never a convention, nor the next three */
    TEXT_CAUSE,    /* what a pain may come from and how it behaves */
    TEXT_SIGN,     /* warning signs, when not to massage, what to do then */
    TEXT_PATTERN,  /* where a source's pain is felt, for the therapist */
    TEXT_KINDS
} TextKind;

typedef struct AtlasText {
    char where[96]; /* "pain.TP_PIR.helps" */
    const char *text;
    TextKind kind;
    const AtlasFact *fact; /* its backing; NULL: none is asked for */
} AtlasText;

typedef void (*TextVisit)(void *context, const AtlasText *text);
/* In the order of the tables; texts that are not there are left out. */
void atlas_each_text(const Atlas *atlas, TextVisit visit, void *context);

/* NULL, or what is wrong with its backing: "has no source". */
const char *atlas_text_fault(const Atlas *atlas, const AtlasText *text);
bool text_is_plain(TextKind kind);       /* for a client's eyes: plain words */
const char *text_kind_id(TextKind kind); /* "evidence" */

typedef struct TextCount {
    int statements; /* texts that need a source */
    int faults;
    int conventions;
} TextCount;
TextCount atlas_count_texts(const Atlas *atlas);
#endif
