/* panel_legend.c - what the colours stand for, while the body is coloured by nerve supply, by change of length or by
 * what a learner knows. */
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

enum { LEGEND_MOST = 24 };

typedef struct LegendRow {
    const char *words;
    float colour[3];
} LegendRow;

static int nerve_rows(const Ui *ui, LegendRow out[LEGEND_MOST])
{
    int supplies[LEGEND_MOST], count = shown_supplies(ui, supplies, LEGEND_MOST);
    for (int i = 0; i < count; i++) {
        out[i].words = ui->atlas->supplies[supplies[i]];
        scheme_supply_colour(supplies[i], out[i].colour);
    }
    return count;
}

static int length_rows(LegendRow out[LEGEND_MOST])
{
    static const struct {
        const char *words;
        float percent;
    } ROWS[] = {{"Longer (crossed lines)", 100}, {"As at rest", 0}, {"Shorter (single lines)", -100}};
    int count = (int)(sizeof ROWS / sizeof *ROWS);
    for (int i = 0; i < count; i++) {
        out[i].words = ROWS[i].words;
        scheme_length_colour(ROWS[i].percent, out[i].colour);
    }
    return count;
}

static int known_rows(LegendRow out[LEGEND_MOST])
{
    static const struct {
        const char *words;
        QuizKnown known;
    } ROWS[] = {{"Known", KNOWN_WELL},
                {"Shaky (single lines)", KNOWN_SHAKY},
                {"Not yet (crossed lines)", KNOWN_NOT},
                {"Not asked yet", KNOWN_UNASKED}};
    int count = (int)(sizeof ROWS / sizeof *ROWS);
    for (int i = 0; i < count; i++) {
        out[i].words = ROWS[i].words;
        scheme_known_colour(ROWS[i].known, out[i].colour);
    }
    return count;
}

void panel_legend(Ui *ui)
{
    LegendRow rows[LEGEND_MOST];
    ColourScheme scheme = view_colours(ui->shown);
    int count = !ui->model ? 0 : scheme == COLOURS_NERVE ? nerve_rows(ui, rows) : 0;
    count = ui->model && scheme == COLOURS_LENGTH ? length_rows(rows) : count;
    count = ui->model && ui->screen->known && ui->screen->page == PAGE_QUIZ ? known_rows(rows) : count;
    if (count == 0) {
        return;
    }
    float line = roundf(ui_row(ui, 19)), pad = px(ui, 10), width = 0;
    for (int i = 0; i < count; i++) {
        width = fmaxf(width, ui_text_width(UI_FONT_SMALL, rows[i].words));
    }
    UiRect room = ui_free(ui);
    UiRect box = {room.x + px(ui, 8), 0, width + 2 * pad + px(ui, 18), (float)count * line + 2 * pad};
    float foot = ui->caption.h > 0 ? ui->caption.y - px(ui, 8) : ui_foot(ui);
    box.y = foot - box.h;
    shim_window_begin("##legend", box, SHIM_PASS_THROUGH);
    ui_panel(ui, box);
    for (int i = 0; i < count; i++) {
        float y = box.y + pad + (float)i * line;
        shim_circle(box.x + pad + px(ui, 5), y + line / 2, px(ui, 5), ui_colour_linear(rows[i].colour, 1));
        shim_text(UI_FONT_SMALL, box.x + pad + px(ui, 18), y + (line - shim_font_pixels(UI_FONT_SMALL)) / 2,
                  ui->theme->text, rows[i].words);
    }
    shim_window_end();
}
