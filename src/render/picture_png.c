/* picture_png.c - pictures to and from PNG files, in memory first, so that a file is whole or not there. */
#include "hip/file.h"
#include "hip/mem.h"
#include "hip/render.h"
#include <png.h>
#include <stdlib.h>
#include <string.h>

enum { PNG_FILE_LIMIT = 1 << 28, PNG_SIDE_LIMIT = 16384 };

HipResult picture_write_png(const char *path, int width, int height, const unsigned char *rgba, HipError *err)
{
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = (png_uint_32)width,
                       .height = (png_uint_32)height,
                       .format = PNG_FORMAT_RGBA};
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    unsigned char *data = mem_alloc(1, size);
    HipResult rc = HIP_OK;
    if (png_image_write_to_memory(&image, data, &size, 0, rgba, 0, NULL)) {
        rc = file_write_atomic(path, data, size, err);
    } else {
        rc = hip_fail(err, "cannot make the picture '%s': %s", path, image.message);
    }
    free(data);
    return rc;
}

static HipResult decode(const char *path, const Buffer *file, int *width, int *height, unsigned char **rgba,
                        HipError *err)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_memory(&image, file->data, file->size)) {
        return hip_fail(err, "cannot read the picture '%s': %s", path, image.message);
    }
    if (image.width > PNG_SIDE_LIMIT || image.height > PNG_SIDE_LIMIT) {
        png_image_free(&image);
        return hip_fail(err, "the picture '%s' is larger than %d pixels a side", path, PNG_SIDE_LIMIT);
    }
    image.format = PNG_FORMAT_RGBA;
    unsigned char *pixels = mem_alloc(1, PNG_IMAGE_SIZE(image));
    if (!png_image_finish_read(&image, NULL, pixels, 0, NULL)) {
        free(pixels);
        return hip_fail(err, "cannot read the picture '%s': %s", path, image.message);
    }
    *width = (int)image.width;
    *height = (int)image.height;
    *rgba = pixels;
    return HIP_OK;
}

HipResult picture_read_png(const char *path, int *width, int *height, unsigned char **rgba, HipError *err)
{
    Buffer file = {0};
    HipResult rc = file_read_all(path, PNG_FILE_LIMIT, &file, err);
    if (rc == HIP_OK) {
        rc = decode(path, &file, width, height, rgba, err);
    }
    buffer_release(&file);
    return rc;
}
