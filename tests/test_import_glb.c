/* Plain GLB goes past Assimp: it must come out the same, and nothing that is written into it may do harm. */
#include "hip/file.h"
#include "hip/mesh_import.h"
#include "test_mesh.h"
#include <unistd.h>

static char folder[] = "/tmp/hip-glb-XXXXXX";
static const Catalogue NOTHING = {0};

/* A tetrahedron, position and normal by turns, then 16-bit indices. */
typedef struct Binary {
    float vertices[4][2][3];
    uint16_t indices[12];
} Binary;

static const Binary TETRAHEDRON = {{{{0, 0, 0}, {-0.6f, -0.6f, -0.6f}},
                                    {{0.1f, 0, 0}, {1, 0, 0}},
                                    {{0, 0.2f, 0}, {0, 1, 0}},
                                    {{0, 0, 0.3f}, {0, 0, 1}}},
                                   {0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3}};

/* %s: more in the primitive. An extension that nobody knows sends the file to Assimp and changes nothing. */
static const char JSON[] =
    "{\"asset\":{\"version\":\"2.0\"},\"scene\":0,\"scenes\":[{\"nodes\":[0]}],\"nodes\":["
    "{\"name\":\"top\",\"scale\":[2,-1,1],\"rotation\":[0.5,0.5,0.5,0.5],\"children\":[1,2]},"
    "{\"name\":\"left\",\"mesh\":0,\"translation\":[0.5,0,0.25]},"
    "{\"name\":\"right\",\"mesh\":0,\"matrix\":[0,1,0,0,-1,0,0,0,0,0,1,0,0.25,0.75,0,1]}],"
    "\"meshes\":[{\"name\":\"tetrahedron\",\"primitives\":[{\"attributes\":{\"POSITION\":0,\"NORMAL\":1},"
    "\"indices\":2,\"mode\":4%s}]}],\"accessors\":["
    "{\"bufferView\":0,\"componentType\":5126,\"count\":4,\"type\":\"VEC3\",\"min\":[0,0,0],\"max\":[0.1,0.2,0.3]},"
    "{\"bufferView\":0,\"byteOffset\":12,\"componentType\":5126,\"count\":4,\"type\":\"VEC3\"},"
    "{\"bufferView\":1,\"componentType\":5123,\"count\":12,\"type\":\"SCALAR\"}],\"bufferViews\":["
    "{\"buffer\":0,\"byteLength\":96,\"byteStride\":24},{\"buffer\":0,\"byteOffset\":96,\"byteLength\":24}],"
    "\"buffers\":[{\"byteLength\":120}]}";

static void add_word(Buffer *out, uint32_t word)
{
    memcpy(out->data + out->size, &word, 4);
    out->size += 4;
}

static void write_glb(const char *path, const char *json)
{
    size_t text = (strlen(json) + 3) / 4 * 4;
    Buffer file = {.data = mem_alloc(28 + text + sizeof TETRAHEDRON, 1)};
    add_word(&file, 0x46546c67);
    add_word(&file, 2);
    add_word(&file, (uint32_t)(28 + text + sizeof TETRAHEDRON));
    add_word(&file, (uint32_t)text);
    add_word(&file, 0x4e4f534a);
    memset(file.data + file.size, ' ', text);
    memcpy(file.data + file.size, json, strlen(json));
    file.size += text;
    add_word(&file, sizeof TETRAHEDRON);
    add_word(&file, 0x004e4942);
    memcpy(file.data + file.size, &TETRAHEDRON, sizeof TETRAHEDRON);
    file.size += sizeof TETRAHEDRON;
    assert_int_equal(file_write_atomic(path, file.data, file.size, NULL), HIP_OK);
    buffer_release(&file);
}

static HipResult import_one(const char *path, MeshSet *out, ImportReport *report)
{
    HipError err = {0};
    HipResult rc = mesh_import(&path, 1, &NOTHING, &(ImportOptions){.helper = HIP_HELPER}, out, report, &err);
    assert_true(rc == HIP_OK || err.text[0]);
    return rc;
}

