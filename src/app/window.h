/* window.h - the window: SDL and its GL context live here, its events become plain InputEvents. */
#ifndef HIP_APP_WINDOW_H
#define HIP_APP_WINDOW_H
#include "input.h"
#include <SDL.h>

typedef struct Finger {
    SDL_FingerID id;
    float x, y; /* points */
} Finger;

#ifndef APIENTRY
#define APIENTRY
#endif
typedef unsigned(APIENTRY *ResetStatus)(void);

typedef struct Window {
    SDL_Window *sdl;
    SDL_GLContext gl;
    bool visible;             /* not minimised or hidden */
    SDL_Rect kept;            /* its place before the whole screen was taken */
    SDL_Rect home;            /* where it was before it went to another display; w 0: it did not */
    void *in_flight;          /* GLsync of the last frame */
    ResetStatus reset_status; /* NULL: the driver does not tell */
    Finger fingers[2];
    int finger_count;
} Window;

/* Opens the window with a GL 3.3 core context that is current on this thread; it is shown at once. One line on failure
 * says what is missing. */
HipResult window_open(int width, int height, Window *out, HipError *err);
/* The driver was reset: nothing that was given to it is there any more. */
bool window_lost(const Window *window);
/* A new context in the old one's place; the window stays. */
HipResult window_renew(Window *window, HipError *err);
void window_close(Window *window); /* accepts a zeroed struct */

/* Another window that is drawn with the first one's context, on that display; window_use says which of the two. */
HipResult window_open_beside(const Window *first, const char *title, int width, int height, int display, Window *out,
                             HipError *err);
/* Out of sight, and back where it was. A window that is destroyed while the program goes on ends it now and then: SDL
 * wakes its own waiting by a message to some window, over a connection of its own, and X11 takes one that has just gone
 * for an error. */
void window_hide(const Window *first, Window *window);
void window_show(Window *window);
/* What is drawn from now on goes to this window. */
void window_use(const Window *window);
int window_display(const Window *window);
void window_pointer(bool shown);
/* SDL's number of the window that an event is about; 0 none. */
Uint32 window_of_event(const SDL_Event *event);

/* Size in points (what the pointer speaks) and in pixels; never 0. */
void window_size(const Window *window, int points[2], int pixels[2]);

/* Fills the window with one colour (linear), before there is a picture. */
void window_fill(const float colour[3]);

/* Hands the frame over and waits until the one before is finished: llvmpipe would otherwise keep the memory of all. */
void window_swap(Window *window);

/* SDL's event as ours; false when it is no input. */
bool window_translate(Window *window, const SDL_Event *event, InputEvent *out);

bool window_is_full_screen(const Window *window);
void window_full_screen(Window *window, bool full);
/* The whole of that display, and back to where the window was. */
void window_project(Window *window, int display);
void window_unproject(Window *window, bool full);
#endif
