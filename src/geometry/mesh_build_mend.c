/* mesh_build_mend.c - open borders: finding them, joining those that nearly touch, filling small holes. */
#include "hip/mem.h"
#include "mesh_build_part.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const uint32_t NONE = UINT32_MAX;

/* A hole up to this round is closed, or a slit that has hardly any area however long it is; anything bigger
 * is meant, such as the end of a sheet or of a vessel. */
static const float HOLE_ROUND_M = 0.06f, SLIT_AREA_M2 = 30e-6f;
enum { HOLE_EDGES = 512 };

static PlaceEdge *edge_row(const PlaceEdges *edges, uint32_t a, uint32_t b)
{
    uint64_t key = ((uint64_t)a << 32 | b) * 0x9e3779b97f4a7c15ULL;
    size_t at = (size_t)(key >> 32) & (edges->room - 1);
    while (edges->rows[at].b != 0 && (edges->rows[at].a != a || edges->rows[at].b != b)) {
        at = (at + 1) & (edges->room - 1);
    }
    edges->rows[at].a = a;
    edges->rows[at].b = b; /* never 0: b > a >= 0 */
    return &edges->rows[at];
}

PlaceEdges place_edges_create(const uint32_t *place, const uint32_t *indices, size_t index_count)
{
    PlaceEdges edges = {.room = 64};
    while (edges.room < index_count * 2) {
        edges.room *= 2;
    }
    edges.rows = mem_alloc(edges.room, sizeof *edges.rows);
    for (size_t i = 0; i < index_count; i++) {
        size_t first = i - i % 3;
        uint32_t a = place[indices[i]], b = place[indices[first + (i + 1) % 3]];
        if (a != b) {
            edge_row(&edges, a < b ? a : b, a < b ? b : a)->balance += a < b ? 1 : -1;
        }
    }
    for (size_t e = 0; e < edges.room; e++) {
        edges.open += edges.rows[e].balance != 0;
    }
    return edges;
}

void place_edges_release(PlaceEdges *edges)
{
    free(edges->rows);
    *edges = (PlaceEdges){0};
}

typedef struct Grid {
    float cell;
    size_t room;
    uint32_t *head, *next; /* by hash of the cell; by place */
} Grid;

static size_t cell_hash(const Grid *grid, const int64_t cell[3])
{
    uint64_t h = (uint64_t)cell[0] * 0x9e3779b97f4a7c15ULL ^ (uint64_t)cell[1] * 0xc2b2ae3d27d4eb4fULL ^
                 (uint64_t)cell[2] * 0x165667b19e3779f9ULL;
    return (size_t)(h >> 32) & (grid->room - 1);
}

static void cell_of(const Grid *grid, const float p[3], int64_t cell[3])
{
    for (int k = 0; k < 3; k++) {
        cell[k] = (int64_t)floor((double)p[k] / (double)grid->cell);
    }
}

static float distance2(const float a[3], const float b[3])
{
    return (a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]);
}

/* The nearest place in the grid within a cell's width of p, or NONE. */
static uint32_t find_near(const Grid *grid, const float (*at)[3], const float p[3])
{
    int64_t middle[3];
    cell_of(grid, p, middle);
    uint32_t best = NONE;
    float nearest = grid->cell * grid->cell;
    for (int n = 0; n < 27; n++) {
        int64_t cell[3] = {middle[0] + n % 3 - 1, middle[1] + n / 3 % 3 - 1, middle[2] + n / 9 - 1};
        for (uint32_t q = grid->head[cell_hash(grid, cell)]; q != NONE; q = grid->next[q]) {
            float d = distance2(at[q], p);
            if (d <= nearest && (d < nearest || q < best)) {
                nearest = d;
                best = q;
            }
        }
    }
    return best;
}

static void grid_add(Grid *grid, const float (*at)[3], uint32_t place)
{
    int64_t cell[3];
    cell_of(grid, at[place], cell);
    size_t h = cell_hash(grid, cell);
    grid->next[place] = grid->head[h];
    grid->head[h] = place;
}

