/* notes.h - what the user pins to places of the body, in $XDG_DATA_HOME/hip-atlas/notes.json. A place is a structure
 * and where on it the body at rest has it, so that it is found again on any build of the body. Never anything about a
 * client. */
#ifndef HIP_NOTES_H
#define HIP_NOTES_H
#include "hip/board.h"

enum { NOTES_MOST = 200, NOTE_TEXT = 440, NOTE_WORD = 64 };

typedef struct Note {
    uint64_t model;       /* model_identity of the user's own mesh; 0: the built-in body */
    char on[NOTE_WORD];   /* "piriformis_r", "part:3" */
    float at[3];          /* metres, model frame at rest */
    char cut[NOTE_WORD];  /* it lies inside, on the face of this section (view_write_section); "" on the surface */
    char text[NOTE_TEXT]; /* one line of UTF-8; "" not yet written */
} Note;

typedef struct Notes { /* the oldest first */
    Note rows[NOTES_MOST];
    int count;
} Notes;

/* Before row `at`. False: there is no room. */
bool notes_add(Notes *notes, int at, const Note *note);
void notes_remove(Notes *notes, int row);

/* A whole file, versioned. New text, free. Reading: what is no such file fails with a line that says where, *out is
 * then empty. */
char *notes_write(const Notes *notes);
HipResult notes_read(const char *text, size_t size, Notes *out, HipError *err);

/* Nothing is there yet: none. What cannot be understood is put aside and `err` says so (HIP_FAILED). */
HipResult notes_load(Notes *out, HipError *err);
HipResult notes_save(const Notes *notes, HipError *err); /* the old or the new state, never half */

/* The session's own; read from disk when first asked for. */
const Notes *session_notes(Session *session);
/* Rows that belong to the model that is shown, in their order: the first is number 1. Returns how many. */
int session_note_rows(Session *session, int out[NOTES_MOST]);
/* The row that was pinned, chosen or opened last (-1: none): *turn (may be NULL) is another number each time that this
 * changes, *changed (may be NULL) each time that a row comes or goes. */
int session_note(Session *session, unsigned *turn, unsigned *changed);
int session_note_item(const Session *session, const Note *note); /* -1: this atlas or model has it not */
/* Pins may be drawn now: they are switched on, and no question waits that they could answer. For others' eyes, on the
 * projector or the client's, only where that is switched on too. */
bool session_notes_shown(const Session *session);
void session_notes_switches(const Session *session, bool *shown, bool *projected); /* as they are set */
/* What carries the place of a row, found once for each model and course of the nerve. False: it is not in this one. */
bool session_note_place(Session *session, int row, PenPlace *out);

/* COMMAND_NOTE_ADD for the place that is seen at a picture point (x, y in -1..1, y up). False: the body is not there,
 * or only a part of the client's that is no structure. */
bool query_note(const Model *model, const DrawList *list, QueryCache *cache, float x, float y, Command *out);
/* The place of an item's surface that is nearest to one at rest, in this course of the nerve; `inside`: that one
 * itself, carried as the nearest surface is. False: none is nearer than 3 cm. */
bool query_note_place(const Model *model, int item, int variant, const float rest[3], bool inside, PenPlace *out);
#endif
