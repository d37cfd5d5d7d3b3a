/* panel_about.c - where everything comes from, and what the loaded model holds. */
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static void paragraph(Flow *flow, const char *title, const char *text)
{
    const UiTheme *theme = flow->ui->theme;
    if (title) {
        flow_text(flow, UI_FONT_STRONG, theme->text, title);
        flow_gap(flow, 2);
    }
    flow_text(flow, UI_FONT_SMALL, theme->quiet, text);
    flow_gap(flow, 14);
}

static const char *how_used(const char *used)
{
    static const char *const WORDS[][2] = {{"abs", N_("abstract read")},
                                           {"page", N_("page read")},
                                           {"data", N_("data used")},
                                           {"mem", N_("from memory")},
                                           {"own", N_("no study")}};
    for (size_t i = 0; used && i < sizeof WORDS / sizeof *WORDS; i++) {
        if (strcmp(used, WORDS[i][0]) == 0) {
            return WORDS[i][1];
        }
    }
    return used ? used : "";
}

void panel_about(Ui *ui, UiRect rect)
{
    Flow flow;
    float start = page_begin(ui, rect, "about", "Hip Atlas " HIP_VERSION, COMMAND_ABOUT, &flow);
    paragraph(&flow, "One body",
              "The body is one adult man's. Yours differs: in size, in shape, sometimes in the course of a nerve.");
    paragraph(&flow, "For learning",
              "It teaches where things lie. It gives no diagnosis and promises no cure; with pain, numbness or "
              "weakness see someone who can examine you.");
    paragraph(&flow, "Measured and schematic",
              "What had a measured body behind it follows it. Nerves, vessels, ligaments, fascia and skin had none: "
              "they are drawn "
              "from descriptions and marked as such on their page.");
    paragraph(&flow, "How sure",
              "Each fact says where it comes from: read in a source, textbook knowledge, or uncertain. Its numbers "
              "open the sources.");
    paragraph(&flow, "The measured body",
              "BodyParts3D, \u00a9 The Database Center for Life Science, licensed under CC BY 4.0.");
    paragraph(
        &flow, "Licences",
        "The program and its data come with their licences: see LICENSE, LICENSE-DATA and ATTRIBUTION.md beside it.");
    if (!words_languages()[words_language()].reviewed) {
        paragraph(&flow, "Language", ui_not_reviewed());
    }
    flow_rule(&flow);
    flow_gap(&flow, 14);
    char text[1200];
    snprintf(text, sizeof text, _("Sources  %d"), ui->atlas->source_count);
    flow_text(&flow, UI_FONT_STRONG, ui->theme->text, text);
    flow_gap(&flow, 6);
    for (int i = 0; i < ui->atlas->source_count; i++) {
        const AtlasSource *source = &ui->atlas->sources[i];
        const char *used = how_used(source->used);
        snprintf(text, sizeof text, "%d  %s%s%s%s%s%s", source->id, source->text, source->url ? "  " : "",
                 source->url ? source->url : "", *used ? "  (" : "", _(used), *used ? ")" : "");
        flow_text(&flow, UI_FONT_SMALL, ui->theme->quiet, text);
        flow_gap(&flow, 8);
    }
    page_end(&flow, rect, start);
}

static void draw_warnings(Ui *ui, Flow *flow, const ImportReport *report)
{
    if (!report->warning_count) {
        return;
    }
    flow_text(flow, UI_FONT_STRONG, ui->theme->caution, "Noticed");
    flow_gap(flow, 2);
    for (size_t i = 0; i < report->warning_count; i++) {
        flow_text(flow, UI_FONT_SMALL, ui->theme->text, report->warnings[i]);
        flow_gap(flow, 6);
    }
    flow_gap(flow, 8);
}

static void draw_alignment(Flow *flow, const ImportReport *report)
{
    char text[256];
    if (!report->aligned) {
        snprintf(text, sizeof text, "Too little was recognised to place it: centred and scaled to a plausible size.");
    } else {
        snprintf(text, sizeof text, _("Unit %s, head towards %s%s; fits the atlas within %.1f mm."), report->unit,
                 report->up, report->mirrored ? _(", mirrored back") : "", (double)report->residual_m * 1000);
    }
    paragraph(flow, "Place", text);
}

static void draw_part(Flow *flow, const ImportPart *part, const char *name)
{
    Ui *ui = flow->ui;
    const char *mark = part->mended ? N_("mended") : "";
    float width = *mark ? ui_text_width(UI_FONT_SMALL, mark) + px(ui, 8) : 0;
    shim_text(UI_FONT_SMALL, flow->x + flow->w - width + px(ui, 8), flow->y, ui->theme->caution, mark);
    flow->y += shim_text_wrapped(UI_FONT_SMALL, flow->x, flow->y, flow->w - width, flow_line(ui, UI_FONT_SMALL),
                                 ui->theme->quiet, name);
}

static void draw_title(Flow *flow, const char *title, size_t count)
{
    char text[64];
    snprintf(text, sizeof text, "%s  %zu", _(title), count);
    flow_text(flow, UI_FONT_STRONG, flow->ui->theme->text, text);
    flow_gap(flow, 2);
}

static void draw_parts(Flow *flow, const ImportReport *report)
{
    const Atlas *atlas = flow->ui->atlas;
    size_t known = 0;
    for (size_t i = 0; i < report->part_count; i++) {
        known += report->parts[i].id[0] != '\0';
    }
    if (known < report->part_count) {
        draw_title(flow, "Not recognised", report->part_count - known);
        for (size_t i = 0; i < report->part_count; i++) {
            const ImportPart *part = &report->parts[i];
            if (!part->id[0]) {
                draw_part(flow, part, part->name[0] ? part->name : part->file);
            }
        }
        flow_gap(flow, 12);
    }
    draw_title(flow, "Recognised", known);
    for (int s = 0; s < atlas->structure_count; s++) { /* in the atlas's order, not the files' */
        for (size_t i = 0; i < report->part_count; i++) {
            if (strcmp(report->parts[i].id, atlas->structures[s].id) == 0) {
                char name[160];
                draw_part(flow, &report->parts[i], atlas_display_name(atlas, s, name, sizeof name));
            }
        }
    }
}

void panel_model(Ui *ui, UiRect rect)
{
    Flow flow;
    float start = page_begin(ui, rect, "model", "The model", COMMAND_MODEL_INFO, &flow);
    if (!ui->model) {
        paragraph(&flow, NULL, "No model is loaded yet. Open one, or drop it on the window.");
        page_end(&flow, rect, start);
        return;
    }
    const ImportReport *report = &ui->model->report;
    char text[256];
    snprintf(text, sizeof text, _("%zu parts, %zu triangles."), ui->model->set.part_count,
             mesh_set_triangles(&ui->model->set));
    paragraph(&flow, NULL, text);
    if (!report->part_count) {
        paragraph(&flow, "Built in",
                  "The body that comes with the program. Open another with a file or a folder of meshes.");
    } else {
        draw_warnings(ui, &flow, report);
        draw_alignment(&flow, report);
        draw_parts(&flow, report);
    }
    page_end(&flow, rect, start);
}
