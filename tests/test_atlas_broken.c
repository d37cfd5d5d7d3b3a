/* A small atlas in a folder of its own, broken in one place at a time: each mistake must be told with its
 * file and line. */
#include "hip/atlas.h"
#include "hip/file.h"
#include "hip/mem.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = P_tmpdir "/hip_atlas_XXXXXX";

static const struct {
    const char *name, *text;
} GOOD[] = {
    {"sources.json", "{ \"sources\": [\n"
                     "  {\"id\": 1, \"text\": \"One\", \"used\": \"mem\"},\n"
                     "  {\"id\": 2, \"text\": \"Two\", \"used\": \"page\", \"url\": \"https://example.org\"}\n"
                     "]}\n"},
    {"cameras.json", "{ \"cameras\": [\n"
                     "  {\"id\": \"front\", \"name\": \"Front\", \"yaw_deg\": 0, \"pitch_deg\": 0, \"key\": 1},\n"
                     "  {\"id\": \"behind\", \"name\": \"Behind\", \"yaw_deg\": 180, \"pitch_deg\": 0, \"key\": 2}\n"
                     "]}\n"},
    {"landmarks.json", "{ \"landmarks\": [\n"
                       "  {\"id\": \"psis\", \"name\": \"PSIS\", \"paired\": true, \"at\": [-45, 96, -79],\n"
                       "   \"definition\": \"Rear end of the crest\", \"conf\": \"A\", \"sources\": [1]}\n"
                       "], \"note\": {\"text\": \"Bodies differ.\", \"conf\": \"A\", \"sources\": [1]}}\n"},
    {"structures.json", "{ \"structures\": [\n"
                        "  { \"id\": \"bone\", \"name\": {\"en\": \"Bone\", \"la\": \"Os\"},\n"
                        "    \"system\": \"bone\", \"layer\": 10, \"column\": \"upper\", \"colour\": \"#e8dfc8\",\n"
                        "    \"fma\": {\"any\": 7}, \"conf\": \"A\", \"sources\": [1], \"facts\": {} },\n"
                        "  { \"id\": \"wire\", \"paired\": true, \"name\": {\"en\": \"Wire\", \"la\": \"Nervus\"},\n"
                        "    \"system\": \"nerve\", \"layer\": 7, \"column\": \"middle\", \"colour\": \"#f0cd52\",\n"
                        "    \"conf\": \"B\", \"sources\": [1, 2],\n"
                        "    \"course\": [\"psis\", [-40, 1, -2]],\n"
                        "    \"facts\": {} },\n"
                        "  { \"id\": \"pull\", \"paired\": true, \"name\": {\"en\": \"Pull\", \"la\": \"Musculus\"},\n"
                        "    \"synonyms\": [\"puller\"],\n"
                        "    \"system\": \"muscle\", \"layer\": 3, \"column\": \"middle\", \"colour\": \"#9c4a43\",\n"
                        "    \"fma\": {\"any\": 1, \"right\": 2, \"left\": 3},\n"
                        "    \"conf\": \"B\", \"sources\": [1],\n"
                        "    \"origin_on\": [\"bone\"],\n"
                        "    \"nerve_from\": [\"wire\"],\n"
                        "    \"covers\": [\"wire\"],\n"
                        "    \"facts\": {\n"
                        "      \"action\": {\"text\": \"Pulls.\",\n"
                        "        \"conf\": \"B\", \"sources\": [1]}\n"
                        "    } }\n"
                        "]}\n"},
    {"figures.json", "{ \"conf\": \"A\", \"sources\": [1],\n  \"figures\": [\n"
                     "  {\"id\": \"pull_r\", \"centre_mm\": [-70, -15, -50], \"half_mm\": [70, 130, 46]}\n"
                     "] }\n"},
    {"dissection.json", "{ \"steps\": [] }\n"},
    {"joints.json", "{ \"joints\": [] }\n"},
    {"positions.json", "{ \"positions\": [] }\n"},
    {"tools.json", "{ \"tools\": [] }\n"},
    {"regions.json", "{ \"regions\": [] }\n"},
    {"strokes.json", "{ \"strokes\": [] }\n"},
    {"notes.json", "{ \"notes\": [] }\n"},
    {"claims.json", "{ \"note\": {\"text\": \"Said.\", \"conf\": \"B\", \"sources\": [1]},\n"
                    "  \"texts\": [], \"topics\": [], \"scenes\": [], \"claims\": [], \"disagreements\": [],\n"
                    "  \"contraindications\": [], \"scope\": [], \"comfort\": [], \"scale\": [] }\n"},
    {"zones.json", "{ \"zones\": [] }\n"},
    {"qualities.json", "{ \"qualities\": [] }\n"},
    {"flags.json",
     "{ \"tiers\": {\n"
     "    \"emergency\": {\"title\": \"A\", \"act\": {\"text\": \"Go.\", \"conf\": \"A\", \"sources\": [1]}},\n"
     "    \"urgent\": {\"title\": \"B\", \"act\": {\"text\": \"Go.\", \"conf\": \"A\", \"sources\": [1]}},\n"
     "    \"soon\": {\"title\": \"C\", \"act\": {\"text\": \"Go.\", \"conf\": \"A\", \"sources\": [1]}}},\n"
     "  \"flags\": [] }\n"},
    {"pain.json", "{ \"note\": {\"text\": \"Ours.\", \"conf\": \"C\", \"sources\": [1]},\n"
                  "  \"usual\": {\"muscle\": {}, \"nerve\": {}, \"joint\": {}}, \"pain\": [] }\n"},
    {"lines.json", "{ \"lines\": [] }\n"},
    {"compares.json", "{ \"compares\": [] }\n"},
    {"session.json", "{ \"note\": {\"text\": \"Ours.\", \"conf\": \"C\", \"sources\": [1]}, \"session\": [] }\n"},
    {"asked.json", "{ \"note\": {\"text\": \"Ours.\", \"conf\": \"C\", \"sources\": [1]}, \"lens\": [\"wire\"],\n"
                   "  \"asked\": [\n"
                   "  {\"id\": \"pull\", \"why\": \"it pulls\"}\n"
                   "] }\n"},
    {"variants.json", "{ \"note\": {\"text\": \"Harmless.\", \"conf\": \"A\", \"sources\": [1]}, \"of\": [\"wire\"],\n"
                      "\"variants\": [\n"
                      "  {\"id\": \"I\", \"name\": \"Way I\", \"share\": \"some\", \"course\": {\"text\": \"Goes.\", "
                      "\"conf\": \"B\", \"sources\": [1]},\n"
                      "   \"prevalence\": [{\"text\": \"Half of them.\", \"conf\": \"A\", \"sources\": [1]}]},\n"
                      "  {\"id\": \"II\", \"name\": \"Way II\", \"share\": \"some\", \"course\": {\"text\": \"Goes.\", "
                      "\"conf\": \"B\", \"sources\": [1]},\n"
                      "   \"prevalence\": [{\"text\": \"Half of them.\", \"conf\": \"A\", \"sources\": [1]}]},\n"
                      "  {\"id\": \"III\", \"name\": \"Way III\", \"share\": \"some\", \"course\": {\"text\": "
                      "\"Goes.\", \"conf\": \"B\", \"sources\": [1]},\n"
                      "   \"prevalence\": [{\"text\": \"Half of them.\", \"conf\": \"A\", \"sources\": [1]}]},\n"
                      "  {\"id\": \"IV\", \"name\": \"Way IV\", \"share\": \"some\", \"course\": {\"text\": \"Goes.\", "
                      "\"conf\": \"B\", \"sources\": [1]},\n"
                      "   \"prevalence\": [{\"text\": \"Half of them.\", \"conf\": \"A\", \"sources\": [1]}]},\n"
                      "  {\"id\": \"V\", \"name\": \"Way V\", \"share\": \"some\", \"course\": {\"text\": \"Goes.\", "
                      "\"conf\": \"B\", \"sources\": [1]},\n"
                      "   \"prevalence\": [{\"text\": \"Half of them.\", \"conf\": \"A\", \"sources\": [1]}]},\n"
                      "  {\"id\": \"VI\", \"name\": \"Way VI\", \"share\": \"some\", \"course\": {\"text\": \"Goes.\", "
                      "\"conf\": \"B\", \"sources\": [1]},\n"
                      "   \"prevalence\": [{\"text\": \"Half of them.\", \"conf\": \"A\", \"sources\": [1]}]}\n"
                      "]}\n"},
};

