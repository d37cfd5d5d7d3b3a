#include "mesh_import_files.h"
#include "hip/file.h"
#include "hip/mem.h"
#include "mesh_align.h"
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What the cache holds changes with this code: count up. */
enum { IMPORT_VERSION = 8, MOST_FILES = 4096, MOST_CACHED = 24 };
static const uint64_t BIGGEST_FILE = (uint64_t)2 << 30;

/* Formats that hold surfaces; a folder's pictures, materials and notes are left alone. A file named by itself
 * is tried whatever it is called. */
static const char *const MODEL_ENDINGS[] = {"glb", "gltf", "obj", "stl", "ply", "fbx",   "dae", "3ds", "off", "x3d",
                                            "wrl", "3mf",  "amf", "lwo", "ac",  "blend", "x",   "ase", "cob", "ms3d"};

/* These keep everything in one file. For the others the cache also goes by what lies beside them. */
static const char *const WHOLE_ENDINGS[] = {"glb", "stl", "ply", "fbx", "off", "obj", "3mf"};

static bool has_ending(const char *name, const char *const *endings, size_t count)
{
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < count; i++) {
        if (strcasecmp(dot + 1, endings[i]) == 0) {
            return true;
        }
    }
    return false;
}

const char *import_file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

void import_files_release(ImportFiles *files)
{
    for (size_t i = 0; i < files->count; i++) {
        free(files->items[i].path);
    }
    free(files->items);
    *files = (ImportFiles){0};
}

/* The reason why a file cannot be read, or NULL. */
static const char *look_at(const char *path, uint64_t *size)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        return strerror(errno);
    }
    if (!S_ISREG(status.st_mode)) {
        return "it is not a file";
    }
    if (status.st_size == 0) {
        return "it is empty";
    }
    if ((uint64_t)status.st_size > BIGGEST_FILE) {
        return "it is bigger than 2 GB";
    }
    if (access(path, R_OK) != 0) {
        return strerror(errno);
    }
    *size = (uint64_t)status.st_size;
    return NULL;
}

typedef struct Listing {
    ImportFiles files;
    size_t capacity, bad;
    HipError first; /* why the first bad one is bad */
    ImportReport *report;
} Listing;

static void note_bad(Listing *list, const char *path, const char *why)
{
    import_warn(list->report, "%s was left out: %s.", import_file_name(path), why);
    if (list->bad++ == 0) {
        hip_fail(&list->first, "cannot import '%s': %s", path, why);
    }
}

static void add_file(Listing *list, const char *path)
{
    ImportFile file = {0};
    const char *why = list->files.count >= MOST_FILES ? "there are too many files" : look_at(path, &file.size);
    if (why) {
        note_bad(list, path, why);
        return;
    }
    file.path = mem_string(path);
    list->files.items = mem_grow(list->files.items, &list->capacity, list->files.count + 1, sizeof file);
    list->files.items[list->files.count++] = file;
}

static void add_folder(Listing *list, const char *folder)
{
    NameList names = {0};
    HipError err = {0};
    if (file_list(folder, NULL, &names, &err) != HIP_OK) {
        note_bad(list, folder, strerror(errno));
        return;
    }
    size_t models = 0;
    for (size_t i = 0; i < names.count; i++) {
        if (has_ending(names.names[i], MODEL_ENDINGS, sizeof MODEL_ENDINGS / sizeof *MODEL_ENDINGS)) {
            char *path = mem_format("%s%s%s", folder, folder[strlen(folder) - 1] == '/' ? "" : "/", names.names[i]);
            add_file(list, path);
            free(path);
            models++;
        }
    }
    if (models == 0) {
        note_bad(list, folder, "there is no model file in this folder (GLB, OBJ, STL, PLY, FBX ...)");
    }
    name_list_release(&names);
}

HipResult import_files_list(const char *const *paths, size_t path_count, ImportFiles *out, ImportReport *report,
                            HipError *err)
{
    Listing list = {.report = report};
    for (size_t i = 0; i < path_count; i++) {
        if (paths[i][0] == '\0') {
            note_bad(&list, "", "it has no name");
        } else if (file_is_folder(paths[i])) {
            add_folder(&list, paths[i]);
        } else {
            add_file(&list, paths[i]);
        }
    }
    if (list.files.count == 0) {
        return hip_fail(err, "%s", list.bad ? list.first.text : "no model file was named");
    }
    *out = list.files;
    return HIP_OK;
}

