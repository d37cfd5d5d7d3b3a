/* panel_lengths.c - what moved joints do: which muscles have become longer or shorter, and what there is to say of
 * that.
 */
#include "hip/scheme.h"
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MUSCLES_MOST = 96 };
static const float LEAST_PERCENT = 0.5f, BAR_PERCENT = 30; /* what is listed, and what fills the bar */
static const float TILTED_DEG = 2;

typedef struct Change {
    int structure;
    float percent;
} Change;

static int larger_first(const void *a, const void *b)
{
    const Change *x = a, *y = b;
    float gap = fabsf(y->percent) - fabsf(x->percent);
    return gap > 0 ? 1 : gap < 0 ? -1 : x->structure - y->structure;
}

static int find_changes(const Ui *ui, Change *out)
{
    const float *percent = model_lengths(ui->model, &ui->list->joints);
    Side side = view_worked(ui->view);
    int count = 0;
    for (int i = 0; i < ui->atlas->structure_count && count < MUSCLES_MOST; i++) {
        const AtlasStructure *s = &ui->atlas->structures[i];
        if (s->system == SYSTEM_MUSCLE && s->side == side && fabsf(percent[i]) >= LEAST_PERCENT) {
            out[count++] = (Change){i, percent[i]};
        }
    }
    qsort(out, (size_t)count, sizeof *out, larger_first);
    return count;
}

/* What its pull does most, and with what lever: "thigh backwards, lever 46 mm". */
static void lever_words(const Ui *ui, int structure, char *words, size_t size)
{
    int j;
    float arm_m;
    words[0] = '\0';
    if (model_lever(ui->model, structure, &ui->shown->pose, &j, &arm_m)) {
        const AtlasJoint *joint = &ui->atlas->joints[j];
        snprintf(words, size, _("%s, lever %.0f mm"), _(arm_m > 0 ? joint->more : joint->less),
                 (double)fabsf(1000 * arm_m));
    }
}

/* Name and number; what its pull does; beneath, a bar from the middle: to the right longer, to the left shorter. */
static void draw_change(Ui *ui, Flow *flow, const Change *change)
{
    const AtlasStructure *s = &ui->atlas->structures[change->structure];
    bool longer = change->percent > 0;
    char words[48], lever[96];
    float line = flow_line(ui, UI_FONT_SMALL), colour[3], t = clampf(fabsf(change->percent) / BAR_PERCENT, 0.02f, 1);
    snprintf(words, sizeof words, longer ? _("%.0f %% longer") : _("%.0f %% shorter"),
             (double)fmaxf(1, fabsf(change->percent)));
    float width = ui_text_width(UI_FONT_SMALL, words);
    bool high = ui_text_width(UI_FONT_SMALL, structure_word(ui, s)) + width + px(ui, 8) >
                flow->w; /* the number beneath the name */
    lever_words(ui, change->structure, lever, sizeof lever);
    float lever_high = fmaxf(line, shim_text_wrapped(UI_FONT_SMALL, 0, 0, flow->w, line, 0, lever));
    UiRect row;
    float height = (high ? 68.0f : 50.0f) + (lever_high - line) / ui_row(ui, 1);
    bool chosen = flow_choice(flow, ui_id("length", s->id, 0), height, false, true, &row);
    float middle = flow->x + flow->w / 2, y = row.y + row.h - px(ui, 8);
    float number_y = row.y + px(ui, 2) + (high ? line : 0);
    ui_text_fit(UI_FONT_SMALL, flow->x, row.y + px(ui, 2), flow->w, ui->theme->text, structure_word(ui, s));
    shim_text(UI_FONT_SMALL, flow->x + flow->w - width, number_y, ui->theme->quiet, words);
    shim_text_wrapped(UI_FONT_SMALL, flow->x, number_y + line, flow->w, line, ui->theme->quiet, lever);
    scheme_length_colour(longer ? BAR_PERCENT : -BAR_PERCENT, colour);
    shim_rect((UiRect){flow->x, y + px(ui, 2), flow->w, fmaxf(1, floorf(px(ui, 1)))}, 0, ui->theme->track);
    float length = t * flow->w / 2;
    shim_rect((UiRect){longer ? middle : middle - length, y, length, px(ui, 5)}, px(ui, 2),
              ui_colour_linear(colour, 1));
    if (chosen) {
        ui_push_item(ui, COMMAND_SELECT, change->structure);
    }
}

