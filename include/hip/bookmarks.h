/* bookmarks.h - views kept under a name, in $XDG_DATA_HOME/hip-atlas/bookmarks.json. A view is kept as its code without
 * anything that a client told. */
#ifndef HIP_BOOKMARKS_H
#define HIP_BOOKMARKS_H
#include "hip/view_state.h"

enum { BOOKMARKS_MOST = 200, BOOKMARK_NAME = 96 };

typedef struct Bookmark {
    char name[BOOKMARK_NAME];
    char *code; /* owned */
} Bookmark;

typedef struct Bookmarks { /* the newest first */
    Bookmark rows[BOOKMARKS_MOST];
    int count;
} Bookmarks;

/* The code of a view to be kept: without zones, qualities, signs, a likely source of pain and what is compared with it,
 * nor what belongs to whoever looks (theme, skin, build, projection, client's eyes). *stripped (may be NULL): something
 * told was left out. New string, free. */
char *bookmark_code(const Atlas *atlas, const ViewState *view, bool *stripped);

/* A view as it was kept, for eyes that look as `now` does. `out` is written on success only. */
HipResult bookmark_view(const Atlas *atlas, const Bookmark *bookmark, const ViewState *now, ViewState *out,
                        HipError *err);

/* Before row `at`; a name that is empty or taken gets a number behind it. False: there is no room. */
bool bookmarks_add(Bookmarks *bookmarks, int at, const char *name, const char *code);
/* The one that is called so; capitals and accents do not matter, and the beginning of a name will do where only one
 * begins so. On failure the line says which there are. */
HipResult bookmarks_find(const Bookmarks *bookmarks, const char *name, int *row, HipError *err);
void bookmarks_remove(Bookmarks *bookmarks, int row);
void bookmarks_release(Bookmarks *bookmarks);

/* A whole file, versioned. New text, free. Reading: what is no such file fails, *out is then empty. */
char *bookmarks_write(const Bookmarks *bookmarks);
HipResult bookmarks_read(const char *text, size_t size, Bookmarks *out, HipError *err);

/* Nothing is there yet: none. What cannot be understood is put aside and `err` says so (HIP_FAILED). */
HipResult bookmarks_load(Bookmarks *out, HipError *err);
HipResult bookmarks_save(const Bookmarks *bookmarks, HipError *err); /* the old or the new state, never half */
#endif
