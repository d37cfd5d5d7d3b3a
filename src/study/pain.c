/* pain.c - from what a client tells to what is often linked with it. One rule for all sources; docs/pain.md says why
 * it is this one. Whole numbers as far as they go, so that ties are ties whatever the order of adding. */
#include "hip/pain.h"
#include "hip/words.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
    ZONE_POINTS = 10,    /* all that was shown is essential to the source */
    WORD_POINTS = 4,     /* all that was said is typical of it */
    MISSING_POINTS = -1, /* none of its essential zones was shown; one is enough, so that short patterns gain nothing */
    FEW_WORDS = 2,       /* fewer are not the whole story */
    NAMED = 2,           /* essential zones in a reason */
    MIXED_AMONG = 5,     /* one of the first so many is no muscle */
};

/* Hundredths; facts.md 6.1. What speaks against a source weighs like half a zone. */
static const int WEIGHT[] = {[PAIN_RARE] = 15, [PAIN_SPILL] = 40, [PAIN_ESSENTIAL] = 100};
enum { AGAINST = -50 };

static int bits_of(uint64_t set)
{
    int n = 0;
    for (; set; set &= set - 1) {
        n++;
    }
    return n;
}

static bool has(uint64_t set, int bit)
{
    return set >> bit & 1;
}

static float hundredths(float points)
{
    return roundf(points * 100) / 100;
}

/* What share of what was shown the source explains. */
static void count_zones(const AtlasPain *source, const PainAsked *asked, PainAnswer *answer)
{
    int sum = AGAINST * bits_of(asked->zones & source->against), essential = 0;
    for (int i = 0; i < source->zone_count; i++) {
        const PainZone *zone = &source->zones[i];
        if (has(asked->zones, zone->zone)) {
            answer->matched |= UINT64_C(1) << zone->zone;
            sum += WEIGHT[zone->weight];
            essential += zone->weight == PAIN_ESSENTIAL;
        }
    }
    answer->zone_points = hundredths(ZONE_POINTS * (float)sum / (100 * (float)bits_of(asked->zones)));
    answer->missing_points = essential ? 0 : MISSING_POINTS;
}

/* What share of what was said is typical of it. */
static void count_words(const AtlasPain *source, const PainAsked *asked, PainAnswer *answer)
{
    int told = bits_of(asked->qualities);
    float sum = 0;
    for (int i = 0; i < source->word_count; i++) {
        const PainWord *word = &source->words[i];
        if (has(asked->qualities, word->quality)) {
            sum += word->bonus;
            *(word->bonus < 0 ? &answer->against : &answer->for_it) |= 1u << word->quality;
        }
    }
    answer->word_points = hundredths(WORD_POINTS * sum / (float)(told > FEW_WORDS ? told : FEW_WORDS));
}

static void insert(PainAnswer *out, int count, const PainAnswer *answer)
{
    int at = count;
    for (; at > 0 && lroundf(out[at - 1].score * 100) < lroundf(answer->score * 100); at--) {
        out[at] = out[at - 1];
    }
    out[at] = *answer;
}

int pain_rank(const Atlas *atlas, const PainAsked *asked, PainAnswer out[PAIN_SOURCES])
{
    int count = 0;
    for (int i = 0; i < atlas->pain->source_count; i++) {
        PainAnswer answer = {.source = i};
        count_zones(&atlas->pain->sources[i], asked, &answer);
        if (answer.matched) {
            count_words(&atlas->pain->sources[i], asked, &answer);
            answer.score = answer.zone_points + answer.word_points + answer.missing_points;
            insert(out, count++, &answer);
        }
    }
    return count;
}

int pain_top(const Atlas *atlas, const PainAsked *asked, int most, PainAnswer *out)
{
    PainAnswer all[PAIN_SOURCES];
    int count = pain_rank(atlas, asked, all), shown = count < most ? count : most;
    int last = (shown < MIXED_AMONG ? shown : MIXED_AMONG) - 1, other = 0;
    while (other < count && atlas->pain->sources[all[other].source].kind == PAIN_MUSCLE) {
        other++;
    }
    if (last > 0 && other > last && other < count) {
        PainAnswer moved = all[other];
        memmove(&all[last + 1], &all[last], (size_t)(other - last) * sizeof *all);
        all[last] = moved;
    }
    memcpy(out, all, (size_t)(shown > 0 ? shown : 0) * sizeof *all);
    return shown;
}

