#include "mesh_import_model.h"
#include "hip/mem.h"
#include "hip/mesh_build.h"
#include "mesh_align.h"
#include "mesh_recognise.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Nothing in a room with a person in it is farther away. */
static const float FARTHEST_M = 1000;

typedef struct Model {
    HelperOutput *sent;
    const ImportFiles *files;
    const Catalogue *catalogue;
    ImportReport *report;
    Recognised *recognised; /* one for each sent part, as the next three */
    AlignPart *align;
    char (*labels)[320];
    uint32_t *group; /* which part of the set it becomes */
    uint32_t *first; /* for each group: its first sent part */
    RawPart *raw;    /* for each group */
    void **owned;    /* memory of groups that were put together */
    size_t group_count, owned_count;
} Model;

static const char *file_of(const Model *model, size_t p)
{
    return import_file_name(model->files->items[model->sent->parts[p].file].path);
}

static size_t parts_in_file(const Model *model, size_t p)
{
    size_t count = 0;
    for (size_t i = p; i < model->sent->count && model->sent->parts[i].file == model->sent->parts[p].file; i++) {
        count++;
    }
    for (size_t i = p; i-- > 0 && model->sent->parts[i].file == model->sent->parts[p].file;) {
        count++;
    }
    return count;
}

static void file_stem(const char *file, char *out, size_t size)
{
    snprintf(out, size, "%s", file);
    char *dot = strrchr(out, '.');
    if (dot && dot != out) {
        *dot = '\0';
    }
}

/* The node's name, the mesh's, and where a file holds one thing the file's. */
static void recognise_parts(Model *model)
{
    Recogniser *recogniser = recogniser_create(model->catalogue);
    uint32_t file = UINT32_MAX;
    size_t in_file = 0;
    for (size_t p = 0; p < model->sent->count; p++) {
        const HelperPart *part = &model->sent->parts[p];
        if (part->file != file) {
            file = part->file;
            in_file = parts_in_file(model, p);
        }
        char stem[256];
        file_stem(file_of(model, p), stem, sizeof stem);
        const char *names[3] = {part->node, part->mesh, in_file == 1 ? stem : NULL};
        model->recognised[p] = recognise(recogniser, names, 3);
        if (in_file == 1) {
            snprintf(model->labels[p], sizeof *model->labels, "%s", file_of(model, p));
        } else {
            snprintf(model->labels[p], sizeof *model->labels, "%s in %s", part->node[0] ? part->node : part->mesh,
                     file_of(model, p));
        }
        model->align[p] = (AlignPart){
            .positions = (const float(*)[3])part->positions,
            .vertex_count = part->vertex_count,
            .entry = model->recognised[p].other_side < 0 ? model->recognised[p].entry : -1,
            .label = model->labels[p],
        };
    }
    recogniser_release(recogniser);
}

static bool only_one_of_its_kind(const Model *model, size_t p)
{
    for (size_t i = 0; i < model->sent->count; i++) {
        if (i != p && model->recognised[i].entry == model->recognised[p].entry) {
            return false;
        }
    }
    return true;
}

static void assume_side(Model *model, bool left)
{
    for (size_t p = 0; p < model->sent->count; p++) {
        const Recognised *r = &model->recognised[p];
        if (r->other_side >= 0 && only_one_of_its_kind(model, p)) {
            model->align[p].entry = left ? r->other_side : r->entry;
        }
    }
}

/* Names without a side in a model of one hip: whichever side makes the better body. */
static void choose_side(Model *model)
{
    size_t sided = 0, sideless = 0;
    for (size_t p = 0; p < model->sent->count; p++) {
        sided += model->align[p].entry >= 0;
        sideless += model->recognised[p].other_side >= 0;
    }
    if (sided >= 3 || sideless == 0) {
        return;
    }
    assume_side(model, true);
    Alignment left = mesh_align_try(model->align, model->sent->count, model->catalogue);
    assume_side(model, false);
    Alignment right = mesh_align_try(model->align, model->sent->count, model->catalogue);
    /* A mirrored reading fits the other side as well, so the one without mirroring is meant. */
    double left_doubt = left.median_m + (similarity_determinant(&left.whole) < 0 ? 1 : 0);
    double right_doubt = right.median_m + (similarity_determinant(&right.whole) < 0 ? 1 : 0);
    assume_side(model, left_doubt < right_doubt);
}

