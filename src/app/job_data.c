/* job_data.c - list, validate, body: what the program holds, with no picture. */
#include "cli.h"
#include "hip/body.h"
#include "hip/figure.h"
#include "hip/file.h"
#include "hip/massage.h"
#include "hip/mem.h"
#include "hip/panes.h"
#include "hip/texts.h"
#include "hip/words.h"
#include "lists.h"
#include <stdlib.h>
#include <string.h>

void list_add_row(json_t *rows, const char *id, const char *name, json_t *more)
{
    json_t *row = json_pack("{s:s, s:s}", "id", id, "name", name ? _(name) : id);
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
        list_add_row(rows, s->id, atlas_display_name(atlas, i, name, sizeof name), more);
    }
}

static void list_layers(const Atlas *atlas, json_t *rows)
{
    for (int i = 0; i < atlas->layer_count; i++) {
        list_add_row(rows, atlas->layers[i].id, atlas->layers[i].name,
                     json_pack("{s:i, s:s*}", "depth", i, "shows", atlas->layers[i].shows));
    }
}

static void list_cameras(const Atlas *atlas, json_t *rows)
{
    for (int i = 0; i < atlas->camera_count; i++) {
        const AtlasCamera *c = &atlas->cameras[i];
        list_add_row(rows, c->id, c->name,
                     json_pack("{s:f, s:f}", "yaw", (double)c->yaw_deg, "pitch", (double)c->pitch_deg));
    }
}

static void list_landmarks(const Atlas *atlas, json_t *rows)
{
    for (int i = 0; i < atlas->landmark_count; i++) {
        const AtlasLandmark *l = &atlas->landmarks[i];
        list_add_row(rows, l->id, l->name,
                     json_pack("{s:[f,f,f], s:b}", "mm", 1e3 * (double)l->at[0], 1e3 * (double)l->at[1],
                               1e3 * (double)l->at[2], "paired", (int)l->paired));
    }
}

static void list_sources(const Atlas *atlas, json_t *rows)
{
    for (int i = 0; i < atlas->source_count; i++) {
        char id[16];
        snprintf(id, sizeof id, "%d", atlas->sources[i].id);
        list_add_row(rows, id, atlas->sources[i].text, json_pack("{s:s*}", "used", atlas->sources[i].used));
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
        list_add_row(rows, v->id, v->name,
                     json_pack("{s:s, s:s, s:o}", "text", v->course.text, "share", v->share, "prevalence", found));
    }
}

static void list_themes(const Atlas *atlas, json_t *rows)
{
    static const char *const NAMES[THEME_COUNT] = {"Dark", "Bright", "High contrast"};
    (void)atlas;
    for (int i = 0; i < THEME_COUNT; i++) {
        list_add_row(rows, theme_id((Theme)i), NAMES[i], NULL);
    }
}

static void list_colours(const Atlas *atlas, json_t *rows)
{
    static const char *const NAMES[COLOURS_COUNT] = {
        "Natural", "By depth", "By system", "By nerve supply", "One for each structure", "Muscles longer or shorter"};
    (void)atlas;
    for (int i = 0; i < COLOURS_COUNT; i++) {
        list_add_row(rows, colours_id((ColourScheme)i), NAMES[i], NULL);
    }
}

static void list_languages(const Atlas *atlas, json_t *rows)
{
    (void)atlas;
    for (int i = 0; i < WORDS_LANGUAGES; i++) {
        const WordsLanguage *language = &words_languages()[i];
        list_add_row(rows, language->code, language->name, json_pack("{s:b}", "reviewed", (int)language->reviewed));
    }
}

static void list_joints(const Atlas *atlas, json_t *rows)
{
    for (int i = 0; i < atlas->joint_count; i++) {
        const AtlasJoint *j = &atlas->joints[i];
        list_add_row(rows, j->id, j->name,
                     json_pack("{s:f, s:f, s:s, s:s, s:b}", "least", (double)j->least_deg, "most", (double)j->most_deg,
                               "more", j->more, "less", j->less, "paired", (int)j->paired));
    }
}

