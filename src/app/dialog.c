#include "dialog.h"
#include "child.h"
#include "hip/mem.h"
#include <SDL.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ANSWER_MOST = 1 << 20 };

struct Dialog {
    unsigned event_type;
    SDL_Thread *thread; /* NULL: none open */
    pid_t process;
    int output;
    char *answer;
    SDL_atomic_t answered;
};

static const char TITLE[] = "Open a model: choose one or more mesh files";

static const struct Program {
    const char *argv[8];
} PROGRAMS[] = {
    {{"zenity", "--file-selection", "--multiple", "--separator=\n", "--title", TITLE, NULL}},
    {{"kdialog", "--title", TITLE, "--multiple", "--separate-output", "--getopenfilename", ".", NULL}},
    {{"qarma", "--file-selection", "--multiple", "--separator=\n", "--title", TITLE, NULL}},
    {{"yad", "--file", "--multiple", "--separator=\n", "--title", TITLE, NULL}},
};

/* Everything the program prints until it ends. */
static char *read_answer(int output)
{
    char *answer = mem_alloc(ANSWER_MOST + 1, 1);
    size_t used = 0;
    while (used < ANSWER_MOST) {
        ssize_t n = read(output, answer + used, ANSWER_MOST - used);
        if (n == 0 || (n < 0 && errno != EINTR)) {
            break;
        }
        used += n > 0 ? (size_t)n : 0;
    }
    answer[used] = '\0';
    return answer;
}

static int wait_for_answer(void *data)
{
    Dialog *dialog = data;
    dialog->answer = read_answer(dialog->output);
    close(dialog->output);
    if (!child_wait(dialog->process)) { /* cancelled */
        dialog->answer[0] = '\0';
    }
    SDL_AtomicSet(&dialog->answered, 1);
    SDL_PushEvent(&(SDL_Event){.type = dialog->event_type});
    return 0;
}

Dialog *dialog_create(unsigned event_type)
{
    Dialog *dialog = mem_alloc(1, sizeof *dialog);
    dialog->event_type = event_type;
    return dialog;
}

static void finish(Dialog *dialog)
{
    SDL_WaitThread(dialog->thread, NULL);
    dialog->thread = NULL;
    free(dialog->answer);
    dialog->answer = NULL;
    SDL_AtomicSet(&dialog->answered, 0);
}

void dialog_destroy(Dialog *dialog)
{
    if (!dialog) {
        return;
    }
    if (dialog->thread) {
        if (!SDL_AtomicGet(&dialog->answered)) {
            kill(dialog->process, SIGTERM);
        }
        finish(dialog);
    }
    free(dialog);
}

bool dialog_ask(Dialog *dialog)
{
    if (dialog->thread) {
        return true;
    }
    for (size_t i = 0; i < sizeof PROGRAMS / sizeof *PROGRAMS; i++) {
        if (!child_exists(PROGRAMS[i].argv[0])) {
            continue;
        }
        dialog->process = child_start(PROGRAMS[i].argv, NULL, &dialog->output);
        if (dialog->process < 0) {
            continue;
        }
        dialog->thread = SDL_CreateThread(wait_for_answer, "dialog", dialog);
        if (dialog->thread) {
            return true;
        }
        kill(dialog->process, SIGTERM);
        close(dialog->output);
        child_wait(dialog->process);
    }
    return false;
}

bool dialog_take(Dialog *dialog, char ***paths, size_t *count)
{
    if (!dialog->thread || !SDL_AtomicGet(&dialog->answered)) {
        return false;
    }
    char **list = NULL, *save = NULL;
    size_t used = 0, capacity = 0;
    for (char *line = strtok_r(dialog->answer, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        list = mem_grow(list, &capacity, used + 1, sizeof *list);
        list[used++] = mem_string(line);
    }
    finish(dialog);
    *paths = list;
    *count = used;
    return used > 0;
}
