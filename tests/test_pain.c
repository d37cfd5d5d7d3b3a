/* Where pain may come from: the worked cases of tests/data/pain_cases.json, what holds for every source and for all
 * that can be told, and what the sentences say. */
#include "hip/file.h"
#include "hip/mem.h"
#include "hip/pain.h"
#include "hip/stroke.h"
#include <jansson.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { TOP = 3, AMONG = 8 };

static Atlas *atlas;
static const PainAtlas *pain;

static int load(void **state)
{
    (void)state;
    Problems problems = {0};
    if (atlas_load("assets/atlas", &atlas, &problems, NULL) != HIP_OK) {
        problems_print(&problems, stderr);
        problems_release(&problems);
        return -1;
    }
    pain = atlas->pain;
    return 0;
}

static int unload(void **state)
{
    (void)state;
    atlas_release(atlas);
    return 0;
}

/* The bits of a list of ids; none may be unknown. */
static uint64_t bits(const json_t *list, int (*find)(const Atlas *, const char *))
{
    uint64_t out = 0;
    size_t i;
    json_t *id;
    json_array_foreach(list, i, id)
    {
        int which = find(atlas, json_string_value(id));
        if (which < 0) {
            fail_msg("there is no \"%s\"", json_string_value(id));
        }
        out |= UINT64_C(1) << which;
    }
    return out;
}

static PainAsked asked_of(const json_t *row)
{
    return (PainAsked){.zones = bits(json_object_get(row, "zones"), pain_zone),
                       .qualities = (uint32_t)bits(json_object_get(row, "qualities"), pain_quality),
                       .flags = (uint32_t)bits(json_object_get(row, "flags"), pain_flag)};
}

/* Its place from 0; `count` where it is not there. */
static int place_of(const PainAnswer *answers, int count, const char *id)
{
    int source = pain_source(atlas, id), at = 0;
    if (source < 0) {
        fail_msg("there is no source \"%s\"", id);
    }
    while (at < count && answers[at].source != source) {
        at++;
    }
    return at;
}

static int report(const char *name, const PainAsked *asked, const PainAnswer *answers, int count)
{
    fprintf(stderr, "%s:\n", name);
    for (int i = 0; i < count && i < AMONG; i++) {
        char why[512];
        fprintf(stderr, "  %-10s %5.2f = %5.2f %+5.2f %+5.2f  %s\n", pain->sources[answers[i].source].id,
                (double)answers[i].score, (double)answers[i].zone_points, (double)answers[i].word_points,
                (double)answers[i].missing_points, pain_reason(atlas, asked, &answers[i], why, sizeof why));
    }
    return 1;
}

static bool within(const json_t *ids, const PainAnswer *answers, int count, int most)
{
    size_t i;
    json_t *id;
    bool all = true;
    json_array_foreach(ids, i, id)
    {
        all = all && place_of(answers, count, json_string_value(id)) < (most < count ? most : count);
    }
    return all;
}

static bool leads(const json_t *id, const PainAnswer *answers, int count)
{
    return count > 0 && place_of(answers, count, json_string_value(id)) == 0;
}

static bool case_holds(const json_t *row, const PainAnswer *answers, int count)
{
    size_t i;
    json_t *id, *first = json_object_get(row, "first");
    bool good = (!first || leads(first, answers, count)) && within(json_object_get(row, "top"), answers, count, TOP) &&
                within(json_object_get(row, "among"), answers, count, AMONG);
    json_array_foreach(json_object_get(row, "not_first"), i, id)
    {
        good = good && !leads(id, answers, count);
    }
    return good;
}

/* Exactly the flags that the case names, with their tiers. */
static void check_flags(const json_t *row, uint32_t raised)
{
    static const char *const TIERS[FLAG_TIERS] = {"emergency", "urgent", "soon"};
    json_t *fires = json_object_get(row, "fires");
    for (int i = 0; i < pain->flag_count; i++) {
        const json_t *tier = json_object_get(fires, pain->flags[i].id);
        if ((tier != NULL) != (raised >> i & 1)) {
            fail_msg("%s: %s", json_string_value(json_object_get(row, "name")), pain->flags[i].id);
        }
        if (tier) {
            assert_string_equal(json_string_value(tier), TIERS[pain->flags[i].tier]);
        }
    }
}

