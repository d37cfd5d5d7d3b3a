/* label_layout.h - anchors on the body -> texts beside it, with leader lines that do not cross and boxes that do not
 * overlap; steady from one picture to the next. Pixels, origin top left. Pure. */
#ifndef HIP_LABEL_LAYOUT_H
#define HIP_LABEL_LAYOUT_H
#include <stdbool.h>

enum { LABEL_MAX = 64 };

typedef struct LabelIn {
    int item;
    float anchor[2];     /* on the body, pixels */
    float width, height; /* of the text */
    float weight;        /* more important ones are placed first; the least go when there is no room */
    int side_before;     /* -1 left, 1 right, 0 new: keeps its column unless it would be wrong by far ... */
    float y_before;      /* ... and its place among the others of that column unless lines would cross */
    bool leaving;        /* on its way out: keeps its room until it has faded (label_motion.h) */
} LabelIn;

typedef struct LabelOut {
    int item;
    float x, y;       /* top left of the text */
    float line[2][2]; /* from the text's edge to the anchor */
    int side;         /* -1, 1 */
} LabelOut;

typedef struct LabelFrame {
    float width, height;
    float left, right, top, bottom; /* margins taken by panels */
    float corner;                   /* taken above the bottom margin in the right column (the marker) */
    float body_left, body_right;    /* the body's extent: columns stand outside it where there is room */
    float gap;                      /* between texts */
} LabelFrame;

/* At most LABEL_MAX are looked at; returns how many were placed, most important first. What has no room, no size or no
 * place (not a number) is left out. Deterministic, and a small move of the anchors moves the texts little. */
int label_layout(const LabelFrame *frame, const LabelIn *in, int count, LabelOut *out);
#endif