/* Each border place -> itself, or an earlier one close by. */
static void join_near(const PartWork *work, const PlaceEdges *edges, const float (*at)[3], float distance, uint32_t *to)
{
    bool *border = mem_alloc(work->place_count, sizeof *border);
    for (size_t e = 0; e < edges->room; e++) {
        if (edges->rows[e].balance != 0) {
            border[edges->rows[e].a] = border[edges->rows[e].b] = true;
        }
    }
    Grid grid = {.cell = distance, .room = 64, .next = mem_alloc(work->place_count, sizeof *grid.next)};
    while (grid.room < edges->open) {
        grid.room *= 2;
    }
    grid.head = mem_alloc(grid.room, sizeof *grid.head);
    memset(grid.head, 0xff, grid.room * sizeof *grid.head);
    for (uint32_t p = 0; p < work->place_count; p++) {
        to[p] = p;
        if (!border[p]) {
            continue;
        }
        uint32_t near = find_near(&grid, at, at[p]);
        if (near != NONE) {
            to[p] = near;
        } else {
            grid_add(&grid, at, p);
        }
    }
    free(grid.head);
    free(grid.next);
    free(border);
}

void part_stitch(PartWork *work, const RawPart *raw, float distance)
{
    PlaceEdges edges = place_edges_create(work->place, raw->indices, raw->index_count);
    if (edges.open) {
        float(*at)[3] = mem_alloc(work->place_count, sizeof *at);
        uint32_t *to = mem_alloc(work->place_count, sizeof *to);
        for (size_t v = 0; v < raw->vertex_count; v++) {
            memcpy(at[work->place[v]], work->positions[v], sizeof *at);
        }
        join_near(work, &edges, (const float(*)[3])at, distance, to);
        for (size_t v = 0; v < raw->vertex_count; v++) {
            work->place[v] = to[work->place[v]];
            memcpy(work->positions[v], at[work->place[v]], sizeof *at);
        }
        free(to);
        free(at);
    }
    place_edges_release(&edges);
}

/* The border as a graph: from each place on it the places that a hole's edge leads to. */
typedef struct Border {
    uint32_t *first; /* by place, into `to`; place_count + 1 of them */
    uint32_t *to;
    uint32_t *left; /* by place: edges not walked yet */
} Border;

static Border border_create(const PartWork *work, const PlaceEdges *edges)
{
    Border border = {mem_alloc(work->place_count + 1, sizeof *border.first), NULL,
                     mem_alloc(work->place_count, sizeof *border.left)};
    size_t count = 0;
    for (size_t e = 0; e < edges->room; e++) {
        const PlaceEdge *row = &edges->rows[e];
        if (row->balance != 0) {
            uint32_t from = row->balance > 0 ? row->b : row->a; /* a hole is walked against the triangles around it */
            border.left[from] += (uint32_t)abs(row->balance);
            count += (size_t)abs(row->balance);
        }
    }
    for (size_t p = 0; p < work->place_count; p++) {
        border.first[p + 1] = border.first[p] + border.left[p];
        border.left[p] = 0;
    }
    border.to = mem_alloc(count, sizeof *border.to);
    for (size_t e = 0; e < edges->room; e++) {
        const PlaceEdge *row = &edges->rows[e];
        uint32_t from = row->balance > 0 ? row->b : row->a, to = row->balance > 0 ? row->a : row->b;
        for (int n = 0; n < abs(row->balance); n++) {
            border.to[border.first[from] + border.left[from]++] = to;
        }
    }
    return border;
}

typedef struct Filler {
    PartWork *work;
    uint32_t *vertex;  /* one at each place */
    uint32_t *path;    /* places walked through */
    uint32_t *on_path; /* by place: where in the path, or NONE */
    size_t capacity;   /* of work->indices */
} Filler;

static const float *loop_point(const Filler *filler, uint32_t place)
{
    return filler->work->positions[filler->vertex[place]];
}

