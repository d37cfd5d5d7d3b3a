/* mesh_import_files.h - the files that an import means, and what the cache knows them by. Private to
 * src/geometry. */
#ifndef HIP_MESH_IMPORT_FILES_H
#define HIP_MESH_IMPORT_FILES_H
#include "hip/mesh_import.h"

typedef struct ImportFile {
    char *path;
    uint64_t size;
} ImportFile;

typedef struct ImportFiles {
    ImportFile *items;
    size_t count;
} ImportFiles;

/* Folders become the model files in them. What cannot be read is told in the report; fails when nothing is
 * left. */
HipResult import_files_list(const char *const *paths, size_t path_count, ImportFiles *out, ImportReport *report,
                            HipError *err);
void import_files_release(ImportFiles *files);

const char *import_file_name(const char *path); /* without folders */

/* Stands for the content of the files, what was said while listing them, the catalogue, and the version of this code.
 */
uint64_t import_files_key(const ImportFiles *files, const ImportReport *listed, const Catalogue *catalogue,
                          const ImportOptions *options);

/* The cache file for a key (new string); makes the folder when asked. NULL without a cache. */
char *import_cache_path(const ImportOptions *options, uint64_t key, bool make_folder);

/* Removes the oldest files of the cache when there are many. */
void import_cache_trim(const ImportOptions *options);

/* The report as bytes to lie in the cache file, and back (checked: fails on anything odd). */
void *import_report_pack(const ImportReport *report, size_t *size);
HipResult import_report_unpack(const void *data, size_t size, size_t part_count, ImportReport *out, HipError *err);
#endif
