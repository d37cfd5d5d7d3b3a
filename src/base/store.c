/* store.c - the user's own small files. */
#include "hip/store.h"
#include "hip/mem.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { STORE_MOST = 16 << 20, STALE_S = 60, TRY_LETTERS = 6 };

/* NAME.XXXXXX of file_write_atomic; a minute old, so that no other program is still at it. */
static bool is_stale_try(const char *folder, const char *entry, const char *name)
{
    size_t length = strlen(name);
    if (strncmp(entry, name, length) != 0 || entry[length] != '.' || strlen(entry) != length + 1 + TRY_LETTERS ||
        strcmp(entry + length, ".broken") == 0) {
        return false;
    }
    struct stat about;
    char *path = mem_format("%s/%s", folder, entry);
    bool stale = lstat(path, &about) == 0 && S_ISREG(about.st_mode) && time(NULL) - about.st_mtime >= STALE_S;
    free(path);
    return stale;
}

static void sweep(const char *folder, const char *name)
{
    DIR *dir = opendir(folder);
    if (!dir) {
        return;
    }
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (is_stale_try(folder, entry->d_name, name)) {
            char *path = mem_format("%s/%s", folder, entry->d_name);
            unlink(path);
            free(path);
        }
    }
    closedir(dir);
}

HipResult store_save(const char *folder, const char *name, const void *data, size_t size, HipError *err)
{
    HipResult rc = file_make_folders(folder, err);
    if (rc == HIP_OK) {
        sweep(folder, name);
        char *path = mem_format("%s/%s", folder, name);
        rc = file_write_atomic(path, data, size, err);
        free(path);
    }
    return rc;
}

HipResult store_load(const char *folder, const char *name, Buffer *out, HipError *err)
{
    char *path = mem_format("%s/%s", folder, name);
    HipResult rc = HIP_OK;
    if (file_exists(path)) {
        rc = file_read_all(path, STORE_MOST, out, err);
    } else {
        *out = (Buffer){0};
    }
    free(path);
    return rc;
}

void store_set_aside(const char *folder, const char *name, HipError *err)
{
    char *path = mem_format("%s/%s", folder, name), *aside = mem_format("%s.broken", path);
    if (rename(path, aside) == 0) {
        hip_fail(err, "%s could not be understood and was put aside as %s.broken; starting anew", path, name);
    } else {
        hip_fail(err, "%s could not be understood, nor put aside: %s", path, strerror(errno));
    }
    free(path);
    free(aside);
}

HipResult store_read(char *folder, const char *name, StoreParse parse, void *out, HipError *err)
{
    Buffer buffer = {0};
    HipResult rc = folder ? store_load(folder, name, &buffer, err) : HIP_OK;
    if (rc == HIP_OK && buffer.data && parse((const char *)buffer.data, buffer.size, out) != HIP_OK) {
        store_set_aside(folder, name, err);
        rc = HIP_FAILED;
    }
    buffer_release(&buffer);
    free(folder);
    return rc;
}

HipResult store_keep(char *folder, const char *name, const char *what, char *text, HipError *err)
{
    HipResult rc = folder ? store_save(folder, name, text, strlen(text), err)
                          : hip_fail(err, "no folder for %s: HOME is not set", what);
    free(folder);
    free(text);
    return rc;
}
