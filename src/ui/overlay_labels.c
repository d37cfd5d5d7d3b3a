/* overlay_labels.c - names beside the body with a line to what they name. Which items, where they are seen and what is
 * written is decided here; where the texts stand in view/label_layout, how they get there in view/label_motion. */
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES = 2, PROJECTOR_MOST = 12 };
static const float TEXT_MOST = 0.25f;   /* of the picture's width; longer names take two lines */
static const float GLIDE = 0.33f;       /* of the picture's height a second, beyond what the view moves */
static const float SIDEWAYS = 0.6f;     /* of that: columns shift less than texts rise and fall */
static const float STEP_MOST_S = 0.05f; /* the first frame after a rest */
static const float STAYS = 0.5f; /* importance that being shown already gives: the last of the row do not flicker */

typedef struct Label {
    char lines[LINES][96];
    int line_count;
    float width, height;
} Label;

static bool wanted(const Ui *ui, int item)
{
    const ViewState *view = ui->shown;
    if (!ui->model->present[item] || view->hidden[item] || view->labels == LABELS_NONE || session_asks(ui->session) ||
        lesson_asks(ui)) {
        return false;
    }
    if (view->labels == LABELS_SELECTED || view->labels == LABELS_NAMED) {
        return item == view->selected || view->named[item];
    }
    bool known = item < ui->atlas->structure_count;
    if (!known || item == view->selected) {
        return true;
    }
    const AtlasStructure *s = &ui->atlas->structures[item];
    bool covering = s->system == SYSTEM_SKIN || s->system == SYSTEM_FAT;
    return !covering && (view->side == SIDE_BOTH || s->side == SIDE_MIDLINE || s->side == view->side);
}

/* What is selected, then what learners ask for most, then what is large. */
static float weight_of(const Ui *ui, int item)
{
    const Atlas *atlas = ui->atlas;
    const LabelPlace *place = label_motion_find(&ui->labels, item);
    float shown = place && place->shown > 0 ? STAYS : 0;
    if (item >= NOTE_LABELS) {
        return overlay_note_weight(ui, item);
    }
    if (item == ui->shown->selected || ui->shown->named[item]) {
        return 1000;
    }
    if (item >= atlas->structure_count) {
        return 1 + shown;
    }
    for (int i = 0; i < atlas->asked_count; i++) {
        if (atlas->asked[i] == item || atlas->structures[atlas->asked[i]].twin == item) {
            return 100 + (float)(atlas->asked_count - i) + shown;
        }
    }
    Box3 box = ui->model->item_box[item];
    return (atlas->structures[item].context ? 1 : 10) + box3_diagonal(&box) + shown;
}

/* The picture point of a place on the body, pixels. */
static bool to_picture(const Ui *ui, const float point[3], float at[2])
{
    float xy[2];
    bool before = camera_project(&ui->list->camera, point, xy, NULL);
    if (before) {
        ui_to_pixels(ui, xy, at);
    }
    return before;
}

static bool in_room(UiRect room, const float at[2])
{
    return at[0] > room.x && at[0] < room.x + room.w && at[1] > room.y && at[1] < room.y + room.h;
}

/* Breaks a long name at the space nearest its middle. */
static void write_label(const Ui *ui, int item, Label *out)
{
    const AtlasStructure *s = item < ui->atlas->structure_count ? &ui->atlas->structures[item] : NULL;
    char name[sizeof out->lines[0]];
    if (item >= NOTE_LABELS) {
        overlay_note_label(ui, item, name, sizeof name);
    } else if (s && ui->shown->side != SIDE_BOTH && item != ui->shown->selected) {
        snprintf(name, sizeof name, "%s", structure_word(ui, s));
    } else {
        item_name(ui, item, name, sizeof name);
    }
    size_t length = strlen(name), cut = 0;
    if (ui_text_width(UI_FONT_BODY, name) > TEXT_MOST * ui->width) {
        for (size_t i = 1; i + 1 < length; i++) {
            bool nearer = cut == 0 || labs((long)(2 * i) - (long)length) < labs((long)(2 * cut) - (long)length);
            cut = name[i] == ' ' && nearer ? i : cut;
        }
    }
    out->line_count = cut ? 2 : 1;
    snprintf(out->lines[0], sizeof out->lines[0], "%.*s", (int)(cut ? cut : length), name);
    snprintf(out->lines[1], sizeof out->lines[1], "%s", cut ? name + cut + 1 : "");
    out->width = ceilf(fmaxf(ui_text_width(UI_FONT_BODY, out->lines[0]), ui_text_width(UI_FONT_BODY, out->lines[1])));
    out->height = ceilf(flow_line(ui, UI_FONT_BODY) * (float)out->line_count);
}

