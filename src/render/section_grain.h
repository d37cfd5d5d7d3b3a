/* section_grain.h - a tile of irregular cells for the faces of a cut. */
#ifndef HIP_SECTION_GRAIN_H
#define HIP_SECTION_GRAIN_H
#include "hip/maths.h"

enum { SECTION_GRAIN_SIZE = 256, SECTION_GRAIN_CELLS = 20 };

/* SIZE x SIZE texels that repeat without a seam: distance to the cell's wall (in cells), a shade of its own, the same
 * distance among cells half as large, distance to the cell's middle. New memory, free. */
uint8_t (*section_grain_make(void))[4];
#endif
