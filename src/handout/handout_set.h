/* handout_set.h - sets a handout on paper: type, columns, picture. */
#ifndef HIP_HANDOUT_SET_H
#define HIP_HANDOUT_SET_H
#include "hip/handout.h"

struct _cairo; /* cairo's own: nothing else here needs its headers */
struct _cairo_surface;

#define HANDOUT_PICTURE_SHARE 0.36 /* of the paper's width: the left column */
#define HANDOUT_PICTURE_TALL 1.25  /* its height for its width */

/* HandoutSection.spare: the likeliest source has this, the others more; what is good to know has less. */
enum { HANDOUT_SPARE_BASE = 1, HANDOUT_SPARE_SOURCE = 2 };

/* handout_write.c: a PDF file of as many pages as `draw` ends with cairo_show_page, and the last one. */
typedef bool (*HandoutDraw)(struct _cairo *cr, double width, double height, void *context); /* false: too much */
HipResult handout_pdf(const char *path, HandoutPaper paper, const char *title, HandoutDraw draw, void *context,
                      HipError *err);
struct _cairo_surface *handout_surface(const HandoutPicture *picture); /* to destroy */

/* Draws everything onto one page of this size in points. `picture`: an image surface, or NULL. Where a page is full,
 * this gives way, in this order: size of type and picture, the end of a long note, spare sections, the picture. False:
 * even so there is more than fits. */
bool handout_set(struct _cairo *cr, const HandoutPage *page, double width, double height,
                 struct _cairo_surface *picture, HandoutFit *fit);
#endif
