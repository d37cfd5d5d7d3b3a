#include "hip/source_view.h"
#include "hip/mem.h"
#include "hip/pain.h"
#include "hip/query.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const float SOURCE_SPREADS_S = 3.4f;

static const float POINTS_S = 0.7f, POINTS_THERE_S = 1.2f; /* the body has opened by then */
static const float CLOSES_S = 2.4f, CLOSED_S = 3.4f;
static const float ESSENTIAL_S = 5.2f, SPILLS_S = 4.8f, SPILT_S = 6.8f;

static const float KNEE_Y_M = -0.47f;
static const float SEEN_M = 0.13f;                        /* round a structure so much is seen at least, either way */
static const float HIP_LOW_M = -0.26f, HIP_HIGH_M = 0.2f; /* of a long nerve or muscle the part at the hip */
static const float WINDOW_M[2] = {0.05f, 0.07f};
static const float TO_MIDDLE = 0.2f; /* the window leans so far from the points to the structure's middle */
static const float ROOTS_M = 0.05f;  /* of a nerve without points its first stretch is what matters */
static const float ROUND_M = 0.04f;  /* left round what hurts */
static const float POINTS_WORTH = 2, COURSE_WORTH = 0.5f; /* beside an essential zone, for the side looked at from */
static const float OVER = 0.6f;                           /* tangent: so far round from the other half of the body */
static const float FROM_THERE = 100; /* that side decides: what pain reaches is seen, whatever has to go for it */
static const float OUTSIDE_M = 0.08f, THROUGH_M = 0.2f, BESIDE_M = 0.05f;
static const float GHOST = 0.25f;

SourceMoment source_moment(float seconds)
{
    return (SourceMoment){.points = smoothstepf(POINTS_S, POINTS_THERE_S, seconds),
                          .closed = smoothstepf(CLOSES_S, CLOSED_S, seconds),
                          .essential = smoothstepf(SOURCE_SPREADS_S, ESSENTIAL_S, seconds),
                          .spill = smoothstepf(SPILLS_S, SPILT_S, seconds)};
}

/* ---- what there is to show ---- */

static int on_side(const Atlas *atlas, int structure, Side side)
{
    if (structure < 0) {
        return -1;
    }
    int twin = atlas->structures[structure].twin;
    return side == SIDE_LEFT && twin >= 0 ? twin : structure;
}

static bool is_in(const Model *model, int item)
{
    return item >= 0 && (model->present[item] || model->atlas->structures[item].course_count > 1);
}

static int find_item(const Model *model, const AtlasPain *source, Side side)
{
    for (int i = 0; i < source->part_count; i++) {
        int item = on_side(model->atlas, source->parts[i].structure, side);
        if (is_in(model, item)) {
            return item;
        }
    }
    return -1;
}

static void lean(const float outward[3], float weight, SourceShow *out)
{
    for (int k = 0; k < 3; k++) {
        out->towards[k] += weight * outward[k];
    }
}

/* Adds a ball of a zone: where it is, and which way the skin faces there. */
static void add_ball(const ZoneSpot *spot, float weight, SourceShow *out)
{
    lean(spot->outward, weight, out);
    for (int k = 0; k < 3; k++) {
        out->whole_box.lo[k] = fminf(out->whole_box.lo[k], spot->at[k] - spot->radius_m);
        out->whole_box.hi[k] = fmaxf(out->whole_box.hi[k], spot->at[k] + spot->radius_m);
    }
    out->low |= spot->at[1] < KNEE_Y_M;
}

static void add_zones(const Atlas *atlas, const AtlasPain *source, Side side, SourceShow *out)
{
    static const float WORTH[] = {[PAIN_RARE] = 0, [PAIN_SPILL] = 0.4f, [PAIN_ESSENTIAL] = 1};
    for (int i = 0; i < source->zone_count; i++) {
        const AtlasZone *zone = &atlas->pain->zones[source->zones[i].zone];
        float worth = WORTH[source->zones[i].weight];
        for (int b = 0; b < zone->ball_count && worth > 0; b++) {
            ZoneSpot spot = zone_spot(atlas, source->zones[i].zone, b, side);
            add_ball(&spot, worth / (float)zone->ball_count, out);
        }
    }
}

