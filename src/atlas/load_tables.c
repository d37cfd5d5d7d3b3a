/* The small tables: sources, layers, cameras, landmarks, figures. */
#include "atlas_private.h"
#include <stdio.h>
#include <string.h>

enum { LAYERS = 11, MOST_MM = 2500 };

static void load_source(AtlasBuilder *b, const JsonNode *node, AtlasSource *table, int *count)
{
    static const char *const USED[] = {"abs", "page", "data", "mem", "own"};
    if (!json_keys(node, "id text used", "url")) {
        return;
    }
    AtlasSource source = {0};
    JsonNode id = json_member(node, "id");
    JsonNode text = json_member(node, "text");
    JsonNode used = json_member(node, "used");
    JsonNode url = json_member(node, "url");
    source.text = atlas_text(b, &text);
    source.url = atlas_text(b, &url);
    int how = json_read_choice(&used, USED, sizeof USED / sizeof *USED);
    source.used = how < 0 ? USED[3] : USED[how];
    if (!json_read_int(&id, 1, 100000, &source.id)) {
        return;
    }
    if (atlas_source(&b->atlas, source.id)) {
        json_problem(&id, "source %d is there twice", source.id);
        return;
    }
    table[(*count)++] = source;
}

void atlas_load_sources(AtlasBuilder *b)
{
    AtlasList file;
    if (!atlas_list_open(b, "sources", "", &file)) {
        return;
    }
    AtlasSource *table = atlas_array(b, file.count, sizeof *table);
    b->atlas.sources = table;
    for (size_t i = 0; i < file.count; i++) {
        JsonNode node = json_item(&file.list, i);
        load_source(b, &node, table, &b->atlas.source_count);
    }
    atlas_list_close(&file);
}

void atlas_load_layers(AtlasBuilder *b)
{
    AtlasList file;
    if (!atlas_list_open(b, "layers", "", &file)) {
        return;
    }
    AtlasLayer *table = atlas_array(b, file.count, sizeof *table);
    b->atlas.layers = table;
    if (json_node_is_list(&file.list) && file.count != LAYERS) {
        json_problem(&file.list, "there must be %d layers, skin to bone, not %zu", LAYERS, file.count);
    }
    for (size_t i = 0; i < file.count; i++) {
        JsonNode node = json_item(&file.list, i);
        if (!json_keys(&node, "id name shows colour conf sources", "")) {
            continue;
        }
        AtlasLayer *layer = &table[b->atlas.layer_count];
        JsonNode name = json_member(&node, "name");
        JsonNode shows = json_member(&node, "shows");
        JsonNode colour = json_member(&node, "colour");
        layer->id = atlas_read_id(b, &node);
        layer->name = atlas_text(b, &name);
        layer->shows = atlas_text(b, &shows);
        json_read_colour(&colour, layer->colour);
        atlas_read_backing(b, &node, &layer->confidence, &layer->sources, &layer->source_count);
        for (int k = 0; layer->id && k < b->atlas.layer_count; k++) {
            if (table[k].id && strcmp(table[k].id, layer->id) == 0) {
                atlas_twice(&node, layer->id);
            }
        }
        b->atlas.layer_count++;
    }
    atlas_list_close(&file);
}

static void load_camera(AtlasBuilder *b, const JsonNode *node, AtlasCamera *table)
{
    if (!json_keys(node, "id name yaw_deg pitch_deg", "key")) {
        return;
    }
    AtlasCamera camera = {.id = atlas_read_id(b, node)};
    JsonNode name = json_member(node, "name");
    JsonNode yaw = json_member(node, "yaw_deg");
    JsonNode pitch = json_member(node, "pitch_deg");
    JsonNode key = json_member(node, "key");
    double yaw_deg = 0, pitch_deg = 0;
    camera.name = atlas_text(b, &name);
    json_read_number(&yaw, -180, 180, &yaw_deg);
    json_read_number(&pitch, -89, 89, &pitch_deg);
    json_read_int(&key, 1, 9, &camera.key);
    camera.yaw_deg = (float)yaw_deg;
    camera.pitch_deg = (float)pitch_deg;
    if (!camera.id) {
        return;
    }
    if (atlas_camera(&b->atlas, camera.id)) {
        atlas_twice(node, camera.id);
        return;
    }
    for (int i = 0; i < b->atlas.camera_count; i++) {
        if (camera.key && table[i].key == camera.key) {
            json_problem(&key, "key %d already belongs to \"%s\"", camera.key, table[i].id);
        }
    }
    table[b->atlas.camera_count++] = camera;
}

