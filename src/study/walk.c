#include "hip/walk.h"
#include "hip/maths.h"
#include "hip/words.h"
#include <math.h>
#include <stdio.h>

static const float PREPARE_S = 120; /* facts.md 5.4 */
static const float AGAIN_S = 3;     /* so far into a step "previous" means the one before */

float walk_start_s(const Atlas *atlas, int step)
{
    float start = 0;
    for (int i = 0; i < step && i < atlas->session_count; i++) {
        start += atlas->session[i].seconds;
    }
    return start;
}

float walk_length_s(const Atlas *atlas)
{
    return walk_start_s(atlas, atlas->session_count);
}

void walk_at(const Atlas *atlas, float seconds, WalkMoment *out)
{
    float left = clampf(seconds, 0, walk_length_s(atlas));
    int step = 0;
    while (step + 1 < atlas->session_count && left >= atlas->session[step].seconds) {
        left -= atlas->session[step++].seconds;
    }
    *out = (WalkMoment){.step = step, .step_s = left, .cue = -1};
    if (atlas->session_count == 0) {
        return;
    }
    const SessionStep *now = &atlas->session[step];
    for (int i = 0; i < now->cue_count && now->cues[i].at_s <= left; i++) {
        out->cue = i;
        out->cue_s = left - now->cues[i].at_s;
    }
}

/* Written for the right hip: for the left the client lies on the other side. */
int walk_position(const Atlas *atlas, const SessionStep *step, Side worked)
{
    if (step->position < 0 || worked != SIDE_LEFT) {
        return step->position;
    }
    AtlasLies lies = atlas->positions[step->position].lies;
    AtlasLies other = lies == LIES_LEFT ? LIES_RIGHT : lies == LIES_RIGHT ? LIES_LEFT : lies;
    const AtlasStroke *stroke = &atlas->strokes[step->stroke];
    for (int i = 0; i < stroke->position_count && other != lies; i++) {
        if (atlas->positions[stroke->positions[i]].lies == other) {
            return stroke->positions[i];
        }
    }
    return step->position;
}

void walk_play(const Atlas *atlas, Walk *walk, bool playing)
{
    walk->playing = playing;
    if (playing && walk->at_s >= walk_length_s(atlas)) {
        walk->at_s = 0;
    }
}

bool walk_tick(const Atlas *atlas, Walk *walk, float seconds)
{
    if (walk->playing) {
        float end = walk_length_s(atlas);
        walk->at_s = clampf(walk->at_s + seconds, 0, end);
        walk->playing = walk->at_s < end;
    }
    return walk->playing;
}

void walk_next(const Atlas *atlas, Walk *walk)
{
    WalkMoment now;
    walk_at(atlas, walk->at_s, &now);
    walk->at_s = walk_start_s(atlas, now.step + 1);
}

void walk_previous(const Atlas *atlas, Walk *walk)
{
    WalkMoment now;
    walk_at(atlas, walk->at_s, &now);
    bool again = now.step_s > AGAIN_S || now.step == 0;
    walk->at_s = walk_start_s(atlas, again ? now.step : now.step - 1);
}

static bool share_target(const AtlasRegion *a, const AtlasRegion *b)
{
    for (int i = 0; i < a->target_count; i++) {
        for (int k = 0; k < b->target_count; k++) {
            if (a->targets[i] == b->targets[k]) {
                return true;
            }
        }
    }
    return false;
}

static bool same_place(const Atlas *atlas, const AtlasStroke *a, const AtlasStroke *b)
{
    for (int i = 0; i < a->region_count; i++) {
        for (int k = 0; k < b->region_count; k++) {
            int x = a->regions[i], y = b->regions[k];
            if (x == y || share_target(&atlas->regions[x], &atlas->regions[y])) {
                return true;
            }
        }
    }
    return false;
}

float walk_prepared_s(const Atlas *atlas, float seconds, int stroke)
{
    float prepared = 0, start = 0;
    for (int i = 0; i < atlas->session_count && start < seconds; i++) {
        const SessionStep *step = &atlas->session[i];
        bool prepares = step->stroke >= 0 && (step->phase & (PHASE_WARM | PHASE_FOCUSED)) &&
                        same_place(atlas, &atlas->strokes[step->stroke], &atlas->strokes[stroke]);
        prepared += prepares ? fminf(step->seconds, seconds - start) : 0;
        start += step->seconds;
    }
    return prepared;
}

bool walk_advice(const Atlas *atlas, int stroke, float prepared_s, char *out, size_t size)
{
    const AtlasStroke *s = &atlas->strokes[stroke];
    bool deep = (s->phases & PHASE_DEEP) && !(s->phases & (PHASE_WARM | PHASE_FOCUSED));
    if (!deep || prepared_s >= PREPARE_S) {
        return false;
    }
    snprintf(out, size, _("%s goes deep: warm and knead the same area for two minutes first (%.0f s so far)."),
             _(s->name), (double)fmaxf(prepared_s, 0));
    return true;
}
