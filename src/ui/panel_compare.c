/* panel_compare.c - the page of views side by side: which there are, and what tells the chosen ones apart; on a
 * structure's page the pain that it can cause. */
#include "hip/compare.h"
#include "hip/pain.h"
#include "hip/panes.h"
#include "ui_internal.h"
#include <stdio.h>
#include <string.h>

enum { PAINS_MOST = 8 };

static void choose(Ui *ui, const char *id)
{
    Command *command = ui_push(ui, COMMAND_COMPARE);
    snprintf(command->text, sizeof command->text, "%s", id);
}

static void draw_choice(Ui *ui, Flow *flow, const AtlasCompare *compare, bool here)
{
    char under[300] = "";
    for (int i = 0; i < compare->pane_count; i++) {
        size_t used = strlen(under);
        snprintf(under + used, sizeof under - used, "%s%s", i ? " \u00b7 " : "", _(compare->panes[i].caption));
    }
    UiColour ink = here ? ui->theme->accent : ui->theme->text;
    if (flow_choice_words(flow, ui_id("compare", compare->id, 0), here, ink, compare->title, under)) {
        choose(ui, here ? "" : compare->id);
    }
}

static void draw_rows(Flow *flow, const AtlasCompare *compare)
{
    for (int r = 0; r < compare->row_count; r++) {
        const CompareRow *row = &compare->rows[r];
        flow_head(flow, row->question);
        for (int i = 0; i < compare->pane_count; i++) {
            char text[600];
            AtlasFact fact = row->answers[i];
            snprintf(text, sizeof text, "%d  %s", i + 1, _(fact.text));
            fact.text = text;
            flow_fact(flow, &fact, flow->ui->theme->text);
        }
    }
}

/* What is seen now, twice: of the other hip, with another course of the nerve, as it was before anything was done. */
static void draw_own(Ui *ui, Flow *flow)
{
    static const UiButton BUTTONS[] = {
        {"Left and right", false, true}, {"Two courses of the nerve", false, true}, {"Before and now", false, true}};
    int variant = ui->view->variant, clicked;
    char words[VIEW_COMPARE] = "side=left|side=right";
    flow_head(flow, "What you see, twice");
    clicked = flow_buttons(flow, "compare own", BUTTONS, 3);
    if (clicked == 1) { /* the usual one beside the one that is shown, or the next */
        snprintf(words, sizeof words, "variant=I|variant=%s", variant_id(variant ? variant : 1));
    } else if (clicked == 2) {
        snprintf(words, sizeof words, "from=start|from=now");
    }
    if (clicked >= 0) {
        choose(ui, words);
    }
}

void panel_compare(Ui *ui, UiRect rect)
{
    Flow flow;
    const AtlasCompare *shown = view_comparison(ui->atlas, ui->view);
    float start = page_begin(ui, rect, "compare", "Side by side", COMMAND_COMPARES, &flow);
    for (int i = 0; i < ui->atlas->compare_count; i++) {
        draw_choice(ui, &flow, &ui->atlas->compares[i], shown == &ui->atlas->compares[i]);
    }
    draw_own(ui, &flow);
    if (ui->view->compare[0] &&
        flow_buttons(&flow, "compare end", &(UiButton){"One view again", false, true}, 1) == 0) {
        choose(ui, "");
    }
    if (shown && shown->note.text) {
        flow_gap(&flow, 8);
        flow_fact(&flow, &shown->note, ui->theme->caution);
    }
    if (shown) {
        draw_rows(&flow, shown);
    }
    page_end(&flow, rect, start);
}

/* ---- on a structure's page ---- */

static bool comes_from(const Atlas *atlas, const AtlasPain *source, const AtlasStructure *s)
{
    for (int i = 0; i < source->part_count; i++) {
        int part = source->parts[i].structure;
        if (part >= 0 && strcmp(atlas->structures[part].base_id, s->base_id) == 0) {
            return true;
        }
    }
    return false;
}

/* "Middle of the buttock, back of the thigh": where it is felt first of all. */
static void felt_where(const Atlas *atlas, const AtlasPain *source, char *out, size_t size)
{
    out[0] = '\0';
    for (int i = 0; i < source->zone_count; i++) {
        size_t used = strlen(out);
        if (source->zones[i].weight == PAIN_ESSENTIAL) {
            snprintf(out + used, size - used, "%s%s", used ? " \u00b7 " : "",
                     _(atlas->pain->zones[source->zones[i].zone].name));
        }
    }
}

/* A comparison in which the source takes part. */
static const AtlasCompare *compared_with(const Atlas *atlas, const AtlasPain *source)
{
    char words[80];
    snprintf(words, sizeof words, "source=%s", source->id);
    for (int i = 0; i < atlas->compare_count; i++) {
        for (int k = 0; k < atlas->compares[i].pane_count; k++) {
            if (strcmp(atlas->compares[i].panes[k].words, words) == 0) {
                return &atlas->compares[i];
            }
        }
    }
    return NULL;
}

void draw_pains(Ui *ui, Flow *flow, int item)
{
    const PainAtlas *pain = ui->atlas->pain;
    const AtlasStructure *s = &ui->atlas->structures[item];
    const AtlasCompare *compare = NULL;
    int count = 0;
    for (int i = 0; pain && i < pain->source_count && count < PAINS_MOST; i++) {
        const AtlasPain *source = &pain->sources[i];
        if (!comes_from(ui->atlas, source, s)) {
            continue;
        }
        if (count++ == 0) {
            flow_head(flow, "Pain it can cause");
        }
        char under[300];
        felt_where(ui->atlas, source, under, sizeof under);
        bool here = ui->view->source == i;
        UiColour ink = here ? ui->theme->accent : ui->theme->text;
        const char *name = ui->shown->client ? source->plain : source->name;
        if (flow_choice_words(flow, ui_id("pain source", source->id, 0), here, ink, name, under)) {
            Command *command = ui_push(ui, COMMAND_SOURCE);
            command->value = here ? -1 : (float)i;
        }
        compare = compare ? compare : compared_with(ui->atlas, source);
    }
    if (compare) {
        draw_choice(ui, flow, compare, view_comparison(ui->atlas, ui->view) == compare);
    }
}
