#include "pass_surface.h"
#include "gl_program.h"
#include "renderer.h"

enum { STEP = 64 }; /* the notes grow by whole steps */

bool surfaces_possible(const Renderer *renderer, const Frame *frame)
{
    return renderer->software && frame->samples == 1 && !frame->list->flat && !frame->list->plain &&
           frame->scene->depth != 0;
}

bool surfaces_wanted(const Renderer *renderer, const Frame *frame)
{
    const DrawPlan *plan = &renderer->plan;
    return surfaces_possible(renderer, frame) &&
           (plan->counts[GROUP_CLOSED] + plan->counts[GROUP_OPEN] > 0 || surfaces_move(plan));
}

bool surfaces_move(const DrawPlan *plan)
{
    return plan->counts[GROUP_CLOSED_MOVED] + plan->counts[GROUP_OPEN_MOVED] > 0;
}

/* The pixels round all opaque parts but flaps. */
static void find_extent(Surfaces *surfaces, const DrawPlan *plan, const DrawList *list, int width, int height)
{
    int lo[2] = {width, height}, hi[2] = {0, 0};
    for (int group = 0; group < GROUP_COUNT; group++) {
        PlanKind kind = plan_kind((PlanGroup)group);
        for (uint32_t i = 0; i < plan->counts[group] && kind != KIND_BENT && kind != KIND_EVEN; i++) {
            GridBox box;
            if (!cull_window_box(&list->camera, &plan->groups[group][i].box, width, height, &box)) {
                continue;
            }
            for (int k = 0; k < 2; k++) {
                lo[k] = box.lo[k] < lo[k] ? box.lo[k] : lo[k];
                hi[k] = box.hi[k] >= hi[k] ? box.hi[k] + 1 : hi[k];
            }
        }
    }
    for (int k = 0; k < 2; k++) {
        surfaces->hi[k] = hi[k];
        surfaces->lo[k] = lo[k] < hi[k] ? lo[k] : hi[k];
    }
}

static int grown(int now, int needed, int most)
{
    int steps = (needed + STEP - 1) / STEP * STEP;
    int size = now > steps && now <= most ? now : steps;
    return size < most ? size : most;
}

static void require_notes(Surfaces *surfaces, int width, int height)
{
    int size[2] = {grown(surfaces->width, surfaces->hi[0], width), grown(surfaces->height, surfaces->hi[1], height)};
    if (size[0] == surfaces->width && size[1] == surfaces->height) {
        return;
    }
    int lo[2] = {surfaces->lo[0], surfaces->lo[1]}, hi[2] = {surfaces->hi[0], surfaces->hi[1]};
    surfaces_release(surfaces);
    *surfaces = (Surfaces){.width = size[0], .height = size[1], .lo = {lo[0], lo[1]}, .hi = {hi[0], hi[1]}};
    glGenFramebuffers(1, &surfaces->framebuffer);
    glGenTextures(1, &surfaces->notes);
    glActiveTexture(GL_TEXTURE0 + TEXTURE_SURFACES);
    glBindTexture(GL_TEXTURE_2D, surfaces->notes);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RG32UI, size[0], size[1], 0, GL_RG_INTEGER, GL_UNSIGNED_INT, NULL);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
    glBindTexture(GL_TEXTURE_2D, 0);
    glBindFramebuffer(GL_FRAMEBUFFER, surfaces->framebuffer);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, surfaces->notes, 0);
}

/* Beside the notes, when joints have moved something. */
static void require_rests(Surfaces *surfaces)
{
    if (surfaces->rests) {
        return;
    }
    glGenTextures(1, &surfaces->rests);
    glActiveTexture(GL_TEXTURE0 + TEXTURE_RESTS);
    glBindTexture(GL_TEXTURE_2D, surfaces->rests);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA16, surfaces->width, surfaces->height, 0, GL_RGBA, GL_UNSIGNED_SHORT, NULL);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
    glBindTexture(GL_TEXTURE_2D, 0);
    glBindFramebuffer(GL_FRAMEBUFFER, surfaces->framebuffer);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT1, GL_TEXTURE_2D, surfaces->rests, 0);
}

/* Whether something else may lie in the depth, so that old notes must not be taken for what is seen there. */
static bool shares_depth(const DrawPlan *plan, const DrawList *list)
{
    uint32_t others = plan->counts[GROUP_CLOSED_BENT] + plan->counts[GROUP_OPEN_BENT] +
                      plan->counts[GROUP_CLOSED_EVEN] + plan->counts[GROUP_OPEN_EVEN];
    return others > 0 || list->section;
}

