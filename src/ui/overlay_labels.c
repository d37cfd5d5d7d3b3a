/* overlay_labels.c - names beside the body with a line to what they name. What a label remembers (its place on the
 * surface, its side) lives in Ui, so that labels stand still while the body turns. */
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>

typedef struct Label {
    int item;
    float point[3];
    char text[96];
} Label;

static const float FADE_S = 0.2f;

static bool wanted(const Ui *ui, int item)
{
    const ViewState *view = ui->shown;
    if (!ui->model->present[item] || view->hidden[item] || view->labels == LABELS_NONE) {
        return false;
    }
    if (view->labels == LABELS_SELECTED) {
        return item == view->selected;
    }
    bool known = item < ui->atlas->structure_count;
    if (!known || item == view->selected) {
        return true;
    }
    const AtlasStructure *s = &ui->atlas->structures[item];
    bool covering = s->system == SYSTEM_SKIN || s->system == SYSTEM_FAT;
    return !covering && (view->side == SIDE_BOTH || s->side == SIDE_MIDLINE || s->side == view->side);
}

/* Deeper than what lies open is not seen anyway; the ray would say so as well, only later. */
static float weight_of(const Ui *ui, int item)
{
    if (item == ui->shown->selected) {
        return 1000;
    }
    if (item >= ui->atlas->structure_count) {
        return 1;
    }
    const AtlasStructure *s = &ui->atlas->structures[item];
    Box3 box = ui->model->item_box[item];
    return (s->context ? 1 : 10) + box3_diagonal(&box);
}

static bool find_anchor(Ui *ui, int item, float point[3], float at[2])
{
    const UiAnchor *memory = &ui->anchors[item];
    float xy[2], depth;
    if (!query_anchor(ui->model, ui->list, &ui->cache, item, memory->known ? memory->at : NULL, point) ||
        !camera_project(&ui->list->camera, point, xy, &depth)) {
        return false;
    }
    ui_to_pixels(ui, xy, at);
    return true;
}

static bool in_room(UiRect room, const float at[2])
{
    return at[0] > room.x && at[0] < room.x + room.w && at[1] > room.y && at[1] < room.y + room.h;
}

static int gather(Ui *ui, UiRect room, LabelIn in[LABEL_MAX], Label texts[LABEL_MAX])
{
    int count = 0;
    float height = flow_line(ui, UI_FONT_BODY);
    for (int item = 0; item < ui->model->item_count && item < UI_ANCHOR_MAX && count < LABEL_MAX; item++) {
        UiAnchor *memory = &ui->anchors[item];
        float point[3], at[2];
        bool shown = wanted(ui, item) && find_anchor(ui, item, point, at) && in_room(room, at);
        if (!shown) {
            memory->known = false;
            continue;
        }
        memory->known = true;
        for (int k = 0; k < 3; k++) {
            memory->at[k] = texts[count].point[k] = point[k];
        }
        const AtlasStructure *s = item < ui->atlas->structure_count ? &ui->atlas->structures[item] : NULL;
        if (s && ui->shown->side != SIDE_BOTH && item != ui->shown->selected) {
            snprintf(texts[count].text, sizeof texts[count].text, "%s", s->name_en);
        } else {
            item_name(ui, item, texts[count].text, sizeof texts[count].text);
        }
        texts[count].item = item;
        LabelIn *label = &in[count++];
        *label = (LabelIn){.item = item, .height = height, .weight = weight_of(ui, item), .side_before = memory->side};
        label->anchor[0] = at[0];
        label->anchor[1] = at[1];
        label->width = ui_text_width(UI_FONT_BODY, texts[count - 1].text);
    }
    return count;
}

/* The columns stand beside the body, not at the window's edges: short lines are easier to follow. */
static void stand_near_body(const Ui *ui, LabelFrame *frame, const LabelIn *in, int count)
{
    float widest = 0, air = px(ui, 56);
    for (int i = 0; i < count; i++) {
        widest = fmaxf(widest, in[i].width);
    }
    frame->left = fmaxf(frame->left, frame->body_left - air - widest);
    frame->right = fmaxf(frame->right, frame->width - (frame->body_right + air + widest));
}

