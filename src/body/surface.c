#include "surface.h"
#include "hip/mem.h"
#include "topology.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_CELLS = 1 << 26 };

void surface_release(Surface *surface)
{
    free(surface->positions);
    free(surface->fibre);
    free(surface->indices);
    *surface = (Surface){0};
}

/* Neighbours of every vertex along edges, as one list with starts; each edge counts once each way. */
typedef struct Ring {
    uint32_t *start, *list;
} Ring;

static Ring ring_make(const Surface *s)
{
    Ring ring = {mem_alloc(s->vertex_count + 2, sizeof(uint32_t)), mem_alloc(s->index_count, sizeof(uint32_t))};
    for (size_t i = 0; i < s->index_count; i++) {
        ring.start[s->indices[i] + 2]++;
    }
    for (size_t i = 2; i < s->vertex_count + 2; i++) {
        ring.start[i] += ring.start[i - 1];
    }
    for (size_t t = 0; t + 2 < s->index_count; t += 3) {
        for (int k = 0; k < 3; k++) { /* on a closed surface every edge runs out of each end once */
            uint32_t a = s->indices[t + k], b = s->indices[t + (k + 1) % 3];
            ring.list[ring.start[a + 1]++] = b;
        }
    }
    return ring;
}

static void ring_release(Ring *ring)
{
    free(ring->start);
    free(ring->list);
}

static void relax(const Surface *s, const Ring *ring, float amount, float (*out)[3])
{
    for (size_t i = 0; i < s->vertex_count; i++) {
        float sum[3] = {0, 0, 0};
        uint32_t from = ring->start[i], to = ring->start[i + 1];
        for (uint32_t k = from; k < to; k++) {
            const float *q = s->positions[ring->list[k]];
            sum[0] += q[0];
            sum[1] += q[1];
            sum[2] += q[2];
        }
        float share = to > from ? 1 / (float)(to - from) : 0;
        for (int k = 0; k < 3; k++) {
            float p = s->positions[i][k];
            out[i][k] = to > from ? p + amount * (sum[k] * share - p) : p;
        }
    }
}

/* Taubin, A signal processing approach to fair surface design (1995): a step that smooths and shrinks, one
 * that swells back. Takes the polygoniser's steps and the slabs' facets away, keeps the volume. */
void surface_taubin(Surface *surface, int steps)
{
    if (steps == 0 || surface->vertex_count == 0) {
        return;
    }
    Ring ring = ring_make(surface);
    float(*other)[3] = mem_alloc(surface->vertex_count, sizeof *other);
    for (int i = 0; i < 2 * steps; i++) {
        relax(surface, &ring, i % 2 == 0 ? 0.5f : -0.51f, other);
        float(*swap)[3] = surface->positions;
        surface->positions = other;
        other = swap;
    }
    free(other);
    ring_release(&ring);
}

void surface_soften(Surface *surface, float *share, int steps)
{
    Ring ring = ring_make(surface);
    float(*other)[3] = mem_alloc(surface->vertex_count, sizeof *other),
    *even = mem_alloc(surface->vertex_count, sizeof *even);
    for (int round = 0; round < 6; round++) { /* no step in what is soft and what is not */
        for (size_t i = 0; i < surface->vertex_count; i++) {
            even[i] = share[i];
            for (uint32_t k = ring.start[i]; k < ring.start[i + 1]; k++) {
                even[i] += share[ring.list[k]];
            }
            even[i] /= (float)(1 + ring.start[i + 1] - ring.start[i]);
        }
        memcpy(share, even, surface->vertex_count * sizeof *share);
    }
    for (int step = 0; step < steps; step++) {
        relax(surface, &ring, 1, other);
        for (size_t i = 0; i < surface->vertex_count; i++) {
            for (int k = 0; k < 3; k++) {
                surface->positions[i][k] += share[i] * (other[i][k] - surface->positions[i][k]);
            }
        }
    }
    free(even);
    free(other);
    ring_release(&ring);
}

static bool lies_beyond(const Surface *surface, const uint32_t corner[3], float low, float high)
{
    bool below = true, above = true;
    for (int v = 0; v < 3; v++) {
        float y = surface->positions[corner[v]][1];
        below &= y < low;
        above &= y > high;
    }
    return below || above;
}

float (*surface_normals(const Surface *surface))[3]
{
    return surface_wall_normals(surface, -INFINITY, INFINITY);
}

