/* gl_state.h - the fixed-function state of one pass, set whole: no pass trusts what another left behind. */
#ifndef HIP_GL_STATE_H
#define HIP_GL_STATE_H
#include <glad/gl.h>
#include <stdbool.h>

typedef enum GlBlend {
    BLEND_NONE,
    BLEND_OVER, /* straight alpha over what is there */
    BLEND_MAX,  /* the greater of both, channel by channel */
} GlBlend;

typedef struct GlState {
    bool depth_test, depth_write; /* nearer or equal passes */
    bool behind;                  /* the other way round: where something nearer has been drawn */
    bool short_of_far; /* the far plane, and all else, a hair nearer: what is drawn there can be told from nothing */
    bool cull_back;
    GlBlend blend;
    bool no_colour;   /* depth only */
    bool encode_srgb; /* the shader's colours are linear, the target's bytes sRGB */
    bool scissor;     /* the box is the pass's own */
    bool clip;        /* the shader says what lies beyond the section plane */
} GlState;

void gl_state_set(const GlState *state, int width, int height);

/* What a stranger to the renderer (the user interface) may expect after a frame. */
void gl_state_leave(void);
#endif