HipResult surfaces_begin(Renderer *renderer, const Frame *frame, HipError *err)
{
    static const GlState CLEAR = {0}; /* the whole of it: a box costs llvmpipe a program of its own, 7 ms */
    Surfaces *surfaces = &renderer->surfaces;
    find_extent(surfaces, &renderer->plan, frame->list, frame->width, frame->height);
    require_notes(surfaces, frame->width, frame->height);
    bool moved = surfaces_move(&renderer->plan);
    if (moved) {
        require_rests(surfaces);
    }
    glBindFramebuffer(GL_FRAMEBUFFER, surfaces->framebuffer);
    glDrawBuffers(moved ? 2 : 1, (const GLenum[2]){GL_COLOR_ATTACHMENT0, GL_COLOR_ATTACHMENT1});
    gl_target_attach_depth(frame->scene->depth, 1);
    if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE) {
        return hip_fail(err, "the graphics driver cannot draw into whole numbers");
    }
    if (shares_depth(&renderer->plan, frame->list)) {
        gl_state_set(&CLEAR, frame->width, frame->height);
        glClearBufferuiv(GL_COLOR, 0, (const GLuint[4]){0});
    }
    return HIP_OK;
}

/* uRays: see common/surface.glsl. */
static void find_rays(const CameraMatrices *camera, int width, int height, float out[4][3])
{
    const float *p = camera->projection; /* x: (p[0] x + p[8] z) / -z, and likewise y */
    float right[2] = {2 / (p[0] * (float)width), (p[8] - 1) / p[0]};
    float up[2] = {2 / (p[5] * (float)height), (p[9] - 1) / p[5]};
    for (int k = 0; k < 3; k++) {
        out[0][k] = camera->forward[k] + right[1] * camera->right[k] + up[1] * camera->up[k];
        out[1][k] = right[0] * camera->right[k];
        out[2][k] = up[0] * camera->up[k];
    }
    out[3][0] = 0.5f * p[14]; /* 2 depth - 1 = (p[10] z + p[14]) / -z */
    out[3][1] = 0.5f * (p[10] - 1);
}

/* Where marks may lie. */
static Box3 marked_box(const DrawPlan *plan, const DrawList *list)
{
    Box3 round = box3_empty();
    for (int group = 0; group < GROUP_COUNT; group++) {
        for (uint32_t i = 0; i < plan->counts[group]; i++) {
            const PlanPart *part = &plan->groups[group][i];
            if (part->item->part < list->marks.within) {
                box3_add_box(&round, &part->box);
            }
        }
    }
    for (int k = 0; k < 3; k++) {
        round.lo[k] -= DRAW_MARKS_ROUND_M;
        round.hi[k] += DRAW_MARKS_ROUND_M;
    }
    return round;
}

/* Where the bones may have taken the field, and a little more for skin between two of them. */
static Box3 field_box(const DrawList *list)
{
    static const float BETWEEN_M = 0.03f;
    const DrawField *field = &list->field;
    Box3 round = box3_empty();
    for (int b = 0; b < MESH_RIGHT_UPPER_ARM; b++) { /* nothing is painted onto an arm */
        for (int corner = 0; corner < 8 && b != MESH_HEAD; corner++) {
            float at[3];
            for (int k = 0; k < 3; k++) {
                at[k] = corner >> k & 1 ? field->hi[k] + BETWEEN_M : field->lo[k] - BETWEEN_M;
            }
            pose_point(&list->joints.motion[b], at, at);
            box3_add_point(&round, at);
        }
    }
    return round;
}

/* The pixels that marks and painted areas may touch, whole quads of them, within those of the frame. */
static void find_painted(const Surfaces *surfaces, const DrawPlan *plan, const Frame *frame, int lo[2], int hi[2])
{
    const DrawList *list = frame->list;
    Box3 round = list->marks.texels ? marked_box(plan, list) : box3_empty();
    if (list->field.texels) {
        Box3 field = field_box(list);
        box3_add_box(&round, &field);
    }
    GridBox box;
    if (!cull_window_box(&frame->list->camera, &round, frame->width, frame->height, &box)) {
        hi[0] = lo[0];
        return;
    }
    for (int k = 0; k < 2; k++) {
        int from = box.lo[k] & ~1, to = (box.hi[k] + 2) & ~1;
        lo[k] = from > surfaces->lo[k] ? from : surfaces->lo[k];
        hi[k] = to < surfaces->hi[k] ? to : surfaces->hi[k];
        lo[k] = lo[k] < hi[k] ? lo[k] : hi[k];
    }
}

/* Lights the pixels of a box. */
static void light_box(Frame *frame, const int lo[2], const int hi[2])
{
    if (lo[0] < hi[0] && lo[1] < hi[1]) {
        glScissor(lo[0], lo[1], hi[0] - lo[0], hi[1] - lo[1]);
        glDrawArrays(GL_TRIANGLES, 0, 3);
        frame->stats.draw_calls++;
    }
}

