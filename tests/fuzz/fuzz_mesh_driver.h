/* fuzz_mesh_driver.h - where libFuzzer is not there: a good input, every truncation of it, and changes of it
 * that are always the same. */
#ifndef FUZZ_MESH_DRIVER_H
#define FUZZ_MESH_DRIVER_H
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#if defined(FUZZ_ALONE)
#include <stdio.h>
#include <string.h>

size_t fuzz_seed(uint8_t *out, size_t room); /* a good input */

int main(void)
{
    enum { ROOM = 8192, RUNS = 20000 };
    static uint8_t good[ROOM], bad[ROOM];
    size_t size = fuzz_seed(good, sizeof good);
    if (size == 0) {
        fputs("no good input\n", stderr);
        return 1;
    }
    for (size_t n = 0; n <= size; n++) {
        LLVMFuzzerTestOneInput(good, n);
    }
    static const uint8_t VALUES[] = {0x00, 0x01, 0x7f, 0x80, 0xff, 0xfe, 0x03, 0x40};
    uint32_t state = 1;
    for (int run = 0; run < RUNS; run++) {
        memcpy(bad, good, size);
        for (int change = 0; change <= run % 4; change++) {
            state = state * 1664525u + 1013904223u;
            bad[(state >> 8) % size] = VALUES[state >> 29];
        }
        LLVMFuzzerTestOneInput(bad, size);
    }
    return 0;
}
#endif
#endif
