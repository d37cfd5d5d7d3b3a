/* mesh_build_part.h - the steps of mesh_build for one part, each on its own; private to src/geometry. */
#ifndef HIP_MESH_BUILD_PART_H
#define HIP_MESH_BUILD_PART_H
#include "hip/mesh_build.h"
#include <stdbool.h>

/* One part on its way: grows from the raw triangles to what is copied into the set. */
typedef struct PartWork {
    size_t vertex_count, index_count;
    float (*positions)[3];
    float (*normals)[3];
    uint32_t *source; /* raw vertex that each vertex took its fibre from */
    uint32_t *place;  /* vertices with the same place share a number; NULL in the quick way */
    size_t place_count;
    uint32_t *indices; /* level 0 */
    bool closed;
    bool borrowed; /* positions and normals are the caller's: only read */
    double volume;
    Box3 box;

    MeshLod lods[MESH_MAX_LODS]; /* first_index counts from the start of `levels` */
    uint32_t lod_count;
    const uint32_t *levels; /* every level's indices, finest first */
    uint32_t *own_levels;   /* ... where they are not the caller's */
    size_t level_index_count;
    MeshVertex *vertices;
} PartWork;

void part_work_release(PartWork *work);

/* Indices in range, numbers finite. */
HipResult part_check(const RawPart *raw, HipError *err);

/* Takes the caller's triangles as they are, without a copy, as the only level. For a set that must be on
 * screen at once; part_weld, part_orient and part_levels do not follow. */
void part_borrow(PartWork *work, const RawPart *raw);

/* Numbers the places; joins vertices that lie together and look the same way when asked; drops triangles
 * without area. */
void part_weld(PartWork *work, const RawPart *raw, const MeshBuildOptions *options);

/* Directed edges between places. A closed surface walks each as often one way as the other. */
typedef struct PlaceEdge {
    uint32_t a, b; /* a < b; b 0: an empty row */
    int32_t balance;
} PlaceEdge;

typedef struct PlaceEdges {
    PlaceEdge *rows;   /* a hash table; in no order, but always the same for the same triangles */
    size_t room, open; /* rows; how many of them do not balance */
} PlaceEdges;

PlaceEdges place_edges_create(const uint32_t *place, const uint32_t *indices, size_t index_count);
void place_edges_release(PlaceEdges *edges);

/* Scans come with hair cracks: gives border places closer than `distance` one number and one position. */
void part_stitch(PartWork *work, const RawPart *raw, float distance);

/* Closes small holes with triangles between the vertices around them. */
void part_fill_holes(PartWork *work);

/* Sees whether the part is closed, turns one that is inside out, makes or mends the normals. */
void part_orient(PartWork *work, bool has_normals);

/* Level 0 in good order, and the coarser levels. */
void part_levels(PartWork *work, const MeshBuildOptions *options);

/* 16-bit vertices in the order in which the levels use them. */
void part_quantise(PartWork *work, const RawPart *raw, uint16_t part_index);

/* Adds one coarse level to what part_quantise has made. */
void part_sketch(PartWork *work);
#endif
