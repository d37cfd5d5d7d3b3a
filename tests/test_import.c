/* The reference folder, and the same meshes as other programs would write them: recognised and brought to
 * their places. */
#include "import_fixture.h"
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>

extern char **environ;

static Fixture fixture;
static char folder[] = "/tmp/hip-import-XXXXXX";

typedef struct Outcome {
    MeshSet set;
    ImportReport report;
} Outcome;

static Outcome import_path(const char *path, bool fast_first)
{
    Outcome outcome = {0};
    HipError err = {0};
    char *cache = mem_format("%s/cache", folder);
    ImportOptions options = {.helper = HIP_HELPER, .fast_first = fast_first, .cache_folder = fast_first ? NULL : cache};
    HipResult rc = mesh_import(&path, 1, &fixture.catalogue, &options, &outcome.set, &outcome.report, &err);
    if (rc != HIP_OK) {
        print_error("%s\n", err.text);
    }
    free(cache);
    assert_int_equal(rc, HIP_OK);
    assert_int_equal(mesh_set_check(&outcome.set, NULL), HIP_OK);
    return outcome;
}

static void outcome_release(Outcome *outcome)
{
    mesh_set_release(&outcome->set);
    import_report_release(&outcome->report);
}

static float middle_off(const MeshPart *part, const CatalogueEntry *entry)
{
    float centre[3], sum = 0;
    box3_centre(&part->box, centre);
    for (int k = 0; k < 3; k++) {
        sum += (centre[k] - entry->centre[k]) * (centre[k] - entry->centre[k]);
    }
    return sqrtf(sum);
}

static bool told(const ImportReport *report, const char *word, const char *other)
{
    for (size_t i = 0; i < report->warning_count; i++) {
        if (strstr(report->warnings[i], word) && strstr(report->warnings[i], other)) {
            return true;
        }
    }
    return false;
}

/* Every so many-th structure, and the sacrum, which is the difficult one. */
static bool taken(size_t entry, size_t step)
{
    return entry % step == 0 || strcmp(fixture.catalogue.entries[entry].id, "sacrum") == 0;
}

/* Every structure is there, at its place, and the sacrum's inches were noticed. */
static void check_body(const Outcome *outcome, size_t step)
{
    assert_true(outcome->report.aligned);
    size_t expected = 0;
    for (size_t e = 0; e < fixture.catalogue.count; e++) {
        if (!taken(e, step)) {
            continue;
        }
        expected++;
        const CatalogueEntry *entry = &fixture.catalogue.entries[e];
        int part = mesh_set_find(&outcome->set, entry->id);
        if (part < 0) {
            fail_msg("%s was not recognised", entry->id);
        }
        bool sacrum = strcmp(entry->id, "sacrum") == 0;
        float off = middle_off(&outcome->set.parts[part], entry), allowed = sacrum ? 0.006f : 0.001f;
        if (!(off < allowed)) {
            fail_msg("%s is %.2f mm off", entry->id, (double)off * 1000);
        }
        assert_int_equal(outcome->report.parts[part].mended, sacrum);
        for (int k = 0; k < 3; k++) {
            float half = 0.5f * (outcome->set.parts[part].box.hi[k] - outcome->set.parts[part].box.lo[k]);
            assert_true(fabsf(half - entry->half_size[k]) < allowed);
        }
    }
    assert_int_equal(outcome->report.part_count, expected);
    assert_int_equal(outcome->set.part_count, expected);
    assert_true(told(&outcome->report, "acrum", "25 times smaller") ||
                told(&outcome->report, "FMA16202", "25 times smaller"));
}

static void the_reference_folder(void **state)
{
    (void)state;
    Outcome first = import_path(fixture.meshes, false);
    check_body(&first, 1);
    assert_false(first.report.from_cache);
    assert_string_equal(first.report.unit, "mm");
    assert_string_equal(first.report.up, "+Z");
    assert_false(first.report.mirrored);
    assert_true(mesh_set_triangles(&first.set) > 450000);
    assert_true(told(&first.report, "acrum", "inches"));
    size_t coarse = 0;
    for (size_t p = 0; p < first.set.part_count; p++) {
        const MeshPart *part = &first.set.parts[p];
        assert_int_equal(part->closed, 1); /* the scans' hair cracks are mended */
        assert_true(part->volume_m3 > 0);
        uint32_t level = 0; /* half a pixel of the whole hip in a picture 720 high */
        while (level + 1 < part->lod_count && part->lods[level + 1].error_m <= 0.00034f) {
            level++;
        }
        coarse += part->lods[level].index_count / 3;
    }
    assert_true(coarse * 100 < mesh_set_triangles(&first.set) * 35);
    Outcome again = import_path(fixture.meshes, false);
    assert_true(again.report.from_cache);
    check_body(&again, 1);
    assert_int_equal(again.report.warning_count, first.report.warning_count);
    assert_string_equal(again.report.warnings[0], first.report.warnings[0]);
    assert_memory_equal(again.set.vertices, first.set.vertices, first.set.vertex_count * sizeof(MeshVertex));
    outcome_release(&again);
    outcome_release(&first);
}

