/* draw_list.h - all that a renderer needs for one picture: parts, colours, opacities, bends, camera, light. It has
 * never heard of a muscle. Colours are linear. */
#ifndef HIP_DRAW_LIST_H
#define HIP_DRAW_LIST_H
#include "hip/bend.h"
#include "hip/camera.h"
#include "hip/mesh_place.h"

enum { DRAW_MAX_ITEMS = MESH_MAX_PARTS, DRAW_MAX_BENDS = 128 };

typedef enum DrawMaterial {
    MATERIAL_PLAIN,
    MATERIAL_SKIN,
    MATERIAL_FAT,
    MATERIAL_FASCIA,
    MATERIAL_MUSCLE,
    MATERIAL_NERVE,
    MATERIAL_VESSEL,
    MATERIAL_LIGAMENT,
    MATERIAL_BONE,
    MATERIAL_CARTILAGE,
    MATERIAL_COUNT
} DrawMaterial;

typedef enum DrawOutline { OUTLINE_NONE, OUTLINE_HOVERED, OUTLINE_SELECTED } DrawOutline;

typedef struct DrawItem {
    uint32_t part; /* of the MeshSet given to the renderer */
    float colour[3];
    float opacity;    /* 1 opaque; below 1 goes to the sorted pass; items with 0 are left out by the composer */
    float shift[3];   /* metres */
    int32_t bend;     /* index into bends, -1 as it lies */
    uint8_t material; /* DrawMaterial */
    uint8_t outline;  /* DrawOutline */
    uint8_t double_sided;
    uint8_t rim;      /* 1: opacity grows towards the rim (x-ray) */
    float uncovered;  /* 0: what covers it lies in place .. 1: all gone; mixes the two baked lights */
    uint8_t hatch;    /* 0 none, 1 sparse .. 11 dense: a second cue beside colour */
    uint8_t uncut;    /* 1: the section plane leaves it whole */
    uint8_t moves;    /* MeshMoves: MOVES_SOFT here: joints do not move it, or its bend holds their motion too */
    uint8_t posed;    /* 1: its bend is no flap, joints have moved it: it casts no shadow of its own */
    uint8_t cap;      /* where caps of several items meet on the section plane the greater number shows */
    uint8_t unmarked; /* 1: DrawMarks and DrawField leave it out */
    uint8_t even;     /* 1: large, smooth and of one colour: in motion its light may fall on the vertices */
} DrawItem;

/* How a theme lights the body. Zero is plain: no rim, no ink, no haze. */
typedef struct DrawLight {
    float exposure;   /* of all lamps; 0 counts as 1 */
    float rim[3];     /* linear colour of the light from behind */
    float rim_around; /* 0..1: how much of it every edge gets, wherever it faces */
    float ink;        /* 0..1: how dark the edges are drawn, as on paper */
    float haze;       /* 0..1: share of the ground's colour in what is farthest away */
} DrawLight;

/* A hole in the picture through which another picture is seen: pixels, origin top left. */
typedef struct DrawLens {
    float x, y, radius;
    float soft;                    /* share of the radius over which it fades, 0..1 */
    const struct DrawList *inside; /* same camera; NULL: no lens. The caller's, and without a lens of its own */
} DrawLens;

enum { DRAW_PATCH_PIECES = 12 };
#define DRAW_MARKS_ROUND_M 0.16f

/* What is drawn onto the outermost surfaces round a bar: two kinds of areas to spare, an area that glows, lines, and
 * one patch that moves. Places are of the unbent, unmoved model, so that marks go with the flesh. */
