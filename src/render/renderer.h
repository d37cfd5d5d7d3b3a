/* renderer.h - what the passes share. Private to src/render. */
#ifndef HIP_RENDERER_H
#define HIP_RENDERER_H
#include "draw_plan.h"
#include "ghost_sort.h"
#include "gl_debug.h"
#include "gl_state.h"
#include "gl_target.h"
#include "gpu_mesh.h"
#include "hip/render.h"
#include "part_table.h"
#include "solid.h"

/* Made when first needed: the first frame waits for one mesh program only. */
typedef enum ProgramId {
    PROGRAM_MESH, /* + PROGRAM_BENT, + PROGRAM_FLAT, + PROGRAM_GHOST */
    PROGRAM_BENT = 1,
    PROGRAM_FLAT = 2,
    PROGRAM_GHOST = 4,
    PROGRAM_BACKGROUND = 8,
    PROGRAM_COUNT
} ProgramId;

struct Renderer {
    char name[128];
    int most_samples, most_size;
    const MeshSet *set; /* NULL: none yet */
    bool solid[MESH_MAX_PARTS];
    GpuMesh mesh;
    PartTable table;
    DrawPlan plan;
    GhostSort ghosts;
    GLuint programs[PROGRAM_COUNT];
    GLuint no_vertices; /* vertex array of the screen passes */
    GlTarget offscreen; /* what renderer_offscreen gives out */
    GlTarget scene;     /* where the picture is made when the target itself cannot take it */
};

/* One frame on its way through the passes. */
typedef struct Frame {
    const DrawList *list;
    int width, height, samples;
    RenderStats stats;
} Frame;

HipResult renderer_use(Renderer *renderer, ProgramId id, HipError *err);

HipResult pass_opaque_draw(Renderer *renderer, Frame *frame, HipError *err);
HipResult pass_ghost_draw(Renderer *renderer, Frame *frame, HipError *err);
HipResult pass_background_draw(Renderer *renderer, Frame *frame, HipError *err);
#endif