uint32_t pain_flags(const Atlas *atlas, const PainAsked *asked)
{
    uint32_t raised = asked->flags;
    for (int i = 0; i < atlas->pain->flag_count; i++) {
        const AtlasFlag *flag = &atlas->pain->flags[i];
        if (asked->qualities & flag->by_qualities && (!flag->by_zones || asked->zones & flag->by_zones)) {
            raised |= 1u << i;
        }
    }
    return raised;
}

static void add(char *out, size_t size, const char *format, ...) HIP_PRINTF(3, 4);

static void add(char *out, size_t size, const char *format, ...)
{
    size_t at = strlen(out);
    va_list args;
    va_start(args, format);
    vsnprintf(out + at, size - at, _(format), args);
    va_end(args);
}

static void add_qualities(const PainAtlas *pain, uint32_t which, const char *before, char *out, size_t size)
{
    for (int i = 0; i < pain->quality_count; i++) {
        if (has(which, i)) {
            add(out, size, "%s%s", before, _(pain->qualities[i].said));
            before = ", ";
        }
    }
}

/* A zone's name within a sentence. */
static void add_zone(const AtlasZone *zone, const char *before, char *out, size_t size)
{
    const char *name = _(zone->name);
    bool nouns_stay = strcmp(words_languages()[words_language()].code, "de") == 0;
    bool capital = name[0] >= 'A' && name[0] <= 'Z' && !nouns_stay;
    add(out, size, "%s%c%s", before, capital ? name[0] - 'A' + 'a' : name[0], name + 1);
}

static void add_missing(const PainAtlas *pain, const PainAnswer *answer, char *out, size_t size)
{
    const AtlasPain *source = &pain->sources[answer->source];
    const char *before = _(" Its main areas are others: ");
    for (int i = 0, named = 0; i < source->zone_count && named < NAMED; i++) {
        if (source->zones[i].weight == PAIN_ESSENTIAL && !has(answer->matched, source->zones[i].zone)) {
            add_zone(&pain->zones[source->zones[i].zone], before, out, size);
            before = ", ";
            named++;
        }
    }
    add(out, size, ".");
}

static void add_fit(int told, int fits, int edge, char *out, size_t size)
{
    if (told == 1) {
        add(out, size, N_("It fits the area you showed"));
    } else {
        add(out, size, N_("It fits %d of the %d areas you showed"), fits, told);
    }
    if (edge == fits) {
        add(out, size, fits == 1 ? N_(", at its edge") : N_(", all at its edge"));
    } else if (edge) {
        add(out, size, N_(", %d of them at its edge"), edge);
    }
}

const char *pain_reason(const Atlas *atlas, const PainAsked *asked, const PainAnswer *answer, char *out, size_t size)
{
    const PainAtlas *pain = atlas->pain;
    const AtlasPain *source = &pain->sources[answer->source];
    int told = bits_of(asked->zones), fits = bits_of(answer->matched), edge = fits;
    for (int i = 0; i < source->zone_count; i++) {
        edge -= source->zones[i].weight == PAIN_ESSENTIAL && has(answer->matched, source->zones[i].zone);
    }
    out[0] = '\0';
    add_fit(told, fits, edge, out, size);
    add_qualities(pain, answer->for_it, _("; you said: "), out, size);
    add(out, size, ".");
    const char *before = _(" Against it speaks: ");
    for (int i = 0; i < pain->zone_count; i++) {
        if (has(source->against & asked->zones, i)) {
            add_zone(&pain->zones[i], before, out, size);
            before = ", ";
        }
    }
    add_qualities(pain, answer->against, before, out, size);
    if (answer->against || source->against & asked->zones) {
        add(out, size, ".");
    }
    if (answer->missing_points < 0) {
        add_missing(pain, answer, out, size);
    }
    return out;
}
