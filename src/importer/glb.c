#include "glb.h"
#include "hip/import_stream.h"
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    HEADER_SIZE = 12,
    CHUNK_HEADER_SIZE = 8,
    CHUNK_JSON = 0x4e4f534a,
    CHUNK_BINARY = 0x004e4942,
    TYPE_BYTE = 5121,
    TYPE_SHORT = 5123,
    TYPE_INT = 5125,
    TYPE_FLOAT = 5126,
    MODE_TRIANGLES = 4,
    MOST_NODES = 100000,
    DEEPEST_NODE = 512,
};

typedef struct Glb {
    const uint8_t *binary;
    uint64_t binary_size;
    json_t *root, *nodes, *meshes, *accessors, *views;
    uint8_t *visited; /* each node once: a tree */
    Sender *sender;   /* NULL: only looks whether all is as expected */
} Glb;

/* Where the numbers of an accessor lie. */
typedef struct Numbers {
    const uint8_t *data;
    uint64_t count, stride;
    int type;
} Numbers;

/* A member that is a whole number from 0; `missing` where there is none; false when it is anything else. */
static bool whole(const json_t *object, const char *key, uint64_t missing, uint64_t *out)
{
    const json_t *value = json_object_get(object, key);
    *out = missing;
    if (!value) {
        return true;
    }
    json_int_t number = json_integer_value(value);
    *out = (uint64_t)number;
    return json_is_integer(value) && number >= 0;
}

static bool has(const json_t *object, const char *key)
{
    return json_object_get(object, key) != NULL;
}

/* The element that a member names; NULL: there is none. */
static json_t *named(const json_t *object, const char *key, const json_t *array)
{
    uint64_t index;
    return has(object, key) && whole(object, key, 0, &index) ? json_array_get(array, (size_t)index) : NULL;
}

static uint64_t size_of(int type)
{
    return type == TYPE_BYTE ? 1 : type == TYPE_SHORT ? 2 : type == TYPE_INT || type == TYPE_FLOAT ? 4 : 0;
}

/* `width` numbers for each element. */
static bool find_numbers(const Glb *glb, const json_t *accessor, const char *kind, uint64_t width, Numbers *out)
{
    const json_t *view = named(accessor, "bufferView", glb->views);
    const char *type = json_string_value(json_object_get(accessor, "type"));
    uint64_t buffer, offset, length, stride, inner, count, component;
    if (!view || !type || strcmp(type, kind) != 0 || has(accessor, "sparse") ||
        json_is_true(json_object_get(accessor, "normalized")) || !whole(view, "buffer", 1, &buffer) || buffer != 0 ||
        !whole(view, "byteOffset", 0, &offset) || !whole(view, "byteLength", 0, &length) ||
        !whole(view, "byteStride", 0, &stride) || !whole(accessor, "byteOffset", 0, &inner) ||
        !whole(accessor, "count", 0, &count) || !whole(accessor, "componentType", 0, &component) ||
        component > TYPE_FLOAT) {
        return false;
    }
    uint64_t size = size_of((int)component) * width, step = stride ? stride : size;
    if (size == 0 || count == 0 || count > 3ULL * IMPORT_MAX_TRIANGLES || step < size || step > 255 ||
        offset > glb->binary_size || length > glb->binary_size - offset || inner > length ||
        (count - 1) * step + size > length - inner) {
        return false;
    }
    *out = (Numbers){glb->binary + offset + inner, count, step, (int)component};
    return true;
}

/* The floats where they lie, or copied together; `made` is what to free. */
static const float (*gather_floats(const Numbers *numbers, void **made))[3]
{
    *made = NULL;
    if (numbers->stride == 12 && (uintptr_t)numbers->data % sizeof(float) == 0) {
        return (const float(*)[3])(const void *)numbers->data;
    }
    float(*out)[3] = *made = room((size_t)numbers->count, sizeof *out);
    for (uint64_t i = 0; i < numbers->count; i++) {
        memcpy(out[i], numbers->data + i * numbers->stride, sizeof *out);
    }
    return (const float(*)[3])out;
}

static uint32_t *gather_indices(const Numbers *numbers)
{
    uint32_t *out = room((size_t)numbers->count, sizeof *out);
    uint64_t size = size_of(numbers->type);
    if (size == sizeof *out && numbers->stride == size) {
        memcpy(out, numbers->data, (size_t)numbers->count * sizeof *out);
        return out;
    }
    for (uint64_t i = 0; i < numbers->count; i++) { /* little-endian, as the file is */
        const uint8_t *at = numbers->data + i * numbers->stride;
        for (uint64_t k = 0; k < size; k++) {
            out[i] |= (uint32_t)at[k] << 8 * k;
        }
    }
    return out;
}

