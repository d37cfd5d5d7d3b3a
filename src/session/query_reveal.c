/* query_reveal.c - which side shows a structure best, and what has to go. Points spread over the structure look towards
 * every named camera; what their rays meet covers them. The side that needs least taken away wins, then the plan is
 * tried out as the session will carry it out, because a muscle that is bent back may come to lie before what it
 * uncovered. */
#include "hip/mem.h"
#include "query_private.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLES = 160, DIRECTIONS = 40, WORDS = (VIEW_MAX_ITEMS + 63) / 64 };

static const float FACING = 0.15f;        /* cosine: what looks away more is outline, not surface */
static const float START_M = 0.0005f;     /* rays start this far outside ... */
static const float START_OWN_M = 0.0025f; /* ... and meet their own structure only later: its tree is coarser */
static const float TOLERATED = 0.04f;     /* of the points, that one thing left in place may hide */
static const float TOLERATED_ALL = 0.12f; /* ... and that all such things together may */
static const float ENOUGH = 0.25f;        /* of what a side could show; less, and bones are made ghosts */
static const float REACH_M = 5;           /* farther than anything drawn */

typedef struct Set { /* of items */
    uint64_t word[WORDS];
} Set;

static void set_add(Set *set, int item)
{
    set->word[item / 64] |= (uint64_t)1 << (item % 64);
}

static void set_remove(Set *set, int item)
{
    set->word[item / 64] &= ~((uint64_t)1 << (item % 64));
}

static bool set_has(const Set *set, int item)
{
    return set->word[item / 64] >> (item % 64) & 1;
}

static void set_join(Set *set, const Set *other)
{
    for (int i = 0; i < WORDS; i++) {
        set->word[i] |= other->word[i];
    }
}

static bool set_within(const Set *set, const Set *other)
{
    for (int i = 0; i < WORDS; i++) {
        if (set->word[i] & ~other->word[i]) {
            return false;
        }
    }
    return true;
}

/* ---- points on the target ---- */

typedef struct Sample {
    float at[3], normal[3];
} Sample;

typedef struct Target {
    const Model *model;
    const MeshBvhSet *bvh;
    int item;
    bool line; /* a course: seen from every side, hides nothing of itself */
    Sample samples[SAMPLES];
    int count;
} Target;

/* Twice the area; the unit normal is written when there is one. */
static float triangle_corners(const Model *model, const MeshPart *part, uint32_t at, float corner[3][3],
                              float normal[3])
{
    float length2 = 0;
    for (uint32_t k = 0; k < 3; k++) {
        mesh_vertex_position(part, &model->set.vertices[model->set.indices[at + k]], corner[k]);
    }
    for (int i = 0; i < 3; i++) {
        int j = (i + 1) % 3, k = (i + 2) % 3;
        normal[i] = (corner[1][j] - corner[0][j]) * (corner[2][k] - corner[0][k]) -
                    (corner[1][k] - corner[0][k]) * (corner[2][j] - corner[0][j]);
        length2 += normal[i] * normal[i];
    }
    float length = sqrtf(length2);
    for (int i = 0; i < 3 && length > 0; i++) {
        normal[i] /= length;
    }
    return length;
}

/* Points at even steps of area over a middling level of each part; step 0 only measures the area. */
static double sample_surface(Target *target, double step)
{
    double area = 0, next = step / 2;
    for (size_t p = 0; p < target->model->set.part_count; p++) {
        const MeshPart *part = &target->model->set.parts[p];
        if (target->model->part_item[p] != target->item) {
            continue;
        }
        const MeshLod *lod = &part->lods[part->lod_count / 2];
        for (uint32_t i = 0; i + 2 < lod->index_count; i += 3) {
            float corner[3][3], normal[3];
            area += (double)triangle_corners(target->model, part, lod->first_index + i, corner, normal);
            for (; step > 0 && next < area && target->count < SAMPLES; next += step) {
                Sample *sample = &target->samples[target->count++];
                memcpy(sample->normal, normal, sizeof normal);
                for (int k = 0; k < 3; k++) {
                    sample->at[k] = (corner[0][k] + corner[1][k] + corner[2][k]) / 3;
                }
            }
        }
    }
    return area;
}

