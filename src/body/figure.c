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
    char id[MESH_ID_SIZE];
    const char *side;
    Surface surface;
    float (*normals)[3];
    FigureJoints *joints;
    HipResult rc;
    HipError err;
} Piece;

typedef struct Work {
    Piece pieces[MAX_PIECES];
    size_t count;
    const MeshSet *hip;
} Work;

static char *table_path(const char *folder, int build)
{
    char name[64];
    snprintf(name, sizeof name, "figure.%d.body", build + 1);
    char *own = folder ? mem_string(folder) : file_asset_path("client");
    char *path = mem_format("%s/%s", own, name);
    free(own);
    return path;
}

bool figure_has_build(const char *folder, int build)
{
    char *path = table_path(folder, build);
    bool there = file_exists(path);
    free(path);
    return there;
}

static HipResult read_table(const char *folder, int build, BallTable *out, Problems *problems, HipError *err)
{
    char *path = table_path(folder, build);
    char *name = mem_format("client/%s", strrchr(path, '/') + 1);
    Buffer file = {0};
    HipResult rc = file_read_all(path, MAX_TABLE_BYTES, &file, err);
    if (rc == HIP_OK) {
        balls_parse(name, (const char *)file.data, file.size, out, problems);
        problems_sort(problems);
        rc = problems_result(problems, err);
    }
    buffer_release(&file);
    free(name);
    free(path);
    return rc;
}

static HipResult lay_out(const BallTable *table, int build, Work *work, HipError *err)
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
            int length = snprintf(piece->id, sizeof piece->id, "figure.%s%s.%d", s->id, piece->side, build + 1);
            if (length >= (int)sizeof piece->id) {
                return hip_fail(err, "the figure's '%s' has too long a name", s->id);
            }
        }
    }
    return HIP_OK;
}

/* A place of the trunk or the thighs: what a cut is about. An arm that hangs lower than it stays. */
static bool is_hip(const FigureFlesh *flesh, const float p[3])
{
    return figure_flesh_at(flesh, p).bone < MESH_HIP_BONES;
}

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
        float length = sqrtf(x * x + z * z), inward = length > 0 ? fminf(beyond / length, 0.9f) : 0;
        p[0] -= inward * x;
        p[2] -= inward * z;
        p[1] = plane;
        if (beyond > s->grid) {
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
    FigureFlesh *flesh = figure_flesh_make(&piece->balls);
    piece->rc = surface_make(field, NULL, 0, &piece->surface, &piece->err);
    if (piece->rc == HIP_OK) {
        soften(&whole, flesh, &piece->surface);
        piece->normals = surface_normals(&piece->surface);
        fold(&piece->balls, flesh, &piece->surface, piece->normals);
        piece->rc = figure_joints_make(&piece->balls, flesh, w->hip, &piece->joints, &piece->err);
    }
    figure_flesh_release(flesh);
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
        snprintf(parts[i].id, sizeof parts[i].id, "%s", piece->id);
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
        if (piece->side[0] == '_' && piece->side[1] == 'l') {
            ball_structure_release(&piece->balls);
        }
    }
}

HipResult figure_generate(const char *folder, int number, const MeshSet *hip, int threads, MeshSet *out,
                          Problems *problems, HipError *err)
{
    BallTable table = {0};
    Work work = {.hip = hip};
    MeshSet set = {0};
    HipResult rc = read_table(folder, number, &table, problems, err);
    rc = rc == HIP_OK ? lay_out(&table, number, &work, err) : rc;
    if (rc == HIP_OK) {
        parallel_for(threads, work.count, make_piece, &work);
        check_pieces(&work, problems);
        rc = problems_result(problems, err);
    }
    rc = rc == HIP_OK ? build(&work, threads, &set, err) : rc;
    if (rc == HIP_OK) {
        uint8_t rank[MAX_PIECES] = {0};
        add_joints(&work, &set);
        mesh_occlusion_bake(&set, &(OcclusionRanks){rank, 1}, threads);
        rc = mesh_set_check(&set, err);
    }
    if (rc == HIP_OK) {
        *out = set;
    } else {
        mesh_set_release(&set);
    }
    release(&work);
    balls_release(&table);
    return rc;
}
