/* mesh_build_weld.c - joining vertices, closedness, orientation and normals of one part. */
#include "hip/mem.h"
#include "mesh_build_part.h"
#include <math.h>
#include <meshoptimizer.h>
#include <stdlib.h>
#include <string.h>

static const uint32_t NONE = UINT32_MAX;

/* Two normals at one place belong to one smooth surface when they are less than 60 degrees apart; beyond that
 * it is an edge that the maker of the file wanted to be seen. */
static const float SAME_SURFACE = 0.5f;

void part_work_release(PartWork *work)
{
    if (!work->borrowed) {
        free(work->positions);
        free(work->normals);
    }
    free(work->own_levels);
    free(work->source);
    free(work->place);
    free(work->indices);
    free(work->vertices);
    *work = (PartWork){0};
}

HipResult part_check(const RawPart *raw, HipError *err)
{
    if (raw->index_count % 3 != 0 || raw->index_count > UINT32_MAX || raw->vertex_count > UINT32_MAX) {
        return hip_fail(err, "'%s': not a list of triangles", raw->name);
    }
    for (size_t i = 0; i < raw->index_count; i++) {
        if (raw->indices[i] >= raw->vertex_count) {
            return hip_fail(err, "'%s': a triangle names vertex %u of %zu", raw->name, raw->indices[i],
                            raw->vertex_count);
        }
    }
    /* x * 0 is 0 for every finite x and NaN for the rest: one pass without branches. */
    float positions = 0, normals = 0;
    for (size_t v = 0; v < raw->vertex_count; v++) {
        const float *p = raw->positions[v];
        positions += p[0] * 0 + p[1] * 0 + p[2] * 0;
    }
    for (size_t v = 0; raw->normals && v < raw->vertex_count; v++) {
        const float *n = raw->normals[v];
        normals += n[0] * 0 + n[1] * 0 + n[2] * 0;
    }
    if (positions != 0 || normals != 0) {
        return hip_fail(err, "'%s': a coordinate is not a number", raw->name);
    }
    return HIP_OK;
}

void part_borrow(PartWork *work, const RawPart *raw)
{
    work->borrowed = true;
    work->vertex_count = raw->vertex_count;
    work->index_count = work->level_index_count = raw->index_count;
    work->positions = (float(*)[3])(uintptr_t)raw->positions;
    work->normals = (float(*)[3])(uintptr_t)raw->normals;
    work->levels = raw->indices;
    work->lod_count = 1;
    work->lods[0].index_count = (uint32_t)raw->index_count;
}

/* Equal places get equal numbers. Adding 0 turns -0 into 0, so that the bytes tell. */
static void number_places(PartWork *work, const RawPart *raw)
{
    size_t count = raw->vertex_count;
    work->positions = mem_alloc(count, sizeof *work->positions);
    for (size_t v = 0; v < count; v++) {
        for (int i = 0; i < 3; i++) {
            work->positions[v][i] = raw->positions[v][i] + 0.0f;
        }
    }
    work->place = mem_alloc(count, sizeof *work->place);
    work->place_count =
        count ? meshopt_generateVertexRemap(work->place, NULL, count, work->positions, count, sizeof *work->positions)
              : 0;
}

static bool same_surface(const RawPart *raw, uint32_t a, uint32_t b)
{
    if (raw->fibre && memcmp(raw->fibre[a], raw->fibre[b], sizeof raw->fibre[a]) != 0) {
        return false;
    }
    if (!raw->normals) {
        return true;
    }
    const float *m = raw->normals[a], *n = raw->normals[b];
    return dot3(m, n) >= SAME_SURFACE * sqrtf(dot3(m, m) * dot3(n, n));
}

/* Each raw vertex -> the first one it may be joined with. */
static void find_twins(const PartWork *work, const RawPart *raw, uint32_t *twin)
{
    uint32_t *head = mem_alloc(work->place_count, sizeof *head);
    uint32_t *next = mem_alloc(raw->vertex_count, sizeof *next);
    memset(head, 0xff, work->place_count * sizeof *head);
    for (uint32_t v = 0; v < raw->vertex_count; v++) {
        uint32_t other = head[work->place[v]];
        while (other != NONE && !same_surface(raw, v, other)) {
            other = next[other];
        }
        if (other != NONE) {
            twin[v] = other;
            continue;
        }
        twin[v] = v;
        next[v] = head[work->place[v]];
        head[work->place[v]] = v;
    }
    free(head);
    free(next);
}

