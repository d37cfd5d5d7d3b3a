/* sheet_bend.c - lays a sheet down again at given angles so that it keeps its size.
 *
 * The angles say how far each node is to turn. Places that fit those turns best are the solution of a sparse linear
 * system (as in Sorkine and Alexa, As-Rigid-As-Possible Surface Modeling, SGP 2007, with the turns given); turns that
 * fit the places are then read off the sheet, and so on a few times: the bend stays, stretch and shear leave. */
#include "sheet.h"
#include <math.h>
#include <string.h>

enum { FREE_COLUMNS = BEND_COLUMNS - 1, FREE = FREE_COLUMNS * BEND_ROWS, BAND = BEND_ROWS, ROUNDS = 2 };

/* The system of the nodes behind the hinge column, numbered column by column so that it stays a narrow band:
 * lower[i][d] belongs to (i, i - d), inverse[i] is one over the diagonal of the factor. */
typedef struct Band {
    float lower[FREE][BAND + 1];
    float inverse[FREE];
} Band;

/* Right-hand sides and solutions; zeros on both sides spare the solver its limits, four lanes suit the processor. */
typedef struct Unknowns {
    float at[BAND + FREE + BAND][4];
} Unknowns;

typedef struct Sheet3 {
    float at[BEND_ROWS][BEND_COLUMNS][3];
    float turn[BEND_ROWS][BEND_COLUMNS][4]; /* unit quaternions x y z w */
} Sheet3;

/* Frames of the sheet at rest: three unit columns each. */
typedef struct Frames {
    float at[BEND_ROWS][BEND_COLUMNS][3][3];
    bool known[BEND_ROWS][BEND_COLUMNS];
} Frames;

/* How stiff the threads between neighbours are: wide and short ones are stiffer. */
typedef struct Threads {
    float along[BEND_ROWS][BEND_COLUMNS];  /* to column + 1 */
    float across[BEND_ROWS][BEND_COLUMNS]; /* to row + 1 */
} Threads;

static void subtract(const float a[3], const float b[3], float out[3])
{
    for (int k = 0; k < 3; k++) {
        out[k] = a[k] - b[k];
    }
}

static float unit(float v[3])
{
    float length = sqrtf(dot3(v, v)), scale = 1 / fmaxf(length, 1e-12f);
    for (int k = 0; k < 3; k++) {
        v[k] *= scale;
    }
    return length;
}

static float node_distance(const BendGrid *grid, int row_a, int column_a, int row_b, int column_b)
{
    float d[3];
    subtract(grid->rest[row_a][column_a], grid->rest[row_b][column_b], d);
    return sqrtf(dot3(d, d));
}

static void find_threads(const BendGrid *grid, Threads *threads)
{
    for (int row = 0; row < BEND_ROWS; row++) {
        for (int column = 0; column < BEND_COLUMNS; column++) {
            int r = row + 1 < BEND_ROWS ? row : row - 1, c = column + 1 < BEND_COLUMNS ? column : column - 1;
            float along = node_distance(grid, row, c, row, c + 1) + 1e-4f;
            float across = node_distance(grid, r, column, r + 1, column) + 1e-4f;
            threads->along[row][column] = clampf(across / along, 0.1f, 10);
            threads->across[row][column] = clampf(along / across, 0.1f, 10);
        }
    }
}

static void add_thread(Band *band, int a, int b, float stiffness)
{
    if (a >= 0) {
        band->lower[a][0] += stiffness;
    }
    if (b >= 0) {
        band->lower[b][0] += stiffness;
    }
    if (a >= 0 && b >= 0) {
        int high = a > b ? a : b, low = a > b ? b : a;
        band->lower[high][high - low] -= stiffness;
    }
}

/* Number of a node among the free ones; negative at the hinge. */
static int number_of(int row, int column)
{
    return (column - 1) * BEND_ROWS + row;
}

static void factor(const Threads *threads, Band *band)
{
    memset(band, 0, sizeof *band);
    for (int row = 0; row < BEND_ROWS; row++) {
        for (int column = 0; column < BEND_COLUMNS; column++) {
            int here = column ? number_of(row, column) : -1;
            if (column + 1 < BEND_COLUMNS) {
                add_thread(band, here, number_of(row, column + 1), threads->along[row][column]);
            }
            if (row + 1 < BEND_ROWS && column > 0) {
                add_thread(band, here, number_of(row + 1, column), threads->across[row][column]);
            }
        }
    }
    for (int i = 0; i < FREE; i++) {
        for (int d = i < BAND ? i : BAND; d >= 0; d--) {
            int j = i - d;
            float sum = band->lower[i][d];
            for (int k = 1; d + k <= BAND && k <= j; k++) {
                sum -= band->lower[i][d + k] * band->lower[j][k];
            }
            if (d) {
                band->lower[i][d] = sum * band->inverse[j];
            } else {
                band->inverse[i] = 1 / sqrtf(fmaxf(sum, 1e-9f));
            }
        }
    }
}

