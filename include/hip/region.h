/* region.h - regions, zones and ways of strokes laid on the skin (chart.h). Lines run straight, or smoothly through
 * more than two places, between bones' places and are then brought out to the skin. Distances are measured between
 * points of the skin. */
#ifndef HIP_REGION_H
#define HIP_REGION_H
#include "hip/chart.h"

enum { SKIN_LINE_MOST = 256, REGION_SHAPES = 12 };

/* A way on the skin in short steps. */
typedef struct SkinLine {
    int count;
    float at[SKIN_LINE_MOST][2];   /* on the chart */
    float skin[SKIN_LINE_MOST][3]; /* in space */
    float way[SKIN_LINE_MOST];     /* metres from its beginning, along the skin */
} SkinLine;

/* Smooth through the places, or straight from one to the next and back to the first (`closed`). */
void skin_line(const Atlas *atlas, const Chart *chart, const AtlasPlace *places, int count, bool closed, SkinLine *out);
/* The place so far along it, metres from its beginning. */
void skin_line_at(const SkinLine *line, float way, float out[2]);

typedef struct SkinShape {
    ShapeKind kind;
    float inner_m, outer_m;
    bool upper_half;
    SkinLine line;
    float lo[2], hi[2]; /* chart places beyond these are at least REGION_EDGE_M away */
} SkinShape;

/* A region as it lies on this model. Large: on the heap. */
typedef struct SkinRegion {
    int count;
    SkinShape shapes[REGION_SHAPES];
} SkinRegion;

#define REGION_EDGE_M 0.012f

/* A zone round the nerve whose course varies covers, beside its surface marking, the nerve that the model shows in this
 * `variant` (0: type I). `set`: the model's. */
SkinRegion *skin_region_create(const Atlas *atlas, const Chart *chart, const MeshSet *set, int region, int variant);
void skin_region_release(SkinRegion *region); /* NULL is fine */

/* How far outside the region's edge a place of the skin is; negative inside. */
float skin_region_distance(const Chart *chart, const SkinRegion *region, const float at[2]);
/* Whether it may lie within REGION_EDGE_M of the region: quick. */
bool skin_region_near(const SkinRegion *region, const float at[2]);
#endif
