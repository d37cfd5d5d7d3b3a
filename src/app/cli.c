#include "cli.h"
#include "hip/words.h"
#include <stdlib.h>
#include <string.h>

static const CliOption OPTIONS[] = {
    {"--model", "PATH", USE_MODEL,
     "a mesh file or a folder of them (GLB, glTF, OBJ, STL, PLY, FBX ...); may be repeated"},
    {"--view", "CODE", USE_VIEW, "a view code, as 'Copy view code' makes it"},
    {"--lesson", "ID[:STEP]", USE_VIEW, "a step of a lesson (list lessons); for render, all of them: -o step-%02d.png"},
    {"--bookmark", "NAME", USE_VIEW, "a view that was kept with Ctrl+D, or the beginning of its name (list bookmarks)"},
    {"--camera", "NAME|YAW,PITCH,DIST_MM[,X,Y,Z]", USE_VIEW, "look from here (list cameras), at the point X,Y,Z in mm"},
    {"--zoom", "0.2..5", USE_VIEW, "nearer by this factor"},
    {"--side", "right|left|both", USE_VIEW | USE_PRESS, "what an id without side means (right)"},
    {"--depth", "0..10", USE_VIEW, "0 skin, 3 gluteus maximus whole, 4 reflected, 10 bone"},
    {"--peel", "ID=0..1", USE_VIEW, "bend one structure back (ID: a structure or a group)"},
    {"--hide", "ID[,ID]", USE_VIEW, "leave out"},
    {"--ghost", "ID=ALPHA", USE_VIEW, "see-through, 0..1"},
    {"--xray", NULL, USE_VIEW, "see through all coverings"},
    {"--only", "ID[,ID]", USE_VIEW, "nothing else"},
    {"--select", "ID", USE_VIEW, "outline it"},
    {"--reveal", "ID", USE_VIEW, "turn to it and take away exactly what covers it"},
    {"--lens", "X,Y[,DEPTH]", USE_VIEW, "look through the skin here: shares 0..1 from the top left"},
    {"--present", NULL, USE_VIEW, "for the projector: large labels, no panels"},
    {"--project", NULL, USE_VIEW,
     "to fall on a volunteer's body: true to size on black; the window first asks for a ruler"},
    {"--fit", "LANDMARK,LANDMARK", USE_VIEW,
     "by these it is laid on the body (psis,greater_trochanter; or psis_r,psis_l)"},
    {"--section", "PLANE=MM", USE_VIEW,
     "cut: axial, sagittal, coronal=MM, free=NX,NY,NZ,MM; the viewer's half goes, with ,flip the other"},
    {"--labels", "none|selected|all|ID,...", USE_VIEW, "names on the body"},
    {"--lines", "auto|none|selected|all", USE_VIEW, "lines along which muscles pull"},
    {"--theme", "NAME", USE_VIEW, "dark, light, contrast (list themes)"},
    {"--colours", "NAME", USE_VIEW, "natural, depth, system, nerve, structure, length (list colours)"},
    {"--skin", "1..3", USE_VIEW, "tone of the skin, light to dark"},
    {"--variant", "I..VI", USE_VIEW | USE_PRESS, "course of the sciatic nerve past piriformis (list variants)"},
    {"--position", "NAME", USE_VIEW, "the client on the table (list positions)"},
    {"--pose", "JOINT=DEG[,JOINT=DEG]", USE_VIEW, "move joints of the active side, or JOINT_r, JOINT_l (list joints)"},
    {"--build", "1..2", USE_VIEW, "build of the client's figure"},
    {"--drape", "on|off", USE_VIEW, "the sheet (on)"},
    {"--client", NULL, USE_VIEW, "for the client's eyes: plain words, only what matters"},
    {"--stroke", "ID", USE_VIEW, "a massage stroke (list strokes)"},
    {"--source", "ID", USE_VIEW, "a likely source of pain, opened and shown (list pain)"},
    {"--compare", "NAME|WORDS|WORDS", USE_VIEW,
     "side by side: a comparison (list compares), or view words of 2 or 3 panes, like 'variant=I|variant=II'"},
    {"--time", "S", USE_VIEW, "how far stroke or source are, in seconds"},
    {"--tool", "NAME", USE_VIEW | USE_PRESS, "what presses (list tools) at the place of --at"},
    {"--at", "LANDMARK|X,Y,Z", USE_VIEW | USE_PRESS, "where on the skin (list landmarks), or mm"},
    {"--zone", "ID[,ID]", USE_VIEW | USE_PAIN, "where it hurts (list zones)"},
    {"--quality", "ID[,ID]", USE_VIEW | USE_PAIN, "how it feels, or when it comes (list qualities)"},
    {"--flag", "ID[,ID]", USE_VIEW | USE_PAIN, "a warning sign (list flags)"},
    {"--lang", "CODE", USE_ALL, "language of names and texts (list languages)"},
    {"-o", "FILE", USE_OUT, "the file to write; with --frames a pattern like turn-%03d.png"},
    {"--size", "WxH", USE_SIZE, "pixels (1280x720)"},
    {"--frames", "N", USE_RENDER | USE_BENCH, "how many pictures"},
    {"--spin", NULL, USE_RENDER, "turn once round in the N pictures"},
    {"--play", NULL, USE_RENDER, "peel from the present depth to bone in the N pictures"},
    {"--notes", NULL, USE_RENDER, "with the notes that were pinned to the body"},
    {"--samples", "N", USE_RENDER | USE_BENCH, "samples a pixel: 1, 2, 4, 8 (render 4, bench 1)"},
    {"--full-detail", NULL, USE_RENDER | USE_BENCH, "every triangle, whatever its size on the screen"},
    {"--plain", NULL, USE_BENCH, "light at the vertices only, as simple viewers do"},
    {"--change", "POSITION", USE_BENCH, "instead of an orbit: the client changes over to this position"},
    {"--in-window", NULL, USE_BENCH, "each frame is shown in a window, not only drawn (SDL_VIDEODRIVER=x11)"},
    {"--paper", "a4|letter", USE_HANDOUT, "size of the page (a4)"},
    {"--note", "TEXT", USE_HANDOUT, "the therapist's own words on it"},
    {"--date", "YYYY-MM-DD", USE_HANDOUT, "the day that stands on it (none)"},
    {"--json", NULL, USE_JSON, "the answer as JSON"},
};