static void worked_cases(void **state)
{
    (void)state;
    json_error_t error;
    json_t *root = json_load_file("tests/data/pain_cases.json", 0, &error), *row;
    assert_non_null(root);
    size_t i, known = 0;
    int wrong = 0;
    json_array_foreach(json_object_get(root, "cases"), i, row)
    {
        PainAsked asked = asked_of(row);
        PainAnswer answers[PAIN_SOURCES];
        int count = pain_rank(atlas, &asked, answers);
        if (!case_holds(row, answers, count)) {
            wrong += report(json_string_value(json_object_get(row, "name")), &asked, answers, count);
        }
        check_flags(row, pain_flags(atlas, &asked));
        known += strncmp(json_string_value(json_object_get(row, "row")), "6.", 2) == 0;
    }
    json_decref(root);
    assert_int_equal(wrong, 0);
    assert_true(known >= 28);
}

/* What a client says who has nothing but this source: its essential zones, and the words that are most typical of it.
 */
static PainAsked own_story(const AtlasPain *source)
{
    PainAsked asked = {0};
    float best = 0;
    for (int i = 0; i < source->zone_count; i++) {
        asked.zones |= source->zones[i].weight == PAIN_ESSENTIAL ? UINT64_C(1) << source->zones[i].zone : 0;
    }
    for (int i = 0; i < source->word_count; i++) {
        best = fmaxf(best, source->words[i].bonus);
    }
    for (int i = 0; i < source->word_count; i++) {
        asked.qualities |= source->words[i].bonus >= best ? 1u << source->words[i].quality : 0;
    }
    return asked;
}

static void every_source_is_reached_by_its_own_story(void **state)
{
    (void)state;
    int wrong = 0;
    for (int i = 0; i < pain->source_count; i++) {
        PainAsked asked = own_story(&pain->sources[i]);
        PainAnswer answers[PAIN_SOURCES];
        int count = pain_rank(atlas, &asked, answers);
        if (place_of(answers, count, pain->sources[i].id) >= TOP) {
            wrong += report(pain->sources[i].id, &asked, answers, count);
        }
    }
    assert_int_equal(wrong, 0);
}

/* All of a long pattern, spill-over too, puts it no lower than its essential zones alone do. */
static void more_of_a_pattern_does_not_sink_it(void **state)
{
    (void)state;
    for (int i = 0; i < pain->source_count; i++) {
        const AtlasPain *source = &pain->sources[i];
        PainAsked asked = own_story(source);
        for (int k = 0; k < source->zone_count; k++) {
            asked.zones |= source->zones[k].weight == PAIN_SPILL ? UINT64_C(1) << source->zones[k].zone : 0;
        }
        PainAnswer answers[PAIN_SOURCES];
        int count = pain_rank(atlas, &asked, answers);
        if (place_of(answers, count, source->id) >= TOP) {
            report(source->id, &asked, answers, count);
            fail();
        }
    }
}

/* One essential zone is as good for a pattern of six as for one of a single zone. */
static void length_costs_nothing(void **state)
{
    (void)state;
    for (int i = 0; i < pain->source_count; i++) {
        const AtlasPain *source = &pain->sources[i];
        for (int k = 0; k < source->zone_count; k++) {
            PainAsked asked = {.zones = UINT64_C(1) << source->zones[k].zone};
            PainAnswer answers[PAIN_SOURCES];
            int at = place_of(answers, pain_rank(atlas, &asked, answers), source->id);
            static const float SCORES[] = {[PAIN_RARE] = 1.5f - 1, [PAIN_SPILL] = 4 - 1, [PAIN_ESSENTIAL] = 10};
            assert_float_equal(answers[at].score, SCORES[source->zones[k].weight], 1e-6f);
        }
    }
}

