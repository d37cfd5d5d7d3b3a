#include "hip/label_motion.h"
#include <math.h>
#include <string.h>

static const float FADE_S = 0.16f;
static const float POINT_S = 0.1f;  /* the line alone */
static const float WAIT_S = 0.1f;   /* what is wanted for a shorter time does not appear: it would only flicker */
static const float WAIT_MOST_S = 2; /* what has found no room by then does not keep the picture awake */
static const float STILL_PX = 0.05f;

typedef struct Moving {
    LabelPlace *place;
    const LabelOut *target; /* NULL: not wanted any more */
    bool leaving;           /* fades out, while its place is still kept */
    bool lifted;            /* fades out here to come back elsewhere */
    bool hidden;            /* was not seen before this step either */
} Moving;

typedef struct Step {
    const LabelStep *how;
    Moving all[2 * LABEL_MAX];
    int count;
    bool moved;
} Step;

const LabelPlace *label_motion_find(const LabelMotion *motion, int item)
{
    for (int i = 0; i < motion->count; i++) {
        if (motion->places[i].item == item) {
            return &motion->places[i];
        }
    }
    return NULL;
}

static const LabelOut *target_of(const LabelOut *targets, int count, int item)
{
    for (int i = 0; i < count; i++) {
        if (targets[i].item == item) {
            return &targets[i];
        }
    }
    return NULL;
}

static const LabelIn *input_of(const LabelIn *in, int item)
{
    while (in->item != item) {
        in++;
    }
    return in;
}

/* Puts the label where it belongs. */
static void settle(LabelPlace *place, const LabelOut *target, const LabelIn *in)
{
    place->x = target->x;
    place->y = target->y;
    place->width = in->width;
    place->height = in->height;
    place->edge = target->line[0][0];
    place->side = target->side;
    memcpy(place->anchor, target->line[1], sizeof place->anchor);
}

