/* panel_pain_answer.c - what a client's pain may come from: signs that ask for a doctor before anything else, then at
 * most three likely sources as cards, then what else it could be. Never a diagnosis. */
#include "hip/stroke.h"
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* The order changes only when something else is told. */
void weigh_pain(Ui *ui)
{
    PainPage *page = &ui->pain;
    const PainAsked *told = &ui->view->told;
    bool same = page->ranked && page->asked.zones == told->zones && page->asked.qualities == told->qualities &&
                page->asked.flags == told->flags;
    if (same) {
        return;
    }
    uint32_t before = page->flags;
    page->ranked = true;
    page->asked = *told;
    page->flags = pain_flags(ui->atlas, told);
    page->count = pain_top(ui->atlas, told, PAIN_CARDS + PAIN_OTHERS, page->best);
    page->past_signs = page->past_signs && page->flags == before; /* another sign is read first too */
}

static UiColour tier_colour(const UiTheme *theme, FlagTier tier)
{
    return tier == FLAG_EMERGENCY ? theme->stop : tier == FLAG_URGENT ? theme->caution : theme->accent;
}

/* One tier: what to do, then what was ticked and why it matters. */
static void draw_tier(Ui *ui, Flow *flow, FlagTier tier)
{
    const PainAtlas *pain = ui->atlas->pain;
    bool first = true;
    for (int i = 0; i < pain->flag_count && i < PAIN_FLAGS; i++) {
        const AtlasFlag *flag = &pain->flags[i];
        if (flag->tier != tier || !(ui->pain.flags >> i & 1)) {
            continue;
        }
        if (first) {
            flow_note(flow, tier_colour(ui->theme, tier), pain->tiers[tier].title,
                      pain->tiers[tier].act.text ? pain->tiers[tier].act.text : "");
            flow_gap(flow, 8);
            first = false;
        }
        flow_text(flow, UI_FONT_STRONG, ui->theme->text, flag->name);
        flow_cited(flow, ui_id("sign why", flag->id, 0), &flag->why, ui->theme->quiet);
    }
}

void draw_pain_signs(Ui *ui, Flow *flow)
{
    for (int tier = 0; tier < FLAG_TIERS; tier++) {
        draw_tier(ui, flow, (FlagTier)tier);
    }
    flow_gap(flow, 8);
    if (ui->view->told.zones && !ui->pain.past_signs) {
        const UiButton go_on = {"What it may come from", false, true};
        if (flow_buttons(flow, "signs", &go_on, 1) == 0) {
            ui->pain.past_signs = true;
            ui->settle = 2;
        }
        flow_gap(flow, 8);
    }
}

static const char *kind_word(PainKind kind)
{
    static const char *const WORDS[PAIN_KINDS] = {"Muscle", "Nerve", "Joint or tendon"};
    return WORDS[kind];
}

/* Positions are written for the right hip: the side that is worked never lies below. */
static int position_for_side(const Ui *ui, int position)
{
    AtlasLies below = view_worked(ui->view) == SIDE_LEFT ? LIES_LEFT : LIES_RIGHT;
    AtlasLies above = below == LIES_LEFT ? LIES_RIGHT : LIES_LEFT;
    if (ui->atlas->positions[position].lies != below) {
        return position;
    }
    for (int i = 0; i < ui->atlas->position_count; i++) {
        if (ui->atlas->positions[i].lies == above) {
            return i;
        }
    }
    return position;
}

static void draw_positions(Ui *ui, Flow *flow, const AtlasPain *source)
{
    UiButton buttons[8];
    int count = source->position_count < 8 ? source->position_count : 8;
    for (int i = 0; i < count; i++) {
        int position = position_for_side(ui, source->positions[i]);
        buttons[i] = (UiButton){position_word(ui, position), ui->view->position == position, true};
    }
    if (count) {
        flow_head(flow, ui->shown->client ? "How you can lie" : "Lay the client");
        flow_gap(flow, 2);
    }
    int clicked = flow_buttons(flow, "pain position", buttons, count);
    if (clicked >= 0) {
        ui_push(ui, COMMAND_POSITION)->value = (float)position_for_side(ui, source->positions[clicked]);
    }
}