typedef struct Primitive {
    Numbers positions, normals, indices;
    bool has_normals;
} Primitive;

static bool find_primitive(const Glb *glb, const json_t *json, Primitive *out)
{
    const json_t *attributes = json_object_get(json, "attributes");
    const json_t *positions = named(attributes, "POSITION", glb->accessors);
    const json_t *normals = named(attributes, "NORMAL", glb->accessors);
    const json_t *indices = named(json, "indices", glb->accessors);
    uint64_t mode;
    *out = (Primitive){.has_normals = normals != NULL};
    if (!positions || !indices || has(json, "targets") || has(json, "extensions") ||
        has(attributes, "NORMAL") != out->has_normals || !whole(json, "mode", MODE_TRIANGLES, &mode) ||
        mode != MODE_TRIANGLES) {
        return false;
    }
    return find_numbers(glb, positions, "VEC3", 3, &out->positions) && out->positions.type == TYPE_FLOAT &&
           (!normals || (find_numbers(glb, normals, "VEC3", 3, &out->normals) && out->normals.type == TYPE_FLOAT &&
                         out->normals.count == out->positions.count)) &&
           find_numbers(glb, indices, "SCALAR", 1, &out->indices) && out->indices.type != TYPE_FLOAT &&
           out->indices.count % 3 == 0;
}

static bool in_range(const uint32_t *indices, uint64_t count, uint64_t vertices)
{
    uint32_t highest = 0;
    for (uint64_t i = 0; i < count; i++) {
        highest = indices[i] > highest ? indices[i] : highest;
    }
    return highest < vertices;
}

static bool walk_primitive(const Glb *glb, const char *node, const char *mesh, const json_t *json, const Place *place)
{
    Primitive primitive;
    if (!find_primitive(glb, json, &primitive)) {
        return false;
    }
    uint32_t *indices = gather_indices(&primitive.indices);
    bool good = in_range(indices, primitive.indices.count, primitive.positions.count);
    if (good && glb->sender) {
        void *made[2] = {NULL, NULL};
        SentPart part = {.node = node,
                         .mesh = mesh,
                         .positions = gather_floats(&primitive.positions, &made[0]),
                         .normals = primitive.has_normals ? gather_floats(&primitive.normals, &made[1]) : NULL,
                         .indices = indices,
                         .vertex_count = (uint32_t)primitive.positions.count,
                         .index_count = (uint32_t)primitive.indices.count};
        send_part(glb->sender, &part, place);
        free(made[0]);
        free(made[1]);
    }
    free(indices);
    return good;
}

static bool walk_mesh(const Glb *glb, const char *node, const json_t *mesh, const Place *place)
{
    const json_t *primitives = json_object_get(mesh, "primitives"), *primitive;
    const char *name = json_string_value(json_object_get(mesh, "name"));
    size_t i;
    if (!json_is_array(primitives) || !name || json_array_size(primitives) != 1) {
        return false; /* several: Assimp has names for them */
    }
    json_array_foreach(primitives, i, primitive)
    {
        if (!walk_primitive(glb, node, name, primitive, place)) {
            return false;
        }
    }
    return true;
}

/* So many numbers; as they were where the member is missing; false when it is anything else. */
static bool numbers_of(const json_t *node, const char *key, size_t count, float *out)
{
    const json_t *array = json_object_get(node, key);
    if (!array) {
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        const json_t *number = json_array_get(array, i);
        if (json_array_size(array) != count || !json_is_number(number)) {
            return false;
        }
        out[i] = (float)json_number_value(number);
    }
    return true;
}

static bool place_of(const json_t *node, Place *out)
{
    float m[16] = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}; /* by columns */
    float t[3] = {0}, q[4] = {0, 0, 0, 1}, s[3] = {1, 1, 1};
    if (has(node, "matrix")) {
        if (!numbers_of(node, "matrix", 16, m) || m[3] != 0 || m[7] != 0 || m[11] != 0 || m[15] != 1) {
            return false;
        }
        for (int i = 0; i < 12; i++) {
            out->m[i % 3][i / 3] = m[i / 3 * 4 + i % 3];
        }
        return true;
    }
    if (!numbers_of(node, "translation", 3, t) || !numbers_of(node, "rotation", 4, q) ||
        !numbers_of(node, "scale", 3, s)) {
        return false;
    }
    const float x = q[0], y = q[1], z = q[2], w = q[3];
    const float turn[3][3] = {{1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)},
                              {2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)},
                              {2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)}};
    for (int r = 0; r < 3; r++) {
        for (int c = 0; c < 3; c++) {
            out->m[r][c] = turn[r][c] * s[c];
        }
        out->m[r][3] = t[r];
    }
    return true;
}

