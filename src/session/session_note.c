/* session_note.c - acts on what the user pins to places of the body. Each is written to disk at once, and is a step to
 * undo among those of the view. */
#include "hip/mem.h"
#include "hip/notes.h"
#include "hip/utf8.h"
#include "hip/words.h"
#include "session_private.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NOTE_STEPS = 64 };
static const double NEWS_S = 8;

typedef struct NoteStep { /* what undoes an act: the row comes, goes, or says what it said */
    enum { ROW_COMES, ROW_GOES, ROW_SAYS } what;
    int row, below; /* so many steps of the view had been done before it */
    Note note;
} NoteStep;

typedef struct NotePlace {
    bool asked, found;
    PenPlace at;
} NotePlace;

struct NoteShelf {
    Notes notes;
    int last; /* pinned, chosen, opened; -1 none */
    unsigned turn, changed;
    NoteStep undo[NOTE_STEPS], redo[NOTE_STEPS];
    int undo_count, redo_count;
    NotePlace places[NOTES_MOST]; /* by row; of ... */
    const Model *model;           /* ... this one */
    int variant;
};

static void tell(Session *session, const char *text)
{
    snprintf(session->screen.message, sizeof session->screen.message, "%.511s", _(text));
    session->screen.message_until_s = session->now_s + NEWS_S;
}

static struct NoteShelf *shelf_of(Session *session)
{
    if (!session->notes) {
        HipError err = {""};
        session->notes = mem_alloc(1, sizeof *session->notes);
        session->notes->last = -1;
        if (notes_load(&session->notes->notes, &err) != HIP_OK) {
            tell(session, err.text);
        }
    }
    return session->notes;
}

void session_notes_release(Session *session)
{
    free(session->notes);
    session->notes = NULL;
}

const Notes *session_notes(Session *session)
{
    return &shelf_of(session)->notes;
}

int session_note(Session *session, unsigned *turn, unsigned *changed)
{
    const struct NoteShelf *shelf = shelf_of(session);
    if (turn) {
        *turn = shelf->turn;
    }
    if (changed) {
        *changed = shelf->changed;
    }
    return shelf->last;
}

int session_note_rows(Session *session, int out[NOTES_MOST])
{
    const Notes *notes = session_notes(session);
    uint64_t identity = session->model ? model_identity(session->model) : 0;
    int count = 0;
    for (int i = 0; session->model && i < notes->count; i++) {
        if (notes->rows[i].model == identity) {
            out[count++] = i;
        }
    }
    return count;
}

int session_note_item(const Session *session, const Note *note)
{
    int items[VIEW_MAX_ITEMS], count = view_resolve(session->atlas, note->on, SIDE_RIGHT, items);
    bool there =
        count == 1 && session->model && items[0] < session->model->item_count && session->model->present[items[0]];
    return there ? items[0] : -1;
}

bool session_notes_shown(const Session *session)
{
    bool others = session->shown.present || session->shown.client;
    return session->model && session->notes_shown && (!others || session->notes_projected) && !session_asks(session);
}

void session_notes_switches(const Session *session, bool *shown, bool *projected)
{
    *shown = session->notes_shown;
    *projected = session->notes_projected;
}

bool session_note_place(Session *session, int row, PenPlace *out)
{
    struct NoteShelf *shelf = shelf_of(session);
    int variant = session->shown.variant;
    if (shelf->model != session->model || shelf->variant != variant) {
        memset(shelf->places, 0, sizeof shelf->places);
        shelf->model = session->model;
        shelf->variant = variant;
    }
    NotePlace *place = &shelf->places[row];
    const Note *note = &shelf->notes.rows[row];
    if (!place->asked && session->model) {
        int item = session_note_item(session, note);
        place->asked = true;
        place->found =
            item >= 0 && query_note_place(session->model, item, variant, note->at, note->cut[0] != '\0', &place->at);
    }
    if (place->found) {
        *out = place->at;
    }
    return place->found;
}

void session_notes_forget_places(Session *session)
{
    if (session->notes) {
        memset(session->notes->places, 0, sizeof session->notes->places);
    }
}

/* ---- undo ---- */

static void take_up(struct NoteShelf *shelf, int row)
{
    shelf->last = row;
    shelf->turn++;
}

static void rows_changed(struct NoteShelf *shelf)
{
    shelf->changed++;
    memset(shelf->places, 0, sizeof shelf->places);
}

static void push(NoteStep *steps, int *count, const NoteStep *step)
{
    if (*count == NOTE_STEPS) {
        memmove(steps, steps + 1, (NOTE_STEPS - 1) * sizeof *steps);
        (*count)--;
    }
    steps[(*count)++] = *step;
}

/* Carries a step out and makes of it the one that takes it back. */
static void exchange(struct NoteShelf *shelf, NoteStep *step)
{
    Notes *notes = &shelf->notes;
    if (step->what == ROW_COMES) {
        notes_add(notes, step->row, &step->note);
        step->what = ROW_GOES;
        rows_changed(shelf);
        take_up(shelf, step->row);
        return;
    }
    Note now = notes->rows[step->row];
    if (step->what == ROW_GOES) {
        notes_remove(notes, step->row);
        step->what = ROW_COMES;
        rows_changed(shelf);
        take_up(shelf, -1);
    } else {
        notes->rows[step->row] = step->note;
        take_up(shelf, step->row);
    }
    step->note = now;
}