static void solve(const Band *band, Unknowns *b)
{
    for (int i = 0; i < FREE; i++) {
        float sum[4];
        memcpy(sum, b->at[BAND + i], sizeof sum);
        for (int d = 1; d <= BAND; d++) { /* outside the matrix lower is 0 */
            for (int k = 0; k < 4; k++) {
                sum[k] -= band->lower[i][d] * b->at[BAND + i - d][k];
            }
        }
        for (int k = 0; k < 4; k++) {
            b->at[BAND + i][k] = sum[k] * band->inverse[i];
        }
    }
    for (int i = FREE - 1; i >= 0; i--) {
        float scale = band->inverse[i], value[4];
        for (int k = 0; k < 4; k++) {
            value[k] = b->at[BAND + i][k] * scale;
            b->at[BAND + i][k] = value[k];
        }
        for (int d = 1; d <= BAND; d++) {
            for (int k = 0; k < 4; k++) {
                b->at[BAND + i - d][k] -= band->lower[i][d] * value[k];
            }
        }
    }
}

/* v turned by the mean of two quaternions. */
static void turn_by_mean(const float a[4], const float b[4], const float v[3], float out[3])
{
    float q[4], length = 0, first[3], second[3];
    for (int k = 0; k < 4; k++) {
        q[k] = a[k] + b[k];
        length += q[k] * q[k];
    }
    length = 1 / sqrtf(fmaxf(length, 1e-12f));
    for (int k = 0; k < 4; k++) {
        q[k] *= length;
    }
    cross3(q, v, first);
    for (int k = 0; k < 3; k++) {
        first[k] += q[3] * v[k];
    }
    cross3(q, first, second);
    for (int k = 0; k < 3; k++) {
        out[k] = v[k] + 2 * second[k];
    }
}

static void pull(const BendGrid *grid, const Sheet3 *now, int row_a, int column_a, int row_b, int column_b,
                 float stiffness, Unknowns *b)
{
    float piece[3], laid[3];
    subtract(grid->rest[row_b][column_b], grid->rest[row_a][column_a], piece);
    turn_by_mean(now->turn[row_a][column_a], now->turn[row_b][column_b], piece, laid);
    int from = column_a ? number_of(row_a, column_a) : -1, to = number_of(row_b, column_b);
    for (int k = 0; k < 3; k++) {
        if (from >= 0) {
            b->at[BAND + from][k] -= stiffness * laid[k];
            b->at[BAND + to][k] += stiffness * laid[k];
        } else {
            b->at[BAND + to][k] += stiffness * (laid[k] + grid->rest[row_a][column_a][k]);
        }
    }
}

static void place(const BendGrid *grid, const Threads *threads, const Band *band, Sheet3 *now)
{
    Unknowns b = {{{0}}};
    for (int row = 0; row < BEND_ROWS; row++) {
        for (int column = 0; column < BEND_COLUMNS; column++) {
            if (column + 1 < BEND_COLUMNS) {
                pull(grid, now, row, column, row, column + 1, threads->along[row][column], &b);
            }
            if (row + 1 < BEND_ROWS && column > 0) {
                pull(grid, now, row, column, row + 1, column, threads->across[row][column], &b);
            }
        }
    }
    solve(band, &b);
    for (int row = 0; row < BEND_ROWS; row++) {
        memcpy(now->at[row][0], grid->rest[row][0], sizeof now->at[row][0]);
        for (int column = 1; column < BEND_COLUMNS; column++) {
            for (int k = 0; k < 3; k++) {
                now->at[row][column][k] = b.at[BAND + number_of(row, column)][k];
            }
        }
    }
}

