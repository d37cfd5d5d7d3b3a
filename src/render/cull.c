#include "cull.h"
#include "hip/mem.h"
#include <float.h>
#include <stdlib.h>
#include <string.h>

/* Below so many triangles the depth is not worth reading. */
enum { WORTH_TRIANGLES = 8000 };

/* In front of the eye by this much, metres: nearer than any near plane. */
static const float LEAST_W = 1e-4f;

/* From a vertex's 16-bit place to clip space: four columns. */
typedef struct ToClip {
    float column[4][4];
} ToClip;

/* Places of a rigid piece that joints have moved. */
static ToClip to_clip_moved(const CameraMatrices *camera, const Box3 *box, const float shift[3],
                            const PoseMotion *motion)
{
    const float *m = camera->view_projection;
    ToClip t;
    for (int axis = 0; axis < 4; axis++) {
        float way[3] = {0};
        if (axis < 3) {
            way[axis] = (box->hi[axis] - box->lo[axis]) / 65535.0f;
            pose_direction(motion, way, way);
        } else {
            pose_point(motion, box->lo, way);
        }
        for (int k = 0; k < 4; k++) {
            t.column[axis][k] = axis < 3 ? 0 : m[12 + k];
            for (int i = 0; i < 3; i++) {
                t.column[axis][k] += m[4 * i + k] * (way[i] + (axis < 3 ? 0 : shift[i]));
            }
        }
    }
    return t;
}

static ToClip to_clip(const CameraMatrices *camera, const Box3 *box, const float shift[3])
{
    const float *m = camera->view_projection;
    ToClip t;
    for (int k = 0; k < 4; k++) {
        t.column[3][k] = m[12 + k];
        for (int axis = 0; axis < 3; axis++) {
            t.column[axis][k] = m[4 * axis + k] * (box->hi[axis] - box->lo[axis]) / 65535.0f;
            t.column[3][k] += m[4 * axis + k] * (box->lo[axis] + shift[axis]);
        }
    }
    return t;
}

/* Of what is straight or a rigid piece. */
static ToClip item_clip(const DrawList *list, const PlanPart *entry)
{
    const DrawItem *item = entry->item;
    return item->moves >= MOVES_BONE ? to_clip_moved(&list->camera, &entry->part->box, item->shift,
                                                     &list->joints.motion[item->moves - MOVES_BONE])
                                     : to_clip(&list->camera, &entry->part->box, item->shift);
}

static void add_range(RangeList *list, IndexRange range)
{
    IndexRange *last = list->count ? &list->items[list->count - 1] : NULL;
    if (last && last->first + last->count == range.first && last->base_vertex == range.base_vertex) {
        last->count += range.count;
        return;
    }
    list->items = mem_grow(list->items, &list->room, list->count + 1, sizeof *list->items);
    list->items[list->count++] = range;
}

static void clip_point(const ToClip *t, const float at[3], float out[4])
{
    for (int k = 0; k < 4; k++) {
        out[k] = t->column[0][k] * at[0] + t->column[1][k] * at[1] + t->column[2][k] * at[2] + t->column[3][k];
    }
}

/* Pixels and depth; false when not in front of the eye. */
static bool to_window(int width, int height, const float clip[4], float out[3])
{
    if (clip[3] < LEAST_W) {
        return false;
    }
    float scale = 0.5f / clip[3];
    out[0] = (clip[0] * scale + 0.5f) * (float)width;
    out[1] = (clip[1] * scale + 0.5f) * (float)height;
    out[2] = clip[2] * scale + 0.5f;
    return true;
}

static bool is_cut(const DrawList *list, const float at[3])
{
    return list->plane[0] * at[0] + list->plane[1] * at[1] + list->plane[2] * at[2] + list->plane[3] > 0;
}

