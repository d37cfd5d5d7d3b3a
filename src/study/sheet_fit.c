/* sheet_fit.c - the middle surface of a muscle as a smooth grid, from nothing but its vertices' coordinates. */
#include "hip/mem.h"
#include "sheet.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NODES = BEND_ROWS * BEND_COLUMNS, BAND = 2 * BEND_ROWS, LEAST_VERTICES = 24, ENOUGH_TRIANGLES = 2000 };

/* Normal equations of the fit; x, y, z share the matrix. Nodes are numbered column by column, so that none is tied to
 * another more than two columns away: lower[i][d] belongs to (i, i - d). */
typedef struct Equations {
    double lower[NODES][BAND + 1];
    double b[NODES][3];
} Equations;

static int number_of(int row, int column)
{
    return column * BEND_ROWS + row;
}

static void add_to_matrix(Equations *eq, const int *node, const double *factor, int count, double weight)
{
    for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
            if (node[j] <= node[i]) {
                eq->lower[node[i]][node[i] - node[j]] += weight * factor[i] * factor[j];
            }
        }
    }
}

static void coordinates(const BendGrid *grid, const MeshVertex *vertex, float *w, float *t)
{
    *w = grid->w_at_zero + grid->w_scale * (float)vertex->along / 65535;
    *t = grid->t_at_zero + grid->t_scale * (float)vertex->across / 65535;
}

/* The coarsest level that still says enough about a middle surface of 128 nodes. */
static const MeshLod *level_to_fit(const MeshPart *part)
{
    uint32_t level = 0;
    while (level + 1 < part->lod_count && part->lods[level + 1].index_count >= 3 * ENOUGH_TRIANGLES) {
        level++;
    }
    return &part->lods[level];
}

/* A third of the area of its triangles for each vertex: a mesh may be dense on one face and coarse on the other. */
static void add_areas(const MeshSet *set, const MeshPart *part, double *area)
{
    const MeshLod *lod = level_to_fit(part);
    for (uint32_t i = 0; i + 2 < lod->index_count; i += 3) {
        float p[3][3], e[3], f[3];
        const uint32_t *corner = &set->indices[lod->first_index + i];
        for (int k = 0; k < 3; k++) {
            mesh_vertex_position(part, &set->vertices[corner[k]], p[k]);
        }
        for (int k = 0; k < 3; k++) {
            e[k] = p[1][k] - p[0][k];
            f[k] = p[2][k] - p[0][k];
        }
        double x = e[1] * f[2] - e[2] * f[1], y = e[2] * f[0] - e[0] * f[2], z = e[0] * f[1] - e[1] * f[0];
        double third = sqrt(x * x + y * y + z * z) / 6;
        for (int k = 0; k < 3; k++) {
            area[corner[k] - part->first_vertex] += third;
        }
    }
}

static void add_vertex(Equations *eq, float w, float t, const float p[3], double weight)
{
    float cw = clampf(w, 0, 1) * (BEND_COLUMNS - 1), ct = clampf(t, 0, 1) * (BEND_ROWS - 1);
    int column = (int)fminf(floorf(cw), BEND_COLUMNS - 2), row = (int)fminf(floorf(ct), BEND_ROWS - 2);
    double fw = cw - (float)column, ft = ct - (float)row;
    int node[4] = {number_of(row, column), number_of(row, column + 1), number_of(row + 1, column),
                   number_of(row + 1, column + 1)};
    double part[4] = {(1 - ft) * (1 - fw), (1 - ft) * fw, ft * (1 - fw), ft * fw};
    add_to_matrix(eq, node, part, 4, weight);
    for (int i = 0; i < 4; i++) {
        for (int k = 0; k < 3; k++) {
            eq->b[node[i]][k] += weight * part[i] * p[k];
        }
    }
}

