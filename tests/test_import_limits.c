/* What the helper can no longer do once it has given up its rights: tried in children, since it cannot be
 * undone. */
#include "limits.h"
#include "test_mesh.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))
enum { FILTERED = 1 };
#else
enum { FILTERED = 0 };
#endif

/* True when the deed fails in a limited child and works in a free one. */
static int in_child(bool (*deed)(void), bool limited)
{
    pid_t child = fork();
    if (child == 0) {
        if (limited) {
            limits_apply();
        }
        _exit(deed() ? 0 : 7);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool open_to_write(void)
{
    return open("/dev/null", O_WRONLY) >= 0;
}

static bool create_file(void)
{
    char path[] = "/tmp/hip-limits-XXXXXX";
    int fd = mkstemp(path);
    unlink(path);
    return fd >= 0;
}

static bool remove_file(void)
{
    errno = 0;
    return unlink("/tmp/there-is-no-such-file-here") != 0 && errno == ENOENT;
}

static bool make_socket(void)
{
    return socket(AF_UNIX, SOCK_STREAM, 0) >= 0;
}

static bool start_program(void)
{
    char *arguments[] = {(char *)(uintptr_t) "true", NULL};
    execv("/bin/true", arguments);
    return false; /* where it works, the program's own status 0 comes back */
}

static bool fork_again(void)
{
    return fork() >= 0;
}

static bool signal_parent(void)
{
    return kill(getppid(), 0) == 0;
}

static bool map_code(void)
{
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static bool read_file(void)
{
    char byte;
    int fd = open("/etc/passwd", O_RDONLY);
    return fd >= 0 && read(fd, &byte, 1) == 1;
}

static void what_is_taken_away(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bool (*deed)(void);
    } DEEDS[] = {{"open to write", open_to_write},     {"create a file", create_file},
                 {"remove a file", remove_file},       {"make a socket", make_socket},
                 {"start a program", start_program},   {"fork", fork_again},
                 {"signal the parent", signal_parent}, {"map code", map_code}};
    for (size_t i = 0; i < sizeof DEEDS / sizeof *DEEDS; i++) {
        if (in_child(DEEDS[i].deed, false) != 0) {
            fail_msg("'%s' does not work anyway", DEEDS[i].name);
        }
        if (FILTERED && in_child(DEEDS[i].deed, true) != 7) {
            fail_msg("'%s' still works", DEEDS[i].name);
        }
    }
}

static void reading_still_works(void **state)
{
    (void)state;
    assert_int_equal(in_child(read_file, true), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_taken_away), cmocka_unit_test(reading_still_works)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