enum { FILES = sizeof GOOD / sizeof *GOOD };

static char *layers_text(void)
{
    char *text = mem_string("{ \"layers\": [\n");
    for (int i = 0; i < 11; i++) {
        char *more =
            mem_format("%s  {\"id\": \"layer%d\", \"name\": \"Layer\", \"shows\": \"It\", \"colour\": \"#102030\", "
                       "\"conf\": \"C\", \"sources\": [1]}%s\n",
                       text, i, i < 10 ? "," : "");
        free(text);
        text = more;
    }
    char *whole = mem_format("%s]}\n", text);
    free(text);
    return whole;
}

static void write_file(const char *name, const char *text)
{
    char *path = mem_format("%s/%s", folder, name);
    assert_int_equal(file_write_atomic(path, text, strlen(text), NULL), HIP_OK);
    free(path);
}

static const char *good_text(const char *name)
{
    for (int i = 0; i < FILES; i++) {
        if (strcmp(GOOD[i].name, name) == 0) {
            return GOOD[i].text;
        }
    }
    return NULL;
}

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder)) {
        return -1;
    }
    for (int i = 0; i < FILES; i++) {
        write_file(GOOD[i].name, GOOD[i].text);
    }
    char *layers = layers_text();
    write_file("layers.json", layers);
    free(layers);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    NameList list = {0};
    if (file_list(folder, NULL, &list, NULL) == HIP_OK) {
        for (size_t i = 0; i < list.count; i++) {
            char *path = mem_format("%s/%s", folder, list.names[i]);
            unlink(path);
            free(path);
        }
        name_list_release(&list);
    }
    return rmdir(folder);
}

