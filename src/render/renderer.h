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
    PROGRAM_MASK, /* parts that may be bent */
    PROGRAM_OUTLINE,
    PROGRAM_COUNT
} ProgramId;

struct Renderer {
    char name[128];
    int most_samples, most_size;
    bool software;      /* the processor draws: see renderer_breathe */
    GLsync piece;       /* the last one given; NULL: none */
    const MeshSet *set; /* NULL: none yet */
    bool solid[MESH_MAX_PARTS];
    GpuMesh mesh;
    PartTable table;
    DrawPlan plan;
    GhostSort ghosts;
    GLuint programs[PROGRAM_COUNT];
    GLuint no_vertices;         /* vertex array of the screen passes */
    GlTarget offscreen;         /* what renderer_offscreen gives out */
    GlTarget mask, mask_single; /* outlined parts; with the samples averaged */
    GLint mask_strength;        /* a uniform's place in PROGRAM_MASK */
    GlTarget scene;             /* where the picture is made when the target itself cannot take it */
};

/* One frame on its way through the passes. */
typedef struct Frame {
    const DrawList *list;
    int width, height, samples;
    RenderStats stats;
    size_t waiting; /* triangles that the driver has collected */
} Frame;

/* What a software driver is given at a time (renderer_breathe). */
enum { PIECE_TRIANGLES = 5000 };

/* Counts what was given to the driver since it was last set to work. A software driver collects the triangles
 * of a whole frame before its threads fill pixels; handed over in pieces, the pixels of one are filled while
 * the vertices of the next are computed, and the pile stays small (50 MB less) and in the caches. A graphics
 * card is left alone. */
void renderer_breathe(Renderer *renderer, Frame *frame, size_t triangles);
/* Waits for the piece before the last: at most two are in memory. */
void renderer_settle(Renderer *renderer);

HipResult renderer_use(Renderer *renderer, ProgramId id, HipError *err);

HipResult pass_opaque_draw(Renderer *renderer, Frame *frame, HipError *err);
HipResult pass_ghost_draw(Renderer *renderer, Frame *frame, HipError *err);
HipResult pass_background_draw(Renderer *renderer, Frame *frame, HipError *err);
bool pass_outline_wanted(const DrawList *list);
HipResult pass_outline_draw(Renderer *renderer, Frame *frame, const GlTarget *scene, HipError *err);
#endif
