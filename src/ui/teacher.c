/* teacher.c - the teacher's window: what the others see, small; what to say, what comes next, how late it is; and the
 * buttons that she needs without looking for them. */
#include "hip/board.h"
#include "hip/words.h"
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const float NOTES = 0.42f; /* share of the width, at the right */

static void draw_picture(Ui *ui, Flow *flow, const UiTeacher *what)
{
    float width = flow->w, height = width / clampf(what->aspect, 0.5f, 4), most = 0.56f * ui->height;
    if (height > most) {
        width *= most / height;
        height = most;
    }
    UiRect rect = {floorf(flow->x + (flow->w - width) / 2), floorf(flow->y), floorf(width), floorf(height)};
    if (what->picture) {
        shim_image(what->picture, rect);
    }
    shim_outline(rect, 0, fmaxf(1, floorf(px(ui, 1))), ui->theme->edge);
    flow->y += height;
    flow_gap(flow, 10);
}

static void push_value(Ui *ui, CommandId id, float value)
{
    ui_push(ui, id)->value = value;
}

static void draw_going(Ui *ui, Flow *flow)
{
    const Board *board = session_board_const(ui->session);
    int step = 0;
    const Lesson *lesson = session_lesson(ui->session, &step);
    const UiButton buttons[] = {
        {lesson ? _("Step before") : _("Less deep"), false, !lesson || step > 0},
        {lesson ? _("Next step") : _("Deeper"), false, !lesson || step + 1 < lesson->step_count},
        {_("Black"), board->curtain == CURTAIN_BLACK, true},
        {_("White"), board->curtain == CURTAIN_WHITE, true},
        {_("Undo"), false, true},
        {_("Wipe the strokes"), false, board->stroke_count > 0},
        {_("End"), false, true},
    };
    switch (flow_buttons(flow, "teacher going", buttons, 7)) {
    case 0:
        ui_push(ui, lesson ? COMMAND_LESSON_PREVIOUS : COMMAND_SHALLOWER);
        break;
    case 1:
        ui_push(ui, lesson ? COMMAND_LESSON_NEXT : COMMAND_DEEPER);
        break;
    case 2:
        push_value(ui, COMMAND_CURTAIN, board->curtain == CURTAIN_BLACK ? CURTAIN_OPEN : CURTAIN_BLACK);
        break;
    case 3:
        push_value(ui, COMMAND_CURTAIN, board->curtain == CURTAIN_WHITE ? CURTAIN_OPEN : CURTAIN_WHITE);
        break;
    case 4:
        ui_push(ui, COMMAND_UNDO);
        break;
    case 5:
        ui_push(ui, COMMAND_PEN_WIPE);
        break;
    case 6:
        push_value(ui, COMMAND_PRESENT, 0);
        break;
    default:
        break;
    }
    flow_gap(flow, 8);
}

static void draw_head(Ui *ui, Flow *flow, const char *head)
{
    flow_text(flow, UI_FONT_SMALL, ui->theme->quiet, head);
    flow_gap(flow, 4);
}

static void draw_depth(Ui *ui, Flow *flow)
{
    float stops[11], depth = ui->view->depth;
    UiButton buttons[11];
    int count = session_stops(ui->session, stops);
    for (int i = 0; i < count; i++) {
        int layer = (int)clampf(roundf(stops[i]), 0, (float)ui->atlas->layer_count - 1);
        buttons[i] = (UiButton){words(ui->atlas->layers[layer].name), fabsf(depth - stops[i]) < 0.25f, true};
    }
    draw_head(ui, flow, _("Depth"));
    int clicked = flow_buttons(flow, "teacher depth", buttons, count);
    if (clicked >= 0) {
        push_value(ui, COMMAND_DEPTH, stops[clicked]);
    }
    flow_gap(flow, 8);
}

static void draw_cameras(Ui *ui, Flow *flow)
{
    enum { MOST = 12 };
    UiButton buttons[MOST];
    int count = ui->atlas->camera_count < MOST ? ui->atlas->camera_count : MOST;
    for (int i = 0; i < count; i++) {
        buttons[i] = (UiButton){words(camera_word(&ui->atlas->cameras[i])), false, true};
    }
    draw_head(ui, flow, _("Look from"));
    int clicked = flow_buttons(flow, "teacher cameras", buttons, count);
    if (clicked >= 0) {
        Command *command = ui_push(ui, COMMAND_CAMERA_NAMED);
        snprintf(command->text, sizeof command->text, "%s", ui->atlas->cameras[clicked].id);
    }
}

static void draw_left(Ui *ui, UiRect rect, const UiTeacher *what)
{
    float pad = px(ui, UI_PAD);
    shim_window_begin("##teacher left", rect, SHIM_SCROLL);
    float start = rect.y + pad - shim_scroll();
    Flow flow = {ui, rect.x + pad, start, rect.w - 2 * pad};
    BodyStep step = ui->view->body.step;
    draw_picture(ui, &flow, what);
    if (step != BODY_OFF) {
        teacher_body(ui, &flow);
    }
    draw_going(ui, &flow);
    draw_depth(ui, &flow);
    if (step != BODY_LIES) {
        draw_cameras(ui, &flow);
    }
    if (step == BODY_OFF) {
        teacher_body(ui, &flow);
    }
    ui_scroll_end(ui, rect, flow.y - start + 2 * pad);
}

