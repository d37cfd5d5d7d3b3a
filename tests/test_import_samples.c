/* Every model of Debian's assimp-testmodels (among them many made to break importers): a result or one clear
 * line each, in time. A sample, or with HIP_FULL=1 all of them. */
#include "hip/file.h"
#include "hip/mesh_import.h"
#include "test_mesh.h"
#include <ftw.h>

enum { MOST_MODELS = 5000, SAMPLE = 12 };
static const char MODELS[] = "/usr/share/assimp/models";
static const double MOST_SECONDS = 10;

static char *models[MOST_MODELS];
static size_t model_count;

static int note_model(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    (void)status;
    (void)where;
    if (kind == FTW_F && model_count < MOST_MODELS) {
        models[model_count++] = mem_string(path);
    }
    return 0;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool import_one(const char *path)
{
    const Catalogue nothing = {0};
    MeshSet set = {0};
    ImportReport report = {0};
    HipError err = {0};
    ImportOptions options = {.helper = HIP_HELPER};
    HipResult rc = mesh_import(&path, 1, &nothing, &options, &set, &report, &err);
    if (rc == HIP_OK) {
        assert_int_equal(mesh_set_check(&set, NULL), HIP_OK);
        assert_true(mesh_set_triangles(&set) > 0);
    } else if (!strstr(err.text, path) || strchr(err.text, '\n')) {
        fail_msg("%s: unclear: %s", path, err.text);
    }
    mesh_set_release(&set);
    import_report_release(&report);
    return rc == HIP_OK;
}

static void models_give_a_result_or_a_line(void **state)
{
    (void)state;
    const char *full = getenv("HIP_FULL");
    size_t step = full && *full && strcmp(full, "0") != 0 ? 1 : SAMPLE, read = 0, refused = 0;
    for (size_t i = 0; i < model_count; i += step) {
        double before = clock_now_s();
        bool good = import_one(models[i]);
        double took = clock_now_s() - before;
        read += good;
        refused += !good;
        if (took > MOST_SECONDS) {
            print_message("%s took %.1f s\n", models[i], took); /* on a busy machine: told, not failed */
        }
    }
    print_message("%zu models read, %zu refused\n", read, refused);
    assert_true(read > refused);
}

int main(void)
{
    nftw(MODELS, note_model, 16, FTW_PHYS);
    if (model_count == 0) {
        printf("skipped: there is no %s (package assimp-testmodels)\n", MODELS);
        return 77;
    }
    qsort(models, model_count, sizeof *models, by_bytes);
    const struct CMUnitTest tests[] = {cmocka_unit_test(models_give_a_result_or_a_line)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    for (size_t i = 0; i < model_count; i++) {
        free(models[i]);
    }
    return failed;
}
