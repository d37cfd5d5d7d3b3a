/* mesh_align.h - brings a foreign model to the model frame by what was recognised in it. Private to
 * src/geometry. */
#ifndef HIP_MESH_ALIGN_H
#define HIP_MESH_ALIGN_H
#include "hip/mesh_import.h"
#include "mesh_similarity.h"

typedef struct AlignPart {
    const float (*positions)[3]; /* file frame */
    size_t vertex_count;
    int entry;         /* in the catalogue; -1: unknown */
    const char *label; /* for messages: the file's name, and the part's where a file holds several */
    /* out: */
    Similarity place; /* file frame -> model frame, metres */
    float residual_m; /* centre against the catalogue; negative: not compared */
    bool mended;      /* `place` is not that of the whole */
} AlignPart;

typedef struct Alignment {
    Similarity whole;
    bool aligned;
    double median_m; /* of the compared parts' distances; how good the fit is */
    float worst_m;   /* of the parts that lie where they belong */
} Alignment;

/* Finds the map for the whole and mends parts that are in another unit or out of place; says what it did
 * through import_warn. Without anything recognised: centred, and scaled to a plausible size. */
Alignment mesh_align(AlignPart *parts, size_t count, const Catalogue *catalogue, ImportReport *report);

/* The same without mending and without words: to compare two readings of the names. */
Alignment mesh_align_try(AlignPart *parts, size_t count, const Catalogue *catalogue);

/* Metres, millimetres ... for a scale in metres per file unit; "other". */
const char *mesh_align_unit(double scale, double tolerance);

void import_warn(ImportReport *report, const char *format, ...) HIP_PRINTF(2, 3);
#endif
