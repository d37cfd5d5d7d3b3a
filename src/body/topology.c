/* topology.c - thinning a solid block down to the structure without tearing it.
 *
 * The block is one piece without a hole. Cells outside of the structure leave it one after the other, those farthest
 * from the surface first, each only where that changes neither pieces nor holes (a simple point: Malandain and
 * Bertrand, Fast characterization of 3D simple points, 1992). What is left in the way then are walls across every hole
 * and bridges over every gap; they are widest where the field is greatest, so the promised ones are opened there and
 * the rest stay. */
#include "topology.h"
#include "hip/mem.h"
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { AROUND = 27, MIDDLE = 13, BUCKETS = 128, NEVER = 255 };

/* A wall's cells lie inside by this share of a step; crumbs are pieces smaller than that share of the largest. */
static const float WALL = 0.03f, CRUMB = 0.03f, BUCKETS_PER_STEP = 8;

typedef struct Bucket { /* first in, first out */
    uint32_t *items;
    size_t count, capacity, next;
} Bucket;

typedef struct Block {
    float *values;
    const int *n;
    float step;
    bool *solid; /* still in the block */
    bool *queued;
    Bucket buckets[BUCKETS];
    int highest;                                    /* no bucket above holds anything */
    ptrdiff_t offset[AROUND];                       /* of the cells round a cell; index x + 3 y + 9 z */
    uint32_t face_joins[AROUND], all_joins[AROUND]; /* neighbours by faces within the 18 round a cell; by corners too */
    uint32_t faces;                                 /* the six */
    int cube[8][8];                                 /* the eight cells of each cube that holds the middle */
    bool pinched[256];                              /* cubes whose cells touch in an edge or a corner only */
} Block;

static int distance_of(int a, int b) /* axes in which two of the 27 differ; NEVER: by more than one cell */
{
    int axes = 0;
    for (int k = 0, unit = 1; k < 3; k++, unit *= 3) {
        int d = abs(a / unit % 3 - b / unit % 3);
        if (d > 1) {
            return NEVER;
        }
        axes += d;
    }
    return axes;
}

static bool is_pinched(int mask)
{
    for (int axis = 0; axis < 3; axis++) {
        for (int side = 0; side < 2; side++) {
            int a = 1 << (axis + 1) % 3, b = 1 << (axis + 2) % 3, base = side << axis;
            int p = mask >> base & 1, q = mask >> (base | a) & 1, r = mask >> (base | a | b) & 1,
                s = mask >> (base | b) & 1;
            if (p == r && q == s && p != q) {
                return true;
            }
        }
    }
    for (int c = 0; c < 4; c++) {
        int pair = 1 << c | 1 << (7 - c);
        if (mask == pair || mask == (255 & ~pair)) {
            return true;
        }
    }
    return false;
}

static void lay_tables(Block *b)
{
    for (int i = 0; i < AROUND; i++) {
        b->offset[i] = (i % 3 - 1) + (ptrdiff_t)b->n[0] * ((i / 3 % 3 - 1) + (ptrdiff_t)b->n[1] * (i / 9 - 1));
        b->faces |= distance_of(i, MIDDLE) == 1 ? 1u << i : 0;
        for (int k = 0; k < AROUND; k++) {
            bool near = i != MIDDLE && k != MIDDLE && i != k && distance_of(i, k) != NEVER;
            bool face = near && distance_of(i, k) == 1 && distance_of(k, MIDDLE) < 3;
            b->all_joins[i] |= near ? 1u << k : 0;
            b->face_joins[i] |= face ? 1u << k : 0;
        }
    }
    for (int c = 0; c < 8; c++) {
        for (int k = 0; k < 8; k++) {
            int x = (c & 1) + (k & 1), y = (c >> 1 & 1) + (k >> 1 & 1), z = (c >> 2) + (k >> 2);
            b->cube[c][k] = x + 3 * y + 9 * z;
        }
    }
    for (int mask = 0; mask < 256; mask++) {
        b->pinched[mask] = is_pinched(mask);
    }
}

