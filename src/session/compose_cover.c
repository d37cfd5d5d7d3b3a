/* compose_cover.c - how far what covers a structure is gone: mixes its two baked lights. */
#include "compose_private.h"
#include "hip/mem.h"
#include <math.h>
#include <stdlib.h>

enum { LAYERS = 11 };

/* What is left of a structure in its place. */
static float left_of(const Model *model, const ViewState *view, const PeelState *peel, int item)
{
    if (!model->present[item] || view->hidden[item]) {
        return 0;
    }
    const AtlasStructure *structure = &model->atlas->structures[item];
    float left = peel->opacity * (1 - peel->reflect) * (1 - structure->see_through);
    if (view->ghost[item]) {
        left *= (float)view->ghost[item] / 255;
    }
    if (compose_xrayed(model->atlas, view, item)) {
        left = 0;
    }
    for (int k = 0; k < 3; k++) { /* set aside: gone from where it lay */
        left *= 1 - clampf(fabsf(peel->shift[k]) / 0.03f, 0, 1);
    }
    return left;
}

/* Adds what a structure lets through, which its own coverings have let through before, to all that it covers. */
static void hand_down(const Model *model, int item, float through, float *sum, int *count)
{
    const AtlasStructure *structure = &model->atlas->structures[item];
    for (int i = 0; i < structure->covers_count; i++) {
        sum[structure->covers[i]] += through;
        count[structure->covers[i]]++;
    }
}

void compose_uncovered(const Model *model, const ViewState *view, const PeelState *peel, float *out)
{
    const Atlas *atlas = model->atlas;
    size_t n = (size_t)atlas->structure_count;
    float *sum = mem_alloc(n + 1, sizeof *sum);
    int *count = mem_alloc(n + 1, sizeof *count);
    /* From the skin down: nothing covers what lies in a layer above it. Coverings of one layer that lie on each other
     * pass on what they have got by then. */
    for (int layer = 0; layer < LAYERS; layer++) {
        for (int i = 0; i < atlas->structure_count; i++) {
            if (atlas->structures[i].layer == layer) {
                out[i] = count[i] ? sum[i] / (float)count[i] : 1;
                hand_down(model, i, out[i] * (1 - left_of(model, view, &peel[i], i)), sum, count);
            }
        }
    }
    free(sum);
    free(count);
}
