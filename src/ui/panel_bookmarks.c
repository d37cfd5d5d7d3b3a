/* panel_bookmarks.c - the views that the user kept: open, name, delete. */
#include "hip/utf8.h"
#include "hip/words.h"
#include "ui_internal.h"
#include <stdio.h>
#include <string.h>

/* Of the bookmark that is at hand: its name, typed over, and the button that deletes it. */
static bool draw_at_hand(Ui *ui, Flow *flow, const Bookmarks *bookmarks, int row, unsigned turn)
{
    BookmarkPage *page = &ui->bookmark;
    const Bookmark *bookmark = &bookmarks->rows[row];
    if (page->turn != turn) { /* another one: its name goes into the field */
        page->turn = turn;
        snprintf(page->name, sizeof page->name, "%s", bookmark->name);
    }
    bool active = flow_field(flow, "##bookmark-name", "Its name", page->name, sizeof page->name);
    char clean[BOOKMARK_NAME]; /* a space at the end is kept once a letter follows it */
    if (utf8_line(page->name, clean, sizeof clean)[0] && strcmp(clean, bookmark->name) != 0) {
        Command *command = ui_push(ui, COMMAND_BOOKMARK_RENAME);
        command->value = (float)row;
        snprintf(command->text, sizeof command->text, "%s", clean);
    }
    const UiButton drop = {_("Delete"), false, true};
    if (flow_buttons(flow, "bookmark drop", &drop, 1) == 0) {
        ui_push(ui, COMMAND_BOOKMARK_DROP)->value = (float)row;
    }
    flow_gap(flow, 8);
    return active;
}

static void draw_keep(Ui *ui, Flow *flow)
{
    const UiButton buttons[] = {{"Keep this view", true, ui->model != NULL}, {"Bring it back", false, true}};
    int clicked = flow_buttons(flow, "bookmark keep", buttons, session_can_unkeep(ui->session) ? 2 : 1);
    if (clicked >= 0) {
        ui_push(ui, clicked == 0 ? COMMAND_BOOKMARK_KEEP : COMMAND_BOOKMARK_UNDROP);
    }
    flow_gap(flow, 8);
}

void panel_bookmarks(Ui *ui, UiRect rect)
{
    Flow flow;
    const Bookmarks *bookmarks = session_bookmarks(ui->session);
    unsigned turn;
    int at_hand = session_bookmark(ui->session, &turn);
    bool active = false;
    float start = page_begin(ui, rect, "bookmarks", "Bookmarks", COMMAND_BOOKMARKS, &flow);
    if (bookmarks->count == 0) {
        flow_text(&flow, UI_FONT_SMALL, ui->theme->quiet,
                  "Keep a view with Ctrl+D: it stays here until you delete it. What a client tells is never kept.");
        flow_gap(&flow, 8);
    }
    draw_keep(ui, &flow);
    for (int i = 0; i < bookmarks->count; i++) {
        const char *name = bookmarks->rows[i].name;
        if (flow_choice_words(&flow, ui_id("bookmark", "", i), i == at_hand, ui->theme->text, name, "")) {
            ui_push(ui, COMMAND_BOOKMARK_OPEN)->value = (float)i;
        }
        active |= i == at_hand && draw_at_hand(ui, &flow, bookmarks, i, turn);
    }
    ui->note_active = active;
    page_end(&flow, rect, start);
}
