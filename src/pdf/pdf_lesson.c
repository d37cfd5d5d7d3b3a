/* pdf_lesson.c - a lesson on paper: pictures of its steps with what is said; questions, answers, sources. */
#include "hip/mem.h"
#include "hip/words.h"
#include "pdf.h"
#include <math.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char FAMILY[] = "Inter, Noto Sans, sans-serif";
static const double MARGIN = 42, GUTTER = 22, ROW_GAP = 14, FOOT = 30; /* points */
static const double TITLE = 21, HEAD = 12.5, TEXT = 9.5, SMALL = 7;
static const double PICTURE_TALL = 460.0 / 690.0;
static const unsigned INK = 0x1b1f24, QUIET = 0x4c5663, ACCENT = 0x0c6b64, RULE = 0xc6c1b6;
enum { COLUMNS = 2 };

typedef struct Paper {
    const Atlas *atlas;
    const Lesson *lesson;
    const HandoutPicture *pictures;
    cairo_t *cr;
    PangoLayout *layout;
    double width, height;
    double y; /* where the next thing may begin */
    int page;
} Paper;

static void colour(const Paper *p, unsigned rgb)
{
    cairo_set_source_rgb(p->cr, (rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
}

/* Returns its height; draws nothing without ink. */
static double text(Paper *p, double points, bool strong, unsigned rgb, bool ink, double x, double y, double width,
                   const char *words)
{
    int tall;
    PangoFontDescription *font = pango_font_description_from_string(FAMILY);
    pango_font_description_set_absolute_size(font, points * PANGO_SCALE);
    pango_font_description_set_weight(font, strong ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(p->layout, font);
    pango_font_description_free(font);
    pango_layout_set_width(p->layout, (int)(width * PANGO_SCALE));
    pango_layout_set_text(p->layout, _(words), -1);
    pango_layout_get_size(p->layout, NULL, &tall);
    if (ink) {
        colour(p, rgb);
        cairo_move_to(p->cr, x, y);
        pango_cairo_show_layout(p->cr, p->layout);
    }
    return (double)tall / PANGO_SCALE;
}

static void foot(Paper *p)
{
    char words[200];
    snprintf(words, sizeof words, _("%.120s \u00b7 %d \u00b7 Hip Atlas. For learning; it does not diagnose."),
             _(p->lesson->title), p->page);
    text(p, SMALL, false, QUIET, true, MARGIN, p->height - FOOT, p->width - 2 * MARGIN, words);
}

static void turn_page(Paper *p)
{
    foot(p);
    cairo_show_page(p->cr);
    p->page++;
    p->y = MARGIN;
}

static bool has_room(const Paper *p, double height)
{
    return p->y + height <= p->height - FOOT - 8 || p->y <= MARGIN;
}

/* A paragraph over the whole width; on the next page when this one is full. */
static void para(Paper *p, double points, bool strong, unsigned rgb, double above, const char *words)
{
    double width = p->width - 2 * MARGIN, height = text(p, points, strong, rgb, false, 0, 0, width, words);
    if (!has_room(p, above + height)) {
        turn_page(p);
    }
    p->y += p->y > MARGIN ? above : 0;
    p->y += text(p, points, strong, rgb, true, MARGIN, p->y, width, words);
}

/* "3  What is said. 52, 53*" */
static char *caption(const LessonStep *step, int number)
{
    char marks[160] = "";
    for (int i = 0; i < step->say.source_count; i++) {
        size_t used = strlen(marks);
        snprintf(marks + used, sizeof marks - used, "%s%d", i ? ", " : " [", step->say.sources[i]);
    }
    const char *star = step->say.source_count == 0 ? "" : step->say.confidence == 'C' ? "*]" : "]";
    return mem_format("%d  %s%s%s", number, _(step->say.text), marks, star);
}

static void picture(Paper *p, const HandoutPicture *from, double x, double y, double width)
{
    cairo_surface_t *surface = pdf_surface(from);
    cairo_save(p->cr);
    cairo_translate(p->cr, x, y);
    cairo_scale(p->cr, width / from->width, width * PICTURE_TALL / from->height);
    cairo_set_source_surface(p->cr, surface, 0, 0);
    cairo_paint(p->cr);
    cairo_restore(p->cr);
    cairo_surface_destroy(surface);
    colour(p, RULE);
    cairo_set_line_width(p->cr, 0.5);
    cairo_rectangle(p->cr, x, y, width, width * PICTURE_TALL);
    cairo_stroke(p->cr);
}

/* Two pictures side by side, each with what is said under it. */
static void steps(Paper *p)
{
    double width = (p->width - 2 * MARGIN - GUTTER) / COLUMNS, tall = width * PICTURE_TALL;
    const Lesson *lesson = p->lesson;
    for (int first = 0; first < lesson->step_count; first += COLUMNS) {
        char *words[COLUMNS] = {0};
        double height = 0;
        for (int i = 0; i < COLUMNS && first + i < lesson->step_count; i++) {
            words[i] = caption(&lesson->steps[first + i], first + i + 1);
            height = fmax(height, text(p, TEXT, false, INK, false, 0, 0, width, words[i]));
        }
        if (!has_room(p, tall + 4 + height)) {
            turn_page(p);
        }
        for (int i = 0; i < COLUMNS && words[i]; i++) {
            double x = MARGIN + i * (width + GUTTER);
            picture(p, &p->pictures[first + i], x, p->y, width);
            text(p, TEXT, false, INK, true, x, p->y + tall + 4, width, words[i]);
            free(words[i]);
        }
        p->y += tall + 4 + height + ROW_GAP;
    }
}

/* The question at a step or at the next one that asks; `step` goes on behind it. NULL: no more. */
static const LessonQuestion *next_question(const Lesson *lesson, int *step)
{
    while (*step < lesson->step_count) {
        const LessonQuestion *ask = &lesson->steps[(*step)++].ask;
        if (ask->text) {
            return ask;
        }
    }
    return NULL;
}

static void questions(Paper *p)
{
    const LessonQuestion *ask;
    int number = 0, step = 0;
    while ((ask = next_question(p->lesson, &step))) {
        if (number++ == 0) {
            para(p, HEAD, true, ACCENT, 10, N_("Questions"));
        }
        char *words = mem_format("%d  %s", number, _(ask->text));
        if (!has_room(p, 2 * TEXT * (ask->choice_count + 1))) { /* a question stays with its choices */
            turn_page(p);
        }
        para(p, TEXT, true, INK, 6, words);
        free(words);
        for (int k = 0; k < ask->choice_count; k++) {
            words = mem_format("      %c)  %s", 'a' + k, _(ask->choices[k]));
            para(p, TEXT, false, INK, 1, words);
            free(words);
        }
    }
}

static void answers(Paper *p)
{
    const LessonQuestion *ask;
    int number = 0, step = 0;
    while ((ask = next_question(p->lesson, &step))) {
        if (number++ == 0) {
            para(p, HEAD, true, ACCENT, 12, N_("Answers"));
        }
        char *words = mem_format("%d  %c)  %s", number, 'a' + ask->right, ask->because ? _(ask->because) : "");
        para(p, TEXT, false, INK, 3, words);
        free(words);
    }
}

static bool is_cited(const Lesson *lesson, int source)
{
    for (int i = 0; i < lesson->step_count; i++) {
        for (int k = 0; k < lesson->steps[i].say.source_count; k++) {
            if (lesson->steps[i].say.sources[k] == source) {
                return true;
            }
        }
    }
    return false;
}

static void sources(Paper *p)
{
    bool any = false;
    for (int i = 0; i < p->atlas->source_count; i++) {
        const AtlasSource *source = &p->atlas->sources[i];
        if (!is_cited(p->lesson, source->id)) {
            continue;
        }
        if (!any) {
            para(p, HEAD, true, ACCENT, 12, "Sources");
            para(p, SMALL, false, QUIET, 2, "* uncertain, or a convention.");
        }
        any = true;
        char *words = mem_format("%d  %s", source->id, source->text);
        para(p, SMALL, false, QUIET, 2, words);
        free(words);
    }
}

static bool draw(cairo_t *cr, HandoutSize paper, void *context)
{
    Paper *p = context;
    p->cr = cr;
    p->width = paper.width;
    p->height = paper.height;
    p->y = MARGIN;
    p->page = 1;
    p->layout = pango_cairo_create_layout(cr);
    para(p, TITLE, true, INK, 0, p->lesson->title);
    if (p->lesson->about) {
        para(p, TEXT, false, QUIET, 2, p->lesson->about);
    }
    p->y += ROW_GAP;
    steps(p);
    questions(p);
    answers(p);
    sources(p);
    foot(p);
    g_object_unref(p->layout);
    return true;
}

HipResult pdf_lesson(HandoutSize paper, const Atlas *atlas, const Lesson *lesson, const HandoutPicture *pictures,
                     Buffer *out, HipError *err)
{
    Paper p = {.atlas = atlas, .lesson = lesson, .pictures = pictures};
    return pdf_make(paper, lesson->title, draw, &p, out, err);
}
