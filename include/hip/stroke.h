/* stroke.h - a stroke as it is done: where the hand is, which way it lies, how hard it presses, what it leads, at each
 * moment. Pure functions of atlas, skin and seconds; no clock. The same stroke on the left is the mirror image. */
#ifndef HIP_STROKE_H
#define HIP_STROKE_H
#include "hip/pose.h"
#include "hip/region.h"

enum { PATCH_PIECES = 12 };

/* What of a tool touches: a few rounded bars in its own plane, metres; x along the tool, y the way that it works. */
typedef struct PatchPiece {
    float from[2], to[2], radius;
} PatchPiece;
int stroke_patch(const AtlasTool *tool, PatchPiece out[PATCH_PIECES]);

typedef struct StrokeMoment {
    float at[2];                            /* the middle of the patch, on the chart */
    float place[3];                         /* and in the model frame at rest */
    float along[3], forward[3], outward[3]; /* unit: the patch's x and y, and away from the body */
    float pressure;                         /* on the client's scale of 0-10; 0 in the air */
    float lifted;                           /* 0 on the skin .. 1 in the air, on the way to the next place */
    int tool, path, time;                   /* of the stroke's paths; which time of this path, from 0 */
    bool breathing_out;                     /* client and therapist breathe slowly together */
    float breath;                           /* how far through that, 0..1 */
    float lead;                             /* how far the limb is led, 0..1 from each lever's from to its to */
} StrokeMoment;

float stroke_length_s(const AtlasStroke *stroke); /* all paths, all times, and the ways between them */

/* Seconds beyond the length begin again. `tool`: of the atlas; one that the stroke does not use (-1) means its usual
 * one. */
void stroke_at(const Atlas *atlas, const Chart *chart, int stroke, int tool, float seconds, StrokeMoment *out);

/* A tool that presses on one place of the skin, comfortably: place in the model frame at rest. */
void stroke_press(const Atlas *atlas, const Chart *chart, int tool, const float place[3], StrokeMoment *out);

/* What of the stroke's tools is meant by this one. */
int stroke_tool(const AtlasStroke *stroke, int tool);

/* Adds what the stroke leads a limb of the worked side (right or left) to a pose; nothing beyond a joint's range. */
void stroke_pose(const Atlas *atlas, int stroke, float seconds, Side worked, Pose *pose);

/* Whether a client who lies so can be given the stroke on this side (right or left): the atlas has it for the position,
 * and the side does not lie below. */
bool stroke_allowed(const Atlas *atlas, int stroke, int position, Side worked);

/* The same, without a position (-1) always. Else `why` is one sentence that names the positions it needs. */
bool stroke_offer(const Atlas *atlas, int stroke, int position, Side worked, char *why, size_t size);

/* The first position for the stroke when this side is worked: on a side, the one with that side up. */
int stroke_position(const Atlas *atlas, int stroke, Side worked);
#endif
