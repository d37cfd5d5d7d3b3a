/* compose_section.c - the section plane of a draw list: where it lies, and whose cut face lies on top where several
 * meet. */
#include "hip/session.h"

/* What lies within something else is seen on the cut: a nerve in fat in skin, the femur's head in its capsule. */
static const uint8_t RANKS[SYSTEM_COUNT] = {
    [SYSTEM_SKIN] = 1,     [SYSTEM_FAT] = 2,  [SYSTEM_FASCIA] = 3, [SYSTEM_MUSCLE] = 4,
    [SYSTEM_LIGAMENT] = 5, [SYSTEM_BONE] = 6, [SYSTEM_VESSEL] = 7, [SYSTEM_NERVE] = 8,
};

void compose_section(const Model *model, const ViewState *view, DrawList *list)
{
    list->section = view_section_plane(view, list->plane);
    for (uint32_t i = 0; list->section && i < list->item_count; i++) {
        int item = model->part_item[list->items[i].part];
        bool known = item >= 0 && item < model->atlas->structure_count;
        list->items[i].cap = known ? RANKS[model->atlas->structures[item].system] : 0;
    }
}
