#include "hip/peel.h"
#include "hip/maths.h"
#include "hip/mem.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 10 };

static float progress(float depth, float from, float to)
{
    return to > from ? clampf((depth - from) / (to - from), 0, 1) : (depth >= to ? 1.0f : 0.0f);
}

/* What no step names leaves with its layer, so that a new structure is never left floating before the bones. */
static void evaluate_without_step(const AtlasStructure *structure, float depth, float own, PeelState *out)
{
    if (structure->system == SYSTEM_BONE) {
        return;
    }
    float layer = (float)structure->layer;
    out->opacity = 1 - (own >= 0 ? own : progress(depth, layer, layer + 1));
}

static void evaluate_step(const AtlasStep *step, float depth, float own, PeelState *out)
{
    float layer = (float)step->layer;
    float motion = own >= 0 ? own : progress(depth, layer + step->from, layer + step->to);
    float gone = own >= 0 ? 0 : progress(depth, step->gone_from, step->gone_to);
    switch (step->kind) {
    case PEEL_STAY:
        break;
    case PEEL_FADE:
        out->opacity = 1 - motion;
        break;
    case PEEL_REFLECT:
        out->reflect = motion;
        out->opacity = 1 - gone;
        break;
    case PEEL_ASIDE:
        for (int k = 0; k < 3; k++) {
            out->shift[k] = motion * step->shift[k];
        }
        out->opacity = 1 - gone;
        break;
    }
}

/* A muscle that is bent back on its own would come through skin, fat and fascia: they leave with its motion. */
static void part_coverings(const Atlas *atlas, const float *own, PeelState *out)
{
    float lifted[SIDE_BOTH] = {0}; /* by side: how far the farthest is */
    int deepest[SIDE_BOTH] = {0};
    for (int i = 0; i < atlas->structure_count; i++) {
        const AtlasStructure *structure = &atlas->structures[i];
        if (own[i] > 0 && out[i].reflect > 0) {
            lifted[structure->side] = fmaxf(lifted[structure->side], out[i].reflect);
            deepest[structure->side] =
                structure->layer > deepest[structure->side] ? structure->layer : deepest[structure->side];
        }
    }
    for (int i = 0; i < atlas->structure_count; i++) {
        const AtlasStructure *structure = &atlas->structures[i];
        if (structure->system <= SYSTEM_FASCIA && own[i] < 0 && structure->layer < deepest[structure->side]) {
            out[i].opacity *= 1 - smoothstepf(0, 0.3f, lifted[structure->side]);
        }
    }
}

void peel_evaluate(const Atlas *atlas, float depth, const float *own, PeelState *out)
{
    depth = depth >= 0 ? clampf(depth, 0, DEEPEST) : 0; /* NaN is skin */
    for (int i = 0; i < atlas->structure_count; i++) {
        float mine = own && own[i] >= 0 ? clampf(own[i], 0, 1) : -1;
        const AtlasStep *step = atlas_step_of(atlas, i);
        out[i] = (PeelState){.opacity = 1};
        if (step) {
            evaluate_step(step, depth, mine, &out[i]);
        } else {
            evaluate_without_step(&atlas->structures[i], depth, mine, &out[i]);
        }
    }
    if (own) {
        part_coverings(atlas, own, out);
    }
}

static bool same_picture(const PeelState *a, const PeelState *b, const bool *present, int count)
{
    for (int i = 0; i < count; i++) {
        bool seen = present[i] && (a[i].opacity > 0 || b[i].opacity > 0);
        if (seen && (a[i].reflect != b[i].reflect || a[i].opacity != b[i].opacity ||
                     memcmp(a[i].shift, b[i].shift, sizeof a[i].shift) != 0)) {
            return false;
        }
    }
    return true;
}

int peel_stops(const Atlas *atlas, const bool *present, float out[11])
{
    /* Of several depths that look alike the last is the stop: its layer is the one that lies open. */
    size_t count = (size_t)atlas->structure_count;
    PeelState *here = mem_alloc(count + 1, sizeof *here), *next = mem_alloc(count + 1, sizeof *next);
    int stops = 0;
    for (int depth = 0; depth < DEEPEST; depth++) {
        peel_evaluate(atlas, (float)depth, NULL, here);
        peel_evaluate(atlas, (float)(depth + 1), NULL, next);
        if (!same_picture(here, next, present, atlas->structure_count)) {
            out[stops++] = (float)depth;
        }
    }
    out[stops++] = DEEPEST;
    free(here);
    free(next);
    return stops;
}
