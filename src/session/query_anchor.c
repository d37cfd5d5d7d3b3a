#include "hip/mem.h"
#include "query_private.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { AROUND = 6 };
static const float AROUND_RADIUS = 0.03f; /* of half the picture's height */

enum { POOL = 600 }; /* vertices of an item among which its places are chosen */

static const float FACING_NEW = 0.3f;     /* cosine to the eye that a new place needs ... */
static const float FACING_KEEP = 0.15f;   /* ... and below which an old one is given up: it would sit on the outline */
static const float SLACK_M = 0.0005f;     /* rays see a slightly coarser surface than the one the places lie on, */
static const float SLACK_OWN_M = 0.0015f; /* their own above all */
static const float SAME_M = 0.004f;       /* `before` is one of our places if it is this near */
static const float INSIDE_NEW = 0.9f, INSIDE_KEEP = 0.98f; /* of the picture */

/* ---- places ---- */

static const DrawItem *drawn_part(const DrawList *list, uint32_t part)
{
    for (uint32_t i = 0; i < list->item_count; i++) {
        if (list->items[i].part == part) {
            return &list->items[i];
        }
    }
    return NULL;
}

typedef struct PoolPoint {
    uint32_t part, vertex;
    float at[3];
    float distance2; /* to the nearest chosen one */
} PoolPoint;

static float distance2(const float a[3], const float b[3])
{
    float x = a[0] - b[0], y = a[1] - b[1], z = a[2] - b[2];
    return x * x + y * y + z * z;
}

/* Vertices of the item at even steps through all its parts that are drawn; through all when none is. */
static int fill_pool(const QueryScene *scene, int item, bool any_drawn, PoolPoint pool[POOL], float centre[3])
{
    const Model *model = scene->model;
    bool *taken = mem_alloc(model->set.part_count, sizeof *taken);
    for (size_t p = 0; p < model->set.part_count; p++) {
        taken[p] = model->part_item[p] == item && (!any_drawn || drawn_part(scene->list, (uint32_t)p));
    }
    size_t total = 0, seen = 0;
    for (size_t p = 0; p < model->set.part_count; p++) {
        total += taken[p] ? model->set.parts[p].vertex_count : 0;
    }
    size_t step = total / POOL + 1;
    int count = 0;
    double sum[3] = {0};
    for (size_t p = 0; p < model->set.part_count; p++) {
        const MeshPart *part = &model->set.parts[p];
        for (uint32_t v = 0; taken[p] && v < part->vertex_count; v++, seen++) {
            if (seen % step == 0 && count < POOL) {
                PoolPoint *point = &pool[count++];
                *point = (PoolPoint){.part = (uint32_t)p, .vertex = part->first_vertex + v, .distance2 = INFINITY};
                mesh_vertex_position(part, &model->set.vertices[point->vertex], point->at);
                for (int i = 0; i < 3; i++) {
                    sum[i] += (double)point->at[i];
                }
            }
        }
    }
    for (int i = 0; i < 3; i++) {
        centre[i] = count ? (float)(sum[i] / count) : 0;
    }
    free(taken);
    return count;
}

/* The place nearest to the middle first, then each time the one farthest from all chosen. */
static AnchorSet *choose_places(const QueryScene *scene, int item, uint64_t parts)
{
    AnchorSet *set = mem_alloc(1, sizeof *set);
    set->parts = parts;
    PoolPoint *pool = mem_alloc(POOL, sizeof *pool);
    float centre[3];
    int count = fill_pool(scene, item, parts != 0, pool, centre), next = 0;
    for (int i = 1; i < count; i++) {
        if (distance2(pool[i].at, centre) < distance2(pool[next].at, centre)) {
            next = i;
        }
    }
    while (set->count < ANCHOR_CANDIDATES && set->count < count) {
        const PoolPoint *chosen = &pool[next];
        set->at[set->count].part = chosen->part;
        set->at[set->count++].vertex = chosen->vertex;
        int farthest = 0;
        for (int i = 0; i < count; i++) {
            pool[i].distance2 = fminf(pool[i].distance2, distance2(pool[i].at, chosen->at));
            farthest = pool[i].distance2 > pool[farthest].distance2 ? i : farthest;
        }
        next = farthest;
    }
    free(pool);
    return set;
}