/* Where `find` stands in the file's good text, `put` goes; the mistake must be told at the line of that place
 * plus `lines`, and hold `message`. */
static const struct {
    const char *file, *find, *put;
    int lines;
    const char *message;
} MISTAKES[] = {
    {"structures.json", "\"synonyms\"", "\"synonym\"", 0, "unknown key \"synonym\""},
    {"structures.json", "\"system\": \"muscle\", ", "", -2, "missing key \"system\""},
    {"structures.json", "{ \"id\": \"pull\", \"paired\": true,", "{ \"paired\": true,", 0, "missing key \"id\""},
    {"structures.json", "\"id\": \"pull\"", "\"id\": \"wire\"", 0, "\"wire\" is there twice"},
    {"structures.json", "\"id\": \"pull\"", "\"id\": \"pull_r\"", 0, "without _r or _l"},
    {"structures.json", "\"id\": \"pull\"", "\"id\": \"Pull\"", 0, "small letters"},
    {"structures.json", "\"paired\": true, \"name\": {\"en\": \"Pull\"", "\"paired\": 1, \"name\": {\"en\": \"Pull\"",
     0, "\"paired\" must be true or false"},
    {"structures.json", "{\"en\": \"Pull\", \"la\": \"Musculus\"}", "\"Pull\"", 0, "\"name\" must be an object"},
    {"structures.json", "\"en\": \"Pull\"", "\"en\": \"\"", 0, "\"en\" must be a text"},
    {"structures.json", "[\"puller\"]", "\"puller\"", 0, "\"synonyms\" must be a list"},
    {"structures.json", "[\"puller\"]", "[\n7]", 1, "\"synonyms\" must be a text"},
    {"structures.json", "\"system\": \"muscle\"", "\"system\": \"flesh\"", 0,
     "\"system\" is \"flesh\", must be one of: skin"},
    {"structures.json", "\"layer\": 3", "\"layer\": 11", 0, "\"layer\" is 11, must be from 0 to 10"},
    {"structures.json", "\"layer\": 3", "\"layer\": \"3\"", 0, "\"layer\" must be a whole number"},
    {"structures.json", "\"layer\": 3", "\"layer\": 9", 5, "of layer 9 cannot cover \"wire\" of layer 7"},
    {"structures.json", "\"column\": \"middle\", \"colour\": \"#9c", "\"column\": \"back\", \"colour\": \"#9c", 0,
     "\"column\" is"},
    {"structures.json", "#9c4a43", "#9c4a4", 0, "\"colour\" must be a colour"},
    {"structures.json", "#9c4a43", "red", 0, "\"colour\" must be a colour"},
    {"structures.json", "\"left\": 3", "\"left\": 2", 0, "FMA 2 already belongs to \"pull_r\""},
    {"structures.json", "\"left\": 3", "\"lefty\": 3", 0, "unknown key \"lefty\""},
    {"structures.json", "\"left\": 3", "\"left\": -3", 0, "\"left\" is -3"},
    {"structures.json", "{\"any\": 7}", "{\"right\": 7}", 0, "unknown key \"right\""},
    {"structures.json", "\"origin_on\": [\"bone\"]", "\"origin_on\": [\"bones\"]", 0,
     "there is no structure \"bones\""},
    {"structures.json", "\"covers\": [\"wire\"]", "\"covers\": [\"wire\", \"wire\"]", 0, "stands here twice"},
    {"structures.json", "\"covers\": [\"wire\"]", "\"covers\": [\"pull\"]", 0, "cannot cover itself"},
    {"structures.json", "\"nerve_from\": [\"wire\"]", "\"nerve_from\": [\"bone\"]", 0, "\"bone\" is no nerve"},
    {"structures.json", "\"course\": [\"psis\"", "\"course\": [\"nowhere\"", 0, "there is no landmark \"nowhere\""},
    {"structures.json", "\"course\": [\"psis\", [-40, 1, -2]]", "\"course\": [\"psis\"]", 0, "at least 2 points"},
    {"structures.json", "[-40, 1, -2]", "[-40, 1]", 0, "three numbers"},
    {"structures.json", "[-40, 1, -2]", "[-40, 1, -20000]", 0, "must be from -2500 to 2500"},
    {"structures.json", "\"action\"", "\"doing\"", 0, "unknown key \"doing\""},
    {"structures.json", "\"text\": \"Pulls.\",\n", "\n", 0, "missing key \"text\""},
    {"structures.json", "\"conf\": \"B\", \"sources\": [1]}", "\"conf\": \"D\", \"sources\": [1]}", 0,
     "must be A, B or C"},
    {"structures.json", "\"conf\": \"B\", \"sources\": [1]}", "\"conf\": \"B\", \"sources\": []}", 0,
     "at least one source"},
    {"structures.json", "\"conf\": \"B\", \"sources\": [1]}", "\"conf\": \"B\", \"sources\": [9]}", 0, "no source 9"},
    {"structures.json", "\"conf\": \"B\", \"sources\": [1]}", "\"conf\": \"B\"}", -1, "missing key \"sources\""},
    {"structures.json", "\"conf\": \"B\", \"sources\": [1]}", "\"conf\": \"B\", \"sources\": \"1\"}", 0,
     "\"sources\" must be a list"},
    {"structures.json", "\"conf\": \"B\", \"sources\": [1]}", "\"conf\": \"B\", \"conf\": \"B\", \"sources\": [1]}", 0,
     "not valid JSON"},
    {"sources.json", "\"id\": 2", "\"id\": 1", 0, "source 1 is there twice"},
    {"sources.json", "\"page\"", "\"read\"", 0, "\"used\" is \"read\""},
    {"sources.json", ", \"used\": \"mem\"", "", 0, "missing key \"used\""},
    {"cameras.json", "\"id\": \"behind\"", "\"id\": \"front\"", 0, "\"front\" is there twice"},
    {"cameras.json", "\"key\": 2", "\"key\": 1", 0, "key 1 already belongs to \"front\""},
    {"cameras.json", "180", "\"180\"", 0, "\"yaw_deg\" must be a number"},
    {"cameras.json", "180", "400", 0, "\"yaw_deg\" is 400"},
    {"landmarks.json", "-45, 96", "45, 96", 0, "written for the right side"},
    {"landmarks.json", "\"psis\"", "\"P S\"", 0, "small letters"},
    {"figures.json", "pull_r", "pull", 0, "there is no structure \"pull\""},
    {"figures.json", "130, 46", "0, 46", 0, "above 0"},
    {"figures.json", "\"half_mm\"", "\"half\"", 0, "unknown key \"half\""},
    {"dissection.json", "\"steps\"", "\"moves\"", 0, "unknown key \"moves\""},
    {"asked.json", "\"pull\"", "\"push\"", 0, "there is no structure \"push\""},
    {"asked.json", "\"it pulls\"}", "\"it pulls\"}, {\"id\": \"pull\", \"why\": \"again\"}", 0, "stands twice"},
    {"asked.json", "\"why\": \"it pulls\"", "\"why\": 3", 0, "\"why\""},
    {"asked.json", "\"wire\"", "\"thread\"", 0, "there is no structure \"thread\""},
    {"variants.json", "\"id\": \"II\"", "\"id\": \"2\"", 0, "must be \"II\""},
    {"variants.json", "\"id\": \"VI\"", "\"id\": \"I\"", 0, "must be \"VI\""},
    {"variants.json", "[\"wire\"]", "[\"thread\"]", 0, "there is no structure \"thread\""},
    {"variants.json", "\"share\": \"some\", ", "", 0, "missing key \"share\""},
    {"variants.json", "\"name\": \"Way II\"", "\"name\": 2", 0, "\"name\""},
    {"variants.json", "\"conf\": \"B\"", "\"conf\": \"D\"", 0, "must be A, B or C"},
    {"variants.json", "\"conf\": \"A\", \"sources\": [1]}]}", "\"conf\": \"A\", \"sources\": [9]}]}", 0, "no source 9"},
    {"variants.json", "[{\"text\": \"Half of them.\", \"conf\": \"A\", \"sources\": [1]}]", "[]", 0,
     "at least one count"},
    {"variants.json", "\"note\"", "\"notes\"", 0, "unknown key \"notes\""},
};

