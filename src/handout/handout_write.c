/* handout_write.c - pages and lessons become PDF files, by the module that sets them. */
#include "hip/handout_pdf.h"
#include "hip/words.h"
#include <dlfcn.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct Paper {
    const char *id;
    HandoutSize size;
} PAPERS[PAPER_COUNT] = {{"a4", {595.276, 841.89}}, {"letter", {612, 792}}};

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
    double points = HANDOUT_PICTURE_SHARE * PAPERS[paper].size.width;
    *width = (int)ceil(points * DOTS_PER_INCH / POINTS_PER_INCH);
    *height = (int)ceil(points * HANDOUT_PICTURE_TALL * DOTS_PER_INCH / POINTS_PER_INCH);
}

/* 200 dots an inch where it stands: much of a lesson is one colour beside another. */
void handout_step_size(int *width, int *height)
{
    *width = 690;
    *height = 460;
}

/* Opened once, by whoever wants the first page, and never closed: GLib cannot be taken out again. */
static struct {
    pthread_once_t once;
    const HandoutPdf *pdf;
    HipError why; /* there is none */
} module = {.once = PTHREAD_ONCE_INIT};

/* NULL when it is not there, not whole or not ours. */
static const HandoutPdf *open_table(const char *path, HipError *why)
{
    if (!file_exists(path)) {
        hip_fail(why, "no " HANDOUT_PDF_FILE " beside this program, which makes PDF files: install Hip Atlas again, or "
                      "libcairo2-dev and libpango1.0-dev and build again");
        return NULL;
    }
    void *opened = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    const HandoutPdf *pdf = opened ? dlsym(opened, HANDOUT_PDF_TABLE) : NULL;
    if (!pdf) {
        hip_fail(why, "the part that makes PDF files cannot be opened: %s", dlerror());
    } else if (strcmp(pdf->version, HIP_VERSION) != 0) {
        hip_fail(why, "'%s' is of another version of this program: install Hip Atlas again", path);
        pdf = NULL;
    }
    return pdf;
}

static void open_module(void)
{
    char *path = file_companion_path(HANDOUT_PDF_FILE);
    module.pdf = open_table(path, &module.why);
    if (module.pdf) {
        module.pdf->begin(words);
    }
    free(path);
}

HipResult handout_can_write(HipError *err)
{
    pthread_once(&module.once, open_module);
    return module.pdf ? HIP_OK : hip_fail(err, "%s", module.why.text);
}

/* Takes the file's bytes, if there are any. */
static HipResult write_file(const char *path, HipResult made, Buffer *file, HipError *err)
{
    if (made == HIP_OK) {
        made = file_write_atomic(path, file->data, file->size, err);
    } else {
        hip_error_context(err, "the page '%s'", path);
    }
    buffer_release(file);
    return made;
}

HipResult handout_write(const HandoutPage *page, HandoutPaper paper, const HandoutPicture *picture, const char *path,
                        HandoutFit *fit, HipError *err)
{
    Buffer file = {0};
    HandoutFit became = {0};
    HipResult rc = handout_can_write(err);
    if (rc != HIP_OK) {
        return rc;
    }
    rc = module.pdf->page(PAPERS[paper].size, page, picture, &file, &became, err);
    rc = write_file(path, rc, &file, err);
    if (rc == HIP_OK && fit) {
        *fit = became;
    }
    return rc;
}

HipResult handout_lesson(const Atlas *atlas, const Lesson *lesson, HandoutPaper paper, const HandoutPicture *pictures,
                         const char *path, HipError *err)
{
    Buffer file = {0};
    HipResult rc = handout_can_write(err);
    if (rc != HIP_OK) {
        return rc;
    }
    rc = module.pdf->lesson(PAPERS[paper].size, atlas, lesson, pictures, &file, err);
    return write_file(path, rc, &file, err);
}