static void sample_course(Target *target, const AtlasStructure *structure)
{
    float length = 0;
    target->line = true;
    for (int i = 0; i + 1 < structure->course_count; i++) {
        float piece = 0;
        for (int k = 0; k < 3; k++) {
            piece += powf(structure->course[i + 1][k] - structure->course[i][k], 2);
        }
        length += sqrtf(piece);
    }
    float step = fmaxf(length / (SAMPLES - 1), 0.003f), next = 0, passed = 0;
    for (int i = 0; i + 1 < structure->course_count; i++) {
        const float *a = structure->course[i], *b = structure->course[i + 1];
        float piece = sqrtf(powf(b[0] - a[0], 2) + powf(b[1] - a[1], 2) + powf(b[2] - a[2], 2));
        for (; next <= passed + piece && target->count < SAMPLES && piece > 0; next += step) {
            Sample *sample = &target->samples[target->count++];
            for (int k = 0; k < 3; k++) {
                sample->at[k] = mixf(a[k], b[k], (next - passed) / piece);
            }
        }
        passed += piece;
    }
}

static bool make_target(const Model *model, int item, Target *target)
{
    *target = (Target){.model = model, .bvh = query_trees(model), .item = item};
    if (model->present[item]) {
        double area = sample_surface(target, 0);
        sample_surface(target, area / SAMPLES);
    } else if (item < model->atlas->structure_count && model->atlas->structures[item].course_count > 1) {
        sample_course(target, &model->atlas->structures[item]);
    }
    return target->count > 0;
}

/* ---- one side ---- */

typedef struct View {
    float yaw_deg, pitch_deg, to_eye[3];
    int shown_count;    /* points that look this way */
    Set cover[SAMPLES]; /* of those */
    Set away;           /* what is to go */
    int clear_count;    /* points free then */
    float score;        /* less is better */
} View;

static bool is_bone(const Model *model, int item)
{
    return item < model->atlas->structure_count && model->atlas->structures[item].system == SYSTEM_BONE;
}

static bool has_motion(const Model *model, int item)
{
    const AtlasStep *step = item < model->atlas->structure_count ? atlas_step_of(model->atlas, item) : NULL;
    return step && step->kind != PEEL_STAY;
}

/* What a side costs for taking this away: coverings are expected to go, flaps show where they came from, ghosts
 * clutter. */
static float price(const Model *model, int item)
{
    if (is_bone(model, item)) {
        return 4;
    }
    float depth = item < model->atlas->structure_count ? 0.03f * (float)model->atlas->structures[item].layer : 0.15f;
    if (item < model->atlas->structure_count && model->atlas->structures[item].system <= SYSTEM_FASCIA) {
        return 0.2f + depth;
    }
    return (has_motion(model, item) ? 1.0f : 1.6f) + depth;
}

static bool faces(const Target *target, const Sample *sample, const float to_eye[3])
{
    float dot = 0;
    for (int i = 0; i < 3; i++) {
        dot += sample->normal[i] * to_eye[i];
    }
    return target->line || dot > FACING;
}

/* Everything at rest between the point and the eye; false when the target itself is. */
static bool covers_of(const Target *target, const bool *drawn, const Sample *sample, const float to_eye[3], Set *out)
{
    const Model *model = target->model;
    MeshHit hit;
    memset(out, 0, sizeof *out);
    for (uint32_t p = 0; p < model->set.part_count; p++) {
        int item = model->part_item[p];
        bool own = item == target->item;
        if (!drawn[item] || (!own && set_has(out, item))) {
            continue;
        }
        if (mesh_bvh_hit(target->bvh, p, sample->at, to_eye, own ? START_OWN_M : START_M, REACH_M, &hit)) {
            if (own) {
                return false;
            }
            set_add(out, item);
        }
    }
    return true;
}

/* How many points would be hidden again if `item` stayed. */
static int loss(const View *view, int item)
{
    int count = 0;
    for (int i = 0; i < view->shown_count; i++) {
        count += set_has(&view->cover[i], item) && set_within(&view->cover[i], &view->away);
    }
    return count;
}

static int count_clear(const View *view)
{
    int count = 0;
    for (int i = 0; i < view->shown_count; i++) {
        count += set_within(&view->cover[i], &view->away);
    }
    return count;
}

/* Takes away what covers, then puts back what hides next to nothing, the least first. */
static void choose_away(const Model *model, bool bones, View *view)
{
    memset(&view->away, 0, sizeof view->away);
    for (int i = 0; i < view->shown_count; i++) {
        set_join(&view->away, &view->cover[i]);
    }
    for (int item = 0; !bones && item < model->item_count; item++) {
        if (is_bone(model, item)) {
            set_remove(&view->away, item);
        }
    }
    int all = count_clear(view);
    for (;;) {
        int least = -1, least_loss = 0;
        for (int item = 0; item < model->item_count; item++) {
            int lost = set_has(&view->away, item) ? loss(view, item) : 0;
            if (set_has(&view->away, item) && (least < 0 || lost < least_loss)) {
                least = item;
                least_loss = lost;
            }
        }
        float shown = (float)view->shown_count;
        if (least < 0 || (float)least_loss > TOLERATED * shown ||
            (float)(all - count_clear(view) + least_loss) > TOLERATED_ALL * shown) {
            break;
        }
        set_remove(&view->away, least);
    }
    view->clear_count = count_clear(view);
}

