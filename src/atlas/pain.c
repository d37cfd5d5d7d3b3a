/* pain.c - what is found by id in the tables of pain.h: as people type it, in any case, zones without their Z_. */
#include "hip/pain.h"
#include "atlas_private.h"
#include <stdio.h>
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

enum { LONGEST_ID = 63 };

static const struct {
    const char *name, *list;
    int (*find)(const Atlas *atlas, const char *id);
} TELL[TELL_KINDS] = {
    {"area", "zones", pain_zone}, {"quality", "qualities", pain_quality}, {"warning sign", "flags", pain_flag}};

static const char *id_of(const PainAtlas *pain, PainTell what, int i)
{
    return what == TELL_ZONES ? pain->zones[i].id : what == TELL_QUALITIES ? pain->qualities[i].id : pain->flags[i].id;
}

/* The id that was most likely meant; NULL when nothing comes near. */
static const char *nearest(const PainAtlas *pain, PainTell what, const char *typed)
{
    const int counts[TELL_KINDS] = {pain->zone_count, pain->quality_count, pain->flag_count};
    const char *found = NULL;
    size_t skip = what == TELL_ZONES && strncasecmp(typed, "Z_", 2) == 0 ? 2 : 0;
    int best = (int)strlen(typed + skip) / 2 + 1;
    for (int i = 0; i < counts[what]; i++) {
        const char *id = id_of(pain, what, i), *word = strncmp(id, "Z_", 2) == 0 ? id + 2 : id;
        char small[LONGEST_ID + 1], own[LONGEST_ID + 1];
        atlas_fold(typed + skip, small, sizeof small);
        atlas_fold(word, own, sizeof own);
        int slips = small[0] && strstr(own, small) ? 1 : atlas_slips(small, own);
        if (slips < best) {
            best = slips;
            found = id;
        }
    }
    return found;
}

HipResult pain_tell(const Atlas *atlas, PainTell what, const char *list, PainAsked *asked, HipError *err)
{
    PainAsked told = *asked;
    for (const char *at = list; at; at = *at ? at + 1 : NULL) {
        char id[LONGEST_ID + 1];
        size_t length = strcspn(at, ",");
        snprintf(id, sizeof id, "%.*s", (int)(length < LONGEST_ID ? length : LONGEST_ID), at);
        int which = TELL[what].find(atlas, id);
        if (which < 0) {
            const char *meant = nearest(atlas->pain, what, id);
            return hip_usage(err, "there is no %s '%s'%s%s%s (hip-atlas list %s)", TELL[what].name, id,
                             meant ? ": did you mean " : "", meant ? meant : "", meant ? "?" : "", TELL[what].list);
        }
        told.zones |= what == TELL_ZONES ? UINT64_C(1) << which : 0;
        told.qualities |= what == TELL_QUALITIES ? 1u << which : 0;
        told.flags |= what == TELL_FLAGS ? 1u << which : 0;
        at += length;
    }
    *asked = told;
    return HIP_OK;
}

const char *pain_tier_id(FlagTier tier)
{
    static const char *const IDS[FLAG_TIERS] = {"emergency", "urgent", "soon"};
    return IDS[tier];
}

const char *pain_kind_id(PainKind kind)
{
    static const char *const IDS[PAIN_KINDS] = {"muscle", "nerve", "joint"};
    return IDS[kind];
}