static double middle_x(const AlignPart *part)
{
    double lo = INFINITY, hi = -INFINITY;
    for (size_t v = 0; v < part->vertex_count; v++) {
        double from[3] = {(double)part->positions[v][0], (double)part->positions[v][1], (double)part->positions[v][2]};
        double to[3];
        similarity_apply(&part->place, from, to);
        lo = fmin(lo, to[0]);
        hi = fmax(hi, to[0]);
    }
    return 0.5 * (lo + hi);
}

/* In a model that stands right, a name without a side gets it from where the part lies. */
static void settle_sides(Model *model, bool aligned)
{
    for (size_t p = 0; p < model->sent->count; p++) {
        Recognised *r = &model->recognised[p];
        if (r->other_side >= 0) {
            if (model->align[p].entry < 0 && aligned) {
                model->align[p].entry = middle_x(&model->align[p]) > 0 ? r->other_side : r->entry;
            }
            r->entry = model->align[p].entry;
        }
    }
}

static bool belong_together(const Model *model, size_t a, size_t b)
{
    const HelperPart *x = &model->sent->parts[a], *y = &model->sent->parts[b];
    if (x->file != y->file || model->recognised[a].entry != model->recognised[b].entry) {
        return false;
    }
    return model->recognised[a].entry >= 0 || (strcmp(x->node, y->node) == 0 && strcmp(x->mesh, y->mesh) == 0);
}

/* A node whose mesh is split by material is one part. Of too many unknown parts the rest goes together. */
static void group_parts(Model *model)
{
    for (size_t p = 0; p < model->sent->count; p++) {
        size_t g = 0;
        while (g < model->group_count && !belong_together(model, p, model->first[g])) {
            g++;
        }
        if (g == MESH_MAX_PARTS) {
            g--;
        }
        if (g == model->group_count) {
            model->first[model->group_count++] = (uint32_t)p;
        }
        model->group[p] = (uint32_t)g;
    }
}

static bool in_bounds(const HelperPart *part)
{
    float most = 0;
    for (size_t v = 0; v < part->vertex_count; v++) {
        for (int k = 0; k < 3; k++) {
            float x = fabsf(part->positions[v][k]);
            most = x > most ? x : most;
        }
    }
    return most <= FARTHEST_M;
}

static void move_part(HelperPart *part, const Similarity *place)
{
    for (size_t v = 0; v < part->vertex_count; v++) {
        float *p = part->positions[v];
        double from[3] = {(double)p[0], (double)p[1], (double)p[2]}, to[3];
        similarity_apply(place, from, to);
        for (int k = 0; k < 3; k++) {
            p[k] = (float)fmax(-1e9, fmin(1e9, to[k])); /* what overflows is dropped by in_bounds */
        }
    }
    Similarity turn = *place;
    turn.scale = 1;
    turn.t[0] = turn.t[1] = turn.t[2] = 0;
    for (size_t v = 0; part->normals && v < part->vertex_count; v++) {
        float *n = part->normals[v];
        double from[3] = {(double)n[0], (double)n[1], (double)n[2]}, to[3];
        similarity_apply(&turn, from, to);
        for (int k = 0; k < 3; k++) {
            n[k] = (float)to[k];
        }
    }
    for (size_t i = 0; similarity_determinant(place) < 0 && i < part->index_count; i += 3) {
        uint32_t swap = part->indices[i + 1];
        part->indices[i + 1] = part->indices[i + 2];
        part->indices[i + 2] = swap;
    }
}

static void *own(Model *model, void *block)
{
    model->owned[model->owned_count++] = block;
    return block;
}

/* One after the other in new arrays. Normals only when all have them. */
static void join_group(Model *model, size_t g, RawPart *raw)
{
    bool normals = true;
    for (size_t p = 0; p < model->sent->count; p++) {
        if (model->group[p] == g) {
            raw->vertex_count += model->sent->parts[p].vertex_count;
            raw->index_count += model->sent->parts[p].index_count;
            normals = normals && model->sent->parts[p].normals;
        }
    }
    float(*positions)[3] = own(model, mem_alloc(raw->vertex_count, sizeof *positions));
    float(*all_normals)[3] = normals ? own(model, mem_alloc(raw->vertex_count, sizeof *all_normals)) : NULL;
    uint32_t *indices = own(model, mem_alloc(raw->index_count, sizeof *indices));
    size_t vertex = 0, index = 0;
    for (size_t p = 0; p < model->sent->count; p++) {
        const HelperPart *part = &model->sent->parts[p];
        if (model->group[p] != g) {
            continue;
        }
        memcpy(positions + vertex, part->positions, part->vertex_count * sizeof *positions);
        if (all_normals) {
            memcpy(all_normals + vertex, part->normals, part->vertex_count * sizeof *all_normals);
        }
        for (size_t i = 0; i < part->index_count; i++) {
            indices[index + i] = part->indices[i] + (uint32_t)vertex;
        }
        vertex += part->vertex_count;
        index += part->index_count;
    }
    raw->positions = (const float(*)[3])positions;
    raw->normals = (const float(*)[3])all_normals;
    raw->indices = indices;
}

