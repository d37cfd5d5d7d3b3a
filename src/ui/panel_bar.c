/* panel_bar.c - the row at the top right and the one beneath the body: words, not icons. */
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SPLIT = 12 }; /* design units */

typedef struct BarButton {
    CommandId command;
    const char *text;
    bool on, enabled;
} BarButton;

static float button_width(const Ui *ui, const char *text)
{
    return ceilf(ui_text_width(UI_FONT_SMALL, text)) + px(ui, 16);
}

static float draw_split(Ui *ui, float x, float y, float height)
{
    float width = fmaxf(1, floorf(px(ui, 1)));
    shim_rect((UiRect){x + px(ui, 4), y + px(ui, 6), width, height - px(ui, 12)}, 0, ui->theme->separator);
    return x + px(ui, SPLIT);
}

/* Under a pointer that rests on it, and under the ring: the act's sentence and its key. */
static void tell_more(Ui *ui, uint32_t id, UiRect rect, const CommandInfo *info)
{
    float mouse[2];
    shim_mouse(mouse);
    bool over = mouse[0] >= rect.x && mouse[0] < rect.x + rect.w && mouse[1] >= rect.y && mouse[1] < rect.y + rect.h;
    over = over && ui->input->mouse_inside;
    if ((!over && !ui_focused(ui, id)) || !info || !info->help || ui->shown->client) {
        return;
    }
    char words[300], key[64];
    key_words(info->keys, 1, key, sizeof key);
    snprintf(words, sizeof words, key[0] ? "%s (%s)" : "%s", _(info->help), key);
    ui_tooltip(ui, over, words);
}

/* Without words a row is a split. */
static float buttons_width(const Ui *ui, const BarButton *rows, size_t count)
{
    float width = 0;
    for (size_t i = 0; i < count; i++) {
        width += rows[i].text ? button_width(ui, rows[i].text) + px(ui, 4) : px(ui, SPLIT);
    }
    return width;
}

static void draw_buttons(Ui *ui, const char *scope, const BarButton *rows, size_t count, float x, float y, float height)
{
    for (size_t i = 0; i < count; i++) {
        if (!rows[i].text) {
            x = draw_split(ui, x, y, height);
            continue;
        }
        UiRect rect = {x, y, button_width(ui, rows[i].text), height};
        uint32_t id = ui_id(scope, "button", (int)rows[i].command);
        if (ui_button(ui, id, rect, rows[i].text, rows[i].on ? BUTTON_ON : BUTTON_QUIET, rows[i].enabled)) {
            ui_push(ui, rows[i].command)->value = -1;
        }
        tell_more(ui, id, rect, command_info(rows[i].command));
        x += rect.w + px(ui, 4);
    }
}

enum { TOP_MOST = 16, TOP_ENDS = 2 }; /* the last ones always stay */

/* For the client's eyes: what is done to me, and back. */
static size_t client_row(const Ui *ui, BarButton out[TOP_MOST])
{
    ScreenPage page = ui->screen->page;
    const BarButton rows[] = {
        {COMMAND_PAIN, "Where it hurts", page == PAGE_PAIN, ui->model != NULL},
        {COMMAND_POSITIONS, "How you lie", page == PAGE_POSITIONS, ui->model != NULL},
        {COMMAND_STROKES, "What is done", page == PAGE_STROKES, ui->model != NULL},
        {COMMAND_WALK, "The session", page == PAGE_WALK, ui->model != NULL},
        {COMMAND_CLAIMS, "What is known", page == PAGE_CLAIMS, true},
        {COMMAND_DRAPE, "Sheet", ui->view->drape, ui->view->position >= 0},
        {COMMAND_NONE, NULL, false, false},
        {COMMAND_CLIENT, "Leave", false, true},
    };
    memcpy(out, rows, sizeof rows);
    return sizeof rows / sizeof *rows;
}

static size_t full_row(const Ui *ui, BarButton out[TOP_MOST])
{
    const ScreenPage page = ui->screen->page;
    const ViewState *view = ui->view;
    bool model = ui->model != NULL, plays = session_walk(ui->session)->playing;
    const BarButton rows[] = {
        {COMMAND_PAIN, "Where it hurts", page == PAGE_PAIN, model},
        {COMMAND_POSITIONS, "Position", page == PAGE_POSITIONS || view->position >= 0, model},
        {COMMAND_STROKES, "Strokes", page == PAGE_STROKES || view->stroke >= 0, model},
        {COMMAND_MOTION, "Motion", page == PAGE_MOTION, model},
        {COMMAND_PRESS, "Under my elbow", page == PAGE_PRESS, model},
        {COMMAND_WALK, "Session", page == PAGE_WALK || plays, model},
        {COMMAND_CLAIMS, "Claims", page == PAGE_CLAIMS, true},
        {COMMAND_LESSONS, "Lessons", page == PAGE_LESSONS, model},
        {COMMAND_QUIZ, "Test me", page == PAGE_QUIZ, model},
        {COMMAND_CLIENT, "Client", false, model},
        {COMMAND_MORE, "More \u2026", page == PAGE_MORE, true},
        {COMMAND_HELP, "?", page == PAGE_HELP, true},
    };
    memcpy(out, rows, sizeof rows);
    return sizeof rows / sizeof *rows;
}

