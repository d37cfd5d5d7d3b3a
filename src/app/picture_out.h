/* picture_out.h - pictures and pages leave the program: as a dated file among the user's pictures or documents, or on
 * the clipboard. Packing them takes a moment, so a thread does it. */
#ifndef HIP_APP_PICTURE_OUT_H
#define HIP_APP_PICTURE_OUT_H
#include "hip/error.h"
#include "hip/handout.h"
#include <stdbool.h>
#include <stddef.h>

typedef struct PictureOut PictureOut;

PictureOut *picture_out_create(unsigned event_type); /* an SDL event of this type wakes the window when one is done */
void picture_out_destroy(PictureOut *out);           /* waits for the last; NULL is fine */

typedef enum PictureGoal {
    PICTURE_SAVE, /* to `path`, or when that is empty to a new file in the user's pictures folder */
    PICTURE_COPY  /* to the clipboard; where there is none, saved */
} PictureGoal;

/* Takes the pixels over (RGBA, top row first; free). A call waits for the picture before. */
void picture_out_start(PictureOut *out, PictureGoal goal, const char *path, int width, int height, unsigned char *rgba);

/* Likewise a page with this picture: to `path`, or when that is empty to a new file in the user's documents folder,
 * whose name tells nothing of the client. Takes page and pixels over. */
void picture_out_page(PictureOut *out, HandoutPage *page, HandoutPaper paper, const char *path, int width, int height,
                      unsigned char *rgba);

/* What became of it, one line for the user; false while there is nothing new. */
bool picture_out_take(PictureOut *out, char *message, size_t size);

/* The user's pictures folder (new string): $XDG_PICTURES_DIR, the line in user-dirs.dirs, ~/Pictures. */
char *picture_folder(void);
char *page_folder(void); /* the same for $XDG_DOCUMENTS_DIR, ~/Documents */

/* A new, empty file hip-2026-11-22-011654.png in the folder (-2, -3 ... when there is one): its path (new string), or
 * NULL with a message. Made at once, so nothing that exists is ever overwritten. */
char *picture_new_file(const char *folder, HipError *err);
char *page_new_file(const char *folder, HipError *err);    /* the same: hip-page-2026-11-22-011654.pdf */
char *results_new_file(const char *folder, HipError *err); /* the same: hip-results-2026-11-22-011654.csv */
#endif
