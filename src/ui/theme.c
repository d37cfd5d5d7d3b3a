/* theme.c - colours of the interface and its type. Text stands at least 7:1 against its ground, controls 3:1. */
#include "hip/mem.h"
#include "ui_internal.h"
#include <fontconfig/fontconfig.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RGB(r, g, b) (0xff000000u | (UiColour)(b) << 16 | (UiColour)(g) << 8 | (UiColour)(r))
#define RGBA(r, g, b, a) ((UiColour)(a) << 24 | (UiColour)(b) << 16 | (UiColour)(g) << 8 | (UiColour)(r))

static const UiTheme THEMES[THEME_COUNT] = {
    [THEME_DARK] = {.panel = RGBA(0x17, 0x1b, 0x21, 0xeb),
                    .edge = RGBA(0xff, 0xff, 0xff, 0x14),
                    .raised = RGB(0x29, 0x30, 0x39),
                    .raised_hover = RGB(0x34, 0x3d, 0x48),
                    .pressed = RGB(0x21, 0x28, 0x30),
                    .text = RGB(0xee, 0xf1, 0xf5),
                    .quiet = RGB(0xa9, 0xb3, 0xbf),
                    .accent = RGB(0x58, 0xc4, 0xbb),
                    .on_accent = RGB(0x0c, 0x1b, 0x1a),
                    .caution = RGB(0xff, 0xb4, 0x54),
                    .stop = RGB(0xff, 0x6b, 0x5e),
                    .halo = RGBA(0x12, 0x15, 0x19, 0xd8),
                    .track = RGB(0x3a, 0x43, 0x4e),
                    .separator = RGBA(0xff, 0xff, 0xff, 0x1f),
                    .selection = RGBA(0x58, 0xc4, 0xbb, 0x60)},
    [THEME_LIGHT] = {.panel = RGBA(0xfd, 0xfc, 0xfa, 0xf0),
                     .edge = RGBA(0x1b, 0x1f, 0x24, 0x24),
                     .raised = RGB(0xf1, 0xef, 0xe9),
                     .raised_hover = RGB(0xe1, 0xdd, 0xd4),
                     .pressed = RGB(0xd6, 0xd1, 0xc6),
                     .text = RGB(0x1b, 0x1f, 0x24),
                     .quiet = RGB(0x4c, 0x56, 0x63),
                     .accent = RGB(0x0c, 0x6b, 0x64),
                     .on_accent = RGB(0xff, 0xff, 0xff),
                     .caution = RGB(0x7d, 0x49, 0x00),
                     .stop = RGB(0xa8, 0x22, 0x1b),
                     .halo = RGBA(0xf6, 0xf4, 0xef, 0xe0),
                     .track = RGB(0xc6, 0xc1, 0xb6),
                     .separator = RGBA(0x1b, 0x1f, 0x24, 0x1f),
                     .selection = RGBA(0x0f, 0x7c, 0x74, 0x48)},
    [THEME_CONTRAST] = {.panel = RGB(0, 0, 0),
                        .edge = RGB(0xff, 0xff, 0xff),
                        .raised = RGB(0x26, 0x26, 0x26),
                        .raised_hover = RGB(0x40, 0x40, 0x40),
                        .pressed = RGB(0x14, 0x14, 0x14),
                        .text = RGB(0xff, 0xff, 0xff),
                        .quiet = RGB(0xe6, 0xe6, 0xe6),
                        .accent = RGB(0xff, 0xdd, 0x33),
                        .on_accent = RGB(0, 0, 0),
                        .caution = RGB(0xff, 0xb4, 0x54),
                        .stop = RGB(0xff, 0x8a, 0x80),
                        .halo = RGB(0, 0, 0),
                        .track = RGB(0x70, 0x70, 0x70),
                        .separator = RGBA(0xff, 0xff, 0xff, 0x80),
                        .selection = RGBA(0xff, 0xdd, 0x33, 0x70)},
};

