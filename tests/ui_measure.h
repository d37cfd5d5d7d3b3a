/* ui_measure.h - what a frame of the interface draws, measured with no picture: texts that end outside what is seen of
 * their window, lie over each other or were cut, windows and buttons that cannot be reached. After ui_stage.h. */
#ifndef HIP_TESTS_UI_MEASURE_H
#define HIP_TESTS_UI_MEASURE_H
#include "ui_internal.h"
#include "ui_stage.h"
#include <math.h>

enum { MEASURE_MOST = 6000 };

typedef struct Measure {
    ShimSeen seen[MEASURE_MOST];
    char words[1 << 19]; /* their texts */
    size_t used;
    int count;
    int wrong;                      /* things found in all frames so far */
    char what[96];                  /* the frame, as told to who reads */
    char first[512];                /* the first of them */
    const char *const *cut_allowed; /* beginnings of windows' ids in which rows may be cut; NULL ends */
} Measure;

static Measure measure;

static inline void measure_see(void *context, const ShimSeen *seen)
{
    Measure *m = context;
    assert_true(m->count < MEASURE_MOST && m->used + seen->length + 1 < sizeof m->words);
    ShimSeen *kept = &m->seen[m->count++];
    *kept = *seen;
    kept->text = memcpy(m->words + m->used, seen->text, seen->length);
    m->words[m->used + seen->length] = '\0';
    m->used += seen->length + 1;
}

static inline void measure_say(const char *trouble, const ShimSeen *a, const ShimSeen *b)
{
    char line[512];
    snprintf(line, sizeof line, "%s: %s '%.120s'%s%.120s%s (%.0f %.0f, %.0f x %.0f)", measure.what, trouble, a->text,
             b ? " and '" : "", b ? b->text : "", b ? "'" : "", a->box.x, a->box.y, a->box.w, a->box.h);
    if (measure.wrong++ == 0) {
        snprintf(measure.first, sizeof measure.first, "%s", line);
    }
    fprintf(stderr, "%s\n", line);
}

static inline bool measure_within(float from, float size, float least, float room)
{
    return from >= least - 1.5f && from + size <= least + room + 1.5f;
}

static inline bool measure_touch(const UiRect *a, const UiRect *b, float margin)
{
    return a->x + margin < b->x + b->w && b->x + margin < a->x + a->w && a->y + margin < b->y + b->h &&
           b->y + margin < a->y + a->h;
}

static inline const ShimSeen *measure_of(ShimSeenKind kind, int window)
{
    for (int i = 0; i < measure.count; i++) {
        if (measure.seen[i].kind == kind && measure.seen[i].window == window) {
            return &measure.seen[i];
        }
    }
    return NULL;
}

/* Comes for a moment and lies over others: what is typed finds, what the pointer rests on, what is asked. */
static inline bool measure_passes(const ShimSeen *window)
{
    static const char *const NAMES[] = {"##results", "##tooltip", "##hover",    "##menu",
                                        "##message", "##wipe",    "##note pin", NULL};
    for (int i = 0; NAMES[i]; i++) {
        if (strncmp(window->text, NAMES[i], strlen(NAMES[i])) == 0) {
            return true;
        }
    }
    return false;
}

/* A line, or what reacts: all of it can be brought into sight. */
static inline void measure_seen(const ShimSeen *s)
{
    const UiRect screen = {0, 0, stage.ui->width, stage.ui->height};
    const ShimSeen *content = s->scrolls ? measure_of(SHIM_SEEN_CONTENT, s->window) : NULL;
    const UiRect *room = s->window ? &s->clip : &screen, *tall = content ? &content->box : room;
    const char *kind = s->kind == SHIM_SEEN_TEXT ? "text" : "button";
    char trouble[64];
    if (!measure_within(s->box.x, s->box.w, room->x, room->w)) {
        snprintf(trouble, sizeof trouble, "%s too wide", kind);
        measure_say(trouble, s, measure_of(SHIM_SEEN_WINDOW, s->window));
    }
    if (!measure_within(s->box.y, s->box.h, tall->y, tall->h)) {
        snprintf(trouble, sizeof trouble, "%s too high or low", kind);
        measure_say(trouble, s, measure_of(SHIM_SEEN_WINDOW, s->window));
    }
}