/* Calls `check` for each single zone and each pair of them, with no word and with each word. */
static void sweep(void (*check)(const PainAsked *asked))
{
    for (int a = 0; a < pain->zone_count; a++) {
        for (int b = a; b < pain->zone_count; b++) {
            for (int q = -1; q < pain->quality_count; q++) {
                PainAsked asked = {.zones = UINT64_C(1) << a | UINT64_C(1) << b, .qualities = q < 0 ? 0 : 1u << q};
                check(&asked);
            }
        }
    }
}

static void check_answers(const PainAsked *asked)
{
    PainAnswer answers[PAIN_SOURCES], again[PAIN_SOURCES], top[PAIN_SOURCES];
    int count = pain_rank(atlas, asked, answers), shown = pain_top(atlas, asked, 5, top);
    assert_int_equal(count, pain_rank(atlas, asked, again));
    assert_memory_equal(answers, again, (size_t)count * sizeof *answers);
    bool other = false, shows_other = false;
    for (int i = 0; i < count; i++) {
        const PainAnswer *a = &answers[i];
        assert_float_equal(a->score, a->zone_points + a->word_points + a->missing_points, 1e-6f);
        assert_true(a->zone_points <= 10 && a->zone_points >= -5);
        assert_true(fabsf(a->word_points) <= 4 && a->missing_points <= 0 && a->missing_points >= -1);
        assert_true(a->matched && !(a->matched & ~asked->zones));
        assert_true(i == 0 || answers[i - 1].score > a->score ||
                    (answers[i - 1].score > a->score - 0.006f && answers[i - 1].source < a->source));
        other = other || pain->sources[a->source].kind != PAIN_MUSCLE;
    }
    assert_int_equal(shown, count < 5 ? count : 5);
    for (int i = 0; i < shown; i++) {
        shows_other = shows_other || pain->sources[top[i].source].kind != PAIN_MUSCLE;
    }
    assert_true(shows_other == other || shown < 2);
}

static void order_is_settled_for_all_pairs_and_words(void **state)
{
    (void)state;
    sweep(check_answers);
}

/* Nobody who shows one area is left without an answer, and what leads has it as its own area where anything has. */
static void single_zones_are_led_by_their_own(void **state)
{
    (void)state;
    for (int z = 0; z < pain->zone_count; z++) {
        PainAsked asked = {.zones = UINT64_C(1) << z};
        PainAnswer answers[PAIN_SOURCES];
        bool owned = false;
        for (int i = 0; i < pain->source_count; i++) {
            for (int k = 0; k < pain->sources[i].zone_count; k++) {
                const PainZone *zone = &pain->sources[i].zones[k];
                owned = owned || (zone->zone == z && zone->weight == PAIN_ESSENTIAL);
            }
        }
        assert_true(pain_rank(atlas, &asked, answers) > 0);
        assert_true(!owned || answers[0].zone_points >= 10);
    }
}

static void reasons_say_what_was_told(void **state)
{
    (void)state;
    char text[512];
    PainAsked asked = {.zones = UINT64_C(1) << pain_zone(atlas, "buttock_mid") |
                                UINT64_C(1) << pain_zone(atlas, "Z_HIP_POSTERIOR") |
                                UINT64_C(1) << pain_zone(atlas, "Z_thigh_post_upper"),
                       .qualities = 1u << pain_quality(atlas, "shooting") | 1u << pain_quality(atlas, "Sitting")};
    PainAnswer answers[PAIN_SOURCES];
    int count = pain_rank(atlas, &asked, answers);
    pain_reason(atlas, &asked, &answers[place_of(answers, count, "C_pir")], text, sizeof text);
    assert_string_equal(text, "It fits 3 of the 3 areas you showed, 1 of them at its edge; you said: shooting, worse "
                              "sitting.");
    pain_reason(atlas, &asked, &answers[place_of(answers, count, "TP_PIR2")], text, sizeof text);
    assert_string_equal(text, "It fits 2 of the 3 areas you showed, 1 of them at its edge; you said: worse sitting. "
                              "Against it speaks: shooting.");
    pain_reason(atlas, &asked, &answers[place_of(answers, count, "C_rad_S1")], text, sizeof text);
    assert_string_equal(text,
                        "It fits 2 of the 3 areas you showed, all at its edge; you said: shooting, worse sitting. "
                        "Its main areas are others: calf, heel.");
    asked = (PainAsked){.zones = UINT64_C(1) << pain_zone(atlas, "trochanter")};
    count = pain_rank(atlas, &asked, answers);
    pain_reason(atlas, &asked, &answers[place_of(answers, count, "c_gtps")], text, sizeof text);
    assert_string_equal(text, "It fits the area you showed.");
    asked.zones = UINT64_C(1) << pain_zone(atlas, "sij") | UINT64_C(1) << pain_zone(atlas, "sitbone");
    count = pain_rank(atlas, &asked, answers);
    pain_reason(atlas, &asked, &answers[place_of(answers, count, "C_sij")], text, sizeof text);
    assert_string_equal(text, "It fits 1 of the 2 areas you showed. Against it speaks: sit bone.");
    char small[16];
    pain_reason(atlas, &asked, &answers[0], small, sizeof small);
    assert_int_equal(strlen(small), sizeof small - 1);
}

