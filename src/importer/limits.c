#include "limits.h"
#include "hip/import_stream.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define HIP_WITH_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HIP_WITH_ASAN 1
#endif
#endif

static const rlim_t MOST_CPU_S = 120, MOST_FILES = 64;
#if !defined(HIP_WITH_ASAN) /* its shadow memory alone is terabytes of address space */
static const rlim_t MOST_MEMORY = (rlim_t)4 << 30;
#endif

static void limit(int what, rlim_t most)
{
    struct rlimit now;
    if (getrlimit((__rlimit_resource_t)what, &now) == 0 && now.rlim_max < most) {
        most = now.rlim_max;
    }
    setrlimit((__rlimit_resource_t)what, &(struct rlimit){most, most});
}

static void limit_resources(void)
{
#if !defined(HIP_WITH_ASAN)
    limit(RLIMIT_AS, MOST_MEMORY);
#endif
    limit(RLIMIT_CPU, MOST_CPU_S);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, MOST_FILES);
}

#if defined(__linux__)
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define THIS_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_ARCH AUDIT_ARCH_AARCH64
#endif

#if defined(THIS_ARCH)
/* Calls that reading a file and handing back triangles needs, whatever their arguments. */
static const int ALLOWED[] = {
    SYS_read,
    SYS_readv,
    SYS_pread64,
    SYS_write,
    SYS_writev,
    SYS_close,
    SYS_lseek,
    SYS_fstat,
    SYS_newfstatat,
    SYS_statx,
    SYS_munmap,
    SYS_mremap,
    SYS_brk,
    SYS_madvise,
    SYS_futex,
    SYS_exit,
    SYS_exit_group,
    SYS_rt_sigreturn,
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_sigaltstack,
    SYS_getcwd,
    SYS_readlinkat,
    SYS_faccessat,
    SYS_getdents64,
    SYS_clock_gettime,
    SYS_gettimeofday,
    SYS_getpid,
    SYS_gettid,
    SYS_getrandom,
    SYS_sched_yield,
    SYS_getrusage,
    SYS_nanosleep,
    SYS_clock_nanosleep,
    SYS_restart_syscall,
    SYS_uname,
    SYS_set_robust_list,
    SYS_sched_getaffinity,
#if defined(__x86_64__)
    SYS_stat,
    SYS_lstat,
    SYS_access,
    SYS_readlink,
    SYS_time,
#endif
};

/* Calls that are allowed only when an argument has none of these bits. */
static const struct {
    int call;
    unsigned argument;
    unsigned forbidden;
} CONDITIONAL[] = {
    {SYS_openat, 2, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND},
#if defined(__x86_64__)
    {SYS_open, 1, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND},
#endif
    {SYS_mmap, 2, PROT_EXEC},
    {SYS_mprotect, 2, PROT_EXEC},
};

enum { MOST_STEPS = 160 };

typedef struct Filter {
    struct sock_filter steps[MOST_STEPS];
    unsigned short count;
} Filter;

static void step(Filter *filter, unsigned short code, unsigned k, unsigned char yes, unsigned char no)
{
    filter->steps[filter->count++] = (struct sock_filter){code, yes, no, k};
}

static unsigned argument_offset(unsigned argument)
{
    return (unsigned)offsetof(struct seccomp_data, args) + argument * 8; /* the low half, on little-endian machines */
}

static void write_filter(Filter *filter)
{
    const unsigned refuse = SECCOMP_RET_ERRNO | EPERM;
    step(filter, BPF_LD | BPF_W | BPF_ABS, (unsigned)offsetof(struct seccomp_data, arch), 0, 0);
    step(filter, BPF_JMP | BPF_JEQ | BPF_K, THIS_ARCH, 1, 0);
    step(filter, BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS, 0, 0);
    for (size_t i = 0; i < sizeof CONDITIONAL / sizeof *CONDITIONAL; i++) {
        step(filter, BPF_LD | BPF_W | BPF_ABS, (unsigned)offsetof(struct seccomp_data, nr), 0, 0);
        step(filter, BPF_JMP | BPF_JEQ | BPF_K, (unsigned)CONDITIONAL[i].call, 0, 4);
        step(filter, BPF_LD | BPF_W | BPF_ABS, argument_offset(CONDITIONAL[i].argument), 0, 0);
        step(filter, BPF_JMP | BPF_JSET | BPF_K, CONDITIONAL[i].forbidden, 1, 0);
        step(filter, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
        step(filter, BPF_RET | BPF_K, refuse, 0, 0);
    }
    step(filter, BPF_LD | BPF_W | BPF_ABS, (unsigned)offsetof(struct seccomp_data, nr), 0, 0);
    for (size_t i = 0; i < sizeof ALLOWED / sizeof *ALLOWED; i++) {
        step(filter, BPF_JMP | BPF_JEQ | BPF_K, (unsigned)ALLOWED[i], 0, 1);
        step(filter, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
    }
    step(filter, BPF_RET | BPF_K, refuse, 0, 0);
}

static void limit_calls(void)
{
    Filter filter = {0};
    write_filter(&filter);
    struct sock_fprog program = {filter.count, filter.steps};
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}
#else
static void limit_calls(void)
{
}
#endif

static void limit_process(void)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* never outlives the program that wanted the file */
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(PR_SET_DUMPABLE, 0);
#if defined(SYS_close_range)
    syscall(SYS_close_range, IMPORT_STREAM_FD + 1, ~0U, 0); /* whatever the parent left open is not ours to see */
#endif
}
#else
static void limit_process(void)
{
}
static void limit_calls(void)
{
}
#endif

void limits_apply(void)
{
    limit_process();
    limit_resources();
    limit_calls();
}
