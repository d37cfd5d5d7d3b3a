/* panel_search.c - just type: one field that finds structures, positions, strokes, tools, acts and claims. Enter does
 * the obvious thing. */
#include "found.h"
#include "hip/claims.h"
#include "hip/mem.h"
#include "hip/stroke.h"
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { RESULTS_MAX = 8, HITS_MAX = 7, HITS_BESIDE = 4, ZONES_MAX = 3 };

static bool contains(const char *text, const char *typed)
{
    return text && strcasestr(text, typed) != NULL;
}

/* True when a hit holds what was typed as it stands, so that it needs no "did you mean". */
static bool literal(const Ui *ui, const Found *result, const char *typed)
{
    if (result->kind != FOUND_STRUCTURE) {
        return true;
    }
    const AtlasStructure *structure = &ui->atlas->structures[result->index];
    bool found = contains(_(structure->name_en), typed) || contains(structure->name_en, typed) ||
                 contains(structure->name_la, typed) || contains(structure->id, typed) ||
                 contains(result->matched, typed);
    for (int i = 0; i < structure->synonym_count && !found; i++) {
        found = contains(structure->synonyms[i], typed);
    }
    char word[256];
    snprintf(word, sizeof word, "%s", typed); /* several words: each on its own */
    for (char *save = NULL, *part = strtok_r(word, " ", &save); part && !found; part = strtok_r(NULL, " ", &save)) {
        found = strlen(part) > 2 && (contains(structure->name_en, part) || contains(_(structure->name_en), part) ||
                                     contains(structure->name_la, part));
    }
    return found;
}

static int find_structures(const Ui *ui, const char *typed, Found out[HITS_MAX])
{
    AtlasHit hits[HITS_MAX];
    int found = atlas_search(ui->atlas, typed, ui->view->side, hits, HITS_MAX);
    for (int i = 0; i < found && i < HITS_MAX; i++) {
        out[i] = (Found){FOUND_STRUCTURE, hits[i].structure, hits[i].matched};
    }
    return found < HITS_MAX ? found : HITS_MAX;
}

static int append(Found out[RESULTS_MAX], int count, const Found *more, int more_count)
{
    for (int i = 0; i < more_count && count < RESULTS_MAX; i++) {
        out[count++] = more[i];
    }
    return count;
}

/* Structures first, unless they are only near what was typed and something else is just that: an area that people call
 * so, or any while somebody tells where it hurts. */
static int find(const Ui *ui, const char *typed, Found out[RESULTS_MAX])
{
    Found structures[HITS_MAX], massage[RESULTS_MAX], zones[ZONES_MAX], claims[RESULTS_MAX];
    int bodies = find_structures(ui, typed, structures), others = found_massage(ui->atlas, typed, massage, RESULTS_MAX);
    int first, areas = found_zones(ui->atlas, typed, zones, ZONES_MAX, &first);
    int said = found_claims(ui->atlas, typed, claims, RESULTS_MAX), beside = others + areas + said;
    first = ui->screen->page == PAGE_PAIN ? areas : first;
    bool near = beside > 0 && bodies > 0 && !literal(ui, &structures[0], typed);
    bodies = near ? 0 : beside > 0 && bodies > HITS_BESIDE ? HITS_BESIDE : bodies;
    int count = append(out, 0, zones, first);
    count = append(out, count, structures, bodies);
    count = append(out, count, zones + first, areas - first);
    count = append(out, count, massage, others);
    if (strlen(typed) >= 3) { /* read from disk when first asked for */
        count += found_lessons(session_lessons(ui->session, NULL), typed, out + count, RESULTS_MAX - count);
    }
    count += found_acts(typed, out + count, RESULTS_MAX - count);
    return append(out, count, claims, said);
}

static void close_search(Ui *ui)
{
    ui->screen->search = false;
    memset(ui->screen->search_text, 0, sizeof ui->screen->search_text);
    memset(ui->result_text, 0, sizeof ui->result_text);
    ui->field_focus = ui->field_active = false;
    shim_release_keyboard();
    ui->settle = 2;
}

