/* panel_strokes.c - the strokes by phase: which are possible as the client lies now, and all that is known of one. */
#include "hip/stroke.h"
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { STROKE_TOOLS = 8 };

typedef struct Phase {
    unsigned bit;
    const char *name;
} Phase;
static const Phase PHASES[] = {
    {PHASE_WARM, "Warm-up"}, {PHASE_FOCUSED, "Focused"}, {PHASE_DEEP, "Deep"}, {PHASE_FINISH, "Finish"}};

static void choose(Ui *ui, int stroke)
{
    ui_push(ui, COMMAND_STROKE)->value = (float)stroke;
}

static void draw_row(Ui *ui, Flow *flow, int i)
{
    const AtlasStroke *stroke = &ui->atlas->strokes[i];
    bool here = ui->view->stroke == i;
    char why[160];
    bool offered = stroke_offer(ui->atlas, i, ui->view->position, view_worked(ui->view), why, sizeof why);
    const char *under = offered || ui->shown->client ? ui->atlas->tools[stroke->tools[0]].name : why;
    UiColour ink = here ? ui->theme->accent : !offered ? ui->theme->quiet : ui->theme->text;
    if (flow_choice_words(flow, ui_id("stroke", stroke->id, 0), here, ink, stroke_word(ui, i), under)) {
        choose(ui, here ? -1 : i);
    }
}

/* Ten marks from nothing to never; what the stroke asks for is filled, what is too much is in the colour of stop. */
static void draw_pressure(Ui *ui, Flow *flow, const AtlasStroke *stroke, float now)
{
    const UiTheme *theme = ui->theme;
    const float too_much = 7;
    float gap = px(ui, 3), width = (flow->w - 9 * gap) / 10, height = px(ui, 10);
    for (int i = 0; i < 10; i++) {
        float level = (float)i + 1;
        bool asked = level >= stroke->pressure[0] && level <= stroke->pressure[1];
        UiColour colour = level > too_much ? ui_fade(theme->stop, 0.35f) : asked ? theme->accent : theme->track;
        UiRect mark = {flow->x + (float)i * (width + gap), flow->y, width, height};
        shim_rect(mark, px(ui, 2), colour);
        if (now > level - 1) {
            shim_outline(mark, px(ui, 2), fmaxf(1, px(ui, 1.5f)), theme->text);
        }
    }
    flow->y += height + px(ui, 4);
    char words[120];
    snprintf(words, sizeof words, _("Pressure %g to %g of 10; from 8 on it is too much"), (double)stroke->pressure[0],
             (double)stroke->pressure[1]);
    flow_text(flow, UI_FONT_SMALL, theme->quiet, words);
}

static void said(Flow *flow, const char *title, const char *text, UiColour ink)
{
    if (text && *text) {
        flow_head(flow, title);
        flow_text(flow, UI_FONT_SMALL, ink, text);
    }
}

static void draw_names(Flow *flow, const char *title, const AtlasRegion *regions, const int *which, int count)
{
    char text[400] = "";
    size_t used = 0;
    for (int i = 0; i < count && used + 2 < sizeof text; i++) {
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", i ? ", " : "", _(regions[which[i]].name));
    }
    said(flow, title, text, flow->ui->theme->text);
}

static void draw_player(Ui *ui, Flow *flow, const AtlasStroke *stroke)
{
    float whole = stroke_length_s(stroke), button = px(ui, 76);
    bool playing = session_playing(ui->session);
    button = fmaxf(button,
                   px(ui, 16) + fmaxf(ui_text_width(UI_FONT_STRONG, "Play"), ui_text_width(UI_FONT_STRONG, "Pause")));
    UiRect rect = {flow->x, flow->y, button, px(ui, 32)};
    if (ui_button(ui, ui_id("stroke", "play", 0), rect, playing ? "Pause" : "Play", BUTTON_PRIMARY, true)) {
        ui_push(ui, COMMAND_PLAY)->value = -1;
    }
    UiRange range = {0, whole, 0.1f, ui->view->stroke_s, ui->shown->stroke_s, 0, false};
    UiRect area = {flow->x + button + px(ui, 4), flow->y, flow->w - button, px(ui, 32)};
    float to;
    uint32_t gesture;
    if (ui_slider(ui, ui_id("stroke", "time", 0), area, &range, &to, &gesture)) {
        Command *command = ui_push(ui, COMMAND_STROKE_TIME);
        command->value = to;
        command->gesture = gesture;
    }
    flow->y += px(ui, 40);
}

