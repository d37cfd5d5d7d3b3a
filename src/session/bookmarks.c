/* bookmarks.c - views kept under a name, and their file. */
#include "hip/bookmarks.h"
#include "hip/mem.h"
#include "hip/store.h"
#include "hip/utf8.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BOOKMARKS_VERSION = 1, NAME_LETTERS = 80, NAMES_TOLD = 8 };
static const char *const FILE_NAME = "bookmarks.json";

char *bookmark_code(const Atlas *atlas, const ViewState *view, bool *stripped)
{
    ViewState plain, kept = *view;
    view_state_default(&plain);
    view_state_look_as(&plain, &kept);
    kept.told = plain.told;
    kept.source = plain.source;
    kept.source_s = plain.source_s;
    memcpy(kept.compare, plain.compare, sizeof kept.compare);
    kept.lens = plain.lens;
    memcpy(kept.lens_at, plain.lens_at, sizeof kept.lens_at);
    kept.lens_depth = plain.lens_depth;
    if (stripped) {
        *stripped = memcmp(&view->told, &plain.told, sizeof plain.told) != 0 || view->source >= 0 || view->compare[0];
    }
    return view_code_write(atlas, &kept);
}

HipResult bookmark_view(const Atlas *atlas, const Bookmark *bookmark, const ViewState *now, ViewState *out,
                        HipError *err)
{
    ViewState view;
    HipResult rc = view_code_read(atlas, bookmark->code, &view, err);
    if (rc == HIP_OK) {
        view_state_look_as(now, &view);
        *out = view;
    }
    return rc;
}

