/* renderer.h - what the passes share. Private to src/render. */
#ifndef HIP_RENDERER_H
#define HIP_RENDERER_H
#include "cull.h"
#include "draw_plan.h"
#include "field.h"
#include "ghost_sort.h"
#include "gl_debug.h"
#include "gl_state.h"
#include "gl_target.h"
#include "gpu_mesh.h"
#include "hip/mesh_solid.h"
#include "hip/render.h"
#include "marks.h"
#include "part_table.h"
#include "pass_section.h"
#include "pass_shadow.h"
#include "pass_surface.h"

/* Made when first needed: the first frame waits for one mesh program only. */
typedef enum ProgramId {
    PROGRAM_MESH, /* and any of these: */
    PROGRAM_BENT = 1,
    PROGRAM_FLAT = 2,
    PROGRAM_GHOST = 4,
    PROGRAM_CUT = 8,      /* a section plane takes part of it away */
    PROGRAM_HATCH = 16,   /* some part is hatched */
    PROGRAM_SHADOW = 32,  /* something bent casts a shadow */
    PROGRAM_STORED = 64,  /* the light of what PROGRAM_SURFACE has noted */
    PROGRAM_QUICK = 128,  /* light at the vertices */
    PROGRAM_POSED = 256,  /* joints move some part */
    PROGRAM_MARKED = 512, /* something is drawn onto the outermost surfaces */
    PROGRAM_FIELD = 1024, /* areas are painted onto the body */
    PROGRAM_BACKGROUND = 2048,
    PROGRAM_MASK, /* parts that may be bent */
    PROGRAM_MASK_CUT,
    PROGRAM_MASK_POSED, /* or moved */
    PROGRAM_MASK_POSED_CUT,
    PROGRAM_SECTION,
    PROGRAM_SECTION_FLAT,
    PROGRAM_OUTLINE,
    PROGRAM_LENS,
    PROGRAM_HOLE,
    PROGRAM_SURFACE, /* straight parts for light that comes later */
    PROGRAM_SURFACE_CUT,
    PROGRAM_SURFACE_MOVED, /* and moved ones */
    PROGRAM_SURFACE_MOVED_CUT,
    PROGRAM_UNNOTED,
    PROGRAM_EVEN, /* large parts of one colour, moved or not, with light at the vertices */
    PROGRAM_SHADOW_MAP,
    PROGRAM_SHOW,
    PROGRAM_COUNT
} ProgramId;

struct Renderer {
    char name[128];
    int most_samples, most_size;
    bool software;      /* the processor draws: see renderer_breathe */
    bool shows;         /* pass_show.c has what it needs */
    GLsync piece;       /* the last one given; NULL: none */
    const MeshSet *set; /* NULL: none yet */
    bool solid[MESH_MAX_PARTS];
    GpuMesh mesh;
    PartTable table;
    DrawPlan plan;
    Cull cull;
    GhostSort ghosts;
    GLuint programs[PROGRAM_COUNT];
    void (*rest_compiler)(void); /* NULL: this driver has no such call */
    bool compiled;               /* a program was made since the compiler last went to rest */
    GLuint no_vertices;          /* vertex array of the screen passes */
    GlTarget offscreen;          /* what renderer_offscreen gives out */
    GlTarget mask, mask_single;  /* outlined parts; with the samples averaged */
    GLint mask_strength[4];      /* a uniform's place in PROGRAM_MASK and the three after it */
    GlTarget lens, lens_single;  /* what is seen through the lens, with its own masks; with the samples averaged */
    GlTarget lens_mask, lens_mask_single;
    GLint lens_circle, lens_box; /* uniforms' places in PROGRAM_LENS */
    GLint hole;                  /* ... and in PROGRAM_HOLE */
    DrawList *lens_list;         /* the inside list with the lens's camera; NULL until needed */
    Section section;
    Shadow shadow;
    Marks marks;
    Field field;
    Surfaces surfaces, lens_surfaces; /* each as large as its pictures */
    GLint rays[PROGRAM_BACKGROUND];   /* a uniform's place in the programs with PROGRAM_STORED */
    GlTarget scene;                   /* where the picture is made when the target itself cannot take it */
};

/* One frame on its way through the passes. */
typedef struct Frame {
    const DrawList *list;
    int width, height, samples;
    int whole_height, from_y;     /* of the picture that this is a part of; this part's lowest row in it */
    GlTarget *mask, *mask_single; /* for outlines */
    float hole[4];                /* what another picture will cover (hole.frag); radius 0: nothing */
    const GlTarget *scene;        /* what is drawn into */
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

/* As before the first renderer_set_model. */
void renderer_forget_model(Renderer *renderer);

/* The mesh program that draws what this list holds; `more`: other bits. */
ProgramId renderer_mesh_program(const Renderer *renderer, const DrawList *list, unsigned more);
HipResult renderer_use(Renderer *renderer, ProgramId id, HipError *err);

/* All passes of the frame's list but the lens, into a picture of the frame's size. */
HipResult renderer_draw_list(Renderer *renderer, Frame *frame, const GlTarget *scene, HipError *err);

HipResult pass_opaque_draw(Renderer *renderer, Frame *frame, HipError *err);
/* Slices what the list's plane cuts; the caps of see-through parts come after these. */
void pass_section_prepare(Renderer *renderer, const DrawList *list);
HipResult pass_section_draw(Renderer *renderer, Frame *frame, bool ghosts, HipError *err);
HipResult pass_ghost_draw(Renderer *renderer, Frame *frame, HipError *err);
HipResult pass_background_draw(Renderer *renderer, Frame *frame, HipError *err);
bool pass_outline_wanted(const DrawList *list);
HipResult pass_outline_draw(Renderer *renderer, Frame *frame, const GlTarget *scene, HipError *err);
/* Whether the driver can hand out sRGB bytes as they are. */
bool pass_show_possible(void);
/* The pixels that the lens will cover wholly; then nothing has to be drawn there. */
void pass_lens_hole(Frame *frame);
HipResult pass_hole_draw(Renderer *renderer, const Frame *frame, HipError *err);
/* Over the finished scene; nothing without a lens. The plan and the tables are the lens's then. */
HipResult pass_lens_draw(Renderer *renderer, Frame *frame, const GlTarget *scene, HipError *err);
#endif
