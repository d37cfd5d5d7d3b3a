/* load_strokes.c - tools.json, regions.json, strokes.json (facts.md section 5). */
#include "atlas_private.h"

enum { MOST_MM = 500, MOST_PRESSURE = 7 }; /* 7: the program's own ceiling on the client's scale, facts.md 5.2 */

static void load_tool(AtlasBuilder *b, const JsonNode *node, AtlasTool *table)
{
    static const char *const SHAPES[] = {"palm", "forearm", "fist", "knuckles", "fingers", "thumb", "elbow"};
    if (!json_keys(node, "id name shape size_mm pressure force_n reach_mm reach", "")) {
        return;
    }
    AtlasTool tool = {.id = atlas_read_id(b, node)};
    JsonNode name = json_member(node, "name"), shape = json_member(node, "shape"), size = json_member(node, "size_mm");
    JsonNode pressure = json_member(node, "pressure"), force = json_member(node, "force_n");
    JsonNode reach = json_member(node, "reach"), depth = json_member(node, "reach_mm");
    double mm = 0;
    tool.name = atlas_text(b, &name);
    int which = json_read_choice(&shape, SHAPES, sizeof SHAPES / sizeof *SHAPES);
    tool.shape = which < 0 ? NULL : SHAPES[which];
    float across[2] = {0};
    if (json_count(&size) == 2) {
        JsonNode length = json_item(&size, 0), width = json_item(&size, 1);
        double a = 0, w = 0;
        json_read_number(&length, 5, MOST_MM, &a);
        json_read_number(&width, 5, MOST_MM, &w);
        across[0] = (float)a / 1000;
        across[1] = (float)w / 1000;
    } else {
        json_problem(&size, "wants the length and the width of the contact patch");
    }
    tool.size_m[0] = across[0];
    tool.size_m[1] = across[1];
    atlas_read_range(&pressure, 0, MOST_PRESSURE, 1, tool.pressure);
    atlas_read_range(&force, 0, 200, 1, tool.force_n);
    json_read_number(&depth, 0, 150, &mm);
    tool.reach_m = (float)mm / 1000;
    atlas_read_fact(b, &reach, &tool.reach);
    if (tool.id && atlas_tool(&b->atlas, tool.id) >= 0) {
        atlas_twice(node, tool.id);
    } else if (tool.id) {
        table[b->atlas.tool_count++] = tool;
    }
}

static void load_tools(AtlasBuilder *b)
{
    AtlasList file;
    if (!atlas_list_open(b, "tools", "", &file)) {
        return;
    }
    AtlasTool *table = atlas_array(b, file.count, sizeof *table);
    b->atlas.tools = table;
    for (size_t i = 0; i < file.count; i++) {
        JsonNode node = json_item(&file.list, i);
        load_tool(b, &node, table);
    }
    atlas_list_close(&file);
}

static float read_mm(const JsonNode *object, const char *key)
{
    JsonNode node = json_member(object, key);
    double mm = 0;
    json_read_number(&node, 0, MOST_MM, &mm);
    return (float)mm / 1000;
}

static bool read_shape(AtlasBuilder *b, const JsonNode *node, AtlasShape *out)
{
    static const char *const KINDS[] = {"area", "band", "disc", "ring"};
    static const char *const KEYS[] = {"kind points", "kind points width_mm", "kind points radius_mm",
                                       "kind points inner_mm radius_mm"};
    static const int LEAST[] = {3, 2, 1, 1};
    JsonNode kind = json_member(node, "kind"), points = json_member(node, "points");
    int which = json_read_choice(&kind, KINDS, 4);
    if (which < 0 || !json_keys(node, KEYS[which], which == SHAPE_RING ? "upper_half" : "")) {
        return false;
    }
    out->kind = (ShapeKind)which;
    out->inner_m = read_mm(node, "inner_mm");
    out->outer_m = which == SHAPE_BAND ? read_mm(node, "width_mm") / 2 : read_mm(node, "radius_mm");
    JsonNode half = json_member(node, "upper_half");
    out->upper_half = json_exists(&half) && json_read_bool(&half, false);
    out->places = atlas_read_places(b, &points, LEAST[which], &out->place_count);
    if (which >= SHAPE_DISC && out->place_count > 1) {
        json_problem(&points, "a %s has one place", KINDS[which]);
    }
    return true;
}

