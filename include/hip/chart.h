/* chart.h - the skin round one hip, unrolled: where a hand works, what it keeps off, as places on a flat sheet.
 * The sheet is wound about a level bar from the worked hip's joint centre to just beyond the midline: behind and before
 * the bar skin is seen straight on, as one looks at a client who lies prone or supine, and round its outer end from all
 * sides, as on one who lies on the side. So a bone's place on the skin is where a hand looks for it. A chart place is
 * (along, y): along the sheet from the midline backwards round the side to the front, and upwards; metres.
 * Everything is at rest, in the model frame; the left hip's chart is the mirror image. */
#ifndef HIP_CHART_H
#define HIP_CHART_H
#include "hip/massage.h"
#include "hip/mesh_bvh.h"

enum { CHART_COLUMNS = 512, CHART_ROWS = 384, CHART_RAYS = 256, CHART_RAY_ROWS = 192 };

/* The sheet, as the shader winds it too (shaders/common/marks.glsl). */
typedef struct ChartSheet {
    float mirror;  /* 1 right, -1 left: x of everything is taken times this */
    float axis[2]; /* x (times mirror) and z of the joint centre */
    float bar;     /* length of the bar */
    float radius;  /* at which lengths along the sheet are true round the outer end */
    float length;  /* of the sheet */
    float y[2];    /* its lower and upper edge */
} ChartSheet;

typedef struct Chart {
    ChartSheet sheet;
    float height[CHART_RAY_ROWS][CHART_RAYS]; /* of the skin over the bar; carried on where the model ends */
    bool bare[CHART_RAY_ROWS][CHART_RAYS];    /* the model has no surface there */
    float farthest;                           /* greatest height */
} Chart;

/* Skin where the set has one, also a figure's; else the outermost surface of what there is. A fraction of a second.
 * `bvh`: of the set. `side`: right or left. */
Chart *chart_create(const Atlas *atlas, const MeshSet *set, const MeshBvhSet *bvh, Side side);
void chart_release(Chart *chart); /* NULL is fine */

void chart_of(const ChartSheet *sheet, const float point[3], float out[2]);
float chart_height_of(const ChartSheet *sheet, const float point[3]);               /* over the bar */
void chart_inward(const ChartSheet *sheet, const float at[2], float out[3]);        /* unit, level, towards the bar */
void chart_lift(const ChartSheet *sheet, const float at[2], float h, float out[3]); /* the place so high over the bar */

/* The skin's own point. False where the model has none; `out` is then where it would go on. */
bool chart_skin(const Chart *chart, const float at[2], float out[3]);
/* Which way the skin looks there, as a palm would feel it: evened out over a few centimetres. Unit. */
void chart_outward(const Chart *chart, const float at[2], float out[3]);

/* Where the place lies on the skin. */
void chart_place(const Atlas *atlas, const Chart *chart, const AtlasPlace *place, float out[2]);
#endif