static uint32_t look_around(const Block *b, size_t at)
{
    uint32_t mask = 0;
    for (int i = 0; i < AROUND; i++) {
        mask |= (uint32_t)b->solid[at + (size_t)b->offset[i]] << i;
    }
    return mask & ~(1u << MIDDLE);
}

/* Connected groups among `set` that hold one of `seeds`. */
static int count_groups(uint32_t set, uint32_t seeds, const uint32_t joins[AROUND])
{
    int groups = 0;
    for (seeds &= set; seeds; groups++) {
        uint32_t group = seeds & (~seeds + 1), fresh = group;
        while (fresh) {
            int i = __builtin_ctz(fresh);
            fresh &= fresh - 1;
            uint32_t more = joins[i] & set & ~group;
            group |= more;
            fresh |= more;
        }
        set &= ~group;
        seeds &= ~group;
    }
    return groups;
}

typedef enum Change { CHANGE_NOTHING, CHANGE_HOLE, CHANGE_CUT, CHANGE_OTHER } Change;

/* What it would change if the cell left the block. */
static Change change_of(const Block *b, size_t at)
{
    uint32_t solid = look_around(b, at);
    for (int c = 0; c < 8; c++) {
        int mask = 0;
        for (int k = 0; k < 8; k++) {
            mask |= (int)(solid >> b->cube[c][k] & 1) << k;
        }
        if (b->pinched[mask]) {
            return CHANGE_OTHER;
        }
    }
    uint32_t empty = ~solid & ((1u << AROUND) - 1) & ~(1u << MIDDLE);
    int pieces = count_groups(solid, b->faces, b->face_joins), outsides = count_groups(empty, empty, b->all_joins);
    if (pieces == 1 && outsides == 1) {
        return CHANGE_NOTHING;
    }
    return pieces == 1 && outsides == 2 ? CHANGE_HOLE : pieces == 2 && outsides == 1 ? CHANGE_CUT : CHANGE_OTHER;
}

static void push(Block *b, size_t at)
{
    if (!b->solid[at] || b->queued[at] || b->values[at] < 0) {
        return;
    }
    float which = b->values[at] / b->step * BUCKETS_PER_STEP;
    int i = which < BUCKETS - 1 ? (int)which : BUCKETS - 1;
    Bucket *bucket = &b->buckets[i];
    if (bucket->next == bucket->count) {
        bucket->next = bucket->count = 0;
    }
    bucket->items = mem_grow(bucket->items, &bucket->capacity, bucket->count + 1, sizeof *bucket->items);
    bucket->items[bucket->count++] = (uint32_t)at;
    b->queued[at] = true;
    b->highest = i > b->highest ? i : b->highest;
}

static void take_away(Block *b, size_t at)
{
    b->solid[at] = false;
    for (int i = 0; i < AROUND; i++) {
        push(b, at + (size_t)b->offset[i]);
    }
}

static void thin(Block *b)
{
    while (b->highest >= 0) {
        Bucket *bucket = &b->buckets[b->highest];
        if (bucket->next == bucket->count) {
            b->highest--;
            continue;
        }
        size_t at = bucket->items[bucket->next++];
        b->queued[at] = false;
        if (change_of(b, at) == CHANGE_NOTHING) {
            take_away(b, at);
        }
    }
}

/* Calls once for each cell that has all its neighbours. */
static void each_inner(Block *b, void (*call)(Block *b, size_t at, void *context), void *context)
{
    for (int z = 1; z + 1 < b->n[2]; z++) {
        for (int y = 1; y + 1 < b->n[1]; y++) {
            for (int x = 1; x + 1 < b->n[0]; x++) {
                call(b, ((size_t)z * b->n[1] + y) * b->n[0] + x, context);
            }
        }
    }
}

typedef struct Widest {
    Change change;
    size_t at; /* 0: none */
} Widest;