/* What the joints do to the sciatic nerve. */
static void draw_nerve(Ui *ui, Flow *flow)
{
    NerveNow now;
    int nerve = atlas_structure_on_side(ui->atlas, "sciatic_nerve", view_worked(ui->view));
    char words[96];
    if (!model_nerve(ui->model, nerve, &ui->list->joints, &now) || fabsf(100 * now.strain) < LEAST_PERCENT) {
        return;
    }
    snprintf(words, sizeof words, _("%.0f %% %s, glides %.0f mm %s"), fmax(1, (double)fabsf(100 * now.strain)),
             now.strain > 0 ? _("longer") : _("shorter"), (double)fabsf(1000 * now.glide_m),
             now.glide_m > 0 ? _("towards the hip") : _("down the thigh"));
    if (flow_choice_words(flow, ui_id("length", "nerve", 0), false, ui->theme->text,
                          ui->atlas->structures[nerve].name_en, words)) {
        ui_push_item(ui, COMMAND_SELECT, nerve);
    }
}

/* Under the skin nothing of it would be seen: down to the first muscle. */
static void toggle_colours(Ui *ui)
{
    bool on = ui->view->colours == COLOURS_LENGTH;
    ui_push(ui, COMMAND_COLOURS)->value = (float)(on ? COLOURS_NATURAL : COLOURS_LENGTH);
    int layer = 10;
    for (int i = 0; i < ui->atlas->structure_count; i++) {
        const AtlasStructure *s = &ui->atlas->structures[i];
        layer = s->system == SYSTEM_MUSCLE && !s->context && s->layer < layer ? s->layer : layer;
    }
    if (!on && ui->view->depth < (float)layer) {
        ui_push(ui, COMMAND_DEPTH)->value = (float)layer;
    }
}

void draw_lengths(Ui *ui, Flow *flow)
{
    Change changes[MUSCLES_MOST] = {0};
    bool lines = session_lines(ui->session) != LINES_NONE;
    const UiButton buttons[] = {{"Colour by length", ui->view->colours == COLOURS_LENGTH, true},
                                {"Lines of pull", lines, true}};
    int count = find_changes(ui, changes);
    flow_head(flow, "Longer and shorter than standing straight");
    flow_gap(flow, 4);
    int clicked = flow_buttons(flow, "lengths", buttons, 2);
    if (clicked == 0) {
        toggle_colours(ui);
    } else if (clicked == 1) {
        ui_push(ui, COMMAND_LINES)->value = (float)(lines ? LINES_NONE : LINES_ALL);
    }
    if (count == 0) {
        flow_text(flow, UI_FONT_SMALL, ui->theme->quiet, "Move a joint: the muscles that change are listed here.");
    }
    for (int i = 0; i < count; i++) {
        draw_change(ui, flow, &changes[i]);
    }
    draw_nerve(ui, flow);
}

/* ---- what there is to say ---- */

static bool speaks(const Ui *ui, const AtlasNote *note)
{
    if (note->joint < 0) {
        return false;
    }
    const AtlasJoint *joint = &ui->atlas->joints[note->joint];
    int side = joint->paired && view_worked(ui->view) == SIDE_LEFT ? POSE_LEFT : POSE_RIGHT;
    float deg = ui->view->pose.deg[side][note->joint];
    int selected = ui->view->selected;
    const char *wanted = note->structure >= 0 ? ui->atlas->structures[note->structure].base_id : NULL;
    bool looked_at = !wanted || (selected >= 0 && selected < ui->atlas->structure_count &&
                                 strcmp(ui->atlas->structures[selected].base_id, wanted) == 0);
    return looked_at && deg >= note->from && deg <= note->to;
}

