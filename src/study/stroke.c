#include "hip/stroke.h"
#include "hip/words.h"
#include "stroke_motion.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const float LIFT_S = 1.0f;         /* from the end of one path to the beginning of the next */
static const float TURN_M = 0.008f;       /* of a path: what the hand's direction is taken from */
static const float BESIDE_BONE_M = 0.03f; /* nearer to the trochanter no fibre's direction can be told */

int stroke_tool(const AtlasStroke *stroke, int tool)
{
    for (int i = 0; i < stroke->tool_count; i++) {
        if (stroke->tools[i] == tool) {
            return tool;
        }
    }
    return stroke->tools[0];
}

/* One stay of the hand on the skin: limbs are led to and fro without letting go. */
static float go_s(const AtlasStroke *stroke)
{
    return stroke->motion == MOTION_LEVER ? stroke->seconds * (float)stroke->times : stroke->seconds;
}

static int goes(const AtlasStroke *stroke)
{
    return stroke->path_count * (stroke->motion == MOTION_LEVER ? 1 : stroke->times);
}

float stroke_length_s(const AtlasStroke *stroke)
{
    return (float)goes(stroke) * (go_s(stroke) + LIFT_S);
}

/* Presses go round all spots and then again; anything else is finished with a path before the next. */
static void go_place(const AtlasStroke *stroke, int go, int *path, int *time)
{
    int times = goes(stroke) / stroke->path_count;
    bool rounds = stroke->motion == MOTION_PRESS;
    *path = rounds ? go % stroke->path_count : go / times;
    *time = rounds ? go / stroke->path_count : go % times;
}

/* Which way fibres run under a place: all of them meet at the trochanter. */
static void fibre_direction(const Atlas *atlas, const Chart *chart, const float at[2], float out[2])
{
    float bone[3], there[2] = {0};
    Side side = chart->sheet.mirror < 0 ? SIDE_LEFT : SIDE_RIGHT;
    out[0] = 0;
    out[1] = -1;
    if (atlas_landmark_at(atlas, "greater_trochanter", side, bone)) {
        chart_of(&chart->sheet, bone, there);
        float x = there[0] - at[0], y = there[1] - at[1], length = hypotf(x, y);
        if (length > BESIDE_BONE_M) {
            out[0] = x / length;
            out[1] = y / length;
        }
    }
}

/* Where a path is after this share of it, and which way it runs there; a hand that stays works along the fibres. */
static void path_at(const Atlas *atlas, const Chart *chart, const StrokePath *path, float share, float at[2],
                    float heading[2])
{
    SkinLine line;
    skin_line(atlas, chart, path->places, path->place_count, false, &line);
    float way = share * line.way[line.count - 1], before[2], after[2];
    skin_line_at(&line, way, at);
    fibre_direction(atlas, chart, at, heading);
    skin_line_at(&line, way - TURN_M, before);
    skin_line_at(&line, way + TURN_M, after);
    float x = after[0] - before[0], y = after[1] - before[1], length = hypotf(x, y);
    if (path->place_count > 1 && length > 1e-6f) {
        heading[0] = x / length;
        heading[1] = y / length;
    }
}

/* A hand's long side lies across the way it works, a forearm's and a row of fingers' too. */
static void lay_patch(const Chart *chart, const float heading[2], float twist, StrokeMoment *out)
{
    static const float SMALL_M = 0.004f;
    float c = cosf(twist), s = sinf(twist), ahead[3], dot = 0, length = 0;
    float turned[2] = {c * heading[0] - s * heading[1], s * heading[0] + c * heading[1]};
    float next[2] = {out->at[0] + SMALL_M * turned[0], out->at[1] + SMALL_M * turned[1]};
    chart_skin(chart, out->at, out->place);
    chart_skin(chart, next, ahead);
    chart_outward(chart, out->at, out->outward);
    for (int k = 0; k < 3; k++) {
        ahead[k] -= out->place[k];
        dot += ahead[k] * out->outward[k];
    }
    for (int k = 0; k < 3; k++) {
        ahead[k] -= dot * out->outward[k];
        length += ahead[k] * ahead[k];
    }
    for (int k = 0; k < 3; k++) {
        out->forward[k] = ahead[k] / sqrtf(fmaxf(length, 1e-12f));
    }
    for (int k = 0; k < 3; k++) {
        int i = (k + 1) % 3, j = (k + 2) % 3;
        out->along[k] = chart->sheet.mirror * (out->forward[i] * out->outward[j] - out->forward[j] * out->outward[i]);
    }
}

static void breathe(float seconds, StrokeMoment *out)
{
    static const float IN_S = 4, OUT_S = 6;
    float t = fmodf(seconds, IN_S + OUT_S);
    out->breathing_out = t >= IN_S;
    out->breath = t < IN_S ? t / IN_S : (t - IN_S) / OUT_S;
}

/* The hand's swing lies across and along the way that the path runs. */
static void offset(const float heading[2], const StrokeSwing *swing, float at[2])
{
    at[0] += swing->across * heading[1] + swing->along * heading[0];
    at[1] += -swing->across * heading[0] + swing->along * heading[1];
}