static void nothing_told_gives_nothing(void **state)
{
    (void)state;
    PainAsked asked = {.qualities = 1u << pain_quality(atlas, "sitting"), .flags = 1};
    PainAnswer answers[PAIN_SOURCES];
    assert_int_equal(pain_rank(atlas, &asked, answers), 0);
    assert_int_equal(pain_top(atlas, &asked, 5, answers), 0);
    assert_int_equal(pain_flags(atlas, &asked), 1);
    assert_int_equal(pain_zone(atlas, "Z_elbow"), -1);
    assert_int_equal(pain_quality(atlas, "purple"), -1);
    assert_int_equal(pain_flag(atlas, ""), -1);
    assert_int_equal(pain_source(atlas, "TP"), -1);
}

static void words_are_told_by_id(void **state)
{
    (void)state;
    PainAsked asked = {0}, before;
    HipError err = {""};
    assert_int_equal(pain_tell(atlas, TELL_ZONES, "SIJ,Z_groin", &asked, &err), HIP_OK);
    assert_int_equal(pain_tell(atlas, TELL_QUALITIES, "numb", &asked, &err), HIP_OK);
    assert_int_equal(pain_tell(atlas, TELL_FLAGS, "fever,cancer", &asked, &err), HIP_OK);
    assert_true(asked.zones == (UINT64_C(1) << pain_zone(atlas, "sij") | UINT64_C(1) << pain_zone(atlas, "groin")));
    assert_true(asked.qualities == 1u << pain_quality(atlas, "numb"));
    assert_true(asked.flags == (1u << pain_flag(atlas, "fever") | 1u << pain_flag(atlas, "cancer")));
    static const struct {
        PainTell what;
        const char *list, *meant;
    } WRONG[] = {{TELL_ZONES, "heel,grion", "Z_groin"},
                 {TELL_ZONES, "z_tigh_front", "Z_thigh_front"},
                 {TELL_QUALITIES, "tingeling", "tingling"},
                 {TELL_FLAGS, "saddle", "saddle_numb"},
                 {TELL_FLAGS, "", "list flags"},
                 {TELL_ZONES, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                  "list zones"}};
    before = asked;
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        assert_int_equal(pain_tell(atlas, WRONG[i].what, WRONG[i].list, &asked, &err), HIP_USAGE);
        assert_memory_equal(&asked, &before, sizeof asked);
        assert_non_null(strstr(err.text, WRONG[i].meant));
    }
}

