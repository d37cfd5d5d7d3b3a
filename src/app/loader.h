/* loader.h - models are read on a thread of their own; the window only ever swaps a pointer. One load at a time: a new
 * one stops the one before. News arrive through a mailbox, an SDL event of the given type wakes the window. */
#ifndef HIP_APP_LOADER_H
#define HIP_APP_LOADER_H
#include "app.h"

typedef struct Loader Loader;

typedef enum LoaderNewsKind {
    LOADER_NOTHING,
    LOADER_ATLAS,  /* the first news ever: `atlas`, the receiver's, to be kept until the loader is destroyed */
    LOADER_BROKEN, /* there is no atlas and so no program; `text` says why */
    LOADER_MODEL,  /* `model` can be drawn; it is the receiver's now */
    LOADER_BETTER, /* the same content with levels of detail: session_swap_model; the receiver's now */
    LOADER_RAYS,   /* `rays` belong to the model handed over last; the receiver's now */
    LOADER_FAILED, /* `text` says why; the session keeps what it has */
    LOADER_DONE    /* nothing more comes of this load */
} LoaderNewsKind;

typedef struct LoaderNews {
    LoaderNewsKind kind;
    Atlas *atlas;
    Model *model;
    MeshBvhSet *rays;
    char text[1024];
} LoaderNews;

/* May be called before SDL_Init: the first load then runs while the window opens. */
Loader *loader_create(unsigned event_type);
/* Stops, waits, throws away what nobody took. NULL is fine. */
void loader_destroy(Loader *loader);

/* No paths: the built-in body. */
void loader_start(Loader *loader, const char *const *paths, size_t count);
/* Reads the client's parts and adds them to the model, which must stay until the news LOADER_BETTER or LOADER_DONE.
 * Nothing happens while another load runs: ask again. */
void loader_add_client(Loader *loader, const Model *model);
bool loader_busy(const Loader *loader);

/* The model taken last has been drawn: the thread goes on with what comes after the first picture. */
void loader_shown(Loader *loader);

/* The oldest news not yet taken; false when there are none. Only the window's thread calls this. */
bool loader_take(Loader *loader, LoaderNews *out);

/* "Reading bodyparts3d (53 files) ..." */
void loader_describe(const char *const *paths, size_t count, char *out, size_t size);
#endif
