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

typedef struct Made { /* what became of one structure on one side */
    Surface surface;
    SurfaceShape shape;
    HipResult rc;
    HipError err;
} Made;

typedef struct Side { /* one structure on one side: what becomes a part */
    const BallStructure *written;
    BallStructure mirror; /* owns its balls; empty on the written side */
    Field *field;
    Box3 box;
    char id[MESH_ID_SIZE];
    Made made;
} Side;

typedef struct Work {
    Side *sides;
    size_t count;
    const BodyOptions *options;
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

static bool boxes_meet(const Box3 *a, const Box3 *b)
{
    for (int k = 0; k < 3; k++) {
        if (a->lo[k] > b->hi[k] || b->lo[k] > a->hi[k]) {
            return false;
        }
    }
    return true;
}

static void make_side(const Work *w, Side *side)
{
    const Field **firmer = mem_alloc(w->count, sizeof *firmer);
    size_t count = 0;
    for (size_t i = 0; i < w->count; i++) {
        const Side *other = &w->sides[i];
        if (side->written->firm > 0 && other->written->firm > side->written->firm &&
            boxes_meet(&side->box, &other->box)) {
            firmer[count++] = other->field;
        }
    }
    Made *m = &side->made;
    m->rc = surface_make(side->field, firmer, count, &m->surface, &m->err);
    if (m->rc == HIP_OK) {
        m->shape = surface_shape((const float(*)[3])m->surface.positions, m->surface.vertex_count, m->surface.indices,
                                 m->surface.index_count);
    }
    free((void *)firmer);
}

static void *worker(void *context)
{
    Work *w = context;
    for (;;) {
        pthread_mutex_lock(&w->lock);
        size_t turn = w->next < w->count ? w->next++ : SIZE_MAX;
        pthread_mutex_unlock(&w->lock);
        if (turn == SIZE_MAX) {
            return NULL;
        }
        Side *side = &w->sides[w->order[turn]];
        make_side(w, side);
        pthread_mutex_lock(&w->lock);
        w->done++;
        tell(w->options, side->id, 0.9f * (float)w->done / (float)w->count);
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

static size_t *costly_first(const Side *sides, size_t count)
{
    Cost *cost = mem_alloc(count, sizeof *cost);
    size_t *order = mem_alloc(count, sizeof *order);
    for (size_t i = 0; i < count; i++) {
        cost[i] = (Cost){i, sides[i].written->figure_count};
    }
    qsort(cost, count, sizeof *cost, by_cost);
    for (size_t i = 0; i < count; i++) {
        order[i] = cost[i].index;
    }
    free(cost);
    return order;
}

static void make_surfaces(Side *sides, size_t count, const BodyOptions *options)
{
    Work w = {.sides = sides, .count = count, .options = options, .order = costly_first(sides, count)};
    pthread_mutex_init(&w.lock, NULL);
    pthread_t threads[MAX_THREADS];
    int wanted = thread_count(options, count), started = 0;
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
static void check_surfaces(const Side *sides, size_t count, Problems *problems)
{
    for (size_t i = 0; i < count; i++) {
        const BallStructure *s = sides[i].written;
        const Made *m = &sides[i].made;
        if (m->rc != HIP_OK) {
            problems_add(problems, s->file, s->line, "%s", m->err.text);
        } else if (m->shape.pieces != s->pieces) {
            problems_add(problems, s->file, s->line, "'%s' falls into %d pieces; the table promises %d", sides[i].id,
                         m->shape.pieces, s->pieces);
        }
    }
}

static Side *make_sides(const BallTable *table, size_t *count)
{
    Side *sides = mem_alloc(2 * table->count, sizeof *sides);
    size_t n = 0;
    for (size_t i = 0; i < table->count; i++) {
        const BallStructure *s = &table->items[i];
        for (int left = 0; left <= (s->paired ? 1 : 0); left++) {
            Side *side = &sides[n++];
            side->written = s;
            if (left) {
                side->mirror = balls_mirrored(s);
            }
            side->field = field_create(left ? &side->mirror : s);
            side->box = field_box(side->field);
            snprintf(side->id, sizeof side->id, "%s%s", s->id, !s->paired ? "" : left ? "_l" : "_r");
        }
    }
    *count = n;
    return sides;
}

static void release_sides(Side *sides, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        field_destroy(sides[i].field);
        ball_structure_release(&sides[i].mirror);
        surface_release(&sides[i].made.surface);
    }
    free(sides);
}

static RawPart raw_part(Side *side)
{
    Surface *s = &side->made.surface;
    for (size_t i = 0; i < s->vertex_count; i++) {
        for (int k = 0; k < 3; k++) {
            s->positions[i][k] /= 1000;
        }
    }
    RawPart part = {.positions = (const float(*)[3])s->positions,
                    .fibre = (const float(*)[2])s->fibre,
                    .tendon = s->tendon,
                    .vertex_count = s->vertex_count,
                    .indices = s->indices,
                    .index_count = s->index_count};
    snprintf(part.id, sizeof part.id, "%s", side->id);
    snprintf(part.name, sizeof part.name, "%s", side->id);
    return part;
}

static HipResult build(Side *sides, size_t count, const BodyOptions *options, MeshSet *out, HipError *err)
{
    if (count > MESH_MAX_PARTS) {
        return hip_fail(err, "%zu structures; at most %d fit", count, (int)MESH_MAX_PARTS);
    }
    RawPart *parts = mem_alloc(count, sizeof *parts);
    for (size_t i = 0; i < count; i++) {
        parts[i] = raw_part(&sides[i]);
    }
    MeshBuildOptions how = {.levels = true, .simplify_error_m = 0.0003f, .threads = options ? options->threads : 0};
    HipResult rc = mesh_build(parts, count, &how, out, err);
    free(parts);
    return rc;
}

/* Tables without mistakes -> meshes. */
static HipResult generate(const BallTable *table, const BodyOptions *options, MeshSet *out, Problems *problems,
                          HipError *err)
{
    size_t count = 0;
    Side *sides = make_sides(table, &count);
    make_surfaces(sides, count, options);
    check_surfaces(sides, count, problems);
    problems_sort(problems);
    HipResult rc = problems_result(problems, err);
    if (rc == HIP_OK) {
        tell(options, "joining", 0.9f);
        rc = build(sides, count, options, out, err);
        tell(options, "done", 1);
    }
    release_sides(sides, count);
    return rc;
}

HipResult body_generate(const char *folder, const BodyOptions *options, MeshSet *out, Problems *problems, HipError *err)
{
    BallTable table = {0};
    uint64_t hash;
    HipResult rc = body_tables_read(folder, &table, &hash, problems, err);
    if (rc == HIP_OK && problems->count > 0) {
        problems_sort(problems);
        rc = problems_result(problems, err);
    }
    if (rc == HIP_OK) {
        rc = generate(&table, options, out, problems, err);
    }
    balls_release(&table);
    return rc;
}
