/* bad_import_helper.c - stands in for hip-atlas-import after a file has taken it over: what it does to the
 * stream is told by the names of the files it is given. */
#include "hip/import_stream.h"
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void put(const void *data, size_t size)
{
    const char *at = data;
    while (size) {
        ssize_t n = write(IMPORT_STREAM_FD, at, size);
        if (n <= 0) {
            _exit(1);
        }
        at += n;
        size -= (size_t)n;
    }
}

static void put_header(uint32_t kind, uint32_t file, uint32_t vertices, uint32_t indices)
{
    ImportRecordHeader header = {.kind = kind, .file = file, .vertex_count = vertices, .index_count = indices};
    put(&header, sizeof header);
}

static void put_triangle(uint32_t file, float bad_number, uint32_t bad_index)
{
    char names[2 * IMPORT_NAME_SIZE];
    memset(names, 'x', sizeof names); /* without an end */
    float positions[9] = {0, 0, 0, 1, 0, bad_number, 0, 1, 0};
    uint32_t indices[3] = {0, 1, bad_index};
    put_header(IMPORT_PART, file, 3, 3);
    put(names, sizeof names);
    put(positions, sizeof positions);
    put(indices, sizeof indices);
}

static void hang(void)
{
    for (;;) {
        pause();
    }
}

static void misbehave(const char *name, uint32_t file)
{
    if (strstr(name, "crash")) {
        signal(SIGSEGV, SIG_DFL); /* the sanitizer would make an ordinary exit of it */
        raise(SIGSEGV);
    } else if (strstr(name, "quit")) {
        _exit(3);
    } else if (strstr(name, "hang")) {
        hang();
    } else if (strstr(name, "half")) {
        put_header(IMPORT_PART, file, 1000, 3000);
        raise(SIGKILL);
    } else if (strstr(name, "huge")) {
        put_header(IMPORT_PART, file, UINT32_MAX, UINT32_MAX);
        hang();
    } else if (strstr(name, "garbage")) {
        put("It was a dark and stormy night; the rain fell in torrents", 56);
        hang();
    } else if (strstr(name, "order")) {
        put_header(IMPORT_DONE, file + 5, 0, 0);
        hang();
    } else if (strstr(name, "nan")) {
        put_triangle(file, NAN, 2);
        hang();
    } else if (strstr(name, "index")) {
        put_triangle(file, 0, 3);
        hang();
    }
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        uint32_t file = (uint32_t)(i - 1);
        if (strstr(argv[i], "mute")) {
            _exit(0);
        }
        put_header(IMPORT_BEGIN, file, 0, 0);
        misbehave(argv[i], file);
        put_triangle(file, 0, 2);
        put_header(IMPORT_DONE, file, 0, 0);
    }
    return 0;
}
