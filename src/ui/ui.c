/* ui.c - one frame of the interface: where the panels are, which of them are open, what is drawn in which order. */
#include "hip/mem.h"
#include "hip/panes.h"
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double WALK_TICK_S = 0.5;

HipResult ui_create(Ui **out, HipError *err)
{
    Ui *ui = mem_alloc(1, sizeof *ui);
    ui->was_selected = ui->sheet_item = ui->hover_item = ui->menu_item = ui->pain.helps = -1;
    ui->depth_before = -1;
    ui->claim_topic = ui->claim_open = -1;
    ui_focus_none(ui);
    ui->shim = shim_create();
    if (!ui->shim) {
        free(ui);
        return hip_fail(err, "the graphics driver cannot draw the panels (OpenGL 3.3 and libGL are needed)");
    }
    *out = ui;
    return HIP_OK;
}

void ui_destroy(Ui *ui)
{
    if (!ui) {
        return;
    }
    shim_destroy(ui->shim);
    query_cache_release(&ui->cache);
    free(ui->seen.at);
    free(ui->font_regular);
    free(ui->font_strong);
    free(ui);
}

bool ui_wants_mouse(const Ui *ui)
{
    shim_use(ui->shim);
    return ui->started && shim_wants_mouse();
}

bool ui_wants_keyboard(const Ui *ui)
{
    return ui_keys(ui) != 0;
}

bool ui_wants_text(const Ui *ui)
{
    return ui->field_active || ui->field_focus || ui->note_active || ui->note_focus || ui->menu_open;
}

unsigned ui_keys(const Ui *ui)
{
    const unsigned UP_DOWN = 1u << UIKEY_UP | 1u << UIKEY_DOWN, ENDS = 1u << UIKEY_HOME | 1u << UIKEY_END;
    unsigned ring = 1u << UIKEY_TAB | 1u << UIKEY_ENTER | 1u << UIKEY_SPACE | 1u << UIKEY_ESCAPE;
    if (ui_wants_text(ui)) {
        return ~0u;
    }
    if (!ui->focus.at) {
        return 0;
    }
    if (ui->focus.arrows) {
        ring |= UP_DOWN | ENDS | 1u << UIKEY_LEFT | 1u << UIKEY_RIGHT;
    }
    return ring | (ui_focus_reads(ui) ? UP_DOWN | ENDS : 0);
}

bool ui_moving(const Ui *ui)
{
    return ui->moving || ui->settle > 0;
}

double ui_wake_s(const Ui *ui)
{
    return ui->wake_s;
}

void ui_open_menu(Ui *ui, int item)
{
    ui->menu_open = ui->menu_new = item >= 0;
    ui->menu_item = item;
    ui->settle = 2;
}

/* The tree has the room alone: with both, the body would have less than 70 %. */
bool ui_sheet(const Ui *ui)
{
    return !ui->screen->layers && (ui->screen->page != PAGE_NONE || ui->view->selected >= 0);
}

/* Nothing is peeled while somebody points, nor for a client's eyes: the column's room goes to the page. */
static bool wide(const Ui *ui)
{
    return ui->shown->client || ui->screen->page == PAGE_PAIN;
}

/* Large text in a small window: a page has at most so much of it, and the depth's column is there only without one. */
static const float NARROW = 720, MOST_OF_NARROW = 0.6f;

bool ui_narrow(const Ui *ui)
{
    return ui->width < px(ui, NARROW);
}

float ui_sheet_width(const Ui *ui)
{
    float width = px(ui, wide(ui) ? UI_WIDE_SHEET : UI_SHEET);
    return ui_narrow(ui) ? fminf(width, roundf(MOST_OF_NARROW * ui->width)) : width;
}

float ui_column_width(const Ui *ui)
{
    bool away = wide(ui) || (ui_narrow(ui) && (ui_sheet(ui) || ui->screen->layers));
    return away ? 0 : ui->column;
}

UiRect ui_free(const Ui *ui)
{
    float left = ui_column_width(ui) + (ui->screen->layers ? px(ui, UI_TREE) : 0);
    float right = ui_sheet(ui) ? ui_sheet_width(ui) : 0;
    return (UiRect){left, px(ui, UI_TOP), ui->width - left - right, ui->height - px(ui, UI_TOP + UI_BOTTOM)};
}

float ui_foot(const Ui *ui)
{
    return ui->section_chip.h > 0 ? ui->section_chip.y - px(ui, 8) : ui->height - px(ui, UI_BOTTOM + 8);
}

