/* focus.c - the keyboard's ring: what it can be on, in reading order; where it goes, and where it comes back to. */
#include "ui_internal.h"
#include <stdio.h>
#include <string.h>

static int place_of(const UiFocus *focus, uint32_t id)
{
    for (int i = 0; id && i < focus->count; i++) {
        if (focus->ids[i] == id) {
            return i;
        }
    }
    return -1;
}

static int first_in(const UiFocus *focus, UiRegion region)
{
    for (int i = 0; i < focus->count; i++) {
        if (focus->regions[i] == region) {
            return i;
        }
    }
    return -1;
}

static void ring_at(UiFocus *focus, uint32_t id)
{
    focus->at = id;
    focus->from = id ? id : focus->from;
    focus->just_moved = true;
}

void ui_focus_none(Ui *ui)
{
    UiFocus *focus = &ui->focus;
    memset(focus, 0, sizeof *focus);
    focus->into = focus->enters = focus->modal = focus->reads = REGION_COUNT;
}

void ui_focus_to(Ui *ui, uint32_t id)
{
    if (ui->focus.at) {
        ui->focus.wants = id;
        ui->focus.waits = 2; /* what the press changes is drawn in the next frame */
    }
}

void ui_focus_let_go(Ui *ui)
{
    ui->focus.from = ui->focus.at ? ui->focus.at : ui->focus.from;
    ui->focus.at = 0;
}

/* Tab goes through the widgets of the last frame; after the last comes nothing, then the first. Out of a question that
 * wants an answer there is no way but to answer. */
static void move_ring(UiFocus *focus, bool back)
{
    int at = place_of(focus, focus->at ? focus->at : focus->from), into = first_in(focus, focus->into);
    if (!focus->at && into >= 0) { /* what has opened comes first */
        at = back ? into + 1 : into - 1;
    } else if (at < 0 && back) {
        at = focus->count;
    }
    focus->into = REGION_COUNT;
    focus->way = back ? -1 : 1;
    at += focus->way;
    if (focus->modal != REGION_COUNT && focus->count > 0) {
        at = (at + focus->count) % focus->count;
    }
    bool there = at >= 0 && at < focus->count;
    focus->from = 0;
    ring_at(focus, there ? focus->ids[at] : 0);
}

/* ---- what opens takes the ring, what closes gives it back ---- */

/* What fills a region now: 0 nothing, else a number for each thing. */
static int filling(const Ui *ui, UiRegion region)
{
    switch (region) {
    case REGION_SEARCH:
        return ui->screen->search;
    case REGION_TREE:
        return ui->screen->layers && !session_asks(ui->session);
    case REGION_PAGE:
        return !ui_sheet(ui) ? 0 : ui->screen->page != PAGE_NONE ? (int)ui->screen->page : -1 - ui->view->selected;
    case REGION_MENU:
        return ui->menu_open;
    case REGION_WIPE:
        return ui->screen->wipe;
    default:
        return 0;
    }
}

static UiRegion region_of(const UiFocus *focus, uint32_t id)
{
    int at = place_of(focus, id);
    return at >= 0 ? (UiRegion)focus->regions[at] : REGION_COUNT;
}

static UiRegion region_at(const UiFocus *focus)
{
    return region_of(focus, focus->at);
}

/* Typing gives the ring back too: the field had taken it. */
static void closed(UiFocus *focus, UiRegion region)
{
    bool typed = region == REGION_SEARCH && !focus->at;
    if (region_at(focus) == region || typed) {
        focus->from = focus->back[region].from;
        ring_at(focus, focus->back[region].at);
    }
    focus->into = focus->into == region ? REGION_COUNT : focus->into;
    focus->enters = focus->enters == region ? REGION_COUNT : focus->enters;
}

static void opened(UiFocus *focus, UiRegion region, bool anew)
{
    bool takes = focus->at || region == REGION_WIPE;
    if (anew) {
        focus->back[region] = (UiFocusBack){focus->at, focus->from};
    }
    if (region == REGION_SEARCH) { /* its field has the keyboard */
        focus->at = 0;
        focus->from = ui_id("search", "field", 0);
        focus->into = REGION_COUNT;
    } else if (takes) {
        focus->enters = region;
    } else {
        focus->into = region;
    }
}

static void follow_panels(Ui *ui)
{
    UiFocus *focus = &ui->focus;
    for (int region = REGION_COUNT - 1; region >= 0; region--) {
        if (focus->filled[region] && !filling(ui, (UiRegion)region)) {
            closed(focus, (UiRegion)region);
        }
    }
    for (int region = 0; region < REGION_COUNT; region++) {
        int now = filling(ui, (UiRegion)region), before = focus->filled[region];
        UiRegion at = region_at(focus);
        if (now && now != before && at != REGION_LESSON) { /* who turns its pages goes on turning them */
            opened(focus, (UiRegion)region, before == 0 || at != (UiRegion)region);
        }
        focus->filled[region] = now;
    }
}

