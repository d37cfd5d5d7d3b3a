/* mem.h - checked allocation, growing arrays, a small arena. Out of memory ends the program with one line: a desktop
 * program has nothing better to do, and no caller has to test for it. Sizes that come out of files must be checked
 * against hip_size_fits first: a file must never be able to ask for memory that is not there. */
#ifndef HIP_MEM_H
#define HIP_MEM_H
#include <stdbool.h>
#include <stddef.h>

void *mem_alloc(size_t count, size_t size);             /* zeroed; never NULL; overflow ends the program */
void *mem_resize(void *old, size_t count, size_t size); /* new space is not zeroed */
void *mem_copy(const void *data, size_t size);          /* a block of exactly `size` bytes */
char *mem_string(const char *text);                     /* NULL stays NULL */
char *mem_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Makes room for one more element in a {data, count, capacity} triple:
 *     list->items = mem_grow(list->items, &list->capacity, list->count + 1, sizeof *list->items); */
void *mem_grow(void *data, size_t *capacity, size_t wanted, size_t size);

/* Strings and small tables that live and die together. `= {0}` is an empty arena. */
typedef struct Arena {
    struct ArenaBlock *blocks;
} Arena;
void *arena_alloc(Arena *arena, size_t size); /* zeroed, aligned for anything */
char *arena_string(Arena *arena, const char *text);
void arena_release(Arena *arena);
#endif
