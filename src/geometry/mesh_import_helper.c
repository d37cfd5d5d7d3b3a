#include "mesh_import_helper.h"
#include "hip/file.h"
#include "hip/mem.h"
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { LANES = 2, CHUNK = 1 << 20, LOOK_AROUND_MS = 40, PIPE_SIZE = 1 << 20, MOST_PARTS = 10000 };

/* A file may take so long: enough for any sane one, short enough that nobody thinks the program hangs. Big
 * files get more: ten megabytes a second is slow even for text formats. */
static const double FILE_SECONDS = 8, BYTES_PER_SECOND = 10e6;
static const size_t MOST_STREAM = (size_t)3 << 30;

/* The offsets of a part: its memory still moves while more comes in. */
typedef struct LanePart {
    HelperPart part;
    size_t positions, normals, indices;
} LanePart;

/* One helper process and the files it is to read, one after the other. */
typedef struct Lane {
    uint32_t *files; /* into the caller's */
    size_t file_count;
    size_t first;   /* file_count position of the running helper's first argument */
    size_t current; /* file that is being read, or that comes next */
    bool open;      /* the current file was begun */
    pid_t pid;      /* 0: not running */
    int fd;
    double deadline;
    double begun, cpu_before; /* the time and what the helper had used when the current file began */
    char stopped[160];        /* why this program ended the helper */
    unsigned char *data;
    size_t size, capacity, parsed;
    LanePart *parts;
    size_t part_count, part_capacity;
    int deaths; /* in a row, without a sign of life */
    bool spoke;
} Lane;

typedef struct Run {
    const char *helper;
    HelperFile *files;
    double end;
    double seconds;
    Lane lanes[LANES];
} Run;

void helper_output_release(HelperOutput *output)
{
    free(output->parts);
    for (int i = 0; i < LANES; i++) {
        free(output->memory[i]);
    }
    *output = (HelperOutput){0};
}

static void deal_files(Run *run, size_t file_count)
{
    uint64_t load[LANES] = {0};
    for (uint32_t f = 0; f < file_count; f++) {
        Lane *lane = load[1] < load[0] ? &run->lanes[1] : &run->lanes[0];
        if (!lane->files) {
            lane->files = mem_alloc(file_count, sizeof *lane->files);
        }
        lane->files[lane->file_count++] = f;
        load[lane - run->lanes] += run->files[f].size + 1000;
    }
}

/* Processor seconds that the lane's helper has used; 0 where the system does not tell. */
static double cpu_seconds(const Lane *lane)
{
    clockid_t clock;
    struct timespec used;
    if (!lane->pid || clock_getcpuclockid(lane->pid, &clock) != 0 || clock_gettime(clock, &used) != 0) {
        return 0;
    }
    return (double)used.tv_sec + 1e-9 * (double)used.tv_nsec;
}

static double allowed_seconds(const Run *run, const Lane *lane)
{
    size_t current = lane->current < lane->file_count ? lane->current : lane->file_count - 1;
    return FILE_SECONDS + (double)run->files[lane->files[current]].size / BYTES_PER_SECOND;
}

static void set_deadline(const Run *run, Lane *lane)
{
    lane->begun = clock_now_s();
    lane->cpu_before = cpu_seconds(lane);
    lane->deadline = fmin(run->end, lane->begun + allowed_seconds(run, lane));
}

static HipResult spawn_helper(const char *path, char **arguments, int stream, pid_t *pid, HipError *err)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, stream, IMPORT_STREAM_FD);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    int failed = posix_spawn(pid, path, &actions, &attributes, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return failed ? hip_fail(err, "cannot start the importer '%s': %s", path, strerror(failed)) : HIP_OK;
}

static HipResult start_lane(Run *run, Lane *lane, HipError *err)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return hip_fail(err, "cannot start the importer: %s", strerror(errno));
    }
    char **arguments = mem_alloc(lane->file_count - lane->current + 2, sizeof *arguments);
    arguments[0] = (char *)(uintptr_t)run->helper;
    for (size_t f = lane->current; f < lane->file_count; f++) {
        arguments[1 + f - lane->current] = (char *)(uintptr_t)run->files[lane->files[f]].path;
    }
    HipResult rc = spawn_helper(run->helper, arguments, ends[1], &lane->pid, err);
    free(arguments);
    close(ends[1]);
    if (rc != HIP_OK) {
        lane->pid = 0;
        close(ends[0]);
        return rc;
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    fcntl(ends[0], F_SETPIPE_SZ, PIPE_SIZE); /* fewer turns between the processes; as good without */
    lane->fd = ends[0];
    lane->first = lane->current;
    lane->open = lane->spoke = false;
    lane->stopped[0] = '\0';
    set_deadline(run, lane);
    return HIP_OK;
}

