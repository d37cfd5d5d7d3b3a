/* posture.h - how soft parts (MOVES_SOFT) go with the joints: posing is a bend. A grid over all of the part's fibre
 * coordinates knows at each node where the middle of the part lies at rest and which bones it follows; posing moves the
 * nodes: blended joint motion, corrected so that fibres stay taut, nothing dives into bone and volume is kept. Drawing,
 * picking, section and labels then take the grid as they take a flap's. Pure functions of set, bones and flap. */
#ifndef HIP_POSTURE_H
#define HIP_POSTURE_H
#include "hip/atlas.h"
#include "hip/bend.h"
#include "hip/pose_motion.h"

typedef struct PostureRest PostureRest;

/* Made when a pose first needs it; a few milliseconds a part. The set must have weights and outlive it; `atlas` and
 * `structure` (-1: not of the atlas) may say more of the part. NULL when the part's coordinates give no grid: then it
 * is drawn as a piece of posture_bone. */
PostureRest *posture_rest_create(const Atlas *atlas, int structure, const MeshSet *set, uint32_t part);
void posture_rest_release(PostureRest *rest); /* NULL is fine */

/* The bones of a set at rest, as what soft parts keep out of; NULL when it does not know how it moves. A tenth of a
 * second; once for a set. */
typedef struct PostureBones PostureBones;
PostureBones *posture_bones_create(const Atlas *atlas, const MeshSet *set);
void posture_bones_release(PostureBones *bones); /* NULL is fine */

/* From now on the part keeps out of these bones, which must outlive it; NULL: of none. */
void posture_keep_out(PostureRest *rest, const PostureBones *bones);

/* The part as it lies with these bones.
 *   flap     the part bent back at rest (peel_bend); NULL: it lies in place. A flap first bends, then is carried by the
 *            pose of its hinge.
 *   reflect  how far it is bent back, 0..1: mixes the pose of the hinge in
 *   out      every field that drawing and picking read is written; its coordinates are not the flap's */
void posture_bend(const PostureRest *rest, const PoseBones *bones, const BendGrid *flap, float reflect, BendGrid *out);

/* The bone that most of a part follows, for parts that have no grid. */
MeshBone posture_bone(const MeshSet *set, uint32_t part);
#endif