static char *replaced(const char *text, const char *find, const char *put, int *line)
{
    const char *at = strstr(text, find);
    assert_non_null(at);
    *line = 1;
    for (const char *c = text; c < at; c++) {
        *line += *c == '\n';
    }
    return mem_format("%.*s%s%s", (int)(at - text), text, put, at + strlen(find));
}

static bool told(const Problems *problems, const char *path, int line, const char *message)
{
    for (size_t i = 0; i < problems->count; i++) {
        const Problem *p = &problems->items[i];
        if (p->line == line && strcmp(p->file, path) == 0 && strstr(p->text, message)) {
            return true;
        }
    }
    return false;
}

static void each_mistake_is_told_with_its_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof MISTAKES / sizeof *MISTAKES; i++) {
        int line;
        char *text = replaced(good_text(MISTAKES[i].file), MISTAKES[i].find, MISTAKES[i].put, &line);
        write_file(MISTAKES[i].file, text);
        free(text);
        Atlas *atlas = NULL;
        Problems problems = {0};
        HipError err = {0};
        char *path = mem_format("%s/%s", folder, MISTAKES[i].file);
        assert_int_equal(atlas_load(folder, &atlas, &problems, &err), HIP_FAILED);
        assert_null(atlas);
        assert_true(err.text[0] != '\0');
        if (!told(&problems, path, line + MISTAKES[i].lines, MISTAKES[i].message)) {
            problems_print(&problems, stderr);
            fail_msg("expected %s:%d: %s", MISTAKES[i].file, line + MISTAKES[i].lines, MISTAKES[i].message);
        }
        free(path);
        problems_release(&problems);
        write_file(MISTAKES[i].file, good_text(MISTAKES[i].file));
    }
}

