/* store.h - what belongs to the user and outlives the program: settings, progress, bookmarks, lessons. One small file
 * each, written whole or not at all, also when the program is killed in the middle. Never anything that a client told.
 */
#ifndef HIP_STORE_H
#define HIP_STORE_H
#include "hip/file.h"

/* Writes folder/name (the folder is made when missing) and sweeps away what a killed program left of earlier tries. */
HipResult store_save(const char *folder, const char *name, const void *data, size_t size, HipError *err);

/* Reads it. HIP_OK with *out empty when there is none yet. */
HipResult store_load(const char *folder, const char *name, Buffer *out, HipError *err);

/* A file that cannot be understood is put aside as NAME.broken, so that nothing of it is lost; `err` gets the line that
 * says so. */
void store_set_aside(const char *folder, const char *name, HipError *err);

/* Both of it: gives the file's text to `parse`, which leaves `out` empty when it fails; the file is then put aside and
 * HIP_FAILED returned. None is there yet: HIP_OK, and `parse` is not called. `folder` (NULL: there is none, as without
 * HOME) is freed. */
typedef HipResult (*StoreParse)(const char *text, size_t size, void *out);
HipResult store_read(char *folder, const char *name, StoreParse parse, void *out, HipError *err);
/* Saves a text. Both `folder` (NULL: fails) and `text` are freed. `what` it is, for people: "settings". */
HipResult store_keep(char *folder, const char *name, const char *what, char *text, HipError *err);
#endif
