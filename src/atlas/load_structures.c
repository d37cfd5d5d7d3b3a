/* structures.json -> AtlasStructure for each side. */
#include "atlas_private.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const FACT_KEYS[FACT_COUNT] = {
    [FACT_ORIGIN] = "origin", [FACT_INSERTION] = "insertion", [FACT_ACTION] = "action",   [FACT_NERVE] = "nerve",
    [FACT_BLOOD] = "blood",   [FACT_PALPATION] = "palpation", [FACT_MASSAGE] = "massage", [FACT_EVERYDAY] = "everyday",
    [FACT_SIZE] = "size",     [FACT_COURSE] = "course",
};
static const char FACT_NAMES[] = "origin insertion action nerve blood palpation massage everyday size course";
static const char *const COLUMNS[] = {"upper", "middle", "lower", "lateral", "medial"};

/* ---- first pass: the ids, so that every relation can be resolved where it stands ---- */

static bool good_id(const char *id)
{
    size_t n = strlen(id);
    return n >= 2 && n <= 60 && id[0] >= 'a' && id[0] <= 'z' &&
           strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_") == n && strcmp(id + n - 2, "_r") != 0 &&
           strcmp(id + n - 2, "_l") != 0;
}

/* The id of one entry; NULL when the entry cannot be used at all. */
static const char *entry_id(AtlasBuilder *b, const JsonNode *entry)
{
    if (!json_node_is_object(entry)) {
        json_problem(entry, "a structure must be an object { }");
        return NULL;
    }
    JsonNode node = json_member(entry, "id");
    const char *id = json_read_text(&node);
    if (!json_exists(&node)) {
        json_problem(entry, "missing key \"id\"");
    }
    if (!id) {
        return NULL;
    }
    if (!good_id(id)) {
        json_problem(&node, "\"id\" is \"%s\", must be small letters, digits and _, without _r or _l at its end", id);
        return NULL;
    }
    for (int i = 0; i < b->atlas.structure_count; i++) {
        if (strcmp(b->structures[i].base_id, id) == 0) {
            json_problem(&node, "\"%s\" is there twice", id);
            return NULL;
        }
    }
    return arena_string(b->arena, id);
}

static const char *with_side(AtlasBuilder *b, const char *base, Side side)
{
    size_t size = strlen(base) + 3;
    char *id = arena_alloc(b->arena, size);
    snprintf(id, size, "%s_%c", base, side == SIDE_LEFT ? 'l' : 'r');
    return id;
}

static void add_ids(AtlasBuilder *b, const JsonNode *entry)
{
    const char *base = entry_id(b, entry);
    if (!base) {
        return;
    }
    JsonNode paired = json_member(entry, "paired");
    int first = b->atlas.structure_count;
    if (!json_read_bool(&paired, false)) {
        b->structures[first] = (AtlasStructure){.id = base, .base_id = base, .side = SIDE_MIDLINE, .twin = -1};
        b->atlas.structure_count = first + 1;
        return;
    }
    b->structures[first] =
        (AtlasStructure){.id = with_side(b, base, SIDE_RIGHT), .base_id = base, .side = SIDE_RIGHT, .twin = first + 1};
    b->structures[first + 1] =
        (AtlasStructure){.id = with_side(b, base, SIDE_LEFT), .base_id = base, .side = SIDE_LEFT, .twin = first};
    b->atlas.structure_count = first + 2;
}

typedef struct IdPlace {
    const char *id;
    int index;
} IdPlace;

static int by_text(const void *a, const void *b)
{
    return strcmp(((const IdPlace *)a)->id, ((const IdPlace *)b)->id);
}

static void sort_ids(AtlasBuilder *b)
{
    int n = b->atlas.structure_count;
    AtlasOwner *owner = b->atlas.owner;
    IdPlace *places = mem_alloc((size_t)n, sizeof *places);
    for (int i = 0; i < n; i++) {
        places[i] = (IdPlace){b->structures[i].id, i};
    }
    qsort(places, (size_t)n, sizeof *places, by_text);
    owner->by_id = atlas_array(b, (size_t)n, sizeof *owner->by_id);
    for (int i = 0; i < n; i++) {
        owner->by_id[i] = places[i].index;
    }
    free(places);
}

/* ---- second pass: what does not depend on the side is read once and copied ---- */

static void read_names(AtlasBuilder *b, const JsonNode *entry, AtlasStructure *s)
{
    JsonNode name = json_member(entry, "name");
    if (json_keys(&name, "en la", "plain")) {
        JsonNode en = json_member(&name, "en");
        JsonNode la = json_member(&name, "la");
        JsonNode plain = json_member(&name, "plain");
        s->name_en = atlas_text(b, &en);
        s->name_la = atlas_text(b, &la);
        s->plain = json_exists(&plain) ? atlas_text(b, &plain) : s->name_en;
    }
    JsonNode list = json_member(entry, "synonyms");
    size_t n = json_count(&list);
    const char **synonyms = atlas_array(b, n, sizeof *synonyms);
    s->synonyms = synonyms;
    for (size_t i = 0; i < n; i++) {
        JsonNode node = json_item(&list, i);
        const char *text = atlas_text(b, &node);
        if (text) {
            synonyms[s->synonym_count++] = text;
        }
    }
}

