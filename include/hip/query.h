/* query.h - questions to the picture: what is under the pointer, what covers a structure, where labels hang.
 * Rays follow the peel: bent and shifted parts are hit where they are now. No GL. */
#ifndef HIP_QUERY_H
#define HIP_QUERY_H
#include "hip/pull.h"
#include "hip/session.h"

typedef struct Pick {
    int item; /* -1: nothing there */
    uint32_t part;
    float point[3]; /* model frame, where it lies now */
    float distance_m;
    uint32_t triangle; /* index of its first entry in MeshSet.indices; UINT32_MAX: a face of the section plane */
} Pick;

/* Bent copies of moving parts are kept between calls; one cache for each thread. `= {0}` is empty. */
typedef struct QueryCache {
    struct QueryCacheData *data;
} QueryCache;
void query_cache_release(QueryCache *cache);

/* The item at a picture point (x, y in -1..1, y up), within the lens what the lens shows: the first solid surface, or
 * the first ghost with at least half opacity; a fainter ghost only when nothing solid lies behind it. */
Pick query_pick(const Model *model, const DrawList *list, QueryCache *cache, float x, float y);

/* What a hand holds that takes the body at a pick: the bone that carries most of the nearest vertex, and where the
 * place lies at rest. False when the part is not drawn. */
bool query_grip(const Model *model, const DrawList *list, QueryCache *cache, const Pick *pick, PullGrip *out);

/* What an item's reveal would do, from the best of the named cameras (or their mirror images). Bones stay unless
 * nothing else shows the item; a muscle whose flap would lie over the item stays in place and becomes a ghost instead.
 */
typedef struct RevealPlan {
    float yaw_deg, pitch_deg;
    Box3 box;                 /* to frame */
    int peel[VIEW_MAX_ITEMS]; /* items to reflect (or set aside or fade by their own motion) */
    int peel_count;
    int ghost[VIEW_MAX_ITEMS]; /* items that have no motion of their own */
    int ghost_count;
    float covered; /* fraction of the target that stays hidden */
} RevealPlan;
/* In this variant of the nerve's course. False when the item has neither a mesh nor a course. `preferred` (camera
 * yaw/pitch now) breaks ties. */
bool query_reveal(Model *model, int item, int variant, const CameraPose *preferred, RevealPlan *out);
/* The same where a direction is worth more: as much as `worth` muscles that need not go. */
bool query_reveal_towards(Model *model, int item, int variant, const CameraPose *wanted, float worth, RevealPlan *out);

/* How far to the left and right (-1..1) what is drawn solid reaches; left > right when nothing is. False when some of
 * it lies behind the eye: the body is all around. */
bool query_extent(const Model *model, const DrawList *list, QueryCache *cache, float *left, float *right);

/* A place on an item's visible surface for a label, steady while the camera turns: `before` (may be NULL) is the last
 * answer. False when the item cannot be seen. */
bool query_anchor(const Model *model, const DrawList *list, QueryCache *cache, int item, const float before[3],
                  float out[3]);

/* The face of an item on the section plane, where the picture shows it: the place deepest in it, and how far its edge
 * is from there. */
typedef struct CutArea {
    int item;
    float at[3];
    float radius_m;
} CutArea;
/* One for each item that has a face (solid or at least half opaque), in the order of items; returns their number. */
int query_cut_areas(const Model *model, const DrawList *list, QueryCache *cache, CutArea *out, int most);
/* The item whose face lies at a picture point (to 1.5 mm), -1 none; for the list of the last query_cut_areas. */
int query_cut_at(const DrawList *list, const QueryCache *cache, float x, float y);
#endif