static void open_page(Ui *ui, CommandId id, ScreenPage page)
{
    if (ui->screen->page != page) {
        ui_push(ui, id);
    }
}

static void act(Ui *ui, CommandId id)
{
    const CommandInfo *info = command_info(id);
    Command *command = ui_push(ui, id);
    command->value = -1; /* toggles, or the next one */
    if (info->needs_item) {
        command->item = ui->view->selected;
    }
}

static void start_lesson(Ui *ui, const Lesson *lesson)
{
    Command *command = ui_push(ui, COMMAND_LESSON);
    snprintf(command->text, sizeof command->text, "%s", lesson->id);
    open_page(ui, COMMAND_LESSONS, PAGE_LESSONS);
}

static void choose(Ui *ui, const Found *result)
{
    Act acts[ACT_COUNT];
    close_search(ui);
    switch (result->kind) {
    case FOUND_ACT:
        act(ui, (CommandId)result->index);
        break;
    case FOUND_ZONE:
        if (!(ui->view->told.zones >> result->index & 1)) { /* said twice it still hurts */
            ui_push(ui, COMMAND_TELL_ZONE)->value = (float)result->index;
        }
        open_page(ui, COMMAND_PAIN, PAGE_PAIN);
        break;
    case FOUND_POSITION:
        ui_push(ui, COMMAND_POSITION)->value = (float)result->index;
        open_page(ui, COMMAND_POSITIONS, PAGE_POSITIONS);
        break;
    case FOUND_STROKE:
        ui_push(ui, COMMAND_STROKE)->value = (float)result->index;
        open_page(ui, COMMAND_STROKES, PAGE_STROKES);
        break;
    case FOUND_CLAIM:
        ui_show_claim(ui, result->index);
        open_page(ui, COMMAND_CLAIMS, PAGE_CLAIMS);
        break;
    case FOUND_LESSON:
        start_lesson(ui, session_lessons(ui->session, NULL)->items[result->index]);
        break;
    case FOUND_TOOL:
        ui_push(ui, COMMAND_TOOL)->value = (float)result->index;
        open_page(ui, COMMAND_PRESS, PAGE_PRESS);
        break;
    default:
        acts_of(ui, result->index, acts);
        /* What the model lacks can still be read about. */
        ui_push_item(ui, acts[0].enabled ? COMMAND_REVEAL : COMMAND_SELECT, result->index);
    }
}

typedef struct RowWords {
    char name[160], under[200];
    const char *title, *kind;
} RowWords;

static void structure_words(Ui *ui, const Found *result, const char *typed, RowWords *out)
{
    const AtlasStructure *s = &ui->atlas->structures[result->index];
    item_name(ui, result->index, out->name, sizeof out->name);
    bool shown = contains(_(s->name_en), typed) || contains(s->name_la, typed) ||
                 (result->matched && strcasecmp(result->matched, _(s->name_en)) == 0);
    const char *latin = s->name_la && !ui->shown->client ? s->name_la : "";
    snprintf(out->under, sizeof out->under, "%s", !shown && result->matched ? result->matched : latin);
    out->kind = system_word(s->system);
}

