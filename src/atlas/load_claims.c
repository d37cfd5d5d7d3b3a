/* load_claims.c - claims.json: what people say, what is known of it, where they disagree; when not to massage; comfort.
 */
#include "atlas_private.h"
#include "hip/claims.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TEXTS = 8, MOST_IN_LIST = 200, SCALE_MOST = 10 };

/* A list of the root's objects; of a list that is too long nothing is read. */
static size_t open_list(const JsonNode *root, const char *key, size_t most, JsonNode *list)
{
    *list = json_member(root, key);
    size_t count = json_count(list);
    if (count > most) {
        json_problem(list, "more than %zu entries", most);
        return 0;
    }
    return count;
}

/* Index of the row that begins with this id, as all rows of claims.h do; -1. */
static int find_id(const void *rows, int count, size_t size, const char *id)
{
    for (int i = 0; i < count && id; i++) {
        const char *own;
        memcpy(&own, (const char *)rows + (size_t)i * size, sizeof own);
        if (strcmp(own, id) == 0) {
            return i;
        }
    }
    return -1;
}

/* The id of a row that may join `count` others; NULL when it may not. */
static const char *new_id(const JsonNode *node, const char *id, const void *rows, int count, size_t size)
{
    if (find_id(rows, count, size, id) >= 0) {
        atlas_twice(node, id);
        return NULL;
    }
    return id;
}

static int read_ref(const JsonNode *object, const char *key, const void *rows, int count, size_t size)
{
    JsonNode node = json_member(object, key);
    const char *id = json_exists(&node) ? json_read_text(&node) : NULL;
    int found = find_id(rows, count, size, id);
    if (id && found < 0) {
        json_problem(&node, "there is no %s \"%s\"", key, id);
    }
    return found;
}

#define REF(object, key, rows, count) read_ref(object, key, rows, count, sizeof *(rows))
#define NEW_ID(b, node, rows, count) new_id(node, atlas_read_id(b, node), rows, count, sizeof *(rows))

/* ---- texts and topics ---- */

static const char *read_text_id(AtlasBuilder *b, const JsonNode *object)
{
    JsonNode node = json_member(object, "id");
    const char *id = json_read_text(&node);
    if (id && (strlen(id) != 3 || strspn(id, "0123456789") != 3)) {
        json_problem(&node, "\"id\" is \"%s\", must be three digits", id);
        return NULL;
    }
    return arena_string(b->arena, id);
}

static const ClaimName *read_names(AtlasBuilder *b, const JsonNode *root, const char *key, bool texts, int *count)
{
    JsonNode list;
    size_t n = open_list(root, key, texts ? MOST_TEXTS : MOST_IN_LIST, &list);
    ClaimName *table = atlas_array(b, n, sizeof *table);
    *count = 0;
    for (size_t i = 0; i < n; i++) {
        JsonNode node = json_item(&list, i);
        if (!json_keys(&node, "id name", "")) {
            continue;
        }
        JsonNode name = json_member(&node, "name");
        const char *id = texts ? read_text_id(b, &node) : atlas_read_id(b, &node);
        ClaimName row = {new_id(&node, id, table, *count, sizeof *table), atlas_text(b, &name)};
        if (row.id) {
            table[(*count)++] = row;
        }
    }
    return table;
}

/* ---- scenes ---- */

static const char *read_camera(AtlasBuilder *b, const JsonNode *node)
{
    const char *id = json_read_text(node);
    if (id && !atlas_camera(&b->atlas, id)) {
        json_problem(node, "there is no camera \"%s\"", id);
    }
    return arena_string(b->arena, id);
}

