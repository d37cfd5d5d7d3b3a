/* compose_marks.c - the stroke of a view, or the tool that presses, as marks on the skin. Colours keep apart for every
 * kind of colour vision, and none of them alone carries a meaning: what glows has no pattern, take care is striped, no
 * contact is crossed, pressure also shows as the width of a ring. */
#include "compose_private.h"
#include "hip/stroke.h"
#include <math.h>
#include <stdint.h>
#include <string.h>

static const float BREATH_S = 4; /* of the glow */

/* Blue, yellow, vermilion of Okabe and Ito's colours for all (2008). */
static void tint(const char *colour, float strength, float out[4])
{
    colour_parse(colour, out);
    out[3] = strength;
}

static void theme_tints(Theme theme, float seconds, DrawMarks *marks)
{
    bool strong = theme == THEME_CONTRAST;
    float glow = (strong ? 0.80f : 0.68f) + 0.07f * sinf(2 * HIP_PI * seconds / BREATH_S);
    tint(theme == THEME_LIGHT ? "#1478d0" : "#2a9df4", glow, marks->tints[MARK_REGION]);
    tint(strong ? "#ffe000" : "#f0c020", strong ? 1 : 0.9f, marks->tints[MARK_CARE]);
    tint(strong ? "#ff5010" : "#d55e00", strong ? 1 : 0.92f, marks->tints[MARK_NONE]);
    tint("#ffffff", 1, marks->tints[MARK_WAY]);
    colour_parse(strong ? "#000000" : "#10202c", marks->ink);
}

/* From a light touch to the firmest: ever darker, so that grey tells it too. */
static void press_tint(float pressure, float shown, float out[4])
{
    static const char *const STEPS[] = {"#fff3c4", "#ffd27a", "#f08a5d", "#b83b6a", "#5b2a86"};
    enum { LAST = sizeof STEPS / sizeof *STEPS - 1 };
    float at = clampf(pressure / 7, 0, 1) * LAST, low[3], high[3];
    int step = at < LAST ? (int)at : LAST - 1;
    colour_parse(STEPS[step], low);
    colour_parse(STEPS[step + 1], high);
    for (int k = 0; k < 3; k++) {
        out[k] = mixf(low[k], high[k], at - (float)step);
    }
    out[3] = shown;
}

static void add_patch(const AtlasTool *tool, const StrokeMoment *moment, DrawMarks *marks)
{
    PatchPiece pieces[PATCH_PIECES];
    marks->piece_count = stroke_patch(tool, pieces);
    for (int i = 0; i < marks->piece_count; i++) {
        memcpy(marks->pieces[i],
               (float[5]){pieces[i].from[0], pieces[i].from[1], pieces[i].to[0], pieces[i].to[1], pieces[i].radius},
               sizeof marks->pieces[i]);
    }
    memcpy(marks->patch[0], moment->place, sizeof marks->patch[0]);
    memcpy(marks->patch[1], moment->along, sizeof marks->patch[1]);
    memcpy(marks->patch[2], moment->forward, sizeof marks->patch[2]);
    memcpy(marks->patch[3], moment->outward, sizeof marks->patch[3]);
    marks->press = clampf(moment->pressure / 10, 0, 1);
    press_tint(moment->pressure, 1 - 0.75f * moment->lifted, marks->patch_tint);
}

static void add_sheet(const Chart *chart, DrawMarks *marks)
{
    const ChartSheet *sheet = &chart->sheet;
    memcpy(marks->sheet,
           (float[8]){sheet->mirror, sheet->axis[0], sheet->axis[1], sheet->bar, sheet->radius, sheet->length,
                      sheet->y[0], sheet->y[1]},
           sizeof marks->sheet);
    marks->columns = CHART_COLUMNS;
    marks->rows = CHART_ROWS;
    marks->edge_m = MARKS_EDGE_M;
    marks->line_m = MARKS_WAY_M;
    marks->height_m = MARKS_HEIGHT_M;
}

/* Furniture is never marked. The sheet is where the hand works under or through it, but not over a client who lies face
 * up: there it hangs behind what is worked. */
void compose_spare_room(const Model *model, const ViewState *view, DrawList *list)
{
    bool up = view->position >= 0 && model->atlas->positions[view->position].lies == LIES_FACE_UP;
    bool through = !up && (view->stroke < 0 || model->atlas->strokes[view->stroke].under_drape);
    for (uint32_t i = 0; i < list->item_count; i++) {
        ClientKind kind = model->client[list->items[i].part].kind;
        list->items[i].unmarked = kind == CLIENT_ROOM || (kind == CLIENT_DRAPE && !through);
    }
}

void compose_marks(const Model *model, const ViewState *view, DrawList *list)
{
    memset(&list->marks, 0, sizeof list->marks);
    if (view->stroke < 0 && view->tool < 0) {
        return;
    }
    Model *kept = (Model *)(uintptr_t)model; /* charts lie in the model as a cache of its own */
    Side side = view_worked(view);
    const Chart *chart = model_chart(kept, side);
    DrawMarks *marks = &list->marks;
    marks->texels =
        (const uint8_t(*)[4])(const void *)model_marks(kept, side, view->stroke, view->variant, &marks->serial);
    add_sheet(chart, marks);
    marks->within = (uint32_t)model->own_parts;
    compose_spare_room(model, view, list);
    theme_tints(view_theme(view), view->stroke_s, marks);
    StrokeMoment moment;
    if (view->stroke >= 0) {
        stroke_at(model->atlas, chart, view->stroke, view->tool, view->stroke_s, &moment);
    } else {
        stroke_press(model->atlas, chart, view->tool, view->press_at, &moment);
    }
    add_patch(&model->atlas->tools[moment.tool], &moment, marks);
}
