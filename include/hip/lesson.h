/* lesson.h - lessons: steps that each change the view a little and say something (docs/lessons.md). Plain text files
 * under assets/lessons and in the user's own folder; one file runs live, as pictures, as a page and as a quiz. */
#ifndef HIP_LESSON_H
#define HIP_LESSON_H
#include "hip/atlas.h"

enum { LESSON_STEPS = 200, LESSON_WORDS = 24, LESSON_CHOICES = 6 };
static const float LESSON_STAY_S = 20; /* of a step that does not say how long */

typedef struct LessonWord {   /* a VIEW option of the command line without its dashes: {"depth", "4"} */
    const char *name, *value; /* value NULL: a switch */
    int line;
} LessonWord;

typedef struct LessonQuestion {
    const char *text; /* NULL: none */
    const char *choices[LESSON_CHOICES];
    int choice_count;
    int right;
    const char *because; /* NULL: nothing more to say */
} LessonQuestion;

typedef struct LessonStep {
    LessonWord words[LESSON_WORDS]; /* what changes against the step before; the first starts from home */
    int word_count;
    bool from_home;    /* everything is put back first */
    AtlasFact say;     /* the caption */
    const char *notes; /* for the teacher only; NULL */
    LessonQuestion ask;
    float seconds; /* how long it stays when the lesson runs by itself */
    int line;
} LessonStep;

typedef struct Lesson {
    const char *id, *title;
    const char *about; /* whom it is for, how long */
    const LessonStep *steps;
    int step_count;
    bool own; /* of the user, not of the program: sources may be missing */
    void *owner;
} Lesson;

/* Reads one file, strictly: all mistakes at once as `shown`:line: message. What its words mean is not looked at
 * (session_check_lesson does). `own`: of the user. On failure *out stays as it was. */
HipResult lesson_read(const Atlas *atlas, const char *path, const char *shown, bool own, Lesson **out,
                      Problems *problems);
HipResult lesson_parse(const Atlas *atlas, const char *text, size_t size, const char *shown, bool own, Lesson **out,
                       Problems *problems);
void lesson_release(Lesson *lesson); /* NULL is fine */

/* The lessons of the program, then the user's own ($XDG_DATA_HOME/hip-atlas/lessons); a file of the user's with the id
 * of another replaces it. Mistakes of one file leave the others be. */
typedef struct LessonList {
    Lesson **items;
    int count;
} LessonList;
void lesson_list_read(const Atlas *atlas, LessonList *out, Problems *problems);
void lesson_list_release(LessonList *list);                        /* accepts a zeroed struct */
const Lesson *lesson_find(const LessonList *list, const char *id); /* NULL */

/* As a file that lesson_read takes: new text, free. */
char *lesson_write(const Lesson *lesson);
#endif
