/* The statements of a ball table that place balls and join them to figures. */
#include "balls_parse.h"
#include "hip/mem.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool read_number(Reader *r, const char *word, float lo, float hi, const char *what, float *out)
{
    char *end = NULL;
    float value = strtof(word, &end);
    if (end == word || *end || !isfinite(value)) {
        MISTAKE(r, "%s: '%.40s' is not a number", what, word);
        return false;
    }
    if (value < lo || value > hi) {
        MISTAKE(r, "%s: %g is not between %g and %g", what, (double)value, (double)lo, (double)hi);
        return false;
    }
    *out = value;
    return true;
}

bool read_count(Reader *r, const char *word, int lo, int hi, const char *what, int *out)
{
    float value;
    if (!read_number(r, word, (float)lo, (float)hi, what, &value)) {
        return false;
    }
    if (value != floorf(value)) {
        MISTAKE(r, "%s: '%.40s' is not a whole number", what, word);
        return false;
    }
    *out = (int)value;
    return true;
}

bool name_is_good(Reader *r, const char *name)
{
    bool good = islower((unsigned char)name[0]) && strlen(name) < BALLS_ID_SIZE;
    for (const char *c = name; *c; c++) {
        good = good && (islower((unsigned char)*c) || isdigit((unsigned char)*c) || *c == '_' || *c == '.');
    }
    if (!good) {
        MISTAKE(r, "'%.60s' is not a name: small letters, digits, '_' and '.', at most %d, a letter first", name,
                BALLS_ID_SIZE - 1);
    }
    return good;
}

static int32_t find_name(const Reader *r, const char *name)
{
    for (size_t i = 0; i < r->name_count; i++) {
        if (strcmp(r->names[i].name, name) == 0) {
            return r->names[i].ball;
        }
    }
    return -1;
}

/* x y z r in four words. */
static bool read_ball(Reader *r, char **words, Ball *out)
{
    static const char *const AXES[3] = {"x", "y", "z"};
    bool good = true;
    for (int k = 0; k < 3; k++) {
        good = read_number(r, words[k], -3000, 3000, AXES[k], &out->at[k]) && good;
    }
    float radius;
    char *end = NULL;
    radius = strtof(words[3], &end);
    if (end != words[3] && !*end && radius < 0) {
        MISTAKE(r, "negative radius %s", words[3]);
        return false;
    }
    return read_number(r, words[3], 0.1f, 500, "radius", &out->radius) && good;
}

static bool count_written(Reader *r, size_t more)
{
    if (r->now->written + more > BALLS_MAX_WRITTEN) {
        MISTAKE(r, "'%s' has more than %d balls", r->now->id, BALLS_MAX_WRITTEN);
        return false;
    }
    r->now->written += more;
    return true;
}

void say_ball(Reader *r)
{
    Ball ball;
    if (r->word_count != 6) {
        MISTAKE(r, "a ball is written: ball NAME X Y Z RADIUS");
        return;
    }
    bool good = name_is_good(r, r->words[1]);
    if (good && find_name(r, r->words[1]) >= 0) {
        MISTAKE(r, "a ball '%s' is there already", r->words[1]);
        good = false;
    }
    if (!read_ball(r, r->words + 2, &ball) || !good || !count_written(r, 1)) {
        return;
    }
    r->names = mem_grow(r->names, &r->name_capacity, r->name_count + 1, sizeof *r->names);
    NamedBall *named = &r->names[r->name_count++];
    snprintf(named->name, sizeof named->name, "%s", r->words[1]);
    named->ball = balls_add(r->now, &ball, 0, 0.5f);
}

/* `edge A B` and `slab A B C`; further ones on the line after a '|'. */
void say_figures(Reader *r, int corners)
{
    int32_t ball[3] = {-1, -1, -1};
    int have = 0;
    bool good = true;
    for (int i = 1; i <= r->word_count; i++) {
        bool end = i == r->word_count || strcmp(r->words[i], "|") == 0;
        if (!end) {
            int32_t found = find_name(r, r->words[i]);
            if (found < 0) {
                MISTAKE(r, "unknown ball '%.60s'", r->words[i]);
                good = false;
            }
            if (have < corners) {
                ball[have] = found;
            }
            have++;
            continue;
        }
        if (have != corners) {
            MISTAKE(r, "%s joins %d balls, not %d", corners == 2 ? "an edge" : "a slab", corners, have);
        } else if (good && (ball[0] == ball[1] || ball[1] == ball[2] || ball[2] == ball[0])) {
            MISTAKE(r, "a ball is joined to itself");
        } else if (good && r->now->figure_count < BALLS_MAX_MADE) {
            balls_add_figure(r->now, ball[0], ball[1], corners == 3 ? ball[2] : -1);
        }
        have = 0;
        good = true;
    }
}

/* What was said before a row holds for the balls that are nearest to it. */
static void give_flesh(Reader *r, size_t first)
{
    BallStructure *s = r->now;
    size_t columns = (size_t)(r->sheet.columns - 1) * r->sheet.steps + 1;
    for (size_t i = first; i < s->ball_count; i++) {
        size_t row = ((i - first) / columns + (size_t)r->sheet.steps / 2) / (size_t)r->sheet.steps;
        s->flesh[i] = r->sheet.row_flesh[row];
    }
}

