/* pdf.c - the module's table, and the PDF file round what is drawn. */
#include "pdf.h"
#include "hip/mem.h"
#include "hip/words.h"
#include <cairo-pdf.h>
#include <stdlib.h>
#include <string.h>

static const char *(*program_words)(const char *english);

/* The module's own, for _(): it has no catalogues, the program has. */
const char *words(const char *english)
{
    return program_words(english);
}

static void begin(const char *(*of_program)(const char *english))
{
    program_words = of_program;
}

extern const HandoutPdf hip_atlas_pdf __attribute__((visibility("default")));
const HandoutPdf hip_atlas_pdf = {.version = HIP_VERSION, .begin = begin, .page = pdf_page, .lesson = pdf_lesson};

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
cairo_surface_t *pdf_surface(const HandoutPicture *picture)
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

HipResult pdf_make(HandoutSize paper, const char *title, PdfDraw draw, void *context, Buffer *out, HipError *err)
{
    Bytes bytes = {0};
    cairo_surface_t *pdf = cairo_pdf_surface_create_for_stream(take, &bytes, paper.width, paper.height);
    tell_what_it_is(pdf, title);
    cairo_t *cr = cairo_create(pdf);
    bool whole = draw(cr, paper, context);
    cairo_show_page(cr);
    cairo_status_t status = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_finish(pdf);
    status = status != CAIRO_STATUS_SUCCESS ? status : cairo_surface_status(pdf);
    cairo_surface_destroy(pdf);
    if (status == CAIRO_STATUS_SUCCESS && whole) {
        *out = (Buffer){bytes.data, bytes.size};
        return HIP_OK;
    }
    free(bytes.data);
    return whole ? hip_fail(err, "%s", cairo_status_to_string(status))
                 : hip_fail(err, "there is more to say than fits: show fewer places or words");
}
