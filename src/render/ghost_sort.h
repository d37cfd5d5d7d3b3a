/* ghost_sort.h - the triangles of all see-through parts in one stream, farthest first. Knows no GL. */
#ifndef HIP_GHOST_SORT_H
#define HIP_GHOST_SORT_H
#include "cull.h"

typedef struct GhostSort {
    float (*screen)[4];     /* of each vertex of one part: pixels x, y; depth in metres and the window's */
    uint32_t (*corners)[3]; /* of each triangle that is seen, as the renderer's buffers number them */
    float *depths;          /* and how far it is */
    uint16_t *keys;         /* and its place in the order */
    uint32_t *stream;       /* the sorted triangles */
    size_t vertex_room, triangle_room;
    uint32_t *starts; /* one for each key */
} GhostSort;

/* Sorts plan->ghosts as they lie now. Returns how many indices sort->stream holds. `one_sample`: triangles
 * too small to hold the middle of a pixel are left out, which only a picture without further samples allows. `cull`
 * knows what solid parts hide. */
size_t ghost_sort_make(GhostSort *sort, const MeshSet *set, const DrawList *list, const DrawPlan *plan, Cull *cull,
                       int width, int height, bool one_sample);
void ghost_sort_release(GhostSort *sort); /* accepts a zeroed struct */
#endif
