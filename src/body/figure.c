#include "hip/figure.h"
#include "figure_joints.h"
#include "hip/file.h"
#include "hip/mem.h"
#include "hip/mesh_build.h"
#include "hip/mesh_occlusion.h"
#include "hip/parallel.h"
#include "near_grid.h"
#include "surface.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_TABLE_BYTES = 4 << 20, MAX_PIECES = 16 };

static const float SIMPLIFY_M = 0.0003f;

typedef struct Piece {   /* a structure on one side */
    BallStructure balls; /* its own copy or mirror image */
    const BallStructure *written;
    char id[BALLS_ID_SIZE + 2];
    const char *side;
    Surface surface;
    float (*normals)[3];
    FigureFlesh *flesh;
    FigureJoints *joints;
    HipResult rc;
    HipError err;
} Piece;

typedef struct Work {
    Piece pieces[MAX_PIECES];
    size_t count;
    const MeshSet *hip;
} Work;

static HipResult read_table(const char *folder, BallTable *out, Problems *problems, HipError *err)
{
    char *own = folder ? mem_string(folder) : file_asset_path("client"), *path = mem_format("%s/figure.body", own);
    Buffer file = {0};
    HipResult rc = file_read_all(path, MAX_TABLE_BYTES, &file, err);
    if (rc == HIP_OK) {
        balls_parse("client/figure.body", (const char *)file.data, file.size, out, problems);
        problems_sort(problems);
        rc = problems_result(problems, err);
    }
    buffer_release(&file);
    free(path);
    free(own);
    return rc;
}

static HipResult lay_out(const BallTable *table, Work *work, HipError *err)
{
    for (size_t i = 0; i < table->count; i++) {
        const BallStructure *s = &table->items[i];
        for (int left = 0; left <= (s->paired ? 1 : 0); left++) {
            if (work->count == MAX_PIECES) {
                return hip_fail(err, "a figure of more than %d pieces", (int)MAX_PIECES);
            }
            Piece *piece = &work->pieces[work->count++];
            piece->written = s;
            piece->side = !s->paired ? "" : left ? "_l" : "_r";
            piece->balls = left ? balls_mirrored(s) : *s;
            snprintf(piece->id, sizeof piece->id, "%s%s", s->id, piece->side);
        }
    }
    return HIP_OK;
}

/* A place of the trunk or the thighs: what a cut is about. An arm that hangs lower than it stays. */
static bool is_hip(const FigureFlesh *flesh, const float p[3])
{
    return figure_flesh_at(flesh, p).bone < MESH_HIP_BONES;
}

/* So far in from the rim a cap keeps the normals of the wall, lest a simplified wall stand on a vertex that faces down.
 */
static const float RIM_MM = 4;

/* What lies beyond a cut is folded into it: up to the plane, and inward so that it lies there in rings. Thus the rim is
 * sharp, as no polygoniser would leave it, and the cap flat. Normals of the wall stay those of the whole. */
static void fold(const BallStructure *s, const FigureFlesh *flesh, Surface *surface, float (*normals)[3])
{
    bool above = s->cut_below > -1e5f, below = s->cut_above < 1e5f;
    float plane = above ? s->cut_below : s->cut_above, away = above ? 1.0f : -1.0f;
    double middle[2] = {0}, count = 0;
    for (size_t i = 0; i < surface->vertex_count && (above || below); i++) {
        const float *p = surface->positions[i];
        if (fabsf(p[1] - plane) < 2 * s->grid && is_hip(flesh, p)) {
            middle[0] += (double)p[0];
            middle[1] += (double)p[2];
            count++;
        }
    }
    for (size_t i = 0; i < surface->vertex_count && count > 0; i++) {
        float *p = surface->positions[i], beyond = (plane - p[1]) * away;
        if (beyond <= 0 || !is_hip(flesh, p)) {
            continue;
        }
        float x = p[0] - (float)(middle[0] / count), z = p[2] - (float)(middle[1] / count);
        float past = fmaxf(beyond - s->grid, 0); /* what is less far beyond makes the rim */
        float length = sqrtf(x * x + z * z), inward = length > 0 ? fminf(past / length, 0.9f) : 0;
        p[0] -= inward * x;
        p[2] -= inward * z;
        p[1] = plane;
        if (past > RIM_MM) {
            normals[i][0] = normals[i][2] = 0;
            normals[i][1] = -away;
        }
    }
}

