/* overlay_panes.c - over views side by side: what parts them and what stands under each; and in each view the trigger
 * points of the source of pain that it shows. */
#include "hip/panes.h"
#include "hip/source_view.h"
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>

static const float PULSE_S = 1.6f; /* calm: a slow breath is four, a heart's beat one */

static UiRect pane_pixels(const Ui *ui, const PaneRect *rect)
{
    return (UiRect){rect->x * ui->width, rect->y * ui->height, rect->w * ui->width, rect->h * ui->height};
}

/* A ball as deep as the trigger point lies, in the size that it has there; in the end it rests. */
static void draw_point(Ui *ui, const UiRect *pane, const float point[3], float shown, float seconds)
{
    float xy[2], depth_m;
    if (!camera_project(&ui->list->camera, point, xy, &depth_m) || fabsf(xy[0]) > 1 || fabsf(xy[1]) > 1) {
        return;
    }
    float x = pane->x + (xy[0] + 1) * 0.5f * pane->w, y = pane->y + (1 - xy[1]) * 0.5f * pane->h;
    bool still = session_reduced_motion(ui->session) || seconds >= SOURCE_LENGTH_S;
    float beat = still ? 0.5f : 0.5f - 0.5f * cosf(2 * HIP_PI * seconds / PULSE_S);
    float size = fmaxf(px(ui, 4.5f), 0.004f * pane->h / (2 * depth_m * tanf(radians(0.5f * CAMERA_FOV_DEG))));
    UiColour red = ui_colour(0xff3b30, 1), white = ui_colour(0xffffff, 1);
    shim_circle(x, y, size * (1.7f + 0.9f * beat), ui_fade(red, 0.28f * shown));
    shim_ring(x, y, size * (1.7f + 0.9f * beat), fmaxf(1, px(ui, 1.25f)), ui_fade(white, 0.75f * shown));
    shim_circle(x, y, size, ui_fade(red, shown));
    shim_ring(x, y, size, fmaxf(1, px(ui, 1.5f)), ui_fade(white, shown));
}

static void draw_points(Ui *ui, const UiRect *pane, const ViewState *view)
{
    Model *model = session_model(ui->session);
    const SourceShow *show =
        view->source >= 0 ? model_source(model, view->source, view_worked(view), view->variant) : NULL;
    float shown = show ? source_moment(view->source_s).points : 0;
    for (int i = 0; show && shown > 0 && i < show->point_count; i++) {
        draw_point(ui, pane, show->points[i], shown, view->source_s);
    }
}

/* "1  Nerve root in the back" and what tells it from the others. */
static void draw_caption(Ui *ui, UiRect pane, int number)
{
    const AtlasCompare *compare = view_comparison(ui->atlas, ui->shown);
    const char *tells = compare ? compare->panes[number].tells.text : NULL;
    char caption[160], text[180];
    pane_caption(ui->atlas, ui->shown, number, caption, sizeof caption);
    snprintf(text, sizeof text, "%d  %s", number + 1, caption);
    float pad = px(ui, 14), y = pane.y + pane.h + px(ui, 8), width = pane.w - 2 * pad;
    float line = flow_line(ui, UI_FONT_STRONG);
    y += shim_text_wrapped(UI_FONT_STRONG, pane.x + pad, y, width, line, ui->theme->text, text);
    if (tells) {
        shim_text_wrapped(UI_FONT_SMALL, pane.x + pad, y + px(ui, 2), width, 0.94f * flow_line(ui, UI_FONT_SMALL),
                          ui->theme->quiet, tells);
    }
}

void overlay_panes(Ui *ui)
{
    PaneRect rects[PANES_MOST];
    int count = session_panes(ui->session, rects);
    if (!ui->model) {
        return;
    }
    if (count == 0) {
        UiRect whole = {0, 0, ui->width, ui->height};
        draw_points(ui, &whole, ui->shown);
        return;
    }
    for (int i = 0; i < count; i++) {
        UiRect pane = pane_pixels(ui, &rects[i]);
        ViewState view;
        pane_view(session_model(ui->session), ui->shown, i, &view);
        draw_points(ui, &pane, &view);
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
