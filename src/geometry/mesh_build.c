#include "hip/mesh_build.h"
#include "hip/mem.h"
#include "hip/parallel.h"
#include "mesh_build_part.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Build {
    const RawPart *parts;
    size_t part_count;
    const MeshBuildOptions *options;
    PartWork *work;
    HipError *errors; /* one a part; empty text: fine */
    uint32_t *order;  /* big parts first, so that no thread ends with the biggest one */
} Build;

static void build_part(const Build *build, size_t p)
{
    const RawPart *raw = &build->parts[p];
    const MeshBuildOptions *options = build->options;
    PartWork *work = &build->work[p];
    if (part_check(raw, &build->errors[p]) != HIP_OK) {
        return;
    }
    bool quick = !options->weld && !options->levels && options->simplify_error_m <= 0 && options->mend_m <= 0;
    if (quick && raw->normals) {
        part_borrow(work, raw);
    } else {
        part_weld(work, raw, options);
        part_orient(work, raw->normals != NULL);
    }
    if (work->index_count == 0) {
        hip_fail(&build->errors[p], "'%s' holds no triangles", raw->name);
        return;
    }
    if (!work->borrowed) {
        part_levels(work, options);
    }
    part_quantise(work, raw, (uint16_t)p);
    if (options->sketch) {
        part_sketch(work);
    }
}

static void build_next(void *context, size_t i)
{
    const Build *build = context;
    build_part(build, build->order[i]);
}

static void sort_by_size(Build *build)
{
    for (uint32_t i = 0; i < build->part_count; i++) {
        uint32_t at = i;
        size_t size = build->parts[i].index_count;
        while (at > 0 && build->parts[build->order[at - 1]].index_count < size) {
            build->order[at] = build->order[at - 1];
            at--;
        }
        build->order[at] = i;
    }
}

static void copy_part(MeshSet *set, const Build *build, size_t p, size_t *vertex, size_t *index)
{
    const PartWork *work = &build->work[p];
    const RawPart *raw = &build->parts[p];
    MeshPart *part = &set->parts[p];
    snprintf(part->id, sizeof part->id, "%s", raw->id);
    snprintf(part->name, sizeof part->name, "%s", raw->name);
    part->box = work->box;
    part->first_vertex = (uint32_t)*vertex;
    part->vertex_count = (uint32_t)work->vertex_count;
    part->closed = work->closed;
    part->volume_m3 = (float)work->volume;
    part->has_fibre = raw->fibre != NULL;
    part->variants = raw->variants;
    memcpy(part->tendon, raw->tendon, sizeof part->tendon);
    part->lod_count = work->lod_count;
    for (uint32_t l = 0; l < work->lod_count; l++) {
        part->lods[l] = work->lods[l];
        part->lods[l].first_index += (uint32_t)*index;
    }
    memcpy(set->vertices + *vertex, work->vertices, work->vertex_count * sizeof *work->vertices);
    for (size_t i = 0; i < work->level_index_count; i++) {
        set->indices[*index + i] = work->levels[i] + part->first_vertex;
    }
    *vertex += work->vertex_count;
    *index += work->level_index_count;
}

static HipResult assemble(const Build *build, MeshSet *out, HipError *err)
{
    size_t vertices = 0, indices = 0;
    for (size_t p = 0; p < build->part_count; p++) {
        if (build->errors[p].text[0]) {
            return hip_fail(err, "%s", build->errors[p].text);
        }
        vertices += build->work[p].vertex_count;
        indices += build->work[p].level_index_count;
    }
    if (vertices > UINT32_MAX || indices > UINT32_MAX) {
        return hip_fail(err, "the model has too many triangles");
    }
    MeshSet set = mesh_set_create(build->part_count, vertices, indices);
    size_t vertex = 0, index = 0;
    for (size_t p = 0; p < build->part_count; p++) {
        copy_part(&set, build, p, &vertex, &index);
        part_work_release(&build->work[p]);
    }
    *out = set;
    return HIP_OK;
}

HipResult mesh_build(const RawPart *parts, size_t part_count, const MeshBuildOptions *options, MeshSet *out,
                     HipError *err)
{
    if (part_count > MESH_MAX_PARTS) {
        return hip_fail(err, "%zu parts; at most %d can be shown", part_count, MESH_MAX_PARTS);
    }
    Build build = {
        .parts = parts,
        .part_count = part_count,
        .options = options,
        .work = mem_alloc(part_count, sizeof(PartWork)),
        .errors = mem_alloc(part_count, sizeof(HipError)),
        .order = mem_alloc(part_count, sizeof(uint32_t)),
    };
    sort_by_size(&build);
    parallel_for(options->threads, part_count, build_next, &build);
    HipResult rc = assemble(&build, out, err);
    for (size_t p = 0; p < part_count; p++) {
        part_work_release(&build.work[p]);
    }
    free(build.work);
    free(build.errors);
    free(build.order);
    return rc;
}
