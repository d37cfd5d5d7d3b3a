/* query_note.c - places that notes are pinned to: from the picture to a structure and a place at rest, and from there
 * to something that goes with its surface. */
#include "hip/notes.h"
#include "query_private.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const float FAR_M = 0.03f; /* a body of another build has its surface no farther away than that */

/* As fine as rays see it: the places that notes are set at lie on that surface. */
static const MeshLod *level_of(const MeshPart *part)
{
    uint32_t level = 0;
    while (level + 1 < part->lod_count && part->lods[level + 1].error_m <= MODEL_RAY_ERROR_M) {
        level++;
    }
    return &part->lods[level];
}

static float box_distance(const Box3 *box, const float p[3])
{
    float square = 0;
    for (int k = 0; k < 3; k++) {
        float out = fmaxf(fmaxf(box->lo[k] - p[k], p[k] - box->hi[k]), 0);
        square += out * out;
    }
    return sqrtf(square);
}

/* A nearer place of this part goes into `out`; `least` is how far it is. */
static void search_part(const Model *model, uint32_t p, const float rest[3], float *least, PenPlace *out)
{
    const MeshPart *part = &model->set.parts[p];
    const MeshLod *level = level_of(part);
    for (uint32_t i = 0; i + 2 < level->index_count; i += 3) {
        const uint32_t *corner = model->set.indices + level->first_index + i;
        float at[3][3], share[3], apart[3];
        for (int c = 0; c < 3; c++) {
            mesh_vertex_position(part, &model->set.vertices[corner[c]], at[c]);
        }
        triangle_nearest(rest, at[0], at[1], at[2], share);
        for (int k = 0; k < 3; k++) {
            apart[k] = share[0] * at[0][k] + share[1] * at[1][k] + share[2] * at[2][k] - rest[k];
        }
        float distance = sqrtf(dot3(apart, apart));
        if (distance < *least) {
            *least = distance;
            out->part = p;
            memcpy(out->share, share, sizeof share);
            memcpy(out->rest, at, sizeof at);
            for (int c = 0; c < 3; c++) {
                out->corner[c] = model->set.vertices[corner[c]];
            }
        }
    }
}

/* The place itself goes as the nearest corner does. */
static void keep_inside(const float rest[3], PenPlace *place)
{
    int most = place->share[1] > place->share[0] ? 1 : 0;
    most = place->share[2] > place->share[most] ? 2 : most;
    place->corner[0] = place->corner[most];
    memcpy(place->rest[0], rest, sizeof place->rest[0]);
    place->share[0] = 1;
    place->share[1] = place->share[2] = 0;
}

bool query_note_place(const Model *model, int item, int variant, const float rest[3], bool inside, PenPlace *out)
{
    float least = INFINITY;
    PenPlace place = {.part = 0};
    for (uint32_t p = 0; p < model->own_parts; p++) {
        const MeshPart *part = &model->set.parts[p];
        if (model->part_item[p] == item && mesh_part_in(part, variant) && box_distance(&part->box, rest) < least) {
            search_part(model, p, rest, &least, &place);
        }
    }
    if (inside && least < INFINITY) { /* a thick structure has its surface far from its middle */
        keep_inside(rest, &place);
    } else if (least > FAR_M) {
        return false;
    }
    *out = place;
    return true;
}

/* Of the client's figure: the hip's own skin, where it is near. */
static int skin_near(const Model *model, int variant, const float rest[3])
{
    const Atlas *atlas = model->atlas;
    PenPlace place;
    for (int i = 0; i < atlas->structure_count; i++) {
        if (atlas->structures[i].system == SYSTEM_SKIN && model->present[i] &&
            query_note_place(model, i, variant, rest, false, &place)) {
            return i;
        }
    }
    return -1;
}

bool query_note(const Model *model, const DrawList *list, QueryCache *cache, float x, float y, Command *out)
{
    PenPlace place;
    float rest[3] = {0};
    Pick pick = query_pick(model, list, cache, x, y);
    if (pick.distance_m <= 0 || !query_pen(model, list, cache, x, y, &place)) {
        return false;
    }
    for (int i = 0; i < 3; i++) {
        for (int k = 0; k < 3; k++) {
            rest[k] += place.share[i] * (place.share[i] > 0 ? place.rest[i][k] : 0);
        }
    }
    bool figure = pick.item < 0 && model->client[pick.part].kind == CLIENT_FIGURE;
    int item = figure ? skin_near(model, 0, rest) : pick.item;
    if (item < 0) {
        return false;
    }
    *out = (Command){.id = COMMAND_NOTE_ADD,
                     .item = item,
                     .value = pick.triangle == UINT32_MAX,
                     .vector = {rest[0], rest[1], rest[2]}};
    return true;
}
