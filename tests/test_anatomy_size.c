/* The body stays small enough to start at once on a slow computer. */
#include "anatomy_body.h"
#include <sys/stat.h>

static void at_most_250_thousand_triangles(void **state)
{
    (void)state;
    size_t triangles = mesh_set_triangles(&body);
    print_message("  %zu triangles in %zu structures\n", triangles, body.part_count);
    assert_true(triangles <= 250000);
}

/* HIP_BODY_BAKED: the file that the build makes. */
static void at_most_six_megabytes_baked(void **state)
{
    (void)state;
    struct stat about;
    assert_int_equal(stat(HIP_BODY_BAKED, &about), 0);
    print_message("  %.2f MB baked\n", (double)about.st_size / 1e6);
    assert_true(about.st_size <= 6000000);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_most_250_thousand_triangles),
        cmocka_unit_test(at_most_six_megabytes_baked),
    };
    cmocka_set_test_filter(argc > 1 ? argv[1] : NULL);
    return cmocka_run_group_tests(tests, anatomy_load, anatomy_forget);
}
