/* query_grip.c - what a hand that takes the body holds: the bone that carries the place, and where on it that is. */
#include "query_private.h"
#include <math.h>
#include <string.h>

uint32_t query_nearest_vertex(const QueryScene *scene, const DrawItem *item, const float point[3])
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

void query_shares(float (*corner)[3], const float point[3], float out[3])
{
    float a[3], b[3], p[3];
    for (int k = 0; k < 3; k++) {
        a[k] = corner[1][k] - corner[0][k];
        b[k] = corner[2][k] - corner[0][k];
        p[k] = point[k] - corner[0][k];
    }
    float aa = dot3(a, a), ab = dot3(a, b), bb = dot3(b, b), pa = dot3(p, a), pb = dot3(p, b);
    float area = fmaxf(aa * bb - ab * ab, 1e-18f);
    out[1] = clampf((bb * pa - ab * pb) / area, 0, 1);
    out[2] = clampf((aa * pb - ab * pa) / area, 0, 1 - out[1]);
    out[0] = 1 - out[1] - out[2];
}

/* On the triangle that was hit; a face of the section plane has none, there the nearest vertex must do. */
static void rest_of(const QueryScene *scene, const DrawItem *item, const Pick *pick, uint32_t vertex, float out[3])
{
    const MeshSet *set = &scene->model->set;
    const MeshPart *part = &set->parts[item->part];
    if (pick->triangle == UINT32_MAX) {
        mesh_vertex_position(part, &set->vertices[vertex], out);
        return;
    }
    float now[3][3], rest[3][3], normal[3], share[3];
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t corner = set->indices[pick->triangle + i];
        query_vertex(scene, item, corner, now[i], normal);
        mesh_vertex_position(part, &set->vertices[corner], rest[i]);
    }
    query_shares(now, pick->point, share);
    for (int k = 0; k < 3; k++) {
        out[k] = share[0] * rest[0][k] + share[1] * rest[1][k] + share[2] * rest[2][k];
    }
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
    uint32_t vertex = item ? query_nearest_vertex(&scene, item, pick->point) : UINT32_MAX;
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
    rest_of(&scene, item, pick, vertex, out->rest);
    return true;
}
