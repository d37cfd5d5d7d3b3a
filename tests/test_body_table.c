/* The ball table: what it says is what is read, and every mistake is one line with its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "balls.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

#define HEAD "structure bone paired\nmeasured on something\n"

typedef struct Read {
    BallTable table;
    Problems problems;
} Read;

static Read read_text(const char *text)
{
    Read r = {{0}, {0}};
    balls_parse("body/x.body", text, strlen(text), &r.table, &r.problems);
    balls_apply_sayings(&r.table, &r.problems);
    return r;
}

static void forget(Read *r)
{
    balls_release(&r->table);
    problems_release(&r->problems);
}

static void expect_mistake(const char *text, int line, const char *words)
{
    Read r = read_text(text);
    if (r.problems.count != 1 || r.problems.items[0].line != line || !strstr(r.problems.items[0].text, words)) {
        print_error("for:\n%s", text);
        problems_print(&r.problems, stderr);
        fail_msg("expected one mistake in line %d that says '%s'", line, words);
    }
    assert_string_equal(r.problems.items[0].file, "body/x.body");
    forget(&r);
}

static void reads_everything(void **state)
{
    (void)state;
    Read r = read_text(
        "# a remark\n" HEAD "offset 1.5 0 -2   # another\nblend 2\ngrid 1\nsmooth 30\npieces 2\ncut below -280\n"
        "cut above 140\ntendon 0.1 0.2\nball head -80.5 0 0.5 21.5\nball neck.1 -100 -15 0 10\r\nball neck.2 "
        "-110 -15 0 9\n"
        "edge head neck.1 | head neck.2\nslab head neck.1 neck.2\n\nstructure muscle single\nschematic text "
        "3\n"
        "ball spine 0 0 0 2\nsheet belly 2 x 3 steps 2\nrow origin of it: 0 0 0 2 | spine | 0 0 20 2\n"
        "row insertion: 30 0 0 1 | 30 0 10 1 | 30 0 20 1\nchain tail 3 steps 4\nrow a: 30 0 0 1\nrow b: 40 0 "
        "0 1\nrow c: 50 5 0 1\n");
    problems_print(&r.problems, stderr);
    assert_int_equal(r.problems.count, 0);
    assert_int_equal(r.table.count, 2);
    const BallStructure *s = &r.table.items[0];
    assert_string_equal(s->id, "bone");
    assert_true(s->paired && s->measured && !s->has_fibre);
    assert_int_equal(s->ball_count, 3);
    assert_int_equal(s->figure_count, 3);
    assert_int_equal(s->pieces, 2);
    assert_true(s->cut_below == -280 && s->cut_above == 140 && s->offset[2] == -2 && s->tendon[1] == 0.2f);
    const BallStructure *m = &r.table.items[1];
    assert_true(!m->paired && !m->measured && m->has_fibre);
    assert_int_equal(m->ball_count, 1 + 3 * 5 + 9);
    assert_int_equal(m->figure_count, 2 * 2 * 4 + 8);
    forget(&r);
}

static void every_mistake_has_its_line(void **state)
{
    (void)state;
    expect_mistake(HEAD "ball a 0 0 0 1\nedge a b\n", 4, "unknown ball 'b'");
    expect_mistake(HEAD "ball a 0 0 0 -1\nball b 0 0 0 1\n", 3, "negative radius -1");
    expect_mistake(HEAD "ball a 0 0 0 1\nball b nan 0 0 1\n", 4, "'nan' is not a number");
    expect_mistake(HEAD "ball a 0 0 0 1\nball b 0 inf 0 1\n", 4, "'inf' is not a number");
    expect_mistake(HEAD "ball a 0 0 0 1\nball b 0 0 1e9 1\n", 4, "is not between");
    expect_mistake(HEAD "ball a 0 0 0 1\nball b 0 0 0 1x\n", 4, "'1x' is not a number");
    expect_mistake(HEAD "ball a 0 0 0 1\nball a 0 0 0 2\n", 4, "'a' is there already");
    expect_mistake(HEAD "ball a 0 0 0 1\nball A 0 0 0 2\n", 4, "is not a name");
    expect_mistake(HEAD "ball a 0 0 0 1\nball b 0 0 0\n", 4, "a ball is written");
    expect_mistake(HEAD "ball a 0 0 0 1\nball b 9 0 0 1\nslab a b\n", 5, "a slab joins 3 balls, not 2");
    expect_mistake(HEAD "ball a 0 0 0 1\nedge a a\n", 4, "joined to itself");
    expect_mistake(HEAD, 1, "is empty");
    expect_mistake("structure bone paired\nball a 0 0 0 1\n", 1, "where it comes from");
    expect_mistake("structure bone\nmeasured x\nball a 0 0 0 1\n", 1, "structure ID paired|single");
    expect_mistake("ball a 0 0 0 1\n" HEAD "ball a 0 0 0 1\n", 1, "before the first structure");
    expect_mistake(HEAD "ball a 0 0 0 1\n" HEAD "ball a 0 0 0 1\n", 4, "'bone' is there already");
    expect_mistake(HEAD "ball a 0 0 0 1\nwobble 3\n", 4, "unknown word 'wobble'");
    expect_mistake(HEAD "ball a 0 0 0 1\nsmooth 2.5\n", 4, "not a whole number");
    expect_mistake(HEAD "ball a 0 0 0 1\ncut below 5\ncut above -5\n", 1, "the cuts leave nothing");
    expect_mistake(HEAD "ball a 0 0 0 1\nrow x: 0 0 0 1\n", 4, "a row without a sheet");
    expect_mistake("", 0, "no structure");
}

static void sheets_have_their_size(void **state)
{
    (void)state;
    expect_mistake(HEAD "sheet s 2 x 2 steps 1\nrow a: 0 0 0 1 | 9 0 0 1\nball b 0 0 0 1\n", 3,
                   "2 rows are promised, 1 follow");
    expect_mistake(HEAD "ball b 0 0 0 1\nsheet s 2 x 2 steps 1\nrow a: 0 0 0 1 | 9 0 0 1\nrow b: 0 0 9 1\n", 6,
                   "the row has 1 cells, the sheet 2 columns");
    expect_mistake(HEAD "ball b 0 0 0 1\nsheet s 2 x 2 steps 1\nrow a: 0 0 0 1 | 9 0 0 1\nrow b: 0 0 9 1 | 9 9 1\n", 6,
                   "cell 2");
    expect_mistake(HEAD "ball b 0 0 0 1\nsheet s 2 x 2 steps 1\nrow a: 0 0 0 1 | 9 0 0 1\nrow b: 0 0 9 1 | c\n", 6,
                   "unknown ball 'c'");
    expect_mistake(HEAD "ball b 0 0 0 1\nsheet s 2 y 2 steps 1\n", 4, "a sheet is written");
    expect_mistake(HEAD "ball b 0 0 0 1\nsheet s 2 x 99 steps 1\n", 4, "columns: 99 is not between");
    expect_mistake(HEAD "ball b 0 0 0 1\nchain s 2 steps 1\nrow 0 0 0 1\nrow b: 0 0 0 1\n", 5, "a row is written");
}

static void all_mistakes_at_once(void **state)
{
    (void)state;
    Read r =
        read_text(HEAD "ball a 0 0 0 -1\nball b x 0 0 1\nedge a b\nwobble\nstructure bone paired\nball c 0 0 0 1\n");
    assert_true(r.problems.count >= 7); /* radius, number, two unknown balls, word, empty, twice, no source */
    forget(&r);
    char zero[] = HEAD "ball a 0 0 0 1\nball b\0 0 0 0 1\n";
    Read z = {{0}, {0}};
    balls_parse("z", zero, sizeof zero - 1, &z.table, &z.problems);
    assert_int_equal(z.problems.count, 1);
    assert_int_equal(z.problems.items[0].line, 4);
    forget(&z);
}

