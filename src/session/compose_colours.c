/* compose_colours.c - themes, materials and colour schemes. */
#include "compose_private.h"
#include "hip/scheme.h"
#include <math.h>
#include <string.h>

typedef struct ThemeLook {
    const char *top, *bottom, *outline, *rim;
    float rim_strength;
    DrawLight light; /* but for its rim */
} ThemeLook;

/* Dark: a lamp from behind parts the body from the ground. Light: paper; edges in ink, for no lamp shows on white, and
 * brighter, for beamers wash out. High contrast: a bright line along every edge. */
static const ThemeLook THEMES[THEME_COUNT] = {
    [THEME_DARK] = {"#1f252d", "#14171c", "#58c4bb", "#e6f0ff", 0.85f, {.exposure = 1, .ink = 0.12f, .haze = 0.22f}},
    [THEME_LIGHT] = {"#f7f5f0", "#e9e6df", "#0f7c74", "#ffffff", 0, {.exposure = 1.18f, .ink = 0.62f, .haze = 0.07f}},
    [THEME_CONTRAST] = {"#000000", "#000000", "#ffe14d", "#ffffff", 1.3f, {.exposure = 1.25f, .rim_around = 0.7f}},
};

void compose_theme(Theme theme, DrawList *list)
{
    const ThemeLook *look = &THEMES[theme];
    colour_parse(look->top, list->ground_top);
    colour_parse(look->bottom, list->ground_bottom);
    colour_parse(look->outline, list->outline_colour);
    list->light = look->light;
    colour_parse(look->rim, list->light.rim);
    for (int k = 0; k < 3; k++) {
        list->light.rim[k] *= look->rim_strength;
    }
}

/* Eleven steps of cividis (Nunez, Anderton, Renslow, PLoS ONE 2018): even in lightness, safe for colour-blind eyes. */
static const char *const DEPTH_COLOURS[11] = {"#fee838", "#e5cf52", "#cab969", "#b0a473", "#969078", "#7d7c78",
                                              "#676970", "#52576c", "#3d476c", "#21366e", "#00224e"};

static const char *const SYSTEM_COLOURS[SYSTEM_COUNT] = {"#e3b79b", "#f0d58a", "#c9d3da", "#b5564c",
                                                         "#f0cd52", "#d0453c", "#9fb8ad", "#e8dfc8"};

/* Neighbours in the body differ for colour-blind eyes too (after Okabe and Ito, and Tol's muted set). */
static const char *const SUPPLY_COLOURS[] = {"#56b4e9", "#e69f00", "#009e73", "#f0e442", "#cc79a7",
                                             "#7e5fb0", "#a34e6a", "#d55e00", "#2f74c0", "#8aa65a",
                                             "#b39a7a", "#e0a0a0", "#7fd0c0"};
static const char *const UNSUPPLIED = "#8d949b", *const UNKNOWN = "#9aa3ab";

static const char *const SKIN_COLOURS[VIEW_SKIN_TONES] = {"#dfb79a", "#b27f5b", "#6f4a36"};

/* A colour for each structure, far from its neighbours': golden-angle hues at three lightnesses. */
static void structure_colour(int item, float out[3])
{
    float hue = fmodf((float)item * 0.61803399f, 1) * 6, value = 0.55f + 0.2f * (float)(item % 3);
    for (int i = 0; i < 3; i++) {
        float k = fmodf(5 + hue - 2 * (float)i + 6, 6);
        float chroma = clampf(fminf(k, 4 - k), 0, 1);
        out[i] = srgb_to_linear(value * (1 - 0.6f * chroma));
    }
}

void scheme_depth_colour(int layer, float out[3])
{
    colour_parse(DEPTH_COLOURS[layer < 0 ? 0 : layer > 10 ? 10 : layer], out);
}

int scheme_depth_hatch(int layer)
{
    return layer < 0 ? 1 : layer > 10 ? 11 : layer + 1;
}

void scheme_supply_colour(int supply, float out[3])
{
    int count = (int)(sizeof SUPPLY_COLOURS / sizeof *SUPPLY_COLOURS);
    colour_parse(supply < 0 ? UNSUPPLIED : SUPPLY_COLOURS[supply % count], out);
}

/* After ColorBrewer's PuOr (Harrower and Brewer 2003): told apart by colour-blind eyes. */
static const char *const AS_AT_REST = "#d8d3c8", *const LONGER = "#e07b14", *const SHORTER = "#8076d6";
static const float FULL_PERCENT = 25, SLIGHT_PERCENT = 1.5f;