/* ---- a frame ---- */

/* Esc in what it closes closes that; elsewhere it lets go of the ring. */
static bool escape_closes(const UiFocus *focus)
{
    UiRegion region = region_at(focus);
    return region < REGION_COUNT && focus->filled[region] != 0;
}

/* While the ring is on a page, what has no arrows of its own is read with them. */
static float reading(const Ui *ui)
{
    float line = px(ui, 60);
    return ui_key(ui, UIKEY_DOWN)   ? line
           : ui_key(ui, UIKEY_UP)   ? -line
           : ui_key(ui, UIKEY_END)  ? 1e6f
           : ui_key(ui, UIKEY_HOME) ? -1e6f
                                    : 0;
}

void ui_focus_begin(Ui *ui)
{
    UiFocus *focus = &ui->focus;
    focus->just_moved = focus->moves_next;
    focus->moves_next = false;
    focus->way = 0;
    follow_panels(ui);
    if (ui_key(ui, UIKEY_TAB)) {
        bool searched = region_of(focus, focus->at ? focus->at : focus->from) == REGION_SEARCH;
        shim_release_keyboard();
        for (int i = ui_presses(ui, UIKEY_TAB); i > 0; i--) {
            move_ring(focus, ui->input->shift);
        }
        if (searched && region_of(focus, focus->at) != REGION_SEARCH) {
            ui->screen->search = false; /* left behind */
        }
    }
    if (ui->menu_open && (ui_key(ui, UIKEY_DOWN) || ui_key(ui, UIKEY_UP))) {
        move_ring(focus, ui_key(ui, UIKEY_UP));
    }
    bool keyed = ui->input->keyed && (ui->input->mouse_x != focus->keyed[0] || ui->input->mouse_y != focus->keyed[1]);
    bool pointed = shim_mouse_clicked(0) || shim_mouse_clicked(1) || keyed;
    focus->keyed[0] = ui->input->mouse_x;
    focus->keyed[1] = ui->input->mouse_y;
    if (pointed && focus->modal != REGION_WIPE) {
        ui_focus_let_go(ui);
        memset(focus->back, 0, sizeof focus->back);
    }
    focus->let_go = focus->at && ui_key(ui, UIKEY_ESCAPE) && !escape_closes(focus);
    if (focus->let_go) {
        ui_focus_let_go(ui);
    }
    focus->enter = focus->at && (ui_key(ui, UIKEY_ENTER) || ui_key(ui, UIKEY_SPACE));
    focus->scroll = !focus->arrows && ui_focus_reads(ui) ? reading(ui) : 0;
    focus->reads = focus->scroll != 0 ? region_at(focus) : REGION_COUNT;
    memcpy(focus->was, focus->ids, (size_t)focus->count * sizeof *focus->ids);
    memcpy(focus->were, focus->regions, (size_t)focus->count * sizeof *focus->regions);
    focus->was_count = focus->count;
    focus->count = 0;
    focus->modal = REGION_COUNT;
    focus->region = REGION_BOTTOM;
    focus->arrows = focus->ringed = false;
}

bool ui_focus_reads(const Ui *ui)
{
    UiRegion region = region_at(&ui->focus);
    return (region == REGION_PAGE || region == REGION_TREE) && !ui->menu_open;
}

/* In reading order, which is not that of drawing; of a question alone what answers it. */
static void sort_stops(UiFocus *focus)
{
    int count = 0;
    for (int i = 0; i < focus->count; i++) {
        uint32_t id = focus->ids[i];
        uint8_t region = focus->regions[i];
        int at = count;
        if (focus->modal != REGION_COUNT && region != focus->modal) {
            continue;
        }
        for (; at > 0 && focus->regions[at - 1] > region; at--) {
            focus->ids[at] = focus->ids[at - 1];
            focus->regions[at] = focus->regions[at - 1];
        }
        focus->ids[at] = id;
        focus->regions[at] = region;
        count++;
    }
    focus->count = count;
}

/* What had the ring is gone: what stood before it in the same part of the window has it now, else the first there; of
 * what Tab came to, what comes next on its way. */