static void read_class(AtlasBuilder *b, const JsonNode *entry, AtlasStructure *s)
{
    const char *systems[SYSTEM_COUNT];
    for (int i = 0; i < SYSTEM_COUNT; i++) {
        systems[i] = atlas_system_id((AtlasSystem)i);
    }
    JsonNode system = json_member(entry, "system");
    JsonNode layer = json_member(entry, "layer");
    JsonNode column = json_member(entry, "column");
    JsonNode context = json_member(entry, "context");
    JsonNode schematic = json_member(entry, "schematic");
    JsonNode colour = json_member(entry, "colour");
    int which = json_read_choice(&system, systems, SYSTEM_COUNT);
    s->system = which < 0 ? SYSTEM_MUSCLE : (AtlasSystem)which;
    json_read_int(&layer, 0, b->atlas.layer_count > 0 ? b->atlas.layer_count - 1 : 10, &s->layer);
    which = json_read_choice(&column, COLUMNS, (int)(sizeof COLUMNS / sizeof *COLUMNS));
    s->column = which < 0 ? COLUMNS[0] : COLUMNS[which];
    s->context = json_read_bool(&context, false);
    s->schematic = json_read_bool(&schematic, false);
    json_read_colour(&colour, s->colour);
    JsonNode see_through = json_member(entry, "see_through");
    double share = 0;
    if (json_exists(&see_through)) {
        json_read_number(&see_through, 0, 0.9, &share);
    }
    s->see_through = (float)share;
    JsonNode cartilage = json_member(entry, "cartilage");
    s->cartilage = json_read_bool(&cartilage, false);
    atlas_read_backing(b, entry, &s->confidence, &s->sources, &s->source_count);
}

/* Structures that name the same nerve share a supply. */
static void read_supply(AtlasBuilder *b, const JsonNode *entry, AtlasStructure *s)
{
    JsonNode node = json_member(entry, "supply");
    const char *name = json_exists(&node) ? atlas_text(b, &node) : NULL;
    s->supply = -1;
    for (int i = 0; name && i < b->atlas.supply_count && s->supply < 0; i++) {
        s->supply = strcmp(b->supplies[i], name) == 0 ? i : -1;
    }
    if (name && s->supply < 0) {
        s->supply = b->atlas.supply_count++;
        b->supplies[s->supply] = name;
    }
}

static void read_facts(AtlasBuilder *b, const JsonNode *entry, AtlasStructure *s)
{
    JsonNode facts = json_member(entry, "facts");
    if (!json_keys(&facts, "", FACT_NAMES)) {
        return;
    }
    for (int i = 0; i < FACT_COUNT; i++) {
        JsonNode node = json_member(&facts, FACT_KEYS[i]);
        if (!json_keys(&node, "text conf sources", "")) {
            continue;
        }
        JsonNode text = json_member(&node, "text");
        AtlasFact *fact = &s->facts[i];
        fact->text = atlas_text(b, &text);
        atlas_read_backing(b, &node, &fact->confidence, &fact->sources, &fact->source_count);
    }
}

static void read_terms(AtlasBuilder *b, const JsonNode *entry, AtlasStructure *s)
{
    JsonNode ta98 = json_member(entry, "ta98");
    JsonNode ta2 = json_member(entry, "ta2");
    s->ta98 = atlas_text(b, &ta98);
    s->ta2 = atlas_text(b, &ta2);
}

/* ---- what does ---- */

static void read_fma(const JsonNode *entry, AtlasStructure *s)
{
    JsonNode fma = json_member(entry, "fma");
    if (!json_keys(&fma, "", s->side == SIDE_MIDLINE ? "any" : "any right left")) {
        return;
    }
    JsonNode any = json_member(&fma, "any");
    json_read_int(&any, 1, 9999999, &s->fma_any);
    if (s->side == SIDE_MIDLINE) {
        s->fma = s->fma_any;
        return;
    }
    JsonNode own = json_member(&fma, s->side == SIDE_LEFT ? "left" : "right");
    json_read_int(&own, 1, 9999999, &s->fma);
}

static void check_covers(AtlasBuilder *b, const JsonNode *list, const AtlasStructure *s)
{
    for (int i = 0; i < s->covers_count; i++) {
        const AtlasStructure *under = &b->structures[s->covers[i]];
        if (under == s) {
            json_problem(list, "\"%s\" cannot cover itself", s->base_id);
        } else if (under->layer < s->layer) {
            json_problem(list, "\"%s\" of layer %d cannot cover \"%s\" of layer %d", s->base_id, s->layer,
                         under->base_id, under->layer);
        }
    }
}

