#include "hip/texts.h"
#include "hip/claims.h"
#include "hip/compare.h"
#include "hip/pain.h"
#include <stdarg.h>
#include <stdio.h>

typedef struct Walk {
    TextVisit visit;
    void *context;
} Walk;

static void say(const Walk *walk, TextKind kind, const char *text, const AtlasFact *fact, const char *where, ...)
    HIP_PRINTF(5, 6);

static void say(const Walk *walk, TextKind kind, const char *text, const AtlasFact *fact, const char *where, ...)
{
    if (!text) {
        return;
    }
    AtlasText out = {.text = text, .kind = kind, .fact = fact};
    va_list list;
    va_start(list, where);
    vsnprintf(out.where, sizeof out.where, where, list);
    va_end(list);
    walk->visit(walk->context, &out);
}

/* A fact states what it says itself. */
#define SAY(walk, kind, fact, ...) say(walk, kind, (fact)->text, fact, __VA_ARGS__)

static void walk_told(const Walk *walk, const PainAtlas *pain)
{
    for (int i = 0; i < pain->zone_count; i++) {
        const AtlasZone *zone = &pain->zones[i];
        say(walk, TEXT_NAME, zone->name, NULL, "zones.%s.name", zone->id);
        say(walk, TEXT_NAME, zone->plain, NULL, "zones.%s.plain", zone->id);
        SAY(walk, TEXT_PLACE, &zone->where, "zones.%s.where", zone->id);
    }
    for (int i = 0; i < pain->quality_count; i++) {
        const AtlasQuality *quality = &pain->qualities[i];
        say(walk, TEXT_NAME, quality->name, NULL, "qualities.%s.name", quality->id);
        SAY(walk, TEXT_EVIDENCE, &quality->note, "qualities.%s.note", quality->id);
    }
    for (int i = 0; i < pain->flag_count; i++) {
        const AtlasFlag *flag = &pain->flags[i];
        say(walk, TEXT_SIGN, flag->name, &flag->why, "flags.%s.name", flag->id);
        SAY(walk, TEXT_SIGN, &flag->why, "flags.%s.why", flag->id);
    }
    for (int i = 0; i < FLAG_TIERS; i++) {
        const PainTier *tier = &pain->tiers[i];
        say(walk, TEXT_NAME, tier->title, NULL, "tiers.%d.title", i);
        SAY(walk, TEXT_SIGN, &tier->act, "tiers.%d.act", i);
        SAY(walk, TEXT_SIGN, &tier->signs, "tiers.%d.signs", i);
    }
}

static void walk_sources(const Walk *walk, const PainAtlas *pain)
{
    SAY(walk, TEXT_ADVICE, &pain->note, "pain.note");
    for (int i = 0; i < pain->source_count; i++) {
        const AtlasPain *p = &pain->sources[i];
        say(walk, TEXT_TERM, p->name, NULL, "pain.%s.name", p->id);
        say(walk, TEXT_NAME, p->plain, NULL, "pain.%s.plain", p->id);
        for (int k = 0; k < p->part_count; k++) {
            say(walk, TEXT_TERM, p->parts[k].name, NULL, "pain.%s.part%d", p->id, k);
        }
        SAY(walk, TEXT_CAUSE, &p->sentence, "pain.%s.sentence", p->id);
        SAY(walk, TEXT_CAUSE, &p->behaviour, "pain.%s.behaviour", p->id);
        SAY(walk, TEXT_PATTERN, &p->pattern, "pain.%s.pattern", p->id);
        SAY(walk, TEXT_ADVICE, &p->helps, "pain.%s.helps", p->id);
        SAY(walk, TEXT_ADVICE, &p->avoid, "pain.%s.avoid", p->id);
        SAY(walk, TEXT_ADVICE, &p->says, "pain.%s.says", p->id);
    }
}

static void walk_compares(const Walk *walk, const Atlas *atlas)
{
    for (int i = 0; i < atlas->compare_count; i++) {
        const AtlasCompare *compare = &atlas->compares[i];
        say(walk, TEXT_NAME, compare->title, NULL, "compares.%s.title", compare->id);
        for (int k = 0; k < compare->pane_count; k++) {
            say(walk, TEXT_NAME, compare->panes[k].caption, NULL, "compares.%s.caption%d", compare->id, k);
            SAY(walk, TEXT_EVIDENCE, &compare->panes[k].tells, "compares.%s.tells%d", compare->id, k);
        }
        for (int row = 0; row < compare->row_count; row++) {
            say(walk, TEXT_NAME, compare->rows[row].question, NULL, "compares.%s.question%d", compare->id, row);
            for (int k = 0; k < compare->pane_count; k++) {
                SAY(walk, TEXT_EVIDENCE, &compare->rows[row].answers[k], "compares.%s.answer%d-%d", compare->id, row,
                    k);
            }
        }
        SAY(walk, TEXT_ADVICE, &compare->note, "compares.%s.note", compare->id);
    }
}

