/* Lesson files: what is read, what is told of wrong ones, what is written comes back. */
#include "hip/file.h"
#include "hip/lesson.h"
#include "hip/mem.h"
#include "one_atlas.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char GOOD[] = "{\"id\": \"mine\", \"title\": \"My lesson\", \"about\": \"Ten minutes\", \"steps\": [\n"
                           " {\"show\": {\"depth\": 4.5, \"xray\": true, \"camera\": \"posterior\"},\n"
                           "  \"say\": \"First\", \"notes\": \"Ask who knows\", \"seconds\": 5},\n"
                           " {\"say\": \"Then\", \"conf\": \"B\", \"sources\": [97], \"from_home\": true,\n"
                           "  \"ask\": {\"question\": \"Which?\", \"choices\": [\"a\", \"b\"], \"right\": 2}}]}";

static void check(const Lesson *lesson)
{
    const LessonStep *step = lesson->steps;
    assert_string_equal(lesson->id, "mine");
    assert_string_equal(lesson->about, "Ten minutes");
    assert_int_equal(lesson->step_count, 2);
    assert_int_equal(step[0].word_count, 3);
    assert_string_equal(step[0].words[0].name, "depth");
    assert_string_equal(step[0].words[0].value, "4.5");
    assert_null(step[0].words[1].value);
    assert_string_equal(step[0].words[2].value, "posterior");
    assert_string_equal(step[0].notes, "Ask who knows");
    assert_true(step[0].seconds == 5 && !step[0].from_home && step[0].say.source_count == 0);
    assert_true(step[1].from_home && step[1].say.source_count == 1 && step[1].say.confidence == 'B');
    assert_string_equal(step[1].ask.choices[step[1].ask.right], "b");
    assert_null(step[1].ask.because);
}

static void a_good_one_is_read_and_written(void **state)
{
    (void)state;
    Problems problems = {0};
    Lesson *lesson = NULL, *again = NULL;
    assert_int_equal(lesson_parse(atlas, GOOD, strlen(GOOD), "mine.json", true, &lesson, &problems), HIP_OK);
    check(lesson);
    char *text = lesson_write(lesson);
    assert_int_equal(lesson_parse(atlas, text, strlen(text), "mine.json", true, &again, &problems), HIP_OK);
    check(again);
    free(text);
    lesson_release(lesson);
    lesson_release(again);
    problems_release(&problems);
}