/* Each wish is weight * (sum of factor * node)^2, which wants to be zero. */
static void add_smoothness(Equations *eq, double weight)
{
    static const double second[3] = {1, -2, 1}, twist[4] = {1, -1, -1, 1};
    for (int row = 0; row < BEND_ROWS; row++) {
        for (int column = 0; column < BEND_COLUMNS; column++) {
            int here = number_of(row, column), right = here + BEND_ROWS, below = here + 1;
            if (column + 2 < BEND_COLUMNS) {
                add_to_matrix(eq, (int[]){here, right, right + BEND_ROWS}, second, 3, weight);
            }
            if (row + 2 < BEND_ROWS) {
                add_to_matrix(eq, (int[]){here, below, below + 1}, second, 3, 10 * weight);
            }
            if (row + 1 < BEND_ROWS && column + 1 < BEND_COLUMNS) {
                add_to_matrix(eq, (int[]){here, right, below, right + 1}, twist, 4, weight);
            }
        }
    }
}

/* Cholesky within the band, in place; false when the matrix is not positive. */
static bool factor(Equations *eq)
{
    for (int i = 0; i < NODES; i++) {
        for (int d = i < BAND ? i : BAND; d >= 0; d--) {
            double sum = eq->lower[i][d];
            for (int k = 1; d + k <= BAND && k <= i - d; k++) {
                sum -= eq->lower[i][d + k] * eq->lower[i - d][k];
            }
            if (d == 0 && !(sum > 0)) {
                return false;
            }
            eq->lower[i][d] = d ? sum / eq->lower[i - d][0] : sqrt(sum);
        }
    }
    return true;
}

static void substitute(Equations *eq)
{
    for (int axis = 0; axis < 3; axis++) {
        for (int i = 0; i < NODES; i++) {
            for (int d = 1; d <= BAND && d <= i; d++) {
                eq->b[i][axis] -= eq->lower[i][d] * eq->b[i - d][axis];
            }
            eq->b[i][axis] /= eq->lower[i][0];
        }
        for (int i = NODES - 1; i >= 0; i--) {
            for (int d = 1; d <= BAND && i + d < NODES; d++) {
                eq->b[i][axis] -= eq->lower[i + d][d] * eq->b[i + d][axis];
            }
            eq->b[i][axis] /= eq->lower[i][0];
        }
    }
}

bool sheet_fit_rest(const MeshSet *set, uint32_t part_index, BendGrid *grid)
{
    const MeshPart *part = &set->parts[part_index];
    const double stiffness = 0.02;
    double *area = mem_alloc(part->vertex_count + 1, sizeof *area), total = 0;
    Equations *eq = mem_alloc(1, sizeof *eq);
    uint32_t used = 0;
    add_areas(set, part, area);
    for (uint32_t i = 0; i < part->vertex_count; i++) {
        const MeshVertex *vertex = &set->vertices[part->first_vertex + i];
        float w, t, p[3];
        coordinates(grid, vertex, &w, &t);
        if (area[i] > 0 && w > 1e-4f && w < 1 - 1e-4f) { /* what is held at either end says nothing */
            mesh_vertex_position(part, vertex, p);
            if (grid->t_scale != 0) {
                add_vertex(eq, w, t, p, area[i]);
            } else { /* one line along the middle: every row is to be that line */
                add_vertex(eq, w, 0, p, 0.5 * area[i]);
                add_vertex(eq, w, 1, p, 0.5 * area[i]);
            }
            total += area[i];
            used++;
        }
    }
    bool fits = used >= LEAST_VERTICES && total > 0;
    if (fits) {
        add_smoothness(eq, stiffness * total / NODES);
        fits = factor(eq);
    }
    if (fits) {
        substitute(eq);
        for (int i = 0; i < NODES; i++) {
            for (int k = 0; k < 3; k++) {
                grid->rest[i % BEND_ROWS][i / BEND_ROWS][k] = (float)eq->b[i][k];
            }
        }
    }
    free(eq);
    free(area);
    return fits;
}