void scheme_length_colour(float percent, float out[3])
{
    float rest[3], end[3], t = clampf(fabsf(percent) / FULL_PERCENT, 0, 1);
    colour_parse(AS_AT_REST, rest);
    colour_parse(percent < 0 ? SHORTER : LONGER, end);
    for (int k = 0; k < 3; k++) {
        out[k] = rest[k] + (end[k] - rest[k]) * sqrtf(t);
    }
}

int scheme_length_hatch(float percent)
{
    return percent > SLIGHT_PERCENT ? 7 : percent < -SLIGHT_PERCENT ? 3 : 0;
}

/* After Okabe and Ito: told apart by colour-blind eyes, and by their hatching without any colour. */
void scheme_known_colour(int known, float out[3])
{
    static const char *const COLOURS[] = {"#8d949b", "#d55e00", "#f0e442", "#56b4e9"}; /* as QuizKnown */
    colour_parse(COLOURS[known], out);
}

int scheme_known_hatch(int known)
{
    static const int HATCHES[] = {0, 7, 3, 0};
    return HATCHES[known];
}

void scheme_skin_colour(int tone, float out[3])
{
    colour_parse(SKIN_COLOURS[tone >= 0 && tone < VIEW_SKIN_TONES ? tone : 0], out);
}

/* For the client's eyes no raw meat: flesh halfway to terracotta. */
static void soften(float colour[3])
{
    float clay[3];
    colour_parse("#c99482", clay);
    for (int k = 0; k < 3; k++) {
        colour[k] = 0.4f * colour[k] + 0.6f * clay[k];
    }
}

static uint8_t material_of(const AtlasStructure *structure)
{
    static const uint8_t MATERIALS[SYSTEM_COUNT] = {MATERIAL_SKIN,  MATERIAL_FAT,    MATERIAL_FASCIA,   MATERIAL_MUSCLE,
                                                    MATERIAL_NERVE, MATERIAL_VESSEL, MATERIAL_LIGAMENT, MATERIAL_BONE};
    return structure->cartilage ? MATERIAL_CARTILAGE : MATERIALS[structure->system];
}

/* Bones stay bone-coloured where colours tell which nerve moves a muscle: one finds one's way by them. */
static void supply_colour(const AtlasStructure *structure, float out[3])
{
    if (structure->supply < 0 && structure->system == SYSTEM_BONE) {
        memcpy(out, structure->colour, sizeof structure->colour);
    } else {
        scheme_supply_colour(structure->supply, out);
    }
}

/* Only what pulls has a colour: the rest stays what it is, paler. */
static void length_colour(const AtlasStructure *structure, const float *percent, DrawItem *out)
{
    if (structure->system == SYSTEM_MUSCLE && percent && !isnan(*percent)) {
        scheme_length_colour(*percent, out->colour);
        out->hatch = (uint8_t)scheme_length_hatch(*percent);
    } else if (structure->system == SYSTEM_MUSCLE) {
        colour_parse(UNKNOWN, out->colour);
    } else {
        memcpy(out->colour, structure->colour, sizeof structure->colour);
    }
}

void compose_colours(const Atlas *atlas, const ViewState *view, int item, const float *lengths, DrawItem *out)
{
    const ColourScheme colours = view_colours(view);
    const AtlasStructure *structure = item < atlas->structure_count ? &atlas->structures[item] : NULL;
    out->material = structure ? material_of(structure) : MATERIAL_PLAIN;
    if (colours == COLOURS_STRUCTURE) {
        structure_colour(item, out->colour);
    } else if (!structure) {
        colour_parse(UNKNOWN, out->colour);
    } else if (colours == COLOURS_DEPTH) {
        scheme_depth_colour(structure->layer, out->colour);
        out->hatch = (uint8_t)scheme_depth_hatch(structure->layer);
    } else if (colours == COLOURS_SYSTEM) {
        colour_parse(SYSTEM_COLOURS[structure->system], out->colour);
    } else if (colours == COLOURS_LENGTH && structure->system != SYSTEM_SKIN) {
        length_colour(structure, lengths ? &lengths[item] : NULL, out);
    } else if (colours == COLOURS_NERVE) {
        supply_colour(structure, out->colour);
    } else if (structure->system == SYSTEM_SKIN) {
        scheme_skin_colour(view->skin, out->colour);
    } else {
        memcpy(out->colour, structure->colour, sizeof structure->colour);
        if (view->client && structure->system == SYSTEM_MUSCLE) {
            soften(out->colour);
        }
    }
}
