/* query_cut.c - what the face of a section shows, for names on it: a map of the plane in steps of 1.5 mm, made anew
 * only when plane or body have moved. */
#include "hip/file.h"
#include "hip/mem.h"
#include "hip/mesh_slice.h"
#include "query_private.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const float STEP_M = 0.0015f;
static const float ERROR_M = 0.0005f; /* of the levels of detail that are cut */
enum { STEPS_MOST = 2048 };

struct CutMap {
    uint64_t key;
    SlicePlane plane;
    SliceMap map; /* ids: item + 1 */
    SliceView view;
    SliceLines lines;
    CutArea areas[VIEW_MAX_ITEMS];
    int count;
};

void query_cut_release(struct CutMap *cut)
{
    if (cut) {
        slice_map_release(&cut->map);
        slice_lines_release(&cut->lines);
        free(cut);
    }
}

static bool shows_face(const QueryScene *scene, const DrawItem *item)
{
    return !item->uncut && !query_is_faint(item) && item->part < scene->cache->part_count &&
           scene->cache->solid[item->part];
}

static uint64_t key_of(const DrawList *list)
{
    uint64_t key = file_hash(list->plane, sizeof list->plane, list->item_count + 1);
    bool moved = false;
    for (uint32_t i = 0; i < list->item_count; i++) {
        const DrawItem *item = &list->items[i];
        bool faint = query_is_faint(item);
        key = file_hash(&item->part, sizeof item->part, key + item->uncut + 2u * faint);
        key = file_hash(item->shift, sizeof item->shift, key + item->cap);
        moved = moved || item->moves != MOVES_SOFT;
        if (item->bend >= 0 && (uint32_t)item->bend < list->bend_count) {
            const BendGrid *grid = &list->bends[item->bend];
            key = file_hash(grid->turn, sizeof grid->turn, file_hash(grid->shift, sizeof grid->shift, key));
        }
    }
    return moved ? file_hash(&list->joints, sizeof list->joints, key) : key;
}

static const MeshLod *level_of(const MeshPart *part)
{
    uint32_t level = 0;
    while (level + 1 < part->lod_count && part->lods[level + 1].error_m <= ERROR_M) {
        level++;
    }
    return &part->lods[level];
}

typedef struct Cut {
    const DrawItem *item;
    size_t first, count;
} Cut;

static int by_cap(const void *a, const void *b)
{
    const DrawItem *p = ((const Cut *)a)->item, *q = ((const Cut *)b)->item;
    int caps = (p->cap > q->cap) - (p->cap < q->cap);
    return caps ? caps : (p->part > q->part) - (p->part < q->part);
}

static int slice_items(const QueryScene *scene, struct CutMap *cut, Cut *cuts)
{
    const DrawList *list = scene->list;
    int count = 0;
    cut->lines.count = 0;
    for (uint32_t i = 0; i < list->item_count; i++) {
        const DrawItem *item = &list->items[i];
        if (!shows_face(scene, item)) {
            continue;
        }
        SlicePart part = {.set = &scene->model->set, .part = item->part};
        part.lod = level_of(&scene->model->set.parts[item->part]);
        part.place = draw_place(list, item);
        Box3 box = mesh_place_box(&part.place, part.set, item->part, NULL);
        cuts[count] = (Cut){item, cut->lines.count, 0};
        if (slice_side(&cut->plane, &box) == SLICE_CUT) {
            mesh_slice(&part, &cut->plane, &cut->lines);
            cuts[count].count = cut->lines.count - cuts[count].first;
            count += cuts[count].count > 0;
        }
    }
    qsort(cuts, (size_t)count, sizeof *cuts, by_cap);
    return count;
}

/* Looks square at the plane, at all lines, in steps of STEP_M. */
static void frame_lines(struct CutMap *cut)
{
    float lo[2] = {INFINITY, INFINITY}, hi[2] = {-INFINITY, -INFINITY};
    for (size_t i = 0; i < cut->lines.count; i++) {
        const SliceLine *line = &cut->lines.lines[i];
        for (int k = 0; k < 2; k++) {
            lo[k] = fminf(lo[k], fminf(line->a[k], line->b[k]));
            hi[k] = fmaxf(hi[k], fmaxf(line->a[k], line->b[k]));
        }
    }
    int size[2];
    for (int k = 0; k < 2; k++) {
        size[k] = (int)clampf((hi[k] - lo[k]) / STEP_M + 2, 1, STEPS_MOST);
    }
    cut->view =
        (SliceView){{1 / STEP_M, 0, 0.5f - lo[0] / STEP_M}, {0, 1 / STEP_M, 0.5f - lo[1] / STEP_M}, {0, 0, 1}, 0.5f};
    slice_map_clear(&cut->map, size[0], size[1]);
}

