/* dissection.json broken in one place at a time: each mistake is told with its file and line, and nothing is loaded. */
#include "hip/atlas.h"
#include "hip/file.h"
#include "hip/mem.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = P_tmpdir "/hip_peel_XXXXXX";

static void write_file(const char *name, const void *data, size_t size)
{
    char *path = mem_format("%s/%s", folder, name);
    HipError err = {{0}};
    assert_int_equal(file_write_atomic(path, data, size, &err), HIP_OK);
    free(path);
}

static char *read_asset(const char *name, size_t *size)
{
    char *inside = mem_format("atlas/%s", name), *path = file_asset_path(inside);
    Buffer file = {0};
    HipError err = {{0}};
    assert_int_equal(file_read_all(path, 0, &file, &err), HIP_OK);
    *size = file.size;
    free(inside);
    free(path);
    return (char *)file.data; /* one zero byte follows */
}

/* The whole atlas with the first `old` in the dissection replaced. */
static HipResult load_with(const char *old, const char *new, Problems *problems)
{
    size_t size;
    char *text = read_asset("dissection.json", &size), *at = strstr(text, old);
    assert_non_null(at);
    char *broken = mem_format("%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
    write_file("dissection.json", broken, strlen(broken));
    free(text);
    free(broken);
    Atlas *atlas = NULL;
    HipError err = {{0}};
    HipResult rc = atlas_load(folder, &atlas, problems, &err);
    assert_true((rc == HIP_OK) == (atlas != NULL));
    atlas_release(atlas);
    return rc;
}

static int copy_atlas(void **state)
{
    (void)state;
    char *from = file_asset_path("atlas");
    NameList names = {0};
    HipError err = {{0}};
    if (!mkdtemp(folder) || file_list(from, ".json", &names, &err) != HIP_OK) {
        return -1;
    }
    for (size_t i = 0; i < names.count; i++) {
        size_t size;
        char *text = read_asset(names.names[i], &size);
        write_file(names.names[i], text, size);
        free(text);
    }
    name_list_release(&names);
    free(from);
    return 0;
}

static int remove_copy(void **state)
{
    (void)state;
    NameList names = {0};
    HipError err = {{0}};
    if (file_list(folder, NULL, &names, &err) == HIP_OK) {
        for (size_t i = 0; i < names.count; i++) {
            char *path = mem_format("%s/%s", folder, names.names[i]);
            remove(path);
            free(path);
        }
    }
    name_list_release(&names);
    return rmdir(folder);
}

static void the_whole_file_is_right(void **state)
{
    (void)state;
    Problems problems = {0};
    assert_int_equal(load_with("\"D4b\"", "\"D4b\"", &problems), HIP_OK);
    assert_int_equal(problems.count, 0);
    problems_release(&problems);
}

static void each_mistake_is_told_with_its_line(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"\"motion\": \"reflect\"", "\"motion\": \"jump\"", "jump"},
        {"\"angle_deg\"", "\"angle\"", "angle"},
        {"\"structures\": [\"gluteus_maximus\"]", "\"structures\": [\"gluteus_maxximus\"]", "gluteus_maxximus"},
        {"\"structures\": [\"gluteus_maximus\"]", "\"structures\": [\"gluteus_maximus_l\"]", "right side"},
        {"\"structures\": [\"gluteus_medius\"]", "\"structures\": [\"gluteus_maximus\"]", "has a step already"},
        {"\"hinge\": [[", "\"hinge\": [], \"cut\": [[", "cut"},
        {"\"u_cut\": 0", "\"u_cut\": 1", "must differ"},
        {"\"lift\": [0.1, -0.1, -1]", "\"lift\": [0, 0, 0]", "must point somewhere"},
        {"\"gone\": [9, 10]", "\"gone\": [10, 9]", "must rise"},
        {"\"gone\": [9, 10]", "\"gone\": 9", "gone"},
        {"\"shift_mm\": [-15", "\"shift_mm\": [-1500", "shift_mm"},
        {"\"angle_deg\": 1", "\"angle_deg\": 11", "angle_deg"},
        {"\"sources\": [84]", "\"sources\": [8484]", "8484"},
        {"\"conf\": \"C\"", "\"conf\": \"D\"", "conf"},
        {"\"layer\": 3", "\"layer\": 10", "layer"},
        {"\"steps\": [", "\"steps\": {", "dissection"},
        {"[-141, ", "[1e999, ", "dissection"},
        {"[-141, ", "[\"nowhere\", ", "hinge"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Problems problems = {0};
        HipResult rc = load_with(cases[i][0], cases[i][1], &problems);
        if (rc == HIP_OK || problems.count == 0) {
            fail_msg("case %zu: '%s' went through", i, cases[i][1]);
        }
        bool told = false;
        for (size_t k = 0; k < problems.count; k++) {
            const Problem *p = &problems.items[k];
            told |= p->line > 0 && strstr(p->file, "dissection.json") &&
                    (strstr(p->text, cases[i][2]) || strcmp(cases[i][2], "dissection") == 0);
        }
        if (!told) {
            problems_print(&problems, stderr);
            fail_msg("case %zu: nobody speaks of '%s'", i, cases[i][2]);
        }
        problems_release(&problems);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_whole_file_is_right),
        cmocka_unit_test(each_mistake_is_told_with_its_line),
    };
    return cmocka_run_group_tests(tests, copy_atlas, remove_copy);
}
