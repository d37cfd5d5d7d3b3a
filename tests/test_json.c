/* Typed reads: values, and the line of every mistake. */
#include "hip/json.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static JsonDoc *parse(const char *text, Problems *problems)
{
    return json_doc_parse(text, strlen(text), "a.json", problems);
}

static void reads_every_type(void **state)
{
    (void)state;
    Problems problems = {0};
    JsonDoc *doc = parse("{\"text\": \"a\", \"yes\": true, \"n\": 2.5, \"i\": -3, \"v\": [1, 2.5, -3],\n"
                         " \"c\": \"#ff0000\", \"kind\": \"two\"}",
                         &problems);
    assert_non_null(doc);
    JsonNode root = json_doc_root(doc);
    JsonNode text = json_member(&root, "text"), yes = json_member(&root, "yes"), n = json_member(&root, "n");
    JsonNode i = json_member(&root, "i"), v = json_member(&root, "v"), c = json_member(&root, "c");
    JsonNode kind = json_member(&root, "kind"), none = json_member(&root, "none");
    double number = 0;
    int whole = 0;
    float vector[3] = {0}, colour[3] = {0};
    assert_string_equal(json_read_text(&text), "a");
    assert_true(json_read_bool(&yes, false));
    assert_true(json_read_number(&n, 0, 10, &number) && number == 2.5);
    assert_true(json_read_int(&i, -5, 5, &whole) && whole == -3);
    assert_true(json_read_vector(&v, 10, 0.001, vector));
    assert_true(fabsf(vector[1] - 0.0025f) < 1e-9f && fabsf(vector[2] + 0.003f) < 1e-9f);
    assert_true(json_read_colour(&c, colour) && colour[0] == 1 && colour[1] == 0);
    assert_int_equal(json_read_choice(&kind, (const char *const[]){"one", "two"}, 2), 1);
    assert_false(json_exists(&none));
    assert_null(json_read_text(&none));
    assert_true(json_read_bool(&none, true));
    assert_int_equal(json_count(&none), 0);
    assert_int_equal(problems.count, 0);
    json_doc_close(doc);
    problems_release(&problems);
}

static void wrong_types_are_named_with_their_line(void **state)
{
    (void)state;
    static const char TEXT[] =
        "{\n \"a\": 1,\n \"b\": \"x\",\n \"c\": {},\n \"d\": [1, 2],\n \"e\": 99,\n \"f\": \"\",\n"
        " \"g\": 1.5,\n \"h\": \"#12\",\n \"k\": \"three\"\n}";
    Problems problems = {0};
    JsonDoc *doc = parse(TEXT, &problems);
    JsonNode root = json_doc_root(doc);
    JsonNode a = json_member(&root, "a"), b = json_member(&root, "b"), c = json_member(&root, "c");
    JsonNode d = json_member(&root, "d"), e = json_member(&root, "e"), f = json_member(&root, "f");
    JsonNode g = json_member(&root, "g"), h = json_member(&root, "h"), k = json_member(&root, "k");
    double number = 7;
    int whole = 7;
    float v[3] = {7, 7, 7};
    assert_null(json_read_text(&a));
    assert_false(json_read_number(&b, 0, 1, &number));
    assert_int_equal(json_count(&c), 0);
    assert_false(json_read_vector(&d, 10, 1, v));
    assert_false(json_read_number(&e, 0, 10, &number));
    assert_null(json_read_text(&f));
    assert_false(json_read_int(&g, 0, 10, &whole));
    assert_false(json_read_colour(&h, v));
    assert_int_equal(json_read_choice(&k, (const char *const[]){"one", "two"}, 2), -1);
    assert_int_equal(problems.count, 9);
    for (size_t n = 0; n < problems.count; n++) {
        assert_int_equal(problems.items[n].line, (int)n + 2);
        char key[4] = {'"', "abcdefghk"[n], '"', 0};
        assert_non_null(strstr(problems.items[n].text, key));
    }
    assert_true(number == 7 && whole == 7 && v[0] == 7);
    json_doc_close(doc);
    problems_release(&problems);
}

static void keys_unknown_and_missing(void **state)
{
    (void)state;
    Problems problems = {0};
    JsonDoc *doc = parse("[\n {\"id\": 1,\n  \"extra\": 2},\n 5\n]", &problems);
    JsonNode root = json_doc_root(doc);
    JsonNode first = json_item(&root, 0), second = json_item(&root, 1);
    assert_true(json_keys(&first, "id name", "more"));
    assert_false(json_keys(&second, "id", ""));
    assert_int_equal(problems.count, 3);
    assert_int_equal(problems.items[0].line, 3);
    assert_string_equal(problems.items[0].text, "unknown key \"extra\" (known here: id name more)");
    assert_int_equal(problems.items[1].line, 2);
    assert_string_equal(problems.items[1].text, "missing key \"name\"");
    assert_int_equal(problems.items[2].line, 4);
    json_doc_close(doc);
    problems_release(&problems);
}

static void lines_are_found_past_strings_that_look_like_structure(void **state)
{
    (void)state;
    static const char TEXT[] = "{ \"x\": \"a ] } , \\\" \\\\\",\n  \"y\": [ {\"x\": [1,\n 2]}, \"[\",\n"
                               "   {\"deep\": {\"er\":\n  null}} ] }";
    Problems problems = {0};
    JsonDoc *doc = parse(TEXT, &problems);
    assert_non_null(doc);
    JsonNode root = json_doc_root(doc);
    JsonNode y = json_member(&root, "y");
    JsonNode zero = json_item(&y, 0), two = json_item(&y, 2);
    JsonNode x = json_member(&zero, "x"), deep = json_member(&two, "deep");
    JsonNode one = json_item(&x, 1), er = json_member(&deep, "er");
    assert_int_equal(json_line(&y), 2);
    assert_int_equal(json_line(&zero), 2);
    assert_int_equal(json_line(&one), 3);
    assert_int_equal(json_line(&two), 4);
    assert_int_equal(json_line(&er), 4);
    json_doc_close(doc);
    problems_release(&problems);
}

static void broken_text_has_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int line;
    } CASES[] = {{"{\n\"a\": 1,\n}", 3}, {"", 1},          {"{\"a\": 1,\n \"a\": 2}", 2}, {"[1, 2\n\n", 3},
                 {"[1] x", 1},           {"[\n1e999]", 2}, {"[\"\\u0000\"]", 1}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Problems problems = {0};
        assert_null(parse(CASES[i].text, &problems));
        assert_int_equal(problems.count, 1);
        assert_int_equal(problems.items[0].line, CASES[i].line);
        assert_string_equal(problems.items[0].file, "a.json");
        problems_release(&problems);
    }
}

static void a_file_that_is_not_there(void **state)
{
    (void)state;
    Problems problems = {0};
    assert_null(json_doc_open("tests/data/there-is-no-such-file.json", "b.json", &problems));
    assert_int_equal(problems.count, 1);
    assert_int_equal(problems.items[0].line, 0);
    problems_release(&problems);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_type),
        cmocka_unit_test(wrong_types_are_named_with_their_line),
        cmocka_unit_test(keys_unknown_and_missing),
        cmocka_unit_test(lines_are_found_past_strings_that_look_like_structure),
        cmocka_unit_test(broken_text_has_its_line),
        cmocka_unit_test(a_file_that_is_not_there),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
