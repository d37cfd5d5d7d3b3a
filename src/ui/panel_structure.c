/* panel_structure.c - the sheet at the right: what is selected, what can be done with it, what is known, and from
 * where. */
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static void draw_title(Ui *ui, Flow *flow, int item)
{
    const UiTheme *theme = ui->theme;
    bool known = item < ui->atlas->structure_count;
    const AtlasStructure *s = known ? &ui->atlas->structures[item] : NULL;
    float full = flow->w;
    flow->w -= px(ui, 28); /* room for the cross */
    if (s) {
        static const char *const SIDES[] = {"Midline", "Right", "Left", "Both sides"};
        char line[96];
        snprintf(line, sizeof line, "%s \u00b7 %s", _(SIDES[s->side]), system_word(s->system));
        flow_text(flow, UI_FONT_SMALL, theme->quiet, line);
        flow_gap(flow, 2);
        flow_text(flow, UI_FONT_LARGE, theme->text, structure_word(ui, s));
        flow->w = full;
        if (s->name_la && !ui->shown->client) {
            flow_text(flow, UI_FONT_SMALL, theme->quiet, s->name_la);
        }
        const char *everyday = item_everyday(ui, item);
        if (everyday) {
            flow_gap(flow, 10);
            flow_text(flow, UI_FONT_BODY, theme->text, everyday);
        }
    } else {
        char name[160];
        flow_text(flow, UI_FONT_SMALL, theme->quiet, "From the file");
        flow_gap(flow, 2);
        flow_text(flow, UI_FONT_LARGE, theme->text, item_name(ui, item, name, sizeof name));
        flow->w = full;
        flow_gap(flow, 8);
        flow_text(flow, UI_FONT_SMALL, theme->quiet,
                  "This part of the model was not recognised, so nothing is known about it.");
    }
}

static void draw_acts(Ui *ui, Flow *flow, int item)
{
    Act acts[ACT_COUNT];
    acts_of(ui, item, acts);
    float gap = px(ui, 8), height = px(ui, 32), third = (flow->w - gap) / 2;
    flow_gap(flow, 14);
    UiRect wide = {flow->x, flow->y, flow->w, px(ui, 36)};
    if (ui_button(ui, ui_id("sheet", "act", 0), wide, acts[0].text, BUTTON_PRIMARY, acts[0].enabled)) {
        act_push(ui, &acts[0], item);
    }
    flow->y += wide.h + gap;
    int place = 0;
    for (int i = 1; i < ACT_COUNT; i++) {
        if (acts[i].command == COMMAND_REFLECT && !acts[i].enabled) {
            continue; /* bones and the like never move: no button that is always grey */
        }
        bool last_alone = i == ACT_COUNT - 1 && place % 2 == 0;
        UiRect rect = {flow->x + (float)(place % 2) * (third + gap), flow->y, last_alone ? flow->w : third, height};
        if (ui_button(ui, ui_id("sheet", "act", i), rect, acts[i].text, acts[i].on ? BUTTON_ON : BUTTON_PLAIN,
                      acts[i].enabled)) {
            act_push(ui, &acts[i], item);
        }
        flow->y += place % 2 || last_alone ? height + gap : 0;
        place++;
    }
}

enum { MARK_WARN = FACT_COUNT, MARK_STRUCTURE }; /* marks that belong to no fact */

/* "textbook 84 +2": opens the citations beneath. Returns whether they are open. */
static bool draw_mark(Ui *ui, Flow *flow, const AtlasFact *fact, int kind)
{
    bool open = (ui->open_sources >> kind & 1) != 0;
    if (flow_mark(flow, ui_id("sheet", "sources", kind), fact, open)) {
        ui->open_sources ^= 1u << kind;
    }
    return open && fact->source_count > 0;
}

