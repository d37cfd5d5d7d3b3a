/* query_pen.c - a pen on the body: a place of its surface as something that goes with it, and where that is now. */
#include "hip/board.h"
#include "hip/file.h"
#include "query_private.h"
#include <math.h>

/* What covers a place lies so far before it: the surface itself is met with its own small errors. */
static const float COVERS_M = 0.0015f;
static const float ON_FACE_M = 0.0005f;

static const DrawItem *item_of(const DrawList *list, uint32_t part)
{
    for (uint32_t i = 0; i < list->item_count; i++) {
        if (list->items[i].part == part) {
            return &list->items[i];
        }
    }
    return NULL;
}

static void take_corner(const Model *model, const MeshPart *part, uint32_t vertex, int i, PenPlace *out)
{
    out->corner[i] = model->set.vertices[vertex];
    mesh_vertex_position(part, &out->corner[i], out->rest[i]);
}

bool query_pen(const Model *model, const DrawList *list, QueryCache *cache, float x, float y, PenPlace *out)
{
    Pick pick = query_pick(model, list, cache, x, y);
    list = query_list_at(list, x, y);
    const DrawItem *item = model && pick.distance_m > 0 ? item_of(list, pick.part) : NULL;
    if (!item) {
        return false;
    }
    QueryScene scene = query_scene(model, list, cache);
    const MeshPart *part = &model->set.parts[pick.part];
    float now[3][3], normal[3];
    *out = (PenPlace){.part = pick.part, .share = {1, 0, 0}};
    if (pick.triangle == UINT32_MAX) { /* the face of the section: a place inside, carried as the nearest surface */
        uint32_t vertex = query_nearest_vertex(&scene, item, pick.point);
        if (vertex == UINT32_MAX) {
            return false;
        }
        take_corner(model, part, vertex, 0, out);
        query_vertex(&scene, item, vertex, now[0], normal);
        for (int k = 0; k < 3; k++) {
            out->rest[0][k] += pick.point[k] - now[0][k];
        }
        return true;
    }
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t vertex = model->set.indices[pick.triangle + i];
        take_corner(model, part, vertex, (int)i, out);
        query_vertex(&scene, item, vertex, now[i], normal);
    }
    query_shares(now, pick.point, out->share);
    return true;
}

static bool lies_at(const DrawList *list, const DrawItem *item, const PenPlace *place, float out[3])
{
    if (!item || query_is_faint(item)) {
        return false;
    }
    MeshPlace lies = draw_place(list, item);
    out[0] = out[1] = out[2] = 0;
    for (int i = 0; i < 3; i++) {
        float at[3];
        if (place->share[i] == 0) {
            continue;
        }
        mesh_place_point(&lies, &place->corner[i], place->rest[i], at);
        for (int k = 0; k < 3; k++) {
            out[k] += place->share[i] * at[k];
        }
    }
    float inside[3]; /* what lies on the face of the section is not taken away with the half before it */
    for (int k = 0; k < 3; k++) {
        inside[k] = out[k] - ON_FACE_M * list->plane[k];
    }
    return !query_cut_away(list, item, inside);
}

bool query_pen_now(const Model *model, const DrawList *list, const PenPlace *place, float out[3])
{
    return place->part < model->set.part_count && lies_at(list, item_of(list, place->part), place, out);
}

static bool covered(const QueryScene *scene, const float at[3])
{
    const DrawList *list = scene->list;
    const float *eye = list->camera.eye;
    float dir[3] = {at[0] - eye[0], at[1] - eye[1], at[2] - eye[2]}, far = sqrtf(dot3(dir, dir));
    for (int k = 0; k < 3; k++) {
        dir[k] /= fmaxf(far, 1e-6f);
    }
    for (uint32_t i = 0; i < list->item_count; i++) {
        MeshHit hit;
        if (!query_is_faint(&list->items[i]) && query_cast(scene, &list->items[i], eye, dir, far - COVERS_M, &hit)) {
            return true;
        }
    }
    return false;
}

bool query_pen_seen(const Model *model, const DrawList *list, QueryCache *cache, const PenPlace *place, float at[3],
                    float xy[2])
{
    if (!query_pen_now(model, list, place, at) || !camera_project(&list->camera, at, xy, NULL)) {
        return false;
    }
    const DrawList *seen = query_list_at(list, xy[0], xy[1]);
    float there[3];
    QueryScene scene = query_scene(model, seen, cache);
    return (seen == list || query_pen_now(model, seen, place, there)) && !covered(&scene, at);
}

uint64_t query_shape_key(const DrawList *list)
{
    uint64_t key = file_hash(&list->camera, sizeof list->camera, (uint64_t)list->section);
    for (uint32_t i = 0; i < list->item_count; i++) {
        const DrawItem *item = &list->items[i];
        const float faint = query_is_faint(item);
        const uint32_t what[3] = {item->part, (uint32_t)item->bend, item->moves};
        const float where[4] = {item->shift[0], item->shift[1], item->shift[2], faint};
        key = file_hash(where, sizeof where, file_hash(what, sizeof what, key));
    }
    key = file_hash(list->bends, list->bend_count * sizeof *list->bends, key);
    key = file_hash(&list->joints, sizeof list->joints, key);
    key = file_hash(list->plane, sizeof list->plane, key);
    const float lens[3] = {list->lens.x, list->lens.y, list->lens.inside ? list->lens.radius : 0};
    return file_hash(lens, sizeof lens, key);
}
