/* Claims, disagreements, contraindications, comfort: each row of facts.md section 7 is there with its verdict, every
 * mistake in the file is told with its line. */
#include "hip/claims.h"
#include "hip/file.h"
#include "hip/mem.h"
#include "one_atlas.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Verdicts as facts.md 7.1 to 7.4 give them, in their order; "/": the second one holds in part. */
static const struct {
    const char *text, *verdicts;
} ROWS[] = {
    {"000", "value partly supported supported partly unproven supported partly partly unproven contradicted/partly "
            "unproven unproven/partly supported unproven supported value value partly partly contradicted"},
    {"001", "value unproven value plausible value value value"},
    {"002", "supported contradicted/partly value value value unproven contradicted partly/contradicted unproven "
            "supported supported/scope supported contradicted/unproven partly contradicted unproven"},
    {"003", "partly value unproven value unproven scope supported supported contradicted/unproven scope value/partly"},
};

static void every_claim_is_there_with_its_verdict(void **state)
{
    (void)state;
    const ClaimAtlas *all = atlas->claims;
    int at = 0;
    assert_int_equal(all->text_count, 4);
    for (size_t t = 0; t < sizeof ROWS / sizeof *ROWS; t++) {
        char *verdicts = mem_string(ROWS[t].verdicts), *save = NULL;
        int number = 0;
        for (char *want = strtok_r(verdicts, " ", &save); want; want = strtok_r(NULL, " ", &save)) {
            char id[16], found[64];
            snprintf(id, sizeof id, "%s-%d", ROWS[t].text, ++number);
            assert_true(at < all->claim_count);
            const AtlasClaim *claim = &all->claims[at++];
            assert_string_equal(claim->id, id);
            assert_string_equal(all->texts[claim->text].id, ROWS[t].text);
            snprintf(found, sizeof found, "%s%s%s", claim_verdict_id(claim->verdict), claim->also >= 0 ? "/" : "",
                     claim->also >= 0 ? claim_verdict_id((ClaimVerdict)claim->also) : "");
            if (strcmp(found, want) != 0) {
                fail_msg("%s is told as %s, facts.md says %s", id, found, want);
            }
        }
        free(verdicts);
    }
    assert_int_equal(at, all->claim_count);
    assert_int_equal(all->claim_count, 21 + 7 + 16 + 11);
}

static void what_can_be_wrong_says_what_is_known(void **state)
{
    (void)state;
    for (int i = 0; i < atlas->claims->claim_count; i++) {
        const AtlasClaim *claim = &atlas->claims->claims[i];
        bool opinion = claim->verdict == CLAIM_VALUE || claim->verdict == CLAIM_SCOPE;
        assert_true(claim->known.text || opinion);
        assert_true(claim->known.text || claim->say.text);
        assert_true(claim->word_count > 0 && claim->topic >= 0);
        assert_true(!claim->known.text || !atlas_is_convention(atlas, &claim->known));
    }
}

static bool cites(const char *claim, int source)
{
    const AtlasFact *fact = &atlas->claims->claims[atlas_claim(atlas, claim)].known;
    for (int i = 0; i < fact->source_count; i++) {
        if (fact->sources[i] == source) {
            return true;
        }
    }
    return false;
}

/* The sources that facts.md names for its firmest answers. */
static void answers_rest_on_the_named_studies(void **state)
{
    (void)state;
    static const struct {
        const char *claim;
        int source;
    } NAMED[] = {{"000-2", 14},  {"000-10", 39}, {"000-10", 69}, {"000-11", 81}, {"000-13", 66}, {"000-14", 52},
                 {"000-19", 71}, {"000-20", 92}, {"000-21", 66}, {"000-21", 94}, {"001-2", 79},  {"001-2", 80},
                 {"002-2", 99},  {"002-7", 17},  {"002-8", 100}, {"002-9", 37},  {"002-9", 38},  {"002-12", 2},
                 {"002-13", 67}, {"002-15", 17}, {"003-1", 50},  {"003-5", 39},  {"003-8", 96}};
    for (size_t i = 0; i < sizeof NAMED / sizeof *NAMED; i++) {
        if (!cites(NAMED[i].claim, NAMED[i].source)) {
            fail_msg("%s does not name source %d", NAMED[i].claim, NAMED[i].source);
        }
    }
    assert_int_equal(atlas_claim(atlas, "000-22"), -1);
}