static void draw_notes(Ui *ui, Flow *flow, int item)
{
    if (item >= ui->atlas->structure_count) {
        return;
    }
    const AtlasStructure *s = &ui->atlas->structures[item];
    const AtlasStep *step = atlas_step_of(ui->atlas, item);
    bool here = ui->model && ui->model->present[item];
    if (step && step->warn && step->warn[0]) {
        AtlasFact fact = {step->warn, step->confidence, step->sources, step->source_count};
        float top = flow->y + px(ui, 12 + 10), mark = flow_mark_width(ui, &fact);
        flow_note(flow, ui->theme->caution, "Spare", step->warn);
        if (ui_text_width(UI_FONT_STRONG, "Spare") + mark + px(ui, 32) > flow->w) {
            flow->y += flow_line(ui, UI_FONT_SMALL);
            top = flow->y - flow_line(ui, UI_FONT_SMALL);
        }
        Flow inside = {ui, flow->x, top, flow->w - px(ui, 10)};
        if (draw_mark(ui, &inside, &fact, MARK_WARN)) {
            flow_citations(flow, fact.sources, fact.source_count);
        }
    }
    if (ui->model && !here) {
        flow_note(flow, ui->theme->accent, "Not in this model",
                  s->course_count ? "The loaded model has no mesh for it; Reveal shows where it runs."
                                  : "The loaded model has no mesh for it; the facts hold all the same.");
    } else if (s->schematic) {
        flow_note(flow, ui->theme->accent, "Drawn from descriptions",
                  "No measured body was at hand for it: its place is schematic.");
    }
}

static void draw_facts(Ui *ui, Flow *flow, int item)
{
    static const int ORDER[] = {FACT_ACTION, FACT_ORIGIN,    FACT_INSERTION, FACT_COURSE, FACT_NERVE,
                                FACT_BLOOD,  FACT_PALPATION, FACT_MASSAGE,   FACT_SIZE};
    const AtlasStructure *s = &ui->atlas->structures[item];
    for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++) {
        const AtlasFact *fact = &s->facts[ORDER[i]];
        bool plain = ORDER[i] == FACT_ACTION || ORDER[i] == FACT_MASSAGE;
        if (!fact->text || !fact->text[0] || (ui->shown->client && !plain)) {
            continue;
        }
        flow_gap(flow, 16);
        float line = flow_line(ui, UI_FONT_STRONG), top = flow->y;
        const char *title = atlas_fact_title((AtlasFactKind)ORDER[i]);
        shim_text_wrapped(UI_FONT_STRONG, flow->x, top, flow->w, line, ui->theme->text, title);
        float mark = flow_mark_width(ui, fact) + px(ui, 8);
        bool beneath = !ui->shown->client && ui_text_width(UI_FONT_STRONG, title) + mark > flow->w;
        flow->y = top + (beneath ? line : 0);
        bool open = !ui->shown->client && draw_mark(ui, flow, fact, ORDER[i]);
        flow->y += line + px(ui, 2);
        flow_text(flow, UI_FONT_SMALL, ui->theme->text, fact->text);
        if (open) {
            flow_citations(flow, fact->sources, fact->source_count);
        }
    }
}

/* Names of other structures, each a way there. */
static void draw_links(Ui *ui, Flow *flow, const char *title, const int *items, int count, int salt)
{
    if (!count) {
        return;
    }
    flow_gap(flow, 16);
    flow_text(flow, UI_FONT_STRONG, ui->theme->text, title);
    flow_gap(flow, 2);
    for (int i = 0; i < count; i++) {
        const char *name = ui->atlas->structures[items[i]].name_en;
        float line = flow_line(ui, UI_FONT_SMALL), pad = px(ui, 2);
        float height = shim_text_wrapped(UI_FONT_SMALL, 0, 0, flow->w, line, 0, name) + 2 * pad;
        UiRect rect = {flow->x - px(ui, 4), flow->y, flow->w + px(ui, 8), height};
        unsigned flags = ui_area(ui, ui_id("link", ui->atlas->structures[items[i]].id, salt), rect);
        if (flags & SHIM_HOVERED) {
            shim_rect(rect, px(ui, 4), ui->theme->raised);
        }
        shim_text_wrapped(UI_FONT_SMALL, flow->x, flow->y + pad, flow->w, line, ui->theme->accent, name);
        if (flags & SHIM_CLICKED) {
            ui_push_item(ui, COMMAND_SELECT, items[i]);
        }
        flow->y += height;
    }
}

static const char *layer_words(const AtlasStructure *s, char *out, size_t size)
{
    snprintf(out, size, _("Layer %d of 10"), s->layer);
    return out;
}

