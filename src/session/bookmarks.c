/* bookmarks.c - views kept under a name, and their file. */
#include "hip/bookmarks.h"
#include "hip/mem.h"
#include "hip/store.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BOOKMARKS_VERSION = 1 };
static const char *const FILE_NAME = "bookmarks.json";

static void as_looked_at(const ViewState *by, ViewState *view)
{
    view->theme = by->theme;
    view->skin = by->skin;
    view->build = by->build;
    view->present = by->present;
    view->client = by->client;
}

char *bookmark_code(const Atlas *atlas, const ViewState *view, bool *stripped)
{
    ViewState plain, kept = *view;
    view_state_default(&plain);
    as_looked_at(&plain, &kept);
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
        as_looked_at(now, &view);
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
    snprintf(row.name, sizeof row.name, "%.80s", name[0] ? name : "View");
    for (int n = 2; is_taken(bookmarks, row.name); n++) {
        snprintf(row.name, sizeof row.name, "%.80s %d", name[0] ? name : "View", n);
    }
    at = at < 0 ? 0 : at > bookmarks->count ? bookmarks->count : at;
    memmove(&bookmarks->rows[at + 1], &bookmarks->rows[at], sizeof row * (size_t)(bookmarks->count - at));
    bookmarks->rows[at] = row;
    bookmarks->count++;
    return true;
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
