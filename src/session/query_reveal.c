/* query_reveal.c - which side shows a structure best, and what has to go. Points spread over the structure look towards
 * every named camera; what their rays meet covers them. The side that needs least taken away wins, then the plan is
 * tried out as the session will carry it out, because a muscle that is bent back may come to lie before what it
 * uncovered. */
#include "hip/mem.h"
#include "query_private.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DIRECTIONS = 40, TRIED = 4, WORDS = (VIEW_MAX_ITEMS + 63) / 64 };

static const float FACING = 0.15f;         /* cosine: what looks away more is outline, not surface */
static const float START_M = 0.0005f;      /* rays start this far outside ... */
static const float START_LINE_M = 0.004f;  /* (half the thickness of a nerve) */
static const float START_OWN_M = 0.0025f;  /* ... and meet their own structure only later: its tree is coarser */
static const float TOLERATED = 0.04f;      /* of the points, that one thing left in place may hide */
static const float TOLERATED_FLAP = 0.15f; /* ... a flap more: bent back it shows what it was */
static const float TOLERATED_MORE = 0.08f; /* ... and all such things together may hide so much more */
static const float ENOUGH = 0.25f;         /* of what a side could show; less, and bones are made ghosts */
static const float HIDDEN = 12;            /* what a target wholly hidden costs */
static const float PREFERRED = 0.2f;       /* what the present view direction is worth, unless it is asked for */
static const float FLAP = 0.8f;            /* what a flap that must become a ghost costs */
static const float REACH_M = 5;            /* farther than anything drawn */

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

/* ---- one side ---- */

