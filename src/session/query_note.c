/* query_note.c - places that notes are pinned to: from the picture to a structure and a place at rest, and from there
 * to something that goes with its surface. */
#include "hip/notes.h"
#include "query_private.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const float FAR_M = 0.03f; /* a body of another build has its surface no farther away than that */

/* Shares of a triangle's corners at its point nearest to p (Ericson, Real-Time Collision Detection, 2005, 5.1.5). */
static void nearest_shares(float (*t)[3], const float p[3], float out[3])
{
    float ab[3], ac[3], ap[3], bp[3], cp[3];
    for (int k = 0; k < 3; k++) {
        ab[k] = t[1][k] - t[0][k];
        ac[k] = t[2][k] - t[0][k];
        ap[k] = p[k] - t[0][k];
        bp[k] = p[k] - t[1][k];
        cp[k] = p[k] - t[2][k];
    }
    float d1 = dot3(ab, ap), d2 = dot3(ac, ap), d3 = dot3(ab, bp), d4 = dot3(ac, bp), d5 = dot3(ab, cp),
          d6 = dot3(ac, cp), va = d3 * d6 - d5 * d4, vb = d5 * d2 - d1 * d6, vc = d1 * d4 - d3 * d2;
    float v = 0, w = 0;
    if (d1 <= 0 && d2 <= 0) {
        v = w = 0;
    } else if (d3 >= 0 && d4 <= d3) {
        v = 1;
    } else if (d6 >= 0 && d5 <= d6) {
        w = 1;
    } else if (vc <= 0 && d1 >= 0 && d3 <= 0) {
        v = d1 / fmaxf(d1 - d3, 1e-18f);
    } else if (vb <= 0 && d2 >= 0 && d6 <= 0) {
        w = d2 / fmaxf(d2 - d6, 1e-18f);
    } else if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
        w = (d4 - d3) / fmaxf(d4 - d3 + d5 - d6, 1e-18f);
        v = 1 - w;
    } else {
        float all = fmaxf(va + vb + vc, 1e-18f);
        v = vb / all;
        w = vc / all;
    }
    out[0] = 1 - v - w;
    out[1] = v;
    out[2] = w;
}

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
        nearest_shares(at, rest, share);
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
