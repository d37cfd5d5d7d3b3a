#include "hip/problems.h"
#include "hip/mem.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void problems_add(Problems *problems, const char *file, int line, const char *format, ...)
{
    char text[900];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    for (char *c = text; *c; c++) {
        if (*c == '\n' || *c == '\r') {
            *c = ' ';
        }
    }
    problems->items = mem_grow(problems->items, &problems->capacity, problems->count + 1, sizeof *problems->items);
    problems->items[problems->count++] = (Problem){mem_string(file), line, mem_string(text)};
}

void problems_sort(Problems *problems)
{
    for (size_t i = 1; i < problems->count; i++) { /* insertion: stable, and lists of mistakes are short */
        Problem p = problems->items[i];
        size_t k = i;
        for (; k > 0; k--) {
            const Problem *q = &problems->items[k - 1];
            int order = strcmp(q->file, p.file);
            if (order < 0 || (order == 0 && q->line <= p.line)) {
                break;
            }
            problems->items[k] = *q;
        }
        problems->items[k] = p;
    }
}

void problems_print(const Problems *problems, void *stdio_file)
{
    for (size_t i = 0; i < problems->count; i++) {
        const Problem *p = &problems->items[i];
        fprintf(stdio_file, "%s:%d: %s\n", p->file, p->line, p->text);
    }
}

HipResult problems_result(const Problems *problems, HipError *err)
{
    if (problems->count == 0) {
        return HIP_OK;
    }
    const Problem *p = &problems->items[0];
    if (problems->count == 1) {
        return hip_fail(err, "%s:%d: %s", p->file, p->line, p->text);
    }
    return hip_fail(err, "%s:%d: %s (and %zu more: hip-atlas validate lists all)", p->file, p->line, p->text,
                    problems->count - 1);
}

void problems_release(Problems *problems)
{
    for (size_t i = 0; i < problems->count; i++) {
        free(problems->items[i].file);
        free(problems->items[i].text);
    }
    free(problems->items);
    *problems = (Problems){0};
}