static void stop_lane(Lane *lane, const char *why)
{
    if (!lane->stopped[0]) {
        snprintf(lane->stopped, sizeof lane->stopped, "%s", why);
    }
    kill(lane->pid, SIGKILL);
}

static void fail_file(const Run *run, Lane *lane, const char *text)
{
    HelperFile *file = &run->files[lane->files[lane->current]];
    free(file->failure);
    file->failure = mem_string(text);
    lane->current++;
    lane->open = false;
}

static void keep_part(Lane *lane, const ImportRecord *record)
{
    lane->parts = mem_grow(lane->parts, &lane->part_capacity, lane->part_count + 1, sizeof *lane->parts);
    LanePart *kept = &lane->parts[lane->part_count++];
    *kept = (LanePart){
        .part = {.file = lane->files[lane->current],
                 .vertex_count = record->vertex_count,
                 .index_count = record->index_count},
        .positions = (size_t)((unsigned char *)record->positions - lane->data),
        .normals = record->normals ? (size_t)((unsigned char *)record->normals - lane->data) : 0,
        .indices = (size_t)((unsigned char *)record->indices - lane->data),
    };
    memcpy(kept->part.node, record->node, sizeof record->node);
    memcpy(kept->part.mesh, record->mesh, sizeof record->mesh);
}

/* The records must tell the story that was asked for: each file begun, then finished or failed, in order. */
static bool accept_record(Run *run, Lane *lane, const ImportRecord *record)
{
    if (lane->current >= lane->file_count || record->file != lane->current - lane->first ||
        lane->open == (record->kind == IMPORT_BEGIN)) {
        return false;
    }
    switch (record->kind) {
    case IMPORT_BEGIN:
        lane->open = lane->spoke = true;
        set_deadline(run, lane);
        break;
    case IMPORT_PART:
        keep_part(lane, record);
        if (lane->part_count > MOST_PARTS) {
            stop_lane(lane, "it holds too many separate parts");
        }
        break;
    case IMPORT_FAIL:
        fail_file(run, lane, record->text);
        break;
    case IMPORT_DONE:
        run->files[lane->files[lane->current]].left_out = record->left_out;
        lane->current++;
        lane->open = false;
        break;
    }
    return true;
}

static void parse_lane(Run *run, Lane *lane)
{
    while (!lane->stopped[0]) {
        ImportRecord record;
        HipError err = {0};
        size_t used;
        HipResult rc = import_stream_next(lane->data, lane->size, lane->parsed, &record, &used, &err);
        if (rc == HIP_OK && used == 0) {
            return;
        }
        if (rc != HIP_OK || !accept_record(run, lane, &record)) {
            char why[160];
            snprintf(why, sizeof why, "the file does not make sense (%.100s)", rc != HIP_OK ? err.text : "wrong order");
            stop_lane(lane, why);
            return;
        }
        lane->parsed += used;
    }
}

/* True when the helper has closed its end. */
static bool read_lane(Run *run, Lane *lane)
{
    for (int turns = 0; turns < 16; turns++) {
        if (lane->size + CHUNK > lane->capacity) {
            lane->data = mem_grow(lane->data, &lane->capacity, lane->size + CHUNK, 1);
        }
        ssize_t n = read(lane->fd, lane->data + lane->size, lane->capacity - lane->size);
        if (n < 0 && (errno == EAGAIN || errno == EINTR)) {
            break;
        }
        if (n <= 0) {
            parse_lane(run, lane);
            return true;
        }
        lane->size += (size_t)n;
        if (lane->size > MOST_STREAM) {
            stop_lane(lane, "the model is too big");
        }
    }
    parse_lane(run, lane);
    return false;
}

static void explain_death(const Lane *lane, int status, char *text, size_t size)
{
    if (lane->stopped[0]) {
        snprintf(text, size, "%s", lane->stopped);
    } else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) {
        snprintf(text, size, "the importer used too much processor time and was stopped");
    } else if (WIFSIGNALED(status)) {
        snprintf(text, size, "the importer crashed on it (signal %d)", WTERMSIG(status));
    } else {
        snprintf(text, size, "the importer gave up on it (status %d)", WIFEXITED(status) ? WEXITSTATUS(status) : -1);
    }
}

static HipResult end_lane(Run *run, Lane *lane, HipError *err)
{
    int status = 0;
    while (waitpid(lane->pid, &status, 0) < 0 && errno == EINTR) {
    }
    close(lane->fd);
    lane->pid = 0;
    lane->size = lane->parsed; /* half a record is worth nothing */
    if (lane->current >= lane->file_count) {
        return HIP_OK;
    }
    lane->deaths = lane->spoke ? 0 : lane->deaths + 1;
    char text[256];
    explain_death(lane, status, text, sizeof text);
    if (lane->deaths > 1) {
        return hip_fail(err, "the importer '%s' does not run (%s)", run->helper, text);
    }
    fail_file(run, lane, text);
    if (clock_now_s() >= run->end) {
        while (lane->current < lane->file_count) {
            fail_file(run, lane, "there was no time left to read it");
        }
    }
    return lane->current < lane->file_count ? start_lane(run, lane, err) : HIP_OK;
}

