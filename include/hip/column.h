/* column.h - what lies under a tool: the tissues from the skin down to bone, how deep each is, what of it the tool
 * reaches at comfortable pressure, and how far what must be spared is. At rest; pure. */
#ifndef HIP_COLUMN_H
#define HIP_COLUMN_H
#include "hip/region.h"

enum { COLUMN_LAYERS = 48, COLUMN_SPARED = 24, COLUMN_ZONES = 24 };

typedef struct ColumnLayer {
    int structure;
    float from_m, to_m; /* under the skin; a bone's `to` is its `from`: nothing goes further */
    bool reached;       /* by the tool */
} ColumnLayer;

typedef struct ColumnSpare { /* a nerve or vessel */
    int structure;
    float beside_m; /* least distance from the line along which the tool presses, down to what it reaches */
    float deep_m;   /* how far under the skin that is */
} ColumnSpare;

typedef struct ColumnZone { /* a region that is not free */
    int region;
    float away_m; /* from the tool's edge to the zone's; negative: the tool lies on it */
} ColumnZone;

typedef struct Column {
    int tool;
    float place[3], inward[3]; /* on the skin; unit */
    bool skinned;              /* the model has a surface here */
    ColumnLayer layers[COLUMN_LAYERS];
    ColumnSpare spared[COLUMN_SPARED]; /* nearest first */
    ColumnZone zones[COLUMN_ZONES];    /* nearest first */
    int layer_count, spared_count, zone_count;
    float bone_m;  /* how deep bone lies; negative: the line meets none */
    float reach_m; /* what the tool reaches: its own reach, or bone */
} Column;

typedef struct ColumnBody {
    const Atlas *atlas;
    const MeshSet *set;
    const MeshBvhSet *bvh; /* of the set */
    const Chart *chart;    /* of the side that is worked */
    int variant;           /* of the nerve's course */
} ColumnBody;

/* Under a place of the skin or of a bone (model frame at rest), level inwards as a hand presses on a client who lies.
 */
void column_at(const ColumnBody *body, int tool, const float place[3], Column *out);
#endif
