/* mesh_align_items.h - the recognised structures as points and sizes; shared by the two halves of the
 * alignment. */
#ifndef HIP_MESH_ALIGN_ITEMS_H
#define HIP_MESH_ALIGN_ITEMS_H
#include "mesh_align.h"

/* One structure with a figure in the catalogue; several parts may belong to it. */
typedef struct AlignItem {
    int entry;
    double centre[3], half[3]; /* of its box in the file */
    double wanted[3], wanted_half[3];
    double at[3], at_half[3]; /* of its box under the present map */
} AlignItem;

typedef struct AlignItems {
    const AlignPart *parts;
    size_t part_count;
    AlignItem *items;
    size_t count;
} AlignItems;

AlignItems align_items_create(const AlignPart *parts, size_t count, const Catalogue *catalogue);
void align_items_release(AlignItems *items);

/* Fills in at and at_half: exact for turns by right angles, else over all points. */
void align_items_place(AlignItems *items, const Similarity *map);

double align_distance(const AlignItem *item);      /* |at - wanted| */
double align_size_error(const AlignItem *item);    /* |at_half - wanted_half| */
double align_median(double *values, size_t count); /* reorders */

/* Finds the map for all of them; false when there are none. */
bool align_find(AlignItems *items, Similarity *out);

/* The 48 maps that take axes to axes; the likelier conventions first. */
Similarity align_axes(int which);
#endif
