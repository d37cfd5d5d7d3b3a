/* mesh_build_levels.c - order, levels of detail and quantising of one part. */
#include "hip/mem.h"
#include "mesh_build_part.h"
#include <math.h>
#include <meshoptimizer.h>
#include <stdlib.h>
#include <string.h>

/* Half a pixel of the whole hip in a picture 1080 high, then 720 high; then what see-through parts may take in motion
 * there (0.9 pixel, draw_plan.c); then twice and more. */
static const float LEVEL_ERRORS_M[MESH_MAX_LODS - 1] = {0.00022f, 0.00033f, 0.0006f, 0.0012f, 0.004f};

enum { FROM_FINEST = 3 };

/* A triangle by its corners in rising order, and which way round it runs. */
typedef struct Face {
    uint32_t corner[3];
    uint32_t turned;
    uint32_t at; /* its place in the list */
} Face;

static int by_corners(const void *a, const void *b)
{
    const Face *x = a, *y = b;
    for (int k = 0; k < 3; k++) {
        if (x->corner[k] != y->corner[k]) {
            return x->corner[k] < y->corner[k] ? -1 : 1;
        }
    }
    return (x->at > y->at) - (x->at < y->at);
}

static Face face_of(const uint32_t *t, uint32_t at)
{
    Face face = {{t[0], t[1], t[2]}, 0, at};
    for (int pass = 0; pass < 3; pass++) { /* bubbles: each exchange turns it round */
        int k = pass == 1 ? 1 : 0;
        if (face.corner[k] > face.corner[k + 1]) {
            uint32_t kept = face.corner[k];
            face.corner[k] = face.corner[k + 1];
            face.corner[k + 1] = kept;
            face.turned ^= 1;
        }
    }
    return face;
}

/* The simplifier may leave two faces back to back on the same three corners: a flap without thickness, a piece of its
 * own to whoever counts pieces. Both go; their neighbours meet in the edges that remain. */
static size_t drop_flaps(uint32_t *indices, size_t count)
{
    size_t faces = count / 3, kept = 0;
    Face *face = mem_alloc(faces + 1, sizeof *face);
    bool *gone = mem_alloc(faces + 1, sizeof *gone);
    for (uint32_t i = 0; i < faces; i++) {
        face[i] = face_of(indices + 3 * i, i);
    }
    qsort(face, faces, sizeof *face, by_corners);
    for (size_t i = 0; i + 1 < faces; i++) {
        bool same = memcmp(face[i].corner, face[i + 1].corner, sizeof face[i].corner) == 0;
        if (same && face[i].turned != face[i + 1].turned && !gone[face[i].at]) {
            gone[face[i].at] = gone[face[i + 1].at] = true;
        }
    }
    for (size_t i = 0; i < faces; i++) {
        if (!gone[i]) {
            memmove(indices + kept, indices + 3 * i, 3 * sizeof *indices);
            kept += 3;
        }
    }
    free(face);
    free(gone);
    return kept;
}

static size_t simplify(const PartWork *work, const uint32_t *from, size_t count, float error_m, uint32_t *to,
                       float *reached_m)
{
    float scale = meshopt_simplifyScale(work->positions[0], work->vertex_count, sizeof *work->positions);
    float relative = 0;
    size_t left = 0;
    if (scale > 0) {
        left = meshopt_simplify(to, from, count, work->positions[0], work->vertex_count, sizeof *work->positions, 0,
                                error_m / scale, 0, &relative);
        left = drop_flaps(to, left);
    }
    *reached_m = relative * scale;
    return left;
}

/* Neighbouring triangles in runs that are small in space: what a renderer leaves out when something hides all of it. */
static void order_level(const PartWork *work, uint32_t *indices, size_t count)
{
    enum { MOST_VERTICES = 252 };
    size_t most = meshopt_buildMeshletsBound(count, MOST_VERTICES, MESH_RUN);
    struct meshopt_Meshlet *runs = mem_alloc(most, sizeof *runs);
    uint32_t *vertices = mem_alloc(most, MOST_VERTICES * sizeof *vertices), *to = indices;
    unsigned char *corners = mem_alloc(most, 3 * MESH_RUN);
    size_t made = meshopt_buildMeshlets(runs, vertices, corners, indices, count, work->positions[0], work->vertex_count,
                                        sizeof *work->positions, MOST_VERTICES, MESH_RUN, 0);
    for (size_t r = 0; r < made; r++) {
        for (size_t i = 0; i < 3 * (size_t)runs[r].triangle_count; i++) {
            *to++ = vertices[runs[r].vertex_offset + corners[runs[r].triangle_offset + i]];
        }
    }
    free(runs);
    free(vertices);
    free(corners);
}

static void add_level(PartWork *work, const uint32_t *indices, size_t count, float error_m)
{
    work->lods[work->lod_count++] = (MeshLod){(uint32_t)work->level_index_count, (uint32_t)count, error_m};
    memcpy(work->own_levels + work->level_index_count, indices, count * sizeof *indices);
    work->level_index_count += count;
}

/* Level 0 with one vertex for each place: a sharp edge, where several lie, would hold the simplifier up. */
static uint32_t *one_vertex_a_place(const PartWork *work)
{
    uint32_t *vertex = mem_alloc(work->place_count, sizeof *vertex);
    uint32_t *indices = mem_alloc(work->index_count, sizeof *indices);
    for (size_t v = work->vertex_count; v-- > 0;) {
        vertex[work->place[v]] = (uint32_t)v;
    }
    for (size_t i = 0; i < work->index_count; i++) {
        indices[i] = vertex[work->place[work->indices[i]]];
    }
    free(vertex);
    return indices;
}

