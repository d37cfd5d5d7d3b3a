/* mesh_similarity.h - turning, scaling, moving and mirroring of points, and the best such map between two
 * lists of points. Double precision; private to src/geometry. */
#ifndef HIP_MESH_SIMILARITY_H
#define HIP_MESH_SIMILARITY_H
#include <stdbool.h>
#include <stddef.h>

typedef struct Similarity {
    double r[9]; /* row-major, orthonormal; det -1: mirrors */
    double scale;
    double t[3];
} Similarity; /* p -> scale * r * p + t */

Similarity similarity_unit(void);
void similarity_apply(const Similarity *s, const double p[3], double out[3]);
Similarity similarity_compose(const Similarity *after, const Similarity *first);
double similarity_determinant(const Similarity *s); /* of r: +1 or -1 */

/* Least squares with weights (Horn, Closed-form solution of absolute orientation using unit quaternions,
 * 1987). With `mirror` the map must mirror, else it must not. False when the points say too little (fewer
 * than 3, or on a line). */
bool similarity_fit(const double (*from)[3], const double (*to)[3], const double *weights, size_t count, bool mirror,
                    Similarity *out);
#endif
