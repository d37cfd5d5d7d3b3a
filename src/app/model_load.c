/* model_load.c - paths -> Model: import through the helper, cache, or the built-in body. */
#include "app.h"
#include "hip/body.h"
#include "hip/client.h"
#include "hip/file.h"
#include "hip/mem.h"
#include "hip/mesh_occlusion.h"
#include "hip/mesh_weights.h"
#include <stdlib.h>
#include <string.h>

static const char *const *catalogue_names(const AtlasStructure *structure)
{
    const char **names = mem_alloc((size_t)structure->synonym_count + 3, sizeof *names);
    int count = 0;
    names[count++] = structure->name_en;
    if (structure->name_la) {
        names[count++] = structure->name_la;
    }
    for (int i = 0; i < structure->synonym_count; i++) {
        names[count++] = structure->synonyms[i];
    }
    return names;
}

static Catalogue catalogue_create(const Atlas *atlas)
{
    CatalogueEntry *entries = mem_alloc((size_t)atlas->structure_count, sizeof *entries);
    for (int i = 0; i < atlas->structure_count; i++) {
        const AtlasStructure *structure = &atlas->structures[i];
        entries[i] = (CatalogueEntry){.id = structure->id,
                                      .side = structure->side == SIDE_RIGHT  ? 'r'
                                              : structure->side == SIDE_LEFT ? 'l'
                                                                             : 'm',
                                      .fma = structure->fma,
                                      .fma_any = structure->fma_any,
                                      .names = catalogue_names(structure),
                                      .has_figure = structure->has_figure};
        memcpy(entries[i].centre, structure->centre, sizeof structure->centre);
        memcpy(entries[i].half_size, structure->half_size, sizeof structure->half_size);
    }
    return (Catalogue){entries, (size_t)atlas->structure_count};
}

static void catalogue_release(Catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->count; i++) {
        free((void *)(uintptr_t)catalogue->entries[i].names);
    }
    free((void *)(uintptr_t)catalogue->entries);
}

/* Layers 0 to 2: skin, fat, fascia. What nobody knows lies right below them. */
enum { WRAPPING_LAYERS = 3 };

/* What each part goes with when joints bend: as the same structure of the built-in body, whose tables say it; of what
 * that does not have each place goes with the bones that are near. */
static MeshFollows follows_of(const MeshSet *built_in, const MeshPart *part)
{
    int same = part->id[0] ? mesh_set_find(built_in, part->id) : -1;
    if (same >= 0) {
        return mesh_follows_of(built_in, (uint32_t)same);
    }
    return (MeshFollows){
        .bones = {MESH_PELVIS, MESH_RIGHT_THIGH, MESH_LEFT_THIGH, MESH_SPINE}, .count = 4, .near = true};
}

/* Fibre coordinates for what can reflect, light by layers, bones that move: questions of anatomy, so geometry leaves
 * them to us. */
static void decorate(MeshSet *set, void *context)
{
    const Atlas *atlas = context;
    MeshSet built_in = {0};
    body_load(&built_in, NULL); /* without it all goes with the bones that are near */
    uint8_t *rank = mem_alloc(set->part_count, 1);
    MeshFollows *follows = mem_alloc(set->part_count, sizeof *follows);
    for (size_t p = 0; p < set->part_count; p++) {
        int item = set->parts[p].id[0] ? atlas_structure(atlas, set->parts[p].id) : -1;
        rank[p] = WRAPPING_LAYERS;
        if (item >= 0) {
            rank[p] = (uint8_t)atlas->structures[item].layer;
        }
        follows[p] = follows_of(&built_in, &set->parts[p]);
        bool bone = item >= 0 && atlas->structures[item].system == SYSTEM_BONE;
        follows[p].near =
            follows[p].near || (follows[p].count == 1 && !bone); /* flesh tied to a bone is no piece of it */
        follows[p].sheet = item >= 0 && peel_coordinates(atlas, item, set, (uint32_t)p);
    }
    mesh_occlusion_bake(set, &(OcclusionRanks){rank, WRAPPING_LAYERS}, 0);
    mesh_weights_bake(set, follows, 0);
    mesh_moves_bake(set, follows);
    mesh_set_release(&built_in);
    free(follows);
    free(rank);
}

