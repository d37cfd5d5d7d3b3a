/* list_pain.c - list zones, qualities, flags, pain. */
#include "hip/pain.h"
#include "lists.h"

void list_zones(const Atlas *atlas, json_t *rows)
{
    for (int i = 0; i < atlas->pain->zone_count; i++) {
        const AtlasZone *z = &atlas->pain->zones[i];
        list_add_row(
            rows, z->id, z->name,
            json_pack("{s:s, s:b, s:o}", "plain", z->plain, "paired", (int)z->paired, "where", list_fact(&z->where)));
    }
}

void list_qualities(const Atlas *atlas, json_t *rows)
{
    for (int i = 0; i < atlas->pain->quality_count; i++) {
        const AtlasQuality *q = &atlas->pain->qualities[i];
        list_add_row(rows, q->id, q->name,
                     json_pack("{s:s, s:b, s:o}", "said", q->said, "when", (int)q->when, "note", list_fact(&q->note)));
    }
}

void list_flags(const Atlas *atlas, json_t *rows)
{
    for (int i = 0; i < atlas->pain->flag_count; i++) {
        const AtlasFlag *f = &atlas->pain->flags[i];
        const PainTier *tier = &atlas->pain->tiers[f->tier];
        list_add_row(rows, f->id, f->name,
                     json_pack("{s:s, s:s, s:o, s:o}", "tier", pain_tier_id(f->tier), "title", tier->title, "act",
                               list_fact(&tier->act), "why", list_fact(&f->why)));
    }
}

static json_t *zones_of(const Atlas *atlas, const AtlasPain *source)
{
    static const char *const WEIGHTS[] = {"rare", "spill", "essential"};
    json_t *zones = json_object();
    for (int i = 0; i < source->zone_count; i++) {
        const PainZone *zone = &source->zones[i];
        json_object_set_new(zones, atlas->pain->zones[zone->zone].id, json_string(WEIGHTS[zone->weight]));
    }
    return zones;
}

static json_t *words_of(const Atlas *atlas, const AtlasPain *source)
{
    json_t *words = json_object();
    for (int i = 0; i < source->word_count; i++) {
        const PainWord *word = &source->words[i];
        json_object_set_new(words, atlas->pain->qualities[word->quality].id, json_real((double)word->bonus));
    }
    return words;
}

void list_pain(const Atlas *atlas, json_t *rows)
{
    for (int i = 0; i < atlas->pain->source_count; i++) {
        const AtlasPain *s = &atlas->pain->sources[i];
        list_add_row(rows, s->id, s->name,
                     json_pack("{s:s, s:s, s:b, s:o, s:o, s:o, s:o}", "plain", s->plain, "kind", pain_kind_id(s->kind),
                               "refer", (int)s->refer, "zones", zones_of(atlas, s), "words", words_of(atlas, s),
                               "sentence", list_fact(&s->sentence), "pattern", list_fact(&s->pattern)));
    }
}
