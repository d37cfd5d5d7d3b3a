/* job_pain.c - hip-atlas pain: what a client told, in; warning signs, likely sources and why, out. */
#include "cli.h"
#include "hip/pain.h"
#include "hip/words.h"
#include <jansson.h>
#include <math.h>
#include <string.h>

enum { SHOWN = 5, LONG = 1024 };

static HipResult read_asked(const Cli *cli, const Atlas *atlas, PainAsked *asked, HipError *err)
{
    static const char *const WORDS[TELL_KINDS] = {"zone", "quality", "flag"};
    HipResult rc = cli->view_count ? HIP_OK : hip_usage(err, "pain wants --zone, --quality or --flag with an ID");
    for (size_t i = 0; i < cli->view_count && rc == HIP_OK; i++) {
        for (int what = 0; what < TELL_KINDS && rc == HIP_OK; what++) {
            if (strcmp(cli->view[i].name, WORDS[what]) == 0) {
                rc = pain_tell(atlas, (PainTell)what, cli->view[i].value, asked, err);
            }
        }
    }
    return rc;
}

static void print_flags(const PainAtlas *pain, uint32_t raised)
{
    for (int tier = 0; tier < FLAG_TIERS; tier++) {
        bool any = false;
        for (int i = 0; i < pain->flag_count; i++) {
            if (raised >> i & 1 && (int)pain->flags[i].tier == tier) {
                printf("%s%s  ! %s %s %s\n", any ? "" : _(pain->tiers[tier].title), any ? "" : "\n",
                       _(pain->flags[i].name), _("Yes."), _(pain->flags[i].why.text));
                any = true;
            }
        }
        if (any) {
            printf("  %s\n\n", _(pain->tiers[tier].act.text));
        }
    }
}

static void print_sources(const Atlas *atlas, const PainAsked *asked)
{
    PainAnswer answers[PAIN_SOURCES];
    int count = pain_top(atlas, asked, SHOWN, answers);
    char why[LONG];
    for (int i = 0; i < count; i++) {
        const PainAnswer *a = &answers[i];
        const AtlasPain *source = &atlas->pain->sources[a->source];
        printf("%d. %s (%s)  %.1f points: areas %.1f, words %+.1f, not shown %.1f\n", i + 1, _(source->name),
               source->id, (double)a->score, (double)a->zone_points, (double)a->word_points, (double)a->missing_points);
        printf("   %s\n   %s\n   %s\n", pain_reason(atlas, asked, a, why, sizeof why), _(source->sentence.text),
               _(source->says.text));
    }
    if (count == 0) {
        printf("%s\n", _("No area was shown (--zone), so no source can be named."));
    }
}

static json_t *flags_json(const PainAtlas *pain, const PainAsked *asked, uint32_t raised)
{
    json_t *out = json_array();
    for (int tier = 0; tier < FLAG_TIERS; tier++) {
        for (int i = 0; i < pain->flag_count; i++) {
            const AtlasFlag *flag = &pain->flags[i];
            if (raised >> i & 1 && (int)flag->tier == tier) {
                json_array_append_new(out,
                                      json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:b}", "id", flag->id, "tier",
                                                pain_tier_id(flag->tier), "title", _(pain->tiers[tier].title), "name",
                                                _(flag->name), "why", _(flag->why.text), "act",
                                                _(pain->tiers[tier].act.text), "told", (int)(asked->flags >> i & 1)));
            }
        }
    }
    return out;
}

static json_t *zone_ids(const PainAtlas *pain, uint64_t which)
{
    json_t *out = json_array();
    for (int i = 0; i < pain->zone_count; i++) {
        if (which >> i & 1) {
            json_array_append_new(out, json_string(pain->zones[i].id));
        }
    }
    return out;
}

static json_t *quality_ids(const PainAtlas *pain, uint32_t which)
{
    json_t *out = json_array();
    for (int i = 0; i < pain->quality_count; i++) {
        if (which >> i & 1) {
            json_array_append_new(out, json_string(pain->qualities[i].id));
        }
    }
    return out;
}

/* Points are hundredths; as doubles they are written as such. */
static double points(float value)
{
    return round((double)value * 100) / 100 + 0.0;
}

static json_t *answer_json(const Atlas *atlas, const PainAsked *asked, const PainAnswer *a)
{
    const AtlasPain *source = &atlas->pain->sources[a->source];
    char why[LONG];
    json_t *row =
        json_pack("{s:s, s:s, s:s, s:s, s:f, s:{s:f, s:f, s:f}, s:s, s:s, s:s, s:b}", "id", source->id, "name",
                  _(source->name), "plain", _(source->plain), "kind", pain_kind_id(source->kind), "score",
                  points(a->score), "points", "areas", points(a->zone_points), "words", points(a->word_points),
                  "not_shown", points(a->missing_points), "reason", pain_reason(atlas, asked, a, why, sizeof why),
                  "sentence", _(source->sentence.text), "says", _(source->says.text), "refer", (int)source->refer);
    json_object_set_new(row, "areas", zone_ids(atlas->pain, a->matched));
    json_object_set_new(row, "for", quality_ids(atlas->pain, a->for_it));
    json_object_set_new(row, "against", quality_ids(atlas->pain, a->against));
    return row;
}

static void print_json(const Atlas *atlas, const PainAsked *asked)
{
    PainAnswer answers[PAIN_SOURCES], top[SHOWN];
    int count = pain_rank(atlas, asked, answers), shown = pain_top(atlas, asked, SHOWN, top);
    json_t *sources = json_array(), *first = json_array();
    for (int i = 0; i < count; i++) {
        json_array_append_new(sources, answer_json(atlas, asked, &answers[i]));
    }
    for (int i = 0; i < shown; i++) {
        json_array_append_new(first, json_string(atlas->pain->sources[top[i].source].id));
    }
    json_t *root = json_pack("{s:o, s:o, s:o, s:s}", "flags", flags_json(atlas->pain, asked, pain_flags(atlas, asked)),
                             "sources", sources, "shown", first, "note", _(atlas->pain->note.text));
    json_dumpf(root, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(5));
    printf("\n");
    json_decref(root);
}

HipResult job_pain(const Cli *cli, HipError *err)
{
    Atlas *atlas = NULL;
    Problems problems = {0};
    PainAsked asked = {0};
    HipResult rc = atlas_load(NULL, &atlas, &problems, err);
    problems_release(&problems);
    if (rc == HIP_OK) {
        rc = read_asked(cli, atlas, &asked, err);
    }
    if (rc == HIP_OK && cli->json) {
        print_json(atlas, &asked);
    } else if (rc == HIP_OK) {
        print_flags(atlas->pain, pain_flags(atlas, &asked));
        print_sources(atlas, &asked);
        printf("\n%s\n", _(atlas->pain->note.text));
    }
    atlas_release(atlas);
    return rc;
}
