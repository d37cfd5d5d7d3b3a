/* compose_field.c - where it hurts, and what a likely source is said to make one feel, painted onto the body. Tints
 * keep apart for every kind of colour vision and are only one of the signs: what is told has an outline, the essential
 * area is full, what spills over is striped. */
#include "compose_private.h"
#include "hip/source_view.h"
#include <math.h>
#include <stdint.h>
#include <string.h>

static const float POINT_M = 0.010f;      /* radius of a trigger point's disc */
static const float POINT_LEAST = 0.0075f; /* ... but of the picture's height so much */
static const float PULSE_S = 1.1f;

static void tint(const char *colour, float strength, float out[4])
{
    colour_parse(colour, out);
    out[3] = strength;
}

static void theme_tints(Theme theme, DrawField *field)
{
    bool strong = theme == THEME_CONTRAST;
    tint(strong ? "#ff2040" : "#d81e3a", 1, field->tints[FIELD_TOLD]);
    tint(strong ? "#9c4dff" : "#7a35c8", 1, field->tints[FIELD_ESSENTIAL]);
    tint(strong ? "#c9a0ff" : "#9a6be0", 1, field->tints[FIELD_SPILL]);
    tint("#ffffff", 1, field->tints[FIELD_POINTED]);
    tint("#ff3d9a", 1, field->point_tint); /* no tissue has it: nerves are yellow */
    colour_parse(strong ? "#000000" : "#201018", field->ink);
}

/* Areas of a source, and its points. */
static void add_source(const Model *model, const ViewState *view, const SourceShow *show, PainShown *shown,
                       DrawField *field)
{
    const AtlasPain *source = &model->atlas->pain->sources[view->source];
    for (int i = 0; i < source->zone_count; i++) {
        const PainZone *zone = &source->zones[i]; /* where it is felt rarely is not painted: it would say too much */
        if (zone->weight != PAIN_RARE) {
            shown->zones[zone->weight == PAIN_ESSENTIAL ? FIELD_ESSENTIAL : FIELD_SPILL] |= (uint64_t)1 << zone->zone;
        }
    }
    for (int i = 0; i < show->point_count && i < DRAW_FIELD_POINTS; i++) {
        memcpy(field->points[i], show->points[i], sizeof show->points[i]);
        field->points[i][3] = fmaxf(POINT_M, POINT_LEAST * camera_height_m(&view->camera));
        pain_outward(model->atlas, view_worked(view), field->points[i], field->outward[i]);
        field->point_count = i + 1;
    }
    if (show->point_count == 0 && show->item >= 0) { /* it spreads from where the body is opened: no disc there */
        memcpy(field->points[0], show->window_at, sizeof show->window_at);
        pain_outward(model->atlas, view_worked(view), field->points[0], field->outward[0]);
        field->point_count = 1;
    }
}

/* Areas spread from the points; without any they come in wholly. */
static void spread(const ViewState *view, DrawField *field)
{
    SourceMoment now = source_moment(view->source_s);
    float across_m =
        hypotf(hypotf(field->hi[0] - field->lo[0], field->hi[1] - field->lo[1]), field->hi[2] - field->lo[2]);
    field->spread_m[0] = now.essential * across_m;
    field->spread_m[1] = now.spill * across_m;
    field->point_tint[3] *= now.points;
    field->pulse = view->source_s < SOURCE_LENGTH_S ? fmodf(view->source_s, PULSE_S) / PULSE_S : 0;
    if (field->point_count == 0) {
        field->tints[FIELD_ESSENTIAL][3] *= now.essential;
        field->tints[FIELD_SPILL][3] *= now.spill;
    }
}

void compose_field(const Model *model, const ViewState *view, int pointed, DrawList *list)
{
    Model *kept = (Model *)(uintptr_t)model; /* fields lie in the model as a cache of its own */
    DrawField *field = &list->field;
    PainShown shown = {.zones = {[FIELD_TOLD] = view->told.zones}};
    const SourceShow *show =
        view->source < 0 ? NULL : model_source(kept, view->source, view_worked(view), view->variant);
    memset(field, 0, sizeof *field);
    if (pointed >= 0) {
        shown.zones[FIELD_POINTED] = (uint64_t)1 << pointed;
    }
    if (show) {
        add_source(model, view, show, &shown, field);
    }
    uint64_t any = 0;
    for (int c = 0; c < FIELD_CHANNELS; c++) {
        any |= shown.zones[c];
    }
    const PainField *made = !any ? NULL : model_field(kept, &shown, view_worked(view), &field->serial);
    if (!made) {
        return;
    }
    field->texels = (const uint8_t(*)[4])(const void *)made->texels;
    memcpy(field->size, made->size, sizeof field->size);
    memcpy(field->lo, made->box.lo, sizeof field->lo);
    memcpy(field->hi, made->box.hi, sizeof field->hi);
    field->edge_m = FIELD_EDGE_M;
    theme_tints(view_theme(view), field);
    if (show) {
        spread(view, field);
    }
    compose_spare_room(model, view, list);
}