/* What finds no room beside the search field goes; the page of all acts (More) has it. */
static size_t fit_row(const Ui *ui, BarButton rows[TOP_MOST], size_t count)
{
    float room = ui->width - px(ui, UI_TOP_FIELD + 2 * UI_PAD + 16);
    while (count > TOP_ENDS && buttons_width(ui, rows, count) > room) {
        size_t last = count - TOP_ENDS - 1;
        memmove(&rows[last], &rows[last + 1], TOP_ENDS * sizeof *rows);
        count--;
    }
    if (!rows[0].text) { /* nothing is left that it would part from the rest */
        memmove(rows, rows + 1, --count * sizeof *rows);
    }
    return count;
}

static size_t top_row(const Ui *ui, BarButton rows[TOP_MOST])
{
    return fit_row(ui, rows, ui->shown->client ? client_row(ui, rows) : full_row(ui, rows));
}

float ui_top_width(const Ui *ui)
{
    BarButton rows[TOP_MOST] = {{0}};
    size_t count = top_row(ui, rows);
    return buttons_width(ui, rows, count) + px(ui, 4);
}

void panel_top(Ui *ui)
{
    BarButton rows[TOP_MOST];
    size_t count = top_row(ui, rows);
    float gap = px(ui, 4), width = buttons_width(ui, rows, count);
    UiRect area = {ui->width - px(ui, UI_PAD) - width - gap, px(ui, 16), width + gap, px(ui, 40)};
    shim_window_begin("##top", area, 0);
    ui_panel(ui, area);
    draw_buttons(ui, "top", rows, count, area.x + gap, px(ui, 20), px(ui, 32));
    shim_window_end();
}

/* Short words for the atlas's cameras; their names in the data may be longer. */
const char *camera_word(const AtlasCamera *camera)
{
    static const char *const WORDS[][2] = {
        {"posterior", "Back"},
        {"anterior", "Front"},
        {"right", "Right"},
        {"left", "Left"},
        {"lateral", "Side"},
        {"superior", "Top"},
        {"inferior", "Below"},
        {"three-quarter", "Three-quarter"},
        {"three_quarter", "Three-quarter"},
    };
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        if (strcmp(camera->id, WORDS[i][0]) == 0) {
            return WORDS[i][1];
        }
    }
    return camera->name;
}

static bool looks_from(const Ui *ui, const AtlasCamera *camera)
{
    float yaw = remainderf(ui->view->camera.yaw_deg - camera->yaw_deg, 360);
    return fabsf(yaw) < 0.5f && fabsf(ui->view->camera.pitch_deg - camera->pitch_deg) < 0.5f;
}

static const char *labels_word(LabelMode mode)
{
    return mode == LABELS_ALL ? "Labels: all" : mode == LABELS_SELECTED ? "Labels: one" : "Labels";
}

static float draw_cameras(Ui *ui, int count, float x, float y, float height)
{
    bool found = false; /* two cameras may look alike; the first is said */
    for (int i = 0; i < count; i++) {
        const AtlasCamera *camera = &ui->atlas->cameras[i];
        UiRect rect = {x, y, button_width(ui, camera_word(camera)), height};
        bool here = !found && looks_from(ui, camera);
        found |= here;
        if (ui_button(ui, ui_id("camera", camera->id, 0), rect, camera_word(camera), here ? BUTTON_ON : BUTTON_QUIET,
                      true)) {
            Command *command = ui_push(ui, COMMAND_CAMERA_NAMED);
            snprintf(command->text, sizeof command->text, "%s", camera->id);
        }
        x += rect.w + px(ui, 4);
    }
    return x;
}