void ui_to_pixels(const Ui *ui, const float xy[2], float out[2])
{
    PaneRect panes[PANES_MOST];
    session_panes(ui->session, panes); /* side by side: the first */
    out[0] = (panes[0].x + (xy[0] + 1) * 0.5f * panes[0].w) * ui->width;
    out[1] = (panes[0].y + (1 - xy[1]) * 0.5f * panes[0].h) * ui->height;
}

void ui_body_extent(Ui *ui, float *left, float *right)
{
    bool before = query_extent(ui->model, ui->list, &ui->cache, left, right);
    *left = before ? (*left + 1) * 0.5f * ui->width : 0;
    *right = before ? (*right + 1) * 0.5f * ui->width : ui->width;
}

/* What was told is forgotten here too: what is open of the page, fields with their text, what was found. */
static void forget_told(Ui *ui)
{
    if (ui->wiped == ui->screen->wiped) {
        return;
    }
    ui->wiped = ui->screen->wiped;
    ui->pain = (PainPage){.helps = -1};
    ui->note_open = ui->note_active = ui->note_focus = false;
    memset(ui->result_text, 0, sizeof ui->result_text);
    shim_release_keyboard();
}

/* What is selected there belongs to the page: a likely source, what the quiz asks for, what a lesson's step shows. */
static bool keeps_page(const Ui *ui)
{
    return (ui->screen->page == PAGE_PAIN && ui->view->source >= 0) || session_quiz(ui->session)->level ||
           ui->screen->page == PAGE_BOOKMARKS || ui->screen->page == PAGE_NOTES ||
           (ui->screen->page == PAGE_LESSONS && ui->view->selected == session_lesson_selects(ui->session));
}

/* What was asked for last is shown; whatever stood in its room goes. */
static void settle_panels(Ui *ui)
{
    Screen *screen = ui->screen;
    bool selected_anew = ui->view->selected != ui->was_selected && ui->view->selected >= 0;
    if (screen->layers && !ui->was_layers) {
        screen->page = PAGE_NONE;
    }
    if (screen->page != PAGE_NONE && screen->page != ui->was_page) {
        screen->layers = false;
    } else if (selected_anew && !ui->tree_selected && !keeps_page(ui)) {
        screen->page = PAGE_NONE;
        screen->layers = false;
    }
    if (selected_anew) {
        ui->tree_selected = false;
    }
    if (screen->layers != ui->was_layers || screen->page != ui->was_page || ui->view->selected != ui->was_selected ||
        screen->search != ui->was_search) {
        ui->settle = 2;
    }
    if (screen->page != PAGE_PAIN && screen->page != PAGE_LESSONS && screen->page != PAGE_BOOKMARKS &&
        screen->page != PAGE_NOTES) {
        ui->note_active = ui->note_focus = false;
    }
    ui->was_layers = screen->layers;
    ui->was_page = screen->page;
    ui->was_selected = ui->view->selected;
}

/* Text follows the window's height, and its width where that is what is short. Steps of an eighth, so that dragging the
 * window's edge does not make new fonts in every frame. */
static float unit_for(float width, float height, float pixel_scale)
{
    float unit = fminf(height / 720, width / 1280);
    unit = fmaxf(unit, 0.75f * pixel_scale);
    return fmaxf(0.5f, floorf(unit * 8 + 1e-3f) / 8);
}

/* For the back row: capitals of the labels are at least 2.5 % of the picture's height. */
static float projector_unit(float width, float height)
{
    static const float LARGER = 1.6f, SHARE = 0.75f;
    return fmaxf(0.5f, ceilf(8 * LARGER * fminf(height, SHARE * width) / 720 - 1e-3f) / 8);
}