static HipResult use_light(Renderer *renderer, const Frame *frame, ProgramId id, HipError *err)
{
    /* Not behind what forget_unnoted has drawn at the same depth. */
    static const GlState STATE = {
        .depth_test = true, .behind = true, .short_of_far = true, .encode_srgb = true, .scissor = true};
    float rays[4][3] = {{0}};
    HipResult rc = renderer_use(renderer, id, err);
    if (rc == HIP_OK) {
        gl_state_set(&STATE, frame->width, frame->height);
        find_rays(&frame->list->camera, frame->width, frame->height, rays);
        glUniform3fv(renderer->rays[id], 4, rays[0]);
    }
    return rc;
}

/* With marks where they may lie, without them in the four boxes round that: asking every pixel for marks costs as much
 * as half of its light. */
static HipResult light_all(Renderer *renderer, Frame *frame, ProgramId id, HipError *err)
{
    const Surfaces *s = &renderer->surfaces;
    enum { PAINTED = PROGRAM_MARKED | PROGRAM_FIELD };
    int lo[2] = {s->lo[0], s->lo[1]}, hi[2] = {s->hi[0], s->hi[1]};
    bool painted = (id & PAINTED) != 0;
    if (painted) {
        find_painted(s, &renderer->plan, frame, lo, hi);
    }
    HipResult rc = use_light(renderer, frame, id, err);
    if (rc == HIP_OK) {
        light_box(frame, lo, hi);
    }
    if (rc == HIP_OK && painted) {
        rc = use_light(renderer, frame, (ProgramId)(id & ~PAINTED), err);
    }
    if (rc == HIP_OK && painted) {
        light_box(frame, s->lo, (const int[2]){s->hi[0], lo[1]});
        light_box(frame, (const int[2]){s->lo[0], hi[1]}, s->hi);
        light_box(frame, (const int[2]){s->lo[0], lo[1]}, (const int[2]){lo[0], hi[1]});
        light_box(frame, (const int[2]){hi[0], lo[1]}, (const int[2]){s->hi[0], hi[1]});
    }
    return rc;
}

/* What is drawn with its own light hides what is noted, but its pixels are not to be lit. Only a depth test lets a
 * software driver pass over them: all of them become as far away as can be without becoming free for the background. */
static HipResult forget_unnoted(Renderer *renderer, Frame *frame, HipError *err)
{
    static const GlState STATE = {.depth_test = true,
                                  .depth_write = true,
                                  .behind = true,
                                  .short_of_far = true,
                                  .no_colour = true,
                                  .scissor = true};
    HipResult rc = renderer_use(renderer, PROGRAM_UNNOTED, err);
    if (rc == HIP_OK) {
        gl_state_set(&STATE, frame->width, frame->height);
        light_box(frame, (const int[2]){0, 0}, (const int[2]){frame->width, frame->height});
    }
    return rc;
}

HipResult surfaces_end(Renderer *renderer, Frame *frame, bool forget, HipError *err)
{
    const Surfaces *surfaces = &renderer->surfaces;
    glBindFramebuffer(GL_FRAMEBUFFER, frame->scene->framebuffer);
    bool moved = surfaces_move(&renderer->plan);
    glActiveTexture(GL_TEXTURE0 + TEXTURE_RESTS);
    glBindTexture(GL_TEXTURE_2D, moved ? surfaces->rests : 0);
    glActiveTexture(GL_TEXTURE0 + TEXTURE_DEPTH); /* tested while the light asks for it, but not written */
    glBindTexture(GL_TEXTURE_2D, frame->scene->depth);
    glActiveTexture(GL_TEXTURE0 + TEXTURE_SURFACES);
    glBindTexture(GL_TEXTURE_2D, surfaces->notes);
    glBindVertexArray(renderer->no_vertices);
    ProgramId id = renderer_mesh_program(renderer, frame->list, PROGRAM_STORED | (moved ? PROGRAM_POSED : 0u));
    HipResult rc = forget ? forget_unnoted(renderer, frame, err) : HIP_OK;
    rc = rc == HIP_OK ? light_all(renderer, frame, id, err) : rc;
    glBindTexture(GL_TEXTURE_2D, 0);
    glActiveTexture(GL_TEXTURE0 + TEXTURE_DEPTH);
    glBindTexture(GL_TEXTURE_2D, 0);
    return rc;
}

void surfaces_release(Surfaces *surfaces)
{
    glDeleteTextures(1, &surfaces->notes);
    glDeleteTextures(1, &surfaces->rests);
    glDeleteFramebuffers(1, &surfaces->framebuffer);
    *surfaces = (Surfaces){0};
}
