#include "picture_out.h"
#include "clipboard.h"
#include "hip/file.h"
#include "hip/mem.h"
#include "hip/render.h"
#include <SDL.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct PictureOut {
    unsigned event_type;
    SDL_Thread *thread; /* NULL: nothing on its way */
    PictureGoal goal;
    HandoutPage *page; /* the picture belongs to this page; NULL: it goes alone */
    HandoutPaper paper;
    char *path;
    int width, height;
    unsigned char *rgba;
    char message[1200];
    SDL_atomic_t done;
};

static char *home_folder(void)
{
    const char *home = getenv("HOME");
    return mem_string(home && *home ? home : ".");
}

/* The value of KEY="..." in ~/.config/user-dirs.dirs; it may begin with $HOME. NULL when not there. */
static char *folder_from_user_dirs(const char *home, const char *key)
{
    const char *config = getenv("XDG_CONFIG_HOME");
    char *path =
        config && *config ? mem_format("%s/user-dirs.dirs", config) : mem_format("%s/.config/user-dirs.dirs", home);
    Buffer file = {0};
    char *folder = NULL;
    if (file_read_all(path, 1 << 20, &file, NULL) == HIP_OK) {
        char *line = mem_format("\n%s=\"", key);
        char *text = mem_format("\n%s", (const char *)file.data);
        char *found = strstr(text, line);
        char *value = found ? found + strlen(line) : NULL;
        char *end = value ? strchr(value, '"') : NULL;
        if (end) {
            *end = '\0';
            bool below_home = strncmp(value, "$HOME", 5) == 0;
            folder = below_home ? mem_format("%s%s", home, value + 5) : mem_string(value);
        }
        free(text);
        free(line);
    }
    buffer_release(&file);
    free(path);
    return folder;
}

static char *user_folder(const char *key, const char *usual)
{
    const char *given = getenv(key);
    if (given && *given) {
        return mem_string(given);
    }
    char *home = home_folder();
    char *folder = folder_from_user_dirs(home, key);
    if (!folder || folder[0] != '/') { /* switched off or broken */
        free(folder);
        folder = mem_format("%s/%s", home, usual);
    }
    free(home);
    return folder;
}

char *picture_folder(void)
{
    return user_folder("XDG_PICTURES_DIR", "Pictures");
}

char *page_folder(void)
{
    return user_folder("XDG_DOCUMENTS_DIR", "Documents");
}

/* `what` for the message, `stem` and `type` for the name. */
static char *new_file(const char *folder, const char *what, const char *stem, const char *type, HipError *err)
{
    if (file_make_folders(folder, err) != HIP_OK) {
        return NULL;
    }
    char date[32];
    time_t now = time(NULL);
    struct tm local;
    strftime(date, sizeof date, "%Y-%m-%d-%H%M%S", localtime_r(&now, &local));
    for (int n = 1; n < 1000; n++) {
        char *path = n == 1 ? mem_format("%s/%s-%s.%s", folder, stem, date, type)
                            : mem_format("%s/%s-%s-%d.%s", folder, stem, date, n, type);
        int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
        if (file >= 0) {
            close(file);
            return path;
        }
        int why = errno;
        free(path);
        if (why != EEXIST) {
            hip_fail(err, "no %s can be saved in %s: %s", what, folder, strerror(why));
            return NULL;
        }
    }
    hip_fail(err, "no %s can be saved in %s: a thousand were saved this second", what, folder);
    return NULL;
}

char *picture_new_file(const char *folder, HipError *err)
{
    return new_file(folder, "picture", "hip", "png", err);
}

char *page_new_file(const char *folder, HipError *err)
{
    return new_file(folder, "page", "hip-page", "pdf", err);
}

char *results_new_file(const char *folder, HipError *err)
{
    return new_file(folder, "table", "hip-results", "csv", err);
}

