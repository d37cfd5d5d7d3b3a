/* pass_lens.c - the look-through lens: the second list into a picture of its own, no larger than the box round the
 * circle and with a camera that sees nothing beyond it, then that picture over the scene with a soft edge and a rim. */
#include "gl_program.h"
#include "hip/mem.h"
#include "renderer.h"
#include <math.h>
#include <string.h>

/* Greatest screen error of a level of detail while something moves: twice the ordinary one, for this is a second
 * picture in the time of one. For the same reason flaps cast no shadow in it then. */
static const float MOVING_PIXELS = 1;

typedef struct LensBox { /* pixels from the lower left of the picture; hi excluded */
    int lo[2], size[2];
    float middle[2];
} LensBox;

static float rim_pixels(int height)
{
    return fmaxf(1.5f, (float)height / 480);
}

/* False when the circle lies outside the picture. */
static bool find_box(const DrawLens *lens, int width, int height, LensBox *out)
{
    int whole[2] = {width, height};
    float reach = lens->radius + rim_pixels(height) + 1;
    out->middle[0] = lens->x;
    out->middle[1] = (float)height - lens->y;
    for (int k = 0; k < 2; k++) {
        /* slopes are taken over pairs of pixels: the same pairs as in the whole picture */
        float lo = fmaxf(2 * floorf(0.5f * (out->middle[k] - reach)), 0);
        float hi = fminf(ceilf(out->middle[k] + reach), (float)whole[k]);
        if (!(lens->radius > 0) || !(lo < hi)) {
            return false;
        }
        out->lo[k] = (int)lo;
        out->size[k] = (int)hi - (int)lo;
    }
    return true;
}

/* The part of the picture that the box covers becomes all of it (-1..1). */
static void restrict_matrix(float m[16], const float middle[2], const float half[2])
{
    for (int column = 0; column < 4; column++) {
        for (int k = 0; k < 2; k++) {
            m[4 * column + k] = (m[4 * column + k] - middle[k] * m[4 * column + 3]) / half[k];
        }
    }
}

static void restrict_camera(CameraMatrices *camera, const LensBox *box, const int whole[2])
{
    float middle[2], half[2];
    for (int k = 0; k < 2; k++) {
        half[k] = (float)box->size[k] / (float)whole[k];
        middle[k] = (2 * (float)box->lo[k] + (float)box->size[k]) / (float)whole[k] - 1;
    }
    restrict_matrix(camera->projection, middle, half);
    restrict_matrix(camera->view_projection, middle, half);
}

/* The lens has notes of its own: those of the picture would be made anew for each size. */
static void swap_surfaces(Renderer *renderer)
{
    Surfaces other = renderer->surfaces;
    renderer->surfaces = renderer->lens_surfaces;
    renderer->lens_surfaces = other;
}

/* The picture of the box; `picture` is the texture that holds it, one value a pixel. */
static HipResult draw_inside(Renderer *renderer, Frame *frame, const LensBox *box, GLuint *picture, HipError *err)
{
    GlTarget *target = &renderer->lens, *single = &renderer->lens_single;
    HipResult rc = gl_target_require(target, GL_SRGB8_ALPHA8, box->size[0], box->size[1], frame->samples, 0, err);
    if (rc == HIP_OK) {
        swap_surfaces(renderer);
        rc = renderer_draw_list(renderer, frame, target, err);
        swap_surfaces(renderer);
    }
    *picture = target->colour;
    if (rc == HIP_OK && frame->samples > 1) {
        rc = gl_target_require(single, GL_SRGB8_ALPHA8, box->size[0], box->size[1], 1, 0, err);
        if (rc == HIP_OK) {
            gl_target_copy(target, single->framebuffer);
            *picture = single->colour;
        }
    }
    return rc;
}

