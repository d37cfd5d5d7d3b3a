/* teacher.h - the second window, for who presents: opened beside the projected one, drawn with its context. It holds
 * nothing that the session does not know; closing it closes nothing else. */
#ifndef HIP_APP_TEACHER_H
#define HIP_APP_TEACHER_H
#include "hip/ui.h"
#include "input.h"
#include "window.h"

typedef struct Teacher { /* `= {0}` is closed */
    Window window;       /* made when it is first opened, then only hidden */
    bool open;
    Ui *ui; /* NULL: not made yet, or gone with the context */
    InputQueue input;
    InputFrame taken;
    CommandQueue queue;
    unsigned picture, framebuffer; /* what is projected, small: GL names */
    int size[2];                   /* of that, pixels */
    double began_s;                /* when presenting began; set by the loop */
    double drawn_s;                /* when this window was drawn last ... */
    long drawn_second;             /* ... showing this second */
    bool behind;                   /* another picture is projected than is shown small */
    bool dirty;
    int settle; /* frames its panels still get after input */
    unsigned long count;
} Teacher;

struct Loop;

/* What is projected has the whole screen, of the second display where there is one; afterwards the window is as it was
 * and this one gone. */
void teacher_follow(struct Loop *loop);
/* The windows are called by the lesson that runs, and its step: so the list of windows and a screen reader say it. */
void teacher_name_windows(struct Loop *loop);
void teacher_open(struct Loop *loop); /* says so when it cannot be opened; open already: nothing */
void teacher_close(struct Loop *loop);
void teacher_end(struct Loop *loop); /* with the program, while the context is there */
/* The graphics card has forgotten everything; the window stays. */
void teacher_forget(struct Loop *loop);
/* Takes what is of this window; false: it is not. */
bool teacher_event(struct Loop *loop, const SDL_Event *event);
/* Keeps what is about to be shown in the projected window of so many pixels. */
void teacher_take_picture(struct Loop *loop, const int pixels[2]);
/* Draws the window when something in it has changed. */
void teacher_step(struct Loop *loop);
bool teacher_moving(const struct Loop *loop);
double teacher_wake_s(const struct Loop *loop); /* when it changes by itself; 0 never */
#endif
