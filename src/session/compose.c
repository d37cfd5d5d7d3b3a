/* compose.c - (model, view state) -> draw list. Anatomy stops here: below are meshes, colours and numbers. */
#include "hip/mem.h"
#include "hip/session.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct ThemeColours {
    const char *top, *bottom, *outline;
} ThemeColours;

static const ThemeColours THEME_COLOURS[THEME_COUNT] = {
    [THEME_DARK] = {"#1f252d", "#14171c", "#58c4bb"},
    [THEME_LIGHT] = {"#f7f5f0", "#e9e6df", "#0f7c74"},
    [THEME_CONTRAST] = {"#000000", "#000000", "#ffe14d"},
};

/* Eleven steps of cividis (Nunez, Anderton, Renslow, PLoS ONE 2018): even in lightness, safe for colour-blind eyes. */
static const char *const DEPTH_COLOURS[11] = {"#fee838", "#e5cf52", "#cab969", "#b0a473", "#969078", "#7d7c78",
                                              "#676970", "#52576c", "#3d476c", "#21366e", "#00224e"};

static const char *const SYSTEM_COLOURS[SYSTEM_COUNT] = {"#e3b79b", "#f0d58a", "#c9d3da", "#b5564c",
                                                         "#f0cd52", "#d0453c", "#9fb8ad", "#e8dfc8"};

static const uint8_t MATERIALS[SYSTEM_COUNT] = {MATERIAL_SKIN,  MATERIAL_FAT,    MATERIAL_FASCIA,   MATERIAL_MUSCLE,
                                                MATERIAL_NERVE, MATERIAL_VESSEL, MATERIAL_LIGAMENT, MATERIAL_BONE};

/* A colour for each structure, far from its neighbours': golden-angle hues at three lightnesses. */
static void structure_colour(int item, float out[3])
{
    float hue = fmodf((float)item * 0.61803399f, 1) * 6, value = 0.55f + 0.2f * (float)(item % 3);
    for (int i = 0; i < 3; i++) {
        float k = fmodf(5 + hue - 2 * (float)i + 6, 6);
        float chroma = clampf(fminf(k, 4 - k), 0, 1);
        out[i] = srgb_to_linear(value * (1 - 0.75f * chroma));
    }
}

static void item_colour(const Atlas *atlas, const ViewState *view, int item, float out[3])
{
    if (view->colours == COLOURS_STRUCTURE) {
        structure_colour(item, out);
        return;
    }
    if (item >= atlas->structure_count) {
        colour_parse("#9aa3ab", out);
        return;
    }
    const AtlasStructure *structure = &atlas->structures[item];
    if (view->colours == COLOURS_DEPTH) {
        colour_parse(DEPTH_COLOURS[structure->layer], out);
    } else if (view->colours == COLOURS_SYSTEM) {
        colour_parse(SYSTEM_COLOURS[structure->system], out);
    } else {
        memcpy(out, structure->colour, sizeof structure->colour);
    }
}

static bool is_cover(const Atlas *atlas, int item)
{
    return item < atlas->structure_count && atlas->structures[item].system <= SYSTEM_MUSCLE;
}

/* Bends the part when its sheet can; a muscle whose mesh gave no sheet fades instead, so that the peel still shows
 * what lies beneath. */
static void place_item(const Model *model, const PeelState *peel, uint32_t part, DrawItem *item, DrawList *list)
{
    int rest = model->part_rest[part];
    memcpy(item->shift, peel->shift, sizeof item->shift);
    if (peel->reflect <= 0) {
        return;
    }
    if (rest < 0 || list->bend_count >= DRAW_MAX_BENDS) {
        item->opacity *= 1 - peel->reflect;
        return;
    }
    item->bend = (int32_t)list->bend_count;
    BendGrid *grid = &list->bends[list->bend_count++];
    *grid = model->rest[rest];
    peel_bend(model->atlas, model->part_item[part], peel->reflect, grid);
}

static void add_part(const Model *model, const ViewState *view, const PeelState *peel, int hovered, uint32_t part,
                     DrawList *list)
{
    const Atlas *atlas = model->atlas;
    int item_index = model->part_item[part];
    if (!mesh_part_in(&model->set.parts[part], view->variant) || view->hidden[item_index] ||
        list->item_count >= DRAW_MAX_ITEMS) {
        return;
    }
    DrawItem item = {.part = part, .opacity = 1, .bend = -1, .uncovered = 1};
    if (item_index < atlas->structure_count) {
        item.opacity = peel[item_index].opacity * (1 - atlas->structures[item_index].see_through);
        item.material = MATERIALS[atlas->structures[item_index].system];
    }
    if (view->ghost[item_index]) {
        item.opacity *= (float)view->ghost[item_index] / 255;
    }
    if (view->xray && is_cover(atlas, item_index) && item_index != view->selected) {
        item.opacity *= 0.35f;
        item.rim = 1;
    }
    if (item.opacity <= 0.002f) {
        return;
    }
    if (item_index < atlas->structure_count) {
        place_item(model, &peel[item_index], part, &item, list);
    }
    if (item.opacity <= 0.002f) {
        return;
    }
    item_colour(atlas, view, item_index, item.colour);
    item.double_sided = !model->set.parts[part].closed;
    item.outline = item_index == view->selected ? OUTLINE_SELECTED
                   : item_index == hovered      ? OUTLINE_HOVERED
                                                : OUTLINE_NONE;
    list->items[list->item_count++] = item;
}

/* What may be drawn lies in the model's box, with room for flaps and what is set aside. */
static Box3 scene_box(const Model *model)
{
    Box3 box = model->box;
    for (int i = 0; i < 3; i++) {
        box.lo[i] -= 0.15f;
        box.hi[i] += 0.15f;
    }
    return box;
}

void compose(const Model *model, const ViewState *view, int hovered, int width, int height, DrawList *list)
{
    const ThemeColours *theme = &THEME_COLOURS[view->theme];
    list->item_count = 0;
    list->bend_count = 0;
    list->flat = false;
    list->full_detail = false;
    list->moving = false;
    list->lod_pixels = 0;
    list->section = false;
    list->lens.inside = NULL;
    list->width = width > 0 ? width : 1;
    list->height = height > 0 ? height : 1;
    colour_parse(theme->top, list->ground_top);
    colour_parse(theme->bottom, list->ground_bottom);
    colour_parse(theme->outline, list->outline_colour);
    list->scene = model ? scene_box(model) : (Box3){{-1, -1, -1}, {1, 1, 1}};
    camera_matrices(&view->camera, (float)list->width / (float)list->height, &list->scene, &list->camera);
    if (!model) {
        return;
    }
    PeelState *peel = mem_alloc((size_t)model->atlas->structure_count, sizeof *peel);
    peel_evaluate(model->atlas, view->depth, view->peel, peel);
    for (uint32_t p = 0; p < model->set.part_count; p++) {
        add_part(model, view, peel, hovered, p, list);
    }
    free(peel);
    compose_section(model, view, list);
}