static const ClaimDispute *dispute(const char *id)
{
    for (int i = 0; i < atlas->claims->dispute_count; i++) {
        if (strcmp(atlas->claims->disputes[i].id, id) == 0) {
            return &atlas->claims->disputes[i];
        }
    }
    fail_msg("there is no disagreement %s", id);
    return NULL;
}

/* facts.md 7.5, and the seesaw. */
static void disagreements_show_their_sides(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        unsigned texts; /* bits of those that have something to say */
    } TABLE[] = {{"state", 15}, {"stretch", 15}, {"pelvis", 13},       {"seesaw", 4},    {"back", 15},
                 {"pain", 15},  {"water", 1},    {"inflammation", 12}, {"emotions", 14}, {"clothing", 3}};
    for (size_t i = 0; i < sizeof TABLE / sizeof *TABLE; i++) {
        const ClaimDispute *found = dispute(TABLE[i].id);
        unsigned texts = 0;
        for (int k = 0; k < found->side_count; k++) {
            assert_true(found->sides[k].says && found->sides[k].texts);
            texts |= found->sides[k].texts;
        }
        assert_int_equal(texts, TABLE[i].texts);
        assert_non_null(found->line.text);
    }
    assert_int_equal(atlas->claims->dispute_count, (int)(sizeof TABLE / sizeof *TABLE));
}

/* facts.md 7.7; its row of tumours, radiation, devices and injections is two here. */
static void every_contraindication_is_there(void **state)
{
    (void)state;
    int counts[STOP_LEVELS] = {0};
    for (int i = 0; i < atlas->claims->stop_count; i++) {
        const AtlasStop *stop = &atlas->claims->stops[i];
        counts[stop->level]++;
        assert_true(stop->name && stop->act.text);
        assert_false(atlas_is_convention(atlas, &stop->act));
    }
    assert_int_equal(counts[STOP_SESSION], 5);
    assert_int_equal(counts[STOP_LOCAL], 5 + 1);
    assert_int_equal(counts[STOP_MODIFY], 9);
    assert_int_equal(atlas->claims->scope_count, 6);
}

static void scenes_bring_the_body_along(void **state)
{
    (void)state;
    static const struct {
        const char *claim, *scene;
    } SHOWN[] = {{"000-7", "piriformis"}, {"000-11", "sitting"}, {"002-7", "tilt"}, {"002-15", "seesaw"}};
    for (size_t i = 0; i < sizeof SHOWN / sizeof *SHOWN; i++) {
        const AtlasClaim *claim = &atlas->claims->claims[atlas_claim(atlas, SHOWN[i].claim)];
        assert_true(claim->scene >= 0);
        assert_string_equal(atlas->claims->scenes[claim->scene].id, SHOWN[i].scene);
    }
    int tilt = atlas_joint(atlas, "pelvic_tilt"), flexion = atlas_joint(atlas, "hip_flexion");
    assert_true(atlas->claims->scenes[0].deg[tilt] > 10);
    for (int i = 0; i < atlas->claims->scene_count; i++) {
        const ClaimScene *scene = &atlas->claims->scenes[i];
        assert_true(atlas_camera(atlas, scene->camera) && scene->shows.text);
        assert_true(strcmp(scene->id, "sitting") != 0 || scene->deg[flexion] >= 80);
    }
}

