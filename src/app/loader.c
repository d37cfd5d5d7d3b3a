#include "loader.h"
#include "hip/file.h"
#include "hip/mem.h"
#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Paths {
    char **items;
    size_t count;
} Paths;

enum { NEWS_MOST = 8 }; /* one load sends at most five */

struct Loader {
    Atlas *atlas; /* read before the first model; given away */
    unsigned event_type;
    SDL_Thread *thread; /* NULL: none runs */
    volatile int cancel;
    Paths now, next;
    const Model *alone; /* it is to get the client's parts; NULL: a model is read */
    bool has_next;
    SDL_mutex *lock; /* over the mailbox and what follows */
    SDL_cond *shown_now;
    bool shown, beside; /* the model handed over has been drawn; there is a thread that can wait for it */
    LoaderNews news[NEWS_MOST];
    int news_count;
};

static Paths paths_copy(const char *const *paths, size_t count)
{
    Paths copy = {mem_alloc(count + 1, sizeof(char *)), count};
    for (size_t i = 0; i < count; i++) {
        copy.items[i] = mem_string(paths[i]);
    }
    return copy;
}

static void paths_release(Paths *paths)
{
    for (size_t i = 0; i < paths->count; i++) {
        free(paths->items[i]);
    }
    free(paths->items);
    *paths = (Paths){0};
}

static void send(Loader *loader, const LoaderNews *news)
{
    SDL_LockMutex(loader->lock);
    if (loader->news_count < NEWS_MOST) {
        loader->news[loader->news_count++] = *news;
    }
    SDL_UnlockMutex(loader->lock);
    SDL_PushEvent(&(SDL_Event){.type = loader->event_type});
}

static void send_text(Loader *loader, LoaderNewsKind kind, const HipError *err)
{
    LoaderNews news = {.kind = kind};
    snprintf(news.text, sizeof news.text, "%s", err->text);
    send(loader, &news);
}

static bool load_atlas(Loader *loader)
{
    HipError err = {0};
    Problems problems = {0};
    if (atlas_load(NULL, &loader->atlas, &problems, &err) == HIP_OK) {
        send(loader, &(LoaderNews){.kind = LOADER_ATLAS, .atlas = loader->atlas});
    } else {
        send_text(loader, LOADER_BROKEN, &err);
    }
    problems_release(&problems);
    return loader->atlas != NULL;
}

/* The first picture has both cores: what comes after it waits, but not for a window that nobody sees. */
static void wait_until_shown(Loader *loader)
{
    enum { LONGEST_MS = 1000 };
    SDL_LockMutex(loader->lock);
    while (loader->beside && !loader->shown && !loader->cancel &&
           SDL_CondWaitTimeout(loader->shown_now, loader->lock, LONGEST_MS) == 0) {
    }
    SDL_UnlockMutex(loader->lock);
}

void loader_shown(Loader *loader)
{
    SDL_LockMutex(loader->lock);
    if (!loader->shown) {
        loader->shown = true;
        SDL_CondSignal(loader->shown_now);
    }
    SDL_UnlockMutex(loader->lock);
}

static void load(Loader *loader)
{
    if (!loader->atlas && !load_atlas(loader)) {
        return;
    }
    const char *const *paths = (const char *const *)loader->now.items;
    size_t count = loader->now.count;
    LoadOptions options = {.cancel = &loader->cancel, .quick = true};
    Model *model = NULL;
    bool unfinished = false;
    HipError err = {0};
    if (app_load_model(loader->atlas, paths, count, &options, &model, &unfinished, &err) != HIP_OK) {
        if (!loader->cancel) {
            send_text(loader, LOADER_FAILED, &err);
        }
        return;
    }
    if (loader->cancel) {
        model_release(model);
        return;
    }
    send(loader, &(LoaderNews){.kind = LOADER_MODEL, .model = model});
    wait_until_shown(loader);
    /* The window draws `model` from here on, and keeps it until this load is done: it is only read. */
    if (!unfinished) {
        send(loader, &(LoaderNews){.kind = LOADER_RAYS, .rays = mesh_bvh_create(&model->set, MODEL_RAY_ERROR_M)});
        return;
    }
    Model *better = NULL;
    if (app_finish_model(loader->atlas, model, paths, count, &better, &err) != HIP_OK) {
        send_text(loader, LOADER_FAILED, &err);
        return;
    }
    model_bvh(better);
    send(loader, &(LoaderNews){.kind = LOADER_BETTER, .model = better});
    send(loader, &(LoaderNews){.kind = LOADER_RAYS});
}

