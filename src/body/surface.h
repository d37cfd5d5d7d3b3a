/* surface.h - a structure's figures -> a smooth closed surface with fibre coordinates. Millimetres, model
 * frame, the written side. */
#ifndef HIP_BODY_SURFACE_H
#define HIP_BODY_SURFACE_H
#include "field.h"
#include <stddef.h>

/* Separate pieces, and V - E + F over all of them (closed: 2 for each piece, less 2 for each hole). */
typedef struct SurfaceShape {
    int pieces, euler;
    bool closed;
    double volume_mm3;
} SurfaceShape;

typedef struct Surface {
    float (*positions)[3];
    float (*fibre)[2]; /* NULL when the structure has no sheet or chain */
    size_t vertex_count, vertex_capacity;
    uint32_t *indices; /* triangles, counter-clockwise from outside */
    size_t index_count, index_capacity;
    SurfaceShape shape;
} Surface;

/* Surface nets over the sampled field, mended where it lacks the table's pieces and holes; Taubin smoothing, then u and
 * v from the nearest figure. Where the structure runs into one of `firmer` it gives way. Fails with a message when the
 * structure is too large for its grid, or nothing of it is left. Deterministic. */
HipResult surface_make(const Field *field, const Field *const *firmer, size_t firmer_count, Surface *out,
                       HipError *err);

void surface_release(Surface *surface); /* accepts a zeroed struct */

SurfaceShape surface_shape(const float (*positions)[3], size_t vertex_count, const uint32_t *indices,
                           size_t index_count);

/* So many steps of every vertex towards its neighbours' mean, each by its own share, which is evened out first. Takes
 * creases away, and volume with them. */
void surface_soften(Surface *surface, float *share, int steps);

/* Smooth unit normals, one a vertex; free them. */
float (*surface_normals(const Surface *surface))[3];
/* The same, where triangles that lie wholly below `low` or above `high` count for nothing: a cap does not round the
 * light on the wall that it closes. */
float (*surface_wall_normals(const Surface *surface, float low, float high))[3];

/* Steps in private: the polygoniser and the smoother, for tests. */
void surface_nets(const float *field, const int n[3], const float lo[3], float step, Surface *out);
void surface_taubin(Surface *surface, int steps);
#endif