void ui_begin(Ui *ui, Session *session, const DrawList *list, const UiInput *input, bool projected, CommandQueue *queue)
{
    shim_use(ui->shim);
    float scale = input->pixel_scale > 0 ? input->pixel_scale : 1;
    ui->input = input;
    ui->session = session;
    ui->screen = session_screen(session);
    ui->atlas = session_atlas(session);
    ui->model = session_model(session);
    ui->view = session_view(session);
    ui->shown = session_shown(session);
    ui->list = list;
    ui->queue = queue;
    ui->theme = theme_of(view_theme(ui->shown));
    ui->width = roundf(input->width * scale);
    ui->height = roundf(input->height * scale);
    float wish = (float)session_settings(ui->session).text_percent / 100;
    ui->unit = projected ? projector_unit(ui->width, ui->height) : wish * unit_for(ui->width, ui->height, scale);
    ui->last_s = ui->started ? ui->time_s : input->time_s;
    ui->time_s = input->time_s;
    ui->moving = false;
    ui->wake_s = 0;
    if (ui->settle > 0) {
        ui->settle--;
    }
    if (ui->unit != ui->font_unit || ui->font_client != ui->shown->client) {
        theme_fonts(ui, ui->unit);
    }
    ShimInput in = {.width = ui->width,
                    .height = ui->height,
                    .mouse_x = input->mouse_x * scale,
                    .mouse_y = input->mouse_y * scale,
                    .mouse_inside = input->mouse_inside,
                    .wheel_x = input->wheel_x,
                    .wheel_y = input->wheel_y,
                    .text = ui->field_active || ui->note_active ? input->text : NULL,
                    .keys = input->keys_down,
                    .ctrl = input->ctrl,
                    .shift = input->shift,
                    .alt = input->alt,
                    .step_s = (float)(ui->time_s - ui->last_s)};
    memcpy(in.buttons, input->buttons, sizeof in.buttons);
    shim_frame_begin(&in);
    ui->started = true;
}

static CommandId command_of_key(const char *name)
{
    size_t length = strlen(name);
    for (int id = COMMAND_NONE + 1; id < COMMAND_COUNT; id++) {
        const CommandInfo *info = command_info((CommandId)id);
        for (const char *at = info ? info->keys : NULL; at; at = strchr(at, ';') ? strchr(at, ';') + 1 : NULL) {
            if (strncmp(at, name, length) == 0 && (at[length] == ';' || at[length] == '\0')) {
                return (CommandId)id;
            }
        }
    }
    return COMMAND_NONE;
}

/* Keys that the field or the menu do not use mean what they always mean: the window leaves them to us while one of
 * these holds the keyboard; so it does with Esc under the ring. The command table says what they mean. */
static void give_back_keys(Ui *ui, bool had_ring)
{
    static const char *const NAMES[UIKEY_Z + 1] = {
        [UIKEY_PAGE_UP] = "PageUp",
        [UIKEY_PAGE_DOWN] = "PageDown",
        [UIKEY_HOME] = "Home",
        [UIKEY_DELETE] = "Delete",
        [UIKEY_ESCAPE] = "Escape",
        [UIKEY_A] = "A",
        [UIKEY_C] = "C",
        [UIKEY_V] = "V",
        [UIKEY_Y] = "Y",
        [UIKEY_Z] = "Z",
    };
    bool holds = ui_wants_text(ui), typing = holds && !ui->menu_open;
    if (!holds && !had_ring) {
        return;
    }
    for (int i = 0; i < 16 && ui->input->keys_down[i]; i++) {
        int key = ui->input->keys_down[i];
        bool pages = key == UIKEY_PAGE_UP || key == UIKEY_PAGE_DOWN, letter = key >= UIKEY_A;
        if (key < 0 || key > UIKEY_Z || !NAMES[key] || (typing && !pages && key != UIKEY_ESCAPE) ||
            (!holds && (key != UIKEY_ESCAPE || ui->focus.let_go)) || (letter && !ui->input->ctrl)) {
            continue;
        }
        char name[32];
        snprintf(name, sizeof name, "%s%s%s", ui->input->ctrl ? "Ctrl+" : "", ui->input->shift ? "Shift+" : "",
                 NAMES[key]);
        CommandId id = command_of_key(name);
        if (pages && session_lesson(ui->session, NULL)) { /* a clicker turns the pages of the lesson that runs */
            id = key == UIKEY_PAGE_DOWN ? COMMAND_LESSON_NEXT : COMMAND_LESSON_PREVIOUS;
        }
        if (id != COMMAND_NONE) {
            ui_push(ui, id);
        }
    }
}

