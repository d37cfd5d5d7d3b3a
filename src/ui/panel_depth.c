/* panel_depth.c - the hero control: from skin to bone along the left edge, every stop named, in its layer's colour. */
#include "hip/scheme.h"
#include "hip/words.h"
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct Track {
    float x, top, bottom; /* of its middle line */
    float names;          /* right end of the names beside it */
    UiRect area;          /* what reacts */
} Track;

float depth_column(const Ui *ui)
{
    float widest = 0;
    for (int i = 0; i < ui->atlas->layer_count && i < 11; i++) {
        widest = fmaxf(widest, ui_widest_word(UI_FONT_STRONG, ui->atlas->layers[i].name));
    }
    return clampf(px(ui, 24 + 16) + widest + 1, px(ui, UI_COLUMN), px(ui, UI_COLUMN + 48));
}

static Track track_place(const Ui *ui)
{
    float top = px(ui, UI_TOP + 32), bottom = ui->height - px(ui, 88);
    float most = px(ui, 620);
    if (bottom - top > most) { /* a very tall window: the stops stay near each other */
        float spare = (bottom - top - most) / 2;
        top += spare;
        bottom -= spare;
    }
    Track track = {px(ui, 24), top, bottom, ui->column, {0, 0, 0, 0}};
    track.area = (UiRect){px(ui, 8), top - px(ui, 14), ui->column - px(ui, 8), bottom - top + px(ui, 28)};
    return track;
}

static float depth_to_y(const Track *track, float depth)
{
    return track->top + (track->bottom - track->top) * depth / 10;
}

static void push_depth(Ui *ui, float depth, uint32_t gesture)
{
    Command *command = ui_push(ui, COMMAND_DEPTH);
    command->value = clampf(depth, 0, 10);
    command->gesture = gesture;
    ui->depth_to = command->value;
}

static bool is_stop(const float *stops, int count, int layer)
{
    for (int i = 0; i < count; i++) {
        if (fabsf(stops[i] - (float)layer) < 0.5f) {
            return true;
        }
    }
    return count == 0;
}

/* Pressing on a name goes to that stop, on the line to that very depth; then it follows the pointer. */
static void handle_pointer(Ui *ui, const Track *track, unsigned flags)
{
    float mouse[2];
    shim_mouse(mouse);
    if (!(flags & SHIM_HELD)) {
        ui->depth_drag = false;
        return;
    }
    float depth = clampf((mouse[1] - track->top) / (track->bottom - track->top), 0, 1) * 10;
    if (!ui->depth_drag) {
        ui->depth_drag = true;
        ui->gesture = ui->gesture % 1000000 + 1000001; /* far from the numbers that the window hands out */
        ui->depth_to = -1;
        if (mouse[0] > track->x + px(ui, 14)) {
            push_depth(ui, roundf(depth), 0);
            return;
        }
    }
    if (ui->depth_to >= 0 && mouse[0] > track->x + px(ui, 14) && fabsf(depth - ui->depth_to) < 0.6f) {
        return; /* still on the name that was pressed */
    }
    /* A stop holds the knob a little, so that it is easily met exactly. */
    float nearest = roundf(depth);
    depth = fabsf(depth - nearest) < 0.06f ? nearest : depth;
    if (depth != ui->depth_to) {
        push_depth(ui, depth, ui->gesture);
    }
}

static void handle_keys(Ui *ui, uint32_t id)
{
    if (!ui_focused(ui, id)) {
        return;
    }
    ui->focus.arrows = true;
    if (ui_key(ui, UIKEY_DOWN) || ui_key(ui, UIKEY_RIGHT)) {
        ui_push(ui, COMMAND_DEEPER);
    } else if (ui_key(ui, UIKEY_UP) || ui_key(ui, UIKEY_LEFT)) {
        ui_push(ui, COMMAND_SHALLOWER);
    } else if (ui_key(ui, UIKEY_HOME)) {
        push_depth(ui, 0, 0);
    } else if (ui_key(ui, UIKEY_END)) {
        push_depth(ui, 10, 0);
    }
}