static void read_scenes(AtlasBuilder *b, const JsonNode *root, ClaimAtlas *out)
{
    JsonNode list;
    size_t n = open_list(root, "scenes", MOST_IN_LIST, &list);
    ClaimScene *table = atlas_array(b, n, sizeof *table);
    out->scenes = table;
    for (size_t i = 0; i < n; i++) {
        JsonNode node = json_item(&list, i);
        if (!json_keys(&node, "id name pose depth camera lengths shows", "select hide")) {
            continue;
        }
        ClaimScene scene = {.id = NEW_ID(b, &node, table, out->scene_count)};
        JsonNode name = json_member(&node, "name"), pose = json_member(&node, "pose");
        JsonNode depth = json_member(&node, "depth"), camera = json_member(&node, "camera");
        JsonNode lengths = json_member(&node, "lengths"), select = json_member(&node, "select");
        JsonNode shows = json_member(&node, "shows"), hide = json_member(&node, "hide");
        double deep = 0;
        scene.name = atlas_text(b, &name);
        atlas_read_angles(b, &pose, scene.deg);
        json_read_number(&depth, 0, 10, &deep);
        scene.depth = (float)deep;
        scene.camera = read_camera(b, &camera);
        scene.lengths = json_read_bool(&lengths, false);
        scene.select = json_exists(&select) ? atlas_read_structure(b, &select, SIDE_RIGHT) : -1;
        scene.hide = atlas_read_structures(b, &hide, SIDE_RIGHT, &scene.hide_count);
        atlas_read_fact(b, &shows, &scene.shows);
        if (scene.id) {
            table[out->scene_count++] = scene;
        }
    }
}

/* ---- claims ---- */

static int read_verdict(const JsonNode *node)
{
    const char *names[CLAIM_VERDICTS];
    for (int i = 0; i < CLAIM_VERDICTS; i++) {
        names[i] = claim_verdict_id((ClaimVerdict)i);
    }
    return json_exists(node) ? json_read_choice(node, names, CLAIM_VERDICTS) : -1;
}

/* "000-21": the text's id and a number from 1. */
static const char *read_claim_id(AtlasBuilder *b, const JsonNode *object, const ClaimAtlas *all, int *text)
{
    JsonNode node = json_member(object, "id");
    const char *id = json_read_text(&node);
    char head[4] = "";
    *text = -1;
    if (!id) {
        return NULL;
    }
    snprintf(head, sizeof head, "%s", id);
    *text = find_id(all->texts, all->text_count, sizeof *all->texts, head);
    const char *number = strlen(id) > 4 ? id + 4 : "";
    bool good = *text >= 0 && id[3] == '-' && *number >= '1' && *number <= '9' && strlen(number) <= 3 &&
                strspn(number, "0123456789") == strlen(number);
    if (!good) {
        json_problem(&node, "\"id\" is \"%s\", must be a text's id, a dash and a number: 000-1", id);
        return NULL;
    }
    return arena_string(b->arena, id);
}

static void read_words(AtlasBuilder *b, const JsonNode *list, AtlasClaim *claim)
{
    size_t n = json_count(list);
    const char **words = atlas_array(b, n, sizeof *words);
    for (size_t i = 0; i < n; i++) {
        JsonNode node = json_item(list, i);
        const char *word = atlas_text(b, &node);
        if (word) {
            words[claim->word_count++] = word;
        }
    }
    claim->words = words;
}

/* Whatever can be true or false says what is known of it; evidence is never a convention. */
static void check_claim(const AtlasBuilder *b, const JsonNode *node, const AtlasClaim *claim)
{
    JsonNode known = json_member(node, "known"), say = json_member(node, "say");
    bool opinion = claim->verdict == CLAIM_VALUE || claim->verdict == CLAIM_SCOPE;
    if (!json_exists(&known) && !opinion) {
        json_problem(node, "wants \"known\": what is known of it");
    } else if (!json_exists(&known) && !json_exists(&say)) {
        json_problem(node, "wants \"known\" or \"say\"");
    }
    if (claim->known.text && atlas_is_convention(&b->atlas, &claim->known)) {
        json_problem(&known, "what is known cannot rest on a convention");
    }
    if (claim->also == (int)claim->verdict) {
        JsonNode also = json_member(node, "also");
        json_problem(&also, "the same verdict twice");
    }
}