static void both_ways_are_the_same(void **state)
{
    (void)state;
    char json[2][sizeof JSON + 64], *path[2];
    MeshSet set[2];
    ImportReport report[2] = {{0}};
    for (int i = 0; i < 2; i++) {
        snprintf(json[i], sizeof json[i], JSON, i ? ",\"extensions\":{\"HIP_nothing\":{}}" : "");
        path[i] = mem_format("%s/way%d.glb", folder, i);
        write_glb(path[i], json[i]);
        assert_int_equal(import_one(path[i], &set[i], &report[i]), HIP_OK);
    }
    assert_int_equal(set[0].part_count, 2);
    assert_string_equal(set[0].parts[0].name, "left");
    assert_string_equal(set[0].parts[1].name, "right");
    assert_int_equal(set[0].parts[0].closed, 1);
    assert_true(set[0].parts[0].volume_m3 > 0);
    assert_int_equal(set[0].vertex_count, set[1].vertex_count);
    assert_int_equal(set[0].index_count, set[1].index_count);
    assert_memory_equal(set[0].parts, set[1].parts, 2 * sizeof(MeshPart));
    assert_memory_equal(set[0].vertices, set[1].vertices, set[0].vertex_count * sizeof(MeshVertex));
    assert_memory_equal(set[0].indices, set[1].indices, set[0].index_count * sizeof(uint32_t));
    for (int i = 0; i < 2; i++) {
        mesh_set_release(&set[i]);
        import_report_release(&report[i]);
        free(path[i]);
    }
}

/* Every number becomes every of these: beyond the end, negative, beyond 32 and 64 bits, no number at all. */
static const char *const INSTEAD[] = {"7", "-1", "119", "4294967295", "9223372036854775807", "1e300", "{}"};
enum { INSTEAD_COUNT = sizeof INSTEAD / sizeof *INSTEAD };

static size_t mutate(const char *json, const char *inside)
{
    size_t made = 0;
    for (const char *at = json; *at; at++) {
        size_t digits = strspn(at, "0123456789.-");
        bool number = digits && strchr("[:,", at[-1]);
        for (int i = 0; number && i < INSTEAD_COUNT; i++) {
            char *changed = mem_format("%.*s%s%s", (int)(at - json), json, INSTEAD[i], at + digits);
            char *path = mem_format("%s/m%04zu.glb", inside, made++);
            write_glb(path, changed);
            free(path);
            free(changed);
        }
        at += digits ? digits - 1 : 0;
    }
    return made;
}

static void check_one(const char *path)
{
    MeshSet set;
    ImportReport report = {0};
    if (import_one(path, &set, &report) == HIP_OK) {
        assert_int_equal(mesh_set_check(&set, NULL), HIP_OK);
        mesh_set_release(&set);
    }
    for (size_t w = 0; w < report.warning_count; w++) {
        assert_null(strstr(report.warnings[w], "crashed"));
    }
    import_report_release(&report);
}

static void no_number_does_harm(void **state)
{
    (void)state;
    char json[sizeof JSON + 64], *inside = mem_format("%s/mutated", folder);
    snprintf(json, sizeof json, JSON, "");
    assert_int_equal(file_make_folders(inside, NULL), HIP_OK);
    size_t made = mutate(json, inside);
    assert_true(made > 400);
    for (size_t i = 0; i < made; i++) {
        char *path = mem_format("%s/m%04zu.glb", inside, i);
        check_one(path);
        unlink(path);
        free(path);
    }
    rmdir(inside);
    free(inside);
}

static void no_end_does_harm(void **state)
{
    (void)state;
    char json[sizeof JSON + 64], *path = mem_format("%s/cut.glb", folder);
    Buffer whole = {0};
    snprintf(json, sizeof json, JSON, "");
    write_glb(path, json);
    assert_int_equal(file_read_all(path, 0, &whole, NULL), HIP_OK);
    for (size_t size = 0; size < whole.size; size += size < 40 || size + 160 > whole.size ? 1 : 101) {
        assert_int_equal(file_write_atomic(path, whole.data, size, NULL), HIP_OK);
        MeshSet set;
        ImportReport report = {0};
        assert_int_equal(import_one(path, &set, &report), HIP_FAILED);
        import_report_release(&report);
    }
    buffer_release(&whole);
    free(path);
}

static int open_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int close_folder(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"way0.glb", "way1.glb", "cut.glb"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        char *path = mem_format("%s/%s", folder, NAMES[i]);
        unlink(path);
        free(path);
    }
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_ways_are_the_same),
        cmocka_unit_test(no_number_does_harm),
        cmocka_unit_test(no_end_does_harm),
    };
    return cmocka_run_group_tests(tests, open_folder, close_folder);
}
