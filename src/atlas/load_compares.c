/* load_compares.c - compares.json: views that are worth seeing side by side. */
#include "atlas_private.h"
#include "hip/compare.h"
#include <strings.h>

static void read_fact(AtlasBuilder *b, const JsonNode *object, const char *key, AtlasFact *out)
{
    JsonNode node = json_member(object, key);
    if (json_exists(&node)) {
        atlas_read_fact(b, &node, out);
    }
}

static void read_pane(AtlasBuilder *b, const JsonNode *node, ComparePane *out)
{
    if (json_keys(node, "caption words", "tells")) {
        JsonNode caption = json_member(node, "caption"), words = json_member(node, "words");
        out->caption = atlas_text(b, &caption);
        out->words = atlas_text(b, &words);
        read_fact(b, node, "tells", &out->tells);
    }
}

static void read_row(AtlasBuilder *b, const JsonNode *node, int panes, CompareRow *out)
{
    if (!json_keys(node, "question answers", "")) {
        return;
    }
    JsonNode question = json_member(node, "question"), answers = json_member(node, "answers");
    out->question = atlas_text(b, &question);
    size_t count = json_count(&answers);
    if (json_node_is_list(&answers) && count != (size_t)panes) {
        json_problem(&answers, "wants one answer for each of the %d panes, has %zu", panes, count);
    }
    for (size_t i = 0; i < count && i < (size_t)panes; i++) {
        JsonNode answer = json_item(&answers, i);
        atlas_read_fact(b, &answer, &out->answers[i]);
    }
}

static void read_panes(AtlasBuilder *b, const JsonNode *list, AtlasCompare *out)
{
    size_t count = json_count(list);
    if (json_node_is_list(list) && (count < 2 || count > COMPARE_PANES)) {
        json_problem(list, "wants 2 or %d panes, has %zu", (int)COMPARE_PANES, count);
    }
    for (size_t i = 0; i < count && i < COMPARE_PANES; i++) {
        JsonNode pane = json_item(list, i);
        read_pane(b, &pane, &out->panes[out->pane_count++]);
    }
}

static void read_compare(AtlasBuilder *b, const JsonNode *node, AtlasCompare *out)
{
    out->line = json_line(node);
    if (!json_keys(node, "id title panes", "camera rows note")) {
        return;
    }
    JsonNode title = json_member(node, "title"), camera = json_member(node, "camera");
    JsonNode panes = json_member(node, "panes"), rows = json_member(node, "rows");
    out->id = atlas_read_id(b, node);
    out->title = atlas_text(b, &title);
    if (json_exists(&camera)) {
        out->camera = atlas_text(b, &camera);
        if (out->camera && !atlas_camera(&b->atlas, out->camera)) {
            json_problem(&camera, "unknown camera '%s'", out->camera);
        }
    }
    read_panes(b, &panes, out);
    size_t count = json_exists(&rows) ? json_count(&rows) : 0;
    CompareRow *table = atlas_array(b, count, sizeof *table);
    for (size_t i = 0; i < count; i++) {
        JsonNode row = json_item(&rows, i);
        read_row(b, &row, out->pane_count, &table[i]);
    }
    out->rows = table;
    out->row_count = (int)count;
    read_fact(b, node, "note", &out->note);
}

void atlas_load_compares(AtlasBuilder *b)
{
    AtlasList file;
    if (!atlas_list_open(b, "compares", "", &file)) {
        return;
    }
    AtlasCompare *compares = atlas_array(b, file.count, sizeof *compares);
    b->atlas.compares = compares;
    for (size_t i = 0; i < file.count; i++) {
        JsonNode node = json_item(&file.list, i);
        AtlasCompare read = {0};
        read_compare(b, &node, &read);
        if (read.id && atlas_compare(&b->atlas, read.id) >= 0) {
            atlas_twice(&node, read.id);
        } else if (read.id) {
            compares[b->atlas.compare_count++] = read;
        }
    }
    atlas_list_close(&file);
}

int atlas_compare(const Atlas *atlas, const char *id)
{
    for (int i = 0; i < atlas->compare_count; i++) {
        if (strcasecmp(atlas->compares[i].id, id) == 0) {
            return i;
        }
    }
    return -1;
}
