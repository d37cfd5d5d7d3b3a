#include "hip/mesh.h"
#include "hip/mem.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static void release_heap(MeshSet *set)
{
    free(set->parts);
    free(set->vertices);
    free(set->indices);
    free(set->weights);
}

void mesh_set_release(MeshSet *set)
{
    if (set->release) {
        set->release(set);
    }
    *set = (MeshSet){0};
}

void mesh_set_rest(const MeshSet *set)
{
    if (set->rest) {
        set->rest(set);
    }
}

MeshSet mesh_set_create(size_t parts, size_t vertices, size_t indices)
{
    MeshSet set = {
        .parts = mem_alloc(parts, sizeof(MeshPart)),
        .vertices = mem_alloc(vertices, sizeof(MeshVertex)),
        .indices = mem_alloc(indices, sizeof(uint32_t)),
        .part_count = parts,
        .vertex_count = vertices,
        .index_count = indices,
        .release = release_heap,
    };
    return set;
}

/* Wide enough for a model that was left in micrometres by mistake, narrow enough that sums of squares stay
 * finite. */
static const float FARTHEST_M = 1e6f;

static bool sane_box(const Box3 *box)
{
    for (int i = 0; i < 3; i++) {
        if (!(fabsf(box->lo[i]) <= FARTHEST_M && fabsf(box->hi[i]) <= FARTHEST_M && box->lo[i] <= box->hi[i])) {
            return false; /* written so that a NaN fails */
        }
    }
    return true;
}

static bool terminated(const char *text, size_t size)
{
    return memchr(text, '\0', size) != NULL;
}

static HipResult check_levels(const MeshSet *set, const MeshPart *part, size_t p, HipError *err)
{
    if (part->lod_count < 1 || part->lod_count > MESH_MAX_LODS) {
        return hip_fail(err, "part %zu has %u levels of detail", p, part->lod_count);
    }
    for (uint32_t l = 0; l < part->lod_count; l++) {
        const MeshLod *lod = &part->lods[l];
        if (lod->first_index > set->index_count || lod->index_count > set->index_count - lod->first_index ||
            lod->index_count % 3 != 0) {
            return hip_fail(err, "part %zu, level %u: indices lie outside the set", p, l);
        }
        float least = l ? part->lods[l - 1].error_m : 0;
        if (!(lod->error_m >= least && lod->error_m <= FARTHEST_M)) {
            return hip_fail(err, "part %zu, level %u: errors do not rise", p, l);
        }
        /* One pass without branches, so that it runs at the speed of memory. */
        const uint32_t *index = set->indices + lod->first_index;
        uint32_t highest = 0;
        for (uint32_t i = 0; i < lod->index_count; i++) {
            uint32_t local = index[i] - part->first_vertex; /* wraps to a great number when below */
            highest = local > highest ? local : highest;
        }
        if (lod->index_count && highest >= part->vertex_count) {
            return hip_fail(err, "part %zu, level %u: an index points outside the part", p, l);
        }
    }
    return HIP_OK;
}

/* What its vertices say they go with must be bones. */
static bool sane_moves(const MeshSet *set, const MeshPart *part)
{
    bool good = part->moves < (uint32_t)MOVES_BONE + MESH_BONES && (part->moves != MOVES_JOINTED || !part->has_fibre);
    for (uint32_t v = 0; part->moves == MOVES_JOINTED && v < part->vertex_count; v++) {
        MeshJoints joints = mesh_vertex_joints(&set->vertices[part->first_vertex + v]);
        good = good && joints.bone[0] < MESH_BONES && joints.bone[1] < MESH_BONES && joints.bone[2] < MESH_BONES &&
               joints.share[0] + joints.share[1] <= 255;
    }
    return good;
}

static HipResult check_part(const MeshSet *set, size_t p, HipError *err)
{
    const MeshPart *part = &set->parts[p];
    if (!terminated(part->id, sizeof part->id) || !terminated(part->name, sizeof part->name)) {
        return hip_fail(err, "part %zu has a name without an end", p);
    }
    if (!sane_box(&part->box)) {
        return hip_fail(err, "part %zu has an impossible size", p);
    }
    if (part->first_vertex > set->vertex_count || part->vertex_count > set->vertex_count - part->first_vertex) {
        return hip_fail(err, "part %zu: vertices lie outside the set", p);
    }
    if (part->closed > 1 || part->has_fibre > 1 || part->variants >> MESH_VARIANTS != 0 || !isfinite(part->volume_m3)) {
        return hip_fail(err, "part %zu has impossible properties", p);
    }
    for (int end = 0; end < 2; end++) {
        if (!(part->tendon[end] >= 0 && part->tendon[end] <= 1)) {
            return hip_fail(err, "part %zu has impossible tendons", p);
        }
    }
    uint32_t wrong = 0;
    for (uint32_t v = 0; v < part->vertex_count; v++) {
        wrong |= (uint32_t)set->vertices[part->first_vertex + v].part ^ (uint32_t)p;
    }
    if (wrong) {
        return hip_fail(err, "part %zu: a vertex belongs to another part", p);
    }
    if (!sane_moves(set, part)) {
        return hip_fail(err, "part %zu goes with bones that there are not", p);
    }
    return check_levels(set, part, p, err);
}

