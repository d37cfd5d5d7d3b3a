/* pass_surface.h - light once a pixel instead of once a triangle, for software drivers.
 * They shade blocks of 4 x 4 pixels for each triangle that touches them, and the triangles of a whole hip are two
 * pixels large. So the opaque parts but flaps only note what each pixel shows (8 bytes, and its depth); then one screen
 * pass reads the notes and lights each pixel once. */
#ifndef HIP_PASS_SURFACE_H
#define HIP_PASS_SURFACE_H
#include "cull.h"
#include "gl_target.h"

typedef struct Surfaces {
    GLuint framebuffer, notes; /* the depth is the scene's */
    GLuint rests;              /* where each place lies unmoved; 0 until joints first move something */
    int width, height;         /* of the notes: as much of the picture as was needed so far */
    int lo[2], hi[2];          /* pixels that this frame may touch; hi excluded */
} Surfaces;

struct Renderer;
struct Frame;

/* Whether joints have moved something that is noted. */
bool surfaces_move(const DrawPlan *plan);
bool surfaces_possible(const struct Renderer *renderer, const struct Frame *frame); /* from the list and target alone */
bool surfaces_wanted(const struct Renderer *renderer, const struct Frame *frame);
/* What is drawn from here on with PROGRAM_SURFACE goes into the notes. */
HipResult surfaces_begin(struct Renderer *renderer, const struct Frame *frame, HipError *err);
/* Back to the scene, with the light. */
HipResult surfaces_end(struct Renderer *renderer, struct Frame *frame, bool forget, HipError *err);
void surfaces_release(Surfaces *surfaces); /* accepts a zeroed struct */
#endif
