/* compose_client.c - the client round the hip: figure, table, supports, sheet. */
#include "compose_private.h"
#include "hip/scheme.h"

/* What the things are made of. */
static const char *const COLOURS[LOOK_COUNT] = {
    [LOOK_TABLE] = "#51656d", [LOOK_CUSHION] = "#c9c2b2", [LOOK_SHEET] = "#dfe4e6"};

/* First the table and what lies on it, then the sheet: two layers that lie on each other and are both see-through
 * cannot be sorted. */
static float share_there(const ViewState *view, ClientKind kind)
{
    return clampf(2 * view->furnished - (kind == CLIENT_DRAPE ? 1 : 0), 0, 1);
}

static bool is_there(const Model *model, const ViewState *view, uint32_t part)
{
    const ModelClientPart *client = &model->client[part];
    return client->kind != CLIENT_NONE && view->position >= 0 && view->figure > 0 &&
           (client->build < 0 || client->build == view->build) &&
           (client->side == SIDE_BOTH || client->side == view_worked(view)) &&
           (client->position < 0 || (client->position == view->position && share_there(view, client->kind) > 0)) &&
           (client->kind != CLIENT_DRAPE || view->drape);
}

Box3 compose_client_box(const Model *model, const ViewState *view, const PoseBones *bones)
{
    Box3 box = box3_empty();
    for (uint32_t p = (uint32_t)model->own_parts; p < model->set.part_count; p++) {
        if (is_there(model, view, p)) {
            MeshPlace place = {.bones = bones, .moves = model->set.parts[p].moves};
            Box3 part = mesh_place_box(&place, &model->set, p, model->client[p].boxes);
            box3_add_box(&box, &part);
        }
    }
    return box;
}

static int skin_item(const Atlas *atlas)
{
    for (int i = 0; i < atlas->structure_count; i++) {
        if (atlas->structures[i].system == SYSTEM_SKIN) {
            return i;
        }
    }
    return -1;
}

static void look(const Model *model, const ViewState *view, const ModelClientPart *client, DrawItem *item)
{
    int skin = skin_item(model->atlas);
    if (client->kind == CLIENT_FIGURE && skin >= 0) {
        compose_colours(model->atlas, view, skin, NULL, item);
        item->rim = compose_xrayed(model->atlas, view, skin);
        item->opacity = view->figure * (item->rim ? 0.6f : 1);
        return;
    }
    colour_parse(COLOURS[client->look], item->colour);
    item->material = MATERIAL_PLAIN;
    item->even = 1;
    item->opacity = share_there(view, client->kind);
    item->uncut = client->kind == CLIENT_ROOM;
}

void compose_client(const Model *model, const ViewState *view, DrawList *list)
{
    for (uint32_t p = (uint32_t)model->own_parts; p < model->set.part_count && list->item_count < DRAW_MAX_ITEMS; p++) {
        if (is_there(model, view, p)) {
            DrawItem item = {.part = p, .opacity = 1, .bend = -1, .uncovered = 1};
            look(model, view, &model->client[p], &item);
            item.double_sided = !model->set.parts[p].closed;
            compose_place(model, 0, &item, list);
            list->items[list->item_count++] = item;
        }
    }
}
