/* session.h - all mutable state of one run. Panels, input, command line, lessons push commands; nothing else changes
 * it. */
#ifndef HIP_SESSION_H
#define HIP_SESSION_H
#include "hip/bookmarks.h"
#include "hip/command.h"
#include "hip/draw_list.h"
#include "hip/lesson.h"
#include "hip/model.h"
#include "hip/peel.h"
#include "hip/quiz.h"
#include "hip/settings.h"
#include "hip/walk.h"

/* What the sheet at the right shows; without a page it shows what is selected. */
typedef enum ScreenPage {
    PAGE_NONE,
    PAGE_HELP,
    PAGE_ABOUT,
    PAGE_MODEL,
    PAGE_VARIANTS,
    PAGE_POSITIONS,
    PAGE_MOTION,
    PAGE_STROKES,
    PAGE_PRESS,
    PAGE_WALK,
    PAGE_PAIN,
    PAGE_LESSONS,
    PAGE_COMPARE,
    PAGE_CLAIMS,
    PAGE_QUIZ,
    PAGE_BOOKMARKS,
    PAGE_NOTES,
    PAGE_SETTINGS,
    PAGE_MORE,
    PAGE_COUNT
} ScreenPage;
/* The command that opens a page and closes it; COMMAND_NONE of PAGE_NONE. */
CommandId page_command(ScreenPage page);

typedef struct Screen { /* what is open beside the body; not part of the view state, never undone */
    bool search, layers;
    ScreenPage page;
    bool menu;      /* the menu of acts on the spot; the ui opens and shows it */
    bool wipe;      /* COMMAND_PAIN_WIPE was asked for once: the next one does it, COMMAND_BACK takes it back */
    bool known;     /* beside the page of the quiz the body is painted by what the learner knows of it */
    unsigned wiped; /* so often: the ui forgets its own with it */
    int hover_zone; /* area of the skin under the pointer while somebody shows where it hurts, from 1; 0 none; set by */
    Side hover_side; /* the window */
    char search_text[256];
    char lesson_title[120]; /* typed: what the lesson that is being recorded is saved as */
    char note[1024];        /* the therapist's own words for the page that is printed; forgotten with what was told */
    int paper;              /* HandoutPaper of that page */
    char message[512];      /* one line of trouble or news; "" none */
    double message_until_s;
    float free_left, free_right; /* fraction of the width under panels: the body stands between; set by the ui */
    float free_bottom;           /* fraction of the height under the row at the bottom; likewise */
    float sheet;      /* fraction that a structure's page takes: a reveal, which opens it, is framed beside it */
    float wide_sheet; /* the same of the page that asks where it hurts, with nothing at the left */
} Screen;

typedef struct Session Session;

/* The atlas must outlive the session. The session starts without a model. */
Session *session_create(const Atlas *atlas);
void session_destroy(Session *session);

/* Takes the model over and frames it; the view keeps what still makes sense. NULL: none. */
void session_set_model(Session *session, Model *model, float aspect);
/* Same content, better mesh (levels of detail arrived): view and undo stay. Returns the old one to release. */
Model *session_swap_model(Session *session, Model *model);
/* The model has got its client only after a position was asked for: figure and room fade in from now on. */
void session_meet_client(Session *session);

const Atlas *session_atlas(const Session *session);
Model *session_model(const Session *session);           /* NULL: none yet */
const ViewState *session_view(const Session *session);  /* where things are going */
const ViewState *session_shown(const Session *session); /* where they are at this moment */
/* Which lines of pull are seen now: never LINES_AUTO. */
LineMode session_lines(const Session *session);
Screen *session_screen(Session *session);
const Screen *session_screen_const(const Session *session);

int session_hovered(const Session *session);          /* item, -1 */
bool session_set_hovered(Session *session, int item); /* true when it changed */
/* The zone of atlas->pain that is pointed at while somebody shows where it hurts; -1 none. True when it changed. */
bool session_point_zone(Session *session, int zone);
/* The area of the skin (of atlas->pain) at a place of the body at rest, metres, and the side that it is on: the one
 * that is worked near the midline; -1: none there. */
int session_zone_at(const Session *session, const float at[3], Side *side);
void session_set_aspect(Session *session, float aspect);
void session_set_reduced_motion(Session *session, bool reduced);
bool session_reduced_motion(const Session *session);

/* Carries out a command of scope view or screen. On failure (a wrong view code) nothing has changed. */
HipResult session_do(Session *session, const Command *command, HipError *err);
bool session_can(const Session *session, const Command *command); /* greyed out when false */

typedef struct ViewWord { /* a VIEW option of the command line without its dashes, e.g. {"peel", "piriformis=0.5"} */
    const char *name, *value; /* value NULL: a switch */
} ViewWord;

/* Applies words to the session (which has a model), in the order that they need, without motion or undo step. On
 * failure the session is as it was. Ids, groups and sides as --help says. */
HipResult session_apply_words(Session *session, const ViewWord *words, size_t count, HipError *err);

/* What words would make of a state; the session stays as it is. */
HipResult session_words_state(const Session *session, const ViewState *from, const ViewWord *words, size_t count,
                              ViewState *out, HipError *err);

/* The lessons that there are; read from disk when first asked for, with the mistakes of single files in `problems` (may
 * be NULL). session_read_lessons reads them anew. */
const LessonList *session_lessons(Session *session, Problems *problems);
void session_read_lessons(Session *session, Problems *problems);
/* The lesson that runs (NULL: none) and its step. The view may have left it: to explore costs nothing. */
const Lesson *session_lesson(const Session *session, int *step);
/* The item that its step selects; -1: none, or no lesson runs. */
int session_lesson_selects(const Session *session);
/* How a step of any lesson looks, from its first step on, with this session's model, theme and screen. Pure. On failure
 * the line says which step and line. */
