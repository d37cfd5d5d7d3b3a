/* near_grid.h - places found by nearness: a hash of cubes. */
#ifndef HIP_BODY_NEAR_GRID_H
#define HIP_BODY_NEAR_GRID_H
#include <stddef.h>
#include <stdint.h>

typedef struct NearGrid {
    const float (*places)[3]; /* the caller's */
    size_t count;
    float cell;
    uint32_t *start, *list; /* by bucket */
    uint32_t mask;
} NearGrid;

NearGrid near_grid_make(const float (*places)[3], size_t count, float cell);
void near_grid_release(NearGrid *grid);

/* Calls `visit` for every place in the 27 cubes round `at`, in a fixed order; some lie farther than a cell. */
void near_grid_visit(const NearGrid *grid, const float at[3], void (*visit)(void *context, uint32_t place),
                     void *context);
#endif
