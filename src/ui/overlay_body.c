/* overlay_body.c - projected on a volunteer's body: the ruler to measure with, the cross that marks a landmark, and
 * what is asked for, at the foot of the black picture. Once the atlas lies there nothing of this is left. */
#include "hip/words.h"
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const float FOOT = 14, WIDEST = 640; /* design units */

/* From the middle of the picture, millimetres to the right and up -> pixels. */
static void to_pixels(const Ui *ui, const float mm[2], float out[2])
{
    float pixel_mm = ui->shown->body.pixel_mm;
    out[0] = ui->width / 2 + mm[0] / pixel_mm;
    out[1] = ui->height / 2 - mm[1] / pixel_mm;
}

static void draw_ruler(const Ui *ui)
{
    UiColour ink = ui->theme->text;
    float line = fmaxf(1, px(ui, 1.5f)), y = ui->height / 2;
    for (int mm = 0; mm <= (int)BODY_RULER_MM; mm += 10) {
        float at[2], high = px(ui, mm % 50 ? 8 : 20);
        to_pixels(ui, (const float[2]){(float)mm - BODY_RULER_MM / 2, 0}, at);
        shim_line(at[0], y, at[0], y - high, line, ink);
        if (mm % 50 == 0) {
            char number[24];
            snprintf(number, sizeof number, mm == (int)BODY_RULER_MM ? "%d mm" : "%d", mm);
            shim_text(UI_FONT_BODY, roundf(at[0] - ui_text_width(UI_FONT_BODY, number) / 2), y + px(ui, 8), ink,
                      number);
        }
    }
    float length = BODY_RULER_MM / ui->shown->body.pixel_mm;
    shim_line(ui->width / 2 - length / 2, y, ui->width / 2 + length / 2, y, line, ink);
}

static void draw_cross(const Ui *ui, float x, float y, float reach, UiColour ink)
{
    float line = fmaxf(1, px(ui, 1.25f));
    shim_line(x - reach, y, x + reach, y, line, ink);
    shim_line(x, y - reach, x, y + reach, line, ink);
    shim_ring(x, y, reach / 2, line, ink);
}

static void draw_crosses(const Ui *ui)
{
    float scale = ui->input->pixel_scale > 0 ? ui->input->pixel_scale : 1, first[2];
    if (ui->shown->body.step == BODY_SECOND) {
        to_pixels(ui, ui->shown->body.first_mm, first);
        draw_cross(ui, first[0], first[1], px(ui, 10), ui->theme->quiet);
    }
    if (ui->input->mouse_inside) {
        draw_cross(ui, ui->input->mouse_x * scale, ui->input->mouse_y * scale, px(ui, 16), ui->theme->accent);
    }
}

/* "Rear upper hip spine (PSIS) (right)" */
static const char *mark_name(const Ui *ui, int which, char *out, size_t size)
{
    Side side;
    const AtlasLandmark *mark = view_mark(ui->atlas, ui->view, which, &side);
    snprintf(out, size,
             side == SIDE_RIGHT  ? _("%s (right)")
             : side == SIDE_LEFT ? _("%s (left)")
                                 : "%s",
             _(mark->name));
    return out;
}

typedef struct Asked { /* what a step wants */
    char what[320], how[320];
    const char *keys;
} Asked;

static void ask_ruler(const Ui *ui, Asked *out)
{
    snprintf(out->what, sizeof out->what, "%s",
             _("Make this ruler as long as a real one, held where the body will be."));
    snprintf(out->how, sizeof out->how,
             session_pixel_measured(ui->session) ? _("200 mm are %.0f pixels, as measured before.")
                                                 : _("200 mm are %.0f pixels: a guess, until you have measured."),
             (double)(BODY_RULER_MM / ui->view->body.pixel_mm));
    out->keys = _("Left, Right: a pixel; with Ctrl ten; or drag an end. Enter: it fits. Esc: leave.");
}

