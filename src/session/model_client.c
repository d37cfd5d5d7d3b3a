/* model_client.c - a model with the client's figure and furniture behind its own parts. */
#include "hip/mem.h"
#include "model_private.h"
#include <stdlib.h>
#include <string.h>

static ModelLook look_of(const ClientPart *part)
{
    if (part->kind == CLIENT_DRAPE) {
        return LOOK_SHEET;
    }
    bool table = strncmp(part->piece, "table", 5) == 0 || strncmp(part->piece, "face_cradle", 11) == 0;
    return table ? LOOK_TABLE : LOOK_CUSHION;
}

void model_find_client(Model *model)
{
    model->client = mem_alloc(model->set.part_count, sizeof *model->client);
    model->own_parts = model->set.part_count;
    for (size_t p = model->set.part_count; p-- > 0;) {
        ClientPart part = client_part_read(model->set.parts[p].id);
        int position = part.position[0] ? atlas_position(model->atlas, part.position) : -1;
        if (part.kind == CLIENT_NONE || (part.kind != CLIENT_FIGURE && position < 0)) {
            continue;
        }
        model->own_parts = p;
        model->client[p] = (ModelClientPart){part.kind, look_of(&part), position, part.build, part.side, NULL};
        if (model->set.parts[p].moves == MOVES_JOINTED) {
            model->client[p].boxes = mem_alloc(1, sizeof(MeshJointBoxes));
            mesh_joint_boxes(&model->set, (uint32_t)p, model->client[p].boxes);
        }
    }
}

void model_client_release(Model *model)
{
    for (size_t p = 0; model->client && p < model->set.part_count; p++) {
        free(model->client[p].boxes);
    }
    free(model->client);
}

HipResult model_with_client(const Model *model, const MeshSet *client, Model **out, HipError *err)
{
    const MeshSet sets[] = {model->set, *client};
    MeshSet joined = {0};
    HipResult rc = mesh_set_join(sets, 2, &joined, err);
    if (rc != HIP_OK) {
        return rc;
    }
    if (model->set.weights) { /* what the client's parts follow stands in their vertices */
        joined.weights = mem_alloc(joined.vertex_count, sizeof *joined.weights);
        memcpy(joined.weights, model->set.weights, model->set.vertex_count * sizeof *joined.weights);
    }
    ImportReport report = import_report_copy(&model->report);
    return model_create(model->atlas, &joined, &report, out, err);
}
