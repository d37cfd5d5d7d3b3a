/* model_length.c - how much longer or shorter joints have made a model's muscles. The last answer is kept. */
#include "hip/length.h"
#include "hip/mem.h"
#include "model_private.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct ModelLengths {
    LengthSet *set;
    PoseBones bones; /* that the answer is for */
    float *percent;  /* by structure */
};

static void answer(const Model *model, struct ModelLengths *kept, const PoseBones *bones)
{
    kept->bones = *bones;
    for (int i = 0; i < model->atlas->structure_count; i++) {
        bool known = model->present[i] && length_change(kept->set, i, -1, bones, &kept->percent[i]);
        kept->percent[i] = known ? kept->percent[i] : NAN;
    }
}

const float *model_lengths(const Model *model, const PoseBones *bones)
{
    Model *keeps = (Model *)(uintptr_t)model; /* it is only read, but for what it keeps */
    if (!keeps->lengths) {
        keeps->lengths = mem_alloc(1, sizeof *keeps->lengths);
        keeps->lengths->set = length_create(model->atlas, &model->set, model_posture_bones(model));
        keeps->lengths->percent = mem_alloc((size_t)model->atlas->structure_count, sizeof *keeps->lengths->percent);
        answer(model, keeps->lengths, bones);
    } else if (memcmp(&keeps->lengths->bones, bones, sizeof *bones) != 0) {
        answer(model, keeps->lengths, bones);
    }
    return keeps->lengths->percent;
}

void model_lengths_release(Model *model)
{
    if (model->lengths) {
        length_release(model->lengths->set);
        free(model->lengths->percent);
        free(model->lengths);
    }
}