void panel_bottom(Ui *ui)
{
    if (!ui->model || (ui_narrow(ui) && ui->shown->compare[0])) { /* large words under the panes need the room */
        return;
    }
    char variant[32];
    snprintf(variant, sizeof variant, _("Variant %s"), variant_id(ui->view->variant));
    const Command undo = {.id = COMMAND_UNDO, .item = -1};
    const BarButton rows[] = {
        {COMMAND_LABELS, labels_word(ui->view->labels), ui->view->labels != LABELS_NONE, true},
        {COMMAND_XRAY, "X-ray", ui->view->xray, true},
        {COMMAND_SECTION, "Section", ui->view->section != SECTION_NONE, true},
        {COMMAND_VARIANTS, variant, ui->screen->page == PAGE_VARIANTS, true},
        {COMMAND_NONE, NULL, false, false},
        {COMMAND_UNDO, "Undo", false, session_can(ui->session, &undo)},
        {COMMAND_SAVE_PICTURE, "Save", false, true},
    };
    size_t count = ui->shown->client ? 1 : sizeof rows / sizeof *rows; /* a client needs no more than names */
    UiRect room = ui_free(ui);
    float gap = px(ui, 4), height = px(ui, 32), width = px(ui, SPLIT) + buttons_width(ui, rows, count);
    int cameras = ui->atlas->camera_count;
    for (int i = 0; i < cameras; i++) {
        width += button_width(ui, camera_word(&ui->atlas->cameras[i])) + gap;
    }
    for (; cameras > 1 && width > room.w - px(ui, 16); cameras--) { /* the keys 1 to 8 and More have them */
        width -= button_width(ui, camera_word(&ui->atlas->cameras[cameras - 1])) + gap;
    }
    for (; count > 1 && width > room.w - px(ui, 16); count--) {
        width -= buttons_width(ui, &rows[count - 1], 1);
    }
    if (count > 1 && !rows[count - 1].text) { /* it parts nothing any more */
        width -= buttons_width(ui, &rows[--count], 1);
    }
    if (width > room.w - px(ui, 8)) {
        return; /* keys and More have these too */
    }
    float x = floorf(fmaxf(room.x + px(ui, 8), room.x + (room.w - width) / 2)), y = ui->height - px(ui, 48);
    UiRect bar = {x - gap, y - gap, width + gap, height + 2 * gap};
    shim_window_begin("##bottom", bar, 0);
    ui_panel(ui, bar);
    x = draw_split(ui, draw_cameras(ui, cameras, x, y, height), y, height);
    draw_buttons(ui, "bottom", rows, count, x, y, height);
    shim_window_end();
}

/* Trouble and news: one line over the bottom row, more where it is long; what would reach up to the search field takes
 * the whole width and lies over what stands above that row. With no model, an invitation instead. */
void panel_message(Ui *ui)
{
    const Screen *screen = ui->screen;
    UiRect room = ui_free(ui);
    if (screen->message[0] && ui->time_s < screen->message_until_s) {
        float pad = px(ui, 14), line = flow_line(ui, UI_FONT_SMALL),
              most = fminf(fmaxf(room.w, ui->width / 2) - px(ui, 64), px(ui, 640));
        float width = fminf(most, ui_text_width(UI_FONT_SMALL, screen->message) + 2);
        float height = shim_text_wrapped(UI_FONT_SMALL, 0, 0, width, line, 0, screen->message) + 2 * px(ui, 9);
        float foot = ui_foot(ui);
        if (height > foot - room.y) {
            width = ui->width - 2 * pad - px(ui, 16);
            height = shim_text_wrapped(UI_FONT_SMALL, 0, 0, width, line, 0, screen->message) + 2 * px(ui, 9);
            room = (UiRect){0, room.y, ui->width, room.h};
            foot = ui->height - px(ui, UI_BOTTOM + 8);
        }
        UiRect box = {roundf(fmaxf(px(ui, 8), room.x + (room.w - width) / 2 - pad)), foot - height, width + 2 * pad,
                      height};
        shim_window_begin("##message", box, SHIM_PASS_THROUGH);
        ui_panel(ui, box);
        shim_text_wrapped(UI_FONT_SMALL, box.x + pad, box.y + px(ui, 9), width, line, ui->theme->text, screen->message);
        shim_window_end();
        ui_wake_at(ui, screen->message_until_s);
    } else if (!ui->model) {
        const char *words = "Drop a model on this window: a file or a folder.";
        UiRect middle = {room.x, room.y, room.w, room.h};
        ui_text_centred(UI_FONT_LARGE, middle, ui->theme->text, words);
        UiRect button = {room.x + room.w / 2 - px(ui, 60), room.y + room.h / 2 + px(ui, 32), px(ui, 120), px(ui, 36)};
        shim_window_begin("##empty", button, 0);
        if (ui_button(ui, ui_id("empty", "open", 0), button, "Open \u2026", BUTTON_PRIMARY, true)) {
            ui_push(ui, COMMAND_OPEN);
        }
        shim_window_end();
    }
}
