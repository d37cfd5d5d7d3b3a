/* pain_field.h - zones of the skin (pain.h) as places in space: which zone lies at a place of the body, and a small
 * volume of distances from which the renderer paints zones on whatever lies outermost. Zones are chains of balls on the
 * skin; what lies beneath the skin there belongs to them too (some centimetres deep), so that zones stay on the body
 * when it is peeled, and a stouter figure wears them as well. At rest, model frame, metres. Pure. */
#ifndef HIP_PAIN_FIELD_H
#define HIP_PAIN_FIELD_H
#include "hip/maths.h"
#include "hip/pain.h"

/* Of a texel: 128 at the edge, 255 FIELD_EDGE_M inside, 0 as far outside. */
enum { FIELD_TOLD, FIELD_ESSENTIAL, FIELD_SPILL, FIELD_POINTED, FIELD_CHANNELS };
#define FIELD_EDGE_M 0.012f
#define FIELD_VOXEL_M 0.006f

/* Zones to show by channel, as bits by index of atlas->pain->zones; those of a channel are joined into one area. */
typedef struct PainShown {
    uint64_t zones[FIELD_CHANNELS];
} PainShown;

typedef struct PainField {
    int size[3];                       /* texels along x, y, z; all 0: nothing is shown */
    Box3 box;                          /* round the texels, whose middles lie half a texel inside */
    uint8_t (*texels)[FIELD_CHANNELS]; /* x fastest, then y, then z */
} PainField;

/* The zones of one side (right or left) as texels, no larger than they need; a few to some tens of milliseconds of one
 * core. Make it when what is shown changes, never for each picture: what spreads over time is for the shader
 * (DrawField.spread_m). `out` is the caller's, pain_field_release. */
void pain_field_make(const Atlas *atlas, const PainShown *shown, Side side, PainField *out);
void pain_field_release(PainField *field); /* accepts a zeroed struct */

/* The zone that a click at a place of the skin means: of those that hold it the smallest, else the nearest within two
 * centimetres; -1: none there. */
int pain_zone_at(const Atlas *atlas, Side side, const float at[3]);

/* Roughly how much skin it covers, square metres. */
float zone_area(const Atlas *atlas, int zone);

/* Which way skin looks at a place of the trunk below the ribs or of a leg: away from the body's core. Unit. */
void pain_outward(const Atlas *atlas, Side side, const float at[3], float out[3]);

/* A ball of a zone as it lies on one side, for whoever frames or writes beside it: its middle, which way the skin looks
 * there (unit), its radius. */
typedef struct ZoneSpot {
    float at[3], outward[3], radius_m;
} ZoneSpot;
ZoneSpot zone_spot(const Atlas *atlas, int zone, int ball, Side side);
#endif