/* Rounds the creases between what meets, as far as the table says: each vertex goes towards its neighbours' mean, in so
 * many steps that a place spreads over `soft` millimetres; a limb becomes thinner by next to nothing. */
static void soften(const BallStructure *s, const FigureFlesh *flesh, Surface *surface)
{
    float *share = mem_alloc(surface->vertex_count, sizeof *share), most = 0;
    for (size_t i = 0; i < surface->vertex_count; i++) {
        float soft = figure_flesh_at(flesh, surface->positions[i]).soft;
        share[i] = soft * soft;
        most = fmaxf(most, share[i]);
    }
    for (size_t i = 0; i < surface->vertex_count && most > 0; i++) {
        share[i] *= 0.5f / most;
    }
    int steps = (int)ceilf(4 * most / (s->grid * s->grid)); /* the variance of one step is grid^2 / 4 */
    surface_soften(surface, share, steps);
    free(share);
}

static void make_piece(void *context, size_t i)
{
    Work *w = context;
    Piece *piece = &w->pieces[i];
    BallStructure whole = piece->balls;
    whole.cut_below = -1e6f;
    whole.cut_above = 1e6f;
    whole.has_fibre = false;
    Field *field = field_create(&whole);
    piece->flesh = figure_flesh_make(&piece->balls);
    piece->rc = surface_make(field, NULL, 0, &piece->surface, &piece->err);
    if (piece->rc == HIP_OK) {
        soften(&whole, piece->flesh, &piece->surface);
        piece->normals = surface_normals(&piece->surface);
        fold(&piece->balls, piece->flesh, &piece->surface, piece->normals);
        piece->rc = figure_joints_make(&piece->balls, piece->flesh, w->hip, &piece->joints, &piece->err);
    }
    field_destroy(field);
}

static void check_pieces(const Work *w, Problems *problems)
{
    for (size_t i = 0; i < w->count; i++) {
        const Piece *piece = &w->pieces[i];
        const BallStructure *s = piece->written;
        if (piece->rc != HIP_OK) {
            problems_add(problems, s->file, s->line, "%s", piece->err.text);
        } else if (piece->surface.shape.pieces != s->pieces ||
                   piece->surface.shape.euler != 2 * (s->pieces - s->holes)) {
            problems_add(problems, s->file, s->line,
                         "'%s' has %d pieces and an Euler number of %d; the table promises %d with %d holes", piece->id,
                         piece->surface.shape.pieces, piece->surface.shape.euler, s->pieces, s->holes);
        }
    }
}

static HipResult build(const Work *w, int threads, MeshSet *out, HipError *err)
{
    RawPart parts[MAX_PIECES];
    for (size_t i = 0; i < w->count; i++) {
        const Piece *piece = &w->pieces[i];
        for (size_t v = 0; v < piece->surface.vertex_count; v++) {
            for (int k = 0; k < 3; k++) {
                piece->surface.positions[v][k] /= 1000;
            }
        }
        parts[i] = (RawPart){.positions = (const float(*)[3])piece->surface.positions,
                             .normals = (const float(*)[3])piece->normals,
                             .vertex_count = piece->surface.vertex_count,
                             .indices = piece->surface.indices,
                             .index_count = piece->surface.index_count};
        snprintf(parts[i].id, sizeof parts[i].id, "figure.%s", piece->id);
        snprintf(parts[i].name, sizeof parts[i].name, "Client's figure");
    }
    MeshBuildOptions how = {.levels = true, .simplify_error_m = SIMPLIFY_M, .threads = threads};
    return mesh_build(parts, w->count, &how, out, err);
}

static void add_joints(const Work *w, MeshSet *set)
{
    for (size_t p = 0; p < set->part_count; p++) {
        MeshPart *part = &set->parts[p];
        part->moves = MOVES_JOINTED;
        for (uint32_t i = part->first_vertex; i < part->first_vertex + part->vertex_count; i++) {
            float at[3], normal[3];
            mesh_vertex_position(part, &set->vertices[i], at);
            octahedral_decode(set->vertices[i].normal, normal);
            for (int k = 0; k < 3; k++) {
                at[k] *= 1000;
            }
            mesh_vertex_set_joints(&set->vertices[i], figure_joints_at(w->pieces[p].joints, at, normal));
        }
    }
}

