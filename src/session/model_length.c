/* model_length.c - how much longer or shorter joints have made a model's muscles, along which lines they pull and with
 * what lever. The last answers are kept. */
#include "hip/length.h"
#include "hip/maths.h"
#include "hip/mem.h"
#include "model_private.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct ModelLengths {
    LengthSet *set;
    PoseBones bones;  /* that the answer is for */
    float *percent;   /* by structure */
    ModelLine *lines; /* with these bones: */
    int line_count;
    PoseBones line_bones;
    bool lines_known;
    Pose pose; /* that the levers are of */
    struct Lever {
        bool known, is;
        int joint;
        float arm_m;
    } * levers;        /* by structure */
    NerveBed **nerves; /* by structure; made on first use */
};

static void answer(const Model *model, struct ModelLengths *kept, const PoseBones *bones)
{
    kept->bones = *bones;
    for (int i = 0; i < model->atlas->structure_count; i++) {
        bool known = model->present[i] && length_change(kept->set, i, -1, bones, &kept->percent[i]);
        kept->percent[i] = known ? kept->percent[i] : NAN;
    }
}

static struct ModelLengths *lengths_of(const Model *model)
{
    Model *keeps = (Model *)(uintptr_t)model; /* it is only read, but for what it keeps */
    if (!keeps->lengths) {
        size_t count = (size_t)model->atlas->structure_count;
        keeps->lengths = mem_alloc(1, sizeof *keeps->lengths);
        keeps->lengths->set = length_create(model->atlas, &model->set, model_posture_bones(model));
        keeps->lengths->percent = mem_alloc(count, sizeof *keeps->lengths->percent);
        keeps->lengths->levers = mem_alloc(count, sizeof *keeps->lengths->levers);
        keeps->lengths->nerves = mem_alloc(count, sizeof *keeps->lengths->nerves);
        pose_bones_still(&keeps->lengths->bones);
        answer(model, keeps->lengths, &keeps->lengths->bones);
    }
    return keeps->lengths;
}

const float *model_lengths(const Model *model, const PoseBones *bones)
{
    struct ModelLengths *kept = lengths_of(model);
    if (memcmp(&kept->bones, bones, sizeof *bones) != 0) {
        answer(model, kept, bones);
    }
    return kept->percent;
}

static float moved_m(const float before[3], const float after[3])
{
    float way[3] = {after[0] - before[0], after[1] - before[1], after[2] - before[2]};
    return sqrtf(dot3(way, way));
}

/* A line's strings; room for all of them is there. */
static int add_strings(const struct ModelLengths *kept, int structure, int line, ModelLine *out)
{
    int count = 0;
    PoseBones still;
    pose_bones_still(&still);
    for (ModelLine *next = out;; next = &out[++count]) {
        float rest[LENGTH_POINTS_MOST][3];
        next->count = length_path(kept->set, structure, line, count, &kept->line_bones, next->at);
        if (next->count < 2) {
            break;
        }
        length_path(kept->set, structure, line, count, &still, rest);
        int last = next->count - 1;
        float noticed = 0.005f; /* m: when both go alike the insertion is what is pulled */
        next->structure = structure;
        next->first_moves = moved_m(rest[0], next->at[0]) > moved_m(rest[last], next->at[last]) + noticed;
    }
    for (int i = 0; i < count; i++) {
        out[i].middle = i == count / 2;
    }
    return count;
}

const ModelLine *model_lines(const Model *model, const PoseBones *bones, int *count)
{
    struct ModelLengths *kept = lengths_of(model);
    const size_t room = (size_t)model->atlas->structure_count * LINE_PARTS * 3 + 1;
    if (!kept->lines) {
        kept->lines = mem_alloc(room, sizeof *kept->lines);
    }
    if (!kept->lines_known || memcmp(&kept->line_bones, bones, sizeof *bones) != 0) {
        kept->lines_known = true;
        kept->line_bones = *bones;
        kept->line_count = 0;
        for (int i = 0; i < model->atlas->structure_count; i++) {
            for (int line = 0; model->present[i] && length_region(kept->set, i, line); line++) {
                kept->line_count += add_strings(kept, i, line, kept->lines + kept->line_count);
            }
        }
    }
    *count = kept->line_count;
    return kept->lines;
}

/* The mean of its parts. */
static float arm_of(const LengthSet *set, int structure, const Pose *pose, int joint)
{
    float sum = 0, arm = 0;
    int parts = 0;
    for (; length_region(set, structure, parts); parts++) {
        sum += length_moment_arm(set, structure, parts, pose, joint, &arm) ? arm : 0;
    }
    return sum / (float)(parts > 0 ? parts : 1);
}

bool model_lever(const Model *model, int structure, const Pose *pose, int *joint, float *arm_m)
{
    struct ModelLengths *kept = lengths_of(model);
    if (memcmp(&kept->pose, pose, sizeof *pose) != 0) {
        kept->pose = *pose;
        memset(kept->levers, 0, (size_t)model->atlas->structure_count * sizeof *kept->levers);
    }
    struct Lever *lever = &kept->levers[structure];
    if (!lever->known) {
        *lever = (struct Lever){.known = true};
        for (int j = 0; j < model->atlas->joint_count && model->present[structure]; j++) {
            AtlasBone bone = model->atlas->joints[j].bone;
            float arm = bone == ATLAS_THIGH || bone == ATLAS_SPINE ? arm_of(kept->set, structure, pose, j) : 0;
            if (fabsf(arm) > fabsf(lever->arm_m)) {
                *lever = (struct Lever){true, true, j, arm};
            }
        }
    }
    *joint = lever->joint;
    *arm_m = lever->arm_m;
    return lever->is;
}

bool model_nerve(const Model *model, int structure, const PoseBones *bones, NerveNow *out)
{
    if (structure < 0 || structure >= model->atlas->structure_count || !model->present[structure]) {
        return false;
    }
    NerveBed **nerve = &lengths_of(model)->nerves[structure];
    *nerve = *nerve ? *nerve : nerve_create(model->atlas, &model->set, structure);
    if (*nerve) {
        nerve_now(*nerve, bones, out);
    }
    return *nerve != NULL;
}

void model_lengths_release(Model *model)
{
    if (model->lengths) {
        for (int i = 0; i < model->atlas->structure_count; i++) {
            nerve_release(model->lengths->nerves[i]);
        }
        free(model->lengths->nerves);
        length_release(model->lengths->set);
        free(model->lengths->percent);
        free(model->lengths->lines);
        free(model->lengths->levers);
        free(model->lengths);
    }
}