static HipResult write_to(PictureOut *out, const char *path, HipError *err)
{
    HandoutFit fit = {0};
    const HandoutPicture picture = {out->width, out->height, out->rgba};
    HipResult rc = out->page ? handout_write(out->page, out->paper, &picture, path, &fit, err)
                             : picture_write_png(path, out->width, out->height, out->rgba, err);
    if (rc == HIP_OK) {
        snprintf(out->message, sizeof out->message, "Saved as %s%s", path,
                 fit.note_cut ? " (the note is longer than the page: its end is not on it)" : "");
    }
    return rc;
}

static HipResult save(PictureOut *out, HipError *err)
{
    char *made = NULL;
    if (!out->path[0]) {
        char *folder = out->page ? page_folder() : picture_folder();
        made = out->page ? page_new_file(folder, err) : picture_new_file(folder, err);
        free(folder);
        if (!made) {
            return HIP_FAILED;
        }
    }
    HipResult rc = write_to(out, made ? made : out->path, err);
    if (rc != HIP_OK && made) {
        unlink(made); /* the empty file that kept the name */
    }
    free(made);
    return rc;
}

static bool copy(PictureOut *out)
{
    const char *folder = getenv("XDG_RUNTIME_DIR");
    char *path = mem_format("%s/hip-atlas-XXXXXX", folder && *folder ? folder : "/tmp");
    int file = mkstemp(path);
    bool copied = false;
    if (file >= 0) {
        close(file);
        copied = picture_write_png(path, out->width, out->height, out->rgba, NULL) == HIP_OK && clipboard_put_png(path);
        unlink(path);
    }
    free(path);
    return copied;
}

static int work(void *data)
{
    PictureOut *out = data;
    HipError err = {0};
    bool copied = out->goal == PICTURE_COPY && copy(out);
    if (copied) {
        snprintf(out->message, sizeof out->message, "Picture copied");
    } else if (save(out, &err) != HIP_OK) {
        snprintf(out->message, sizeof out->message, "%s", err.text);
    } else if (out->goal == PICTURE_COPY) {
        char *saved = mem_string(out->message);
        snprintf(out->message, sizeof out->message,
                 "No program for pictures on the clipboard (xclip or wl-copy). %.1000s", saved);
        free(saved);
    }
    SDL_AtomicSet(&out->done, 1);
    SDL_PushEvent(&(SDL_Event){.type = out->event_type});
    return 0;
}

PictureOut *picture_out_create(unsigned event_type)
{
    PictureOut *out = mem_alloc(1, sizeof *out);
    out->event_type = event_type;
    return out;
}

static void finish(PictureOut *out)
{
    SDL_WaitThread(out->thread, NULL);
    out->thread = NULL;
    free(out->rgba);
    free(out->path);
    handout_page_release(out->page);
    out->rgba = NULL;
    out->path = NULL;
    out->page = NULL;
    SDL_AtomicSet(&out->done, 0);
}

void picture_out_destroy(PictureOut *out)
{
    if (out) {
        finish(out);
        free(out);
    }
}

static void start(PictureOut *out, const char *path, int width, int height, unsigned char *rgba)
{
    out->path = mem_string(path ? path : "");
    out->width = width;
    out->height = height;
    out->rgba = rgba;
    out->thread = SDL_CreateThread(work, "picture", out);
    if (!out->thread) {
        work(out);
    }
}

void picture_out_start(PictureOut *out, PictureGoal goal, const char *path, int width, int height, unsigned char *rgba)
{
    finish(out);
    out->goal = goal;
    start(out, path, width, height, rgba);
}

void picture_out_page(PictureOut *out, HandoutPage *page, HandoutPaper paper, const char *path, int width, int height,
                      unsigned char *rgba)
{
    finish(out);
    out->goal = PICTURE_SAVE;
    out->page = page;
    out->paper = paper;
    start(out, path, width, height, rgba);
}

bool picture_out_take(PictureOut *out, char *message, size_t size)
{
    if (!SDL_AtomicGet(&out->done)) {
        return false;
    }
    snprintf(message, size, "%s", out->message);
    finish(out);
    return true;
}
