/* panel_variants.c - the six courses of the sciatic nerve: one to choose, how often each is found, and who found it. */
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static void choose(Ui *ui, int variant)
{
    ui_push(ui, COMMAND_VARIANT)->value = (float)variant;
}

static void draw_row(Ui *ui, Flow *flow, int i)
{
    const AtlasVariant *variant = &ui->atlas->variants[i];
    bool here = ui->view->variant == i;
    UiRect row;
    float x = flow->x + px(ui, 28), width = flow->w - px(ui, 28), pad = px(ui, 4);
    float line = flow_line(ui, UI_FONT_BODY), under = flow_line(ui, UI_FONT_SMALL);
    float high = shim_text_wrapped(UI_FONT_BODY, 0, 0, width, line, 0, variant->name);
    float low = shim_text_wrapped(UI_FONT_SMALL, 0, 0, width, under, 0, variant->share);
    float height = (high + low + 2 * pad) / ui_row(ui, 1);
    bool chosen = flow_choice(flow, ui_id("variant", variant->id, 0), height, here, true, &row);
    UiColour ink = here ? ui->theme->accent : ui->theme->text;
    shim_text(UI_FONT_STRONG, flow->x, row.y + px(ui, 6), ink, variant->id);
    shim_text_wrapped(UI_FONT_BODY, x, row.y + pad, width, line, ink, variant->name);
    shim_text_wrapped(UI_FONT_SMALL, x, row.y + pad + high, width, under, ui->theme->quiet, variant->share);
    if (chosen) {
        choose(ui, i);
    }
}

/* Each source of the chosen variant once, in full. */
static void draw_sources(Ui *ui, Flow *flow, const AtlasVariant *variant)
{
    for (int s = 0; s < ui->atlas->source_count; s++) {
        const AtlasSource *source = &ui->atlas->sources[s];
        bool used = false;
        for (int f = -2; f < variant->prevalence_count; f++) {
            const AtlasFact *fact = f == -2   ? &ui->atlas->variant_note
                                    : f == -1 ? &variant->course
                                              : &variant->prevalence[f];
            for (int k = 0; k < fact->source_count; k++) {
                used |= fact->sources[k] == source->id;
            }
        }
        if (used) {
            char text[1024];
            snprintf(text, sizeof text, "%d  %s", source->id, source->text);
            flow_text(flow, UI_FONT_SMALL, ui->theme->quiet, text);
            flow_gap(flow, 6);
        }
    }
}

void panel_variants(Ui *ui, UiRect rect)
{
    Flow flow;
    float start = page_begin(ui, rect, "variants", "Course of the nerve", COMMAND_VARIANTS, &flow);
    flow_fact(&flow, &ui->atlas->variant_note, ui->theme->text);
    flow_gap(&flow, 8);
    for (int i = 0; i < ui->atlas->variant_count; i++) {
        draw_row(ui, &flow, i);
    }
    const AtlasVariant *variant = &ui->atlas->variants[ui->view->variant];
    char title[64];
    flow_gap(&flow, 10);
    flow_rule(&flow);
    flow_gap(&flow, 12);
    snprintf(title, sizeof title, _("Type %s"), variant->id);
    flow_text(&flow, UI_FONT_STRONG, ui->theme->text, title);
    flow_gap(&flow, 2);
    flow_fact(&flow, &variant->course, ui->theme->text);
    flow_gap(&flow, 8);
    flow_text(&flow, UI_FONT_STRONG, ui->theme->text, "How often it was found");
    flow_gap(&flow, 2);
    for (int i = 0; i < variant->prevalence_count; i++) {
        flow_fact(&flow, &variant->prevalence[i], ui->theme->quiet);
    }
    flow_gap(&flow, 8);
    flow_text(&flow, UI_FONT_STRONG, ui->theme->text, "Sources");
    flow_gap(&flow, 2);
    draw_sources(ui, &flow, variant);
    page_end(&flow, rect, start);
}

void draw_variants_line(Ui *ui, Flow *flow, int item)
{
    const Atlas *atlas = ui->atlas;
    bool about = false;
    for (int i = 0; i < atlas->variant_of_count; i++) {
        about |= atlas->variant_of[i] == item;
    }
    if (!about) {
        return;
    }
    const AtlasVariant *variant = &atlas->variants[ui->view->variant];
    char text[200];
    flow_gap(flow, 16);
    flow_text(flow, UI_FONT_STRONG, ui->theme->text, "Not the same in everybody");
    flow_gap(flow, 2);
    flow_fact(flow, &atlas->variant_note, ui->theme->text);
    snprintf(text, sizeof text, _("Variant %s: %s"), variant->id, _(variant->share));
    UiRect button = {flow->x, flow->y + px(ui, 4), flow->w, px(ui, 32)};
    if (ui_button(ui, ui_id("sheet", "variants", 0), button, text, BUTTON_PLAIN, true)) {
        ui_push(ui, COMMAND_VARIANTS);
    }
    flow->y += px(ui, 36);
}
