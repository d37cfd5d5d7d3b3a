/* widgets.c - buttons, keyboard ring, flowing text. All looks come from the theme. */
#include "hip/file.h"
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

uint32_t ui_id(const char *scope, const char *name, int number)
{
    uint64_t hash = file_hash(scope, strlen(scope), 0);
    hash = file_hash(name, strlen(name), hash);
    hash = file_hash(&number, sizeof number, hash);
    uint32_t id = (uint32_t)(hash ^ hash >> 32);
    return id ? id : 1;
}

int ui_presses(const Ui *ui, UiKey key)
{
    int count = 0;
    for (int i = 0; i < 16 && ui->input->keys_down[i]; i++) {
        count += ui->input->keys_down[i] == (int)key;
    }
    return count;
}

bool ui_key(const Ui *ui, UiKey key)
{
    return ui_presses(ui, key) > 0;
}

float ui_text_width(UiFont font, const char *text)
{
    float w, h;
    shim_text_size(font, text, &w, &h);
    return w;
}

float ui_widest_word(UiFont font, const char *english)
{
    float widest = 0;
    const char *text = words(english);
    while (*text) {
        char word[64];
        size_t length = strcspn(text, " ");
        snprintf(word, sizeof word, "%.*s", (int)length, text);
        widest = fmaxf(widest, ui_text_width(font, word));
        text += length + (text[length] == ' ');
    }
    return widest;
}

void ui_text_centred(UiFont font, UiRect rect, UiColour colour, const char *text)
{
    float w, h;
    shim_text_size(font, text, &w, &h);
    float x = floorf(rect.x + (rect.w - w) / 2), y = floorf(rect.y + (rect.h - h) / 2);
    ui_text_fit(font, fmaxf(x, rect.x - 1), y, rect.w + 2, colour, text);
}

void ui_text_fit(UiFont font, float x, float y, float width, UiColour colour, const char *text)
{
    char cut[256];
    snprintf(cut, sizeof cut, "%s", _(text));
    size_t length = strlen(cut);
    if (ui_text_width(font, cut) > width) {
        shim_cut(text);
    }
    while (length > 1 && ui_text_width(font, cut) > width) {
        do {
            length--;
        } while (length > 1 && ((unsigned char)cut[length] & 0xc0) == 0x80);
        snprintf(cut + length, sizeof cut - length, "\u2026");
    }
    shim_text(font, x, y, colour, cut);
}

void ui_text_halo(const Ui *ui, UiFont font, float x, float y, float alpha, const char *text)
{
    UiColour halo = ui_fade(ui->theme->halo, alpha * 0.75f);
    float r = fmaxf(1, px(ui, 1.25f));
    for (int i = 0; i < 8; i++) {
        float angle = (float)i * HIP_PI / 4;
        shim_text(font, x + r * cosf(angle), y + r * sinf(angle), halo, text);
    }
    shim_text(font, x, y, ui_fade(ui->theme->text, alpha), text);
}

/* In one line, else in as many as the button is high for. */
static void button_words(Ui *ui, UiFont font, UiRect rect, UiColour ink, const char *text)
{
    float pad = px(ui, 8), line = flow_line(ui, font), width = rect.w - 2 * pad;
    float height = ui_text_width(font, text) > rect.w - pad ? shim_text_wrapped(font, 0, 0, width, line, 0, text) : 0;
    if (height > 0 && height <= rect.h + 1) {
        shim_text_wrapped(font, rect.x + pad, floorf(rect.y + (rect.h - height) / 2), width, line, ink, text);
    } else {
        ui_text_centred(font, rect, ink, text);
    }
}

float ui_button_height(const Ui *ui, float width, float least, const char *text)
{
    float line = flow_line(ui, UI_FONT_SMALL), pad = px(ui, 8);
    bool one = ui_text_width(UI_FONT_STRONG, text) <= width - pad;
    return one ? least
               : fmaxf(least, shim_text_wrapped(UI_FONT_STRONG, 0, 0, width - 2 * pad, line, 0, text) + px(ui, 10));
}

bool ui_button(Ui *ui, uint32_t id, UiRect rect, const char *text, ButtonStyle style, bool enabled)
{
    const UiTheme *theme = ui->theme;
    float corner = px(ui, UI_CORNER - 2);
    if (!enabled) {
        if (style != BUTTON_QUIET) {
            shim_rect(rect, corner, ui_fade(theme->raised, 0.5f));
        }
        button_words(ui, UI_FONT_SMALL, rect, ui_fade(theme->quiet, 0.55f), text);
        return false;
    }
    unsigned flags = ui_area(ui, id, rect);
    UiColour ground = style == BUTTON_PRIMARY ? theme->accent : theme->raised;
    UiColour ink = style == BUTTON_PRIMARY ? theme->on_accent : style == BUTTON_QUIET ? theme->quiet : theme->text;
    if (flags & SHIM_HOVERED) {
        ground = style == BUTTON_PRIMARY ? ui_fade(theme->accent, 0.88f) : theme->raised_hover;
        ink = style == BUTTON_QUIET ? theme->text : ink;
    }
    if (flags & SHIM_HELD) {
        ground = style == BUTTON_PRIMARY ? ui_fade(theme->accent, 0.75f) : theme->pressed;
    }
    if ((style != BUTTON_QUIET && style != BUTTON_ON) || flags & SHIM_HOVERED) {
        shim_rect(rect, corner, ground);
    }
    if (style == BUTTON_PLAIN) {
        shim_outline(rect, corner, fmaxf(1, floorf(px(ui, 1))), theme->edge);
    }
    if (style == BUTTON_ON) { /* filled, so that it is not taken for the keyboard's ring */
        shim_rect(rect, corner, ui_fade(theme->accent, 0.22f));
        ink = theme->accent;
    }
    button_words(ui, style == BUTTON_PRIMARY ? UI_FONT_STRONG : UI_FONT_SMALL, rect, ink, text);
    return (flags & SHIM_CLICKED) != 0;
}

