/* model_posture.c - how a model's soft parts go with the joints. What a pose has made of a part is kept: while nothing
 * but the camera moves nothing is solved anew. */
#include "hip/mem.h"
#include "model_private.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct ModelPosture {
    PostureRest *rest; /* NULL: the part is stiff */
    bool known;        /* the rest below is of some pose */
    PoseBones bones;
    bool flap;
    float reflect;
    BendGrid grid;
};

/* The model is only read, but for what it keeps. */
const PostureBones *model_posture_bones(const Model *model)
{
    Model *keeps = (Model *)(uintptr_t)model;
    if (!keeps->posture_bones) {
        keeps->posture_bones = posture_bones_create(model->atlas, &model->set);
    }
    return keeps->posture_bones;
}

static ModelPosture *posture_of(const Model *model, uint32_t part)
{
    ModelPosture **kept = &model->posture[part];
    if (!*kept) {
        int item = model->part_item[part];
        int structure = item >= 0 && item < model->atlas->structure_count ? item : -1;
        *kept = mem_alloc(1, sizeof **kept);
        (*kept)->rest = posture_rest_create(model->atlas, structure, &model->set, part);
        if ((*kept)->rest) {
            posture_keep_out((*kept)->rest, model_posture_bones(model));
        }
    }
    return *kept;
}

bool model_bend(const Model *model, uint32_t part, const PoseBones *bones, const BendGrid *flap, float reflect,
                BendGrid *out)
{
    ModelPosture *kept = posture_of(model, part);
    if (!kept->rest) {
        return false;
    }
    bool same = kept->known && kept->flap == (flap != NULL) && kept->reflect == reflect &&
                memcmp(&kept->bones, bones, sizeof *bones) == 0;
    if (!same) {
        kept->known = true;
        kept->bones = *bones;
        kept->flap = flap != NULL;
        kept->reflect = reflect;
        posture_bend(kept->rest, bones, flap, reflect, &kept->grid);
    }
    *out = kept->grid;
    return true;
}

void model_posture_release(Model *model)
{
    for (size_t p = 0; model->posture && p < model->set.part_count; p++) {
        if (model->posture[p]) {
            posture_rest_release(model->posture[p]->rest);
        }
        free(model->posture[p]);
    }
    free(model->posture);
    posture_bones_release(model->posture_bones);
}

/* Soft parts go with the bones that they follow: the box of each at rest, moved. */
static Box3 soft_box(const Model *model, const PoseBones *bones, uint32_t part)
{
    BendGrid *grid = mem_alloc(1, sizeof *grid);
    MeshPlace place = {.bones = bones, .moves = MOVES_BONE + posture_bone(&model->set, part)};
    if (model_bend(model, part, bones, NULL, 0, grid)) {
        place.moves = MOVES_SOFT;
        place.bend = grid;
    }
    Box3 box = mesh_place_box(&place, &model->set, part, NULL);
    free(grid);
    return box;
}

Box3 model_item_now(const Model *model, const ViewState *view, int item)
{
    if (pose_is_rest(&view->pose)) {
        return model->item_box[item];
    }
    PoseBones bones;
    Box3 box = box3_empty();
    pose_bones(model->atlas, &view->pose, &bones);
    for (uint32_t p = 0; p < model->set.part_count; p++) {
        MeshPlace place = {.bones = &bones, .moves = model->set.parts[p].moves};
        if (model->part_item[p] == item && mesh_part_in(&model->set.parts[p], view->variant)) {
            Box3 part =
                place.moves == MOVES_SOFT ? soft_box(model, &bones, p) : mesh_place_box(&place, &model->set, p, NULL);
            box3_add_box(&box, &part);
        }
    }
    return box;
}