typedef struct View {
    float yaw_deg, pitch_deg, to_eye[3];
    int shown_count;           /* points that look this way */
    Set cover[REVEAL_SAMPLES]; /* of those */
    Set away;                  /* what is to go */
    int clear_count;           /* points free then */
    float score;               /* less is better */
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

static bool faces(const RevealTarget *target, const RevealSample *sample, const float to_eye[3])
{
    float dot = 0;
    for (int i = 0; i < 3; i++) {
        dot += sample->normal[i] * to_eye[i];
    }
    return target->line || dot > FACING;
}

static float start_of(const RevealTarget *target)
{
    return target->line ? START_LINE_M : START_M;
}

/* Everything at rest between the point and the eye; false when the target itself is. */
static bool covers_of(const RevealTarget *target, const bool *drawn, const RevealSample *sample, const float to_eye[3],
                      Set *out)
{
    const Model *model = target->model;
    MeshHit hit;
    memset(out, 0, sizeof *out);
    for (uint32_t p = 0; p < model->own_parts; p++) {
        int item = model->part_item[p];
        bool own = item == target->item;
        if ((own && target->line) || !drawn[item] || !mesh_part_in(&model->set.parts[p], target->variant) ||
            (!own && set_has(out, item))) {
            continue;
        }
        if (mesh_bvh_hit(target->bvh, p, sample->at, to_eye, own ? START_OWN_M : start_of(target), REACH_M, &hit)) {
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
static void choose_away(const Model *model, bool bones, float tolerated, View *view)
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
        if (least < 0 || (float)least_loss > tolerated * shown ||
            (float)(all - count_clear(view) + least_loss) > (tolerated + TOLERATED_MORE) * shown) {
            break;
        }
        set_remove(&view->away, least);
    }
    view->clear_count = count_clear(view);
}

static float clear_part(const RevealTarget *target, const View *view)
{
    float could = (target->line ? 1.0f : 0.5f) * (float)target->count; /* a side shows half of a body */
    return fminf((float)view->clear_count / could, 1);
}

/* People know the hip from behind, in front and its own side; less so at a slant, hardly from above, below or across.
 * What is taught is taught from behind, as it is dissected (facts.md section 2) and massaged. */
static float strangeness(const RevealTarget *target, const View *view)
{
    const Atlas *atlas = target->model->atlas;
    bool taught = target->item < atlas->structure_count && !atlas->structures[target->item].context;
    float sum = fabsf(view->pitch_deg) > 45 ? 1.2f : 0;
    sum += fabsf(remainderf(view->yaw_deg, 90)) > 10 || fabsf(remainderf(view->pitch_deg, 90)) > 10 ? 3 : 0;
    sum += taught && view->to_eye[2] > 0.5f ? 3 : 0;
    return sum + (target->middle[0] * view->to_eye[0] < -0.01f ? 0.7f : 0);
}

static void look(const RevealTarget *target, const bool *drawn, bool bones, View *view)
{
    view->shown_count = 0;
    for (int i = 0; i < target->count; i++) {
        const RevealSample *sample = &target->samples[i];
        if (faces(target, sample, view->to_eye) &&
            covers_of(target, drawn, sample, view->to_eye, &view->cover[view->shown_count])) {
            view->shown_count++;
        }
    }
    choose_away(target->model, bones, TOLERATED, view);
    view->score = HIDDEN * (1 - clear_part(target, view));
    for (int item = 0; item < target->model->item_count; item++) {
        view->score += set_has(&view->away, item) ? price(target->model, item) : 0;
    }
    view->score += strangeness(target, view);
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
    camera_matrices(&pose, NULL, 1, NULL, &matrices);
    memcpy(out, matrices.eye, sizeof matrices.eye);
}

typedef struct Wish {       /* for a direction */
    const CameraPose *from; /* NULL: none */
    float worth;            /* what seeing it straight from there is worth, beside prices */
} Wish;

/* The best sides, best first. Returns how many. */
static int best_views(const RevealTarget *target, const bool *drawn, const Wish *wish, bool bones, View best[TRIED])
{
    Direction list[DIRECTIONS];
    View *view = mem_alloc(1, sizeof *view);
    float wanted[3] = {0};
    int count = directions(target->model->atlas, list), kept = 0;
    if (wish->from) {
        to_eye(wish->from->yaw_deg, wish->from->pitch_deg, wanted);
    }
    for (int i = 0; i < count; i++) {
        view->yaw_deg = list[i].yaw_deg;
        view->pitch_deg = list[i].pitch_deg;
        to_eye(view->yaw_deg, view->pitch_deg, view->to_eye);
        look(target, drawn, bones, view);
        for (int k = 0; k < 3; k++) {
            view->score -= wish->worth * wanted[k] * view->to_eye[k];
        }
        int place = kept < TRIED ? kept++ : view->score < best[TRIED - 1].score ? TRIED - 1 : -1;
        for (; place > 0 && view->score < best[place - 1].score; place--) {
            best[place] = best[place - 1];
        }
        if (place >= 0) {
            best[place] = *view;
        }
    }
    free(view);
    return kept;
}

/* ---- the plan ---- */

/* As the session carries a plan out. */
static void plan_view(const Model *model, const RevealTarget *target, const RevealPlan *plan, float depth,
                      ViewState *view)
{
    view_state_default(view);
    view->depth = depth;
    view->variant = target->variant;
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
static void look_again(const RevealTarget *target, const DrawList *list, QueryCache *cache, View *view)
{
    QueryScene scene = query_scene(target->model, list, cache);
    bool nothing[VIEW_MAX_ITEMS] = {false};
    nothing[target->item] = true;
    view->shown_count = 0;
    for (int i = 0; i < target->count; i++) {
        const RevealSample *sample = &target->samples[i];
        Set *cover = &view->cover[view->shown_count];
        if (!faces(target, sample, view->to_eye) || !covers_of(target, nothing, sample, view->to_eye, cover)) {
            continue;
        }
        float from[3];
        for (int k = 0; k < 3; k++) {
            from[k] = sample->at[k] + start_of(target) * view->to_eye[k];
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

static void frame_box(const RevealTarget *target, Box3 *box)
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

/* A flap that still covers had better stay where it belongs and be seen through. */
static void ghost_instead(RevealPlan *plan, int item)
{
    int kept = 0;
    for (int i = 0; i < plan->peel_count; i++) {
        plan->peel[kept] = plan->peel[i];
        kept += plan->peel[i] != item;
    }
    plan->peel_count = kept;
    plan->ghost[plan->ghost_count++] = item;
}

/* Tries the plan of one side out; returns what it costs in all. */
static float finish_plan(const RevealTarget *target, View *view, float depth, bool bones, QueryCache *cache,
                         RevealPlan *plan)
{
    ViewState *state = mem_alloc(1, sizeof *state);
    DrawList *list = mem_alloc(1, sizeof *list);
    float score = view->score, clear_before = clear_part(target, view);
    write_plan(target->model, view, plan);
    plan_view(target->model, target, plan, depth, state);
    compose(target->model, state, -1, 256, 256, list);
    look_again(target, list, cache, view);
    choose_away(target->model, bones, TOLERATED_FLAP, view);
    score += HIDDEN * fmaxf(clear_before - clear_part(target, view), 0);
    for (int item = 0; item < target->model->item_count; item++) {
        if (set_has(&view->away, item)) {
            ghost_instead(plan, item);
            score += FLAP;
        }
    }
    plan->covered = view->shown_count ? 1 - (float)view->clear_count / (float)view->shown_count : 1;
    frame_box(target, &plan->box);
    free(state);
    free(list);
    return score;
}

/* What hides things in the model as it lies, before anything is taken away. */
static float at_rest(const RevealTarget *target, bool drawn[VIEW_MAX_ITEMS])
{
    const Model *model = target->model;
    ViewState *rest = mem_alloc(1, sizeof *rest);
    DrawList *list = mem_alloc(1, sizeof *list);
    RevealPlan nothing = {0};
    float stops[11], depth = peel_stops(model->atlas, model->present, stops) > 0 ? stops[0] : 0;
    plan_view(model, target, &nothing, depth, rest);
    compose(model, rest, -1, 256, 256, list);
    what_is_drawn(model, list, drawn);
    free(rest);
    free(list);
    return depth;
}

static void reveal(const RevealTarget *target, const Wish *wish, RevealPlan *out)
{
    View *views = mem_alloc(TRIED, sizeof *views);
    RevealPlan *plan = mem_alloc(1, sizeof *plan);
    QueryCache cache = {0};
    bool drawn[VIEW_MAX_ITEMS], bones = false;
    float depth = at_rest(target, drawn), best = INFINITY;
    int count = best_views(target, drawn, wish, bones, views);
    if (clear_part(target, &views[0]) < ENOUGH) {
        bones = true;
        count = best_views(target, drawn, wish, bones, views);
    }
    for (int i = 0; i < count; i++) {
        *plan = (RevealPlan){0};
        float score = finish_plan(target, &views[i], depth, bones, &cache, plan);
        if (score < best) {
            best = score;
            *out = *plan;
        }
    }
    query_cache_release(&cache);
    free(plan);
    free(views);
}

bool query_reveal_towards(Model *model, int item, int variant, const CameraPose *wanted, float worth, RevealPlan *out)
{
    if (!model || item < 0 || item >= model->item_count) {
        return false;
    }
    RevealTarget *target = mem_alloc(1, sizeof *target);
    bool found = reveal_target(model, item, variant, target);
    if (found) {
        reveal(target, &(Wish){wanted, worth}, out);
    }
    free(target);
    return found;
}

bool query_reveal(Model *model, int item, int variant, const CameraPose *preferred, RevealPlan *out)
{
    return query_reveal_towards(model, item, variant, preferred, PREFERRED, out);
}
