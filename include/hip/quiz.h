/* quiz.h - questions about the atlas and what a learner remembers of them. Pure: which question comes is a function of
 * (atlas, memory, day, number of the question), so that a test plays the same round as a student.
 *
 * Memory is Leitner's card box (S. Leitner, So lernt man lernen, 1972): a card answered rightly moves one box on and
 * comes again after that box's rest, a wrong one goes back to the first. */
#ifndef HIP_QUIZ_H
#define HIP_QUIZ_H
#include "hip/massage.h"
#include <stdint.h>

typedef enum QuizKind {
    QUIZ_NAME,      /* what is this? */
    QUIZ_FIND,      /* show it on the body */
    QUIZ_LAYERS,    /* put four into their order from the skin */
    QUIZ_ORIGIN,    /* where does it begin? */
    QUIZ_INSERTION, /* where does it end? */
    QUIZ_NERVE,     /* which nerve moves it? */
    QUIZ_STROKE,    /* which stroke works on it? */
    QUIZ_POSITION,  /* which position lays it open? */
    QUIZ_VARIANT,   /* which course of the sciatic nerve is this? */
    QUIZ_KINDS
} QuizKind;

enum { QUIZ_CHOICES = 4, QUIZ_CARDS = 768, QUIZ_LEVELS = 3, QUIZ_BOXES = 5, QUIZ_ID = 64 };

typedef struct QuizCard {
    QuizKind kind;
    int about; /* structure, the right one of a pair; of QUIZ_VARIANT: variant */
} QuizCard;

/* The cards of a level (1 .. QUIZ_LEVELS), which holds those below it, in the order in which they are best met: what is
 * asked for most first. Only what the atlas has an answer to. */
int quiz_cards(const Atlas *atlas, int level, QuizCard out[QUIZ_CARDS]);
/* "nerve.piriformis": stays the same from one version of the atlas to the next. `out` is returned. */
const char *quiz_card_id(const Atlas *atlas, QuizCard card, char out[QUIZ_ID]);

typedef struct QuizQuestion {
    QuizCard card;
    char ask[192];
    int choices[QUIZ_CHOICES]; /* structures; of QUIZ_STROKE, QUIZ_POSITION, QUIZ_VARIANT rows of those tables */
    int choice_count;          /* 0: the body is asked (QUIZ_FIND) */
    int right;                 /* of choices; -1 where the order or the body answers */
    int rank[QUIZ_CHOICES];    /* QUIZ_LAYERS: place of each choice counted from the skin */
} QuizQuestion;

/* Wrong choices are of the same sort and truly wrong; the seed says which and where. False: no such question. */
bool quiz_question(const Atlas *atlas, QuizCard card, uint64_t seed, QuizQuestion *out);
/* The choice in words; `out` is returned. */
const char *quiz_choice(const Atlas *atlas, const QuizQuestion *question, int choice, char *out, size_t size);
/* answer: the choice; of QUIZ_LAYERS all choices from the skin inwards; of QUIZ_FIND the structure, either side. */
bool quiz_right(const Atlas *atlas, const QuizQuestion *question, const int *answer);

typedef struct QuizMark { /* what is remembered of one card */
    char id[QUIZ_ID];
    int box; /* 0: not known .. QUIZ_BOXES - 1 */
    int due; /* day on which it should come again */
    int right, wrong;
} QuizMark;

typedef struct QuizMemory {
    QuizMark marks[QUIZ_CARDS];
    int count;
} QuizMemory;

const QuizMark *quiz_mark(const QuizMemory *memory, const char *id); /* NULL: never asked */
/* today: days since any fixed day. A full memory keeps what it has. */
void quiz_remember(QuizMemory *memory, const char *id, bool right, int today);
/* The next card of a round: what is due, longest due first, mixed with what is new; then the weakest. `asked` counts
 * the round's questions so far, `last` (kind QUIZ_KINDS: none) does not come twice in a row. False: the level has no
 * card. */
bool quiz_next(const Atlas *atlas, int level, const QuizMemory *memory, int today, int asked, QuizCard last,
               QuizCard *out);

typedef enum QuizKnown { KNOWN_UNASKED, KNOWN_NOT, KNOWN_SHAKY, KNOWN_WELL } QuizKnown;
/* Of a structure, over all its cards: the weakest that was asked. */
QuizKnown quiz_known(const Atlas *atlas, const QuizMemory *memory, int structure);

/* A whole file, versioned; ids that this atlas does not have are kept. New text, free. */
char *quiz_memory_write(const QuizMemory *memory);
HipResult quiz_memory_read(const char *text, size_t size, const char *shown, QuizMemory *out, HipError *err);
/* "card,box,right,wrong" and a line for each; new text, free. */
char *quiz_memory_csv(const QuizMemory *memory);
#endif
