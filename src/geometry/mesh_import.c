#include "hip/mesh_import.h"
#include "hip/file.h"
#include "hip/mem.h"
#include "hip/mesh_build.h"
#include "hip/mesh_cache.h"
#include "mesh_align.h"
#include "mesh_import_files.h"
#include "mesh_import_helper.h"
#include "mesh_import_model.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double USUAL_SECONDS = 60;

/* Scans are full of hair cracks, which keep a part from counting as closed and its levels of detail from
 * getting small. */
static const float BORDER_GAP_M = 0.0003f;

static HipResult read_cache(const ImportOptions *options, uint64_t key, MeshSet *out, ImportReport *report)
{
    char *path = import_cache_path(options, key, false);
    if (!path) {
        return HIP_FAILED;
    }
    MeshSet set;
    void *packed = NULL;
    size_t packed_size = 0;
    HipResult rc = mesh_cache_read(path, key, &set, &packed, &packed_size, NULL);
    free(path);
    if (rc != HIP_OK) {
        return rc;
    }
    ImportReport kept = {0};
    rc = import_report_unpack(packed, packed_size, set.part_count, &kept, NULL);
    free(packed);
    if (rc != HIP_OK) {
        mesh_set_release(&set);
        return rc;
    }
    kept.from_cache = true;
    import_report_release(report);
    *report = kept;
    *out = set;
    return HIP_OK;
}

/* A cache that cannot be written costs time at the next start and nothing else, so nobody is told. */
static void write_cache(const ImportOptions *options, uint64_t key, const MeshSet *set, const ImportReport *report)
{
    char *path = import_cache_path(options, key, true);
    if (!path) {
        return;
    }
    size_t size;
    void *packed = import_report_pack(report, &size);
    if (mesh_cache_write(path, key, set, packed, size, NULL) == HIP_OK) {
        import_cache_trim(options);
    }
    free(packed);
    free(path);
}

/* What went wrong with single files, as warnings; when nothing came of any, as the error. */
static HipResult tell_failures(const HelperFile *files, size_t count, const HelperOutput *sent, ImportReport *report,
                               HipError *err)
{
    const HelperFile *first = NULL;
    for (size_t f = 0; f < count; f++) {
        const char *name = import_file_name(files[f].path);
        if (files[f].failure) {
            import_warn(report, "%s was left out: %s.", name, files[f].failure);
            first = first ? first : &files[f];
        } else if (files[f].left_out) {
            import_warn(report, "%s holds %u points or lines, which are not shown.", name, files[f].left_out);
        }
    }
    if (sent->count > 0) {
        return HIP_OK;
    }
    return hip_fail(err, "cannot import '%s': %s", first ? first->path : files[0].path,
                    first ? first->failure : "there are no triangles in it");
}

static HipResult read_files(const ImportFiles *files, const ImportOptions *options, HelperOutput *sent,
                            ImportReport *report, HipError *err)
{
    char *helper = options->helper ? mem_string(options->helper) : file_companion_path("hip-atlas-import");
    HelperFile *asked = mem_alloc(files->count, sizeof *asked);
    for (size_t f = 0; f < files->count; f++) {
        asked[f] = (HelperFile){.path = files->items[f].path, .size = files->items[f].size};
    }
    double seconds = options->seconds > 0 ? options->seconds : USUAL_SECONDS;
    HipResult rc = helper_run(helper, asked, files->count, seconds, options->cancel, sent, err);
    if (rc == HIP_OK) {
        rc = tell_failures(asked, files->count, sent, report, err);
    }
    for (size_t f = 0; f < files->count; f++) {
        free(asked[f].failure);
    }
    free(asked);
    free(helper);
    return rc;
}

static HipResult import_quick(const ImportFiles *files, const Catalogue *catalogue, const ImportOptions *options,
                              MeshSet *out, ImportReport *report, HipError *err)
{
    HelperOutput sent = {0};
    HipResult rc = read_files(files, options, &sent, report, err);
    if (rc == HIP_OK) {
        rc = import_model(&sent, files, catalogue, out, report, err);
        if (rc != HIP_OK) {
            hip_error_context(err, "cannot import '%s'", files->items[0].path);
        }
    }
    helper_output_release(&sent);
    return rc;
}

