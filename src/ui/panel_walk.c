/* panel_walk.c - a whole session: what is done now, what is said now, how long still, how much pressure is right; every
 * step to go to. It advises and locks nothing. */
#include "hip/stroke.h"
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>

static const char *time_words(float seconds, char *out, size_t size)
{
    int whole = (int)lrintf(fmaxf(seconds, 0));
    snprintf(out, size, "%d:%02d", whole / 60, whole % 60);
    return out;
}

static const char *phase_words(const Ui *ui, int step)
{
    switch (ui->atlas->session[step].phase) {
    case PHASE_WARM:
        return "Warm-up";
    case PHASE_FOCUSED:
        return "Focused";
    case PHASE_DEEP:
        return "Deep";
    case PHASE_FINISH:
        return "Finish";
    default:
        return step > 0 ? "Afterwards" : "Before";
    }
}

/* For a client's eyes what is done, not on which muscle. */
static const char *step_word(const Ui *ui, const SessionStep *step)
{
    return ui->shown->client && step->stroke >= 0 ? stroke_word(ui, step->stroke) : step->name;
}

static const char *cue_words(CueKind kind)
{
    static const char *const WORDS[CUE_COUNT] = {"Consent", "Sheet", "Ask", "Pressure", "Afterwards"};
    return WORDS[kind];
}

/* Play over the two ways: words need room. */
static void draw_keys(Ui *ui, Flow *flow, bool playing)
{
    static const CommandId COMMANDS[] = {COMMAND_WALK_PLAY, COMMAND_WALK_PREVIOUS, COMMAND_WALK_NEXT};
    const char *const words[] = {playing ? "Pause" : "Play", "Step before", "Next"};
    float gap = px(ui, 6), half = (flow->w - gap) / 2, height = px(ui, 34);
    float low = ui_button_height(ui, half, height, words[1]);
    const UiRect rects[] = {{flow->x, flow->y, flow->w, height},
                            {flow->x, flow->y + height + gap, half, low},
                            {flow->x + half + gap, flow->y + height + gap, half, low}};
    for (int i = 0; i < 3; i++) {
        if (ui_button(ui, ui_id("walk", "key", i), rects[i], words[i], i ? BUTTON_PLAIN : BUTTON_PRIMARY, true)) {
            ui_push(ui, COMMANDS[i])->value = -1;
        }
    }
    flow->y += height + low + 2 * gap;
}

static void draw_time(Ui *ui, Flow *flow, float at_s)
{
    float whole = walk_length_s(ui->atlas), to;
    char now[16], all[16], left[48];
    UiRange range = {0, whole, 1, roundf(at_s), at_s, 0, false};
    UiRect area = {flow->x - px(ui, 8), flow->y, flow->w + px(ui, 16), px(ui, 26)};
    uint32_t gesture;
    if (ui_slider(ui, ui_id("walk", "time", 0), area, &range, &to, &gesture)) {
        Command *command = ui_push(ui, COMMAND_WALK_TO);
        command->value = to;
        command->gesture = gesture;
    }
    flow->y += area.h;
    snprintf(left, sizeof left, _("%s left"), time_words(whole - at_s, all, sizeof all));
    shim_text(UI_FONT_SMALL, flow->x, flow->y, ui->theme->quiet, time_words(at_s, now, sizeof now));
    shim_text(UI_FONT_SMALL, flow->x + flow->w - ui_text_width(UI_FONT_SMALL, left), flow->y, ui->theme->quiet, left);
    flow->y += flow_line(ui, UI_FONT_SMALL);
}

/* What was said last stays; what comes next is announced. */
static void draw_cues(Ui *ui, Flow *flow, const SessionStep *step, const WalkMoment *now)
{
    const UiTheme *theme = ui->theme;
    char words[96];
    if (now->cue >= 0) {
        const SessionCue *cue = &step->cues[now->cue];
        UiColour colour = cue->kind == CUE_SCALE ? theme->caution : theme->accent;
        flow_note(flow, colour, cue_words(cue->kind), cue->say.text);
    }
    if (now->cue + 1 < step->cue_count) {
        const SessionCue *next = &step->cues[now->cue + 1];
        snprintf(words, sizeof words, _("%s in %d s"), _(cue_words(next->kind)), (int)ceilf(next->at_s - now->step_s));
        flow_gap(flow, 6);
        flow_text(flow, UI_FONT_SMALL, theme->quiet, words);
    }
}

