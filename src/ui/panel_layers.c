/* panel_layers.c - the tree at the left: every structure of the model by system, with its switches. */
#include "hip/scheme.h"
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>

typedef enum Glyph { GLYPH_EYE, GLYPH_GHOST, GLYPH_ONLY } Glyph;

static void draw_eye(const Ui *ui, float x, float y, UiColour colour, bool shut)
{
    float w = px(ui, 7), h = px(ui, 4.2f), line = fmaxf(1, px(ui, 1.4f));
    for (int i = 0; i < 10; i++) { /* two arcs that meet in the corners */
        float a = (float)i / 10, b = (float)(i + 1) / 10;
        float ya = h * sinf(a * HIP_PI), yb = h * sinf(b * HIP_PI);
        shim_line(x - w + 2 * w * a, y - ya, x - w + 2 * w * b, y - yb, line, colour);
        shim_line(x - w + 2 * w * a, y + ya, x - w + 2 * w * b, y + yb, line, colour);
    }
    shim_circle(x, y, px(ui, 2), colour);
    if (shut) {
        shim_line(x - px(ui, 6), y + px(ui, 6), x + px(ui, 6), y - px(ui, 6), line, colour);
    }
}

static void draw_glyph(const Ui *ui, Glyph glyph, UiRect rect, UiColour colour, bool on)
{
    float x = rect.x + rect.w / 2, y = rect.y + rect.h / 2, line = fmaxf(1, px(ui, 1.4f));
    if (glyph == GLYPH_EYE) {
        draw_eye(ui, x, y, colour, on);
    } else if (glyph == GLYPH_GHOST) { /* a disc, half full */
        shim_ring(x, y, px(ui, 5.5f), line, colour);
        shim_clip_push((UiRect){x, y - px(ui, 7), px(ui, 7), px(ui, 14)});
        shim_circle(x, y, px(ui, 5.5f), ui_fade(colour, on ? 1 : 0.6f));
        shim_clip_pop();
    } else { /* one dot in a ring */
        shim_ring(x, y, px(ui, 5.5f), line, colour);
        shim_circle(x, y, px(ui, 2.5f), colour);
    }
}

static bool switch_button(Ui *ui, Glyph glyph, uint32_t id, UiRect rect, bool on, const char *tip)
{
    unsigned flags = ui_area(ui, id, rect);
    UiColour colour = on ? ui->theme->accent : ui_fade(ui->theme->quiet, flags & SHIM_HOVERED ? 1 : 0.7f);
    if (flags & SHIM_HOVERED) {
        shim_rect(rect, px(ui, 4), ui->theme->raised_hover);
    }
    if (flags & SHIM_HOVERED || ui_focused(ui, id)) { /* a sign without words: those are told */
        ui_tooltip(ui, (flags & SHIM_HOVERED) != 0, tip);
    }
    draw_glyph(ui, glyph, rect, colour, on);
    return (flags & SHIM_CLICKED) != 0;
}

/* Three switches at the right end of a row; -1 none, else the one that was pressed. */
static int switches(Ui *ui, const char *scope, int number, float right, float y, float height, const bool on[3])
{
    static const char *const TIPS[][2] = {{"Hide", "Show"}, {"See-through", "Solid again"}, {"Only this", "Only this"}};
    float size = px(ui, 24);
    int pressed = -1;
    for (int i = 0; i < 3; i++) {
        UiRect rect = {right - (float)(3 - i) * size, y + (height - size) / 2, size, size};
        uint32_t id = ui_id(scope, "switch", number * 3 + i);
        if (switch_button(ui, (Glyph)i, id, rect, on[i], TIPS[i][on[i]])) {
            pressed = i;
        }
    }
    return pressed;
}

static bool on_side(const Ui *ui, Side side)
{
    return ui->view->side == SIDE_BOTH || side == SIDE_MIDLINE || side == ui->view->side;
}

/* With both sides in the list each row says its own, shortly: the names are long already. */
static void row_name(const Ui *ui, int item, char *out, size_t size)
{
    if (item >= ui->atlas->structure_count) {
        item_name(ui, item, out, size);
        return;
    }
    const AtlasStructure *s = &ui->atlas->structures[item];
    bool said = ui->view->side == SIDE_BOTH && s->side != SIDE_MIDLINE;
    snprintf(out, size, "%s%s", structure_word(ui, s), !said ? "" : s->side == SIDE_RIGHT ? " \u00b7 R" : " \u00b7 L");
}

