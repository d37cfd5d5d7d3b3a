/* overlay_marker.c - which way the body stands (right, left, front, back, up) and how long 20 mm are. */
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>

typedef struct Axis {
    float x, y, depth; /* on the screen, towards the eye positive */
    const char *word;
} Axis;

/* On a white sheet a pale line needs an edge. */
static void draw_line(Ui *ui, float x0, float y0, float x1, float y1, float width, UiColour ink)
{
    if (ui->shown->position >= 0) {
        shim_line(x0, y0, x1, y1, width + px(ui, 2.5f), ui->theme->halo);
    }
    shim_line(x0, y0, x1, y1, width, ink);
}

/* A small cross of the body's axes, turned as the body is; each end says its side. The far ends are fainter. */
static void draw_axes(Ui *ui, float x, float y, float right)
{
    const CameraMatrices *camera = &ui->list->camera;
    static const struct {
        float dir[3];
        const char *word, *said; /* what is translated says plainly what is meant */
    } ENDS[] = {{{1, 0, 0}, "L", N_("L (left)")},
                {{-1, 0, 0}, "R", N_("R (right)")},
                {{0, 0, 1}, "front", N_("at the front")},
                {{0, 0, -1}, "back", N_("at the back")},
                {{0, 1, 0}, "up", N_("at the top")}};
    Axis axes[5];
    float reach = px(ui, 26);
    for (int i = 0; i < 5; i++) {
        const float *d = ENDS[i].dir;
        axes[i].word = words_language() ? _(ENDS[i].said) : ENDS[i].word;
        axes[i].x = reach * (d[0] * camera->right[0] + d[1] * camera->right[1] + d[2] * camera->right[2]);
        axes[i].y = -reach * (d[0] * camera->up[0] + d[1] * camera->up[1] + d[2] * camera->up[2]);
        axes[i].depth = -(d[0] * camera->forward[0] + d[1] * camera->forward[1] + d[2] * camera->forward[2]);
    }
    for (int i = 0; i < 5; i++) { /* beside a page its words stay clear of it */
        float w = ui_text_width(UI_FONT_SMALL, axes[i].word), length = hypotf(axes[i].x, axes[i].y);
        float push = (reach * 0.25f + w * 0.5f) / fmaxf(length, 1);
        bool said = length >= reach * 0.35f && axes[i].depth >= -0.3f;
        x = said ? fminf(x, right - axes[i].x * (1 + push) - w / 2) : x;
    }
    for (int far = 1; far >= 0; far--) { /* the far ends first */
        for (int i = 0; i < 5; i++) {
            if ((axes[i].depth < -0.05f) != (far == 1)) {
                continue;
            }
            float shade = far ? 0.45f : 1;
            float length = hypotf(axes[i].x, axes[i].y);
            draw_line(ui, x, y, x + axes[i].x, y + axes[i].y, fmaxf(1, px(ui, 1.5f)),
                      ui_fade(ui->theme->quiet, shade * 0.9f));
            if (length < reach * 0.35f || axes[i].depth < -0.3f) {
                continue; /* it points at the eye, or away behind the others: its word would lie on theirs */
            }
            float w = ui_text_width(UI_FONT_SMALL, axes[i].word), h = shim_font_pixels(UI_FONT_SMALL);
            float push = (reach * 0.25f + w * 0.5f) / fmaxf(length, 1);
            float tx = x + axes[i].x * (1 + push) - w / 2,
                  ty = y + axes[i].y * (1 + px(ui, 10) / fmaxf(length, 1)) - h / 2;
            ui_text_halo(ui, UI_FONT_SMALL, roundf(tx), roundf(ty), shade, axes[i].word);
        }
    }
    for (int i = 0; i < 5; i++) { /* what faces the eye is the dot in the middle */
        if (axes[i].depth > 0.94f) {
            shim_circle(x, y, px(ui, 4), ui->theme->accent);
            float w = ui_text_width(UI_FONT_SMALL, axes[i].word);
            float under = w > 1.6f * reach ? 0.75f * shim_font_pixels(UI_FONT_SMALL) : px(ui, 7); /* clear of L and R */
            ui_text_halo(ui, UI_FONT_SMALL, roundf(x - w / 2), roundf(y + under), 1, axes[i].word);
        }
    }
}

/* The longest of 1, 2, 5, 10 ... mm that stays within the room. */
static void draw_scale(Ui *ui, float right, float y, float most)
{
    float height_m = camera_height_m(&ui->shown->camera);
    float pixels_per_mm = ui_floor(ui) / (height_m * 1000);
    if (!(pixels_per_mm > 0) || !isfinite(pixels_per_mm)) {
        return;
    }
    float length_mm = 1;
    static const float NEXT[] = {2, 2.5f, 2};
    for (int i = 0; i < 12 && length_mm * NEXT[i % 3] * pixels_per_mm <= most; i++) {
        length_mm *= NEXT[i % 3];
    }
    float width = length_mm * pixels_per_mm, tick = px(ui, 5), line = fmaxf(1, px(ui, 1.5f)), x = right - width;
    char text[32];
    if (length_mm >= 1000) {
        snprintf(text, sizeof text, "%.0f m", (double)length_mm / 1000);
    } else {
        snprintf(text, sizeof text, "%.0f mm", (double)length_mm);
    }
    UiColour ink = ui->theme->quiet;
    draw_line(ui, x, y, right, y, line, ink);
    draw_line(ui, x, y - tick, x, y + line / 2, line, ink);
    draw_line(ui, right, y - tick, right, y + line / 2, line, ink);
    float w = ui_text_width(UI_FONT_SMALL, text);
    ui_text_halo(ui, UI_FONT_SMALL, roundf(x + (width - w) / 2), y - px(ui, 20), 1, text);
}

void overlay_marker(Ui *ui, bool still)
{
    if (!ui->model) {
        return;
    }
    UiRect room = still ? (UiRect){0, 0, ui->width, ui->height} : ui_free(ui);
    float right = room.x + room.w - px(ui, 24), foot = still ? ui->height - px(ui, UI_PAD) : ui_foot(ui) - px(ui, 8),
          bottom = fminf(foot, ui_floor(ui) - px(ui, UI_PAD));
    if (!still && (room.w < px(ui, 2 * UI_MARKER) || bottom < room.y + px(ui, UI_MARKER))) {
        return; /* large text leaves no room for it */
    }
    draw_axes(ui, right - px(ui, 44), bottom - px(ui, 84), room.x + room.w - px(ui, 4));
    draw_scale(ui, right, bottom, px(ui, 120));
}
