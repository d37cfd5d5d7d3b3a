#include "hip/mem.h"
#include "mesh_bvh_tree.h"
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { LEAF_TRIANGLES = 4, BINS = 16, DEPTH_MOST = 48 };

static void tree_place(Tree *tree, const Box3 *box)
{
    for (int i = 0; i < 3; i++) {
        /* a flat part still needs a grid with a size */
        tree->lo[i] = (double)box->lo[i];
        tree->metres[i] = fmax((double)box->hi[i] - (double)box->lo[i], 1e-7) / 65535;
    }
}

/* Reaches: how far something goes down and up each axis, both so that less is more; one kind of minimum then
 * joins two of them, and the compiler makes it one instruction. */
typedef struct Reach {
    int16_t axis[8]; /* lo - 32768, then 32767 - hi; two to fill up */
} Reach;

typedef struct BuildTriangle {
    Reach reach;
    uint32_t index;
} BuildTriangle;

typedef struct Builder {
    Tree *tree;
    BuildTriangle *work;
    float metres[3];
} Builder;

static const Reach REACH_NOTHING = {{INT16_MAX, INT16_MAX, INT16_MAX, INT16_MAX, INT16_MAX, INT16_MAX, 0, 0}};

static void reach_add(Reach *reach, const Reach *other)
{
    for (int i = 0; i < 8; i++) {
        reach->axis[i] = other->axis[i] < reach->axis[i] ? other->axis[i] : reach->axis[i];
    }
}

static int reach_lo(const Reach *reach, int axis)
{
    return reach->axis[axis] + 32768;
}

static int reach_hi(const Reach *reach, int axis)
{
    return 32767 - reach->axis[axis + 3];
}

static Reach reach_of_point(const uint16_t p[3])
{
    Reach reach = {{0}};
    for (int i = 0; i < 3; i++) {
        reach.axis[i] = (int16_t)(p[i] - 32768);
        reach.axis[i + 3] = (int16_t)(32767 - p[i]);
    }
    return reach;
}

static Reach reach_of_node(const Node *node)
{
    Reach reach = reach_of_point(node->lo), hi = reach_of_point(node->hi);
    reach_add(&reach, &hi);
    return reach;
}

static void node_set_reach(Node *node, const Reach *reach)
{
    for (int i = 0; i < 3; i++) {
        node->lo[i] = (uint16_t)reach_lo(reach, i);
        node->hi[i] = (uint16_t)reach_hi(reach, i);
    }
}

static float reach_area(const Builder *builder, const Reach *reach)
{
    float size[3];
    for (int i = 0; i < 3; i++) {
        size[i] = (float)(reach_hi(reach, i) - reach_lo(reach, i)) * builder->metres[i];
    }
    return size[0] * size[1] + size[1] * size[2] + size[2] * size[0];
}

/* Where a node's triangles part: those in bins up to `bin` go first. */
typedef struct Split {
    int axis;
    int from;    /* least middle, doubled */
    float scale; /* bins for a step of the doubled middle */
    int bin;
    Reach first, second;
} Split;

static int split_bin(const Split *split, const BuildTriangle *triangle)
{
    int doubled = reach_lo(&triangle->reach, split->axis) + reach_hi(&triangle->reach, split->axis);
    return (int)((float)(doubled - split->from) * split->scale);
}

static void split_start(const Builder *builder, const Reach *reach, Split *split)
{
    float longest = -1;
    for (int i = 0; i < 3; i++) {
        int lo = reach_lo(reach, i), hi = reach_hi(reach, i);
        float length = (float)(hi - lo) * builder->metres[i];
        if (length > longest) {
            longest = length;
            *split = (Split){.axis = i, .from = 2 * lo, .scale = BINS * 0.9999f / (float)(2 * (hi - lo) + 1)};
        }
    }
}

/* The bin border with the least expected work of a ray (surface area heuristic); false when all fall into one
 * bin. */
