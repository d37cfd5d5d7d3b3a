/* load_place.c - places written by landmarks: "psis", or a way from one, or a point between two. All of them are
 * landmarks with weights that add up to 1 and an offset, so that they move with the bones. */
#include "atlas_private.h"
#include <math.h>
#include <string.h>

enum { DEEPEST = 6 }; /* places within places */

static void add_weighted(const JsonNode *node, const AtlasPlace *from, float weight, AtlasPlace *to)
{
    for (int i = 0; i < from->count; i++) {
        int k = 0;
        while (k < to->count && to->landmark[k] != from->landmark[i]) {
            k++;
        }
        if (k == PLACE_LANDMARKS) {
            json_problem(node, "a place may lean on at most %d landmarks", (int)PLACE_LANDMARKS);
            return;
        }
        if (k == to->count) {
            to->landmark[to->count] = from->landmark[i];
            to->weight[to->count++] = 0;
        }
        to->weight[k] += weight * from->weight[i];
    }
    for (int i = 0; i < 3; i++) {
        to->offset[i] += weight * from->offset[i];
    }
}

static bool read_landmark(AtlasBuilder *b, const JsonNode *node, AtlasPlace *out)
{
    const char *id = json_read_text(node);
    const AtlasLandmark *landmark = id ? atlas_landmark(&b->atlas, id) : NULL;
    if (id && !landmark) {
        json_problem(node, "there is no landmark \"%s\"", id);
    }
    if (landmark) {
        *out = (AtlasPlace){.landmark = {(int)(landmark - b->atlas.landmarks)}, .weight = {1}, .count = 1};
    }
    return landmark != NULL;
}

/* {"from": place, "lateral": mm, ...}: directions of the right side. */
static bool read_offset(const JsonNode *node, AtlasPlace *out)
{
    static const struct {
        const char *key;
        int axis;
        float sign;
    } WAYS[] = {{"lateral", 0, -1},  {"medial", 0, 1},   {"superior", 1, 1},
                {"inferior", 1, -1}, {"anterior", 2, 1}, {"posterior", 2, -1}};
    for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++) {
        JsonNode way = json_member(node, WAYS[i].key);
        double mm = 0;
        if (json_exists(&way) && !json_read_number(&way, 0, 500, &mm)) {
            return false;
        }
        out->offset[WAYS[i].axis] += WAYS[i].sign * (float)mm / 1000;
    }
    return true;
}

static bool read_place(AtlasBuilder *b, const JsonNode *node, int depth, AtlasPlace *out);

/* {"between": [a, b], "share": 0..1}. */
static bool read_between(AtlasBuilder *b, const JsonNode *node, int depth, AtlasPlace *out)
{
    JsonNode pair = json_member(node, "between"), share = json_member(node, "share");
    double t = 0;
    if (!json_keys(node, "between share", "") || !json_read_number(&share, 0, 1, &t)) {
        return false;
    }
    if (json_count(&pair) != 2) {
        json_problem(&pair, "\"between\" wants two places");
        return false;
    }
    JsonNode first = json_item(&pair, 0), second = json_item(&pair, 1);
    AtlasPlace from = {0}, to = {0};
    if (!read_place(b, &first, depth + 1, &from) || !read_place(b, &second, depth + 1, &to)) {
        return false;
    }
    add_weighted(node, &from, 1 - (float)t, out);
    add_weighted(node, &to, (float)t, out);
    return true;
}

/* {"sacral_edge": 0..1, ways}: along psis, the middle of the sacrum's edge, its lower angle and the tip of the coccyx.
 */
static bool read_sacral_edge(AtlasBuilder *b, const JsonNode *node, AtlasPlace *out)
{
    static const char *const IDS[] = {"psis", "sacral_edge_middle", "sacral_angle", "coccyx_tip"};
    enum { POINTS = sizeof IDS / sizeof *IDS };
    JsonNode share = json_member(node, "sacral_edge");
    double t = 0;
    int landmark[POINTS];
    float way[POINTS] = {0};
    if (!json_keys(node, "sacral_edge", "lateral medial superior inferior anterior posterior") ||
        !json_read_number(&share, 0, 1, &t)) {
        return false;
    }
    for (int i = 0; i < POINTS; i++) {
        const AtlasLandmark *found = atlas_landmark(&b->atlas, IDS[i]);
        if (!found) {
            json_problem(node, "the sacrum's edge needs the landmark \"%s\"", IDS[i]);
            return false;
        }
        landmark[i] = (int)(found - b->atlas.landmarks);
        const float *before = i ? b->atlas.landmarks[landmark[i - 1]].at : found->at;
        way[i] = i ? way[i - 1] + sqrtf(powf(found->at[0] - before[0], 2) + powf(found->at[1] - before[1], 2) +
                                        powf(found->at[2] - before[2], 2))
                   : 0;
    }
    float wanted = (float)t * way[POINTS - 1];
    int i = 1;
    while (i < POINTS - 1 && way[i] < wanted) {
        i++;
    }
    float part = way[i] > way[i - 1] ? (wanted - way[i - 1]) / (way[i] - way[i - 1]) : 0;
    *out = (AtlasPlace){.landmark = {landmark[i - 1], landmark[i]}, .weight = {1 - part, part}, .count = 2};
    return read_offset(node, out);
}

static bool read_place(AtlasBuilder *b, const JsonNode *node, int depth, AtlasPlace *out)
{
    memset(out, 0, sizeof *out);
    if (depth > DEEPEST) {
        json_problem(node, "places within places go at most %d deep", (int)DEEPEST);
        return false;
    }
    if (json_node_is_text(node)) {
        return read_landmark(b, node, out);
    }
    JsonNode from = json_member(node, "from"), between = json_member(node, "between");
    JsonNode edge = json_member(node, "sacral_edge");
    if (json_exists(&between)) {
        return read_between(b, node, depth, out);
    }
    if (json_exists(&edge)) {
        return read_sacral_edge(b, node, out);
    }
    return json_keys(node, "from", "lateral medial superior inferior anterior posterior") &&
           read_place(b, &from, depth + 1, out) && read_offset(node, out);
}

bool atlas_read_place(AtlasBuilder *b, const JsonNode *node, AtlasPlace *out)
{
    return read_place(b, node, 0, out);
}

const AtlasPlace *atlas_read_places(AtlasBuilder *b, const JsonNode *list, int least, int *count)
{
    size_t n = json_count(list);
    AtlasPlace *out = atlas_array(b, n, sizeof *out);
    *count = 0;
    for (size_t i = 0; i < n; i++) {
        JsonNode node = json_item(list, i);
        if (read_place(b, &node, 0, &out[*count])) {
            (*count)++;
        }
    }
    if (json_node_is_list(list) && n < (size_t)least) {
        json_problem(list, "at least %d place%s", least, least == 1 ? "" : "s");
    }
    return out;
}
