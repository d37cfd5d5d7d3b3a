/* pass_opaque.c - all that is not see-through, front to back, one call for each group of equal state. */
#include "renderer.h"

static void draw_group(Renderer *renderer, Frame *frame, PlanGroup group)
{
    GLsizei counts[DRAW_MAX_ITEMS];
    const void *offsets[DRAW_MAX_ITEMS];
    uint32_t parts = renderer->plan.counts[group], first = 0;
    size_t triangles = 0;
    for (uint32_t i = 0; i < parts; i++) {
        const MeshLod *lod = renderer->plan.groups[group][i].lod;
        counts[i] = (GLsizei)lod->index_count;
        offsets[i] = (const void *)((size_t)lod->first_index * sizeof(uint32_t));
        triangles += lod->index_count / 3;
        if (i + 1 == parts || (renderer->software && triangles >= PIECE_TRIANGLES)) {
            glMultiDrawElements(GL_TRIANGLES, counts + first, GL_UNSIGNED_INT, offsets + first,
                                (GLsizei)(i + 1 - first));
            frame->stats.draw_calls++;
            frame->stats.triangles += (uint32_t)triangles;
            renderer_breathe(renderer, frame, triangles);
            first = i + 1;
            triangles = 0;
        }
    }
}

HipResult pass_opaque_draw(Renderer *renderer, Frame *frame, HipError *err)
{
    gl_debug_push("opaque");
    glBindVertexArray(renderer->mesh.by_mesh);
    HipResult rc = HIP_OK;
    for (int group = 0; group < GROUP_COUNT && rc == HIP_OK; group++) {
        if (renderer->plan.counts[group] == 0) {
            continue;
        }
        bool cut = frame->list->section;
        bool open = group == GROUP_OPEN || group == GROUP_OPEN_BENT;
        bool bent = group == GROUP_CLOSED_BENT || group == GROUP_OPEN_BENT;
        GlState state = {.depth_test = true, .depth_write = true, .cull_back = !open, .encode_srgb = true, .clip = cut};
        gl_state_set(&state, frame->width, frame->height);
        rc = renderer_use(renderer,
                          PROGRAM_MESH | (bent ? PROGRAM_BENT : 0) | (frame->list->flat ? PROGRAM_FLAT : 0) |
                              (cut ? PROGRAM_CUT : 0),
                          err);
        if (rc == HIP_OK) {
            draw_group(renderer, frame, (PlanGroup)group);
        }
    }
    gl_debug_pop();
    return rc;
}

/* After the opaque parts and at the far plane, so that only what they left free is filled. */
HipResult pass_background_draw(Renderer *renderer, Frame *frame, HipError *err)
{
    static const GlState STATE = {.depth_test = true, .encode_srgb = true};
    gl_debug_push("background");
    HipResult rc = renderer_use(renderer, PROGRAM_BACKGROUND, err);
    if (rc == HIP_OK) {
        gl_state_set(&STATE, frame->width, frame->height);
        glBindVertexArray(renderer->no_vertices);
        glDrawArrays(GL_TRIANGLES, 0, 3);
        frame->stats.draw_calls++;
    }
    gl_debug_pop();
    return rc;
}