static float clear_part(const Target *target, const View *view)
{
    float could = (target->line ? 1.0f : 0.5f) * (float)target->count; /* a side shows half of a body */
    return fminf((float)view->clear_count / could, 1);
}

static void look(const Target *target, const bool *drawn, bool bones, View *view)
{
    view->shown_count = 0;
    for (int i = 0; i < target->count; i++) {
        const Sample *sample = &target->samples[i];
        if (faces(target, sample, view->to_eye) &&
            covers_of(target, drawn, sample, view->to_eye, &view->cover[view->shown_count])) {
            view->shown_count++;
        }
    }
    choose_away(target->model, bones, view);
    view->score = 6 * (1 - clear_part(target, view));
    for (int item = 0; item < target->model->item_count; item++) {
        view->score += set_has(&view->away, item) ? price(target->model, item) : 0;
    }
    view->score += fabsf(view->pitch_deg) > 45 ? 1.2f : 0; /* few people know the hip from above or below */
}

/* ---- all sides ---- */

typedef struct Direction {
    float yaw_deg, pitch_deg;
} Direction;

static void add_direction(Direction *list, int *count, float yaw_deg, float pitch_deg)
{
    for (int i = 0; i < *count; i++) {
        if (fabsf(remainderf(list[i].yaw_deg - yaw_deg, 360)) < 1 && fabsf(list[i].pitch_deg - pitch_deg) < 1) {
            return;
        }
    }
    if (*count < DIRECTIONS) {
        list[(*count)++] = (Direction){yaw_deg, pitch_deg};
    }
}

/* The named cameras, and their mirror images for the other half of the body. */
static int directions(const Atlas *atlas, Direction *list)
{
    int count = 0;
    for (int i = 0; i < atlas->camera_count; i++) {
        add_direction(list, &count, atlas->cameras[i].yaw_deg, atlas->cameras[i].pitch_deg);
        add_direction(list, &count, -atlas->cameras[i].yaw_deg, atlas->cameras[i].pitch_deg);
    }
    for (int i = 0; count == 0 && i < 4; i++) {
        add_direction(list, &count, 90 * (float)i, 0);
    }
    return count;
}

static void to_eye(float yaw_deg, float pitch_deg, float out[3])
{
    CameraMatrices matrices;
    CameraPose pose = {yaw_deg, pitch_deg, 1, {0}};
    camera_matrices(&pose, 1, NULL, &matrices);
    memcpy(out, matrices.eye, sizeof matrices.eye);
}

static void best_view(const Target *target, const bool *drawn, const CameraPose *preferred, bool bones, View *best)
{
    Direction list[DIRECTIONS];
    View *view = mem_alloc(1, sizeof *view);
    float wanted[3] = {0};
    int count = directions(target->model->atlas, list);
    if (preferred) {
        to_eye(preferred->yaw_deg, preferred->pitch_deg, wanted);
    }
    best->score = INFINITY;
    for (int i = 0; i < count; i++) {
        view->yaw_deg = list[i].yaw_deg;
        view->pitch_deg = list[i].pitch_deg;
        to_eye(view->yaw_deg, view->pitch_deg, view->to_eye);
        look(target, drawn, bones, view);
        for (int k = 0; k < 3; k++) {
            view->score -= 0.2f * wanted[k] * view->to_eye[k];
        }
        if (view->score < best->score) {
            *best = *view;
        }
    }
    free(view);
}

/* ---- the plan ---- */

/* As the session carries a plan out. */
static void plan_view(const Model *model, const Target *target, const RevealPlan *plan, float depth, ViewState *view)
{
    view_state_default(view);
    view->depth = depth;
    view->peel[target->item] = 0;
    for (int i = 0; i < plan->peel_count; i++) {
        view->peel[plan->peel[i]] = 1;
    }
    for (int i = 0; i < plan->ghost_count; i++) {
        view->ghost[plan->ghost[i]] = 64;
    }
    view->camera = camera_frame(&model->box, plan->yaw_deg, plan->pitch_deg, 1, 0, 0);
}