void stroke_at(const Atlas *atlas, const Chart *chart, int stroke, int tool, float seconds, StrokeMoment *out)
{
    const AtlasStroke *s = &atlas->strokes[stroke];
    float each = go_s(s) + LIFT_S, t = fmodf(fmaxf(seconds, 0), stroke_length_s(s));
    int go = (int)(t / each) % goes(s), next_path, next_time;
    *out = (StrokeMoment){.tool = stroke_tool(s, tool)};
    go_place(s, go, &out->path, &out->time);
    go_place(s, (go + 1) % goes(s), &next_path, &next_time);
    StrokeSwing swing;
    float heading[2], in = t - (float)go * each;
    stroke_swing(s, &atlas->tools[out->tool], fminf(in, go_s(s)), go_s(s), &swing);
    path_at(atlas, chart, &s->paths[out->path], swing.share, out->at, heading);
    offset(heading, &swing, out->at);
    out->pressure = swing.pressure;
    out->lead = swing.lead;
    float up = in - go_s(s);
    if (up > 0) { /* in the air, to where it goes on */
        float there[2], then[2], way = smoothstepf(0, 1, up / LIFT_S);
        path_at(atlas, chart, &s->paths[next_path], 0, there, then);
        for (int k = 0; k < 2; k++) {
            out->at[k] = mixf(out->at[k], there[k], way);
            heading[k] = mixf(heading[k], then[k], way);
        }
        float length = hypotf(heading[0], heading[1]);
        heading[0] = length > 1e-3f ? heading[0] / length : then[0];
        heading[1] = length > 1e-3f ? heading[1] / length : then[1];
        out->lifted = sinf(HIP_PI * up / LIFT_S);
        out->pressure = 0;
    }
    lay_patch(chart, heading, swing.twist, out);
    breathe(seconds, out);
}

void stroke_press(const Atlas *atlas, const Chart *chart, int tool, const float place[3], StrokeMoment *out)
{
    float heading[2];
    *out = (StrokeMoment){.tool = tool, .pressure = atlas->tools[tool].pressure[1]};
    chart_of(&chart->sheet, place, out->at);
    fibre_direction(atlas, chart, out->at, heading);
    lay_patch(chart, heading, 0, out);
}

void stroke_pose(const Atlas *atlas, int stroke, float seconds, Side worked, Pose *pose)
{
    const AtlasStroke *s = &atlas->strokes[stroke];
    float each = go_s(s) + LIFT_S, in = fmodf(fmodf(fmaxf(seconds, 0), stroke_length_s(s)), each);
    StrokeSwing swing;
    stroke_swing(s, &atlas->tools[s->tools[0]], fminf(in, go_s(s)), go_s(s), &swing);
    for (int i = 0; i < s->lever_count; i++) {
        const StrokeLever *lever = &s->levers[i];
        const AtlasJoint *joint = &atlas->joints[lever->joint];
        float *deg = &pose->deg[worked == SIDE_LEFT && joint->paired ? POSE_LEFT : POSE_RIGHT][lever->joint];
        *deg = clampf(*deg + mixf(lever->from_deg, lever->to_deg, swing.lead), joint->least_deg, joint->most_deg);
    }
}

static void add_text(char *out, size_t size, const char *text)
{
    size_t used = strlen(out);
    snprintf(out + used, size - used, "%s", text);
}

bool stroke_allowed(const Atlas *atlas, int stroke, int position, Side worked)
{
    AtlasLies below = worked == SIDE_LEFT ? LIES_LEFT : LIES_RIGHT;
    return position >= 0 && atlas_stroke_in(&atlas->strokes[stroke], position) &&
           atlas->positions[position].lies != below;
}

bool stroke_offer(const Atlas *atlas, int stroke, int position, Side worked, char *why, size_t size)
{
    const AtlasStroke *s = &atlas->strokes[stroke];
    if (position < 0 || stroke_allowed(atlas, stroke, position, worked)) {
        return true;
    }
    int count = 0, named = 0;
    for (int i = 0; i < s->position_count; i++) {
        count += stroke_allowed(atlas, stroke, s->positions[i], worked);
    }
    if (size) {
        snprintf(why, size, count ? _("%s needs another position: ") : _("%s is not given on this side"), _(s->name));
        for (int i = 0; i < s->position_count; i++) {
            if (stroke_allowed(atlas, stroke, s->positions[i], worked)) {
                add_text(why, size, named == 0 ? "" : named + 1 < count ? ", " : _(" or "));
                add_text(why, size, _(atlas->positions[s->positions[i]].name));
                named++;
            }
        }
    }
    return false;
}

int stroke_position(const Atlas *atlas, int stroke, Side worked)
{
    const AtlasStroke *s = &atlas->strokes[stroke];
    for (int i = 0; i < s->position_count; i++) {
        if (stroke_allowed(atlas, stroke, s->positions[i], worked)) {
            return s->positions[i];
        }
    }
    return s->positions[0];
}