static void words_of(Ui *ui, const Found *result, const char *typed, RowWords *out)
{
    const Atlas *atlas = ui->atlas;
    out->title = out->name;
    out->under[0] = '\0';
    if (result->kind == FOUND_STRUCTURE) {
        structure_words(ui, result, typed, out);
    } else if (result->kind == FOUND_ZONE) {
        const AtlasZone *zone = &atlas->pain->zones[result->index];
        out->title = zone->name;
        out->kind = "It hurts";
        snprintf(out->under, sizeof out->under, "%s", zone->plain);
    } else if (result->kind == FOUND_POSITION) {
        out->title = position_word(ui, result->index);
        out->kind = "Position";
        snprintf(out->under, sizeof out->under, "%s", atlas->positions[result->index].choose.text);
    } else if (result->kind == FOUND_STROKE) {
        const AtlasStroke *stroke = &atlas->strokes[result->index];
        int position = stroke_position(atlas, result->index, view_worked(ui->view));
        out->title = stroke_word(ui, result->index);
        out->kind = "Stroke";
        snprintf(out->under, sizeof out->under, "%s, %s", stroke->id, position >= 0 ? position_word(ui, position) : "");
    } else if (result->kind == FOUND_TOOL) {
        out->title = atlas->tools[result->index].name;
        out->kind = "Tool";
        snprintf(out->under, sizeof out->under, "What lies under it, down to bone");
    } else if (result->kind == FOUND_CLAIM) {
        const AtlasClaim *claim = &atlas->claims->claims[result->index];
        out->title = claim->claim;
        out->kind = "Claim";
        snprintf(out->under, sizeof out->under, "%s", claim_verdict_name(claim->verdict));
    } else if (result->kind == FOUND_LESSON) {
        const Lesson *lesson = session_lessons(ui->session, NULL)->items[result->index];
        out->title = lesson->title;
        out->kind = "Lesson";
        snprintf(out->under, sizeof out->under, "%s", lesson->about ? lesson->about : "");
    } else {
        const CommandInfo *info = command_info((CommandId)result->index);
        out->title = info->title;
        out->kind = "Act";
        snprintf(out->under, sizeof out->under, "%s", info->help);
    }
}

static void row_text(Ui *ui, const Found *result, const char *typed, UiRect row)
{
    const UiTheme *theme = ui->theme;
    RowWords words;
    words_of(ui, result, typed, &words);
    float x = row.x + px(ui, 16), right = row.x + row.w - px(ui, 12);
    if (result->kind == FOUND_STRUCTURE) {
        shim_rect((UiRect){row.x + px(ui, 4), row.y + px(ui, 8), px(ui, 4), row.h - px(ui, 16)}, px(ui, 2),
                  ui_colour_linear(ui->atlas->structures[result->index].colour, 1));
    }
    float kind_width = ui_text_width(UI_FONT_SMALL, words.kind), second = row.y + row.h / 2;
    bool high = ui_text_width(UI_FONT_BODY, words.title) + kind_width + px(ui, 8) <= right - x;
    float title_width = right - x - (high ? kind_width + px(ui, 8) : 0);
    float under_width = right - x - (high ? 0 : kind_width + px(ui, 8));
    shim_text(UI_FONT_SMALL, right - kind_width, high ? row.y + px(ui, 7) : second, theme->quiet, words.kind);
    ui_text_fit(UI_FONT_BODY, x, row.y + px(ui, 5), title_width, theme->text, words.title);
    ui_text_fit(UI_FONT_SMALL, x, second, under_width, theme->quiet, words.under);
}

static void draw_invitation(Ui *ui, float x, float y, float w)
{
    const char *words = "A muscle, a nerve or a bone, in your own words: sciatic, sit bone, ischias. A position, a "
                        "stroke, a tool: side "
                        "lying, effleurage, elbow. Or what to do: labels, x-ray, save.";
    float pad = px(ui, 16), line = flow_line(ui, UI_FONT_SMALL);
    float height = shim_text_wrapped(UI_FONT_SMALL, 0, 0, w - 2 * pad, line, 0, words);
    UiRect panel = {x, y, w, height + 2 * pad};
    shim_window_begin("##results", panel, SHIM_PASS_THROUGH);
    ui_panel(ui, panel);
    shim_text_wrapped(UI_FONT_SMALL, x + pad, y + pad, w - 2 * pad, line, ui->theme->quiet, words);
    shim_window_end();
}

static const char *advice(const Ui *ui, const char *typed, const Found *results, int count, char *out, size_t size)
{
    if (count == 0) {
        snprintf(out, size, _("Nothing matches '%s'. Try a muscle, a nerve or a bone: piriformis, sciatic, sit bone."),
                 typed);
        return out;
    }
    if (!literal(ui, &results[0], typed)) {
        snprintf(out, size, _("Nothing matches '%s'. Did you mean %s?"), typed,
                 _(ui->atlas->structures[results[0].index].name_en));
        return out;
    }
    return NULL;
}

