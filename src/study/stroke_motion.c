#include "stroke_motion.h"
#include "hip/maths.h"
#include <math.h>
#include <string.h>

/* Rises from 0 in `in` seconds and falls to 0 in the last `out`. */
static float stay(float seconds, float length, float in, float out)
{
    return smoothstepf(0, in, seconds) * (1 - smoothstepf(length - out, length, seconds));
}

static float wave(float seconds, float hertz)
{
    return sinf(2 * HIP_PI * hertz * seconds);
}

/* Deep work sinks in for a third of the time and then creeps; light work is on its way at once. */
static void glide(const AtlasStroke *stroke, float seconds, float length, StrokeSwing *out)
{
    bool deep = (stroke->phases & PHASE_DEEP) != 0 && (stroke->phases & PHASE_WARM) == 0;
    float sink = length * (deep ? 0.35f : 0.08f), leave = length * 0.08f;
    float t = clampf((seconds - sink) / (length - sink - leave), 0, 1);
    out->share = 0.35f * smoothstepf(0, 1, t) + 0.65f * t;
    float firm = mixf(stroke->pressure[0], stroke->pressure[1], sinf(HIP_PI * clampf(0.15f + 0.85f * t, 0, 1)));
    out->pressure = firm * stay(seconds, length, sink, leave);
}

static void knead(const AtlasStroke *stroke, float seconds, float length, StrokeSwing *out)
{
    static const float HERTZ = 0.6f, SWING_M = 0.014f, TWIST = 0.35f;
    float here = stay(seconds, length, 0.8f, 0.8f), turn = wave(seconds, HERTZ);
    out->share = seconds / length;
    out->across = SWING_M * here * turn;
    out->twist = TWIST * here * turn;
    out->pressure = here * mixf(stroke->pressure[0], stroke->pressure[1], 0.5f + 0.5f * wave(seconds, 2 * HERTZ));
}

static void press(const AtlasStroke *stroke, const AtlasTool *tool, float seconds, float length, StrokeSwing *out)
{
    float rise = sinf(HIP_PI * seconds / length);
    bool closed = strcmp(tool->shape, "fist") == 0 || strcmp(tool->shape, "knuckles") == 0;
    out->pressure = stroke->pressure[1] * rise * rise;
    out->twist = closed && (stroke->phases & PHASE_FOCUSED) ? 0.5f * rise * rise : 0;
}

/* Sinks a little with each breath out. */
static void hold(const AtlasStroke *stroke, float seconds, float length, StrokeSwing *out)
{
    static const float BREATHS_A_SECOND = 0.1f;
    float firm = 0.25f + 0.5f * seconds / length - 0.15f * cosf(2 * HIP_PI * (BREATHS_A_SECOND * seconds - 0.4f));
    out->pressure = mixf(stroke->pressure[0], stroke->pressure[1], clampf(firm, 0, 1)) *
                    stay(seconds, length, fminf(5, 0.3f * length), fminf(3, 0.2f * length));
}

static void rub(const AtlasStroke *stroke, float seconds, float length, StrokeSwing *out)
{
    static const float HERTZ = 1.25f, SWING_M = 0.012f;
    float here = stay(seconds, length, 2, 2);
    out->across = SWING_M * here * wave(seconds, HERTZ);
    out->pressure = here * mixf(stroke->pressure[0], stroke->pressure[1], 0.3f + 0.5f * seconds / length);
}

/* Rests, then rocks. */
static void rock(const AtlasStroke *stroke, float seconds, float length, StrokeSwing *out)
{
    static const float HERTZ = 0.7f, SWING_M = 0.010f;
    float moves = smoothstepf(0.3f * length, 0.4f * length, seconds) * stay(seconds, length, 1, 2);
    out->across = SWING_M * moves * wave(seconds, HERTZ);
    out->pressure = stay(seconds, length, 2, 2) * mixf(stroke->pressure[0], stroke->pressure[1], moves);
}

/* Pins, and leads the limb from where it lies to both ends of its way. */
static void lead(const AtlasStroke *stroke, float seconds, float length, StrokeSwing *out)
{
    const StrokeLever *lever = &stroke->levers[0];
    float rest = clampf(lever->from_deg / (lever->from_deg - lever->to_deg), 0, 1); /* the share that is no motion */
    float phase = acosf(1 - 2 * rest);
    float turn = 0.5f - 0.5f * cosf(2 * HIP_PI * seconds / stroke->seconds + phase);
    out->lead = mixf(rest, turn, stay(seconds, length, 1, 1));
    out->pressure = stay(seconds, length, 1.5f, 1.5f) * mixf(stroke->pressure[0], stroke->pressure[1], 0.6f);
}

void stroke_swing(const AtlasStroke *stroke, const AtlasTool *tool, float seconds, float length, StrokeSwing *out)
{
    *out = (StrokeSwing){0};
    switch (stroke->motion) {
    case MOTION_GLIDE:
        glide(stroke, seconds, length, out);
        break;
    case MOTION_KNEAD:
        knead(stroke, seconds, length, out);
        break;
    case MOTION_PRESS:
        press(stroke, tool, seconds, length, out);
        break;
    case MOTION_FRICTION:
        rub(stroke, seconds, length, out);
        break;
    case MOTION_ROCK:
        rock(stroke, seconds, length, out);
        break;
    case MOTION_LEVER:
        lead(stroke, seconds, length, out);
        break;
    default:
        hold(stroke, seconds, length, out);
    }
}
