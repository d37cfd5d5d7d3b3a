/* query_grip.c - what a hand that takes the body holds: the bone that carries the place, and where on it that is. */
#include "query_private.h"
#include <math.h>
#include <string.h>

/* Nearest of the part's vertices as it lies now; UINT32_MAX when it has none. */
static uint32_t nearest_vertex(const QueryScene *scene, const DrawItem *item, const float point[3])
{
    const MeshPart *part = &scene->model->set.parts[item->part];
    uint32_t nearest = UINT32_MAX;
    float least = INFINITY;
    for (uint32_t v = 0; v < part->vertex_count; v++) {
        float place[3], normal[3];
        query_vertex(scene, item, part->first_vertex + v, place, normal);
        float d[3] = {place[0] - point[0], place[1] - point[1], place[2] - point[2]};
        float square = d[0] * d[0] + d[1] * d[1] + d[2] * d[2];
        if (square < least) {
            least = square;
            nearest = part->first_vertex + v;
        }
    }
    return nearest;
}

static MeshBone of_weights(MeshWeights weights)
{
    int share[MESH_HIP_BONES] = {
        [MESH_RIGHT_THIGH] = weights.right_thigh, [MESH_LEFT_THIGH] = weights.left_thigh, [MESH_SPINE] = weights.spine};
    share[MESH_PELVIS] = 255 - weights.right_thigh - weights.left_thigh - weights.spine;
    int best = MESH_PELVIS;
    for (int b = 0; b < MESH_HIP_BONES; b++) {
        best = share[b] > share[best] ? b : best;
    }
    return (MeshBone)best;
}

static MeshBone of_joints(MeshJoints joints)
{
    int share[3] = {joints.share[0], joints.share[1], 255 - joints.share[0] - joints.share[1]}, best = 0;
    for (int i = 1; i < 3; i++) {
        best = share[i] > share[best] ? i : best;
    }
    return (MeshBone)joints.bone[best];
}

bool query_grip(const Model *model, const DrawList *list, QueryCache *cache, const Pick *pick, PullGrip *out)
{
    QueryScene scene = query_scene(model, list, cache);
    const DrawItem *item = NULL;
    for (uint32_t i = 0; i < list->item_count; i++) {
        item = list->items[i].part == pick->part ? &list->items[i] : item;
    }
    uint32_t vertex = item ? nearest_vertex(&scene, item, pick->point) : UINT32_MAX;
    if (vertex == UINT32_MAX) {
        return false;
    }
    const MeshPart *part = &model->set.parts[pick->part];
    MeshBone bone = part->moves >= MOVES_BONE      ? (MeshBone)(part->moves - MOVES_BONE)
                    : part->moves == MOVES_JOINTED ? of_joints(mesh_vertex_joints(&model->set.vertices[vertex]))
                    : model->set.weights           ? of_weights(model->set.weights[vertex])
                                                   : MESH_PELVIS;
    if (bone >= MESH_BONES) {
        return false;
    }
    out->bone = bone;
    mesh_vertex_position(part, &model->set.vertices[vertex], out->rest);
    return true;
}
