/* cited.c - the mark beside what is known: how sure, from where; it opens the citations beneath. */
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>

static void mark_words(const Atlas *atlas, const AtlasFact *fact, char *out, size_t size)
{
    bool own = atlas_is_convention(atlas, fact);
    int more = fact->source_count - 1;
    size_t used = (size_t)snprintf(out, size, "%s", own ? _("our choice") : confidence_words(fact->confidence));
    if (fact->source_count) {
        used += (size_t)snprintf(out + used, size - used, " \u00b7 %d", fact->sources[0]);
    }
    if (more > 0) {
        snprintf(out + used, size - used, " +%d", more);
    }
}

float flow_mark_width(const Ui *ui, const AtlasFact *fact)
{
    char text[64];
    mark_words(ui->atlas, fact, text, sizeof text);
    return ui_text_width(UI_FONT_SMALL, text) + px(ui, 4);
}

static void tell_source(Ui *ui, int id)
{
    const AtlasSource *source = atlas_source(ui->atlas, id);
    if (source) {
        char tip[600];
        snprintf(tip, sizeof tip, "%d  %s", source->id, source->text);
        ui_tooltip(ui, true, tip);
    }
}

bool flow_mark(Flow *flow, uint32_t id, const AtlasFact *fact, bool open)
{
    Ui *ui = flow->ui;
    char text[64];
    mark_words(ui->atlas, fact, text, sizeof text);
    float width = ui_text_width(UI_FONT_SMALL, text), line = flow_line(ui, UI_FONT_SMALL);
    UiRect rect = {flow->x + flow->w - width - px(ui, 4), flow->y, width + px(ui, 4), line};
    float x = rect.x + px(ui, 4), y = rect.y + (line - shim_font_pixels(UI_FONT_SMALL)) / 2;
    bool doubt = fact->confidence == 'C' && !atlas_is_convention(ui->atlas, fact);
    UiColour ink = doubt ? ui->theme->caution : ui->theme->quiet;
    if (!fact->source_count) {
        shim_text(UI_FONT_SMALL, x, y, ink, text);
        return false;
    }
    unsigned flags = ui_area(ui, id, rect);
    ink = flags & SHIM_HOVERED || open ? ui->theme->accent : ink;
    shim_text(UI_FONT_SMALL, x, y, ink, text);
    float under = rect.y + rect.h - px(ui, 2);
    shim_line(x, under, rect.x + rect.w, under, fmaxf(1, floorf(px(ui, 1))), ui_fade(ink, 0.45f));
    if (flags & SHIM_HOVERED && !open) {
        tell_source(ui, fact->sources[0]);
    }
    if (flags & SHIM_CLICKED) {
        ui->settle = 2;
    }
    return (flags & SHIM_CLICKED) != 0;
}

void flow_citations(Flow *flow, const int *sources, int count)
{
    for (int i = 0; i < count; i++) {
        const AtlasSource *source = atlas_source(flow->ui->atlas, sources[i]);
        if (source) {
            char text[1024];
            snprintf(text, sizeof text, "%d  %s%s%s", source->id, source->text, source->url ? "  " : "",
                     source->url ? source->url : "");
            flow_gap(flow, 4);
            flow_text(flow, UI_FONT_SMALL, flow->ui->theme->quiet, text);
        }
    }
}

void flow_cited(Flow *flow, uint32_t id, const AtlasFact *fact, UiColour ink)
{
    Ui *ui = flow->ui;
    if (!fact->text) {
        return;
    }
    float top = flow->y, line = flow_line(ui, UI_FONT_SMALL);
    flow_text(flow, UI_FONT_SMALL, ink, fact->text);
    if (ui->shown->client) { /* plain words */
        flow_gap(flow, 4);
        return;
    }
    float both = ui_text_width(UI_FONT_SMALL, fact->text) + flow_mark_width(ui, fact) + px(ui, 16);
    bool open = ui->cited == id, beside = flow->y < top + 1.5f * line && both < flow->w;
    flow->y -= beside ? line : 0;
    if (flow_mark(flow, id, fact, open)) {
        ui->cited = open ? 0 : id;
    }
    flow->y += line;
    if (open) {
        flow_citations(flow, fact->sources, fact->source_count);
    }
    flow_gap(flow, 4);
}