static UiColour stretch_colour(const UiTheme *theme, const AtlasNote *note)
{
    return note->from >= 8 ? theme->stop : note->from >= 4 ? theme->accent : theme->quiet;
}

/* The client's scale: each number a mark in the colour of its stretch; what the stroke asks for stands taller. */
static void draw_marks(Ui *ui, Flow *flow, const AtlasStroke *stroke)
{
    float gap = px(ui, 2), width = (flow->w - 10 * gap) / 11, height = px(ui, 16);
    for (int level = 0; level <= 10; level++) {
        const AtlasNote *of = NULL;
        for (int i = 0; i < ui->atlas->note_count; i++) {
            const AtlasNote *note = &ui->atlas->notes[i];
            of = note->joint < 0 && (float)level >= note->from && (float)level <= note->to ? note : of;
        }
        bool asked = stroke && (float)level >= stroke->pressure[0] && (float)level <= stroke->pressure[1];
        UiRect mark = {flow->x + (float)level * (width + gap), flow->y, width, height};
        UiColour colour = of ? stretch_colour(ui->theme, of) : ui->theme->track;
        shim_rect(mark, px(ui, 2), ui_fade(colour, asked ? 1 : 0.35f));
        char number[16];
        snprintf(number, sizeof number, "%d", level);
        UiRect under = {mark.x, mark.y + height + px(ui, 1), width, flow_line(ui, UI_FONT_SMALL)};
        ui_text_centred(UI_FONT_SMALL, under, asked ? ui->theme->text : ui->theme->quiet, number);
    }
    flow->y += height + flow_line(ui, UI_FONT_SMALL) + px(ui, 2);
}

static void draw_scale(Ui *ui, Flow *flow, const AtlasStroke *stroke)
{
    flow_head(flow,
              stroke ? "Pressure, as the client says it; filled: this stroke" : "Pressure, as the client says it");
    draw_marks(ui, flow, stroke);
    for (int i = 0; i < ui->atlas->note_count; i++) {
        const AtlasNote *note = &ui->atlas->notes[i];
        if (note->joint < 0) {
            char line[240];
            snprintf(line, sizeof line, "%g\u2013%g  %s. %s", (double)note->from, (double)note->to, _(note->title),
                     _(note->say.text));
            flow_text(flow, UI_FONT_SMALL, note->from >= 8 ? ui->theme->stop : ui->theme->text, line);
            flow_gap(flow, 2);
        }
    }
    const UiButton more = {"Does it have to hurt?", false, true};
    flow_gap(flow, 4);
    if (flow_buttons(flow, "walk comfort", &more, 1) == 0) {
        ui_open_claims(ui, TAB_COMFORT);
    }
}

static void draw_row(Ui *ui, Flow *flow, int i, int now)
{
    const SessionStep *step = &ui->atlas->session[i];
    UiRect row;
    char time[16], name[120];
    time_words(walk_start_s(ui->atlas, i), time, sizeof time);
    snprintf(name, sizeof name, step->optional ? _("%s (if wanted)") : "%s", _(step_word(ui, step)));
    float line = flow_line(ui, UI_FONT_SMALL), pad = px(ui, 4);
    float indent = ui_text_width(UI_FONT_SMALL, "00:00") + pad, wide = flow->w - indent;
    float high = shim_text_wrapped(UI_FONT_SMALL, 0, 0, wide, line, 0, name);
    bool chosen =
        flow_choice(flow, ui_id("walk step", step->id, 0), (high + 2 * pad) / ui_row(ui, 1), i == now, true, &row);
    UiColour ink = i == now ? ui->theme->accent : i < now ? ui->theme->quiet : ui->theme->text;
    shim_text(UI_FONT_SMALL, flow->x, row.y + pad, ui->theme->quiet, time);
    shim_text_wrapped(UI_FONT_SMALL, flow->x + indent, row.y + pad, wide, line, ink, name);
    if (chosen) {
        ui_push(ui, COMMAND_WALK_TO)->value = walk_start_s(ui->atlas, i);
    }
}

