/* Files and helpers that mean harm or are broken: one clear line each, and nothing left behind. */
#include "hip/file.h"
#include "hip/mesh_import.h"
#include "test_mesh.h"
#include <pthread.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/hip-hostile-XXXXXX";
static const Catalogue NOTHING = {0};

static const char *put_file(const char *name, const void *data, size_t size)
{
    static char path[4][256];
    static int turn;
    char *at = path[turn++ % 4];
    snprintf(at, 256, "%s/%s", folder, name);
    assert_int_equal(file_write_atomic(at, data, size, NULL), HIP_OK);
    return at;
}

static HipResult import_with(const char *helper, const char *const *paths, size_t count, double seconds,
                             ImportReport *report, HipError *err)
{
    MeshSet set = {0};
    ImportOptions options = {.helper = helper, .seconds = seconds};
    HipResult rc = mesh_import(paths, count, &NOTHING, &options, &set, report, err);
    if (rc == HIP_OK) {
        assert_int_equal(mesh_set_check(&set, NULL), HIP_OK);
        mesh_set_release(&set);
    } else {
        assert_null(set.parts);
        assert_true(err->text[0] && !strchr(err->text, '\n'));
    }
    return rc;
}

/* The file is refused in one line that names it. */
static void check_refused(const char *path, const char *word)
{
    ImportReport report = {0};
    HipError err = {0};
    assert_int_equal(import_with(HIP_HELPER, &path, 1, 0, &report, &err), HIP_FAILED);
    if (!strstr(err.text, path) || (word && !strstr(err.text, word))) {
        fail_msg("unclear: %s", err.text);
    }
    assert_int_equal(report.part_count, 0);
}

static const char TRIANGLE_OBJ[] = "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n";

static void a_plain_triangle_is_read(void **state)
{
    (void)state;
    const char *path = put_file("piece.obj", TRIANGLE_OBJ, sizeof TRIANGLE_OBJ - 1);
    ImportReport report = {0};
    HipError err = {0};
    assert_int_equal(import_with(HIP_HELPER, &path, 1, 0, &report, &err), HIP_OK);
    assert_int_equal(report.part_count, 1);
    assert_string_equal(report.parts[0].name, "piece");
    assert_false(report.aligned);
    assert_int_equal(report.warning_count, 1);
    import_report_release(&report);
}

static void polygons_are_cut_and_lines_left_out(void **state)
{
    (void)state;
    static const char TEXT[] = "v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nv 0 0 1\nf 1 2 3 4\nl 1 5\n";
    const char *path = put_file("square.obj", TEXT, sizeof TEXT - 1);
    ImportReport report = {0};
    HipError err = {0};
    assert_int_equal(import_with(HIP_HELPER, &path, 1, 0, &report, &err), HIP_OK);
    assert_int_equal(report.parts[0].triangles, 2);
    import_report_release(&report);
}

static void broken_files(void **state)
{
    (void)state;
    check_refused(put_file("empty.glb", "", 0), "empty");
    check_refused(put_file("text.glb", "no model at all", 15), NULL);
    check_refused(put_file("text.unknown", "no model at all", 15), NULL);
    check_refused(put_file("lines.obj", "v 0 0 0\nv 1 0 0\nl 1 2\n", 22), "no triangles");
    check_refused(put_file("flat.obj", "v 0 0 0\nv 0 0 0\nv 0 0 0\nf 1 2 3\n", 32), NULL);
    check_refused("/nowhere/at/all.glb", "No such file");
    check_refused("/dev/zero", "not a file");
}

static void random_bytes(void **state)
{
    (void)state;
    static const char *const ENDINGS[] = {"glb", "gltf", "obj", "stl", "ply", "fbx", "dae", "3ds", "blend", "x"};
    uint32_t seed = 7;
    uint8_t bytes[4096];
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
        for (size_t b = 0; b < sizeof bytes; b++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[b] = (uint8_t)(seed >> 24);
        }
        char name[32];
        snprintf(name, sizeof name, "random.%s", ENDINGS[i]);
        const char *path = put_file(name, bytes, sizeof bytes);
        ImportReport report = {0};
        HipError err = {0};
        if (import_with(HIP_HELPER, &path, 1, 0, &report, &err) == HIP_OK) {
            import_report_release(&report); /* some formats take anything for triangles */
        } else {
            assert_non_null(strstr(err.text, name));
        }
    }
}

/* A binary STL: 80 bytes, a count, 50 bytes a triangle. */
static size_t make_stl(uint8_t *data, uint32_t claimed, float number)
{
    memset(data, 0, 134);
    memcpy(data + 80, &claimed, 4);
    const float triangle[12] = {0, 0, 1, 0, 0, 0, 1, 0, 0, 0, number, 0};
    memcpy(data + 84, triangle, sizeof triangle);
    return 134;
}

