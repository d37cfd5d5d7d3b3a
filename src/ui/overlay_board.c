/* overlay_board.c - what the teacher holds over the projected body: strokes of the pens where they now lie on it, the
 * dot, the spotlight, the curtain. */
#include "hip/board.h"
#include "hip/mem.h"
#include "ui_internal.h"
#include <math.h>

static const unsigned INKS[BOARD_PENS + 1] = {0, 0xffe04a, 0x4ad7ff, 0xff6fc8, 0xffffff};
static const unsigned EDGE = 0x14171c, DOT = 0xff2a1a;
static const float PEN = 3.4f, PEN_EDGE = 0.9f; /* design units: width, and of its dark edge on either side */
static const float SMOOTH_PIXELS = 4;

typedef struct Line { /* a run of places in sight, pixels; with the last four the curve goes on */
    float at[4][2];
    int count;
} Line;

static void dab(float x, float y, float width, UiColour ink)
{
    shim_circle(x, y, width / 2, ink);
}

/* Catmull and Rom's curve between the middle two of four places. */
static void curve(const float at[4][2], float width, UiColour ink)
{
    float length = hypotf(at[2][0] - at[1][0], at[2][1] - at[1][1]), last[2] = {at[1][0], at[1][1]};
    int steps = (int)clampf(ceilf(length / SMOOTH_PIXELS), 1, 32);
    for (int i = 1; i <= steps; i++) {
        float t = (float)i / (float)steps, to[2];
        for (int k = 0; k < 2; k++) {
            float a = at[0][k], b = at[1][k], c = at[2][k], d = at[3][k];
            to[k] = b + 0.5f * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
        }
        shim_line(last[0], last[1], to[0], to[1], width, ink);
        dab(to[0], to[1], width, ink);
        last[0] = to[0];
        last[1] = to[1];
    }
}

static void line_end(Line *line, float width, UiColour ink)
{
    if (line->count == 1) {
        dab(line->at[3][0], line->at[3][1], width, ink);
    } else if (line->count > 1) {
        const float last[4][2] = {{line->at[1][0], line->at[1][1]},
                                  {line->at[2][0], line->at[2][1]},
                                  {line->at[3][0], line->at[3][1]},
                                  {line->at[3][0], line->at[3][1]}};
        curve(last, width, ink);
    }
    line->count = 0;
}

static void line_add(Line *line, const float at[2], float width, UiColour ink)
{
    for (int i = 0; i < 4; i++) {
        const float *next = i < 3 && line->count > 0 ? line->at[i + 1] : at;
        line->at[i][0] = next[0];
        line->at[i][1] = next[1];
    }
    line->count++;
    if (line->count == 1) {
        dab(at[0], at[1], width, ink);
    } else if (line->count > 2) {
        curve((const float(*)[2])line->at, width, ink);
    }
}

/* Where each place of the strokes is on the picture; not a number where the body hides it. Found anew only when the
 * picture is another one: rays cost more than lines. */
static void find_places(Ui *ui, const Board *board)
{
    BoardSeen *seen = &ui->seen;
    uint64_t key = query_shape_key(ui->list);
    bool same = key == seen->key && seen->model == ui->model && seen->width == ui->width && seen->height == ui->height;
    int from = same && seen->count <= board->place_count && seen->wiped == board->wiped ? seen->count : 0;
    seen->at = mem_grow(seen->at, &seen->capacity, (size_t)board->place_count, sizeof *seen->at);
    for (int i = from; i < board->place_count; i++) {
        float at[3], xy[2];
        if (query_pen_seen(ui->model, ui->list, &ui->cache, &board->places[i], at, xy)) {
            ui_to_pixels(ui, xy, seen->at[i]);
        } else {
            seen->at[i][0] = NAN;
        }
    }
    seen->key = key;
    seen->model = ui->model;
    seen->width = ui->width;
    seen->height = ui->height;
    seen->wiped = board->wiped;
    seen->count = board->place_count;
}

static void draw_stroke(const Ui *ui, const PenStroke *stroke, float width, UiColour ink)
{
    Line line = {.count = 0};
    for (int i = stroke->first; i < stroke->first + stroke->count; i++) {
        if (isnan(ui->seen.at[i][0])) {
            line_end(&line, width, ink);
        } else {
            line_add(&line, ui->seen.at[i], width, ink);
        }
    }
    line_end(&line, width, ink);
}

void overlay_pens(Ui *ui)
{
    const Board *board = session_board_const(ui->session);
    if (!ui->view->present || !ui->model || board->place_count == 0 || ui->shown->compare[0]) {
        return;
    }
    find_places(ui, board);
    for (int i = 0; i < board->stroke_count; i++) {
        const PenStroke *stroke = &board->strokes[i];
        draw_stroke(ui, stroke, px(ui, PEN + 2 * PEN_EDGE), ui_colour(EDGE, 1));
        draw_stroke(ui, stroke, px(ui, PEN), ui_colour(INKS[stroke->pen], 1));
    }
}

/* All but a circle grows dark, over a soft edge: rings that reach beyond every corner. */
static void draw_spot(const Ui *ui, float x, float y, float radius)
{
    enum { RINGS = 10 };
    static const float DARK = 0.2f; /* of each ring; ten leave a tenth of the light */
    float far = 2 * hypotf(ui->width, ui->height);
    for (int i = 0; i < RINGS; i++) {
        float inner = radius * (1 + 0.12f * (float)i / (RINGS - 1));
        shim_ring(x, y, (inner + far) / 2, far - inner, ui_colour(0x000000, DARK));
    }
}

static void draw_dot(const Ui *ui, float x, float y)
{
    float radius = px(ui, 5);
    shim_circle(x, y, radius * 2.4f, ui_colour(DOT, 0.18f));
    shim_circle(x, y, radius * 1.6f, ui_colour(DOT, 0.30f));
    shim_circle(x, y, radius, ui_colour(DOT, 1));
    shim_circle(x, y, radius * 0.45f, ui_colour(0xffd8d0, 1));
}

void overlay_board(Ui *ui)
{
    const Board *board = session_board_const(ui->session);
    float scale = ui->input->pixel_scale > 0 ? ui->input->pixel_scale : 1;
    float x = ui->input->mouse_x * scale, y = ui->input->mouse_y * scale;
    shim_draw_above(true);
    if (board->curtain) {
        shim_rect((UiRect){0, 0, ui->width, ui->height}, 0,
                  ui_colour(board->curtain == CURTAIN_WHITE ? 0xffffff : 0x000000, 1));
    } else if (ui->input->mouse_inside && board->spot) {
        draw_spot(ui, x, y, board_spot_radius(board) * ui->height);
    } else if (ui->input->mouse_inside && board->dot) {
        draw_dot(ui, x, y);
    } else if (ui->input->mouse_inside && board->pen > 0) { /* which pen it is */
        shim_circle(x, y, px(ui, PEN / 2 + PEN_EDGE), ui_colour(EDGE, 1));
        shim_circle(x, y, px(ui, PEN / 2), ui_colour(INKS[board->pen], 1));
    }
    shim_draw_above(false);
}
