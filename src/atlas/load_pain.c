/* load_pain.c - zones.json, qualities.json, flags.json: what a client can tell (facts.md 6.1, 6.4, 6.5). */
#include "load_pain.h"
#include <string.h>

enum { LEAST_BALL_MM = 3, MOST_BALL_MM = 200, MOST_BALLS = 200, MOST_WORDS = 16, MOST_ID = 60 };

const char *atlas_read_key(AtlasBuilder *b, const JsonNode *object)
{
    static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
    JsonNode node = json_member(object, "id");
    const char *id = json_read_text(&node);
    if (id && (strspn(id, LETTERS) != strlen(id) || strlen(id) > MOST_ID)) {
        json_problem(&node, "\"id\" is \"%s\", must be letters, digits and _", id);
        return NULL;
    }
    return arena_string(b->arena, id);
}

size_t atlas_bits(const JsonNode *list, size_t count, size_t most)
{
    if (count > most) {
        json_problem(list, "at most %zu entries", most);
    }
    return count < most ? count : most;
}

static bool read_ball(AtlasBuilder *b, const JsonNode *node, ZoneBall *out)
{
    JsonNode at = json_member(node, "at"), radius = json_member(node, "radius_mm"),
             begins = json_member(node, "begins");
    double mm = 0;
    if (!json_keys(node, "at radius_mm", "begins") || !atlas_read_place(b, &at, &out->at) ||
        !json_read_number(&radius, LEAST_BALL_MM, MOST_BALL_MM, &mm)) {
        return false;
    }
    out->radius_m = (float)mm / 1000;
    out->begins = json_exists(&begins) && json_read_bool(&begins, false);
    return true;
}

static void read_balls(AtlasBuilder *b, const JsonNode *list, AtlasZone *zone)
{
    size_t n = atlas_bits(list, json_count(list), MOST_BALLS);
    ZoneBall *balls = atlas_array(b, n, sizeof *balls);
    for (size_t i = 0; i < n; i++) {
        JsonNode node = json_item(list, i);
        zone->ball_count += read_ball(b, &node, &balls[zone->ball_count]) ? 1 : 0;
    }
    if (json_node_is_list(list) && n == 0) {
        json_problem(list, "a zone needs at least one ball");
    }
    balls[0].begins = true; /* the first always does */
    zone->balls = balls;
}

static void read_zone_words(AtlasBuilder *b, const JsonNode *list, AtlasZone *zone)
{
    size_t n = atlas_bits(list, json_count(list), MOST_WORDS);
    const char **words = atlas_array(b, n, sizeof *words);
    for (size_t i = 0; i < n; i++) {
        JsonNode node = json_item(list, i);
        const char *text = atlas_text(b, &node);
        if (text) {
            words[zone->word_count++] = text;
        }
    }
    zone->words = words;
}

static void load_zone(AtlasBuilder *b, const JsonNode *node, PainAtlas *pain, AtlasZone *table)
{
    if (!json_keys(node, "id name plain paired balls where", "words")) {
        return;
    }
    AtlasZone zone = {.id = atlas_read_key(b, node)};
    JsonNode name = json_member(node, "name"), plain = json_member(node, "plain"), paired = json_member(node, "paired");
    JsonNode balls = json_member(node, "balls"), where = json_member(node, "where");
    zone.name = atlas_text(b, &name);
    zone.plain = atlas_text(b, &plain);
    JsonNode words = json_member(node, "words");
    if (json_exists(&words)) {
        read_zone_words(b, &words, &zone);
    }
    zone.paired = json_read_bool(&paired, true);
    read_balls(b, &balls, &zone);
    atlas_read_fact(b, &where, &zone.where);
    if (zone.id && pain_zone(&b->atlas, zone.id) >= 0) {
        atlas_twice(node, zone.id);
    } else if (zone.id) {
        table[pain->zone_count++] = zone;
    }
}

static void load_zones(AtlasBuilder *b, PainAtlas *pain)
{
    AtlasList file;
    if (!atlas_list_open(b, "zones", "", &file)) {
        return;
    }
    size_t n = atlas_bits(&file.list, file.count, PAIN_ZONES);
    AtlasZone *table = atlas_array(b, n, sizeof *table);
    pain->zones = table;
    for (size_t i = 0; i < n; i++) {
        JsonNode node = json_item(&file.list, i);
        load_zone(b, &node, pain, table);
    }
    atlas_list_close(&file);
}

