/* The table parser on anything: it may complain, never crash, leak or run away. Without libFuzzer the program
 * feeds it each named file whole, cut short in many places and with bytes turned over. */
#include "balls.h"
#include "field.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Problems problems = {0};
    BallTable table = {0};
    balls_parse("fuzz.body", (const char *)data, size, &table, &problems);
    balls_apply_sayings(&table, &problems);
    if (problems.count == 0 && table.count > 0 && table.items[0].figure_count < 2000) {
        Field *field = field_create(&table.items[0]);
        FieldHit hit;
        field_nearest(field, (float[3]){0, 0, 0}, -1, &hit);
        if (!(hit.distance == hit.distance)) {
            abort(); /* a table without mistakes has a distance everywhere */
        }
        field_destroy(field);
    }
    balls_release(&table);
    problems_release(&problems);
    return 0;
}

#ifdef FUZZ_ALONE
#include "hip/file.h"

static void try_damaged(const Buffer *file)
{
    uint32_t random = 1;
    for (int round = 0; round < 60; round++) {
        random = random * 1664525u + 1013904223u;
        size_t size = file->size ? random % file->size : 0;
        uint8_t *copy =
            malloc(size ? size : 1); /* a block of exactly that size: one byte too far trips the sanitizer */
        if (!copy) {
            return;
        }
        if (size) {
            memcpy(copy, file->data, size);
        }
        for (int hits = 0; hits < 5 && size; hits++) {
            random = random * 1664525u + 1013904223u;
            copy[(random >> 8) % size] ^= (uint8_t)(random & 0x7f);
        }
        LLVMFuzzerTestOneInput(copy, size);
        free(copy);
    }
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        Buffer file = {0};
        HipError err = {{0}};
        if (file_read_all(argv[i], 0, &file, &err) != HIP_OK) {
            fprintf(stderr, "%s\n", err.text);
            return 1;
        }
        LLVMFuzzerTestOneInput(file.data, file.size);
        try_damaged(&file);
        buffer_release(&file);
    }
    return 0;
}
#endif
