#include "body_tables.h"
#include "hip/file.h"
#include "hip/mem.h"
#include <stdlib.h>
#include <string.h>

enum { MAX_TABLE_BYTES = 4 << 20 };

static char *table_folder(const char *folder)
{
    return folder ? mem_string(folder) : file_asset_path("body");
}

static HipResult read_one(const char *folder, const char *name, Buffer *out, HipError *err)
{
    char *path = mem_format("%s/%s", folder, name);
    HipResult rc = file_read_all(path, MAX_TABLE_BYTES, out, err);
    free(path);
    return rc;
}

static uint64_t add_to_hash(uint64_t hash, const char *name, const Buffer *file)
{
    return file_hash(file->data, file->size, file_hash(name, strlen(name), hash));
}

HipResult body_tables_read(const char *folder, BallTable *out, uint64_t *hash, Problems *problems, HipError *err)
{
    char *from = table_folder(folder);
    NameList list = {0};
    HipResult rc = file_list(from, ".body", &list, err);
    if (rc == HIP_OK && list.count == 0) {
        rc = hip_fail(err, "no ball tables (*.body) in '%s'", from);
    }
    BallTable table = {0};
    uint64_t sum = BODY_GENERATOR_VERSION;
    for (size_t i = 0; i < list.count && rc == HIP_OK; i++) {
        Buffer file = {0};
        rc = read_one(from, list.names[i], &file, err);
        if (rc == HIP_OK) {
            char *name = mem_format("body/%s", list.names[i]);
            balls_parse(name, (const char *)file.data, file.size, &table, problems);
            sum = add_to_hash(sum, list.names[i], &file);
            free(name);
        }
        buffer_release(&file);
    }
    name_list_release(&list);
    free(from);
    balls_apply_sayings(&table, problems);
    if (rc == HIP_OK && table.count == 0 && problems->count == 0) {
        rc = hip_fail(err, "the ball tables hold no structure");
    }
    if (rc != HIP_OK) {
        balls_release(&table);
        return rc;
    }
    *out = table;
    *hash = sum;
    return HIP_OK;
}

bool body_tables_hash(const char *folder, uint64_t *hash)
{
    char *from = table_folder(folder);
    NameList list = {0};
    bool good = file_list(from, ".body", &list, NULL) == HIP_OK && list.count > 0;
    uint64_t sum = BODY_GENERATOR_VERSION;
    for (size_t i = 0; i < list.count && good; i++) {
        Buffer file = {0};
        good = read_one(from, list.names[i], &file, NULL) == HIP_OK;
        if (good) {
            sum = add_to_hash(sum, list.names[i], &file);
        }
        buffer_release(&file);
    }
    name_list_release(&list);
    free(from);
    *hash = sum;
    return good;
}