HipResult session_lesson_state(const Session *session, const Lesson *lesson, int step, ViewState *out, HipError *err);
/* One step alone: `view` is how the step before looks (at the first: any) and becomes how this one does; on
 * failure it stays. Who goes through a whole lesson asks so once for each. */
HipResult session_lesson_step(const Session *session, const Lesson *lesson, int step, ViewState *view, HipError *err);

/* How the user likes it, as it is now: theme, skin and build are those of the view. session_use_settings puts them in
 * place, without motion or undo; a language that cannot be had stays as it was. */
Settings session_settings(const Session *session);
void session_use_settings(Session *session, const Settings *settings);

/* Projected on a body (ViewState.body). Where its first or second landmark is now, metres, model frame; false: nowhere.
 * What the screen says of the length of its pixels, until that is measured (Settings.pixel_mm); 0: nothing. */
bool session_body_mark(const Session *session, int which, float at[3]);
void session_guess_pixel(Session *session, float mm);
bool session_pixel_measured(const Session *session);

/* A round of the quiz, which lives on its page and takes a few minutes: the question after that ends it. */
enum { QUIZ_ROUND_S = 5 * 60 };
typedef struct QuizRound {
    int level; /* 1 .. QUIZ_LEVELS; 0: none runs, the rest tells of the last one */
    QuizQuestion question;
    int chosen[QUIZ_CHOICES]; /* choices in the order of QUIZ_LAYERS, else one; of QUIZ_FIND the item clicked */
    int chosen_count;
    bool answered, was_right;
    int asked, right; /* of this round, with this question once it is answered */
    double left_s;
} QuizRound;
const QuizRound *session_quiz(const Session *session);
/* A question waits for its answer: until then nothing on the screen may name what is asked. */
bool session_asks(const Session *session);
/* What the user remembers; read from disk when first asked for. */
const QuizMemory *session_quiz_memory(Session *session);
/* The day that answers belong to, counted from any fixed day: time is an argument. */
void session_set_today(Session *session, int day);

/* The views that the user keeps; read from disk when first asked for. The one that was kept, opened or brought back
 * last (-1: none): *turn is another number each time that this changes. Whether one that was deleted can be brought
 * back. */
const Bookmarks *session_bookmarks(Session *session);
int session_bookmark(Session *session, unsigned *turn);
bool session_can_unkeep(Session *session);

/* The lesson that is being recorded: how many steps were kept, and what is said at one of them ("" nothing yet). */
int session_recorded(const Session *session);
const char *session_recorded_say(const Session *session, int step);

/* Puts a whole state in place at once (command line, golden pictures): no motion, no undo step. */
void session_place(Session *session, const ViewState *view);
void session_forget_history(Session *session); /* nothing to undo: what stands now is the start; no byte is kept */

/* Moves what is in motion to the time now; true while something still moves. */
bool session_tick(Session *session, double now_s);
bool session_moving(const Session *session);
/* The chosen stroke runs with the clock of session_tick, round and round. */
bool session_playing(const Session *session);
/* The walk through a whole session (Atlas.session), which the clock of session_tick moves on: each step lays the
 * client, sets its stroke and turns the camera. What the user does in between pauses it and locks nothing. */
const Walk *session_walk(const Session *session);

/* Turns the view's camera to zones (bits of atlas->pain->zones) as the client now lies; without any it stays. */
void session_look_at_zones(const Session *session, uint64_t zones, ViewState *view);

/* Keeps a camera, as the view now has the body lie, out of the body and in sight of it. */
void session_limit_camera(const Session *session, CameraPose *camera);

/* The whole hip as the program starts: posterior, depth at the first stop. */
void session_home(const Session *session, ViewState *out);

/* Name of what lies open at this depth ("Gluteus maximus"), for the slider and the large word beside it. */
const char *session_depth_name(const Session *session, float depth);
int session_stops(const Session *session, float out[11]);

/* How far the section plane of the view may be moved, mm. */
void session_section_range(const Session *session, float *lo_mm, float *hi_mm);

/* What is drawn now. Pure: the same session gives the same list. `list` is large: keep it on the heap. */
void session_compose(const Session *session, int width, int height, DrawList *list);
/* The same for any state. */
void compose(const Model *model, const ViewState *view, int hovered, int width, int height, DrawList *list);

/* Zones told, those of a source that is shown, and one pointed at (of atlas->pain, -1 none), painted onto the body in a
 * list composed from the same view; compose does so with none pointed at. */
void compose_field(const Model *model, const ViewState *view, int pointed, DrawList *list);
/* The same with the zone that the session says is pointed at; session_compose has done it. */
void session_compose_pointed(const Session *session, const ViewState *view, DrawList *list);
/* Screen.known: the colours of structures in a composed list tell what the learner knows; skin and fat stay. */
void session_compose_known(const Session *session, DrawList *list);

/* The section plane of the view into a list that holds its items. */
void compose_section(const Model *model, const ViewState *view, DrawList *list);

/* The look-through lens of the view, when it has one: composes what is seen through it into `inside` and hangs that
 * into the list, which was composed from the same view. Both stay the caller's and must live as long as each other. */
void session_compose_lens(const Session *session, DrawList *inside, DrawList *list);
void compose_lens(const Model *model, const ViewState *view, int hovered, DrawList *inside, DrawList *list);
/* How deep the lens looks: as the view says, else so that the selected structure or the atlas's choice lies open; the
 * bones where that is open already. */
float lens_depth(const Atlas *atlas, const ViewState *view);
#endif
