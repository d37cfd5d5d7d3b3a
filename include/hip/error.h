/* error.h - results and messages.
 * A function that can fail returns HipResult and takes a HipError* (may be NULL); zero is success; the text is one line
 * for the person at the keyboard: what, where, what to do. Outputs are written on success only. */
#ifndef HIP_ERROR_H
#define HIP_ERROR_H

typedef enum HipResult {
    HIP_OK = 0,
    HIP_FAILED = 1, /* also the exit status of a job that failed */
    HIP_USAGE = 2,  /* the request itself was wrong */
} HipResult;

typedef struct HipError {
    char text[1024];
} HipError;

#if defined(__GNUC__)
#define HIP_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define HIP_PRINTF(f, a)
#endif

/* Sets the text and returns HIP_FAILED, so that `return hip_fail(err, ...)` reads well. Line breaks become spaces. */
HipResult hip_fail(HipError *err, const char *format, ...) HIP_PRINTF(2, 3);

/* The same for a wrong request; returns HIP_USAGE. */
HipResult hip_usage(HipError *err, const char *format, ...) HIP_PRINTF(2, 3);

/* Puts "context: " before the text that is there. */
void hip_error_context(HipError *err, const char *format, ...) HIP_PRINTF(2, 3);

#endif
