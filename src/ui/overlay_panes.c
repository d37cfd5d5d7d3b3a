/* overlay_panes.c - views side by side: what parts them and what stands under each. */
#include "hip/panes.h"
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>

static const float BOTTOM_ROW = 52; /* design units: the row of buttons and what lies under it */

static UiRect pane_pixels(const Ui *ui, const PaneRect *rect)
{
    return (UiRect){rect->x * ui->width, rect->y * ui->height, rect->w * ui->width, rect->h * ui->height};
}

/* "1  Nerve root in the back" and what tells it from the others. */
static void draw_caption(Ui *ui, UiRect pane, int number)
{
    const AtlasCompare *compare = view_comparison(ui->atlas, ui->shown);
    const char *tells = compare ? compare->panes[number].tells.text : NULL;
    char caption[160], text[180];
    pane_caption(ui->atlas, ui->shown, number, caption, sizeof caption);
    snprintf(text, sizeof text, "%d  %s", number + 1, _(caption));
    float pad = px(ui, 14), y = pane.y + pane.h + px(ui, 8), width = pane.w - 2 * pad;
    float line = flow_line(ui, UI_FONT_STRONG);
    y += shim_text_wrapped(UI_FONT_STRONG, pane.x + pad, y, width, line, ui->theme->text, text);
    float small = 0.94f * flow_line(ui, UI_FONT_SMALL);
    float foot = ui->height - (ui->screen->free_bottom > 0 && !ui_narrow(ui) ? px(ui, BOTTOM_ROW) : 0);
    bool fits = tells && y + shim_text_wrapped(UI_FONT_SMALL, 0, 0, width, small, 0, tells) <= foot;
    if (fits) { /* with large text the page beside it says so */
        shim_text_wrapped(UI_FONT_SMALL, pane.x + pad, y + px(ui, 2), width, small, ui->theme->quiet, tells);
    }
}

void overlay_panes(Ui *ui)
{
    PaneRect rects[PANES_MOST];
    int count = session_panes(ui->session, rects);
    for (int i = 0; i < count; i++) {
        UiRect pane = pane_pixels(ui, &rects[i]);
        draw_caption(ui, pane, i);
        if (i > 0) {
            float width = fmaxf(1, floorf(px(ui, 1)));
            shim_rect((UiRect){floorf(pane.x), 0, width, pane.y + pane.h + px(ui, 96)}, 0, ui->theme->separator);
        }
    }
}

float ui_floor(const Ui *ui)
{
    PaneRect rects[PANES_MOST];
    return session_panes(ui->session, rects) > 0 ? rects[0].h * ui->height : ui->height;
}