static void draw_strokes(Ui *ui, Flow *flow, const AtlasPain *source)
{
    UiButton buttons[8];
    int count = source->stroke_count < 8 ? source->stroke_count : 8;
    for (int i = 0; i < count; i++) {
        int stroke = source->strokes[i];
        buttons[i] = (UiButton){stroke_word(ui, stroke), ui->view->stroke == stroke, true};
    }
    if (count) {
        flow_head(flow, ui->shown->client ? "What may be done" : "Play the stroke");
        flow_gap(flow, 2);
    }
    int clicked = flow_buttons(flow, "pain stroke", buttons, count);
    if (clicked >= 0) {
        bool here = buttons[clicked].on;
        ui_push(ui, COMMAND_STROKE)->value = here ? -1 : (float)source->strokes[clicked];
    }
}

static void said(Flow *flow, const AtlasPain *source, const char *title, const AtlasFact *fact, UiColour ink)
{
    if (fact->text) {
        flow_head(flow, title);
        flow_cited(flow, ui_id(title, source->id, 0), fact, ink);
    }
}

static void draw_helps(Ui *ui, Flow *flow, const AtlasPain *source)
{
    const UiTheme *theme = ui->theme;
    said(flow, source, "What may help", &source->helps, theme->text);
    draw_positions(ui, flow, source);
    draw_strokes(ui, flow, source);
    said(flow, source, "What to leave alone", &source->avoid, theme->caution);
    said(flow, source, "How it often behaves", &source->behaviour, theme->text);
    if (!ui->shown->client) {
        said(flow, source, "How the pattern is known", &source->pattern, theme->quiet);
    }
}

/* Beside buttons that begin at `top` where there is room, else beneath them. */
static void draw_card_mark(Flow *flow, uint32_t id, const AtlasFact *fact, float top, float words)
{
    Ui *ui = flow->ui;
    float line = flow_line(ui, UI_FONT_SMALL), room = flow->w - words - px(ui, 48);
    bool beside = flow_mark_width(ui, fact) < room, open = ui->cited == id;
    Flow row = {ui, flow->x, beside ? top + (px(ui, 30) - line) / 2 : flow->y, flow->w};
    if (flow_mark(&row, id, fact, open)) {
        ui->cited = open ? 0 : id;
    }
    flow->y += beside ? 0 : line;
    if (open) {
        flow_citations(flow, fact->sources, fact->source_count);
    }
}

/* Both buttons, and at the right end of their row where the card's sentence is from. */
static void draw_card_acts(Ui *ui, Flow *flow, int index)
{
    const AtlasPain *source = &ui->atlas->pain->sources[index];
    bool shown = ui->view->source == index, helps = ui->pain.helps == index;
    const UiButton buttons[] = {{"Show me", shown, true}, {"What helps", helps, true}};
    uint32_t mark = ui_id("card", source->id, 0);
    char scope[32];
    snprintf(scope, sizeof scope, "card %d", index);
    flow_gap(flow, 4);
    float top = flow->y;
    float words = ui_text_width(UI_FONT_SMALL, buttons[0].text) + ui_text_width(UI_FONT_SMALL, buttons[1].text);
    int clicked = flow_buttons(flow, scope, buttons, 2);
    if (clicked == 0) {
        ui_push(ui, shown ? COMMAND_PAIN_BODY : COMMAND_SOURCE)->value = (float)index;
    } else if (clicked == 1) {
        ui->pain.helps = helps ? -1 : index;
        ui->settle = 2;
    }
    if (!ui->shown->client) {
        draw_card_mark(flow, mark, &source->sentence, top, words);
    }
}

