/* notes.c - the file of what the user pins to places of the body. */
#include "hip/notes.h"
#include "hip/json.h"
#include "hip/mem.h"
#include "hip/store.h"
#include "hip/utf8.h"
#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NOTES_VERSION = 1, IDENTITY_LETTERS = 16 };
static const char *const FILE_NAME = "notes.json";
static const double FARTHEST_MM = 5000;

bool notes_add(Notes *notes, int at, const Note *note)
{
    if (notes->count == NOTES_MOST) {
        return false;
    }
    at = at < 0 ? 0 : at > notes->count ? notes->count : at;
    memmove(&notes->rows[at + 1], &notes->rows[at], sizeof *note * (size_t)(notes->count - at));
    notes->rows[at] = *note;
    notes->count++;
    return true;
}

void notes_remove(Notes *notes, int row)
{
    notes->count--;
    memmove(&notes->rows[row], &notes->rows[row + 1], sizeof(Note) * (size_t)(notes->count - row));
}

/* ---- writing ---- */

static double hundredths_of_mm(float metres)
{
    return round((double)metres * 1e5) / 100;
}

static json_t *write_row(const Note *note)
{
    json_t *row = json_pack("{s:s, s:[f,f,f]}", "on", note->on, "at_mm", hundredths_of_mm(note->at[0]),
                            hundredths_of_mm(note->at[1]), hundredths_of_mm(note->at[2]));
    if (note->model) {
        char identity[IDENTITY_LETTERS + 1];
        snprintf(identity, sizeof identity, "%016" PRIx64, note->model);
        json_object_set_new(row, "model", json_string(identity));
    }
    if (note->cut[0]) {
        json_object_set_new(row, "cut", json_string(note->cut));
    }
    if (note->text[0]) {
        json_object_set_new(row, "text", json_string(note->text));
    }
    return row;
}

char *notes_write(const Notes *notes)
{
    json_t *rows = json_array();
    for (int i = 0; i < notes->count; i++) {
        json_array_append_new(rows, write_row(&notes->rows[i]));
    }
    json_t *root = json_pack("{s:i, s:o}", "version", NOTES_VERSION, "notes", rows);
    char *text = json_dumps(root, JSON_INDENT(1) | JSON_REAL_PRECISION(8));
    char *own = mem_format("%s\n", text ? text : "");
    free(text);
    json_decref(root);
    return own;
}

/* ---- reading: whoever gives a file away may have changed it ---- */

static void read_word(const JsonNode *row, const char *key, char *out, size_t size)
{
    JsonNode node = json_member(row, key);
    const char *word = json_exists(&node) ? json_read_text(&node) : NULL;
    if (word && strlen(word) >= size) {
        json_problem(&node, "is longer than %zu bytes", size - 1);
    } else if (word) {
        snprintf(out, size, "%s", word);
    }
}

static uint64_t read_identity(const JsonNode *row)
{
    JsonNode node = json_member(row, "model");
    const char *word = json_exists(&node) ? json_read_text(&node) : NULL;
    if (!word) {
        return 0;
    }
    if (strlen(word) != IDENTITY_LETTERS || strspn(word, "0123456789abcdef") != IDENTITY_LETTERS) {
        json_problem(&node, "is no model's identity (16 hexadecimal digits)");
        return 0;
    }
    return strtoull(word, NULL, 16);
}

static void read_row(const JsonNode *row, Note *out)
{
    *out = (Note){.model = 0};
    if (!json_keys(row, "on at_mm", "model cut text")) {
        return;
    }
    JsonNode at = json_member(row, "at_mm"), cut = json_member(row, "cut"), text = json_member(row, "text");
    read_word(row, "on", out->on, sizeof out->on);
    read_word(row, "cut", out->cut, sizeof out->cut);
    json_read_vector(&at, FARTHEST_MM, 0.001, out->at);
    out->model = read_identity(row);
    const char *words = json_exists(&text) ? json_read_text(&text) : NULL;
    utf8_line(words ? words : "", out->text, sizeof out->text);
    ViewState view;
    HipError err = {""};
    view_state_default(&view);
    if (out->cut[0] && view_read_section(out->cut, &view, &err) != HIP_OK) {
        json_problem(&cut, "%s", err.text);
    }
}

static void read_root(const JsonNode *root, Notes *out)
{
    if (!json_keys(root, "version notes", "")) {
        return;
    }
    JsonNode version = json_member(root, "version"), rows = json_member(root, "notes");
    int number = 0;
    size_t count = json_count(&rows);
    json_read_int(&version, NOTES_VERSION, NOTES_VERSION, &number);
    if (count > NOTES_MOST) {
        json_problem(&rows, "holds more than %d notes", NOTES_MOST);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        JsonNode row = json_item(&rows, i);
        read_row(&row, &out->rows[i]);
    }
    out->count = (int)count;
}

HipResult notes_read(const char *text, size_t size, Notes *out, HipError *err)
{
    Problems problems = {0};
    JsonDoc *doc = json_doc_parse(text, size, FILE_NAME, &problems);
    out->count = 0;
    if (doc) {
        JsonNode root = json_doc_root(doc);
        read_root(&root, out);
        json_doc_close(doc);
    }
    HipResult rc = problems_result(&problems, err);
    out->count = rc == HIP_OK ? out->count : 0;
    problems_release(&problems);
    return rc;
}

static HipResult parse(const char *text, size_t size, void *out)
{
    return notes_read(text, size, out, NULL);
}

HipResult notes_load(Notes *out, HipError *err)
{
    out->count = 0;
    return store_read(file_data_folder(), FILE_NAME, parse, out, err);
}

HipResult notes_save(const Notes *notes, HipError *err)
{
    return store_keep(file_data_folder(), FILE_NAME, "notes", notes_write(notes), err);
}
