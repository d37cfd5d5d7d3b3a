/* load_notes.c - notes.json: what there is to say about a joint that has moved, and about the client's scale. */
#include "atlas_private.h"
#include <string.h>

enum { SCALE_MOST = 10 };

static void read_when(AtlasBuilder *b, const JsonNode *node, AtlasNote *note)
{
    JsonNode joint = json_member(node, "joint"), structure = json_member(node, "structure");
    JsonNode from = json_member(node, "from"), to = json_member(node, "to");
    const char *id = json_exists(&joint) ? json_read_text(&joint) : NULL;
    note->joint = id ? atlas_joint(&b->atlas, id) : -1;
    if (id && note->joint < 0) {
        json_problem(&joint, "there is no joint \"%s\"", id);
    }
    note->structure = json_exists(&structure) ? atlas_read_structure(b, &structure, SIDE_RIGHT) : -1;
    double least = id ? -180 : 0, most = id ? 180 : SCALE_MOST, low = least, high = most;
    json_read_number(&from, least, most, &low);
    json_read_number(&to, least, most, &high);
    if (high < low) {
        json_problem(&to, "\"to\" comes before \"from\"");
    }
    note->from = (float)low;
    note->to = (float)high;
}

static void load_note(AtlasBuilder *b, const JsonNode *node, AtlasNote *table)
{
    static const char *const KINDS[] = {"fact", "debated", "claim"};
    if (!json_keys(node, "id title kind from to text conf sources", "joint structure")) {
        return;
    }
    AtlasNote note = {.id = atlas_read_id(b, node)};
    JsonNode title = json_member(node, "title"), kind = json_member(node, "kind"), text = json_member(node, "text");
    note.title = atlas_text(b, &title);
    int which = json_read_choice(&kind, KINDS, sizeof KINDS / sizeof *KINDS);
    note.kind = which < 0 ? NOTE_FACT : (NoteKind)which;
    note.say.text = atlas_text(b, &text);
    atlas_read_backing(b, node, &note.say.confidence, &note.say.sources, &note.say.source_count);
    read_when(b, node, &note);
    for (int i = 0; note.id && i < b->atlas.note_count; i++) {
        if (strcmp(table[i].id, note.id) == 0) {
            atlas_twice(node, note.id);
            return;
        }
    }
    if (note.id) {
        table[b->atlas.note_count++] = note;
    }
}

void atlas_load_notes(AtlasBuilder *b)
{
    AtlasList file;
    if (!atlas_list_open(b, "notes", "", &file)) {
        return;
    }
    AtlasNote *table = atlas_array(b, file.count, sizeof *table);
    b->atlas.notes = table;
    for (size_t i = 0; i < file.count; i++) {
        JsonNode node = json_item(&file.list, i);
        load_note(b, &node, table);
    }
    atlas_list_close(&file);
}
