/* query_private.h - what picking, anchors and reveal share: rays against the parts of a draw list as they lie now. */
#ifndef HIP_QUERY_PRIVATE_H
#define HIP_QUERY_PRIVATE_H
#include "hip/mesh_solid.h"
#include "hip/query.h"

enum { ANCHOR_CANDIDATES = 44, EXTENT_AXES = 16 };

typedef struct AnchorSet { /* places spread over an item, chosen once for the parts that show it */
    uint64_t parts;        /* which, as a sum over them; 0: none was drawn */
    int count;
    struct {
        uint32_t part, vertex;
    } at[ANCHOR_CANDIDATES];
} AnchorSet;

typedef struct BentPart {
    float shift[BEND_ROWS][BEND_COLUMNS][3], turn[BEND_ROWS][BEND_COLUMNS][3]; /* what the rest was made for ... */
    PoseBones bones;                                                           /* ... of a jointed part */
    Box3 box;
    MeshBvhFit *fit; /* NULL until a ray comes near */
} BentPart;

struct QueryCacheData {
    uint64_t serial; /* of the trees that all this belongs to */
    size_t part_count;
    bool *solid;                            /* by part: the section plane shows its inside */
    BentPart **bent;                        /* by part */
    struct CutMap *cut;                     /* of the section plane; NULL: none yet */
    AnchorSet *anchors[VIEW_MAX_ITEMS];     /* by item */
    uint32_t (*outermost)[2 * EXTENT_AXES]; /* by part: vertices farthest along level directions; NULL until needed */
};

typedef struct QueryScene {
    const Model *model;
    const DrawList *list;
    struct QueryCacheData *cache;
    const MeshBvhSet *bvh;
} QueryScene;

/* Brings the cache into step with the model. */
QueryScene query_scene(const Model *model, const DrawList *list, QueryCache *cache);

/* The trees lie in the model as a cache of its own (model.h), so a model that is only read may still make them. */
const MeshBvhSet *query_trees(const Model *model);

/* Nearest hit on one drawn part where it lies now. */
bool query_cast(const QueryScene *scene, const DrawItem *item, const float from[3], const float dir[3], float far_m,
                MeshHit *out);

void query_cut_release(struct CutMap *cut); /* NULL is fine */

/* Whether the section plane takes this point of a drawn part away. */
bool query_cut_away(const DrawList *list, const DrawItem *item, const float point[3]);

/* What the section plane leaves of a ray: `near_m` to `far_m` on it; `face`: it comes through the plane there, from the
 * half that was taken away. False when nothing is left. */
typedef struct RaySpan {
    float near_m, far_m;
    bool face;
} RaySpan;
bool query_span(const DrawList *list, const DrawItem *item, const float from[3], const float dir[3], float far_m,
                RaySpan *out);

/* Where a vertex of a drawn part lies now, and which way its surface looks. */
void query_vertex(const QueryScene *scene, const DrawItem *item, uint32_t vertex, float place[3], float normal[3]);

/* query_grip.c: nearest of the part's vertices as it lies now, UINT32_MAX when it has none; shares of a triangle's
 * corners at a point of it. */
uint32_t query_nearest_vertex(const QueryScene *scene, const DrawItem *item, const float point[3]);
void query_shares(float (*corner)[3], const float point[3], float out[3]);

/* Drawn so faintly that it neither hides nor is meant. */
static inline bool query_is_faint(const DrawItem *item)
{
    return item->opacity < 0.5f;
}

enum { REVEAL_SAMPLES = 160 };

typedef struct RevealSample {
    float at[3], normal[3];
} RevealSample;

typedef struct RevealTarget {
    const Model *model;
    const MeshBvhSet *bvh;
    int item, variant;
    bool line; /* a course: seen from every side, hides nothing of itself */
    float middle[3];
    RevealSample samples[REVEAL_SAMPLES];
    int count;
} RevealTarget;

/* Even points over the item's surface, or along its course; false when it has neither. */
bool reveal_target(const Model *model, int item, int variant, RevealTarget *out);

/* How much of this point of the picture (-1..1, y up) the lens shows: 1 in its middle .. 0 outside. */
float query_lens_share(const DrawList *list, float x, float y);
/* What is seen at this point of the picture (-1..1, y up): the list, or what its lens shows there. */
const DrawList *query_list_at(const DrawList *list, float x, float y);

/* The item's spread places; NULL when it has no surface. */
const AnchorSet *query_anchor_set(const QueryScene *scene, int item);
#endif