bool ui_close_button(Ui *ui, uint32_t id, float right, float top)
{
    float size = px(ui, 28), arm = px(ui, 5);
    UiRect rect = {right - size, top, size, size};
    unsigned flags = ui_area(ui, id, rect);
    if (flags & SHIM_HOVERED) {
        shim_rect(rect, px(ui, UI_CORNER - 2), ui->theme->raised_hover);
    }
    float x = rect.x + size / 2, y = rect.y + size / 2, width = fmaxf(1, px(ui, 1.5f));
    shim_line(x - arm, y - arm, x + arm, y + arm, width, ui->theme->quiet);
    shim_line(x - arm, y + arm, x + arm, y - arm, width, ui->theme->quiet);
    return (flags & SHIM_CLICKED) != 0;
}

void ui_panel(Ui *ui, UiRect rect)
{
    shim_rect(rect, px(ui, UI_CORNER), ui->theme->panel);
    shim_outline(rect, px(ui, UI_CORNER), fmaxf(1, floorf(px(ui, 1))), ui->theme->edge);
}

void ui_tooltip(Ui *ui, bool pointed, const char *text)
{
    float mouse[2];
    shim_mouse(mouse);
    float pad = px(ui, 10), line = flow_line(ui, UI_FONT_SMALL), width = fminf(px(ui, 280), ui->width - 4 * pad);
    float natural = ui_text_width(UI_FONT_SMALL, text);
    width = fminf(width, natural + 1);
    float height = shim_text_wrapped(UI_FONT_SMALL, 0, 0, width, line, 0, text);
    UiRect rect = {mouse[0] - width - 3 * pad, mouse[1] + pad, width + 2 * pad, height + 2 * pad};
    rect.x = fmaxf(px(ui, 8), fminf(rect.x, ui->width - rect.w - px(ui, 8)));
    if (rect.y + rect.h > ui->height - px(ui, 8)) {
        rect.y = mouse[1] - rect.h - pad;
    }
    if (!pointed) {
        const UiRect *ring = &ui->focus.ring;
        float below = ring->y + ring->h + pad, above = ring->y - rect.h - pad;
        rect.x = clampf(ring->x, px(ui, 8), fmaxf(px(ui, 8), ui->width - rect.w - px(ui, 8)));
        rect.y = below + rect.h > ui->height - px(ui, 8) ? above : below;
    }
    shim_window_begin("##tooltip", rect, SHIM_PASS_THROUGH);
    shim_rect(rect, px(ui, UI_CORNER), ui->theme->raised);
    shim_outline(rect, px(ui, UI_CORNER), fmaxf(1, floorf(px(ui, 1))), ui->theme->separator);
    shim_text_wrapped(UI_FONT_SMALL, rect.x + pad, rect.y + pad, width, line, ui->theme->text, text);
    shim_window_end();
}

Command *ui_push(Ui *ui, CommandId id)
{
    ui->settle = 2;
    return command_push(ui->queue, id);
}

Command *ui_push_item(Ui *ui, CommandId id, int item)
{
    Command *command = ui_push(ui, id);
    command->item = item;
    return command;
}

void ui_begin_drag(Ui *ui)
{
    ui->gesture = ui->gesture % 1000000 + 1000001;
}

void ui_wake_at(Ui *ui, double time_s)
{
    if (ui->wake_s <= 0 || time_s < ui->wake_s) {
        ui->wake_s = time_s;
    }
}

float flow_line(const Ui *ui, UiFont font)
{
    (void)ui;
    return roundf(shim_font_em(font) * (font >= UI_FONT_LARGE ? 1.25f : 1.4f));
}

void flow_text(Flow *flow, UiFont font, UiColour colour, const char *text)
{
    flow->y += shim_text_wrapped(font, flow->x, flow->y, flow->w, flow_line(flow->ui, font), colour, text);
}

void flow_gap(Flow *flow, float design)
{
    flow->y += px(flow->ui, design);
}

void flow_rule(Flow *flow)
{
    float width = fmaxf(1, floorf(px(flow->ui, 1)));
    shim_rect((UiRect){flow->x, floorf(flow->y), flow->w, width}, 0, flow->ui->theme->separator);
    flow->y += width;
}

void ui_scroll_end(Ui *ui, UiRect window, float height)
{
    float scroll = shim_scroll(), read = ui->focus.reads == ui->focus.region ? ui->focus.scroll : 0;
    shim_scroll_extent(height);
    if (read != 0) {
        shim_scroll_into_view(window.y + fminf(read, 0), window.y + window.h + fmaxf(read, 0));
        ui->settle = 2;
    }
    if (height > window.h + 1) {
        float thumb = fmaxf(px(ui, 24), window.h * window.h / height);
        float way = window.h - thumb, at = clampf(scroll / (height - window.h), 0, 1);
        shim_rect((UiRect){window.x + window.w - px(ui, 6), window.y + way * at, px(ui, 3), thumb}, px(ui, 1.5f),
                  ui->theme->separator);
    }
    shim_window_end();
}
