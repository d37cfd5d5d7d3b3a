/* query_extent.c - how far to the left and right the drawn body reaches in the picture: its real outline, not its box.
 * The camera's sideways axis is always level, so a part's farthest vertices along a few level directions decide. */
#include "hip/mem.h"
#include "query_private.h"
#include <math.h>
#include <string.h>

enum { BENT_SAMPLES = 160 };

static void directions(float out[EXTENT_AXES][2])
{
    for (int i = 0; i < EXTENT_AXES; i++) {
        float angle = HIP_PI * (float)i / EXTENT_AXES;
        out[i][0] = cosf(angle);
        out[i][1] = sinf(angle);
    }
}

/* The vertices farthest along each axis and against it. */
static void find_outermost(const MeshSet *set, const MeshPart *part, const float axes[EXTENT_AXES][2],
                           uint32_t out[2 * EXTENT_AXES])
{
    float least[EXTENT_AXES], most[EXTENT_AXES];
    for (int i = 0; i < EXTENT_AXES; i++) {
        least[i] = INFINITY;
        most[i] = -INFINITY;
        out[2 * i] = out[2 * i + 1] = part->first_vertex;
    }
    for (uint32_t v = part->first_vertex; v < part->first_vertex + part->vertex_count; v++) {
        float p[3];
        mesh_vertex_position(part, &set->vertices[v], p);
        for (int i = 0; i < EXTENT_AXES; i++) {
            float along = axes[i][0] * p[0] + axes[i][1] * p[2];
            if (along < least[i]) {
                least[i] = along;
                out[2 * i] = v;
            }
            if (along > most[i]) {
                most[i] = along;
                out[2 * i + 1] = v;
            }
        }
    }
}

static const uint32_t *outermost(const QueryScene *scene, uint32_t part)
{
    struct QueryCacheData *cache = scene->cache;
    const MeshSet *set = &scene->model->set;
    if (!cache->outermost) {
        float axes[EXTENT_AXES][2];
        directions(axes);
        cache->outermost = mem_alloc(cache->part_count, sizeof *cache->outermost);
        for (size_t p = 0; p < cache->part_count; p++) {
            find_outermost(set, &set->parts[p], (const float(*)[2])axes, cache->outermost[p]);
        }
    }
    return cache->outermost[part];
}

static bool add_vertex(const QueryScene *scene, const DrawItem *item, uint32_t vertex, float *left, float *right)
{
    float place[3], normal[3], xy[2];
    query_vertex(scene, item, vertex, place, normal);
    if (!camera_project(&scene->list->camera, place, xy, NULL)) {
        return false;
    }
    *left = fminf(*left, xy[0]);
    *right = fmaxf(*right, xy[0]);
    return true;
}

bool query_extent(const Model *model, const DrawList *list, QueryCache *cache, float *left, float *right)
{
    *left = 1;
    *right = -1;
    if (!model) {
        return true;
    }
    QueryScene scene = query_scene(model, list, cache);
    for (uint32_t i = 0; i < list->item_count; i++) {
        const DrawItem *item = &list->items[i];
        if (item->part >= scene.cache->part_count || query_is_faint(item) ||
            model->set.parts[item->part].vertex_count == 0) {
            continue;
        }
        const MeshPart *part = &model->set.parts[item->part];
        const uint32_t *vertices = outermost(&scene, item->part);
        for (int k = 0; k < 2 * EXTENT_AXES; k++) {
            if (!add_vertex(&scene, item, vertices[k], left, right)) {
                return false;
            }
        }
        for (uint32_t k = 0;
             (item->bend >= 0 || item->moves != MOVES_SOFT || list->camera.right[1] != 0) && k < BENT_SAMPLES;
             k++) { /* other vertices are outermost now */
            uint32_t v = part->first_vertex + (uint32_t)((uint64_t)part->vertex_count * k / BENT_SAMPLES);
            if (!add_vertex(&scene, item, v, left, right)) {
                return false;
            }
        }
    }
    return true;
}