#define BONE HEAD "ball a 0 0 0 1\n"

/* Layers and bones are said of a structure by its id, before or after it. */
static void structures_are_spoken_of(void **state)
{
    (void)state;
    Read r = read_text("layer 4: bone\n" BONE "moves near pelvis thighs: bone\n");
    assert_int_equal(r.problems.count, 0);
    assert_int_equal(r.table.items[0].layer, 4);
    const BallMoves *moves = &r.table.items[0].moves;
    assert_true(moves->near && moves->both_thighs && moves->count == 2 && moves->bones[1] == BONE_THIGH);
    forget(&r);
    expect_mistake(BONE "layer 4: bone other\n", 4, "no table holds a structure 'other'");
    expect_mistake(BONE "layer 4: bone\nlayer 5: bone\n", 5, "that of 'bone' is said twice");
    expect_mistake(BONE "moves thigh: bone\nmoves pelvis: bone\n", 5, "that of 'bone' is said twice");
    expect_mistake(BONE "layer 11: bone\n", 4, "layer: 11 is not between 0 and 10");
    expect_mistake(BONE "layer bone\n", 4, "a layer is written");
    expect_mistake(BONE "layer 3:\n", 4, "a layer is written");
    expect_mistake(BONE "moves pelvis bone\n", 4, "how something moves is written");
    expect_mistake(BONE "moves near: bone\n", 4, "no bone is named");
    expect_mistake(BONE "moves knee: bone\n", 4, "there is no bone 'knee'");
    expect_mistake(BONE "moves pelvis pelvis: bone\n", 4, "named twice");
    expect_mistake(BONE "moves pelvis thighs: bone\n", 4, "'near'");
    expect_mistake(BONE "goes knee\nball b 0 0 0 1\n", 4, "'goes' takes one of");
    expect_mistake(BONE "soft 30\nball b 0 0 0 1\n", 4, "soft: 30 is not between 0 and 20");
    expect_mistake(BONE "grows thick\nball b 0 0 0 1\n", 4, "grows: 'thick' is not a number");
    expect_mistake(BONE "symmetric\n", 4, "in a single structure");
}

