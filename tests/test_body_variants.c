/* Variants of the nerve's course in the ball tables: which structures belong together, who pushes whom, what is found
 * and written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "balls.h"
#include "hip/body.h"
#include "hip/file.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NERVE "structure nerve single\nschematic text\n"
#define BALL "ball a 0 0 0 9\n"

typedef struct Expected {
    const char *text;
    int line; /* of the only mistake; -1: there is none */
    const char *words;
} Expected;

static void sets_must_not_meet(void **state)
{
    (void)state;
    static const Expected ROWS[] = {
        {NERVE "variant I\n" BALL NERVE "variant II III\n" BALL NERVE "variant VI\n" BALL, -1, ""},
        {NERVE "variant I II\n" BALL NERVE "variant II III\n" BALL, 5, "for one of the same variants"},
        {NERVE "variant I\n" BALL NERVE BALL, 5, "is there already (x, line 1)"},
        {NERVE BALL NERVE "variant II\n" BALL, 4, "is there already"},
        {NERVE "variant VII\n" BALL, 3, "there is no variant 'VII'"},
        {NERVE "variant ii\n" BALL, 3, "there is no variant 'ii'"},
        {NERVE "variant\n" BALL, 3, "takes numerals"},
        {NERVE "variant II II\n" BALL, 3, "variant II is said twice"},
        {NERVE "variant I\nvariant II\n" BALL, 4, "said twice"},
        {"variant I\n" NERVE BALL, 1, "before the first structure"},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        BallTable table = {0};
        Problems problems = {0};
        balls_parse("x", ROWS[i].text, strlen(ROWS[i].text), &table, &problems);
        bool good = ROWS[i].line < 0 ? problems.count == 0
                                     : problems.count == 1 && problems.items[0].line == ROWS[i].line &&
                                           strstr(problems.items[0].text, ROWS[i].words);
        if (!good) {
            problems_print(&problems, stderr);
            fail_msg("for:\n%s", ROWS[i].text);
        }
        balls_release(&table);
        problems_release(&problems);
    }
}

static void the_lowest_variant_decides(void **state)
{
    (void)state;
    assert_true(balls_in_lowest(0, 0));
    assert_true(balls_in_lowest(0, 4));
    assert_true(balls_in_lowest(1, 0));  /* what belongs to all is pushed as in type I */
    assert_false(balls_in_lowest(2, 0)); /* and not by what only type II has */
    assert_true(balls_in_lowest(6, 12)); /* both are there in type III */
    assert_false(balls_in_lowest(8, 12));
}

static MeshSet make(const char *text)
{
    char folder[] = "test-variants-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/x.body", folder);
    assert_int_equal(file_write_atomic(path, text, strlen(text), NULL), HIP_OK);
    MeshSet set = {0};
    Problems problems = {0};
    HipError err = {{0}};
    if (body_generate(folder, NULL, &set, &problems, &err) != HIP_OK) {
        problems_print(&problems, stderr);
        fail_msg("%s", err.text);
    }
    unlink(path);
    rmdir(folder);
    return set;
}

/* A nerve above a muscle, written first, in the types `aside`; through it in the types `through`. */
#define COURSES(aside, through)                                                                                        \
    NERVE "variant " aside "\nfirm 60\nball a 0 30 0 5\nball b 0 30 40 5\nedge a b\n" NERVE "variant " through         \
          "\nfirm 60\nball a 0 0 0 5\nball b 0 0 40 5\nedge a b\n"
#define MUSCLE "structure muscle single\nschematic t\nfirm 40\nball a -40 0 20 12\nball b 40 0 20 12\nedge a b\n"
#define TABLE COURSES("II", "I III IV V VI") MUSCLE

static void parts_know_their_variants(void **state)
{
    (void)state;
    MeshSet set = make(TABLE);
    assert_int_equal(set.part_count, 3);
    assert_int_equal(set.parts[0].variants, 2);
    assert_int_equal(set.parts[1].variants, 61);
    assert_int_equal(set.parts[2].variants, 0);
    assert_int_equal(mesh_set_find(&set, "nerve"), 1); /* type I, although another is written before it */
    set.parts[1].variants = 4;
    assert_int_equal(mesh_set_find(&set, "nerve"), 0); /* none of type I: the first */
    assert_int_equal(mesh_set_check(&set, NULL), HIP_OK);
    set.parts[1].variants = 64;
    assert_int_equal(mesh_set_check(&set, NULL), HIP_FAILED); /* there is no type VII */
    mesh_set_release(&set);
}

static void only_type_one_pushes_what_all_share(void **state)
{
    (void)state;
    MeshSet alone = make(MUSCLE), pushed = make(TABLE), left = make(COURSES("I", "II III") MUSCLE);
    assert_true(pushed.parts[2].volume_m3 < 0.97f * alone.parts[0].volume_m3);
    assert_true(left.parts[2].volume_m3 > 0.99f * alone.parts[0].volume_m3);
    mesh_set_release(&alone);
    mesh_set_release(&pushed);
    mesh_set_release(&left);
}

static void a_file_holds_type_one(void **state)
{
    (void)state;
    MeshSet set = make(TABLE);
    const char *path = "test-variants.glb";
    assert_int_equal(body_write_glb(&set, path, NULL), HIP_OK);
    Buffer file = {0};
    assert_int_equal(file_read_all(path, 0, &file, NULL), HIP_OK);
    unlink(path);
    uint32_t head[5];
    memcpy(head, file.data, sizeof head);
    json_t *doc = json_loadb((const char *)file.data + 20, head[3], 0, NULL);
    assert_non_null(doc);
    json_t *nodes = json_object_get(doc, "nodes");
    assert_int_equal(json_array_size(nodes), 2);
    assert_int_equal(json_array_size(json_object_get(doc, "meshes")), 2);
    json_t *count = json_object_get(json_array_get(json_object_get(doc, "accessors"), 4), "count");
    assert_string_equal(json_string_value(json_object_get(json_array_get(nodes, 0), "name")), "nerve");
    assert_string_equal(json_string_value(json_object_get(json_array_get(nodes, 1), "name")), "muscle");
    assert_int_equal(json_integer_value(count), set.parts[2].vertex_count);
    json_decref(doc);
    buffer_release(&file);
    mesh_set_release(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_must_not_meet),        cmocka_unit_test(the_lowest_variant_decides),
        cmocka_unit_test(parts_know_their_variants), cmocka_unit_test(only_type_one_pushes_what_all_share),
        cmocka_unit_test(a_file_holds_type_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
