/* embedded.h - files that the build turned into tables (cmake/HipEmbed.cmake). */
#ifndef HIP_EMBEDDED_H
#define HIP_EMBEDDED_H
#include <stddef.h>

typedef struct HipEmbedded {
    const char *name;          /* relative path; NULL ends the table */
    const unsigned char *data; /* followed by one zero byte that `size` does not count */
    size_t size;
} HipEmbedded;
#endif
