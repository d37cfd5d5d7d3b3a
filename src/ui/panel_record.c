/* panel_record.c - on the page of lessons, the one that is being recorded: its steps, what is said, its name. */
#include "ui_internal.h"
#include <stdio.h>
#include <string.h>

static void draw_kept(Ui *ui, Flow *flow, int count)
{
    for (int i = 0; i < count; i++) {
        const char *say = session_recorded_say(ui->session, i);
        char row[600];
        snprintf(row, sizeof row, "%d  %s", i + 1, say[0] ? say : _("(nothing said yet)"));
        flow_text(flow, UI_FONT_SMALL, ui->theme->text, row);
        flow_gap(flow, 4);
    }
}

/* What is written goes to the recording at once: nothing is lost when the page closes. */
static bool draw_words(Ui *ui, Flow *flow, int count)
{
    LessonPage *page = &ui->lesson;
    char head[64], *title = ui->screen->lesson_title;
    if (page->kept != count) {
        snprintf(page->say, sizeof page->say, "%s", session_recorded_say(ui->session, count - 1));
        page->kept = count;
    }
    snprintf(head, sizeof head, _("What you say at step %d"), count);
    bool active = flow_field(flow, "##record-say", head, page->say, sizeof page->say);
    if (strcmp(page->say, session_recorded_say(ui->session, count - 1)) != 0) {
        Command *command = ui_push(ui, COMMAND_LESSON_SAY);
        snprintf(command->text, sizeof command->text, "%s", page->say);
    }
    return flow_field(flow, "##record-title", "Name of the lesson", title, sizeof ui->screen->lesson_title) || active;
}

void draw_recording(Ui *ui, Flow *flow)
{
    int count = session_recorded(ui->session);
    flow_head(flow, "Record your own");
    if (count == 0) {
        flow_text(flow, UI_FONT_SMALL, ui->theme->quiet,
                  "Look at something, press Ctrl+R, go on to the next view: each time a step is kept.");
        flow_gap(flow, 6);
    }
    draw_kept(ui, flow, count);
    const UiButton buttons[] = {{"Keep this view", count == 0, true}, {"Take the last back", false, true}};
    int clicked = flow_buttons(flow, "record", buttons, count > 0 ? 2 : 1);
    if (clicked >= 0) {
        ui_push(ui, clicked == 0 ? COMMAND_LESSON_KEEP : COMMAND_LESSON_UNKEEP);
    }
    if (count == 0) {
        ui->lesson.kept = 0;
        ui->note_active = false;
        return;
    }
    ui->note_active = draw_words(ui, flow, count);
    flow_gap(flow, 4);
    const UiButton save = {"Save the lesson", true, true};
    if (flow_buttons(flow, "record save", &save, 1) == 0) {
        ui_push(ui, COMMAND_LESSON_SAVE);
    }
}
