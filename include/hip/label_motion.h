/* label_motion.h - labels from one picture to the next: texts glide to where the layout wants them, fade where they
 * come, go or would have to pass one another, and never lie over each other. Pure: what is remembered is the caller's
 * value. */
#ifndef HIP_LABEL_MOTION_H
#define HIP_LABEL_MOTION_H
#include "hip/label_layout.h"

typedef struct LabelPlace { /* where a label is now */
    int item;
    float x, y, width, height; /* of the text */
    float edge;                /* x at which its line starts */
    int side;
    float anchor[2]; /* where its line ends; the caller moves it with the surface before each step */
    float shown;     /* 0..1: of text and line */
    float pointing;  /* 0..1: of the line alone, which goes and comes while it changes its place on the body */
    float waited_s;  /* since it was first wanted */
    bool wanted;     /* false: fading out, its anchor may be out of sight */
} LabelPlace;

typedef struct LabelMotion { /* `= {0}`: nothing on the screen */
    LabelPlace places[LABEL_MAX];
    int count;
} LabelMotion;

typedef struct LabelStep {
    float seconds;    /* since the last step; negative: everything is where it belongs at once (single pictures) */
    float move_px[2]; /* the most that a text may move sideways, up or down */
    float gap;        /* as in LabelFrame */
    float jump_px;    /* an anchor that moves farther is another place on the body */
} LabelStep;

/* One step towards `targets` (of label_layout; `in` are the inputs it was made of). What is no target any more fades
 * out where it stands. True while something still moves. */
bool label_motion_step(LabelMotion *motion, const LabelStep *step, const LabelOut *targets, const LabelIn *in,
                       int count);

const LabelPlace *label_motion_find(const LabelMotion *motion, int item); /* NULL */
#endif
