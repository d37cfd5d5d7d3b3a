/* import_fixture.h - a catalogue measured on the reference meshes, without any code that is under test: the
 * boxes that their GLB headers state, in the frame that their README describes. Tests that need it skip where
 * they are missing. */
#ifndef IMPORT_FIXTURE_H
#define IMPORT_FIXTURE_H
#include "hip/file.h"
#include "hip/mem.h"
#include "hip/mesh_import.h"
#include <jansson.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
/* cmocka wants the four above first */
#include <cmocka.h>

enum { FIXTURE_MOST = 64 };

typedef struct Fixture {
    CatalogueEntry entries[FIXTURE_MOST];
    char ids[FIXTURE_MOST][MESH_ID_SIZE];
    char english[FIXTURE_MOST][128];
    const char *names[FIXTURE_MOST][2];
    char files[FIXTURE_MOST][160]; /* in the folder of meshes */
    Catalogue catalogue;
    char folder[1024]; /* of the reference */
    char meshes[1100]; /* of the meshes in it */
} Fixture;

static inline void fixture_folder(char *out, size_t size)
{
    const char *named = getenv("HIP_REFERENCE");
    snprintf(out, size, "%s", named && *named ? named : "../shared/reference");
}

/* Twice the centre and the size in millimetres of the file's only node, from the header of the GLB file. */
static inline bool fixture_box(const char *path, double lo[3], double hi[3])
{
    Buffer file = {0};
    if (file_read_all(path, 0, &file, NULL) != HIP_OK || file.size < 20) {
        return false;
    }
    uint32_t length;
    memcpy(&length, file.data + 12, 4);
    json_t *root = length <= file.size - 20 ? json_loadb((const char *)file.data + 20, length, 0, NULL) : NULL;
    json_t *accessor = json_array_get(json_object_get(root, "accessors"), 0);
    json_t *node = json_array_get(json_object_get(root, "nodes"), 0);
    json_t *moved = json_object_get(node, "translation");
    double shift[3] = {0};
    for (size_t k = 0; k < 3; k++) {
        lo[k] = json_number_value(json_array_get(json_object_get(accessor, "min"), k));
        hi[k] = json_number_value(json_array_get(json_object_get(accessor, "max"), k));
        shift[k] = json_number_value(json_array_get(moved, k));
    }
    /* The node turns by 90 degrees about x: (x, y, z) -> (x, -z, y); the model frame undoes just that. */
    double moved_lo[3] = {lo[0] + shift[0], lo[1] + shift[2], lo[2] - shift[1]};
    double moved_hi[3] = {hi[0] + shift[0], hi[1] + shift[2], hi[2] - shift[1]};
    memcpy(lo, moved_lo, sizeof moved_lo);
    memcpy(hi, moved_hi, sizeof moved_hi);
    bool found = accessor != NULL;
    json_decref(root);
    buffer_release(&file);
    return found;
}

static inline void fixture_english(const char *file, char *out, size_t size)
{
    const char *at = strstr(file, "FMA");
    at = at ? strchr(at, '_') : file;
    snprintf(out, size, "%s", at ? at + 1 : file);
    char *dot = strrchr(out, '.');
    if (dot) {
        *dot = '\0';
    }
    const char *sides[] = {"Right_", "Left_", "right_", "left_"};
    for (int i = 0; i < 4; i++) {
        char *side = strstr(out, sides[i]);
        if (side) {
            memmove(side, side + strlen(sides[i]), strlen(side + strlen(sides[i])) + 1);
        }
    }
}

static inline bool fixture_line(Fixture *f, char *line)
{
    size_t n = f->catalogue.count;
    char *cells[9], *at = line;
    for (int i = 0; i < 9; i++) {
        cells[i] = strsep(&at, ",\r\n");
        if (!cells[i]) {
            return false;
        }
    }
    snprintf(f->ids[n], sizeof f->ids[n], "%s", cells[0]);
    snprintf(f->files[n], sizeof f->files[n], "%s", cells[2]);
    fixture_english(cells[2], f->english[n], sizeof f->english[n]);
    f->names[n][0] = f->english[n];
    char path[1400];
    double lo[3], hi[3];
    snprintf(path, sizeof path, "%s/%s", f->meshes, cells[2]);
    if (!fixture_box(path, lo, hi)) {
        return false;
    }
    double scale = cells[3][0] ? atof(cells[3]) : 1;
    double shift[3] = {atof(cells[4]), atof(cells[6]), -atof(cells[5])}; /* dx, dz, -dy */
    const double origin[3] = {-0.5, 820.1, 93.0};                        /* midway between the hip joints: x, z, -y */
    size_t length = strlen(cells[0]);
    char last = length > 2 && cells[0][length - 2] == '_' ? cells[0][length - 1] : 'm';
    CatalogueEntry entry = {
        .id = f->ids[n], .side = last, .fma = atoi(cells[1]), .names = f->names[n], .has_figure = true};
    for (int k = 0; k < 3; k++) {
        entry.centre[k] = (float)((0.5 * (lo[k] + hi[k]) * scale + shift[k] - origin[k]) / 1000);
        entry.half_size[k] = (float)(0.5 * (hi[k] - lo[k]) * scale / 1000);
    }
    f->entries[n] = entry;
    f->catalogue.count++;
    return true;
}

/* False when the reference is not there. */
static inline bool fixture_load(Fixture *f)
{
    memset(f, 0, sizeof *f);
    fixture_folder(f->folder, sizeof f->folder);
    snprintf(f->meshes, sizeof f->meshes, "%s/bodyparts3d", f->folder);
    char path[1100];
    snprintf(path, sizeof path, "%s/structures.csv", f->folder);
    Buffer csv = {0};
    if (file_read_all(path, 0, &csv, NULL) != HIP_OK) {
        return false;
    }
    char *at = (char *)csv.data, *line = strsep(&at, "\n"); /* the first names the columns */
    bool good = line != NULL;
    while (good && (line = strsep(&at, "\n")) && *line) {
        good = f->catalogue.count < FIXTURE_MOST && fixture_line(f, line);
    }
    buffer_release(&csv);
    f->catalogue.entries = f->entries;
    return good && f->catalogue.count > 0;
}
#endif
