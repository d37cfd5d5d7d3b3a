/* pain.h - where it hurts and where that may come from: immutable tables of the atlas, read from zones.json,
 * qualities.json, flags.json, pain.json (docs/pain.md); facts.md sections 6 and 7. Written for the right side; the left
 * is its mirror image. Patterns are what is commonly reported, never a diagnosis. */
#ifndef HIP_PAIN_H
#define HIP_PAIN_H
#include "hip/massage.h"
#include <stdint.h>

enum { PAIN_ZONES = 64, PAIN_QUALITIES = 32, PAIN_FLAGS = 32, PAIN_SOURCES = 64 }; /* at most: bits of a word */

/* One ball of a zone; joined with the one before it to a round cone, unless it begins a chain of its own. */
typedef struct ZoneBall {
    AtlasPlace at; /* on or near the skin, anatomical position */
    float radius_m;
    bool begins;
} ZoneBall;

typedef struct AtlasZone {    /* an area of the skin, as a client shows it with the hand */
    const char *id, *name;    /* "Z_buttock_mid", "Middle of the buttock" */
    const char *plain;        /* as a client says it: "in the middle of my buttock" */
    const char *const *words; /* what else people call it, found by typing, never shown: "bum" */
    int word_count;
    bool paired; /* one on each side, none reaches over the midline */
    const ZoneBall *balls;
    int ball_count;
    AtlasFact where; /* how it is bounded */
} AtlasZone;

typedef struct AtlasQuality { /* what it feels like, or when it comes */
    const char *id, *name;    /* "sitting", "Worse when sitting" */
    const char *said;         /* in the middle of a sentence: "worse sitting" */
    bool when;                /* a situation ("sitting") rather than a feeling */
    AtlasFact note;
} AtlasQuality;

typedef enum FlagTier { FLAG_EMERGENCY, FLAG_URGENT, FLAG_SOON, FLAG_TIERS } FlagTier;

typedef struct AtlasFlag { /* a sign that asks for a doctor before any massage */
    const char *id, *name; /* as the checklist asks it */
    FlagTier tier;
    uint32_t by_qualities; /* told one of these at one of these zones (none: wherever), it is raised by itself */
    uint64_t by_zones;
    AtlasFact why;
} AtlasFlag;

typedef enum PainKind { PAIN_MUSCLE, PAIN_NERVE, PAIN_JOINT, PAIN_KINDS } PainKind; /* joint: tendons and joints too */
typedef enum PainWeight { PAIN_RARE, PAIN_SPILL, PAIN_ESSENTIAL } PainWeight;

typedef struct PainZone {
    int zone; /* of atlas->pain->zones */
    PainWeight weight;
} PainZone;

typedef struct PainWord { /* what a quality word says for or against a source */
    int quality;
    float bonus; /* -1 speaks against .. 1 typical */
} PainWord;

typedef struct PainPart { /* a structure that it may come from */
    int structure;        /* right one; -1: not in the body, `name` says what it is */
    const char *name;     /* NULL: the structure's own */
    float share;          /* 0..1 */
} PainPart;

typedef struct AtlasPain { /* one likely source: a trigger point's pattern or a condition */
    const char *id, *name; /* "TP_GMX2", "Gluteus maximus, lower spot" */
    const char *plain;     /* without Latin: "Big buttock muscle, lower part" */
    PainKind kind;
    const PainPart *parts; /* the first is the one to show */
    int part_count;
    const AtlasPlace *points; /* trigger points, tender spots, on the skin; may be none */
    int point_count;
    const PainZone *zones;
    int zone_count;
    uint64_t against; /* zones that speak against it: no part of the pattern */
    const PainWord *words;
    int word_count;
    int course;                     /* structure whose course belongs to the picture (the nerve), right one; -1 none */
    AtlasFact sentence;             /* one sentence a client understands: what it may be */
    AtlasFact behaviour;            /* what it typically does; text NULL: nothing known */
    AtlasFact helps, avoid;         /* what may ease it; what to stay off */
    AtlasFact says;                 /* what the program advises: "see a clinician" ... */
    bool refer;                     /* it belongs to a clinician */
    const int *positions, *strokes; /* of the atlas, best first; may be none */
    int position_count, stroke_count;
    AtlasFact pattern; /* the pattern's own backing */
} AtlasPain;

typedef struct PainTier { /* wording of a tier */
    const char *title;    /* "Emergency: today" */
    AtlasFact act;        /* what to do, in plain words */
    AtlasFact signs;      /* its flags in short, for who told none; text NULL: not said */
} PainTier;

typedef struct PainAtlas {
    const AtlasZone *zones;
    const AtlasQuality *qualities;
    const AtlasFlag *flags;
    const AtlasPain *sources;
    int zone_count, quality_count, flag_count, source_count;
    PainTier tiers[FLAG_TIERS];
    AtlasFact note; /* what to say beside every answer */
} PainAtlas;

/* What a client told. Bits by index of the tables. */
typedef struct PainAsked {
    uint64_t zones;
    uint32_t qualities, flags;
} PainAsked;

/* How far outside the zone's balls a place at rest is, metres; negative inside. `side`: right or left. */
float zone_distance(const Atlas *atlas, int zone, Side side, const float at[3]);

/* Why a source stands where it stands, and what the rule made of it; the points add up to the score. */
typedef struct PainAnswer {
    int source;               /* of atlas->pain->sources */
    float score;              /* greater is likelier; no probability */
    uint64_t matched;         /* zones told that belong to it */
    uint32_t for_it, against; /* qualities told */
    float zone_points, word_points, missing_points;
} PainAnswer;

/* All sources that share at least one zone with what was told, best first; ties in the order of the table. Pure and
 * deterministic. The rule: docs/pain.md. Returns how many were written. */
int pain_rank(const Atlas *atlas, const PainAsked *asked, PainAnswer out[PAIN_SOURCES]);
/* The first `most` of them, as answers are shown: of up to five, one is no muscle where any such source matches. */
int pain_top(const Atlas *atlas, const PainAsked *asked, int most, PainAnswer *out);
/* The flags that were told and those that what was told raises by itself (numb at the inner buttock); bits. */
uint32_t pain_flags(const Atlas *atlas, const PainAsked *asked);
/* "It fits 3 of the 3 areas you showed; you said: shooting." Returns `out`. */
const char *pain_reason(const Atlas *atlas, const PainAsked *asked, const PainAnswer *answer, char *out, size_t size);

typedef enum PainTell { TELL_ZONES, TELL_QUALITIES, TELL_FLAGS, TELL_KINDS } PainTell;
/* Adds what a list names ("ID" or "ID,ID") to `asked`. An unknown id is wrong usage and said with the nearest known
 * one; `asked` is then as it was. */
HipResult pain_tell(const Atlas *atlas, PainTell what, const char *list, PainAsked *asked, HipError *err);

const char *pain_tier_id(FlagTier tier);           /* "emergency" */
const char *pain_kind_id(PainKind kind);           /* "muscle" */
int pain_zone(const Atlas *atlas, const char *id); /* with or without its Z_, any case; -1, like the next three */
int pain_quality(const Atlas *atlas, const char *id);
int pain_flag(const Atlas *atlas, const char *id);
int pain_source(const Atlas *atlas, const char *id);
#endif
