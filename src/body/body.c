#include "hip/body.h"
#include "body_tables.h"
#include "hip/file.h"
#include "hip/mem.h"
#include "hip/mesh_build.h"
#include "hip/mesh_occlusion.h"
#include "hip/mesh_weights.h"
#include "hip/parallel.h"
#include "surface.h"
#include <limits.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Made { /* what became of one structure on one side */
    Surface surface;
    int pieces;
    MeshSet mesh; /* one part */
    HipResult rc;
    HipError err;
} Made;

typedef struct Side { /* one structure on one side: what becomes a part */
    const BallStructure *written;
    bool left;
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
    size_t done;
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

static RawPart raw_part(const Side *side)
{
    const Surface *s = &side->made.surface;
    RawPart part = {.positions = (const float(*)[3])s->positions,
                    .fibre = (const float(*)[2])s->fibre,
                    .tendon = {side->written->tendon[0], side->written->tendon[1]},
                    .variants = side->written->variants,
                    .vertex_count = s->vertex_count,
                    .indices = s->indices,
                    .index_count = s->index_count};
    snprintf(part.id, sizeof part.id, "%s", side->id);
    snprintf(part.name, sizeof part.name, "%s", side->id);
    return part;
}

/* Pieces and holes of a mesh of one part. */
static SurfaceShape shape_of_mesh(const MeshSet *mesh)
{
    const MeshPart *part = &mesh->parts[0];
    float(*positions)[3] = mem_alloc(part->vertex_count, sizeof *positions);
    for (uint32_t i = 0; i < part->vertex_count; i++) {
        mesh_vertex_position(part, &mesh->vertices[part->first_vertex + i], positions[i]);
    }
    const MeshLod *full = &part->lods[0];
    SurfaceShape shape = surface_shape((const float(*)[3])positions, part->vertex_count,
                                       mesh->indices + full->first_index, full->index_count);
    free(positions);
    return shape;
}

/* Skin and fat go on beyond their cuts, on the client's figure: light falls on them as if they did. */
static float (*normals_of(const Side *side))[3]
{
    const BallStructure *s = side->written;
    if (s->layer < 0 || s->layer > 1) {
        return NULL;
    }
    const Surface *surface = &side->made.surface;
    float rim = 1.5f * s->grid, low = (s->cut_below + rim) / 1000, high = (s->cut_above - rim) / 1000;
    float(*normals)[3] = surface_wall_normals(surface, low, high);
    for (size_t i = 0; i < surface->vertex_count; i++) {
        float *n = normals[i], level = sqrtf(n[0] * n[0] + n[2] * n[2]), y = surface->positions[i][1];
        if ((y < low || y > high) && level > 0.05f) {
            n[0] /= level;
            n[1] = 0;
            n[2] /= level;
        }
    }
    return normals;
}

/* The simplifier closes pinholes of the grid, but may also pinch a thin margin together, which punches one. So the most
 * that leaves the holes that anatomy has, or else comes nearest to that. */
static void build_side(Side *side)
{
    static const float ERRORS_M[] = {0.0003f, 0.00026f, 0.00022f, 0.00018f, 0.00014f, 0.0001f, 0.00007f, 0.00003f};
    Made *m = &side->made;
    for (size_t i = 0; i < m->surface.vertex_count; i++) {
        for (int k = 0; k < 3; k++) {
            m->surface.positions[i][k] /= 1000;
        }
    }
    RawPart part = raw_part(side);
    float(*normals)[3] = normals_of(side);
    part.normals = (const float(*)[3])normals;
    int wanted = 2 * (side->written->pieces - side->written->holes), least = INT_MAX;
    for (size_t i = 0; i < sizeof ERRORS_M / sizeof *ERRORS_M && least > 0; i++) {
        MeshBuildOptions how = {.levels = true, .simplify_error_m = ERRORS_M[i], .threads = 1};
        MeshSet tried = {0};
        m->rc = mesh_build(&part, 1, &how, &tried, &m->err);
        if (m->rc != HIP_OK) {
            break;
        }
        SurfaceShape shape = shape_of_mesh(&tried);
        int off = abs(shape.euler - wanted) + 2 * abs(shape.pieces - side->written->pieces);
        if (off < least) {
            least = off;
            MeshSet worse = m->mesh;
            m->mesh = tried;
            tried = worse;
        }
        mesh_set_release(&tried);
    }
    free(normals);
}

static void make_side(const Work *w, Side *side)
{
    const Field **firmer = mem_alloc(w->count, sizeof *firmer);
    size_t count = 0;
    for (size_t i = 0; i < w->count; i++) {
        const Side *other = &w->sides[i];
        if (side->written->firm > 0 && other->written->firm > side->written->firm &&
            balls_in_lowest(other->written->variants, side->written->variants) && boxes_meet(&side->box, &other->box)) {
            firmer[count++] = other->field;
        }
    }
    Made *m = &side->made;
    m->rc = surface_make(side->field, firmer, count, &m->surface, &m->err);
    if (m->rc == HIP_OK) {
        m->pieces = m->surface.shape.pieces;
        build_side(side);
    }
    surface_release(&m->surface);
    free((void *)firmer);
}

static void make_next(void *context, size_t i)
{
    Work *w = context;
    Side *side = &w->sides[w->order[i]];
    make_side(w, side);
    pthread_mutex_lock(&w->lock);
    w->done++;
    tell(w->options, side->id, 0.9f * (float)w->done / (float)w->count);
    pthread_mutex_unlock(&w->lock);
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
    parallel_for(options ? options->threads : 0, count, make_next, &w);
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
        } else if (m->pieces != s->pieces) {
            problems_add(problems, s->file, s->line, "'%s' falls into %d pieces; the table promises %d", sides[i].id,
                         m->pieces, s->pieces);
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
            side->left = left;
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
        mesh_set_release(&sides[i].made.mesh);
    }
    free(sides);
}