/* Keeps the triangles whose corners are three places, numbered by what they kept of the vertices. */
static void keep_triangles(PartWork *work, const RawPart *raw, const uint32_t *twin)
{
    uint32_t *kept = mem_alloc(raw->vertex_count, sizeof *kept);
    memset(kept, 0xff, raw->vertex_count * sizeof *kept);
    work->indices = mem_alloc(raw->index_count, sizeof *work->indices);
    work->source = mem_alloc(raw->vertex_count, sizeof *work->source);
    for (size_t i = 0; i + 2 < raw->index_count; i += 3) {
        uint32_t corner[3], place[3];
        for (int k = 0; k < 3; k++) {
            corner[k] = twin ? twin[raw->indices[i + k]] : raw->indices[i + k];
            place[k] = work->place[corner[k]];
        }
        if (place[0] == place[1] || place[1] == place[2] || place[2] == place[0]) {
            continue;
        }
        for (int k = 0; k < 3; k++) {
            if (kept[corner[k]] == NONE) {
                kept[corner[k]] = (uint32_t)work->vertex_count;
                work->source[work->vertex_count++] = corner[k];
            }
            work->indices[work->index_count++] = kept[corner[k]];
        }
    }
    free(kept);
}

/* A joined vertex looks the way its members look together. */
static void gather_normals(PartWork *work, const RawPart *raw, const uint32_t *twin)
{
    float(*sum)[3] = mem_alloc(raw->vertex_count, sizeof *sum);
    for (size_t v = 0; v < raw->vertex_count; v++) {
        float *into = sum[twin ? twin[v] : v];
        for (int i = 0; i < 3; i++) {
            into[i] += raw->normals[v][i];
        }
    }
    for (size_t v = 0; v < work->vertex_count; v++) {
        memcpy(work->normals[v], sum[work->source[v]], sizeof work->normals[v]);
    }
    free(sum);
}

void part_weld(PartWork *work, const RawPart *raw, const MeshBuildOptions *options)
{
    number_places(work, raw);
    if (options->mend_m > 0) {
        part_stitch(work, raw, options->mend_m);
    }
    uint32_t *twin = NULL;
    if (options->weld) {
        twin = mem_alloc(raw->vertex_count, sizeof *twin);
        find_twins(work, raw, twin);
    }
    keep_triangles(work, raw, twin);
    work->normals = mem_alloc(work->vertex_count, sizeof *work->normals);
    if (raw->normals) {
        gather_normals(work, raw, twin);
    }
    free(twin);
    float(*positions)[3] = mem_alloc(work->vertex_count, sizeof *positions);
    uint32_t *place = mem_alloc(work->vertex_count, sizeof *place);
    for (size_t v = 0; v < work->vertex_count; v++) {
        memcpy(positions[v], work->positions[work->source[v]], sizeof positions[v]);
        place[v] = work->place[work->source[v]];
    }
    free(work->positions);
    free(work->place);
    work->positions = positions;
    work->place = place;
    if (options->mend_m > 0) {
        part_fill_holes(work);
    }
}

/* Closed: every edge is walked as often one way as the other. */
static bool is_closed(const PartWork *work)
{
    PlaceEdges edges = place_edges_create(work->place, work->indices, work->index_count);
    bool closed = work->index_count > 0 && edges.open == 0;
    place_edges_release(&edges);
    return closed;
}

static void face_normal(const PartWork *work, size_t first, double out[3])
{
    const float *a = work->positions[work->indices[first]], *b = work->positions[work->indices[first + 1]];
    const float *c = work->positions[work->indices[first + 2]];
    double ab[3], ac[3];
    for (int i = 0; i < 3; i++) {
        ab[i] = (double)b[i] - (double)a[i];
        ac[i] = (double)c[i] - (double)a[i];
    }
    out[0] = ab[1] * ac[2] - ab[2] * ac[1];
    out[1] = ab[2] * ac[0] - ab[0] * ac[2];
    out[2] = ab[0] * ac[1] - ab[1] * ac[0];
}

