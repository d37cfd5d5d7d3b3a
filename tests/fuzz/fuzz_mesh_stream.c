/* fuzz_mesh_stream.c - what a helper that was taken over may send. Without libFuzzer (FUZZ_ALONE): reads the
 * files named, then pseudo-random changes of them. */
#include "fuzz_mesh_driver.h"
#include "hip/import_stream.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *own = malloc(size ? size : 1);
    if (!own) {
        return 0;
    }
    memcpy(own, data, size);
    size_t offset = 0, used = 0;
    do {
        ImportRecord record;
        HipError err = {0};
        if (import_stream_next(own, size, offset, &record, &used, &err) != HIP_OK) {
            break;
        }
        if (used && record.kind == IMPORT_PART) { /* what was accepted must be usable */
            volatile float sum = 0;
            for (size_t i = 0; i < record.index_count; i++) {
                sum = sum + record.positions[record.indices[i]][2] +
                      (record.normals ? record.normals[record.indices[i]][0] : 0);
            }
            if (strlen(record.node) >= sizeof record.node) {
                abort();
            }
        }
        offset += used;
    } while (used);
    free(own);
    return 0;
}

#if defined(FUZZ_ALONE)
size_t fuzz_seed(uint8_t *out, size_t room)
{
    struct {
        ImportRecordHeader begin, part;
        char names[2 * IMPORT_NAME_SIZE];
        float positions[9], normals[9];
        uint32_t indices[3];
        ImportRecordHeader done;
    } good = {
        .begin = {.kind = IMPORT_BEGIN},
        .part = {.kind = IMPORT_PART, .vertex_count = 3, .index_count = 3, .has_normals = 1},
        .names = "piriformis",
        .indices = {0, 1, 2},
        .done = {.kind = IMPORT_DONE},
    };
    size_t size = sizeof good < room ? sizeof good : room;
    memcpy(out, &good, size);
    return size;
}
#endif