/* A vertex where it lies now, in clip space; true when the section takes it away. */
static bool clip_vertex(const DrawList *list, const PlanPart *entry, const MeshPlace *place, const ToClip *t,
                        const MeshVertex *vertex, float clip[4])
{
    const float *m = list->camera.view_projection;
    const uint16_t *q = vertex->position;
    bool jointed = place->moves == MOVES_JOINTED, cut = list->section && !entry->item->uncut;
    float at[3];
    if (jointed || cut) {
        mesh_vertex_position(entry->part, vertex, at);
        mesh_place_point(place, vertex, at, at);
    }
    if (jointed) {
        for (int k = 0; k < 4; k++) {
            clip[k] = m[k] * at[0] + m[4 + k] * at[1] + m[8 + k] * at[2] + m[12 + k];
        }
    } else {
        clip_point(t, (float[3]){q[0], q[1], q[2]}, clip);
    }
    return cut && is_cut(list, at);
}

/* The vertices of a part's last level, which lie at its beginning, as the picture shows them. Depth is negative where
 * nothing shows. */
static void place_guess(Cull *cull, const MeshSet *set, const DrawList *list, const PlanPart *entry, const MeshLod *lod)
{
    uint32_t first = entry->part->first_vertex;
    uint32_t count = clusters_of(&cull->clusters, set, entry->item->part, lod)->vertex_count;
    if (count > cull->place_room) {
        cull->places = mem_grow(cull->places, &cull->place_room, count, sizeof *cull->places);
    }
    MeshPlace place = draw_place(list, entry->item);
    ToClip t = item_clip(list, entry);
    for (uint32_t i = 0; i < count; i++) {
        float clip[4];
        bool gone = clip_vertex(list, entry, &place, &t, &set->vertices[first + i], clip);
        if (!to_window(cull->grid.width, cull->grid.height, clip, cull->places[i]) || gone) {
            cull->places[i][2] = -1;
        }
    }
}

static void guess_part(Cull *cull, const MeshSet *set, const DrawList *list, const PlanPart *entry)
{
    const MeshLod *lod = &entry->part->lods[entry->part->lod_count - 1];
    const uint32_t *index = set->indices + lod->first_index;
    uint32_t first = entry->part->first_vertex;
    place_guess(cull, set, list, entry, lod);
    for (uint32_t i = 0; i < lod->index_count; i += 3) {
        const float *a = cull->places[index[i] - first], *b = cull->places[index[i + 1] - first],
                    *c = cull->places[index[i + 2] - first];
        float area = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
        if (a[2] >= 0 && b[2] >= 0 && c[2] >= 0 && (area > 0 || (entry->open && area < 0))) {
            depth_grid_triangle(&cull->grid, a, b, c, 1 / area);
        }
    }
}

/* How a cluster shows in the picture; false when it lies outside of it. What reaches the eye's plane is everywhere. */
static bool window_box(int width, int height, const ToClip *t, const Cluster *cluster, GridBox *out)
{
    float lo[2] = {FLT_MAX, FLT_MAX}, hi[2] = {-FLT_MAX, -FLT_MAX};
    *out = (GridBox){.nearest = 1};
    for (int corner = 0; corner < 8; corner++) {
        float at[3], clip[4], window[3];
        for (int k = 0; k < 3; k++) {
            at[k] = corner >> k & 1 ? cluster->hi[k] : cluster->lo[k];
        }
        clip_point(t, at, clip);
        if (!to_window(width, height, clip, window)) {
            *out = (GridBox){{0, 0}, {width - 1, height - 1}, 0};
            return true;
        }
        for (int k = 0; k < 2; k++) {
            lo[k] = window[k] < lo[k] ? window[k] : lo[k];
            hi[k] = window[k] > hi[k] ? window[k] : hi[k];
        }
        out->nearest = window[2] < out->nearest ? window[2] : out->nearest;
    }
    /* A pixel more than needed on each side, for what the driver rounds otherwise. */
    const int size[2] = {width, height};
    for (int k = 0; k < 2; k++) {
        if (!(hi[k] >= -1 && lo[k] <= (float)size[k] + 1)) {
            return false;
        }
        out->lo[k] = (int)clampf(lo[k] - 1, 0, (float)(size[k] - 1));
        out->hi[k] = (int)clampf(hi[k] + 1, 0, (float)(size[k] - 1));
    }
    return true;
}

