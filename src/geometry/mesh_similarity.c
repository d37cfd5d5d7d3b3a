#include "mesh_similarity.h"
#include <math.h>
#include <string.h>

Similarity similarity_unit(void)
{
    return (Similarity){.r = {1, 0, 0, 0, 1, 0, 0, 0, 1}, .scale = 1};
}

static void turn(const double r[9], const double p[3], double out[3])
{
    for (int i = 0; i < 3; i++) {
        out[i] = r[3 * i] * p[0] + r[3 * i + 1] * p[1] + r[3 * i + 2] * p[2];
    }
}

void similarity_apply(const Similarity *s, const double p[3], double out[3])
{
    double turned[3];
    turn(s->r, p, turned);
    for (int i = 0; i < 3; i++) {
        out[i] = s->scale * turned[i] + s->t[i];
    }
}

Similarity similarity_compose(const Similarity *after, const Similarity *first)
{
    Similarity both = {.scale = after->scale * first->scale};
    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
            for (int k = 0; k < 3; k++) {
                both.r[3 * i + j] += after->r[3 * i + k] * first->r[3 * k + j];
            }
        }
    }
    similarity_apply(after, first->t, both.t);
    return both;
}

double similarity_determinant(const Similarity *s)
{
    const double *r = s->r;
    return r[0] * (r[4] * r[8] - r[5] * r[7]) - r[1] * (r[3] * r[8] - r[5] * r[6]) + r[2] * (r[3] * r[7] - r[4] * r[6]);
}

/* Eigenvector of the greatest eigenvalue of a symmetric 4 x 4 matrix, by Jacobi's rotations. `gap` tells how
 * far the second is: near nothing means that the vector is arbitrary. */
static void greatest_eigenvector(double m[4][4], double out[4], double *gap)
{
    double v[4][4] = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};
    for (int sweep = 0; sweep < 40; sweep++) {
        for (int p = 0; p < 3; p++) {
            for (int q = p + 1; q < 4; q++) {
                if (m[p][q] == 0) {
                    continue;
                }
                double theta = (m[q][q] - m[p][p]) / (2 * m[p][q]);
                double t = (theta < 0 ? -1 : 1) / (fabs(theta) + sqrt(theta * theta + 1));
                double c = 1 / sqrt(t * t + 1), s = t * c;
                for (int k = 0; k < 4; k++) {
                    double a = m[k][p], b = m[k][q];
                    m[k][p] = c * a - s * b;
                    m[k][q] = s * a + c * b;
                }
                for (int k = 0; k < 4; k++) {
                    double a = m[p][k], b = m[q][k];
                    m[p][k] = c * a - s * b;
                    m[q][k] = s * a + c * b;
                    double x = v[k][p], y = v[k][q];
                    v[k][p] = c * x - s * y;
                    v[k][q] = s * x + c * y;
                }
            }
        }
    }
    int best = 0;
    for (int i = 1; i < 4; i++) {
        best = m[i][i] > m[best][best] ? i : best;
    }
    double second = -INFINITY;
    for (int i = 0; i < 4; i++) {
        second = i != best && m[i][i] > second ? m[i][i] : second;
    }
    *gap = m[best][best] - second;
    for (int i = 0; i < 4; i++) {
        out[i] = v[i][best];
    }
}

static void rotation_of(const double q[4], double r[9])
{
    double w = q[0], x = q[1], y = q[2], z = q[3];
    double rows[9] = {w * w + x * x - y * y - z * z, 2 * (x * y - w * z),           2 * (x * z + w * y),
                      2 * (x * y + w * z),           w * w - x * x + y * y - z * z, 2 * (y * z - w * x),
                      2 * (x * z - w * y),           2 * (y * z + w * x),           w * w - x * x - y * y + z * z};
    memcpy(r, rows, sizeof rows);
}

static bool weighted_mean(const double (*points)[3], const double *weights, size_t count, double out[3])
{
    double total = 0, sum[3] = {0};
    for (size_t i = 0; i < count; i++) {
        total += weights[i];
        for (int k = 0; k < 3; k++) {
            sum[k] += weights[i] * points[i][k];
        }
    }
    for (int k = 0; k < 3; k++) {
        out[k] = total > 0 ? sum[k] / total : 0;
    }
    return total > 0;
}

bool similarity_fit(const double (*from)[3], const double (*to)[3], const double *weights, size_t count, bool mirror,
                    Similarity *out)
{
    double a[3], b[3], s[3][3] = {{0}}, from2 = 0, to2 = 0;
    if (count < 3 || !weighted_mean(from, weights, count, a) || !weighted_mean(to, weights, count, b)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        for (int j = 0; j < 3; j++) {
            double x = (from[i][j] - a[j]) * (mirror && j == 0 ? -1 : 1);
            from2 += weights[i] * x * x;
            to2 += weights[i] * (to[i][j] - b[j]) * (to[i][j] - b[j]);
            for (int k = 0; k < 3; k++) {
                s[j][k] += weights[i] * x * (to[i][k] - b[k]);
            }
        }
    }
    double n[4][4] = {
        {s[0][0] + s[1][1] + s[2][2], s[1][2] - s[2][1], s[2][0] - s[0][2], s[0][1] - s[1][0]},
        {s[1][2] - s[2][1], s[0][0] - s[1][1] - s[2][2], s[0][1] + s[1][0], s[2][0] + s[0][2]},
        {s[2][0] - s[0][2], s[0][1] + s[1][0], s[1][1] - s[0][0] - s[2][2], s[1][2] + s[2][1]},
        {s[0][1] - s[1][0], s[2][0] + s[0][2], s[1][2] + s[2][1], s[2][2] - s[0][0] - s[1][1]},
    };
    double q[4], gap, size = sqrt(from2 * to2);
    greatest_eigenvector(n, q, &gap);
    if (!(size > 0) || !(gap > 1e-6 * size)) {
        return false;
    }
    Similarity fit = {.scale = sqrt(to2 / from2)};
    rotation_of(q, fit.r);
    for (int i = 0; mirror && i < 3; i++) {
        fit.r[3 * i] = -fit.r[3 * i];
    }
    double moved[3];
    similarity_apply(&fit, a, moved);
    for (int k = 0; k < 3; k++) {
        fit.t[k] = b[k] - moved[k];
    }
    *out = fit;
    return true;
}