static void add_faces(const Surface *surface, float low, float high, const bool *only, float (*out)[3])
{
    for (size_t t = 0; t + 2 < surface->index_count; t += 3) {
        const uint32_t *corner = &surface->indices[t];
        if (lies_beyond(surface, corner, low, high)) {
            continue;
        }
        const float *a = surface->positions[corner[0]], *b = surface->positions[corner[1]],
                    *c = surface->positions[corner[2]];
        for (int k = 0; k < 3; k++) {
            int i = (k + 1) % 3, j = (k + 2) % 3;
            float area = (b[i] - a[i]) * (c[j] - a[j]) - (b[j] - a[j]) * (c[i] - a[i]);
            for (int v = 0; v < 3; v++) {
                out[corner[v]][k] += !only || only[corner[v]] ? area : 0;
            }
        }
    }
}

float (*surface_wall_normals(const Surface *surface, float low, float high))[3]
{
    float(*out)[3] = mem_alloc(surface->vertex_count, sizeof *out);
    bool *bare = mem_alloc(surface->vertex_count, sizeof *bare);
    add_faces(surface, low, high, NULL, out);
    for (size_t i = 0; i < surface->vertex_count; i++) {
        bare[i] = out[i][0] == 0 && out[i][1] == 0 && out[i][2] == 0;
    }
    add_faces(surface, -INFINITY, INFINITY, bare, out); /* what has no wall keeps its cap's */
    free(bare);
    for (size_t i = 0; i < surface->vertex_count; i++) {
        float *n = out[i], length = sqrtf(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
        for (int k = 0; k < 3 && length > 0; k++) {
            n[k] /= length;
        }
    }
    return out;
}

static uint32_t root_of(uint32_t *parent, uint32_t i)
{
    while (parent[i] != i) {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    return i;
}

static uint32_t *join_pieces(const uint32_t *indices, size_t index_count, size_t vertex_count)
{
    uint32_t *parent = mem_alloc(vertex_count, sizeof *parent);
    for (size_t i = 0; i < vertex_count; i++) {
        parent[i] = (uint32_t)i;
    }
    for (size_t i = 0; i < index_count; i++) {
        uint32_t a = root_of(parent, indices[i]), b = root_of(parent, indices[i - i % 3]);
        parent[a] = b;
    }
    return parent;
}

static double triangle_volume(const float (*positions)[3], const uint32_t *t)
{
    const float *a = positions[t[0]], *b = positions[t[1]], *c = positions[t[2]];
    double x = (double)b[1] * c[2] - (double)b[2] * c[1], y = (double)b[2] * c[0] - (double)b[0] * c[2];
    return ((double)a[0] * x + (double)a[1] * y + (double)a[2] * ((double)b[0] * c[1] - (double)b[1] * c[0])) / 6;
}

/* A hollow that the slabs enclose is a shell turned inside out that nobody will ever see. Where the structure gave way
 * to a neighbour, crumbs may be left behind. The triangles of both go; their vertices stay unused (mesh_build drops
 * them). */
static void drop_pieces(Surface *s, bool gave_way)
{
    uint32_t *parent = join_pieces(s->indices, s->index_count, s->vertex_count);
    double *volume = mem_alloc(s->vertex_count, sizeof *volume), most = 0;
    for (size_t t = 0; t + 2 < s->index_count; t += 3) {
        uint32_t root = root_of(parent, s->indices[t]);
        volume[root] += triangle_volume((const float(*)[3])s->positions, &s->indices[t]);
    }
    for (size_t i = 0; i < s->vertex_count; i++) {
        most = fmax(most, volume[i]);
    }
    size_t kept = 0;
    double least = gave_way ? 0.03 * most : 0;
    for (size_t t = 0; t + 2 < s->index_count; t += 3) {
        if (volume[root_of(parent, s->indices[t])] > least) {
            memmove(&s->indices[kept], &s->indices[t], 3 * sizeof *s->indices);
            kept += 3;
        }
    }
    s->index_count = kept;
    free(volume);
    free(parent);
}

/* How far a vertex goes towards its neighbours' mean in one of so many steps, by the half-thickness there: where a
 * thick muscle has several nearest figures the coordinates jump from one to the other, and fibres would show it as
 * kinks. */
enum { FIBRE_STEPS = 60 };
static const float FIBRE_SHARE = 0.6f, FIBRE_THICK_MM = 9;

static void smooth_fibre(Surface *s, const float *share)
{
    float(*sum)[3] = mem_alloc(s->vertex_count, sizeof *sum); /* u, v and how many */
    for (int step = 0; step < FIBRE_STEPS; step++) {
        memset(sum, 0, s->vertex_count * sizeof *sum);
        for (size_t i = 0; i < s->index_count; i++) {
            uint32_t a = s->indices[i], b = s->indices[i - i % 3 + (i + 1) % 3];
            for (int k = 0; k < 2; k++) {
                sum[a][k] += s->fibre[b][k];
                sum[b][k] += s->fibre[a][k];
            }
            sum[a][2]++;
            sum[b][2]++;
        }
        for (size_t i = 0; i < s->vertex_count; i++) {
            for (int k = 0; k < 2 && sum[i][2] > 0; k++) {
                s->fibre[i][k] += share[i] * (sum[i][k] / sum[i][2] - s->fibre[i][k]);
            }
        }
    }
    free(sum);
}

static void add_fibre(const BallStructure *s, const Field *field, Surface *surface)
{
    surface->fibre = mem_alloc(surface->vertex_count, sizeof *surface->fibre);
    float *share = mem_alloc(surface->vertex_count, sizeof *share);
    int32_t hint = -1;
    for (size_t i = 0; i < surface->vertex_count; i++) {
        FieldHit hit;
        hint = field_nearest(field, surface->positions[i], hint, &hit);
        float uv[2] = {0, 0}, thick = 0;
        for (int k = 0; k < 3 && hit.ball[k] >= 0; k++) {
            uv[0] += hit.weight[k] * s->fibre[hit.ball[k]][0];
            uv[1] += hit.weight[k] * s->fibre[hit.ball[k]][1];
            thick += hit.weight[k] * s->balls[hit.ball[k]].radius;
        }
        surface->fibre[i][0] = clampf(uv[0], 0, 1);
        surface->fibre[i][1] = clampf(uv[1], 0, 1);
        thick = clampf(thick / FIBRE_THICK_MM, 0, 1);
        share[i] = FIBRE_SHARE * thick * thick * thick;
    }
    smooth_fibre(surface, share);
    free(share);
}

typedef struct Grid {
    float lo[3], step;
    int n[3];
    float *values;
} Grid;

static bool grid_lay(const BallStructure *s, const Box3 *box, Grid *out)
{
    double cells = 1;
    out->step = s->grid;
    for (int k = 0; k < 3; k++) {
        out->lo[k] = box->lo[k] - 2.5f * s->grid;
        double size = ceil((double)(box->hi[k] + 2.5f * s->grid - out->lo[k]) / (double)s->grid) + 1;
        out->n[k] = size > 1e6 ? 1000000 : size < 2 ? 2 : (int)size;
        cells *= size;
    }
    return cells > 0 && cells < MAX_CELLS;
}

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Counts undirected edges; closed when each directed edge is met by its opposite equally often. */
static size_t count_edges(const uint32_t *indices, size_t index_count, bool *closed)
{
    uint64_t *forth = mem_alloc(index_count, sizeof *forth), *back = mem_alloc(index_count, sizeof *back);
    for (size_t i = 0; i < index_count; i++) {
        uint64_t a = indices[i], b = indices[i - i % 3 + (i + 1) % 3];
        forth[i] = a << 32 | b;
        back[i] = b << 32 | a;
    }
    qsort(forth, index_count, sizeof *forth, by_value);
    qsort(back, index_count, sizeof *back, by_value);
    *closed = memcmp(forth, back, index_count * sizeof *forth) == 0;
    size_t edges = 0;
    for (size_t i = 0; i < index_count; i++) { /* an edge met by its opposite counts at its smaller end */
        uint64_t a = forth[i] >> 32, b = forth[i] & 0xffffffffu;
        edges += (i == 0 || forth[i] != forth[i - 1]) && (a < b || !*closed);
    }
    free(forth);
    free(back);
    return edges;
}

SurfaceShape surface_shape(const float (*positions)[3], size_t vertex_count, const uint32_t *indices,
                           size_t index_count)
{
    SurfaceShape shape = {0};
    uint32_t *parent = join_pieces(indices, index_count, vertex_count);
    bool *used = mem_alloc(vertex_count, sizeof *used);
    for (size_t i = 0; i < index_count; i++) {
        used[indices[i]] = true;
    }
    size_t vertices = 0;
    for (size_t i = 0; i < vertex_count; i++) {
        vertices += used[i];
        shape.pieces += used[i] && parent[i] == i;
    }
    size_t edges = count_edges(indices, index_count, &shape.closed);
    shape.euler = (int)((int64_t)vertices - (int64_t)edges + (int64_t)(index_count / 3));
    for (size_t t = 0; t + 2 < index_count; t += 3) {
        shape.volume_mm3 += triangle_volume(positions, &indices[t]);
    }
    free(parent);
    free(used);
    return shape;
}

static void make_net(const Grid *grid, bool gave_way, Surface *out)
{
    surface_release(out);
    surface_nets(grid->values, grid->n, grid->lo, grid->step, out);
    drop_pieces(out, gave_way);
    out->shape = surface_shape((const float(*)[3])out->positions, out->vertex_count, out->indices, out->index_count);
}

/* Of one piece as far as it is its own doing: what the table has written apart is a mistake in the table. */
static bool is_whole(const Field *field, const Grid *grid, const Surface *made, bool gave_way)
{
    int promised = field_structure(field)->pieces;
    if (made->shape.pieces <= promised || !gave_way) {
        return made->shape.pieces <= promised;
    }
    Grid alone = *grid;
    Surface net = {0};
    alone.values = mem_alloc((size_t)grid->n[0] * grid->n[1] * grid->n[2], sizeof *alone.values);
    field_sample(field, alone.lo, alone.step, alone.n, alone.values);
    make_net(&alone, false, &net);
    bool whole = net.shape.pieces <= promised;
    free(alone.values);
    surface_release(&net);
    return whole;
}

/* Neighbours bite holes into thin margins and pieces off ends, and the grid itself is coarser than some margins: that
 * is mended where it shows. */
static Surface polygonise(const Field *field, const Grid *grid, bool gave_way)
{
    const BallStructure *s = field_structure(field);
    Surface made = {0};
    make_net(grid, gave_way, &made);
    bool kept = made.shape.pieces == s->pieces && made.shape.euler == 2 * (s->pieces - s->holes);
    if (made.index_count > 0 && !kept && is_whole(field, grid, &made, gave_way)) {
        topology_mend(grid->values, grid->n, grid->step, s->pieces, s->holes);
        make_net(grid, gave_way, &made);
    }
    return made;
}

/* Smoothing and simplification move a surface by a tenth of a millimetre or two. A bone does not mind, but it would be
 * a good part of a nerve: strands get that much room around them. */
static float clearance(const Field *firmer)
{
    return field_is_strand(firmer) ? 0.25f : 0.04f;
}

/* Smoothing has let the surface into the room of strands again; what stands less deep in it than this goes back. Deeper
 * lie the walls that keep a margin whole round a strand that runs through it. */
static const float MOST_PUSH_MM = 0.7f;

static void push_out_of(const Field *strand, Surface *s)
{
    Box3 box = field_box(strand);
    float margin = clearance(strand);
    int32_t hint = -1;
    for (size_t i = 0; i < s->vertex_count; i++) {
        float *p = s->positions[i], middle[3];
        bool near = true;
        for (int k = 0; k < 3; k++) {
            near = near && p[k] > box.lo[k] - margin && p[k] < box.hi[k] + margin;
        }
        FieldHit hit;
        if (!near || (hint = field_nearest(strand, p, hint, &hit), hit.distance >= margin) ||
            hit.distance < margin - MOST_PUSH_MM) {
            continue;
        }
        float length = field_hit_middle(strand, &hit, p, middle);
        for (int k = 0; k < 3 && length > 0; k++) {
            p[k] += (p[k] - middle[k]) / length * (margin - hit.distance);
        }
    }
}

HipResult surface_make(const Field *field, const Field *const *firmer, size_t firmer_count, Surface *out, HipError *err)
{
    const BallStructure *structure = field_structure(field);
    Box3 box = field_box(field);
    Grid grid;
    if (!grid_lay(structure, &box, &grid)) {
        return hip_fail(err, "'%s' is too large for a grid of %g mm", structure->id, (double)structure->grid);
    }
    grid.values = mem_alloc((size_t)grid.n[0] * grid.n[1] * grid.n[2], sizeof *grid.values);
    field_sample(field, grid.lo, grid.step, grid.n, grid.values);
    for (size_t i = 0; i < firmer_count; i++) {
        field_carve(firmer[i], clearance(firmer[i]), grid.lo, grid.step, grid.n, grid.values);
    }
    Surface made = polygonise(field, &grid, firmer_count > 0);
    free(grid.values);
    surface_taubin(&made, structure->smooth);
    for (size_t i = 0; i < firmer_count; i++) {
        if (field_is_strand(firmer[i])) {
            push_out_of(firmer[i], &made);
        }
    }
    if (structure->has_fibre) {
        add_fibre(structure, field, &made);
    }
    if (made.index_count == 0) {
        surface_release(&made);
        return hip_fail(err, "'%s' has no surface: its balls are smaller than the grid of %g mm", structure->id,
                        (double)structure->grid);
    }
    *out = made;
    return HIP_OK;
}
