#include "hip/atlas.h"
#include "atlas_private.h"
#include "hip/words.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *id, *name;
} SYSTEMS[SYSTEM_COUNT] = {
    [SYSTEM_SKIN] = {"skin", "Skin"},
    [SYSTEM_FAT] = {"fat", "Fat"},
    [SYSTEM_FASCIA] = {"fascia", "Fascia"},
    [SYSTEM_MUSCLE] = {"muscle", "Muscles"},
    [SYSTEM_NERVE] = {"nerve", "Nerves"},
    [SYSTEM_VESSEL] = {"vessel", "Vessels"},
    [SYSTEM_LIGAMENT] = {"ligament", "Ligaments"},
    [SYSTEM_BONE] = {"bone", "Bones"},
};

static const char *const FACT_TITLES[FACT_COUNT] = {
    [FACT_ORIGIN] = "Origin",   [FACT_INSERTION] = "Insertion",        [FACT_ACTION] = "What it does",
    [FACT_NERVE] = "Nerve",     [FACT_BLOOD] = "Blood supply",         [FACT_PALPATION] = "Where to feel it",
    [FACT_MASSAGE] = "Massage", [FACT_EVERYDAY] = "In everyday words", [FACT_SIZE] = "Size",
    [FACT_COURSE] = "Course",
};

void atlas_release(Atlas *atlas)
{
    if (atlas) {
        AtlasOwner *owner = atlas->owner;
        arena_release(&owner->arena);
        free(owner);
        free(atlas);
    }
}

int atlas_structure(const Atlas *atlas, const char *id)
{
    const AtlasOwner *owner = atlas->owner;
    int lo = 0, hi = owner->by_id ? atlas->structure_count : 0;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        int order = strcmp(atlas->structures[owner->by_id[mid]].id, id);
        if (order == 0) {
            return owner->by_id[mid];
        }
        if (order < 0) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return -1;
}

int atlas_structure_on_side(const Atlas *atlas, const char *id, Side side)
{
    int found = atlas_structure(atlas, id);
    if (found >= 0) {
        return found;
    }
    char full[96];
    int length = snprintf(full, sizeof full, "%s_%c", id, side == SIDE_LEFT ? 'l' : 'r');
    return length > 0 && (size_t)length < sizeof full ? atlas_structure(atlas, full) : -1;
}

const AtlasStep *atlas_step_of(const Atlas *atlas, int structure)
{
    for (int i = 0; i < atlas->step_count; i++) {
        if (atlas->steps[i].structure == structure) {
            return &atlas->steps[i];
        }
    }
    return NULL;
}

const AtlasCamera *atlas_camera(const Atlas *atlas, const char *id)
{
    for (int i = 0; i < atlas->camera_count; i++) {
        if (strcmp(atlas->cameras[i].id, id) == 0) {
            return &atlas->cameras[i];
        }
    }
    return NULL;
}

const AtlasLandmark *atlas_landmark(const Atlas *atlas, const char *id)
{
    for (int i = 0; i < atlas->landmark_count; i++) {
        if (strcmp(atlas->landmarks[i].id, id) == 0) {
            return &atlas->landmarks[i];
        }
    }
    return NULL;
}

bool atlas_landmark_at(const Atlas *atlas, const char *id, Side side, float out[3])
{
    const AtlasLandmark *landmark = atlas_landmark(atlas, id);
    if (!landmark) {
        return false;
    }
    memcpy(out, landmark->at, sizeof landmark->at);
    if (side == SIDE_LEFT && landmark->paired) {
        out[0] = -out[0];
    }
    return true;
}

const AtlasSource *atlas_source(const Atlas *atlas, int id)
{
    for (int i = 0; i < atlas->source_count; i++) {
        if (atlas->sources[i].id == id) {
            return &atlas->sources[i];
        }
    }
    return NULL;
}

bool atlas_is_convention(const Atlas *atlas, const AtlasFact *fact)
{
    for (int i = 0; i < fact->source_count; i++) {
        const AtlasSource *source = atlas_source(atlas, fact->sources[i]);
        if (!source || strcmp(source->used, "own") != 0) {
            return false;
        }
    }
    return fact->source_count > 0;
}

const char *atlas_system_id(AtlasSystem system)
{
    return SYSTEMS[system].id;
}

const char *atlas_system_name(AtlasSystem system)
{
    return SYSTEMS[system].name;
}

int atlas_system_from_id(const char *id)
{
    for (int i = 0; i < SYSTEM_COUNT; i++) {
        if (strcmp(SYSTEMS[i].id, id) == 0) {
            return i;
        }
    }
    return -1;
}

const char *atlas_fact_title(AtlasFactKind kind)
{
    return FACT_TITLES[kind];
}

const char *atlas_display_name(const Atlas *atlas, int structure, char *out, size_t size)
{
    const AtlasStructure *s = &atlas->structures[structure];
    snprintf(out, size,
             s->side == SIDE_RIGHT  ? _("%s (right)")
             : s->side == SIDE_LEFT ? _("%s (left)")
                                    : "%s",
             _(s->name_en));
    return out;
}