static HipResult blend_over(Renderer *renderer, Frame *frame, const GlTarget *scene, const LensBox *box, GLuint picture,
                            HipError *err)
{
    static const GlState STATE = {.blend = BLEND_OVER, .encode_srgb = true, .scissor = true};
    const DrawLens *lens = &frame->list->lens;
    HipResult rc = renderer_use(renderer, PROGRAM_LENS, err);
    if (rc == HIP_OK) {
        glBindFramebuffer(GL_FRAMEBUFFER, scene->framebuffer);
        gl_state_set(&STATE, frame->width, frame->height);
        glScissor(box->lo[0], box->lo[1], box->size[0], box->size[1]);
        glUniform4f(renderer->lens_circle, box->middle[0], box->middle[1], lens->radius,
                    fmaxf(lens->soft * lens->radius, 1));
        glUniform4f(renderer->lens_box, (float)box->lo[0], (float)box->lo[1], rim_pixels(frame->height), 0);
        glActiveTexture(GL_TEXTURE0 + TEXTURE_LENS);
        glBindTexture(GL_TEXTURE_2D, picture);
        glBindVertexArray(renderer->no_vertices);
        glDrawArrays(GL_TRIANGLES, 0, 3);
        glBindTexture(GL_TEXTURE_2D, 0);
        frame->stats.draw_calls++;
    }
    return rc;
}

void pass_lens_hole(Frame *frame)
{
    const DrawLens *lens = &frame->list->lens;
    if (lens->inside) {
        float hole[4] = {lens->x, (float)frame->height - lens->y, lens->radius * (1 - lens->soft) - 1, 1};
        memcpy(frame->hole, hole, sizeof hole);
    }
}

HipResult pass_hole_draw(Renderer *renderer, const Frame *frame, HipError *err)
{
    static const GlState STATE = {.depth_test = true, .depth_write = true, .scissor = true};
    HipResult rc = renderer_use(renderer, PROGRAM_HOLE, err);
    if (rc == HIP_OK) {
        gl_state_set(&STATE, frame->width, frame->height);
        int lo[2], reach = (int)ceilf(frame->hole[2]) + 2; /* of the inner picture that is all of it */
        for (int k = 0; k < 2; k++) {
            lo[k] = (int)floorf(frame->hole[k]) - reach;
        }
        glScissor(lo[0], lo[1], 2 * reach + 1, 2 * reach + 1);
        glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE); /* the next pass sets it back, as all state */
        glUniform4fv(renderer->hole, 1, frame->hole);
        glBindVertexArray(renderer->no_vertices);
        glDrawArrays(GL_TRIANGLES, 0, 3);
    }
    return rc;
}

HipResult pass_lens_draw(Renderer *renderer, Frame *frame, const GlTarget *scene, HipError *err)
{
    LensBox box;
    if (!frame->list->lens.inside || !find_box(&frame->list->lens, frame->width, frame->height, &box)) {
        return HIP_OK;
    }
    if (!renderer->lens_list) {
        renderer->lens_list = mem_alloc(1, sizeof *renderer->lens_list);
    }
    DrawList *list = renderer->lens_list;
    *list = *frame->list->lens.inside;
    list->full_detail = frame->list->full_detail;
    list->moving = frame->list->moving;
    list->lod_pixels = list->moving ? MOVING_PIXELS : frame->list->lod_pixels;
    list->unshadowed = list->moving;
    list->flat = frame->list->flat;
    list->plain = frame->list->plain;
    list->hidden_too = frame->list->hidden_too;
    restrict_camera(&list->camera, &box, (int[2]){frame->width, frame->height});
    gl_debug_push("lens");
    Frame inside = *frame;
    inside.list = list;
    inside.width = box.size[0];
    inside.height = box.size[1];
    inside.from_y = box.lo[1];
    float hole[4] = {box.middle[0] - (float)box.lo[0], box.middle[1] - (float)box.lo[1], frame->list->lens.radius + 1,
                     -1};
    memcpy(inside.hole, hole, sizeof hole); /* the corners of the box are not seen */
    inside.mask = &renderer->lens_mask;
    inside.mask_single = &renderer->lens_mask_single;
    GLuint picture = 0;
    HipResult rc = draw_inside(renderer, &inside, &box, &picture, err);
    frame->stats = inside.stats;
    frame->waiting = inside.waiting;
    if (rc == HIP_OK) {
        rc = blend_over(renderer, frame, scene, &box, picture, err);
    }
    gl_debug_pop();
    return rc;
}
