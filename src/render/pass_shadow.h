/* pass_shadow.h - the shadow that bent parts cast on what lies beneath: a small picture of them from the key light's
 * side, read by mesh.frag (common/shadow.glsl). Nothing is drawn or read where nothing is bent. */
#ifndef HIP_PASS_SHADOW_H
#define HIP_PASS_SHADOW_H
#include "draw_plan.h"
#include "hip/error.h"
#include <glad/gl.h>

typedef struct Shadow {             /* `= {0}` has nothing yet */
    GLuint framebuffer, map, depth; /* RG16: covered, covered * distance */
} Shadow;

struct Renderer;
struct Frame;

/* Does something bent cast a shadow in this list? */
bool shadow_wanted(const DrawPlan *plan, const DrawList *list);

/* Rows that take a point, relative to the eye, to the map (0..1 across, up) and to its distance from the light within
 * the map's depth (0..1); the last number is that depth in metres. All zero where there is no shadow. */
void shadow_aim(const DrawPlan *plan, const DrawList *list, float rows[4][4]);

/* The level of a part that casts the shadow. */
const MeshLod *shadow_level(const MeshPart *part);

/* Draws the map that was aimed; leaves its own framebuffer bound. */
HipResult pass_shadow_draw(struct Renderer *renderer, struct Frame *frame, HipError *err);
void shadow_release(Shadow *shadow); /* accepts a zeroed struct */
#endif