static void draw_steps(Ui *ui, Flow *flow, int now)
{
    const char *phase = NULL;
    for (int i = 0; i < ui->atlas->session_count; i++) {
        const char *words = phase_words(ui, i);
        if (words != phase) {
            flow_head(flow, words);
            phase = words;
        }
        draw_row(ui, flow, i, now);
    }
}

static void draw_now(Ui *ui, Flow *flow, const SessionStep *step, const WalkMoment *now)
{
    char words[160], left[16];
    const UiTheme *theme = ui->theme;
    flow_text(flow, UI_FONT_LARGE, theme->text, step_word(ui, step));
    snprintf(words, sizeof words, _("%s \u00b7 %s left \u00b7 step %d of %d"), _(phase_words(ui, now->step)),
             time_words(step->seconds - now->step_s, left, sizeof left), now->step + 1, ui->atlas->session_count);
    flow_text(flow, UI_FONT_SMALL, theme->quiet, words);
    if (step->optional) {
        flow_text(flow, UI_FONT_SMALL, theme->quiet, "Only if the client wants it.");
    }
    flow_gap(flow, 8);
}

static void draw_cautions(Ui *ui, Flow *flow, const SessionStep *step, const Walk *walk)
{
    const AtlasStroke *stroke = &ui->atlas->strokes[step->stroke];
    char words[300];
    if (walk_advice(ui->atlas, step->stroke, walk_prepared_s(ui->atlas, walk->at_s, step->stroke), words,
                    sizeof words)) {
        flow_text(flow, UI_FONT_SMALL, ui->theme->caution, words);
    }
    if (stroke->caution && stroke->caution[0]) {
        flow_text(flow, UI_FONT_SMALL, ui->theme->caution, stroke->caution);
    }
}

/* The stroke of the step: with what, where, and a way to its page; advice before it goes deep. */
static void draw_stroke(Ui *ui, Flow *flow, const SessionStep *step, const Walk *walk)
{
    const AtlasStroke *stroke = &ui->atlas->strokes[step->stroke];
    char words[300];
    int position = walk_position(ui->atlas, step, view_worked(ui->view));
    flow_head(flow, "Now");
    snprintf(words, sizeof words, _("%s. %s; with: %s."), stroke_word(ui, step->stroke), position_word(ui, position),
             _(ui->atlas->tools[stroke_tool(stroke, -1)].name));
    flow_text(flow, UI_FONT_SMALL, ui->theme->text, words);
    if (!ui->shown->client) {
        draw_cautions(ui, flow, step, walk);
    }
    flow_gap(flow, 4);
    const UiButton all = {"All about this stroke", false, true};
    if (flow_buttons(flow, "walk stroke", &all, 1) == 0) {
        ui_push(ui, COMMAND_STROKES);
    }
}

void panel_walk(Ui *ui, UiRect rect)
{
    Flow flow;
    float start = page_begin(ui, rect, "walk", "A session", COMMAND_WALK, &flow);
    if (ui->atlas->session_count == 0) {
        flow_text(&flow, UI_FONT_SMALL, ui->theme->quiet, "The atlas holds no session.");
        page_end(&flow, rect, start);
        return;
    }
    const Walk *walk = session_walk(ui->session);
    WalkMoment now;
    walk_at(ui->atlas, walk->at_s, &now);
    const SessionStep *step = &ui->atlas->session[now.step];
    draw_now(ui, &flow, step, &now);
    draw_keys(ui, &flow, walk->playing);
    draw_time(ui, &flow, walk->at_s);
    draw_cues(ui, &flow, step, &now);
    if (step->stroke >= 0) {
        draw_stroke(ui, &flow, step, walk);
    }
    draw_scale(ui, &flow, step->stroke >= 0 ? &ui->atlas->strokes[step->stroke] : NULL);
    flow_gap(&flow, 8);
    flow_rule(&flow);
    draw_steps(ui, &flow, now.step);
    flow_gap(&flow, 10);
    flow_fact(&flow, &ui->atlas->session_note, ui->theme->quiet);
    page_end(&flow, rect, start);
}
