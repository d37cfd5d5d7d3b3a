/* job_pages.c - hip-atlas pages man|bash: the manual page and the completion, from the table of options. */
#include "cli.h"
#include <ctype.h>
#include <string.h>

/* Roff takes a hyphen for a place to break; a dash that is typed, a backslash and a dot at the beginning are written
 * so.
 */
static void roff(const char *text)
{
    for (const char *c = text; *c; c++) {
        if (*c == '-') {
            fputs("\\-", stdout);
        } else if (*c == '\\') {
            fputs("\\e", stdout);
        } else {
            if ((*c == '.' || *c == '\'') && c == text) {
                fputs("\\&", stdout);
            }
            putchar(*c);
        }
    }
}

static void print_commands(void)
{
    size_t count;
    const CliCommand *commands = cli_commands(&count);
    printf(".SH COMMANDS\n");
    for (size_t i = 0; i < count; i++) {
        printf(".TP\n.BI \"");
        roff(commands[i].name);
        printf(" \" \"%s\"\n", commands[i].words);
        roff(commands[i].help);
        putchar('\n');
    }
}

static void print_options(bool view)
{
    size_t count;
    const CliOption *options = cli_options(&count);
    for (size_t i = 0; i < count; i++) {
        if (((options[i].use & USE_VIEW) != 0) != view) {
            continue;
        }
        printf(".TP\n.BI \"");
        roff(options[i].name);
        printf(" \" \"%s\"\n", options[i].argument ? options[i].argument : "");
        roff(options[i].help);
        putchar('\n');
    }
}

static void print_man(void)
{
    printf(".TH HIP\\-ATLAS 1 \"\" \"Hip Atlas %s\" \"User Commands\"\n", HIP_VERSION);
    printf(".SH NAME\nhip\\-atlas \\- the hip in layers, for looking, teaching and explaining\n");
    printf(".SH SYNOPSIS\n.B hip\\-atlas\n[\\fIVIEW\\fR...] [\\fB\\-\\-model\\fR \\fIPATH\\fR]...\n.br\n"
           ".B hip\\-atlas\n\\fICOMMAND\\fR [\\fIOPTIONS\\fR]\n");
    printf(".SH DESCRIPTION\nWithout a command a window opens that shows the hip from skin to bone: peel it layer by "
           "layer, lay the client on the table, see where a massage stroke works and where pain may come from.\n"
           "It explains anatomy and common massage practice. It does not diagnose.\n");
    print_commands();
    printf(".SH VIEW\nWhat is seen; taken by the window and by commands that draw.\n");
    print_options(true);
    printf(".SH OTHER OPTIONS\n");
    print_options(false);
    printf(".TP\n.BR \\-\\-help , \" \\-\\-version\"\nwhat there is; which version this is\n");
    printf(
        ".SH IDS\nAn ID is a structure (piriformis_l), one without its side (piriformis: see \\-\\-side) or a group: "
        "skin fat fascia muscle nerve vessel ligament bone.\n");
    printf(".SH EXIT STATUS\n0 done, 1 it failed (one line says what, where and what to do), 2 wrong usage.\n");
    printf(".SH ENVIRONMENT\n.TP\n.B HIP_ATLAS_ASSETS\na folder with data files to use instead of the program's own\n"
           ".TP\n.B LIBGL_ALWAYS_SOFTWARE\n1 draws without the graphics card, where its driver offers too little\n");
    printf(".SH EXAMPLES\n.nf\nhip\\-atlas \\-\\-reveal sciatic_nerve\nhip\\-atlas render \\-\\-depth 5 \\-o deep.png\n"
           "hip\\-atlas list strokes\n.fi\n");
}

/* "list WHAT" at the end of an option's help: ids of that table are what may follow it. */
static bool table_of(const CliOption *option, char *out, size_t size)
{
    const char *found = strstr(option->help, "(list ");
    size_t length = 0;
    if (found) {
        for (found += strlen("(list "); islower((unsigned char)found[length]); length++) {
        }
    }
    bool known = length > 0 && length < size && found[length] == ')';
    if (known) {
        memcpy(out, found, length);
        out[length] = '\0';
    }
    return known;
}

/* "on|off" and the like: fixed words. */
static bool fixed_words(const char *argument)
{
    bool several = false;
    for (const char *c = argument; *c; c++) {
        if (!islower((unsigned char)*c) && *c != '|') {
            return false;
        }
        several = several || *c == '|';
    }
    return several;
}

static void print_words(const char *words)
{
    for (const char *c = words; *c; c++) {
        putchar(*c == '|' || *c == ',' ? ' ' : *c);
    }
}

static void print_values(void)
{
    size_t count;
    const CliOption *options = cli_options(&count);
    for (size_t i = 0; i < count; i++) {
        const char *argument = options[i].argument;
        char table[32];
        if (!argument) {
            continue;
        }
        printf("    %s) ", options[i].name);
        if (table_of(&options[i], table, sizeof table)) {
            printf("words=$(\"$1\" list %s 2>/dev/null | awk '{print $1}') ;;\n", table);
        } else if (fixed_words(argument)) {
            printf("words='");
            print_words(argument);
            printf("' ;;\n");
        } else if (strcmp(argument, "PATH") == 0 || strcmp(argument, "FILE") == 0) {
            printf("compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$word\"); return ;;\n");
        } else if (strncmp(argument, "ID", 2) == 0) {
            printf("words=$(\"$1\" list structures 2>/dev/null | awk '{print $1}') ;;\n");
        } else {
            printf("return ;;\n");
        }
    }
}

static void print_bash(void)
{
    size_t option_count, command_count;
    const CliOption *options = cli_options(&option_count);
    const CliCommand *commands = cli_commands(&command_count);
    printf("# bash completion for hip-atlas, made by hip-atlas pages bash\n"
           "_hip_atlas()\n{\n    local word=$2 before=$3 words\n    case $before in\n");
    print_values();
    for (size_t i = 0; i < command_count; i++) {
        if (strcmp(commands[i].words, "WHAT") == 0) {
            printf("    %s) words='", commands[i].name);
            print_words(commands[i].help);
            printf("' ;;\n");
        }
    }
    printf("    *)\n        words='--help --version");
    for (size_t i = 0; i < option_count; i++) {
        printf(" %s", options[i].name);
    }
    printf("'\n        [ \"$COMP_CWORD\" -gt 1 ] || words+='");
    for (size_t i = 0; i < command_count; i++) {
        printf(" %s", commands[i].name);
    }
    printf("' ;;\n    esac\n    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n}\n"
           "complete -F _hip_atlas hip-atlas\n");
}

HipResult job_pages(const Cli *cli, HipError *err)
{
    const char *which = cli->word_count ? cli->words[0] : "";
    if (strcmp(which, "man") == 0) {
        print_man();
    } else if (strcmp(which, "bash") == 0) {
        print_bash();
    } else {
        return hip_usage(err, "pages wants man or bash behind it (hip-atlas --help)");
    }
    return HIP_OK;
}
