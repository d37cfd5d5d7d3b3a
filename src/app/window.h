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
#endif