static int found_by(const char *typed, const char *id)
{
    int count = 0;
    bool there = false;
    for (int i = 0; i < atlas->claims->claim_count; i++) {
        bool answers = claim_answers(&atlas->claims->claims[i], typed);
        count += answers;
        there |= answers && strcmp(atlas->claims->claims[i].id, id) == 0;
    }
    return there ? count : 0;
}

static void claims_are_found_by_the_words_that_people_use(void **state)
{
    (void)state;
    static const char *const WORDS[][2] = {{"toxins", "000-21"},
                                           {"water", "000-21"},
                                           {"anterior tilt", "002-7"},
                                           {"seesaw", "002-15"},
                                           {"no pain no gain", "003-3"},
                                           {"emotions", "003-9"},
                                           {"Piriformis syndrome", "000-14"},
                                           {"gluteal amnesia", "000-11"},
                                           {"rubber band", "001-2"},
                                           {"inflam", "002-13"}};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        int count = found_by(WORDS[i][0], WORDS[i][1]);
        if (count < 1 || count > 8) {
            fail_msg("\"%s\" finds %d claims, %s should be among them", WORDS[i][0], count, WORDS[i][1]);
        }
    }
    assert_false(claim_answers(&atlas->claims->claims[0], ""));
    assert_int_equal(found_by("zzz", "000-1"), 0);
}

/* ---- mistakes ---- */

static const struct {
    const char *find, *put;
    int lines; /* told so many lines after the place */
    const char *message;
} MISTAKES[] = {
    {"\"id\": \"000-2\"", "\"id\": \"000-1\"", 0, "\"000-1\" is there twice"},
    {"\"id\": \"000-2\"", "\"id\": \"004-2\"", 0, "must be a text's id"},
    {"\"id\": \"000-2\"", "\"id\": \"000-\"", 0, "must be a text's id"},
    {"\"id\": \"000-2\"", "\"id\": \"000\"", 0, "must be a text's id"},
    {"\"id\": \"003\"", "\"id\": \"03\"", 0, "must be three digits"},
    {"\"id\": \"003\"", "\"id\": \"002\"", 0, "\"002\" is there twice"},
    {"\"topic\": \"knots\"", "\"topic\": \"knot\"", 0, "there is no topic \"knot\""},
    {"\"verdict\": \"partly\"", "\"verdict\": \"maybe\"", 0, "\"verdict\" is \"maybe\""},
    {"\"also\": \"partly\"", "\"also\": \"contradicted\"", 0, "the same verdict twice"},
    {"\"show\": \"piriformis\"", "\"show\": \"hip\"", 0, "there is no show \"hip\""},
    {"\"known\": {\"text\": \"This is what every", "\"say\": {\"text\": \"This is what every", -2,
     "what is known of it"},
    {"\"conf\": \"A\", \"sources\": [14]}", "\"conf\": \"C\", \"sources\": [101]}", 0, "cannot rest on a convention"},
    {"\"camera\": \"lateral\"", "\"camera\": \"side\"", 0, "there is no camera \"side\""},
    {"\"pelvic_tilt\": 15", "\"pelvic_tilt\": 90", 0, "must be from"},
    {"\"pelvic_tilt\": 15", "\"pelvis\": 15", 0, "unknown key \"pelvis\""},
    {"\"select\": \"piriformis\"", "\"select\": \"piriform\"", 0, "there is no structure \"piriform\""},
    {"{\"texts\": [\"002\"], \"says\": \"Tight\"}", "{\"texts\": [], \"says\": \"Tight\"}", 0, "nobody says this"},
    {"{\"texts\": [\"002\"], \"says\": \"Tight\"}", "{\"texts\": [\"005\"], \"says\": \"Tight\"}", 0,
     "no text \"005\""},
    {"\"level\": \"stop\"", "\"level\": \"halt\"", 0, "\"level\" is \"halt\""},
    {"\"level\": \"stop\"", "\"level\": \"modify\"", 1, "graver levels stand first"},
    {"See a doctor now or call for help.\", \"conf\": \"A\", \"sources\": [96]",
     "See a doctor now or call for help.\", \"conf\": \"C\", \"sources\": [101]", 0, "cannot rest on a convention"},
    {"\"from\": 3, \"to\": 3", "\"from\": 4, \"to\": 4", 0, "the scale goes on at 3"},
    {"\"from\": 9, \"to\": 10", "\"from\": 9, \"to\": 9", -9, "the scale ends at 9"},
    {"\"sources\": [69, 70, 97]", "\"sources\": []", 0, "at least one source"},
    {"\"scope\":", "\"scopes\":", 0, "unknown key \"scopes\""},
};

