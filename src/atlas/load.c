/* The whole atlas: files in order, what they share. */
#include "atlas_private.h"
#include "hip/file.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_MM = 2500 }; /* no place of a body is farther from its hip joints */

void *atlas_array(AtlasBuilder *b, size_t count, size_t size)
{
    return arena_alloc(b->arena, (count ? count : 1) * size);
}

const char *atlas_text(AtlasBuilder *b, const JsonNode *node)
{
    return arena_string(b->arena, json_read_text(node));
}

JsonDoc *atlas_open(AtlasBuilder *b, const char *name)
{
    return b->open(b->context, name, b->problems);
}

bool atlas_list_open(AtlasBuilder *b, const char *name, const char *others, AtlasList *out)
{
    char file[64], required[160];
    snprintf(file, sizeof file, "%s.json", name);
    out->doc = atlas_open(b, file);
    if (!out->doc) {
        return false;
    }
    out->root = json_doc_root(out->doc);
    snprintf(required, sizeof required, "%s %s", name, others);
    json_keys(&out->root, required, "");
    out->list = json_member(&out->root, name);
    out->count = json_count(&out->list);
    if (out->count > ATLAS_MOST_ENTRIES) {
        json_problem(&out->list, "more than %d entries", ATLAS_MOST_ENTRIES);
        out->count = 0;
    }
    return true;
}

void atlas_list_close(AtlasList *list)
{
    json_doc_close(list->doc);
}

static bool is_id(const char *text)
{
    return text[0] >= 'a' && text[0] <= 'z' && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(text);
}

const char *atlas_read_id(AtlasBuilder *b, const JsonNode *object)
{
    JsonNode node = json_member(object, "id");
    const char *id = json_read_text(&node);
    if (id && (!is_id(id) || strlen(id) > 60)) {
        json_problem(&node, "\"id\" is \"%s\", must be small letters, digits and _", id);
        return NULL;
    }
    return arena_string(b->arena, id);
}

void atlas_twice(const JsonNode *object, const char *id)
{
    JsonNode node = json_member(object, "id");
    json_problem(&node, "\"%s\" is there twice", id);
}

int atlas_read_structure(AtlasBuilder *b, const JsonNode *node, Side side)
{
    const char *id = json_read_text(node);
    if (!id) {
        return -1;
    }
    int found = atlas_structure_on_side(&b->atlas, id, side);
    if (found < 0) {
        json_problem(node, "there is no structure \"%s\"", id);
    }
    return found;
}

/* The middle of the body may touch both of a pair. */
static int other_of_pair(const AtlasBuilder *b, const char *id, int found, Side side)
{
    const AtlasStructure *s = &b->atlas.structures[found];
    return side == SIDE_MIDLINE && s->twin >= 0 && strcmp(id, s->base_id) == 0 ? s->twin : -1;
}

const int *atlas_read_structures(AtlasBuilder *b, const JsonNode *list, Side side, int *count)
{
    size_t n = json_count(list);
    int *out = n ? atlas_array(b, 2 * n, sizeof *out) : NULL;
    *count = 0;
    for (size_t i = 0; i < n; i++) {
        JsonNode node = json_item(list, i);
        int found = atlas_read_structure(b, &node, side);
        if (found < 0) {
            continue;
        }
        for (int k = 0; k < *count; k++) {
            if (out[k] == found) {
                json_problem(&node, "\"%s\" stands here twice", json_read_text(&node));
            }
        }
        out[(*count)++] = found;
        int other = other_of_pair(b, json_read_text(&node), found, side);
        if (other >= 0) {
            out[(*count)++] = other;
        }
    }
    return out;
}

bool atlas_read_point(AtlasBuilder *b, const JsonNode *node, Side side, float out[3])
{
    if (!json_node_is_text(node)) {
        if (!json_read_vector(node, MOST_MM, 0.001, out)) {
            return false;
        }
        if (side == SIDE_LEFT) {
            out[0] = -out[0];
        }
        return true;
    }
    const char *id = json_read_text(node);
    if (id && !atlas_landmark_at(&b->atlas, id, side, out)) {
        json_problem(node, "there is no landmark \"%s\"", id);
        return false;
    }
    return id != NULL;
}

const float (*atlas_read_line(AtlasBuilder *b, const JsonNode *list, Side side, int least, int *count))[3]
{
    size_t n = json_count(list);
    float(*out)[3] = atlas_array(b, n, sizeof *out);
    *count = 0;
    for (size_t i = 0; i < n; i++) {
        JsonNode node = json_item(list, i);
        if (atlas_read_point(b, &node, side, out[*count])) {
            (*count)++;
        }
    }
    if (json_node_is_list(list) && n < (size_t)least) {
        json_problem(list, "a line needs at least %d points", least);
    }
    return (const float(*)[3])out;
}

const int *atlas_read_refs(AtlasBuilder *b, const JsonNode *list, AtlasFind find, const char *what, int *count)
{
    size_t n = json_count(list);
    int *out = atlas_array(b, n, sizeof *out);
    *count = 0;
    for (size_t i = 0; i < n; i++) {
        JsonNode node = json_item(list, i);
        const char *id = json_read_text(&node);
        int found = id ? find(&b->atlas, id) : -1;
        if (id && found < 0) {
            json_problem(&node, "there is no %s \"%s\"", what, id);
        } else if (id) {
            out[(*count)++] = found;
        }
    }
    return out;
}