/* Unit and level, hardly from over the midline; from behind where nothing is known. */
static void level_direction(Side side, SourceShow *out)
{
    float over = OVER * fabsf(out->towards[2]);
    out->towards[0] = side == SIDE_LEFT ? fmaxf(out->towards[0], -over) : fminf(out->towards[0], over);
    float length = hypotf(out->towards[0], out->towards[2]);
    if (length < 0.05f) {
        memcpy(out->towards, (float[3]){0, 0, -1}, sizeof out->towards);
        length = 1;
    }
    out->towards[0] /= length;
    out->towards[1] = 0;
    out->towards[2] /= length;
    out->yaw_deg = degrees(atan2f(out->towards[0], out->towards[2]));
}

static void look_from(float yaw_deg, float pitch_deg, SourceShow *out)
{
    CameraMatrices camera;
    CameraPose pose = {yaw_deg, pitch_deg, 1, {0}};
    camera_matrices(&pose, NULL, 1, NULL, &camera);
    memcpy(out->towards, camera.eye, sizeof camera.eye);
    out->yaw_deg = yaw_deg;
}

static int copy_items(const int *from, int count, int out[SOURCE_AWAY])
{
    count = count < SOURCE_AWAY ? count : SOURCE_AWAY;
    memcpy(out, from, (size_t)count * sizeof *out);
    return count;
}

/* What has to go, and from where it is seen: rather from where it hurts. */
static void plan_opening(Model *model, int variant, SourceShow *out)
{
    RevealPlan *plan = mem_alloc(1, sizeof *plan);
    CameraPose wanted = {out->yaw_deg, 0, 1, {0}};
    if (query_reveal_towards(model, out->item, variant, &wanted, FROM_THERE, plan)) {
        out->peel_count = copy_items(plan->peel, plan->peel_count, out->peel);
        out->ghost_count = copy_items(plan->ghost, plan->ghost_count, out->ghost);
        out->near_box = plan->box;
        look_from(plan->yaw_deg, plan->pitch_deg, out);
    } else {
        out->item = -1;
    }
    free(plan);
}

/* The first place of the structure on the way from outside along a unit direction. */
static bool meet(Model *model, int item, const float at[3], const float dir[3], float out[3])
{
    const MeshBvhSet *trees = model_bvh(model);
    float from[3], far_m = THROUGH_M;
    bool met = false;
    for (int k = 0; k < 3; k++) {
        from[k] = at[k] - OUTSIDE_M * dir[k];
    }
    for (uint32_t p = 0; p < model->own_parts; p++) {
        MeshHit hit;
        if (model->part_item[p] == item && mesh_bvh_hit(trees, p, from, dir, 0, far_m, &hit)) {
            met = true;
            far_m = hit.distance_m;
            memcpy(out, hit.point, sizeof hit.point);
        }
    }
    return met;
}

/* The nearest place of the structure that is no farther than `most_m`. */
static void go_beside(const Model *model, int item, float most_m, float at[3])
{
    float from[3] = {at[0], at[1], at[2]}, best = most_m;
    for (uint32_t p = 0; p < model->own_parts; p++) {
        const MeshPart *part = &model->set.parts[p];
        for (uint32_t v = 0; model->part_item[p] == item && v < part->vertex_count; v++) {
            float place[3];
            mesh_vertex_position(part, &model->set.vertices[part->first_vertex + v], place);
            float away = hypotf(hypotf(place[0] - from[0], place[1] - from[1]), place[2] - from[2]);
            if (away < best) {
                best = away;
                memcpy(at, place, sizeof place);
            }
        }
    }
}

/* Level inwards from outside onto the structure, else beside; where it is far off the point stays. */
static void sink_point(Model *model, int item, Side side, float at[3])
{
    float outward[3];
    pain_outward(model->atlas, side, at, outward);
    float level = fmaxf(hypotf(outward[0], outward[2]), 1e-4f),
          inwards[3] = {-outward[0] / level, 0, -outward[2] / level};
    if (!meet(model, item, at, inwards, at)) {
        go_beside(model, item, BESIDE_M, at);
    }
}

