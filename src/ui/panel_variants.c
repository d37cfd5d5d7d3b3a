/* panel_variants.c - the six courses of the sciatic nerve: one to choose, how often each is found, and who found it. */
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static void choose(Ui *ui, int variant)
{
    ui_push(ui, COMMAND_VARIANT)->value = (float)variant;
}

static void source_numbers(const AtlasFact *fact, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (int i = 0; i < fact->source_count && used + 12 < size; i++) {
        used += (size_t)snprintf(out + used, size - used, "%s%d", i ? ", " : "", fact->sources[i]);
    }
}

static void cited_text(Ui *ui, Flow *flow, const AtlasFact *fact, UiColour ink)
{
    char text[700], numbers[64];
    source_numbers(fact, numbers, sizeof numbers);
    snprintf(text, sizeof text, "%s  (%s \u00b7 %s)", fact->text, confidence_words(fact->confidence), numbers);
    flow_text(flow, UI_FONT_SMALL, ink, text);
    flow_gap(flow, 4);
    (void)ui;
}

static void draw_row(Ui *ui, Flow *flow, int i)
{
    const AtlasVariant *variant = &ui->atlas->variants[i];
    bool here = ui->view->variant == i;
    float height = px(ui, 46);
    UiRect row = {flow->x - px(ui, 8), flow->y, flow->w + px(ui, 16), height};
    unsigned flags = ui_area(ui, ui_id("variant", variant->id, 0), row);
    if (here || flags & SHIM_HOVERED) {
        shim_rect(row, px(ui, UI_CORNER - 2), here ? ui_fade(ui->theme->accent, 0.22f) : ui->theme->raised);
    }
    float x = flow->x + px(ui, 28), width = flow->w - px(ui, 28);
    UiColour ink = here ? ui->theme->accent : ui->theme->text;
    shim_text(UI_FONT_STRONG, flow->x, row.y + px(ui, 6), ink, variant->id);
    ui_text_fit(UI_FONT_BODY, x, row.y + px(ui, 4), width, ink, variant->name);
    ui_text_fit(UI_FONT_SMALL, x, row.y + px(ui, 24), width, ui->theme->quiet, variant->share);
    flow->y += height + px(ui, 2);
    if (flags & SHIM_CLICKED) {
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
    cited_text(ui, &flow, &ui->atlas->variant_note, ui->theme->text);
    flow_gap(&flow, 8);
    for (int i = 0; i < ui->atlas->variant_count; i++) {
        draw_row(ui, &flow, i);
    }
    const AtlasVariant *variant = &ui->atlas->variants[ui->view->variant];
    char title[64];
    flow_gap(&flow, 10);
    flow_rule(&flow);
    flow_gap(&flow, 12);
    snprintf(title, sizeof title, "Type %s", variant->id);
    flow_text(&flow, UI_FONT_STRONG, ui->theme->text, title);
    flow_gap(&flow, 2);
    cited_text(ui, &flow, &variant->course, ui->theme->text);
    flow_gap(&flow, 8);
    flow_text(&flow, UI_FONT_STRONG, ui->theme->text, "How often it was found");
    flow_gap(&flow, 2);
    for (int i = 0; i < variant->prevalence_count; i++) {
        cited_text(ui, &flow, &variant->prevalence[i], ui->theme->quiet);
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
    cited_text(ui, flow, &atlas->variant_note, ui->theme->text);
    snprintf(text, sizeof text, "Variant %s: %s", variant->id, variant->share);
    UiRect button = {flow->x, flow->y + px(ui, 4), flow->w, px(ui, 32)};
    if (ui_button(ui, ui_id("sheet", "variants", 0), button, text, BUTTON_PLAIN, true)) {
        ui_push(ui, COMMAND_VARIANTS);
    }
    flow->y += px(ui, 36);
}