static bool unit(float v[3])
{
    float length = sqrtf(dot3(v, v));
    for (int k = 0; k < 3; k++) {
        v[k] /= fmaxf(length, 1e-9f);
    }
    return length > 1e-9f;
}

/* Halfway between the hinge line and the square to the mean fibre, so that a flap whose fibres come in aslant
 * follows its fibres without leaving its hinge; turned so that a positive angle lifts the cut edge. */
static void find_axis(const Sheet *sheet, BendGrid *grid)
{
    float chord[3], fibre[3] = {0}, square[3];
    for (int k = 0; k < 3; k++) {
        chord[k] = sheet->hinge[SHEET_RULINGS - 1][k] - sheet->hinge[0][k];
        for (int row = 0; row < BEND_ROWS; row++) {
            fibre[k] += grid->rest[row][BEND_COLUMNS - 1][k] - grid->rest[row][0][k];
        }
    }
    unit(chord);
    unit(fibre);
    float along = dot3(chord, fibre);
    for (int k = 0; k < 3; k++) {
        square[k] = chord[k] - along * fibre[k];
    }
    unit(square);
    for (int k = 0; k < 3; k++) {
        grid->axis[k] = chord[k] + square[k];
    }
    unit(grid->axis);
    const float *a = grid->axis;
    float rises[3] = {a[1] * fibre[2] - a[2] * fibre[1], a[2] * fibre[0] - a[0] * fibre[2],
                      a[0] * fibre[1] - a[1] * fibre[0]};
    if (dot3(rises, sheet->lift) < 0) {
        for (int k = 0; k < 3; k++) {
            grid->axis[k] = -grid->axis[k];
        }
    }
}

static void find_reach(BendGrid *grid)
{
    for (int row = 0; row < BEND_ROWS; row++) {
        grid->reach[row][0] = 0;
        for (int column = 1; column < BEND_COLUMNS; column++) {
            float step[3];
            for (int k = 0; k < 3; k++) {
                step[k] = grid->rest[row][column][k] - grid->rest[row][column - 1][k];
            }
            float along = dot3(step, grid->axis);
            float across = sqrtf(fmaxf(0, dot3(step, step) - along * along));
            grid->reach[row][column] = grid->reach[row][column - 1] + across;
        }
    }
}

/* A line has no frame to turn by: a ribbon along the axis has. All vertices stay on its middle. */
static void widen(BendGrid *grid)
{
    const float width_m = 0.02f;
    for (int row = 0; row < BEND_ROWS; row++) {
        float aside = width_m * ((float)row / (BEND_ROWS - 1) - 0.5f);
        for (int column = 0; column < BEND_COLUMNS; column++) {
            for (int k = 0; k < 3; k++) {
                grid->rest[row][column][k] += aside * grid->axis[k];
            }
        }
    }
}

void sheet_measure(const Sheet *sheet, const MeshSet *set, uint32_t part_index, BendGrid *grid)
{
    const MeshPart *part = &set->parts[part_index];
    find_axis(sheet, grid);
    find_reach(grid);
    if (grid->t_scale == 0) {
        widen(grid);
    }
    grid->half_thickness = 0;
    for (uint32_t i = 0; i < part->vertex_count; i++) {
        const MeshVertex *vertex = &set->vertices[part->first_vertex + i];
        float w, t, p[3], offset[3];
        coordinates(grid, vertex, &w, &t);
        if (w <= 0) {
            continue; /* never moves */
        }
        mesh_vertex_position(part, vertex, p);
        float cw = clampf(w, 0, 1) * (BEND_COLUMNS - 1), ct = clampf(t, 0, 1) * (BEND_ROWS - 1);
        int column = (int)(cw + 0.5f), row = (int)(ct + 0.5f);
        for (int k = 0; k < 3; k++) {
            offset[k] = p[k] - grid->rest[row][column][k];
        }
        grid->half_thickness = fmaxf(grid->half_thickness, sqrtf(dot3(offset, offset)));
    }
}
