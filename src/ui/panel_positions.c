/* panel_positions.c - how the client lies: one to choose, when it suits, what it lays open, the sheet, the figure. */
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static void go(Ui *ui, int position)
{
    Command *command = ui_push(ui, COMMAND_POSITION);
    command->value = (float)position;
}

static void draw_row(Ui *ui, Flow *flow, int i)
{
    const AtlasPosition *position = &ui->atlas->positions[i];
    bool here = ui->view->position == i;
    const char *name = position_word(ui, i);
    float x = flow->x + px(ui, 96), width = flow->x + flow->w - x;
    float line = flow_line(ui, UI_FONT_SMALL), height = shim_text_wrapped(UI_FONT_SMALL, 0, 0, width, line, 0, name);
    UiRect row;
    bool chosen = flow_choice(flow, ui_id("position", position->id, 0), fmaxf(50, (height + px(ui, 8)) / ui_row(ui, 1)),
                              here, true, &row);
    UiRect picture = {row.x + px(ui, 8), row.y + px(ui, 5), px(ui, 84), row.h - px(ui, 10)};
    ui_pictogram(ui, picture, position, ui->view->side);
    UiColour ink = here ? ui->theme->accent : ui->theme->text;
    shim_text_wrapped(UI_FONT_SMALL, x, row.y + (row.h - height) / 2, width, line, ink, name);
    if (chosen) {
        go(ui, i);
    }
}

static void draw_access(Ui *ui, Flow *flow, const AtlasPosition *position)
{
    flow_head(flow, "Lays open to the hands");
    for (int i = 0; i < position->access_count; i++) {
        char name[160];
        int item = position->access[i];
        if (flow_choice_words(flow, ui_id("access", position->id, i), ui->view->selected == item, ui->theme->text,
                              item_name(ui, item, name, sizeof name), "")) {
            ui_push_item(ui, COMMAND_SELECT, item);
        }
    }
}

static void draw_figure(Ui *ui, Flow *flow)
{
    const ViewState *view = ui->view;
    const UiButton buttons[] = {{"Sheet", view->drape, true},
                                {"Build 1", view->build == 0, true},
                                {"Build 2", view->build == 1, true},
                                {"Skin tone", false, true}};
    flow_gap(flow, 8);
    switch (flow_buttons(flow, "figure", buttons, sizeof buttons / sizeof *buttons)) {
    case 0:
        ui_push(ui, COMMAND_DRAPE)->value = -1;
        break;
    case 1:
    case 2:
        ui_push(ui, COMMAND_BUILD)->value = view->build == 0 ? 1 : 0;
        break;
    case 3:
        ui_push(ui, COMMAND_SKIN)->value = -1;
        break;
    default:
        break;
    }
}

static void draw_side(Ui *ui, Flow *flow)
{
    bool left = ui->view->side == SIDE_LEFT;
    const UiButton buttons[] = {{"Right hip", !left, true}, {"Left hip", left, true}};
    int clicked = flow_buttons(flow, "worked", buttons, 2);
    if (clicked >= 0) {
        ui_push(ui, COMMAND_SIDE)->value = (float)(clicked ? SIDE_LEFT : SIDE_RIGHT);
    }
}

static void draw_facts(Flow *flow, const AtlasPosition *position)
{
    const UiTheme *theme = flow->ui->theme;
    if (!flow->ui->shown->client) { /* which suits is the therapist's to know */
        flow_head(flow, "Choose it for");
        flow_fact(flow, &position->choose, theme->text);
        flow_head(flow, "Not with");
        flow_fact(flow, &position->avoid, theme->text);
    }
    if (position->covered.text) {
        flow_head(flow, "The sheet covers");
        flow_fact(flow, &position->covered, theme->quiet);
        if (!flow->ui->shown->client) {
            flow_head(flow, "It leaves open");
            flow_fact(flow, &position->exposed, theme->quiet);
        }
    }
}

void panel_positions(Ui *ui, UiRect rect)
{
    Flow flow;
    float start = page_begin(ui, rect, "positions", ui->shown->client ? "How you lie" : "How the client lies",
                             COMMAND_POSITIONS, &flow);
    draw_side(ui, &flow);
    flow_gap(&flow, 4);
    int now = ui->view->position;
    if (now >= 0 && !ui->shown->client) {
        const UiButton alone = {"Only the hip, as in a book", false, true};
        if (flow_buttons(&flow, "alone", &alone, 1) == 0) {
            go(ui, -1);
        }
        flow_gap(&flow, 4);
    }
    for (int i = 0; i < ui->atlas->position_count; i++) {
        draw_row(ui, &flow, i);
    }
    if (now >= 0) {
        const AtlasPosition *position = &ui->atlas->positions[now];
        draw_figure(ui, &flow);
        flow_rule(&flow);
        draw_facts(&flow, position);
        if (!ui->shown->client) {
            draw_access(ui, &flow, position);
        }
    }
    page_end(&flow, rect, start);
}