static const CliCommand COMMANDS[] = {
    {"render", "", "draw a picture, or a row of them", USE_VIEW | USE_MODEL | USE_RENDER | USE_OUT | USE_SIZE, 0},
    {"list", "WHAT",
     "structures, layers, cameras, positions, joints, strokes, tools, variants, languages, themes, colours, sources, "
     "landmarks, claims, disagreements, contraindications, texts, zones, qualities, flags, pain, compares, lessons, "
     "bookmarks",
     USE_JSON, 1},
    {"pain", "", "where pain may come from: warning signs first, then likely sources and why", USE_PAIN | USE_JSON, 0},
    {"handout", "", "one page to take home, or a lesson (--lesson ID), as a PDF file",
     USE_VIEW | USE_MODEL | USE_OUT | USE_HANDOUT, 0},
    {"body", "", "write the built-in body as a GLB file", USE_OUT, 0},
    {"info", "", "what a model holds and what was mended; what lies under --tool --at",
     USE_MODEL | USE_JSON | USE_PRESS, 0},
    {"validate", "[DIR|LESSON]", "check data files or lessons; every mistake as file:line: message", 0, 1},
    {"bench", "", "measure start, frame time, memory", USE_VIEW | USE_MODEL | USE_BENCH | USE_JSON | USE_SIZE, 0},
    {"describe", "", "say what a picture would show, in words", USE_VIEW | USE_MODEL, 0},
    {"pages", "man|bash", "print the manual page, or what bash needs to complete a command line", 0, 1},
};