static void the_small_atlas_is_good(void **state)
{
    (void)state;
    Atlas *atlas = NULL;
    Problems problems = {0};
    assert_int_equal(atlas_load(folder, &atlas, &problems, NULL), HIP_OK);
    assert_int_equal(problems.count, 0);
    assert_int_equal(atlas->structure_count, 5);
    const AtlasStructure *left = &atlas->structures[atlas_structure(atlas, "wire_l")];
    assert_int_equal(left->course_count, 2);
    assert_true(left->course[0][0] > 0.0449f && left->course[0][0] < 0.0451f);
    assert_true(left->course[1][0] > 0.0399f && left->course[1][0] < 0.0401f);
    const AtlasStructure *pull = &atlas->structures[atlas_structure(atlas, "pull_l")];
    assert_string_equal(atlas->structures[pull->covers[0]].id, "wire_l");
    assert_string_equal(atlas->structures[pull->origin_on[0]].id, "bone");
    assert_int_equal(pull->fma, 3);
    assert_false(pull->has_figure);
    atlas_release(atlas);
}

static void all_mistakes_at_once(void **state)
{
    (void)state;
    int line;
    char *one = replaced(good_text("structures.json"), "#9c4a43", "red", &line);
    char *two = replaced(one, "\"origin_on\": [\"bone\"]", "\"origin_on\": [\"bones\", \"skull\"]", &line);
    char *three = replaced(good_text("cameras.json"), "\"key\": 2", "\"key\": \"2\"", &line);
    write_file("structures.json", two);
    write_file("cameras.json", three);
    Atlas *atlas = NULL;
    Problems problems = {0};
    HipError err = {0};
    assert_int_equal(atlas_load(folder, &atlas, &problems, &err), HIP_FAILED);
    assert_int_equal(problems.count, 4); /* once each, though the structure has two sides */
    assert_non_null(strstr(problems.items[0].file, "cameras.json"));
    assert_int_equal(problems.items[1].line, 12);
    assert_int_equal(problems.items[2].line, 15);
    assert_int_equal(problems.items[3].line, 15);
    assert_non_null(strstr(err.text, "and 3 more"));
    problems_release(&problems);
    write_file("structures.json", good_text("structures.json"));
    write_file("cameras.json", good_text("cameras.json"));
    free(one);
    free(two);
    free(three);
}

