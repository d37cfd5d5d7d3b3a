#include "hip/file.h"
#include "hip/mesh_cache.h"
#include "test_mesh.h"
#include <sys/stat.h>
#include <unistd.h>

enum { KEY = 42 };
static char folder[] = "test-cache-XXXXXX";
static char path[64];

static MeshSet make_set(void)
{
    Shape a = shape_ellipsoid((float[3]){0, 0, 0}, (float[3]){1, 1, 1}, 6, 8);
    Shape b = shape_ellipsoid((float[3]){3, 0, 0}, (float[3]){1, 2, 1}, 5, 9);
    RawPart parts[2] = {shape_part(&a, "a"), shape_part(&b, "b")};
    snprintf(parts[1].id, sizeof parts[1].id, "piriformis_r");
    MeshSet set = {0};
    assert_int_equal(mesh_build(parts, 2, &(MeshBuildOptions){.levels = true}, &set, NULL), HIP_OK);
    set.weights = mem_alloc(set.vertex_count, sizeof *set.weights);
    for (size_t v = 0; v < set.vertex_count; v++) {
        set.weights[v] = (MeshWeights){(uint8_t)(v % 100), (uint8_t)(v % 90), (uint8_t)(v % 60), 0};
    }
    shape_release(&a);
    shape_release(&b);
    return set;
}

static Buffer whole_file(void)
{
    MeshSet set = make_set();
    Buffer buffer = {0};
    assert_int_equal(mesh_cache_write(path, KEY, &set, "extra", 6, NULL), HIP_OK);
    assert_int_equal(file_read_all(path, 0, &buffer, NULL), HIP_OK);
    mesh_set_release(&set);
    return buffer;
}

static HipResult decode(const uint8_t *data, size_t size, HipError *err)
{
    uint8_t *exact = mem_copy(data, size); /* a block of its own: one byte too far trips the sanitizer */
    MeshSet set = {0};
    const void *extra;
    size_t extra_size;
    HipResult rc = mesh_cache_decode(exact, size, KEY, &set, &extra, &extra_size, err);
    free(exact);
    return rc;
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    MeshSet set = make_set(), back = {0};
    void *extra = NULL;
    size_t extra_size = 0;
    assert_int_equal(mesh_cache_write(path, KEY, &set, "extra", 6, NULL), HIP_OK);
    assert_int_equal(mesh_cache_read(path, KEY, &back, &extra, &extra_size, NULL), HIP_OK);
    assert_int_equal(extra_size, 6);
    assert_string_equal(extra, "extra");
    assert_int_equal(mesh_set_find(&back, "piriformis_r"), 1);
    assert_int_equal(mesh_set_triangles(&back), mesh_set_triangles(&set));
    assert_memory_equal(back.parts, set.parts, set.part_count * sizeof *set.parts);
    assert_memory_equal(back.vertices, set.vertices, set.vertex_count * sizeof *set.vertices);
    assert_memory_equal(back.weights, set.weights, set.vertex_count * sizeof *set.weights);
    assert_memory_equal(back.indices, set.indices, set.index_count * sizeof *set.indices);
    free(extra);
    mesh_set_release(&back);
    mesh_set_release(&set);
}

static void another_key_is_refused(void **state)
{
    (void)state;
    Buffer whole = whole_file();
    MeshSet set = {0};
    HipError err = {0};
    assert_int_equal(mesh_cache_read(path, KEY + 1, &set, NULL, NULL, &err), HIP_FAILED);
    assert_null(set.parts);
    assert_true(err.text[0]);
    buffer_release(&whole);
}

static void every_truncation_is_refused(void **state)
{
    (void)state;
    Buffer whole = whole_file();
    for (size_t n = 0; n < whole.size; n++) {
        HipError err = {0};
        assert_int_equal(decode(whole.data, n, &err), HIP_FAILED);
        assert_true(err.text[0]);
    }
    assert_int_equal(decode(whole.data, whole.size, NULL), HIP_OK);
    buffer_release(&whole);
}

