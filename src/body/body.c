#include "hip/body.h"
#include "body_tables.h"
#include "hip/file.h"
#include "hip/mem.h"
#include "hip/mesh_build.h"
#include "surface.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_THREADS = 64 };

typedef struct Made { /* what became of one structure */
    Surface surface;
    SurfaceShape shape;
    HipResult rc;
    HipError err;
} Made;

typedef struct Work {
    const BallTable *table;
    const BodyOptions *options;
    Made *made;
    const size_t *order; /* costly ones first, so that no thread is left with one at the end */
    size_t next, done;
    pthread_mutex_t lock;
} Work;

static void tell(const BodyOptions *options, const char *what, float done)
{
    if (options && options->progress) {
        options->progress(what, done, options->context);
    }
}

static void *worker(void *context)
{
    Work *w = context;
    for (;;) {
        pthread_mutex_lock(&w->lock);
        size_t turn = w->next < w->table->count ? w->next++ : SIZE_MAX;
        pthread_mutex_unlock(&w->lock);
        if (turn == SIZE_MAX) {
            return NULL;
        }
        size_t i = w->order[turn];
        Made *m = &w->made[i];
        m->rc = surface_make(&w->table->items[i], &m->surface, &m->err);
        if (m->rc == HIP_OK) {
            m->shape = surface_shape((const float(*)[3])m->surface.positions, m->surface.vertex_count,
                                     m->surface.indices, m->surface.index_count);
        }
        pthread_mutex_lock(&w->lock);
        w->done++;
        tell(w->options, w->table->items[i].id, 0.9f * (float)w->done / (float)w->table->count);
        pthread_mutex_unlock(&w->lock);
    }
}

static int thread_count(const BodyOptions *options, size_t jobs)
{
    long n = options && options->threads > 0 ? options->threads : sysconf(_SC_NPROCESSORS_ONLN);
    n = n < 1 ? 1 : n > MAX_THREADS ? MAX_THREADS : n;
    return (size_t)n > jobs ? (int)jobs : (int)n;
}

typedef struct Cost {
    size_t index, figures;
} Cost;

static int by_cost(const void *a, const void *b)
{
    const Cost *x = a, *y = b;
    if (x->figures != y->figures) {
        return x->figures > y->figures ? -1 : 1;
    }
    return (x->index > y->index) - (x->index < y->index);
}

static size_t *costly_first(const BallTable *table)
{
    Cost *cost = mem_alloc(table->count, sizeof *cost);
    size_t *order = mem_alloc(table->count, sizeof *order);
    for (size_t i = 0; i < table->count; i++) {
        cost[i] = (Cost){i, table->items[i].figure_count};
    }
    qsort(cost, table->count, sizeof *cost, by_cost);
    for (size_t i = 0; i < table->count; i++) {
        order[i] = cost[i].index;
    }
    free(cost);
    return order;
}

static void make_surfaces(const BallTable *table, const BodyOptions *options, Made *made)
{
    Work w = {.table = table, .options = options, .made = made, .order = costly_first(table)};
    pthread_mutex_init(&w.lock, NULL);
    pthread_t threads[MAX_THREADS];
    int wanted = thread_count(options, table->count), started = 0;
    while (started + 1 < wanted && pthread_create(&threads[started], NULL, worker, &w) == 0) {
        started++;
    }
    worker(&w);
    for (int i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
    }
    pthread_mutex_destroy(&w.lock);
    free((void *)w.order);
}

/* What only the surface shows: nothing there, or more pieces than the table promises. */
static void check_surfaces(const BallTable *table, const Made *made, Problems *problems)
{
    for (size_t i = 0; i < table->count; i++) {
        const BallStructure *s = &table->items[i];
        if (made[i].rc != HIP_OK) {
            problems_add(problems, s->file, s->line, "%s", made[i].err.text);
        } else if (made[i].shape.pieces != s->pieces) {
            problems_add(problems, s->file, s->line, "'%s' falls into %d pieces; the table promises %d",
                         s->id, made[i].shape.pieces, s->pieces);
        }
    }
}

/* Metres, on the written side or mirrored: x changes its sign and the triangles their turn. */
static RawPart raw_part(const BallStructure *s, const Surface *surface, bool mirrored)
{
    float(*positions)[3] = mem_alloc(surface->vertex_count, sizeof *positions);
    uint32_t *indices = mem_copy(surface->indices, surface->index_count * sizeof *indices);
    for (size_t i = 0; i < surface->vertex_count; i++) {
        for (int k = 0; k < 3; k++) {
            float p = surface->positions[i][k];
            positions[i][k] = (mirrored ? (k == 0 ? -p : p) + s->offset[k] : p) / 1000;
        }
    }
    for (size_t t = 0; mirrored && t + 2 < surface->index_count; t += 3) {
        uint32_t swap = indices[t + 1];
        indices[t + 1] = indices[t + 2];
        indices[t + 2] = swap;
    }
    RawPart part = {.positions = (const float(*)[3])positions,
                    .fibre = (const float(*)[2])surface->fibre,
                    .tendon = surface->tendon,
                    .vertex_count = surface->vertex_count,
                    .indices = indices,
                    .index_count = surface->index_count};
    snprintf(part.id, sizeof part.id, "%s%s", s->id, !s->paired ? "" : mirrored ? "_l" : "_r");
    snprintf(part.name, sizeof part.name, "%s", part.id);
    return part;
}

static HipResult build(const BallTable *table, const Made *made, const BodyOptions *options, MeshSet *out,
                       HipError *err)
{
    RawPart *parts = mem_alloc(2 * table->count, sizeof *parts);
    size_t count = 0;
    for (size_t i = 0; i < table->count; i++) {
        parts[count++] = raw_part(&table->items[i], &made[i].surface, false);
        if (table->items[i].paired) {
            parts[count++] = raw_part(&table->items[i], &made[i].surface, true);
        }
    }
    MeshBuildOptions how = {
        .levels = true, .simplify_error_m = 0.0003f, .threads = options ? options->threads : 0};
    HipResult rc = count > MESH_MAX_PARTS
                       ? hip_fail(err, "%zu structures; at most %d fit", count, (int)MESH_MAX_PARTS)
                       : mesh_build(parts, count, &how, out, err);
    for (size_t i = 0; i < count; i++) {
        free((void *)parts[i].positions);
        free((void *)parts[i].indices);
    }
    free(parts);
    return rc;
}

HipResult body_generate(const char *folder, const BodyOptions *options, MeshSet *out, Problems *problems,
                        HipError *err)
{
    BallTable table = {0};
    uint64_t hash;
    size_t before = problems->count;
    HipResult rc = body_tables_read(folder, &table, &hash, problems, err);
    if (rc != HIP_OK) {
        return rc;
    }
    Made *made = mem_alloc(table.count, sizeof *made);
    if (problems->count == before) {
        make_surfaces(&table, options, made);
        check_surfaces(&table, made, problems);
    }
    if (problems->count > before) {
        problems_sort(problems);
        rc = problems_result(problems, err);
    } else {
        tell(options, "joining", 0.9f);
        rc = build(&table, made, options, out, err);
        tell(options, "done", 1);
    }
    for (size_t i = 0; i < table.count; i++) {
        surface_release(&made[i].surface);
    }
    free(made);
    balls_release(&table);
    return rc;
}