bool session_note_can(const Session *session, CommandId id)
{
    const struct NoteShelf *shelf = session->notes;
    if (!shelf || (id != COMMAND_UNDO && id != COMMAND_REDO)) {
        return false;
    }
    int count = id == COMMAND_UNDO ? shelf->undo_count : shelf->redo_count;
    return count > 0 && (id == COMMAND_UNDO ? shelf->undo : shelf->redo)[count - 1].below == session->undo_count;
}

HipResult session_note_step(Session *session, CommandId id, HipError *err)
{
    struct NoteShelf *shelf = session->notes;
    bool undo = id == COMMAND_UNDO;
    int *from = undo ? &shelf->undo_count : &shelf->redo_count, *to = undo ? &shelf->redo_count : &shelf->undo_count;
    NoteStep step = (undo ? shelf->undo : shelf->redo)[--*from];
    exchange(shelf, &step);
    push(undo ? shelf->redo : shelf->undo, to, &step);
    return notes_save(&shelf->notes, err);
}

void session_notes_forget(Session *session, bool undo)
{
    if (session->notes) {
        session->notes->redo_count = 0;
        session->notes->undo_count = undo ? 0 : session->notes->undo_count;
    }
}

/* An act was done: the view cannot go forward again either. */
static HipResult done(Session *session, NoteStep step, HipError *err)
{
    struct NoteShelf *shelf = session->notes;
    step.below = session->undo_count;
    push(shelf->undo, &shelf->undo_count, &step);
    shelf->redo_count = session->redo_count = 0;
    session->last_gesture = 0;
    return notes_save(&shelf->notes, err);
}

/* ---- acts ---- */

static HipResult pin(Session *session, const Command *command, HipError *err)
{
    struct NoteShelf *shelf = shelf_of(session);
    Note note = {.model = model_identity(session->model)};
    if (command->item < 0 || command->item >= session->model->item_count) {
        return HIP_OK;
    }
    view_item_id(session->atlas, command->item, note.on, sizeof note.on);
    memcpy(note.at, command->vector, sizeof note.at);
    utf8_line(command->text, note.text, sizeof note.text);
    if (command->value > 0 && session->view.section != SECTION_NONE) {
        view_write_section(&session->view, note.cut, sizeof note.cut);
    }
    int row = shelf->notes.count;
    if (!notes_add(&shelf->notes, row, &note)) {
        return hip_fail(err, _("There are %d notes: remove one first"), NOTES_MOST);
    }
    rows_changed(shelf);
    take_up(shelf, row);
    session->notes_shown = true; /* who pins one wants to see it */
    session->screen.page = PAGE_NOTES;
    return done(session, (NoteStep){.what = ROW_GOES, .row = row}, err);
}

/* What is typed without a break is one step, and none of its own behind the pinning. */
static HipResult say(Session *session, int row, const char *text, HipError *err)
{
    struct NoteShelf *shelf = session->notes;
    Note *note = &shelf->notes.rows[row];
    NoteStep step = {.what = ROW_SAYS, .row = row, .note = *note};
    utf8_line(text, note->text, sizeof note->text);
    if (strcmp(note->text, step.note.text) == 0) {
        return HIP_OK;
    }
    const NoteStep *top = shelf->undo_count > 0 ? &shelf->undo[shelf->undo_count - 1] : NULL;
    bool same =
        top && top->row == row && top->what != ROW_COMES && top->below == session->undo_count && shelf->redo_count == 0;
    return same ? notes_save(&shelf->notes, err) : done(session, step, err);
}

static HipResult drop(Session *session, int row, HipError *err)
{
    struct NoteShelf *shelf = session->notes;
    NoteStep step = {.what = ROW_COMES, .row = row, .note = shelf->notes.rows[row]};
    notes_remove(&shelf->notes, row);
    rows_changed(shelf);
    take_up(shelf, -1);
    tell(session, N_("Removed. Ctrl+Z brings it back"));
    return done(session, step, err);
}

static HipResult go_there(Session *session, int row, HipError *err)
{
    struct NoteShelf *shelf = session->notes;
    ViewState next = session->view;
    take_up(shelf, row);
    HipResult rc = session_note_view(session, row, &next, err);
    if (rc == HIP_OK) {
        session->notes_shown = true;
        session_go(session, &next, true);
    }
    return rc;
}

static bool toggled(bool now, float value)
{
    return value < 0 ? !now : value > 0;
}

HipResult session_note_do(Session *session, const Command *command, HipError *err)
{
    int row = (int)command->value;
    if (command->id == COMMAND_NOTES_SHOW) {
        session->notes_shown = toggled(session->notes_shown, command->value);
        return HIP_OK;
    }
    if (command->id == COMMAND_NOTES_PROJECT) {
        session->notes_projected = toggled(session->notes_projected, command->value);
        return HIP_OK;
    }
    if (!session->model) {
        return HIP_OK;
    }
    if (command->id == COMMAND_NOTE_ADD) {
        return pin(session, command, err);
    }
    if (row < 0 || row >= session_notes(session)->count) {
        return HIP_OK;
    }
    if (command->id == COMMAND_NOTE_CHOOSE) {
        take_up(session->notes, row);
        session->screen.page = PAGE_NOTES;
        return HIP_OK;
    }
    return command->id == COMMAND_NOTE_SAY    ? say(session, row, command->text, err)
           : command->id == COMMAND_NOTE_OPEN ? go_there(session, row, err)
                                              : drop(session, row, err);
}
