/* handout_pain.c - what was told, and what it may be. */
#include "handout_private.h"
#include "hip/handout_pdf.h"
#include <string.h>

enum { SOURCES_SHOWN = 3 };

/* With the table's joint between. */
static const char *join(Writer *w, const char *list, const char *text)
{
    return writer_say(w, "%s%s%s", list, list[0] ? handout_word(WORD_LIST_JOINT) : "", _(text));
}

/* Names of what was told, in quotes: the first few, and how many more. */
typedef const char *(*NameAt)(const PainAtlas *pain, int index);

static const char *zone_name(const PainAtlas *pain, int index)
{
    return pain->zones[index].plain;
}

static const char *quality_name(const PainAtlas *pain, int index)
{
    return pain->qualities[index].name;
}

static const char *names_of(Writer *w, uint64_t told, int count, NameAt name)
{
    enum { NAMED = 8 };
    const char *list = "";
    int named = 0;
    for (int i = 0; i < count; i++) {
        if (told >> i & 1 && named++ < NAMED) {
            list = join(w, list, writer_word(w, WORD_QUOTE, name(w->atlas->pain, i)));
        }
    }
    return named > NAMED ? join(w, list, writer_word(w, WORD_MORE, writer_say(w, "%d", named - NAMED))) : list;
}

void handout_told(Writer *w)
{
    const PainAtlas *pain = w->atlas->pain;
    const PainAsked *told = &w->view->told;
    const char *zones = names_of(w, told->zones, pain->zone_count, zone_name);
    const char *qualities = names_of(w, told->qualities, pain->quality_count, quality_name);
    const char *said = "";
    bool sided = false;
    for (int i = 0; i < pain->zone_count; i++) {
        sided |= told->zones >> i & 1 && pain->zones[i].paired;
    }
    if (zones[0]) {
        said = writer_word(w, WORD_LOOKED_ZONES, zones);
    }
    if (sided) {
        HandoutWord side = view_worked(w->view) == SIDE_LEFT ? WORD_LOOKED_LEFT : WORD_LOOKED_RIGHT;
        said = writer_say(w, "%s %s", said, handout_word(side));
    }
    if (qualities[0]) {
        said = writer_say(w, "%s%s%s", said, said[0] ? " " : "", writer_word(w, WORD_LOOKED_QUALITIES, qualities));
    }
    writer_para(w, HANDOUT_TEXT, said);
}

/* Many answers of a tier are one paragraph, so that the page holds all there are. */
static void tell_tier(Writer *w, FlagTier tier, uint32_t raised)
{
    enum { LISTED = 4 };
    const PainAtlas *pain = w->atlas->pain;
    AtlasFact told[PAIN_FLAGS];
    int count = 0;
    for (int i = 0; i < pain->flag_count; i++) {
        if (pain->flags[i].tier == tier && raised >> i & 1) {
            told[count] = pain->flags[i].why;
            told[count++].text = pain->flags[i].name;
        }
    }
    if (!count) {
        return;
    }
    writer_section(w, HANDOUT_ALARM, pain->tiers[tier].title, 0);
    writer_fact(w, HANDOUT_STRONG, &pain->tiers[tier].act);
    writer_para(w, HANDOUT_QUIET, handout_word(WORD_ALARM_SIGNS));
    if (count > LISTED) {
        writer_joined(w, HANDOUT_TEXT, told, count);
    }
    for (int i = 0; i < count && count <= LISTED; i++) {
        writer_fact(w, HANDOUT_BULLET, &told[i]);
    }
}

void handout_alarm(Writer *w)
{
    uint32_t raised = pain_flags(w->atlas, &w->view->told);
    for (int tier = 0; tier < FLAG_TIERS; tier++) {
        tell_tier(w, (FlagTier)tier, raised);
    }
}

void handout_watch(Writer *w)
{
    const PainAtlas *pain = w->atlas->pain;
    writer_section(w, HANDOUT_SIDE, handout_word(WORD_WATCH), 0);
    for (int tier = 0; tier < FLAG_TIERS; tier++) {
        writer_led(w, HANDOUT_TEXT, writer_word(w, WORD_LEAD, pain->tiers[tier].title), &pain->tiers[tier].signs);
    }
}

