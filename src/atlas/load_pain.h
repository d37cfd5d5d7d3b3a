/* load_pain.h - what the two files that read the tables of pain.h share. */
#ifndef HIP_LOAD_PAIN_H
#define HIP_LOAD_PAIN_H
#include "atlas_private.h"
#include "hip/pain.h"

/* "id" of an object, copied; other than atlas_read_id's it may have capitals ("Z_groin"). NULL on a mistake. */
const char *atlas_read_key(AtlasBuilder *b, const JsonNode *object);

/* `count` entries, or `most` where there are more, which is reported: what a client tells are bits of a word. */
size_t atlas_bits(const JsonNode *list, size_t count, size_t most);

/* A list of ids, as the bits of their indices. */
uint64_t atlas_read_bits(AtlasBuilder *b, const JsonNode *list, AtlasFind find, const char *what);

void atlas_load_pain_sources(AtlasBuilder *b, PainAtlas *pain); /* pain.json; after zones and qualities */
#endif