static void draw_tools(Ui *ui, Flow *flow, const AtlasStroke *stroke)
{
    UiButton buttons[STROKE_TOOLS];
    int count = stroke->tool_count < STROKE_TOOLS ? stroke->tool_count : STROKE_TOOLS;
    int now = stroke_tool(stroke, ui->view->tool);
    for (int i = 0; i < count; i++) {
        buttons[i] = (UiButton){ui->atlas->tools[stroke->tools[i]].name, stroke->tools[i] == now, true};
    }
    flow_head(flow, "With");
    int clicked = flow_buttons(flow, "stroke tool", buttons, count);
    if (clicked >= 0) {
        ui_push(ui, COMMAND_TOOL)->value = (float)stroke->tools[clicked];
    }
}

/* Before it goes deep: what the session so far has warmed. */
static void draw_advice(Ui *ui, Flow *flow)
{
    char words[300];
    int stroke = ui->view->stroke;
    if (walk_advice(ui->atlas, stroke, walk_prepared_s(ui->atlas, session_walk(ui->session)->at_s, stroke), words,
                    sizeof words)) {
        flow_text(flow, UI_FONT_SMALL, ui->theme->caution, words);
        flow_gap(flow, 8);
    }
}

static void draw_stroke(Ui *ui, Flow *flow, const AtlasStroke *stroke)
{
    const UiTheme *theme = ui->theme;
    draw_player(ui, flow, stroke);
    if (!ui->shown->client) {
        draw_advice(ui, flow);
    }
    StrokeMoment now;
    const Chart *chart = model_chart(session_model(ui->session), view_worked(ui->shown));
    stroke_at(ui->atlas, chart, ui->view->stroke, ui->view->tool, ui->shown->stroke_s, &now);
    draw_pressure(ui, flow, stroke, now.pressure);
    said(flow, "Ask", stroke->cue, theme->text);
    if (ui->shown->client) { /* what is done, how firmly and how long; how it is done is the therapist's */
        said(flow, "How long", stroke->dose, theme->text);
        return;
    }
    said(flow, "Mind", stroke->caution, theme->caution);
    if (stroke->under_drape && ui->view->drape && ui->view->position >= 0) {
        flow_gap(flow, 4);
        flow_text(flow, UI_FONT_SMALL, theme->quiet, "Where the sheet lies, work through it, or ask and fold it back.");
    }
    flow_head(flow, "How");
    flow_fact(flow, &stroke->how, theme->text);
    flow_head(flow, "Reaches");
    flow_gap(flow, 2);
    flow_layers(flow, stroke->layer_from, stroke->layer_to);
    flow_text(flow, UI_FONT_SMALL, theme->text, stroke->depth);
    said(flow, "How long", stroke->dose, theme->text);
    draw_names(flow, "Where", ui->atlas->regions, stroke->regions, stroke->region_count);
    draw_names(flow, "Stay off (hatched)", ui->atlas->regions, stroke->keep_off, stroke->keep_off_count);
    draw_tools(ui, flow, stroke);
}

void panel_strokes(Ui *ui, UiRect rect)
{
    Flow flow;
    int chosen = ui->view->stroke;
    const char *title = chosen >= 0 ? stroke_word(ui, chosen) : "Strokes";
    float start = page_begin(ui, rect, "strokes", title, COMMAND_STROKES, &flow);
    if (chosen >= 0) {
        const UiButton back = {"All strokes", false, true};
        if (flow_buttons(&flow, "strokes", &back, 1) == 0) {
            choose(ui, -1);
        }
        flow_gap(&flow, 6);
        draw_stroke(ui, &flow, &ui->atlas->strokes[chosen]);
        page_end(&flow, rect, start);
        return;
    }
    flow_text(&flow, UI_FONT_SMALL, ui->theme->quiet,
              "Choose one to see where it goes, how deep, and what to stay off.");
    for (size_t p = 0; p < sizeof PHASES / sizeof *PHASES; p++) {
        flow_head(&flow, PHASES[p].name);
        for (int i = 0; i < ui->atlas->stroke_count; i++) {
            unsigned phases = ui->atlas->strokes[i].phases, first = phases & (~phases + 1);
            if (first == PHASES[p].bit) {
                draw_row(ui, &flow, i);
            }
        }
    }
    page_end(&flow, rect, start);
}
