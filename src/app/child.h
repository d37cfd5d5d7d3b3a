/* child.h - helper programs of the desktop (file dialogs, clipboards): found on the PATH, started without a shell,
 * never waited for on the window's thread. */
#ifndef HIP_APP_CHILD_H
#define HIP_APP_CHILD_H
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* True when the program can be found and started. */
bool child_exists(const char *program);

/* Starts it; *output (may be NULL) becomes a descriptor with what it prints, else that is thrown away. Returns the
 * process, -1 on failure. */
pid_t child_start(const char *const *argv, const char *input_file, int *output);

/* Waits for its end; true when it ended with status 0. */
bool child_wait(pid_t process);
#endif