static void draw_marked_line(Ui *ui, Flow *flow, const AtlasFact *fact, int mark, const char *text)
{
    float line = flow_line(ui, UI_FONT_SMALL);
    bool beside = ui_text_width(UI_FONT_SMALL, text) + flow_mark_width(ui, fact) + px(ui, 8) <= flow->w;
    flow_text(flow, UI_FONT_SMALL, ui->theme->quiet, text);
    flow->y -= beside ? line : 0;
    bool open = draw_mark(ui, flow, fact, mark);
    flow->y += line;
    if (open) {
        flow_citations(flow, fact->sources, fact->source_count);
    }
}

static void draw_numbers(Ui *ui, Flow *flow, const AtlasStructure *s)
{
    char text[200] = "";
    size_t used = 0;
    if (s->fma || s->fma_any) {
        used += (size_t)snprintf(text + used, sizeof text - used, "FMA %d", s->fma ? s->fma : s->fma_any);
    }
    if (s->ta98) {
        used += (size_t)snprintf(text + used, sizeof text - used, "%sTA98 %s", used ? " \u00b7 " : "", s->ta98);
    }
    if (s->ta2) {
        used += (size_t)snprintf(text + used, sizeof text - used, "%sTA2 %s", used ? " \u00b7 " : "", s->ta2);
    }
    flow_gap(flow, 16);
    flow_rule(flow);
    flow_gap(flow, 8);
    if (used) {
        flow_text(flow, UI_FONT_SMALL, ui->theme->quiet, text);
    }
    AtlasFact place = {"", s->confidence, s->sources, s->source_count};
    draw_marked_line(ui, flow, &place, MARK_STRUCTURE, layer_words(s, text, sizeof text));
    if (s->facts[FACT_EVERYDAY].text) {
        draw_marked_line(ui, flow, &s->facts[FACT_EVERYDAY], FACT_EVERYDAY, "In plain words");
    }
}

void panel_structure(Ui *ui, UiRect rect)
{
    int item = ui->view->selected;
    if (item != ui->sheet_item) {
        ui->sheet_item = item;
        ui->open_sources = 0;
    }
    float pad = px(ui, UI_PAD);
    shim_window_begin("##sheet-ground", rect, 0);
    ui_panel(ui, rect);
    shim_window_end();
    UiRect inner = {rect.x, rect.y + px(ui, 4), rect.w, rect.h - px(ui, 8)};
    char window[32]; /* a window for each structure: its scroll starts at the top */
    snprintf(window, sizeof window, "##sheet-%d", item);
    shim_window_begin(window, inner, SHIM_SCROLL);
    float start = inner.y + pad - px(ui, 4) - shim_scroll();
    Flow flow = {ui, rect.x + pad, start, rect.w - 2 * pad};
    if (ui_close_button(ui, ui_id("sheet", "close", 0), rect.x + rect.w - px(ui, 10), start - px(ui, 6))) {
        ui_push_item(ui, COMMAND_SELECT, -1);
    }
    draw_title(ui, &flow, item);
    draw_acts(ui, &flow, item);
    draw_notes(ui, &flow, item);
    if (item < ui->atlas->structure_count) {
        draw_reaching(ui, &flow, item);
        draw_pains(ui, &flow, item);
    }
    if (!ui->shown->client) {
        draw_variants_line(ui, &flow, item);
    }
    if (item < ui->atlas->structure_count) {
        draw_facts(ui, &flow, item);
    }
    if (item < ui->atlas->structure_count && !ui->shown->client) {
        const AtlasStructure *s = &ui->atlas->structures[item];
        draw_links(ui, &flow, "Lies directly over", s->covers, s->covers_count, 1);
        draw_links(ui, &flow, "Supplied by", s->nerve_from, s->nerve_count, 2);
        draw_links(ui, &flow, "Starts on", s->origin_on, s->origin_count, 3);
        draw_links(ui, &flow, "Ends on", s->insertion_on, s->insertion_count, 4);
        draw_numbers(ui, &flow, s);
    }
    ui_scroll_end(ui, inner, flow.y - start + 2 * pad);
}