typedef struct DrawMarks {
    const uint8_t (*texels)[4]; /* rows from the lowest, each `columns` long: area, spare, spare wholly, line. 128 is an
                                   edge; a line is 255. Above them as many rows again: how high over the bar the skin
                                   is. NULL: nothing is marked. The caller's */
    uint64_t serial;            /* never the same for other texels */
    int columns, rows;          /* of either half */
    uint32_t within;      /* they lie on the first so many parts, or no farther than DRAW_MARKS_ROUND_M from them */
    float edge_m, line_m; /* how far from 128 to 0, and from 255 to 0 */
    float sheet[8];       /* how the texels are wound about the bar: ChartSheet, see shaders/common/marks.glsl */
    float height_m;       /* that 255 stands for; what lies farther out than the skin is not marked */
    float tints[4][4];    /* by channel: linear colour, strength */
    float ink[3];         /* of what sets lines off */
    float patch[4][3];    /* its middle; its x and y, away from the body: unit */
    float patch_tint[4];  /* linear colour, strength; 0: no patch */
    float press;          /* 0..1: how hard: a ring about the patch */
    int piece_count;      /* the patch in its own plane: rounded bars */
    float pieces[DRAW_PATCH_PIECES][5]; /* from, to, radius; metres */
} DrawMarks;

enum { DRAW_FIELD_POINTS = 8 };

/* Areas of the body painted onto whatever faces outwards in them, as a volume of distances; places are of the unbent,
 * unmoved model. Points are discs on the skin that may pulse, and from them areas may spread. */
typedef struct DrawField {
    const uint8_t (*texels)[4]; /* x fastest, then y, then z: what is told, essential, spilt over, pointed at; 128 is an
                                   edge. NULL: nothing is painted. The caller's */
    uint64_t serial;            /* never the same for other texels */
    int size[3];                /* texels along x, y, z; none of them 0 */
    float lo[3], hi[3];         /* box round the texels, metres */
    float edge_m;               /* how far from 128 to 0 and to 255 */
    float tints[4][4];          /* by channel: linear colour, strength */
    float ink[3];               /* of what sets lines off */
    float spread_m[2];          /* the middle two channels reach so far from the nearest point; without points: all */
    int point_count;
    float points[DRAW_FIELD_POINTS][4];  /* place, radius: 0 is not drawn */
    float outward[DRAW_FIELD_POINTS][3]; /* unit: a point goes some centimetres deep against it */
    float point_tint[4];
    float pulse; /* 0..1: how far a ring has gone out from each point; 0: none */
} DrawField;

typedef struct DrawList {
    DrawItem items[DRAW_MAX_ITEMS];
    uint32_t item_count;
    BendGrid bends[DRAW_MAX_BENDS];
    uint32_t bend_count;
    PoseBones joints; /* of items that joints move */
    CameraMatrices camera;
    Box3 scene;                            /* around everything drawn */
    float ground_top[3], ground_bottom[3]; /* background gradient */
    float outline_colour[3];
    DrawLight light;
    bool schematic; /* colours have a meaning: tendons keep their muscle's */
    bool section;   /* the plane below cuts, with filled caps */
    float plane[4]; /* model frame, metres, unit normal: what lies at n.p + d > 0 is taken away */
    DrawLens lens;
    DrawMarks marks;
    DrawField field;
    bool flat;         /* colours as they are: no light, no material (checks, ids) */
    bool plain;        /* light at the vertices, tissues in one colour: for comparing with viewers that do no more */
    bool full_detail;  /* level 0 of everything, whatever the size on the screen */
    bool hidden_too;   /* checks: nothing is left out because something else hides it; the picture is the same */
    bool moving;       /* a frame in motion: see-through parts too may take the level that their size allows */
    bool unshadowed;   /* what is bent casts no shadow */
    float lod_pixels;  /* greatest screen error of a chosen level; 0: the default, 0.5 */
    int width, height; /* of the picture it was composed for, pixels */
} DrawList;

/* Where an item lies. */
static inline MeshPlace draw_place(const DrawList *list, const DrawItem *item)
{
    bool bends = item->bend >= 0 && (uint32_t)item->bend < list->bend_count;
    return (MeshPlace){.bend = bends ? &list->bends[item->bend] : NULL,
                       .bones = &list->joints,
                       .moves = item->moves,
                       .shift = {item->shift[0], item->shift[1], item->shift[2]}};
}
#endif
