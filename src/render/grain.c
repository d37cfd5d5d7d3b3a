#include "grain.h"
#include <math.h>
#include <string.h>

/* Fascicles that the eye tells apart at arm's length; gluteus maximus has about 36 of them. */
static const float BUNDLE_M = 0.0047f;
static const float FEWEST = 3, MOST = 48;
/* A part so long for its width that its fibres surely run along it: hamstrings are, gluteus maximus is not. */
static const float LONG_SHARE = 0.9f;

/* Sums over the triangles of a part. */
typedef struct Sums {
    double area, turn[2], turned[2]; /* gradients of u and v: sum of length * area, and the area where they are not 0 */
    double middle[3], spread[6];     /* first and second moments: xx, yy, zz, xy, xz, yz */
} Sums;

typedef struct Corner {
    float at[3], uv[2];
} Corner;

static void add_moments(const float centre[3], double area, Sums *sums)
{
    static const int PAIRS[6][2] = {{0, 0}, {1, 1}, {2, 2}, {0, 1}, {0, 2}, {1, 2}};
    for (int k = 0; k < 3; k++) {
        sums->middle[k] += area * (double)centre[k];
    }
    for (int k = 0; k < 6; k++) {
        sums->spread[k] += area * (double)centre[PAIRS[k][0]] * (double)centre[PAIRS[k][1]];
    }
}

/* Length of the gradient over the triangle of what changes by da and db along its edges. */
static double gradient(double aa, double ab, double bb, double da, double db)
{
    double determinant = aa * bb - ab * ab;
    double square = (da * da * bb - 2 * da * db * ab + db * db * aa) / determinant;
    return sqrt(fmax(square, 0));
}

static void add_triangle(const Corner corner[3], Sums *sums)
{
    double a[3], b[3], aa = 0, ab = 0, bb = 0;
    float centre[3];
    for (int k = 0; k < 3; k++) {
        a[k] = (double)corner[1].at[k] - (double)corner[0].at[k];
        b[k] = (double)corner[2].at[k] - (double)corner[0].at[k];
        aa += a[k] * a[k];
        ab += a[k] * b[k];
        bb += b[k] * b[k];
        centre[k] = (corner[0].at[k] + corner[1].at[k] + corner[2].at[k]) / 3;
    }
    double twice = aa * bb - ab * ab;
    if (!(twice > 1e-18)) {
        return; /* smaller than a hundredth of a square millimetre */
    }
    double area = 0.5 * sqrt(twice);
    sums->area += area;
    add_moments(centre, area, sums);
    for (int k = 0; k < 2; k++) {
        double g = gradient(aa, ab, bb, (double)corner[1].uv[k] - (double)corner[0].uv[k],
                            (double)corner[2].uv[k] - (double)corner[0].uv[k]);
        if (g > 0.5) { /* less than a half in a metre: v stands still there */
            sums->turn[k] += g * area;
            sums->turned[k] += area;
        }
    }
}

static void add_part(const MeshSet *set, const MeshPart *part, Sums *sums)
{
    const MeshLod *lod = &part->lods[part->lod_count - 1]; /* the coarsest: a start waits for this */
    for (uint32_t i = lod->first_index; i + 2 < lod->first_index + lod->index_count; i += 3) {
        Corner corner[3];
        for (uint32_t k = 0; k < 3; k++) {
            const MeshVertex *vertex = &set->vertices[set->indices[i + k]];
            mesh_vertex_position(part, vertex, corner[k].at);
            corner[k].uv[0] = (float)vertex->along / 65535;
            corner[k].uv[1] = (float)vertex->across / 65535;
        }
        add_triangle(corner, sums);
    }
}

/* m is replaced by its square, scaled to a trace of 1: a few of these leave the greatest eigenvector in every column.
 */
static void square(double m[3][3])
{
    double out[3][3], trace = 0;
    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
            out[i][j] = m[i][0] * m[0][j] + m[i][1] * m[1][j] + m[i][2] * m[2][j];
        }
        trace += out[i][i];
    }
    for (int i = 0; i < 9 && trace > 0; i++) {
        m[i / 3][i % 3] = out[i / 3][i % 3] / trace;
    }
}

/* How the area spreads in all directions. */
static void spread_of(const Sums *sums, double out[3][3])
{
    static const int PLACE[3][3] = {{0, 3, 4}, {3, 1, 5}, {4, 5, 2}};
    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
            double middles = sums->middle[i] * sums->middle[j] / (sums->area * sums->area);
            out[i][j] = sums->spread[PLACE[i][j]] / sums->area - middles;
        }
    }
}

/* The direction of the greatest spread, or of the least one; returns its share of the spread in all directions. */
static float main_axis(const Sums *sums, bool least, float out[3])
{
    double spread[3][3], m[3][3], along = 0;
    spread_of(sums, spread);
    double trace = spread[0][0] + spread[1][1] + spread[2][2];
    for (int i = 0; i < 3; i++) { /* the greatest of (trace - m) is the least of m */
        for (int j = 0; j < 3; j++) {
            m[i][j] = least ? (i == j ? trace : 0) - spread[i][j] : spread[i][j];
        }
    }
    for (int i = 0; i < 8; i++) {
        square(m);
    }
    int column = m[0][0] > m[1][1] ? (m[0][0] > m[2][2] ? 0 : 2) : (m[1][1] > m[2][2] ? 1 : 2);
    double length = sqrt(m[0][column] * m[0][column] + m[1][column] * m[1][column] + m[2][column] * m[2][column]);
    for (int k = 0; k < 3; k++) {
        out[k] = length > 0 ? (float)(m[k][column] / length) : (k == 1 ? 1.0f : 0.0f);
    }
    for (int i = 0; i < 9; i++) {
        along += (double)out[i / 3] * spread[i / 3][i % 3] * (double)out[i % 3];
    }
    return trace > 0 ? (float)(along / trace) : 0;
}

static float per_metre(const Sums *sums, int which)
{
    return sums->turned[which] > 0 ? (float)(sums->turn[which] / sums->turned[which]) : 0;
}

static Grain grain_of(const MeshSet *set, const MeshPart *part)
{
    Sums sums = {0};
    Grain grain = {.axis = {0, 1, 0}};
    add_part(set, part, &sums);
    if (sums.area <= 0) {
        return grain;
    }
    float share = main_axis(&sums, part->has_fibre != 0, grain.axis);
    if (!part->has_fibre && share < LONG_SHARE) {
        memset(grain.axis, 0, sizeof grain.axis);
    }
    if (part->has_fibre) {
        float along = per_metre(&sums, 0), across = per_metre(&sums, 1);
        grain.length_m = along > 0 ? 1 / along : 0;
        grain.bundles = across > 0 ? clampf(roundf(1 / (across * BUNDLE_M)), FEWEST, MOST) : 0;
        /* Volume by area: half the thickness of a sheet, half the radius of a rod. */
        float half = part->volume_m3 > 0 ? part->volume_m3 / (float)sums.area : 0.25f * BUNDLE_M;
        grain.around = clampf(1.5f * half / BUNDLE_M, 0.6f, 6);
    }
    return grain;
}

void grain_find(const MeshSet *set, Grain *grains)
{
    for (size_t i = 0; i < set->part_count && i < MESH_MAX_PARTS; i++) {
        grains[i] = grain_of(set, &set->parts[i]);
    }
}
