/* Binary glTF 2.0 as the specification of Khronos lays it out: header, a JSON chunk, a binary chunk. */
#include "hip/body.h"
#include "hip/file.h"
#include "hip/mem.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Text {
    char *data;
    size_t size, capacity;
} Text;

static void add(Text *text, const char *format, ...) HIP_PRINTF(2, 3);
static void add(Text *text, const char *format, ...)
{
    char piece[512];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(piece, sizeof piece, format, args);
    va_end(args);
    size_t size = n < 0 ? 0 : n >= (int)sizeof piece ? sizeof piece - 1 : (size_t)n;
    text->data = mem_grow(text->data, &text->capacity, text->size + size + 1, 1);
    memcpy(text->data + text->size, piece, size);
    text->size += size;
    text->data[text->size] = 0;
}

static void add_all(Text *text, const Text *more)
{
    if (more->size) {
        text->data = mem_grow(text->data, &text->capacity, text->size + more->size + 1, 1);
        memcpy(text->data + text->size, more->data, more->size + 1);
        text->size += more->size;
    }
}

static void add_quoted(Text *text, const char *name)
{
    add(text, "\"");
    for (const char *c = name; *c; c++) {
        if (*c == '"' || *c == '\\' || (unsigned char)*c < 0x20) {
            add(text, "\\u%04x", (unsigned)(unsigned char)*c);
        } else {
            add(text, "%c", *c);
        }
    }
    add(text, "\"");
}

typedef struct Binary {
    uint8_t *data;
    size_t size, capacity;
} Binary;

static void put(Binary *b, const void *data, size_t size)
{
    b->data = mem_grow(b->data, &b->capacity, b->size + size, 1);
    if (size) {
        memcpy(b->data + b->size, data, size);
        b->size += size;
    }
}

/* Views of one part: positions, normals, (u, v), indices, in this order. */
enum { VIEWS = 4 };

static void put_vertices(const MeshSet *set, const MeshPart *part, Binary *bin, float lo[3], float hi[3])
{
    for (int k = 0; k < 3; k++) {
        lo[k] = INFINITY;
        hi[k] = -INFINITY;
    }
    for (uint32_t i = 0; i < part->vertex_count; i++) {
        float p[3];
        mesh_vertex_position(part, &set->vertices[part->first_vertex + i], p);
        for (int k = 0; k < 3; k++) {
            lo[k] = fminf(lo[k], p[k]);
            hi[k] = fmaxf(hi[k], p[k]);
        }
        put(bin, p, sizeof p);
    }
    for (uint32_t i = 0; i < part->vertex_count; i++) {
        float n[3];
        octahedral_decode(set->vertices[part->first_vertex + i].normal, n);
        put(bin, n, sizeof n);
    }
    for (uint32_t i = 0; i < part->vertex_count; i++) {
        const MeshVertex *v = &set->vertices[part->first_vertex + i];
        float uv[2] = {(float)v->along / 65535, (float)v->across / 65535};
        put(bin, uv, sizeof uv);
    }
}

static void put_indices(const MeshSet *set, const MeshPart *part, Binary *bin)
{
    const MeshLod *full = &part->lods[0];
    for (uint32_t i = 0; i < full->index_count; i++) {
        uint32_t index = set->indices[full->first_index + i] - part->first_vertex;
        put(bin, &index, sizeof index);
    }
}

static void add_view(Text *views, size_t from, size_t size, int target)
{
    add(views, "%s{\"buffer\":0,\"byteOffset\":%zu,\"byteLength\":%zu,\"target\":%d}", views->size ? "," : "", from,
        size, target);
}

