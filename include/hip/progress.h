/* progress.h - what a learner remembers, kept in $XDG_DATA_HOME/hip-atlas/progress.json. */
#ifndef HIP_PROGRESS_H
#define HIP_PROGRESS_H
#include "hip/quiz.h"

/* Nothing is there yet: an empty memory. What cannot be understood is put aside and `err` says so (HIP_FAILED); *out is
 * then empty. */
HipResult progress_load(QuizMemory *out, HipError *err);
HipResult progress_save(const QuizMemory *memory, HipError *err); /* the old or the new state, never half */
#endif
