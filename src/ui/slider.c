/* slider.c - a value to be dragged, turned with the wheel, stepped with the keys. */
#include "ui_internal.h"
#include <math.h>

static float stepped(const UiRange *range, float value)
{
    return clampf(roundf(value / range->step) * range->step, range->lo, range->hi);
}

static float share_of(const UiRange *range, float value)
{
    return clampf((value - range->lo) / fmaxf(range->hi - range->lo, 1e-6f), 0, 1);
}

static bool step_by_key(Ui *ui, uint32_t id, const UiRange *range, float *to)
{
    if (!ui_focused(ui, id)) {
        return false;
    }
    ui->focus.arrows = true;
    float step = range->step * (ui->input->shift ? 10 : 1);
    int steps = ui_presses(ui, UIKEY_RIGHT) + ui_presses(ui, UIKEY_UP) - ui_presses(ui, UIKEY_LEFT) -
                ui_presses(ui, UIKEY_DOWN);
    if (steps != 0) {
        *to = stepped(range, range->now + step * (float)steps);
    }
    return steps != 0;
}

bool ui_slider(Ui *ui, uint32_t id, UiRect area, const UiRange *range, float *to, uint32_t *gesture)
{
    const UiTheme *theme = ui->theme;
    unsigned flags = ui_area(ui, id, area);
    float mouse[2], inset = px(ui, 10), width = area.w - 2 * inset;
    bool held = (flags & SHIM_HELD) != 0, moved = false;
    shim_mouse(mouse);
    *to = range->now;
    *gesture = 0;
    if (held) {
        if (ui->sliding != id) {
            ui->sliding = id;
            ui_begin_drag(ui);
        }
        *to = stepped(range, range->lo + (range->hi - range->lo) * clampf((mouse[0] - area.x - inset) / width, 0, 1));
        *gesture = ui->gesture;
        moved = *to != range->now;
    } else if (ui->sliding == id) {
        ui->sliding = 0;
    }
    if (!held && flags & SHIM_HOVERED && range->wheel && ui->input->wheel_y != 0) {
        *to = stepped(range, range->now + (ui->input->wheel_y > 0 ? 2 : -2) * range->step);
        moved = true;
    }
    moved |= !held && step_by_key(ui, id, range, to);
    float from = area.x + inset, at = from + width * share_of(range, range->shown);
    float zero = from + width * share_of(range, range->zero);
    float y = area.y + area.h / 2, half = px(ui, 2), r = px(ui, held ? 9 : flags & SHIM_HOVERED ? 8 : 7);
    shim_rect((UiRect){from, y - half, width, 2 * half}, half, theme->track);
    shim_rect((UiRect){fminf(zero, at), y - half, fabsf(at - zero), 2 * half}, half, ui_fade(theme->accent, 0.6f));
    shim_circle(at, y, r + px(ui, 1.5f), theme->halo);
    shim_circle(at, y, r, theme->accent);
    return moved;
}