static const AtlasNote *find_note(const Ui *ui, const char *id)
{
    for (int i = 0; i < ui->atlas->note_count; i++) {
        if (strcmp(ui->atlas->notes[i].id, id) == 0) {
            return &ui->atlas->notes[i];
        }
    }
    return NULL;
}

/* The name of an end, at its own edge; returns how high it is. */
static float draw_end(Ui *ui, float x, float y, float width, bool right, bool pulls, const char *name)
{
    float line = flow_line(ui, UI_FONT_SMALL),
          indent = right ? fmaxf(0, width - ui_text_width(UI_FONT_SMALL, name)) : 0;
    UiColour ink = pulls ? ui->theme->accent : ui->theme->quiet;
    return shim_text_wrapped(UI_FONT_SMALL, x + indent, y, width - indent, line, ink, name);
}

/* A seesaw: the end that pulls goes down. */
static void draw_seesaw(Ui *ui, Flow *flow, float tilt_deg)
{
    const AtlasNote *forward = find_note(ui, "tilt_forward"), *backward = find_note(ui, "tilt_backward");
    if (!forward || !backward) {
        return;
    }
    const UiTheme *theme = ui->theme;
    float angle = clampf(-tilt_deg * 0.022f, -0.35f, 0.35f), half = flow->w * 0.4f, width = px(ui, 3);
    float x = flow->x + flow->w / 2, y = flow->y + px(ui, 28), dx = half * cosf(angle), dy = half * sinf(angle);
    float foot[6] = {x, y, x - px(ui, 10), y + px(ui, 22), x + px(ui, 10), y + px(ui, 22)};
    shim_triangle(foot, theme->track);
    shim_line(x - dx, y - dy, x + dx, y + dy, width, theme->text);
    bool tips = tilt_deg > 0;
    shim_circle(x - dx, y - dy, px(ui, 6), tips ? theme->accent : theme->quiet);
    shim_circle(x + dx, y + dy, px(ui, 6), tips ? theme->quiet : theme->accent);
    flow->y += px(ui, 58);
    float column = flow->w * 0.48f;
    float left = draw_end(ui, flow->x, flow->y, column, false, tips, forward->title);
    float right = draw_end(ui, flow->x + flow->w - column, flow->y, column, true, !tips, backward->title);
    flow->y += fmaxf(left, right);
}

static void draw_note(Ui *ui, Flow *flow, const AtlasNote *note)
{
    bool claim = note->kind == NOTE_CLAIM;
    char title[200];
    snprintf(title, sizeof title,
             claim                        ? _("Often said: \u201c%s.\u201d")
             : note->kind == NOTE_DEBATED ? _("%s (debated)")
                                          : "%s",
             _(note->title));
    flow_note(flow, note->kind == NOTE_FACT ? ui->theme->accent : ui->theme->caution, title, note->say.text);
    flow_gap(flow, 4);
    flow_backing(flow, &note->say);
}

void draw_motion_notes(Ui *ui, Flow *flow)
{
    int tilt = atlas_joint(ui->atlas, "pelvic_tilt");
    float deg = tilt >= 0 ? ui->view->pose.deg[POSE_RIGHT][tilt] : 0;
    bool tilted = fabsf(deg) >= TILTED_DEG;
    if (tilted) {
        const UiButton ways[] = {{"What pulls", !ui->claims, true}, {"What is often said", ui->claims, true}};
        flow_head(flow, deg > 0 ? "The pelvis is tilted forward" : "The pelvis is tilted backward");
        flow_gap(flow, 4);
        int clicked = flow_buttons(flow, "tilt", ways, 2);
        ui->claims = clicked >= 0 ? clicked == 1 : ui->claims;
        if (!ui->claims) {
            draw_seesaw(ui, flow, deg);
        }
    }
    for (int i = 0; i < ui->atlas->note_count; i++) {
        const AtlasNote *note = &ui->atlas->notes[i];
        bool tells = note->joint != tilt || (tilted && ui->claims == (note->kind == NOTE_CLAIM));
        if (tells && speaks(ui, note)) {
            draw_note(ui, flow, note);
        }
    }
}