/* It comes by itself: what finds and what helps stays in reach meanwhile. */
static inline bool measure_bars(const ShimSeen *message, const ShimSeen *under)
{
    return strcmp(message->text, "##message") == 0 &&
           (strcmp(under->text, "##search") == 0 || strcmp(under->text, "##top") == 0);
}

static inline void measure_window(const ShimSeen *w)
{
    if (!measure_within(w->box.x, w->box.w, 0, stage.ui->width) ||
        !measure_within(w->box.y, w->box.h, 0, stage.ui->height)) {
        measure_say("outside the picture", w, NULL);
    }
    for (int i = 0; i < measure.count; i++) {
        const ShimSeen *under = &measure.seen[i]; /* what is in no window lies under all, whenever it was drawn */
        /* A page's ground and what scrolls over it. */
        bool inner = fabsf(under->box.x - w->box.x) < 1 && fabsf(under->box.w - w->box.w) < 1;
        if (under->kind == SHIM_SEEN_WINDOW && under < w && !inner &&
            (measure_bars(w, under) || measure_bars(under, w) || (!measure_passes(w) && !measure_passes(under))) &&
            measure_touch(&under->box, &w->box, 1.5f)) {
            measure_say("lies over another", w, under);
        }
        if (under->kind == SHIM_SEEN_TEXT && under->window == 0 && !measure_passes(w) &&
            measure_touch(&under->box, &w->box, 1.5f)) {
            measure_say("lies over a text", w, under);
        }
    }
}

static inline bool measure_holds(const UiRect *out, const UiRect *in)
{
    return measure_within(in->x, in->w, out->x - 4, out->w + 8) && measure_within(in->y, in->h, out->y - 4, out->h + 8);
}

/* A button's own words lie in it; another text does not run into it. */
static inline void measure_beside(const ShimSeen *item)
{
    for (int i = 0; i < measure.count; i++) {
        const ShimSeen *text = &measure.seen[i];
        if (text->kind == SHIM_SEEN_TEXT && text->window == item->window && item->window &&
            measure_touch(&text->box, &item->box, 3) && !measure_holds(&item->box, &text->box)) {
            measure_say("runs into a button", text, measure_of(SHIM_SEEN_WINDOW, text->window));
        }
    }
}

/* Halos are the same text many times. */
static inline void measure_others(const ShimSeen *s, int before)
{
    for (int i = 0; i < before; i++) {
        const ShimSeen *other = &measure.seen[i];
        if (other->kind == SHIM_SEEN_TEXT && other->window == s->window && measure_touch(&other->box, &s->box, 2) &&
            strcmp(other->text, s->text) != 0) {
            measure_say("overlaps", s, other);
        }
    }
}

static inline void measure_cut(const ShimSeen *s)
{
    const ShimSeen *window = measure_of(SHIM_SEEN_WINDOW, s->window);
    for (int i = 0; window && measure.cut_allowed && measure.cut_allowed[i]; i++) {
        if (strncmp(window->text, measure.cut_allowed[i], strlen(measure.cut_allowed[i])) == 0) {
            return;
        }
    }
    measure_say("cut", s, window);
}

static inline void measure_look_away(void *context, const ShimSeen *seen)
{
    (void)context;
    (void)seen;
}

/* Frames that only lead to the one to be measured need no picture either. */
static inline void measure_skip(int frames)
{
    shim_watch(measure_look_away, NULL);
    stage_frames(frames);
    shim_watch(NULL, NULL);
}

/* Plays one more frame, which draws nothing, and looks at all of it. */
static inline void measure_frame(const char *what)
{
    snprintf(measure.what, sizeof measure.what, "%s", what);
    measure.count = 0;
    measure.used = 0;
    shim_watch(measure_see, &measure);
    stage_frame();
    shim_watch(NULL, NULL);
    for (int i = 0; i < measure.count; i++) {
        const ShimSeen *s = &measure.seen[i];
        if (s->kind == SHIM_SEEN_WINDOW) {
            measure_window(s);
        } else if (s->kind == SHIM_SEEN_CUT) {
            measure_cut(s);
        } else if (s->kind != SHIM_SEEN_CONTENT) {
            measure_seen(s);
        }
        if (s->kind == SHIM_SEEN_ITEM) {
            measure_beside(s);
        }
        if (s->kind == SHIM_SEEN_TEXT) {
            measure_others(s, i);
        }
    }
}
#endif