static json_t *structure_ids(const Atlas *atlas, const int *which, int count)
{
    json_t *out = json_array();
    for (int i = 0; i < count; i++) {
        json_array_append_new(out, json_string(atlas->structures[which[i]].base_id));
    }
    return out;
}

static void list_positions(const Atlas *atlas, json_t *rows)
{
    for (int i = 0; i < atlas->position_count; i++) {
        const AtlasPosition *p = &atlas->positions[i];
        list_add_row(rows, p->id, p->name,
                     json_pack("{s:s, s:s, s:s*, s:s*, s:o}", "choose", p->choose.text, "avoid", p->avoid.text,
                               "covered", p->covered.text, "exposed", p->exposed.text, "access",
                               structure_ids(atlas, p->access, p->access_count)));
    }
}

static void list_tools(const Atlas *atlas, json_t *rows)
{
    for (int i = 0; i < atlas->tool_count; i++) {
        const AtlasTool *t = &atlas->tools[i];
        list_add_row(rows, t->id, t->name,
                     json_pack("{s:[f,f], s:[f,f], s:f}", "pressure", (double)t->pressure[0], (double)t->pressure[1],
                               "force_n", (double)t->force_n[0], (double)t->force_n[1], "reach_mm",
                               1e3 * (double)t->reach_m));
    }
}

static void list_strokes(const Atlas *atlas, json_t *rows)
{
    for (int i = 0; i < atlas->stroke_count; i++) {
        const AtlasStroke *s = &atlas->strokes[i];
        json_t *positions = json_array(), *tools = json_array();
        for (int k = 0; k < s->position_count; k++) {
            json_array_append_new(positions, json_string(atlas->positions[s->positions[k]].id));
        }
        for (int k = 0; k < s->tool_count; k++) {
            json_array_append_new(tools, json_string(atlas->tools[s->tools[k]].id));
        }
        list_add_row(rows, s->id, s->name,
                     json_pack("{s:o, s:o, s:o, s:[f,f], s:s, s:s, s:s}", "positions", positions, "tools", tools,
                               "targets", structure_ids(atlas, s->targets, s->target_count), "pressure",
                               (double)s->pressure[0], (double)s->pressure[1], "dose", s->dose, "cue", s->cue,
                               "caution", s->caution));
    }
}

static const struct {
    const char *what;
    void (*list)(const Atlas *atlas, json_t *rows);
} LISTS[] = {{"structures", list_structures},
             {"layers", list_layers},
             {"cameras", list_cameras},
             {"languages", list_languages},
             {"themes", list_themes},
             {"colours", list_colours},
             {"sources", list_sources},
             {"landmarks", list_landmarks},
             {"variants", list_variants},
             {"joints", list_joints},
             {"positions", list_positions},
             {"tools", list_tools},
             {"strokes", list_strokes},
             {"claims", list_claims},
             {"disagreements", list_disagreements},
             {"contraindications", list_contraindications},
             {"texts", list_texts},
             {"zones", list_zones},
             {"qualities", list_qualities},
             {"flags", list_flags},
             {"pain", list_pain},
             {"compares", list_compares},
             {"lessons", list_lessons},
             {"bookmarks", list_bookmarks}};

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
    return hip_usage(err, "list what? structures, layers, cameras, positions, joints, strokes, tools, variants, "
                          "languages, themes, colours, "
                          "sources, landmarks, claims, disagreements, contraindications, texts, zones, qualities, "
                          "flags, pain, compares, lessons, bookmarks");
}

/* What is wrong with a folder of tables goes to `problems`; also that it is not there at all. */
static void check_folder(const char *assets, const char *name,
                         HipResult (*check)(const char *folder, Problems *problems, HipError *err), Problems *problems)
{
    char *folder = assets ? mem_format("%s/%s", assets, name) : NULL;
    Problems own = {0};
    HipError err = {0};
    if (check(folder, &own, &err) != HIP_OK && own.count == 0) {
        problems_add(problems, folder ? folder : name, 0, "%s", err.text);
    }
    for (size_t i = 0; i < own.count; i++) {
        problems_add(problems, own.items[i].file, own.items[i].line, "%s", own.items[i].text);
    }
    problems_release(&own);
    free(folder);
}

