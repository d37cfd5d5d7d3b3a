/* peel.h - the order in which structures come away, and where each one is while it moves (facts.md section 2).
 * Pure functions of atlas, depth and the single structures' own settings: no clock, no GL, no globals. */
#ifndef HIP_PEEL_H
#define HIP_PEEL_H
#include "hip/atlas.h"
#include "hip/bend.h"

typedef struct PeelState {
    float reflect;  /* 0 lies in place .. 1 fully bent back */
    float opacity;  /* 1 untouched, 0 gone: leave it out */
    float shift[3]; /* metres, for what is set aside */
} PeelState;

/* Where every structure is.
 *   depth  0 skin .. 10 bone; clamped
 *   own    structure_count values: negative follows the depth, 0..1 that far through its own motion whatever the depth
 *          (a reflected muscle then stays in sight); NULL: all follow
 *          (a reflected muscle then stays in sight; skin, fat and fascia over it leave, unless their own says
 * otherwise) out    structure_count entries, every one written Cannot fail. */
void peel_evaluate(const Atlas *atlas, float depth, const float *own, PeelState *out);

/* The depths at which something present has changed, rising, starting with the first that shows the model whole:
 * where keys and clickers stop. `present`: structure_count flags. Returns how many (at most 11). */
int peel_stops(const Atlas *atlas, const bool *present, float out[11]);

/* The part's middle surface at rest, made once for each part that can reflect. For a part without fibre coordinates
 * (has_fibre 0) first call peel_coordinates. False when the structure never reflects or the mesh gives no grid. */
bool peel_rest_grid(const Atlas *atlas, int structure, const MeshSet *set, uint32_t part, BendGrid *out);

/* Gives along/across to the vertices of an imported part by projection between the hinge and cut lines of its step; the
 * set must be writable. False when the structure never reflects (nothing changed). Meant for import, before caching. */
bool peel_coordinates(const Atlas *atlas, int structure, MeshSet *set, uint32_t part);

/* Stands for all that peel_coordinates reads of the atlas: coordinates kept in a file are out of date when it differs.
 */
uint64_t peel_coordinates_key(const Atlas *atlas);

/* Fills shift and turn for a motion of 0..1 (clamped). Less than 0.1 ms; nothing at either end of the motion. */
void peel_bend(const Atlas *atlas, int structure, float reflect, BendGrid *grid);
#endif
