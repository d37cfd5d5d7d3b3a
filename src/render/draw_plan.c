#include "draw_plan.h"
#include "hip/mem.h"
#include "hip/mesh_slice.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>

static const float LOD_PIXELS = 0.5f;

/* A see-through surface shows every edge of every layer behind it: at 0.15 pixel of error 3 % of its pixels
 * are another layer's, so that ghosts at rest keep their full detail until they are really small. In motion nobody
 * sees where an edge would have been a pixel on. */
static const float GHOST_SHARE = 0.05f, GHOST_MOVING_PIXELS = 0.9f;

/* Where a part may reach. What its joints move of it is worked out once. */
static Box3 item_box(DrawPlan *plan, const DrawList *list, const DrawItem *item, const MeshSet *set)
{
    MeshPlace place = draw_place(list, item);
    MeshJointBoxes **boxes = &plan->joint_boxes[item->part];
    if (item->moves == MOVES_JOINTED && !*boxes) {
        *boxes = mem_alloc(1, sizeof **boxes);
        mesh_joint_boxes(set, item->part, *boxes);
    }
    return mesh_place_box(&place, set, item->part, *boxes);
}

void draw_plan_forget(DrawPlan *plan)
{
    for (int part = 0; part < MESH_MAX_PARTS; part++) {
        free(plan->joint_boxes[part]);
        plan->joint_boxes[part] = NULL;
    }
}

/* True when the whole box lies beyond one side of the picture. */
static bool outside(const float m[16], const Box3 *box)
{
    int beyond[6] = {0};
    for (int i = 0; i < 8; i++) {
        float p[3], c[4];
        for (int k = 0; k < 3; k++) {
            p[k] = (i >> k) & 1 ? box->hi[k] : box->lo[k];
        }
        for (int k = 0; k < 4; k++) {
            c[k] = m[k] * p[0] + m[4 + k] * p[1] + m[8 + k] * p[2] + m[12 + k];
        }
        for (int k = 0; k < 3; k++) {
            beyond[2 * k] += c[k] < -c[3];
            beyond[2 * k + 1] += c[k] > c[3];
        }
    }
    for (int k = 0; k < 6; k++) {
        if (beyond[k] == 8) {
            return true;
        }
    }
    return false;
}

static float nearest_depth(const CameraMatrices *camera, const Box3 *box)
{
    float depth = 0;
    for (int k = 0; k < 3; k++) {
        float near_side = camera->forward[k] > 0 ? box->lo[k] : box->hi[k];
        depth += camera->forward[k] * (near_side - camera->eye[k]);
    }
    return fmaxf(depth, camera->near_m);
}

static const MeshLod *choose_level(const MeshPart *part, const DrawList *list, float pixels_per_m, float pixels)
{
    uint32_t level = 0;
    while (!list->full_detail && level + 1 < part->lod_count &&
           part->lods[level + 1].error_m * pixels_per_m <= pixels) {
        level++;
    }
    return &part->lods[level];
}

static int by_nearest(const void *a, const void *b)
{
    const PlanPart *p = a, *q = b;
    if (p->nearest_m != q->nearest_m) {
        return p->nearest_m < q->nearest_m ? -1 : 1;
    }
    return p->item->part < q->item->part ? -1 : p->item->part > q->item->part;
}

static bool is_ghost(const DrawItem *item)
{
    return item->opacity < 1 || item->rim;
}

static void add_part(DrawPlan *plan, const DrawList *list, const PlanPart *entry, bool apart)
{
    if (is_ghost(entry->item)) {
        plan->ghosts[plan->ghost_count++] = *entry;
        return;
    }
    const DrawItem *item = entry->item;
    bool moved = item->moves != MOVES_SOFT || (item->bend >= 0 && item->posed);
    bool even = apart && item->even && (item->unmarked || !(list->marks.texels || list->field.texels));
    PlanKind kind = even ? KIND_EVEN : moved ? KIND_MOVED : item->bend >= 0 ? KIND_BENT : KIND_STRAIGHT;
    PlanGroup group = plan_group(kind, entry->open);
    plan->groups[group][plan->counts[group]++] = *entry;
}

void draw_plan_make(DrawPlan *plan, const MeshSet *set, const bool *solid, const DrawList *list, int height, bool apart)
{
    for (int group = 0; group < GROUP_COUNT; group++) {
        plan->counts[group] = 0;
    }
    plan->ghost_count = 0;
    SlicePlane plane = slice_plane(list->section ? list->plane : (float[4]){0, 1, 0, 0});
    float pixels = list->lod_pixels > 0 ? list->lod_pixels : LOD_PIXELS;
    for (uint32_t i = 0; i < list->item_count && i < DRAW_MAX_ITEMS; i++) {
        const DrawItem *item = &list->items[i];
        if (item->part >= set->part_count || item->opacity <= 0 || item->bend >= (int32_t)list->bend_count) {
            continue;
        }
        const MeshPart *part = &set->parts[item->part];
        Box3 box = item_box(plan, list, item, set);
        bool gone = list->section && !item->uncut && slice_side(&plane, &box) == SLICE_GONE;
        if (gone || outside(list->camera.view_projection, &box)) {
            continue;
        }
        PlanPart entry = {.item = item, .part = part, .box = box, .open = item->double_sided || !solid[item->part]};
        entry.nearest_m = nearest_depth(&list->camera, &box);
        float pixels_per_m = 0.5f * (float)height * list->camera.projection[5] / entry.nearest_m;
        float allowed = !is_ghost(item) ? pixels
                        : list->moving  ? fmaxf(pixels, GHOST_MOVING_PIXELS)
                                        : pixels * GHOST_SHARE;
        entry.lod = choose_level(part, list, pixels_per_m, allowed);
        add_part(plan, list, &entry, apart);
    }
    for (int group = 0; group < GROUP_COUNT; group++) {
        qsort(plan->groups[group], plan->counts[group], sizeof(PlanPart), by_nearest);
    }
}