static bool is_taken(const Bookmarks *bookmarks, const char *name)
{
    for (int i = 0; i < bookmarks->count; i++) {
        if (strcmp(bookmarks->rows[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

bool bookmarks_add(Bookmarks *bookmarks, int at, const char *name, const char *code)
{
    if (bookmarks->count == BOOKMARKS_MOST) {
        return false;
    }
    Bookmark row = {.code = mem_string(code)};
    char clean[NAME_LETTERS + 1];
    utf8_line(name, clean, sizeof clean);
    const char *called = clean[0] ? clean : "View";
    snprintf(row.name, sizeof row.name, "%s", called);
    for (int n = 2; is_taken(bookmarks, row.name); n++) {
        snprintf(row.name, sizeof row.name, "%s %d", called, n);
    }
    at = at < 0 ? 0 : at > bookmarks->count ? bookmarks->count : at;
    memmove(&bookmarks->rows[at + 1], &bookmarks->rows[at], sizeof row * (size_t)(bookmarks->count - at));
    bookmarks->rows[at] = row;
    bookmarks->count++;
    return true;
}

/* 2: the whole name, 1: its beginning. */
static int is_called(const Bookmark *bookmark, const char *folded)
{
    char own[2 * BOOKMARK_NAME];
    atlas_fold(bookmark->name, own, sizeof own);
    size_t length = strlen(folded);
    return length == 0 || strncmp(own, folded, length) != 0 ? 0 : own[length] == '\0' ? 2 : 1;
}

/* "Deep", "Monday" and 3 more; of those that are `called` so at least. */
static void tell_names(const Bookmarks *bookmarks, const char *folded, int called, char *out, size_t size)
{
    int told = 0, more = 0;
    size_t used = 0;
    out[0] = '\0';
    for (int i = 0; i < bookmarks->count; i++) {
        if (is_called(&bookmarks->rows[i], folded) < called) {
            continue;
        }
        if (told == NAMES_TOLD) {
            more++;
        } else {
            used += (size_t)snprintf(out + used, size - used, "%s'%s'", told++ ? ", " : "", bookmarks->rows[i].name);
        }
    }
    if (more > 0) {
        snprintf(out + used, size - used, " and %d more", more);
    }
}

HipResult bookmarks_find(const Bookmarks *bookmarks, const char *name, int *row, HipError *err)
{
    char folded[2 * BOOKMARK_NAME], names[NAMES_TOLD * (BOOKMARK_NAME + 4) + 32];
    int found = -1, best = 0, alike = 0;
    atlas_fold(name, folded, sizeof folded);
    for (int i = 0; i < bookmarks->count; i++) {
        int called = strcmp(bookmarks->rows[i].name, name) == 0 ? 3 : is_called(&bookmarks->rows[i], folded);
        alike = called > best ? 1 : alike + (called > 0 && called == best);
        found = called > best ? i : found;
        best = called > best ? called : best;
    }
    if (alike == 1) {
        *row = found;
        return HIP_OK;
    }
    tell_names(bookmarks, folded, alike ? best : 0, names, sizeof names);
    return alike > 1               ? hip_usage(err, "'%s' could be one of these bookmarks: %s", name, names)
           : bookmarks->count == 0 ? hip_usage(err, "no bookmark '%s': none is kept yet (Ctrl+D in the window)", name)
                                   : hip_usage(err, "no bookmark '%s'; there are %s", name, names);
}

void bookmarks_remove(Bookmarks *bookmarks, int row)
{
    free(bookmarks->rows[row].code);
    bookmarks->count--;
    memmove(&bookmarks->rows[row], &bookmarks->rows[row + 1], sizeof(Bookmark) * (size_t)(bookmarks->count - row));
}

void bookmarks_release(Bookmarks *bookmarks)
{
    for (int i = 0; i < bookmarks->count; i++) {
        free(bookmarks->rows[i].code);
    }
    bookmarks->count = 0;
}

char *bookmarks_write(const Bookmarks *bookmarks)
{
    json_t *rows = json_array();
    for (int i = 0; i < bookmarks->count; i++) {
        const Bookmark *row = &bookmarks->rows[i];
        json_array_append_new(rows, json_pack("{s:s, s:s}", "name", row->name, "view", row->code));
    }
    json_t *root = json_pack("{s:i, s:o}", "version", BOOKMARKS_VERSION, "bookmarks", rows);
    char *text = json_dumps(root, JSON_INDENT(1));
    char *own = mem_format("%s\n", text ? text : "");
    free(text);
    json_decref(root);
    return own;
}

HipResult bookmarks_read(const char *text, size_t size, Bookmarks *out, HipError *err)
{
    json_error_t where;
    json_t *root = json_loadb(text, size, 0, &where), *row;
    json_t *version = json_object_get(root, "version"), *rows = json_object_get(root, "bookmarks");
    size_t i;
    out->count = 0;
    if (json_integer_value(version) != BOOKMARKS_VERSION || !json_is_array(rows)) {
        bool parsed = root != NULL;
        json_decref(root);
        return hip_fail(err, "%s:%d: %s", FILE_NAME, parsed ? 1 : where.line,
                        parsed ? "no bookmarks of this version" : where.text);
    }
    json_array_foreach(rows, i, row)
    {
        const char *name = json_string_value(json_object_get(row, "name"));
        const char *view = json_string_value(json_object_get(row, "view"));
        if (!name || !view || !bookmarks_add(out, out->count, name, view)) {
            bookmarks_release(out);
            json_decref(root);
            return hip_fail(err, "%s: row %zu of the bookmarks cannot be read", FILE_NAME, i + 1);
        }
    }
    json_decref(root);
    return HIP_OK;
}

static HipResult parse(const char *text, size_t size, void *out)
{
    return bookmarks_read(text, size, out, NULL);
}

HipResult bookmarks_load(Bookmarks *out, HipError *err)
{
    out->count = 0;
    return store_read(file_data_folder(), FILE_NAME, parse, out, err);
}

HipResult bookmarks_save(const Bookmarks *bookmarks, HipError *err)
{
    return store_keep(file_data_folder(), FILE_NAME, "bookmarks", bookmarks_write(bookmarks), err);
}