static void load_region(AtlasBuilder *b, const JsonNode *node, AtlasRegion *table)
{
    static const char *const CONTACTS[] = {"free", "light", "caution", "none"};
    if (!json_keys(node, "id name shapes note", "contact targets")) {
        return;
    }
    AtlasRegion region = {.id = atlas_read_id(b, node)};
    JsonNode name = json_member(node, "name"), contact = json_member(node, "contact");
    JsonNode shapes = json_member(node, "shapes"), targets = json_member(node, "targets");
    JsonNode note = json_member(node, "note");
    region.name = atlas_text(b, &name);
    int how = json_exists(&contact) ? json_read_choice(&contact, CONTACTS, 4) : 0;
    region.contact = how < 0 ? CONTACT_FREE : (AtlasContact)how;
    size_t n = json_count(&shapes);
    AtlasShape *made = atlas_array(b, n, sizeof *made);
    for (size_t i = 0; i < n; i++) {
        JsonNode shape = json_item(&shapes, i);
        region.shape_count += read_shape(b, &shape, &made[region.shape_count]) ? 1 : 0;
    }
    if (json_node_is_list(&shapes) && n == 0) {
        json_problem(&shapes, "a region needs at least one shape");
    }
    region.shapes = made;
    region.targets = atlas_read_structures(b, &targets, SIDE_RIGHT, &region.target_count);
    atlas_read_fact(b, &note, &region.note);
    if (region.id && atlas_region(&b->atlas, region.id) >= 0) {
        atlas_twice(node, region.id);
    } else if (region.id) {
        table[b->atlas.region_count++] = region;
    }
}

static void load_regions(AtlasBuilder *b)
{
    AtlasList file;
    if (!atlas_list_open(b, "regions", "", &file)) {
        return;
    }
    AtlasRegion *table = atlas_array(b, file.count, sizeof *table);
    b->atlas.regions = table;
    for (size_t i = 0; i < file.count; i++) {
        JsonNode node = json_item(&file.list, i);
        load_region(b, &node, table);
    }
    atlas_list_close(&file);
}

static void read_paths(AtlasBuilder *b, const JsonNode *list, AtlasStroke *stroke)
{
    size_t n = json_count(list);
    StrokePath *table = atlas_array(b, n, sizeof *table);
    for (size_t i = 0; i < n; i++) {
        JsonNode node = json_item(list, i);
        StrokePath *path = &table[stroke->path_count++];
        path->places = atlas_read_places(b, &node, 1, &path->place_count);
    }
    if (json_node_is_list(list) && n == 0) {
        json_problem(list, "a stroke needs at least one path");
    }
    stroke->paths = table;
}

static void read_levers(AtlasBuilder *b, const JsonNode *node, AtlasStroke *stroke)
{
    JsonNode list = json_member(node, "levers");
    size_t n = json_count(&list);
    if ((stroke->motion == MOTION_LEVER) != (n > 0) || n > STROKE_LEVERS) {
        JsonNode motion = json_member(node, "motion");
        json_problem(&motion, "a stroke that leads a limb, and no other, has one or two \"levers\"");
        return;
    }
    for (size_t i = 0; i < n; i++) {
        JsonNode item = json_item(&list, i), joint = json_member(&item, "joint"), turn = json_member(&item, "turn_deg");
        const char *id = json_read_text(&joint);
        float swing[2] = {0};
        int which = id ? atlas_joint(&b->atlas, id) : -1;
        if (!json_keys(&item, "joint turn_deg", "") || json_count(&turn) != 2) {
            json_problem(&item, "a lever is a joint and two angles, from and to");
            continue;
        }
        if (id && which < 0) {
            json_problem(&joint, "there is no joint \"%s\"", id);
        }
        for (size_t k = 0; k < 2; k++) {
            JsonNode angle = json_item(&turn, k);
            double deg = 0;
            json_read_number(&angle, -60, 60, &deg);
            swing[k] = (float)deg;
        }
        stroke->levers[stroke->lever_count++] = (StrokeLever){which, swing[0], swing[1]};
    }
}

static unsigned read_phases(const JsonNode *list)
{
    static const char *const PHASES[] = {"warm", "focused", "deep", "finish"};
    unsigned out = 0;
    for (size_t i = 0; i < json_count(list); i++) {
        JsonNode node = json_item(list, i);
        int which = json_read_choice(&node, PHASES, 4);
        out |= which < 0 ? 0 : 1u << which;
    }
    if (json_node_is_list(list) && json_count(list) == 0) {
        json_problem(list, "a stroke belongs to at least one phase");
    }
    return out;
}

