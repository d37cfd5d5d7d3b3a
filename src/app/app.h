/* app.h - what the window and the jobs share: what was asked for on the command line, loading, offscreen GL. */
#ifndef HIP_APP_H
#define HIP_APP_H
#include "hip/render.h"
#include "hip/session.h"

typedef struct AppOptions {
    const char *const *models; /* --model paths; none: the built-in body */
    size_t model_count;
    const ViewWord *view;
    size_t view_count;
    int width, height;    /* 0: the default */
    const char *language; /* its code; NULL: as the settings say */
} AppOptions;

/* Loads models (none: the built-in body). Any thread. */
typedef struct LoadOptions {
    volatile int *cancel; /* may be NULL */
    bool quick; /* a model to draw at once; when *unfinished comes back true, app_finish_model makes the rest */
} LoadOptions;
HipResult app_load_model(const Atlas *atlas, const char *const *paths, size_t count, const LoadOptions *options,
                         Model **out, bool *unfinished, HipError *err);
/* A session that has such a model, for jobs without a picture. */
HipResult app_open_session(const Atlas *atlas, const char *const *paths, size_t count, Session **out, HipError *err);
/* The same model with levels of detail, and the cache written. `quick` stays the caller's. */
HipResult app_finish_model(const Atlas *atlas, const Model *quick, const char *const *paths, size_t count, Model **out,
                           HipError *err);

/* The same model with the client's figure and furniture behind its own parts. `model` stays the caller's. Any thread.
 */
HipResult app_add_client(const Model *model, Model **out, HipError *err);

/* Opens the window and runs until it is closed (window.c, loop.c). */
HipResult app_run_window(const AppOptions *options, HipError *err);

/* A GL 3.3 context without a window, and a renderer on it. */
typedef struct Offscreen {
    void *window, *context; /* SDL's */
    Renderer *renderer;
} Offscreen;
HipResult offscreen_open(Offscreen *out, HipError *err);
void offscreen_close(Offscreen *offscreen); /* accepts a zeroed struct */

#endif