static void find_points(Model *model, const AtlasPain *source, Side side, SourceShow *out)
{
    for (int i = 0; i < source->point_count && i < SOURCE_POINTS; i++) {
        float *at = out->points[out->point_count++], outward[3];
        atlas_place_at(model->atlas, &source->points[i], side, at);
        pain_outward(model->atlas, side, at, outward);
        lean(outward, POINTS_WORTH / (float)source->point_count, out);
        if (out->item >= 0) {
            sink_point(model, out->item, side, at);
        }
    }
}

/* A nerve without points is opened where it begins. */
static void lean_to_course(const Atlas *atlas, Side side, SourceShow *out)
{
    const AtlasStructure *s = out->item >= 0 ? &atlas->structures[out->item] : NULL;
    float outward[3];
    if (s && out->point_count == 0 && s->course_count > 0) {
        pain_outward(atlas, side, s->course[0], outward);
        lean(outward, COURSE_WORTH, out);
    }
}

static void clip_to_hip(Box3 *box)
{
    if (!box3_is_empty(box) && box->lo[1] < HIP_HIGH_M && box->hi[1] > HIP_LOW_M) {
        box->lo[1] = fmaxf(box->lo[1], HIP_LOW_M);
        box->hi[1] = fminf(box->hi[1], HIP_HIGH_M);
    }
}

/* Over the trigger points and the structure; of a nerve without points over where it begins. */
static void place_window(const Model *model, SourceShow *out)
{
    const AtlasStructure *s = out->item >= 0 ? &model->atlas->structures[out->item] : NULL;
    Box3 box = box3_empty();
    for (int i = 0; i < out->point_count; i++) {
        box3_add_point(&box, out->points[i]);
    }
    for (int i = 0; out->point_count == 0 && s && i < s->course_count; i++) {
        if (s->course[0][1] - s->course[i][1] < ROOTS_M) {
            box3_add_point(&box, s->course[i]);
        }
    }
    box = box3_is_empty(&box) ? out->near_box : box;
    float reach = 0;
    for (int k = 0; k < 3; k++) {
        float middle = 0.5f * (out->near_box.lo[k] + out->near_box.hi[k]);
        out->window_at[k] = 0.5f * (box.lo[k] + box.hi[k]);
        out->window_at[k] +=
            out->point_count && s && s->course_count == 0
                ? clampf(TO_MIDDLE * (middle - out->window_at[k]), -0.5f * WINDOW_M[0], 0.5f * WINDOW_M[0])
                : 0;
        reach = fmaxf(reach, 0.5f * (box.hi[k] - box.lo[k]));
    }
    out->window_m = clampf(reach + WINDOW_M[0] - 0.01f, WINDOW_M[0], WINDOW_M[1]);
}

static void frame_boxes(const Model *model, SourceShow *out)
{
    Box3 *near_box = &out->near_box, *whole = &out->whole_box;
    if (box3_is_empty(near_box)) {
        *near_box = box3_is_empty(whole) ? model->box : *whole;
    }
    for (int k = 0; k < 3; k++) {
        float middle = 0.5f * (near_box->lo[k] + near_box->hi[k]);
        float half = fmaxf(0.6f * (near_box->hi[k] - near_box->lo[k]), SEEN_M);
        near_box->lo[k] = middle - half;
        near_box->hi[k] = middle + half;
    }
    box3_add_box(whole, near_box);
    for (int k = 0; k < 3; k++) {
        whole->lo[k] -= ROUND_M;
        whole->hi[k] += ROUND_M;
    }
}

static Box3 own_skin(const Model *model)
{
    Box3 skin = box3_empty();
    for (int i = 0; i < model->atlas->structure_count; i++) {
        if (model->present[i] && model->atlas->structures[i].system == SYSTEM_SKIN) {
            box3_add_box(&skin, &model->item_box[i]);
        }
    }
    return skin;
}

static bool reaches_beyond(const Box3 *skin, const SourceShow *show)
{
    bool beyond = box3_is_empty(skin) || show->whole_box.lo[1] < skin->lo[1] || show->whole_box.hi[1] > skin->hi[1];
    for (int i = 0; i < show->point_count; i++) {
        beyond |= show->points[i][1] < skin->lo[1] || show->points[i][1] > skin->hi[1] - ROUND_M;
    }
    return beyond;
}

