/* progress.c - the card box on disk. */
#include "hip/progress.h"
#include "hip/store.h"
#include <string.h>

static const char *const FILE_NAME = "progress.json";

static HipResult parse(const char *text, size_t size, void *out)
{
    return quiz_memory_read(text, size, FILE_NAME, out, NULL);
}

HipResult progress_load(QuizMemory *out, HipError *err)
{
    memset(out, 0, sizeof *out);
    return store_read(file_data_folder(), FILE_NAME, parse, out, err);
}

HipResult progress_save(const QuizMemory *memory, HipError *err)
{
    return store_keep(file_data_folder(), FILE_NAME, "progress", quiz_memory_write(memory), err);
}