/* All of facts.md 6.1 to 6.5 is there, and what says so is modest. */
static void tables_are_whole(void **state)
{
    (void)state;
    static const char *const SOURCES =
        "TP_GMX1 TP_GMX2 TP_GMX3 TP_GMD1 TP_GMD2 TP_GMD3 TP_GMN_A TP_GMN_P TP_PIR1 TP_PIR2 TP_TFL TP_QL1 TP_QL2 TP_QL3 "
        "TP_QL4 TP_HAM_ST TP_HAM_BF TP_ES C_rad_L4 C_rad_L5 C_rad_S1 C_pir C_dgs C_gtps C_sij C_pht C_cluneal "
        "C_pudendal C_hip_joint C_ifi C_coccyx C_facet";
    char id[16];
    int length = 0;
    for (const char *at = SOURCES; sscanf(at, "%15s%n", id, &length) == 1; at += length) {
        assert_true(pain_source(atlas, id) >= 0);
    }
    int tiers[FLAG_TIERS] = {0};
    for (int i = 0; i < pain->flag_count; i++) {
        tiers[pain->flags[i].tier]++;
        assert_int_equal(pain->flags[i].name[strlen(pain->flags[i].name) - 1], '?');
    }
    assert_true(tiers[FLAG_EMERGENCY] >= 5 && tiers[FLAG_URGENT] >= 8 && tiers[FLAG_SOON] >= 7);
    assert_int_equal(pain->zone_count, 36);
    for (int i = 0; i < pain->source_count; i++) {
        const AtlasPain *source = &pain->sources[i];
        assert_non_null(strstr(source->sentence.text, " linked with "));
        assert_true(source->says.text && source->pattern.text && source->plain);
        assert_true(source->refer || source->kind != PAIN_NERVE || strstr(source->says.text, "clinician") ||
                    strstr(source->says.text, "assessment"));
    }
}

/* Who follows the advice can: each stroke goes in one of the positions named, as the right hip's. */
static void advice_can_be_followed(void **state)
{
    (void)state;
    for (int i = 0; i < pain->source_count; i++) {
        const AtlasPain *source = &pain->sources[i];
        assert_true(source->position_count > 0);
        for (int s = 0; s < source->stroke_count; s++) {
            bool goes = false;
            for (int p = 0; p < source->position_count; p++) {
                goes = goes || stroke_allowed(atlas, source->strokes[s], source->positions[p], SIDE_RIGHT);
            }
            if (!goes) {
                fail_msg("%s: %s goes in none of its positions", source->id, atlas->strokes[source->strokes[s]].id);
            }
        }
    }
}

/* facts.md 6.3, 6.4, 4.2: what is not to be pressed is not pressed. */
static void advice_is_gentle_where_it_must_be(void **state)
{
    (void)state;
    static const struct {
        const char *source;
        float most;        /* on the client's scale */
        const char *never; /* strokes */
    } LIMITS[] = {{"C_rad_L4", 2, ""},         {"C_rad_L5", 2, ""},          {"C_rad_S1", 2, ""},
                  {"C_dgs", 5, "S14"},         {"C_gtps", 6, "S09 S13 S17"}, {"C_pht", 5, "S13 S12"},
                  {"C_coccyx", 5, "S13 S21"},  {"TP_GMX3", 5, "S13 S21"},    {"C_cluneal", 4, "S07 S09"},
                  {"C_pudendal", 0, ""},       {"C_meralgia", 2, ""},        {"C_pfcn", 5, "S13 S14"},
                  {"C_ifi", 5, "S12 S13 S14"}, {"C_hip_joint", 5, "S18"}};
    for (size_t i = 0; i < sizeof LIMITS / sizeof *LIMITS; i++) {
        const AtlasPain *source = &pain->sources[pain_source(atlas, LIMITS[i].source)];
        for (int s = 0; s < source->stroke_count; s++) {
            const AtlasStroke *stroke = &atlas->strokes[source->strokes[s]];
            if (stroke->pressure[1] > LIMITS[i].most || strstr(LIMITS[i].never, stroke->id)) {
                fail_msg("%s with %s", source->id, stroke->id);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_cases),
        cmocka_unit_test(every_source_is_reached_by_its_own_story),
        cmocka_unit_test(more_of_a_pattern_does_not_sink_it),
        cmocka_unit_test(length_costs_nothing),
        cmocka_unit_test(order_is_settled_for_all_pairs_and_words),
        cmocka_unit_test(single_zones_are_led_by_their_own),
        cmocka_unit_test(reasons_say_what_was_told),
        cmocka_unit_test(nothing_told_gives_nothing),
        cmocka_unit_test(words_are_told_by_id),
        cmocka_unit_test(tables_are_whole),
        cmocka_unit_test(advice_can_be_followed),
        cmocka_unit_test(advice_is_gentle_where_it_must_be),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
