#include "hip/file.h"
#include "hip/mem.h"
#include "hip/peel.h"
#include "model_private.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void map_parts(Model *model)
{
    const Atlas *atlas = model->atlas;
    model->item_count = atlas->structure_count;
    for (size_t p = 0; p < model->set.part_count; p++) {
        const MeshPart *part = &model->set.parts[p];
        if (model->client[p].kind != CLIENT_NONE) {
            model->part_item[p] = -1;
            continue;
        }
        int item = part->id[0] ? atlas_structure(atlas, part->id) : -1;
        if (item < 0) {
            /* What no longer fits shares the last place: still drawn, only not told apart. */
            item = model->item_count < VIEW_MAX_ITEMS ? model->item_count++ : VIEW_MAX_ITEMS - 1;
        }
        model->part_item[p] = item;
        model->present[item] = true;
        box3_add_box(&model->item_box[item], &part->box);
        box3_add_box(&model->box, &part->box);
    }
}

static void make_rest_grids(Model *model)
{
    model->rest = mem_alloc(model->set.part_count, sizeof *model->rest);
    for (size_t p = 0; p < model->set.part_count; p++) {
        int item = model->part_item[p];
        model->part_rest[p] = -1;
        if (model->set.parts[p].moves != MOVES_JOINTED && item >= 0 && item < model->atlas->structure_count &&
            peel_rest_grid(model->atlas, item, &model->set, (uint32_t)p, &model->rest[model->rest_count])) {
            model->part_rest[p] = (int)model->rest_count++;
        }
    }
}

HipResult model_create(const Atlas *atlas, MeshSet *set, ImportReport *report, Model **out, HipError *err)
{
    Model *model = mem_alloc(1, sizeof *model);
    model->atlas = atlas;
    model->set = *set;
    *set = (MeshSet){0};
    if (report) {
        model->report = *report;
        *report = (ImportReport){0};
    }
    if (model->set.part_count == 0) {
        model_release(model);
        return hip_fail(err, "the model holds no surfaces: nothing to show");
    }
    model->box = box3_empty();
    for (int i = 0; i < VIEW_MAX_ITEMS; i++) {
        model->item_box[i] = box3_empty();
    }
    model->part_item = mem_alloc(model->set.part_count, sizeof *model->part_item);
    model->part_rest = mem_alloc(model->set.part_count, sizeof *model->part_rest);
    model->posture = mem_alloc(model->set.part_count, sizeof *model->posture);
    model_find_client(model);
    map_parts(model);
    make_rest_grids(model);
    *out = model;
    return HIP_OK;
}

void model_release(Model *model)
{
    if (model) {
        model_lengths_release(model);
        model_posture_release(model);
        model_client_release(model);
        mesh_bvh_release(model->bvh);
        model_charts_release(model->charts);
        model_sources_release(model->sources);
        model_fields_release(model->fields);
        mesh_set_release(&model->set);
        import_report_release(&model->report);
        free(model->part_item);
        free(model->part_rest);
        free(model->rest);
        free(model);
    }
}

uint64_t model_identity(const Model *model)
{
    const ImportReport *report = &model->report;
    uint64_t key = 0;
    for (size_t i = 0; i < report->part_count; i++) {
        const ImportPart *part = &report->parts[i];
        key = file_hash(&part->triangles, sizeof part->triangles, file_hash(part->name, strlen(part->name), key));
    }
    return report->part_count ? key | 1 : 0;
}

const char *model_item_name(const Model *model, int item, char *out, size_t size)
{
    if (item >= 0 && item < model->atlas->structure_count) {
        return atlas_display_name(model->atlas, item, out, size);
    }
    snprintf(out, size, "Unknown part");
    for (size_t p = 0; p < model->set.part_count; p++) {
        if (model->part_item[p] == item) {
            snprintf(out, size, "%s (not recognised)", model->set.parts[p].name);
            break;
        }
    }
    return out;
}

const MeshBvhSet *model_bvh(Model *model)
{
    if (!model->bvh) {
        model->bvh = mesh_bvh_create(&model->set, MODEL_RAY_ERROR_M);
    }
    return model->bvh;
}
