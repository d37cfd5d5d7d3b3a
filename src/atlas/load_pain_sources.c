/* load_pain_sources.c - pain.json: where pain may come from (facts.md 6.2, 6.3). */
#include "load_pain.h"

enum { MOST_PARTS = 8 };

static bool read_part(AtlasBuilder *b, const JsonNode *node, PainPart *out)
{
    JsonNode structure = json_member(node, "structure"), name = json_member(node, "name"),
             share = json_member(node, "share");
    double part = 1;
    if (!json_keys(node, "share", "structure name") || !json_read_number(&share, 0, 1, &part)) {
        return false;
    }
    if (!json_exists(&structure) && !json_exists(&name)) {
        json_problem(node, "a part has a \"structure\", a \"name\" or both");
        return false;
    }
    out->structure = json_exists(&structure) ? atlas_read_structure(b, &structure, SIDE_RIGHT) : -1;
    out->name = json_exists(&name) ? atlas_text(b, &name) : NULL;
    out->share = (float)part;
    return true;
}

static void read_parts(AtlasBuilder *b, const JsonNode *list, AtlasPain *source)
{
    size_t n = atlas_bits(list, json_count(list), MOST_PARTS);
    PainPart *parts = atlas_array(b, n, sizeof *parts);
    for (size_t i = 0; i < n; i++) {
        JsonNode node = json_item(list, i);
        source->part_count += read_part(b, &node, &parts[source->part_count]) ? 1 : 0;
    }
    if (json_node_is_list(list) && n == 0) {
        json_problem(list, "a source needs at least one part");
    }
    source->parts = parts;
}

/* One list of zones of a weight, added to the others. */
static void read_zones(AtlasBuilder *b, const JsonNode *list, PainWeight weight, PainZone *zones, int *count)
{
    for (size_t i = 0; i < json_count(list); i++) {
        JsonNode node = json_item(list, i);
        const char *id = json_read_text(&node);
        int zone = id ? pain_zone(&b->atlas, id) : -1, k = 0;
        while (k < *count && zones[k].zone != zone) {
            k++;
        }
        if (id && zone < 0) {
            json_problem(&node, "there is no zone \"%s\"", id);
        } else if (k < *count) {
            json_problem(&node, "\"%s\" stands here twice", id);
        } else if (id) {
            zones[(*count)++] = (PainZone){zone, weight};
        }
    }
}

static void read_pattern(AtlasBuilder *b, const JsonNode *node, AtlasPain *source)
{
    JsonNode essential = json_member(node, "essential"), spill = json_member(node, "spill");
    JsonNode rare = json_member(node, "rare");
    PainZone *zones = atlas_array(b, PAIN_ZONES, sizeof *zones);
    read_zones(b, &essential, PAIN_ESSENTIAL, zones, &source->zone_count);
    if (json_node_is_list(&essential) && json_count(&essential) == 0) {
        json_problem(&essential, "a source needs at least one essential zone");
    }
    read_zones(b, &spill, PAIN_SPILL, zones, &source->zone_count);
    read_zones(b, &rare, PAIN_RARE, zones, &source->zone_count);
    source->zones = zones;
    JsonNode against = json_member(node, "against");
    source->against = atlas_read_bits(b, &against, pain_zone, "zone");
    for (int i = 0; i < source->zone_count; i++) {
        if (source->against >> zones[i].zone & 1) {
            json_problem(&against, "\"%s\" cannot be part of the pattern and speak against it",
                         b->atlas.pain->zones[zones[i].zone].id);
        }
    }
}

/* {"quality": -1..1, ...}: what stands here goes before what `values` holds. */
static void read_values(AtlasBuilder *b, const JsonNode *words, float values[PAIN_QUALITIES])
{
    if (!json_node_is_object(words)) {
        json_keys(words, "", ""); /* says so */
        return;
    }
    for (JsonNode word = json_first(words); json_exists(&word); word = json_next(&word)) {
        int quality = pain_quality(&b->atlas, word.key);
        double value = 0;
        if (quality < 0) {
            json_problem(&word, "there is no quality \"%s\"", word.key);
        } else if (json_read_number(&word, -1, 1, &value)) {
            values[quality] = (float)value;
        }
    }
}

