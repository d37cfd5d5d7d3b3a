#include "handout_set.h"
#include "hip/file.h"
#include "hip/mem.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Points: 1/72 inch. */
static const struct Paper {
    const char *id;
    double width, height;
} PAPERS[PAPER_COUNT] = {{"a4", 595.276, 841.89}, {"letter", 612, 792}};

static const double DOTS_PER_INCH = 300, POINTS_PER_INCH = 72;

const char *handout_paper_id(HandoutPaper paper)
{
    return PAPERS[paper].id;
}

int handout_paper_from_id(const char *id)
{
    for (int i = 0; i < PAPER_COUNT; i++) {
        if (strcasecmp(id, PAPERS[i].id) == 0) {
            return i;
        }
    }
    return -1;
}

void handout_picture_size(HandoutPaper paper, int *width, int *height)
{
    double points = HANDOUT_PICTURE_SHARE * PAPERS[paper].width;
    *width = (int)ceil(points * DOTS_PER_INCH / POINTS_PER_INCH);
    *height = (int)ceil(points * HANDOUT_PICTURE_TALL * DOTS_PER_INCH / POINTS_PER_INCH);
}

/* 200 dots an inch where it stands: much of a lesson is one colour beside another. */
void handout_step_size(int *width, int *height)
{
    *width = 690;
    *height = 460;
}

#ifdef HIP_PDF
#include <cairo-pdf.h>

typedef struct Bytes {
    unsigned char *data;
    size_t size, capacity;
} Bytes;

static cairo_status_t take(void *closure, const unsigned char *data, unsigned length)
{
    Bytes *bytes = closure;
    bytes->data = mem_grow(bytes->data, &bytes->capacity, bytes->size + length, 1);
    memcpy(bytes->data + bytes->size, data, length);
    bytes->size += length;
    return CAIRO_STATUS_SUCCESS;
}

/* Native 0x00RRGGBB words, rows padded as cairo wants them. */
cairo_surface_t *handout_surface(const HandoutPicture *picture)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, picture->width, picture->height);
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) {
        return surface;
    }
    unsigned char *rows = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    cairo_surface_flush(surface);
    for (int y = 0; y < picture->height; y++) {
        const unsigned char *from = picture->rgba + 4 * (size_t)y * (size_t)picture->width;
        uint32_t *to = (uint32_t *)(void *)(rows + (ptrdiff_t)y * stride);
        for (int x = 0; x < picture->width; x++, from += 4) {
            to[x] = (uint32_t)from[0] << 16 | (uint32_t)from[1] << 8 | from[2];
        }
    }
    cairo_surface_mark_dirty(surface);
    return surface;
}

/* No time of making: the same page gives the same bytes. */
static void tell_what_it_is(cairo_surface_t *pdf, const char *title)
{
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_TITLE, title);
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATOR, "Hip Atlas " HIP_VERSION);
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE, "none");
}

HipResult handout_pdf(const char *path, HandoutPaper paper, const char *title, HandoutDraw draw, void *context,
                      HipError *err)
{
    const struct Paper *size = &PAPERS[paper];
    Bytes bytes = {0};
    cairo_surface_t *pdf = cairo_pdf_surface_create_for_stream(take, &bytes, size->width, size->height);
    tell_what_it_is(pdf, title);
    cairo_t *cr = cairo_create(pdf);
    bool whole = draw(cr, size->width, size->height, context);
    cairo_show_page(cr);
    cairo_status_t status = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_finish(pdf);
    status = status != CAIRO_STATUS_SUCCESS ? status : cairo_surface_status(pdf);
    cairo_surface_destroy(pdf);
    HipResult rc;
    if (status != CAIRO_STATUS_SUCCESS) {
        rc = hip_fail(err, "the page for '%s' could not be made: %s", path, cairo_status_to_string(status));
    } else if (!whole) {
        rc = hip_fail(err, "there is more to say than fits the page for '%s': show fewer places or words", path);
    } else {
        rc = file_write_atomic(path, bytes.data, bytes.size, err);
    }
    free(bytes.data);
    return rc;
}

typedef struct OnePage {
    const HandoutPage *page;
    cairo_surface_t *image;
    HandoutFit fit;
} OnePage;

static bool draw_page(cairo_t *cr, double width, double height, void *context)
{
    OnePage *one = context;
    return handout_set(cr, one->page, width, height, one->image, &one->fit);
}

HipResult handout_write(const HandoutPage *page, HandoutPaper paper, const HandoutPicture *picture, const char *path,
                        HandoutFit *fit, HipError *err)
{
    OnePage one = {.page = page, .image = picture ? handout_surface(picture) : NULL};
    HipResult rc = handout_pdf(path, paper, page->title, draw_page, &one, err);
    if (one.image) {
        cairo_surface_destroy(one.image);
    }
    if (rc == HIP_OK && fit) {
        *fit = one.fit;
    }
    return rc;
}

HipResult handout_can_write(HipError *err)
{
    (void)err;
    return HIP_OK;
}
#else
HipResult handout_can_write(HipError *err)
{
    return hip_fail(err, "this build makes no PDF files: install libcairo2-dev and libpango1.0-dev and build again");
}

HipResult handout_write(const HandoutPage *page, HandoutPaper paper, const HandoutPicture *picture, const char *path,
                        HandoutFit *fit, HipError *err)
{
    (void)page, (void)paper, (void)picture, (void)path, (void)fit;
    return handout_can_write(err);
}

HipResult handout_lesson(const Atlas *atlas, const Lesson *lesson, HandoutPaper paper, const HandoutPicture *pictures,
                         const char *path, HipError *err)
{
    (void)atlas, (void)lesson, (void)paper, (void)pictures, (void)path;
    return handout_can_write(err);
}
#endif
