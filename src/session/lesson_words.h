/* lesson_words.h - what words make one view of another. Private to src/session. */
#ifndef HIP_LESSON_WORDS_H
#define HIP_LESSON_WORDS_H
#include "hip/session.h"

typedef struct LessonWords {
    LessonWord items[LESSON_WORDS];
    char *values[LESSON_WORDS]; /* owned: the texts that items point at */
    int count;
} LessonWords;

/* The words that a lesson needs to make `to` of `from`, which differs in what is looked at only: theme, skin, build,
 * projection and what was told are the same. True when they do; release what was found either way. `session` has a
 * model. */
bool lesson_words_between(const Session *session, const ViewState *from, const ViewState *to, LessonWords *out);
void lesson_words_release(LessonWords *words); /* accepts a zeroed struct */

typedef struct Between {
    const Session *session;
    const Atlas *atlas;
    const ViewState *from, *to;
    ViewState at; /* what the words found so far make of `from` */
    LessonWords *words;
} Between;

/* The value that makes this part of `at` the one of `to`: NULL when it is that already, or when there are not so many
 * ways to say it. */
typedef char *(*Say)(const Between *b, int way);

void words_append(char **text, const char *more); /* behind a comma, when something stands there already */
char *say_show(const Between *b, int way);
char *say_ghost(const Between *b, int way);
char *say_only(const Between *b, int way);
char *say_hide(const Between *b, int way);
char *say_peel(const Between *b, int way);
char *say_reveal(const Between *b, int way);
char *say_labels(const Between *b, int way);
char *say_select(const Between *b, int way);
#endif
