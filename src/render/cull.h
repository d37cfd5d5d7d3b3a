/* cull.h - which clusters of the opaque parts are drawn, and in which order. Knows no GL.
 *
 * A coarse picture of the depth, guessed from the parts' last levels of detail, tells what will probably be in sight:
 * that is drawn first. All else is in doubt until the depth of the picture so far is known, and only what lies behind
 * that in all its cells is left out. So a wrong guess costs time and never a pixel; and as the guess depends on nothing
 * but the list, neither does the order of drawing: a picture with nothing left out has the same bytes. */
#ifndef HIP_CULL_H
#define HIP_CULL_H
#include "clusters.h"
#include "depth_grid.h"
#include "draw_plan.h"

typedef struct IndexRange {
    uint32_t first, count;
    int32_t base_vertex;
} IndexRange;

typedef struct RangeList {
    IndexRange *items;
    size_t count, room;
} RangeList;

typedef struct Doubt {
    GridBox box;
    IndexRange range;
    PlanGroup group;
} Doubt;

typedef struct Cull {
    Clusters clusters;
    DepthGrid grid; /* the guess; then what has been drawn */
    RangeList ranges[GROUP_COUNT];
    Doubt *doubts;
    size_t doubt_count, doubt_room;
    float (*places)[3]; /* of the vertices of one part's last level: pixels and depth */
    size_t place_room;
    uint32_t *pixels; /* see cull_pixels */
    size_t pixel_room;
    RangeList seen; /* see cull_ghost */
    GridBox asked;  /* the pixels whose depth decides, ends included; lo > hi: none */
    bool ready;     /* the grid holds what has been drawn */
} Cull;

/* What to draw first, in cull->ranges. Without `look` that is everything and nothing is in doubt. */
void cull_guess(Cull *cull, const MeshSet *set, const DrawPlan *plan, const DrawList *list, int width, int height,
                bool look);

/* The pixels whose depth decides, whole cells, ends included; false when nothing is in doubt. */
bool cull_asks(const Cull *cull, int lo[2], int hi[2]);

/* Room for so many pixels' depth, kept from frame to frame. */
uint32_t *cull_pixels(Cull *cull, size_t count);

/* The depth of what has been drawn follows, in boxes of whole cells; `pixels`: see depth_grid_reduce. */
void cull_look(Cull *cull);
void cull_note(Cull *cull, const int lo[2], const int hi[2], const uint32_t *pixels);

/* What is left to draw, in cull->ranges: all that was in doubt when nobody looked. Flaps and what is even, which are
 * never in doubt, stay there as they are. */
void cull_settle(Cull *cull);

/* What is left of a see-through part when all solid ones are drawn, as ranges of the set's own indices. */
const RangeList *cull_ghost(Cull *cull, const MeshSet *set, const DrawList *list, const PlanPart *entry, int width,
                            int height);

/* How a box shows in the picture; false when it lies outside of it. */
bool cull_window_box(const CameraMatrices *camera, const Box3 *box, int width, int height, GridBox *out);

void cull_forget(Cull *cull);  /* another mesh set follows */
void cull_release(Cull *cull); /* accepts a zeroed struct */
#endif
