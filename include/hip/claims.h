/* claims.h - what people say about buttock massage, what is known of it, where the texts disagree; when not to massage;
 * what a therapist's job is; why it may hurt. Immutable tables of the atlas, read from claims.json (docs/claims.md);
 * facts.md section 7. */
#ifndef HIP_CLAIMS_H
#define HIP_CLAIMS_H
#include "hip/massage.h"

/* How a claim stands to what is known. */
typedef enum ClaimVerdict {
    CLAIM_SUPPORTED,
    CLAIM_PARTLY,
    CLAIM_PLAUSIBLE,
    CLAIM_UNPROVEN,
    CLAIM_CONTRADICTED,
    CLAIM_VALUE, /* a matter of taste or agreement: nothing to prove */
    CLAIM_SCOPE, /* a question of whose job it is */
    CLAIM_VERDICTS
} ClaimVerdict;

typedef struct ClaimName { /* a text that claims come from, or a topic to filter by */
    const char *id, *name;
} ClaimName;

/* What the body can show of a claim: joints, a depth, colours by length, what is looked at. */
typedef struct ClaimScene {
    const char *id, *name;       /* on the button: "Tilt the pelvis forward" */
    float deg[ATLAS_MAX_JOINTS]; /* by joint; the limbs of both sides alike */
    float depth;
    const char *camera; /* id of a camera of the atlas */
    bool lengths;       /* muscles coloured by their change of length */
    int select;         /* structure, right one; -1 none */
    const int *hide;    /* right ones, left out on both sides: their flaps would be in the way */
    int hide_count;
    AtlasFact shows; /* what is to be seen */
} ClaimScene;

typedef struct AtlasClaim {
    const char *id;    /* "000-21": the text, and its number there */
    int text, topic;   /* of the tables */
    const char *claim; /* what is said, in our words */
    ClaimVerdict verdict;
    int also;                 /* a second ClaimVerdict that holds in part; -1 none */
    AtlasFact known;          /* the evidence; text NULL where there is nothing to prove */
    AtlasFact say;            /* how the program puts it; text NULL: as known */
    const char *const *words; /* more words to find it by */
    int word_count;
    int scene; /* -1 none */
} AtlasClaim;

typedef struct ClaimSide {
    unsigned texts; /* bits of those that say it */
    const char *says;
} ClaimSide;

typedef struct ClaimDispute { /* where the texts disagree */
    const char *id, *name;    /* "Tight or weak?" */
    int topic;
    const ClaimSide *sides;
    int side_count;
    AtlasFact line; /* where the program stands */
    int scene;      /* -1 none */
} ClaimDispute;

typedef enum StopLevel { STOP_SESSION, STOP_LOCAL, STOP_MODIFY, STOP_LEVELS } StopLevel;

typedef struct AtlasStop { /* a reason not to massage, not there, or otherwise */
    const char *id, *name;
    StopLevel level;
    AtlasFact act; /* what to do */
} AtlasStop;

typedef struct ComfortPart {
    const char *id, *name; /* "Why can it hurt?" */
    bool causes;           /* it tells what something comes from */
    const AtlasFact *says;
    int say_count;
} ComfortPart;

typedef struct ScaleStep { /* of the client's scale of 0-10 */
    int from, to;
    AtlasFact is;
} ScaleStep;

typedef struct ClaimAtlas {
    AtlasFact note;
    const ClaimName *texts, *topics;
    const ClaimScene *scenes;
    const AtlasClaim *claims;
    const ClaimDispute *disputes;
    const AtlasStop *stops; /* level by level */
    const AtlasFact *scope; /* what the program and a therapist do and do not do */
    const ComfortPart *comfort;
    const ScaleStep *scale; /* rising */
    int text_count, topic_count, scene_count, claim_count, dispute_count, stop_count, scope_count, comfort_count,
        scale_count;
} ClaimAtlas;

const char *claim_verdict_id(ClaimVerdict verdict);   /* "contradicted" */
const char *claim_verdict_name(ClaimVerdict verdict); /* "Contradicted" */
const char *stop_level_id(StopLevel level);           /* "stop" */
const char *stop_level_name(StopLevel level);         /* "No massage today" */

int atlas_claim(const Atlas *atlas, const char *id); /* -1 */
/* True when every word that was typed begins a word of the claim, of what is known of it, or of its other words. */
bool claim_answers(const AtlasClaim *claim, const char *typed);
#endif
