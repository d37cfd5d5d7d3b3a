/* compare.h - views that are worth seeing side by side: immutable tables of the atlas, read from compares.json
 * (docs/pain.md). What their panes show are words of a view code, which the session reads (panes.h). */
#ifndef HIP_COMPARE_H
#define HIP_COMPARE_H
#include "hip/atlas.h"

enum { COMPARE_PANES = 3 };

typedef struct ComparePane {
    const char *caption; /* "Nerve root in the back" */
    const char *words;   /* "source=C_rad_S1" */
    AtlasFact tells;     /* how one may tell it from the others, in one or two sentences; text NULL: nothing is said */
} ComparePane;

typedef struct CompareRow {
    const char *question; /* "Sitting" */
    AtlasFact answers[COMPARE_PANES];
} CompareRow;

typedef struct AtlasCompare {
    const char *id, *title; /* "sciatica" */
    const char *camera;     /* a camera's id: from where all are seen at first; NULL: from where one looks */
    ComparePane panes[COMPARE_PANES];
    int pane_count; /* 2 or 3 */
    const CompareRow *rows;
    int row_count;
    AtlasFact note; /* what to say beside it; text NULL: nothing */
    int line;       /* of the file, for messages */
} AtlasCompare;

int atlas_compare(const Atlas *atlas, const char *id); /* any case; -1 */
#endif
