/* handout.h - one printed page for the client to take home: what a view shows, in plain words, as a PDF file.
 * `handout_page` makes the words (pure), `handout_write` sets them beside a picture. Every claim on the page is a fact
 * of the atlas with its sources; what the program itself says stands in one table, handout_word. */
#ifndef HIP_HANDOUT_H
#define HIP_HANDOUT_H
#include "hip/lesson.h"
#include "hip/view_state.h"

typedef enum HandoutPaper { PAPER_A4, PAPER_LETTER, PAPER_COUNT } HandoutPaper;
const char *handout_paper_id(HandoutPaper paper); /* "a4" */
int handout_paper_from_id(const char *id);        /* -1 when unknown; any case */

typedef enum HandoutStyle {
    HANDOUT_TEXT,
    HANDOUT_BULLET,
    HANDOUT_STRONG, /* the name of what the next ones are about */
    HANDOUT_QUIET   /* why, how: beside the matter */
} HandoutStyle;

typedef struct HandoutPara {
    HandoutStyle style;
    const char *lead; /* in strong letters before the text; "" none */
    const char *text;
    const char *marks; /* numbers of its sources, "52, 53*"; "" none. The star: uncertain, or a convention */
} HandoutPara;

typedef enum HandoutPlace {
    HANDOUT_LOOKED, /* under the title, over the whole width */
    HANDOUT_ALARM,  /* signs that ask for a doctor: before everything else, large */
    HANDOUT_MAIN,   /* beside the picture */
    HANDOUT_SIDE,   /* in whichever column has room */
    HANDOUT_NOTE,   /* the therapist's own words */
    HANDOUT_BASE,   /* under both columns, over the whole width */
    HANDOUT_SMALL   /* at the foot, in small print */
} HandoutPlace;

typedef struct HandoutSection {
    HandoutPlace place;
    const char *head; /* NULL none */
    const HandoutPara *paras;
    int para_count;
    int spare; /* 0 stays; the greater, the sooner it goes when the page is full */
} HandoutSection;

enum { HANDOUT_SECTIONS = 24 };

typedef struct HandoutPage {
    const char *title, *date; /* date "" none */
    const char *caption;      /* what the picture shows */
    const char *note_cut;     /* what stands under a note that ends early */
    HandoutSection sections[HANDOUT_SECTIONS];
    int section_count;
    void *owner;
} HandoutPage;

/* The words for a view. `note`: the therapist's own, "" or NULL none; what cannot be printed in it is left out.
 * `date`: as it shall stand there, "" or NULL none. */
HandoutPage *handout_page(const Atlas *atlas, const ViewState *view, const char *note, const char *date);
void handout_page_release(HandoutPage *page); /* NULL is fine */

/* The view as it is printed: daylight, natural calm colours, the sheet on, no labels; nothing selected glows. */
void handout_view(const ViewState *view, ViewState *out);
/* The camera for the printed picture (width : height `aspect`) of what a window of `window_aspect` shows between panels
 * that cover free_left and free_right of its width. */
CameraPose handout_camera(const CameraPose *camera, float window_aspect, float free_left, float free_right,
                          float aspect);

/* "2026-11-22" and nothing else. */
HipResult handout_check_date(const char *text, HipError *err);

typedef struct HandoutPicture {
    int width, height;
    const unsigned char *rgba; /* top row first; alpha is not looked at */
} HandoutPicture;

/* Pixels of the picture for this paper: at least 300 an inch where it stands. */
void handout_picture_size(HandoutPaper paper, int *width, int *height);

typedef struct HandoutFit { /* what became of it */
    bool note_cut;          /* the page says so too */
    int left_out;           /* sections that had no room */
} HandoutFit;

/* Writes the page as a PDF file of one page, whole or not at all. The same page and picture give the same bytes with
 * the same libraries and fonts. Any thread. The first call opens the module that sets it (handout_pdf.h); fails when
 * there is none. */
HipResult handout_write(const HandoutPage *page, HandoutPaper paper, const HandoutPicture *picture, const char *path,
                        HandoutFit *fit, HipError *err);
HipResult handout_can_write(HipError *err); /* opens the module, if nothing did yet */

/* A lesson on paper: its steps as pictures with what is said, six to a page, then its questions, their answers and the
 * sources. `pictures`: one for each step, of the size of handout_step_size. Otherwise as handout_write. */
HipResult handout_lesson(const Atlas *atlas, const Lesson *lesson, HandoutPaper paper, const HandoutPicture *pictures,
                         const char *path, HipError *err);
void handout_step_size(int *width, int *height);
#endif
