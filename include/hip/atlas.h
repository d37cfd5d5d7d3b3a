/* atlas.h - what the program knows about anatomy: immutable tables read from assets/atlas, found by id.
 * Every text that a user can read carries a confidence and its sources (see docs/data.md). Places are metres in the
 * model frame, colours linear. Structures are written once in the files (the right one) and stand here once for each
 * side. */
#ifndef HIP_ATLAS_H
#define HIP_ATLAS_H
#include "hip/error.h"
#include "hip/problems.h"
#include <stdbool.h>
#include <stddef.h>

typedef enum Side { SIDE_MIDLINE, SIDE_RIGHT, SIDE_LEFT, SIDE_BOTH } Side;

typedef enum AtlasSystem {
    SYSTEM_SKIN,
    SYSTEM_FAT,
    SYSTEM_FASCIA,
    SYSTEM_MUSCLE,
    SYSTEM_NERVE,
    SYSTEM_VESSEL,
    SYSTEM_LIGAMENT,
    SYSTEM_BONE,
    SYSTEM_COUNT
} AtlasSystem; /* the groups of the command line; discs and cartilage are bone, bursae and capsule ligament */

typedef struct AtlasFact {
    const char *text; /* NULL: no data */
    char confidence;  /* 'A' read in a source, 'B' textbook, 'C' uncertain or convention */
    const int *sources;
    int source_count;
} AtlasFact;

typedef enum AtlasFactKind {
    FACT_ORIGIN,
    FACT_INSERTION,
    FACT_ACTION,
    FACT_NERVE,
    FACT_BLOOD,
    FACT_PALPATION,
    FACT_MASSAGE,
    FACT_EVERYDAY,
    FACT_SIZE,
    FACT_COURSE,
    FACT_COUNT
} AtlasFactKind;

typedef struct AtlasStructure {
    const char *id;      /* "piriformis_r", "sacrum" */
    const char *base_id; /* "piriformis" */
    Side side;           /* midline, right, left */
    int twin;            /* index of the other side's, -1 */
    const char *name_en; /* without side: "Piriformis" */
    const char *name_la;
    const char *plain; /* without Latin, for a client's eyes: "Deep buttock muscle"; name_en where that is plain */
    const char *const *synonyms; /* lay words and old names, searched, never shown first */
    int synonym_count;
    AtlasSystem system;
    int layer;          /* 0 skin .. 10 bone */
    const char *column; /* upper middle lower lateral medial */
    bool context;       /* shown around the hip, not taught */
    bool schematic;     /* no measured reference: drawn from facts */
    float colour[3];
    bool cartilage;    /* looks like cartilage: discs, the capsule */
    int supply;        /* of atlas->supplies: the nerve that it is, or that moves it; -1 none */
    float see_through; /* share of what lies beneath that shows through by nature: 0, more for thin sheets */
    AtlasFact facts[FACT_COUNT];
    const int *origin_on; /* structure indices: what it is attached to; same side or midline */
    const int *insertion_on;
    const int *nerve_from; /* nerves that supply it */
    const int *covers;     /* what lies directly beneath */
    int origin_count, insertion_count, nerve_count, covers_count;
    int fma;          /* of this side; 0 none */
    int fma_any;      /* of the structure without side; 0 none */
    const char *ta98; /* NULL none */
    const char *ta2;
    char confidence; /* of layer, ids and relations */
    const int *sources;
    int source_count;
    bool has_figure; /* measured centre and half extents of the *whole* structure, for aligning foreign models */
    float centre[3], half_size[3];
    const float (*course)[3]; /* a line through it where there is no mesh (nerves): for reveal; NULL none */
    int course_count;
} AtlasStructure;

typedef struct AtlasLayer {
    const char *id, *name; /* 11 of them, index = number */
    const char *shows;     /* what is seen when this layer lies open */
    char confidence;
    const int *sources;
    int source_count;
    float colour[3]; /* of the stop on the depth slider */
} AtlasLayer;

typedef struct AtlasCamera {
    const char *id, *name;
    float yaw_deg, pitch_deg; /* 0,0 looks at the front; yaw turns the eye to the body's left; see camera.h */
    int key;                  /* digit key, 0 none */
} AtlasCamera;

typedef struct AtlasLandmark {
    const char *id, *name;
    const char *definition; /* what point it is */
    const char *find;       /* how a hand finds it; NULL: not by touch */
    const char *ta98;       /* NULL none */
    float at[3];            /* the right one, or on the midline */
    bool paired;
    bool spared; /* no hand goes there in practice */
    char confidence;
    const int *sources;
    int source_count;
} AtlasLandmark;

typedef enum PeelKind { PEEL_STAY, PEEL_FADE, PEEL_REFLECT, PEEL_ASIDE } PeelKind;

