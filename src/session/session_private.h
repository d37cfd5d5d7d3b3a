/* session_private.h - the one mutable struct, shared by the session_*.c. */
#ifndef HIP_SESSION_PRIVATE_H
#define HIP_SESSION_PRIVATE_H
#include "hip/board.h"
#include "hip/session.h"

enum { UNDO_MOST = 200 };

typedef struct Motion {
    bool active;
    double start_s, length_s; /* start below 0: begins with the next tick */
} Motion;

typedef struct Shelf { /* bookmarks */
    Bookmarks rows;
    int last;         /* kept, opened or brought back; -1 none */
    unsigned turn;    /* another number each time that changes */
    Bookmark dropped; /* deleted last; code NULL: none */
    int dropped_row;
} Shelf;

typedef struct LessonPlace { /* how a step of a lesson looks */
    const Lesson *lesson;    /* NULL: nothing is known */
    const Model *model;
    int step;
    ViewState home, view; /* what it began from */
} LessonPlace;

struct Session {
    const Atlas *atlas;
    Model *model;
    ViewState view, shown, from; /* where things go, are, and came from */
    Motion camera, body;
    ViewState *undo, *redo;
    int undo_count, redo_count;
    CommandId last_command;
    uint32_t last_gesture;
    Screen screen;
    Board board;
    int hovered;
    int pointed; /* zone under the pointer, -1 none */
    float aspect;
    float stops[11];
    int stop_count;
    bool reduced_motion;
    bool playing;  /* the stroke */
    Walk walk;     /* through a whole session ... */
    int walk_step; /* ... of which the view was last given this step; -1 none */
    LessonList lessons;
    bool lessons_read;
    const Lesson *lesson; /* that runs, of the list; NULL none */
    int lesson_step;
    LessonPlace lesson_place;
    bool lesson_plays;           /* goes on by itself ... */
    double lesson_s;             /* ... after so long in this step */
    struct Recording *recording; /* NULL: nothing was kept yet */
    Settings settings;           /* but for what the view holds */
    QuizRound quiz;
    int quiz_level;     /* of the last round; 0 none yet */
    QuizMemory *memory; /* NULL: not asked for yet */
    int today;
    Shelf *shelf;            /* bookmarks; NULL: not asked for yet */
    struct NoteShelf *notes; /* likewise */
    bool notes_shown, notes_projected;
    bool presented_before; /* it was projected already when it went onto a body */
    float pixel_guess_mm;  /* what the screen says of its pixels; 0 nothing */
    double now_s;
};

/* What a command of scope view makes of a state; `next` holds the present one. Camera commands say how the camera is to
 * move. Fails without having changed anything but `next`. */
HipResult session_apply(Session *session, const Command *command, ViewState *next, HipError *err);

void session_show_all(ViewState *next); /* nothing hidden, see-through or peeled by itself */

/* What an act on the section plane makes of a state. */
void session_section(const Session *session, const Command *command, ViewState *next);

/* What an act on the client makes of a state. */
HipResult session_client(const Session *session, const Command *command, ViewState *next, HipError *err);

/* session_source.c: what acts on a source of pain and on views side by side make of a state; and their time. */
HipResult session_source(Session *session, const Command *command, ViewState *next, HipError *err);
HipResult session_compare(Session *session, const Command *command, ViewState *next, HipError *err);
void session_follow_source(const Session *session, ViewState *next); /* to another side, another course of the nerve */
void session_put_source_back(const Session *session, ViewState *next); /* none is shown, what it opened is whole */
bool session_shows_source(const Session *session);
void session_run_source(Session *session, double step_s);
void session_play_source(Session *session, bool playing); /* from its start when it had ended */

/* An index of a table: the command's text, else its value; -1 none. */
HipResult session_choose(const Session *session, const Command *command, ViewTable table, int count, int *out,
                         HipError *err);

/* The client lies for a stroke and the camera sees its region; the position stays when it is the one given. */
void session_show_stroke(const Session *session, int stroke, int position, ViewState *next);
/* Goes to a state; `undo`: as a step that can be undone. */
void session_go(Session *session, const ViewState *next, bool undo);

