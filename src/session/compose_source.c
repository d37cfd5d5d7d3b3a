/* compose_source.c - the short view of a source of pain in a picture: what was opened closes again round a window that
 * stays over the source, and the nerve beside it is outlined. */
#include "compose_private.h"
#include "hip/source_view.h"
#include <math.h>
#include <stdint.h>
#include <string.h>

static const float WINDOW_SOFT = 0.16f;           /* of its radius */
static const float SEEN_FROM[2] = {0.15f, 0.45f}; /* cosine: from the side the window is shut */
static const float THROUGH = 0.3f;
static const float WINDOW_LEAST = 0.05f, WINDOW_MOST_M = 0.085f; /* of the picture's height; but no larger than that */
static const float OPEN_S = 2; /* all that covers it is away then, and nothing spreads yet */

static const SourceShow *show_of(const Model *model, const ViewState *view)
{
    Model *kept = (Model *)(uintptr_t)model; /* what there is to show lies in the model as a cache of its own */
    return view->source >= 0 ? model_source(kept, view->source, view_worked(view), view->variant) : NULL;
}

const ViewState *compose_closing(const Model *model, const ViewState *view, ViewState *spare)
{
    float closed = model && view->source >= 0 ? source_moment(view->source_s).closed : 0;
    if (closed <= 0) {
        return view;
    }
    ViewState whole = *view;
    whole.depth = 0;
    memset(whole.ghost, 0, sizeof whole.ghost);
    for (int i = 0; i < VIEW_MAX_ITEMS; i++) {
        whole.peel[i] = -1;
    }
    view_state_mix(model->atlas, view, &whole, 1, closed, spare);
    return spare;
}

uint8_t compose_source_outline(const Model *model, const ViewState *view, int item)
{
    const SourceShow *show = show_of(model, view);
    return !show                  ? OUTLINE_NONE
           : item == show->item   ? OUTLINE_SELECTED
           : item == show->course ? OUTLINE_HOVERED
                                  : OUTLINE_NONE;
}

/* Of both sides: through a window nobody wants to see the inner face of the skin beyond. */
static void take_wraps_off(const Atlas *atlas, const SourceShow *show, ViewState *view)
{
    for (int i = 0; i < atlas->structure_count; i++) {
        if (atlas->structures[i].system <= SYSTEM_FASCIA && i != show->item) {
            view->peel[i] = 1;
        }
    }
}

/* The figure ends where the hip's own skin does; it would cut through a window that reaches over that edge. */
static void leave_figure_out(const Model *model, DrawList *inside)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < inside->item_count; i++) {
        if (model->client[inside->items[i].part].kind != CLIENT_FIGURE) {
            inside->items[kept++] = inside->items[i];
        }
    }
    inside->item_count = kept;
}

/* Areas run on through the window, faintly: what lies there matters more. */
static void shine_through(const DrawField *outside, DrawField *inside)
{
    *inside = *outside;
    inside->tints[FIELD_ESSENTIAL][3] *= THROUGH;
    inside->tints[FIELD_SPILL][3] *= THROUGH;
}

bool compose_window(const Model *model, const ViewState *view, DrawList *inside, DrawList *list)
{
    const SourceShow *show = model ? show_of(model, view) : NULL;
    float xy[2], depth_m = 0;
    if (!show || show->item < 0 || source_moment(view->source_s).closed <= 0 ||
        !camera_project(&list->camera, show->window_at, xy, &depth_m)) {
        return false;
    }
    float facing = 0;
    for (int k = 0; k < 3; k++) {
        facing -= show->towards[k] * list->camera.forward[k];
    }
    float shown = smoothstepf(SEEN_FROM[0], SEEN_FROM[1], facing), height = (float)list->height;
    float picture_m = 2 * depth_m / list->camera.projection[5];
    float radius_m = fmaxf(show->window_m, fminf(WINDOW_LEAST * picture_m, WINDOW_MOST_M));
    if (shown <= 0) {
        return false;
    }
    ViewState open = *view;
    open.source_s = OPEN_S;
    take_wraps_off(model->atlas, show, &open);
    compose(model, &open, -1, list->width, list->height, inside);
    if (show->over_edge) {
        leave_figure_out(model, inside);
    }
    shine_through(&list->field, &inside->field);
    list->lens = (DrawLens){.x = (xy[0] + 1) * 0.5f * (float)list->width,
                            .y = (1 - xy[1]) * 0.5f * height,
                            .radius = shown * radius_m / picture_m * height,
                            .soft = WINDOW_SOFT,
                            .inside = inside};
    return true;
}
