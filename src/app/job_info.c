#include "cli.h"
#include <jansson.h>
#include <string.h>

static json_t *part_json(const ImportPart *part)
{
    json_t *row = json_pack("{s:s, s:s, s:s, s:I, s:b}", "file", part->file, "name", part->name, "how", part->how,
                            "triangles", (json_int_t)part->triangles, "mended", (int)part->mended);
    if (row && part->id[0]) {
        json_object_set_new(row, "id", json_string(part->id));
    }
    if (row && part->residual_m >= 0) {
        json_object_set_new(row, "residual_mm", json_real(1e3 * (double)part->residual_m));
    }
    return row;
}

/* The centre where the part lies now, so that anyone can check an alignment with a ruler of their own. */
static void add_centre(json_t *row, const MeshSet *set, size_t part)
{
    if (part < set->part_count) {
        float c[3];
        box3_centre(&set->parts[part].box, c);
        json_object_set_new(row, "centre_mm",
                            json_pack("[f,f,f]", 1e3 * (double)c[0], 1e3 * (double)c[1], 1e3 * (double)c[2]));
    }
}

static json_t *alignment_json(const ImportReport *report)
{
    json_t *rotation = json_array(), *translation = json_array();
    for (int i = 0; i < 9; i++) {
        json_array_append_new(rotation, json_real((double)report->rotation[i]));
    }
    for (int i = 0; i < 3; i++) {
        json_array_append_new(translation, json_real(1e3 * (double)report->translation[i]));
    }
    return json_pack("{s:b, s:s, s:s, s:b, s:f, s:o, s:o, s:f}", "aligned", (int)report->aligned, "unit", report->unit,
                     "up", report->up, "mirrored", (int)report->mirrored, "scale", (double)report->scale, "rotation",
                     rotation, "translation_mm", translation, "residual_mm", 1e3 * (double)report->residual_m);
}

static json_t *model_json(const Model *model)
{
    const ImportReport *report = &model->report;
    json_t *recognised = json_array(), *unknown = json_array(), *warnings = json_array();
    for (size_t i = 0; i < report->part_count; i++) {
        json_t *row = part_json(&report->parts[i]);
        add_centre(row, &model->set, i);
        json_array_append_new(report->parts[i].id[0] ? recognised : unknown, row);
    }
    for (size_t i = 0; i < report->warning_count; i++) {
        json_array_append_new(warnings, json_string(report->warnings[i]));
    }
    return json_pack("{s:o, s:o, s:o, s:I, s:o, s:b}", "recognised", recognised, "unknown", unknown, "warnings",
                     warnings, "triangles", (json_int_t)mesh_set_triangles(&model->set), "alignment",
                     alignment_json(report), "cached", (int)report->from_cache);
}

static json_t *built_in_json(const Model *model)
{
    json_t *recognised = json_array();
    json_int_t triangles = 0;
    for (size_t i = 0; i < model->set.part_count; i++) {
        if (!mesh_part_in(&model->set.parts[i], 0)) {
            continue; /* what only other variants have */
        }
        triangles += (json_int_t)(model->set.parts[i].lods[0].index_count / 3);
        json_t *row = json_pack("{s:s, s:s, s:I}", "id", model->set.parts[i].id, "name", model->set.parts[i].name,
                                "triangles", (json_int_t)(model->set.parts[i].lods[0].index_count / 3));
        add_centre(row, &model->set, i);
        json_array_append_new(recognised, row);
    }
    return json_pack("{s:o, s:[], s:[], s:I, s:{s:b, s:s, s:s, s:b, s:f}}", "recognised", recognised, "unknown",
                     "warnings", "triangles", triangles, "alignment", "aligned", 1, "unit", "m", "up", "+Y", "mirrored",
                     0, "residual_mm", 0.0);
}

static void print_text(const Model *model)
{
    const ImportReport *report = &model->report;
    size_t recognised = 0;
    for (size_t i = 0; i < report->part_count; i++) {
        recognised += report->parts[i].id[0] != '\0';
    }
    if (report->part_count == 0) {
        printf("built-in body: %zu structures, %zu triangles\n", model->set.part_count,
               mesh_set_triangles(&model->set));
        return;
    }
    printf("%zu parts, %zu recognised, %zu unknown, %zu triangles\n", report->part_count, recognised,
           report->part_count - recognised, mesh_set_triangles(&model->set));
    printf("alignment: %s, unit %s, up %s%s, greatest rest %.1f mm\n",
           report->aligned ? "fitted to the atlas" : "not possible", report->unit, report->up,
           report->mirrored ? ", mirrored" : "", 1e3 * (double)report->residual_m);
    for (size_t i = 0; i < report->part_count; i++) {
        const ImportPart *part = &report->parts[i];
        printf("  %-28s %-8s %8u  %s%s\n", part->id[0] ? part->id : "(unknown)", part->how, part->triangles, part->name,
               part->mended ? "  [mended]" : "");
    }
    for (size_t i = 0; i < report->warning_count; i++) {
        printf("note: %s\n", report->warnings[i]);
    }
}

HipResult job_info(const Cli *cli, HipError *err)
{
    Atlas *atlas = NULL;
    Model *model = NULL;
    Problems problems = {0};
    HipResult rc = atlas_load(NULL, &atlas, &problems, err);
    problems_release(&problems);
    if (rc == HIP_OK) {
        rc = app_load_model(atlas, cli->models, cli->model_count, NULL, &model, NULL, err);
    }
    if (rc == HIP_OK && cli->view_count) {
        rc = job_column(cli, atlas, &model, err);
    } else if (rc == HIP_OK && cli->json) {
        json_t *json = cli->model_count ? model_json(model) : built_in_json(model);
        json_dumpf(json, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(7));
        printf("\n");
        json_decref(json);
    } else if (rc == HIP_OK) {
        print_text(model);
    }
    model_release(model);
    atlas_release(atlas);
    return rc;
}
