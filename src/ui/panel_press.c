/* panel_press.c - under my elbow: a tool and a place; what lies there down to bone, what the tool reaches of it, how
 * far what must be spared is. */
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { PRESS_TOOLS = 16, PRESS_LINES = 6 };
static const float NEAR_M = 0.02f;

static bool same_question(const PressAnswer *answer, const Ui *ui)
{
    const ViewState *view = ui->view;
    return answer->model == ui->model && answer->tool == view->tool && answer->variant == view->variant &&
           answer->side == view_worked(view) && memcmp(answer->at, view->press_at, sizeof answer->at) == 0;
}

/* Asked once for each question: rays through all tissues. */
static const Column *answer(Ui *ui)
{
    PressAnswer *known = &ui->press;
    if (!same_question(known, ui)) {
        Model *model = session_model(ui->session);
        const ViewState *view = ui->view;
        known->model = model;
        known->tool = view->tool;
        known->variant = view->variant;
        known->side = view_worked(view);
        memcpy(known->at, view->press_at, sizeof known->at);
        ColumnBody body = {ui->atlas, &model->set, model_bvh(model), model_chart(model, known->side), view->variant};
        column_at(&body, view->tool, view->press_at, &known->column);
    }
    return &known->column;
}

static int mm(float metres)
{
    return (int)lrintf(metres * 1000);
}

static void draw_tools(Ui *ui, Flow *flow)
{
    UiButton buttons[PRESS_TOOLS];
    int count = ui->atlas->tool_count < PRESS_TOOLS ? ui->atlas->tool_count : PRESS_TOOLS;
    for (int i = 0; i < count; i++) {
        buttons[i] = (UiButton){ui->atlas->tools[i].name, ui->view->tool == i, true};
    }
    int clicked = flow_buttons(flow, "press tool", buttons, count);
    if (clicked >= 0) {
        ui_push(ui, COMMAND_TOOL)->value = (float)clicked;
    }
}

/* One tissue: a bar as thick as it is, its name, from where to where; what the tool does not reach is quiet. */
static void draw_layer(Ui *ui, Flow *flow, const Column *column, int i)
{
    const ColumnLayer *layer = &column->layers[i];
    const AtlasStructure *s = &ui->atlas->structures[layer->structure];
    char depth[48];
    bool bone = layer->to_m <= layer->from_m;
    snprintf(depth, sizeof depth, bone ? _("from %d mm") : "%d \u2013 %d mm", mm(layer->from_m), mm(layer->to_m));
    float thick = bone ? 26 : clampf(1.1f * 1000 * (layer->to_m - layer->from_m), 22, 64);
    float width = ui_text_width(UI_FONT_SMALL, depth), room = flow->w - width - px(ui, 22);
    float line = flow_line(ui, UI_FONT_SMALL);
    float high = shim_text_wrapped(UI_FONT_SMALL, 0, 0, room, line, 0, structure_word(ui, s));
    thick = fmaxf(thick, (high + px(ui, 2)) / ui_row(ui, 1));
    UiRect row;
    uint32_t id = ui_id("column", s->id, i);
    bool chosen = flow_choice(flow, id, thick, ui->view->selected == layer->structure, true, &row);
    UiRect bar = {flow->x, row.y + px(ui, 1), px(ui, 6), row.h - px(ui, 2)};
    shim_rect(bar, px(ui, 2), layer->reached ? ui->theme->accent : ui->theme->track);
    float y = row.y + (row.h - shim_font_pixels(UI_FONT_SMALL)) / 2;
    UiColour ink = layer->reached ? ui->theme->text : ui->theme->quiet;
    shim_text_wrapped(UI_FONT_SMALL, flow->x + px(ui, 14), row.y + (row.h - high) / 2, room, line, ink,
                      structure_word(ui, s));
    shim_text(UI_FONT_SMALL, flow->x + flow->w - width, y, ui->theme->quiet, depth);
    if (chosen) {
        ui_push_item(ui, COMMAND_REVEAL, layer->structure);
    }
}

static void draw_spared(Ui *ui, Flow *flow, const Column *column)
{
    char line[240], name[160];
    for (int i = 0; i < column->zone_count && i < PRESS_LINES; i++) {
        const ColumnZone *zone = &column->zones[i];
        const AtlasRegion *region = &ui->atlas->regions[zone->region];
        bool on = zone->away_m <= 0;
        snprintf(line, sizeof line, on ? _("On it: %s") : _("%s: %d mm away"), _(region->name), mm(zone->away_m));
        flow_text(flow, UI_FONT_SMALL, on ? ui->theme->stop : ui->theme->text, line);
        flow_gap(flow, 4);
    }
    for (int i = 0; i < column->spared_count && i < PRESS_LINES; i++) {
        const ColumnSpare *spare = &column->spared[i];
        snprintf(line, sizeof line, _("%s: %d mm beside the line of pressure, %d mm deep"),
                 item_name(ui, spare->structure, name, sizeof name), mm(spare->beside_m), mm(spare->deep_m));
        flow_text(flow, UI_FONT_SMALL, spare->beside_m < NEAR_M ? ui->theme->caution : ui->theme->text, line);
        flow_gap(flow, 4);
    }
}

static void draw_column(Ui *ui, Flow *flow, const AtlasTool *tool)
{
    const Column *column = answer(ui);
    char line[160];
    if (!column->skinned) {
        flow_text(flow, UI_FONT_SMALL, ui->theme->quiet, "The model has no surface there.");
        return;
    }
    flow_head(flow, "From the skin down");
    for (int i = 0; i < column->layer_count; i++) {
        draw_layer(ui, flow, column, i);
    }
    snprintf(line, sizeof line, _("Reaches about %d mm at comfortable pressure (%g to %g of 10)"), mm(column->reach_m),
             (double)tool->pressure[0], (double)tool->pressure[1]);
    flow_gap(flow, 6);
    flow_text(flow, UI_FONT_SMALL, ui->theme->text, line);
    flow_gap(flow, 2);
    flow_fact(flow, &tool->reach, ui->theme->quiet);
    flow_head(flow, "To spare");
    draw_spared(ui, flow, column);
}

void panel_press(Ui *ui, UiRect rect)
{
    Flow flow;
    float start = page_begin(ui, rect, "press", "Under my elbow", COMMAND_PRESS, &flow);
    int tool = ui->view->tool;
    static const float NOWHERE[3] = {0};
    draw_tools(ui, &flow);
    if (tool < 0) {
        flow_text(&flow, UI_FONT_SMALL, ui->theme->text, "Choose what presses, then click on the body.");
    } else if (memcmp(ui->view->press_at, NOWHERE, sizeof NOWHERE) == 0) {
        flow_text(&flow, UI_FONT_SMALL, ui->theme->text, "Click on the body where it presses.");
    } else {
        draw_column(ui, &flow, &ui->atlas->tools[tool]);
    }
    page_end(&flow, rect, start);
}