static void ask_landmark(const Ui *ui, Asked *out)
{
    int which = ui->view->body.step == BODY_SECOND;
    char name[160];
    const AtlasLandmark *mark = view_mark(ui->atlas, ui->view, which, NULL);
    snprintf(out->what, sizeof out->what, _("Click where it lies on the body: %s"),
             mark_name(ui, which, name, sizeof name));
    if (mark->find) {
        snprintf(out->how, sizeof out->how, _("To find it by touch: %s"), _(mark->find));
    }
    out->keys =
        _("Up, Down: another landmark. Left, Right: of that side. Enter: no landmarks, true to size. Backspace: "
          "back. Esc: leave.");
}

static void ask(const Ui *ui, Asked *out)
{
    *out = (Asked){.keys = ""};
    if (ui->view->body.step == BODY_RULER) {
        ask_ruler(ui, out);
    } else if (ui->view->body.step < BODY_LIES) {
        ask_landmark(ui, out);
    } else {
        int hundredths = (int)lrintf(100 * ui->view->body.fit.scale);
        snprintf(out->what, sizeof out->what, _("This body is %d.%02d times the atlas."), hundredths / 100,
                 hundredths % 100);
        out->keys = _("Arrows: 1 mm; Ctrl with Left, Right: 1 degree; + and -: 1 per cent; or drag it. "
                      "Enter: landmarks again. Esc: leave.");
    }
}

/* A paragraph in the middle, its lines above `bottom` and about as long as each other; returns where it begins. */
static float draw_above(const Ui *ui, UiFont font, float bottom, UiColour ink, const char *text)
{
    float width = fminf(fminf(ui->width - 2 * px(ui, UI_PAD), px(ui, WIDEST)), ui_text_width(font, text) + 2);
    float line = flow_line(ui, font), height = shim_text_wrapped(font, 0, 0, width, line, 0, text), step = px(ui, 8);
    while (height > line && width > 8 * step &&
           shim_text_wrapped(font, 0, 0, width - step, line, 0, text) < height + 1) {
        width -= step;
    }
    shim_text_wrapped(font, roundf((ui->width - width) / 2), roundf(bottom - height), width, line, ink, text);
    return bottom - height;
}

/* No panel: nothing but words may fall on the body, and they go again. */
static float draw_news(Ui *ui, float bottom)
{
    const Screen *screen = ui->screen;
    if (ui->input->alone || !screen->message[0] || ui->time_s >= screen->message_until_s) {
        return bottom;
    }
    ui_wake_at(ui, screen->message_until_s);
    return draw_above(ui, UI_FONT_BODY, bottom, ui->theme->accent, screen->message) - px(ui, 8);
}

void overlay_body(Ui *ui)
{
    BodyStep step = ui->shown->body.step;
    float y = draw_news(ui, ui->height - px(ui, FOOT));
    if (step == BODY_LIES) {
        return;
    }
    Asked asked;
    ask(ui, &asked);
    if (step == BODY_RULER) { /* later the body lies there */
        y = draw_above(ui, UI_FONT_SMALL, y, ui->theme->quiet, _(ui->atlas->landmark_note.text)) - px(ui, 8);
    }
    y = draw_above(ui, UI_FONT_SMALL, y, ui->theme->quiet, asked.keys) - px(ui, 4);
    if (asked.how[0]) {
        y = draw_above(ui, UI_FONT_SMALL, y, ui->theme->text, asked.how) - px(ui, 4);
    }
    draw_above(ui, UI_FONT_STRONG, y, ui->theme->text, asked.what);
    if (step == BODY_RULER) {
        draw_ruler(ui);
    } else {
        draw_crosses(ui);
    }
}

