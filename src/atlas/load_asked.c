/* load_asked.c - asked.json: what learners ask for most, in order, and what the look-through lens shows at first. */
#include "atlas_private.h"

/* The deepest layer that still leaves all of them in place. */
static int lens_layer(const AtlasBuilder *b, const int *shown, int count)
{
    int layer = b->atlas.layer_count > 0 ? b->atlas.layer_count - 1 : 0;
    for (int i = 0; i < count; i++) {
        int own = b->structures[shown[i]].layer;
        layer = own < layer ? own : layer;
    }
    return layer;
}

/* A structure counts once for both its sides: the table holds the right one. */
static void load_one(AtlasBuilder *b, const JsonNode *node, int *table)
{
    if (!json_keys(node, "id why", "")) {
        return;
    }
    JsonNode id = json_member(node, "id"), why = json_member(node, "why");
    json_read_text(&why);
    int found = atlas_read_structure(b, &id, SIDE_RIGHT);
    for (int i = 0; i < b->atlas.asked_count && found >= 0; i++) {
        if (table[i] == found) {
            json_problem(node, "\"%s\" stands twice", b->structures[found].base_id);
            return;
        }
    }
    if (found >= 0) {
        table[b->atlas.asked_count++] = found;
    }
}

void atlas_load_asked(AtlasBuilder *b)
{
    AtlasList file;
    if (!atlas_list_open(b, "asked", "note lens", &file)) {
        return;
    }
    JsonNode note = json_member(&file.root, "note"), lens = json_member(&file.root, "lens");
    AtlasFact fact = {0};
    atlas_read_fact(b, &note, &fact);
    int count = 0;
    const int *shown = atlas_read_structures(b, &lens, SIDE_RIGHT, &count);
    b->atlas.lens_layer = lens_layer(b, shown, count);
    int *table = atlas_array(b, file.count, sizeof *table);
    b->atlas.asked = table;
    for (size_t i = 0; i < file.count; i++) {
        JsonNode node = json_item(&file.list, i);
        load_one(b, &node, table);
    }
    atlas_list_close(&file);
}
