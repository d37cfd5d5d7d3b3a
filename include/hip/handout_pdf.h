/* handout_pdf.h - what the program and its module hip-atlas-pdf.so know of each other. The module (src/pdf) alone is
 * linked with cairo and pango and the 18 libraries behind them; src/handout opens it when the first page is made, so
 * that no start waits for them. Neither side calls the other by name: the module shows one table, and what it needs of
 * the program comes with `begin`. */
#ifndef HIP_HANDOUT_PDF_H
#define HIP_HANDOUT_PDF_H
#include "hip/file.h"
#include "hip/handout.h"

#define HANDOUT_PDF_FILE "hip-atlas-pdf.so"
#define HANDOUT_PDF_TABLE "hip_atlas_pdf" /* of the type HandoutPdf, constant */

#define HANDOUT_PICTURE_SHARE 0.36 /* of the paper's width: the left column */
#define HANDOUT_PICTURE_TALL 1.25  /* its height for its width */

/* HandoutSection.spare: the likeliest source has this, the others more; what is good to know has less. */
enum { HANDOUT_SPARE_BASE = 1, HANDOUT_SPARE_SOURCE = 2 };

typedef struct HandoutSize {
    double width, height; /* points: 1/72 inch */
} HandoutSize;

/* Where everything was set, `out` is a whole PDF file (buffer_release) and HIP_OK is returned. Any thread. */
typedef struct HandoutPdf {
    const char *version; /* HIP_VERSION: the structs of another one may look different */
    /* Once, before anything else: how the program translates (hip/words.h). */
    void (*begin)(const char *(*words)(const char *english));
    /* One page. Where it is full this gives way, in this order: size of type and picture, the end of a long note, spare
     * sections, the picture. Fails when there is more than fits even so. `picture` may be NULL. */
    HipResult (*page)(HandoutSize paper, const HandoutPage *page, const HandoutPicture *picture, Buffer *out,
                      HandoutFit *fit, HipError *err);
    /* As many pages as a lesson takes; `pictures`: one for each step. */
    HipResult (*lesson)(HandoutSize paper, const Atlas *atlas, const Lesson *lesson, const HandoutPicture *pictures,
                        Buffer *out, HipError *err);
} HandoutPdf;
#endif
