/* stroke_patch.c - what of each tool touches the skin. */
#include "hip/stroke.h"
#include <math.h>
#include <string.h>

/* Rounded bars side by side along x, each `length` along y. */
static int row(int count, float width, float length, float radius, PatchPiece *out)
{
    for (int i = 0; i < count; i++) {
        float x = count > 1 ? ((float)i / (float)(count - 1) - 0.5f) * (width - 2 * radius) : 0;
        float y = fmaxf(0.5f * length - radius, 0);
        out[i] = (PatchPiece){{x, -y}, {x, y}, radius};
    }
    return count;
}

/* The ball of the hand and its fingers, as wide as w and as long as l. */
static int palm(float x, float w, float l, PatchPiece *out)
{
    float ball = 0.30f * l, finger = 0.105f * w;
    out[0] = (PatchPiece){{x - 0.5f * w + ball, ball - 0.5f * l}, {x + 0.5f * w - ball, ball - 0.5f * l}, ball};
    for (int i = 0; i < 4; i++) {
        float at = x + ((float)i / 3 - 0.5f) * (w - 2 * finger), top = i == 0 || i == 3 ? 0.42f : 0.5f;
        out[1 + i] = (PatchPiece){{at, 0}, {at, top * l - finger}, finger};
    }
    return 5;
}

int stroke_patch(const AtlasTool *tool, PatchPiece out[PATCH_PIECES])
{
    float w = tool->size_m[0], l = tool->size_m[1];
    if (strcmp(tool->shape, "palm") == 0) {
        bool both = w > 1.5f * l;
        int n = both ? palm(-0.26f * w, 0.48f * w, l, out) : palm(0, l, w, out);
        return n + (both ? palm(0.26f * w, 0.48f * w, l, out + n) : 0);
    }
    if (strcmp(tool->shape, "fist") == 0) {
        return row(4, w, l, 0.14f * w, out);
    }
    if (strcmp(tool->shape, "knuckles") == 0) {
        return row(4, w, l, fminf(0.5f * l, 0.14f * w), out);
    }
    if (strcmp(tool->shape, "fingers") == 0) {
        return row(w > 0.055f ? 4 : 3, w, l, fminf(0.5f * l, 0.17f * w), out);
    }
    if (strcmp(tool->shape, "forearm") == 0) {
        out[0] = (PatchPiece){{-0.5f * w + 0.5f * l, 0}, {0, 0}, 0.5f * l}; /* broad at the elbow, slim at the wrist */
        out[1] = (PatchPiece){{0, 0}, {0.5f * w - 0.36f * l, 0}, 0.36f * l};
        return 2;
    }
    return row(1, w, fmaxf(w, l), 0.5f * fminf(w, l), out);
}
