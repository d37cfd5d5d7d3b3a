/* balls.h - the table of balls: what a file under assets/body says, checked, and the figures that follow from
 * it. Millimetres, model frame. docs/body.md explains the format to those who write it. */
#ifndef HIP_BODY_BALLS_H
#define HIP_BODY_BALLS_H
#include "hip/mesh.h"
#include "hip/problems.h"
#include <stdbool.h>
#include <stdint.h>

enum {
    BALLS_MAX_WRITTEN = 1200, /* balls that one structure may write down; a fitted one needs at most about 160 */
    BALLS_MAX_MADE = 40000,   /* after subdivision */
    BALLS_ID_SIZE = 40,       /* leaves room for the side in MESH_ID_SIZE */
};

typedef struct Ball {
    float at[3], radius;
} Ball;

/* Three balls span a slab (their convex hull), two an edge (a round cone), one is itself; unused places hold
 * -1. */
typedef struct Figure {
    int32_t ball[3];
} Figure;

typedef enum BallBone { BONE_PELVIS, BONE_THIGH, BONE_SPINE } BallBone; /* thigh: of the own side */

/* Which bones a structure goes with when joints bend, from origin to insertion. One and not `near`: it is a piece of
 * that bone. `near`: by distance only, its ends are not tied. `both_thighs`: what BONE_THIGH says goes for either side.
 */
typedef struct BallMoves {
    uint8_t bones[3], count; /* count 0: not said */
    bool near, both_thighs;
} BallMoves;

/* What a ball of a figure says of the place where it is: with which MeshBone it goes, how far creases between what
 * meets there are rounded, and how much farther out the skin is in the second build, mm. */
typedef struct BallFlesh {
    uint8_t bone, soft;
    int8_t grows;
} BallFlesh;

typedef struct BallStructure {
    char id[BALLS_ID_SIZE]; /* without side when paired */
    const char *file;       /* where it is written; the table owns the name */
    int line;               /* of its `structure` statement */
    uint32_t variants;      /* bit 0: type I ... bit 5: type VI; 0: belongs to all */
    bool paired;            /* written for the right, mirrored to the left */
    bool symmetric;         /* written for the right, and the left half is added to it */
    bool described;         /* has said where its figures come from */
    bool measured;          /* on a reference; else schematic */
    bool has_fibre;         /* some sheet or chain gives u and v */
    float offset[3];        /* added to the mirrored side */
    float blend, grid;      /* mm */
    int smooth, pieces, holes;
    float cut_below, cut_above; /* mm of height; the surface ends there in a flat cap */
    float firm;                 /* where two meet, the less firm gives way; 0: neither gives nor takes */
    float tendon[2];            /* share of the length that is tendon at origin and insertion */
    Ball *balls;
    float (*fibre)[2]; /* u, v of each ball */
    BallFlesh *flesh;  /* of each ball */
    size_t ball_count, ball_capacity, fibre_capacity, flesh_capacity;
    BallFlesh next; /* of the balls that are added next */
    Figure *figures;
    size_t figure_count, figure_capacity;
    int layer; /* how deep it lies, 0 skin .. 10 bone; -1: not said */
    BallMoves moves;
    size_t written; /* balls written down by hand or by a fit */
} BallStructure;

/* `layer` or `moves` for one id, which any file may say of the structures of any other. */
typedef struct BallSaying {
    char id[BALLS_ID_SIZE];
    const char *file;
    int line, layer; /* layer -1: it is about `moves` */
    BallMoves moves;
} BallSaying;

typedef struct BallTable {
    BallStructure *items;
    size_t count, capacity;
    BallSaying *sayings;
    size_t saying_count, saying_capacity;
    char **files; /* names of the files read, as in messages */
    size_t file_count, file_capacity;
} BallTable;

/* Adds the structures of one file. Every mistake goes to `problems` under `name`; what is right is kept, so
 * that later lines can be checked too. The text need not end in a zero byte. */
void balls_parse(const char *name, const char *text, size_t size, BallTable *table, Problems *problems);

/* Gives the structures what was said about them by their ids, once all files are read. */
void balls_apply_sayings(BallTable *table, Problems *problems);

/* Is a structure of `variants` there in the lowest variant that `other` belongs to? One mesh serves all its variants,
 * so that only one of them can decide who pushes it. */
bool balls_in_lowest(uint32_t variants, uint32_t other);

void balls_release(BallTable *table); /* accepts a zeroed struct */

/* Appends a ball with its fibre coordinates, or a figure; the index of the ball. */
int32_t balls_add(BallStructure *s, const Ball *ball, float u, float v);
void balls_add_figure(BallStructure *s, int32_t a, int32_t b, int32_t c);

/* A sheet of rows x columns written balls becomes balls and figures: Catmull-Rom in all four numbers, `steps`
 * parts between neighbours. u runs along the rows' order, v across. One column is a chain. */
void balls_add_sheet(BallStructure *s, const Ball *grid, int rows, int columns, int steps);

/* Adds the mirror image of all that is there: x changes its sign, right bones become left ones. */
void balls_add_mirror_image(BallStructure *s);

/* The other side of a paired structure: x changes its sign, then the offset; its id ends in _l. */
BallStructure balls_mirrored(const BallStructure *s);
void ball_structure_release(BallStructure *s);
#endif