static void what_is_drawn(const Model *model, const DrawList *list, bool drawn[VIEW_MAX_ITEMS])
{
    memset(drawn, 0, VIEW_MAX_ITEMS * sizeof *drawn);
    for (uint32_t i = 0; i < list->item_count; i++) {
        drawn[model->part_item[list->items[i].part]] |= !query_is_faint(&list->items[i]);
    }
}

/* What covers the target once the plan is carried out: flaps above all. */
static void look_again(const Target *target, const DrawList *list, QueryCache *cache, View *view)
{
    QueryScene scene = query_scene(target->model, list, cache);
    bool nothing[VIEW_MAX_ITEMS] = {false};
    nothing[target->item] = true;
    view->shown_count = 0;
    for (int i = 0; i < target->count; i++) {
        const Sample *sample = &target->samples[i];
        Set *cover = &view->cover[view->shown_count];
        if (!faces(target, sample, view->to_eye) || !covers_of(target, nothing, sample, view->to_eye, cover)) {
            continue;
        }
        float from[3];
        for (int k = 0; k < 3; k++) {
            from[k] = sample->at[k] + START_M * view->to_eye[k];
        }
        for (uint32_t n = 0; n < list->item_count; n++) {
            const DrawItem *item = &list->items[n];
            int index = target->model->part_item[item->part];
            MeshHit hit;
            if (index != target->item && !query_is_faint(item) &&
                query_cast(&scene, item, from, view->to_eye, REACH_M, &hit)) {
                set_add(cover, index);
            }
        }
        view->shown_count++;
    }
}

static void write_plan(const Model *model, const View *view, RevealPlan *plan)
{
    plan->yaw_deg = view->yaw_deg;
    plan->pitch_deg = view->pitch_deg;
    for (int item = 0; item < model->item_count; item++) {
        if (set_has(&view->away, item)) {
            if (has_motion(model, item)) {
                plan->peel[plan->peel_count++] = item;
            } else {
                plan->ghost[plan->ghost_count++] = item;
            }
        }
    }
}

static void frame_box(const Target *target, Box3 *box)
{
    *box = target->line ? box3_empty() : target->model->item_box[target->item];
    for (int i = 0; target->line && i < target->count; i++) {
        box3_add_point(box, target->samples[i].at);
    }
    float margin = fmaxf(0.03f, 0.15f * box3_diagonal(box)); /* so that one sees where in the hip it lies */
    for (int i = 0; i < 3; i++) {
        box->lo[i] -= margin;
        box->hi[i] += margin;
    }
}

static void finish_plan(const Target *target, View *view, float depth, bool bones, DrawList *list, RevealPlan *plan)
{
    ViewState *state = mem_alloc(1, sizeof *state);
    QueryCache cache = {0};
    write_plan(target->model, view, plan);
    plan_view(target->model, target, plan, depth, state);
    compose(target->model, state, -1, 256, 256, list);
    look_again(target, list, &cache, view);
    choose_away(target->model, bones, view);
    for (int item = 0; item < target->model->item_count; item++) {
        if (set_has(&view->away, item)) {
            plan->ghost[plan->ghost_count++] = item;
        }
    }
    plan->covered = view->shown_count ? 1 - (float)view->clear_count / (float)view->shown_count : 1;
    frame_box(target, &plan->box);
    query_cache_release(&cache);
    free(state);
}

bool query_reveal(Model *model, int item, const CameraPose *preferred, RevealPlan *out)
{
    if (!model || item < 0 || item >= model->item_count) {
        return false;
    }
    Target *target = mem_alloc(1, sizeof *target);
    bool found = make_target(model, item, target);
    if (found) {
        View *view = mem_alloc(1, sizeof *view);
        DrawList *list = mem_alloc(1, sizeof *list);
        ViewState *rest = mem_alloc(1, sizeof *rest);
        bool drawn[VIEW_MAX_ITEMS], bones = false;
        float stops[11];
        RevealPlan plan = {0};
        float depth = peel_stops(model->atlas, model->present, stops) > 0 ? stops[0] : 0;
        plan_view(model, target, &plan, depth, rest);
        compose(model, rest, -1, 256, 256, list);
        what_is_drawn(model, list, drawn);
        best_view(target, drawn, preferred, bones, view);
        if (clear_part(target, view) < ENOUGH) {
            bones = true;
            best_view(target, drawn, preferred, bones, view);
        }
        finish_plan(target, view, depth, bones, list, &plan);
        *out = plan;
        free(rest);
        free(list);
        free(view);
    }
    free(target);
    return found;
}