void atlas_load_cameras(AtlasBuilder *b)
{
    AtlasList file;
    if (!atlas_list_open(b, "cameras", "", &file)) {
        return;
    }
    AtlasCamera *table = atlas_array(b, file.count, sizeof *table);
    b->atlas.cameras = table;
    for (size_t i = 0; i < file.count; i++) {
        JsonNode node = json_item(&file.list, i);
        load_camera(b, &node, table);
    }
    atlas_list_close(&file);
}

static void load_landmark(AtlasBuilder *b, const JsonNode *node, AtlasLandmark *table)
{
    if (!json_keys(node, "id name at definition conf sources", "paired find spared ta98")) {
        return;
    }
    AtlasLandmark landmark = {.id = atlas_read_id(b, node)};
    JsonNode name = json_member(node, "name");
    JsonNode at = json_member(node, "at");
    JsonNode paired = json_member(node, "paired");
    JsonNode spared = json_member(node, "spared");
    JsonNode definition = json_member(node, "definition");
    JsonNode find = json_member(node, "find");
    JsonNode ta98 = json_member(node, "ta98");
    landmark.name = atlas_text(b, &name);
    landmark.definition = atlas_text(b, &definition);
    landmark.find = atlas_text(b, &find);
    landmark.ta98 = atlas_text(b, &ta98);
    landmark.paired = json_read_bool(&paired, false);
    landmark.spared = json_read_bool(&spared, false);
    json_read_vector(&at, MOST_MM, 0.001, landmark.at);
    if (landmark.paired && landmark.at[0] > 0) {
        json_problem(&at, "a paired landmark is written for the right side: x must not be above 0");
    }
    atlas_read_backing(b, node, &landmark.confidence, &landmark.sources, &landmark.source_count);
    if (!landmark.id) {
        return;
    }
    if (atlas_landmark(&b->atlas, landmark.id)) {
        atlas_twice(node, landmark.id);
        return;
    }
    table[b->atlas.landmark_count++] = landmark;
}

void atlas_load_landmarks(AtlasBuilder *b)
{
    AtlasList file;
    if (!atlas_list_open(b, "landmarks", "note", &file)) {
        return;
    }
    JsonNode note = json_member(&file.root, "note");
    atlas_read_fact(b, &note, &b->atlas.landmark_note);
    AtlasLandmark *table = atlas_array(b, file.count, sizeof *table);
    b->atlas.landmarks = table;
    for (size_t i = 0; i < file.count; i++) {
        JsonNode node = json_item(&file.list, i);
        load_landmark(b, &node, table);
    }
    atlas_list_close(&file);
}

static void load_figure(AtlasBuilder *b, const JsonNode *node)
{
    if (!json_keys(node, "id centre_mm half_mm", "")) {
        return;
    }
    JsonNode id = json_member(node, "id");
    JsonNode centre = json_member(node, "centre_mm");
    JsonNode half = json_member(node, "half_mm");
    float at[3] = {0}, size[3] = {0};
    bool whole = json_read_vector(&centre, MOST_MM, 0.001, at);
    whole = json_read_vector(&half, MOST_MM, 0.001, size) && whole;
    if (whole && !(size[0] > 0 && size[1] > 0 && size[2] > 0)) {
        json_problem(&half, "half sizes must be above 0");
    }
    const char *text = json_read_text(&id);
    if (!text) {
        return;
    }
    int found = atlas_structure(&b->atlas, text);
    if (found < 0) {
        json_problem(&id, "there is no structure \"%s\" (a paired one is named with its side)", text);
        return;
    }
    AtlasStructure *s = &b->structures[found];
    if (s->has_figure) {
        atlas_twice(node, text);
    }
    s->has_figure = true;
    memcpy(s->centre, at, sizeof at);
    memcpy(s->half_size, size, sizeof size);
}

