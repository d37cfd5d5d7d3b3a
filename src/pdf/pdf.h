/* pdf.h - the module's own parts: two kinds of document, and what both draw with. */
#ifndef HIP_PDF_H
#define HIP_PDF_H
#include "hip/handout_pdf.h"
#include <cairo.h>

/* Draws a document of as many pages as it ends with cairo_show_page, and the last one. False: too much for it. */
typedef bool (*PdfDraw)(cairo_t *cr, HandoutSize paper, void *context);
HipResult pdf_make(HandoutSize paper, const char *title, PdfDraw draw, void *context, Buffer *out, HipError *err);
cairo_surface_t *pdf_surface(const HandoutPicture *picture); /* to destroy */

/* The table's rows: pdf_page.c, pdf_lesson.c. */
HipResult pdf_page(HandoutSize paper, const HandoutPage *page, const HandoutPicture *picture, Buffer *out,
                   HandoutFit *fit, HipError *err);
HipResult pdf_lesson(HandoutSize paper, const Atlas *atlas, const Lesson *lesson, const HandoutPicture *pictures,
                     Buffer *out, HipError *err);
#endif
