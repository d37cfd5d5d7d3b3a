#include "hip/error.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void one_line(char *text)
{
    for (; *text; text++) {
        if (*text == '\n' || *text == '\r') {
            *text = ' ';
        }
    }
}

static void set_text(HipError *err, const char *format, va_list args)
{
    if (err) {
        vsnprintf(err->text, sizeof err->text, format, args);
        one_line(err->text);
    }
}

HipResult hip_fail(HipError *err, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    set_text(err, format, args);
    va_end(args);
    return HIP_FAILED;
}

HipResult hip_usage(HipError *err, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    set_text(err, format, args);
    va_end(args);
    return HIP_USAGE;
}

void hip_error_context(HipError *err, const char *format, ...)
{
    if (!err) {
        return;
    }
    char old[sizeof err->text];
    memcpy(old, err->text, sizeof old);
    char context[256];
    va_list args;
    va_start(args, format);
    vsnprintf(context, sizeof context, format, args);
    va_end(args);
    snprintf(err->text, sizeof err->text, "%s: %.*s", context, (int)(sizeof err->text - sizeof context - 3), old);
    one_line(err->text);
}