static void check_nerves(AtlasBuilder *b, const JsonNode *list, const AtlasStructure *s)
{
    for (int i = 0; i < s->nerve_count; i++) {
        if (b->structures[s->nerve_from[i]].system != SYSTEM_NERVE) {
            json_problem(list, "\"%s\" is no nerve", b->structures[s->nerve_from[i]].base_id);
        }
    }
}

static void read_relations(AtlasBuilder *b, const JsonNode *entry, AtlasStructure *s)
{
    JsonNode origin = json_member(entry, "origin_on");
    JsonNode insertion = json_member(entry, "insertion_on");
    JsonNode nerve = json_member(entry, "nerve_from");
    JsonNode covers = json_member(entry, "covers");
    JsonNode course = json_member(entry, "course");
    s->origin_on = atlas_read_structures(b, &origin, s->side, &s->origin_count);
    s->insertion_on = atlas_read_structures(b, &insertion, s->side, &s->insertion_count);
    s->nerve_from = atlas_read_structures(b, &nerve, s->side, &s->nerve_count);
    s->covers = atlas_read_structures(b, &covers, s->side, &s->covers_count);
    if (json_exists(&course)) {
        s->course = atlas_read_line(b, &course, s->side, 2, &s->course_count);
    }
}

/* Layers and systems of all structures are known only now. */
static void check_relations(AtlasBuilder *b, const JsonNode *entry, const AtlasStructure *s)
{
    JsonNode nerve = json_member(entry, "nerve_from");
    JsonNode covers = json_member(entry, "covers");
    check_nerves(b, &nerve, s);
    check_covers(b, &covers, s);
}

static void check_fma(AtlasBuilder *b, const JsonNode *entry, int index)
{
    for (int i = 0; i < index; i++) {
        if (b->structures[index].fma && b->structures[i].fma == b->structures[index].fma) {
            JsonNode fma = json_member(entry, "fma");
            json_problem(&fma, "FMA %d already belongs to \"%s\"", b->structures[i].fma, b->structures[i].id);
        }
    }
}

static void load_entry(AtlasBuilder *b, const JsonNode *entry, int index)
{
    AtlasStructure *s = &b->structures[index];
    json_keys(entry, "id name system layer column colour conf sources facts",
              "paired synonyms context schematic see_through cartilage supply fma ta98 ta2 origin_on insertion_on "
              "nerve_from covers course");
    read_names(b, entry, s);
    read_class(b, entry, s);
    read_supply(b, entry, s);
    read_terms(b, entry, s);
    read_facts(b, entry, s);
    if (s->twin >= 0) {
        AtlasStructure left = b->structures[s->twin];
        AtlasStructure *twin = &b->structures[s->twin];
        *twin = *s;
        twin->id = left.id;
        twin->side = left.side;
        twin->twin = left.twin;
        read_relations(b, entry, twin); /* mistakes are found again on the right; equal ones are shown once */
        read_fma(entry, twin);
    }
    read_relations(b, entry, s);
    read_fma(entry, s);
}

/* Calls with each entry that add_ids has taken: the same walk gives the same order. */
static void each_entry(AtlasBuilder *b, const JsonNode *list, void (*visit)(AtlasBuilder *, const JsonNode *, int))
{
    int next = 0;
    for (size_t i = 0; i < json_count(list) && next < b->atlas.structure_count; i++) {
        JsonNode entry = json_item(list, i);
        JsonNode node = json_member(&entry, "id");
        const AtlasStructure *s = &b->structures[next];
        const char *id = json_node_is_text(&node) ? json_read_text(&node) : NULL;
        if (id && strcmp(id, s->base_id) == 0) {
            visit(b, &entry, next);
            next += s->twin >= 0 ? 2 : 1;
        }
    }
}

static void check_entry(AtlasBuilder *b, const JsonNode *entry, int index)
{
    check_relations(b, entry, &b->structures[index]);
    check_fma(b, entry, index);
    if (b->structures[index].twin >= 0) {
        check_fma(b, entry, b->structures[index].twin);
    }
}

void atlas_load_structures(AtlasBuilder *b)
{
    JsonDoc *doc = atlas_open(b, "structures.json");
    if (!doc) {
        return;
    }
    JsonNode root = json_doc_root(doc);
    json_keys(&root, "structures", "");
    JsonNode list = json_member(&root, "structures");
    size_t n = json_count(&list);
    if (n > ATLAS_MOST_ENTRIES) {
        json_problem(&list, "more than %d entries", ATLAS_MOST_ENTRIES);
        n = 0;
    }
    b->structures = atlas_array(b, 2 * n, sizeof *b->structures);
    b->atlas.structures = b->structures;
    b->supplies = atlas_array(b, n, sizeof *b->supplies);
    b->atlas.supplies = b->supplies;
    for (size_t i = 0; i < n; i++) {
        JsonNode entry = json_item(&list, i);
        add_ids(b, &entry);
    }
    sort_ids(b);
    each_entry(b, &list, load_entry);
    each_entry(b, &list, check_entry);
    json_doc_close(doc);
}
