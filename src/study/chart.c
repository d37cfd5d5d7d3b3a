#include "hip/chart.h"
#include "hip/client_part.h"
#include "hip/mem.h"
#include "hip/parallel.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const float BEYOND_M = 0.030f;              /* how far the bar reaches past the midline */
static const float TRUE_M = 0.115f;                /* the usual height of skin over the bar */
static const float LOW_M = -0.46f, HIGH_M = 0.24f; /* from below the knee to the last rib */
static const float FIGURE_M = 0.19f;               /* where rays begin beyond the hip: inside hanging arms */
static const float OUTSIDE_M = 0.24f;              /* where rays begin: outside any skin, inside hanging hands */

static ChartSheet make_sheet(const Atlas *atlas, Side side)
{
    ChartSheet sheet = {.mirror = side == SIDE_LEFT ? -1.0f : 1.0f, .radius = TRUE_M, .y = {LOW_M, HIGH_M}};
    float centre[3] = {0};
    atlas_landmark_at(atlas, "hip_joint_centre", SIDE_RIGHT, centre);
    sheet.axis[0] = centre[0];
    sheet.axis[1] = centre[2];
    sheet.bar = BEYOND_M - centre[0];
    sheet.length = 2 * sheet.bar + HIP_PI * TRUE_M;
    return sheet;
}

void chart_of(const ChartSheet *sheet, const float point[3], float out[2])
{
    float x = sheet->mirror * point[0] - sheet->axis[0], z = point[2] - sheet->axis[1];
    float over = fmaxf(x, 0), angle = atan2f(fmaxf(-x, 0), -z);
    out[0] = sheet->bar + sheet->radius * angle + (z < 0 ? -over : over);
    out[1] = point[1];
}

float chart_height_of(const ChartSheet *sheet, const float point[3])
{
    float x = sheet->mirror * point[0] - sheet->axis[0];
    return hypotf(fminf(x, 0), point[2] - sheet->axis[1]);
}

/* The bar's point under a place and the level direction outwards, for the right side: x, z. */
static void stand(const ChartSheet *sheet, float along, float foot[2], float way[2])
{
    float angle = clampf((along - sheet->bar) / sheet->radius, 0, HIP_PI);
    float over = fmaxf(sheet->bar - along, along - (sheet->length - sheet->bar));
    foot[0] = sheet->axis[0] + fmaxf(over, 0);
    foot[1] = sheet->axis[1];
    way[0] = -sinf(angle);
    way[1] = -cosf(angle);
}

void chart_inward(const ChartSheet *sheet, const float at[2], float out[3])
{
    float foot[2], way[2];
    stand(sheet, at[0], foot, way);
    out[0] = -sheet->mirror * way[0];
    out[1] = 0;
    out[2] = -way[1];
}

void chart_lift(const ChartSheet *sheet, const float at[2], float h, float out[3])
{
    float foot[2], way[2];
    stand(sheet, at[0], foot, way);
    out[0] = sheet->mirror * (foot[0] + h * way[0]);
    out[1] = at[1];
    out[2] = foot[1] + h * way[1];
}

/* What rays are sent at: first the hip, then what its figure goes on with. */
typedef struct Cast {
    Chart *chart;
    const MeshBvhSet *bvh;
    const uint32_t *parts;
    size_t hip_count, part_count;
} Cast;

static void ray_place(const ChartSheet *sheet, int column, int row, float out[2])
{
    out[0] = sheet->length * ((float)column + 0.5f) / CHART_RAYS;
    out[1] = mixf(sheet->y[0], sheet->y[1], ((float)row + 0.5f) / CHART_RAY_ROWS);
}

/* How high over the bar the outermost of these parts lies, from `outside` inwards; negative: nowhere. */
static float cast_height(const Cast *cast, const float at[2], float outside, size_t first, size_t end)
{
    float from[3], dir[3], far_m = outside;
    bool found = false;
    chart_lift(&cast->chart->sheet, at, outside, from);
    chart_inward(&cast->chart->sheet, at, dir);
    for (size_t i = first; i < end; i++) {
        MeshHit hit;
        if (mesh_bvh_hit(cast->bvh, cast->parts[i], from, dir, 0, far_m, &hit)) {
            far_m = hit.distance_m;
            found = true;
        }
    }
    return found ? outside - far_m : -1;
}

static void cast_row(void *context, size_t row)
{
    const Cast *cast = context;
    Chart *chart = cast->chart;
    for (int column = 0; column < CHART_RAYS; column++) {
        float at[2];
        ray_place(&chart->sheet, column, (int)row, at);
        float height = cast_height(cast, at, OUTSIDE_M, 0, cast->hip_count);
        if (height < 0) {
            height = cast_height(cast, at, FIGURE_M, cast->hip_count, cast->part_count);
        }
        chart->bare[row][column] = height < 0;
        chart->height[row][column] = fmaxf(height, 0);
    }
}

static bool is_skin(const Atlas *atlas, const MeshPart *part)
{
    int structure = atlas_structure(atlas, part->id);
    return structure >= 0 && atlas->structures[structure].system == SYSTEM_SKIN;
}