/* One likely source: what it may be, why it is listed, and from there on its place and what helps. */
static void draw_card(Ui *ui, Flow *outer, const PainAnswer *answer)
{
    const AtlasPain *source = &ui->atlas->pain->sources[answer->source];
    const UiTheme *theme = ui->theme;
    float pad = px(ui, 10), top = outer->y;
    Flow flow = {ui, outer->x + pad, top + px(ui, 8), outer->w - 2 * pad};
    char reason[300], why[360];
    flow_text(&flow, UI_FONT_STRONG, theme->text, ui->shown->client && source->plain ? source->plain : source->name);
    flow_gap(&flow, 2);
    flow_text(&flow, UI_FONT_SMALL, theme->text, source->sentence.text ? source->sentence.text : "");
    pain_reason(ui->atlas, &ui->view->told, answer, reason, sizeof reason);
    snprintf(why, sizeof why, "%s. %s", _(kind_word(source->kind)), reason);
    flow_text(&flow, UI_FONT_SMALL, theme->quiet, why);
    if (source->refer) {
        flow_gap(&flow, 4);
        flow_cited(&flow, ui_id("card says", source->id, 0), &source->says, theme->caution);
    }
    draw_card_acts(ui, &flow, answer->source);
    if (ui->pain.helps == answer->source) {
        draw_helps(ui, &flow, source);
    }
    UiRect card = {outer->x, top, outer->w, flow.y + px(ui, 6) - top};
    bool shown = ui->view->source == answer->source;
    shim_outline(card, px(ui, UI_CORNER - 2), fmaxf(1, floorf(px(ui, shown ? 2 : 1))),
                 shown ? theme->accent : theme->separator);
    outer->y = card.y + card.h + px(ui, 8);
}

/* A row each, until one is asked for. */
static void draw_other(Ui *ui, Flow *flow, const PainAnswer *answer)
{
    const AtlasPain *source = &ui->atlas->pain->sources[answer->source];
    char reason[300];
    pain_reason(ui->atlas, &ui->view->told, answer, reason, sizeof reason);
    if (ui->view->source == answer->source || ui->pain.helps == answer->source) {
        draw_card(ui, flow, answer);
        return;
    }
    const char *name = ui->shown->client && source->plain ? source->plain : source->name;
    if (flow_choice_words(flow, ui_id("other", source->id, 0), false, ui->theme->text, name, reason)) {
        ui->pain.helps = answer->source;
        ui->settle = 2;
    }
}

/* Who ticked no sign reads in short which they are. */
static void draw_unasked(Ui *ui, Flow *flow)
{
    const PainAtlas *pain = ui->atlas->pain;
    for (int tier = 0; tier < FLAG_TIERS && !ui->pain.flags; tier++) {
        if (pain->tiers[tier].signs.text) {
            flow_head(flow, pain->tiers[tier].title);
            flow_cited(flow, ui_id("tier signs", "", tier), &pain->tiers[tier].signs, ui->theme->text);
        }
    }
}

void draw_pain_answers(Ui *ui, Flow *flow)
{
    const PainPage *page = &ui->pain;
    flow_gap(flow, 10);
    if (page->count == 0) {
        flow_text(flow, UI_FONT_SMALL, ui->theme->text, "No pattern of this atlas is felt just there.");
        flow_gap(flow, 4);
        flow_cited(flow, ui_id("pain", "note", 0), &ui->atlas->pain->note, ui->theme->quiet);
        return;
    }
    flow_text(flow, UI_FONT_BODY, ui->theme->text, "Often linked with");
    flow_gap(flow, 6);
    for (int i = 0; i < page->count && i < PAIN_CARDS; i++) {
        draw_card(ui, flow, &page->best[i]);
    }
    if (page->count > PAIN_CARDS) {
        flow_head(flow, "What else it could be");
    }
    for (int i = PAIN_CARDS; i < page->count; i++) {
        draw_other(ui, flow, &page->best[i]);
    }
    flow_gap(flow, 8);
    flow_cited(flow, ui_id("pain", "note", 0), &ui->atlas->pain->note, ui->theme->quiet);
    draw_unasked(ui, flow);
    const UiButton care = {"When not to massage", false, true};
    flow_gap(flow, 8);
    if (flow_buttons(flow, "pain care", &care, 1) == 0) {
        ui_open_claims(ui, TAB_BEFORE);
    }
}
