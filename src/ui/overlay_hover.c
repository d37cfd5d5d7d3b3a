/* overlay_hover.c - the name under the pointer, after a second its everyday line; and the menu of acts on the spot. */
#include "ui_internal.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const double REST_S = 1.0;

static bool on_the_body(const Ui *ui)
{
    bool buttons = ui->input->buttons[0] || ui->input->buttons[1] || ui->input->buttons[2];
    return ui->input->mouse_inside && !shim_wants_mouse() && !buttons && !ui->menu_open && !ui->screen->search &&
           !ui->focus.at && !session_asks(ui->session) && !lesson_asks(ui);
}

static bool is_zone(const Ui *ui)
{
    return ui->screen->page == PAGE_PAIN && ui->screen->hover_zone > 0 && ui->atlas->pain &&
           ui->screen->hover_zone <= ui->atlas->pain->zone_count;
}

/* As the client says it; what a click does. */
static const char *zone_words(const Ui *ui, char *out, size_t size)
{
    int index = ui->screen->hover_zone - 1;
    const AtlasZone *zone = &ui->atlas->pain->zones[index];
    bool other = zone->paired && ui->screen->hover_side != view_worked(ui->view);
    snprintf(out, size,
             !other                                ? "%s"
             : ui->screen->hover_side == SIDE_LEFT ? _("%s (left)")
                                                   : _("%s (right)"),
             _(zone->plain));
    out[0] = (char)toupper((unsigned char)out[0]);
    return !other && ui->view->told.zones >> index & 1 ? "Told. A click takes it back." : NULL;
}

static const char *item_words(const Ui *ui, int item, char *out, size_t size)
{
    item_name(ui, item, out, size);
    bool page_open = item == ui->view->selected && (ui_sheet(ui) && ui->screen->page == PAGE_NONE);
    return page_open ? NULL : item_everyday(ui, item);
}

void overlay_hover(Ui *ui)
{
    int item = is_zone(ui) ? -1 - ui->screen->hover_zone : session_hovered(ui->session);
    float mouse[2];
    shim_mouse(mouse);
    bool moved = fabsf(mouse[0] - ui->hover_mouse[0]) + fabsf(mouse[1] - ui->hover_mouse[1]) > px(ui, 3);
    bool turned = memcmp(&ui->shown->camera, &ui->hover_camera, sizeof ui->hover_camera) != 0;
    ui->hover_camera = ui->shown->camera;
    ui->hover_stale =
        (ui->hover_stale && !moved) || turned; /* what turned away under a resting hand is not asked for */
    if (item != ui->hover_item || moved) {
        ui->hover_item = item;
        ui->hover_s = ui->time_s;
        ui->hover_mouse[0] = mouse[0];
        ui->hover_mouse[1] = mouse[1];
    }
    bool zone = is_zone(ui);
    if ((item < 0 && !zone) || ui->hover_stale || !on_the_body(ui)) {
        return;
    }
    char name[160];
    const char *more = zone ? zone_words(ui, name, sizeof name) : item_words(ui, item, name, sizeof name);
    bool rested = ui->time_s - ui->hover_s >= REST_S;
    if (more && !rested) {
        ui_wake_at(ui, ui->hover_s + REST_S);
    }
    more = rested ? more : NULL;
    float pad = px(ui, 10), line = flow_line(ui, UI_FONT_SMALL), head = flow_line(ui, UI_FONT_BODY);
    float width = ui_text_width(UI_FONT_BODY, name) + 2;
    if (more) {
        width = fmaxf(width, fminf(px(ui, 260), ui_text_width(UI_FONT_SMALL, more) + 2));
    }
    float height = head + (more ? shim_text_wrapped(UI_FONT_SMALL, 0, 0, width, line, 0, more) + px(ui, 2) : 0);
    UiRect box = {mouse[0] + px(ui, 16), mouse[1] + px(ui, 18), width + 2 * pad, height + 1.4f * pad};
    UiRect room = ui_free(ui);
    if (box.x + box.w > room.x + room.w - px(ui, 8)) { /* never over a page */
        box.x = fmaxf(room.x + px(ui, 8), mouse[0] - box.w - px(ui, 8));
    }
    box.y = box.y + box.h > ui->height - px(ui, 8) ? mouse[1] - box.h - px(ui, 8) : box.y;
    shim_window_begin("##hover", box, SHIM_PASS_THROUGH);
    shim_rect(box, px(ui, UI_CORNER - 2), ui->theme->panel | 0xff000000u);
    shim_outline(box, px(ui, UI_CORNER - 2), fmaxf(1, floorf(px(ui, 1))), ui->theme->edge);
    float x = box.x + pad, y = box.y + 0.7f * pad;
    shim_text_wrapped(UI_FONT_BODY, x, y, width + 1, head, ui->theme->text, name);
    if (more) {
        shim_text_wrapped(UI_FONT_SMALL, x, y + head + px(ui, 2), width, line, ui->theme->quiet, more);
    }
    shim_window_end();
}

