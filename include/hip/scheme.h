/* scheme.h - the colours of the schemes, for the body and for the legends that explain it. Linear rgb. */
#ifndef HIP_SCHEME_H
#define HIP_SCHEME_H

void scheme_depth_colour(int layer, float out[3]);   /* 0 .. 10 */
int scheme_depth_hatch(int layer);                   /* 1 .. 11: see DrawItem.hatch */
void scheme_supply_colour(int supply, float out[3]); /* of atlas->supplies; -1: no nerve moves it */
/* Of a muscle that has become so many percent longer (below 0: shorter); its hatching is the second cue: crossed when
 * longer, one way when shorter, none while the change is slight. */
void scheme_length_colour(float percent, float out[3]);
int scheme_length_hatch(float percent);
/* What a learner knows of a structure (QuizKnown): well is plain, shaky has lines one way, not yet crossed ones. */
void scheme_known_colour(int known, float out[3]);
int scheme_known_hatch(int known);
void scheme_skin_colour(int tone, float out[3]); /* 0 .. VIEW_SKIN_TONES - 1 */
#endif