static void release(Work *w)
{
    for (size_t i = 0; i < w->count; i++) {
        Piece *piece = &w->pieces[i];
        surface_release(&piece->surface);
        free(piece->normals);
        figure_joints_release(piece->joints);
        figure_flesh_release(piece->flesh);
        if (piece->side[0] == '_' && piece->side[1] == 'l') {
            ball_structure_release(&piece->balls);
        }
    }
}

/* The parts as they are in a build: the same triangles, every vertex moved along its normal. */
static void grow(const Work *w, int build, MeshSet *set)
{
    static const float ROOM_M = 0.02f; /* `grows` is no more */
    for (size_t p = 0; p < set->part_count; p++) {
        MeshPart *part = &set->parts[p], was = *part;
        snprintf(part->id, sizeof part->id, "%.*s.%d", (int)sizeof part->id - 3, was.id, build + 1);
        for (int k = 0; k < 3 && build > 0; k++) {
            part->box.lo[k] -= ROOM_M;
            part->box.hi[k] += ROOM_M;
        }
        for (uint32_t i = was.first_vertex; i < was.first_vertex + was.vertex_count && build > 0; i++) {
            float at[3], at_mm[3], normal[3];
            mesh_vertex_position(&was, &set->vertices[i], at);
            octahedral_decode(set->vertices[i].normal, normal);
            for (int k = 0; k < 3; k++) {
                at_mm[k] = at[k] * 1000;
            }
            float out = figure_growth_at(w->pieces[p].flesh, at_mm) / 1000;
            for (int k = 0; k < 3; k++) {
                at[k] += out * normal[k];
            }
            mesh_vertex_set_position(part, &set->vertices[i], at);
        }
    }
}

/* One set of all builds; each is lit by itself. */
static HipResult make_builds(const Work *w, const MeshSet *first, int threads, MeshSet *out, HipError *err)
{
    MeshSet builds[FIGURE_BUILDS] = {{0}};
    HipResult rc = HIP_OK;
    for (int b = 0; b < FIGURE_BUILDS && rc == HIP_OK; b++) {
        uint8_t rank[MAX_PIECES] = {0};
        rc = mesh_set_join(first, 1, &builds[b], err);
        if (rc == HIP_OK) {
            grow(w, b, &builds[b]);
            mesh_occlusion_bake(&builds[b], &(OcclusionRanks){rank, 1}, threads);
        }
    }
    rc = rc == HIP_OK ? mesh_set_join(builds, FIGURE_BUILDS, out, err) : rc;
    for (int b = 0; b < FIGURE_BUILDS; b++) {
        mesh_set_release(&builds[b]);
    }
    return rc;
}

HipResult figure_check(const char *folder, Problems *problems, HipError *err)
{
    BallTable table = {0};
    HipResult rc = read_table(folder, &table, problems, err);
    balls_release(&table);
    return rc;
}

HipResult figure_generate(const char *folder, const MeshSet *hip, int threads, MeshSet *out, Problems *problems,
                          HipError *err)
{
    BallTable table = {0};
    Work work = {.hip = hip};
    MeshSet first = {0}, all = {0};
    HipResult rc = read_table(folder, &table, problems, err);
    rc = rc == HIP_OK ? lay_out(&table, &work, err) : rc;
    if (rc == HIP_OK) {
        parallel_for(threads, work.count, make_piece, &work);
        check_pieces(&work, problems);
        rc = problems_result(problems, err);
    }
    rc = rc == HIP_OK ? build(&work, threads, &first, err) : rc;
    if (rc == HIP_OK) {
        add_joints(&work, &first);
        rc = make_builds(&work, &first, threads, &all, err);
    }
    rc = rc == HIP_OK ? mesh_set_check(&all, err) : rc;
    if (rc == HIP_OK) {
        *out = all;
    } else {
        mesh_set_release(&all);
    }
    mesh_set_release(&first);
    release(&work);
    balls_release(&table);
    return rc;
}
