/* overlay_lines.c - the lines along which muscles pull: a dot where one is held, a ring where it moves what it pulls
 * at, and an arrow from there that says which way. */
#include "ui_internal.h"
#include <math.h>

static const float HEAD = 13, HEAD_HALF = 6.5f; /* of the arrow, design units ... */
static const float TIP = 34;                    /* ... and how far its tip is from the end that moves ... */
static const float TIP_SHARE = 0.45f;           /* ... but on a short line no farther than this share of it */

typedef struct Path { /* on the picture, pixels; from the end that moves */
    float at[MODEL_LINE_POINTS][2];
    int count;
    float length;
} Path;

static bool wanted(Ui *ui, int item, LineMode mode)
{
    const ViewState *view = ui->shown;
    if (view->hidden[item] || view_progress(ui->atlas, view, item) > 0.5f) {
        return false;
    }
    if (mode == LINES_SELECTED || item == view->selected) {
        return item == view->selected;
    }
    float seen[3];
    bool side = view->side == SIDE_BOTH || ui->atlas->structures[item].side == view_worked(view);
    return side && query_anchor(ui->model, ui->list, &ui->cache, item, NULL, seen);
}

/* False: some of it lies behind the eye. */
static bool find_path(const Ui *ui, const ModelLine *line, Path *out)
{
    *out = (Path){.count = line->count};
    for (int i = 0; i < line->count; i++) {
        float xy[2];
        int from = line->first_moves ? i : line->count - 1 - i;
        if (!camera_project(&ui->list->camera, line->at[from], xy, NULL)) {
            return false;
        }
        ui_to_pixels(ui, xy, out->at[i]);
        out->length += i > 0 ? hypotf(out->at[i][0] - out->at[i - 1][0], out->at[i][1] - out->at[i - 1][1]) : 0;
    }
    return true;
}

/* The place so many pixels from its beginning. */
static void walk(const Path *path, float far, float out[2])
{
    int i = 1;
    float piece = 0;
    for (; i < path->count; i++) {
        piece = hypotf(path->at[i][0] - path->at[i - 1][0], path->at[i][1] - path->at[i - 1][1]);
        if (far <= piece || i + 1 == path->count) {
            break;
        }
        far -= piece;
    }
    float t = piece > 0 ? fminf(far / piece, 1) : 0;
    for (int k = 0; k < 2; k++) {
        out[k] = mixf(path->at[i - 1][k], path->at[i][k], t);
    }
}

static void draw_head(const Ui *ui, const Path *path, float larger, UiColour ink)
{
    float far = fminf(px(ui, TIP), TIP_SHARE * path->length), size = fminf(1, path->length / px(ui, 3 * HEAD));
    float tip[2], from[2];
    walk(path, far, tip);
    walk(path, fmaxf(far - px(ui, HEAD), 0), from);
    float dx = tip[0] - from[0], dy = tip[1] - from[1], length = fmaxf(hypotf(dx, dy), 1e-3f);
    dx *= size * (px(ui, HEAD) + larger) / length;
    dy *= size * (px(ui, HEAD) + larger) / length;
    float half = (px(ui, HEAD_HALF) + larger) / (px(ui, HEAD) + larger);
    float x = tip[0] + dx * larger / px(ui, HEAD), y = tip[1] + dy * larger / px(ui, HEAD);
    float corners[6] = {x, y, x - dx - half * dy, y - dy + half * dx, x - dx + half * dy, y - dy - half * dx};
    shim_triangle(corners, ink);
}

/* First wider in the halo's colour, then itself. */
static void draw_path(const Ui *ui, const Path *path, bool selected)
{
    const UiTheme *theme = ui->theme;
    float width = fmaxf(1.5f, px(ui, selected ? 3 : 2.25f));
    for (int inner = 0; inner < 2; inner++) {
        UiColour ink = inner ? theme->accent : ui_fade(theme->halo, 0.8f);
        float more = inner ? 0 : px(ui, 1.5f);
        for (int i = 1; i < path->count; i++) {
            shim_line(path->at[i - 1][0], path->at[i - 1][1], path->at[i][0], path->at[i][1], width + 2 * more, ink);
        }
        const float *held = path->at[path->count - 1], *moves = path->at[0];
        shim_circle(held[0], held[1], px(ui, 4) + more, ink);
        shim_circle(moves[0], moves[1], px(ui, 4.5f) + more, ink);
        draw_head(ui, path, more, ink);
    }
    shim_circle(path->at[0][0], path->at[0][1], px(ui, 2), theme->halo);
}

/* Beads on a nerve, at even distances at rest: they glide and draw apart as it does. */
static void draw_beads(Ui *ui)
{
    enum { EVERY = 2 };
    NerveNow now;
    int item = ui->shown->selected;
    bool drawn = item >= 0 && !ui->shown->hidden[item] && model_nerve(ui->model, item, &ui->list->joints, &now);
    for (int i = 0; drawn && i < NERVE_PLACES; i += EVERY) {
        float xy[2], at[2];
        if (camera_project(&ui->list->camera, now.at[i], xy, NULL)) {
            ui_to_pixels(ui, xy, at);
            shim_circle(at[0], at[1], px(ui, 4.5f), ui_fade(ui->theme->halo, 0.8f));
            shim_circle(at[0], at[1], px(ui, 3), ui->theme->accent);
        }
    }
}

void overlay_lines(Ui *ui)
{
    LineMode mode = ui->model ? session_lines(ui->session) : LINES_NONE;
    if (mode == LINES_NONE || ui->shown->compare[0]) {
        return;
    }
    draw_beads(ui);
    int count = 0, last = -1;
    bool draws = false;
    const ModelLine *lines = model_lines(ui->model, &ui->list->joints, &count);
    for (int i = 0; i < count; i++) {
        bool selected = lines[i].structure == ui->shown->selected;
        if (lines[i].structure != last) {
            last = lines[i].structure;
            draws = wanted(ui, last, mode);
        }
        Path path;
        if (draws && (selected || lines[i].middle) && find_path(ui, &lines[i], &path)) {
            draw_path(ui, &path, selected);
        }
    }
}