static void mistakes_are_told_with_their_lines(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int line;
        const char *says;
    } BAD[] = {
        {"{\"id\": \"a\", \"title\": \"T\", \"steps\": [\n{\"show\": {}}]}", 2, "say"},
        {"{\"id\": \"a\", \"title\": \"T\",\n\"steps\": []}", 2, "from 1 to"},
        {"{\"id\": \"A b\", \"title\": \"T\", \"steps\": [{\"say\": \"x\"}]}", 1, "id"},
        {"{\"id\": \"a\", \"title\": \"T\", \"steps\": [{\"say\": \"x\",\n\"show\": {\"depth\": [1]}}]}", 2, "number"},
        {"{\"id\": \"a\", \"title\": \"T\", \"steps\": [{\"say\": \"x\",\n\"shwo\": {}}]}", 2, "shwo"},
        {"{\"id\": \"a\", \"title\": \"T\", \"steps\": [{\"say\": \"x\",\n\"ask\": {\"question\": \"q\", \"choices\": "
         "[\"a\", \"b\"], \"right\": 3}}]}",
         2, "right"},
        {"{\"id\": \"a\", \"title\": \"T\", \"steps\": [{\"say\": \"x\", \"conf\": \"B\",\n\"sources\": [99999]}]}", 2,
         "99999"},
        {"{\"id\": \"a\"\n\"title\": \"T\"}", 2, "comma or a quotation mark is missing"},
        {"{\"id\": \"a\", \"title\": \"T\", \"steps\": [\n{\"say\": \"x\"},]}", 2, "a comma too many"},
        {"{\"id\": \"a\", \"title\": \"T\", \"steps\": [\n{\"say\": \"x\"}", 2, "is not closed"},
        {"{\"id\": \"a\",\n// first\n\"title\": \"T\"}", 2, "no comments"},
        {"# Lesson", 1, "begins with {"},
        {"{\"id\": \"a\",\n\"id\": \"b\"}", 2, "stands twice"},
        {"{\"id\": \"a\",\n\"title\": \"\xfc\"}", 2, "UTF-8"},
        {"{\"id\": \"a\", \"title\": \"T\", \"steps\": [{\"say\": \"x\",\n\"note\": \"n\"}]}", 2,
         "known here: say show notes"},
        {"{\"id\": \"a\", \"title\": \"T\", \"steps\": [{\"say\": \"x\",\n\"show\": \"depth 3\"}]}", 2,
         "wants words in { }"},
        {"{\"id\": \"a\", \"title\": \"T\", \"steps\": [{\"say\": \"x\",\n\"seconds\": 0}]}", 2, "from 1 to 600"},
        {"{\"id\": \"a\", \"title\": \"T\", \"steps\": [{\"say\": \"x\",\n\"from_home\": \"yes\"}]}", 2,
         "true or false"},
        {"{\"id\": \"a\", \"title\": \"T\", \"steps\": [{\"say\": \"x\",\n\"show\": {\"hide\": [\"skin\", \"fat\"]}}]}",
         2, "one text with commas"},
        {"{\"id\": \"a\", \"title\": \"T\", \"steps\": [{\"say\": \"x\",\n\"show\": {\"select\": \"\"}}]}", 2,
         "\"select\" is empty"},
        {"{\"id\": \"a\", \"title\": \"T\", \"steps\": [{\"say\": \"x\",\n\"ask\": {\"question\": \"q\", \"choices\": "
         "[\"a\"], \"right\": 1}}]}",
         2, "2 to 6 choices"},
        {"{\"id\": \"a\", \"title\": \"T\", \"steps\": [{\"say\": \"x\",\n\"ask\": {\"question\": \"q\", \"choices\": "
         "[\"a\", \"a\"], \"right\": 1}}]}",
         2, "are the same"},
        {"{\"id\": \"a\",\n oops", 2, ""},
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        Problems problems = {0};
        Lesson *lesson = NULL;
        assert_int_equal(lesson_parse(atlas, BAD[i].text, strlen(BAD[i].text), "bad.json", true, &lesson, &problems),
                         HIP_FAILED);
        assert_null(lesson);
        assert_true(problems.count >= 1);
        assert_string_equal(problems.items[0].file, "bad.json");
        assert_int_equal(problems.items[0].line, BAD[i].line);
        if (!strstr(problems.items[0].text, BAD[i].says)) {
            fail_msg("%s", problems.items[0].text);
        }
        problems_release(&problems);
    }
}

/* Of the program every step must say where it comes from. */
static void the_programs_own_need_sources(void **state)
{
    (void)state;
    Problems problems = {0};
    Lesson *lesson = NULL;
    assert_int_equal(lesson_parse(atlas, GOOD, strlen(GOOD), "good.json", false, &lesson, &problems), HIP_FAILED);
    assert_int_equal(problems.items[0].line, 2);
    problems_release(&problems);
}

static void the_users_folder_is_read_too(void **state)
{
    (void)state;
    char folder[] = "/tmp/hip_lesson_XXXXXX";
    assert_non_null(mkdtemp(folder));
    setenv("XDG_DATA_HOME", folder, 1);
    char *lessons = mem_format("%s/hip-atlas/lessons", folder), *good = mem_format("%s/one.json", lessons),
         *bad = mem_format("%s/two.json", lessons);
    assert_int_equal(file_make_folders(lessons, NULL), HIP_OK);
    assert_int_equal(file_write_atomic(good, GOOD, strlen(GOOD), NULL), HIP_OK);
    assert_int_equal(file_write_atomic(bad, "{", 1, NULL), HIP_OK);
    Problems problems = {0};
    LessonList list;
    lesson_list_read(atlas, &list, &problems);
    assert_non_null(lesson_find(&list, "mine"));
    assert_true(lesson_find(&list, "mine")->own);
    assert_null(lesson_find(&list, "nobody"));
    assert_int_equal(problems.count, 1);
    assert_non_null(strstr(problems.items[0].file, "two.json"));
    lesson_list_release(&list);
    problems_release(&problems);
    char *command = mem_format("rm -r '%s'", folder);
    assert_int_equal(system(command), 0);
    free(command);
    free(lessons);
    free(good);
    free(bad);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_one_is_read_and_written),
        cmocka_unit_test(mistakes_are_told_with_their_lines),
        cmocka_unit_test(the_programs_own_need_sources),
        cmocka_unit_test(the_users_folder_is_read_too),
    };
    return cmocka_run_group_tests(tests, open_atlas, close_atlas);
}
