/* mesh_import_helper.h - runs hip-atlas-import over files, two at once, and gathers what comes back. Private
 * to src/geometry. */
#ifndef HIP_MESH_IMPORT_HELPER_H
#define HIP_MESH_IMPORT_HELPER_H
#include "hip/import_stream.h"
#include <stdbool.h>

typedef struct HelperFile {
    const char *path;
    uint64_t size;
    char *failure;     /* set by helper_run when the file could not be read: one line, without the file's name */
    uint32_t left_out; /* faces that were no triangles */
} HelperFile;

typedef struct HelperPart {
    uint32_t file;
    char node[IMPORT_NAME_SIZE], mesh[IMPORT_NAME_SIZE];
    float (*positions)[3]; /* in the lane's memory; may be changed in place */
    float (*normals)[3];   /* NULL: none */
    uint32_t *indices;
    size_t vertex_count, index_count;
} HelperPart;

typedef struct HelperOutput {
    HelperPart *parts; /* by file, then as they came */
    size_t count;
    unsigned char *memory[2];
} HelperOutput;

/* Fails only when nothing can be read at all: no helper, cancelled. What one file does wrong is noted with
 * that file. */
HipResult helper_run(const char *helper, HelperFile *files, size_t file_count, double seconds, volatile int *cancel,
                     HelperOutput *out, HipError *err);
void helper_output_release(HelperOutput *output);
#endif