/* Another atlas decorates otherwise. */
static uint64_t decoration_key(const Atlas *atlas)
{
    const char version[] = "bones 1"; /* change it with what the built-in body's parts follow */
    uint64_t key = file_hash(version, sizeof version, peel_coordinates_key(atlas));
    for (int i = 0; i < atlas->structure_count; i++) {
        key = file_hash(&atlas->structures[i].layer, sizeof atlas->structures[i].layer, key);
    }
    return key;
}

static ImportOptions import_options(const Atlas *atlas, char *cache, const LoadOptions *options)
{
    return (ImportOptions){.cache_folder = cache,
                           .cancel = options ? options->cancel : NULL,
                           .fast_first = options && options->quick,
                           .decorate = decorate,
                           .decoration = decoration_key(atlas),
                           .context = (void *)(uintptr_t)atlas};
}

static HipResult load_built_in(const Atlas *atlas, Model **out, HipError *err)
{
    MeshSet set = {0};
    HipResult rc = body_load(&set, err);
    return rc == HIP_OK ? model_create(atlas, &set, NULL, out, err) : rc;
}

HipResult app_load_model(const Atlas *atlas, const char *const *paths, size_t count, const LoadOptions *options,
                         Model **out, bool *unfinished, HipError *err)
{
    if (unfinished) {
        *unfinished = false;
    }
    if (count == 0) {
        return load_built_in(atlas, out, err);
    }
    char *cache = file_cache_folder();
    Catalogue catalogue = catalogue_create(atlas);
    ImportOptions import = import_options(atlas, cache, options);
    MeshSet set = {0};
    ImportReport report = {0};
    HipResult rc = mesh_import(paths, count, &catalogue, &import, &set, &report, err);
    bool quick = import.fast_first && !report.from_cache;
    if (rc == HIP_OK) {
        rc = model_create(atlas, &set, &report, out, err);
    }
    if (rc == HIP_OK && unfinished) {
        *unfinished = quick;
    }
    catalogue_release(&catalogue);
    free(cache);
    return rc;
}

HipResult app_add_client(const Model *model, Model **out, HipError *err)
{
    MeshSet client = {0};
    HipResult rc = client_load(NULL, &client, err);
    if (rc == HIP_OK) {
        rc = model_with_client(model, &client, out, err);
        mesh_set_release(&client);
    }
    return rc;
}

HipResult app_open_session(const Atlas *atlas, const char *const *paths, size_t count, Session **out, HipError *err)
{
    static const float ASPECT = 16.0f / 9; /* of pictures that nobody asked for in another shape */
    Model *model = NULL;
    HipResult rc = app_load_model(atlas, paths, count, NULL, &model, NULL, err);
    if (rc == HIP_OK) {
        *out = session_create(atlas);
        session_set_model(*out, model, ASPECT);
    }
    return rc;
}

HipResult app_finish_model(const Atlas *atlas, const Model *quick, const char *const *paths, size_t count, Model **out,
                           HipError *err)
{
    char *cache = file_cache_folder();
    Catalogue catalogue = catalogue_create(atlas);
    ImportOptions import = import_options(atlas, cache, NULL);
    MeshSet set = {0};
    HipResult rc = mesh_import_finish(&quick->set, &quick->report, paths, count, &catalogue, &import, &set, err);
    if (rc == HIP_OK) {
        ImportReport report = import_report_copy(&quick->report);
        rc = model_create(atlas, &set, &report, out, err);
    }
    catalogue_release(&catalogue);
    free(cache);
    return rc;
}
