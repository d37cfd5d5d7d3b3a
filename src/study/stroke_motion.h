/* stroke_motion.h - what the hand does while it stays on the skin, by kind of motion. Private to src/study. */
#ifndef HIP_STROKE_MOTION_H
#define HIP_STROKE_MOTION_H
#include "hip/massage.h"

typedef struct StrokeSwing {
    float share;         /* of the path's way */
    float across, along; /* of the path, metres beside that */
    float twist;         /* of the hand, radians */
    float pressure;      /* 0-10 */
    float lead;          /* 0..1 of the levers */
} StrokeSwing;

/* `seconds` of `length` since the hand came down. Without a break, and at rest with no pressure at both ends. */
void stroke_swing(const AtlasStroke *stroke, const AtlasTool *tool, float seconds, float length, StrokeSwing *out);
#endif
