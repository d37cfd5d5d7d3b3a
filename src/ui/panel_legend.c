/* panel_legend.c - what the colours stand for, while the body is coloured by nerve supply, by change of length or by
 * what a learner knows. */
#include "hip/scheme.h"
#include "ui_internal.h"
#include <math.h>

static const float WIDEST = 0.5f, HIGHEST = 0.55f; /* shares of the free room */

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

/* Each name with its colour, from `y` on; returns how tall all of them are. Without ink they are only measured. */
static float draw_rows(const Ui *ui, const LegendRow *rows, int count, UiRect box, float y, UiColour ink)
{
    float line = roundf(ui_row(ui, 19)), pad = px(ui, 10), words = px(ui, 18), top = y;
    for (int i = 0; i < count; i++) {
        if (ink) {
            shim_circle(box.x + pad + px(ui, 5), y + line / 2, px(ui, 5), ui_colour_linear(rows[i].colour, 1));
        }
        y +=
            shim_text_wrapped(UI_FONT_SMALL, box.x + pad + words, y, box.w - 2 * pad - words, line, ink, rows[i].words);
    }
    return y - top;
}

/* At the left of the free room, no wider and no higher than leaves the body to be seen: with large text long names take
 * two lines, many names scroll. */
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
    float pad = px(ui, 10), width = 0, foot = ui->caption.h > 0 ? ui->caption.y - px(ui, 8) : ui_foot(ui);
    for (int i = 0; i < count; i++) {
        width = fmaxf(width, ui_text_width(UI_FONT_SMALL, rows[i].words));
    }
    UiRect room = ui_free(ui);
    UiRect box = {room.x + px(ui, 8), 0, fminf(ceilf(width) + 2 * pad + px(ui, 18), WIDEST * room.w), 0};
    float whole = draw_rows(ui, rows, count, box, 0, 0) + 2 * pad;
    box.h = fminf(whole, HIGHEST * (foot - room.y));
    box.y = foot - box.h;
    shim_window_begin("##legend", box, whole > box.h ? SHIM_SCROLL : SHIM_PASS_THROUGH);
    ui_panel(ui, box);
    draw_rows(ui, rows, count, box, box.y + pad - shim_scroll(), ui->theme->text);
    ui_scroll_end(ui, box, whole);
}