/* For each item the place that lies deepest in its face. */
static void find_areas(struct CutMap *cut)
{
    uint16_t deepest[VIEW_MAX_ITEMS] = {0};
    int places[VIEW_MAX_ITEMS];
    int w = cut->map.hi[0] - cut->map.lo[0], h = cut->map.hi[1] - cut->map.lo[1];
    for (int i = 0; i < w * h; i++) {
        const uint16_t *texel = cut->map.texels[i];
        if (texel[0] && texel[1] > deepest[texel[0] - 1]) {
            deepest[texel[0] - 1] = texel[1];
            places[texel[0] - 1] = i;
        }
    }
    cut->count = 0;
    for (int item = 0; item < VIEW_MAX_ITEMS; item++) {
        if (deepest[item]) {
            int column = places[item] % w, row = places[item] / w;
            float x = (float)(cut->map.lo[0] + column) + 0.5f, y = (float)(cut->map.lo[1] + row) + 0.5f;
            float uv[2] = {(x - cut->view.x[2]) * STEP_M, (y - cut->view.y[2]) * STEP_M};
            CutArea *area = &cut->areas[cut->count++];
            area->item = item;
            area->radius_m = STEP_M * (float)deepest[item] / 3;
            slice_plane_point(&cut->plane, uv, area->at);
        }
    }
}

/* The map for this picture; NULL where the section shows no face. */
static const struct CutMap *cut_map(const QueryScene *scene)
{
    const DrawList *list = scene->list;
    SlicePlane plane = slice_plane(list->plane);
    if (!list->section || slice_distance(&plane, list->camera.eye) <= 0) {
        return NULL;
    }
    struct CutMap *cut = scene->cache->cut;
    uint64_t key = key_of(list);
    if (!cut) {
        cut = scene->cache->cut = mem_alloc(1, sizeof *cut);
    } else if (cut->key == key) {
        return cut;
    }
    cut->key = key;
    cut->plane = plane;
    Cut *cuts = mem_alloc(DRAW_MAX_ITEMS, sizeof *cuts);
    int count = slice_items(scene, cut, cuts);
    frame_lines(cut);
    for (int i = 0; i < count; i++) {
        uint16_t id = (uint16_t)(scene->model->part_item[cuts[i].item->part] + 1);
        slice_fill(&cut->map, &cut->view, cut->lines.lines + cuts[i].first, cuts[i].count, id);
    }
    free(cuts);
    slice_edges(&cut->map);
    find_areas(cut);
    return cut;
}

int query_cut_areas(const Model *model, const DrawList *list, QueryCache *cache, CutArea *out, int most)
{
    if (!model || !list->section) {
        return 0;
    }
    QueryScene scene = query_scene(model, list, cache);
    const struct CutMap *cut = cut_map(&scene);
    int count = cut ? cut->count < most ? cut->count : most : 0;
    if (count > 0) {
        memcpy(out, cut->areas, (size_t)count * sizeof *out);
    }
    return count;
}

int query_cut_at(const DrawList *list, const QueryCache *cache, float x, float y)
{
    const struct CutMap *cut = cache->data ? cache->data->cut : NULL;
    float from[3], dir[3], towards = 0, uv[2] = {0};
    camera_ray(&list->camera, x, y, from, dir);
    for (int k = 0; k < 3; k++) {
        towards += list->plane[k] * dir[k];
    }
    if (!cut || towards >= 0) {
        return -1;
    }
    float t = -slice_distance(&cut->plane, from) / towards;
    for (int k = 0; k < 3; k++) {
        float p = from[k] + t * dir[k] - cut->plane.origin[k];
        uv[0] += p * cut->plane.right[k];
        uv[1] += p * cut->plane.up[k];
    }
    float at[2] = {floorf(uv[0] / STEP_M + cut->view.x[2]), floorf(uv[1] / STEP_M + cut->view.y[2])};
    bool inside = at[0] >= 0 && at[1] >= 0 && at[0] < (float)cut->map.width && at[1] < (float)cut->map.height;
    return inside ? cut->map.ids[(size_t)at[1] * (size_t)cut->map.width + (size_t)at[0]] - 1 : -1;
}