static void make_show(Model *model, int source, Side side, int variant, SourceShow *out)
{
    const Atlas *atlas = model->atlas;
    const AtlasPain *pain = &atlas->pain->sources[source];
    *out = (SourceShow){.near_box = box3_empty(), .whole_box = box3_empty()};
    out->item = find_item(model, pain, side);
    out->course = on_side(atlas, pain->course, side);
    add_zones(atlas, pain, side, out);
    Box3 skin = own_skin(model);
    find_points(model, pain, side, out);
    out->beyond = reaches_beyond(&skin, out);
    lean_to_course(atlas, side, out);
    level_direction(side, out);
    if (out->item >= 0) {
        plan_opening(model, variant, out);
    }
    clip_to_hip(&out->near_box);
    place_window(model, out);
    if (!box3_is_empty(&skin)) { /* beyond the model's own skin there is nothing to look into */
        float room = out->window_m;
        out->window_at[1] = clampf(out->window_at[1], skin.lo[1] + 0.9f * room, skin.hi[1] - 0.25f * room);
        out->over_edge = out->window_at[1] + 0.9f * room > skin.hi[1];
    }
    frame_boxes(model, out);
}

/* ---- kept in the model ---- */

enum { KEPT = 8 };

typedef struct ModelSources {
    uint64_t trees; /* that they were made with */
    struct {
        bool made;
        int source, variant;
        Side side;
        SourceShow show;
    } kept[KEPT];
    int oldest;
} ModelSources;

void model_sources_release(struct ModelSources *sources)
{
    free(sources);
}

const SourceShow *model_source(Model *model, int source, Side side, int variant)
{
    if (!model || !model->atlas->pain || source < 0 || source >= model->atlas->pain->source_count) {
        return NULL;
    }
    uint64_t trees = mesh_bvh_serial(model_bvh(model));
    if (!model->sources) {
        model->sources = mem_alloc(1, sizeof *model->sources);
    } else if (model->sources->trees != trees) {
        memset(model->sources, 0, sizeof *model->sources);
    }
    ModelSources *all = model->sources;
    all->trees = trees;
    for (int i = 0; i < KEPT; i++) {
        if (all->kept[i].made && all->kept[i].source == source && all->kept[i].variant == variant &&
            all->kept[i].side == side) {
            return &all->kept[i].show;
        }
    }
    int at = all->oldest;
    all->oldest = (at + 1) % KEPT;
    make_show(model, source, side, variant, &all->kept[at].show);
    all->kept[at].made = true;
    all->kept[at].source = source;
    all->kept[at].variant = variant;
    all->kept[at].side = side;
    return &all->kept[at].show;
}

/* Thin sheets let much through, so that a plan may leave them; in a small window they would be a veil. */
static void put_wraps_away(const Atlas *atlas, int item, ViewState *view)
{
    for (int i = 0; i < atlas->structure_count; i++) {
        const AtlasStructure *s = &atlas->structures[i];
        bool beside = s->side == SIDE_MIDLINE || s->side == atlas->structures[item].side ||
                      atlas->structures[item].side == SIDE_MIDLINE;
        if (s->system <= SYSTEM_FASCIA && beside && s->layer < atlas->structures[item].layer) {
            view->peel[i] = 1;
        }
    }
}

void view_open_source(Model *model, ViewState *view)
{
    const SourceShow *show = model_source(model, view->source, view_worked(view), view->variant);
    float stops[11];
    memset(view->hidden, 0, sizeof view->hidden);
    memset(view->ghost, 0, sizeof view->ghost);
    for (int i = 0; i < VIEW_MAX_ITEMS; i++) {
        view->peel[i] = -1;
    }
    view->xray = false;
    view->section = SECTION_NONE;
    view->depth = peel_stops(model->atlas, model->present, stops) > 0 ? stops[0] : 0;
    if (!show || show->item < 0) {
        return;
    }
    put_wraps_away(model->atlas, show->item, view);
    view->peel[show->item] = 0;
    for (int i = 0; i < show->peel_count; i++) {
        view->peel[show->peel[i]] = 1;
    }
    for (int i = 0; i < show->ghost_count; i++) {
        view->ghost[show->ghost[i]] = (uint8_t)lrintf(GHOST * 255);
    }
}