static void quick_then_finished_is_the_same_as_at_once(void **state)
{
    (void)state;
    char path[1400];
    snprintf(path, sizeof path, "%s/%s", fixture.meshes, fixture.files[20]);
    Outcome whole = import_path(path, false), quick = import_path(path, true);
    const char *paths[] = {path};
    MeshSet finished;
    ImportOptions options = {.helper = HIP_HELPER};
    assert_int_equal(quick.set.parts[0].lod_count, 2); /* all of it, and the sketch */
    assert_int_equal(mesh_set_check(&quick.set, NULL), HIP_OK);
    assert_int_equal(
        mesh_import_finish(&quick.set, &quick.report, paths, 1, &fixture.catalogue, &options, &finished, NULL), HIP_OK);
    assert_int_equal(finished.vertex_count, whole.set.vertex_count);
    assert_memory_equal(finished.vertices, whole.set.vertices, finished.vertex_count * sizeof(MeshVertex));
    assert_memory_equal(finished.indices, whole.set.indices, finished.index_count * sizeof(uint32_t));
    mesh_set_release(&finished);
    outcome_release(&whole);
    outcome_release(&quick);
}

/* One structure, or three: still at their places. */
static void a_few_structures_are_enough(void **state)
{
    (void)state;
    char text[3][1400];
    const char *paths[3];
    const size_t which[3] = {20, 36, 45}; /* far apart, of both sides */
    for (int i = 0; i < 3; i++) {
        snprintf(text[i], sizeof text[i], "%s/%s", fixture.meshes, fixture.files[which[i]]);
        paths[i] = text[i];
    }
    for (size_t count = 1; count <= 3; count += 2) {
        MeshSet set;
        ImportReport report;
        ImportOptions options = {.helper = HIP_HELPER, .fast_first = true};
        assert_int_equal(mesh_import(paths, count, &fixture.catalogue, &options, &set, &report, NULL), HIP_OK);
        assert_true(report.aligned);
        assert_string_equal(report.unit, "mm");
        for (size_t p = 0; p < count; p++) {
            const CatalogueEntry *entry = &fixture.catalogue.entries[which[p]];
            int part = mesh_set_find(&set, entry->id);
            assert_true(part >= 0);
            assert_true(middle_off(&set.parts[part], entry) < 0.001f);
        }
        assert_int_equal(report.warning_count, 1);
        mesh_set_release(&set);
        import_report_release(&report);
    }
}

static void export_as(const char *mode, const char *out, size_t step)
{
    char *arguments[FIXTURE_MOST + 4] = {(char *)(uintptr_t)HIP_EXPORT_MODEL, (char *)(uintptr_t)mode,
                                         (char *)(uintptr_t)out};
    size_t count = 3;
    for (size_t i = 0; i < fixture.catalogue.count; i++) {
        if (taken(i, step)) {
            arguments[count++] = mem_format("%s/%s", fixture.meshes, fixture.files[i]);
        }
    }
    pid_t pid;
    int status = 1;
    assert_int_equal(posix_spawn(&pid, HIP_EXPORT_MODEL, NULL, NULL, arguments, environ), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    while (count > 3) {
        free(arguments[--count]);
    }
}

static void remove_all(const char *path)
{
    if (file_is_folder(path)) {
        NameList names = {0};
        assert_int_equal(file_list(path, NULL, &names, NULL), HIP_OK);
        for (size_t i = 0; i < names.count; i++) {
            char *inside = mem_format("%s/%s", path, names.names[i]);
            remove_all(inside);
            free(inside);
        }
        name_list_release(&names);
        rmdir(path);
    } else {
        unlink(path);
    }
}

static void check_export(const char *mode, const char *name, size_t step, const char *unit, const char *up,
                         bool mirrored)
{
    char *out = mem_format("%s/%s", folder, name);
    if (!strchr(name, '.')) {
        assert_int_equal(mkdir(out, 0700), 0);
    }
    export_as(mode, out, step);
    Outcome outcome = import_path(out, true);
    check_body(&outcome, step);
    assert_string_equal(outcome.report.unit, unit);
    if (up) {
        assert_string_equal(outcome.report.up, up);
    }
    assert_int_equal(outcome.report.mirrored, mirrored);
    assert_int_equal(told(&outcome.report, "mirrored", "left and right"), mirrored);
    outcome_release(&outcome);
    remove_all(out);
    free(out);
}

static void stl_with_numbers_for_names(void **state)
{
    (void)state;
    check_export("stl", "stl", 1, "mm", "+Z", false);
}

static void ply_with_numbers_for_names(void **state)
{
    (void)state;
    check_export("ply", "ply", 1, "mm", "+Z", false);
}

static void one_obj_with_english_groups(void **state)
{
    (void)state;
    check_export("obj", "all.obj", 1, "mm", "+Z", false);
}

static void metres_in_one_glb(void **state)
{
    (void)state;
    check_export("glb", "all.glb", 1, "m", "+Z", false);
}

static void mirrored(void **state)
{
    (void)state;
    check_export("mirror", "mirror.obj", 1, "mm", "+Z", true);
}

static void turned_by_odd_angles(void **state)
{
    (void)state;
    check_export("turned", "turned.glb", 1, "mm", NULL, false);
}

static void ascii_fbx(void **state)
{
    (void)state;
    /* a quarter of the body: the text of all of it keeps Assimp busy for half a minute under the sanitizers
     */
    check_export("fbx", "all.fbx", 4, "mm", NULL, false);
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    remove_all(folder);
    return 0;
}

int main(void)
{
    if (!fixture_load(&fixture)) {
        printf("skipped: there is no reference folder (set HIP_REFERENCE)\n");
        return 77;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reference_folder),        cmocka_unit_test(quick_then_finished_is_the_same_as_at_once),
        cmocka_unit_test(a_few_structures_are_enough), cmocka_unit_test(stl_with_numbers_for_names),
        cmocka_unit_test(ply_with_numbers_for_names),  cmocka_unit_test(one_obj_with_english_groups),
        cmocka_unit_test(metres_in_one_glb),           cmocka_unit_test(mirrored),
        cmocka_unit_test(turned_by_odd_angles),        cmocka_unit_test(ascii_fbx),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
