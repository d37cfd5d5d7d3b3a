/* mesh_recognise.h - which structure a file's or node's name means. Private to src/geometry. */
#ifndef HIP_MESH_RECOGNISE_H
#define HIP_MESH_RECOGNISE_H
#include "hip/mesh_import.h"

typedef struct Recogniser Recogniser;

typedef struct Recognised {
    int entry;       /* in the catalogue; -1: unknown */
    int other_side;  /* the name says no side: `entry` is the right one, this the left; -1 otherwise */
    const char *how; /* "id", "fma", "english", "latin", "" */
} Recognised;

Recogniser *recogniser_create(const Catalogue *catalogue);
void recogniser_release(Recogniser *recogniser);

/* By FMA number, else by name and side in any order of words. The first of the names that means something
 * wins; a name with a side wins over one without. */
Recognised recognise(const Recogniser *recogniser, const char *const *names, size_t name_count);
#endif