static uint64_t hash_text(const char *text, uint64_t seed)
{
    return file_hash(text, strlen(text) + 1, seed);
}

static uint64_t hash_catalogue(const Catalogue *catalogue, uint64_t seed)
{
    for (size_t e = 0; e < catalogue->count; e++) {
        const CatalogueEntry *entry = &catalogue->entries[e];
        seed = hash_text(entry->id, seed);
        int numbers[4] = {entry->side, entry->fma, entry->fma_any, entry->has_figure};
        seed = file_hash(numbers, sizeof numbers, seed);
        if (entry->has_figure) {
            seed = file_hash(entry->centre, sizeof entry->centre, seed);
            seed = file_hash(entry->half_size, sizeof entry->half_size, seed);
        }
        for (size_t n = 0; entry->names && entry->names[n]; n++) {
            seed = hash_text(entry->names[n], seed);
        }
    }
    return seed;
}

/* Name, size and time of all that lies beside a file which may refer to it. */
static uint64_t hash_neighbours(const char *path, uint64_t seed)
{
    char *folder = mem_string(path);
    char *slash = strrchr(folder, '/');
    if (slash) {
        slash[slash == folder] = '\0';
    }
    const char *where = slash ? folder : ".";
    NameList names = {0};
    if (file_list(where, NULL, &names, NULL) == HIP_OK) {
        for (size_t i = 0; i < names.count; i++) {
            char *neighbour = mem_format("%s/%s", where, names.names[i]);
            struct stat status;
            if (stat(neighbour, &status) == 0) {
                int64_t facts[3] = {status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
                seed = hash_text(names.names[i], file_hash(facts, sizeof facts, seed));
            }
            free(neighbour);
        }
        name_list_release(&names);
    }
    free(folder);
    return seed;
}

uint64_t import_files_key(const ImportFiles *files, const ImportReport *listed, const Catalogue *catalogue,
                          const ImportOptions *options)
{
    uint64_t key = hash_catalogue(catalogue, hash_text(HIP_VERSION, IMPORT_VERSION));
    key = file_hash(&options->decoration, sizeof options->decoration, key);
    for (size_t i = 0; i < listed->warning_count; i++) {
        key = hash_text(listed->warnings[i], key); /* they are kept with the report */
    }
    for (size_t i = 0; i < files->count; i++) {
        const char *path = files->items[i].path;
        key = hash_text(import_file_name(path), key);
        FileMap map;
        if (file_map(path, &map, NULL) == HIP_OK) {
            key = file_hash(map.data, map.size, key);
            file_unmap(&map);
        }
        if (!has_ending(path, WHOLE_ENDINGS, sizeof WHOLE_ENDINGS / sizeof *WHOLE_ENDINGS)) {
            key = hash_neighbours(path, key);
        }
    }
    return key;
}

char *import_cache_path(const ImportOptions *options, uint64_t key, bool make_folder)
{
    if (!options->cache_folder) {
        return NULL;
    }
    char *folder = mem_format("%s/models", options->cache_folder);
    if (make_folder) {
        file_make_folders(folder, NULL); /* what follows will say so when it failed */
    }
    char *path = mem_format("%s/%016llx.mesh", folder, (unsigned long long)key);
    free(folder);
    return path;
}

typedef struct Cached {
    char *path;
    int64_t time;
} Cached;

static int newest_first(const void *a, const void *b)
{
    int64_t x = ((const Cached *)a)->time, y = ((const Cached *)b)->time;
    return x > y ? -1 : x < y;
}

void import_cache_trim(const ImportOptions *options)
{
    char *folder = mem_format("%s/models", options->cache_folder);
    NameList names = {0};
    if (file_list(folder, ".mesh", &names, NULL) == HIP_OK && names.count > MOST_CACHED) {
        Cached *cached = mem_alloc(names.count, sizeof *cached);
        for (size_t i = 0; i < names.count; i++) {
            struct stat status;
            cached[i].path = mem_format("%s/%s", folder, names.names[i]);
            cached[i].time = stat(cached[i].path, &status) == 0 ? (int64_t)status.st_mtim.tv_sec : 0;
        }
        qsort(cached, names.count, sizeof *cached, newest_first);
        for (size_t i = 0; i < names.count; i++) {
            if (i >= MOST_CACHED) {
                unlink(cached[i].path);
            }
            free(cached[i].path);
        }
        free(cached);
    }
    name_list_release(&names);
    free(folder);
}
