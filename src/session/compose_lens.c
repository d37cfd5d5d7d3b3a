/* compose_lens.c - the look-through lens: a second draw list of the same view, peeled further, seen through a round
 * hole in the first. */
#include "compose_private.h"
#include <math.h>

static const float LENS_RADIUS = 0.12f; /* of the picture's height */
static const float LENS_SOFT = 0.2f;    /* of the radius */
static const float LENS_DEEPER = 0.5f;  /* at least so much deeper than the picture round it */

float lens_depth(const Atlas *atlas, const ViewState *view)
{
    if (view->lens_depth > 0) {
        return view->lens_depth;
    }
    float least = view->depth + LENS_DEEPER;
    if (view->selected >= 0 && view->selected < atlas->structure_count) {
        float layer = (float)atlas->structures[view->selected].layer;
        if (layer >= least) {
            return layer;
        }
    }
    return (float)atlas->lens_layer >= least ? (float)atlas->lens_layer : (float)(atlas->layer_count - 1);
}

void compose_lens(const Model *model, const ViewState *view, int hovered, DrawList *inside, DrawList *list)
{
    list->lens.inside = NULL;
    if (!model || (!view->lens && compose_window(model, view, inside, list)) || !view->lens) {
        return;
    }
    ViewState deep = *view;
    deep.lens = false;
    deep.xray = false;
    deep.depth = lens_depth(model->atlas, view);
    compose(model, &deep, hovered, list->width, list->height, inside);
    float height = (float)list->height;
    list->lens = (DrawLens){.x = view->lens_at[0] * (float)list->width,
                            .y = view->lens_at[1] * height,
                            .radius = LENS_RADIUS * height,
                            .soft = LENS_SOFT,
                            .inside = inside};
}

void session_compose_lens(const Session *session, DrawList *inside, DrawList *list)
{
    compose_lens(session_model(session), session_shown(session), session_hovered(session), inside, list);
}