/* A quick set's triangles as they were, so that finishing gives the same whether it happens at once or later.
 */
static void unpack_part(const MeshSet *quick, size_t p, RawPart *raw)
{
    const MeshPart *part = &quick->parts[p];
    const MeshLod *lod = &part->lods[0];
    float(*positions)[3] = mem_alloc(part->vertex_count, sizeof *positions);
    float(*normals)[3] = mem_alloc(part->vertex_count, sizeof *normals);
    uint32_t *indices = mem_alloc(lod->index_count, sizeof *indices);
    for (uint32_t v = 0; v < part->vertex_count; v++) {
        const MeshVertex *vertex = &quick->vertices[part->first_vertex + v];
        mesh_vertex_position(part, vertex, positions[v]);
        octahedral_decode(vertex->normal, normals[v]);
    }
    for (uint32_t i = 0; i < lod->index_count; i++) {
        indices[i] = quick->indices[lod->first_index + i] - part->first_vertex;
    }
    *raw = (RawPart){.positions = (const float(*)[3])positions,
                     .normals = (const float(*)[3])normals,
                     .indices = indices,
                     .vertex_count = part->vertex_count,
                     .index_count = lod->index_count};
    snprintf(raw->id, sizeof raw->id, "%s", part->id);
    snprintf(raw->name, sizeof raw->name, "%s", part->name);
}

static HipResult finish(const MeshSet *quick, const ImportReport *report, uint64_t key, const ImportOptions *options,
                        MeshSet *out, HipError *err)
{
    RawPart *raw = mem_alloc(quick->part_count, sizeof *raw);
    for (size_t p = 0; p < quick->part_count; p++) {
        unpack_part(quick, p, &raw[p]);
    }
    const MeshBuildOptions whole = {.weld = true, .levels = true, .mend_m = BORDER_GAP_M};
    MeshSet set;
    HipResult rc = mesh_build(raw, quick->part_count, &whole, &set, err);
    for (size_t p = 0; p < quick->part_count; p++) {
        free((void *)(uintptr_t)raw[p].positions);
        free((void *)(uintptr_t)raw[p].normals);
        free((void *)(uintptr_t)raw[p].indices);
    }
    free(raw);
    if (rc != HIP_OK) {
        return rc;
    }
    if (options->decorate) {
        options->decorate(&set, options->context);
    }
    write_cache(options, key, &set, report);
    *out = set;
    return HIP_OK;
}

HipResult mesh_import_finish(const MeshSet *quick, const ImportReport *report, const char *const *paths,
                             size_t path_count, const Catalogue *catalogue, const ImportOptions *options, MeshSet *out,
                             HipError *err)
{
    ImportFiles files;
    ImportReport listed = {0};
    HipResult rc = import_files_list(paths, path_count, &files, &listed, err);
    if (rc == HIP_OK) {
        rc = finish(quick, report, import_files_key(&files, &listed, catalogue, options), options, out, err);
        import_files_release(&files);
    }
    import_report_release(&listed);
    return rc;
}

HipResult mesh_import(const char *const *paths, size_t path_count, const Catalogue *catalogue,
                      const ImportOptions *options, MeshSet *out, ImportReport *report, HipError *err)
{
    ImportFiles files;
    ImportReport made = {0};
    HipResult rc = import_files_list(paths, path_count, &files, &made, err);
    if (rc != HIP_OK) {
        import_report_release(&made);
        return rc;
    }
    uint64_t key = import_files_key(&files, &made, catalogue, options);
    MeshSet set = {0};
    if (read_cache(options, key, &set, &made) != HIP_OK) {
        rc = import_quick(&files, catalogue, options, &set, &made, err);
        if (rc == HIP_OK && !options->fast_first) {
            MeshSet quick = set;
            rc = finish(&quick, &made, key, options, &set, err);
            mesh_set_release(&quick);
        }
    }
    import_files_release(&files);
    if (rc != HIP_OK) {
        import_report_release(&made);
        return rc;
    }
    *out = set;
    *report = made;
    return HIP_OK;
}
