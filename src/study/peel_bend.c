/* peel_bend.c - from a step of the dissection to the bend of one mesh: coordinates, middle at rest, motion. */
#include "hip/file.h"
#include "hip/peel.h"
#include "sheet.h"
#include <math.h>
#include <string.h>

bool peel_coordinates(const Atlas *atlas, int structure, MeshSet *set, uint32_t part_index)
{
    const AtlasStep *step = atlas_step_of(atlas, structure);
    Sheet sheet;
    if (part_index >= set->part_count || !sheet_of_step(step, &sheet)) {
        return false;
    }
    const MeshPart *part = &set->parts[part_index];
    for (uint32_t i = 0; i < part->vertex_count; i++) {
        MeshVertex *vertex = &set->vertices[part->first_vertex + i];
        float p[3], w, t;
        mesh_vertex_position(part, vertex, p);
        sheet_place(&sheet, p, &w, &t);
        float u = step->u_hinge + w * (step->u_cut - step->u_hinge);
        vertex->along = (uint16_t)lrintf(clampf(u, 0, 1) * 65535);
        vertex->across = (uint16_t)lrintf(t * 65535);
    }
    return true;
}

uint64_t peel_coordinates_key(const Atlas *atlas)
{
    const char version[] = "nearest ruling 3"; /* change it with the way places become coordinates */
    uint64_t key = file_hash(version, sizeof version, 0);
    for (int i = 0; i < atlas->step_count; i++) {
        const AtlasStep *step = &atlas->steps[i];
        if (step->kind != PEEL_REFLECT) {
            continue;
        }
        const char *id = atlas->structures[step->structure].id;
        const float numbers[5] = {step->u_hinge, step->u_cut, step->beyond[0], step->beyond[1], step->beyond[2]};
        key = file_hash(id, strlen(id), key);
        key = file_hash(numbers, sizeof numbers, key);
        key = file_hash(step->hinge, (size_t)step->hinge_count * sizeof *step->hinge, key);
        key = file_hash(step->cut, (size_t)step->cut_count * sizeof *step->cut, key);
    }
    return key;
}

/* How two coordinates of many vertices go together. */
typedef struct Pairs {
    double n, x, y, xx, yy, xy;
} Pairs;

static void add_pair(Pairs *pairs, double x, double y)
{
    pairs->n += 1;
    pairs->x += x;
    pairs->y += y;
    pairs->xx += x * x;
    pairs->yy += y * y;
    pairs->xy += x * y;
}

/* -1 .. 1, and 0 when there is nothing to tell. */
static double correlation(const Pairs *p)
{
    double spread = (p->n * p->xx - p->x * p->x) * (p->n * p->yy - p->y * p->y);
    return spread > 0 ? (p->n * p->xy - p->x * p->y) / sqrt(spread) : 0;
}

/* (u, w) of the sheet between its lines and (v, t) of all of it: fibre coordinates against places. */
static void compare_coordinates(const Sheet *sheet, const MeshSet *set, const MeshPart *part, Pairs *along,
                                Pairs *across)
{
    const uint32_t stride = part->vertex_count / 400 + 1;
    for (uint32_t i = 0; i < part->vertex_count; i += stride) {
        const MeshVertex *vertex = &set->vertices[part->first_vertex + i];
        float p[3], w, t;
        mesh_vertex_position(part, vertex, p);
        sheet_place(sheet, p, &w, &t);
        add_pair(across, vertex->across / 65535.0, t);
        if (w > 0.05f && w < 0.95f) {
            add_pair(along, vertex->along / 65535.0, w);
        }
    }
}

/* True fibre coordinates know nothing of the hinge. Where along the fibres it lies is measured; false when the fibres
 * do not run from one line to the other at all. Across they may run against the hinge, or say nothing when the body
 * laid the sheet of a round muscle in another plane than the one it bends in. */
static bool match_fibres(const Sheet *sheet, const MeshSet *set, const MeshPart *part, BendGrid *grid)
{
    Pairs along = {0}, across = {0};
    compare_coordinates(sheet, set, part, &along, &across);
    double same = correlation(&along);
    if (fabs(same) < 0.8 || (same > 0) != (grid->w_scale > 0)) {
        return false;
    }
    double slope = sqrt((along.n * along.yy - along.y * along.y) / (along.n * along.xx - along.x * along.x));
    grid->w_scale = (float)(same > 0 ? slope : -slope);
    grid->w_at_zero = (float)(along.y / along.n - grid->w_scale * along.x / along.n);
    same = correlation(&across);
    if (fabs(same) < 0.5) {
        grid->t_at_zero = 0.5f;
        grid->t_scale = 0;
    } else if (same < 0) {
        grid->t_at_zero = 1;
        grid->t_scale = -1;
    }
    return true;
}

