/* model_field.c - the zones that pictures of a model show, kept while they are shown. */
#include "hip/mem.h"
#include "hip/model.h"
#include <stdlib.h>
#include <string.h>

enum { KEPT = 4 }; /* pictures side by side */

typedef struct ModelFields {
    PainField fields[KEPT];
    PainShown shown[KEPT];
    Side sides[KEPT];
    uint64_t serials[KEPT]; /* 0: nothing yet */
    int oldest;
} ModelFields;

void model_fields_release(struct ModelFields *fields)
{
    for (int i = 0; fields && i < KEPT; i++) {
        pain_field_release(&fields->fields[i]);
    }
    free(fields);
}

/* Never the same twice in one run. */
static uint64_t next_serial(void)
{
    static uint64_t last;
    return __atomic_add_fetch(&last, 1, __ATOMIC_RELAXED);
}

const PainField *model_field(Model *model, const PainShown *shown, Side side, uint64_t *serial)
{
    if (!model->fields) {
        model->fields = mem_alloc(1, sizeof *model->fields);
    }
    ModelFields *kept = model->fields;
    int found = -1;
    for (int i = 0; i < KEPT; i++) {
        bool same = kept->serials[i] && kept->sides[i] == side && memcmp(&kept->shown[i], shown, sizeof *shown) == 0;
        found = same ? i : found;
    }
    if (found < 0) {
        found = kept->oldest;
        kept->oldest = (found + 1) % KEPT;
        pain_field_release(&kept->fields[found]);
        pain_field_make(model->atlas, shown, side, &kept->fields[found]);
        kept->shown[found] = *shown;
        kept->sides[found] = side;
        kept->serials[found] = next_serial();
    }
    *serial = kept->serials[found];
    return kept->fields[found].texels ? &kept->fields[found] : NULL;
}