static void say_backing(const Atlas *atlas)
{
    TextCount count = atlas_count_texts(atlas);
    printf("%d statements about pain and massage: %d without a source, %d conventions (%.0f %%)\n", count.statements,
           count.faults, count.conventions, count.statements ? 100.0 * count.conventions / count.statements : 0.0);
}

/* What the panes of comparisons show are words that only a view understands. */
static void check_compares(const Atlas *atlas, Problems *problems)
{
    for (int i = 0; atlas && i < atlas->compare_count; i++) {
        HipError err = {0};
        if (compare_check(atlas, &atlas->compares[i], &err) != HIP_OK) {
            problems_add(problems, "atlas/compares.json", atlas->compares[i].line, "%s", err.text);
        }
    }
}

/* A folder of lessons, where there is one; takes `folder` over. */
static void check_lessons(const Atlas *atlas, char *folder, const char *shown, bool own, Problems *problems)
{
    if (atlas && folder && file_is_folder(folder)) {
        check_lessons_at(atlas, folder, shown ? shown : folder, own, problems);
    }
    free(folder);
}

/* What the window says that this command lists. */
static void check_own_lessons(const Atlas *atlas, Problems *problems)
{
    char *data = file_data_folder();
    check_lessons(atlas, data ? mem_format("%s/lessons", data) : NULL, NULL, true, problems);
    free(data);
}

static HipResult validate_lessons(const char *path, HipError *err)
{
    Atlas *atlas = NULL;
    Problems problems = {0};
    HipResult rc = atlas_load(NULL, &atlas, &problems, err);
    int count = rc == HIP_OK ? check_lessons_at(atlas, path, path, true, &problems) : 0;
    problems_sort(&problems);
    problems_print(&problems, stdout);
    if (problems.count) {
        rc = hip_fail(err, "%zu mistake%s in %s", problems.count, problems.count == 1 ? "" : "s", path);
    } else if (rc == HIP_OK) {
        printf("%d lesson%s: no mistakes\n", count, count == 1 ? "" : "s");
    }
    problems_release(&problems);
    atlas_release(atlas);
    return rc;
}

HipResult job_validate(const Cli *cli, HipError *err)
{
    if (cli->word_count && is_lessons(cli->words[0])) {
        return validate_lessons(cli->words[0], err);
    }
    /* The folder is assets/ itself, as a user edits it. */
    const char *assets = cli->word_count ? cli->words[0] : NULL;
    char *atlas_folder = assets ? mem_format("%s/atlas", assets) : NULL;
    Atlas *atlas = NULL;
    Problems problems = {0};
    HipResult rc = atlas_load(atlas_folder, &atlas, &problems, err);
    check_folder(assets, "body", body_check, &problems);
    check_folder(assets, "client", figure_check, &problems);
    check_compares(atlas, &problems);
    check_lessons(atlas, assets ? mem_format("%s/lessons", assets) : file_asset_path("lessons"), "lessons", false,
                  &problems);
    if (!assets) {
        check_own_lessons(atlas, &problems);
    }
    problems_sort(&problems);
    problems_print(&problems, stdout);
    if (problems.count) {
        rc = hip_fail(err, "%zu mistake%s in the data files", problems.count, problems.count == 1 ? "" : "s");
    } else if (rc == HIP_OK && atlas) {
        printf("%d structures, %d dissection steps, %d landmarks, %d positions, %d strokes, %d sources: no mistakes\n",
               atlas->structure_count, atlas->step_count, atlas->landmark_count, atlas->position_count,
               atlas->stroke_count, atlas->source_count);
        say_backing(atlas);
    }
    problems_release(&problems);
    free(atlas_folder);
    atlas_release(atlas);
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
