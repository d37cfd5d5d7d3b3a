/* mesh_import.h - files from outside -> MeshSet in the model frame, with a report of what was recognised and
 * mended. The files are read by a helper process (hip-atlas-import), alone linked with Assimp; nothing a file
 * holds can bring this process down. Anatomy comes in as a catalogue of plain figures, so that geometry knows
 * no atlas. */
#ifndef HIP_MESH_IMPORT_H
#define HIP_MESH_IMPORT_H
#include "hip/mesh.h"
#include <stdbool.h>

typedef struct CatalogueEntry {
    const char *id; /* with side */
    char side;      /* 'r', 'l', 'm' */
    int fma, fma_any;
    const char *const *names; /* English, Latin, synonyms, without side; NULL ends */
    bool has_figure;
    float centre[3], half_size[3]; /* of the whole structure's box, metres, model frame */
} CatalogueEntry;

typedef struct Catalogue {
    const CatalogueEntry *entries;
    size_t count;
} Catalogue;

typedef struct ImportPart {
    char file[256], name[MESH_NAME_SIZE]; /* where it came from */
    char id[MESH_ID_SIZE];                /* "" unknown */
    char how[16];                         /* "id", "fma", "english", "latin", "" */
    uint32_t triangles;
    float residual_m; /* centre against the catalogue after alignment; negative: not compared */
    bool mended;      /* brought to its place on its own */
} ImportPart;

typedef struct ImportReport {
    ImportPart *parts; /* one for each part of the set, in its order */
    size_t part_count;
    char **warnings; /* whole sentences */
    size_t warning_count;
    float scale;       /* model metres for one file unit */
    float rotation[9]; /* row-major, file -> model, without scale; det -1 when the file is mirrored */
    float translation[3];
    char unit[16]; /* "mm" "cm" "m" "inch" or "other" */
    char up[4];    /* "+Z" ... the file's axis that points to the head */
    bool mirrored;
    bool aligned;     /* false: too little recognised; the set was only centred and scaled to a plausible size */
    float residual_m; /* greatest of the parts used for the alignment */
    bool from_cache;
} ImportReport;

typedef struct ImportOptions {
    const char *helper;       /* path of hip-atlas-import; NULL: beside this program or where it was built */
    const char *cache_folder; /* NULL: no cache */
    double seconds;           /* the helper's time; 0: 60 */
    volatile int *cancel;     /* may be NULL; set to 1 by another thread to stop */
    bool fast_first;          /* stop at a set that can be drawn (no levels of detail); mesh_import_finish does the
                                 rest */
    /* Called once on the finished set before it is cached, to add what geometry does not know; may be NULL.
     */
    void (*decorate)(MeshSet *set, void *context);
    void *context;
    uint64_t decoration; /* stands for what decorate adds: another number, another cache file */
} ImportOptions;

/* Reads files and folders (each folder one level deep, every format known). On failure nothing is written and
 * the message says which file and why; one bad file among good ones is a warning, not a failure. */
HipResult mesh_import(const char *const *paths, size_t path_count, const Catalogue *catalogue,
                      const ImportOptions *options, MeshSet *out, ImportReport *report, HipError *err);

/* Welds, orders and adds levels of detail to a fast_first set, and writes the cache. Heavy: for a worker
 * thread. */
HipResult mesh_import_finish(const MeshSet *quick, const ImportReport *report, const char *const *paths,
                             size_t path_count, const Catalogue *catalogue, const ImportOptions *options, MeshSet *out,
                             HipError *err);

ImportReport import_report_copy(const ImportReport *from); /* with lists of its own */
void import_report_release(ImportReport *report);
#endif
