/* pass_ghost.c - see-through parts over the opaque picture: front faces only, all triangles of all parts
 * sorted by depth and blended in one call. Depth is tested, never written. */
#include "hip/file.h"
#include "renderer.h"

HipResult pass_ghost_draw(Renderer *renderer, Frame *frame, HipError *err)
{
    const DrawPlan *plan = &renderer->plan;
    if (plan->ghost_count == 0) {
        return HIP_OK;
    }
    double start = clock_now_s();
    size_t count = ghost_sort_make(&renderer->ghosts, renderer->set, frame->list, plan, frame->width,
                                   frame->height, frame->samples == 1);
    gpu_mesh_stream(&renderer->mesh, renderer->ghosts.stream, count);
    frame->stats.sort_ms = (float)((clock_now_s() - start) * 1000);
    bool bent = false, open = false;
    for (uint32_t i = 0; i < plan->ghost_count; i++) {
        bent = bent || plan->ghosts[i].item->bend >= 0;
        open = open || plan->ghosts[i].open;
    }
    gl_debug_push("ghost");
    /* Back faces are already gone from the stream; where all is closed the driver drops what rounding left.
     */
    GlState state = {.depth_test = true, .cull_back = !open, .blend = BLEND_OVER, .encode_srgb = true};
    gl_state_set(&state, frame->width, frame->height);
    HipResult rc = renderer_use(
        renderer, PROGRAM_GHOST | (bent ? PROGRAM_BENT : 0) | (frame->list->flat ? PROGRAM_FLAT : 0), err);
    if (rc == HIP_OK) {
        glBindVertexArray(renderer->mesh.by_stream);
        glDrawElements(GL_TRIANGLES, (GLsizei)count, GL_UNSIGNED_INT, NULL);
        frame->stats.draw_calls++;
        frame->stats.triangles += (uint32_t)(count / 3);
        frame->stats.sorted_triangles = (uint32_t)(count / 3);
    }
    gl_debug_pop();
    return rc;
}