static HipResult check_weights(const MeshSet *set, HipError *err)
{
    uint32_t highest = 0, unused = 0;
    for (size_t v = 0; set->weights && v < set->vertex_count; v++) {
        const MeshWeights *w = &set->weights[v];
        uint32_t sum = (uint32_t)w->right_thigh + w->left_thigh + w->spine;
        highest = sum > highest ? sum : highest;
        unused |= w->unused;
    }
    if (highest > 255 || unused) {
        return hip_fail(err, "a vertex has impossible weights");
    }
    return HIP_OK;
}

HipResult mesh_set_check(const MeshSet *set, HipError *err)
{
    if (set->part_count > MESH_MAX_PARTS) {
        return hip_fail(err, "%zu parts; at most %d can be shown", set->part_count, MESH_MAX_PARTS);
    }
    if (set->vertex_count > UINT32_MAX || set->index_count > UINT32_MAX) {
        return hip_fail(err, "too many vertices or triangles");
    }
    if ((set->part_count && !set->parts) || (set->vertex_count && !set->vertices) ||
        (set->index_count && !set->indices)) {
        return hip_fail(err, "a part of the set is missing");
    }
    uint32_t highest = 0;
    for (size_t v = 0; v < set->vertex_count; v++) {
        highest = set->vertices[v].part > highest ? set->vertices[v].part : highest;
    }
    if (set->vertex_count && highest >= set->part_count) {
        return hip_fail(err, "a vertex belongs to no part");
    }
    for (size_t p = 0; p < set->part_count; p++) {
        HipResult rc = check_part(set, p, err);
        if (rc != HIP_OK) {
            return rc;
        }
    }
    return check_weights(set, err);
}

void mesh_vertex_position(const MeshPart *part, const MeshVertex *vertex, float out_m[3])
{
    for (int i = 0; i < 3; i++) {
        float size = part->box.hi[i] - part->box.lo[i];
        out_m[i] = part->box.lo[i] + (float)vertex->position[i] * (1 / 65535.0f) * size;
    }
}

void mesh_vertex_set_position(const MeshPart *part, MeshVertex *vertex, const float at_m[3])
{
    for (int i = 0; i < 3; i++) {
        float size = part->box.hi[i] - part->box.lo[i];
        float t = size > 0 ? (at_m[i] - part->box.lo[i]) / size : 0;
        vertex->position[i] = (uint16_t)(clampf(t, 0, 1) * 65535 + 0.5f);
    }
}

/* along: three bones of five bits; across: two shares of eight. shaders/common/joints.glsl reads the same. */
MeshJoints mesh_vertex_joints(const MeshVertex *vertex)
{
    return (MeshJoints){
        .bone = {vertex->along & 31, vertex->along >> 5 & 31, vertex->along >> 10 & 31},
        .share = {(uint8_t)(vertex->across & 255), (uint8_t)(vertex->across >> 8)},
    };
}

void mesh_vertex_set_joints(MeshVertex *vertex, MeshJoints joints)
{
    vertex->along = (uint16_t)((joints.bone[0] & 31) | (joints.bone[1] & 31) << 5 | (joints.bone[2] & 31) << 10);
    vertex->across = (uint16_t)(joints.share[0] | joints.share[1] << 8);
}

Box3 mesh_set_box(const MeshSet *set)
{
    Box3 box = box3_empty();
    for (size_t p = 0; p < set->part_count; p++) {
        box3_add_box(&box, &set->parts[p].box);
    }
    return box;
}

int mesh_set_find(const MeshSet *set, const char *id)
{
    int found = -1;
    for (size_t p = 0; p < set->part_count; p++) {
        if (id[0] && strcmp(set->parts[p].id, id) == 0) {
            if (mesh_part_in(&set->parts[p], 0)) {
                return (int)p;
            }
            found = found < 0 ? (int)p : found;
        }
    }
    return found;
}

size_t mesh_set_triangles(const MeshSet *set)
{
    size_t triangles = 0;
    for (size_t p = 0; p < set->part_count; p++) {
        triangles += set->parts[p].lods[0].index_count / 3;
    }
    return triangles;
}