static LabelIn input_for(const Ui *ui, int item, const float at[2])
{
    Label label;
    write_label(ui, item, &label);
    LabelIn in = {.item = item,
                  .anchor = {at[0], at[1]},
                  .width = label.width,
                  .height = label.height,
                  .weight = weight_of(ui, item)};
    const LabelPlace *place = label_motion_find(&ui->labels, item);
    if (place && place->shown > 0) {
        in.side_before = place->side;
        in.y_before = place->y;
    }
    return in;
}

static int by_weight(const void *a, const void *b)
{
    const LabelIn *p = a, *q = b;
    return p->weight != q->weight ? (p->weight > q->weight ? -1 : 1) : p->item - q->item;
}

/* On the face of a section, where the item has one; else on its visible surface. */
static bool find_anchor(Ui *ui, int item, float point[3])
{
    const UiAnchor *memory = &ui->anchors[item];
    const CutArea *area = overlay_cut_area(ui, item);
    if (area) {
        memcpy(point, area->at, sizeof area->at);
        return true;
    }
    return query_anchor(ui->model, ui->list, &ui->cache, item, memory->known ? memory->at : NULL, point);
}

static int gather_notes(const Ui *ui, UiRect room, LabelIn *out)
{
    int count = 0;
    for (int i = 0; i < ui->pin_count; i++) {
        float at[2];
        if (overlay_note_wants(ui, i, at) && in_room(room, at)) {
            out[count++] = input_for(ui, NOTE_LABELS + i, at);
        }
    }
    return count;
}

/* The items to name, most important first, and what is on its way out. */
static int gather(Ui *ui, UiRect room, LabelIn in[LABEL_MAX])
{
    static LabelIn all[UI_ANCHOR_MAX];
    int count = gather_notes(ui, room, all), most = ui->shown->present ? PROJECTOR_MOST : LABEL_MAX;
    for (int item = 0; item < ui->model->item_count && item < VIEW_MAX_ITEMS; item++) {
        UiAnchor *memory = &ui->anchors[item];
        float point[3], at[2];
        bool seen = wanted(ui, item) && find_anchor(ui, item, point) && to_picture(ui, point, at) &&
                    in_room(room, at) && !(overlay_cut_area(ui, item) && overlay_cut_name(ui, item, at));
        if (seen) {
            all[count++] = input_for(ui, item, at);
            memcpy(memory->at, point, sizeof point);
        }
        memory->known = seen;
    }
    qsort(all, (size_t)count, sizeof *all, by_weight);
    count = count < most ? count : most;
    memcpy(in, all, (size_t)count * sizeof *in);
    int named = count;
    for (int i = 0; i < ui->labels.count && count < LABEL_MAX; i++) {
        const LabelPlace *place = &ui->labels.places[i];
        bool still_named = false;
        for (int k = 0; k < named; k++) {
            still_named |= in[k].item == place->item;
        }
        if (!still_named && place->shown > 0) {
            in[count] = input_for(ui, place->item, place->anchor);
            in[count++].leaving = true;
        }
    }
    return count;
}

/* Lines end on the body: their ends go with it. `moved`: how far the view has shifted them, pixels: sideways what all
 * have in common (the picture was pushed; in a turn the columns stay), up and down the most. */
static void follow_body(Ui *ui, float moved[2])
{
    bool any = false;
    moved[0] = INFINITY;
    moved[1] = 0;
    for (int i = 0; i < ui->labels.count; i++) {
        LabelPlace *place = &ui->labels.places[i];
        float at[2];
        if (place->shown > 0 && to_picture(ui, ui->anchors[place->item].drawn, at)) {
            any = true;
            moved[0] = fminf(moved[0], fabsf(at[0] - place->anchor[0]));
            moved[1] = fmaxf(moved[1], fabsf(at[1] - place->anchor[1]));
            memcpy(place->anchor, at, sizeof at);
        }
    }
    moved[0] = any ? moved[0] : 0;
}

/* Which place on the body each line ends at now. */
static void note_ends(Ui *ui, const LabelIn *in, int count)
{
    for (int i = 0; i < count; i++) {
        const LabelPlace *place = label_motion_find(&ui->labels, in[i].item);
        UiAnchor *memory = &ui->anchors[in[i].item];
        if (place && !in[i].leaving && memcmp(place->anchor, in[i].anchor, sizeof in[i].anchor) == 0) {
            memcpy(memory->drawn, memory->at, sizeof memory->drawn);
        }
    }
}

static void draw_line(const Ui *ui, const LabelPlace *place, float alpha)
{
    const UiTheme *theme = ui->theme;
    float x0 = place->edge - px(ui, 6) * (float)place->side; /* a little air between text and line */
    float y0 = place->y + place->height / 2, x1 = place->anchor[0], y1 = place->anchor[1];
    shim_line(x0, y0, x1, y1, px(ui, 3.5f), ui_fade(theme->halo, alpha * 0.7f));
    shim_line(x0, y0, x1, y1, fmaxf(1, px(ui, 1.25f)), ui_fade(theme->text, alpha * 0.85f));
    shim_circle(x1, y1, px(ui, 4), ui_fade(theme->halo, alpha));
    shim_circle(x1, y1, px(ui, 2.5f), ui_fade(theme->text, alpha));
}

