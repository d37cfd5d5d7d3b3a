/* job_data.c - list, validate, body: what the program holds, with no picture. */
#include "cli.h"
#include "hip/body.h"
#include "hip/file.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* Each lister appends objects with at least id and name. */
static void add_row(json_t *rows, const char *id, const char *name, json_t *more)
{
    json_t *row = json_pack("{s:s, s:s}", "id", id, "name", name ? name : id);
    if (row && more) {
        json_object_update(row, more);
    }
    json_decref(more);
    json_array_append_new(rows, row);
}

static void list_structures(const Atlas *atlas, json_t *rows)
{
    for (int i = 0; i < atlas->structure_count; i++) {
        const AtlasStructure *s = &atlas->structures[i];
        char name[128];
        json_t *more = json_pack("{s:s*, s:s, s:i, s:s*, s:s, s:b, s:b}", "latin", s->name_la, "group",
                                 atlas_system_id(s->system), "layer", s->layer, "column", s->column, "side",
                                 side_id(s->side), "schematic", (int)s->schematic, "context", (int)s->context);
        if (more && s->fma) {
            json_object_set_new(more, "fma", json_integer(s->fma));
        }
        add_row(rows, s->id, atlas_display_name(atlas, i, name, sizeof name), more);
    }
}

static void list_layers(const Atlas *atlas, json_t *rows)
{
    for (int i = 0; i < atlas->layer_count; i++) {
        add_row(rows, atlas->layers[i].id, atlas->layers[i].name,
                json_pack("{s:i, s:s*}", "depth", i, "shows", atlas->layers[i].shows));
    }
}

static void list_cameras(const Atlas *atlas, json_t *rows)
{
    for (int i = 0; i < atlas->camera_count; i++) {
        const AtlasCamera *c = &atlas->cameras[i];
        add_row(rows, c->id, c->name,
                json_pack("{s:f, s:f}", "yaw", (double)c->yaw_deg, "pitch", (double)c->pitch_deg));
    }
}

static void list_landmarks(const Atlas *atlas, json_t *rows)
{
    for (int i = 0; i < atlas->landmark_count; i++) {
        const AtlasLandmark *l = &atlas->landmarks[i];
        add_row(rows, l->id, l->name,
                json_pack("{s:[f,f,f], s:b}", "mm", 1e3 * (double)l->at[0], 1e3 * (double)l->at[1],
                          1e3 * (double)l->at[2], "paired", (int)l->paired));
    }
}

static void list_sources(const Atlas *atlas, json_t *rows)
{
    for (int i = 0; i < atlas->source_count; i++) {
        char id[16];
        snprintf(id, sizeof id, "%d", atlas->sources[i].id);
        add_row(rows, id, atlas->sources[i].text, json_pack("{s:s*}", "used", atlas->sources[i].used));
    }
}

static void list_variants(const Atlas *atlas, json_t *rows)
{
    for (int i = 0; i < atlas->variant_count; i++) {
        const AtlasVariant *v = &atlas->variants[i];
        json_t *found = json_array();
        for (int k = 0; k < v->prevalence_count; k++) {
            const AtlasFact *fact = &v->prevalence[k];
            json_t *sources = json_array();
            for (int s = 0; s < fact->source_count; s++) {
                json_array_append_new(sources, json_integer(fact->sources[s]));
            }
            json_array_append_new(found, json_pack("{s:s, s:s%, s:o}", "text", fact->text, "confidence",
                                                   &fact->confidence, (size_t)1, "sources", sources));
        }
        add_row(rows, v->id, v->name,
                json_pack("{s:s, s:s, s:o}", "text", v->course.text, "share", v->share, "prevalence", found));
    }
}

static void list_themes(const Atlas *atlas, json_t *rows)
{
    static const char *const NAMES[THEME_COUNT] = {"Dark", "Light", "High contrast"};
    (void)atlas;
    for (int i = 0; i < THEME_COUNT; i++) {
        add_row(rows, theme_id((Theme)i), NAMES[i], NULL);
    }
}