/* One set of all the sides' single parts, in their order. */
static HipResult join_sides(const Side *sides, size_t count, MeshSet *out, HipError *err)
{
    if (count > MESH_MAX_PARTS) {
        return hip_fail(err, "%zu structures; at most %d fit", count, (int)MESH_MAX_PARTS);
    }
    size_t vertices = 0, indices = 0;
    for (size_t i = 0; i < count; i++) {
        vertices += sides[i].made.mesh.vertex_count;
        indices += sides[i].made.mesh.index_count;
    }
    MeshSet set = mesh_set_create(count, vertices, indices);
    uint32_t vertex = 0, index = 0;
    for (size_t i = 0; i < count; i++) {
        const MeshSet *one = &sides[i].made.mesh;
        MeshPart *part = &set.parts[i];
        *part = one->parts[0];
        part->first_vertex += vertex;
        for (uint32_t k = 0; k < part->lod_count; k++) {
            part->lods[k].first_index += index;
        }
        for (size_t k = 0; k < one->vertex_count; k++) {
            set.vertices[vertex + k] = one->vertices[k];
            set.vertices[vertex + k].part = (uint16_t)i;
        }
        for (size_t k = 0; k < one->index_count; k++) {
            set.indices[index + k] = one->indices[k] + vertex;
        }
        vertex += (uint32_t)one->vertex_count;
        index += (uint32_t)one->index_count;
    }
    *out = set;
    return HIP_OK;
}

static MeshFollows follows_of(const Side *side)
{
    const BallMoves *moves = &side->written->moves;
    MeshFollows out = {.near = moves->near};
    for (int i = 0; i < moves->count; i++) {
        if (moves->bones[i] != BONE_THIGH) {
            out.bones[out.count++] = moves->bones[i] == BONE_SPINE ? MESH_SPINE : MESH_PELVIS;
            continue;
        }
        if (moves->both_thighs) {
            out.bones[out.count++] = side->left ? MESH_RIGHT_THIGH : MESH_LEFT_THIGH;
        }
        out.bones[out.count++] = side->left ? MESH_LEFT_THIGH : MESH_RIGHT_THIGH;
    }
    return out;
}

enum { WRAPPING_LAYERS = 3 }; /* skin, fat, fascia */

/* What only the whole body can tell: light and weights. */
static void bake(const Side *sides, size_t count, int threads, MeshSet *set)
{
    uint8_t *rank = mem_alloc(count, 1);
    MeshFollows *follows = mem_alloc(count, sizeof *follows);
    for (size_t i = 0; i < count; i++) {
        int layer = sides[i].written->layer;
        rank[i] = layer < 0 ? WRAPPING_LAYERS : (uint8_t)layer;
        follows[i] = follows_of(&sides[i]);
    }
    mesh_occlusion_bake(set, &(OcclusionRanks){rank, WRAPPING_LAYERS}, threads);
    mesh_weights_bake(set, follows, threads);
    mesh_moves_bake(set, follows);
    free(rank);
    free(follows);
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
        tell(options, "light", 0.9f);
        rc = join_sides(sides, count, out, err);
    }
    if (rc == HIP_OK) {
        bake(sides, count, options ? options->threads : 0, out);
        rc = mesh_set_check(out, err);
        tell(options, "done", 1);
    }
    if (rc != HIP_OK) {
        mesh_set_release(out);
    }
    release_sides(sides, count);
    return rc;
}

/* Every mistake that can be told without making anything. */
static HipResult read_tables(const char *folder, BallTable *table, Problems *problems, HipError *err)
{
    uint64_t hash;
    HipResult rc = body_tables_read(folder, table, &hash, problems, err);
    if (rc == HIP_OK && problems->count > 0) {
        problems_sort(problems);
        rc = problems_result(problems, err);
    }
    return rc;
}

HipResult body_check(const char *folder, Problems *problems, HipError *err)
{
    BallTable table = {0};
    HipResult rc = read_tables(folder, &table, problems, err);
    balls_release(&table);
    return rc;
}

HipResult body_generate(const char *folder, const BodyOptions *options, MeshSet *out, Problems *problems, HipError *err)
{
    BallTable table = {0};
    HipResult rc = read_tables(folder, &table, problems, err);
    if (rc == HIP_OK) {
        rc = generate(&table, options, out, problems, err);
    }
    balls_release(&table);
    return rc;
}
