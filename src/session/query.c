#include "hip/mem.h"
#include "query_private.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const float UNSEEN = 0.05f; /* what is fainter is not meant by the pointer */

static void bent_release(BentPart *bent)
{
    if (bent) {
        mesh_bvh_fit_release(bent->fit);
        free(bent);
    }
}

void query_cache_release(QueryCache *cache)
{
    struct QueryCacheData *data = cache->data;
    if (data) {
        for (size_t p = 0; p < data->part_count; p++) {
            bent_release(data->bent[p]);
        }
        for (int i = 0; i < VIEW_MAX_ITEMS; i++) {
            free(data->anchors[i]);
        }
        free(data->bent);
        free(data->outermost);
        free(data->solid);
        query_cut_release(data->cut);
        free(data);
        cache->data = NULL;
    }
}

const MeshBvhSet *query_trees(const Model *model)
{
    return model_bvh((Model *)(uintptr_t)model);
}

QueryScene query_scene(const Model *model, const DrawList *list, QueryCache *cache)
{
    const MeshBvhSet *bvh = query_trees(model);
    if (cache->data && cache->data->serial != mesh_bvh_serial(bvh)) {
        query_cache_release(cache);
    }
    if (!cache->data) {
        cache->data = mem_alloc(1, sizeof *cache->data);
        cache->data->serial = mesh_bvh_serial(bvh);
        cache->data->part_count = model->set.part_count;
        cache->data->bent = mem_alloc(model->set.part_count, sizeof(BentPart *));
        cache->data->solid = mem_alloc(MESH_MAX_PARTS, sizeof *cache->data->solid);
        mesh_solid_find(&model->set, cache->data->solid);
    }
    return (QueryScene){model, list, cache->data, bvh};
}

static bool is_made_for(const BentPart *bent, const MeshPlace *place)
{
    const BendGrid *grid = place->bend;
    return place->moves == MOVES_JOINTED ? memcmp(&bent->bones, place->bones, sizeof bent->bones) == 0
                                         : memcmp(bent->shift, grid->shift, sizeof bent->shift) == 0 &&
                                               memcmp(bent->turn, grid->turn, sizeof bent->turn) == 0;
}

static BentPart *bent_part(const QueryScene *scene, uint32_t part, const MeshPlace *place)
{
    BentPart *bent = scene->cache->bent[part];
    if (bent && is_made_for(bent, place)) {
        return bent;
    }
    bent_release(bent);
    bent = mem_alloc(1, sizeof *bent);
    if (place->moves == MOVES_JOINTED) {
        bent->bones = *place->bones;
    } else {
        memcpy(bent->shift, place->bend->shift, sizeof bent->shift);
        memcpy(bent->turn, place->bend->turn, sizeof bent->turn);
    }
    bent->box = mesh_place_box(place, &scene->model->set, part, NULL);
    scene->cache->bent[part] = bent;
    return bent;
}

static MeshBvhFit *bend_all(const QueryScene *scene, uint32_t part, const MeshPlace *place)
{
    const MeshSet *set = &scene->model->set;
    const MeshPart *p = &set->parts[part];
    float(*places)[3] = mem_alloc(p->vertex_count ? p->vertex_count : 1, sizeof *places);
    for (uint32_t v = 0; v < p->vertex_count; v++) {
        const MeshVertex *vertex = &set->vertices[p->first_vertex + v];
        mesh_vertex_position(p, vertex, places[v]);
        mesh_place_point(place, vertex, places[v], places[v]);
    }
    MeshBvhFit *fit = mesh_bvh_fit(scene->bvh, part, (const float(*)[3])places);
    free(places);
    return fit;
}

static bool cast_bent(const QueryScene *scene, const DrawItem *item, const MeshPlace *place, const float from[3],
                      const float dir[3], const RaySpan *span, MeshHit *out)
{
    BentPart *bent = bent_part(scene, item->part, place);
    float near_t;
    if (!ray_box(from, dir, &bent->box, &near_t, NULL) || near_t > span->far_m) {
        return false;
    }
    if (!bent->fit) {
        bent->fit = bend_all(scene, item->part, place);
    }
    return mesh_bvh_fit_hit(bent->fit, from, dir, span->near_m, span->far_m, out);
}

/* A rigid piece is met by the ray brought to where the piece lies at rest. */
static bool cast_rigid(const QueryScene *scene, const DrawItem *item, const PoseMotion *motion, const float from[3],
                       const float dir[3], const RaySpan *span, MeshHit *out)
{
    PoseMotion back = pose_back(motion);
    float start[3], towards[3];
    pose_point(&back, from, start);
    pose_direction(&back, dir, towards);
    if (!mesh_bvh_hit(scene->bvh, item->part, start, towards, span->near_m, span->far_m, out)) {
        return false;
    }
    pose_point(motion, out->point, out->point);
    pose_direction(motion, out->normal, out->normal);
    return true;
}

