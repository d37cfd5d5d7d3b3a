/* panel_section.c - the section plane: a chip over the bottom row with its choices and where it stands, and a frame
 * with a handle round the body, both to be dragged. */
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const float SLIDER = 168, HANDLE = 13; /* design units */

static void push_place(Ui *ui, float mm, uint32_t gesture)
{
    Command *command = ui_push(ui, COMMAND_SECTION_MOVE);
    command->value = mm;
    command->gesture = gesture;
}

/* ---- in words ---- */

static const char *const PLACES[][2] = {
    [SECTION_AXIAL] = {N_("above the hips"), N_("below the hips")},
    [SECTION_SAGITTAL] = {N_("left of the middle"), N_("right of the middle")},
    [SECTION_CORONAL] = {N_("before the hips"), N_("behind the hips")},
    [SECTION_FREE] = {N_("towards you"), N_("away from you")},
};

static void place_words(const ViewState *view, char *out, size_t size)
{
    int mm = (int)lroundf(view->section_mm);
    if (view->section == SECTION_FREE) {
        snprintf(out, size, "%d mm", mm);
    } else if (mm == 0) {
        snprintf(out, size, "%s", view->section == SECTION_SAGITTAL ? _("in the middle") : _("through the hips"));
    } else {
        snprintf(out, size, "%d mm %s", mm < 0 ? -mm : mm, _(PLACES[view->section][mm < 0]));
    }
}

/* Room for the longest of them, so that nothing moves while the plane does. */
static float places_width(void)
{
    float widest = 0;
    for (int i = SECTION_AXIAL; i < SECTION_FREE; i++) {
        for (int k = 0; k < 2; k++) {
            char text[96];
            snprintf(text, sizeof text, "140 mm %s", _(PLACES[i][k]));
            widest = fmaxf(widest, ui_text_width(UI_FONT_SMALL, text));
        }
    }
    return ceilf(widest);
}

/* ---- the chip ---- */

static void draw_slider(Ui *ui, UiRect area)
{
    UiRange range = {.step = 1, .now = ui->view->section_mm, .shown = ui->shown->section_mm, .wheel = true};
    session_section_range(ui->session, &range.lo, &range.hi);
    range.zero = range.shown;
    float mm;
    uint32_t gesture;
    if (ui_slider(ui, ui_id("section", "slider", 0), area, &range, &mm, &gesture)) {
        push_place(ui, mm, gesture);
    }
}

typedef struct Choice {
    SectionPlane plane;
    const char *text;
} Choice;
static const Choice CHOICES[] = {{SECTION_AXIAL, "Across"},
                                 {SECTION_SAGITTAL, "From the side"},
                                 {SECTION_CORONAL, "From the front"},
                                 {SECTION_FREE, "As I look"}};
enum { CHOICE_COUNT = sizeof CHOICES / sizeof *CHOICES };
static const char *const OTHER = N_("Other half");

static float choice_width(const Ui *ui, const char *text)
{
    return ceilf(ui_text_width(UI_FONT_SMALL, text)) + px(ui, 16);
}

/* Which of the chip's rows each button stands in, and how wide the widest row is. */
static int fold_choices(const Ui *ui, float most, int rows[CHOICE_COUNT + 1], float *widest)
{
    float gap = px(ui, 4), x = 0;
    int row = 0;
    *widest = 0;
    for (int i = 0; i <= CHOICE_COUNT; i++) {
        float width = choice_width(ui, i < CHOICE_COUNT ? CHOICES[i].text : OTHER) + gap;
        if (x > 0 && x + width - gap > most) {
            row++;
            x = 0;
        }
        x += width;
        rows[i] = row;
        *widest = fmaxf(*widest, x - gap);
    }
    return row + 1;
}

static void draw_choices(Ui *ui, float left, float y, float height, const int rows[CHOICE_COUNT + 1])
{
    float gap = px(ui, 4), x = left;
    for (int i = 0; i <= CHOICE_COUNT; i++) {
        const char *text = i < CHOICE_COUNT ? CHOICES[i].text : OTHER;
        x = i > 0 && rows[i] > rows[i - 1] ? left : x;
        UiRect rect = {x, y + (float)rows[i] * (height + gap), choice_width(ui, text), height};
        x += rect.w + gap;
        bool flip = i == CHOICE_COUNT, on = !flip && ui->view->section == CHOICES[i].plane;
        uint32_t id = flip ? ui_id("section", "flip", 0) : ui_id("section", "plane", i);
        if (ui_button(ui, id, rect, text, on ? BUTTON_ON : BUTTON_QUIET, true)) {
            ui_push(ui, flip ? COMMAND_SECTION_FLIP : COMMAND_SECTION)->value = flip ? 0 : (float)CHOICES[i].plane;
        }
    }
}