static bool overlap(const LabelPlace *a, const LabelPlace *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

static bool visible(const Moving *moving)
{
    return moving->place->shown > 0;
}

static bool stays(const Moving *moving)
{
    return moving->target && !moving->lifted;
}

/* Texts of one column that stand in another order than they should. */
static bool inverted(const Moving *a, const Moving *b)
{
    return a->target && b->target && a->place->side == b->place->side && a->target->side == b->target->side &&
           (a->place->y - b->place->y) * (a->target->y - b->target->y) < 0;
}

/* Texts cannot pass through each other, nor through the body: the less important one of two (targets come in order of
 * importance) goes and comes back. */
static void lift(Step *step)
{
    for (int i = 0; i < step->count; i++) {
        Moving *m = &step->all[i];
        m->lifted = m->target && visible(m) && m->target->side != m->place->side;
    }
    for (int i = 0; i < step->count; i++) {
        for (int j = 0; j < step->count; j++) {
            Moving *a = &step->all[i], *b = &step->all[j];
            if (visible(a) && visible(b) && stays(a) && stays(b) && a->target < b->target && inverted(a, b)) {
                b->lifted = true;
            }
        }
    }
}

/* A column waits until what goes has gone: only then is its room free. */
static bool column_waits(const Step *step, int side)
{
    for (int i = 0; i < step->count; i++) {
        const Moving *m = &step->all[i];
        if (visible(m) && m->place->side == side && !stays(m)) {
            return true;
        }
    }
    return false;
}

static float towards(float from, float to, float most)
{
    return from + fmaxf(-most, fminf(most, to - from));
}

/* The same greatest step for all: two arrangements in the same order without overlap have none between them either. */
static void glide(Step *step)
{
    bool waits[2] = {column_waits(step, -1), column_waits(step, 1)};
    for (int i = 0; i < step->count; i++) {
        Moving *m = &step->all[i];
        LabelPlace *place = m->place;
        if (!visible(m) || !stays(m) || waits[place->side > 0]) {
            continue;
        }
        float x = towards(place->x, m->target->x, step->how->move_px[0]);
        float y = towards(place->y, m->target->y, step->how->move_px[1]);
        step->moved |= fabsf(x - place->x) > STILL_PX || fabsf(y - place->y) > STILL_PX;
        place->x = x;
        place->y = y;
        place->edge = place->side < 0 ? x + place->width : x;
    }
}

static float fade(Step *step, float value, bool up, float length_s)
{
    float next = fmaxf(0, fminf(1, value + (up ? step->how->seconds : -step->how->seconds) / length_s));
    step->moved |= next != value;
    return next;
}

/* Its place is free, and everything that will stand above or below it already does. */
static bool may_appear(const Step *step, const Moving *m)
{
    for (int i = 0; i < step->count; i++) {
        const Moving *other = &step->all[i];
        if (other != m && visible(other) && (overlap(other->place, m->place) || inverted(other, m))) {
            return false;
        }
    }
    return true;
}

static void appear(Step *step, Moving *m, const LabelIn *in)
{
    LabelPlace *place = m->place;
    settle(place, m->target, input_of(in, place->item));
    place->waited_s += step->how->seconds;
    step->moved |= place->waited_s < WAIT_MOST_S;
    if (place->waited_s >= WAIT_S && may_appear(step, m)) {
        place->shown = fade(step, 0, true, FADE_S);
        place->pointing = 1;
    }
}

/* The line's end stays on its place of the surface, or goes out and comes back at another one. */
static void point(Step *step, Moving *m)
{
    LabelPlace *place = m->place;
    const float *to = m->target->line[1];
    bool same = hypotf(to[0] - place->anchor[0], to[1] - place->anchor[1]) <= step->how->jump_px;
    if (!same) {
        place->pointing = fade(step, place->pointing, false, POINT_S);
    }
    if (same || place->pointing <= 0) {
        memcpy(place->anchor, to, sizeof place->anchor);
        place->pointing = fade(step, place->pointing, true, POINT_S);
    }
}

static float turn(const float a[2], const float b[2], const float c[2])
{
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

static bool cross(const LabelPlace *p, const LabelPlace *q)
{
    float a[2] = {p->edge, p->y + p->height / 2}, b[2] = {q->edge, q->y + q->height / 2};
    return turn(a, p->anchor, b) * turn(a, p->anchor, q->anchor) < 0 &&
           turn(b, q->anchor, a) * turn(b, q->anchor, p->anchor) < 0;
}

/* While texts are on their way two lines may cross: the less important one is not drawn. */
static void uncross(Step *step)
{
    for (int i = 0; i < step->count; i++) {
        for (int j = 0; j < step->count; j++) {
            Moving *a = &step->all[i], *b = &step->all[j];
            bool after = b->target ? a->target && a->target < b->target : a->target != NULL || i < j;
            if (i != j && after && visible(a) && visible(b) && a->place->pointing > 0 && b->place->pointing > 0 &&
                cross(a->place, b->place)) {
                b->place->pointing = 0;
                step->moved = true;
            }
        }
    }
}

static void add_new(LabelMotion *motion, const LabelOut *targets, int count)
{
    for (int i = 0; i < count; i++) {
        if (!label_motion_find(motion, targets[i].item) && motion->count < LABEL_MAX) {
            motion->places[motion->count++] = (LabelPlace){.item = targets[i].item};
        }
    }
}

static void drop_gone(LabelMotion *motion)
{
    int kept = 0;
    for (int i = 0; i < motion->count; i++) {
        if (motion->places[i].wanted || motion->places[i].shown > 0) {
            motion->places[kept++] = motion->places[i];
        }
    }
    motion->count = kept;
}

static void place_all(LabelMotion *motion, const LabelOut *targets, const LabelIn *in, int count)
{
    motion->count = count;
    for (int i = 0; i < count; i++) {
        motion->places[i] = (LabelPlace){.item = targets[i].item, .shown = 1, .pointing = 1, .wanted = true};
        settle(&motion->places[i], &targets[i], input_of(in, targets[i].item));
    }
}

bool label_motion_step(LabelMotion *motion, const LabelStep *how, const LabelOut *targets, const LabelIn *in, int count)
{
    if (how->seconds < 0) {
        place_all(motion, targets, in, count);
        return false;
    }
    add_new(motion, targets, count);
    Step step = {.how = how, .count = motion->count};
    for (int i = 0; i < motion->count; i++) {
        LabelPlace *place = &motion->places[i];
        Moving *m = &step.all[i];
        *m = (Moving){.place = place, .target = target_of(targets, count, place->item)};
        if (m->target) {
            const LabelIn *input = input_of(in, place->item);
            m->leaving = input->leaving;
            place->width = input->width; /* its words may have changed */
            place->height = input->height;
        }
        place->wanted = m->target && !m->leaving;
    }
    lift(&step);
    glide(&step);
    for (int i = 0; i < step.count; i++) {
        Moving *m = &step.all[i];
        m->hidden = !visible(m);
        if (visible(m)) {
            m->place->shown = fade(&step, m->place->shown, stays(m) && !m->leaving, FADE_S);
        }
        if (m->target && visible(m)) {
            point(&step, m);
        }
    }
    for (int i = 0; i < step.count; i++) {
        if (step.all[i].place->wanted && step.all[i].hidden) {
            appear(&step, &step.all[i], in);
        }
    }
    uncross(&step);
    drop_gone(motion);
    return step.moved;
}