void end_sheet(Reader *r)
{
    if (r->sheet.line == 0) {
        return;
    }
    int at = r->line;
    r->line = r->sheet.line;
    if (r->sheet.rows_read != r->sheet.rows) {
        MISTAKE(r, "%d rows are promised, %d follow", r->sheet.rows, r->sheet.rows_read);
    } else if (!r->sheet.broken) {
        for (int i = 0; i < r->sheet.rows * r->sheet.columns; i++) {
            if (r->sheet.known[i] >= 0) {
                r->sheet.cells[i] = r->now->balls[r->sheet.known[i]];
            }
        }
        size_t made =
            (size_t)((r->sheet.rows - 1) * r->sheet.steps + 1) * ((size_t)(r->sheet.columns - 1) * r->sheet.steps + 1);
        if (r->now->ball_count + made > BALLS_MAX_MADE) {
            MISTAKE(r, "the sheet has too many steps: %zu balls would follow", made);
        } else {
            size_t first = r->now->ball_count;
            balls_add_sheet(r->now, r->sheet.cells, r->sheet.rows, r->sheet.columns, r->sheet.steps);
            give_flesh(r, first);
            r->now->has_fibre |= r->sheet.fibre;
        }
    }
    r->line = at;
    free(r->sheet.cells);
    free(r->sheet.known);
    memset(&r->sheet, 0, sizeof r->sheet);
}

static void begin_sheet(Reader *r, int rows, int columns, int steps)
{
    r->sheet.line = r->line;
    r->sheet.rows = rows;
    r->sheet.columns = columns;
    r->sheet.steps = steps;
    r->sheet.fibre = strcmp(r->words[0], "plate") != 0;
    r->sheet.cells = mem_alloc((size_t)rows * columns, sizeof *r->sheet.cells);
    r->sheet.known = mem_alloc((size_t)rows * columns, sizeof *r->sheet.known);
}

/* sheet NAME ROWS x COLUMNS steps STEPS; a plate is a sheet without fibres: bone, cartilage, fascia. */
void say_sheet(Reader *r)
{
    int rows, columns, steps;
    if (r->word_count != 7 || strcmp(r->words[3], "x") != 0 || strcmp(r->words[5], "steps") != 0) {
        MISTAKE(r, "a %s is written: %s NAME ROWS x COLUMNS steps STEPS", r->words[0], r->words[0]);
        return;
    }
    bool good = name_is_good(r, r->words[1]);
    good = read_count(r, r->words[2], 2, MAX_SHEET_SIDE, "rows", &rows) && good;
    good = read_count(r, r->words[4], 2, MAX_SHEET_SIDE, "columns", &columns) && good;
    if (read_count(r, r->words[6], 1, MAX_STEPS, "steps", &steps) && good) {
        begin_sheet(r, rows, columns, steps);
    }
}

/* chain NAME COUNT steps STEPS: a sheet of one column. */
void say_chain(Reader *r)
{
    int count, steps;
    if (r->word_count != 5 || strcmp(r->words[3], "steps") != 0) {
        MISTAKE(r, "a chain is written: chain NAME COUNT steps STEPS");
        return;
    }
    bool good = name_is_good(r, r->words[1]);
    good = read_count(r, r->words[2], 2, MAX_SHEET_SIDE, "count", &count) && good;
    if (read_count(r, r->words[4], 1, MAX_STEPS, "steps", &steps) && good) {
        begin_sheet(r, count, 1, steps);
    }
}

/* One cell: four numbers, or the name of a ball that was written before. */
static bool read_cell(Reader *r, char **words, int count, int row, int column)
{
    int at = row * r->sheet.columns + column;
    if (count == 1) {
        r->sheet.known[at] = find_name(r, words[0]);
        if (r->sheet.known[at] < 0) {
            MISTAKE(r, "unknown ball '%.60s'", words[0]);
        }
        return r->sheet.known[at] >= 0;
    }
    r->sheet.known[at] = -1;
    if (count != 4) {
        MISTAKE(r, "cell %d: X Y Z RADIUS or the name of a ball is wanted, not %d words", column + 1, count);
        return false;
    }
    return read_ball(r, words, &r->sheet.cells[at]) && count_written(r, 1);
}

/* row LABEL: CELL | CELL | ...; the label is for the reader. */
void say_row(Reader *r)
{
    if (r->sheet.line == 0) {
        MISTAKE(r, "a row without a sheet or chain before it");
        return;
    }
    int row = r->sheet.rows_read++;
    if (row < r->sheet.rows) {
        r->sheet.row_flesh[row] = r->now->next;
    }
    int from = 1;
    while (from < r->word_count && r->words[from - 1][strlen(r->words[from - 1]) - 1] != ':') {
        from++;
    }
    if (from >= r->word_count || row >= r->sheet.rows) {
        if (row < r->sheet.rows) {
            MISTAKE(r, "a row is written: row LABEL: X Y Z RADIUS | X Y Z RADIUS ...");
        }
        r->sheet.broken = true;
        return;
    }
    int column = 0;
    for (int i = from; i <= r->word_count; i++) {
        if (i == r->word_count || strcmp(r->words[i], "|") == 0) {
            if (column < r->sheet.columns && !read_cell(r, r->words + from, i - from, row, column)) {
                r->sheet.broken = true;
            }
            column++;
            from = i + 1;
        }
    }
    if (column != r->sheet.columns) {
        MISTAKE(r, "the row has %d cells, the sheet %d columns", column, r->sheet.columns);
        r->sheet.broken = true;
    }
}