static bool small_enough(const Filler *filler, const uint32_t *loop, size_t count)
{
    float round = 0, area[3] = {0};
    const float *o = loop_point(filler, loop[0]);
    for (size_t i = 0; i < count; i++) {
        const float *p = loop_point(filler, loop[i]), *q = loop_point(filler, loop[(i + 1) % count]);
        round += sqrtf(distance2(p, q));
        for (int k = 0; k < 3; k++) {
            int a = (k + 1) % 3, b = (k + 2) % 3;
            area[k] += 0.5f * ((p[a] - o[a]) * (q[b] - o[b]) - (p[b] - o[b]) * (q[a] - o[a]));
        }
    }
    float size = sqrtf(area[0] * area[0] + area[1] * area[1] + area[2] * area[2]);
    return count >= 3 && count <= HOLE_EDGES && (round <= HOLE_ROUND_M || size <= SLIT_AREA_M2);
}

/* Cuts off the corner with the shortest third side, again and again: along a slit that goes from side to
 * side. */
static void fill_loop(Filler *filler, uint32_t *loop, size_t count)
{
    PartWork *work = filler->work;
    if (!small_enough(filler, loop, count)) {
        return;
    }
    work->indices = mem_grow(work->indices, &filler->capacity, work->index_count + 3 * (count - 2), sizeof(uint32_t));
    for (; count >= 3; count--) {
        size_t best = 0;
        float shortest = INFINITY;
        for (size_t i = 0; i < count; i++) {
            float across = distance2(loop_point(filler, loop[i]), loop_point(filler, loop[(i + 2) % count]));
            if (across < shortest) {
                shortest = across;
                best = i;
            }
        }
        size_t middle = (best + 1) % count;
        uint32_t corners[3] = {filler->vertex[loop[best]], filler->vertex[loop[middle]],
                               filler->vertex[loop[(best + 2) % count]]};
        memcpy(work->indices + work->index_count, corners, sizeof corners);
        work->index_count += 3;
        memmove(loop + middle, loop + middle + 1, (count - middle - 1) * sizeof *loop);
    }
}

/* Walks on until stuck, cutting off a loop whenever the path meets itself. At every place as many edges lead
 * in as out, so it gets stuck only where it began. */
static void walk(Filler *filler, Border *border, uint32_t start)
{
    size_t length = 0;
    uint32_t at = start;
    filler->path[length++] = at;
    filler->on_path[at] = 0;
    while (border->left[at]) {
        at = border->to[border->first[at] + --border->left[at]];
        if (filler->on_path[at] == NONE) {
            filler->on_path[at] = (uint32_t)length;
            filler->path[length++] = at;
            continue;
        }
        size_t begin = filler->on_path[at], count = length - begin;
        while (length > begin + 1) {
            filler->on_path[filler->path[--length]] = NONE;
        }
        fill_loop(filler, filler->path + begin, count);
        filler->path[begin] = at;
    }
    while (length) {
        filler->on_path[filler->path[--length]] = NONE;
    }
}

void part_fill_holes(PartWork *work)
{
    PlaceEdges edges = place_edges_create(work->place, work->indices, work->index_count);
    if (edges.open) {
        Border border = border_create(work, &edges);
        Filler filler = {
            .work = work,
            .vertex = mem_alloc(work->place_count, sizeof(uint32_t)),
            .path = mem_alloc(work->place_count + 1, sizeof(uint32_t)),
            .on_path = mem_alloc(work->place_count, sizeof(uint32_t)),
            .capacity = work->index_count,
        };
        memset(filler.on_path, 0xff, work->place_count * sizeof(uint32_t));
        for (size_t v = work->vertex_count; v-- > 0;) {
            filler.vertex[work->place[v]] = (uint32_t)v;
        }
        for (uint32_t p = 0; p < work->place_count; p++) {
            while (border.left[p]) {
                walk(&filler, &border, p);
            }
        }
        free(filler.vertex);
        free(filler.path);
        free(filler.on_path);
        free(border.first);
        free(border.to);
        free(border.left);
    }
    place_edges_release(&edges);
}
