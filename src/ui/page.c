/* page.c - what the pages at the right are made of: title and scrolling, heads, cited facts, rows to choose, buttons.
 */
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>

float page_begin(Ui *ui, UiRect rect, const char *id, const char *title, CommandId close, Flow *flow)
{
    char ground[64], text[64];
    snprintf(ground, sizeof ground, "##%s-ground", id);
    snprintf(text, sizeof text, "##%s", id);
    float pad = px(ui, UI_PAD);
    shim_window_begin(ground, rect, 0);
    ui_panel(ui, rect);
    shim_window_end();
    UiRect inner = {rect.x, rect.y + px(ui, 4), rect.w, rect.h - px(ui, 8)};
    shim_window_begin(text, inner, SHIM_SCROLL);
    float start = inner.y + pad - px(ui, 4) - shim_scroll();
    *flow = (Flow){ui, rect.x + pad, start, rect.w - 2 * pad};
    if (ui_close_button(ui, ui_id(id, "close", 0), rect.x + rect.w - px(ui, 10), start - px(ui, 3))) {
        ui_push(ui, close);
    }
    flow->y += shim_text_wrapped(UI_FONT_LARGE, flow->x, flow->y, flow->w - px(ui, 24), flow_line(ui, UI_FONT_LARGE),
                                 ui->theme->text, title);
    flow_gap(flow, 12);
    return start;
}

void page_end(const Flow *flow, UiRect rect, float start)
{
    UiRect inner = {rect.x, rect.y + px(flow->ui, 4), rect.w, rect.h - px(flow->ui, 8)};
    ui_scroll_end(flow->ui, inner, flow->y - start + px(flow->ui, 2 * UI_PAD));
}

void flow_head(Flow *flow, const char *title)
{
    flow_gap(flow, 10);
    flow_text(flow, UI_FONT_STRONG, flow->ui->theme->text, title);
    flow_gap(flow, 2);
}

static void source_numbers(const AtlasFact *fact, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (int i = 0; i < fact->source_count && used + 12 < size; i++) {
        used += (size_t)snprintf(out + used, size - used, "%s%d", i ? ", " : "", fact->sources[i]);
    }
}

void flow_fact(Flow *flow, const AtlasFact *fact, UiColour ink)
{
    if (!fact->text) {
        return;
    }
    char text[900], numbers[64];
    source_numbers(fact, numbers, sizeof numbers);
    if (flow->ui->shown->client) { /* plain words */
        flow_text(flow, UI_FONT_SMALL, ink, fact->text);
        flow_gap(flow, 4);
        return;
    }
    snprintf(text, sizeof text, "%s  (%s \u00b7 %s)", _(fact->text), confidence_words(fact->confidence), numbers);
    flow_text(flow, UI_FONT_SMALL, ink, text);
    flow_gap(flow, 4);
}

void flow_backing(Flow *flow, const AtlasFact *fact)
{
    char text[120], numbers[64];
    source_numbers(fact, numbers, sizeof numbers);
    snprintf(text, sizeof text, "%s \u00b7 %s", confidence_words(fact->confidence), numbers);
    flow_text(flow, UI_FONT_SMALL, flow->ui->theme->quiet, text);
}

bool flow_choice(Flow *flow, uint32_t id, float height, bool on, bool enabled, UiRect *row)
{
    Ui *ui = flow->ui;
    *row = (UiRect){flow->x - px(ui, 8), flow->y, flow->w + px(ui, 16), ui_row(ui, height)};
    unsigned flags = enabled ? ui_area(ui, id, *row) : 0;
    if (on || flags & SHIM_HOVERED) {
        shim_rect(*row, px(ui, UI_CORNER - 2), on ? ui_fade(ui->theme->accent, 0.22f) : ui->theme->raised);
    }
    flow->y += row->h + px(ui, 2);
    return (flags & SHIM_CLICKED) != 0;
}

bool flow_choice_words(Flow *flow, uint32_t id, bool on, UiColour ink, const char *name, const char *under)
{
    Ui *ui = flow->ui;
    float line = flow_line(ui, UI_FONT_SMALL), pad = px(ui, 4);
    float high = shim_text_wrapped(UI_FONT_SMALL, 0, 0, flow->w, line, 0, name);
    float low = shim_text_wrapped(UI_FONT_SMALL, 0, 0, flow->w, line, 0, under);
    UiRect row;
    bool chosen = flow_choice(flow, id, (high + low + 2 * pad) / ui_row(ui, 1), on, id != 0, &row);
    shim_text_wrapped(UI_FONT_SMALL, flow->x, row.y + pad, flow->w, line, ink, name);
    shim_text_wrapped(UI_FONT_SMALL, flow->x, row.y + pad + high, flow->w, line, ui->theme->quiet, under);
    return chosen;
}