/* The hip's skin, or all of the hip when it has none; then a figure's first build: the hip is the same in all. */
static void find_surface(const Atlas *atlas, const MeshSet *set, uint32_t parts[MESH_MAX_PARTS], Cast *out)
{
    bool skinned = false;
    for (uint32_t p = 0; p < set->part_count; p++) {
        skinned = skinned || is_skin(atlas, &set->parts[p]);
    }
    for (int figure = 0; figure <= 1; figure++) {
        for (uint32_t p = 0; p < set->part_count; p++) {
            ClientPart piece = client_part_read(set->parts[p].id);
            bool wanted = figure ? piece.kind == CLIENT_FIGURE && piece.build <= 0
                                 : piece.kind == CLIENT_NONE && (!skinned || is_skin(atlas, &set->parts[p]));
            if (wanted) {
                parts[out->part_count++] = p;
                out->hip_count += figure ? 0 : 1;
            }
        }
    }
    out->parts = parts;
}

/* Where the model ends the skin goes on as its nearest neighbour in the column lies, and across whole empty columns as
 * the nearest column does. */
static void carry_on(Chart *chart)
{
    bool empty[CHART_RAYS];
    for (int c = 0; c < CHART_RAYS; c++) {
        int last = -1;
        for (int r = 0; r < CHART_RAY_ROWS; r++) {
            if (chart->bare[r][c]) {
                continue;
            }
            for (int k = last + 1; k < r; k++) { /* from whichever end is nearer */
                bool upper = last < 0 || 2 * k > last + r;
                chart->height[k][c] = chart->height[upper ? r : last][c];
            }
            last = r;
        }
        empty[c] = last < 0;
        for (int k = last + 1; k < CHART_RAY_ROWS && last >= 0; k++) {
            chart->height[k][c] = chart->height[last][c];
        }
    }
    for (int c = 0; c < CHART_RAYS; c++) {
        for (int d = 1; empty[c] && d < CHART_RAYS; d++) {
            int from = c - d >= 0 && !empty[c - d] ? c - d : c + d < CHART_RAYS && !empty[c + d] ? c + d : -1;
            for (int r = 0; from >= 0 && r < CHART_RAY_ROWS; r++) {
                chart->height[r][c] = chart->height[r][from];
            }
            if (from >= 0) {
                break;
            }
        }
    }
}

Chart *chart_create(const Atlas *atlas, const MeshSet *set, const MeshBvhSet *bvh, Side side)
{
    Chart *chart = mem_alloc(1, sizeof *chart);
    uint32_t *parts = mem_alloc(MESH_MAX_PARTS, sizeof *parts);
    chart->sheet = make_sheet(atlas, side);
    Cast cast = {.chart = chart, .bvh = bvh};
    find_surface(atlas, set, parts, &cast);
    parallel_for(0, CHART_RAY_ROWS, cast_row, &cast);
    free(parts);
    carry_on(chart);
    for (int r = 0; r < CHART_RAY_ROWS; r++) {
        for (int c = 0; c < CHART_RAYS; c++) {
            chart->farthest = fmaxf(chart->farthest, chart->height[r][c]);
        }
    }
    return chart;
}

void chart_release(Chart *chart)
{
    free(chart);
}

static float height_at(const Chart *chart, const float at[2], bool *bare)
{
    const ChartSheet *sheet = &chart->sheet;
    float x = at[0] / sheet->length * CHART_RAYS - 0.5f;
    float y = (at[1] - sheet->y[0]) / (sheet->y[1] - sheet->y[0]) * CHART_RAY_ROWS - 0.5f;
    x = clampf(x, 0, CHART_RAYS - 1.001f);
    y = clampf(y, 0, CHART_RAY_ROWS - 1.001f);
    int c = (int)x, r = (int)y;
    float fx = x - (float)c, fy = y - (float)r;
    *bare = chart->bare[r][c] || chart->bare[r + 1][c] || chart->bare[r][c + 1] || chart->bare[r + 1][c + 1];
    return mixf(mixf(chart->height[r][c], chart->height[r][c + 1], fx),
                mixf(chart->height[r + 1][c], chart->height[r + 1][c + 1], fx), fy);
}

bool chart_skin(const Chart *chart, const float at[2], float out[3])
{
    bool bare;
    chart_lift(&chart->sheet, at, height_at(chart, at, &bare), out);
    return !bare;
}

void chart_outward(const Chart *chart, const float at[2], float out[3])
{
    static const float STEP_M = 0.018f;
    float sides[4][3], x[3], y[3];
    for (int i = 0; i < 4; i++) {
        float near[2] = {at[0], at[1]};
        near[i >> 1] += i & 1 ? STEP_M : -STEP_M;
        chart_skin(chart, near, sides[i]);
    }
    for (int k = 0; k < 3; k++) {
        x[k] = chart->sheet.mirror * (sides[1][k] - sides[0][k]);
        y[k] = sides[3][k] - sides[2][k];
    }
    float n[3] = {x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]};
    float length = sqrtf(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
    chart_inward(&chart->sheet, at, out);
    for (int k = 0; k < 3; k++) {
        out[k] = length > 1e-9f ? n[k] / length : -out[k];
    }
}

void chart_place(const Atlas *atlas, const Chart *chart, const AtlasPlace *place, float out[2])
{
    float at[3];
    atlas_place_at(atlas, place, chart->sheet.mirror < 0 ? SIDE_LEFT : SIDE_RIGHT, at);
    chart_of(&chart->sheet, at, out);
}
