/* marks.h - what is drawn on the skin for a stroke: its region, the zones to spare, the ways, as texels of the chart
 * (chart.h: columns along, rows upwards). Made when the stroke changes, never for each picture. */
#ifndef HIP_MARKS_H
#define HIP_MARKS_H
#include "hip/region.h"

/* Of a texel. Regions: 128 at the edge, 255 MARKS_EDGE_M inside, 0 as far outside. Ways: 255 on the line, 0
 * MARKS_WAY_M beside it. */
enum { MARK_REGION, MARK_CARE, MARK_NONE, MARK_WAY, MARK_CHANNELS };
#define MARKS_EDGE_M 0.006f
#define MARKS_WAY_M 0.012f
/* Above them the same chart again, with the height of the skin over the bar: 255 is this. */
#define MARKS_HEIGHT_M 0.255f

typedef struct MarkTexels {
    uint8_t at[2 * CHART_ROWS][CHART_COLUMNS][MARK_CHANNELS];
} MarkTexels;

/* stroke: -1 none: all zones. Zones without contact are always there; those to be careful with where the stroke names
 * them. `set`: the model's; `variant`: of the nerve's course. About 30 ms. */
void marks_make(const Atlas *atlas, const Chart *chart, const MeshSet *set, int stroke, int variant, MarkTexels *out);

/* The texel under a place of the chart; beyond it nothing is marked. */
const uint8_t *marks_at(const ChartSheet *sheet, const MarkTexels *marks, const float at[2]);
#endif
