/* pdf_page.c - sets a handout on one page: type, columns, picture. */
#include "hip/mem.h"
#include "pdf.h"
#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

static const char FAMILY[] = "Inter, Noto Sans, sans-serif";
static const double MARGIN = 42, TOP = 36, FOOT = 26, GUTTER = 22; /* points */
static const double LINE = 1.05, LINE_LEAST = 1; /* of the font's own line height; where room is short */
static const double TEXT_LEAST = 9.5, LEAST_SHRINK = 0.55;
enum { NOTE_LINES = 6, NOTE_MOST_LINES = 512 };

typedef enum Type { TYPE_TITLE, TYPE_ALARM, TYPE_HEAD, TYPE_TEXT, TYPE_STRONG, TYPE_QUIET, TYPE_SMALL } Type;

static const struct TypeRow {
    double points; /* 0: as the running text */
    PangoWeight weight;
    unsigned rgb; /* dark enough to stay apart in grey */
} TYPES[] = {
    [TYPE_TITLE] = {23, PANGO_WEIGHT_SEMIBOLD, 0x1b1f24},  [TYPE_ALARM] = {15, PANGO_WEIGHT_BOLD, 0x8c1a14},
    [TYPE_HEAD] = {12.5, PANGO_WEIGHT_SEMIBOLD, 0x0c6b64}, [TYPE_TEXT] = {0, PANGO_WEIGHT_NORMAL, 0x1b1f24},
    [TYPE_STRONG] = {0, PANGO_WEIGHT_SEMIBOLD, 0x1b1f24},  [TYPE_QUIET] = {0, PANGO_WEIGHT_NORMAL, 0x4c5663},
    [TYPE_SMALL] = {7, PANGO_WEIGHT_NORMAL, 0x4c5663},
};
static const unsigned RULE = 0xc6c1b6, NOTE_GROUND = 0xf4f2ed, ALARM_GROUND = 0xfbf1ef;

/* How tall a paragraph came out: the many tries at a page ask the same again and again. */
typedef struct Measured {
    const HandoutPara *para;
    Type type;
    double points, width, height;
} Measured;

/* One try at the page: first to measure, at last with ink. */
typedef struct Setter {
    cairo_t *cr;
    PangoLayout *layout;
    const HandoutPage *page;
    cairo_surface_t *picture;
    double width, height;
    double text_points;
    double shrink;  /* of the picture, 1 as wide as its column */
    int note_lines; /* at most */
    int spare;      /* sections above this are left out */
    bool base_in_column;
    bool ink;
    HandoutFit fit;
    Measured *measured;
    size_t measured_count, measured_capacity;
} Setter;