static void find_widest(Block *b, size_t at, void *context)
{
    Widest *widest = context;
    if (b->solid[at] && b->values[at] >= 0 && (widest->at == 0 || b->values[at] > b->values[widest->at]) &&
        change_of(b, at) == widest->change) {
        widest->at = at;
    }
}

static void open_widest(Block *b, Change change, int count)
{
    for (int i = 0; i < count; i++) {
        Widest widest = {.change = change};
        each_inner(b, find_widest, &widest);
        if (widest.at == 0) {
            return;
        }
        take_away(b, widest.at);
        thin(b);
    }
}

static void fill_cell(Block *b, size_t at, void *context)
{
    (void)context;
    b->solid[at] = true;
}

static void push_border(Block *b, size_t at, void *context)
{
    (void)context;
    for (int i = 0; i < AROUND; i++) {
        if (!b->solid[at + (size_t)b->offset[i]]) {
            push(b, at);
            return;
        }
    }
}

static void keep_wall(Block *b, size_t at, void *context)
{
    (void)context;
    if (b->solid[at] && b->values[at] >= 0) {
        b->values[at] = -WALL * b->step;
    }
}

typedef struct Pieces {
    uint32_t *label; /* of each inside cell, from 1 */
    uint32_t *stack;
    size_t *size;
    size_t count, capacity, largest;
} Pieces;

static void flood(Block *b, size_t from, void *context)
{
    Pieces *p = context;
    if (b->values[from] >= 0 || p->label[from]) {
        return;
    }
    p->size = mem_grow(p->size, &p->capacity, p->count + 2, sizeof *p->size);
    uint32_t label = (uint32_t)++p->count;
    size_t size = 0, waiting = 0;
    p->stack[waiting++] = (uint32_t)from;
    p->label[from] = label;
    while (waiting) {
        size_t at = p->stack[--waiting];
        size++;
        for (uint32_t faces = b->faces; faces; faces &= faces - 1) {
            size_t next = at + (size_t)b->offset[__builtin_ctz(faces)];
            if (b->values[next] < 0 && !p->label[next]) {
                p->label[next] = label;
                p->stack[waiting++] = (uint32_t)next;
            }
        }
    }
    p->size[label] = size;
    p->largest = size > p->largest ? size : p->largest;
}

static void drop_crumb(Block *b, size_t at, void *context)
{
    const Pieces *p = context;
    if (p->label[at] && (float)p->size[p->label[at]] < CRUMB * (float)p->largest) {
        b->values[at] = -b->values[at];
    }
}

static void drop_crumbs(Block *b, size_t cells)
{
    Pieces p = {.label = mem_alloc(cells, sizeof *p.label),
                .stack = mem_alloc(cells, sizeof *p.stack),
                .size = mem_alloc(1, sizeof *p.size),
                .capacity = 1};
    each_inner(b, flood, &p);
    each_inner(b, drop_crumb, &p);
    free(p.label);
    free(p.stack);
    free(p.size);
}

void topology_mend(float *values, const int n[3], float step, int pieces, int holes)
{
    size_t cells = (size_t)n[0] * n[1] * n[2];
    Block *b = mem_alloc(1, sizeof *b);
    b->values = values;
    b->n = n;
    b->step = step;
    b->highest = -1;
    b->solid = mem_alloc(cells, sizeof *b->solid);
    b->queued = mem_alloc(cells, sizeof *b->queued);
    lay_tables(b);
    drop_crumbs(b, cells);
    each_inner(b, fill_cell, NULL);
    each_inner(b, push_border, NULL);
    thin(b);
    open_widest(b, CHANGE_CUT, pieces - 1);
    open_widest(b, CHANGE_HOLE, holes);
    each_inner(b, keep_wall, NULL);
    for (int i = 0; i < BUCKETS; i++) {
        free(b->buckets[i].items);
    }
    free(b->solid);
    free(b->queued);
    free(b);
}
