/* load_lines.c - lines.json: along which way a muscle's length is measured, where that is not all of its own fibres. */
#include "atlas_private.h"
#include <string.h>

static const char *const FIBRES[] = {"all", "first", "middle", "last"};
enum { FARTHEST_MM = 600, LONGEST_MM = 1000 };

static void read_point(const JsonNode *node, LinePoint *out)
{
    static const char *const BONES[] = {"pelvis", "thigh"};
    if (!json_keys(node, "bone from_hip_mm", "")) {
        return;
    }
    JsonNode bone = json_member(node, "bone"), at = json_member(node, "from_hip_mm");
    out->thigh = json_read_choice(&bone, BONES, 2) == 1;
    json_read_vector(&at, FARTHEST_MM, 0.001, out->from_hip);
}

static void read_way(const JsonNode *list, AtlasLine *line)
{
    size_t count = json_count(list);
    if (count < 2 || count > LINE_POINTS) {
        json_problem(list, "a way has 2 to %d points", (int)LINE_POINTS);
        return;
    }
    line->point_count = (int)count;
    for (size_t i = 0; i < count; i++) {
        JsonNode point = json_item(list, i);
        read_point(&point, &line->point[i]);
    }
}

/* Either published points, or some of the body's own fibres. */
static void read_course(const JsonNode *node, AtlasLine *line)
{
    JsonNode way = json_member(node, "way"), fibres = json_member(node, "fibres"),
             whole = json_member(node, "whole_mm");
    double mm = 0;
    if (json_exists(&way) == json_exists(&fibres)) {
        json_problem(node, "a line has either a \"way\" or \"fibres\"");
    } else if (json_exists(&way)) {
        read_way(&way, line);
    } else {
        int which = json_read_choice(&fibres, FIBRES, sizeof FIBRES / sizeof *FIBRES);
        line->fibres = which < 0 ? LINE_FIBRES_ALL : (LineFibres)which;
    }
    if (json_exists(&whole) && json_read_number(&whole, 10, LONGEST_MM, &mm)) {
        line->whole_m = (float)mm / 1000;
    }
}

static void load_line(AtlasBuilder *b, const JsonNode *node, AtlasLine *table)
{
    if (!json_keys(node, "structure text conf sources", "part way fibres whole_mm")) {
        return;
    }
    JsonNode structure = json_member(node, "structure"), part = json_member(node, "part"),
             text = json_member(node, "text");
    AtlasLine line = {.structure = atlas_read_structure(b, &structure, SIDE_RIGHT)};
    line.part = json_exists(&part) ? atlas_text(b, &part) : "";
    line.say.text = atlas_text(b, &text);
    atlas_read_backing(b, node, &line.say.confidence, &line.say.sources, &line.say.source_count);
    read_course(node, &line);
    if (line.structure < 0 || !line.part) {
        return;
    }
    if (b->atlas.structures[line.structure].system != SYSTEM_MUSCLE) {
        json_problem(&structure, "only muscles have lines of pull");
    }
    int before = 0;
    for (int i = 0; i < b->atlas.line_count; i++) {
        bool same = table[i].structure == line.structure;
        before += same;
        if (same && strcmp(table[i].part, line.part) == 0) {
            json_problem(&part, "this part is there twice");
        }
    }
    if (before == LINE_PARTS) {
        json_problem(node, "a muscle has at most %d lines", (int)LINE_PARTS);
    }
    table[b->atlas.line_count++] = line;
}

void atlas_load_lines(AtlasBuilder *b)
{
    AtlasList file;
    if (!atlas_list_open(b, "lines", "", &file)) {
        return;
    }
    AtlasLine *table = atlas_array(b, file.count, sizeof *table);
    b->atlas.lines = table;
    for (size_t i = 0; i < file.count; i++) {
        JsonNode node = json_item(&file.list, i);
        load_line(b, &node, table);
    }
    atlas_list_close(&file);
}