bool atlas_read_range(const JsonNode *list, double least, double most, double scale, float out[2])
{
    if (json_count(list) != 2) {
        json_problem(list, "wants two numbers, the lower first");
        return false;
    }
    JsonNode low = json_item(list, 0), high = json_item(list, 1);
    double a = 0, z = 0;
    if (!json_read_number(&low, least, most, &a) || !json_read_number(&high, least, most, &z)) {
        return false;
    }
    if (a > z) {
        json_problem(list, "wants the lower number first");
    }
    out[0] = (float)(a * scale);
    out[1] = (float)(z * scale);
    return a <= z;
}

static bool is_one_letter(const char *text, const char *letters)
{
    return strlen(text) == 1 && strchr(letters, text[0]);
}

void atlas_read_backing(AtlasBuilder *b, const JsonNode *object, char *confidence, const int **sources, int *count)
{
    JsonNode conf = json_member(object, "conf");
    const char *text = json_read_text(&conf);
    if (text && is_one_letter(text, "ABC")) {
        *confidence = text[0];
    } else if (text) {
        json_problem(&conf, "\"conf\" is \"%s\", must be A, B or C", text);
    }
    JsonNode list = json_member(object, "sources");
    size_t n = json_count(&list);
    int *ids = atlas_array(b, n, sizeof *ids);
    *count = 0;
    for (size_t i = 0; i < n; i++) {
        JsonNode node = json_item(&list, i);
        int id = 0;
        if (!json_read_int(&node, 1, 100000, &id)) {
            continue;
        }
        if (!atlas_source(&b->atlas, id)) {
            json_problem(&node, "there is no source %d in sources.json", id);
        }
        ids[(*count)++] = id;
    }
    if (json_node_is_list(&list) && n == 0) {
        json_problem(&list, "a statement needs at least one source");
    }
    *sources = ids;
    const AtlasFact fact = {.sources = ids, .source_count = *count};
    if (*count && atlas_is_convention(&b->atlas, &fact) && *confidence != 'C') {
        json_problem(&conf, "a convention is never surer than C");
    }
}

/* What is wrong with a paired entry is found once for each side. The list must be sorted. */
static void drop_equals(Problems *problems)
{
    size_t kept = 0;
    for (size_t i = 0; i < problems->count; i++) {
        Problem p = problems->items[i];
        bool again = false;
        for (size_t k = kept; k > 0 && problems->items[k - 1].line == p.line; k--) {
            const Problem *q = &problems->items[k - 1];
            again = again || (strcmp(q->text, p.text) == 0 && strcmp(q->file, p.file) == 0);
        }
        if (again) {
            free(p.file);
            free(p.text);
        } else {
            problems->items[kept++] = p;
        }
    }
    problems->count = kept;
}

HipResult atlas_load_with(AtlasOpenFile open, void *context, Atlas **out, Problems *problems, HipError *err)
{
    Problems own = {0}; /* a caller may gather the problems of several loads in one list */
    AtlasOwner *owner = mem_alloc(1, sizeof *owner);
    AtlasBuilder b = {
        .atlas = {.owner = owner}, .arena = &owner->arena, .problems = &own, .open = open, .context = context};
    atlas_load_sources(&b);
    atlas_load_layers(&b);
    atlas_load_cameras(&b);
    atlas_load_landmarks(&b);
    atlas_load_structures(&b);
    atlas_load_figures(&b);
    atlas_load_dissection(&b);
    atlas_load_variants(&b);
    atlas_load_asked(&b);
    atlas_load_positions(&b);
    atlas_load_strokes(&b);
    atlas_load_session(&b);
    atlas_load_notes(&b);
    atlas_load_pain(&b);
    atlas_load_lines(&b);
    atlas_load_claims(&b);
    atlas_load_compares(&b);
    problems_sort(&own);
    drop_equals(&own);
    HipResult rc = problems_result(&own, err);
    Atlas *atlas = mem_alloc(1, sizeof *atlas);
    *atlas = b.atlas;
    if (rc == HIP_OK) {
        atlas_index_names(&b);
        *out = atlas;
    } else {
        atlas_release(atlas);
    }
    for (size_t i = 0; problems && i < own.count; i++) {
        problems_add(problems, own.items[i].file, own.items[i].line, "%s", own.items[i].text);
    }
    problems_release(&own);
    return rc;
}

typedef struct Folder {
    const char *path, *shown;
} Folder;

static JsonDoc *open_in_folder(void *context, const char *name, Problems *problems)
{
    const Folder *folder = context;
    char *path = mem_format("%s/%s", folder->path, name);
    char *shown = mem_format("%s/%s", folder->shown, name);
    JsonDoc *doc = json_doc_open(path, shown, problems);
    free(path);
    free(shown);
    return doc;
}

HipResult atlas_load(const char *folder, Atlas **out, Problems *problems, HipError *err)
{
    char *own = folder ? NULL : file_asset_path("atlas");
    Folder place = {folder ? folder : own, folder ? folder : "atlas"};
    HipResult rc = atlas_load_with(open_in_folder, &place, out, problems, err);
    free(own);
    return rc;
}