static void draw_row(Ui *ui, Flow *flow, int item)
{
    static const CommandId COMMANDS[] = {COMMAND_HIDE, COMMAND_GHOST, COMMAND_ONLY};
    const ViewState *view = ui->view;
    bool known = item < ui->atlas->structure_count, hidden = view->hidden[item] != 0;
    float right = flow->x + flow->w, room = flow->w - px(ui, 90), line = flow_line(ui, UI_FONT_SMALL);
    char text[160];
    row_name(ui, item, text, sizeof text);
    float high = shim_text_wrapped(UI_FONT_SMALL, 0, 0, room, line, 0, text);
    float height = fmaxf(px(ui, 28), high + px(ui, 4));
    UiRect rect = {flow->x - px(ui, 8), flow->y, flow->w + px(ui, 8) - px(ui, 74), height};
    unsigned flags = ui_area(ui, ui_id("tree", "row", item), rect);
    if (view->selected == item || flags & SHIM_HOVERED) {
        shim_rect((UiRect){rect.x, rect.y, flow->w + px(ui, 8), height}, px(ui, 4),
                  view->selected == item ? ui->theme->raised_hover : ui->theme->raised);
    }
    if (known) {
        shim_circle(flow->x + px(ui, 4), flow->y + height / 2, px(ui, 4),
                    ui_colour_linear(ui->atlas->structures[item].colour, hidden ? 0.3f : 1));
    }
    shim_text_wrapped(UI_FONT_SMALL, flow->x + px(ui, 16), flow->y + (height - high) / 2, room, line,
                      hidden ? ui->theme->quiet : ui->theme->text, text);
    bool on[3] = {hidden, view->ghost[item] != 0, false};
    int pressed = switches(ui, "tree-item", item, right, flow->y, height, on);
    if (pressed >= 0) {
        ui_push_item(ui, COMMANDS[pressed], item)->value = -1;
    } else if (flags & SHIM_CLICKED) {
        ui->tree_selected = true;
        ui_push_item(ui, COMMAND_SELECT, view->selected == item ? -1 : item);
    }
    flow->y += height;
}

static void draw_triangle(const Ui *ui, float x, float y, bool open)
{
    float r = px(ui, 4);
    if (open) {
        shim_triangle((const float[6]){x - r, y - r / 2, x + r, y - r / 2, x, y + r * 0.8f}, ui->theme->quiet);
    } else {
        shim_triangle((const float[6]){x - r / 2, y - r, x + r * 0.8f, y, x - r / 2, y + r}, ui->theme->quiet);
    }
}

typedef struct Group {
    int count;
    bool all_hidden, all_ghost;
} Group;

static bool in_group(const Ui *ui, int item, int system)
{
    bool known = item < ui->atlas->structure_count;
    int group = known ? (int)ui->atlas->structures[item].system : SYSTEM_COUNT;
    return group == system && ui->model->present[item] && (!known || on_side(ui, ui->atlas->structures[item].side));
}

static Group group_of(const Ui *ui, int system)
{
    Group group = {0, true, true};
    for (int i = 0; i < ui->model->item_count; i++) {
        if (in_group(ui, i, system)) {
            group.count++;
            group.all_hidden &= ui->view->hidden[i] != 0;
            group.all_ghost &= ui->view->ghost[i] != 0;
        }
    }
    return group;
}

static void draw_group(Ui *ui, Flow *flow, int system)
{
    static const CommandId COMMANDS[] = {COMMAND_GROUP_HIDE, COMMAND_GROUP_GHOST, COMMAND_GROUP_ONLY};
    Group group = group_of(ui, system);
    if (!group.count) {
        return;
    }
    bool foreign = system == SYSTEM_COUNT, open = !(ui->folded >> system & 1);
    float height = px(ui, 34);
    UiRect rect = {flow->x - px(ui, 8), flow->y, flow->w + px(ui, 8) - px(ui, 74), height};
    unsigned flags = ui_area(ui, ui_id("tree", "group", system), rect);
    if (flags & SHIM_HOVERED) {
        shim_rect(rect, px(ui, 4), ui->theme->raised);
    }
    draw_triangle(ui, flow->x + px(ui, 4), flow->y + height / 2, open);
    char text[96];
    snprintf(text, sizeof text, "%s  %d", _(foreign ? N_("Not recognised") : atlas_system_name((AtlasSystem)system)),
             group.count);
    shim_text(UI_FONT_STRONG, flow->x + px(ui, 16), flow->y + (height - shim_font_pixels(UI_FONT_STRONG)) / 2,
              ui->theme->text, text);
    bool on[3] = {group.all_hidden, group.all_ghost, false};
    int pressed = foreign ? -1 : switches(ui, "tree-group", system, flow->x + flow->w, flow->y, height, on);
    if (pressed >= 0) {
        ui_push(ui, COMMANDS[pressed])->value = (float)system;
    } else if (flags & SHIM_CLICKED) {
        ui->folded ^= 1 << system;
        ui->settle = 2;
    }
    flow->y += height;
    for (int i = 0; open && i < ui->model->item_count; i++) {
        if (in_group(ui, i, system)) {
            draw_row(ui, flow, i);
        }
    }
    flow_gap(flow, 4);
}

