/* pass_ghost.c - see-through parts over the opaque picture: front faces only, all triangles of all parts
 * sorted by depth and blended in one call. Depth is tested, never written. */
#include "hip/file.h"
#include "renderer.h"

static void draw_pieces(Renderer *renderer, Frame *frame, size_t count)
{
    size_t piece = renderer->software ? 3 * (size_t)PIECE_TRIANGLES : count;
    for (size_t at = 0; at < count; at += piece) {
        size_t size = count - at < piece ? count - at : piece;
        glDrawElements(GL_TRIANGLES, (GLsizei)size, GL_UNSIGNED_INT, (const void *)(at * sizeof(uint32_t)));
        frame->stats.draw_calls++;
        renderer_breathe(renderer, frame, size / 3);
    }
}

HipResult pass_ghost_draw(Renderer *renderer, Frame *frame, HipError *err)
{
    const DrawPlan *plan = &renderer->plan;
    if (plan->ghost_count == 0) {
        return HIP_OK;
    }
    renderer_breathe(renderer, frame, PIECE_TRIANGLES); /* the pixels so far are filled while we sort */
    double start = clock_now_s();
    size_t count = ghost_sort_make(&renderer->ghosts, renderer->set, frame->list, plan, &renderer->cull, frame->width,
                                   frame->height, frame->samples == 1);
    gpu_mesh_stream(&renderer->mesh, renderer->ghosts.stream, count);
    frame->stats.sort_ms = (float)((clock_now_s() - start) * 1000);
    bool bent = false, moved = false, open = false;
    for (uint32_t i = 0; i < plan->ghost_count; i++) {
        bent = bent || plan->ghosts[i].item->bend >= 0;
        moved = moved || plan->ghosts[i].item->moves != MOVES_SOFT;
        open = open || plan->ghosts[i].open;
    }
    gl_debug_push("ghost");
    /* Back faces are already gone from the stream; where all is closed the driver drops what rounding left.
     */
    GlState state = {
        .depth_test = true, .cull_back = !open, .blend = BLEND_OVER, .encode_srgb = true, .clip = frame->list->section};
    gl_state_set(&state, frame->width, frame->height);
    unsigned more = PROGRAM_GHOST | (bent ? PROGRAM_BENT : 0u) | (moved ? PROGRAM_POSED : 0u) |
                    (frame->list->section ? PROGRAM_CUT : 0u);
    more |= renderer->software && frame->list->moving && !frame->list->flat ? PROGRAM_QUICK : 0u;
    HipResult rc = renderer_use(renderer, renderer_mesh_program(renderer, frame->list, more), err);
    if (rc == HIP_OK) {
        glBindVertexArray(renderer->mesh.by_stream);
        draw_pieces(renderer, frame, count);
        frame->stats.triangles += (uint32_t)(count / 3);
        frame->stats.sorted_triangles = (uint32_t)(count / 3);
    }
    gl_debug_pop();
    return rc;
}
