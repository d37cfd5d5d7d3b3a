/* panel_lessons.c - the lessons there are; of the one that runs its step, its question, its steps. */
#include "ui_internal.h"
#include <stdio.h>

static void draw_list(Ui *ui, Flow *flow)
{
    const LessonList *lessons = session_lessons(ui->session, NULL);
    if (lessons->count == 0) {
        flow_text(flow, UI_FONT_SMALL, ui->theme->quiet, "There are no lessons.");
    }
    for (int i = 0; i < lessons->count; i++) {
        const Lesson *lesson = lessons->items[i];
        char under[200];
        snprintf(under, sizeof under, "%s%s%d steps%s", lesson->about ? lesson->about : "",
                 lesson->about ? " \u00b7 " : "", lesson->step_count, lesson->own ? " \u00b7 yours" : "");
        if (flow_choice_words(flow, ui_id("lesson", lesson->id, 0), false, ui->theme->text, lesson->title, under)) {
            Command *command = ui_push(ui, COMMAND_LESSON);
            snprintf(command->text, sizeof command->text, "%s", lesson->id);
        }
    }
}

static void draw_question(Ui *ui, Flow *flow, const Lesson *lesson, int step)
{
    const LessonQuestion *ask = &lesson->steps[step].ask;
    if (ui->lesson != lesson || ui->lesson_step != step) {
        ui->lesson = lesson;
        ui->lesson_step = step;
        ui->lesson_answer = -1;
    }
    flow_head(flow, "Question");
    flow_text(flow, UI_FONT_SMALL, ui->theme->text, ask->text);
    flow_gap(flow, 4);
    for (int i = 0; i < ask->choice_count; i++) {
        bool told = ui->lesson_answer >= 0;
        UiColour ink = told && i == ask->right  ? ui->theme->accent
                       : i == ui->lesson_answer ? ui->theme->caution
                                                : ui->theme->text;
        const char *under = !told ? "" : i == ask->right ? "Right" : i == ui->lesson_answer ? "Not this one" : "";
        if (flow_choice_words(flow, ui_id("lesson answer", lesson->id, i), i == ui->lesson_answer, ink, ask->choices[i],
                              under)) {
            ui->lesson_answer = i;
        }
    }
    if (ui->lesson_answer >= 0 && ask->because) {
        flow_gap(flow, 4);
        flow_text(flow, UI_FONT_SMALL, ui->theme->quiet, ask->because);
    }
}

static void draw_keys(Ui *ui, Flow *flow, const Lesson *lesson, int step)
{
    const UiButton buttons[] = {
        {"Back", false, step > 0}, {"Next", true, step + 1 < lesson->step_count}, {"Leave the lesson", false, true}};
    static const CommandId COMMANDS[] = {COMMAND_LESSON_PREVIOUS, COMMAND_LESSON_NEXT, COMMAND_LESSON};
    int clicked = flow_buttons(flow, "lesson keys", buttons, 3);
    if (clicked >= 0) {
        ui_push(ui, COMMANDS[clicked]);
    }
}

static void draw_steps(Ui *ui, Flow *flow, const Lesson *lesson, int now)
{
    for (int i = 0; i < lesson->step_count; i++) {
        UiRect row;
        char name[200];
        bool chosen = flow_choice(flow, ui_id("lesson step", lesson->id, i), 26, i == now, true, &row);
        snprintf(name, sizeof name, "%d  %s", i + 1, lesson->steps[i].say.text);
        float y = row.y + (row.h - shim_font_pixels(UI_FONT_SMALL)) / 2;
        ui_text_fit(UI_FONT_SMALL, flow->x, y, flow->w, i == now ? ui->theme->accent : ui->theme->text, name);
        if (chosen) {
            Command *command = ui_push(ui, COMMAND_LESSON);
            snprintf(command->text, sizeof command->text, "%s:%d", lesson->id, i + 1);
        }
    }
}

void panel_lessons(Ui *ui, UiRect rect)
{
    Flow flow;
    int step;
    const Lesson *lesson = session_lesson(ui->session, &step);
    float start = page_begin(ui, rect, "lessons", lesson ? lesson->title : "Lessons", COMMAND_LESSONS, &flow);
    if (!lesson) {
        draw_list(ui, &flow);
        page_end(&flow, rect, start);
        return;
    }
    char words[64];
    snprintf(words, sizeof words, "Step %d of %d", step + 1, lesson->step_count);
    flow_text(&flow, UI_FONT_SMALL, ui->theme->quiet, words);
    flow_gap(&flow, 4);
    flow_cited(&flow, ui_id("lesson say", lesson->id, step), &lesson->steps[step].say, ui->theme->text);
    flow_gap(&flow, 8);
    draw_keys(ui, &flow, lesson, step);
    if (lesson->steps[step].ask.text) {
        draw_question(ui, &flow, lesson, step);
    }
    flow_gap(&flow, 8);
    flow_rule(&flow);
    draw_steps(ui, &flow, lesson, step);
    page_end(&flow, rect, start);
}