bool cull_window_box(const CameraMatrices *camera, const Box3 *box, int width, int height, GridBox *out)
{
    static const Cluster ALL = {{0}, {UINT16_MAX, UINT16_MAX, UINT16_MAX}};
    ToClip t = to_clip(camera, box, (float[3]){0});
    return window_box(width, height, &t, &ALL, out);
}

static const GridBox NO_BOX = {{INT32_MAX, INT32_MAX}, {-1, -1}, 1};

static void grow_box(GridBox *box, const GridBox *by)
{
    for (int k = 0; k < 2; k++) {
        box->lo[k] = by->lo[k] < box->lo[k] ? by->lo[k] : box->lo[k];
        box->hi[k] = by->hi[k] > box->hi[k] ? by->hi[k] : box->hi[k];
    }
}

static void add_doubt(Cull *cull, const Doubt *doubt)
{
    cull->doubts = mem_grow(cull->doubts, &cull->doubt_room, cull->doubt_count + 1, sizeof *cull->doubts);
    cull->doubts[cull->doubt_count++] = *doubt;
    grow_box(&cull->asked, &doubt->box);
}

/* The section plane in the numbers of a part's clusters: what lies at plane . (at, 1) > 0 is taken away. */
static void plane_of(const DrawList *list, const PlanPart *entry, float plane[4])
{
    plane[3] = list->plane[3];
    for (int k = 0; k < 3; k++) {
        plane[k] = list->plane[k] * (entry->part->box.hi[k] - entry->part->box.lo[k]) * (1 / 65535.0f);
        plane[3] += list->plane[k] * (entry->part->box.lo[k] + entry->item->shift[k]);
    }
}

static bool is_gone(const float plane[4], const Cluster *cluster)
{
    float least = plane[3];
    for (int k = 0; k < 3; k++) {
        least += plane[k] * (float)(plane[k] > 0 ? cluster->lo[k] : cluster->hi[k]);
    }
    return least > 0;
}

/* One part on its way into clusters. */
typedef struct SplitPart {
    const Cluster *clusters;
    ToClip to_clip;    /* from these; but of a jointed part: */
    const Box3 *moved; /* where they lie; else NULL */
} SplitPart;

/* What bends is kept or left out as a whole. */
static void doubt_whole(Cull *cull, const DrawList *list, const PlanPart *entry, PlanGroup group)
{
    Doubt doubt = {.range = {entry->first_index, entry->lod->index_count, entry->base_vertex}, .group = group};
    if (cull_window_box(&list->camera, &entry->box, cull->grid.width, cull->grid.height, &doubt.box) &&
        depth_grid_hides(&cull->grid, &doubt.box)) {
        add_doubt(cull, &doubt);
    } else {
        add_range(&cull->ranges[group], doubt.range);
    }
}

/* Where a cluster shows in the picture; false when it lies outside of it. */
static bool find_cluster(Cull *cull, const DrawList *list, const PlanPart *entry, const SplitPart *split, uint32_t i,
                         GridBox *out)
{
    if (!split->moved) {
        return window_box(cull->grid.width, cull->grid.height, &split->to_clip, &split->clusters[i], out);
    }
    Box3 box = split->moved[i];
    for (int k = 0; k < 3; k++) {
        box.lo[k] += entry->item->shift[k];
        box.hi[k] += entry->item->shift[k];
    }
    return cull_window_box(&list->camera, &box, cull->grid.width, cull->grid.height, out);
}

static void split_part(Cull *cull, const MeshSet *set, const DrawList *list, const PlanPart *entry, PlanGroup group)
{
    SplitPart split = {.clusters = clusters_of(&cull->clusters, set, entry->item->part, entry->lod)->clusters};
    if (entry->item->moves == MOVES_JOINTED) {
        split.moved = clusters_moved(&cull->clusters, set, entry->item->part, entry->lod);
    } else {
        split.to_clip = item_clip(list, entry);
    }
    float plane[4];
    bool cut = list->section && !entry->item->uncut && entry->item->moves == MOVES_SOFT;
    plane_of(list, entry, plane);
    for (uint32_t i = 0, left = entry->lod->index_count; left > 0; i++) {
        uint32_t count = left < CLUSTER_INDICES ? left : CLUSTER_INDICES;
        left -= count;
        if (cut && is_gone(plane, &split.clusters[i])) {
            continue;
        }
        Doubt doubt = {.range = {entry->first_index + i * CLUSTER_INDICES, count, entry->base_vertex}, .group = group};
        if (!find_cluster(cull, list, entry, &split, i, &doubt.box) && !list->hidden_too) {
            continue;
        }
        if (depth_grid_hides(&cull->grid, &doubt.box)) {
            add_doubt(cull, &doubt);
        } else {
            add_range(&cull->ranges[group], doubt.range);
        }
    }
}