static void draw_sheet(Ui *ui, UiRect rect)
{
    static void (*const PAGES[PAGE_COUNT])(Ui *, UiRect) = {
        [PAGE_NONE] = panel_structure, [PAGE_HELP] = panel_help,           [PAGE_ABOUT] = panel_about,
        [PAGE_MODEL] = panel_model,    [PAGE_VARIANTS] = panel_variants,   [PAGE_POSITIONS] = panel_positions,
        [PAGE_MOTION] = panel_motion,  [PAGE_STROKES] = panel_strokes,     [PAGE_PRESS] = panel_press,
        [PAGE_WALK] = panel_walk,      [PAGE_PAIN] = panel_pain,           [PAGE_LESSONS] = panel_lessons,
        [PAGE_QUIZ] = panel_quiz,      [PAGE_BOOKMARKS] = panel_bookmarks, [PAGE_SETTINGS] = panel_settings,
        [PAGE_MORE] = panel_more,      [PAGE_COMPARE] = panel_compare,     [PAGE_CLAIMS] = panel_claims,
        [PAGE_NOTES] = panel_notes,
    };
    PAGES[ui->screen->page](ui, rect);
}

static void in_region(Ui *ui, UiRegion region, void (*panel)(Ui *ui))
{
    ui->focus.region = region;
    panel(ui);
}

static void draw_panels(Ui *ui)
{
    float margin = px(ui, UI_PAD);
    if (ui_column_width(ui) > 0) {
        in_region(ui, REGION_DEPTH, panel_depth);
    }
    in_region(ui, REGION_SECTION, panel_section);
    panel_legend(ui);
    in_region(ui, REGION_BOTTOM, panel_bottom);
    if (ui->screen->layers && !session_asks(ui->session)) {
        in_region(ui, REGION_TREE, panel_layers);
    }
    in_region(ui, REGION_SEARCH, panel_search);
    in_region(ui, REGION_TOP, panel_top);
    float width = ui_sheet_width(ui);
    UiRect sheet = {ui->width - width, px(ui, UI_TOP), width - margin, ui->height - px(ui, UI_TOP) - margin};
    if (ui_sheet(ui)) {
        ui->focus.region = REGION_PAGE;
        draw_sheet(ui, sheet);
    }
    in_region(ui, REGION_LESSON, overlay_lesson);
    in_region(ui, REGION_EMPTY, panel_message);
    overlay_hover(ui);
    in_region(ui, REGION_MENU, panel_menu);
    in_region(ui, REGION_WIPE, panel_wipe);
}

static void say_free_room(Ui *ui)
{
    UiRect room = ui_free(ui);
    ui->screen->free_left = room.x / ui->width;
    ui->screen->free_right = (ui->width - room.x - room.w) / ui->width;
    ui->screen->free_bottom = px(ui, UI_BOTTOM) / ui->height;
    ui->screen->sheet = ui_sheet_width(ui) / ui->width;
    ui->screen->wide_sheet = px(ui, UI_WIDE_SHEET) / ui->width;
}

/* The body has the whole picture; nothing that is not drawn may hold the keyboard. */
static void put_panels_away(Ui *ui)
{
    Screen *screen = ui->screen;
    screen->free_left = screen->free_right = screen->free_bottom = screen->sheet = screen->wide_sheet = 0;
    ui->field_active = ui->field_focus = ui->note_active = ui->note_focus = ui->menu_open = false;
    ui_focus_none(ui);
}

void ui_frame(Ui *ui, Session *session, const DrawList *list, const UiInput *input, unsigned framebuffer,
              bool overlay_only, CommandQueue *queue)
{
    if (input->width < 1 || input->height < 1) {
        return;
    }
    ui_begin(ui, session, list, input, session_shown(session)->present, queue);
    if (overlay_only || ui->shown->present) {
        put_panels_away(ui);
        overlay_lines(ui);
        overlay_pens(ui);
        overlay_labels(ui, true);
        if (ui->shown->body.step) {
            overlay_body(ui);
        } else {
            overlay_panes(ui);
            overlay_marker(ui, true);
        }
        if (!overlay_only) {
            overlay_lesson(ui);
            if (!ui->shown->body.step) {
                panel_message(ui);
            }
            overlay_board(ui);
        }
    } else {
        ui->column = depth_column(ui);
        forget_told(ui);
        settle_panels(ui);
        bool had_ring = ui->focus.at != 0;
        ui_focus_begin(ui);
        give_back_keys(ui, had_ring);
        overlay_lines(ui);
        overlay_labels(ui, false);
        overlay_notes_touch(ui);
        overlay_marker(ui, false);
        draw_panels(ui);
        overlay_panes(ui);
        overlay_pointer(ui);
        ui_focus_end(ui);
        ui->was_search = ui->screen->search;
        say_free_room(ui);
    }
    if (session_walk(session)->playing) { /* its clock runs also where nothing else moves */
        ui_wake_at(ui, ui->time_s + WALK_TICK_S);
    }
    shim_frame_end(framebuffer);
}