static uint64_t parts_drawn(const QueryScene *scene, int item)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < scene->list->item_count; i++) {
        uint32_t part = scene->list->items[i].part;
        if (part < scene->cache->part_count && scene->model->part_item[part] == item) {
            sum += (part + 1) * 0x9e3779b97f4a7c15u;
        }
    }
    return sum;
}

const AnchorSet *query_anchor_set(const QueryScene *scene, int item)
{
    AnchorSet **set = &scene->cache->anchors[item];
    uint64_t parts = parts_drawn(scene, item);
    if (*set && parts && (*set)->parts != parts) { /* another variant shows it now */
        free(*set);
        *set = NULL;
    }
    if (!*set) {
        *set = choose_places(scene, item, parts);
    }
    return (*set)->count ? *set : NULL;
}

/* ---- which of them ---- */

typedef struct Candidate {
    const QueryScene *scene; /* the picture in which it may be seen: the list's, or that of its lens */
    const DrawItem *drawn;   /* NULL: its part is not drawn */
    float at[3], xy[2];
    float facing;
    bool in_picture;
} Candidate;

static Candidate candidate_now(const QueryScene *scene, uint32_t part, uint32_t vertex)
{
    const CameraMatrices *camera = &scene->list->camera;
    Candidate candidate = {.scene = scene, .drawn = drawn_part(scene->list, part)};
    if (!candidate.drawn) {
        return candidate;
    }
    float normal[3], dot = 0, length = 0;
    query_vertex(scene, candidate.drawn, vertex, candidate.at, normal);
    if (query_cut_away(scene->list, candidate.drawn, candidate.at)) {
        candidate.drawn = NULL;
        return candidate;
    }
    for (int i = 0; i < 3; i++) {
        float to_eye = camera->eye[i] - candidate.at[i];
        dot += to_eye * normal[i];
        length += to_eye * to_eye;
    }
    candidate.facing = length > 0 ? dot / sqrtf(length) : 0;
    candidate.in_picture = camera_project(camera, candidate.at, candidate.xy, NULL);
    return candidate;
}

/* Within the lens what it shows, outside of it the rest; on its soft edge, where both are mixed, nothing is pointed at.
 */
static Candidate candidate_of(const QueryScene *scene, const QueryScene *lens, uint32_t part, uint32_t vertex)
{
    if (lens->list) {
        Candidate candidate = candidate_now(lens, part, vertex);
        if (candidate.drawn && candidate.in_picture &&
            query_lens_share(scene->list, candidate.xy[0], candidate.xy[1]) >= 1) {
            return candidate;
        }
    }
    Candidate candidate = candidate_now(scene, part, vertex);
    if (candidate.in_picture && query_lens_share(scene->list, candidate.xy[0], candidate.xy[1]) > 0) {
        candidate.drawn = NULL;
    }
    return candidate;
}

static bool inside(const Candidate *candidate, float edge)
{
    return candidate->in_picture && fabsf(candidate->xy[0]) <= edge && fabsf(candidate->xy[1]) <= edge;
}

/* Nothing solid lies before it; `blocker` remembers what did, which likely does so for the next place as well. */
static bool in_sight(int item, const Candidate *candidate, uint32_t *blocker)
{
    const QueryScene *scene = candidate->scene;
    const DrawList *list = scene->list;
    const float *eye = list->camera.eye;
    float dir[3], distance = sqrtf(distance2(candidate->at, eye));
    for (int i = 0; i < 3; i++) {
        dir[i] = (candidate->at[i] - eye[i]) / distance;
    }
    for (uint32_t n = 0; n < list->item_count; n++) {
        uint32_t i = (n + *blocker) % list->item_count;
        MeshHit hit;
        bool own =
            list->items[i].part < scene->cache->part_count && scene->model->part_item[list->items[i].part] == item;
        float slack = own ? SLACK_OWN_M : SLACK_M;
        if (!query_is_faint(&list->items[i]) && query_cast(scene, &list->items[i], eye, dir, distance - slack, &hit)) {
            *blocker = i;
            return false;
        }
    }
    return true;
}

/* Of the picture's points around a candidate, how many show the item as well: a line that ends on an edge could mean
 * either of two things. */
