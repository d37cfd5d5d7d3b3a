/* Independent jobs: each done once, whatever the number of threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "hip/parallel.h"
#include <stdatomic.h>
#include <string.h>

enum { JOBS = 1000 };
static atomic_int done[JOBS];

static void count_up(void *context, size_t i)
{
    assert_ptr_equal(context, done);
    atomic_fetch_add(&done[i], 1);
}

static void each_job_is_done_once(void **state)
{
    (void)state;
    static const int THREADS[] = {0, 1, 2, 7, 10000};
    for (size_t t = 0; t < sizeof THREADS / sizeof *THREADS; t++) {
        for (size_t count = 0; count <= JOBS; count = count * 10 + 1) {
            memset(done, 0, sizeof done);
            parallel_for(THREADS[t], count, count_up, done);
            for (size_t i = 0; i < JOBS; i++) {
                assert_int_equal(atomic_load(&done[i]), i < count ? 1 : 0);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_job_is_done_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