static void load_claim(AtlasBuilder *b, const JsonNode *node, AtlasClaim *table, ClaimAtlas *out)
{
    if (!json_keys(node, "id topic verdict claim words", "also known say show")) {
        return;
    }
    AtlasClaim claim = {0};
    const char *id = read_claim_id(b, node, out, &claim.text);
    JsonNode said = json_member(node, "claim"), verdict = json_member(node, "verdict");
    JsonNode also = json_member(node, "also"), known = json_member(node, "known"), say = json_member(node, "say");
    JsonNode words = json_member(node, "words");
    claim.id = new_id(node, id, table, out->claim_count, sizeof *table);
    claim.topic = REF(node, "topic", out->topics, out->topic_count);
    claim.claim = atlas_text(b, &said);
    int which = read_verdict(&verdict);
    claim.verdict = which < 0 ? CLAIM_UNPROVEN : (ClaimVerdict)which;
    claim.also = read_verdict(&also);
    if (json_exists(&known)) {
        atlas_read_fact(b, &known, &claim.known);
    }
    if (json_exists(&say)) {
        atlas_read_fact(b, &say, &claim.say);
    }
    read_words(b, &words, &claim);
    claim.scene = REF(node, "show", out->scenes, out->scene_count);
    check_claim(b, node, &claim);
    if (claim.id) {
        table[out->claim_count++] = claim;
    }
}

/* ---- where the texts disagree ---- */

static void read_sides(AtlasBuilder *b, const JsonNode *list, const ClaimAtlas *all, ClaimDispute *dispute)
{
    size_t n = json_count(list);
    ClaimSide *sides = atlas_array(b, n, sizeof *sides);
    for (size_t i = 0; i < n; i++) {
        JsonNode node = json_item(list, i);
        if (!json_keys(&node, "texts says", "")) {
            continue;
        }
        ClaimSide *side = &sides[dispute->side_count++];
        JsonNode texts = json_member(&node, "texts"), says = json_member(&node, "says");
        side->says = atlas_text(b, &says);
        for (size_t k = 0; k < json_count(&texts); k++) {
            JsonNode text = json_item(&texts, k);
            const char *id = json_read_text(&text);
            int found = find_id(all->texts, all->text_count, sizeof *all->texts, id);
            if (id && found < 0) {
                json_problem(&text, "there is no text \"%s\"", id);
            }
            side->texts |= found >= 0 ? 1u << found : 0;
        }
        if (!side->texts) {
            json_problem(&texts, "nobody says this");
        }
    }
    if (json_node_is_list(list) && n == 0) {
        json_problem(list, "wants at least one side");
    }
    dispute->sides = sides;
}

static void load_dispute(AtlasBuilder *b, const JsonNode *node, ClaimDispute *table, ClaimAtlas *out)
{
    if (!json_keys(node, "id name topic sides line", "show")) {
        return;
    }
    ClaimDispute dispute = {.id = NEW_ID(b, node, table, out->dispute_count)};
    JsonNode name = json_member(node, "name"), sides = json_member(node, "sides"), line = json_member(node, "line");
    dispute.name = atlas_text(b, &name);
    dispute.topic = REF(node, "topic", out->topics, out->topic_count);
    read_sides(b, &sides, out, &dispute);
    atlas_read_fact(b, &line, &dispute.line);
    dispute.scene = REF(node, "show", out->scenes, out->scene_count);
    if (dispute.id) {
        table[out->dispute_count++] = dispute;
    }
}

/* ---- when not to massage ---- */

static void load_stop(AtlasBuilder *b, const JsonNode *node, AtlasStop *table, ClaimAtlas *out)
{
    if (!json_keys(node, "id level name do", "")) {
        return;
    }
    const char *levels[STOP_LEVELS];
    for (int i = 0; i < STOP_LEVELS; i++) {
        levels[i] = stop_level_id((StopLevel)i);
    }
    AtlasStop stop = {.id = NEW_ID(b, node, table, out->stop_count)};
    JsonNode level = json_member(node, "level"), name = json_member(node, "name"), act = json_member(node, "do");
    int which = json_read_choice(&level, levels, STOP_LEVELS);
    stop.level = which < 0 ? STOP_SESSION : (StopLevel)which;
    stop.name = atlas_text(b, &name);
    atlas_read_fact(b, &act, &stop.act);
    if (out->stop_count > 0 && table[out->stop_count - 1].level > stop.level) {
        json_problem(&level, "graver levels stand first");
    }
    if (stop.act.text && atlas_is_convention(&b->atlas, &stop.act)) {
        json_problem(&act, "when not to massage cannot rest on a convention");
    }
    if (stop.id) {
        table[out->stop_count++] = stop;
    }
}

/* ---- comfort ---- */

