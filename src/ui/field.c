/* field.c - boxes to write in. The ring that comes to one writes in it at once, as in every form; Tab goes on from
 * there, Enter leaves the ring round it. */
#include "ui_internal.h"
#include <math.h>

bool ui_field(Ui *ui, const char *id, UiRect box, char *buffer, size_t size)
{
    uint32_t stop = ui_id("record", id, 0);
    UiRect text = {box.x + px(ui, 10), box.y, box.w - px(ui, 20), box.h};
    bool was = ui->writing == stop, comes = ui_focused(ui, stop) && ui_key(ui, UIKEY_TAB);
    bool asked = (ui_area(ui, stop, box) & SHIM_CLICKED) != 0 || comes || ui->ask_field == stop;
    ui->ask_field = ui->ask_field == stop ? 0 : ui->ask_field;
    shim_rect(box, px(ui, UI_CORNER - 2), ui->theme->raised);
    shim_outline(box, px(ui, UI_CORNER - 2), fmaxf(1, floorf(px(ui, 1))), ui->theme->edge);
    unsigned flags = shim_field(id, text, UI_FONT_SMALL, ui->theme->text, ui->theme->selection, asked, buffer, size);
    bool active = (flags & SHIM_FIELD_ACTIVE) != 0;
    if (asked) {
        ui->settle = 2;
        ui->moving = true; /* the toolkit needs a frame to hand the keyboard over */
    }
    if (active || asked) { /* the letters go into the field now */
        ui->writing = stop;
        ui->focus.at = 0;
        ui->focus.from = stop;
        ui_ring(ui, box);
    } else if (was) {
        ui->writing = 0;
        ui->focus.at = ui_key(ui, UIKEY_ENTER) && !ui->focus.at ? stop : ui->focus.at;
    }
    return active || asked;
}

bool flow_field(Flow *flow, const char *id, const char *head, char *buffer, size_t size)
{
    Ui *ui = flow->ui;
    flow_gap(flow, 6);
    flow_text(flow, UI_FONT_SMALL, ui->theme->quiet, head);
    flow_gap(flow, 2);
    UiRect box = {flow->x, flow->y, flow->w, ui_row(ui, 34)};
    bool active = ui_field(ui, id, box, buffer, size);
    flow->y += box.h + px(ui, 4);
    return active;
}