static double signed_volume(const PartWork *work)
{
    const float *origin = work->positions[work->indices[0]];
    double sum = 0;
    for (size_t i = 0; i + 2 < work->index_count; i += 3) {
        double n[3];
        face_normal(work, i, n);
        const float *a = work->positions[work->indices[i]];
        for (int k = 0; k < 3; k++) {
            sum += n[k] * ((double)a[k] - (double)origin[k]);
        }
    }
    return sum / 6;
}

static void turn_triangles(PartWork *work)
{
    for (size_t i = 0; i + 2 < work->index_count; i += 3) {
        uint32_t swap = work->indices[i + 1];
        work->indices[i + 1] = work->indices[i + 2];
        work->indices[i + 2] = swap;
    }
}

static void turn_normals(PartWork *work)
{
    for (size_t v = 0; v < work->vertex_count; v++) {
        for (int i = 0; i < 3; i++) {
            work->normals[v][i] = -work->normals[v][i];
        }
    }
}

/* Above 0 when triangles and normals look to the same side, by area. */
static double agreement(const PartWork *work)
{
    double sum = 0;
    for (size_t i = 0; i + 2 < work->index_count; i += 3) {
        double n[3];
        face_normal(work, i, n);
        for (int k = 0; k < 3; k++) {
            const float *v = work->normals[work->indices[i + k]];
            sum += n[0] * (double)v[0] + n[1] * (double)v[1] + n[2] * (double)v[2];
        }
    }
    return sum;
}

static void drop_flat(PartWork *work)
{
    size_t kept = 0;
    for (size_t i = 0; i + 2 < work->index_count; i += 3) {
        double n[3];
        face_normal(work, i, n);
        if (n[0] != 0 || n[1] != 0 || n[2] != 0) {
            memmove(work->indices + kept, work->indices + i, 3 * sizeof *work->indices);
            kept += 3;
        }
    }
    work->index_count = kept;
}

static bool unit3(float v[3])
{
    double length = sqrt((double)v[0] * v[0] + (double)v[1] * v[1] + (double)v[2] * v[2]);
    if (!(length > 0)) {
        return false;
    }
    for (int i = 0; i < 3; i++) {
        v[i] = (float)((double)v[i] / length);
    }
    return true;
}

/* Area-weighted: big triangles say more about where the surface looks than slivers do. */
static void smooth_normals(const PartWork *work, double (*by_place)[3])
{
    for (size_t i = 0; i + 2 < work->index_count; i += 3) {
        double n[3];
        face_normal(work, i, n);
        for (int k = 0; k < 3; k++) {
            double *into = by_place[work->place[work->indices[i + k]]];
            for (int j = 0; j < 3; j++) {
                into[j] += n[j];
            }
        }
    }
}

/* Fills in what the file left out. */
static void mend_normals(PartWork *work, bool has_normals)
{
    double(*smooth)[3] = NULL;
    for (size_t v = 0; v < work->vertex_count; v++) {
        float *n = work->normals[v];
        if (has_normals && unit3(n)) {
            continue;
        }
        if (!smooth) {
            smooth = mem_alloc(work->place_count, sizeof *smooth);
            smooth_normals(work, smooth);
        }
        const double *s = smooth[work->place[v]];
        double length = sqrt(s[0] * s[0] + s[1] * s[1] + s[2] * s[2]);
        for (int i = 0; i < 3; i++) {
            n[i] = length > 0 ? (float)(s[i] / length) : i == 2;
        }
    }
    free(smooth);
}

void part_orient(PartWork *work, bool has_normals)
{
    work->closed = is_closed(work);
    if (work->closed) {
        work->volume = signed_volume(work);
        if (work->volume < 0) {
            turn_triangles(work);
            work->volume = -work->volume;
        }
    }
    drop_flat(work);
    if (has_normals && agreement(work) < 0) {
        if (work->closed) {
            turn_normals(work);
        } else {
            turn_triangles(work); /* where nothing encloses anything, the normals know better what is outside */
        }
    }
    mend_normals(work, has_normals);
}