/* The choices, then the slider with its place in words: in one row where there is room, else in as many as it takes. */
static void draw_chip(Ui *ui)
{
    UiRect room = ui_free(ui);
    float gap = px(ui, 4), height = px(ui, 32), most = room.w - px(ui, 16), cross = px(ui, 28), choices;
    int rows[CHOICE_COUNT + 1], count = fold_choices(ui, most, rows, &choices);
    float words = places_width() + px(ui, 12), beside = px(ui, SLIDER) + words + cross + 3 * gap;
    bool one_row = count == 1 && choices + gap + beside <= most, under = !one_row && beside > most;
    float slider = under ? most - cross - 2 * gap : px(ui, SLIDER), line = flow_line(ui, UI_FONT_SMALL);
    float width = one_row ? choices + gap + beside : under ? most : fmaxf(choices, beside);
    float tall = (float)count * (height + gap) + (one_row ? -gap : height) + (under ? line : 0);
    UiRect bar = {floorf(room.x + (room.w - width) / 2) - gap, ui->height - px(ui, UI_BOTTOM + 4) - tall - gap,
                  width + 2 * gap, tall + 2 * gap};
    ui->section_chip = bar;
    shim_window_begin("##section", bar, 0);
    ui_panel(ui, bar);
    draw_choices(ui, bar.x + gap, bar.y + gap, height, rows);
    float x = bar.x + gap + (one_row ? choices + gap : 0),
          y = bar.y + gap + (one_row ? 0 : (float)count * (height + gap));
    char text[96];
    place_words(ui->view, text, sizeof text);
    if (under) {
        shim_text(UI_FONT_SMALL, x + px(ui, 8), y, ui->theme->text, text); /* below the words of the buttons */
        y += line;
    }
    ui->section_slider = (UiRect){x, y, slider, height};
    draw_slider(ui, ui->section_slider);
    if (!under) {
        float middle = floorf(y + (height - shim_font_pixels(UI_FONT_SMALL)) / 2);
        shim_text(UI_FONT_SMALL, x + slider + gap, middle, ui->theme->text, text);
    }
    if (ui_close_button(ui, ui_id("section", "close", 0), bar.x + bar.w - gap, y + px(ui, 2))) {
        ui_push(ui, COMMAND_SECTION)->value = SECTION_NONE;
    }
    shim_window_end();
}

/* ---- the frame and its handle ---- */

typedef struct Corner {
    float at[3], turn;
} Corner;

/* Where the plane meets the edges of a box, in order round its middle: at most six. */
static int frame_corners(const float plane[4], const Box3 *box, Corner out[6])
{
    int count = 0;
    float middle[3] = {0};
    for (int edge = 0; edge < 12 && count < 6; edge++) {
        int axis = edge / 4, side[2] = {edge & 1, edge >> 1 & 1};
        float from[3], to[3], a = plane[3], b = plane[3];
        for (int k = 0, other = 0; k < 3; k++) {
            from[k] = k == axis ? box->lo[k] : side[other] ? box->hi[k] : box->lo[k];
            to[k] = k == axis ? box->hi[k] : from[k];
            other += k != axis;
            a += plane[k] * from[k];
            b += plane[k] * to[k];
        }
        if ((a > 0) != (b > 0)) {
            for (int k = 0; k < 3; k++) {
                out[count].at[k] = mixf(from[k], to[k], a / (a - b));
                middle[k] += out[count].at[k];
            }
            count++;
        }
    }
    /* Angles about the normal, in axes that need not be unit. */
    int least = fabsf(plane[0]) < fabsf(plane[1]) ? 0 : 1;
    least = fabsf(plane[2]) < fabsf(plane[least]) ? 2 : least;
    int i = (least + 1) % 3, k = (least + 2) % 3;
    float right[3] = {0}, up[3];
    right[i] = -plane[k];
    right[k] = plane[i];
    for (int n = 0; n < 3; n++) {
        up[n] = plane[(n + 1) % 3] * right[(n + 2) % 3] - plane[(n + 2) % 3] * right[(n + 1) % 3];
    }
    for (int c = 0; c < count; c++) {
        float x = 0, y = 0;
        for (int n = 0; n < 3; n++) {
            x += right[n] * (out[c].at[n] - middle[n] / (float)count);
            y += up[n] * (out[c].at[n] - middle[n] / (float)count);
        }
        out[c].turn = atan2f(y, x);
        for (int at = c; at > 0 && out[at - 1].turn > out[at].turn; at--) {
            Corner swap = out[at];
            out[at] = out[at - 1];
            out[at - 1] = swap;
        }
    }
    return count;
}

/* The outline on the screen, pixels; 0 when part of it lies behind the eye. */
static int frame_on_screen(const Ui *ui, const float plane[4], float out[6][2])
{
    Corner corners[6];
    int count = frame_corners(plane, &ui->model->box, corners);
    for (int i = 0; i < count; i++) {
        float xy[2], depth;
        if (!camera_project(&ui->list->camera, corners[i].at, xy, &depth)) {
            return 0;
        }
        ui_to_pixels(ui, xy, out[i]);
    }
    return count >= 3 ? count : 0;
}