/* What the colours say, and for natural ones the skin's tone. */
static void draw_schemes(Ui *ui, Flow *flow)
{
    static const char *const WORDS[COLOURS_COUNT] = {"Natural", "Depth", "System", "Nerve", "Each", "Length"};
    float height = px(ui, 26);
    shim_text(UI_FONT_SMALL, flow->x, flow->y, ui->theme->quiet, "Colours");
    flow_gap(flow, 22);
    UiButton buttons[COLOURS_COUNT];
    for (int i = 0; i < COLOURS_COUNT; i++) {
        buttons[i] = (UiButton){WORDS[i], (int)ui->view->colours == i, true};
    }
    int clicked = flow_buttons(flow, "tree colours", buttons, COLOURS_COUNT);
    if (clicked >= 0) {
        ui_push(ui, COMMAND_COLOURS)->value = (float)clicked;
    }
    shim_text(UI_FONT_SMALL, flow->x, flow->y + (height - shim_font_pixels(UI_FONT_SMALL)) / 2, ui->theme->quiet,
              "Skin tone");
    float first = fmaxf(px(ui, 96), ui_text_width(UI_FONT_SMALL, "Skin tone") + px(ui, 24));
    for (int i = 0; i < VIEW_SKIN_TONES; i++) {
        float colour[3], at = flow->x + first + (float)i * px(ui, 32), middle = flow->y + height / 2;
        UiRect rect = {at - px(ui, 14), flow->y, px(ui, 28), height};
        scheme_skin_colour(i, colour);
        bool here = ui->view->skin == i, pressed = (ui_area(ui, ui_id("tree", "skin", i), rect) & SHIM_CLICKED) != 0;
        shim_circle(at, middle, px(ui, 9), ui_colour_linear(colour, 1));
        if (here) {
            shim_ring(at, middle, px(ui, 11), fmaxf(1, px(ui, 2)), ui->theme->accent);
        }
        if (pressed) {
            ui_push(ui, COMMAND_SKIN)->value = (float)i;
        }
    }
    flow_gap(flow, 32);
}

static void draw_head(Ui *ui, Flow *flow)
{
    static const struct {
        Side side;
        const char *text;
    } SIDES[] = {{SIDE_RIGHT, "Right"}, {SIDE_LEFT, "Left"}, {SIDE_BOTH, "Both"}};
    shim_text(UI_FONT_LARGE, flow->x, flow->y, ui->theme->text, "Layers");
    if (ui_close_button(ui, ui_id("tree", "close", 0), flow->x + flow->w + px(ui, 6), flow->y - px(ui, 3))) {
        ui_push(ui, COMMAND_LAYERS);
    }
    float cross = px(ui, 28), all = ui_text_width(UI_FONT_SMALL, "Show all") + px(ui, 20);
    if (ui_text_width(UI_FONT_LARGE, "Layers") + all + cross > flow->w) { /* under the title */
        flow_gap(flow, 32);
        cross = flow->w - all;
    }
    UiRect button = {flow->x + flow->w - cross - all, flow->y - px(ui, 3), all, px(ui, 28)};
    if (ui_button(ui, ui_id("tree", "all", 0), button, "Show all", BUTTON_QUIET, ui->model != NULL)) {
        ui_push(ui, COMMAND_SHOW_ALL);
    }
    flow_gap(flow, 36);
    float gap = px(ui, 4), width = (flow->w - 2 * gap) / 3;
    for (size_t i = 0; i < sizeof SIDES / sizeof *SIDES; i++) {
        UiRect rect = {flow->x + (float)i * (width + gap), flow->y, width, px(ui, 28)};
        ButtonStyle style = ui->view->side == SIDES[i].side ? BUTTON_ON : BUTTON_QUIET;
        if (ui_button(ui, ui_id("tree", "side", (int)SIDES[i].side), rect, SIDES[i].text, style, true)) {
            ui_push(ui, COMMAND_SIDE)->value = (float)SIDES[i].side;
        }
    }
    flow_gap(flow, 36);
    draw_schemes(ui, flow);
    flow_rule(flow);
}

void panel_layers(Ui *ui)
{
    float pad = px(ui, UI_PAD);
    UiRect rect = {ui_column_width(ui), px(ui, UI_TOP), px(ui, UI_TREE) - px(ui, 8), ui->height - px(ui, UI_TOP) - pad};
    shim_window_begin("##tree-ground", rect, 0);
    ui_panel(ui, rect);
    shim_window_end();
    UiRect inner = {rect.x, rect.y + px(ui, 4), rect.w, rect.h - px(ui, 8)};
    shim_window_begin("##tree", inner, SHIM_SCROLL);
    float start = inner.y + px(ui, 12) - shim_scroll();
    Flow flow = {ui, rect.x + pad, start, rect.w - 2 * pad};
    draw_head(ui, &flow);
    if (!ui->model) {
        flow_gap(&flow, 8);
        flow_text(&flow, UI_FONT_SMALL, ui->theme->quiet,
                  "No model is loaded yet. Open one, or drop it on the window.");
    }
    for (int system = 0; ui->model && system <= SYSTEM_COUNT; system++) {
        draw_group(ui, &flow, system);
    }
    ui_scroll_end(ui, inner, flow.y - start + 2 * pad);
}
