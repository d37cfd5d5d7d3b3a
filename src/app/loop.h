/* loop.h - what the window's parts share: the loop's own state. Private to loop.c, frame.c and acts.c. */
#ifndef HIP_APP_LOOP_H
#define HIP_APP_LOOP_H
#include "dialog.h"
#include "frame.h"
#include "hands.h"
#include "loader.h"
#include "onto.h"
#include "picture_out.h"
#include "teacher.h"
#include "window.h"
#include <stdio.h>

typedef struct Loop {
    const AppOptions *options;
    Atlas *atlas;
    Session *session; /* NULL until the atlas is there */
    Window window;
    Renderer *renderer;
    Ui *ui; /* NULL until the first frame is on the screen */
    Loader *loader;
    Dialog *dialog;
    PictureOut *pictures;
    Hands hands;
    InputQueue input;
    InputFrame taken;
    CommandQueue queue;
    Frame frame;
    Teacher teacher;
    Onto onto;
    QueryCache rays;
    bool rays_ready;               /* picking costs no pause now */
    bool built_in_tried;           /* after a model that could not be read */
    const Model *client_asked;     /* the client's parts were asked for to stand behind this model's */
    bool reading_said;             /* the message on the screen is that a model is being read */
    bool idle;                     /* nothing else to do in this frame: time for the fine picture */
    bool dirty;                    /* draw, whatever else */
    CameraPose home;               /* the starting view as it was framed for ... */
    float home_aspect, home_left;  /* ... a picture of this shape between these panels */
    int warmed;                    /* what warm.c has made ready */
    int settle;                    /* frames the panels still get to come to rest after input */
    Settings kept;                 /* the user's settings as they are on disk ... */
    bool keeps;                    /* ... where changes go; not before they were read, nor after the disk refused */
    float pen_at[2], pen_there[3]; /* where the pen was: shares of the window, metres on the body */
    bool presenting, was_full;     /* the view is projected; the window had the whole screen before */
    bool quit;
    bool lost;                /* the graphics card has forgotten everything */
    unsigned long lose_every; /* see test_loses */
    char **drops;             /* paths dropped so far, until the drop is complete */
    size_t drop_count, drop_capacity;
    FILE *trace, *record; /* $HIP_TRACE: a line for each frame; $HIP_RECORD: a replay of the input. NULL mostly */
    HipError fatal;       /* why `quit` when it is not by wish */
    HipResult result;
} Loop;

double loop_now_s(void);

/* Shows one line for some seconds. */
void loop_say(Loop *loop, double seconds, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* A line of the trace. */
void loop_trace(Loop *loop, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Keeps the body whole while nobody has turned it: where the window or the panels have another shape than the starting
 * view was framed for, and it is still shown, frames it anew. `first`: only takes note. */
void loop_keep_whole(Loop *loop, bool first);

/* acts.c: what needs a window, files or a clipboard */
void acts_run(Loop *loop, CommandQueue *queue); /* everything in the queue, the session's too; empties it */
/* pen.c: COMMAND_PEN_DRAW */
void pen_draw(Loop *loop, const Command *command);
/* note.c: COMMAND_NOTE_PIN */
void note_pin(Loop *loop);
void acts_open(Loop *loop, const char *const *paths, size_t count);
void acts_news(Loop *loop); /* takes what loader, dialog and pictures report */
#endif