static void name_part(const Model *model, size_t p, char *out, size_t size)
{
    const HelperPart *part = &model->sent->parts[p];
    const char *name = part->node[0] && part->node[0] != '<' ? part->node : part->mesh;
    if (parts_in_file(model, p) == 1 || !name[0]) {
        file_stem(file_of(model, p), out, size);
    } else {
        snprintf(out, size, "%s", name);
    }
}

static void make_raw(Model *model, size_t *members)
{
    for (size_t g = 0; g < model->group_count; g++) {
        size_t p = model->first[g];
        const HelperPart *part = &model->sent->parts[p];
        RawPart *raw = &model->raw[g];
        *raw = (RawPart){0};
        int entry = model->recognised[p].entry;
        snprintf(raw->id, sizeof raw->id, "%s", entry >= 0 ? model->catalogue->entries[entry].id : "");
        char name[256];
        name_part(model, p, name, sizeof name);
        snprintf(raw->name, sizeof raw->name, "%.*s", (int)sizeof raw->name - 1, name);
        if (members[g] > 1) {
            join_group(model, g, raw);
        } else {
            raw->positions = (const float(*)[3])part->positions;
            raw->normals = (const float(*)[3])part->normals;
            raw->indices = part->indices;
            raw->vertex_count = part->vertex_count;
            raw->index_count = part->index_count;
        }
    }
}

static void report_part(Model *model, size_t g)
{
    size_t p = model->first[g];
    ImportReport *report = model->report;
    ImportPart *told = &report->parts[report->part_count++];
    *told = (ImportPart){.triangles = (uint32_t)(model->raw[g].index_count / 3),
                         .residual_m = model->align[p].residual_m,
                         .mended = model->align[p].mended};
    snprintf(told->file, sizeof told->file, "%s", file_of(model, p));
    snprintf(told->name, sizeof told->name, "%s", model->raw[g].name);
    snprintf(told->id, sizeof told->id, "%s", model->raw[g].id);
    snprintf(told->how, sizeof told->how, "%s", model->recognised[p].entry >= 0 ? model->recognised[p].how : "");
}

static void report_whole(const Alignment *alignment, ImportReport *report)
{
    const Similarity *whole = &alignment->whole;
    report->scale = (float)whole->scale;
    report->aligned = alignment->aligned;
    report->residual_m = alignment->worst_m;
    report->mirrored = similarity_determinant(whole) < 0;
    int up = 0;
    for (int k = 0; k < 3; k++) {
        report->translation[k] = (float)whole->t[k];
        up = fabs(whole->r[3 + k]) > fabs(whole->r[3 + up]) ? k : up;
    }
    for (int k = 0; k < 9; k++) {
        report->rotation[k] = (float)whole->r[k];
    }
    snprintf(report->up, sizeof report->up, "%c%c", whole->r[3 + up] < 0 ? '-' : '+', "XYZ"[up]);
    snprintf(report->unit, sizeof report->unit, "%s", mesh_align_unit(whole->scale, 0.2));
}

static void warn_twice(const Model *model)
{
    for (size_t a = 0; a < model->group_count; a++) {
        for (size_t b = 0; b < a && model->raw[a].id[0]; b++) {
            if (strcmp(model->raw[a].id, model->raw[b].id) == 0) {
                import_warn(model->report, "%s comes twice: in %s and in %s.", model->raw[a].id,
                            model->labels[model->first[b]], model->labels[model->first[a]]);
                break;
            }
        }
    }
}

/* True when at least one triangle has an area after quantising, so that the set can be finished later. */
static bool has_area(const MeshSet *set, const MeshPart *part)
{
    const MeshLod *lod = &part->lods[0];
    for (uint32_t i = 0; i < lod->index_count; i += 3) {
        float corner[3][3];
        for (int k = 0; k < 3; k++) {
            mesh_vertex_position(part, &set->vertices[set->indices[lod->first_index + i + k]], corner[k]);
        }
        double ab[3], ac[3];
        for (int k = 0; k < 3; k++) {
            ab[k] = (double)corner[1][k] - (double)corner[0][k];
            ac[k] = (double)corner[2][k] - (double)corner[0][k];
        }
        if (ab[1] * ac[2] != ab[2] * ac[1] || ab[2] * ac[0] != ab[0] * ac[2] || ab[0] * ac[1] != ab[1] * ac[0]) {
            return true;
        }
    }
    return false;
}

