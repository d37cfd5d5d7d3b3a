/* nerve.h - how joints stretch a long nerve. Its bed, the way it takes through the flesh, grows longer by what the
 * joints add; the nerve is strained by part of that, all of it alike, and for the rest it glides: what lies below is
 * drawn up towards the hip (docs/motion.md). Pure functions of set and bones. */
#ifndef HIP_NERVE_H
#define HIP_NERVE_H
#include "hip/atlas.h"
#include "hip/pose_motion.h"

typedef struct NerveBed NerveBed;

/* A nerve that the atlas has a course of and that is longer than a hand's breadth; the set must have weights. NULL: it
 * is none of these. */
NerveBed *nerve_create(const Atlas *atlas, const MeshSet *set, int structure);
void nerve_release(NerveBed *nerve); /* NULL is fine */

enum { NERVE_PLACES = 33 };
typedef struct NerveNow {
    float bed_m, bed_at_rest_m; /* from the plexus to mid-thigh */
    float strain;               /* of the nerve: 0.1 is a tenth longer */
    float glide_m;              /* how far its lowest place has been drawn up out of the thigh */
    float at[NERVE_PLACES][3];  /* metres: where places of the nerve lie that are at even distances at rest */
} NerveNow;
void nerve_now(const NerveBed *nerve, const PoseBones *bones, NerveNow *out);
#endif
