/* overlay_notes.c - notes on the body: a numbered pin on each place that is in sight, its first words among the labels,
 * all of them under the pointer. */
#include "hip/utf8.h"
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const float PIN = 9;             /* design units: radius */
static const double FADE_S = 0.18;      /* as names on the body do */
enum { FIRST_WORDS = 34, NUMBER = 12 }; /* bytes of a label */
static const float WEIGHT = 500;        /* between what is selected and what learners ask for most */

void note_words(const char *text, char *out, size_t size)
{
    size_t most = size - sizeof "\u2026", length = utf8_fit(text, most < FIRST_WORDS ? most : FIRST_WORDS),
           end = length;
    if (text[length]) { /* between words, where they are not too long */
        while (end > FIRST_WORDS / 2 && text[end] != ' ') {
            end--;
        }
        end = text[end] == ' ' ? end : length;
    }
    snprintf(out, size, "%.*s%s", (int)end, text, text[length] ? "\u2026" : "");
}

static void find(Ui *ui, NotePin *pin)
{
    PenPlace place;
    float xy[2];
    pin->seen = session_note_place(ui->session, pin->row, &place) &&
                query_pen_seen(ui->model, ui->list, &ui->cache, &place, pin->point, xy);
    if (pin->seen) {
        ui_to_pixels(ui, xy, pin->at);
    }
}

/* Fades where it comes and goes. Under reduced motion, and in pictures by themselves, it is there or not. */
static void fade(Ui *ui, NotePin *pin)
{
    float to = pin->seen ? 1 : 0, step = (float)((ui->time_s - ui->last_s) / FADE_S);
    bool at_once = ui->input->alone || session_reduced_motion(ui->session);
    pin->shown = at_once ? to : to > pin->shown ? fminf(to, pin->shown + step) : fmaxf(to, pin->shown - step);
    ui->moving |= pin->shown != to;
}

/* Rows came or went: what was known of them by their places in the list is out of date. */
static void forget(Ui *ui)
{
    int kept = 0;
    for (int i = 0; i < ui->labels.count; i++) {
        if (ui->labels.places[i].item < NOTE_LABELS) {
            ui->labels.places[kept++] = ui->labels.places[i];
        }
    }
    ui->labels.count = kept;
    ui->pin_count = 0;
}

int overlay_notes_find(Ui *ui)
{
    /* A window that has just opened shows the body first: the trees for rays come from the loader's thread. */
    bool soon = ui->model && !ui->model->bvh && !ui->input->alone;
    if (!session_notes_shown(ui->session) || ui->shown->compare[0] || soon) {
        ui->pin_count = 0;
        return 0;
    }
    int rows[NOTES_MOST], count = session_note_rows(ui->session, rows);
    unsigned changed;
    session_note(ui->session, NULL, &changed);
    if (changed != ui->pins_changed || count != ui->pin_count || ui->pins_of != ui->model) {
        forget(ui);
        memset(ui->pins, 0, sizeof ui->pins);
        ui->pins_changed = changed;
        ui->pins_of = ui->model;
    }
    for (int i = 0; i < count; i++) {
        NotePin *pin = &ui->pins[i];
        pin->row = rows[i];
        find(ui, pin);
        fade(ui, pin);
        if (pin->seen) { /* its line goes with it */
            UiAnchor *anchor = &ui->anchors[NOTE_LABELS + i];
            memcpy(anchor->at, pin->point, sizeof pin->point);
            memcpy(anchor->drawn, pin->point, sizeof pin->point);
        }
    }
    ui->pin_count = count;
    return count;
}

/* ---- among the labels ---- */

const char *overlay_note_label(const Ui *ui, int item, char *out, size_t size)
{
    int i = item - NOTE_LABELS;
    out[0] = '\0';
    if (i < ui->pin_count) {
        note_words(session_notes(ui->session)->rows[ui->pins[i].row].text, out, size);
    }
    return out;
}

bool overlay_note_wants(const Ui *ui, int i, float at[2])
{
    const NotePin *pin = &ui->pins[i];
    memcpy(at, pin->at, sizeof pin->at);
    return pin->seen && session_notes(ui->session)->rows[pin->row].text[0];
}

float overlay_note_weight(const Ui *ui, int item)
{
    int i = item - NOTE_LABELS;
    bool at_hand = i < ui->pin_count && ui->pins[i].row == session_note(ui->session, NULL, NULL);
    return WEIGHT + (at_hand ? WEIGHT / 2 : 0) - (float)i;
}

/* ---- pins ---- */

static void draw_pin(const Ui *ui, int i, bool at_hand)
{
    const NotePin *pin = &ui->pins[i];
    const UiTheme *theme = ui->theme;
    char number[NUMBER];
    float r = px(ui, PIN), x = roundf(pin->at[0]), y = roundf(pin->at[1]);
    snprintf(number, sizeof number, "%d", i + 1);
    float half = fmaxf(r, ui_text_width(UI_FONT_STRONG, number) / 2 + px(ui, 4)), edge = px(ui, 1.75f);
    UiRect disc = {x - half, y - r, 2 * half, 2 * r},
           ring = {disc.x - edge, disc.y - edge, disc.w + 2 * edge, disc.h + 2 * edge};
    if (at_hand) {
        UiRect far = {ring.x - edge, ring.y - edge, ring.w + 2 * edge, ring.h + 2 * edge};
        shim_rect(far, r + 2 * edge, ui_fade(theme->accent, pin->shown));
    }
    shim_rect(ring, r + edge, ui_fade(theme->halo, pin->shown));
    shim_rect(disc, r, ui_fade(theme->accent, pin->shown));
    ui_text_centred(UI_FONT_STRONG, disc, ui_fade(theme->on_accent, pin->shown), number);
}

void overlay_notes_draw(const Ui *ui)
{
    int chosen = ui->pin_count > 0 ? session_note(ui->session, NULL, NULL) : -1;
    for (int i = 0; i < ui->pin_count; i++) {
        if (ui->pins[i].shown > 0) {
            draw_pin(ui, i, ui->pins[i].row == chosen && ui->screen->page == PAGE_NOTES);
        }
    }
}

static bool in_room(UiRect room, const float at[2])
{
    return at[0] > room.x && at[0] < room.x + room.w && at[1] > room.y && at[1] < room.y + room.h;
}

void overlay_notes_touch(Ui *ui)
{
    UiRect room = ui_free(ui);
    float reach = px(ui, PIN + 3);
    for (int i = 0; i < ui->pin_count; i++) {
        const NotePin *pin = &ui->pins[i];
        if (!pin->seen || !in_room(room, pin->at)) {
            continue;
        }
        char window[32];
        UiRect area = {pin->at[0] - reach, pin->at[1] - reach, 2 * reach, 2 * reach};
        snprintf(window, sizeof window, "##note pin %d", i);
        shim_window_begin(window, area, 0);
        unsigned flags = shim_item(ui_id("note", "pin", i), area);
        shim_window_end();
        const char *text = session_notes(ui->session)->rows[pin->row].text;
        if (flags & SHIM_CLICKED) {
            ui_push(ui, COMMAND_NOTE_CHOOSE)->value = (float)pin->row;
        } else if (flags & SHIM_HOVERED && text[0] && !ui->note_active) {
            ui_tooltip(ui, true, text);
        }
    }
}