static void add_coarser(PartWork *work)
{
    uint32_t *finest = one_vertex_a_place(work);
    uint32_t *coarse = mem_alloc(work->index_count, sizeof *coarse);
    for (size_t e = 0; e < MESH_MAX_LODS - 1; e++) {
        /* The first ones straight from the finest, which takes longer and leaves fewer triangles: these are on the
         * screen most of the time. The others from the one before, with what is left of their allowance, so that the
         * sum is a bound. */
        const MeshLod *finer = &work->lods[work->lod_count - 1];
        bool first = e < FROM_FINEST || work->lod_count == 1;
        float reached, before = first ? 0 : finer->error_m, left = LEVEL_ERRORS_M[e] - before;
        if (left <= 0) {
            continue;
        }
        size_t count = simplify(work, first ? finest : work->levels + finer->first_index,
                                first ? work->index_count : finer->index_count, left, coarse, &reached);
        if (count >= 3 && count <= finer->index_count / 4 * 3 && before + reached >= finer->error_m) {
            add_level(work, coarse, count, before + reached);
        }
    }
    free(coarse);
    free(finest);
}

void part_levels(PartWork *work, const MeshBuildOptions *options)
{
    if (options->simplify_error_m > 0) {
        float reached;
        uint32_t *fewer = mem_alloc(work->index_count, sizeof *fewer);
        size_t count = simplify(work, work->indices, work->index_count, options->simplify_error_m, fewer, &reached);
        if (count >= 3) {
            memcpy(work->indices, fewer, count * sizeof *fewer);
            work->index_count = count;
        }
        free(fewer);
    }
    /* Every level is at most three quarters of the one before, so all of them together are below four times the
     * first. */
    work->levels = work->own_levels = mem_alloc(work->index_count * 4, sizeof *work->own_levels);
    add_level(work, work->indices, work->index_count, 0);
    if (options->levels) {
        add_coarser(work);
    }
    if (work->place) {
        for (uint32_t l = 0; l < work->lod_count; l++) {
            order_level(work, work->own_levels + work->lods[l].first_index, work->lods[l].index_count);
        }
    }
}

/* New number of each vertex: those of the coarsest level first, each level in the order of its use, so that a
 * coarse level touches one short run of memory. */
static size_t fetch_order(const PartWork *work, uint32_t *to)
{
    size_t used = 0;
    memset(to, 0xff, work->vertex_count * sizeof *to);
    for (uint32_t l = work->lod_count; l-- > 0;) {
        const uint32_t *indices = work->levels + work->lods[l].first_index;
        for (uint32_t i = 0; i < work->lods[l].index_count; i++) {
            if (to[indices[i]] == UINT32_MAX) {
                to[indices[i]] = (uint32_t)used++;
            }
        }
    }
    return used;
}

static uint16_t quantise16(float x)
{
    return (uint16_t)(clampf(x, 0, 1) * 65535 + 0.5f);
}

static void box_scale(const Box3 *box, float scale[3])
{
    for (int i = 0; i < 3; i++) {
        float size = box->hi[i] - box->lo[i];
        scale[i] = size > 0 ? 1 / size : 0;
    }
}

static void write_vertex(const PartWork *work, const RawPart *raw, size_t v, const float scale[3], MeshVertex *out)
{
    for (int i = 0; i < 3; i++) {
        out->position[i] = quantise16((work->positions[v][i] - work->box.lo[i]) * scale[i]);
    }
    octahedral_encode(work->normals[v], out->normal);
    out->light = out->covered = 255;
    if (raw->fibre) {
        size_t s = work->source ? work->source[v] : v;
        out->along = quantise16(raw->fibre[s][0]);
        out->across = quantise16(raw->fibre[s][1]);
    }
}

static void quantise_borrowed(PartWork *work, const RawPart *raw, uint16_t part_index)
{
    float scale[3];
    work->box = box3_empty();
    for (size_t v = 0; v < work->vertex_count; v++) {
        box3_add_point(&work->box, work->positions[v]);
    }
    box_scale(&work->box, scale);
    work->vertices = mem_alloc(work->vertex_count, sizeof *work->vertices);
    for (size_t v = 0; v < work->vertex_count; v++) {
        work->vertices[v].part = part_index;
        write_vertex(work, raw, v, scale, &work->vertices[v]);
    }
}

void part_quantise(PartWork *work, const RawPart *raw, uint16_t part_index)
{
    if (work->borrowed) {
        quantise_borrowed(work, raw, part_index);
        return;
    }
    uint32_t *to = mem_alloc(work->vertex_count, sizeof *to);
    size_t used = fetch_order(work, to);
    work->box = box3_empty();
    for (size_t v = 0; v < work->vertex_count; v++) {
        if (to[v] != UINT32_MAX) {
            box3_add_point(&work->box, work->positions[v]);
        }
    }
    float scale[3];
    box_scale(&work->box, scale);
    work->vertices = mem_alloc(used, sizeof *work->vertices);
    for (size_t v = 0; v < work->vertex_count; v++) {
        if (to[v] != UINT32_MAX) {
            work->vertices[to[v]].part = part_index;
            write_vertex(work, raw, v, scale, &work->vertices[to[v]]);
        }
    }
    for (size_t i = 0; i < work->level_index_count; i++) {
        work->own_levels[i] = to[work->levels[i]];
    }
    work->vertex_count = used;
    free(to);
}
