/* atlas_private.h - what the loaders of the single files share. Files are read in this order: sources,
 * layers, cameras, structures (ids first, so that relations can be resolved where they stand), landmarks,
 * figures, dissection, variants, asked, joints, positions, tools, regions, strokes, session, notes, zones, qualities,
 * flags, pain, claims. Each loader reads its file to the end, reports every mistake through the nodes, and sets its
 * tables in builder->atlas. */
#ifndef HIP_ATLAS_PRIVATE_H
#define HIP_ATLAS_PRIVATE_H
#include "hip/json.h"
#include "hip/massage.h"
#include "hip/mem.h"

enum { ATLAS_MOST_ENTRIES = 4000 }; /* in one file: far above any real one, and quick to check for doubles */

/* Where the files come from: a folder, or memory in the fuzzer. Returns NULL when it has reported a problem.
 */
typedef JsonDoc *(*AtlasOpenFile)(void *context, const char *name, Problems *problems);

/* One name of a structure, folded for the search. */
typedef struct AtlasPhrase {
    int structure;      /* the right one of a pair */
    const char *shown;  /* as in the file */
    const char **words; /* folded */
    int word_count;
    float weight; /* names weigh more than synonyms */
} AtlasPhrase;

/* What stands behind atlas->owner. */
typedef struct AtlasOwner {
    Arena arena;
    int *by_id; /* structure indices, sorted by id */
    AtlasPhrase *phrases;
    int phrase_count;
} AtlasOwner;

typedef struct AtlasBuilder {
    Atlas atlas;  /* lookups by id (atlas.h) work on what has been loaded so far */
    Arena *arena; /* everything that the atlas points to; lives as long as the atlas */
    Problems *problems;
    AtlasOpenFile open;
    void *context;
    AtlasStructure *structures; /* the same table as in atlas, to be filled */
    const char **supplies;      /* likewise, with room for one a structure */
} AtlasBuilder;

HipResult atlas_load_with(AtlasOpenFile open, void *context, Atlas **out, Problems *problems, HipError *err);

/* One of the folder's files; the caller closes it. NULL when it has reported a problem. */
JsonDoc *atlas_open(AtlasBuilder *b, const char *name);

/* One of the folder's files, NAME.json, an object that holds a list of the same name (and `others`, keys parted by
 * spaces). Stays where it is while open: nodes point to their parents. */
typedef struct AtlasList {
    JsonDoc *doc;
    JsonNode root, list;
    size_t count; /* 0 where there is no list, or one that is too long */
} AtlasList;
bool atlas_list_open(AtlasBuilder *b, const char *name, const char *others, AtlasList *out); /* false: reported */
void atlas_list_close(AtlasList *list);

/* "id" of an object, copied; reports a malformed one. NULL on a mistake. */
const char *atlas_read_id(AtlasBuilder *b, const JsonNode *object);
void atlas_twice(const JsonNode *object, const char *id); /* reports it */

/* `count` zeroed elements in the arena; at least one, so that the pointer is never NULL. */
void *atlas_array(AtlasBuilder *b, size_t count, size_t size);
const char *atlas_text(AtlasBuilder *b, const JsonNode *node); /* copied; NULL missing or wrong */

/* The structure that this text names, seen from `side`: a paired one on that side, or one of the midline. A
 * full id such as "piriformis_r" is accepted as well. Reports a dangling id; -1. */
int atlas_read_structure(AtlasBuilder *b, const JsonNode *node, Side side);
/* A list of them. */
const int *atlas_read_structures(AtlasBuilder *b, const JsonNode *list, Side side, int *count);

/* A landmark id, or [x, y, z] in mm of the right side; metres, mirrored for SIDE_LEFT. */
bool atlas_read_point(AtlasBuilder *b, const JsonNode *node, Side side, float out[3]);
/* A list of at least `least` of them. */
const float (*atlas_read_line(AtlasBuilder *b, const JsonNode *list, Side side, int least, int *count))[3];

/* A place by landmarks (massage.h); see docs/data.md. */
bool atlas_read_place(AtlasBuilder *b, const JsonNode *node, AtlasPlace *out);
const AtlasPlace *atlas_read_places(AtlasBuilder *b, const JsonNode *list, int least, int *count);

/* A list of ids, each found by `find` among what the atlas holds already; `what` names their kind in messages. */
typedef int (*AtlasFind)(const Atlas *atlas, const char *id);
const int *atlas_read_refs(AtlasBuilder *b, const JsonNode *list, AtlasFind find, const char *what, int *count);
bool atlas_read_range(const JsonNode *list, double least, double most, double scale, float out[2]); /* [low, high] */

/* "conf" and "sources" of an object: both required, the sources must be known and at least one. */
void atlas_read_backing(AtlasBuilder *b, const JsonNode *object, char *confidence, const int **sources, int *count);

/* {"hip_flexion": 50, ...}: what is not named stays as it is in `out`. */
void atlas_read_angles(AtlasBuilder *b, const JsonNode *object, float out[ATLAS_MAX_JOINTS]);

/* {"text", "conf", "sources"}. */
void atlas_read_fact(AtlasBuilder *b, const JsonNode *node, AtlasFact *out);

void atlas_load_sources(AtlasBuilder *b);
void atlas_load_layers(AtlasBuilder *b);
void atlas_load_cameras(AtlasBuilder *b);
void atlas_load_structures(AtlasBuilder *b);
void atlas_load_landmarks(AtlasBuilder *b);
void atlas_load_figures(AtlasBuilder *b);
void atlas_load_dissection(AtlasBuilder *b); /* dissection.json -> atlas.steps, for both sides of a paired structure */
void atlas_load_variants(AtlasBuilder *b);
void atlas_load_asked(AtlasBuilder *b);
void atlas_load_positions(AtlasBuilder *b); /* joints.json, positions.json */
void atlas_load_strokes(AtlasBuilder *b);   /* tools.json, regions.json, strokes.json */
void atlas_load_session(AtlasBuilder *b);   /* session.json */
void atlas_load_notes(AtlasBuilder *b);     /* notes.json */
void atlas_load_pain(AtlasBuilder *b);      /* zones.json, qualities.json, flags.json, pain.json */
void atlas_load_lines(AtlasBuilder *b);     /* lines.json */
void atlas_load_claims(AtlasBuilder *b);    /* claims.json */
void atlas_load_compares(AtlasBuilder *b);  /* compares.json */
void atlas_index_names(AtlasBuilder *b);

/* Letters typed wrong, left out, put in or swapped between two words. */
int atlas_slips(const char *typed, const char *word);
#endif