/* The arrows go on from the row that has the ring. */
static void take_row(Ui *ui, int count)
{
    for (int i = 0; i < count; i++) {
        ui->result_at = ui_focused(ui, ui_id("result", "row", i)) ? i : ui->result_at;
    }
    ui_focus_let_go(ui);
}

static void draw_results(Ui *ui, float x, float y, float w)
{
    const char *typed = ui->screen->search_text;
    Found results[RESULTS_MAX];
    int count = find(ui, typed, results);
    if (strcmp(ui->result_text, typed) != 0) {
        snprintf(ui->result_text, sizeof ui->result_text, "%s", typed);
        ui->result_at = 0;
    }
    if (ui->focus.at && (ui_key(ui, UIKEY_DOWN) || ui_key(ui, UIKEY_UP))) {
        take_row(ui, count);
    }
    int by_arrows = (ui_key(ui, UIKEY_DOWN) ? 1 : 0) - (ui_key(ui, UIKEY_UP) ? 1 : 0);
    ui->result_at += by_arrows;
    ui->result_at = count ? (ui->result_at + count) % count : 0;

    char words[400];
    const char *say = advice(ui, typed, results, count, words, sizeof words);
    float line = flow_line(ui, UI_FONT_SMALL), pad = px(ui, 8), row_height = ui_row(ui, 50);
    float say_height = say ? shim_text_wrapped(UI_FONT_SMALL, 0, 0, w - 4 * pad, line, 0, say) + 2 * pad : 0;
    float whole = 2 * pad + say_height + row_height * (float)count;
    UiRect panel = {x, y, w, fminf(whole, ui->height - y - pad)};
    shim_window_begin("##results", panel, SHIM_SCROLL);
    ui_panel(ui, panel);
    shim_rect(panel, px(ui, UI_CORNER), ui->theme->panel);
    y -= shim_scroll();
    if (say) {
        shim_text_wrapped(UI_FONT_SMALL, x + 2 * pad, y + 2 * pad, w - 4 * pad, line, ui->theme->caution, say);
    }
    int chosen = count && ui_key(ui, UIKEY_ENTER) && !ui->focus.at ? ui->result_at : -1;
    for (int i = 0; i < count; i++) {
        UiRect row = {x + pad, y + pad + say_height + row_height * (float)i, w - 2 * pad, row_height};
        unsigned flags = ui_area(ui, ui_id("result", "row", i), row);
        if (by_arrows && i == ui->result_at) {
            shim_scroll_into_view(row.y - pad, row.y + row.h + pad);
        }
        if (flags & SHIM_HOVERED || i == ui->result_at) {
            shim_rect(row, px(ui, UI_CORNER - 2), i == ui->result_at ? ui->theme->raised_hover : ui->theme->raised);
        }
        if (i == ui->result_at && (ui_key(ui, UIKEY_DOWN) || ui_key(ui, UIKEY_UP))) {
            shim_scroll_into_view(row.y - say_height, row.y + row_height + pad);
        }
        row_text(ui, &results[i], typed, row);
        chosen = flags & SHIM_CLICKED ? i : chosen;
    }
    ui_scroll_end(ui, panel, whole);
    if (chosen >= 0) {
        choose(ui, &results[chosen]);
    }
}

/* Letters typed before the field has the keyboard are kept: the toolkit needs a frame to hand it over. */
static void keep_early_letters(Ui *ui)
{
    Screen *screen = ui->screen;
    const char *typed = ui->input->text;
    size_t length = strlen(screen->search_text), more = strlen(typed);
    if (!screen->search || ui->field_active || !more || ui->input->ctrl) {
        return;
    }
    bool opened_with_it = !ui->was_search && length >= more && strcmp(screen->search_text + length - more, typed) == 0;
    if (!opened_with_it && length + more < sizeof screen->search_text) {
        memcpy(screen->search_text + length, typed, more + 1);
    }
}