static void draw_time(Ui *ui, Flow *flow, const UiTeacher *what)
{
    char since[32];
    int seconds = (int)fmax(what->since_s, 0);
    snprintf(since, sizeof since, "%d:%02d", seconds / 60, seconds % 60);
    shim_text(UI_FONT_TITLE, flow->x, flow->y, ui->theme->text, what->clock);
    float width = ui_text_width(UI_FONT_TITLE, since);
    shim_text(UI_FONT_TITLE, flow->x + flow->w - width, flow->y, ui->theme->accent, since);
    flow->y += flow_line(ui, UI_FONT_TITLE);
    flow_gap(flow, 8);
    flow_rule(flow);
    flow_gap(flow, 12);
}

static void draw_step(Ui *ui, Flow *flow, const Lesson *lesson, int step)
{
    const LessonStep *now = &lesson->steps[step];
    char words_of_step[64];
    snprintf(words_of_step, sizeof words_of_step, _("Step %d of %d"), step + 1, lesson->step_count);
    flow_text(flow, UI_FONT_SMALL, ui->theme->quiet, words(lesson->title));
    flow_text(flow, UI_FONT_SMALL, ui->theme->quiet, words_of_step);
    flow_gap(flow, 8);
    flow_text(flow, UI_FONT_LARGE, ui->theme->text, words(now->say.text));
    flow_gap(flow, 12);
    if (now->notes) {
        flow_text(flow, UI_FONT_BODY, ui->theme->text, words(now->notes));
        flow_gap(flow, 12);
    }
    if (now->ask.text) {
        flow_text(flow, UI_FONT_STRONG, ui->theme->accent, words(now->ask.text));
        flow_text(flow, UI_FONT_SMALL, ui->theme->quiet, words(now->ask.choices[now->ask.right]));
        flow_gap(flow, 12);
    }
    flow_rule(flow);
    flow_gap(flow, 10);
    flow_text(flow, UI_FONT_STRONG, ui->theme->quiet, _("Next"));
    bool more = step + 1 < lesson->step_count;
    flow_text(flow, UI_FONT_BODY, ui->theme->quiet,
              more ? words(lesson->steps[step + 1].say.text) : _("This is the last step."));
}

static void draw_choice(Ui *ui, Flow *flow)
{
    const LessonList *lessons = session_lessons(ui->session, NULL);
    flow_text(flow, UI_FONT_LARGE, ui->theme->text, _("No lesson runs"));
    flow_gap(flow, 4);
    flow_text(flow, UI_FONT_SMALL, ui->theme->quiet,
              _("Page Down and Page Up go through the layers. Or begin a lesson:"));
    flow_gap(flow, 8);
    for (int i = 0; i < lessons->count; i++) {
        const Lesson *lesson = lessons->items[i];
        if (flow_choice_words(flow, ui_id("teacher lesson", lesson->id, 0), false, ui->theme->text,
                              words(lesson->title), lesson->about ? words(lesson->about) : "")) {
            Command *command = ui_push(ui, COMMAND_LESSON);
            snprintf(command->text, sizeof command->text, "%s", lesson->id);
        }
    }
}

static void draw_keys(Ui *ui, Flow *flow)
{
    flow_gap(flow, 16);
    flow_rule(flow);
    flow_gap(flow, 8);
    flow_text(flow, UI_FONT_SMALL, ui->theme->quiet,
              _("B black, full stop white, L dot, S spotlight, 1 to 4 pens, 0 no pen, Backspace the last stroke, E all "
                "strokes, N this window, Esc end."));
}

static void draw_right(Ui *ui, UiRect rect, const UiTeacher *what)
{
    float pad = px(ui, UI_PAD);
    shim_window_begin("##teacher right", rect, SHIM_SCROLL);
    ui_panel(ui, rect);
    float start = rect.y + pad - shim_scroll();
    Flow flow = {ui, rect.x + pad, start, rect.w - 2 * pad};
    draw_time(ui, &flow, what);
    int step = 0;
    const Lesson *lesson = session_lesson(ui->session, &step);
    if (lesson) {
        draw_step(ui, &flow, lesson, step);
    } else {
        draw_choice(ui, &flow);
    }
    draw_keys(ui, &flow);
    ui_scroll_end(ui, rect, flow.y - start + 2 * pad);
}

void ui_teacher(Ui *ui, Session *session, const UiInput *input, const UiTeacher *what, CommandQueue *queue)
{
    if (input->width < 1 || input->height < 1) {
        return;
    }
    ui_begin(ui, session, NULL, input, false, queue);
    ui_focus_begin(ui);
    float margin = px(ui, 8), notes = floorf(NOTES * ui->width);
    draw_left(ui, (UiRect){0, 0, ui->width - notes, ui->height}, what);
    draw_right(ui, (UiRect){ui->width - notes, margin, notes - margin, ui->height - 2 * margin}, what);
    ui_focus_end(ui);
    shim_frame_end(0);
}