/* Nearest surface on what is left of the ray. */
static bool cast_span(const QueryScene *scene, const DrawItem *item, const float from[3], const float dir[3],
                      const RaySpan *span, MeshHit *out)
{
    float moved[3];
    MeshPlace place = draw_place(scene->list, item);
    for (int i = 0; i < 3; i++) {
        moved[i] = from[i] - item->shift[i];
        place.shift[i] = 0;
    }
    bool found = mesh_place_is_straight(&place)
                     ? mesh_bvh_hit(scene->bvh, item->part, moved, dir, span->near_m, span->far_m, out)
                 : place.moves >= MOVES_BONE
                     ? cast_rigid(scene, item, &place.bones->motion[place.moves - MOVES_BONE], moved, dir, span, out)
                     : cast_bent(scene, item, &place, moved, dir, span, out);
    for (int i = 0; i < 3 && found; i++) {
        out->point[i] += item->shift[i];
    }
    return found;
}

/* The ray enters through the face of the cut: it comes out of the part's inside before it goes into it. */
static bool cast_face(const QueryScene *scene, const DrawItem *item, const float from[3], const float dir[3],
                      float near_m, MeshHit *out)
{
    RaySpan beyond = {near_m, INFINITY, true};
    if (!scene->cache->solid[item->part] || !cast_span(scene, item, from, dir, &beyond, out) ||
        out->normal[0] * dir[0] + out->normal[1] * dir[1] + out->normal[2] * dir[2] <= 0) {
        return false;
    }
    out->distance_m = near_m;
    out->triangle = UINT32_MAX;
    for (int i = 0; i < 3; i++) {
        out->point[i] = from[i] + near_m * dir[i];
        out->normal[i] = scene->list->plane[i];
    }
    return true;
}

bool query_cast(const QueryScene *scene, const DrawItem *item, const float from[3], const float dir[3], float far_m,
                MeshHit *out)
{
    RaySpan span;
    return item->part < scene->cache->part_count && query_span(scene->list, item, from, dir, far_m, &span) &&
           ((span.face && cast_face(scene, item, from, dir, span.near_m, out)) ||
            cast_span(scene, item, from, dir, &span, out));
}

void query_vertex(const QueryScene *scene, const DrawItem *item, uint32_t vertex, float place[3], float normal[3])
{
    const MeshSet *set = &scene->model->set;
    const MeshVertex *v = &set->vertices[vertex];
    mesh_vertex_position(&set->parts[item->part], v, place);
    octahedral_decode(v->normal, normal);
    MeshPlace lies = draw_place(scene->list, item);
    mesh_place_point(&lies, v, place, place);
    mesh_place_direction(&lies, v, normal, normal);
}

float query_lens_share(const DrawList *list, float x, float y)
{
    const DrawLens *lens = &list->lens;
    if (!lens->inside) {
        return 0;
    }
    float dx = (x + 1) * 0.5f * (float)list->width - lens->x, dy = (1 - y) * 0.5f * (float)list->height - lens->y;
    float edge = fmaxf(lens->soft * lens->radius, 1);
    return 1 - smoothstepf(lens->radius - edge, lens->radius, hypotf(dx, dy));
}

const DrawList *query_list_at(const DrawList *list, float x, float y)
{
    return query_lens_share(list, x, y) > 0.5f ? list->lens.inside : list;
}

/* Faces of several items may meet at one place of the section plane: the one that the picture shows there. */
static bool lies_above(const MeshHit *hit, const DrawItem *item, const Pick *best, const DrawItem *before)
{
    return !before || hit->distance_m < best->distance_m || item->cap > before->cap ||
           (item->cap == before->cap && item->part > before->part);
}

Pick query_pick(const Model *model, const DrawList *list, QueryCache *cache, float x, float y)
{
    list = query_list_at(list, x, y);
    Pick solid = {.item = -1, .distance_m = INFINITY}, faint = solid;
    if (!model) {
        return solid;
    }
    QueryScene scene = query_scene(model, list, cache);
    float from[3], dir[3];
    camera_ray(&list->camera, x, y, from, dir);
    const DrawItem *nearest[2] = {NULL, NULL};
    for (uint32_t i = 0; i < list->item_count; i++) {
        const DrawItem *item = &list->items[i];
        bool is_faint = query_is_faint(item);
        Pick *best = is_faint ? &faint : &solid;
        MeshHit hit;
        if (item->opacity >= UNSEEN && query_cast(&scene, item, from, dir, best->distance_m, &hit) &&
            lies_above(&hit, item, best, nearest[is_faint])) {
            nearest[is_faint] = item;
            *best = (Pick){model->part_item[item->part], item->part, {0}, hit.distance_m, hit.triangle};
            memcpy(best->point, hit.point, sizeof best->point);
        }
    }
    const DrawItem *seen = nearest[0] ? nearest[0] : nearest[1];
    Pick *chosen = nearest[0] ? &solid : &faint;
    if (!seen) {
        chosen->distance_m = 0;
    }
    return *chosen;
}
