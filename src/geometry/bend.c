#include "hip/bend.h"
#include <math.h>
#include <string.h>

/* The cell of a point and the weights of its four nodes. */
typedef struct Place {
    int row, column;
    float weight[2][2]; /* [row][column] */
} Place;

static Place place_at(const BendGrid *grid, float u, float v)
{
    float w = clampf(grid->w_at_zero + grid->w_scale * u, 0, 1) * (BEND_COLUMNS - 1);
    float t = clampf(grid->t_at_zero + grid->t_scale * v, 0, 1) * (BEND_ROWS - 1);
    Place place = {.row = (int)fminf(floorf(t), BEND_ROWS - 2), .column = (int)fminf(floorf(w), BEND_COLUMNS - 2)};
    float fw = w - (float)place.column, ft = t - (float)place.row;
    place.weight[0][0] = (1 - ft) * (1 - fw);
    place.weight[0][1] = (1 - ft) * fw;
    place.weight[1][0] = ft * (1 - fw);
    place.weight[1][1] = ft * fw;
    return place;
}

static void blend(const float nodes[BEND_ROWS][BEND_COLUMNS][3], const Place *place, float out[3])
{
    for (int k = 0; k < 3; k++) {
        out[k] = place->weight[0][0] * nodes[place->row][place->column][k] +
                 place->weight[0][1] * nodes[place->row][place->column + 1][k] +
                 place->weight[1][0] * nodes[place->row + 1][place->column][k] +
                 place->weight[1][1] * nodes[place->row + 1][place->column + 1][k];
    }
}

static float blend_swell(const BendGrid *grid, const Place *place)
{
    const float(*s)[BEND_COLUMNS] = grid->swell;
    int r = place->row, c = place->column;
    return place->weight[0][0] * s[r][c] + place->weight[0][1] * s[r][c + 1] + place->weight[1][0] * s[r + 1][c] +
           place->weight[1][1] * s[r + 1][c + 1];
}

/* (R - I) v of the rotation whose quaternion has this vector part: exactly zero for a zero turn. */
static void turned_away(const float turn[3], const float v[3], float out[3])
{
    float scalar = sqrtf(fmaxf(0, 1 - turn[0] * turn[0] - turn[1] * turn[1] - turn[2] * turn[2]));
    float first[3], second[3];
    cross3(turn, v, first);
    for (int k = 0; k < 3; k++) {
        first[k] += scalar * v[k];
    }
    cross3(turn, first, second);
    for (int k = 0; k < 3; k++) {
        out[k] = 2 * second[k];
    }
}

void bend_point(const BendGrid *grid, float u, float v, const float in[3], float out[3])
{
    Place place = place_at(grid, u, v);
    float rest[3], shift[3], turn[3], from_middle[3], away[3];
    blend(grid->rest, &place, rest);
    blend(grid->shift, &place, shift);
    blend(grid->turn, &place, turn);
    for (int k = 0; k < 3; k++) {
        from_middle[k] = in[k] - rest[k];
    }
    turned_away(turn, from_middle, away);
    float swell = blend_swell(grid, &place);
    for (int k = 0; k < 3; k++) {
        out[k] = in[k] + (shift[k] + away[k] + swell * (from_middle[k] + away[k]));
    }
}

void bend_direction(const BendGrid *grid, float u, float v, const float in[3], float out[3])
{
    Place place = place_at(grid, u, v);
    float turn[3], away[3];
    blend(grid->turn, &place, turn);
    turned_away(turn, in, away);
    for (int k = 0; k < 3; k++) {
        out[k] = in[k] + away[k];
    }
}

void bend_motion(const BendGrid *grid, float u, float v, const float in[3], float way[3], float turn[4])
{
    Place place = place_at(grid, u, v);
    bend_point(grid, u, v, in, way);
    blend(grid->turn, &place, turn);
    for (int k = 0; k < 3; k++) {
        way[k] -= in[k];
    }
    turn[3] = sqrtf(fmaxf(0, 1 - turn[0] * turn[0] - turn[1] * turn[1] - turn[2] * turn[2]));
}

bool bend_is_rest(const BendGrid *grid)
{
    const float *shift = &grid->shift[0][0][0], *turn = &grid->turn[0][0][0], *swell = &grid->swell[0][0];
    for (int i = 0; i < BEND_ROWS * BEND_COLUMNS * 3; i++) {
        if (shift[i] != 0 || turn[i] != 0 || swell[i / 3] != 0) {
            return false;
        }
    }
    return true;
}

Box3 bend_box(const BendGrid *grid, const MeshSet *set, uint32_t part)
{
    /* What lies beyond the hinge stays in the part's own box; all that moves is near the middle of the sheet.
     */
    Box3 box = set->parts[part].box;
    if (bend_is_rest(grid)) {
        return box;
    }
    for (int row = 0; row < BEND_ROWS; row++) {
        for (int column = 0; column < BEND_COLUMNS; column++) {
            for (int k = 0; k < 3; k++) {
                float at = grid->rest[row][column][k] + grid->shift[row][column][k];
                float half = grid->half_thickness * (1 + fmaxf(0, grid->swell[row][column]));
                box.lo[k] = fminf(box.lo[k], at - half);
                box.hi[k] = fmaxf(box.hi[k], at + half);
            }
        }
    }
    return box;
}

void bend_pack(const BendGrid *grid, float out[BEND_ROWS][BEND_TEXELS][4])
{
    memset(out, 0, sizeof(float) * BEND_ROWS * BEND_TEXELS * 4);
    for (int row = 0; row < BEND_ROWS; row++) {
        for (int column = 0; column < BEND_COLUMNS; column++) {
            memcpy(out[row][3 * column], grid->rest[row][column], sizeof(float[3]));
            out[row][3 * column][3] = grid->swell[row][column];
            memcpy(out[row][3 * column + 1], grid->shift[row][column], sizeof(float[3]));
            memcpy(out[row][3 * column + 2], grid->turn[row][column], sizeof(float[3]));
        }
    }
}