static void lying_counts_and_numbers(void **state)
{
    (void)state;
    uint8_t stl[134];
    check_refused(put_file("huge.stl", stl, make_stl(stl, UINT32_MAX, 1)), NULL);
    check_refused(put_file("nan.stl", stl, make_stl(stl, 1, NAN)), NULL);
    check_refused(put_file("infinite.stl", stl, make_stl(stl, 1, INFINITY)), NULL);
    static const char PLY[] = "ply\nformat ascii 1.0\nelement vertex 4000000000\nproperty float x\nproperty float y\n"
                              "property float z\nelement face 4000000000\nproperty list uchar int vertex_indices\n"
                              "end_header\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2\n";
    check_refused(put_file("huge.ply", PLY, sizeof PLY - 1), NULL);
    static const char OBJ[] = "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 2000000000\n";
    check_refused(put_file("index.obj", OBJ, sizeof OBJ - 1), NULL);
}

static void every_truncation_of_an_stl(void **state)
{
    (void)state;
    uint8_t stl[134];
    make_stl(stl, 1, 1);
    for (size_t n = 1; n < sizeof stl; n += 19) {
        const char *path = put_file("cut.stl", stl, n);
        ImportReport report = {0};
        HipError err = {0};
        assert_int_equal(import_with(HIP_HELPER, &path, 1, 0, &report, &err), HIP_FAILED);
    }
}

static void one_bad_file_among_good_ones_is_a_warning(void **state)
{
    (void)state;
    const char *paths[3] = {put_file("good.obj", TRIANGLE_OBJ, sizeof TRIANGLE_OBJ - 1),
                            put_file("bad.stl", "nothing", 7), "/nowhere/x.ply"};
    ImportReport report = {0};
    HipError err = {0};
    assert_int_equal(import_with(HIP_HELPER, paths, 3, 0, &report, &err), HIP_OK);
    assert_int_equal(report.part_count, 1);
    assert_non_null(strstr(report.warnings[0], "x.ply"));
    assert_non_null(strstr(report.warnings[1], "bad.stl"));
    import_report_release(&report);
}

static void loops_and_locked_doors(void **state)
{
    (void)state;
    char inner[256], loop[256], locked[256];
    snprintf(inner, sizeof inner, "%s/inner", folder);
    snprintf(loop, sizeof loop, "%s/inner/again.glb", folder);
    snprintf(locked, sizeof locked, "%s/inner/locked.stl", folder);
    assert_int_equal(mkdir(inner, 0700), 0);
    assert_int_equal(symlink(inner, loop), 0); /* the folder in itself, called a model */
    check_refused(inner, NULL);
    unlink(loop);
    assert_int_equal(symlink(loop, loop), 0); /* a link to itself */
    check_refused(loop, NULL);
    unlink(loop);
    check_refused(inner, "no model file");
    if (geteuid() != 0) { /* nothing is locked for root */
        assert_int_equal(file_write_atomic(locked, "x", 1, NULL), HIP_OK);
        chmod(locked, 0);
        check_refused(locked, "Permission denied");
        unlink(locked);
    }
    rmdir(inner);
}

typedef struct Misdeed {
    const char *name, *line;
} Misdeed;

static const Misdeed MISDEEDS[] = {
    {"crash.glb", "crashed"},
    {"quit.glb", "gave up"},
    {"half.glb", "crashed"},
    {"huge.glb", "does not make sense"},
    {"garbage.glb", "does not make sense"},
    {"order.glb", "does not make sense"},
    {"nan.glb", "not a number"},
    {"index.glb", "not there"},
};

static void a_helper_that_was_taken_over(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof MISDEEDS / sizeof *MISDEEDS; i++) {
        /* alone it is an error; between good files (also after it) a warning */
        const char *alone = put_file(MISDEEDS[i].name, "x", 1);
        ImportReport report = {0};
        HipError err = {0};
        assert_int_equal(import_with(HIP_BAD_HELPER, &alone, 1, 0, &report, &err), HIP_FAILED);
        if (!strstr(err.text, MISDEEDS[i].name) || !strstr(err.text, MISDEEDS[i].line)) {
            fail_msg("unclear: %s", err.text);
        }
        const char *paths[4] = {put_file("a.glb", "x", 1), alone, put_file("b.glb", "x", 1), put_file("c.glb", "x", 1)};
        assert_int_equal(import_with(HIP_BAD_HELPER, paths, 4, 0, &report, &err), HIP_OK);
        assert_int_equal(report.part_count, 3);
        assert_non_null(strstr(report.warnings[0], MISDEEDS[i].line));
        import_report_release(&report);
    }
}

