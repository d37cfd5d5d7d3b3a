/* load_dissection.c - dissection.json -> AtlasStep, for both sides of a paired structure. */
#include "atlas_private.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 10, MOST_SHIFT_MM = 200 };

/* A flap stays in sight for four layers after it has been turned back, but never over the bare bones. */
static const int FLAP_STAYS = 4, FLAP_LAST = 9;

static const double DEGREE = 0.017453292519943295;

static void read_float(const JsonNode *object, const char *key, double least, double most, double scale, float *out)
{
    JsonNode node = json_member(object, key);
    double value;
    if (json_exists(&node) && json_read_number(&node, least, most, &value)) {
        *out = (float)(value * scale);
    }
}

/* "gone": [from, to], depths between which a flap, or what was set aside, fades. */
static void read_gone(const JsonNode *object, AtlasStep *step)
{
    step->gone_from = (float)(step->layer + FLAP_STAYS < FLAP_LAST ? step->layer + FLAP_STAYS : FLAP_LAST);
    step->gone_to = step->gone_from + 1;
    JsonNode node = json_member(object, "gone");
    if (!json_exists(&node)) {
        return;
    }
    if (json_count(&node) != 2) {
        json_problem(&node, "\"gone\" must be two depths");
        return;
    }
    JsonNode first = json_item(&node, 0), second = json_item(&node, 1);
    double from = 0, to = 0;
    if (json_read_number(&first, 0, DEEPEST, &from) && json_read_number(&second, 0, DEEPEST, &to)) {
        if (!(from < to)) {
            json_problem(&node, "\"gone\" must rise");
        }
        step->gone_from = (float)from;
        step->gone_to = (float)to;
    }
}

