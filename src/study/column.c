#include "hip/column.h"
#include "hip/mem.h"
#include "hip/mesh_solid.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const float OVER_M = 0.03f;   /* the ray begins so far outside the skin */
static const float DEPTH_M = 0.125f; /* and ends so deep under it */
static const float NEXT_M = 0.0004f; /* from one face of a part to its next */
static const float THIN_M = 0.001f;  /* what has no inside counts as so thick */

static void add_layer(Column *out, int structure, float from, float to)
{
    ColumnLayer *last = out->layer_count ? &out->layers[out->layer_count - 1] : NULL;
    if (last && last->structure == structure && from - last->to_m < THIN_M) {
        last->to_m = to; /* the part's next face, hardly behind */
    } else if (out->layer_count < COLUMN_LAYERS) {
        out->layers[out->layer_count++] = (ColumnLayer){structure, from, to, false};
    }
}

/* The stretches of the line that lie in a part. */
static void pierce(const ColumnBody *body, uint32_t part, int structure, bool solid, Column *out)
{
    float from[3], near_m = 0, entered = -1;
    for (int k = 0; k < 3; k++) {
        from[k] = out->place[k] - OVER_M * out->inward[k];
    }
    MeshHit hit;
    while (mesh_bvh_hit(body->bvh, part, from, out->inward, near_m, OVER_M + DEPTH_M, &hit)) {
        float deep = hit.distance_m - OVER_M, facing = 0;
        for (int k = 0; k < 3; k++) {
            facing += hit.normal[k] * out->inward[k];
        }
        if (!solid) {
            add_layer(out, structure, deep, deep + THIN_M);
        } else if (facing < 0 && entered < 0) {
            entered = hit.distance_m;
        } else if (facing > 0 && entered >= 0) {
            add_layer(out, structure, entered - OVER_M, deep);
            entered = -1;
        }
        near_m = hit.distance_m + NEXT_M;
    }
}

static int structure_of(const ColumnBody *body, const MeshPart *part)
{
    return part->id[0] && mesh_part_in(part, body->variant) ? atlas_structure(body->atlas, part->id) : -1;
}

static int by_depth(const void *a, const void *b)
{
    const ColumnLayer *x = a, *y = b;
    return x->from_m != y->from_m ? (x->from_m < y->from_m ? -1 : 1) : x->structure - y->structure;
}

static void find_layers(const ColumnBody *body, Column *out)
{
    bool *solid = mem_alloc(MESH_MAX_PARTS, sizeof *solid);
    mesh_solid_find(body->set, solid);
    for (uint32_t p = 0; p < body->set->part_count; p++) {
        int structure = structure_of(body, &body->set->parts[p]);
        if (structure >= 0) {
            pierce(body, p, structure, solid[p], out);
        }
    }
    free(solid);
    qsort(out->layers, (size_t)out->layer_count, sizeof *out->layers, by_depth);
    out->bone_m = -1;
    for (int i = 0; i < out->layer_count && out->bone_m < 0; i++) {
        if (body->atlas->structures[out->layers[i].structure].system == SYSTEM_BONE) {
            out->bone_m = out->layers[i].to_m = out->layers[i].from_m;
            out->layer_count = i + 1;
        }
    }
}

/* Least distance from the pressed line to a part's surface. */
static void spare_part(const ColumnBody *body, const MeshPart *part, const Column *column, ColumnSpare *out)
{
    for (uint32_t v = 0; v < part->vertex_count; v++) {
        float point[3], deep = 0, away = 0;
        mesh_vertex_position(part, &body->set->vertices[part->first_vertex + v], point);
        for (int k = 0; k < 3; k++) {
            deep += (point[k] - column->place[k]) * column->inward[k];
        }
        deep = clampf(deep, 0, column->reach_m);
        for (int k = 0; k < 3; k++) {
            float d = point[k] - column->place[k] - deep * column->inward[k];
            away += d * d;
        }
        if (away < out->beside_m * out->beside_m) {
            out->beside_m = sqrtf(away);
            out->deep_m = deep;
        }
    }
}

static int by_side(const void *a, const void *b)
{
    const ColumnSpare *x = a, *y = b;
    return x->beside_m < y->beside_m ? -1 : x->beside_m > y->beside_m;
}

static void find_spared(const ColumnBody *body, Column *out)
{
    Side side = body->chart->sheet.mirror < 0 ? SIDE_LEFT : SIDE_RIGHT;
    for (int s = 0; s < body->atlas->structure_count && out->spared_count < COLUMN_SPARED; s++) {
        const AtlasStructure *structure = &body->atlas->structures[s];
        if ((structure->system != SYSTEM_NERVE && structure->system != SYSTEM_VESSEL) ||
            (structure->side != side && structure->side != SIDE_MIDLINE)) {
            continue;
        }
        ColumnSpare spare = {s, FLT_MAX, 0};
        for (uint32_t p = 0; p < body->set->part_count; p++) {
            if (structure_of(body, &body->set->parts[p]) == s) {
                spare_part(body, &body->set->parts[p], out, &spare);
            }
        }
        if (spare.beside_m < FLT_MAX) {
            out->spared[out->spared_count++] = spare;
        }
    }
    qsort(out->spared, (size_t)out->spared_count, sizeof *out->spared, by_side);
}

static int by_distance(const void *a, const void *b)
{
    const ColumnZone *x = a, *y = b;
    return x->away_m < y->away_m ? -1 : x->away_m > y->away_m;
}

/* The tool's narrow side decides: a forearm may lie beside a zone that it would cross lengthwise. */
static void find_zones(const ColumnBody *body, const float at[2], Column *out)
{
    const float *size = body->atlas->tools[out->tool].size_m;
    for (int r = 0; r < body->atlas->region_count && out->zone_count < COLUMN_ZONES; r++) {
        if (body->atlas->regions[r].contact == CONTACT_FREE) {
            continue;
        }
        SkinRegion *laid = skin_region_create(body->atlas, body->chart, body->set, r, body->variant);
        float away = skin_region_distance(body->chart, laid, at) - 0.5f * fminf(size[0], size[1]);
        out->zones[out->zone_count++] = (ColumnZone){r, away};
        skin_region_release(laid);
    }
    qsort(out->zones, (size_t)out->zone_count, sizeof *out->zones, by_distance);
}

void column_at(const ColumnBody *body, int tool, const float place[3], Column *out)
{
    float at[2];
    *out = (Column){.tool = tool};
    chart_of(&body->chart->sheet, place, at);
    out->skinned = chart_skin(body->chart, at, out->place);
    chart_inward(&body->chart->sheet, at, out->inward);
    find_layers(body, out);
    out->reach_m = body->atlas->tools[tool].reach_m;
    out->reach_m = out->bone_m >= 0 ? fminf(out->reach_m, out->bone_m) : out->reach_m;
    for (int i = 0; i < out->layer_count; i++) {
        out->layers[i].reached = out->layers[i].from_m <= out->reach_m;
    }
    find_spared(body, out);
    find_zones(body, at, out);
}