bool flow_check(Flow *flow, uint32_t id, bool on, const char *text)
{
    Ui *ui = flow->ui;
    float line = flow_line(ui, UI_FONT_SMALL), pad = px(ui, 4), size = px(ui, 16), indent = size + px(ui, 10);
    float height = shim_text_wrapped(UI_FONT_SMALL, 0, 0, flow->w - indent, line, 0, text);
    UiRect row;
    bool clicked = flow_choice(flow, id, (height + 2 * pad) / ui_row(ui, 1), false, true, &row);
    UiRect box = {flow->x, row.y + pad + floorf((line - size) / 2), size, size};
    shim_outline(box, px(ui, 3), fmaxf(1, px(ui, 1.5f)), on ? ui->theme->accent : ui->theme->quiet);
    if (on) {
        float x = box.x, y = box.y, width = fmaxf(1, px(ui, 2));
        shim_rect(box, px(ui, 3), ui->theme->accent);
        shim_line(x + 0.22f * size, y + 0.52f * size, x + 0.42f * size, y + 0.72f * size, width, ui->theme->on_accent);
        shim_line(x + 0.42f * size, y + 0.72f * size, x + 0.78f * size, y + 0.3f * size, width, ui->theme->on_accent);
    }
    shim_text_wrapped(UI_FONT_SMALL, flow->x + indent, row.y + pad, flow->w - indent, line, ui->theme->text, text);
    return clicked;
}

int flow_buttons(Flow *flow, const char *scope, const UiButton *buttons, int count)
{
    Ui *ui = flow->ui;
    float x = flow->x, height = px(ui, 30), gap = px(ui, 4);
    int clicked = -1;
    for (int i = 0; i < count; i++) {
        float width = ceilf(ui_text_width(UI_FONT_SMALL, buttons[i].text)) + px(ui, 16);
        if (x > flow->x && x + width > flow->x + flow->w) {
            x = flow->x;
            flow->y += height + gap;
        }
        UiRect rect = {x, flow->y, fminf(width, flow->w), ui_button_height(ui, flow->w, height, buttons[i].text)};
        if (ui_button(ui, ui_id(scope, "button", i), rect, buttons[i].text, buttons[i].on ? BUTTON_ON : BUTTON_PLAIN,
                      buttons[i].enabled)) {
            clicked = i;
        }
        x += width + gap;
        flow->y += rect.h - height; /* of more lines: it has its row alone */
    }
    flow->y += count ? height + gap : 0;
    return clicked;
}

void flow_note(Flow *flow, UiColour colour, const char *title, const char *text)
{
    Ui *ui = flow->ui;
    float pad = px(ui, 10), line = flow_line(ui, UI_FONT_SMALL);
    float width = flow->w - 2 * pad - px(ui, 4);
    float head = shim_text_wrapped(UI_FONT_STRONG, 0, 0, width, line, 0, title);
    float height = shim_text_wrapped(UI_FONT_SMALL, 0, 0, width, line, 0, text) + head + 2 * pad;
    flow_gap(flow, 12);
    UiRect box = {flow->x, flow->y, flow->w, height};
    shim_rect(box, px(ui, UI_CORNER - 2), ui_fade(colour, 0.13f));
    shim_rect((UiRect){box.x, box.y + px(ui, 4), px(ui, 3), box.h - px(ui, 8)}, px(ui, 1.5f), colour);
    float x = box.x + pad + px(ui, 4), y = box.y + pad;
    shim_text_wrapped(UI_FONT_STRONG, x, y, width, line, colour, title);
    shim_text_wrapped(UI_FONT_SMALL, x, y + head, width, line, ui->theme->text, text);
    flow->y += height;
}

void flow_layers(Flow *flow, int from, int to)
{
    Ui *ui = flow->ui;
    int count = ui->atlas->layer_count;
    float gap = px(ui, 2), width = (flow->w - (float)(count - 1) * gap) / (float)count, height = px(ui, 10);
    for (int i = 0; i < count; i++) {
        bool lit = i >= from && i <= to;
        UiRect mark = {flow->x + (float)i * (width + gap), flow->y, width, height};
        shim_rect(mark, px(ui, 2), lit ? ui_colour_linear(ui->atlas->layers[i].colour, 1) : ui->theme->track);
        if (lit) {
            shim_rect((UiRect){mark.x, mark.y + height + px(ui, 1), width, px(ui, 2)}, 0, ui->theme->accent);
        }
    }
    flow->y += height + px(ui, 6);
}