/* One motion of the dissection (facts.md section 2), for one structure of one side. */
typedef struct AtlasStep {
    const char *id; /* "D4b" */
    int structure;
    PeelKind kind;
    int layer;                /* it happens while depth goes from layer to layer + 1 ... */
    float from, to;           /* ... in this part of the way, 0..1 */
    float gone_from, gone_to; /* a reflected flap or what is set aside fades between these depths */
    float angle_rad;          /* reflect: how far the cut edge turns at the end */
    float curl_m;             /* reflect: radius of the bend at the hinge */
    float shift[3];           /* aside: the move at the end */
    float lift[3];            /* reflect: unit, the way the cut edge first leaves the body */
    float beyond[3];          /* reflect: unit, where the muscle runs on behind the hinge; zero: straight on */
    const float (*hinge)[3];  /* lines of the same direction, right or left as the structure */
    const float (*cut)[3];
    int hinge_count, cut_count;
    float u_hinge, u_cut; /* fibre coordinate at either line: 0 origin, 1 insertion */
    const char *warn;     /* what to spare, shown in the sheet; NULL */
    char confidence;
    const int *sources;
    int source_count;
} AtlasStep;

/* One way of the sciatic nerve past piriformis (Beaton and Anson). */
typedef struct AtlasVariant {
    const char *id, *name;       /* "II", "Fibular part through piriformis" */
    const char *share;           /* how often, in a few words: "about 10 in 100" */
    AtlasFact course;            /* what passes where, in plain words */
    const AtlasFact *prevalence; /* what the studies found, one each */
    int prevalence_count;
} AtlasVariant;

typedef struct AtlasSource {
    int id;           /* number of the bibliography */
    const char *text; /* citation */
    const char *used; /* abs, page, data, mem: how it was used; own: no publication but a convention of the program */
    const char *url;  /* NULL */
} AtlasSource;

typedef struct Atlas {
    const AtlasStructure *structures;
    const AtlasLayer *layers;
    const AtlasCamera *cameras;
    const AtlasLandmark *landmarks;
    const AtlasStep *steps; /* at most one for each structure; sorted by layer, then from */
    const AtlasSource *sources;
    const AtlasVariant *variants; /* all six, I to VI */
    AtlasFact variant_note;       /* what to say of them to anybody */
    AtlasFact landmark_note;      /* what to say where the atlas is laid on a body by its landmarks */
    const int *variant_of;        /* structures whose course they are about, both sides */
    int structure_count, layer_count, camera_count, landmark_count, step_count, source_count, variant_count;
    int variant_of_count;
    const char *const *supplies; /* names of the nerves by which muscles are told apart */
    int supply_count;
    const int *asked; /* structures most asked for, in that order; the right one of a pair */
    int asked_count;
    const struct AtlasJoint *joints; /* massage.h, like the next four */
    const struct AtlasPosition *positions;
    const struct AtlasTool *tools;
    const struct AtlasRegion *regions;
    const struct AtlasStroke *strokes;
    int joint_count, position_count, tool_count, region_count, stroke_count;
    const struct SessionStep *session; /* one side's work in order; massage.h */
    int session_count;
    const struct AtlasNote *notes; /* massage.h */
    int note_count;
    const struct AtlasLine *lines; /* of pull, those of a muscle in order; massage.h */
    int line_count;
    const struct PainAtlas *pain;        /* pain.h */
    const struct ClaimAtlas *claims;     /* claims.h */
    const struct AtlasCompare *compares; /* compare.h */
    int compare_count;
    AtlasFact session_note;
    int lens_layer; /* the depth that the look-through lens shows at first */
    void *owner;
} Atlas;

/* Reads assets/atlas (folder NULL: the program's own). All mistakes at once in `problems`; on failure *out stays NULL.
 */
HipResult atlas_load(const char *folder, Atlas **out, Problems *problems, HipError *err);
void atlas_release(Atlas *atlas); /* NULL is fine */

int atlas_structure(const Atlas *atlas, const char *id); /* exact id with side; -1 */
/* An id without side means the given side (SIDE_BOTH: the right one first); also accepts the full id. */
int atlas_structure_on_side(const Atlas *atlas, const char *id, Side side);
const AtlasStep *atlas_step_of(const Atlas *atlas, int structure); /* NULL: it never moves */
const AtlasCamera *atlas_camera(const Atlas *atlas, const char *id);
const AtlasLandmark *atlas_landmark(const Atlas *atlas, const char *id);
bool atlas_landmark_at(const Atlas *atlas, const char *id, Side side, float out[3]); /* mirrored for the left */
const AtlasSource *atlas_source(const Atlas *atlas, int id);
/* Nothing but the program's own choice (order, amount, wording) backs it: never so for causes, evidence, red flags. */
bool atlas_is_convention(const Atlas *atlas, const AtlasFact *fact);
const char *atlas_system_id(AtlasSystem system);   /* "muscle" */
const char *atlas_system_name(AtlasSystem system); /* "Muscles" */
int atlas_system_from_id(const char *id);          /* -1 */
const char *atlas_fact_title(AtlasFactKind kind);  /* "Origin" */

/* "Piriformis (right)" into out; returns out. */
const char *atlas_display_name(const Atlas *atlas, int structure, char *out, size_t size);

/* Small letters without accents, words parted by one space: what is the same to somebody who types. Never more than
 * the text; cut where `size` ends. */
void atlas_fold(const char *text, char *out, size_t size);

/* Type-to-find: names, Latin, synonyms, ids; case and accents folded; tolerates a typing slip or two.
 * Best first; a structure without side counts once, for `side`. Returns how many were written. */
typedef struct AtlasHit {
    int structure;
    float score;
    const char *matched; /* the word that matched, for display */
} AtlasHit;
int atlas_search(const Atlas *atlas, const char *text, Side side, AtlasHit *out, int most);
#endif