static const AtlasFact *read_facts(AtlasBuilder *b, const JsonNode *list, int *count)
{
    size_t n = json_count(list);
    AtlasFact *facts = atlas_array(b, n, sizeof *facts);
    for (size_t i = 0; i < n; i++) {
        JsonNode node = json_item(list, i);
        atlas_read_fact(b, &node, &facts[i]);
    }
    *count = (int)n;
    return facts;
}

static void load_comfort(AtlasBuilder *b, const JsonNode *node, ComfortPart *table, ClaimAtlas *out)
{
    if (!json_keys(node, "id name says", "causes")) {
        return;
    }
    ComfortPart part = {.id = NEW_ID(b, node, table, out->comfort_count)};
    JsonNode name = json_member(node, "name"), says = json_member(node, "says"), causes = json_member(node, "causes");
    part.name = atlas_text(b, &name);
    part.causes = json_read_bool(&causes, false);
    part.says = read_facts(b, &says, &part.say_count);
    if (part.id) {
        table[out->comfort_count++] = part;
    }
}

/* From 0 to 10 without a gap. */
static void read_scale(AtlasBuilder *b, const JsonNode *root, ClaimAtlas *out)
{
    JsonNode list;
    size_t n = open_list(root, "scale", SCALE_MOST + 1, &list);
    ScaleStep *table = atlas_array(b, n, sizeof *table);
    int next = 0;
    for (size_t i = 0; i < n; i++) {
        JsonNode node = json_item(&list, i);
        if (!json_keys(&node, "from to text conf sources", "")) {
            continue;
        }
        ScaleStep *step = &table[out->scale_count++];
        JsonNode from = json_member(&node, "from"), to = json_member(&node, "to"), text = json_member(&node, "text");
        json_read_int(&from, 0, SCALE_MOST, &step->from);
        json_read_int(&to, 0, SCALE_MOST, &step->to);
        if (step->from != next || step->to < step->from) {
            json_problem(&from, "the scale goes on at %d, rising", next);
        }
        next = step->to + 1;
        step->is.text = atlas_text(b, &text);
        atlas_read_backing(b, &node, &step->is.confidence, &step->is.sources, &step->is.source_count);
    }
    if (json_node_is_list(&list) && n > 0 && next != SCALE_MOST + 1) {
        json_problem(&list, "the scale ends at %d, not at %d", next - 1, (int)SCALE_MOST);
    }
    out->scale = table;
}

/* ---- the file ---- */

#define LOAD_EACH(b, root, key, table, load, out)                                                                      \
    do {                                                                                                               \
        JsonNode list_;                                                                                                \
        size_t n_ = open_list(root, key, MOST_IN_LIST, &list_);                                                        \
        (table) = atlas_array(b, n_, sizeof *(table));                                                                 \
        for (size_t i_ = 0; i_ < n_; i_++) {                                                                           \
            JsonNode node_ = json_item(&list_, i_);                                                                    \
            load(b, &node_, table, out);                                                                               \
        }                                                                                                              \
    } while (0)

void atlas_load_claims(AtlasBuilder *b)
{
    AtlasList file;
    ClaimAtlas *out = atlas_array(b, 1, sizeof *out);
    b->atlas.claims = out;
    if (!atlas_list_open(b, "claims", "note texts topics scenes disagreements contraindications scope comfort scale",
                         &file)) {
        return;
    }
    JsonNode note = json_member(&file.root, "note"), scope = json_member(&file.root, "scope");
    AtlasClaim *claims;
    ClaimDispute *disputes;
    AtlasStop *stops;
    ComfortPart *comfort;
    atlas_read_fact(b, &note, &out->note);
    out->texts = read_names(b, &file.root, "texts", true, &out->text_count);
    out->topics = read_names(b, &file.root, "topics", false, &out->topic_count);
    read_scenes(b, &file.root, out);
    LOAD_EACH(b, &file.root, "claims", claims, load_claim, out);
    LOAD_EACH(b, &file.root, "disagreements", disputes, load_dispute, out);
    LOAD_EACH(b, &file.root, "contraindications", stops, load_stop, out);
    LOAD_EACH(b, &file.root, "comfort", comfort, load_comfort, out);
    out->claims = claims;
    out->disputes = disputes;
    out->stops = stops;
    out->comfort = comfort;
    out->scope = read_facts(b, &scope, &out->scope_count);
    read_scale(b, &file.root, out);
    atlas_list_close(&file);
}