const CliOption *cli_options(size_t *count)
{
    *count = sizeof OPTIONS / sizeof *OPTIONS;
    return OPTIONS;
}

const CliCommand *cli_commands(size_t *count)
{
    *count = sizeof COMMANDS / sizeof *COMMANDS;
    return COMMANDS;
}

enum { WINDOW_USE = USE_VIEW | USE_MODEL | USE_SIZE };

void cli_help(FILE *to)
{
    fprintf(to, "Hip Atlas %s: the hip in layers, for looking, teaching and explaining.\n\n", HIP_VERSION);
    fprintf(to, "hip-atlas [VIEW...] [--model PATH]...        open the window\n");
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++) {
        char call[64];
        snprintf(call, sizeof call, "hip-atlas %s %s", COMMANDS[i].name, COMMANDS[i].words);
        fprintf(to, "%-44s %s\n", call, COMMANDS[i].help);
    }
    fprintf(to, "hip-atlas --help | --version\n\nOptions (VIEW: those marked v)\n");
    for (size_t i = 0; i < sizeof OPTIONS / sizeof *OPTIONS; i++) {
        char call[64];
        snprintf(call, sizeof call, "%s %s", OPTIONS[i].name, OPTIONS[i].argument ? OPTIONS[i].argument : "");
        fprintf(to, "%c %-34s %s\n", OPTIONS[i].use & USE_VIEW ? 'v' : ' ', call, OPTIONS[i].help);
    }
    fprintf(
        to,
        "\nAn ID is a structure (piriformis_l), one without its side (piriformis: see --side) or a group: skin fat\n"
        "fascia muscle nerve vessel ligament bone. Exit status: 0 done, 1 it failed, 2 wrong usage.\n");
}

static const CliCommand *find_command(const char *name)
{
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++) {
        if (strcmp(COMMANDS[i].name, name) == 0) {
            return &COMMANDS[i];
        }
    }
    return NULL;
}

static const CliOption *find_option(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof OPTIONS / sizeof *OPTIONS; i++) {
        if (strlen(OPTIONS[i].name) == length && strncmp(OPTIONS[i].name, name, length) == 0) {
            return &OPTIONS[i];
        }
    }
    return NULL;
}

static HipResult whole_number(const char *option, const char *text, int lo, int hi, int *out, HipError *err)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < lo || value > hi) {
        return hip_usage(err, "%s wants a whole number from %d to %d, got '%s'", option, lo, hi, text);
    }
    *out = (int)value;
    return HIP_OK;
}

static HipResult read_size(const char *text, Cli *cli, HipError *err)
{
    char *end;
    long w = strtol(text, &end, 10);
    long h = *end == 'x' && end != text ? strtol(end + 1, &end, 10) : 0;
    if (*end || w < 1 || h < 1 || w > 8192 || h > 8192) {
        return hip_usage(err, "--size wants WIDTHxHEIGHT from 1x1 to 8192x8192, got '%s'", text);
    }
    cli->width = (int)w;
    cli->height = (int)h;
    return HIP_OK;
}

