/* progress.c - the card box on disk. */
#include "hip/progress.h"
#include "hip/mem.h"
#include "hip/store.h"
#include <stdlib.h>
#include <string.h>

static const char *const FILE_NAME = "progress.json";

HipResult progress_load(QuizMemory *out, HipError *err)
{
    char *folder = file_data_folder();
    Buffer buffer = {0};
    HipResult rc = HIP_OK;
    memset(out, 0, sizeof *out);
    if (folder) {
        rc = store_load(folder, FILE_NAME, &buffer, err);
    }
    if (rc == HIP_OK && buffer.data &&
        quiz_memory_read((const char *)buffer.data, buffer.size, FILE_NAME, out, NULL) != HIP_OK) {
        store_set_aside(folder, FILE_NAME, err);
        rc = HIP_FAILED;
    }
    buffer_release(&buffer);
    free(folder);
    return rc;
}

HipResult progress_save(const QuizMemory *memory, HipError *err)
{
    char *folder = file_data_folder(), *text = quiz_memory_write(memory);
    HipResult rc = folder ? store_save(folder, FILE_NAME, text, strlen(text), err)
                          : hip_fail(err, "no folder for progress: HOME is not set");
    free(folder);
    free(text);
    return rc;
}