const RangeList *cull_ghost(Cull *cull, const MeshSet *set, const DrawList *list, const PlanPart *entry, int width,
                            int height)
{
    RangeList *seen = &cull->seen;
    seen->count = 0;
    if (entry->item->bend >= 0 || entry->item->moves != MOVES_SOFT || list->hidden_too) {
        add_range(seen, (IndexRange){entry->lod->first_index, entry->lod->index_count, 0});
        return seen;
    }
    const Cluster *clusters = clusters_of(&cull->clusters, set, entry->item->part, entry->lod)->clusters;
    ToClip t = to_clip(&list->camera, &entry->part->box, entry->item->shift);
    float plane[4];
    bool cut = list->section && !entry->item->uncut;
    plane_of(list, entry, plane);
    for (uint32_t i = 0, left = entry->lod->index_count; left > 0; i++) {
        uint32_t count = left < CLUSTER_INDICES ? left : CLUSTER_INDICES;
        left -= count;
        GridBox box;
        if ((cut && is_gone(plane, &clusters[i])) || !window_box(width, height, &t, &clusters[i], &box) ||
            (cull->ready && depth_grid_hides(&cull->grid, &box))) {
            continue;
        }
        add_range(seen, (IndexRange){entry->lod->first_index + i * CLUSTER_INDICES, count, 0});
    }
    return seen;
}

static bool is_culled(PlanGroup group)
{
    return plan_kind(group) != KIND_BENT && plan_kind(group) != KIND_EVEN;
}

/* What a bend moves would cost more to guess than it saves. */
static bool is_guessed(const PlanPart *entry)
{
    return entry->item->bend < 0 || entry->item->moves != MOVES_SOFT;
}

/* Whether the guess is cheap beside what it may save. */
static bool worth_guessing(const DrawPlan *plan)
{
    size_t drawn = 0, guessed = 0;
    for (int group = 0; group < GROUP_COUNT; group++) {
        for (uint32_t i = 0; i < plan->counts[group] && is_culled((PlanGroup)group); i++) {
            const PlanPart *entry = &plan->groups[group][i];
            drawn += entry->lod->index_count / 3;
            guessed += is_guessed(entry) ? entry->part->lods[entry->part->lod_count - 1].index_count / 3 : 0;
        }
    }
    return drawn >= WORTH_TRIANGLES && guessed <= drawn / 3;
}

static void make_guess(Cull *cull, const MeshSet *set, const DrawPlan *plan, const DrawList *list, int width,
                       int height)
{
    depth_grid_clear(&cull->grid, width, height);
    for (int group = 0; group < GROUP_COUNT; group++) {
        bool hides = is_culled((PlanGroup)group) || plan_kind((PlanGroup)group) == KIND_EVEN;
        for (uint32_t i = 0; i < plan->counts[group] && hides; i++) {
            if (is_guessed(&plan->groups[group][i])) {
                guess_part(cull, set, list, &plan->groups[group][i]);
            }
        }
    }
}