static HipResult take_option(const CliOption *row, const char *value, Cli *cli, HipError *err)
{
    const char *text = value ? value : ""; /* a switch has none */
    if (row->use & (USE_VIEW | USE_PAIN)) {
        if (cli->view_count == sizeof cli->view / sizeof *cli->view) {
            return hip_usage(err, "too many view options: put them into one --view CODE");
        }
        cli->view[cli->view_count++] = (ViewWord){row->name + 2, value};
        return HIP_OK;
    }
    if (strcmp(row->name, "--model") == 0) {
        if (cli->model_count == sizeof cli->models / sizeof *cli->models) {
            return hip_usage(err, "too many --model: give the folder that holds the files");
        }
        cli->models[cli->model_count++] = value;
    } else if (strcmp(row->name, "-o") == 0) {
        cli->out = value;
    } else if (strcmp(row->name, "--size") == 0) {
        return read_size(text, cli, err);
    } else if (strcmp(row->name, "--frames") == 0) {
        return whole_number(row->name, text, 1, 100000, &cli->frames, err);
    } else if (strcmp(row->name, "--samples") == 0) {
        return whole_number(row->name, text, 1, 16, &cli->samples, err);
    } else if (strcmp(row->name, "--spin") == 0) {
        cli->spin = true;
    } else if (strcmp(row->name, "--play") == 0) {
        cli->play = true;
    } else if (strcmp(row->name, "--notes") == 0) {
        cli->notes = true;
    } else if (strcmp(row->name, "--full-detail") == 0) {
        cli->full_detail = true;
    } else if (strcmp(row->name, "--plain") == 0) {
        cli->plain = true;
    } else if (strcmp(row->name, "--change") == 0) {
        cli->change = value;
    } else if (strcmp(row->name, "--in-window") == 0) {
        cli->in_window = true;
    } else if (strcmp(row->name, "--paper") == 0) {
        cli->paper = value;
    } else if (strcmp(row->name, "--note") == 0) {
        cli->note = value;
    } else if (strcmp(row->name, "--date") == 0) {
        cli->date = value;
    } else if (strcmp(row->name, "--lang") == 0) {
        cli->language = value;
        int language = words_language_from_code(text);
        return language >= 0 ? words_set_language(language, err)
                             : hip_usage(err, "--lang does not know '%s' (hip-atlas list languages)", text);
    } else if (strcmp(row->name, "--json") == 0) {
        cli->json = true;
    }
    return HIP_OK;
}

/* One option at argv[*at]; "--name=value" and "--name value" both do. */
static HipResult parse_option(int argc, char **argv, int *at, int use, Cli *cli, HipError *err)
{
    const char *word = argv[*at];
    const char *equals = strchr(word, '=');
    size_t length = equals ? (size_t)(equals - word) : strlen(word);
    const CliOption *row = find_option(word, length);
    if (!row) {
        return hip_usage(err, "unknown option '%.*s' (hip-atlas --help)", (int)length, word);
    }
    if (!(row->use & (use | USE_ALL))) {
        return hip_usage(err, "%s does not go with '%s' (hip-atlas --help)", row->name,
                         cli->command ? cli->command : "the window");
    }
    if (!row->argument) { /* a switch */
        return equals ? hip_usage(err, "%s takes no value", row->name) : take_option(row, NULL, cli, err);
    }
    const char *value = equals ? equals + 1 : *at + 1 < argc ? argv[++*at] : NULL;
    if (!value || !*value) {
        return hip_usage(err, "%s wants %s behind it (hip-atlas --help)", row->name, row->argument);
    }
    return take_option(row, value, cli, err);
}

HipResult cli_parse(int argc, char **argv, Cli *out, HipError *err)
{
    *out = (Cli){0};
    int at = 1, use = WINDOW_USE, most_words = 0;
    if (argc > 1 && argv[1][0] != '-') {
        const CliCommand *row = find_command(argv[1]);
        if (!row) {
            return hip_usage(err, "unknown command '%s' (hip-atlas --help)", argv[1]);
        }
        out->command = row->name;
        use = row->use;
        most_words = row->most_words;
        at = 2;
    } else if (argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)) {
        out->command = "--help";
        return HIP_OK;
    } else if (argc > 1 && strcmp(argv[1], "--version") == 0) {
        out->command = "--version";
        return HIP_OK;
    }
    for (; at < argc; at++) {
        if (strcmp(argv[at], "--help") == 0) {
            out->command = "--help";
            return HIP_OK;
        }
        if (argv[at][0] == '-') {
            HipResult rc = parse_option(argc, argv, &at, use, out, err);
            if (rc != HIP_OK) {
                return rc;
            }
        } else if (out->word_count < most_words) {
            out->words[out->word_count++] = argv[at];
        } else {
            return hip_usage(err, "'%s' is one word too many (hip-atlas --help)", argv[at]);
        }
    }
    return HIP_OK;
}