static void draw_label(const Ui *ui, const LabelOut *out, const char *text, float alpha)
{
    const UiTheme *theme = ui->theme;
    float l[2][2] = {{out->line[0][0], out->line[0][1]}, {out->line[1][0], out->line[1][1]}};
    l[0][0] += px(ui, 6) * (out->side < 0 ? 1.0f : -1.0f); /* a little air between text and line */
    shim_line(l[0][0], l[0][1], l[1][0], l[1][1], px(ui, 3.5f), ui_fade(theme->halo, alpha * 0.7f));
    shim_line(l[0][0], l[0][1], l[1][0], l[1][1], fmaxf(1, px(ui, 1.25f)), ui_fade(theme->text, alpha * 0.85f));
    shim_circle(l[1][0], l[1][1], px(ui, 4), ui_fade(theme->halo, alpha));
    shim_circle(l[1][0], l[1][1], px(ui, 2.5f), ui_fade(theme->text, alpha));
    float y = out->y + (flow_line(ui, UI_FONT_BODY) - shim_font_pixels(UI_FONT_BODY)) / 2;
    ui_text_halo(ui, UI_FONT_BODY, roundf(out->x), roundf(y), alpha, text);
}

/* False when the body is so near that the anchor lies under its own text. */
static bool beside(const Ui *ui, const LabelOut *out)
{
    return ((float)out->side * (out->line[0][0] - out->line[1][0])) > px(ui, 10);
}

/* `at_once`: for pictures, where nothing may depend on the time, and under reduced motion. */
static float fade_in(Ui *ui, int item, bool placed, bool at_once)
{
    UiAnchor *memory = &ui->anchors[item];
    float step = (float)(ui->time_s - ui->last_s) / FADE_S;
    memory->shown = at_once ? (placed ? 1.0f : 0.0f) : clampf(memory->shown + (placed ? step : -1.0f), 0, 1);
    if (placed && memory->shown < 1) {
        ui->moving = true;
    }
    return memory->shown;
}

void overlay_labels(Ui *ui, bool still)
{
    if (!ui->model || ui->shown->labels == LABELS_NONE) {
        return;
    }
    LabelIn in[LABEL_MAX];
    LabelOut out[LABEL_MAX];
    static Label texts[LABEL_MAX];
    UiRect room = ui_free(ui);
    float margin = px(ui, UI_PAD);
    LabelFrame frame = {.width = ui->width,
                        .height = ui->height,
                        .left = still ? margin : room.x + margin,
                        .right = still ? margin : ui->width - room.x - room.w + margin,
                        .top = still ? margin : room.y,
                        .bottom = px(ui, still ? UI_MARKER + UI_PAD : UI_MARKER + UI_BOTTOM),
                        .gap = px(ui, 6)};
    ui_body_extent(ui, &frame.body_left, &frame.body_right);
    int count = gather(ui, still ? (UiRect){0, 0, ui->width, ui->height} : room, in, texts);
    bool at_once = still || session_reduced_motion(ui->session);
    stand_near_body(ui, &frame, in, count);
    int placed = label_layout(&frame, in, count, out);
    bool seen[UI_ANCHOR_MAX] = {false};
    for (int i = 0; i < placed; i++) {
        seen[out[i].item] = beside(ui, &out[i]);
    }
    for (int item = 0; item < ui->model->item_count && item < UI_ANCHOR_MAX; item++) {
        if (!seen[item]) {
            fade_in(ui, item, false, at_once);
        }
    }
    for (int i = 0; i < placed; i++) {
        ui->anchors[out[i].item].side = out[i].side;
        if (!seen[out[i].item]) {
            continue;
        }
        float alpha = fade_in(ui, out[i].item, true, at_once);
        for (int k = 0; k < count; k++) {
            if (texts[k].item == out[i].item) {
                draw_label(ui, &out[i], texts[k].text, alpha);
            }
        }
    }
}
