/* mesh_bvh_tree.h - what building and casting share. Boxes and triangles are handled in the part's own 16-bit
 * grid: a node fits in 16 bytes without becoming larger than what it holds, and a ray is brought into the
 * grid once a part (an affine map keeps distances along the ray). */
#ifndef HIP_MESH_BVH_TREE_H
#define HIP_MESH_BVH_TREE_H
#include "hip/mesh_bvh.h"

enum {
    NODE_COUNT_SHIFT = 24,
    NODE_COUNT_MASK = 0x7f,
    NODE_FIRST_MASK = 0x00ffffff /* 16 million triangles a part */
};
#define NODE_LEAF 0x80000000u

typedef struct Node {
    uint16_t lo[3], hi[3];
    uint32_t link; /* NODE_LEAF | count | first triangle, else the second child; the first child is the next
                      node */
} Node;

typedef struct Tree {
    double lo[3], metres[3]; /* grid -> model: lo + metres * q */
    Node *nodes;             /* NULL: no triangles */
    uint32_t *triangles;     /* first entries in MeshSet.indices */
    uint32_t node_count, triangle_count;
    const uint8_t *positions; /* three uint16_t of the vertex `first_vertex`, then every `stride` bytes */
    size_t stride;
    uint32_t first_vertex;
} Tree;

struct MeshBvhSet {
    const MeshSet *set;
    Tree *trees;
    size_t count;
    uint64_t serial;
};

struct MeshBvhFit {
    const MeshSet *set;
    uint16_t (*positions)[3];
    Tree tree; /* its triangles belong to the set's tree */
};

static inline const uint16_t *tree_position(const Tree *tree, uint32_t vertex)
{
    const uint8_t *at = tree->positions + (size_t)(vertex - tree->first_vertex) * tree->stride;
    return (const uint16_t *)(const void *)at;
}

static inline uint32_t node_first(const Node *leaf)
{
    return leaf->link & NODE_FIRST_MASK;
}

static inline uint32_t node_count(const Node *leaf)
{
    return leaf->link >> NODE_COUNT_SHIFT & NODE_COUNT_MASK;
}
#endif
