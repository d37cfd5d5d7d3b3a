/* found.h - what typing finds beside structures: areas of the skin, positions of the client, strokes, tools, acts. */
#ifndef HIP_FOUND_H
#define HIP_FOUND_H
#include "hip/command.h"
#include "hip/lesson.h"
#include "hip/massage.h"
#include "hip/pain.h"

typedef enum FoundKind {
    FOUND_STRUCTURE,
    FOUND_ZONE,
    FOUND_POSITION,
    FOUND_STROKE,
    FOUND_TOOL,
    FOUND_ACT,
    FOUND_CLAIM,
    FOUND_LESSON
} FoundKind;

typedef struct Found {
    FoundKind kind;
    int index;           /* of the atlas's table or the list of lessons, or the CommandId */
    const char *matched; /* of a structure: the word that it was found by; NULL */
} Found;

bool found_word_starts(const char *text, const char *typed); /* some word of the text begins so, whatever the case */

/* Areas of the skin by what people call them, those whose words are just what was typed first: `*said` of them, or all
 * when pain was spoken of ("bum hurts"). Words such as "my", "hurts" are left out. Returns how many were written. */
int found_zones(const Atlas *atlas, const char *typed, Found *out, int most, int *said);

/* In the order in which they are shown; a stroke's id alone means just that one. Return how many were written. */
int found_massage(const Atlas *atlas, const char *typed, Found *out, int most);
int found_claims(const Atlas *atlas, const char *typed, Found *out, int most); /* what people say of it */
int found_lessons(const LessonList *lessons, const char *typed, Found *out, int most);
int found_acts(const char *typed, Found *out, int most);
#endif