static bool split_choose(const Builder *builder, uint32_t first, uint32_t count, Split *split)
{
    Reach bins[BINS], above[BINS]; /* above: all bins after this one */
    uint32_t counts[BINS] = {0}, n = 0;
    for (int b = 0; b < BINS; b++) {
        bins[b] = REACH_NOTHING;
    }
    for (uint32_t t = first; t < first + count; t++) {
        int b = split_bin(split, &builder->work[t]);
        counts[b]++;
        reach_add(&bins[b], &builder->work[t].reach);
    }
    Reach side = REACH_NOTHING;
    for (int b = BINS - 1; b >= 0; b--) {
        above[b] = side;
        reach_add(&side, &bins[b]);
    }
    float best = INFINITY;
    side = REACH_NOTHING;
    for (int b = 0; b + 1 < BINS; b++) {
        reach_add(&side, &bins[b]);
        n += counts[b];
        if (n == 0 || n == count) {
            continue;
        }
        float cost = (float)n * reach_area(builder, &side) + (float)(count - n) * reach_area(builder, &above[b]);
        if (cost < best) {
            best = cost;
            split->bin = b;
            split->first = side;
            split->second = above[b];
        }
    }
    return best < INFINITY;
}

static uint32_t split_apply(Builder *builder, uint32_t first, uint32_t count, const Split *split)
{
    uint32_t i = first, j = first + count;
    while (i < j) {
        if (split_bin(split, &builder->work[i]) <= split->bin) {
            i++;
        } else {
            BuildTriangle swap = builder->work[i];
            builder->work[i] = builder->work[--j];
            builder->work[j] = swap;
        }
    }
    return i - first;
}

static Reach reach_of_work(const Builder *builder, uint32_t first, uint32_t count)
{
    Reach reach = REACH_NOTHING;
    for (uint32_t t = first; t < first + count; t++) {
        reach_add(&reach, &builder->work[t].reach);
    }
    return reach;
}

static void build_node(Builder *builder, uint32_t first, uint32_t count, const Reach *reach, int depth)
{
    Tree *tree = builder->tree;
    Node *node = &tree->nodes[tree->node_count++];
    node_set_reach(node, reach);
    if (count <= LEAF_TRIANGLES) {
        node->link = NODE_LEAF | count << NODE_COUNT_SHIFT | first;
        return;
    }
    Split split;
    uint32_t half = count / 2;
    split_start(builder, reach, &split);
    if (depth < DEPTH_MOST && split_choose(builder, first, count, &split)) {
        half = split_apply(builder, first, count, &split);
    } else { /* where splitting by place is no use, any halves do */
        split.first = reach_of_work(builder, first, half);
        split.second = reach_of_work(builder, first + half, count - half);
    }
    build_node(builder, first, half, &split.first, depth + 1);
    node->link = tree->node_count;
    build_node(builder, first + half, count - half, &split.second, depth + 1);
}

static bool triangle_in_part(const MeshSet *set, const MeshPart *part, uint32_t at)
{
    for (uint32_t k = 0; k < 3; k++) {
        uint32_t vertex = set->indices[at + k];
        if (vertex < part->first_vertex || vertex - part->first_vertex >= part->vertex_count) {
            return false;
        }
    }
    return true;
}

static Reach triangle_reach(const MeshSet *set, const Tree *tree, uint32_t at)
{
    Reach reach = reach_of_point(tree_position(tree, set->indices[at]));
    for (uint32_t k = 1; k < 3; k++) {
        Reach corner = reach_of_point(tree_position(tree, set->indices[at + k]));
        reach_add(&reach, &corner);
    }
    return reach;
}

static const MeshLod *level_for(const MeshPart *part, float error_m)
{
    uint32_t level = 0;
    while (level + 1 < part->lod_count && part->lods[level + 1].error_m <= error_m) {
        level++;
    }
    return &part->lods[level];
}

static void build_tree(const MeshSet *set, const MeshPart *part, float error_m, BuildTriangle *work, Tree *tree)
{
    const MeshLod *lod = level_for(part, error_m);
    tree_place(tree, &part->box);
    tree->positions = (const uint8_t *)(set->vertices + part->first_vertex);
    tree->stride = sizeof(MeshVertex);
    tree->first_vertex = part->first_vertex;
    uint32_t count = 0;
    for (uint32_t i = 0; i + 2 < lod->index_count && count < NODE_FIRST_MASK; i += 3) {
        if (triangle_in_part(set, part, lod->first_index + i)) {
            uint32_t at = lod->first_index + i;
            work[count++] = (BuildTriangle){triangle_reach(set, tree, at), at};
        }
    }
    if (!count) {
        return;
    }
    tree->nodes = mem_alloc(2 * (size_t)count, sizeof *tree->nodes);
    Builder builder = {tree, work, {(float)tree->metres[0], (float)tree->metres[1], (float)tree->metres[2]}};
    Reach whole = reach_of_work(&builder, 0, count);
    build_node(&builder, 0, count, &whole, 0);
    tree->nodes = mem_resize(tree->nodes, tree->node_count, sizeof *tree->nodes);
    tree->triangles = mem_alloc(count, sizeof *tree->triangles);
    tree->triangle_count = count;
    for (uint32_t t = 0; t < count; t++) {
        tree->triangles[t] = work[t].index;
    }
}

