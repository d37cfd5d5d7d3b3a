#include "child.h"
#include "hip/mem.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

bool child_exists(const char *program)
{
    const char *path = getenv("PATH");
    bool found = false;
    char *copy = mem_string(path ? path : "/usr/local/bin:/usr/bin:/bin"), *save = NULL;
    for (char *folder = strtok_r(copy, ":", &save); folder && !found; folder = strtok_r(NULL, ":", &save)) {
        char *whole = mem_format("%s/%s", folder, program);
        found = access(whole, X_OK) == 0;
        free(whole);
    }
    free(copy);
    return found;
}

/* The program ignores SIGPIPE; a child should not inherit that. */
static void usual_signals(posix_spawnattr_t *attributes)
{
    sigset_t usual;
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_setsigdefault(attributes, &usual);
    posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF);
}

pid_t child_start(const char *const *argv, const char *input_file, int *output)
{
    int ends[2] = {-1, -1};
    if (output && pipe2(ends, O_CLOEXEC) != 0) {
        return -1;
    }
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    usual_signals(&attributes);
    posix_spawn_file_actions_addopen(&files, 0, input_file ? input_file : "/dev/null", O_RDONLY, 0);
    if (output) {
        posix_spawn_file_actions_adddup2(&files, ends[1], 1);
    } else {
        posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    }
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    pid_t process = -1;
    int failed = posix_spawnp(&process, argv[0], &files, &attributes, (char *const *)(uintptr_t)argv, environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    if (output) {
        close(ends[1]);
        if (failed) {
            close(ends[0]);
        } else {
            *output = ends[0];
        }
    }
    return failed ? -1 : process;
}

bool child_wait(pid_t process)
{
    int status = 0;
    pid_t ended;
    do {
        ended = waitpid(process, &status, 0);
    } while (ended < 0 && errno == EINTR);
    return ended == process && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