/* A stop as the scheme by depth paints its layer: the slider is the scheme's legend. */
static void draw_swatch(const Ui *ui, float x, float y, int layer, bool passed)
{
    float colour[3], half = px(ui, 7), gap = px(ui, layer > 4 ? 11.5f - 0.7f * (float)layer : 10 - 1.6f * (float)layer);
    scheme_depth_colour(layer, colour);
    UiRect box = {x - half, y - half, 2 * half, 2 * half};
    shim_rect(box, px(ui, 2), ui_colour_linear(colour, passed ? 0.35f : 1));
    shim_clip_push(box);
    bool light = colour[1] > 0.1f;
    UiColour ink =
        ui_fade(light ? ui_colour_linear((float[3]){0.01f, 0.01f, 0.01f}, 1) : 0xffffffff, passed ? 0.2f : 0.55f);
    for (int i = 0; (float)i * gap < 4 * half; i++) {
        float at = (float)i * gap - 2 * half;
        shim_line(x - half, y + at + half, x + half, y + at - half, fmaxf(1, px(ui, 1)), ink);
        if (scheme_depth_hatch(layer) > 5) {
            shim_line(x - half, y + at - half, x + half, y + at + half, fmaxf(1, px(ui, 1)), ink);
        }
    }
    shim_clip_pop();
}

static void draw_stop(Ui *ui, float x, float y, int layer, bool passed)
{
    const UiTheme *theme = ui->theme;
    if (ui->shown->colours == COLOURS_DEPTH) {
        draw_swatch(ui, x, y, layer, passed);
    } else {
        shim_circle(x, y, px(ui, 7), passed ? theme->track : theme->quiet);
        shim_circle(x, y, px(ui, 5.5f), ui_colour_linear(ui->atlas->layers[layer].colour, passed ? 0.35f : 1));
    }
}

/* A name beside its stop, unless another stands there already: large text in a low window leaves no room for all. */
static void draw_stop_name(Ui *ui, const Track *track, int layer, int open, float taken[11][2], int *taken_count)
{
    const UiTheme *theme = ui->theme;
    const char *name = ui->atlas->layers[layer].name;
    UiFont font = layer == open ? UI_FONT_STRONG : UI_FONT_SMALL;
    float line = roundf(px(ui, 17)), x = track->x + px(ui, 16);
    float width = track->names - x;
    float height = shim_text_wrapped(font, 0, 0, width, line, 0, name);
    float top = roundf(depth_to_y(track, (float)layer) - height / 2), bottom = top + height;
    if (session_asks(ui->session) || lesson_asks(ui)) { /* names would tell the answer */
        return;
    }
    for (int i = 0; i < *taken_count; i++) {
        if (top < taken[i][1] - 1 && bottom > taken[i][0] + 1) {
            return;
        }
    }
    taken[*taken_count][0] = top;
    taken[(*taken_count)++][1] = bottom;
    UiColour ink = layer == open ? theme->text : layer < open ? ui_fade(theme->quiet, 0.85f) : theme->quiet;
    shim_text_wrapped(font, x, top, width, line, ink, name);
}

static void draw_stops(Ui *ui, const Track *track, float depth)
{
    float stops[11], taken[11][2];
    int stop_count = ui->model ? session_stops(ui->session, stops) : 0, taken_count = 0;
    int open = (int)floorf(clampf(depth, 0, 10) + 1e-3f),
        count = ui->atlas->layer_count < 11 ? ui->atlas->layer_count : 11;
    if (open < count && is_stop(stops, stop_count, open)) {
        draw_stop_name(ui, track, open, open, taken, &taken_count); /* first: it has its place for certain */
    }
    for (int i = 0; i < count; i++) {
        float y = depth_to_y(track, (float)i);
        if (!is_stop(stops, stop_count, i)) {
            shim_circle(track->x, y, px(ui, 2), ui->theme->track);
            continue;
        }
        draw_stop(ui, track->x, y, i, i < open);
        if (i != open) {
            draw_stop_name(ui, track, i, open, taken, &taken_count);
        }
    }
}

static void draw_track(Ui *ui, const Track *track, float depth)
{
    const UiTheme *theme = ui->theme;
    float half = px(ui, 2.5f);
    shim_rect((UiRect){track->x - half, track->top, 2 * half, track->bottom - track->top}, half, theme->track);
    float y = depth_to_y(track, depth);
    for (int i = 0; i < ui->atlas->layer_count - 1 && i < 10; i++) { /* what is still there, in the layers' colours */
        float from = fmaxf(y, depth_to_y(track, (float)i)), to = depth_to_y(track, (float)i + 1);
        if (from < to) {
            shim_rect((UiRect){track->x - half, from, 2 * half, to - from}, 0,
                      ui_colour_linear(ui->atlas->layers[i].colour, 0.85f));
        }
    }
}