const UiTheme *theme_of(Theme theme)
{
    return &THEMES[theme < THEME_COUNT ? theme : THEME_DARK];
}

UiColour ui_colour(unsigned rgb, float alpha)
{
    return RGBA(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255, lrintf(clampf(alpha, 0, 1) * 255));
}

UiColour ui_colour_linear(const float rgb[3], float alpha)
{
    unsigned out = 0;
    for (int i = 0; i < 3; i++) {
        out = out << 8 | (unsigned)lrintf(clampf(srgb_from_linear(rgb[i]), 0, 1) * 255);
    }
    return ui_colour(out, alpha);
}

UiColour ui_fade(UiColour colour, float factor)
{
    float alpha = (float)(colour >> 24) * clampf(factor, 0, 1);
    return (colour & 0xffffffu) | (UiColour)lrintf(alpha) << 24;
}

/* The file of a family at a weight, NULL when fontconfig would give another family instead. */
static char *font_file(FcConfig *config, const char *family, int weight)
{
    char *found = NULL;
    FcPattern *wanted = FcPatternBuild(NULL, FC_FAMILY, FcTypeString, family, FC_WEIGHT, FcTypeInteger, weight,
                                       FC_SLANT, FcTypeInteger, FC_SLANT_ROMAN, NULL);
    if (!wanted) {
        return NULL;
    }
    FcConfigSubstitute(config, wanted, FcMatchPattern);
    FcDefaultSubstitute(wanted);
    FcResult result = FcResultMatch;
    FcPattern *match = FcFontMatch(config, wanted, &result);
    FcChar8 *file = NULL, *got = NULL;
    if (match && FcPatternGetString(match, FC_FILE, 0, &file) == FcResultMatch &&
        FcPatternGetString(match, FC_FAMILY, 0, &got) == FcResultMatch && strcmp((const char *)got, family) == 0) {
        found = mem_string((const char *)file);
    }
    if (match) {
        FcPatternDestroy(match);
    }
    FcPatternDestroy(wanted);
    return found;
}

static void find_fonts(Ui *ui)
{
    static const char *const FAMILIES[] = {"Inter", "Noto Sans", "DejaVu Sans"};
    FcConfig *config = FcInitLoadConfigAndFonts(); /* our own: other libraries may hold the common one */
    for (size_t i = 0; config && i < sizeof FAMILIES / sizeof *FAMILIES && !ui->font_regular; i++) {
        ui->font_regular = font_file(config, FAMILIES[i], FC_WEIGHT_REGULAR);
        ui->font_strong = font_file(config, FAMILIES[i], FC_WEIGHT_DEMIBOLD);
    }
    if (!ui->font_strong) {
        ui->font_strong = mem_string(ui->font_regular);
    }
    if (config) {
        FcConfigDestroy(config);
    }
}

void theme_fonts(Ui *ui, float unit)
{
    static const float SIZES[UI_FONT_COUNT] = {14, 14, 16, 20, 28}, CLIENT_SIZES[UI_FONT_COUNT] = {18, 18, 19, 22, 30};
    const float *sizes = ui->shown->client ? CLIENT_SIZES : SIZES;
    bool first = ui->font_unit <= 0;
    if (first) {
        find_fonts(ui);
    }
    ShimFonts fonts = {.regular = ui->font_regular, .strong = ui->font_strong};
    for (int i = 0; i < UI_FONT_COUNT; i++) {
        /* The built-in font is drawn on a grid of 13 pixels and is unreadable between its multiples. */
        fonts.pixels[i] = ui->font_regular ? roundf(sizes[i] * unit) : 13 * fmaxf(1, roundf(sizes[i] * unit / 13));
    }
    if (!shim_fonts(&fonts) && first) {
        fprintf(stderr, "hip-atlas: neither Inter nor Noto Sans nor DejaVu Sans is installed; a plain font is used "
                        "(Debian: fonts-inter)\n");
    }
    ui->font_unit = unit;
    ui->font_client = ui->shown->client;
}
