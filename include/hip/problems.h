/* problems.h - every mistake in a set of data files, gathered so that all can be shown at once. */
#ifndef HIP_PROBLEMS_H
#define HIP_PROBLEMS_H
#include "hip/error.h"
#include <stddef.h>

typedef struct Problem {
    char *file; /* as the user knows it, e.g. "atlas/structures.json" */
    int line;   /* from 1; 0 when the whole file is meant */
    char *text; /* one line without a full stop */
} Problem;

typedef struct Problems {
    Problem *items;
    size_t count, capacity;
} Problems;

void problems_add(Problems *problems, const char *file, int line, const char *format, ...) HIP_PRINTF(4, 5);
void problems_sort(Problems *problems);                             /* by file, then line, stable */
void problems_print(const Problems *problems, void *stdio_file);    /* one `file:line: message` a line */
HipResult problems_result(const Problems *problems, HipError *err); /* HIP_OK when empty, else the first and a count */
void problems_release(Problems *problems);
#endif
