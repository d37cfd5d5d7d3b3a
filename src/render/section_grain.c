/* section_grain.c - a tile of irregular cells (Worley, SIGGRAPH 1996), from which the cut faces take fascicles, lobules
 * and the spongy inside of bones. */
#include "section_grain.h"
#include "hip/mem.h"
#include <math.h>
#include <stdlib.h>

enum { SIZE = SECTION_GRAIN_SIZE };

static uint32_t mixed(uint32_t x)
{
    x = (x ^ x >> 16) * 0x7feb352du;
    x = (x ^ x >> 15) * 0x846ca68bu;
    return x ^ x >> 16;
}

static float unit_random(int x, int y, int cells, uint32_t which)
{
    uint32_t cell = (uint32_t)((x + cells) % cells * cells + (y + cells) % cells);
    return (float)(mixed(cell * 4 + which) >> 8) * (1.0f / (1 << 24));
}

typedef struct Cell {
    float wall; /* distance to the next cell, in cells */
    float shade;
    float middle; /* distance to its own middle */
} Cell;

static Cell cell_at(float x, float y, int cells)
{
    Cell cell = {0};
    float nearest = 9, next = 9;
    int column = (int)floorf(x), row = (int)floorf(y);
    for (int i = column - 1; i <= column + 1; i++) {
        for (int k = row - 1; k <= row + 1; k++) {
            float dx = (float)i + 0.1f + 0.8f * unit_random(i, k, cells, 0) - x;
            float dy = (float)k + 0.1f + 0.8f * unit_random(i, k, cells, 1) - y;
            float distance = sqrtf(dx * dx + dy * dy);
            if (distance < nearest) {
                next = nearest;
                nearest = distance;
                cell.shade = unit_random(i, k, cells, 2);
            } else if (distance < next) {
                next = distance;
            }
        }
    }
    cell.wall = next - nearest;
    cell.middle = nearest;
    return cell;
}

static uint8_t byte(float value)
{
    return (uint8_t)(255 * clampf(value, 0, 1) + 0.5f);
}

uint8_t (*section_grain_make(void))[4]
{
    uint8_t(*out)[4] = mem_alloc((size_t)SIZE * SIZE, sizeof *out);
    for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
            float at[2] = {((float)x + 0.5f) / SIZE, ((float)y + 0.5f) / SIZE};
            Cell broad = cell_at(at[0] * SECTION_GRAIN_CELLS, at[1] * SECTION_GRAIN_CELLS, SECTION_GRAIN_CELLS);
            Cell fine =
                cell_at(at[0] * 2 * SECTION_GRAIN_CELLS, at[1] * 2 * SECTION_GRAIN_CELLS, 2 * SECTION_GRAIN_CELLS);
            uint8_t *texel = out[y * SIZE + x];
            texel[0] = byte(broad.wall);
            texel[1] = byte(broad.shade);
            texel[2] = byte(fine.wall);
            texel[3] = byte(broad.middle);
        }
    }
    return out;
}
