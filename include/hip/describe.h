/* describe.h - the view in words, for who cannot see it: whole sentences, in the language that is set. */
#ifndef HIP_DESCRIBE_H
#define HIP_DESCRIBE_H
#include "hip/session.h"

/* From where one looks, what lies open, what is away, how the client lies, what is chosen, where it hurts. New text,
 * free; ends with a full stop. */
char *session_describe(const Session *session);
#endif
