/* overlay_cut.c - names on the face of a section: in the middle of what they name, where they fit into it. */
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static UiFont font_of(const Ui *ui)
{
    return ui->shown->present ? UI_FONT_BODY : UI_FONT_SMALL;
}

void overlay_cut_find(Ui *ui)
{
    ui->cut_named = 0;
    ui->cut_count = query_cut_areas(ui->model, ui->list, &ui->cache, ui->cuts, VIEW_MAX_ITEMS);
}

const CutArea *overlay_cut_area(const Ui *ui, int item)
{
    for (int i = 0; i < ui->cut_count; i++) {
        if (ui->cuts[i].item == item) {
            return &ui->cuts[i];
        }
    }
    return NULL;
}

/* Whether the box, pixels, lies in the face of the item. */
static bool holds(const Ui *ui, int item, UiRect box)
{
    enum { ACROSS = 7, DOWN = 3 };
    for (int i = 0; i < ACROSS * DOWN; i++) {
        int column = i % ACROSS, row = i / ACROSS;
        float x = box.x + box.w * (float)column / (ACROSS - 1), y = box.y + box.h * (float)row / (DOWN - 1);
        if (query_cut_at(ui->list, &ui->cache, 2 * x / ui->width - 1, 1 - 2 * y / ui->height) != item) {
            return false;
        }
    }
    return true;
}

/* The name in one line, or broken at the space nearest to its middle. */
static int break_name(const char *name, CutName *out)
{
    size_t length = strlen(name), cut = 0;
    for (size_t i = 1; i + 1 < length; i++) {
        float off = fabsf((float)(2 * i) - (float)length), best = fabsf((float)(2 * cut) - (float)length);
        cut = name[i] == ' ' && (cut == 0 || off < best) ? i : cut;
    }
    snprintf(out->lines[0], sizeof out->lines[0], "%.*s", (int)(cut ? cut : length), name);
    snprintf(out->lines[1], sizeof out->lines[1], "%s", cut ? name + cut + 1 : "");
    return cut ? 2 : 1;
}

static bool fits(const Ui *ui, const float at[2], CutName *name)
{
    UiFont font = font_of(ui);
    float width = ui_text_width(font, name->lines[0]), pad = px(ui, 3);
    width = name->line_count > 1 ? fmaxf(width, ui_text_width(font, name->lines[1])) : width;
    float height = flow_line(ui, font) * (float)name->line_count;
    name->box = (UiRect){at[0] - width / 2, at[1] - height / 2, width, height};
    UiRect around = {name->box.x - pad, name->box.y, width + 2 * pad, height};
    return around.x > 0 && around.y > 0 && around.x + around.w < ui->width && around.y + around.h < ui->height &&
           holds(ui, name->item, around);
}

bool overlay_cut_name(Ui *ui, int item, const float at[2])
{
    if (ui->cut_named == CUT_NAMES) {
        return false;
    }
    const AtlasStructure *s = item < ui->atlas->structure_count ? &ui->atlas->structures[item] : NULL;
    char text[96];
    if (s && ui->shown->side != SIDE_BOTH && item != ui->shown->selected) {
        snprintf(text, sizeof text, "%s", structure_word(ui, s));
    } else {
        item_name(ui, item, text, sizeof text);
    }
    CutName *name = &ui->cut_names[ui->cut_named];
    *name = (CutName){.item = item, .line_count = 1};
    snprintf(name->lines[0], sizeof name->lines[0], "%s", text);
    bool found = fits(ui, at, name);
    if (!found) {
        name->line_count = break_name(text, name);
        found = name->line_count == 2 && fits(ui, at, name);
    }
    ui->cut_named += found;
    return found;
}

void overlay_cut_draw(Ui *ui)
{
    UiFont font = font_of(ui);
    float line = flow_line(ui, font);
    for (int i = 0; i < ui->cut_named; i++) {
        const CutName *name = &ui->cut_names[i];
        for (int k = 0; k < name->line_count; k++) {
            float x = name->box.x + (name->box.w - ui_text_width(font, name->lines[k])) / 2;
            float y = name->box.y + line * (float)k + (line - shim_font_pixels(font)) / 2;
            ui_text_halo(ui, font, roundf(x), roundf(y), 1, name->lines[k]);
        }
    }
}
