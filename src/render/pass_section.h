/* pass_section.h - the filled caps of a section plane. */
#ifndef HIP_PASS_SECTION_H
#define HIP_PASS_SECTION_H
#include "hip/draw_list.h"
#include "hip/mesh_slice.h"
#include <glad/gl.h>

/* A part that the plane cuts: its lines among all. */
typedef struct SectionCut {
    uint32_t part;
    size_t first, count;
    uint8_t cap;
    bool ghost;
} SectionCut;

typedef struct SectionPlaces { /* of uniforms */
    GLint origin, right, up, extent, from;
} SectionPlaces;

typedef struct Section { /* `= {0}` has nothing yet */
    SlicePlane plane;
    SliceLines lines;
    SectionCut cuts[DRAW_MAX_ITEMS]; /* what others cover first */
    uint32_t count;
    SliceMap map;
    GLuint texels, grain;    /* RG16UI: the map's texels; RGBA8: a tile of cells */
    int width, height;       /* of `texels` */
    SectionPlaces places[2]; /* in PROGRAM_SECTION and PROGRAM_SECTION_FLAT */
} Section;

void section_find_uniforms(GLuint program, SectionPlaces *out);

void section_release(Section *section);
#endif