static void draw_lens(Ui *ui, UiRect box)
{
    float x = box.x + px(ui, 19), y = box.y + box.h / 2 - px(ui, 1.5f), r = px(ui, 5.5f), w = fmaxf(1, px(ui, 1.7f));
    shim_ring(x, y, r, w, ui->theme->quiet);
    shim_line(x + r * 0.72f, y + r * 0.72f, x + r * 1.6f, y + r * 1.6f, w, ui->theme->quiet);
}

/* The ring on the closed field: Enter begins, letters do anyway. */
static void ring_on_field(Ui *ui, UiRect box)
{
    uint32_t stop = ui_id("search", "field", 0);
    ui_stop(ui, stop);
    if (!ui_focused(ui, stop)) {
        return;
    }
    ui_ring(ui, box);
    if (ui->screen->search) { /* back in the open one */
        ui_focus_let_go(ui);
    } else if (ui->focus.enter) {
        ui->screen->search = true;
        ui->settle = 2;
    }
}

static void draw_field(Ui *ui, UiRect box)
{
    Screen *screen = ui->screen;
    ring_on_field(ui, box);
    bool focus = screen->search && !ui->field_active;
    shim_window_begin("##search", box, 0);
    shim_rect(box, px(ui, UI_CORNER), ui->theme->panel);
    shim_outline(box, px(ui, UI_CORNER), screen->search ? px(ui, 2) : fmaxf(1, floorf(px(ui, 1))),
                 screen->search ? ui->theme->accent : ui->theme->edge);
    draw_lens(ui, box);
    float left = px(ui, 38), right = px(ui, screen->search ? 40 : 12);
    UiRect text = {box.x + left, box.y, box.w - left - right, box.h};
    if (!screen->search_text[0]) {
        float y = box.y + (box.h - shim_font_pixels(UI_FONT_BODY)) / 2;
        const char *ask = "Type a muscle, a pain, a stroke \u2026";
        bool plain = ui->shown->client || ui_text_width(UI_FONT_BODY, ask) > text.w;
        ui_text_fit(UI_FONT_BODY, text.x, y, text.w, ui->theme->quiet, plain ? "Type to find \u2026" : ask);
    }
    unsigned flags = shim_field("##field", text, UI_FONT_BODY, ui->theme->text, ui->theme->selection, focus,
                                screen->search_text, sizeof screen->search_text);
    ui->field_active = (flags & SHIM_FIELD_ACTIVE) != 0;
    ui->field_focus = screen->search && !ui->field_active;
    if (ui->field_active && !screen->search) {
        screen->search = true; /* clicked into */
    }
    bool closed = screen->search &&
                  ui_close_button(ui, ui_id("search", "close", 0), box.x + box.w - px(ui, 6), box.y + px(ui, 6));
    shim_window_end();
    if (closed) {
        close_search(ui);
    }
}

void panel_search(Ui *ui)
{
    float beside = ui->width - ui_top_width(ui) - px(ui, 2 * UI_PAD + 8);
    UiRect box = {px(ui, UI_PAD), px(ui, UI_PAD), fminf(px(ui, UI_TOP_FIELD), beside), px(ui, 40)};
    bool open = ui->screen->search;
    if (!open && ui->was_search) {
        close_search(ui);
    }
    keep_early_letters(ui);
    draw_field(ui, box);
    if (!ui->screen->search) {
        return;
    }
    float below = box.y + box.h + px(ui, 8);
    if (ui->screen->search_text[0]) {
        draw_results(ui, box.x, below, box.w);
    } else {
        draw_invitation(ui, box.x, below, box.w);
    }
    if (open && (shim_mouse_clicked(0) || shim_mouse_clicked(1)) && !shim_wants_mouse()) {
        close_search(ui); /* back to the body */
    }
    ui->moving |= ui->field_focus;
}