static void colour(const Setter *s, unsigned rgb)
{
    cairo_set_source_rgb(s->cr, (rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
}

static void fill(const Setter *s, unsigned rgb, double x, double y, double width, double height)
{
    if (s->ink) {
        colour(s, rgb);
        cairo_rectangle(s->cr, x, y, width, height);
        cairo_fill(s->cr);
    }
}

static void attribute(PangoAttrList *list, PangoAttribute *part, size_t from, size_t to)
{
    part->start_index = (guint)from;
    part->end_index = (guint)to;
    pango_attr_list_insert(list, part);
}

/* The layout of a text: strong words before it, its marks small and quiet behind it. */
static void lay(Setter *s, Type type, double width, const HandoutPara *para)
{
    const struct TypeRow *row = &TYPES[type], *small = &TYPES[TYPE_SMALL];
    PangoFontDescription *font = pango_font_description_from_string(FAMILY);
    pango_font_description_set_absolute_size(font, (row->points > 0 ? row->points : s->text_points) * PANGO_SCALE);
    pango_font_description_set_weight(font, row->weight);
    pango_layout_set_font_description(s->layout, font);
    pango_font_description_free(font);
    pango_layout_set_width(s->layout, (int)(width * PANGO_SCALE));
    char *whole = mem_format("%s%s%s%s", para->lead, para->text, para->marks[0] ? "\u00a0" : "", para->marks);
    size_t lead = strlen(para->lead), text = lead + strlen(para->text), all = strlen(whole);
    pango_layout_set_text(s->layout, whole, -1);
    PangoAttrList *list = pango_attr_list_new();
    attribute(list, pango_attr_weight_new(TYPES[TYPE_STRONG].weight), 0, lead);
    attribute(list, pango_attr_size_new_absolute((int)(small->points * PANGO_SCALE)), text, all);
    attribute(list, pango_attr_weight_new(small->weight), text, all);
    attribute(list,
              pango_attr_foreground_new((small->rgb >> 16 & 255) * 257, (small->rgb >> 8 & 255) * 257,
                                        (small->rgb & 255) * 257),
              text, all);
    pango_layout_set_attributes(s->layout, list);
    pango_attr_list_unref(list);
    free(whole);
}

static double show(Setter *s, Type type, double x, double y)
{
    int width, height;
    pango_layout_get_size(s->layout, &width, &height);
    if (s->ink) {
        colour(s, TYPES[type].rgb);
        cairo_move_to(s->cr, x, y);
        pango_cairo_show_layout(s->cr, s->layout);
    }
    return y + (double)height / PANGO_SCALE;
}

/* Returns where the next one may begin, as everything does that sets something. */
static double set_text(Setter *s, Type type, double x, double y, double width, const char *text)
{
    lay(s, type, width, &(HandoutPara){HANDOUT_TEXT, "", text, ""});
    return show(s, type, x, y);
}

/* A paragraph of the page itself, which stays where it is. */
static double set_type(Setter *s, Type type, const HandoutPara *para, double x, double y, double width)
{
    for (size_t i = 0; !s->ink && i < s->measured_count; i++) {
        const Measured *m = &s->measured[i];
        if (m->para == para && m->type == type && m->points == s->text_points && m->width == width) {
            return y + m->height;
        }
    }
    lay(s, type, width, para);
    double height = show(s, type, x, y) - y;
    s->measured = mem_grow(s->measured, &s->measured_capacity, s->measured_count + 1, sizeof *s->measured);
    s->measured[s->measured_count++] = (Measured){para, type, s->text_points, width, height};
    return y + height;
}

static double set_para(Setter *s, const HandoutPara *para, double x, double y, double width)
{
    static const Type TYPE_OF[] = {[HANDOUT_TEXT] = TYPE_TEXT,
                                   [HANDOUT_BULLET] = TYPE_TEXT,
                                   [HANDOUT_STRONG] = TYPE_STRONG,
                                   [HANDOUT_QUIET] = TYPE_QUIET};
    double indent = para->style == HANDOUT_BULLET ? s->text_points : 0;
    double above = para->style == HANDOUT_STRONG ? 4 : 1;
    if (indent > 0 && s->ink) {
        set_text(s, TYPE_TEXT, x, y + above, indent, "\u2022");
    }
    return set_type(s, TYPE_OF[para->style], para, x + indent, y + above, width - indent) + 2;
}

static double set_paras(Setter *s, const HandoutSection *section, double x, double y, double width)
{
    for (int i = 0; i < section->para_count; i++) {
        y = set_para(s, &section->paras[i], x, y, width);
    }
    return y;
}

/* A note is cut at the end of a line, and says so. */
static double set_note_text(Setter *s, const char *note, double x, double y, double width)
{
    lay(s, TYPE_TEXT, width, &(HandoutPara){HANDOUT_TEXT, "", note, ""});
    if (pango_layout_get_line_count(s->layout) <= s->note_lines) {
        return show(s, TYPE_TEXT, x, y);
    }
    s->fit.note_cut = true;
    if (s->note_lines > 0) {
        const PangoLayoutLine *last = pango_layout_get_line_readonly(s->layout, s->note_lines - 1);
        char *kept = mem_format("%.*s", last->start_index + last->length, note);
        for (size_t n = strlen(kept); n > 0 && (kept[n - 1] == ' ' || kept[n - 1] == '\n'); n--) {
            kept[n - 1] = '\0';
        }
        y = set_text(s, TYPE_TEXT, x, y, width, kept);
        free(kept);
    }
    return set_text(s, TYPE_QUIET, x, y + 2, width, s->page->note_cut);
}

static double set_note(Setter *s, const HandoutSection *section, double x, double y, double width)
{
    enum { PAD = 9 };
    double inner = width - 2 * PAD, end = y;
    bool ink = s->ink;
    for (int pass = 0; pass < 2; pass++) { /* how tall the box is comes first */
        s->ink = pass && ink;
        if (pass) {
            fill(s, NOTE_GROUND, x, y, width, end + PAD - y);
        }
        end = set_text(s, TYPE_HEAD, x + PAD, y + PAD, inner, section->head) + 2;
        end = set_note_text(s, section->paras[0].text, x + PAD, end, inner);
    }
    return end + PAD;
}

static double set_section(Setter *s, const HandoutSection *section, double x, double y, double width)
{
    if (section->place == HANDOUT_NOTE) {
        return set_note(s, section, x, y + 12, width);
    }
    if (section->head) {
        y = set_text(s, TYPE_HEAD, x, y + 9, width, section->head) + 1;
    }
    return set_paras(s, section, x, y, width);
}

static double set_alarm(Setter *s, const HandoutSection *section, double x, double y, double width)
{
    enum { PAD = 11, BAR = 5 };
    double end = y, points = s->text_points;
    bool ink = s->ink;
    for (int pass = 0; pass < 2; pass++) {
        s->ink = pass && ink;
        if (s->ink) {
            fill(s, ALARM_GROUND, x, y, width, end + PAD - y);
            fill(s, TYPES[TYPE_ALARM].rgb, x, y, BAR, end + PAD - y);
            colour(s, TYPES[TYPE_ALARM].rgb);
            cairo_set_line_width(s->cr, 1.2);
            cairo_rectangle(s->cr, x, y, width, end + PAD - y);
            cairo_stroke(s->cr);
        }
        end = set_text(s, TYPE_ALARM, x + PAD + BAR, y + PAD, width - 2 * PAD - BAR, section->head) + 2;
        s->text_points = points + 1.5;
        end = set_paras(s, section, x + PAD + BAR, end, width - 2 * PAD - BAR);
        s->text_points = points;
    }
    return end + PAD + 8;
}

static double set_places(Setter *s, HandoutPlace place, double x, double y, double width)
{
    for (int i = 0; i < s->page->section_count; i++) {
        if (s->page->sections[i].place == place && s->page->sections[i].spare <= s->spare) {
            y = set_section(s, &s->page->sections[i], x, y, width);
        }
    }
    return y;
}

/* Title, date, what was looked at, and before everything else the signs that ask for a doctor. */
static double set_top(Setter *s, double x, double width)
{
    enum { DATE = 80 };
    double y = TOP;
    bool dated = s->page->date[0];
    if (dated) {
        pango_layout_set_alignment(s->layout, PANGO_ALIGN_RIGHT);
        set_text(s, TYPE_QUIET, x + width - DATE, y + 11, DATE, s->page->date);
        pango_layout_set_alignment(s->layout, PANGO_ALIGN_LEFT);
    }
    y = set_text(s, TYPE_TITLE, x, y, width - (dated ? DATE : 0), s->page->title) + 4;
    fill(s, TYPES[TYPE_HEAD].rgb, x, y, 36, 2.5);
    y += 10;
    y = set_places(s, HANDOUT_LOOKED, x, y, width) + 8;
    for (int i = 0; i < s->page->section_count; i++) {
        if (s->page->sections[i].place == HANDOUT_ALARM) {
            y = set_alarm(s, &s->page->sections[i], x, y, width);
        }
    }
    return y;
}

static void round_corners(const Setter *s, double x, double y, double width, double height)
{
    const double radius = 6, quarter = G_PI / 2;
    cairo_new_sub_path(s->cr);
    cairo_arc(s->cr, x + width - radius, y + radius, radius, -quarter, 0);
    cairo_arc(s->cr, x + width - radius, y + height - radius, radius, 0, quarter);
    cairo_arc(s->cr, x + radius, y + height - radius, radius, quarter, 2 * quarter);
    cairo_arc(s->cr, x + radius, y + radius, radius, 2 * quarter, 3 * quarter);
    cairo_close_path(s->cr);
}

static double set_picture(Setter *s, double x, double y, double column)
{
    if (!s->picture || s->shrink <= 0) {
        return y - 9; /* a head comes first, with its own room */
    }
    double width = column * s->shrink, height = width * HANDOUT_PICTURE_TALL;
    if (s->ink) {
        cairo_save(s->cr);
        round_corners(s, x, y, width, height);
        cairo_clip_preserve(s->cr);
        cairo_save(s->cr);
        cairo_translate(s->cr, x, y);
        cairo_scale(s->cr, width / cairo_image_surface_get_width(s->picture),
                    height / cairo_image_surface_get_height(s->picture));
        cairo_set_source_surface(s->cr, s->picture, 0, 0);
        cairo_paint(s->cr);
        cairo_restore(s->cr);
        cairo_restore(s->cr);
        colour(s, RULE);
        cairo_set_line_width(s->cr, 0.6);
        round_corners(s, x, y, width, height);
        cairo_stroke(s->cr);
    }
    return set_text(s, TYPE_QUIET, x, y + height + 4, column, s->page->caption) + 2;
}

static double set_small(Setter *s, double x, double y, double width)
{
    fill(s, RULE, x, y, width, 0.6);
    y += 5;
    for (int i = 0; i < s->page->section_count; i++) {
        const HandoutSection *section = &s->page->sections[i];
        for (int p = 0; section->place == HANDOUT_SMALL && p < section->para_count; p++) {
            y = set_type(s, TYPE_SMALL, &section->paras[p], x, y, width);
        }
    }
    return y;
}

/* What stands at the foot of the page, over its whole width. Returns where it begins. */
static double set_foot(Setter *s, double x, double width)
{
    bool ink = s->ink;
    double top = s->height - FOOT;
    for (int pass = 0; pass < 2; pass++) {
        s->ink = pass && ink;
        double y = s->base_in_column ? top : set_places(s, HANDOUT_BASE, x, top, width);
        y = set_small(s, x, y + 6, width);
        top -= pass ? 0 : y - top;
    }
    return top;
}

/* In the columns: picture at the left, what it means at the right; the rest goes where there is room, the note last. */
static double set_columns(Setter *s, double x, double y, double width)
{
    static const HandoutPlace ORDER[] = {HANDOUT_MAIN, HANDOUT_SIDE, HANDOUT_BASE, HANDOUT_NOTE};
    double column[2] = {HANDOUT_PICTURE_SHARE * s->width, 0}, at[2] = {x, 0}, end[2] = {y, y - 9};
    column[1] = width - column[0] - GUTTER;
    at[1] = x + column[0] + GUTTER;
    end[0] = set_picture(s, at[0], y, column[0]);
    for (size_t o = 0; o < sizeof ORDER / sizeof *ORDER; o++) {
        for (int i = 0; i < s->page->section_count && (ORDER[o] != HANDOUT_BASE || s->base_in_column); i++) {
            const HandoutSection *section = &s->page->sections[i];
            if (section->place != ORDER[o] || section->spare > s->spare) {
                s->fit.left_out += section->place == ORDER[o];
                continue;
            }
            int where = section->place == HANDOUT_MAIN || end[1] < end[0];
            end[where] = set_section(s, section, at[where], end[where], column[where]);
        }
    }
    return fmax(end[0], end[1]);
}

/* Whether everything stands above the foot. */
static bool set_page(Setter *s, bool ink)
{
    s->ink = ink;
    s->fit = (HandoutFit){0};
    double x = MARGIN, width = s->width - 2 * MARGIN;
    double end = set_columns(s, x, set_top(s, x, width), width);
    return end <= set_foot(s, x, width);
}

static bool fits(Setter *s, int note_lines, int spare)
{
    s->note_lines = note_lines;
    s->spare = spare;
    s->base_in_column = true;
    pango_layout_set_line_spacing(s->layout, (float)(s->text_points > TEXT_LEAST ? LINE : LINE_LEAST));
    if (set_page(s, false)) {
        return true;
    }
    s->base_in_column = false;
    return set_page(s, false);
}

/* As much of the note as there is room for; `least` lines fit. */
static void grow_note(Setter *s, int least, int spare)
{
    int most = NOTE_MOST_LINES;
    while (least < most) {
        int middle = (least + most + 1) / 2;
        if (fits(s, middle, spare)) {
            least = middle;
        } else {
            most = middle - 1;
        }
    }
    fits(s, least, spare);
}

/* The largest type, then the largest picture with which these sections and so much of the note fit; the picture gives
 * way twice: a little before the type does, far after it. */
static bool find_size(Setter *s, int note_lines, int spare)
{
    static const double SIZES[] = {11.5, 10.5, 10, TEXT_LEAST},
                        SHRINKS[][3] = {{1, 0.92, 0.85}, {0.78, 0.7, LEAST_SHRINK}};
    enum { SIZE_COUNT = sizeof SIZES / sizeof *SIZES, SHRINK_COUNT = 3, TRIES = SIZE_COUNT * SHRINK_COUNT };
    for (int i = 0; i < 2 * TRIES; i++) {
        s->text_points = SIZES[i % TRIES / SHRINK_COUNT];
        s->shrink = SHRINKS[i / TRIES][i % SHRINK_COUNT];
        if (fits(s, note_lines, spare)) {
            return true;
        }
    }
    return false;
}

/* A picture and one likely source beside it come before the rest of the sources; without room even for those the
 * picture goes. */
static void find_fit(Setter *s)
{
    enum { ONE_SOURCE = HANDOUT_SPARE_SOURCE };
    int most = 0;
    for (int i = 0; i < s->page->section_count; i++) {
        most = s->page->sections[i].spare > most ? s->page->sections[i].spare : most;
    }
    for (int spare = most; spare >= (most < ONE_SOURCE ? most : ONE_SOURCE); spare--) {
        if (find_size(s, NOTE_MOST_LINES, spare)) {
            return;
        }
        s->shrink = LEAST_SHRINK;
        if (fits(s, NOTE_LINES, spare)) {
            grow_note(s, NOTE_LINES, spare);
            return;
        }
    }
    s->shrink = 0;
    for (int spare = most; spare > 0; spare--) {
        if (fits(s, NOTE_LINES, spare)) {
            grow_note(s, NOTE_LINES, spare);
            return;
        }
    }
    grow_note(s, 0, 0);
}

typedef struct OnePage {
    const HandoutPage *page;
    cairo_surface_t *picture; /* NULL: none */
    HandoutFit fit;
} OnePage;

static bool draw_page(cairo_t *cr, HandoutSize paper, void *context)
{
    OnePage *one = context;
    PangoFontMap *fonts = pango_cairo_font_map_new(); /* its own: any thread may come */
    PangoContext *type = pango_font_map_create_context(fonts);
    pango_cairo_context_set_resolution(type, 72); /* a point is a unit of the page */
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(type, options);
    cairo_font_options_destroy(options);
    Setter s = {.cr = cr,
                .layout = pango_layout_new(type),
                .page = one->page,
                .picture = one->picture,
                .width = paper.width,
                .height = paper.height};
    pango_layout_set_wrap(s.layout, PANGO_WRAP_WORD_CHAR);
    find_fit(&s);
    bool whole = set_page(&s, true);
    one->fit = s.fit;
    free(s.measured);
    g_object_unref(s.layout);
    g_object_unref(type);
    g_object_unref(fonts);
    return whole;
}

HipResult pdf_page(HandoutSize paper, const HandoutPage *page, const HandoutPicture *picture, Buffer *out,
                   HandoutFit *fit, HipError *err)
{
    OnePage one = {.page = page, .picture = picture ? pdf_surface(picture) : NULL};
    HipResult rc = pdf_make(paper, page->title, draw_page, &one, out, err);
    if (one.picture) {
        cairo_surface_destroy(one.picture);
    }
    if (rc == HIP_OK) {
        *fit = one.fit;
    }
    return rc;
}
