/* pain.c - what is found by id in the tables of pain.h: as people type it, in any case, zones without their Z_. */
#include "hip/pain.h"
#include <string.h>
#include <strings.h>

/* Index of the row whose first member is this id: all tables of pain.h begin with it. */
static int find_row(const void *rows, int count, size_t size, const char *id)
{
    for (int i = 0; i < count; i++) {
        const char *own;
        memcpy(&own, (const char *)rows + (size_t)i * size, sizeof own);
        if (own && strcasecmp(own, id) == 0) {
            return i;
        }
    }
    return -1;
}

int pain_zone(const Atlas *atlas, const char *id)
{
    const PainAtlas *pain = atlas->pain;
    for (int i = 0; i < pain->zone_count; i++) {
        const char *own = pain->zones[i].id;
        if (strcasecmp(own, id) == 0 || (strncmp(own, "Z_", 2) == 0 && strcasecmp(own + 2, id) == 0)) {
            return i;
        }
    }
    return -1;
}

int pain_quality(const Atlas *atlas, const char *id)
{
    return find_row(atlas->pain->qualities, atlas->pain->quality_count, sizeof *atlas->pain->qualities, id);
}

int pain_flag(const Atlas *atlas, const char *id)
{
    return find_row(atlas->pain->flags, atlas->pain->flag_count, sizeof *atlas->pain->flags, id);
}

int pain_source(const Atlas *atlas, const char *id)
{
    return find_row(atlas->pain->sources, atlas->pain->source_count, sizeof *atlas->pain->sources, id);
}