static bool walk_nodes(Glb *glb, const json_t *list, const Place *above, int depth);

static bool walk_node(Glb *glb, const json_t *node, const Place *above, int depth)
{
    const json_t *mesh = named(node, "mesh", glb->meshes), *children = json_object_get(node, "children");
    const char *name = json_string_value(json_object_get(node, "name"));
    Place own, here;
    if (!json_is_object(node) || has(node, "skin") || has(node, "extensions") || has(node, "mesh") != (mesh != NULL) ||
        !place_of(node, &own)) {
        return false;
    }
    here = place_product(above, &own);
    if (mesh && (!name || !walk_mesh(glb, name, mesh, &here))) {
        return false;
    }
    return !children || walk_nodes(glb, children, &here, depth + 1);
}

static bool walk_nodes(Glb *glb, const json_t *list, const Place *above, int depth)
{
    const json_t *entry;
    size_t i, count = json_array_size(glb->nodes);
    if (!json_is_array(list) || depth > DEEPEST_NODE) {
        return false;
    }
    json_array_foreach(list, i, entry)
    {
        json_int_t n = json_integer_value(entry);
        if (!json_is_integer(entry) || n < 0 || (size_t)n >= count || glb->visited[n]) {
            return false;
        }
        glb->visited[n] = 1;
        if (!walk_node(glb, json_array_get(glb->nodes, (size_t)n), above, depth)) {
            return false;
        }
    }
    return true;
}

static bool walk_scene(Glb *glb, Sender *sender)
{
    static const Place UNIT = {{{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}}};
    uint64_t scene;
    size_t count = json_array_size(glb->nodes);
    if (!whole(glb->root, "scene", 0, &scene) || count > MOST_NODES) {
        return false;
    }
    glb->sender = sender;
    glb->visited = room(count, 1);
    const json_t *roots = json_object_get(json_array_get(json_object_get(glb->root, "scenes"), (size_t)scene), "nodes");
    bool good = walk_nodes(glb, roots, &UNIT, 0);
    free(glb->visited);
    return good;
}

static uint32_t word(const uint8_t *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

/* Header, then exactly one chunk of JSON and one of data. */
static bool find_chunks(const uint8_t *data, uint64_t size, Glb *glb)
{
    const uint64_t least = HEADER_SIZE + 2 * CHUNK_HEADER_SIZE;
    if (size < least || memcmp(data, "glTF\2\0\0\0", 8) != 0) {
        return false;
    }
    uint64_t json_size = word(data + HEADER_SIZE);
    if (word(data + HEADER_SIZE + 4) != CHUNK_JSON || json_size > size - least) {
        return false;
    }
    const uint8_t *text = data + HEADER_SIZE + CHUNK_HEADER_SIZE, *second = text + json_size;
    glb->binary = second + CHUNK_HEADER_SIZE;
    glb->binary_size = word(second);
    if (word(second + 4) != CHUNK_BINARY || glb->binary_size > size - least - json_size) {
        return false;
    }
    glb->root = json_loadb((const char *)text, (size_t)json_size, 0, NULL);
    return glb->root != NULL;
}

static bool only_one_buffer(const json_t *root)
{
    const json_t *buffers = json_object_get(root, "buffers");
    return json_array_size(buffers) == 1 && !has(json_array_get(buffers, 0), "uri") &&
           json_array_size(json_object_get(root, "extensionsRequired")) == 0;
}

static bool send_all(Sender *sender, const uint8_t *data, uint64_t size)
{
    Glb glb = {0};
    if (!find_chunks(data, size, &glb)) {
        return false;
    }
    glb.nodes = json_object_get(glb.root, "nodes");
    glb.meshes = json_object_get(glb.root, "meshes");
    glb.accessors = json_object_get(glb.root, "accessors");
    glb.views = json_object_get(glb.root, "bufferViews");
    bool good = only_one_buffer(glb.root) && walk_scene(&glb, NULL);
    if (good) {
        walk_scene(&glb, sender); /* takes the same way */
    }
    json_decref(glb.root);
    return good;
}

bool glb_send(Sender *sender, const char *path)
{
    struct stat status;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool good = false;
    if (fd < 0) {
        return false;
    }
    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
        size_t size = (size_t)status.st_size;
        void *data = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
        if (data != MAP_FAILED) {
            good = send_all(sender, data, size);
            munmap(data, size);
        }
    }
    close(fd);
    return good;
}
