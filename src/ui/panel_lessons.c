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
        snprintf(under, sizeof under, lesson->own ? _("%s%s%d steps \u00b7 yours") : _("%s%s%d steps"),
                 lesson->about ? _(lesson->about) : "", lesson->about ? " \u00b7 " : "", lesson->step_count);
        if (flow_choice_words(flow, ui_id("lesson", lesson->id, 0), false, ui->theme->text, lesson->title, under)) {
            Command *command = ui_push(ui, COMMAND_LESSON);
            snprintf(command->text, sizeof command->text, "%s", lesson->id);
        }
    }
}

/* The choices, what became of the one that was taken, and why. True when one was taken just now. */
static bool draw_choices(Ui *ui, Flow *flow, const Lesson *lesson, int step)
{
    const LessonQuestion *ask = &lesson->steps[step].ask;
    LessonPage *page = &ui->lesson;
    bool told = page->answer >= 0, taken = false;
    flow_text(flow, UI_FONT_SMALL, ui->theme->text, ask->text);
    flow_gap(flow, 4);
    for (int i = 0; i < ask->choice_count; i++) {
        UiColour ink = told && i == ask->right ? ui->theme->accent
                       : i == page->answer     ? ui->theme->caution
                                               : ui->theme->text;
        const char *under = !told ? "" : i == ask->right ? "Right." : i == page->answer ? "Not this one" : "";
        if (flow_choice_words(flow, ui_id("lesson answer", lesson->id, step * LESSON_CHOICES + i), i == page->answer,
                              ink, ask->choices[i], under)) {
            taken = page->answer < 0;
            page->answer = i;
        }
    }
    if (page->answer >= 0 && ask->because) {
        flow_gap(flow, 4);
        flow_text(flow, UI_FONT_SMALL, ui->theme->quiet, ask->because);
    }
    return taken;
}

static void at_step(LessonPage *page, const Lesson *lesson, int step)
{
    if (page->of != lesson || page->step != step) {
        page->asks = page->asks && page->of == lesson;
        page->of = lesson;
        page->step = step;
        page->answer = -1;
    }
}

bool lesson_asks(const Ui *ui)
{
    int step = 0;
    const LessonPage *page = &ui->lesson;
    const Lesson *lesson = session_lesson(ui->session, &step);
    return lesson && page->asks && ui->screen->page == PAGE_LESSONS && lesson->steps[step].ask.text &&
           (page->of != lesson || page->step != step || page->answer < 0);
}

static void draw_question(Ui *ui, Flow *flow, const Lesson *lesson, int step)
{
    flow_head(flow, "Question");
    draw_choices(ui, flow, lesson, step);
}

static int questions(const Lesson *lesson)
{
    int count = 0;
    for (int i = 0; i < lesson->step_count; i++) {
        count += lesson->steps[i].ask.text != NULL;
    }
    return count;
}

static void go_to(Ui *ui, const Lesson *lesson, int step)
{
    Command *command = ui_push(ui, COMMAND_LESSON);
    snprintf(command->text, sizeof command->text, "%s:%d", lesson->id, step + 1);
}

/* The step that holds the question of this number, from 0. */
static int step_of_question(const Lesson *lesson, int number)
{
    for (int i = 0; i < lesson->step_count; i++) {
        if (lesson->steps[i].ask.text && number-- == 0) {
            return i;
        }
    }
    return -1;
}

static void begin_questions(Ui *ui, const Lesson *lesson)
{
    ui->lesson.asks = true;
    ui->lesson.asked = ui->lesson.right = 0;
    ui->lesson.of = lesson;
    ui->lesson.step = -1;
    go_to(ui, lesson, step_of_question(lesson, 0));
}

/* The lesson as a test: its questions one after the other, each on the body that it is about. */
static void draw_test(Ui *ui, Flow *flow, const Lesson *lesson, int step)
{
    LessonPage *page = &ui->lesson;
    int count = questions(lesson), next = step_of_question(lesson, page->asked);
    char words[80];
    if (lesson->steps[step].ask.text && (page->answer >= 0 || step == next)) {
        snprintf(words, sizeof words, _("Question %d of %d"), page->asked + (page->answer < 0), count);
        flow_head(flow, words);
        if (draw_choices(ui, flow, lesson, step)) {
            page->asked++;
            page->right += page->answer == lesson->steps[step].ask.right;
        }
    }
    flow_gap(flow, 8);
    snprintf(words, sizeof words, _("%d of %d right"), page->right, page->asked);
    flow_text(flow, UI_FONT_STRONG, ui->theme->text, page->asked ? words : "");
    flow_gap(flow, 6);
    bool more = page->asked < count;
    const UiButton buttons[] = {{more ? "Next question" : "Once more", true, !more || step != next},
                                {"Back to the lesson", false, true}};
    int clicked = flow_buttons(flow, "lesson test", buttons, 2);
    if (clicked == 0 && more) {
        go_to(ui, lesson, next);
    } else if (clicked == 0) {
        begin_questions(ui, lesson);
    }
    page->asks = page->asks && clicked != 1;
}

static void draw_keys(Ui *ui, Flow *flow, const Lesson *lesson, int step)
{
    bool asks = questions(lesson) > 0;
    const UiButton buttons[] = {{"Step before", false, step > 0},
                                {"Next", true, step + 1 < lesson->step_count},
                                {"Leave the lesson", false, true},
                                {"Its questions", false, true}};
    static const CommandId COMMANDS[] = {COMMAND_LESSON_PREVIOUS, COMMAND_LESSON_NEXT, COMMAND_LESSON};
    int clicked = flow_buttons(flow, "lesson keys", buttons, asks ? 4 : 3);
    if (clicked >= 0 && clicked < 3) {
        ui_push(ui, COMMANDS[clicked]);
    } else if (clicked == 3) {
        begin_questions(ui, lesson);
    }
}

static void draw_steps(Ui *ui, Flow *flow, const Lesson *lesson, int now)
{
    for (int i = 0; i < lesson->step_count; i++) {
        char name[600];
        snprintf(name, sizeof name, "%d  %s", i + 1, _(lesson->steps[i].say.text));
        if (flow_choice_words(flow, ui_id("lesson step", lesson->id, i), i == now,
                              i == now ? ui->theme->accent : ui->theme->text, name, "")) {
            go_to(ui, lesson, i);
        }
    }
}

void panel_lessons(Ui *ui, UiRect rect)
{
    Flow flow;
    int step;
    const Lesson *lesson = session_lesson(ui->session, &step);
    float start = page_begin(ui, rect, "lessons", lesson ? lesson->title : "Lessons", COMMAND_LESSONS, &flow);
    bool recording = session_recorded(ui->session) > 0;
    if (!lesson) {
        if (recording) { /* what one is at stands first: it shall not be looked for below the list */
            draw_recording(ui, &flow);
            flow_gap(&flow, 8);
            flow_rule(&flow);
        }
        draw_list(ui, &flow);
        if (!recording) {
            draw_recording(ui, &flow);
        }
        page_end(&flow, rect, start);
        return;
    }
    ui->note_active = false; /* until the recording's fields are drawn */
    at_step(&ui->lesson, lesson, step);
    if (ui->lesson.asks) {
        draw_test(ui, &flow, lesson, step);
        page_end(&flow, rect, start);
        return;
    }
    char words[64];
    snprintf(words, sizeof words, _("Step %d of %d"), step + 1, lesson->step_count);
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
    if (recording) { /* views that were kept on the way through another lesson */
        draw_recording(ui, &flow);
    }
    page_end(&flow, rect, start);
}
