/* panel_notes.c - the notes that the user pinned to the body: read, write, go there, remove; where pins are seen. */
#include "hip/utf8.h"
#include "ui_internal.h"
#include <stdio.h>
#include <string.h>

static const char FIELD[] = "##note-text";

/* Of the note that is at hand: its text, typed over, and the button that removes it. One that was just pinned wants its
 * words at once. */
static bool draw_at_hand(Ui *ui, Flow *flow, int row, unsigned turn)
{
    NotePage *page = &ui->note;
    const Note *note = &session_notes(ui->session)->rows[row];
    if (page->turn != turn) {
        page->turn = turn;
        snprintf(page->text, sizeof page->text, "%s", note->text);
        ui->ask_field = note->text[0] ? 0 : ui_id("record", FIELD, 0);
    }
    bool active = flow_field(flow, FIELD, "What it says", page->text, sizeof page->text);
    char clean[NOTE_TEXT]; /* a space at the end is kept once a letter follows it */
    if (strcmp(utf8_line(page->text, clean, sizeof clean), note->text) != 0) {
        Command *command = ui_push(ui, COMMAND_NOTE_SAY);
        command->value = (float)row;
        snprintf(command->text, sizeof command->text, "%s", clean);
    }
    const UiButton buttons[] = {{"Go there", false, true}, {"Remove", false, true}};
    int clicked = flow_buttons(flow, "note", buttons, 2);
    if (clicked >= 0) {
        ui_push(ui, clicked == 0 ? COMMAND_NOTE_OPEN : COMMAND_NOTE_DROP)->value = (float)row;
    }
    flow_gap(flow, 8);
    return active;
}

static bool draw_row(Ui *ui, Flow *flow, int number, int row, int at_hand, unsigned turn)
{
    const Note *note = &session_notes(ui->session)->rows[row];
    int item = session_note_item(ui->session, note);
    char words[NOTE_TEXT + 16], where[160];
    snprintf(words, sizeof words, "%d  %s", number, note->text[0] ? note->text : _("(nothing written yet)"));
    if (item >= 0) {
        item_name(ui, item, where, sizeof where);
    } else {
        snprintf(where, sizeof where, "%s", _("This note's place is not in this model"));
    }
    if (flow_choice_words(flow, ui_id("note", "row", number), row == at_hand, ui->theme->text, words, where)) {
        ui_push(ui, item >= 0 ? COMMAND_NOTE_OPEN : COMMAND_NOTE_CHOOSE)->value = (float)row;
    }
    return row == at_hand && draw_at_hand(ui, flow, row, turn);
}

static void draw_switches(Ui *ui, Flow *flow)
{
    bool shown, projected;
    session_notes_switches(ui->session, &shown, &projected);
    if (flow_check(flow, ui_id("note", "shown", 0), shown, "Show pins on the body")) {
        ui_push(ui, COMMAND_NOTES_SHOW)->value = shown ? 0 : 1;
    }
    if (flow_check(flow, ui_id("note", "projected", 0), projected, "Also on the projector and for the client's eyes")) {
        ui_push(ui, COMMAND_NOTES_PROJECT)->value = projected ? 0 : 1;
    }
}

void panel_notes(Ui *ui, UiRect rect)
{
    Flow flow;
    int rows[NOTES_MOST], count = session_note_rows(ui->session, rows), others;
    unsigned turn;
    int at_hand = session_note(ui->session, &turn, NULL);
    bool active = false;
    float start = page_begin(ui, rect, "notes", "Notes on the body", COMMAND_NOTES, &flow);
    flow_text(&flow, UI_FONT_SMALL, ui->theme->quiet,
              "Point at a place of the body and press Ctrl+N; without a pointer the note goes to what is selected.");
    flow_gap(&flow, 6);
    flow_text(&flow, UI_FONT_SMALL, ui->theme->caution,
              "Notes are for anatomy. Never write names of clients or anything about their health.");
    flow_gap(&flow, 8);
    const UiButton pin = {"Pin a note to what is selected", true, ui->model && ui->view->selected >= 0};
    if (flow_buttons(&flow, "note pin", &pin, 1) == 0) {
        ui_push(ui, COMMAND_NOTE_PIN);
    }
    flow_gap(&flow, 4);
    draw_switches(ui, &flow);
    flow_gap(&flow, 8);
    for (int i = 0; i < count; i++) {
        active |= draw_row(ui, &flow, i + 1, rows[i], at_hand, turn);
    }
    others = session_notes(ui->session)->count - count;
    if (others > 0) {
        char text[120];
        snprintf(text, sizeof text, _("Pinned to other models: %d"), others);
        flow_gap(&flow, 6);
        flow_text(&flow, UI_FONT_SMALL, ui->theme->quiet, text);
    }
    ui->note_active = active;
    page_end(&flow, rect, start);
}
