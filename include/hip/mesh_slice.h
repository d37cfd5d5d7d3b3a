/* mesh_slice.h - where a plane cuts closed meshes: lines on the plane, and which places of a picture they enclose.
 * What lies inside is counted by crossings (even and odd), so that nothing has to be linked into outlines: two shells
 * of a part make a hollow, lines may touch and cross. Pure: no GL, no globals. */
#ifndef HIP_MESH_SLICE_H
#define HIP_MESH_SLICE_H
#include "hip/mesh_place.h"

/* A plane with axes of its own: a point of it is origin + u * right + v * up, u and v in metres. right x up is the
 * normal; what lies at normal . p + offset > 0 is cut away. */
typedef struct SlicePlane {
    float normal[3], offset;
    float origin[3]; /* the plane's point nearest to the model's origin */
    float right[3], up[3];
} SlicePlane;

/* plane: unit normal and offset, as DrawList.plane. */
SlicePlane slice_plane(const float plane[4]);
void slice_plane_point(const SlicePlane *plane, const float uv[2], float out[3]);
static inline float slice_distance(const SlicePlane *plane, const float p[3])
{
    return plane->normal[0] * p[0] + plane->normal[1] * p[1] + plane->normal[2] * p[2] + plane->offset;
}

typedef enum SliceSide { SLICE_KEPT, SLICE_CUT, SLICE_GONE } SliceSide;
SliceSide slice_side(const SlicePlane *plane, const Box3 *box);

typedef struct SliceLine {
    float a[2], b[2]; /* u, v */
} SliceLine;

typedef struct SliceLines { /* `= {0}` is empty */
    SliceLine *lines;
    size_t count, capacity;
    float *distances; /* room for mesh_slice */
    float (*places)[3];
    size_t vertex_room;
} SliceLines;
void slice_lines_release(SliceLines *lines);

/* A part where it lies now.
 *   lod  the level that is drawn: its cut fits its surface without a gap */
typedef struct SlicePart {
    const MeshSet *set;
    uint32_t part;
    const MeshLod *lod;
    MeshPlace place;
} SlicePart;

/* Adds the lines along which the plane cuts the part. */
void mesh_slice(const SlicePart *part, const SlicePlane *plane, SliceLines *out);

/* From the plane to a picture: x = at.x . (u, v, 1) / at.w . (u, v, 1), y alike, pixels, y up. */
typedef struct SliceView {
    float x[3], y[3], w[3];
    float least_w; /* above 0: what lies nearer to the eye is not in the picture */
} SliceView;

/* camera: column-major view projection. `jitter` (pixels) is taken off, so that a sample there is a pixel's middle. */
SliceView slice_view(const SlicePlane *plane, const float view_projection[16], float near_m, int width, int height,
                     const float jitter[2]);

typedef struct SliceMap { /* `= {0}` is empty */
    int width, height;
    uint16_t *ids;    /* row by row, y up; 0: nothing */
    int lo[2], hi[2]; /* pixels outside are 0: lo <= x, y < hi */
    size_t room;
    uint16_t (
        *texels)[2]; /* of the pixels from lo to hi, hi - lo wide: id, and how far its edge is in thirds of a pixel */
    size_t texel_room;
    struct SliceScratch *scratch;
} SliceMap;
void slice_map_clear(SliceMap *map, int width, int height);
void slice_map_release(SliceMap *map);

/* Gives `id` to all pixels whose middle lies inside the lines; what was there before is painted over. */
void slice_fill(SliceMap *map, const SliceView *view, const SliceLine *lines, size_t count, uint16_t id);

/* Writes the texels: for each pixel the distance to the nearest one of another id. */
void slice_edges(SliceMap *map);
#endif
