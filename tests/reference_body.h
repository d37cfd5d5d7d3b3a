/* reference_body.h - the reference hip as a MeshSet for tests of drawing, straight from its GLB files (which
 * all have one mesh, one primitive, float positions and 16-bit indices in the model's axes) without the
 * importer. */
#ifndef REFERENCE_BODY_H
#define REFERENCE_BODY_H
#include "hip/file.h"
#include "hip/mem.h"
#include "hip/mesh_build.h"
#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline const char *reference_folder(void)
{
    const char *folder = getenv("HIP_REFERENCE");
    folder = folder ? folder : "../shared/reference";
    return file_is_folder(folder) ? folder : NULL;
}

static inline const uint8_t *reference_view(const json_t *root, const uint8_t *bin, json_int_t accessor, size_t *count,
                                            int *component)
{
    const json_t *a = json_array_get(json_object_get(root, "accessors"), (size_t)accessor);
    const json_t *v = json_array_get(json_object_get(root, "bufferViews"),
                                     (size_t)json_integer_value(json_object_get(a, "bufferView")));
    *count = (size_t)json_integer_value(json_object_get(a, "count"));
    *component = (int)json_integer_value(json_object_get(a, "componentType"));
    return bin + json_integer_value(json_object_get(v, "byteOffset")) +
           json_integer_value(json_object_get(a, "byteOffset"));
}

/* Millimetres about the hip joints to metres; the sacrum is in inches and displaced (structures.csv). */
static inline void reference_point(bool sacrum, const float in[3], float out[3])
{
    static const float origin_mm[3] = {-0.5f, 820.05f, 92.95f};
    static const float sacrum_mm[3] = {0, 71, 9};
    for (int k = 0; k < 3; k++) {
        out[k] = 0.001f * ((sacrum ? in[k] * 25.4f + sacrum_mm[k] : in[k]) - origin_mm[k]);
    }
}

static inline bool reference_part(const char *path, const char *name, RawPart *part)
{
    Buffer file = {0};
    HipError err = {{0}};
    if (file_read_all(path, 0, &file, &err) != HIP_OK || file.size < 28) {
        return false;
    }
    uint32_t json_size;
    memcpy(&json_size, file.data + 12, 4);
    const uint8_t *bin = file.data + 20 + json_size + 8;
    json_t *root = json_loadb((const char *)file.data + 20, json_size, 0, NULL);
    const json_t *primitive =
        json_array_get(json_object_get(json_array_get(json_object_get(root, "meshes"), 0), "primitives"), 0);
    size_t vertices, indices;
    int component;
    const uint8_t *positions = reference_view(
        root, bin, json_integer_value(json_object_get(json_object_get(primitive, "attributes"), "POSITION")), &vertices,
        &component);
    float(*at)[3] = mem_alloc(vertices, sizeof *at);
    for (size_t i = 0; i < vertices; i++) {
        float p[3];
        memcpy(p, positions + i * 12, 12);
        reference_point(strstr(name, "Sacrum") != NULL, p, at[i]);
    }
    const uint8_t *from =
        reference_view(root, bin, json_integer_value(json_object_get(primitive, "indices")), &indices, &component);
    uint32_t *index = mem_alloc(indices, sizeof *index);
    for (size_t i = 0; i < indices; i++) {
        uint16_t small;
        memcpy(&small, from + 2 * i, 2);
        if (component == 5125) {
            memcpy(&index[i], from + 4 * i, 4);
        } else {
            index[i] = small;
        }
    }
    snprintf(part->name, sizeof part->name, "%s", name);
    part->positions = (const float(*)[3])at;
    part->vertex_count = vertices;
    part->indices = index;
    part->index_count = indices;
    json_decref(root);
    buffer_release(&file);
    return true;
}

/* All parts, welded, with levels of detail. False when the reference is not there. */
static inline bool reference_body(MeshSet *out)
{
    const char *folder = reference_folder();
    if (!folder) {
        return false;
    }
    char *parts_folder = mem_format("%s/bodyparts3d", folder);
    NameList names = {0};
    HipError err = {{0}};
    if (file_list(parts_folder, ".glb", &names, &err) != HIP_OK) {
        free(parts_folder);
        return false;
    }
    RawPart *parts = mem_alloc(names.count + 1, sizeof *parts);
    size_t count = 0;
    for (size_t i = 0; i < names.count; i++) {
        char *path = mem_format("%s/%s", parts_folder, names.names[i]);
        count += reference_part(path, names.names[i], &parts[count]);
        free(path);
    }
    MeshBuildOptions options = {.weld = true, .levels = true};
    bool built = count > 0 && mesh_build(parts, count, &options, out, &err) == HIP_OK;
    if (!built) {
        fprintf(stderr, "reference: %s\n", err.text);
    }
    for (size_t i = 0; i < count; i++) {
        free((void *)parts[i].positions);
        free((void *)parts[i].indices);
    }
    free(parts);
    free(parts_folder);
    name_list_release(&names);
    return built;
}

static inline bool reference_is_bone(const MeshPart *part)
{
    static const char *const words[] = {"bone", "Sacrum", "femur", "vertebra", "disk"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strstr(part->name, words[i]) && !strstr(part->name, "biceps") && !strstr(part->name, "femoris")) {
            return true;
        }
    }
    return false;
}
#endif
