/* walk.h - a walk through a session (Atlas.session): what is done and said at each second, and going on, back, pausing.
 * Pure but for the small Walk that the caller holds. */
#ifndef HIP_WALK_H
#define HIP_WALK_H
#include "hip/massage.h"

typedef struct WalkMoment {
    int step;     /* of atlas->session */
    float step_s; /* since its beginning: where its stroke is */
    int cue;      /* of the step: what was said last, -1 nothing yet */
    float cue_s;  /* ago */
} WalkMoment;

float walk_length_s(const Atlas *atlas);
float walk_start_s(const Atlas *atlas, int step);                            /* when a step begins */
void walk_at(const Atlas *atlas, float seconds, WalkMoment *out);            /* clamped to the session */
int walk_position(const Atlas *atlas, const SessionStep *step, Side worked); /* its position when this side is worked */

typedef struct Walk { /* `= {0}`: at its beginning, paused */
    float at_s;
    bool playing;
} Walk;
void walk_play(const Atlas *atlas, Walk *walk, bool playing);  /* at the end it begins again */
bool walk_tick(const Atlas *atlas, Walk *walk, float seconds); /* so much later; true while it plays */
void walk_next(const Atlas *atlas, Walk *walk);                /* to the next step */
void walk_previous(const Atlas *atlas,
                   Walk *walk); /* to this step's beginning, from its first seconds to the one before */

/* How long the hands have warmed or worked, up to this second of the session, where this stroke will go deep: on its
 * regions, or on others with the same targets. */
float walk_prepared_s(const Atlas *atlas, float seconds, int stroke);
/* Advice for a deep stroke after so much preparation; it locks nothing. False: none is needed. */
bool walk_advice(const Atlas *atlas, int stroke, float prepared_s, char *out, size_t size);
#endif
