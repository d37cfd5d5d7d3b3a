/* session_bookmark.c - acts on the views that the user keeps. Each is written to disk at once. */
#include "hip/mem.h"
#include "hip/utf8.h"
#include "hip/words.h"
#include "session_private.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double NEWS_S = 8;

static void tell(Session *session, const char *text)
{
    snprintf(session->screen.message, sizeof session->screen.message, "%.511s", text);
    session->screen.message_until_s = session->now_s + NEWS_S;
}

Shelf *session_shelf(Session *session)
{
    if (!session->shelf) {
        HipError err = {""};
        session->shelf = mem_alloc(1, sizeof *session->shelf);
        session->shelf->last = -1;
        if (bookmarks_load(&session->shelf->rows, &err) != HIP_OK) {
            tell(session, err.text);
        }
    }
    return session->shelf;
}

const Bookmarks *session_bookmarks(Session *session)
{
    return &session_shelf(session)->rows;
}

int session_bookmark(Session *session, unsigned *turn)
{
    *turn = session_shelf(session)->turn;
    return session->shelf->last;
}

bool session_can_unkeep(Session *session)
{
    return session_shelf(session)->dropped.code != NULL;
}

void session_bookmarks_release(Session *session)
{
    if (session->shelf) {
        bookmarks_release(&session->shelf->rows);
        free(session->shelf->dropped.code);
        free(session->shelf);
    }
    session->shelf = NULL;
}

static void take_up(Shelf *shelf, int row)
{
    shelf->last = row;
    shelf->turn++;
}

/* What is shown: "Piriformis", else what lies open. */
static const char *name_of(const Session *session)
{
    int item = session->view.selected;
    return words(item >= 0 && item < session->atlas->structure_count
                     ? session->atlas->structures[item].name_en
                     : session_depth_name(session, session->view.depth));
}

static HipResult keep(Session *session, const char *name, HipError *err)
{
    Shelf *shelf = session_shelf(session);
    bool stripped;
    char *code = bookmark_code(session->atlas, &session->view, &stripped);
    bool added = bookmarks_add(&shelf->rows, 0, name[0] ? name : name_of(session), code);
    free(code);
    if (!added) {
        return hip_fail(err, "There are %d bookmarks: delete one first", BOOKMARKS_MOST);
    }
    take_up(shelf, 0);
    session->screen.page = PAGE_BOOKMARKS;
    if (stripped) {
        tell(session, "Kept without what the client told: that is never written down");
    }
    return bookmarks_save(&shelf->rows, err);
}

static HipResult open_row(Session *session, int row, HipError *err)
{
    Shelf *shelf = session_shelf(session);
    ViewState next;
    HipResult rc = bookmark_view(session->atlas, &shelf->rows.rows[row], &session->view, &next, err);
    if (rc == HIP_OK) {
        take_up(shelf, row);
        session_go(session, &next, true);
    }
    return rc;
}

static HipResult rename_row(Session *session, int row, const char *name, HipError *err)
{
    Shelf *shelf = session_shelf(session);
    if (!name[0]) {
        return HIP_OK; /* about to be typed anew */
    }
    utf8_line(name, shelf->rows.rows[row].name, BOOKMARK_NAME);
    return bookmarks_save(&shelf->rows, err);
}

static HipResult drop(Session *session, int row, HipError *err)
{
    Shelf *shelf = session_shelf(session);
    free(shelf->dropped.code);
    shelf->dropped = shelf->rows.rows[row];
    shelf->dropped.code = mem_string(shelf->dropped.code);
    shelf->dropped_row = row;
    take_up(shelf, -1);
    bookmarks_remove(&shelf->rows, row);
    return bookmarks_save(&shelf->rows, err);
}

static HipResult undrop(Session *session, HipError *err)
{
    Shelf *shelf = session_shelf(session);
    if (!shelf->dropped.code ||
        !bookmarks_add(&shelf->rows, shelf->dropped_row, shelf->dropped.name, shelf->dropped.code)) {
        return HIP_OK;
    }
    free(shelf->dropped.code);
    shelf->dropped.code = NULL;
    take_up(shelf, shelf->dropped_row);
    return bookmarks_save(&shelf->rows, err);
}

HipResult session_bookmark_do(Session *session, const Command *command, HipError *err)
{
    int row = (int)command->value;
    if (command->id == COMMAND_BOOKMARK_KEEP) {
        return session->model ? keep(session, command->text, err) : HIP_OK;
    }
    if (command->id == COMMAND_BOOKMARK_UNDROP) {
        return undrop(session, err);
    }
    if (row < 0 || row >= session_bookmarks(session)->count || !session->model) {
        return HIP_OK;
    }
    return command->id == COMMAND_BOOKMARK_OPEN     ? open_row(session, row, err)
           : command->id == COMMAND_BOOKMARK_RENAME ? rename_row(session, row, command->text, err)
                                                    : drop(session, row, err);
}
