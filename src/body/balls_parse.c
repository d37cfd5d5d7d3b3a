/* The line format of the ball tables. A line is one statement; `#` starts a remark; a mistake costs its own
 * line only, so that one reading tells them all. */
#include "balls.h"
#include "hip/mem.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_SIZE = 4000, MAX_WORDS = 1200, MAX_SHEET_SIDE = 64, MAX_STEPS = 8, MAX_PROBLEMS = 500 };

typedef struct NamedBall {
    char name[BALLS_ID_SIZE];
    int32_t ball;
} NamedBall;

typedef struct Reader {
    const char *file;
    int line;
    Problems *problems;
    BallTable *table;
    BallStructure *now; /* NULL before the first structure; points into table, which only statements grow */
    NamedBall *names;
    size_t name_count, name_capacity;
    char line_text[LINE_SIZE];
    char *words[MAX_WORDS];
    int word_count;
    struct { /* the sheet that is being read */
        int line, rows, columns, steps, rows_read;
        bool broken, fibre;
        Ball *cells;
        int32_t *known; /* index of the ball a cell names, or -1 */
    } sheet;
} Reader;

#define MISTAKE(r, ...)                                                                                                \
    do {                                                                                                               \
        if ((r)->problems->count < MAX_PROBLEMS) {                                                                     \
            problems_add((r)->problems, (r)->file, (r)->line, __VA_ARGS__);                                            \
        }                                                                                                              \
    } while (0)

static bool read_number(Reader *r, const char *word, float lo, float hi, const char *what, float *out)
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

static bool read_count(Reader *r, const char *word, int lo, int hi, const char *what, int *out)
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

static bool name_is_good(Reader *r, const char *name)
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

static void say_ball(Reader *r)
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
static void say_figures(Reader *r, int corners)
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