static void read_words(AtlasBuilder *b, const JsonNode *own, const JsonNode *usual, AtlasPain *source)
{
    float values[PAIN_QUALITIES] = {0};
    PainWord *words = atlas_array(b, PAIN_QUALITIES, sizeof *words);
    read_values(b, usual, values);
    read_values(b, own, values);
    for (int i = 0; i < b->atlas.pain->quality_count; i++) {
        if (values[i] < 0 || values[i] > 0) {
            words[source->word_count++] = (PainWord){i, values[i]};
        }
    }
    source->words = words;
}

static void read_fact_if(AtlasBuilder *b, const JsonNode *object, const char *key, AtlasFact *out)
{
    JsonNode node = json_member(object, key);
    if (json_exists(&node)) {
        atlas_read_fact(b, &node, out);
    }
}

static void read_sayings(AtlasBuilder *b, const JsonNode *node, AtlasPain *source)
{
    read_fact_if(b, node, "sentence", &source->sentence);
    read_fact_if(b, node, "behaviour", &source->behaviour);
    read_fact_if(b, node, "helps", &source->helps);
    read_fact_if(b, node, "avoid", &source->avoid);
    read_fact_if(b, node, "says", &source->says);
    read_fact_if(b, node, "pattern", &source->pattern);
}

static const char *const KINDS[PAIN_KINDS] = {"muscle", "nerve", "joint"};

static void read_source(AtlasBuilder *b, const JsonNode *node, const JsonNode *usual, AtlasPain *source)
{
    JsonNode name = json_member(node, "name"), plain = json_member(node, "plain"), kind = json_member(node, "kind");
    JsonNode parts = json_member(node, "parts"), points = json_member(node, "points"), own = json_member(node, "words");
    JsonNode course = json_member(node, "course"), refer = json_member(node, "refer");
    JsonNode positions = json_member(node, "positions"), strokes = json_member(node, "strokes");
    source->name = atlas_text(b, &name);
    source->plain = atlas_text(b, &plain);
    int which = json_read_choice(&kind, KINDS, PAIN_KINDS);
    source->kind = which < 0 ? PAIN_MUSCLE : (PainKind)which;
    read_parts(b, &parts, source);
    source->points = atlas_read_places(b, &points, 0, &source->point_count);
    read_pattern(b, node, source);
    JsonNode like = json_member(usual, KINDS[source->kind]);
    read_words(b, &own, &like, source);
    source->course = json_exists(&course) ? atlas_read_structure(b, &course, SIDE_RIGHT) : -1;
    source->refer = json_exists(&refer) && json_read_bool(&refer, false);
    source->positions = atlas_read_refs(b, &positions, atlas_position, "position", &source->position_count);
    source->strokes = atlas_read_refs(b, &strokes, atlas_stroke, "stroke", &source->stroke_count);
    read_sayings(b, node, source);
}

static void load_source(AtlasBuilder *b, const JsonNode *node, const JsonNode *usual, PainAtlas *pain, AtlasPain *table)
{
    if (!json_keys(node,
                   "id name plain kind parts points essential spill rare words sentence says positions strokes pattern",
                   "against course refer behaviour helps avoid")) {
        return;
    }
    AtlasPain source = {.id = atlas_read_key(b, node)};
    read_source(b, node, usual, &source);
    if (source.id && pain_source(&b->atlas, source.id) >= 0) {
        atlas_twice(node, source.id);
    } else if (source.id) {
        table[pain->source_count++] = source;
    }
}

void atlas_load_pain_sources(AtlasBuilder *b, PainAtlas *pain)
{
    AtlasList file;
    if (!atlas_list_open(b, "pain", "note usual", &file)) {
        return;
    }
    JsonNode note = json_member(&file.root, "note"), usual = json_member(&file.root, "usual");
    atlas_read_fact(b, &note, &pain->note);
    json_keys(&usual, "muscle nerve joint", "");
    size_t n = atlas_bits(&file.list, file.count, PAIN_SOURCES);
    AtlasPain *table = atlas_array(b, n, sizeof *table);
    pain->sources = table;
    for (size_t i = 0; i < n; i++) {
        JsonNode node = json_item(&file.list, i);
        load_source(b, &node, &usual, pain, table);
    }
    atlas_list_close(&file);
}
