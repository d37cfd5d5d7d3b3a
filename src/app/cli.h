/* cli.h - the command line: one table of options; --help, shell completion and the man page read the same rows. */
#ifndef HIP_CLI_H
#define HIP_CLI_H
#include "app.h"
#include "hip/handout.h"
#include <stdio.h>

typedef enum OptionUse {               /* which commands take an option */
                         USE_VIEW = 1, /* what is seen: window, render, bench */
                         USE_MODEL = 2,
                         USE_RENDER = 4,
                         USE_BENCH = 8,
                         USE_JSON = 16,
                         USE_OUT = 32,
                         USE_SIZE = 64,
                         USE_PRESS = 128, /* what lies under a tool: info */
                         USE_PAIN = 256,  /* what a client tells: pain */
                         USE_HANDOUT = 512,
                         USE_ALL = 1024, /* every command */
} OptionUse;

typedef struct Cli {
    const char *command; /* NULL: the window */
    const char *models[256];
    size_t model_count;
    ViewWord view[256];
    size_t view_count;
    const char *words[16]; /* what follows the command, e.g. "structures" */
    int word_count;
    const char *out;
    int width, height, frames, samples;
    const char *change;              /* position, NULL none */
    const char *paper, *note, *date; /* of the handout; NULL not given */
    const char *language;            /* its code; NULL not given */
    bool json, spin, play, full_detail, plain, in_window, notes;
} Cli;

typedef struct CliOption {
    const char *name, *argument; /* argument NULL: a switch */
    int use;                     /* OptionUse bits */
    const char *help;            /* "... (list WHAT)" names the table its ids come from */
} CliOption;

typedef struct CliCommand {
    const char *name, *words, *help;
    int use, most_words; /* options and words that it takes */
} CliCommand;

/* All of them, in the order of --help. */
const CliOption *cli_options(size_t *count);
const CliCommand *cli_commands(size_t *count);

/* Fills from argv; borrows its strings. */
HipResult cli_parse(int argc, char **argv, Cli *out, HipError *err);
void cli_help(FILE *to);

/* The jobs; each returns the exit status by HipResult and prints its result to stdout. */
HipResult job_render(const Cli *cli, HipError *err);
HipResult job_list(const Cli *cli, HipError *err);
HipResult job_info(const Cli *cli, HipError *err);
/* What lies under a tool; the model is taken over. */
HipResult job_column(const Cli *cli, const Atlas *atlas, Model **model, HipError *err);
HipResult job_pain(const Cli *cli, HipError *err);
HipResult job_validate(const Cli *cli, HipError *err);
HipResult job_bench(const Cli *cli, HipError *err);
HipResult job_body(const Cli *cli, HipError *err);
HipResult job_handout(const Cli *cli, HipError *err);
HipResult job_lesson_handout(const Cli *cli, HandoutPaper paper, HipError *err); /* a lesson on paper */
/* The manual page (roff) and what bash needs to complete a command line; both from the tables above. */
/* The view in words. */
HipResult job_describe(const Cli *cli, HipError *err);
HipResult job_pages(const Cli *cli, HipError *err);

/* Atlas, model and a session with the view options applied, as every picture job needs them. */
typedef struct Scene {
    Atlas *atlas;
    Session *session;
    bool unfinished; /* opened quickly: the model can be drawn and has no levels of detail yet */
} Scene;
/* Opens all of it: the model is read on a thread while this one opens the context (`gl`). On failure both are closed.
 */
HipResult scene_open(const Cli *cli, int width, int height, bool quick, Scene *out, Offscreen *gl, HipError *err);
/* Puts the model with levels of detail in the place of a quick one, in the session and on the card. */
HipResult scene_finish(const Cli *cli, Scene *scene, Offscreen *gl, HipError *err);
void scene_close(Scene *scene, Offscreen *gl); /* accepts zeroed structs */

/* All steps of a lesson are asked for: --lesson without a step, on paper or with a place for the number in the name. */
bool cli_whole_lesson(const Cli *cli);
const Lesson *scene_whole_lesson(const Cli *cli, const Session *session); /* NULL: one picture */

#endif