static void a_helper_that_hangs_is_stopped(void **state)
{
    (void)state;
    const char *path = put_file("hang.glb", "x", 1);
    ImportReport report = {0};
    HipError err = {0};
    double before = clock_now_s();
    assert_int_equal(import_with(HIP_BAD_HELPER, &path, 1, 0.5, &report, &err), HIP_FAILED);
    assert_true(clock_now_s() - before < 5);
    assert_non_null(strstr(err.text, "stopped after"));
    assert_non_null(strstr(err.text, "hang.glb"));
}

static void a_helper_that_says_nothing_or_is_not_there(void **state)
{
    (void)state;
    const char *paths[3] = {put_file("mute1.glb", "x", 1), put_file("mute2.glb", "x", 1),
                            put_file("mute3.glb", "x", 1)};
    ImportReport report = {0};
    HipError err = {0};
    assert_int_equal(import_with(HIP_BAD_HELPER, paths, 3, 0, &report, &err), HIP_FAILED);
    assert_int_equal(import_with("/nowhere/hip-atlas-import", paths, 1, 0, &report, &err), HIP_FAILED);
    assert_non_null(strstr(err.text, "cannot start the importer"));
}

static volatile int cancelled;

static void *cancel_soon(void *unused)
{
    (void)unused;
    usleep(100000);
    cancelled = 1;
    return NULL;
}

static void an_import_can_be_cancelled(void **state)
{
    (void)state;
    const char *path = put_file("hang.glb", "x", 1);
    MeshSet set = {0};
    ImportReport report = {0};
    HipError err = {0};
    ImportOptions options = {.helper = HIP_BAD_HELPER, .cancel = &cancelled};
    pthread_t thread;
    double before = clock_now_s();
    assert_int_equal(pthread_create(&thread, NULL, cancel_soon, NULL), 0);
    assert_int_equal(mesh_import(&path, 1, &NOTHING, &options, &set, &report, &err), HIP_FAILED);
    pthread_join(thread, NULL);
    assert_true(clock_now_s() - before < 5);
    assert_non_null(strstr(err.text, "cancelled"));
}

static void a_damaged_cache_is_made_anew(void **state)
{
    (void)state;
    const char *path = put_file("cached.obj", TRIANGLE_OBJ, sizeof TRIANGLE_OBJ - 1);
    char cache[256], models[256];
    snprintf(cache, sizeof cache, "%s/cache", folder);
    snprintf(models, sizeof models, "%s/cache/models", folder);
    ImportOptions options = {.helper = HIP_HELPER, .cache_folder = cache};
    const char *expected[] = {"made", "kept", "made", "kept"};
    for (int round = 0; round < 4; round++) {
        MeshSet set;
        ImportReport report;
        assert_int_equal(mesh_import(&path, 1, &NOTHING, &options, &set, &report, NULL), HIP_OK);
        assert_string_equal(report.from_cache ? "kept" : "made", expected[round]);
        mesh_set_release(&set);
        import_report_release(&report);
        NameList names = {0};
        assert_int_equal(file_list(models, ".mesh", &names, NULL), HIP_OK);
        assert_int_equal(names.count, 1);
        char file[512];
        snprintf(file, sizeof file, "%s/%s", models, names.names[0]);
        name_list_release(&names);
        if (round == 1) {
            assert_int_equal(truncate(file, 200), 0);
        } else if (round == 3) {
            unlink(file);
        }
    }
    rmdir(models);
    rmdir(cache);
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    NameList names = {0};
    if (file_list(folder, NULL, &names, NULL) == HIP_OK) {
        for (size_t i = 0; i < names.count; i++) {
            char path[512];
            snprintf(path, sizeof path, "%s/%s", folder, names.names[i]);
            unlink(path);
        }
        name_list_release(&names);
    }
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_triangle_is_read),
        cmocka_unit_test(polygons_are_cut_and_lines_left_out),
        cmocka_unit_test(broken_files),
        cmocka_unit_test(random_bytes),
        cmocka_unit_test(lying_counts_and_numbers),
        cmocka_unit_test(every_truncation_of_an_stl),
        cmocka_unit_test(one_bad_file_among_good_ones_is_a_warning),
        cmocka_unit_test(loops_and_locked_doors),
        cmocka_unit_test(a_helper_that_was_taken_over),
        cmocka_unit_test(a_helper_that_hangs_is_stopped),
        cmocka_unit_test(a_helper_that_says_nothing_or_is_not_there),
        cmocka_unit_test(an_import_can_be_cancelled),
        cmocka_unit_test(a_damaged_cache_is_made_anew),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
