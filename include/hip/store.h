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
#endif
