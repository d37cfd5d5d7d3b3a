/* The two inner loops of the fit, called from Python through ctypes (native.py): the distance field is the program's
 * own (src/body/field.c), so that what is fitted is what will be drawn. */
#include "field.h"
#include <math.h>

/* Nearest figure of each point (in: a guess or -1, which only saves time): distance, its balls (-1: none) and their
 * weights. */
void fit_nearest(const float *balls, int ball_count, const int *figures, int figure_count, float grid,
                 const float *points, int point_count, float *distance, int *figure, int *ball, float *weight)
{
    BallStructure s = {.grid = grid,
                       .balls = (Ball *)balls,
                       .ball_count = (size_t)ball_count,
                       .figures = (Figure *)figures,
                       .figure_count = (size_t)figure_count,
                       .cut_below = -1e6f,
                       .cut_above = 1e6f};
    Field *field = field_create(&s);
    for (int i = 0; i < point_count; i++) {
        FieldHit hit;
        int32_t found = field_nearest(field, points + 3 * i, figure[i], &hit);
        distance[i] = hit.distance;
        figure[i] = found; /* figures keep their order; lone balls follow them */
        for (int k = 0; k < 3; k++) {
            ball[3 * i + k] = hit.ball[k];
            weight[3 * i + k] = hit.weight[k];
        }
    }
    field_destroy(field);
}

static double side(const double *a, const double *b, double x, double y)
{
    return (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]);
}

/* Signed crossings of a triangle mesh with the grid's lines along z: +1 where a line enters, -1 where it leaves, added
 * to count[x][y][z] of the first grid point behind. Their running sum is not 0 inside. */
void fit_crossings(const double *vertices, const int *triangles, int triangle_count, const double *lo, double step,
                   int nx, int ny, int nz, int *count)
{
    for (int t = 0; t < triangle_count; t++) {
        const double *a = vertices + 3 * triangles[3 * t], *b = vertices + 3 * triangles[3 * t + 1];
        const double *c = vertices + 3 * triangles[3 * t + 2];
        double area = side(a, b, c[0], c[1]);
        if (fabs(area) < 1e-14) {
            continue;
        }
        int x0 = (int)ceil((fmin(a[0], fmin(b[0], c[0])) - lo[0]) / step),
            x1 = (int)floor((fmax(a[0], fmax(b[0], c[0])) - lo[0]) / step);
        int y0 = (int)ceil((fmin(a[1], fmin(b[1], c[1])) - lo[1]) / step),
            y1 = (int)floor((fmax(a[1], fmax(b[1], c[1])) - lo[1]) / step);
        for (int x = x0 < 0 ? 0 : x0; x <= x1 && x < nx; x++) {
            for (int y = y0 < 0 ? 0 : y0; y <= y1 && y < ny; y++) {
                double px = lo[0] + step * x, py = lo[1] + step * y;
                double wa = side(b, c, px, py) / area, wb = side(c, a, px, py) / area, wc = 1 - wa - wb;
                if (wa < 0 || wb < 0 || wc < 0) {
                    continue;
                }
                int z = (int)ceil((wa * a[2] + wb * b[2] + wc * c[2] - lo[2]) / step);
                count[((long)x * ny + y) * (nz + 1) + (z < 0 ? 0 : z > nz ? nz : z)] -= area > 0 ? 1 : -1;
            }
        }
    }
}