void atlas_load_figures(AtlasBuilder *b)
{
    AtlasList file;
    if (!atlas_list_open(b, "figures", "conf sources", &file)) {
        return;
    }
    char confidence;
    const int *sources;
    int source_count;
    atlas_read_backing(b, &file.root, &confidence, &sources, &source_count);
    for (size_t i = 0; i < file.count; i++) {
        JsonNode node = json_item(&file.list, i);
        load_figure(b, &node);
    }
    atlas_list_close(&file);
}

void atlas_read_fact(AtlasBuilder *b, const JsonNode *node, AtlasFact *out)
{
    if (json_keys(node, "text conf sources", "")) {
        JsonNode text = json_member(node, "text");
        out->text = atlas_text(b, &text);
        atlas_read_backing(b, node, &out->confidence, &out->sources, &out->source_count);
    }
}

static void load_variant(AtlasBuilder *b, const JsonNode *node, const char *wanted, AtlasVariant *out)
{
    if (!json_keys(node, "id name share course prevalence", "")) {
        return;
    }
    JsonNode id = json_member(node, "id");
    JsonNode name = json_member(node, "name");
    JsonNode share = json_member(node, "share");
    JsonNode course = json_member(node, "course");
    JsonNode prevalence = json_member(node, "prevalence");
    out->id = atlas_text(b, &id);
    out->name = atlas_text(b, &name);
    out->share = atlas_text(b, &share);
    atlas_read_fact(b, &course, &out->course);
    if (out->id && strcmp(out->id, wanted) != 0) {
        json_problem(&id, "\"id\" is \"%s\", must be \"%s\": the six stand in their order", out->id, wanted);
    }
    size_t n = json_count(&prevalence);
    AtlasFact *facts = atlas_array(b, n, sizeof *facts);
    for (size_t i = 0; i < n; i++) {
        JsonNode item = json_item(&prevalence, i);
        atlas_read_fact(b, &item, &facts[i]);
    }
    if (json_node_is_list(&prevalence) && n == 0) {
        json_problem(&prevalence, "a variant needs at least one count of how often it was found");
    }
    out->prevalence = facts;
    out->prevalence_count = (int)n;
}

void atlas_load_variants(AtlasBuilder *b)
{
    static const char *const IDS[] = {"I", "II", "III", "IV", "V", "VI"};
    enum { VARIANTS = sizeof IDS / sizeof *IDS };
    AtlasList file;
    if (!atlas_list_open(b, "variants", "note of", &file)) {
        return;
    }
    JsonNode note = json_member(&file.root, "note");
    JsonNode of = json_member(&file.root, "of");
    atlas_read_fact(b, &note, &b->atlas.variant_note);
    b->atlas.variant_of = atlas_read_structures(b, &of, SIDE_MIDLINE, &b->atlas.variant_of_count);
    AtlasVariant *table = atlas_array(b, VARIANTS, sizeof *table);
    if (json_node_is_list(&file.list) && file.count != VARIANTS) {
        json_problem(&file.list, "there must be %d variants, I to VI, not %zu", (int)VARIANTS, file.count);
    }
    for (size_t i = 0; i < file.count && i < VARIANTS; i++) {
        JsonNode node = json_item(&file.list, i);
        load_variant(b, &node, IDS[i], &table[i]);
    }
    b->atlas.variants = table;
    b->atlas.variant_count = VARIANTS;
    atlas_list_close(&file);
}
