/* The line format of the ball tables. A line is one statement; `#` starts a remark; a mistake costs its own
 * line only, so that one reading tells them all. */
#include "balls_parse.h"
#include "hip/mem.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    if (s->symmetric && s->ball_count * 2 > BALLS_MAX_MADE) {
        MISTAKE(r, "'%s' has too many balls to be mirrored", s->id);
    } else if (s->symmetric) {
        balls_add_mirror_image(s);
    }
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
                         .layer = -1,
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
    } else if (strcmp(word, "symmetric") == 0) {
        if (r->word_count != 1 || s->paired || s->symmetric) {
            MISTAKE(r, "'symmetric' stands alone, once, in a single structure");
        }
        s->symmetric = true;
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
    if (strcmp(word, "layer") == 0 || strcmp(word, "moves") == 0) {
        end_sheet(r);
        (word[0] == 'l' ? say_layer : say_moves)(r);
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
    if (strcmp(word, "goes") == 0 || strcmp(word, "soft") == 0 || strcmp(word, "grows") == 0) {
        (strcmp(word, "goes") == 0 ? say_goes : say_soft)(r);
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
    size_t before = table->count + table->saying_count;
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
    if (table->count + table->saying_count == before) {
        problems_add(problems, name, 0, "the file holds no structure");
    }
    free(r->names);
    free(r->sheet.cells);
    free(r->sheet.known);
    free(r);
}