static void drop_group(Model *model, size_t g, const char *why)
{
    import_warn(model->report, "%s was left out: %s.", model->labels[model->first[g]], why);
    model->group_count--;
    for (size_t i = g; i < model->group_count; i++) {
        model->raw[i] = model->raw[i + 1];
        model->first[i] = model->first[i + 1];
    }
}

/* Builds; parts that turn out to have no area are dropped and the rest is built again. */
static HipResult build_quick(Model *model, MeshSet *out, HipError *err)
{
    const MeshBuildOptions quick = {.sketch = true};
    while (model->group_count) {
        MeshSet set;
        HipResult rc = mesh_build(model->raw, model->group_count, &quick, &set, err);
        if (rc != HIP_OK) {
            return rc;
        }
        size_t dropped = 0;
        for (size_t g = model->group_count; g-- > 0;) {
            if (!has_area(&set, &set.parts[g])) {
                drop_group(model, g, "its triangles have no area");
                dropped++;
            }
        }
        if (!dropped) {
            *out = set;
            return HIP_OK;
        }
        mesh_set_release(&set);
    }
    return hip_fail(err, "there are no triangles in it");
}

static bool any_area(const RawPart *raw)
{
    for (size_t i = 0; i + 2 < raw->index_count; i += 3) {
        const float *a = raw->positions[raw->indices[i]], *b = raw->positions[raw->indices[i + 1]];
        const float *c = raw->positions[raw->indices[i + 2]];
        if (memcmp(a, b, 12) != 0 && memcmp(b, c, 12) != 0 && memcmp(c, a, 12) != 0) {
            return true;
        }
    }
    return false;
}

static HipResult finish_model(Model *model, MeshSet *out, HipError *err)
{
    size_t *members = mem_alloc(MESH_MAX_PARTS, sizeof *members);
    bool *bad = mem_alloc(MESH_MAX_PARTS, sizeof *bad);
    for (size_t p = 0; p < model->sent->count; p++) {
        move_part(&model->sent->parts[p], &model->align[p].place);
        members[model->group[p]]++;
        bad[model->group[p]] = bad[model->group[p]] || !in_bounds(&model->sent->parts[p]);
    }
    make_raw(model, members);
    for (size_t g = model->group_count; g-- > 0;) {
        if (bad[g] || !any_area(&model->raw[g])) {
            drop_group(model, g, bad[g] ? "its coordinates are out of all bounds" : "its triangles have no area");
        }
    }
    free(members);
    free(bad);
    HipResult rc = build_quick(model, out, err);
    if (rc == HIP_OK) {
        warn_twice(model);
        model->report->parts = mem_alloc(model->group_count, sizeof *model->report->parts);
        for (size_t g = 0; g < model->group_count; g++) {
            report_part(model, g);
        }
    }
    return rc;
}

HipResult import_model(HelperOutput *sent, const ImportFiles *files, const Catalogue *catalogue, MeshSet *out,
                       ImportReport *report, HipError *err)
{
    if (sent->count == 0) {
        return hip_fail(err, "there are no triangles in it");
    }
    Model model = {
        .sent = sent,
        .files = files,
        .catalogue = catalogue,
        .report = report,
        .recognised = mem_alloc(sent->count, sizeof *model.recognised),
        .align = mem_alloc(sent->count, sizeof *model.align),
        .labels = mem_alloc(sent->count, sizeof *model.labels),
        .group = mem_alloc(sent->count, sizeof *model.group),
        .first = mem_alloc(MESH_MAX_PARTS, sizeof *model.first),
        .raw = mem_alloc(MESH_MAX_PARTS, sizeof *model.raw),
        .owned = mem_alloc(3 * MESH_MAX_PARTS, sizeof *model.owned),
    };
    recognise_parts(&model);
    choose_side(&model);
    Alignment alignment = mesh_align(model.align, sent->count, catalogue, report);
    report_whole(&alignment, report);
    settle_sides(&model, alignment.aligned);
    group_parts(&model);
    HipResult rc = finish_model(&model, out, err);
    for (size_t i = 0; i < model.owned_count; i++) {
        free(model.owned[i]);
    }
    free(model.recognised);
    free(model.align);
    free(model.labels);
    free(model.group);
    free(model.first);
    free(model.raw);
    free(model.owned);
    return rc;
}