MeshBvhSet *mesh_bvh_create(const MeshSet *set, float error_m)
{
    static _Atomic uint64_t serial;
    MeshBvhSet *bvh = mem_alloc(1, sizeof *bvh);
    bvh->serial = atomic_fetch_add(&serial, 1) + 1;
    bvh->set = set;
    bvh->count = set->part_count;
    bvh->trees = mem_alloc(set->part_count, sizeof *bvh->trees);
    size_t largest = 1;
    for (size_t p = 0; p < set->part_count; p++) {
        size_t triangles = level_for(&set->parts[p], error_m)->index_count / 3;
        largest = triangles > largest ? triangles : largest;
    }
    BuildTriangle *work = mem_alloc(largest, sizeof *work);
    for (size_t p = 0; p < set->part_count; p++) {
        build_tree(set, &set->parts[p], error_m, work, &bvh->trees[p]);
    }
    free(work);
    return bvh;
}

void mesh_bvh_release(MeshBvhSet *bvh)
{
    if (bvh) {
        for (size_t p = 0; p < bvh->count; p++) {
            free(bvh->trees[p].nodes);
            free(bvh->trees[p].triangles);
        }
        free(bvh->trees);
        free(bvh);
    }
}

uint64_t mesh_bvh_serial(const MeshBvhSet *bvh)
{
    return bvh->serial;
}

size_t mesh_bvh_bytes(const MeshBvhSet *bvh)
{
    size_t bytes = sizeof *bvh + bvh->count * sizeof *bvh->trees;
    for (size_t p = 0; p < bvh->count; p++) {
        bytes += bvh->trees[p].node_count * sizeof(Node) + bvh->trees[p].triangle_count * sizeof(uint32_t);
    }
    return bytes;
}

/* Children come after their parent, so one pass from the end meets them first. */
static void refit(const MeshSet *set, Tree *tree)
{
    for (uint32_t n = tree->node_count; n-- > 0;) {
        Node *node = &tree->nodes[n];
        Reach reach = REACH_NOTHING, other;
        if (node->link & NODE_LEAF) {
            uint32_t first = node_first(node), count = node_count(node);
            for (uint32_t t = first; t < first + count; t++) {
                other = triangle_reach(set, tree, tree->triangles[t]);
                reach_add(&reach, &other);
            }
        } else {
            reach = reach_of_node(&node[1]);
            other = reach_of_node(&tree->nodes[node->link]);
            reach_add(&reach, &other);
        }
        node_set_reach(node, &reach);
    }
}

MeshBvhFit *mesh_bvh_fit(const MeshBvhSet *bvh, uint32_t part, const float (*positions)[3])
{
    const Tree *rest = &bvh->trees[part];
    uint32_t count = bvh->set->parts[part].vertex_count;
    MeshBvhFit *fit = mem_alloc(1, sizeof *fit);
    fit->set = bvh->set;
    fit->tree = *rest;
    fit->positions = mem_alloc(count ? count : 1, sizeof *fit->positions);
    fit->tree.positions = (const uint8_t *)fit->positions;
    fit->tree.stride = sizeof *fit->positions;
    fit->tree.nodes = NULL;
    if (!rest->nodes) {
        return fit;
    }
    Box3 box = box3_empty();
    for (uint32_t v = 0; v < count; v++) {
        box3_add_point(&box, positions[v]);
    }
    tree_place(&fit->tree, &box);
    for (uint32_t v = 0; v < count; v++) {
        for (int i = 0; i < 3; i++) {
            double q = ((double)positions[v][i] - fit->tree.lo[i]) / fit->tree.metres[i];
            fit->positions[v][i] = (uint16_t)lrint(fmin(fmax(q, 0), 65535));
        }
    }
    fit->tree.nodes = mem_copy(rest->nodes, rest->node_count * sizeof *rest->nodes);
    refit(bvh->set, &fit->tree);
    return fit;
}

void mesh_bvh_fit_release(MeshBvhFit *fit)
{
    if (fit) {
        free(fit->tree.nodes);
        free(fit->positions);
        free(fit);
    }
}
