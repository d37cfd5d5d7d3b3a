/* overlay_lesson.c - what is said at the step of a lesson that runs, over the foot of the picture; on the projector for
 * the back row. */
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>

static const float WIDEST = 620,
                   LEAST = 360; /* design units, beside the panels: narrower it would be a column over the body */

typedef struct Caption {
    const char *text;
    char number[32]; /* "3 / 12", and what is not at the step any more */
    UiFont font;
    float pad, line, width, height, number_w;
} Caption;

/* News stand where the caption would: it makes room. */
static float news_height(const Ui *ui)
{
    bool news = ui->screen->message[0] && ui->time_s < ui->screen->message_until_s;
    return news ? px(ui, 56) : 0;
}

static Caption measure(const Ui *ui, const Lesson *lesson, int step, float room)
{
    Caption c = {.text = lesson->steps[step].say.text, .font = ui->shown->present ? UI_FONT_LARGE : UI_FONT_BODY};
    snprintf(c.number, sizeof c.number, "%d / %d", step + 1, lesson->step_count);
    c.pad = px(ui, 14);
    c.line = flow_line(ui, c.font);
    c.number_w = ui_text_width(UI_FONT_SMALL, c.number) + c.pad;
    c.width = fminf(room - 2 * c.pad - c.number_w, ui_text_width(c.font, c.text) + 2);
    c.height = shim_text_wrapped(c.font, 0, 0, c.width, c.line, 0, c.text);
    return c;
}

static void draw_keys(Ui *ui, UiRect box, int step, int count)
{
    float size = px(ui, 32), gap = px(ui, 6);
    UiRect back = {box.x + box.w - 2 * size - gap - px(ui, 8), box.y + (box.h - size) / 2, size, size}, next = back;
    next.x += size + gap;
    if (ui_button(ui, ui_id("lesson foot", "back", 0), back, "\u2039", BUTTON_PLAIN, step > 0)) {
        ui_push(ui, COMMAND_LESSON_PREVIOUS);
    }
    if (ui_button(ui, ui_id("lesson foot", "next", 0), next, "\u203a", BUTTON_PLAIN, step + 1 < count)) {
        ui_push(ui, COMMAND_LESSON_NEXT);
    }
}

/* Views side by side have their own words at the foot: over them, then. */
static float place(const Ui *ui, float height, bool present)
{
    if (ui->shown->compare[0]) {
        return present ? px(ui, 16) : px(ui, UI_TOP + 8);
    }
    return (present ? ui->height - px(ui, 24) : ui_foot(ui)) - height - news_height(ui);
}

void overlay_lesson(Ui *ui)
{
    int step;
    const Lesson *lesson = session_lesson(ui->session, &step);
    ui->caption.h = 0;
    if (!lesson || ui->shown->body.step || lesson_asks(ui)) { /* nothing but the atlas falls on a body */
        return;
    }
    bool present = ui->shown->present;
    UiRect room = present ? (UiRect){0, 0, ui->width, ui->height} : ui_free(ui);
    room.w -= px(ui, UI_MARKER - 16); /* beside the cross of axes and the scale, which stand at the right */
    if (!present && room.w < px(ui, LEAST)) {
        return; /* the page says it */
    }
    float keys = present ? 0 : px(ui, 84), most = fminf(room.w - px(ui, 16), present ? room.w : px(ui, WIDEST));
    Caption c = measure(ui, lesson, step, most - keys);
    float width = c.width + c.number_w + 2 * c.pad + keys;
    float height = fmaxf(c.height + px(ui, 18), present ? 0 : px(ui, 48));
    UiRect box = {roundf(room.x + (room.w - width) / 2), roundf(place(ui, height, present)), width, height};
    ui->caption = box;
    shim_window_begin("##lesson-say", box, present ? SHIM_PASS_THROUGH : 0);
    ui_panel(ui, box);
    float small = shim_font_pixels(UI_FONT_SMALL), first = box.y + (box.h - c.height) / 2;
    shim_text(UI_FONT_SMALL, box.x + c.pad, roundf(first + (c.line - small) / 2), ui->theme->quiet, c.number);
    shim_text_wrapped(c.font, box.x + c.pad + c.number_w, first, c.width, c.line, ui->theme->text, c.text);
    if (!present) {
        draw_keys(ui, box, step, lesson->step_count);
    }
    shim_window_end();
}
