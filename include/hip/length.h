/* length.h - how much longer or shorter a muscle becomes when joints move, along its fibres, and how it turns a joint
 * by pulling. The ends of a line go with their bones, what lies between is taut over bone: the shortest way that keeps
 * out of it. Where the atlas knows published lines of pull they take their place (lines.json, docs/motion.md). Pure
 * functions of set and bones; threads may share a LengthSet. */
#ifndef HIP_LENGTH_H
#define HIP_LENGTH_H
#include "hip/pose.h"
#include "hip/posture.h"

typedef struct LengthSet LengthSet;

/* Lines of all muscles of the set, and their lengths at rest; `bones`, may be NULL: what they keep out of. All three
 * must outlive it. Never NULL; some tens of milliseconds. */
LengthSet *length_create(const Atlas *atlas, const MeshSet *set, const PostureBones *bones);
void length_release(LengthSet *lengths); /* NULL is fine */

/* Parts of a muscle across its fibres, in the order of `line`: "upper", "middle", "lower"; most have one, named "".
 * NULL beyond the last. */
const char *length_region(const LengthSet *lengths, int structure, int line);

/* The way of one string of a line with these bones, metres, from origin to insertion; a line has one, or three side by
 * side. Returns the number of its points, 0 beyond the last. */
enum { LENGTH_POINTS_MOST = BEND_COLUMNS };
int length_path(const LengthSet *lengths, int structure, int line, int string, const PoseBones *bones,
                float out[LENGTH_POINTS_MOST][3]);

/* Metres along the body's own fibres, whatever line stands for the muscle elsewhere: the mean of a third across its
 * fibres. 0: nothing is known of this structure. */
float length_of_fibres(const LengthSet *lengths, int structure, LineFibres third, const PoseBones *bones);

/* Change against rest, in percent of the whole way from origin to insertion; `line` -1: the mean of all parts. False:
 * nothing is known of this structure. */
bool length_change(const LengthSet *lengths, int structure, int line, const PoseBones *bones, float *percent);

/* Metres of moment arm about a joint in a pose: how much shorter the line becomes for each radian that the joint is
 * moved towards more degrees. Positive: its pull moves the joint that way. */
bool length_moment_arm(const LengthSet *lengths, int structure, int line, const Pose *pose, int joint, float *arm_m);
#endif