/* Pixels that one millimetre along the plane's unflipped normal makes at this place of the screen. */
static void pixels_of_mm(const Ui *ui, const float plane[4], float out[2])
{
    float middle[3], ahead[3], a[2], b[2], xy[2], depth, away = plane[3], side = ui->view->section_flip ? -1 : 1;
    box3_centre(&ui->model->box, middle);
    for (int k = 0; k < 3; k++) {
        away += plane[k] * middle[k];
    }
    for (int k = 0; k < 3; k++) {
        middle[k] -= away * plane[k];
        ahead[k] = middle[k] + 0.01f * side * plane[k];
    }
    out[0] = 0;
    out[1] = -0.5f * ui->unit; /* seen square on: up is farther along */
    if (camera_project(&ui->list->camera, middle, xy, &depth)) {
        ui_to_pixels(ui, xy, a);
        if (camera_project(&ui->list->camera, ahead, xy, &depth)) {
            ui_to_pixels(ui, xy, b);
            float along[2] = {(b[0] - a[0]) / 10, (b[1] - a[1]) / 10};
            if (hypotf(along[0], along[1]) > 0.3f * ui->unit) {
                memcpy(out, along, sizeof along);
            }
        }
    }
}

static void drag_handle(Ui *ui, unsigned flags, const float along[2])
{
    if (!(flags & SHIM_HELD)) {
        ui->section_held = false;
        return;
    }
    if (!ui->section_held) {
        ui->section_held = true;
        ui->section_mm = ui->view->section_mm;
        shim_mouse(ui->section_mouse);
        ui_begin_drag(ui);
    }
    float mouse[2];
    shim_mouse(mouse);
    float square = along[0] * along[0] + along[1] * along[1];
    float moved = (mouse[0] - ui->section_mouse[0]) * along[0] + (mouse[1] - ui->section_mouse[1]) * along[1];
    float mm = roundf(ui->section_mm + moved / square);
    if (mm != ui->view->section_mm) {
        push_place(ui, mm, ui->gesture);
    }
}

/* Arrows both ways along the normal. */
static void draw_handle(const Ui *ui, const float at[2], const float along[2], unsigned flags)
{
    const UiTheme *theme = ui->theme;
    float length = hypotf(along[0], along[1]), dir[2] = {along[0] / length, along[1] / length};
    float r = px(ui, flags & (SHIM_HELD | SHIM_HOVERED) ? HANDLE : HANDLE - 2), tip = r * 0.62f, wing = r * 0.38f;
    shim_circle(at[0], at[1], r + px(ui, 2), theme->halo);
    shim_circle(at[0], at[1], r, theme->accent);
    for (int side = -1; side <= 1; side += 2) {
        float s = (float)side, x = at[0] + s * dir[0] * r * 0.2f, y = at[1] + s * dir[1] * r * 0.2f;
        float corners[6] = {at[0] + s * dir[0] * (r * 0.2f + tip),
                            at[1] + s * dir[1] * (r * 0.2f + tip),
                            x - dir[1] * wing,
                            y + dir[0] * wing,
                            x + dir[1] * wing,
                            y - dir[0] * wing};
        shim_triangle(corners, theme->on_accent);
    }
}

static void draw_frame(Ui *ui)
{
    float plane[4], corners[6][2], along[2];
    view_section_plane(ui->shown, plane);
    int count = frame_on_screen(ui, plane, corners);
    if (count == 0) {
        return;
    }
    UiRect room = ui_free(ui);
    float margin = px(ui, 2 * HANDLE), best[2] = {-INFINITY, 0};
    for (int i = 0; i < count; i++) {
        const float *a = corners[i], *b = corners[(i + 1) % count];
        shim_line(a[0], a[1], b[0], b[1], fmaxf(1, px(ui, 1.5f)), ui_fade(ui->theme->accent, 0.5f));
        float middle[2] = {(a[0] + b[0]) / 2, (a[1] + b[1]) / 2};
        if (middle[0] > best[0]) { /* the side on the right */
            memcpy(best, middle, sizeof best);
        }
    }
    best[0] = clampf(best[0], room.x + margin, room.x + room.w - margin);
    bool by_marker = room.w >= px(ui, 2 * UI_MARKER) && best[0] > room.x + room.w - px(ui, UI_MARKER);
    float lowest = ui_foot(ui) - margin - px(ui, by_marker ? UI_MARKER : 8);
    if (lowest < room.y + margin) {
        return; /* large text: the chip alone has room */
    }
    best[1] = clampf(best[1], room.y + margin, lowest);
    memcpy(ui->section_handle, best, sizeof best);
    pixels_of_mm(ui, plane, along);
    float reach = px(ui, HANDLE + 6);
    UiRect area = {best[0] - reach, best[1] - reach, 2 * reach, 2 * reach};
    shim_window_begin("##section handle", area, 0);
    unsigned flags = shim_item(ui_id("section", "handle", 0), area); /* the chip's slider does it by keys */
    drag_handle(ui, flags, along);
    draw_handle(ui, best, along, flags);
    shim_window_end();
}

void panel_section(Ui *ui)
{
    if (!ui->model || ui->view->section == SECTION_NONE || ui->shown->section == SECTION_NONE) {
        ui->section_held = false;
        ui->section_chip = (UiRect){0, 0, 0, 0};
        return;
    }
    draw_frame(ui); /* above the chip as it was in the last picture */
    draw_chip(ui);
}