static void every_changed_byte_is_noticed(void **state)
{
    (void)state;
    Buffer whole = whole_file();
    for (size_t n = 0; n < whole.size; n++) {
        whole.data[n] ^= 0x41;
        if (n < 80 || n >= 128) { /* the gap between header and parts says nothing */
            assert_int_equal(decode(whole.data, whole.size, NULL), HIP_FAILED);
        }
        whole.data[n] ^= 0x41;
    }
    buffer_release(&whole);
}

/* A set that lies must be found out by mesh_set_check alone: a hash can be made to fit. */
static void lies_are_found_out(void **state)
{
    (void)state;
    MeshSet set = make_set();
#define MUST_FAIL(place, value)                                                                                        \
    do {                                                                                                               \
        __typeof__(place) kept = (place);                                                                              \
        (place) = (value);                                                                                             \
        HipError err = {0};                                                                                            \
        assert_int_equal(mesh_set_check(&set, &err), HIP_FAILED);                                                      \
        assert_true(err.text[0]);                                                                                      \
        (place) = kept;                                                                                                \
    } while (0)
    MUST_FAIL(set.parts[1].first_vertex, UINT32_MAX);
    MUST_FAIL(set.parts[1].vertex_count, UINT32_MAX);
    MUST_FAIL(set.parts[0].lod_count, 0);
    MUST_FAIL(set.parts[0].lod_count, 7);
    MUST_FAIL(set.parts[0].lods[0].first_index, UINT32_MAX);
    MUST_FAIL(set.parts[0].lods[0].index_count, UINT32_MAX);
    MUST_FAIL(set.parts[0].lods[0].index_count, 4);
    MUST_FAIL(set.parts[0].lods[0].error_m, NAN);
    MUST_FAIL(set.parts[0].box.lo[1], NAN);
    MUST_FAIL(set.parts[0].box.hi[1], INFINITY);
    MUST_FAIL(set.parts[0].box.hi[1], -100);
    MUST_FAIL(set.parts[0].closed, 2);
    MUST_FAIL(set.parts[0].volume_m3, NAN);
    MUST_FAIL(set.parts[0].tendon[0], NAN);
    MUST_FAIL(set.parts[0].tendon[1], 1.5f);
    MUST_FAIL(set.weights[3].spine, 253);
    MUST_FAIL(set.weights[3].unused, 1);
    MUST_FAIL(set.vertices[3].part, 1);
    MUST_FAIL(set.vertices[3].part, 999);
    MUST_FAIL(set.indices[5], UINT32_MAX);
    MUST_FAIL(set.indices[5], set.parts[1].first_vertex);
    MUST_FAIL(set.part_count, MESH_MAX_PARTS + 1);
    MUST_FAIL(set.indices, NULL);
    memset(set.parts[0].name, 'x', sizeof set.parts[0].name);
    assert_int_equal(mesh_set_check(&set, NULL), HIP_FAILED);
    mesh_set_release(&set);
}

static void a_folder_that_cannot_be_written_fails(void **state)
{
    (void)state;
    MeshSet set = make_set();
    HipError err = {0};
    assert_int_equal(mesh_cache_write("no/such/folder/x.mesh", KEY, &set, NULL, 0, &err), HIP_FAILED);
    assert_non_null(strstr(err.text, "no/such/folder"));
    mesh_set_release(&set);
}

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder)) {
        return -1;
    }
    snprintf(path, sizeof path, "%s/set.mesh", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);
}

int main(void)
{
    char *made = getenv("TMPDIR");
    if (chdir(made && *made ? made : "/tmp") != 0) {
        return 1;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),     cmocka_unit_test(another_key_is_refused),
        cmocka_unit_test(every_truncation_is_refused), cmocka_unit_test(every_changed_byte_is_noticed),
        cmocka_unit_test(lies_are_found_out),          cmocka_unit_test(a_folder_that_cannot_be_written_fails),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
