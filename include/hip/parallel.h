/* parallel.h - independent jobs on several cores. */
#ifndef HIP_PARALLEL_H
#define HIP_PARALLEL_H
#include <stddef.h>

/* Calls job(context, 0) ... job(context, count - 1), each once, begun in this order, on at most `threads` threads of
 * which the caller's is one (0: as many as cores); returns when all are done. Where no thread can be started the caller
 * does all. */
void parallel_for(int threads, size_t count, void (*job)(void *context, size_t i), void *context);
#endif