/* Where solid parts may hide see-through ones, when there are enough of these. */
static void ask_for_ghosts(Cull *cull, const DrawPlan *plan, const DrawList *list)
{
    const DepthGrid *grid = &cull->grid;
    GridBox solid = NO_BOX, ghosts = NO_BOX, box;
    size_t triangles = 0;
    for (int group = 0; group < GROUP_COUNT; group++) {
        for (uint32_t i = 0; i < plan->counts[group]; i++) {
            if (cull_window_box(&list->camera, &plan->groups[group][i].box, grid->width, grid->height, &box)) {
                grow_box(&solid, &box);
            }
        }
    }
    for (uint32_t i = 0; i < plan->ghost_count; i++) {
        triangles += plan->ghosts[i].lod->index_count / 3;
        if (cull_window_box(&list->camera, &plan->ghosts[i].box, grid->width, grid->height, &box)) {
            grow_box(&ghosts, &box);
        }
    }
    for (int k = 0; k < 2; k++) {
        box.lo[k] = solid.lo[k] > ghosts.lo[k] ? solid.lo[k] : ghosts.lo[k];
        box.hi[k] = solid.hi[k] < ghosts.hi[k] ? solid.hi[k] : ghosts.hi[k];
    }
    if (triangles >= WORTH_TRIANGLES && box.lo[0] <= box.hi[0] && box.lo[1] <= box.hi[1]) {
        grow_box(&cull->asked, &box);
    }
}

void cull_guess(Cull *cull, const MeshSet *set, const DrawPlan *plan, const DrawList *list, int width, int height,
                bool look)
{
    cull->doubt_count = 0;
    cull->ready = false;
    cull->asked = NO_BOX;
    cull->grid.width = width;
    cull->grid.height = height;
    clusters_pose(&cull->clusters, &list->joints);
    if (look) {
        ask_for_ghosts(cull, plan, list);
    }
    look = look && worth_guessing(plan);
    if (look) {
        make_guess(cull, set, plan, list, width, height);
    }
    for (int group = 0; group < GROUP_COUNT; group++) {
        cull->ranges[group].count = 0;
        for (uint32_t i = 0; i < plan->counts[group]; i++) {
            const PlanPart *entry = &plan->groups[group][i];
            if (look && is_culled((PlanGroup)group) && is_guessed(entry)) {
                split_part(cull, set, list, entry, (PlanGroup)group);
            } else if (look && is_culled((PlanGroup)group)) {
                doubt_whole(cull, list, entry, (PlanGroup)group);
            } else {
                add_range(&cull->ranges[group],
                          (IndexRange){entry->first_index, entry->lod->index_count, entry->base_vertex});
            }
        }
    }
}

bool cull_asks(const Cull *cull, int lo[2], int hi[2])
{
    bool any = cull->asked.lo[0] <= cull->asked.hi[0] && cull->asked.lo[1] <= cull->asked.hi[1];
    memcpy(lo, cull->asked.lo, sizeof cull->asked.lo);
    memcpy(hi, cull->asked.hi, sizeof cull->asked.hi);
    if (any) {
        depth_grid_whole(&cull->grid, lo, hi);
    }
    return any;
}

void cull_look(Cull *cull)
{
    depth_grid_clear(&cull->grid, cull->grid.width, cull->grid.height);
    cull->ready = true;
}

void cull_note(Cull *cull, const int lo[2], const int hi[2], const uint32_t *pixels)
{
    depth_grid_reduce(&cull->grid, lo, hi, pixels);
}

uint32_t *cull_pixels(Cull *cull, size_t count)
{
    if (count > cull->pixel_room) {
        free(cull->pixels);
        cull->pixels = mem_alloc(count, sizeof *cull->pixels);
        cull->pixel_room = count;
    }
    return cull->pixels;
}

void cull_settle(Cull *cull)
{
    for (int group = 0; group < GROUP_COUNT; group++) {
        cull->ranges[group].count = is_culled((PlanGroup)group) ? 0 : cull->ranges[group].count;
    }
    for (size_t i = 0; i < cull->doubt_count; i++) {
        const Doubt *doubt = &cull->doubts[i];
        if (!cull->ready || !depth_grid_hides(&cull->grid, &doubt->box)) {
            add_range(&cull->ranges[doubt->group], doubt->range);
        }
    }
}

void cull_forget(Cull *cull)
{
    clusters_release(&cull->clusters);
}

void cull_release(Cull *cull)
{
    clusters_release(&cull->clusters);
    depth_grid_release(&cull->grid);
    for (int group = 0; group < GROUP_COUNT; group++) {
        free(cull->ranges[group].items);
    }
    free(cull->seen.items);
    free(cull->doubts);
    free(cull->places);
    free(cull->pixels);
    *cull = (Cull){0};
}