static void add_part(const MeshSet *set, const MeshPart *part, size_t i, Binary *bin, Text *views, Text *accessors)
{
    float lo[3], hi[3];
    size_t from = bin->size, n = part->vertex_count, first = VIEWS * i;
    put_vertices(set, part, bin, lo, hi);
    add_view(views, from, 12 * n, 34962);
    add_view(views, from + 12 * n, 12 * n, 34962);
    add_view(views, from + 24 * n, 8 * n, 34962);
    from = bin->size;
    put_indices(set, part, bin);
    add_view(views, from, bin->size - from, 34963);
    add(accessors,
        "%s{\"bufferView\":%zu,\"componentType\":5126,\"count\":%zu,\"type\":\"VEC3\","
        "\"min\":[%.9g,%.9g,%.9g],\"max\":[%.9g,%.9g,%.9g]},",
        i ? "," : "", first, n, (double)lo[0], (double)lo[1], (double)lo[2], (double)hi[0], (double)hi[1],
        (double)hi[2]);
    add(accessors, "{\"bufferView\":%zu,\"componentType\":5126,\"count\":%zu,\"type\":\"VEC3\"},", first + 1, n);
    add(accessors, "{\"bufferView\":%zu,\"componentType\":5126,\"count\":%zu,\"type\":\"VEC2\"},", first + 2, n);
    add(accessors, "{\"bufferView\":%zu,\"componentType\":5125,\"count\":%u,\"type\":\"SCALAR\"}", first + 3,
        part->lods[0].index_count);
}

static void add_names(const MeshPart *const *parts, size_t count, Text *json)
{
    add(json, "\"scenes\":[{\"nodes\":[");
    for (size_t i = 0; i < count; i++) {
        add(json, "%s%zu", i ? "," : "", i);
    }
    add(json, "]}],\"nodes\":[");
    for (size_t i = 0; i < count; i++) {
        const MeshPart *part = parts[i];
        add(json, "%s{\"mesh\":%zu,\"name\":", i ? "," : "", i);
        add_quoted(json, part->id[0] ? part->id : part->name);
        add(json, "}");
    }
    add(json, "],\"meshes\":[");
    for (size_t i = 0; i < count; i++) {
        add(json,
            "%s{\"primitives\":[{\"attributes\":{\"POSITION\":%zu,\"NORMAL\":%zu,\"TEXCOORD_0\":%zu},"
            "\"indices\":%zu}]}",
            i ? "," : "", VIEWS * i, VIEWS * i + 1, VIEWS * i + 2, VIEWS * i + 3);
    }
    add(json, "],");
}

static HipResult write_chunks(const Text *json, const Binary *bin, const char *path, HipError *err)
{
    size_t padded = (json->size + 3) & ~(size_t)3, total = 12 + 8 + padded + 8 + bin->size;
    if (total > UINT32_MAX) {
        return hip_fail(err, "'%s': over 4 GB, more than a GLB file can hold", path);
    }
    uint32_t head[5] = {0x46546c67, 2, (uint32_t)total, (uint32_t)padded, 0x4e4f534a};
    uint32_t tail[2] = {(uint32_t)bin->size, 0x004e4942};
    Binary file = {0};
    put(&file, head, sizeof head);
    put(&file, json->data, json->size);
    put(&file, "   ", padded - json->size);
    put(&file, tail, sizeof tail);
    put(&file, bin->data, bin->size);
    HipResult rc = file_write_atomic(path, file.data, file.size, err);
    free(file.data);
    return rc;
}

HipResult body_write_glb(const MeshSet *set, const char *path, HipError *err)
{
    if (set->part_count == 0) {
        return hip_fail(err, "nothing to write to '%s'", path);
    }
    Binary bin = {0};
    Text views = {0}, accessors = {0}, json = {0};
    const MeshPart **parts = (const MeshPart **)mem_alloc(set->part_count, sizeof *parts);
    size_t count = 0;
    for (size_t i = 0; i < set->part_count; i++) {
        if (mesh_part_in(&set->parts[i], 0)) {
            parts[count] = &set->parts[i];
            add_part(set, parts[count], count, &bin, &views, &accessors);
            count++;
        }
    }
    add(&json, "{\"asset\":{\"version\":\"2.0\",\"generator\":\"hip-atlas %s\"},\"scene\":0,", HIP_VERSION);
    add_names(parts, count, &json);
    free((void *)parts);
    add(&json, "\"buffers\":[{\"byteLength\":%zu}],\"bufferViews\":[", bin.size);
    add_all(&json, &views);
    add(&json, "],\"accessors\":[");
    add_all(&json, &accessors);
    add(&json, "]}");
    HipResult rc = write_chunks(&json, &bin, path, err);
    free(bin.data);
    free(views.data);
    free(accessors.data);
    free(json.data);
    return rc;
}