static void read_direction(const JsonNode *object, const char *key, float out[3])
{
    JsonNode node = json_member(object, key);
    float v[3] = {0};
    if (!json_exists(&node) || !json_read_vector(&node, 1, 1, v)) {
        return;
    }
    float length = sqrtf(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    if (!(length > 0.1f)) {
        json_problem(&node, "\"%s\" must point somewhere", key);
        return;
    }
    for (int k = 0; k < 3; k++) {
        out[k] = v[k] / length;
    }
}

static void read_reflect(AtlasBuilder *b, const JsonNode *object, AtlasStep *step)
{
    read_gone(object, step);
    read_direction(object, "lift", step->lift);
    read_direction(object, "beyond", step->beyond);
    read_float(object, "angle_deg", 5, 175, DEGREE, &step->angle_rad);
    read_float(object, "curl_mm", 1, 200, 0.001, &step->curl_m);
    read_float(object, "u_hinge", 0, 1, 1, &step->u_hinge);
    read_float(object, "u_cut", 0, 1, 1, &step->u_cut);
    JsonNode hinge = json_member(object, "hinge"), cut = json_member(object, "cut");
    step->hinge = atlas_read_line(b, &hinge, SIDE_RIGHT, 2, &step->hinge_count);
    step->cut = atlas_read_line(b, &cut, SIDE_RIGHT, 2, &step->cut_count);
    if (fabsf(step->u_hinge - step->u_cut) < 0.05f) {
        JsonNode u = json_member(object, "u_cut");
        json_problem(&u, "\"u_hinge\" and \"u_cut\" must differ");
    }
}

static void read_aside(const JsonNode *object, AtlasStep *step)
{
    read_gone(object, step);
    JsonNode shift = json_member(object, "shift_mm");
    json_read_vector(&shift, MOST_SHIFT_MM, 0.001, step->shift);
}

static bool read_step(AtlasBuilder *b, const JsonNode *object, AtlasStep *step)
{
    static const char *const KINDS[] = {"stay", "fade", "reflect", "aside"};
    static const char *const KEYS[] = {
        "id structures motion conf sources",
        "id structures motion layer conf sources",
        "id structures motion layer angle_deg curl_mm lift hinge cut u_hinge u_cut conf sources",
        "id structures motion layer shift_mm conf sources",
    };
    static const char *const MORE[] = {"warn", "from to warn", "from to gone beyond warn", "from to gone warn"};
    JsonNode motion = json_member(object, "motion");
    int kind = json_exists(&motion) ? json_read_choice(&motion, KINDS, 4) : 1;
    if (kind < 0 || !json_keys(object, KEYS[kind], MORE[kind])) {
        return false;
    }
    JsonNode id = json_member(object, "id"), warn = json_member(object, "warn");
    JsonNode layer = json_member(object, "layer");
    *step = (AtlasStep){.id = atlas_text(b, &id), .kind = (PeelKind)kind, .to = 1, .warn = atlas_text(b, &warn)};
    if (kind == PEEL_STAY) {
        step->layer = DEEPEST;
    } else {
        json_read_int(&layer, 0, DEEPEST - 1, &step->layer);
    }
    read_float(object, "from", 0, 1, 1, &step->from);
    read_float(object, "to", 0, 1, 1, &step->to);
    if (!(step->from < step->to)) {
        json_problem(object, "\"from\" must be less than \"to\"");
    }
    if (kind == PEEL_REFLECT) {
        read_reflect(b, object, step);
    } else if (kind == PEEL_ASIDE) {
        read_aside(object, step);
    }
    atlas_read_backing(b, object, &step->confidence, &step->sources, &step->source_count);
    return step->id != NULL;
}

static const float (*mirrored_line(AtlasBuilder *b, const float (*line)[3], int count))[3]
{
    float(*out)[3] = atlas_array(b, (size_t)count, sizeof *out);
    for (int i = 0; i < count; i++) {
        out[i][0] = -line[i][0];
        out[i][1] = line[i][1];
        out[i][2] = line[i][2];
    }
    return (const float(*)[3])out;
}

static AtlasStep mirrored(AtlasBuilder *b, const AtlasStep *step, int structure)
{
    AtlasStep left = *step;
    left.structure = structure;
    left.shift[0] = -left.shift[0];
    left.lift[0] = -left.lift[0];
    left.beyond[0] = -left.beyond[0];
    left.hinge = mirrored_line(b, step->hinge, step->hinge_count);
    left.cut = mirrored_line(b, step->cut, step->cut_count);
    return left;
}

static int by_time(const void *a, const void *b)
{
    const AtlasStep *x = a, *y = b;
    if (x->layer != y->layer) {
        return x->layer - y->layer;
    }
    if (x->from < y->from || x->from > y->from) {
        return x->from < y->from ? -1 : 1;
    }
    return x->structure - y->structure;
}

/* One step of the file stands for every structure it names, on both sides. */
static void add_step(AtlasBuilder *b, const JsonNode *object, AtlasStep *table)
{
    AtlasStep step;
    if (!read_step(b, object, &step)) {
        return;
    }
    JsonNode list = json_member(object, "structures");
    size_t count = json_count(&list);
    for (size_t i = 0; i < count; i++) {
        JsonNode node = json_item(&list, i);
        step.structure = atlas_read_structure(b, &node, SIDE_RIGHT);
        if (step.structure < 0) {
            continue;
        }
        const AtlasStructure *structure = &b->atlas.structures[step.structure];
        if (structure->side == SIDE_LEFT) {
            json_problem(&node, "steps are written for the right side: name \"%s\"", structure->base_id);
            continue;
        }
        if (atlas_step_of(&b->atlas, step.structure)) {
            json_problem(&node, "\"%s\" has a step already", json_read_text(&node));
            continue;
        }
        table[b->atlas.step_count++] = step;
        if (structure->side == SIDE_RIGHT && structure->twin >= 0) {
            table[b->atlas.step_count++] = mirrored(b, &step, structure->twin);
        }
    }
}

void atlas_load_dissection(AtlasBuilder *b)
{
    JsonDoc *doc = atlas_open(b, "dissection.json");
    if (!doc) {
        return;
    }
    JsonNode root = json_doc_root(doc);
    json_keys(&root, "steps", "");
    JsonNode list = json_member(&root, "steps");
    size_t count = json_count(&list);
    AtlasStep *table = atlas_array(b, (size_t)b->atlas.structure_count, sizeof *table); /* at most one for each */
    b->atlas.steps = table;
    for (size_t i = 0; i < count; i++) {
        JsonNode node = json_item(&list, i);
        add_step(b, &node, table);
    }
    qsort(table, (size_t)b->atlas.step_count, sizeof *table, by_time);
    json_doc_close(doc);
}