/* Three unit columns square to each other, fair to both directions of the sheet. False where it has no width. */
static bool frame_at(float nodes[BEND_ROWS][BEND_COLUMNS][3], int row, int column, float out[3][3])
{
    int r0 = row > 0 ? row - 1 : 0, r1 = row + 1 < BEND_ROWS ? row + 1 : row;
    int c0 = column > 0 ? column - 1 : 0, c1 = column + 1 < BEND_COLUMNS ? column + 1 : column;
    float along[3], across[3], square[3];
    subtract(nodes[row][c1], nodes[row][c0], along);
    subtract(nodes[r1][column], nodes[r0][column], across);
    if (unit(along) < 1e-5f || unit(across) < 1e-5f) {
        return false;
    }
    cross3(along, across, out[2]);
    if (unit(out[2]) < 0.1f) {
        return false;
    }
    cross3(across, out[2], square);
    for (int k = 0; k < 3; k++) {
        out[0][k] = along[k] + square[k];
    }
    unit(out[0]);
    cross3(out[2], out[0], out[1]);
    return true;
}

/* The quaternion that carries frame `from` to frame `to`, on the side of `like`. */
static void quaternion_between(float from[3][3], float to[3][3], const float like[4], float out[4])
{
    float m[3][3], best[4] = {0};
    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
            m[i][j] = to[0][i] * from[0][j] + to[1][i] * from[1][j] + to[2][i] * from[2][j];
        }
    }
    float trace = m[0][0] + m[1][1] + m[2][2];
    if (trace > 0) {
        best[3] = 1 + trace;
        best[0] = m[2][1] - m[1][2];
        best[1] = m[0][2] - m[2][0];
        best[2] = m[1][0] - m[0][1];
    } else {
        int i = m[1][1] > m[0][0] ? 1 : 0;
        i = m[2][2] > m[i][i] ? 2 : i;
        int j = (i + 1) % 3, k = (i + 2) % 3;
        best[i] = 1 + m[i][i] - m[j][j] - m[k][k];
        best[j] = m[j][i] + m[i][j];
        best[k] = m[k][i] + m[i][k];
        best[3] = m[k][j] - m[j][k];
    }
    float length = 0, same = 0;
    for (int k = 0; k < 4; k++) {
        length += best[k] * best[k];
        same += best[k] * like[k];
    }
    float scale = (same < 0 ? -1.0f : 1.0f) / sqrtf(fmaxf(length, 1e-12f));
    for (int k = 0; k < 4; k++) {
        out[k] = best[k] * scale;
    }
}

static void find_frames(BendGrid *grid, Frames *frames)
{
    for (int row = 0; row < BEND_ROWS; row++) {
        for (int column = 1; column < BEND_COLUMNS; column++) {
            frames->known[row][column] = frame_at(grid->rest, row, column, frames->at[row][column]);
        }
    }
}

static void read_turns(Frames *frames, Sheet3 *now)
{
    for (int row = 0; row < BEND_ROWS; row++) {
        for (int column = 1; column < BEND_COLUMNS; column++) {
            float after[3][3];
            float *turn = now->turn[row][column];
            if (frames->known[row][column] && frame_at(now->at, row, column, after)) {
                quaternion_between(frames->at[row][column], after, turn, turn);
            }
        }
    }
}

static void hand_back(const Sheet3 *now, BendGrid *grid)
{
    for (int row = 0; row < BEND_ROWS; row++) {
        for (int column = 0; column < BEND_COLUMNS; column++) {
            const float *turn = now->turn[row][column];
            subtract(now->at[row][column], grid->rest[row][column], grid->shift[row][column]);
            /* Past half a turn the vector part alone would mean the way round the other side: stop there. */
            float scale = turn[3] >= 0 ? 1 : 1 / sqrtf(fmaxf(dot3(turn, turn), 1e-12f));
            for (int k = 0; k < 3; k++) {
                grid->turn[row][column][k] = scale * turn[k];
            }
        }
    }
}

void sheet_bend(BendGrid *grid, float angle[BEND_ROWS][BEND_COLUMNS])
{
    Threads threads;
    Band band;
    Sheet3 now;
    Frames frames = {0};
    find_frames(grid, &frames);
    find_threads(grid, &threads);
    factor(&threads, &band);
    for (int row = 0; row < BEND_ROWS; row++) {
        for (int column = 0; column < BEND_COLUMNS; column++) {
            float half = 0.5f * angle[row][column];
            for (int k = 0; k < 3; k++) {
                now.turn[row][column][k] = sinf(half) * grid->axis[k];
            }
            now.turn[row][column][3] = cosf(half);
        }
    }
    place(grid, &threads, &band, &now);
    for (int round = 0; round < ROUNDS; round++) {
        read_turns(&frames, &now);
        if (round + 1 < ROUNDS) {
            place(grid, &threads, &band, &now);
        }
    }
    hand_back(&now, grid);
}