/* The likeliest, and the one that is shown whatever its rank. */
static int choose(const Writer *w, PainAnswer out[SOURCES_SHOWN])
{
    PainAnswer all[PAIN_SOURCES];
    int count = pain_rank(w->atlas, &w->view->told, all), shown = w->view->source;
    int kept = pain_top(w->atlas, &w->view->told, SOURCES_SHOWN, out);
    bool missing = shown >= 0;
    for (int i = 0; i < kept; i++) {
        missing &= out[i].source != shown;
    }
    if (missing) {
        kept = kept < SOURCES_SHOWN ? kept + 1 : SOURCES_SHOWN;
        out[kept - 1] = (PainAnswer){.source = shown};
        for (int i = 0; i < count; i++) {
            out[kept - 1] = all[i].source == shown ? all[i] : out[kept - 1];
        }
    }
    return kept;
}

static void tell_source(Writer *w, HandoutWord head, const PainAnswer *answer, int rank)
{
    const AtlasPain *source = &w->atlas->pain->sources[answer->source];
    writer_section(w, HANDOUT_MAIN, rank == 0 ? handout_word(head) : NULL, HANDOUT_SPARE_SOURCE + rank);
    writer_backed(w, HANDOUT_STRONG, source->plain, &source->pattern);
    writer_fact(w, HANDOUT_TEXT, &source->sentence);
    if (answer->matched) {
        char reason[400];
        writer_para(w, HANDOUT_QUIET,
                    arena_string(w->arena, pain_reason(w->atlas, &w->view->told, answer, reason, sizeof reason)));
    }
    if (source->refer || rank == 0) {
        writer_fact(w, HANDOUT_TEXT, &source->says);
    }
}

/* How the client may lie: positions are written for the right side as the worked one. */
static void tell_positions(Writer *w, const AtlasPain *source)
{
    enum { POSITIONS = 3 };
    const char *names = "";
    for (int i = 0; i < source->position_count && i < POSITIONS; i++) {
        const AtlasPosition *position = &w->atlas->positions[source->positions[i]];
        const char *lies = handout_word(handout_lies(position, SIDE_RIGHT, view_worked(w->view)));
        names = strstr(names, lies) ? names : join(w, names, lies);
    }
    if (names[0]) {
        writer_backed(w, HANDOUT_BULLET, writer_word(w, WORD_IN_MASSAGE, names),
                      &w->atlas->positions[source->positions[0]].choose);
    }
}

/* Who should see a doctor first is told nothing of massage. */
static bool no_massage(const Writer *w)
{
    uint32_t raised = pain_flags(w->atlas, &w->view->told);
    for (int i = 0; i < w->atlas->pain->flag_count; i++) {
        if (raised >> i & 1 && w->atlas->pain->flags[i].tier < FLAG_SOON) {
            return true;
        }
    }
    return false;
}

void handout_sources(Writer *w, HandoutWord head, const PainAnswer *answers, int count)
{
    enum { ADVICE = 2 }; /* of the likeliest */
    const AtlasPain *sources = w->atlas->pain->sources;
    for (int i = 0; i < count; i++) {
        tell_source(w, head, &answers[i], i);
    }
    if (no_massage(w)) {
        return;
    }
    writer_section(w, HANDOUT_MAIN, handout_word(WORD_HELPS), 0);
    for (int i = 0; i < count && i < ADVICE; i++) {
        writer_fact(w, HANDOUT_BULLET, &sources[answers[i].source].helps);
    }
    if (count) {
        tell_positions(w, &sources[answers[0].source]);
    }
    writer_section(w, HANDOUT_SIDE, handout_word(WORD_AVOID), 0);
    for (int i = 0; i < count && i < ADVICE; i++) {
        writer_fact(w, HANDOUT_BULLET, &sources[answers[i].source].avoid);
    }
}

void handout_pain(Writer *w)
{
    PainAnswer answers[SOURCES_SHOWN];
    int count = choose(w, answers);
    handout_sources(w, WORD_SOURCES_HEAD, answers, count);
    if (!count && w->view->told.zones) {
        writer_section(w, HANDOUT_MAIN, handout_word(WORD_SOURCES_HEAD), 0);
        writer_para(w, HANDOUT_TEXT, handout_word(WORD_SOURCES_NONE));
    }
}
