/* libFuzzer target: one file of a small atlas is hostile, the others are those of the corpus. The first byte
 * of an input chooses the file. Run from the source tree's root: fuzz_atlas NEW_INPUTS tests/fuzz/corpus_atlas */
#include "atlas_private.h"
#include "hip/file.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const NAMES[] = {
    "sources.json",    "layers.json",   "cameras.json", "landmarks.json", "structures.json", "figures.json",
    "dissection.json", "variants.json", "asked.json",   "joints.json",    "positions.json",  "tools.json",
    "regions.json",    "strokes.json",  "session.json", "notes.json",     "lines.json",      "zones.json",
    "qualities.json",  "flags.json",    "pain.json",    "claims.json",    "compares.json"};
enum { FILES = sizeof NAMES / sizeof *NAMES };

typedef struct Input {
    const uint8_t *data;
    size_t size;
    const char *name;
} Input;

static Buffer whole[FILES]; /* read once */

static int index_of(const char *name)
{
    int i = 0;
    while (strcmp(NAMES[i], name) != 0) {
        i++;
    }
    return i;
}

static JsonDoc *open_file(void *context, const char *name, Problems *problems)
{
    const Input *input = context;
    if (strcmp(name, input->name) == 0) {
        return json_doc_parse((const char *)input->data, input->size, name, problems);
    }
    Buffer *buffer = &whole[index_of(name)];
    if (!buffer->data) {
        char path[256];
        snprintf(path, sizeof path, "tests/fuzz/corpus_atlas/%.*s", (int)strcspn(name, "."), name);
        if (file_read_all(path, 0, buffer, NULL) != HIP_OK || buffer->size < 1) {
            fprintf(stderr, "no %s: start me in the source tree's root\n", path);
            exit(1);
        }
    }
    return json_doc_parse((const char *)buffer->data + 1, buffer->size - 1, name, problems);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1) {
        return 0;
    }
    Input input = {data + 1, size - 1, NAMES[data[0] % FILES]};
    Atlas *atlas = NULL;
    Problems problems = {0};
    HipError err = {0};
    HipResult rc = atlas_load_with(open_file, &input, &atlas, &problems, &err);
    if ((rc == HIP_OK) != (atlas != NULL) || (rc == HIP_OK) != (problems.count == 0)) {
        abort();
    }
    if (atlas) {
        char text[64];
        AtlasHit hits[4];
        snprintf(text, sizeof text, "%.*s", (int)(size < 60 ? size - 1 : 60), (const char *)data + 1);
        atlas_search(atlas, text, SIDE_BOTH, hits, 4);
    }
    atlas_release(atlas);
    problems_release(&problems);
    return 0;
}