static void load_quality(AtlasBuilder *b, const JsonNode *node, PainAtlas *pain, AtlasQuality *table)
{
    if (!json_keys(node, "id name said when note", "")) {
        return;
    }
    AtlasQuality quality = {.id = atlas_read_key(b, node)};
    JsonNode name = json_member(node, "name"), when = json_member(node, "when"), note = json_member(node, "note");
    JsonNode said = json_member(node, "said");
    quality.name = atlas_text(b, &name);
    quality.said = atlas_text(b, &said);
    quality.when = json_read_bool(&when, false);
    atlas_read_fact(b, &note, &quality.note);
    if (quality.id && pain_quality(&b->atlas, quality.id) >= 0) {
        atlas_twice(node, quality.id);
    } else if (quality.id) {
        table[pain->quality_count++] = quality;
    }
}

static void load_qualities(AtlasBuilder *b, PainAtlas *pain)
{
    AtlasList file;
    if (!atlas_list_open(b, "qualities", "", &file)) {
        return;
    }
    size_t n = atlas_bits(&file.list, file.count, PAIN_QUALITIES);
    AtlasQuality *table = atlas_array(b, n, sizeof *table);
    pain->qualities = table;
    for (size_t i = 0; i < n; i++) {
        JsonNode node = json_item(&file.list, i);
        load_quality(b, &node, pain, table);
    }
    atlas_list_close(&file);
}

static const char *const TIERS[FLAG_TIERS] = {"emergency", "urgent", "soon"};

static void load_tiers(AtlasBuilder *b, const JsonNode *tiers, PainAtlas *pain)
{
    if (!json_keys(tiers, "emergency urgent soon", "")) {
        return;
    }
    for (int i = 0; i < FLAG_TIERS; i++) {
        JsonNode node = json_member(tiers, TIERS[i]), title = json_member(&node, "title"),
                 act = json_member(&node, "act");
        JsonNode signs = json_member(&node, "signs");
        json_keys(&node, "title act", "signs");
        pain->tiers[i].title = atlas_text(b, &title);
        atlas_read_fact(b, &act, &pain->tiers[i].act);
        if (json_exists(&signs)) {
            atlas_read_fact(b, &signs, &pain->tiers[i].signs);
        }
    }
}

uint64_t atlas_read_bits(AtlasBuilder *b, const JsonNode *list, AtlasFind find, const char *what)
{
    int count = 0;
    const int *which = atlas_read_refs(b, list, find, what, &count);
    uint64_t bits = 0;
    for (int i = 0; i < count; i++) {
        bits |= UINT64_C(1) << which[i];
    }
    return bits;
}

/* "by": {"qualities": [...], "zones": [...]} */
static void read_raised(AtlasBuilder *b, const JsonNode *by, AtlasFlag *flag)
{
    if (!json_exists(by) || !json_keys(by, "qualities", "zones")) {
        return;
    }
    JsonNode qualities = json_member(by, "qualities"), zones = json_member(by, "zones");
    flag->by_qualities = (uint32_t)atlas_read_bits(b, &qualities, pain_quality, "quality");
    flag->by_zones = atlas_read_bits(b, &zones, pain_zone, "zone");
}

static void load_flag(AtlasBuilder *b, const JsonNode *node, PainAtlas *pain, AtlasFlag *table)
{
    if (!json_keys(node, "id tier name why", "by")) {
        return;
    }
    AtlasFlag flag = {.id = atlas_read_key(b, node)};
    JsonNode name = json_member(node, "name"), tier = json_member(node, "tier"), why = json_member(node, "why");
    flag.name = atlas_text(b, &name);
    int which = json_read_choice(&tier, TIERS, FLAG_TIERS);
    flag.tier = which < 0 ? FLAG_EMERGENCY : (FlagTier)which;
    JsonNode by = json_member(node, "by");
    read_raised(b, &by, &flag);
    atlas_read_fact(b, &why, &flag.why);
    if (flag.id && pain_flag(&b->atlas, flag.id) >= 0) {
        atlas_twice(node, flag.id);
    } else if (flag.id) {
        table[pain->flag_count++] = flag;
    }
}

static void load_flags(AtlasBuilder *b, PainAtlas *pain)
{
    AtlasList file;
    if (!atlas_list_open(b, "flags", "tiers", &file)) {
        return;
    }
    JsonNode tiers = json_member(&file.root, "tiers");
    load_tiers(b, &tiers, pain);
    size_t n = atlas_bits(&file.list, file.count, PAIN_FLAGS);
    AtlasFlag *table = atlas_array(b, n, sizeof *table);
    pain->flags = table;
    for (size_t i = 0; i < n; i++) {
        JsonNode node = json_item(&file.list, i);
        load_flag(b, &node, pain, table);
    }
    atlas_list_close(&file);
}

void atlas_load_pain(AtlasBuilder *b)
{
    PainAtlas *pain = atlas_array(b, 1, sizeof *pain);
    b->atlas.pain = pain;
    load_zones(b, pain);
    load_qualities(b, pain);
    load_flags(b, pain);
    atlas_load_pain_sources(b, pain);
}