static void add_client(Loader *loader)
{
    Model *better = NULL;
    HipError err = {0};
    if (app_add_client(loader->alone, &better, &err) != HIP_OK) {
        send_text(loader, LOADER_FAILED, &err);
        return;
    }
    model_bvh(better);
    send(loader, &(LoaderNews){.kind = LOADER_BETTER, .model = better});
}

static int run(void *data)
{
    Loader *loader = data;
    (loader->alone ? add_client : load)(loader);
    send(loader, &(LoaderNews){.kind = LOADER_DONE});
    return 0;
}

static void begin(Loader *loader)
{
    loader->cancel = 0;
    loader->shown = false;
    loader->beside = true;
    loader->thread = SDL_CreateThread(run, "load", loader);
    if (!loader->thread) { /* no threads left: slower, but it loads */
        loader->beside = false;
        run(loader);
    }
}

Loader *loader_create(unsigned event_type)
{
    Loader *loader = mem_alloc(1, sizeof *loader);
    loader->event_type = event_type;
    loader->lock = SDL_CreateMutex();
    loader->shown_now = SDL_CreateCond();
    return loader;
}

static void discard(LoaderNews *news)
{
    atlas_release(news->atlas);
    model_release(news->model);
    if (news->rays) {
        mesh_bvh_release(news->rays);
    }
}

void loader_destroy(Loader *loader)
{
    if (!loader) {
        return;
    }
    loader->cancel = 1;
    loader_shown(loader); /* nobody waits any more */
    SDL_WaitThread(loader->thread, NULL);
    for (int i = loader->news_count - 1; i >= 0; i--) { /* models refer to the atlas that came before them */
        discard(&loader->news[i]);
    }
    paths_release(&loader->now);
    paths_release(&loader->next);
    SDL_DestroyCond(loader->shown_now);
    SDL_DestroyMutex(loader->lock);
    free(loader);
}

bool loader_busy(const Loader *loader)
{
    return loader->now.items != NULL;
}

void loader_start(Loader *loader, const char *const *paths, size_t count)
{
    Paths copy = paths_copy(paths, count);
    if (loader_busy(loader)) { /* begins when the one before has said that it is done */
        loader->cancel = 1;
        loader_shown(loader);
        paths_release(&loader->next);
        loader->next = copy;
        loader->has_next = true;
        return;
    }
    loader->now = copy;
    begin(loader);
}

void loader_add_client(Loader *loader, const Model *model)
{
    if (!loader_busy(loader)) {
        loader->now = paths_copy(NULL, 0);
        loader->alone = model;
        begin(loader);
    }
}

static bool pop(Loader *loader, LoaderNews *out)
{
    SDL_LockMutex(loader->lock);
    bool any = loader->news_count > 0;
    if (any) {
        *out = loader->news[0];
        loader->news_count--;
        memmove(loader->news, loader->news + 1, (size_t)loader->news_count * sizeof *loader->news);
    }
    SDL_UnlockMutex(loader->lock);
    return any;
}

bool loader_take(Loader *loader, LoaderNews *out)
{
    if (!pop(loader, out)) {
        return false;
    }
    if (out->kind == LOADER_DONE) {
        SDL_WaitThread(loader->thread, NULL);
        loader->thread = NULL;
        loader->alone = NULL;
        paths_release(&loader->now);
        if (loader->has_next) {
            loader->now = loader->next;
            loader->next = (Paths){0};
            loader->has_next = false;
            begin(loader);
        }
    }
    return true;
}

/* "bodyparts3d" of "/home/me/bodyparts3d/". */
static void last_word(const char *path, char *out, size_t size)
{
    size_t end = strlen(path);
    while (end > 1 && path[end - 1] == '/') {
        end--;
    }
    size_t start = end;
    while (start > 0 && path[start - 1] != '/') {
        start--;
    }
    snprintf(out, size, "%.*s", (int)(end - start), path + start);
}

void loader_describe(const char *const *paths, size_t count, char *out, size_t size)
{
    if (count == 0) {
        snprintf(out, size, "Reading the built-in body ...");
        return;
    }
    char name[128];
    last_word(paths[0], name, sizeof name);
    size_t files = count;
    NameList list = {0};
    if (count == 1 && file_is_folder(paths[0]) && file_list(paths[0], NULL, &list, NULL) == HIP_OK) {
        files = list.count;
        name_list_release(&list);
    }
    if (files == 1) {
        snprintf(out, size, "Reading %s ...", name);
    } else {
        snprintf(out, size, "Reading %s (%zu files) ...", name, files);
    }
}
