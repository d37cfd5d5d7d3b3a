/* compare_png.c - are two pictures the same to the eye?
 *
 * usage: compare_png A.png B.png [BLOCK_LIMIT [MEAN_LIMIT]]     defaults 24 and 1.5, of 255
 *
 * Prints "mean M block B": the mean difference over the picture, and the greatest mean difference of an 8 x 8 block.
 * Another driver rounds edges otherwise, which moves single pixels; a missing nerve changes whole blocks. Exit status 0
 * alike, 1 not, 2 unreadable or of different size. */
#include "hip/render.h"
#include <stdio.h>
#include <stdlib.h>

enum { BLOCK = 8 };

typedef struct Picture {
    int width, height;
    unsigned char *rgba;
} Picture;

static double pixel_difference(const Picture *a, const Picture *b, int x, int y)
{
    size_t at = 4 * ((size_t)y * (size_t)a->width + (size_t)x);
    int sum = 0;
    for (size_t i = 0; i < 3; i++) {
        sum += abs((int)a->rgba[at + i] - (int)b->rgba[at + i]);
    }
    return sum / 3.0;
}

static double block_difference(const Picture *a, const Picture *b, int left, int top, int *pixels)
{
    double sum = 0;
    *pixels = 0;
    for (int y = top; y < top + BLOCK && y < a->height; y++) {
        for (int x = left; x < left + BLOCK && x < a->width; x++) {
            sum += pixel_difference(a, b, x, y);
            (*pixels)++;
        }
    }
    return sum;
}

int main(int argc, char **argv)
{
    Picture a = {0}, b = {0};
    HipError err = {""};
    if (argc < 3 || picture_read_png(argv[1], &a.width, &a.height, &a.rgba, &err) != HIP_OK ||
        picture_read_png(argv[2], &b.width, &b.height, &b.rgba, &err) != HIP_OK || a.width != b.width ||
        a.height != b.height) {
        fprintf(stderr, "compare_png: %s\n", err.text[0] ? err.text : "two pictures of one size are wanted");
        free(a.rgba);
        free(b.rgba);
        return 2;
    }
    double block_limit = argc > 3 ? strtod(argv[3], NULL) : 24, mean_limit = argc > 4 ? strtod(argv[4], NULL) : 1.5;
    double sum = 0, worst = 0;
    for (int y = 0; y < a.height; y += BLOCK) {
        for (int x = 0; x < a.width; x += BLOCK) {
            int pixels;
            double block = block_difference(&a, &b, x, y, &pixels);
            sum += block;
            worst = block / pixels > worst ? block / pixels : worst;
        }
    }
    double mean = sum / ((double)a.width * a.height);
    printf("mean %.3f block %.2f\n", mean, worst);
    free(a.rgba);
    free(b.rgba);
    return mean > mean_limit || worst > block_limit;
}