/* On a machine with much else to do a helper that works but gets little of the processor is given its time.
 * One that waits for something is not. */
static bool extend(const Run *run, Lane *lane, double now)
{
    static const double AT_MOST = 2.5;
    double allowed = allowed_seconds(run, lane), used = cpu_seconds(lane) - lane->cpu_before;
    double latest = fmin(run->end, lane->begun + AT_MOST * allowed);
    if (now >= latest || used < 0.1 * allowed || used > 0.9 * allowed) {
        return false;
    }
    lane->deadline = fmin(latest, now + allowed - used);
    return true;
}

static void watch_clock(const Run *run, Lane *lane, double now)
{
    if (lane->pid && !lane->stopped[0] && now > lane->deadline && !extend(run, lane, now)) {
        char why[160];
        snprintf(why, sizeof why, "the importer was stopped after %.0f s",
                 now >= run->end ? run->seconds : allowed_seconds(run, lane));
        stop_lane(lane, why);
    }
}

static HipResult run_lanes(Run *run, volatile int *cancel, HipError *err)
{
    for (;;) {
        struct pollfd polled[LANES];
        Lane *of[LANES];
        nfds_t count = 0;
        for (int i = 0; i < LANES; i++) {
            if (run->lanes[i].pid) {
                of[count] = &run->lanes[i];
                polled[count++] = (struct pollfd){run->lanes[i].fd, POLLIN, 0};
            }
        }
        if (count == 0) {
            return HIP_OK;
        }
        poll(polled, count, LOOK_AROUND_MS);
        for (nfds_t i = 0; i < count; i++) {
            if (polled[i].revents && read_lane(run, of[i])) {
                HipResult rc = end_lane(run, of[i], err);
                if (rc != HIP_OK) {
                    return rc;
                }
            } else {
                watch_clock(run, of[i], clock_now_s());
            }
        }
        if (cancel && *cancel) {
            return hip_fail(err, "the import was cancelled");
        }
    }
}

static void kill_lanes(Run *run)
{
    for (int i = 0; i < LANES; i++) {
        if (run->lanes[i].pid) {
            kill(run->lanes[i].pid, SIGKILL);
            while (waitpid(run->lanes[i].pid, NULL, 0) < 0 && errno == EINTR) {
            }
            close(run->lanes[i].fd);
        }
    }
}

static int by_file(const void *a, const void *b)
{
    const HelperPart *x = a, *y = b;
    if (x->file != y->file) {
        return x->file < y->file ? -1 : 1;
    }
    return x->indices < y->indices ? -1 : 1; /* one file's parts lie in one lane, in order */
}

/* What one file left half-said is dropped; the rest gets its final addresses. */
static void gather(Run *run, HelperOutput *out)
{
    size_t most = run->lanes[0].part_count + run->lanes[1].part_count;
    HelperOutput output = {.parts = mem_alloc(most, sizeof *output.parts)};
    for (int i = 0; i < LANES; i++) {
        Lane *lane = &run->lanes[i];
        for (size_t p = 0; p < lane->part_count; p++) {
            const LanePart *kept = &lane->parts[p];
            if (run->files[kept->part.file].failure) {
                continue;
            }
            HelperPart *part = &output.parts[output.count++];
            *part = kept->part;
            part->positions = (float(*)[3])(void *)(lane->data + kept->positions);
            part->normals = kept->normals ? (float(*)[3])(void *)(lane->data + kept->normals) : NULL;
            part->indices = (uint32_t *)(void *)(lane->data + kept->indices);
        }
        output.memory[i] = lane->data;
        lane->data = NULL;
    }
    if (output.count) {
        qsort(output.parts, output.count, sizeof *output.parts, by_file);
    }
    *out = output;
}

HipResult helper_run(const char *helper, HelperFile *files, size_t file_count, double seconds, volatile int *cancel,
                     HelperOutput *out, HipError *err)
{
    Run run = {.helper = helper, .files = files, .seconds = seconds, .end = clock_now_s() + seconds};
    deal_files(&run, file_count);
    HipResult rc = HIP_OK;
    for (int i = 0; i < LANES && rc == HIP_OK; i++) {
        if (run.lanes[i].file_count) {
            rc = start_lane(&run, &run.lanes[i], err);
        }
    }
    if (rc == HIP_OK) {
        rc = run_lanes(&run, cancel, err);
    }
    kill_lanes(&run);
    if (rc == HIP_OK) {
        gather(&run, out);
    }
    for (int i = 0; i < LANES; i++) {
        free(run.lanes[i].files);
        free(run.lanes[i].parts);
        free(run.lanes[i].data);
    }
    return rc;
}
