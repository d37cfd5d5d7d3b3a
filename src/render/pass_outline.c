/* pass_outline.c - a rim round what is hovered or selected: the parts' mask into a picture of its own that
 * borrows the scene's depth, then its edge over the scene. Runs only when something has an outline. */
#include "gl_program.h"
#include "renderer.h"
#include <math.h>

bool pass_outline_wanted(const DrawList *list)
{
    for (uint32_t i = 0; i < list->item_count; i++) {
        if (list->items[i].outline != OUTLINE_NONE && list->items[i].opacity > 0) {
            return true;
        }
    }
    return false;
}

static void draw_if_outlined(Frame *frame, const PlanPart *parts, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (parts[i].item->outline != OUTLINE_NONE) {
            glDrawElements(GL_TRIANGLES, (GLsizei)parts[i].lod->index_count, GL_UNSIGNED_INT,
                           (const void *)((size_t)parts[i].lod->first_index * sizeof(uint32_t)));
            frame->stats.draw_calls++;
        }
    }
}

static HipResult draw_mask(Renderer *renderer, Frame *frame, HipError *err)
{
    HipResult rc = renderer_use(renderer, PROGRAM_MASK, err);
    if (rc != HIP_OK) {
        return rc;
    }
    GlState state = {.blend = BLEND_MAX};
    gl_state_set(&state, frame->width, frame->height);
    glClearColor(0, 0, 0, 0);
    glClear(GL_COLOR_BUFFER_BIT);
    glBindVertexArray(renderer->mesh.by_mesh);
    const DrawPlan *plan = &renderer->plan;
    for (int hidden = 1; hidden >= 0; hidden--) {
        state.depth_test = !hidden;
        gl_state_set(&state, frame->width, frame->height);
        glUniform1f(renderer->mask_hidden, (float)hidden);
        for (int group = 0; group < GROUP_COUNT; group++) {
            draw_if_outlined(frame, plan->groups[group], plan->counts[group]);
        }
        draw_if_outlined(frame, plan->ghosts, plan->ghost_count);
    }
    return rc;
}

static HipResult draw_edge(Renderer *renderer, Frame *frame, GLuint mask, HipError *err)
{
    static const GlState STATE = {.blend = BLEND_OVER, .encode_srgb = true};
    HipResult rc = renderer_use(renderer, PROGRAM_OUTLINE, err);
    if (rc == HIP_OK) {
        gl_state_set(&STATE, frame->width, frame->height);
        glActiveTexture(GL_TEXTURE0 + TEXTURE_MASK);
        glBindTexture(GL_TEXTURE_2D, mask);
        glBindVertexArray(renderer->no_vertices);
        glDrawArrays(GL_TRIANGLES, 0, 3);
        glBindTexture(GL_TEXTURE_2D, 0);
        frame->stats.draw_calls++;
    }
    return rc;
}

HipResult pass_outline_draw(Renderer *renderer, Frame *frame, const GlTarget *scene, HipError *err)
{
    gl_debug_push("outline");
    GlTarget *mask = &renderer->mask, *single = &renderer->mask_single;
    HipResult rc =
        gl_target_require(mask, GL_RG8, frame->width, frame->height, scene->samples, scene->depth, err);
    if (rc == HIP_OK) {
        glBindFramebuffer(GL_FRAMEBUFFER, mask->framebuffer);
        rc = draw_mask(renderer, frame, err);
    }
    GLuint texture = mask->colour;
    if (rc == HIP_OK && scene->samples > 1) {
        rc = gl_target_require(single, GL_RG8, frame->width, frame->height, 1, 0, err);
        if (rc == HIP_OK) {
            gl_target_copy(mask, single->framebuffer);
            texture = single->colour;
        }
    }
    if (rc == HIP_OK) {
        glBindFramebuffer(GL_FRAMEBUFFER, scene->framebuffer);
        rc = draw_edge(renderer, frame, texture, err);
    }
    gl_debug_pop();
    return rc;
}