/* The written balls lie on the subdivided sheet, u runs down the rows, v across, a flat sheet stays flat. */
static void sheets_pass_through_their_balls(void **state)
{
    (void)state;
    Read r = read_text(HEAD "sheet s 3 x 3 steps 3\nrow a: 0 0 0 2 | 10 0 0 3 | 20 1 0 2\nrow b: 0 0 10 4 | "
                            "10 2 10 5 | 20 0 12 4\n"
                            "row c: 0 3 20 2 | 10 0 20 1 | 20 0 20 2\n");
    assert_int_equal(r.problems.count, 0);
    const BallStructure *s = &r.table.items[0];
    assert_int_equal(s->ball_count, 49);
    const Ball *middle = &s->balls[3 * 7 + 3], *last = &s->balls[48];
    assert_true(fabsf(middle->at[1] - 2) < 1e-5f && fabsf(middle->radius - 5) < 1e-5f);
    assert_true(fabsf(last->at[0] - 20) < 1e-5f && fabsf(last->at[2] - 20) < 1e-5f);
    assert_true(s->fibre[3 * 7 + 3][0] == 0.5f && s->fibre[48][1] == 1 && s->fibre[6][0] == 0);
    forget(&r);
}

/* A figure's flesh: said before a ball or a row, it holds until it is said again; the left half is added mirrored. */
static void flesh_is_of_what_follows(void **state)
{
    (void)state;
    Read r = read_text("structure trunk single\nschematic text\nsymmetric\ngoes spine\nsoft 5\nball b -10 0 0 2\n"
                       "chain arm 2 steps 2\ngoes upper_arm\nrow a: -20 0 0 2\ngoes forearm\ngrows -3\n"
                       "row b: -40 0 0 2\n");
    problems_print(&r.problems, stderr);
    assert_int_equal(r.problems.count, 0);
    const BallStructure *s = &r.table.items[0];
    assert_int_equal(s->ball_count, 8);
    assert_int_equal(s->figure_count, 4);
    assert_true(s->flesh[0].bone == MESH_SPINE && s->flesh[0].soft == 5 && s->flesh[0].grows == 0);
    assert_true(s->flesh[1].bone == MESH_RIGHT_UPPER_ARM && s->flesh[3].bone == MESH_RIGHT_FOREARM);
    assert_true(s->flesh[3].grows == -3 && s->flesh[3].soft == 5);
    assert_true(s->flesh[4].bone == MESH_SPINE && s->flesh[7].bone == MESH_LEFT_FOREARM);
    assert_true(s->balls[7].at[0] == 40 && s->flesh[7].grows == -3);
    forget(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_everything),
        cmocka_unit_test(flesh_is_of_what_follows),
        cmocka_unit_test(every_mistake_has_its_line),
        cmocka_unit_test(sheets_have_their_size),
        cmocka_unit_test(all_mistakes_at_once),
        cmocka_unit_test(structures_are_spoken_of),
        cmocka_unit_test(sheets_pass_through_their_balls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