static int surroundings(const QueryScene *scene, QueryCache *cache, int item, const Candidate *candidate)
{
    float aspect = scene->list->camera.projection[5] / scene->list->camera.projection[0];
    int count = 0;
    for (int i = 0; i < AROUND; i++) {
        float turn = 2 * HIP_PI * (float)i / AROUND;
        float x = candidate->xy[0] + AROUND_RADIUS * cosf(turn) / aspect;
        float y = candidate->xy[1] + AROUND_RADIUS * sinf(turn);
        count += query_pick(scene->model, scene->list, cache, x, y).item == item;
    }
    return count;
}

/* Leaves only the candidates that lie best inside what can be seen of the item. */
static void keep_well_inside(const QueryScene *scene, QueryCache *cache, int item, const Candidate *candidates,
                             bool *visible, int count)
{
    int around[ANCHOR_CANDIDATES], best = 0;
    for (int i = 0; i < count; i++) {
        around[i] = visible[i] ? surroundings(scene, cache, item, &candidates[i]) : 0;
        best = around[i] > best ? around[i] : best;
    }
    for (int i = 0; i < count; i++) {
        visible[i] = visible[i] && around[i] >= best - 1;
    }
}

/* Where a new label should hang: in the middle of what can be seen of the item. */
static int most_central(const Candidate *candidates, const bool *visible, int count)
{
    float centre[2] = {0};
    int n = 0, best = -1;
    for (int i = 0; i < count; i++) {
        if (visible[i]) {
            centre[0] += candidates[i].xy[0];
            centre[1] += candidates[i].xy[1];
            n++;
        }
    }
    float least = INFINITY;
    for (int i = 0; i < count; i++) {
        float x = candidates[i].xy[0] - centre[0] / (float)(n ? n : 1);
        float y = candidates[i].xy[1] - centre[1] / (float)(n ? n : 1);
        if (visible[i] && x * x + y * y < least) {
            least = x * x + y * y;
            best = i;
        }
    }
    return best;
}

static int nearest(const Candidate *candidates, const bool *among, int count, const float to[3])
{
    float least = INFINITY;
    int best = -1;
    for (int i = 0; i < count; i++) {
        if ((!among || among[i]) && candidates[i].drawn && distance2(candidates[i].at, to) < least) {
            least = distance2(candidates[i].at, to);
            best = i;
        }
    }
    return best;
}

bool query_anchor(const Model *model, const DrawList *list, QueryCache *cache, int item, const float before[3],
                  float out[3])
{
    if (!model || item < 0 || item >= model->item_count || !model->present[item] || list->item_count == 0) {
        return false;
    }
    QueryScene scene = query_scene(model, list, cache), lens = scene;
    lens.list = list->lens.inside;
    const AnchorSet *set = query_anchor_set(&scene, item);
    if (!set) {
        return false;
    }
    Candidate candidates[ANCHOR_CANDIDATES];
    bool visible[ANCHOR_CANDIDATES];
    uint32_t blocker = 0;
    for (int i = 0; i < set->count; i++) {
        candidates[i] = candidate_of(&scene, &lens, set->at[i].part, set->at[i].vertex);
    }
    int chosen = before ? nearest(candidates, NULL, set->count, before) : -1;
    if (chosen >= 0 && distance2(candidates[chosen].at, before) < SAME_M * SAME_M &&
        candidates[chosen].facing > FACING_KEEP && inside(&candidates[chosen], INSIDE_KEEP) &&
        in_sight(item, &candidates[chosen], &blocker) &&
        query_pick(model, list, cache, candidates[chosen].xy[0], candidates[chosen].xy[1]).item == item) {
        memcpy(out, candidates[chosen].at, sizeof candidates[chosen].at);
        return true;
    }
    for (int i = 0; i < set->count; i++) {
        visible[i] = candidates[i].drawn && candidates[i].facing > FACING_NEW && inside(&candidates[i], INSIDE_NEW) &&
                     in_sight(item, &candidates[i], &blocker);
    }
    keep_well_inside(&scene, cache, item, candidates, visible, set->count);
    chosen = before ? nearest(candidates, visible, set->count, before) : most_central(candidates, visible, set->count);
    if (chosen < 0) {
        return false;
    }
    memcpy(out, candidates[chosen].at, sizeof candidates[chosen].at);
    return true;
}