/* What of it is a list of ids. */
static void read_relations(AtlasBuilder *b, const JsonNode *node, AtlasStroke *stroke)
{
    JsonNode tools = json_member(node, "tools"), positions = json_member(node, "positions");
    JsonNode targets = json_member(node, "targets"), regions = json_member(node, "regions");
    JsonNode keep_off = json_member(node, "keep_off");
    stroke->tools = atlas_read_refs(b, &tools, atlas_tool, "tool", &stroke->tool_count);
    stroke->positions = atlas_read_refs(b, &positions, atlas_position, "position", &stroke->position_count);
    stroke->targets = atlas_read_structures(b, &targets, SIDE_RIGHT, &stroke->target_count);
    stroke->regions = atlas_read_refs(b, &regions, atlas_region, "region", &stroke->region_count);
    stroke->keep_off = atlas_read_refs(b, &keep_off, atlas_region, "region", &stroke->keep_off_count);
    if (stroke->tool_count == 0 || stroke->position_count == 0 || stroke->region_count == 0) {
        json_problem(node, "a stroke needs a tool, a position and a region");
    }
}

static void load_stroke(AtlasBuilder *b, const JsonNode *node, AtlasStroke *table)
{
    static const char *const MOTIONS[] = {"glide", "knead", "press", "hold", "friction", "rock", "lever"};
    if (!json_keys(node,
                   "id name tools positions targets layers regions motion paths seconds times depth pressure dose "
                   "phases cue keep_off caution how",
                   "plain levers under_drape")) {
        return;
    }
    AtlasStroke stroke = {0};
    JsonNode id = json_member(node, "id"), name = json_member(node, "name"), layers = json_member(node, "layers");
    JsonNode motion = json_member(node, "motion"), paths = json_member(node, "paths");
    JsonNode seconds = json_member(node, "seconds"), depth = json_member(node, "depth");
    JsonNode pressure = json_member(node, "pressure"), dose = json_member(node, "dose");
    JsonNode phases = json_member(node, "phases"), cue = json_member(node, "cue"), times = json_member(node, "times");
    JsonNode caution = json_member(node, "caution"), how = json_member(node, "how");
    JsonNode under_drape = json_member(node, "under_drape");
    double length = 1;
    float between[2] = {0};
    stroke.id = atlas_text(b, &id);
    JsonNode plain = json_member(node, "plain");
    stroke.name = atlas_text(b, &name);
    stroke.plain = json_exists(&plain) ? atlas_text(b, &plain) : stroke.name;
    stroke.depth = atlas_text(b, &depth);
    stroke.dose = atlas_text(b, &dose);
    stroke.cue = atlas_text(b, &cue);
    stroke.caution = atlas_text(b, &caution);
    read_relations(b, node, &stroke);
    atlas_read_range(&layers, 0, 10, 1, between);
    stroke.layer_from = (int)between[0];
    stroke.layer_to = (int)between[1];
    int which = json_read_choice(&motion, MOTIONS, MOTION_COUNT);
    stroke.motion = which < 0 ? MOTION_HOLD : (StrokeMotion)which;
    read_paths(b, &paths, &stroke);
    read_levers(b, node, &stroke);
    json_read_number(&seconds, 0.5, 300, &length);
    stroke.seconds = (float)length;
    json_read_int(&times, 1, 20, &stroke.times);
    atlas_read_range(&pressure, 0, MOST_PRESSURE, 1, stroke.pressure);
    stroke.under_drape = json_read_bool(&under_drape, false);
    stroke.phases = read_phases(&phases);
    atlas_read_fact(b, &how, &stroke.how);
    if (stroke.id && atlas_stroke(&b->atlas, stroke.id) >= 0) {
        atlas_twice(node, stroke.id);
    } else if (stroke.id) {
        table[b->atlas.stroke_count++] = stroke;
    }
}

void atlas_load_strokes(AtlasBuilder *b)
{
    load_tools(b);
    load_regions(b);
    AtlasList file;
    if (!atlas_list_open(b, "strokes", "", &file)) {
        return;
    }
    AtlasStroke *table = atlas_array(b, file.count, sizeof *table);
    b->atlas.strokes = table;
    for (size_t i = 0; i < file.count; i++) {
        JsonNode node = json_item(&file.list, i);
        load_stroke(b, &node, table);
    }
    atlas_list_close(&file);
}
