/* send.h - writes what a reader has found to the stream (include/hip/import_stream.h). */
#ifndef HIP_IMPORTER_SEND_H
#define HIP_IMPORTER_SEND_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Sender {
    uint32_t file;
    uint64_t triangles;
    uint32_t left_out;
    bool too_many; /* more than IMPORT_MAX_TRIANGLES: nothing more is sent */
} Sender;

typedef struct Place { /* from a mesh to its file: three rows of a matrix */
    float m[3][4];
} Place;

typedef struct SentPart {
    const char *node, *mesh;     /* NULL: none */
    const float (*positions)[3]; /* of the mesh */
    const float (*normals)[3];   /* NULL: none */
    const uint32_t *indices;     /* triangles */
    uint32_t vertex_count, index_count;
} SentPart;

/* `first` after `then`. */
Place place_product(const Place *then, const Place *first);

void send_begin(const Sender *sender);
/* A transform that mirrors turns the triangles inside out: they are turned back. */
void send_part(Sender *sender, const SentPart *part, const Place *place);
void send_failure(const Sender *sender, const char *text);
void send_done(const Sender *sender);

/* Zeroed room; ends the process when there is none. */
void *room(size_t count, size_t size);
#endif
