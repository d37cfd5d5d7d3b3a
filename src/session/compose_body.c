/* compose_body.c - the picture that falls on a volunteer's body: what lies beneath the skin, on pure black. */
#include "compose_private.h"
#include <string.h>

const ViewState *compose_bare(const Model *model, const ViewState *view, ViewState *spare)
{
    if (view->body.step == BODY_OFF) {
        return view;
    }
    *spare = *view;
    spare->position = -1; /* figure, table and sheet stay away; joints and room remain */
    for (int i = 0; model && i < model->atlas->structure_count; i++) {
        if (model->atlas->structures[i].system <= SYSTEM_FAT) { /* the volunteer has a skin of her own */
            spare->hidden[i] = 1;
        }
    }
    return spare;
}

void compose_black(DrawList *list)
{
    memset(list->ground_top, 0, sizeof list->ground_top);
    memset(list->ground_bottom, 0, sizeof list->ground_bottom);
    list->light.haze = 0; /* what is far must not grow darker: the light of the projector is all there is */
}
