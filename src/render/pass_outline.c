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

/* How strong the line is: round a part in sight, round one that something hides. */
static const float MASK_STRENGTHS[3][2] = {
    [OUTLINE_HOVERED] = {0.80f, 0.28f},
    [OUTLINE_SELECTED] = {1.00f, 0.35f},
};

/* All that is outlined, and the pixels that a line round it may touch. */
typedef struct Outlined {
    const PlanPart *parts[DRAW_MAX_ITEMS];
    uint32_t count;
    bool moved;       /* some of it by joints */
    int lo[2], hi[2]; /* pixels, hi excluded */
    int reach;        /* how far beyond them the edge looks */
} Outlined;

/* Grows the box of the picture (-1..1) round a part; all of the picture when the part reaches behind the eye. */
static void add_box(const float m[16], const Box3 *box, float lo[2], float hi[2])
{
    for (int i = 0; i < 8; i++) {
        float c[4];
        for (int k = 0; k < 4; k++) {
            c[k] = m[12 + k];
            for (int axis = 0; axis < 3; axis++) {
                c[k] += m[4 * axis + k] * ((i >> axis) & 1 ? box->hi[axis] : box->lo[axis]);
            }
        }
        for (int k = 0; k < 2; k++) {
            lo[k] = fminf(lo[k], c[3] > 1e-4f ? c[k] / c[3] : -1);
            hi[k] = fmaxf(hi[k], c[3] > 1e-4f ? c[k] / c[3] : 1);
        }
    }
}

static void add_outlined(Outlined *out, const PlanPart *parts, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (parts[i].item->outline != OUTLINE_NONE) {
            out->parts[out->count++] = &parts[i];
            out->moved |= parts[i].item->moves != MOVES_SOFT;
        }
    }
}

static void find_outlined(const Renderer *renderer, const Frame *frame, Outlined *out)
{
    const DrawPlan *plan = &renderer->plan;
    out->count = 0;
    out->moved = false;
    for (int group = 0; group < GROUP_COUNT; group++) {
        add_outlined(out, plan->groups[group], plan->counts[group]);
    }
    add_outlined(out, plan->ghosts, plan->ghost_count);
    float lo[2] = {1, 1}, hi[2] = {-1, -1};
    for (uint32_t i = 0; i < out->count; i++) {
        add_box(frame->list->camera.view_projection, &out->parts[i]->box, lo, hi);
    }
    int size[2] = {frame->width, frame->height};
    out->reach = (int)ceilf(part_table_outline_pixels(frame->whole_height)) + 1;
    for (int k = 0; k < 2; k++) {
        out->lo[k] = (int)(clampf(0.5f + 0.5f * lo[k], 0, 1) * (float)size[k]) - out->reach;
        out->hi[k] = (int)ceilf(clampf(0.5f + 0.5f * hi[k], 0, 1) * (float)size[k]) + out->reach;
        out->lo[k] = out->lo[k] > 0 ? out->lo[k] : 0;
        out->hi[k] = out->hi[k] < size[k] ? out->hi[k] : size[k];
    }
}

static void set_state(const GlState *state, const Frame *frame, const Outlined *outlined, int margin)
{
    gl_state_set(state, frame->width, frame->height);
    glScissor(outlined->lo[0] - margin, outlined->lo[1] - margin, outlined->hi[0] - outlined->lo[0] + 2 * margin,
              outlined->hi[1] - outlined->lo[1] + 2 * margin);
}

static HipResult draw_mask(Renderer *renderer, Frame *frame, const Outlined *outlined, HipError *err)
{
    bool cut = frame->list->section;
    int variant =
        (cut ? PROGRAM_MASK_CUT - PROGRAM_MASK : 0) + (outlined->moved ? PROGRAM_MASK_POSED - PROGRAM_MASK : 0);
    HipResult rc = renderer_use(renderer, (ProgramId)(PROGRAM_MASK + variant), err);
    if (rc != HIP_OK) {
        return rc;
    }
    GlState state = {.blend = BLEND_MAX, .scissor = true, .clip = cut};
    set_state(&state, frame, outlined, outlined->reach);
    glClearColor(0, 0, 0, 0);
    glClear(GL_COLOR_BUFFER_BIT);
    glBindVertexArray(renderer->mesh.by_mesh);
    for (int hidden = 1; hidden >= 0; hidden--) {
        state.depth_test = !hidden;
        set_state(&state, frame, outlined, outlined->reach);
        for (uint32_t i = 0; i < outlined->count; i++) {
            const PlanPart *part = outlined->parts[i];
            glUniform1f(renderer->mask_strength[variant], MASK_STRENGTHS[part->item->outline][hidden]);
            glDrawElementsBaseVertex(GL_TRIANGLES, (GLsizei)part->lod->index_count, GL_UNSIGNED_INT,
                                     (const void *)((size_t)part->first_index * sizeof(uint32_t)), part->base_vertex);
            frame->stats.draw_calls++;
        }
    }
    return rc;
}

static HipResult draw_edge(Renderer *renderer, Frame *frame, const Outlined *outlined, GLuint mask, HipError *err)
{
    static const GlState STATE = {.blend = BLEND_OVER, .encode_srgb = true, .scissor = true};
    HipResult rc = renderer_use(renderer, PROGRAM_OUTLINE, err);
    if (rc == HIP_OK) {
        set_state(&STATE, frame, outlined, 0);
        glActiveTexture(GL_TEXTURE0 + TEXTURE_MASK);
        glBindTexture(GL_TEXTURE_2D, mask);
        glBindVertexArray(renderer->no_vertices);
        glDrawArrays(GL_TRIANGLES, 0, 3);
        glBindTexture(GL_TEXTURE_2D, 0);
        frame->stats.draw_calls++;
    }
    return rc;
}

/* One value a pixel, where the edge will look. */
static HipResult average_mask(const GlTarget *mask, GlTarget *single, const Outlined *outlined, HipError *err)
{
    HipResult rc = gl_target_require(single, GL_R8, mask->width, mask->height, 1, 0, err);
    if (rc == HIP_OK) {
        int size[2] = {mask->width, mask->height}, lo[2], hi[2];
        for (int k = 0; k < 2; k++) {
            lo[k] = outlined->lo[k] > outlined->reach ? outlined->lo[k] - outlined->reach : 0;
            hi[k] = outlined->hi[k] + outlined->reach < size[k] ? outlined->hi[k] + outlined->reach : size[k];
        }
        gl_target_copy_part(mask, single->framebuffer, lo, hi);
    }
    return rc;
}

HipResult pass_outline_draw(Renderer *renderer, Frame *frame, const GlTarget *scene, HipError *err)
{
    Outlined outlined;
    find_outlined(renderer, frame, &outlined);
    if (outlined.count == 0) {
        return HIP_OK;
    }
    gl_debug_push("outline");
    GlTarget *mask = frame->mask, *single = frame->mask_single;
    HipResult rc = gl_target_require(mask, GL_R8, frame->width, frame->height, scene->samples, scene->depth, err);
    if (rc == HIP_OK) {
        glBindFramebuffer(GL_FRAMEBUFFER, mask->framebuffer);
        rc = draw_mask(renderer, frame, &outlined, err);
    }
    GLuint texture = mask->colour;
    if (rc == HIP_OK && scene->samples > 1) {
        rc = average_mask(mask, single, &outlined, err);
        texture = single->colour;
    }
    if (rc == HIP_OK) {
        glBindFramebuffer(GL_FRAMEBUFFER, scene->framebuffer);
        rc = draw_edge(renderer, frame, &outlined, texture, err);
    }
    gl_debug_pop();
    return rc;
}
