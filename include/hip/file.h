/* file.h - whole reads, atomic writes, where the program's data lie. */
#ifndef HIP_FILE_H
#define HIP_FILE_H
#include "hip/error.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Buffer {
    uint8_t *data; /* one zero byte follows, not counted */
    size_t size;
} Buffer;
void buffer_release(Buffer *buffer); /* accepts a zeroed struct */

/* Reads a regular file whole; refuses directories, devices and files over `limit` bytes (0: 4 GiB). */
HipResult file_read_all(const char *path, size_t limit, Buffer *out, HipError *err);

/* Writes a neighbour file, syncs it and renames it over `path`: the old or the new content, never half. */
HipResult file_write_atomic(const char *path, const void *data, size_t size, HipError *err);

/* A read-only view of a file. `file_unmap` accepts a zeroed struct. */
typedef struct FileMap {
    const uint8_t *data;
    size_t size;
} FileMap;
HipResult file_map(const char *path, FileMap *out, HipError *err);
void file_unmap(FileMap *map);
void file_map_rest(const FileMap *map); /* out of memory until looked at again */

bool file_exists(const char *path);
bool file_is_folder(const char *path);
HipResult file_make_folders(const char *path, HipError *err); /* like mkdir -p */

/* Names (not paths) in a folder that end in `suffix` (NULL: all), sorted by bytes, dot files left out. */
typedef struct NameList {
    char **names;
    size_t count;
} NameList;
HipResult file_list(const char *folder, const char *suffix, NameList *out, HipError *err);
void name_list_release(NameList *list);

/* Path of a file or folder under assets/: $HIP_ATLAS_ASSETS, else beside the installed program
 * (../share/hip-atlas/assets), else the source tree. Returns a new string (free). */
char *file_asset_path(const char *relative);

/* The folder of this executable (new string, free); "" where the system does not tell. */
char *file_program_folder(void);

/* A part of the program that is a file of its own (the importer, the PDF module): beside this executable, one folder up
 * (tests), else where it is installed (../libexec/hip-atlas), whether or not it is there. New string (free). */
char *file_companion_path(const char *name);

/* $XDG_CACHE_HOME/hip-atlas or ~/.cache/hip-atlas, and likewise for config and data (new strings, not created). */
char *file_cache_folder(void);
char *file_config_folder(void);
char *file_data_folder(void);

uint64_t file_hash(const void *data, size_t size, uint64_t seed); /* fast, 64 bits, not cryptographic */
double clock_now_s(void);                                         /* monotonic, for measuring only */
#endif