static uint32_t survivor(const UiFocus *focus)
{
    int at = 0, way = focus->way ? focus->way : -1, others = -1;
    while (at < focus->was_count && focus->was[at] != focus->at) {
        at++;
    }
    for (int i = at < focus->was_count ? at + way : -1; i >= 0 && i < focus->was_count && others < 0; i += way) {
        bool near = focus->way || focus->were[i] == focus->were[at];
        if (place_of(focus, focus->was[i]) >= 0 && near) {
            return focus->was[i];
        }
        others = near ? -1 : i;
    }
    int first = at < focus->was_count ? first_in(focus, (UiRegion)focus->were[at]) : -1;
    return first >= 0                                                ? focus->ids[first]
           : others >= 0 && place_of(focus, focus->was[others]) >= 0 ? focus->was[others]
                                                                     : 0;
}

/* Not before the frame is drawn: what is drawn later would take the same press for its own. */
static bool wanted(UiFocus *focus)
{
    if (focus->waits == 0) {
        return false;
    }
    focus->waits--;
    if (!focus->at || place_of(focus, focus->wants) < 0) {
        return false;
    }
    ring_at(focus, focus->wants);
    focus->waits = 0;
    return true;
}

/* Over everything, with a dark or light line on both sides, so that it is seen on any ground. */
static void draw_ring(Ui *ui)
{
    const UiFocus *focus = &ui->focus;
    float out = px(ui, 4), corner = px(ui, UI_CORNER + 2), in = px(ui, 1);
    UiRect clip = {focus->clip.x - out, focus->clip.y - out, focus->clip.w + 2 * out, focus->clip.h + 2 * out};
    UiRect wide = {focus->ring.x - out, focus->ring.y - out, focus->ring.w + 2 * out, focus->ring.h + 2 * out};
    UiRect ring = {wide.x + in, wide.y + in, wide.w - 2 * in, wide.h - 2 * in};
    shim_draw_above(true);
    shim_clip_push(clip);
    shim_outline(wide, corner, out, ui->theme->halo | 0xff000000u);
    shim_outline(ring, corner - in, px(ui, 2), ui->theme->accent);
    shim_clip_pop();
    shim_draw_above(false);
}

void ui_focus_end(Ui *ui)
{
    UiFocus *focus = &ui->focus;
    sort_stops(focus);
    int first = first_in(focus, focus->enters);
    if (first >= 0) {
        ring_at(focus, focus->ids[focus->enters == REGION_WIPE ? focus->count - 1 : first]); /* the harmless answer */
        focus->enters = REGION_COUNT;
        focus->moves_next = true;
        ui->settle = 2;
    } else if (wanted(focus)) {
        focus->moves_next = true;
        ui->settle = 2;
    } else if (focus->at && place_of(focus, focus->at) < 0) {
        ring_at(focus, survivor(focus));
        focus->moves_next = true;
        ui->settle = 2;
    }
    if (focus->ringed) {
        draw_ring(ui);
    }
}

const char *ui_ring_place(const Ui *ui, char *out, size_t size)
{
    static const char *const NAMES[REGION_COUNT] = {"search",  "top",    "depth", "tree", "page", "lesson",
                                                    "section", "bottom", "empty", "menu", "wipe"};
    const UiFocus *focus = &ui->focus;
    int at = place_of(focus, focus->at);
    if (at < 0) {
        snprintf(out, size, "%s", ui_wants_text(ui) && !ui->menu_open ? "field" : "none");
        return out;
    }
    int first = first_in(focus, (UiRegion)focus->regions[at]);
    snprintf(out, size, "%s.%d", NAMES[focus->regions[at]], at - first + 1);
    return out;
}

bool ui_focused(const Ui *ui, uint32_t id)
{
    return ui->focus.at == id;
}

void ui_ring(Ui *ui, UiRect rect)
{
    UiFocus *focus = &ui->focus;
    if (focus->just_moved) {
        shim_scroll_into_view(rect.y - px(ui, 8), rect.y + rect.h + px(ui, 8));
    }
    focus->ringed = true;
    focus->ring = rect;
    focus->clip = shim_clip();
}

void ui_stop(Ui *ui, uint32_t id)
{
    UiFocus *focus = &ui->focus;
    if (focus->count < UI_FOCUS_MAX) {
        focus->regions[focus->count] = (uint8_t)focus->region;
        focus->ids[focus->count++] = id;
    }
}

unsigned ui_area(Ui *ui, uint32_t id, UiRect rect)
{
    UiFocus *focus = &ui->focus;
    unsigned flags = shim_item(id, rect);
    ui_stop(ui, id);
    if (flags & SHIM_HELD) {
        focus->from = id; /* Tab goes on from where the pointer was last */
    }
    if (focus->at == id) {
        ui_ring(ui, rect);
        flags |= focus->enter ? SHIM_CLICKED : 0;
    }
    return flags;
}
