#include "hip/view_state.h"
#include "hip/mem.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void view_state_default(ViewState *view)
{
    memset(view, 0, sizeof *view);
    for (int i = 0; i < VIEW_MAX_ITEMS; i++) {
        view->peel[i] = -1;
    }
    view->selected = -1;
    view->position = view->stroke = view->tool = view->source = -1;
    view->room[3] = 1;
    view->furnished = view->figure = 1;
    view->drape = true;
    view->side = SIDE_RIGHT;
    view->marks[0].landmark = view->marks[1].landmark = -1;
    view->camera.yaw_deg = 180;
    view->camera.distance_m = 1;
}

bool view_state_equal(const ViewState *a, const ViewState *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

void view_state_look_as(const ViewState *by, ViewState *view)
{
    view->theme = by->theme;
    view->skin = by->skin;
    view->build = by->build;
    view->present = by->present;
    view->body = by->body;
    view->client = by->client;
}

static const char *const THEMES[THEME_COUNT] = {"dark", "light", "contrast"};
static const char *const COLOURS[COLOURS_COUNT] = {"natural", "depth", "system", "nerve", "structure", "length"};
static const char *const LABELS[4] = {"none", "selected", "all", "named"};
static const char *const LINES[LINES_COUNT] = {"auto", "none", "selected", "all"};
static const char *const VARIANTS[VIEW_VARIANTS] = {"I", "II", "III", "IV", "V", "VI"};
static const char *const SIDES[4] = {"midline", "right", "left", "both"};

static int index_of(const char *const *ids, int count, const char *id)
{
    for (int i = 0; i < count; i++) {
        if (id && strcmp(ids[i], id) == 0) {
            return i;
        }
    }
    return -1;
}

Theme view_theme(const ViewState *view)
{
    return view->client && view->theme == THEME_DARK ? THEME_LIGHT : view->theme;
}

ColourScheme view_colours(const ViewState *view)
{
    return view->client ? COLOURS_NATURAL : view->colours;
}

const char *theme_id(Theme theme)
{
    return THEMES[theme];
}

const char *colours_id(ColourScheme scheme)
{
    return COLOURS[scheme];
}

const char *labels_id(LabelMode mode)
{
    return LABELS[mode];
}

const char *lines_id(LineMode mode)
{
    return LINES[mode];
}

const char *side_id(Side side)
{
    return SIDES[side];
}

const char *variant_id(int variant)
{
    return VARIANTS[variant];
}

int variant_from_id(const char *id)
{
    return index_of(VARIANTS, VIEW_VARIANTS, id);
}

int skin_from_id(const char *id)
{
    static const char *const TONES[VIEW_SKIN_TONES] = {"1", "2", "3"};
    return index_of(TONES, VIEW_SKIN_TONES, id);
}

int theme_from_id(const char *id)
{
    return index_of(THEMES, THEME_COUNT, id);
}

int colours_from_id(const char *id)
{
    return index_of(COLOURS, COLOURS_COUNT, id);
}

int labels_from_id(const char *id)
{
    return index_of(LABELS, LABELS_NAMED, id);
}

int lines_from_id(const char *id)
{
    return index_of(LINES, LINES_COUNT, id);
}

int side_from_id(const char *id)
{
    int side = index_of(SIDES, 4, id);
    return side == SIDE_MIDLINE ? -1 : side;
}

static bool on_side(const AtlasStructure *structure, Side side)
{
    return side == SIDE_BOTH || structure->side == SIDE_MIDLINE || structure->side == side;
}

static int resolve_group(const Atlas *atlas, int system, Side side, int out[VIEW_MAX_ITEMS])
{
    int count = 0;
    for (int i = 0; i < atlas->structure_count && count < VIEW_MAX_ITEMS; i++) {
        const AtlasStructure *structure = &atlas->structures[i];
        if ((int)structure->system == system && on_side(structure, side)) {
            out[count++] = i;
        }
    }
    return count;
}

int view_resolve(const Atlas *atlas, const char *id, Side side, int out[VIEW_MAX_ITEMS])
{
    if (strncmp(id, "part:", 5) == 0) {
        char *end;
        long number = strtol(id + 5, &end, 10);
        if (end == id + 5 || *end || number < 0 || number >= VIEW_MAX_ITEMS - atlas->structure_count) {
            return 0;
        }
        out[0] = atlas->structure_count + (int)number;
        return 1;
    }
    int exact = atlas_structure(atlas, id);
    if (exact >= 0) {
        out[0] = exact;
        return 1;
    }
    int first = atlas_structure_on_side(atlas, id, side);
    if (first >= 0) {
        int count = 0;
        out[count++] = first;
        if (side == SIDE_BOTH && atlas->structures[first].twin >= 0) {
            out[count++] = atlas->structures[first].twin;
        }
        return count;
    }
    char group[32];
    size_t n = strlen(id);
    bool sided = n > 2 && n < sizeof group && (strcmp(id + n - 2, "_r") == 0 || strcmp(id + n - 2, "_l") == 0);
    snprintf(group, sizeof group, "%.*s", (int)(sided ? n - 2 : n), id);
    int system = atlas_system_from_id(group);
    side = !sided ? side : id[n - 1] == 'l' ? SIDE_LEFT : SIDE_RIGHT;
    return system < 0 ? 0 : resolve_group(atlas, system, side, out);
}

HipResult view_unknown_id(const Atlas *atlas, const char *id, HipError *err)
{
    AtlasHit hit;
    if (atlas_search(atlas, id, SIDE_RIGHT, &hit, 1) == 1) {
        return hip_usage(err, "unknown structure '%s'; did you mean %s? (hip-atlas list structures)", id,
                         atlas->structures[hit.structure].base_id);
    }
    return hip_usage(err, "unknown structure '%s' (hip-atlas list structures)", id);
}

const char *view_item_id(const Atlas *atlas, int item, char *out, size_t size)
{
    if (item >= 0 && item < atlas->structure_count) {
        snprintf(out, size, "%s", atlas->structures[item].id);
    } else {
        snprintf(out, size, "part:%d", item - atlas->structure_count);
    }
    return out;
}

float view_progress(const Atlas *atlas, const ViewState *view, int item)
{
    if (view->peel[item] >= 0 || item >= atlas->structure_count) {
        return clampf(view->peel[item], 0, 1);
    }
    const AtlasStep *step = atlas_step_of(atlas, item);
    if (!step) {
        return 0;
    }
    float t = view->depth - (float)step->layer;
    return clampf((t - step->from) / fmaxf(step->to - step->from, 1e-4f), 0, 1);
}

static float opacity_of(const ViewState *view, int item)
{
    if (view->hidden[item]) {
        return 0;
    }
    return view->ghost[item] ? (float)view->ghost[item] / 255 : 1;
}

static void set_opacity(ViewState *view, int item, float opacity)
{
    int alpha = (int)lrintf(opacity * 255);
    view->hidden[item] = alpha <= 0;
    view->ghost[item] = (uint8_t)(alpha <= 0 || alpha >= 255 ? 0 : alpha);
}

/* A figure comes first, round the hip as it is, and goes last. With the whole skin round it nothing beneath has to be
 * drawn while joints move: only so does that run smoothly without a graphics card. */
static const float FADES = 0.4f;

static float mix_figure(const ViewState *from, const ViewState *to, float t)
{
    float before = from->position < 0 ? 0 : from->figure, after = to->position < 0 ? 0 : to->figure;
    return mixf(before, after, clampf(before <= after ? t / FADES : (t - 1 + FADES) / FADES, 0, 1));
}

static float pose_share(const ViewState *from, const ViewState *to, float t)
{
    bool comes = from->position < 0 || from->figure < 1, goes = to->position < 0;
    return clampf(comes == goes ? t : comes ? (t - FADES) / (1 - FADES) : t / (1 - FADES), 0, 1);
}

/* The body turns over while the old furniture fades and then the new comes. */
static void mix_client(const ViewState *from, const ViewState *to, float t, ViewState *out)
{
    bool client = from->position >= 0 || to->position >= 0;
    pose_mix(&from->pose, &to->pose, client ? pose_share(from, to, t) : t, &out->pose);
    if (memcmp(from->room, to->room, sizeof from->room) != 0) {
        quaternion_mix(from->room, to->room, t, out->room);
    }
    bool old = t < 0.5f;
    if (from->position != to->position) {
        out->position = old || to->position < 0 ? from->position : to->position;
        out->position = out->position < 0 ? to->position : out->position;
        float there = old ? from->position < 0 ? 0 : from->furnished * (1 - 2 * t) : to->position < 0 ? 0 : 2 * t - 1;
        out->furnished = there;
    } else {
        out->furnished = mixf(from->furnished, to->furnished, t);
    }
    if (client) {
        out->figure = mix_figure(from, to, t);
    }
    out->build = old ? from->build : to->build;
}

void view_state_mix(const Atlas *atlas, const ViewState *from, const ViewState *to, float t_camera, float t_body,
                    ViewState *out)
{
    *out = *to;
    out->camera = camera_mix(&from->camera, &to->camera, t_camera);
    if (t_body >= 1) {
        return;
    }
    out->depth = mixf(from->depth, to->depth, t_body);
    if (from->section == to->section && from->section_flip == to->section_flip) {
        out->section_mm = mixf(from->section_mm, to->section_mm, t_body);
    }
    mix_client(from, to, t_body, out);
    for (int i = 0; i < VIEW_MAX_ITEMS; i++) {
        float a = opacity_of(from, i), b = opacity_of(to, i);
        if (a != b) {
            set_opacity(out, i, mixf(a, b, t_body));
        }
        if (from->peel[i] != to->peel[i]) {
            out->peel[i] = mixf(view_progress(atlas, from, i), view_progress(atlas, to, i), t_body);
        }
    }
}
