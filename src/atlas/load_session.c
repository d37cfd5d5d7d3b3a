/* load_session.c - session.json: one side's work from consent to aftercare (facts.md 5.4). */
#include "atlas_private.h"
#include <string.h>

static void read_cues(AtlasBuilder *b, const JsonNode *list, SessionStep *step)
{
    static const char *const KINDS[] = {"consent", "drape", "ask", "scale", "aftercare"};
    size_t n = json_count(list);
    SessionCue *table = atlas_array(b, n, sizeof *table);
    double last = 0;
    for (size_t i = 0; i < n; i++) {
        JsonNode node = json_item(list, i);
        if (!json_keys(&node, "at_s kind text conf sources", "")) {
            continue;
        }
        SessionCue *cue = &table[step->cue_count++];
        JsonNode at = json_member(&node, "at_s"), kind = json_member(&node, "kind"), text = json_member(&node, "text");
        double seconds = last;
        json_read_number(&at, 0, (double)step->seconds, &seconds);
        if (seconds < last) {
            json_problem(&at, "a cue may not come before the one above it");
        }
        last = seconds;
        cue->at_s = (float)seconds;
        int which = json_read_choice(&kind, KINDS, CUE_COUNT);
        cue->kind = which < 0 ? CUE_ASK : (CueKind)which;
        cue->say.text = atlas_text(b, &text);
        atlas_read_backing(b, &node, &cue->say.confidence, &cue->say.sources, &cue->say.source_count);
    }
    step->cues = table;
}

static int read_ref(const AtlasBuilder *b, const JsonNode *node, AtlasFind find, const char *what)
{
    const char *id = json_exists(node) ? json_read_text(node) : NULL;
    int found = id ? find(&b->atlas, id) : -1;
    if (id && found < 0) {
        json_problem(node, "there is no %s \"%s\"", what, id);
    }
    return found;
}

/* A stroke is done in a position that allows it, in a phase that it belongs to. */
static void check_step(const AtlasBuilder *b, const JsonNode *node, const SessionStep *step)
{
    JsonNode stroke = json_member(node, "stroke"), position = json_member(node, "position");
    if (json_exists(&stroke) != json_exists(&position)) {
        json_problem(node, "a step has both a stroke and the position for it, or neither");
    } else if (step->stroke >= 0 && step->position >= 0) {
        const AtlasStroke *s = &b->atlas.strokes[step->stroke];
        if (!atlas_stroke_in(s, step->position)) {
            json_problem(&position, "%s is not done in this position", s->id);
        }
        if (!(s->phases & step->phase)) {
            json_problem(&stroke, "%s does not belong to this phase", s->id);
        }
    } else if (!json_exists(&stroke) && step->phase) {
        json_problem(node, "only \"before\" and \"after\" go without a stroke");
    }
}

static void load_step(AtlasBuilder *b, const JsonNode *node, SessionStep *table)
{
    static const char *const PHASES[] = {"before", "warm", "focused", "deep", "finish", "after"};
    static const unsigned BITS[] = {0, PHASE_WARM, PHASE_FOCUSED, PHASE_DEEP, PHASE_FINISH, 0};
    if (!json_keys(node, "id name phase seconds cues", "stroke position optional")) {
        return;
    }
    SessionStep step = {.id = atlas_read_id(b, node), .seconds = 1};
    JsonNode name = json_member(node, "name"), phase = json_member(node, "phase"), cues = json_member(node, "cues");
    JsonNode seconds = json_member(node, "seconds"), optional = json_member(node, "optional");
    JsonNode stroke = json_member(node, "stroke"), position = json_member(node, "position");
    double length = 1;
    step.name = atlas_text(b, &name);
    int which = json_read_choice(&phase, PHASES, sizeof PHASES / sizeof *PHASES);
    step.phase = which < 0 ? 0 : BITS[which];
    json_read_number(&seconds, 5, 600, &length);
    step.seconds = (float)length;
    step.optional = json_exists(&optional) && json_read_bool(&optional, false);
    step.stroke = read_ref(b, &stroke, atlas_stroke, "stroke");
    step.position = read_ref(b, &position, atlas_position, "position");
    read_cues(b, &cues, &step);
    if (which >= 0) {
        check_step(b, node, &step);
    }
    for (int i = 0; step.id && i < b->atlas.session_count; i++) {
        if (strcmp(table[i].id, step.id) == 0) {
            atlas_twice(node, step.id);
            return;
        }
    }
    if (step.id) {
        table[b->atlas.session_count++] = step;
    }
}

void atlas_load_session(AtlasBuilder *b)
{
    AtlasList file;
    if (!atlas_list_open(b, "session", "note", &file)) {
        return;
    }
    JsonNode note = json_member(&file.root, "note");
    atlas_read_fact(b, &note, &b->atlas.session_note);
    SessionStep *table = atlas_array(b, file.count, sizeof *table);
    b->atlas.session = table;
    for (size_t i = 0; i < file.count; i++) {
        JsonNode node = json_item(&file.list, i);
        load_step(b, &node, table);
    }
    atlas_list_close(&file);
}
