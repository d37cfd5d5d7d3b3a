/* import_stream.h - what the helper hip-atlas-import writes and this program reads: plain triangles, record
 * by record. The helper has read a file from outside and may have been taken over by it, so the reader
 * believes nothing. */
#ifndef HIP_IMPORT_STREAM_H
#define HIP_IMPORT_STREAM_H
#include "hip/error.h"
#include <stddef.h>
#include <stdint.h>

enum {
    IMPORT_STREAM_FD = 3, /* where the helper finds the stream; its standard streams lead nowhere */
    IMPORT_NAME_SIZE = 128,
    IMPORT_TEXT_SIZE = 512,
    IMPORT_MAX_TRIANGLES = 20000000, /* of one file */
};

typedef enum ImportRecordKind {
    IMPORT_BEGIN = 0x4e474542, /* a file is about to be opened */
    IMPORT_PART = 0x54524150,  /* node name, mesh name, positions, normals if any, indices */
    IMPORT_FAIL = 0x4c494146,  /* the file could not be read: text */
    IMPORT_DONE = 0x454e4f44,  /* the file is finished */
} ImportRecordKind;

/* Six words, then for PART: 2 * IMPORT_NAME_SIZE bytes of names, floats, indices; for FAIL: IMPORT_TEXT_SIZE
 * bytes. */
typedef struct ImportRecordHeader {
    uint32_t kind;
    uint32_t file; /* position in the helper's arguments, from 0 */
    uint32_t vertex_count, index_count;
    uint32_t has_normals;
    uint32_t left_out; /* DONE: faces that were no triangles (points, lines) */
} ImportRecordHeader;

typedef struct ImportRecord {
    ImportRecordKind kind;
    uint32_t file, left_out;
    char node[IMPORT_NAME_SIZE], mesh[IMPORT_NAME_SIZE]; /* printable UTF-8 */
    char text[IMPORT_TEXT_SIZE];
    float (*positions)[3]; /* into the data given; the file's units and axes */
    float (*normals)[3];   /* NULL: none */
    uint32_t *indices;
    size_t vertex_count, index_count;
} ImportRecord;

/* Reads the record at `offset` (a multiple of 4; data aligned to 4). Sets `used` to its size in bytes, or to
 * 0 when more data is needed. Fails when no continuation could make it right. Numbers are finite and indices
 * in range afterwards. */
HipResult import_stream_next(uint8_t *data, size_t size, size_t offset, ImportRecord *out, size_t *used, HipError *err);
#endif