static void a_variant_too_few(void **state)
{
    (void)state;
    char *text = mem_string(good_text("variants.json"));
    char *last = strstr(text, ",\n  {\"id\": \"VI\"");
    assert_non_null(last);
    memcpy(last, "\n]}\n", 5);
    write_file("variants.json", text);
    Atlas *atlas = NULL;
    Problems problems = {0};
    HipError err = {0};
    assert_int_equal(atlas_load(folder, &atlas, &problems, &err), HIP_FAILED);
    assert_int_equal(problems.count, 1);
    assert_non_null(strstr(problems.items[0].text, "there must be 6 variants"));
    problems_release(&problems);
    free(text);
    write_file("variants.json", good_text("variants.json"));
}

static void a_layer_too_few(void **state)
{
    (void)state;
    char *good = layers_text();
    char *end = strstr(good, ",\n  {\"id\": \"layer10\"");
    assert_non_null(end);
    char *few = mem_format("%.*s\n]}\n", (int)(end - good), good);
    write_file("layers.json", few);
    Atlas *atlas = NULL;
    Problems problems = {0};
    assert_int_equal(atlas_load(folder, &atlas, &problems, NULL), HIP_FAILED);
    assert_non_null(strstr(problems.items[0].text, "11 layers"));
    problems_release(&problems);
    write_file("layers.json", good);
    free(good);
    free(few);
}

static void missing_files_and_folders(void **state)
{
    (void)state;
    Atlas *atlas = NULL;
    Problems problems = {0};
    HipError err = {0};
    assert_int_equal(atlas_load("tests/data/there-is-no-such-folder", &atlas, &problems, &err), HIP_FAILED);
    assert_int_equal(problems.count, FILES + 1); /* each file, and the layers */
    assert_null(atlas);
    problems_release(&problems);
    assert_int_equal(atlas_load("tests/data/there-is-no-such-folder", &atlas, NULL, NULL), HIP_FAILED);
}

static void every_truncation_is_refused(void **state)
{
    (void)state;
    const char *text = good_text("structures.json");
    for (size_t n = 0; n + 1 < strlen(text); n += 7) {
        char *cut = mem_format("%.*s", (int)n, text);
        write_file("structures.json", cut);
        Atlas *atlas = NULL;
        assert_int_equal(atlas_load(folder, &atlas, NULL, NULL), HIP_FAILED);
        assert_null(atlas);
        free(cut);
    }
    write_file("structures.json", text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_small_atlas_is_good),
        cmocka_unit_test(each_mistake_is_told_with_its_line),
        cmocka_unit_test(all_mistakes_at_once),
        cmocka_unit_test(a_variant_too_few),
        cmocka_unit_test(a_layer_too_few),
        cmocka_unit_test(missing_files_and_folders),
        cmocka_unit_test(every_truncation_is_refused),
    };
    return cmocka_run_group_tests_name("atlas_broken", tests, make_folder, remove_folder);
}
