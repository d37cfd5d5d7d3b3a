/* length_table.h - what fibres alone do not tell of a muscle's way. Private to study. */
#ifndef HIP_STUDY_LENGTH_TABLE_H
#define HIP_STUDY_LENGTH_TABLE_H
#include "hip/mesh.h"

enum { LENGTH_POINTS = 4 };

/* Of a right muscle; the left one is its mirror image. */
typedef struct LengthWay {
    const char *base_id, *region;
    float whole_mm; /* from origin to insertion at rest, where the model ends before the muscle does; else 0 */
    int count;      /* 0: along its fibres */
    struct {
        bool thigh;        /* else it goes with the pelvis */
        float from_hip[3]; /* mm from the joint's centre in the anatomical position */
    } point[LENGTH_POINTS];
} LengthWay;

extern const LengthWay LENGTH_WAYS[];
extern const int LENGTH_WAY_COUNT;
#endif
