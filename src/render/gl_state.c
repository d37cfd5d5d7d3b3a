#include "gl_state.h"

/* Some 24-bit steps, and still behind all that is ever drawn. */
static const double SHORT_OF_FAR = 1 - 1.0 / (1 << 20);

static void toggle(GLenum what, bool on)
{
    if (on) {
        glEnable(what);
    } else {
        glDisable(what);
    }
}

void gl_state_set(const GlState *state, int width, int height)
{
    glViewport(0, 0, width, height);
    toggle(GL_SCISSOR_TEST, state->scissor);
    toggle(GL_CLIP_DISTANCE0, state->clip);
    toggle(GL_DEPTH_TEST, state->depth_test);
    glDepthFunc(state->behind ? GL_GREATER : GL_LEQUAL);
    glDepthMask(state->depth_write);
    glDepthRange(0, state->short_of_far ? SHORT_OF_FAR : 1);
    toggle(GL_CULL_FACE, state->cull_back);
    glCullFace(GL_BACK);
    glFrontFace(GL_CCW);
    toggle(GL_BLEND, state->blend != BLEND_NONE);
    glBlendEquation(state->blend == BLEND_MAX ? GL_MAX : GL_FUNC_ADD);
    if (state->blend == BLEND_MAX) {
        glBlendFunc(GL_ONE, GL_ONE);
    } else {
        /* The target stays opaque where it was opaque: alpha adds up to one. */
        glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    }
    toggle(GL_FRAMEBUFFER_SRGB, state->encode_srgb);
    GLboolean colour = state->no_colour ? GL_FALSE : GL_TRUE;
    glColorMask(colour, colour, colour, colour);
    glPolygonMode(GL_FRONT_AND_BACK, GL_FILL);
    glDisable(GL_STENCIL_TEST);
    glDisable(GL_POLYGON_OFFSET_FILL);
    glDisable(GL_RASTERIZER_DISCARD);
    glDisable(GL_PRIMITIVE_RESTART);
}

void gl_state_leave(void)
{
    glDisable(GL_FRAMEBUFFER_SRGB);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_CULL_FACE);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_CLIP_DISTANCE0);
    glDisable(GL_BLEND);
    glBlendEquation(GL_FUNC_ADD);
    glDepthMask(GL_TRUE);
    glBindVertexArray(0);
    glUseProgram(0);
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, 0);
}