static void draw_nudges(Ui *ui, Flow *flow)
{
    static const float BY[][4] = {{-1, 0, 0, 0}, {1, 0, 0, 0},  {0, 1, 0, 0}, {0, -1, 0, 0},
                                  {0, 0, 1, 0},  {0, 0, -1, 0}, {0, 0, 0, 1}, {0, 0, 0, -1}};
    const UiButton buttons[] = {{_("1 mm left"), false, true},
                                {_("1 mm right"), false, true},
                                {_("1 mm up"), false, true},
                                {_("1 mm down"), false, true},
                                {_("Turn 1\u00b0 left"), false, true},
                                {_("Turn 1\u00b0 right"), false, true},
                                {_("Larger"), false, true},
                                {_("Smaller"), false, true}};
    int clicked = flow_buttons(flow, "teacher nudges", buttons, sizeof buttons / sizeof *buttons);
    if (clicked >= 0) {
        memcpy(ui_push(ui, COMMAND_PROJECT_MOVE)->vector, BY[clicked], sizeof BY[clicked]);
    }
}

/* Those that a hand can find. */
static void draw_marks(Ui *ui, Flow *flow)
{
    enum { MOST = 32 };
    UiButton buttons[MOST];
    const AtlasLandmark *marks[MOST];
    int which = ui->view->body.step == BODY_SECOND, count = 0;
    const AtlasLandmark *now = view_mark(ui->atlas, ui->view, which, NULL);
    for (int i = 0; i < ui->atlas->landmark_count && count < MOST; i++) {
        const AtlasLandmark *mark = &ui->atlas->landmarks[i];
        if (view_mark_is_felt(mark)) {
            marks[count] = mark;
            buttons[count++] = (UiButton){_(mark->name), mark == now, true};
        }
    }
    int clicked = flow_buttons(flow, "teacher marks", buttons, count);
    if (clicked >= 0) {
        Command *command = ui_push(ui, COMMAND_PROJECT_MARK);
        command->item = which;
        snprintf(command->text, sizeof command->text, "%s", marks[clicked]->id);
    }
}

static void draw_steps(Ui *ui, Flow *flow)
{
    BodyStep step = ui->view->body.step;
    const UiButton buttons[] = {{_("Step back"), false, step > BODY_RULER},
                                {step == BODY_LIES    ? _("Landmarks again")
                                 : step == BODY_RULER ? _("It fits")
                                                      : _("Without landmarks"),
                                 false, true},
                                {_("Off the body"), false, true}};
    static const CommandId COMMANDS[] = {COMMAND_PROJECT_BACK, COMMAND_PROJECT_NEXT, COMMAND_PROJECT};
    int clicked = flow_buttons(flow, "teacher body", buttons, 3);
    if (clicked >= 0) {
        ui_push(ui, COMMANDS[clicked]);
    }
}

void teacher_body(Ui *ui, Flow *flow)
{
    BodyStep step = ui->view->body.step;
    Asked asked;
    if (step == BODY_OFF) {
        const UiButton on = {_("Project on a body"), false, true};
        flow_gap(flow, 8);
        if (flow_buttons(flow, "teacher body", &on, 1) == 0) {
            ui_push(ui, COMMAND_PROJECT)->value = 1;
        }
        flow_gap(flow, 8);
        return;
    }
    ask(ui, &asked);
    flow_text(flow, UI_FONT_STRONG, ui->theme->text, asked.what);
    if (asked.how[0]) {
        flow_text(flow, UI_FONT_SMALL, ui->theme->text, asked.how);
    }
    flow_text(flow, UI_FONT_SMALL, ui->theme->quiet, asked.keys);
    flow_gap(flow, 6);
    draw_steps(ui, flow);
    flow_gap(flow, 6);
    if (step == BODY_LIES) {
        draw_nudges(ui, flow);
    } else if (step != BODY_RULER) {
        draw_marks(ui, flow);
    }
    flow_gap(flow, 6);
    flow_fact(flow, &ui->atlas->landmark_note, ui->theme->quiet);
    flow_gap(flow, 8);
}
