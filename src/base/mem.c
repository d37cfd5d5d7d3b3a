#include "hip/mem.h"
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void out_of_memory(size_t count, size_t size)
{
    fprintf(stderr, "hip-atlas: out of memory (%zu x %zu bytes). Close other programs and try again.\n", count, size);
    exit(1);
}

void *mem_alloc(size_t count, size_t size)
{
    void *block = calloc(count ? count : 1, size ? size : 1);
    if (!block) {
        out_of_memory(count, size);
    }
    return block;
}

void *mem_resize(void *old, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size) {
        out_of_memory(count, size);
    }
    size_t bytes = count * size;
    void *block = realloc(old, bytes > 0 ? bytes : 1);
    if (!block) {
        out_of_memory(count, size);
    }
    return block;
}

void *mem_copy(const void *data, size_t size)
{
    void *block = mem_alloc(1, size);
    if (size) {
        memcpy(block, data, size);
    }
    return block;
}

char *mem_string(const char *text)
{
    return text ? mem_copy(text, strlen(text) + 1) : NULL;
}

char *mem_format(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = mem_alloc((size_t)(n < 0 ? 0 : n) + 1, 1);
    if (n > 0) {
        vsnprintf(text, (size_t)n + 1, format, again);
    }
    va_end(again);
    return text;
}

void *mem_grow(void *data, size_t *capacity, size_t wanted, size_t size)
{
    if (wanted <= *capacity) {
        return data;
    }
    size_t more = *capacity ? *capacity * 2 : 16;
    *capacity = more < wanted ? wanted : more;
    return mem_resize(data, *capacity, size);
}

enum { BLOCK_BYTES = 64 * 1024 };

struct ArenaBlock {
    struct ArenaBlock *next;
    size_t used, size;
    max_align_t bytes[];
};

void *arena_alloc(Arena *arena, size_t size)
{
    size_t unit = sizeof(max_align_t);
    size = (size + unit - 1) / unit * unit;
    struct ArenaBlock *block = arena->blocks;
    if (!block || block->size - block->used < size) {
        size_t room = size > BLOCK_BYTES ? size : BLOCK_BYTES;
        block = mem_alloc(1, sizeof *block + room);
        block->size = room;
        block->next = arena->blocks;
        arena->blocks = block;
    }
    void *place = (char *)block->bytes + block->used;
    block->used += size;
    return place;
}

char *arena_string(Arena *arena, const char *text)
{
    if (!text) {
        return NULL;
    }
    size_t size = strlen(text) + 1;
    return memcpy(arena_alloc(arena, size), text, size);
}

void arena_release(Arena *arena)
{
    while (arena->blocks) {
        struct ArenaBlock *next = arena->blocks->next;
        free(arena->blocks);
        arena->blocks = next;
    }
}
