/* compose.c - (model, view state) -> draw list. Anatomy stops here: below are meshes, colours and numbers. */
#include "compose_private.h"
#include "hip/mem.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool compose_xrayed(const Atlas *atlas, const ViewState *view, int item)
{
    return view->xray && item < atlas->structure_count && atlas->structures[item].system <= SYSTEM_MUSCLE &&
           item != view->selected;
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

static void add_part(const Model *model, const ViewState *view, const PeelState *peel, const float *uncovered,
                     int hovered, uint32_t part, DrawList *list)
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
        item.uncovered = uncovered[item_index];
    }
    if (view->ghost[item_index]) {
        item.opacity *= (float)view->ghost[item_index] / 255;
    }
    if (compose_xrayed(atlas, view, item_index)) {
        item.opacity *= 0.6f;
        item.rim = 1;
    }
    if (item.opacity <= 0.002f) {
        return;
    }
    float reflect = 0;
    if (item_index < atlas->structure_count) {
        place_item(model, &peel[item_index], part, &item, list);
        reflect = peel[item_index].reflect;
    }
    if (item.opacity <= 0.002f) {
        return;
    }
    compose_place(model, reflect, &item, list);
    const float *lengths = view_colours(view) == COLOURS_LENGTH ? model_lengths(model, &list->joints) : NULL;
    compose_colours(atlas, view, item_index, lengths, &item);
    /* Skin that joints fold may dip under its own inner face: that shows as skin, not as a slit. */
    item.double_sided = !model->set.parts[part].closed || item.moves == MOVES_JOINTED;
    item.outline = item_index == view->selected ? OUTLINE_SELECTED
                   : item_index == hovered      ? OUTLINE_HOVERED
                                                : compose_source_outline(model, view, item_index);
    list->items[list->item_count++] = item;
}

/* With the figure round it the skin has no opening: while it is whole, nothing beneath it can be seen. */
static bool is_sealed(const Model *model, const ViewState *view, const PeelState *peel)
{
    if (view->position < 0 || view->figure < 1 || view->section != SECTION_NONE || view->xray ||
        model->own_parts == model->set.part_count) {
        return false;
    }
    for (int i = 0; i < model->atlas->structure_count; i++) {
        bool skin = model->atlas->structures[i].system == SYSTEM_SKIN;
        if (skin && (!model->present[i] || view->hidden[i] || view->ghost[i] || peel[i].opacity < 1)) {
            return false;
        }
    }
    return true;
}

static bool is_beneath(const Model *model, uint32_t part)
{
    int item = model->part_item[part];
    return item < model->atlas->structure_count && model->atlas->structures[item].system != SYSTEM_SKIN;
}

/* What may be drawn lies in the model's box and round the client, with room for flaps, what is set aside, a thigh that
 * is moved. */
static Box3 scene_box(const Model *model, const ViewState *view, const PoseBones *bones)
{
    Box3 box = model->box, client = compose_client_box(model, view, bones);
    box3_add_box(&box, &client);
    for (int i = 0; i < 3; i++) {
        box.lo[i] -= 0.15f;
        box.hi[i] += 0.15f;
    }
    return box;
}

static void set_camera(const ViewState *view, DrawList *list)
{
    if (view->body.step) {
        compose_black(list);
        body_camera(&view->camera, view->room, &view->body.fit, view->body.pixel_mm, list->width, list->height,
                    &list->scene, &list->camera);
    } else {
        camera_matrices(&view->camera, view->room, (float)list->width / (float)list->height, &list->scene,
                        &list->camera);
    }
}

void compose(const Model *model, const ViewState *asked, int hovered, int width, int height, DrawList *list)
{
    ViewState closing, bare;
    const ViewState *view = compose_bare(model, compose_closing(model, asked, &closing), &bare);
    list->item_count = 0;
    list->bend_count = 0;
    list->flat = false;
    list->full_detail = false;
    list->moving = false;
    list->lod_pixels = 0;
    list->section = false;
    list->lens.inside = NULL;
    list->marks.texels = NULL;
    list->field.texels = NULL;
    list->width = width > 0 ? width : 1;
    list->height = height > 0 ? height : 1;
    compose_theme(view_theme(view), list);
    list->schematic = view_colours(view) != COLOURS_NATURAL;
    compose_bones(model, view, list);
    list->scene = model ? scene_box(model, view, &list->joints) : (Box3){{-1, -1, -1}, {1, 1, 1}};
    set_camera(view, list);
    if (!model) {
        return;
    }
    PeelState *peel = mem_alloc((size_t)model->atlas->structure_count, sizeof *peel);
    float *uncovered = mem_alloc((size_t)model->atlas->structure_count, sizeof *uncovered);
    peel_evaluate(model->atlas, view->depth, view->peel, peel);
    compose_uncovered(model, view, peel, uncovered);
    bool sealed = is_sealed(model, view, peel);
    bool waits = view->body.step != BODY_OFF && view->body.step != BODY_LIES; /* the picture is to be measured first */
    for (uint32_t p = 0; p < model->own_parts && !waits; p++) {
        if (sealed && is_beneath(model, p) && model->part_item[p] != view->selected) {
            continue;
        }
        add_part(model, view, peel, uncovered, hovered, p, list);
    }
    free(peel);
    free(uncovered);
    compose_client(model, view, list);
    compose_section(model, view, list);
    compose_marks(model, view, list);
    compose_field(model, view, -1, list);
}
