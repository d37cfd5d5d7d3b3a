#include "handout_private.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *writer_say(Writer *w, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = arena_alloc(w->arena, (size_t)(length > 0 ? length : 0) + 1);
    va_start(args, format);
    vsnprintf(text, (size_t)(length > 0 ? length : 0) + 1, format, args);
    va_end(args);
    return text;
}

/* The table's words are no format of printf for us: whoever translates may write what he likes. */
const char *writer_word(Writer *w, HandoutWord word, const char *text)
{
    const char *form = handout_word(word), *hole = strstr(form, "%s");
    return hole ? writer_say(w, "%.*s%s%s", (int)(hole - form), form, _(text), hole + 2) : form;
}

void writer_end(Writer *w)
{
    HandoutPage *page = w->page;
    if (w->paras && page->sections[page->section_count - 1].para_count == 0) {
        page->section_count--;
    }
    w->paras = NULL;
}

void writer_section(Writer *w, HandoutPlace place, const char *head, int spare)
{
    writer_end(w);
    if (w->page->section_count < HANDOUT_SECTIONS) {
        w->paras = arena_alloc(w->arena, HANDOUT_PARAS * sizeof *w->paras);
        w->page->sections[w->page->section_count++] = (HandoutSection){place, _(head), w->paras, 0, spare};
    }
}

static void add(Writer *w, HandoutStyle style, const char *lead, const char *text, const char *marks)
{
    if (!w->paras || !text || !text[0]) {
        return;
    }
    text = _(text);
    HandoutSection *section = &w->page->sections[w->page->section_count - 1];
    for (int i = 0; i < section->para_count; i++) { /* several sources of pain give the same advice */
        if (w->paras[i].style == style && strcmp(w->paras[i].text, text) == 0) {
            return;
        }
    }
    if (section->para_count < HANDOUT_PARAS) {
        w->paras[section->para_count++] = (HandoutPara){style, lead, text, marks};
    }
}

void writer_para(Writer *w, HandoutStyle style, const char *text)
{
    add(w, style, "", text, "");
}

void writer_small(Writer *w, const char *lead, const char *text)
{
    add(w, HANDOUT_TEXT, lead, text, "");
}

static void cite(Writer *w, int number)
{
    int at = 0;
    while (at < w->cited_count && w->cited[at] < number) {
        at++;
    }
    if (w->cited_count == HANDOUT_CITED || (at < w->cited_count && w->cited[at] == number)) {
        return;
    }
    memmove(&w->cited[at + 1], &w->cited[at], (size_t)(w->cited_count - at) * sizeof *w->cited);
    w->cited[at] = number;
    w->cited_count++;
}

/* The numbers behind a fact, as they stand beside it. */
static const char *marks_of(Writer *w, const AtlasFact *fact)
{
    char marks[160] = "";
    size_t used = 0;
    for (int i = 0; i < fact->source_count && used + 16 < sizeof marks; i++) {
        used += (size_t)snprintf(marks + used, sizeof marks - used, "%s%d", i ? ", " : "", fact->sources[i]);
        cite(w, fact->sources[i]);
    }
    if (fact->confidence == 'C' && fact->source_count) {
        snprintf(marks + used, sizeof marks - used, "*");
        w->star = true;
    }
    return arena_string(w->arena, marks);
}

/* Sentences of the tables may go without their last stop; among others they do not. */
static const char *stopped(Writer *w, const char *text)
{
    text = _(text);
    size_t length = strlen(text);
    return length && strchr(".!?:", text[length - 1]) ? text : writer_say(w, "%s.", text);
}

void writer_backed(Writer *w, HandoutStyle style, const char *text, const AtlasFact *fact)
{
    add(w, style, "", text, marks_of(w, fact));
}

void writer_led(Writer *w, HandoutStyle style, const char *lead, const AtlasFact *fact)
{
    if (fact->text) {
        add(w, style, lead, stopped(w, fact->text), marks_of(w, fact));
    }
}

/* Sentences of the tables may go without their last stop; among others they do not. */
void writer_fact(Writer *w, HandoutStyle style, const AtlasFact *fact)
{
    writer_led(w, style, "", fact);
}

void writer_joined(Writer *w, HandoutStyle style, const AtlasFact *facts, int count)
{
    int numbers[HANDOUT_CITED];
    AtlasFact all = {.text = "", .confidence = 'A', .sources = numbers};
    for (int i = 0; i < count; i++) {
        all.text = writer_say(w, "%s%s%s", all.text, i ? " " : "", stopped(w, facts[i].text));
        all.confidence = facts[i].confidence > all.confidence ? facts[i].confidence : all.confidence;
        for (int k = 0; k < facts[i].source_count; k++) {
            int at = 0;
            while (at < all.source_count && numbers[at] != facts[i].sources[k]) {
                at++;
            }
            if (at == all.source_count && at < HANDOUT_CITED) {
                numbers[all.source_count++] = facts[i].sources[k];
            }
        }
    }
    writer_backed(w, style, all.text, &all);
}
