#include "hip/parallel.h"
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { MOST_THREADS = 64 };

typedef struct Jobs {
    void (*job)(void *context, size_t i);
    void *context;
    size_t count;
    atomic_size_t next;
} Jobs;

static void *work(void *data)
{
    Jobs *jobs = data;
    for (size_t i; (i = atomic_fetch_add(&jobs->next, 1)) < jobs->count;) {
        jobs->job(jobs->context, i);
    }
    return NULL;
}

void parallel_for(int threads, size_t count, void (*job)(void *context, size_t i), void *context)
{
    Jobs jobs = {.job = job, .context = context, .count = count};
    long cores = threads > 0 ? threads : sysconf(_SC_NPROCESSORS_ONLN);
    size_t wanted = cores < 1 ? 1 : cores > MOST_THREADS ? MOST_THREADS : (size_t)cores;
    wanted = wanted > count ? count : wanted;
    pthread_t started[MOST_THREADS];
    size_t running = 0;
    while (running + 1 < wanted && pthread_create(&started[running], NULL, work, &jobs) == 0) {
        running++;
    }
    work(&jobs);
    for (size_t i = 0; i < running; i++) {
        pthread_join(started[i], NULL);
    }
}