static void walk_claims(const Walk *walk, const ClaimAtlas *all)
{
    SAY(walk, TEXT_ADVICE, &all->note, "claims.note");
    for (int i = 0; i < all->text_count; i++) {
        say(walk, TEXT_NAME, all->texts[i].name, NULL, "texts.%s.name", all->texts[i].id);
    }
    for (int i = 0; i < all->topic_count; i++) {
        say(walk, TEXT_NAME, all->topics[i].name, NULL, "topics.%s.name", all->topics[i].id);
    }
    for (int i = 0; i < all->scene_count; i++) {
        say(walk, TEXT_NAME, all->scenes[i].name, NULL, "scenes.%s.name", all->scenes[i].id);
        SAY(walk, TEXT_EVIDENCE, &all->scenes[i].shows, "scenes.%s.shows", all->scenes[i].id);
    }
    for (int i = 0; i < all->claim_count; i++) {
        const AtlasClaim *claim = &all->claims[i];
        say(walk, TEXT_QUOTE, claim->claim, NULL, "claims.%s.claim", claim->id);
        SAY(walk, TEXT_EVIDENCE, &claim->known, "claims.%s.known", claim->id);
        SAY(walk, TEXT_ADVICE, &claim->say, "claims.%s.say", claim->id);
    }
    for (int i = 0; i < all->dispute_count; i++) {
        const ClaimDispute *dispute = &all->disputes[i];
        say(walk, TEXT_NAME, dispute->name, NULL, "disagreements.%s.name", dispute->id);
        for (int k = 0; k < dispute->side_count; k++) {
            say(walk, TEXT_QUOTE, dispute->sides[k].says, NULL, "disagreements.%s.side%d", dispute->id, k);
        }
        SAY(walk, TEXT_EVIDENCE, &dispute->line, "disagreements.%s.line", dispute->id);
    }
}

static void walk_care(const Walk *walk, const ClaimAtlas *all)
{
    for (int i = 0; i < all->stop_count; i++) {
        const AtlasStop *stop = &all->stops[i];
        say(walk, TEXT_SIGN, stop->name, &stop->act, "contraindications.%s.name", stop->id);
        SAY(walk, TEXT_SIGN, &stop->act, "contraindications.%s.do", stop->id);
    }
    for (int i = 0; i < all->scope_count; i++) {
        SAY(walk, TEXT_ADVICE, &all->scope[i], "scope.%d", i);
    }
    for (int i = 0; i < all->comfort_count; i++) {
        const ComfortPart *part = &all->comfort[i];
        say(walk, TEXT_NAME, part->name, NULL, "comfort.%s.name", part->id);
        for (int k = 0; k < part->say_count; k++) {
            SAY(walk, part->causes ? TEXT_CAUSE : TEXT_ADVICE, &part->says[k], "comfort.%s.%d", part->id, k);
        }
    }
    for (int i = 0; i < all->scale_count; i++) {
        SAY(walk, TEXT_ADVICE, &all->scale[i].is, "scale.%d", all->scale[i].from);
    }
}

void atlas_each_text(const Atlas *atlas, TextVisit visit, void *context)
{
    const Walk walk = {visit, context};
    walk_told(&walk, atlas->pain);
    walk_sources(&walk, atlas->pain);
    walk_compares(&walk, atlas);
    walk_claims(&walk, atlas->claims);
    walk_care(&walk, atlas->claims);
    SAY(&walk, TEXT_EVIDENCE, &atlas->landmark_note, "landmarks.note");
}

const char *text_kind_id(TextKind kind)
{
    static const char *const IDS[TEXT_KINDS] = {"name",     "term",  "quote", "place",  "advice",
                                                "evidence", "cause", "sign",  "pattern"};
    return IDS[kind];
}

bool text_is_plain(TextKind kind)
{
    return kind != TEXT_TERM && kind != TEXT_PLACE && kind != TEXT_PATTERN;
}

static bool needs_source(const AtlasText *text)
{
    return text->kind >= TEXT_PLACE;
}

const char *atlas_text_fault(const Atlas *atlas, const AtlasText *text)
{
    if (!needs_source(text)) {
        return NULL;
    }
    if (!text->fact || text->fact->source_count < 1 || !text->fact->confidence) {
        return "has no source";
    }
    for (int i = 0; i < text->fact->source_count; i++) {
        if (!atlas_source(atlas, text->fact->sources[i])) {
            return "names a source that is not there";
        }
    }
    return text->kind >= TEXT_EVIDENCE && atlas_is_convention(atlas, text->fact) ? "rests on a convention" : NULL;
}

typedef struct Counting {
    const Atlas *atlas;
    TextCount count;
} Counting;

static void count_one(void *context, const AtlasText *text)
{
    Counting *counting = context;
    if (needs_source(text)) {
        counting->count.statements++;
        counting->count.faults += atlas_text_fault(counting->atlas, text) != NULL;
        counting->count.conventions += text->fact && atlas_is_convention(counting->atlas, text->fact);
    }
}

TextCount atlas_count_texts(const Atlas *atlas)
{
    Counting counting = {.atlas = atlas};
    atlas_each_text(atlas, count_one, &counting);
    return counting.count;
}