static void list_colours(const Atlas *atlas, json_t *rows)
{
    static const char *const NAMES[COLOURS_COUNT] = {"Natural", "By depth", "By system", "By nerve supply",
                                                     "One for each structure"};
    (void)atlas;
    for (int i = 0; i < COLOURS_COUNT; i++) {
        add_row(rows, colours_id((ColourScheme)i), NAMES[i], NULL);
    }
}

static void list_languages(const Atlas *atlas, json_t *rows)
{
    (void)atlas;
    add_row(rows, "en", "English", NULL);
}

static const struct {
    const char *what;
    void (*list)(const Atlas *atlas, json_t *rows);
} LISTS[] = {{"structures", list_structures}, {"layers", list_layers},       {"cameras", list_cameras},
             {"languages", list_languages},   {"themes", list_themes},       {"colours", list_colours},
             {"sources", list_sources},       {"landmarks", list_landmarks}, {"variants", list_variants}};

static HipResult load_atlas(const char *folder, Atlas **atlas, HipError *err)
{
    Problems problems = {0};
    HipResult rc = atlas_load(folder, atlas, &problems, err);
    if (rc != HIP_OK) {
        problems_print(&problems, stderr);
    }
    problems_release(&problems);
    return rc;
}

HipResult job_list(const Cli *cli, HipError *err)
{
    const char *what = cli->word_count ? cli->words[0] : "";
    for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++) {
        if (strcmp(LISTS[i].what, what) != 0) {
            continue;
        }
        Atlas *atlas = NULL;
        HipResult rc = load_atlas(NULL, &atlas, err);
        if (rc != HIP_OK) {
            return rc;
        }
        json_t *rows = json_array(), *row;
        size_t k;
        LISTS[i].list(atlas, rows);
        if (cli->json) {
            json_dumpf(rows, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
            printf("\n");
        } else {
            json_array_foreach(rows, k, row)
            {
                printf("%-36s %s\n", json_string_value(json_object_get(row, "id")),
                       json_string_value(json_object_get(row, "name")));
            }
        }
        json_decref(rows);
        atlas_release(atlas);
        return HIP_OK;
    }
    return hip_usage(
        err, "list what? structures, layers, cameras, languages, themes, colours, sources, landmarks, variants");
}

HipResult job_validate(const Cli *cli, HipError *err)
{
    /* The folder is assets/ itself, as a user edits it. */
    const char *folder = cli->word_count ? cli->words[0] : NULL;
    char *atlas_folder = NULL;
    if (folder) {
        size_t size = strlen(folder) + 8;
        atlas_folder = malloc(size);
        if (!atlas_folder) {
            return hip_fail(err, "out of memory");
        }
        snprintf(atlas_folder, size, "%s/atlas", folder);
    }
    Atlas *atlas = NULL;
    Problems problems = {0};
    HipResult rc = atlas_load(atlas_folder, &atlas, &problems, err);
    problems_sort(&problems);
    problems_print(&problems, stdout);
    size_t count = problems.count;
    problems_release(&problems);
    free(atlas_folder);
    if (rc == HIP_OK) {
        printf("%d structures, %d dissection steps, %d landmarks, %d sources: no mistakes\n", atlas->structure_count,
               atlas->step_count, atlas->landmark_count, atlas->source_count);
        atlas_release(atlas);
    } else if (count) {
        hip_fail(err, "%zu mistake%s in the data files", count, count == 1 ? "" : "s");
    }
    return rc;
}

HipResult job_body(const Cli *cli, HipError *err)
{
    if (!cli->out) {
        return hip_usage(err, "body wants -o FILE.glb");
    }
    MeshSet set = {0};
    HipResult rc = body_load(&set, err);
    if (rc == HIP_OK) {
        rc = body_write_glb(&set, cli->out, err);
    }
    mesh_set_release(&set);
    return rc;
}
