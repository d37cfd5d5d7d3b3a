/* balls_parse.h - the reader of a ball table and the statements that make figures; private to balls_parse*.c. */
#ifndef HIP_BODY_BALLS_PARSE_H
#define HIP_BODY_BALLS_PARSE_H
#include "balls.h"

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
        BallFlesh row_flesh[MAX_SHEET_SIDE];
        int32_t *known; /* index of the ball a cell names, or -1 */
    } sheet;
} Reader;

#define MISTAKE(r, ...)                                                                                                \
    do {                                                                                                               \
        if ((r)->problems->count < MAX_PROBLEMS) {                                                                     \
            problems_add((r)->problems, (r)->file, (r)->line, __VA_ARGS__);                                            \
        }                                                                                                              \
    } while (0)

/* A mistake is told and answered with false. */
bool read_number(Reader *r, const char *word, float lo, float hi, const char *what, float *out);
bool read_count(Reader *r, const char *word, int lo, int hi, const char *what, int *out);
bool name_is_good(Reader *r, const char *name);

void say_ball(Reader *r);
void say_figures(Reader *r, int corners); /* `edge A B`, `slab A B C` */
void say_sheet(Reader *r);
void say_chain(Reader *r);
void say_row(Reader *r);
void say_layer(Reader *r);
void say_moves(Reader *r);
void say_goes(Reader *r);
void say_soft(Reader *r);  /* `soft`, `grows` */
void end_sheet(Reader *r); /* what follows a sheet's rows ends it */
#endif