static void draw_knob(Ui *ui, const Track *track, float depth, unsigned flags)
{
    float y = depth_to_y(track, depth), r = px(ui, flags & SHIM_HELD ? 13 : flags & SHIM_HOVERED ? 12 : 11);
    int layer = (int)floorf(clampf(depth, 0, 10) + 1e-3f);
    shim_circle(track->x, y, r + px(ui, 2), ui->theme->halo);
    shim_circle(track->x, y, r, ui->theme->accent);
    shim_circle(track->x, y, r - px(ui, 3), ui->theme->halo | 0xff000000u);
    if (layer < ui->atlas->layer_count) {
        shim_circle(track->x, y, r - px(ui, 4.5f), ui_colour_linear(ui->atlas->layers[layer].colour, 1));
    }
}

/* What now lies open, large beside the knob, for a second after it changed. */
static void draw_name(Ui *ui, const Track *track)
{
    float depth = ui->shown->depth;
    if (ui->depth_before >= 0 && fabsf(depth - ui->depth_before) > 1e-4f) {
        ui->depth_changed_s = ui->time_s;
    }
    ui->depth_before = depth;
    double age = ui->time_s - ui->depth_changed_s;
    bool held = ui->depth_drag || (ui->depth_changed_s > 0 && age < 1.0);
    float alpha = held ? 1 : session_reduced_motion(ui->session) ? 0 : (float)(1 - (age - 1.0) / 0.2);
    if (ui->depth_changed_s <= 0 || alpha <= 0 || session_asks(ui->session) || session_lesson(ui->session, NULL)) {

        return;
    }
    if (held) {
        ui_wake_at(ui, ui->depth_changed_s + 1.0);
    } else {
        ui->moving = true;
    }
    const char *name = session_depth_name(ui->session, depth);
    UiRect room = ui_free(ui);
    float height = shim_font_pixels(UI_FONT_TITLE);
    ui_text_halo(ui, UI_FONT_TITLE, room.x + px(ui, UI_PAD), roundf(depth_to_y(track, depth) - height / 2), alpha,
                 name);
}

/* A soft edge of the window's ground: when the body has come near, the names stay readable before it. */
static void draw_ground(Ui *ui)
{
    float body_left, body_right, column = px(ui, UI_COLUMN + 48);
    ui_body_extent(ui, &body_left, &body_right);
    float strength = clampf((column - body_left) / px(ui, 64), 0, 1);
    if (!ui->model || strength <= 0) {
        return;
    }
    const float *top = ui->list->ground_top, *bottom = ui->list->ground_bottom;
    float solid = px(ui, UI_COLUMN - 8), soft = px(ui, 64), near_edge = 0.92f * strength, far_edge = 0.86f * strength;
    UiColour left[4] = {ui_colour_linear(top, near_edge), ui_colour_linear(top, far_edge),
                        ui_colour_linear(bottom, far_edge), ui_colour_linear(bottom, near_edge)};
    UiColour right[4] = {left[1], ui_fade(left[1], 0), ui_fade(left[2], 0), left[2]};
    shim_gradient((UiRect){0, 0, solid, ui->height}, left);
    shim_gradient((UiRect){solid, 0, soft, ui->height}, right);
}

void panel_depth(Ui *ui)
{
    Track track = track_place(ui);
    uint32_t id = ui_id("depth", "slider", 0);
    draw_ground(ui);
    draw_name(ui, &track);
    UiRect column = {0, px(ui, UI_TOP), track.names, ui->height - px(ui, UI_TOP)};
    shim_window_begin("##depth", column, 0);
    unsigned flags = ui_area(ui, id, track.area);
    handle_pointer(ui, &track, flags);
    handle_keys(ui, id);
    if (flags & SHIM_HOVERED && ui->input->wheel_y != 0 && !ui->input->ctrl) {
        ui_push(ui, ui->input->wheel_y < 0 ? COMMAND_DEEPER : COMMAND_SHALLOWER);
    }
    float depth = ui->depth_drag && ui->depth_to >= 0 ? ui->view->depth : ui->shown->depth;
    draw_track(ui, &track, depth);
    draw_stops(ui, &track, depth);
    draw_knob(ui, &track, depth, flags);
    UiRect more = {px(ui, UI_PAD), ui->height - px(ui, 48), ui->column - px(ui, 24), px(ui, 32)};
    if (ui_button(ui, ui_id("depth", "layers", 0), more, "Layers \u2026", ui->screen->layers ? BUTTON_ON : BUTTON_PLAIN,
                  true)) {
        ui_push(ui, COMMAND_LAYERS);
    }
    shim_window_end();
}