static char *replaced(const char *text, size_t which, int *line)
{
    const char *at = strstr(text, MISTAKES[which].find);
    if (!at) {
        fail_msg("the file no longer holds %s", MISTAKES[which].find);
    }
    *line = 1 + MISTAKES[which].lines;
    for (const char *c = text; c < at; c++) {
        *line += *c == '\n';
    }
    return mem_format("%.*s%s%s", (int)(at - text), text, MISTAKES[which].put, at + strlen(MISTAKES[which].find));
}

static void link_others(const char *folder, bool make)
{
    NameList list = {0};
    char here[4096];
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(file_list("assets/atlas", ".json", &list, NULL), HIP_OK);
    for (size_t i = 0; i < list.count; i++) {
        char *from = mem_format("%s/assets/atlas/%s", here, list.names[i]);
        char *to = mem_format("%s/%s", folder, list.names[i]);
        unlink(to);
        if (make && strcmp(list.names[i], "claims.json") != 0) {
            assert_int_equal(symlink(from, to), 0);
        }
        free(from);
        free(to);
    }
    name_list_release(&list);
}

static void tell_one(const char *folder, const char *whole, size_t which)
{
    int line;
    char *wrong = replaced(whole, which, &line), *path = mem_format("%s/claims.json", folder);
    assert_int_equal(file_write_atomic(path, wrong, strlen(wrong), NULL), HIP_OK);
    Atlas *broken = NULL;
    Problems problems = {0};
    assert_int_equal(atlas_load(folder, &broken, &problems, NULL), HIP_FAILED);
    assert_null(broken);
    bool told = false;
    for (size_t i = 0; i < problems.count; i++) {
        told = told || (strcmp(problems.items[i].file, path) == 0 && problems.items[i].line == line &&
                        strstr(problems.items[i].text, MISTAKES[which].message));
    }
    if (!told) {
        problems_print(&problems, stderr);
        fail_msg("expected claims.json:%d: %s", line, MISTAKES[which].message);
    }
    problems_release(&problems);
    free(wrong);
    free(path);
}

static void each_mistake_is_told_with_its_line(void **state)
{
    (void)state;
    char folder[] = P_tmpdir "/hip_claims_XXXXXX";
    Buffer text = {0};
    assert_non_null(mkdtemp(folder));
    assert_int_equal(file_read_all("assets/atlas/claims.json", 0, &text, NULL), HIP_OK);
    char *whole = mem_format("%.*s", (int)text.size, (const char *)text.data);
    link_others(folder, true);
    for (size_t i = 0; i < sizeof MISTAKES / sizeof *MISTAKES; i++) {
        tell_one(folder, whole, i);
    }
    link_others(folder, false);
    rmdir(folder);
    buffer_release(&text);
    free(whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_claim_is_there_with_its_verdict),
        cmocka_unit_test(what_can_be_wrong_says_what_is_known),
        cmocka_unit_test(answers_rest_on_the_named_studies),
        cmocka_unit_test(disagreements_show_their_sides),
        cmocka_unit_test(every_contraindication_is_there),
        cmocka_unit_test(scenes_bring_the_body_along),
        cmocka_unit_test(claims_are_found_by_the_words_that_people_use),
        cmocka_unit_test(each_mistake_is_told_with_its_line),
    };
    return cmocka_run_group_tests_name("claims", tests, open_atlas, close_atlas);
}