static void draw_text(const Ui *ui, const LabelPlace *place)
{
    Label label;
    write_label(ui, place->item, &label);
    float line = flow_line(ui, UI_FONT_BODY);
    float y = place->y + (line - shim_font_pixels(UI_FONT_BODY)) / 2;
    for (int i = 0; i < label.line_count; i++) {
        float slack = place->side < 0 ? label.width - ui_text_width(UI_FONT_BODY, label.lines[i]) : 0;
        ui_text_halo(ui, UI_FONT_BODY, roundf(place->x + slack), roundf(y + line * (float)i), place->shown,
                     label.lines[i]);
    }
}

static void draw_labels(const Ui *ui)
{
    for (int texts = 0; texts < 2; texts++) { /* all lines first: none runs over a text */
        for (int i = 0; i < ui->labels.count; i++) {
            const LabelPlace *place = &ui->labels.places[i];
            float alpha = place->shown * place->pointing;
            if (!texts && alpha > 0) {
                draw_line(ui, place, alpha);
            } else if (texts && place->shown > 0) {
                draw_text(ui, place);
            }
        }
    }
}

static LabelFrame label_frame(Ui *ui, bool whole)
{
    UiRect room = ui_free(ui);
    float margin = px(ui, UI_PAD);
    LabelFrame frame = {.width = ui->width,
                        .height = ui->height,
                        .left = whole ? margin : room.x + margin,
                        .right = whole ? margin : ui->width - room.x - room.w + margin,
                        .top = whole ? margin : room.y,
                        .bottom = px(ui, whole ? UI_PAD : UI_BOTTOM),
                        .corner = px(ui, UI_MARKER) + (whole ? 0 : ui->height - px(ui, UI_BOTTOM + 8) - ui_foot(ui)),
                        .gap = px(ui, 6)};
    ui_body_extent(ui, &frame.body_left, &frame.body_right);
    return frame;
}

/* Where the body is so near that the line's end would lie under its own text there is none. */
static int leave_out_covered(const Ui *ui, LabelOut *out, int count)
{
    int kept = 0;
    for (int i = 0; i < count; i++) {
        bool beside = (float)out[i].side * (out[i].line[0][0] - out[i].line[1][0]) > px(ui, 10);
        if (beside) {
            out[kept++] = out[i];
        }
    }
    return kept;
}

static void name_items(Ui *ui, bool whole, bool at_once)
{
    LabelFrame frame = label_frame(ui, whole);
    float moved[2], seconds = fminf((float)(ui->time_s - ui->last_s), STEP_MOST_S),
                    glide = GLIDE * ui->height * seconds;
    follow_body(ui, moved);
    LabelIn in[LABEL_MAX];
    LabelOut out[LABEL_MAX] = {{0}};
    overlay_cut_find(ui);
    int count = gather(ui, whole ? (UiRect){0, 0, ui->width, ui->height} : ui_free(ui), in);
    int placed = label_layout(&frame, in, count, out);
    placed = leave_out_covered(ui, out, placed);
    LabelStep step = {.seconds = at_once ? -1 : seconds,
                      .move_px = {SIDEWAYS * glide + moved[0], glide + moved[1]},
                      .gap = frame.gap,
                      .jump_px = px(ui, 1)};
    ui->moving |= label_motion_step(&ui->labels, &step, out, in, placed);
    note_ends(ui, in, count);
    draw_labels(ui);
    overlay_notes_draw(ui);
    overlay_cut_draw(ui);
}

/* As if nothing had been shown before, and nothing of it remembered. */
static void name_items_alone(Ui *ui, bool whole)
{
    LabelMotion labels = ui->labels;
    UiAnchor anchors[UI_ANCHOR_MAX];
    memcpy(anchors, ui->anchors, sizeof anchors);
    ui->labels = (LabelMotion){0};
    memset(ui->anchors, 0, sizeof ui->anchors);
    name_items(ui, whole, true);
    ui->labels = labels;
    memcpy(ui->anchors, anchors, sizeof anchors);
}

void overlay_labels(Ui *ui, bool whole)
{
    int pins = overlay_notes_find(ui);
    if (!ui->model || (ui->shown->labels == LABELS_NONE && pins == 0) ||
        ui->shown->compare[0]) { /* panes name what is pointed at */
        ui->labels = (LabelMotion){0};
        return;
    }
    if (ui->input->alone) {
        name_items_alone(ui, whole);
        return;
    }
    float picture[3] = {ui->width, ui->height, ui->unit};
    bool other = memcmp(picture, ui->labelled, sizeof picture) != 0; /* the first, or of another size */
    memcpy(ui->labelled, picture, sizeof picture);
    name_items(ui, whole, other || session_reduced_motion(ui->session));
}