/* session_told.c: what a client tells: a place of the skin. The client stands to be shown where it hurts; when the page
 * has been opened and nothing is told yet, so goes the view; all of it is forgotten, asked for twice. */
HipResult session_tell_at(const Session *session, const Command *command, ViewState *next, HipError *err);
HipResult session_pain_body(const Session *session, ViewState *next, HipError *err);
void session_ask_pain(Session *session);
void session_wipe(Session *session);

/* session_lesson.c: acts on lessons, and time that runs. */
HipResult session_lesson_do(Session *session, const Command *command, HipError *err);
void session_lesson_tick(Session *session, double since_s);

/* session_record.c: acts on the lesson that is being recorded. */
HipResult session_record_do(Session *session, const Command *command, HipError *err);
void session_record_release(Session *session);

/* session_tell.c: what a telling command makes of a state. */
HipResult session_tell(const Session *session, const Command *command, ViewState *next, HipError *err);

/* session_scene.c: the hip alone shows what a claim is about; an index out of range changes nothing. */
void session_scene(const Session *session, int scene, ViewState *next);

/* session_settings.c: acts on the user's settings. */
HipResult session_settings_do(Session *session, const Command *command, HipError *err);

/* board.c: acts on the curtain, the dot, the spotlight, the pens. */
void session_board_do(Session *session, const Command *command);

/* session.c: acts on the view, with their steps to undo. Lens and projection are held, not set: `session_copy_held`
 * puts them into every state in use at once, and they leave no step to undo. */
HipResult session_view_do(Session *session, const Command *command, HipError *err);
void session_copy_held(const ViewState *from, ViewState *to);

/* session_screen.c: acts on the screen; projected, or not. */
HipResult session_screen_do(Session *session, const Command *command, HipError *err);
void session_present(Session *session, bool on);

/* session_body.c: acts on what is projected on a body; what stays as it is in `to` while it lies there; whether a
 * command would move that. */
HipResult session_body_do(Session *session, const Command *command, HipError *err);
void session_hold_body(const ViewState *from, ViewState *to);
bool session_body_keeps(CommandId id);

/* session_bookmark.c: acts on the views that are kept. */
Shelf *session_shelf(Session *session);
HipResult session_bookmark_do(Session *session, const Command *command, HipError *err);
void session_bookmarks_release(Session *session);

/* session_note.c: acts on notes; their steps to undo lie among those of the view (`session_note_can`: the next one is a
 * note's); steps that are forgotten: those to do again, with `undo` all; another body: places are found anew. */
HipResult session_note_do(Session *session, const Command *command, HipError *err);
bool session_note_can(const Session *session, CommandId id); /* COMMAND_UNDO or COMMAND_REDO, likewise the next */
HipResult session_note_step(Session *session, CommandId id, HipError *err);
void session_notes_forget(Session *session, bool undo);
void session_notes_forget_places(Session *session);
void session_notes_release(Session *session);
/* note_view.c: what going to a note makes of a state. */
HipResult session_note_view(Session *session, int row, ViewState *next, HipError *err);

/* session_quiz.c: acts on the quiz; the end of a round, which keeps its score; time that runs. */
HipResult session_quiz_do(Session *session, const Command *command, HipError *err);
HipResult session_quiz_opened(Session *session,
                              HipError *err); /* its page came or went: who opens it is asked at once */
void session_quiz_stop(Session *session);
void session_quiz_tick(Session *session, double since_s);

/* session_walk.c: acts on the walk, and time that runs. */
void session_walk_do(Session *session, const Command *command);
void session_walk_tick(Session *session, double since_s);

/* Turns a camera so that it sees the side of the body that a standing one shows from this yaw and pitch. */
void session_direction(const float room[4], float yaw_deg, float pitch_deg, CameraPose *camera);

/* The part of the body that "the whole hip" means: taught structures, without the far ends of long ones. */
Box3 session_hip_box(const Session *session);
CameraPose session_frame(const Session *session, const Box3 *box, float yaw_deg, float pitch_deg);
/* The same in a pane of such a view. */
CameraPose session_frame_view(const Session *session, const ViewState *view, const Box3 *box, float yaw_deg,
                              float pitch_deg);
#endif