static void end_sheet(Reader *r)
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
            balls_add_sheet(r->now, r->sheet.cells, r->sheet.rows, r->sheet.columns, r->sheet.steps);
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
static void say_sheet(Reader *r)
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
static void say_chain(Reader *r)
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
static void say_row(Reader *r)
{
    if (r->sheet.line == 0) {
        MISTAKE(r, "a row without a sheet or chain before it");
        return;
    }
    int row = r->sheet.rows_read++;
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

/* An id may come again for other variants of the nerve's course. */
static void check_unique(Reader *r, const BallStructure *s)
{
    for (const BallStructure *other = r->table->items; other < s; other++) {
        bool meet = s->variants == 0 || other->variants == 0 || (s->variants & other->variants) != 0;
        if (meet && strcmp(other->id, s->id) == 0 && strcmp(s->id, "?") != 0) {
            MISTAKE(r, "the structure '%s' is there already (%s, line %d)%s", s->id, other->file, other->line,
                    s->variants && other->variants ? ", for one of the same variants" : "");
        }
    }
}

static void end_structure(Reader *r)
{
    end_sheet(r);
    BallStructure *s = r->now;
    if (!s) {
        return;
    }
    int at = r->line;
    r->line = s->line;
    if (s->ball_count == 0) {
        MISTAKE(r, "'%s' is empty: no ball, sheet or chain", s->id);
    }
    if (!s->described) {
        MISTAKE(r, "'%s' does not say where it comes from: measured ... or schematic ...", s->id);
    }
    check_unique(r, s);
    if (s->cut_below >= s->cut_above) {
        MISTAKE(r, "'%s': the cuts leave nothing", s->id);
    }
    r->line = at;
}

/* structure ID paired|single */
static void say_structure(Reader *r)
{
    end_structure(r);
    r->name_count = 0;
    r->table->items = mem_grow(r->table->items, &r->table->capacity, r->table->count + 1, sizeof *r->table->items);
    BallStructure *s = r->now = &r->table->items[r->table->count];
    *s = (BallStructure){.file = r->file,
                         .line = r->line,
                         .blend = 1,
                         .grid = 1.5f,
                         .smooth = 10,
                         .pieces = 1,
                         .cut_below = -1e6f,
                         .cut_above = 1e6f};
    bool good = r->word_count == 3 && (strcmp(r->words[2], "paired") == 0 || strcmp(r->words[2], "single") == 0);
    if (!good) {
        MISTAKE(r, "a structure is written: structure ID paired|single");
    } else {
        good = name_is_good(r, r->words[1]);
    }
    if (good) {
        snprintf(s->id, sizeof s->id, "%s", r->words[1]);
        s->paired = r->words[2][0] == 'p';
    } else {
        strcpy(s->id, "?");
    }
    r->table->count++; /* kept although wrong, so that its lines are read; a mistake means that nobody uses it */
}

static void say_numbers(Reader *r, int count, float lo, float hi, float *out)
{
    if (r->word_count != 1 + count) {
        MISTAKE(r, "'%s' takes %d number%s", r->words[0], count, count == 1 ? "" : "s");
        return;
    }
    for (int k = 0; k < count; k++) {
        read_number(r, r->words[1 + k], lo, hi, r->words[0], &out[k]);
    }
}

static void say_whole(Reader *r, int lo, int hi, int *out)
{
    if (r->word_count != 2) {
        MISTAKE(r, "'%s' takes 1 number", r->words[0]);
    } else {
        read_count(r, r->words[1], lo, hi, r->words[0], out);
    }
}

static void say_cut(Reader *r)
{
    bool below = r->word_count == 3 && strcmp(r->words[1], "below") == 0;
    if (r->word_count != 3 || (!below && strcmp(r->words[1], "above") != 0)) {
        MISTAKE(r, "a cut is written: cut below HEIGHT or cut above HEIGHT");
        return;
    }
    read_number(r, r->words[2], -3000, 3000, "height", below ? &r->now->cut_below : &r->now->cut_above);
}

static void say_source(Reader *r)
{
    if (r->word_count < 2) {
        MISTAKE(r, "say on what it was measured, or after which text it was drawn");
    }
    if (r->now->described) {
        MISTAKE(r, "where it comes from is said twice");
    }
    r->now->described = true;
    r->now->measured = r->words[0][0] == 'm';
}

/* variant I III: the structure is there only in these types of the nerve's course. */
static void say_variant(Reader *r)
{
    static const char *const NUMERALS[] = {"I", "II", "III", "IV", "V", "VI"};
    enum { NUMERAL_COUNT = sizeof NUMERALS / sizeof *NUMERALS };
    if (r->word_count < 2 || r->now->variants) {
        MISTAKE(r, r->word_count < 2 ? "'variant' takes numerals: variant I III" : "the variants are said twice");
        return;
    }
    for (int i = 1; i < r->word_count; i++) {
        int n = 0;
        while (n < NUMERAL_COUNT && strcmp(r->words[i], NUMERALS[n]) != 0) {
            n++;
        }
        if (n == NUMERAL_COUNT) {
            MISTAKE(r, "there is no variant '%.40s': I, II, III, IV, V or VI", r->words[i]);
        } else if (r->now->variants & 1u << n) {
            MISTAKE(r, "variant %s is said twice", r->words[i]);
        } else {
            r->now->variants |= 1u << n;
        }
    }
}

static void say_setting(Reader *r)
{
    const char *word = r->words[0];
    BallStructure *s = r->now;
    if (strcmp(word, "offset") == 0) {
        say_numbers(r, 3, -50, 50, s->offset);
    } else if (strcmp(word, "blend") == 0) {
        say_numbers(r, 1, 0, 10, &s->blend);
    } else if (strcmp(word, "grid") == 0) {
        say_numbers(r, 1, 0.5f, 10, &s->grid);
    } else if (strcmp(word, "firm") == 0) {
        say_numbers(r, 1, 0, 100, &s->firm);
    } else if (strcmp(word, "smooth") == 0) {
        say_whole(r, 0, 500, &s->smooth);
    } else if (strcmp(word, "pieces") == 0) {
        say_whole(r, 1, 20, &s->pieces);
    } else if (strcmp(word, "holes") == 0) {
        say_whole(r, 0, 20, &s->holes);
    } else if (strcmp(word, "cut") == 0) {
        say_cut(r);
    } else if (strcmp(word, "tendon") == 0) {
        say_numbers(r, 2, 0, 1, s->tendon);
    } else if (strcmp(word, "variant") == 0) {
        say_variant(r);
    } else if (strcmp(word, "measured") == 0 || strcmp(word, "schematic") == 0) {
        say_source(r);
    } else {
        MISTAKE(r, "unknown word '%.60s'", word);
    }
}

static void say(Reader *r)
{
    const char *word = r->words[0];
    if (strcmp(word, "structure") == 0) {
        say_structure(r);
        return;
    }
    if (!r->now) {
        MISTAKE(r, "'%.60s' before the first structure", word);
        return;
    }
    if (strcmp(word, "row") == 0) {
        say_row(r);
        return;
    }
    end_sheet(r);
    if (strcmp(word, "ball") == 0) {
        say_ball(r);
    } else if (strcmp(word, "edge") == 0) {
        say_figures(r, 2);
    } else if (strcmp(word, "slab") == 0) {
        say_figures(r, 3);
    } else if (strcmp(word, "sheet") == 0 || strcmp(word, "plate") == 0) {
        say_sheet(r);
    } else if (strcmp(word, "chain") == 0) {
        say_chain(r);
    } else {
        say_setting(r);
    }
}

/* Cuts the line into words at blanks; '#' ends it. False when it cannot be a line of a table. */
static bool split(Reader *r, const char *text, size_t size)
{
    if (size >= LINE_SIZE || memchr(text, 0, size)) {
        MISTAKE(r, size >= LINE_SIZE ? "the line is too long" : "the line holds a zero byte");
        return false;
    }
    memcpy(r->line_text, text, size);
    r->line_text[size] = 0;
    r->line_text[strcspn(r->line_text, "#\r")] = 0;
    r->word_count = 0;
    char *rest = NULL;
    for (char *w = strtok_r(r->line_text, " \t", &rest); w; w = strtok_r(NULL, " \t", &rest)) {
        if (r->word_count == MAX_WORDS) {
            MISTAKE(r, "the line has too many words");
            return false;
        }
        r->words[r->word_count++] = w;
    }
    return r->word_count > 0;
}

void balls_parse(const char *name, const char *text, size_t size, BallTable *table, Problems *problems)
{
    Reader *r = mem_alloc(1, sizeof *r);
    table->files = mem_grow(table->files, &table->file_capacity, table->file_count + 1, sizeof *table->files);
    r->file = table->files[table->file_count++] = mem_string(name);
    r->problems = problems;
    r->table = table;
    size_t before = table->count;
    for (size_t at = 0; at < size;) {
        const char *end = memchr(text + at, '\n', size - at);
        size_t length = end ? (size_t)(end - (text + at)) : size - at;
        r->line++;
        if (split(r, text + at, length)) {
            say(r);
        }
        at += length + 1;
    }
    end_structure(r);
    if (table->count == before) {
        problems_add(problems, name, 0, "the file holds no structure");
    }
    free(r->names);
    free(r->sheet.cells);
    free(r->sheet.known);
    free(r);
}
