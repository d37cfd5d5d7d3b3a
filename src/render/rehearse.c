/* rehearse.c - a frame before there is a model: everything that a driver makes when it is first needed (programs, its
 * own machine code for them, pictures) is there when the model comes. */
#include "hip/mem.h"
#include "renderer.h"
#include <stdlib.h>

/* One part in the middle of the view whose only triangle has no area: it takes every way and colours no pixel. */
static MeshSet empty_triangle(void)
{
    MeshSet set = mesh_set_create(1, 3, 3);
    set.parts[0].vertex_count = 3;
    set.parts[0].lod_count = 1;
    set.parts[0].lods[0].index_count = 3;
    for (uint32_t i = 0; i < 3; i++) {
        set.indices[i] = i;
    }
    return set;
}

static void compose(const float ground[3], float aspect, DrawList *list)
{
    const CameraPose pose = {.distance_m = 1};
    camera_matrices(&pose, NULL, aspect, NULL, &list->camera);
    list->item_count = 1;
    list->items[0] = (DrawItem){.opacity = 1, .bend = -1, .material = MATERIAL_MUSCLE};
    list->scene = (Box3){{-1, -1, -1}, {1, 1, 1}};
    list->moving = true;
    for (int k = 0; k < 3; k++) {
        list->ground_top[k] = list->ground_bottom[k] = ground[k];
    }
}

HipResult renderer_rehearse(Renderer *renderer, int width, int height, const float ground[3], HipError *err)
{
    MeshSet set = empty_triangle();
    DrawList *list = mem_alloc(1, sizeof *list);
    RenderTarget target = {width, height, 1, 0};
    compose(ground, (float)width / (float)height, list);
    HipResult rc = renderer_offscreen(renderer, width, height, &target.framebuffer, err);
    if (rc == HIP_OK) {
        rc = renderer_set_model(renderer, &set, err);
    }
    if (rc == HIP_OK) {
        rc = renderer_draw(renderer, list, &target, NULL, err);
    }
    if (rc == HIP_OK) {
        rc = renderer_show(renderer, width, height, err);
    }
    renderer_forget_model(renderer);
    mesh_set_release(&set);
    free(list);
    return rc;
}