static void keep_end(const Atlas *atlas, int structure, BendGrid *grid)
{
    peel_bend(atlas, structure, 1, grid);
    memcpy(grid->end_shift, grid->shift, sizeof grid->shift);
    memcpy(grid->end_turn, grid->turn, sizeof grid->turn);
    grid->has_end = true;
    peel_bend(atlas, structure, 0, grid);
}

bool peel_rest_grid(const Atlas *atlas, int structure, const MeshSet *set, uint32_t part, BendGrid *out)
{
    const AtlasStep *step = atlas_step_of(atlas, structure);
    Sheet sheet;
    if (part >= set->part_count || !sheet_of_step(step, &sheet) || fabsf(step->u_cut - step->u_hinge) < 1e-3f) {
        return false;
    }
    BendGrid grid = {.t_scale = 1};
    grid.w_scale = 1 / (step->u_cut - step->u_hinge);
    grid.w_at_zero = -step->u_hinge * grid.w_scale;
    if (set->parts[part].has_fibre && !match_fibres(&sheet, set, &set->parts[part], &grid)) {
        return false;
    }
    if (!sheet_fit_rest(set, part, &grid)) {
        return false;
    }
    sheet_measure(&sheet, set, part, &grid);
    keep_end(atlas, structure, &grid);
    *out = grid;
    return true;
}

/* 0 below 0, 1 above 1; most of the way straight, so that the bend is nearly an arc of a circle. */
static float ramp(float x)
{
    const float soft = 0.3f; /* part of the way that eases in, and out */
    if (x <= 0) {
        return 0;
    }
    if (x >= 1) {
        return 1;
    }
    float slope = 1 / (1 - soft);
    if (x < soft) {
        return slope * x * x / (2 * soft);
    }
    if (x > 1 - soft) {
        return 1 - slope * (1 - x) * (1 - x) / (2 * soft);
    }
    return slope * (x - soft / 2);
}

static float farthest(const BendGrid *grid)
{
    float most = 0;
    for (int row = 0; row < BEND_ROWS; row++) {
        most = fmaxf(most, grid->reach[row][BEND_COLUMNS - 1]);
    }
    return most;
}

/* The corner at the end of the hinge line (t = 1) is freed first and leads the way. */
static float progress_of_row(float reflect, int row)
{
    const float lag = 0.2f;
    float t = (float)row / (BEND_ROWS - 1);
    return clampf(reflect * (1 + lag) - lag * (1 - t), 0, 1);
}

/* How far each place of a row has turned: the bend starts near the cut edge and runs to the hinge, so that the sheet
 * rolls off what it covers instead of sweeping through it. */
static void bend_angles(const AtlasStep *step, const float reach[BEND_COLUMNS], float far, float progress,
                        float out[BEND_COLUMNS])
{
    float zone = fminf(step->curl_m * step->angle_rad, 0.9f * far);
    float front = (1 - progress) * (1 - progress) * 0.5f * far;
    float full = step->angle_rad * mixf(progress, smoothstepf(0, 1, progress), 0.6f);
    for (int column = 0; column < BEND_COLUMNS; column++) {
        out[column] = full * ramp((reach[column] - front) / zone);
    }
}

void peel_bend(const Atlas *atlas, int structure, float reflect, BendGrid *grid)
{
    const AtlasStep *step = atlas_step_of(atlas, structure);
    memset(grid->shift, 0, sizeof grid->shift);
    memset(grid->turn, 0, sizeof grid->turn);
    reflect = reflect > 0 ? fminf(reflect, 1) : 0;
    if (!step || step->kind != PEEL_REFLECT || reflect <= 0) {
        return;
    }
    if (reflect >= 1 && grid->has_end) {
        memcpy(grid->shift, grid->end_shift, sizeof grid->shift);
        memcpy(grid->turn, grid->end_turn, sizeof grid->turn);
        return;
    }
    float angle[BEND_ROWS][BEND_COLUMNS];
    float far = farthest(grid);
    for (int row = 0; row < BEND_ROWS; row++) {
        bend_angles(step, grid->reach[row], far, progress_of_row(reflect, row), angle[row]);
    }
    sheet_bend(grid, angle);
}
