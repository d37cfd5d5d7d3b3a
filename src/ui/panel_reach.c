/* panel_reach.c - on a structure's page: how the client lies and which strokes reach it, and what the chosen one does.
 */
#include "hip/stroke.h"
#include "ui_internal.h"
#include <stdio.h>
#include <string.h>

enum { REACH_MOST = 4, TARGETS_MOST = 32 };

static bool reaches(const Atlas *atlas, const AtlasStroke *stroke, const AtlasStructure *s)
{
    for (int i = 0; i < stroke->target_count; i++) {
        if (strcmp(atlas->structures[stroke->targets[i]].base_id, s->base_id) == 0) {
            return true;
        }
    }
    return false;
}

/* How narrowly a stroke aims at it: first at what has few targets and names it first. */
static int width_of_aim(const Atlas *atlas, const AtlasStroke *stroke, const AtlasStructure *s)
{
    bool first = strcmp(atlas->structures[stroke->targets[0]].base_id, s->base_id) == 0;
    return 2 * stroke->target_count - (first ? 1 : 0);
}

/* As many as there is room for. */
static int find_strokes(const Atlas *atlas, const AtlasStructure *s, int out[REACH_MOST])
{
    int count = 0;
    for (int width = 1; width < 2 * TARGETS_MOST && count < REACH_MOST; width++) {
        for (int i = 0; i < atlas->stroke_count && count < REACH_MOST; i++) {
            const AtlasStroke *stroke = &atlas->strokes[i];
            if (reaches(atlas, stroke, s) && width_of_aim(atlas, stroke, s) == width) {
                out[count++] = i;
            }
        }
    }
    return count;
}

static void draw_row(Ui *ui, Flow *flow, int i)
{
    const AtlasStroke *stroke = &ui->atlas->strokes[i];
    bool here = ui->view->stroke == i;
    int now = ui->view->position;
    Side worked = view_worked(ui->view);
    int position = stroke_allowed(ui->atlas, i, now, worked) ? now : stroke_position(ui->atlas, i, worked);
    char under[200];
    snprintf(under, sizeof under, "%s \u00b7 %s", position >= 0 ? position_word(ui, position) : "",
             _(ui->atlas->tools[stroke->tools[0]].name));
    UiColour ink = here ? ui->theme->accent : ui->theme->text;
    if (flow_choice_words(flow, ui_id("reach", stroke->id, 0), here, ink, stroke_word(ui, i), under)) {
        ui_push(ui, COMMAND_STROKE)->value = here ? -1 : (float)i;
    }
}

void draw_reaching(Ui *ui, Flow *flow, int item)
{
    const AtlasStructure *s = &ui->atlas->structures[item];
    int strokes[REACH_MOST], count = find_strokes(ui->atlas, s, strokes), chosen = ui->view->stroke;
    if (count > 0) {
        flow_head(flow, "Position and stroke that reach it");
    }
    for (int i = 0; i < count; i++) {
        draw_row(ui, flow, strokes[i]);
    }
    if (chosen < 0) {
        return;
    }
    const AtlasStroke *stroke = &ui->atlas->strokes[chosen];
    bool within = s->layer >= stroke->layer_from && s->layer <= stroke->layer_to;
    flow_head(flow, stroke_word(ui, chosen));
    flow_gap(flow, 2);
    flow_layers(flow, stroke->layer_from, stroke->layer_to);
    char words[160];
    snprintf(words, sizeof words, _("Depth: %s."), _(stroke->depth));
    flow_text(flow, UI_FONT_SMALL, ui->theme->quiet, words);
    flow_text(flow, UI_FONT_SMALL, ui->theme->text,
              reaches(ui->atlas, stroke, s) ? "It aims at this structure."
              : within                      ? "It reaches this layer, but aims at others."
                                            : "It does not reach this layer.");
}