void overlay_pointer(Ui *ui)
{
    float at[2], arm = px(ui, 13), gap = px(ui, 5), thick = fmaxf(2, px(ui, 5)), thin = fmaxf(1, px(ui, 2));
    shim_mouse(at);
    if (!ui->input->keyed || !ui->input->mouse_inside) {
        return;
    }
    shim_draw_above(true);
    for (int pass = 0; pass < 2; pass++) { /* on a dark or light line, so that it is seen on any ground */
        UiColour colour = pass ? ui->theme->accent : ui->theme->halo | 0xff000000u;
        float width = pass ? thin : thick;
        for (int way = -1; way <= 1; way += 2) {
            float from = (float)way * gap, to = (float)way * arm;
            shim_line(at[0] + from, at[1], at[0] + to, at[1], width, colour);
            shim_line(at[0], at[1] + from, at[0], at[1] + to, width, colour);
        }
    }
    shim_draw_above(false);
}

static void close_menu(Ui *ui)
{
    ui->menu_open = ui->screen->menu = false;
    ui->settle = 2;
}

static bool menu_row(Ui *ui, const Act *act, int number, UiRect row)
{
    unsigned flags = act->enabled ? ui_area(ui, ui_id("menu", "row", number), row) : 0;
    if (flags & SHIM_HOVERED) {
        shim_rect(row, px(ui, UI_CORNER - 2), ui->theme->raised_hover);
    }
    UiColour ink = !act->enabled ? ui_fade(ui->theme->quiet, 0.55f) : act->on ? ui->theme->accent : ui->theme->text;
    float y = row.y + (row.h - shim_font_pixels(UI_FONT_SMALL)) / 2;
    shim_text(UI_FONT_SMALL, row.x + px(ui, 10), y, ink, act->text);
    const CommandInfo *info = command_info(act->command);
    if (info && info->keys) {
        char key[64];
        key_words(info->keys, 1, key, sizeof key);
        float width = ui_text_width(UI_FONT_SMALL, key);
        shim_text(UI_FONT_SMALL, row.x + row.w - width - px(ui, 10), y, ui->theme->quiet, key);
    }
    return (flags & SHIM_CLICKED) != 0;
}

void panel_menu(Ui *ui)
{
    if (ui->menu_open && !ui->menu_new && !ui->screen->menu) {
        close_menu(ui); /* Esc, through the command "back" */
    }
    if (!ui->menu_open) {
        return;
    }
    if (ui->menu_new) {
        ui->screen->menu = true;
        shim_mouse(ui->menu_at);
        ui->menu_at[0] = clampf(ui->menu_at[0], 0, ui->width);
        ui->menu_at[1] = clampf(ui->menu_at[1], 0, ui->height);
    }
    Act acts[ACT_COUNT + 1];
    acts_of(ui, ui->menu_item, acts);
    acts[ACT_COUNT] = (Act){COMMAND_SELECT, "Open its page", false, true};
    float row = px(ui, 32), pad = px(ui, 6), head = px(ui, 34);
    UiRect box = {ui->menu_at[0], ui->menu_at[1], px(ui, 216), head + row * (ACT_COUNT + 1) + 2 * pad};
    box.x = fminf(box.x, ui->width - box.w - px(ui, 8));
    box.y = fminf(box.y, ui->height - box.h - px(ui, 8));
    ui->focus.modal = REGION_MENU;
    shim_window_begin("##menu", box, 0);
    ui_panel(ui, box);
    shim_rect(box, px(ui, UI_CORNER), ui->theme->panel);
    char name[160];
    ui_text_fit(UI_FONT_STRONG, box.x + pad + px(ui, 10), box.y + px(ui, 13), box.w - 2 * pad - px(ui, 20),
                ui->theme->text, item_name(ui, ui->menu_item, name, sizeof name));
    int chosen = -1;
    for (int i = 0; i <= ACT_COUNT; i++) {
        UiRect place = {box.x + pad, box.y + head + pad + row * (float)i, box.w - 2 * pad, row};
        chosen = menu_row(ui, &acts[i], i, place) ? i : chosen;
    }
    shim_window_end();
    float mouse[2];
    shim_mouse(mouse);
    bool outside = mouse[0] < box.x || mouse[0] > box.x + box.w || mouse[1] < box.y || mouse[1] > box.y + box.h;
    if (chosen >= 0) {
        act_push(ui, &acts[chosen], ui->menu_item);
        close_menu(ui);
    } else if (ui_key(ui, UIKEY_ESCAPE) ||
               (!ui->menu_new && outside && (shim_mouse_clicked(0) || shim_mouse_clicked(1)))) {
        close_menu(ui);
    }
    ui->menu_new = false;
}
