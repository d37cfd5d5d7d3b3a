/* panel_legend.c - which nerve each colour stands for, while the body is coloured by nerve supply. */
#include "hip/scheme.h"
#include "ui_internal.h"
#include <math.h>

/* Supplies that something in the picture has, in the atlas's order; returns how many. */
static int shown_supplies(const Ui *ui, int *out, int most)
{
    int count = 0;
    for (int supply = 0; supply < ui->atlas->supply_count && count < most; supply++) {
        bool shown = false;
        for (uint32_t i = 0; i < ui->list->item_count && !shown; i++) {
            int item = ui->model->part_item[ui->list->items[i].part];
            shown = item >= 0 && item < ui->atlas->structure_count && ui->atlas->structures[item].supply == supply;
        }
        if (shown) {
            out[count++] = supply;
        }
    }
    return count;
}

void panel_legend(Ui *ui)
{
    enum { MOST = 24 };
    int supplies[MOST];
    if (!ui->model || ui->shown->colours != COLOURS_NERVE) {
        return;
    }
    int count = shown_supplies(ui, supplies, MOST);
    float line = roundf(px(ui, 19)), pad = px(ui, 10), width = 0;
    for (int i = 0; i < count; i++) {
        width = fmaxf(width, ui_text_width(UI_FONT_SMALL, ui->atlas->supplies[supplies[i]]));
    }
    UiRect room = ui_free(ui);
    UiRect box = {room.x + px(ui, 8), 0, width + 2 * pad + px(ui, 18), (float)count * line + 2 * pad};
    box.y = ui->height - px(ui, UI_BOTTOM + 8) - box.h;
    if (count == 0) {
        return;
    }
    shim_window_begin("##legend", box, SHIM_PASS_THROUGH);
    ui_panel(ui, box);
    for (int i = 0; i < count; i++) {
        float colour[3], y = box.y + pad + (float)i * line;
        scheme_supply_colour(supplies[i], colour);
        shim_circle(box.x + pad + px(ui, 5), y + line / 2, px(ui, 5), ui_colour_linear(colour, 1));
        shim_text(UI_FONT_SMALL, box.x + pad + px(ui, 18), y + (line - shim_font_pixels(UI_FONT_SMALL)) / 2,
                  ui->theme->text, ui->atlas->supplies[supplies[i]]);
    }
    shim_window_end();
}
