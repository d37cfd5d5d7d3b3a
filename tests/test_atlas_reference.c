/* Every structure of the reference meshes is in the atlas, with the same FMA number and a measured figure. */
#include "one_atlas.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char csv_path[1024];

static char *whole_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        return NULL;
    }
    char *text = calloc(1, 65536);
    size_t n = fread(text, 1, 65535, file);
    fclose(file);
    if (n == 0) {
        free(text);
        return NULL;
    }
    return text;
}

static void every_structure_of_the_reference(void **state)
{
    (void)state;
    char *text = whole_file(csv_path);
    assert_non_null(text);
    char *rest = NULL;
    int rows = 0;
    strtok_r(text, "\n", &rest); /* the titles */
    for (char *row = strtok_r(NULL, "\n", &rest); row; row = strtok_r(NULL, "\n", &rest), rows++) {
        char id[64] = "";
        int fma = 0;
        assert_int_equal(sscanf(row, "%63[^,],%d", id, &fma), 2);
        int found = atlas_structure(atlas, id);
        if (found < 0 || atlas->structures[found].fma != fma || !atlas->structures[found].has_figure) {
            fail_msg("%s: missing, no figure, or not FMA %d", id, fma);
        }
    }
    assert_int_equal(rows, 53);
    free(text);
}

int main(void)
{
    const char *folder = getenv("HIP_REFERENCE") ? getenv("HIP_REFERENCE") : "../shared/reference";
    snprintf(csv_path, sizeof csv_path, "%s/structures.csv", folder);
    FILE *file = fopen(csv_path, "rb");
    if (!file) {
        printf("skipped: there is no %s (HIP_REFERENCE names the folder of the reference meshes)\n", csv_path);
        return 77;
    }
    fclose(file);
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_structure_of_the_reference)};
    return cmocka_run_group_tests_name("atlas_reference", tests, open_atlas, close_atlas);
}
